"""Stretches taken out of articles without moving anything else, and the mentions that stand in them."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from ..tables import FramingError, as_texts, require, require_ids
from ..text.words import count_words

_PLACE = ["article_id", "part", "start", "end"]
_NOT_A_BREAK = re.compile(r"[^\n]")


def take_out(articles: pd.DataFrame, stretches: pd.DataFrame) -> pd.DataFrame:
    """The articles with spaces where the stretches stood, so that every other character keeps its place.

    Parameters
    ----------
    articles : DataFrame
        The articles that the stretches were found in: article_id, title, text.
    stretches : DataFrame
        From `find_templates` or `find_copies`: article_id, part (title, text), start, end. They may overlap.

    Returns
    -------
    DataFrame
        The same rows. Line breaks inside a stretch stay; n_words (words in title and text) is counted anew for the
        articles that lost something, if the column is there.

    Raises
    ------
    FramingError
        If a column is missing, or a stretch does not lie inside its article.

    Notes
    -----
    quotes_ok and duplicate_of stay what they were. A stretch that begins or ends inside a word leaves parts of the
    word; those of `find_templates` and `find_copies` end at words, except where a page glued two together.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["a"], "title": ["T"], "text": ["Read more. News."], "n_words": [4]})
    >>> stretches = pd.DataFrame({"article_id": ["a"], "part": ["text"], "start": [0], "end": [10]})
    >>> take_out(articles, stretches)[["text", "n_words"]].values.tolist()
    [['           News.', 2]]
    """
    require(articles, "articles", ["article_id"])
    if "text" not in articles:
        raise FramingError(
            "`articles` has no column `text`: these are counts, and there is no text to take stretches out of. "
            "Read the texts: articles, ledger = read_articles(path)."
        )
    require(articles, "articles", ["title"])
    require_ids(articles)
    require(stretches, "stretches", _PLACE)
    parts = {part: as_texts(articles[part]) for part in ("title", "text")}
    row_of = {article_id: row for row, article_id in enumerate(articles.article_id.tolist())}
    _check_places(stretches, parts, row_of)
    touched = set()
    for article_id, part, start, end in _places(stretches):
        row, texts = row_of[article_id], parts[part]
        text = texts[row]
        texts[row] = text[:start] + _NOT_A_BREAK.sub(" ", text[start:end]) + text[end:]
        touched.add(row)
    taken = articles.copy()
    for part, texts in parts.items():
        column = articles[part].tolist()
        for row in touched:
            column[row] = texts[row]
        taken[part] = pd.Series(column, index=articles.index, dtype=articles[part].dtype)
    if "n_words" in articles and touched:
        n_words = articles.n_words.to_numpy().copy()
        for row in touched:
            n_words[row] = sum(count_words(texts[row]) for texts in parts.values())
        taken["n_words"] = n_words
    return taken


def is_inside(mentions: pd.DataFrame, stretches: pd.DataFrame) -> pd.Series:
    """Which mentions (article_id, part, start, end) share at least one character with a stretch.

    Attributions, which have no column `part` and stand in the text, can be given as mentions.

    >>> mentions = pd.DataFrame({"article_id": ["a", "a"], "part": "text", "start": [0, 20], "end": [4, 25]})
    >>> is_inside(mentions, pd.DataFrame({"article_id": ["a"], "part": ["text"], "start": [3], "end": [20]})).tolist()
    [True, False]
    """
    require(mentions, "mentions", ["article_id", "start", "end"])
    require(stretches, "stretches", _PLACE)
    joined = _joined(stretches)
    parts = mentions.part.tolist() if "part" in mentions else ["text"] * len(mentions)
    inside = np.zeros(len(mentions), bool)
    places = zip(mentions.article_id.tolist(), parts, mentions.start.tolist(), mentions.end.tolist(), strict=True)
    for i, (article_id, part, start, end) in enumerate(places):
        starts, ends = joined.get((article_id, part), ([], []))
        at = int(np.searchsorted(ends, start, side="right"))  # the first stretch that ends behind the mention's start
        inside[i] = at < len(starts) and starts[at] < end and start < end
    return pd.Series(inside, index=mentions.index)


def _places(table: pd.DataFrame) -> list[tuple]:
    return list(zip(*(table[column].tolist() for column in _PLACE), strict=True))


def _joined(stretches: pd.DataFrame) -> dict[tuple, tuple[list[int], list[int]]]:
    """Starts and ends of the stretches of each title and text, in order; those that overlap or touch are one."""
    joined: dict[tuple, tuple[list[int], list[int]]] = {}
    for article_id, part, start, end in sorted(_places(stretches), key=lambda place: place[2:]):
        starts, ends = joined.setdefault((article_id, part), ([], []))
        if start >= end:
            continue
        if ends and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return joined


def _check_places(stretches: pd.DataFrame, parts: dict[str, list[str]], row_of: dict) -> None:
    for article_id, part, start, end in _places(stretches):
        if article_id not in row_of:
            raise FramingError(
                f"A stretch stands in article {article_id!r}, which is not in `articles`. "
                "Keep those that are: stretches[stretches.article_id.isin(articles.article_id)]."
            )
        if part not in parts:
            raise FramingError(f"A stretch of article {article_id!r} stands in {part!r}. A part is 'title' or 'text'.")
        size = len(parts[part][row_of[article_id]])
        if not 0 <= start <= end <= size:
            raise FramingError(
                f"A stretch of article {article_id!r} runs from {start} to {end}; its {part} has {size} characters. "
                "Give the articles that the stretches were found in."
            )
