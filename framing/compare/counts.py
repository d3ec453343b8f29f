"""Mentions and words summed to sampling units once; every estimator works on these sums.

An outlet's sample is its articles (or events, weeks): mentions in one article are not independent of each other, so
what counts as one draw is the unit, not the word.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ..clean.duplicates import is_folded
from ..tables import FramingError, require, require_articles_of, require_found, require_ids
from ..voice.label import VOICES


@dataclass(frozen=True)
class Counts:
    """Sums per outlet and per row of the result (frame or term, with or without voice).

    Arrays over rows x outlets: mentions, their sum of squares and of products with the unit's words, articles with a
    mention. Arrays over outlets: words, their sum of squares, units, articles.
    """

    keys: pd.DataFrame
    outlets: list[str]
    mentions: np.ndarray
    squares: np.ndarray
    products: np.ndarray
    n_with: np.ndarray
    words: np.ndarray
    words_squared: np.ndarray
    n_units: np.ndarray
    n_articles: np.ndarray
    n_folded: np.ndarray

    def in_voice(self, voice: str) -> Counts:
        """The rows of one voice, those without a mention in it too."""
        rows = (self.keys.voice == voice).to_numpy()
        return replace(
            self,
            keys=self.keys[rows].drop(columns="voice").reset_index(drop=True),
            mentions=self.mentions[rows],
            squares=self.squares[rows],
            products=self.products[rows],
            n_with=self.n_with[rows],
        )

    def deff(self, groups: list[list[int]]) -> np.ndarray:
        """Design effect of each row (rows x groups) over the outlets of each group together, with their common rate.

        deff = n/(n-1) · Σ(x_i − r·N_i)² / Σ x_i over the n units, at least 1: how many times the variance of a count
        that falls on words at random (Kish 1965). 1 where there is no mention or only one unit.
        """
        members = np.array(groups)

        def together(sums: np.ndarray) -> np.ndarray:
            return sums[..., members].sum(axis=-1)

        n, words, total = together(self.n_units), together(self.words), together(self.mentions)
        rate = total / np.maximum(words, 1)
        spread = together(self.squares) - 2 * rate * together(self.products) + rate**2 * together(self.words_squared)
        deff = n / np.maximum(n - 1, 1) * spread / np.maximum(total, 1)
        return np.where(n < 2, 1.0, np.maximum(1, deff))


def count_units(mentions: pd.DataFrame, articles: pd.DataFrame, *, by: str, voice: bool, unit: str) -> Counts:
    """Sum mentions by frame or term (and voice) to units; articles that repeat one of their own outlet are left out."""
    _check(mentions, articles, by, voice, unit)
    folded = is_folded(articles)
    n_folded = articles.outlet[folded].value_counts()
    articles = articles[~folded]
    mentions = mentions[mentions.article_id.isin(articles.article_id)]
    if by == "term":  # a term that stands in two frames is still one mention of the term
        mentions = mentions.drop_duplicates(["article_id", "part", "start", "term"])
    outlets = sorted(articles.outlet.unique(), key=str)
    of_unit = articles.groupby([articles.outlet, articles["article_id" if unit == "article" else unit]], observed=True)
    words = of_unit.n_words.sum()
    side = _places(words.index.get_level_values(0), outlets)
    keys, row = _rows(mentions, by, voice)
    hits = pd.DataFrame({"row": row, "article": mentions.article_id.to_numpy()})
    hits["unit"] = hits.article.map(pd.Series(of_unit.ngroup().to_numpy(), index=articles.article_id))
    cells = hits.groupby(["row", "unit"]).agg(x=("article", "size"), n_with=("article", "nunique")).reset_index()
    cell_row, cell_unit, x = cells.row.to_numpy(np.int64), cells.unit.to_numpy(np.int64), cells.x.to_numpy(float)
    words = words.to_numpy(float)

    def summed(values) -> np.ndarray:
        table = np.zeros((len(keys), len(outlets)))
        np.add.at(table, (cell_row, side[cell_unit]), values)
        return table

    return Counts(
        keys=keys,
        outlets=outlets,
        mentions=summed(x),
        squares=summed(x**2),
        products=summed(x * words[cell_unit]),
        n_with=summed(cells.n_with.to_numpy()),
        words=np.bincount(side, words, len(outlets)),
        words_squared=np.bincount(side, words**2, len(outlets)),
        n_units=np.bincount(side, minlength=len(outlets)),
        n_articles=articles.outlet.value_counts().reindex(outlets).to_numpy(),
        n_folded=n_folded.reindex(outlets, fill_value=0).to_numpy(),
    )


def _rows(mentions: pd.DataFrame, by: str, voice: bool) -> tuple[pd.DataFrame, np.ndarray]:
    """The rows of the result (every frame with every voice), and the row of each mention."""
    values = sorted(mentions[by].unique())
    row = _places(mentions[by], values)
    if not voice:
        return pd.DataFrame({by: pd.Series(values, dtype="str")}), row
    voices = voices_of(mentions)
    keys = pd.DataFrame([(v, w) for v in values for w in voices], columns=[by, "voice"], dtype="str")
    return keys, row * len(voices) + _places(mentions.voice, voices)


def voices_of(mentions: pd.DataFrame) -> list[str]:
    """Those that marks can tell, also where there is no mention, and any others that the mentions have."""
    return [*VOICES, *sorted(set(mentions.voice) - set(VOICES))]


def _places(cells, values: list) -> np.ndarray:
    """Where each cell stands among the values; the categories that a column may have beyond them do not matter."""
    return pd.Index(values, dtype=object).get_indexer(cells.astype(object))


def _check_options(by: str, voice: bool) -> None:
    if not isinstance(voice, bool):
        raise FramingError(
            f"voice={voice!r}: here voice is True or False. Measure all voices and keep one: "
            "rates = measure_outlets(mentions, articles, voice=True); rates[rates.voice == 'quoted']."
        )
    if by not in ("frame", "term"):
        raise FramingError(f"by={by!r} is not known. Give by='frame' or by='term'.")


def _check(mentions: pd.DataFrame, articles: pd.DataFrame, by: str, voice: bool, unit: str) -> None:
    _check_options(by, voice)
    require(articles, "articles", ["article_id", "outlet"])
    if "n_words" not in articles:
        raise FramingError(
            "`articles` has no column `n_words`. Clean them first: articles, removals = clean_articles(articles)."
        )
    require_ids(articles)
    if voice and "voice" not in mentions:
        raise FramingError(
            "`mentions` has no column `voice`. Label them first: mentions = label_voice(mentions, articles)."
        )
    require(mentions, "mentions", ["article_id", by] + ["part", "start"] * (by == "term"))
    if not len(articles):
        raise FramingError("There are no articles to measure. Read some: articles, ledger = read_articles(path).")
    if not pd.api.types.is_numeric_dtype(articles.n_words):
        raise FramingError(
            f"`n_words` of `articles` is {articles.n_words.dtype}, not a number. "
            "Make it one: articles.assign(n_words=pd.to_numeric(articles.n_words))."
        )
    if unit != "article" and unit not in articles:
        raise FramingError(
            f"unit={unit!r} is no column of `articles`. Give 'article' or one of: {', '.join(articles.columns)}."
        )
    for column in ["outlet", "n_words"] + [unit] * (unit != "article"):
        holes = int(articles[column].isna().sum())
        if holes:
            raise FramingError(
                f"{holes} of {len(articles)} articles have no {column}. "
                f"Leave them out: articles = articles.dropna(subset=[{column!r}]), and their mentions with them."
            )
    for column in [by] + ["voice"] * voice:
        holes = int(mentions[column].isna().sum())
        if holes:
            raise FramingError(
                f"{holes} of {len(mentions)} mentions have no {column}. "
                f"Leave them out: mentions = mentions.dropna(subset=[{column!r}])."
            )
    require_articles_of(mentions, articles)
    if {"title", "text"} <= set(articles) and {"part", "start", "end", "found"} <= set(mentions):
        require_found(mentions, articles)  # mentions of the raw texts over words of the clean ones would be no rate
