"""What a map of outlets is made of: how often each word, or each term of a lexicon, stands in each sampling unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from ...clean.duplicates import is_folded
from ...tables import FramingError, as_texts, require, require_articles_of, require_full, require_ids, require_some
from ..foundation.counts import unit_of
from ..foundation.estimates import MIN_UNITS, MIN_WITH
from .counts import keep_words
from .set_aside import are_names, count_apart, listed_apart

if TYPE_CHECKING:
    from scipy.sparse import csr_array

MOST_WORDS = 5000  # the most frequent ones; beyond, words are too rare to place an outlet


class MapCounts(NamedTuple):
    """Counts of the outlets that can be placed, and what was left out.

    Over units: `x` (units x words), `out_of` (what a rate is out of; one column, or one per word), `side` (the number
    of the outlet). `phrases` has a row per word: word, n, and choice where names of one thing are compared. `left_out`
    says of each outlet that has no place why.
    """

    x: csr_array
    out_of: np.ndarray
    side: np.ndarray
    outlets: list[str]
    n_articles: dict[str, int]
    phrases: pd.DataFrame
    left_out: dict[str, str]


def count_for_map(
    articles: pd.DataFrame, words: pd.DataFrame | None, mentions: pd.DataFrame | None, unit: str
) -> MapCounts:
    """Count the words of texts, or take counted words or mentions, and sum them to units."""
    articles = articles.assign(_unit=unit_of(articles, unit))
    articles = articles[~is_folded(articles)]
    x, out_of, phrases = _by_article(articles, words, mentions)
    keys = articles.groupby([articles.outlet.astype(object), "_unit"], observed=True)
    of_unit, outlet_of_unit = keys.ngroup().to_numpy(), keys.size().index.get_level_values(0).to_numpy(object)
    x, out_of = _together(of_unit, len(outlet_of_unit)) @ x, np.bincount(of_unit, out_of, len(outlet_of_unit))
    left_out = _left_out(outlet_of_unit, out_of, unit)
    outlets = [outlet for outlet in sorted(set(outlet_of_unit), key=str) if outlet not in left_out]
    if len(outlets) < 2:
        raise FramingError(_too_few(outlets, left_out))
    kept = np.isin(outlet_of_unit, np.array(outlets, dtype=object)) & (out_of > 0)
    x, out_of = x[kept], out_of[kept, None]
    often = np.asarray((x > 0).sum(axis=0)).ravel() >= MIN_WITH
    often &= _is_frequent(x, often)
    if not often.any():
        what = "term" if mentions is not None else "word"
        raise FramingError(f"No {what} stands in {MIN_WITH} {unit}s: there is nothing to place outlets by.")
    x, phrases = x[:, often].tocsr(), phrases[often].reset_index(drop=True)
    if "choice" in phrases:
        choice = phrases.choice.factorize()[0]
        out_of = (x @ np.eye(choice.max() + 1)[choice])[:, choice]
    return MapCounts(
        x,
        out_of,
        pd.Index(outlets, dtype=object).get_indexer(outlet_of_unit[kept]),
        outlets,
        articles.outlet.value_counts().to_dict(),
        phrases.assign(n=np.asarray(x.sum(axis=0)).ravel().astype(int)),
        left_out,
    )


def _by_article(articles: pd.DataFrame, words, mentions) -> tuple[csr_array, np.ndarray, pd.DataFrame]:
    """Counts, articles x words; what each article's are out of; and a row for each word."""
    if mentions is not None:
        return _count_mentions(articles, mentions)
    if words is None:
        cells, template_words = count_apart(articles.assign(title=articles.get("title", "")), phrases=True)
    else:
        if "n_words" not in articles:
            sums = words.groupby("article_id").n.sum()
            articles = articles.assign(n_words=articles.article_id.map(sums).fillna(0))
        cells, template_words = listed_apart(words, articles)
    out_of = cells.n_words
    if words is not None:  # facts may hold the words of some articles only
        out_of = np.where(articles.article_id.isin(words.article_id), out_of, 0)
    told = are_names(cells, articles) | np.array([word in template_words for word in cells.words], bool)
    cells = keep_words(cells, ~told)
    x = _matrix(cells.x, cells.article, cells.row, (len(articles), len(cells.words)))
    return x, out_of, pd.DataFrame({"word": pd.Series(cells.words, dtype="str")})


