"""What `classify_outlets` is given, checked, and the articles that can be measured."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from ...clean.duplicates import is_folded
from ...tables import FramingError, as_texts, require, require_ids, require_some
from .features import Features, count_table, count_text
from .model import FOLDS

MIN_PERMUTATIONS = 20  # with fewer there is no 95th percentile


class Sample(NamedTuple):
    """The articles that are measured, and what of all others must be said."""

    outlets: list[str]
    side: np.ndarray  # the number of each article's outlet
    features: Features
    articles: pd.DataFrame
    group_column: str  # event, topic or '' for none
    group: np.ndarray
    n_without_group: int
    note: str


def check_options(permutations: int, seed: int) -> None:
    for name, value, least in (("permutations", permutations, MIN_PERMUTATIONS), ("seed", seed, 0)):
        if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < least:
            raise FramingError(f"{name}={value!r} is no whole number of at least {least}. Give {name}={least}.")


def read_sample(articles: pd.DataFrame, words: pd.DataFrame | None) -> Sample:
    """Check both tables; leave out copies, articles without words and outlets with too few articles."""
    _check_articles(articles, words)
    folded = is_folded(articles).to_numpy(bool)
    if words is not None:
        _check_words(words)
        held = articles.article_id.isin(words.article_id[words.n > 0].unique()).to_numpy()
        if not held.any():
            raise FramingError(
                "`words` holds no word of any article in `articles`: their article_id differ. "
                "Give the words of these articles."
            )
    else:
        titles = as_texts(articles.title) if "title" in articles else [""] * len(articles)
        held = np.array([_has_word(*parts) for parts in zip(titles, as_texts(articles.text), strict=True)], dtype=bool)
    n_folded, n_wordless = int(folded.sum()), int((~held & ~folded).sum())
    repeat = "that repeats another of its outlet" if n_folded == 1 else "that repeat others of their outlet"
    notes = [f"left out: {in_articles(n_folded)} {repeat}"] if n_folded else []
    notes += [f"left out: {in_articles(n_wordless)} without words"] if n_wordless else []
    rest = articles[held & ~folded]
    n = rest.outlet.astype(object).value_counts()
    few = sorted((outlet for outlet in n.index if n[outlet] < FOLDS), key=str)
    kept = rest[~rest.outlet.isin(few)].reset_index(drop=True)
    outlets = sorted(kept.outlet.astype(object).unique(), key=str)
    if len(outlets) < 2:
        raise FramingError(_too_few(outlets, n))
    if few:
        some = ", ".join(f"{outlet} ({n[outlet]})" for outlet in few[:10])
        more = f" and {len(few) - 10:,} more" if len(few) > 10 else ""
        notes.append(f"left out: outlets with fewer than {FOLDS} articles, {some}{more}")
    features = count_text(kept) if words is None else count_table(words[words.article_id.isin(kept.article_id)], kept)
    column, group, without = _groups(kept)
    side = pd.Index(outlets, dtype=object).get_indexer(kept.outlet.to_numpy(object))
    if "published" not in kept:
        kept = kept.assign(published=pd.NaT)
    return Sample([str(name) for name in outlets], side, features, kept, column, group, without, "; ".join(notes))


def _has_word(title: str, text: str) -> bool:
    from ...text.words import WORD

    return bool(WORD.search(title) or WORD.search(text))


def in_articles(n: int) -> str:
    return "1 article" if n == 1 else f"{n:,} articles"


def _too_few(outlets: list[str], n: pd.Series) -> str:
    has = ", ".join(f"{outlet} {n[outlet]}" for outlet in sorted(n.index, key=str)[:10]) or "none"
    return (
        f"{'Only one outlet has' if outlets else 'No outlet has'} {FOLDS} articles with words (articles: {has}): there "
        "is nothing to tell apart. Give at least two outlets with "
        f"{FOLDS} articles each, better 50."
    )


def _groups(articles: pd.DataFrame) -> tuple[str, np.ndarray, int]:
    """The column that says what an article is about, the number of each article's group, and how many have none."""
    column = next((c for c in ("event", "topic") if c in articles), "")
    if not column:
        return "", np.zeros(len(articles), int), 0
    names = np.array(as_texts(articles[column]), dtype=object)
    blank = np.array([not name.strip() for name in names])
    numbers = pd.factorize(names)[0]
    numbers[blank] = len(names) + np.arange(blank.sum())  # nobody knows whether two of them are about one thing
    return column, np.unique(numbers, return_inverse=True)[1], int(blank.sum())


def _check_articles(articles: pd.DataFrame, words: pd.DataFrame | None) -> None:
    require(articles, "articles", ["article_id", "outlet"])
    require_some(articles)
    if words is None and "text" not in articles:
        raise FramingError(
            "`articles` has no column `text`, and no `words` were given. Give counts of words in its place: "
            "data = load('allsides'); classify_outlets(data.articles, data.words)."
        )
    require_ids(articles)
    bare = int((articles.outlet.isna() | (articles.outlet.astype(object) == "")).sum())
    if bare:
        raise FramingError(
            f"{bare} of {len(articles)} articles have no outlet. Leave them out: "
            "articles = articles[articles.outlet.notna() & (articles.outlet != '')]."
        )
    if "published" in articles and articles.published.dtype.kind != "M" and articles.published.notna().any():
        raise FramingError(
            f"`published` of `articles` is {articles.published.dtype}, not a date. "
            "Make it one: articles.assign(published=pd.to_datetime(articles.published))."
        )


def _check_words(words: pd.DataFrame) -> None:
    require(words, "words", ["article_id", "word", "n"])
    if words.word.isna().any():
        raise FramingError(
            f"{words.word.isna().sum()} of {len(words)} rows of `words` have no word. "
            "Leave them out: words = words.dropna(subset=['word'])."
        )
    for column in [c for c in ("n", "n_inside") if c in words]:
        if words[column].dtype.kind not in "iuf":
            raise FramingError(
                f"`{column}` of `words` is {words[column].dtype}, not a number. "
                f"Make it one: words.assign({column}=pd.to_numeric(words.{column}))."
            )
        wrong = ~(words[column] >= 0)  # NaN too
        if wrong.any():
            raise FramingError(
                f"{wrong.sum()} of {len(words)} rows of `words` have no {column} of 0 or more, "
                f"{words[column][wrong].iloc[0]} for instance. Keep the others: words[words.{column} >= 0]."
            )
    if "n_inside" in words and (words.n_inside > words.n).any():
        raise FramingError(
            f"{(words.n_inside > words.n).sum()} of {len(words)} rows of `words` have more n_inside than n: a part "
            "cannot be larger than the whole. Count them anew."
        )
