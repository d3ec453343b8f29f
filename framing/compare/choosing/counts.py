"""Names of one thing, counted: how often each unit of an outlet takes which of them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ...clean.duplicates import is_folded
from ...tables import as_texts
from ..foundation.counts import Units, unit_of


def count_names(mentions: pd.DataFrame, articles: pd.DataFrame, *, voice: str | None, unit: str) -> dict[str, Units]:
    """For each choice its units: rows are names, the commonest first, and `words` a unit's mentions of the choice.

    Only units that mention the choice are there: an article about another matter says nothing about which name is
    taken. Names stand in the rows that occur in any voice. Articles that repeat one of their own outlet are left out.
    """
    number, names_of_units = pd.factorize(unit_of(articles, unit).astype(object))
    articles = articles.assign(unit=number)
    folded = is_folded(articles)
    outlets = sorted(articles.outlet.unique(), key=str)
    n_folded = articles.outlet[folded].value_counts().reindex(outlets, fill_value=0).to_numpy()
    articles = articles[~folded]
    found = longest_once(mentions[mentions.article_id.isin(articles.article_id)])
    at = pd.Index(articles.article_id, dtype=object).get_indexer(found.article_id.astype(object))
    side = pd.Index(outlets, dtype=object).get_indexer(articles.outlet.astype(object))[at]
    found = found.assign(article=at, side=side, unit=articles.unit.to_numpy()[at])
    told = {}
    for choice, rows in found.groupby("choice"):
        names = rows.term.value_counts()
        terms = names.reset_index().sort_values(["count", "term"], ascending=[False, True]).term.tolist()
        rows = rows if voice is None else rows[rows.voice == voice]
        told[choice] = _units(rows, terms, outlets, names_of_units, n_folded)
    return told


def longest_once(mentions: pd.DataFrame) -> pd.DataFrame:
    """The mentions that stand for a choice; of those of one choice that overlap the longest, also across frames.

    Inside a frame `find_mentions` has seen to it; but `illegal migrant*` and the `migrant*` within it may stand for two
    frames, and the article names the thing once. Of two as long as each other the first in the text stands.
    """
    found = mentions.assign(choice=pd.Series(as_texts(mentions.choice), mentions.index, dtype="str"))
    found = found[found.choice.str.strip() != ""]
    if not len(found):
        return found
    found = found.assign(length=found.end - found.start)
    found = found.sort_values(["article_id", "part", "choice", "start", "length"], key=_comparable, kind="stable")
    place = found.groupby(["article_id", "part", "choice"], sort=False, observed=True).ngroup().to_numpy()
    start, end = found.start.to_numpy(), found.end.to_numpy()
    so_far = found.end.groupby(place).cummax().to_numpy()
    is_apart = (place[1:] != place[:-1]) | (start[1:] >= so_far[:-1])
    cluster = np.cumsum(np.insert(is_apart, 0, True))
    keep = np.ones(len(found), bool)
    taken: dict[int, list[tuple[int, int]]] = {}
    several = np.flatnonzero(np.bincount(cluster)[cluster] > 1)
    for i in sorted(several, key=lambda i: (start[i] - end[i], start[i])):
        others = taken.setdefault(cluster[i], [])
        keep[i] = not any(start[i] < e and s < end[i] for s, e in others)
        if keep[i]:
            others.append((start[i], end[i]))
    return found[keep].drop(columns="length")


def _comparable(column: pd.Series) -> pd.Series:
    """Ids of several types have no order among themselves; any order that keeps equal ones together will do."""
    return column if pd.api.types.is_numeric_dtype(column) else pd.Series(pd.factorize(column)[0], column.index)


def _units(found: pd.DataFrame, terms: list[str], outlets: list[str], names_of_units, n_folded: np.ndarray) -> Units:
    found = found.assign(row=pd.Index(terms, dtype=object).get_indexer(found.term.astype(object)))
    of_unit = found.groupby(["side", "unit"])
    units = of_unit.article.agg(["size", "nunique"])
    cells = found.assign(at=of_unit.ngroup()).groupby(["row", "at"]).article.agg(["size", "nunique"])
    return Units(
        keys=pd.DataFrame({"term": pd.Series(terms, dtype="str")}),
        outlets=outlets,
        side=units.index.get_level_values(0).to_numpy(np.int64),
        names=np.asarray(names_of_units, object)[units.index.get_level_values(1).to_numpy(np.int64)],
        words=units["size"].to_numpy(float),
        n_articles=units["nunique"].to_numpy(np.int64),
        row=cells.index.get_level_values(0).to_numpy(np.int64),
        unit=cells.index.get_level_values(1).to_numpy(np.int64),
        x=cells["size"].to_numpy(float),
        n_with=cells["nunique"].to_numpy(np.int64),
        n_folded=n_folded,
    )
