"""Mentions and words summed to sampling units once; every estimator works on these sums.

An outlet's sample is its articles (or events, weeks): mentions in one article are not independent of each other, so
what counts as one draw is the unit, not the word.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ...clean.duplicates import is_folded
from ...tables import (
    FramingError,
    require,
    require_articles_of,
    require_found,
    require_full,
    require_ids,
    require_numbers,
    require_some,
)
from ...voice.label import VOICES

_AND_MENTIONS = ", and their mentions with them"
_UNIT = "the unit"  # a column of our own, whatever columns the articles have


@dataclass(frozen=True)
class Units:
    """An outlet's sample: its units, and what of each row of the result stands in which.

    Arrays over units: `side` (the number of its outlet), `names` (the article's id, the event), `words` (what rates are
    out of), `n_articles`. Arrays over cells, one for each row and unit that has anything: `row`, `unit`, `x` (how
    much), `n_with` (articles that hold it). `keys` has one line per row.
    """

    keys: pd.DataFrame
    outlets: list[str]
    side: np.ndarray
    names: np.ndarray
    words: np.ndarray
    n_articles: np.ndarray
    row: np.ndarray
    unit: np.ndarray
    x: np.ndarray
    n_with: np.ndarray
    n_folded: np.ndarray

    def in_voice(self, voice: str) -> Units:
        """The rows of one voice, those without a mention in it too."""
        of_voice = (self.keys.voice == voice).to_numpy()
        cells = of_voice[self.row]
        return replace(
            self,
            keys=self.keys[of_voice].drop(columns="voice").reset_index(drop=True),
            row=(np.cumsum(of_voice) - 1)[self.row[cells]],
            unit=self.unit[cells],
            x=self.x[cells],
            n_with=self.n_with[cells],
        )

    def sums(self) -> Counts:
        """Everything that an estimate needs, added up over the units of each outlet."""
        rows, sides = len(self.keys), len(self.outlets)
        place, x, words = self.row * sides + self.side[self.unit], self.x, self.words[self.unit]

        def by_row(values) -> np.ndarray:
            return np.bincount(place, values, rows * sides).reshape(rows, sides)

        def by_outlet(values) -> np.ndarray:
            return np.bincount(self.side, values, sides)

        return Counts(
            keys=self.keys,
            outlets=self.outlets,
            mentions=by_row(x),
            squares=by_row(x**2),
            products=by_row(x * words),
            n_with=by_row(self.n_with),
            words=by_outlet(self.words),
            words_squared=by_outlet(self.words**2),
            n_units=np.bincount(self.side, minlength=sides),
            n_articles=by_outlet(self.n_articles).astype(int),
            n_folded=self.n_folded,
        )


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

    def together(self, groups) -> Counts:
        """The outlets of each group as one; `groups` holds 0 and 1, groups x outlets (a scipy sparse matrix may)."""
        add = lambda sums: (groups @ sums.T).T  # noqa: E731
        names = ("mentions", "squares", "products", "n_with", "words", "words_squared", "n_units", "n_articles")
        return replace(self, **{name: add(getattr(self, name)) for name in names})

    def n_effective(self) -> np.ndarray:
        """Units of one size that would be worth as much as the n units of each outlet: (ΣN)² / ΣN² (Kish 1965)."""
        return self.words**2 / np.maximum(self.words_squared, 1)

    def spread(self) -> np.ndarray:
        """n/(n-1) · Σ(x − r·N)² over the n units of each outlet, with its own rate r (rows x outlets)."""
        rate = self.mentions / np.maximum(self.words, 1)
        spread = self.squares - 2 * rate * self.products + rate**2 * self.words_squared
        return np.maximum(spread, 0) * self.n_units / np.maximum(self.n_units - 1, 1)

    def deff(self, groups=None) -> np.ndarray:
        """Design effect of each row (rows x groups) over the outlets of each group together, with their common rate.

        deff = n/(n-1) · Σ(x_i − r·N_i)² / Σ x_i over the n units, at least 1: how many times the variance of a count
        that falls on words at random (Kish 1965). 1 where there is no mention or only one unit. Without groups: of each
        outlet by itself.
        """
        counts = self if groups is None else self.together(groups)
        deff = counts.spread() / np.maximum(counts.mentions, 1)
        return np.where(counts.n_units < 2, 1.0, np.maximum(1, deff))


def count_units(mentions: pd.DataFrame, articles: pd.DataFrame, *, by: str, voice: bool, unit: str) -> Units:
    """Sum mentions by frame or term (and voice) to units; articles that repeat one of their own outlet are left out."""
    _check(mentions, articles, by, voice)
    articles = articles.assign(**{_UNIT: unit_of(articles, unit)})
    folded = is_folded(articles)
    n_folded = articles.outlet[folded].value_counts()
    articles = articles[~folded]
    mentions = mentions[mentions.article_id.isin(articles.article_id)]
    if by == "term":  # a term that stands in two frames is still one mention of the term
        mentions = mentions.drop_duplicates(["article_id", "part", "start", "term"])
    outlets = sorted(articles.outlet.unique(), key=str)
    of_unit = articles.groupby([articles.outlet, articles[_UNIT]], observed=True)
    words = of_unit.n_words.agg(["sum", "size"])
    keys, row = _rows(mentions, by, voice)
    hits = pd.DataFrame({"row": row, "article": mentions.article_id.to_numpy()})
    hits["unit"] = hits.article.map(pd.Series(of_unit.ngroup().to_numpy(), index=articles.article_id))
    cells = hits.groupby(["row", "unit"]).agg(x=("article", "size"), n_with=("article", "nunique")).reset_index()
    return Units(
        keys=keys,
        outlets=outlets,
        side=_places(words.index.get_level_values(0), outlets),
        names=words.index.get_level_values(1).to_numpy(object),
        words=words["sum"].to_numpy(float),
        n_articles=words["size"].to_numpy(),
        row=cells.row.to_numpy(np.int64),
        unit=cells.unit.to_numpy(np.int64),
        x=cells.x.to_numpy(float),
        n_with=cells.n_with.to_numpy(),
        n_folded=n_folded.reindex(outlets, fill_value=0).to_numpy(),
    )


def unit_of(articles: pd.DataFrame, unit: str) -> pd.Series:
    """What each article is part of: itself, the value of a column, or the week in which it was published."""
    if unit == "article":
        return articles.article_id
    if unit == "week" and unit not in articles and "published" in articles:
        require_full(articles, "articles", ["published"], _AND_MENTIONS)
        if not pd.api.types.is_datetime64_any_dtype(articles.published):
            raise FramingError(
                "`published` of `articles` holds no dates that unit='week' can use. "
                "Make them dates: articles.assign(published=pd.to_datetime(articles.published))."
            )
        week = articles.published.dt.isocalendar()
        return week.year.astype(str) + "-W" + week.week.astype(str).str.zfill(2)
    if unit not in articles:
        raise FramingError(
            f"unit={unit!r} is no column of `articles`. Give 'article' or one of: {', '.join(articles.columns)}."
        )
    values = articles[unit].replace("", None)  # an empty cell that came from a CSV file
    require_full(articles.assign(**{unit: values}), "articles", [unit], _AND_MENTIONS)
    return values


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


def _check(mentions: pd.DataFrame, articles: pd.DataFrame, by: str, voice: bool) -> None:
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
    require_some(articles)
    require_numbers(articles, "articles", ["n_words"])
    require_full(articles, "articles", ["outlet", "n_words"], _AND_MENTIONS)
    require_full(mentions, "mentions", [by] + ["voice"] * voice)
    require_articles_of(mentions, articles)
    if {"title", "text"} <= set(articles) and {"part", "start", "end", "found"} <= set(mentions):
        require_found(mentions, articles)  # mentions of the raw texts over words of the clean ones would be no rate