def _count_mentions(articles: pd.DataFrame, mentions: pd.DataFrame) -> tuple[csr_array, np.ndarray, pd.DataFrame]:
    """The same from mentions; with choices, out of all names for the same thing."""
    place = [column for column in ("article_id", "part", "start", "term") if column in mentions]
    if "start" in place:
        mentions = mentions.drop_duplicates(place)  # a term that stands in two frames is still one mention of the term
    keys = ["term"]
    if "choice" in mentions and any(as_texts(mentions.choice)):
        mentions, keys = mentions[np.array(as_texts(mentions.choice)) != ""], ["choice", "term"]
    article = pd.Index(articles.article_id, dtype=object).get_indexer(mentions.article_id.astype(object))
    mentions, article = mentions[article >= 0], article[article >= 0]  # the article may be a copy that is left out
    groups = mentions.groupby(keys, observed=True)
    phrases = groups.size().reset_index()[keys].rename(columns={"term": "word"})
    x = _matrix(np.ones(len(mentions)), article, groups.ngroup().to_numpy(), (len(articles), len(phrases)))
    out_of = np.asarray(x.sum(axis=1)).ravel() if "choice" in keys else articles.n_words.to_numpy(float)
    return x, out_of, phrases


def _matrix(x, row, column, shape: tuple[int, int]) -> csr_array:
    from scipy.sparse import coo_array

    return coo_array((x, (row, column)), shape=shape).tocsr()


def _is_frequent(x: csr_array, often: np.ndarray) -> np.ndarray:
    """Whether a word is one of the most frequent of those that stand often enough."""
    total = np.where(often, np.asarray(x.sum(axis=0)).ravel(), -1)
    return np.isin(np.arange(len(often)), np.argsort(-total, kind="stable")[:MOST_WORDS])


def _left_out(outlet_of_unit: np.ndarray, out_of: np.ndarray, unit: str) -> dict[str, str]:
    n_units = pd.Series(out_of > 0).groupby(outlet_of_unit).sum()
    few = n_units[n_units < MIN_UNITS]
    return {
        outlet: f"fewer than {MIN_UNITS} {unit}s with anything counted: no place" if n else "nothing counted: no place"
        for outlet, n in few.items()
    }


def _too_few(outlets: list[str], left_out: dict[str, str]) -> str:
    found = f"here is one ({outlets[0]})" if outlets else "here is none"
    names = ", ".join(map(str, list(left_out)[:3])) + (", …" if len(left_out) > 3 else "")
    without = f"; without a place: {names}" if left_out else ""
    return (
        f"A map needs two outlets with at least {MIN_UNITS} articles; {found}{without}. Give articles of more outlets."
    )


def _together(group: np.ndarray, n: int) -> csr_array:
    """0 and 1, groups x members: multiplied by it, rows are summed."""
    from scipy.sparse import csr_array

    return csr_array((np.ones(len(group)), (group, np.arange(len(group)))), shape=(n, len(group)))


def check_for_map(articles, words, mentions, draws: int) -> None:
    """Raise a FramingError unless a map can be made of these."""
    require(articles, "articles", ["article_id", "outlet"])
    require_ids(articles)
    require_some(articles)
    if words is not None and mentions is not None:
        raise FramingError("map_outlets takes words or mentions, not both. Make a map of each.")
    if words is not None:
        require(words, "words", ["article_id", "word", "n"])
    elif mentions is not None:
        require(mentions, "mentions", ["article_id", "term"])
        require(articles, "articles", ["n_words"])
        require_articles_of(mentions, articles)
    elif "text" not in articles:
        raise FramingError(
            "`articles` has no column `text`: these are facts. Give the words counted in them, map_outlets(articles, "
            "data.words), or the mentions: map_outlets(articles, mentions=mentions)."
        )
    require_full(articles, "articles", ["outlet"])
    if isinstance(draws, bool) or not isinstance(draws, int | np.integer) or draws < 40:
        raise FramingError(f"draws={draws!r}: a cloud needs at least 40 draws. Give a whole number, 200 for instance.")
