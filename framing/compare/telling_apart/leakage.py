"""What gives an outlet away without being its way of writing: its name, its templates, bylines, first and last line."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from ...clean.cutouts import take_out
from ...clean.templates import find_templates
from ...tables import as_texts
from ...text.paragraphs import find_paragraphs
from ..wording.set_aside import Names

_FEW_LINES = 4  # an export without paragraphs: there the first and last sentence stand for the lines
_SENTENCE = re.compile(r"(?<=[.!?])[\"'”’)]*\s+")
_LONGEST_BYLINE, _LONGEST_CREDIT = 12, 40  # words
_BYLINE = re.compile(r"\W*by\s+(?!the\b)\w", re.IGNORECASE)
_CREDIT = re.compile(
    r"\W*(contributing|reporting by|editing by|writing by)\b|.*\bcontributed to this (report|story|article|piece)\b",
    re.IGNORECASE | re.DOTALL,
)
_ENDS_SENTENCE = re.compile(r"[.!?:;,…][\"'”’)]*$")


def names_among(words: np.ndarray, articles: pd.DataFrame) -> np.ndarray:
    """Which words stand in an outlet's name, or hold one beside a hyphen ("cnn-hosted"); see `Names`."""
    urls = as_texts(articles.url) if "url" in articles else []
    names = Names([str(outlet) for outlet in articles.outlet.unique()], sorted(set(urls)))
    return np.array([names.has(str(word).replace("-", " ")) for word in words], dtype=bool)


def inside_texts(articles: pd.DataFrame) -> list[str]:
    """Title and text of each article without what its outlet repeats, bylines, credits, first and last line of text.

    Nothing is taken out of the articles themselves: this is for a model that would live on such lines.
    """
    if "title" not in articles:
        articles = articles.assign(title="")
    left = take_out(articles, find_templates(articles))
    parts = zip(as_texts(left.title), as_texts(left.text), strict=True)
    return [f"{title}\n{_inside(text)}" for title, text in parts]


def _inside(text: str) -> str:
    r"""The lines between the first and the last that are no byline.

    >>> _inside("By Ada Lind\nFirst.\nBy now it rains.\nIt pours.\nLast.\nBo Kern contributed to this report.")
    'By now it rains.\nIt pours.'
    >>> _inside("First. It rains. Last.")
    'It rains.'
    """
    lines = [line for line in (text[a:b].strip() for a, b in find_paragraphs(text)) if line and not _is_byline(line)]
    if len(lines) < _FEW_LINES:
        return " ".join(_SENTENCE.split(" ".join(lines))[1:-1])
    return "\n".join(lines[1:-1])


def _is_byline(line: str) -> bool:
    r"""Whether a line says who wrote.

    >>> [_is_byline(line) for line in ("By Ada Lind", "By Monday it rained.", "Contributing: Bo Kern", "Ada Lind")]
    [True, False, True, False]
    """
    n_words = len(line.split())
    if n_words <= _LONGEST_BYLINE and _BYLINE.match(line) and not _ENDS_SENTENCE.search(line):
        return True
    return n_words <= _LONGEST_CREDIT and bool(_CREDIT.match(line))
