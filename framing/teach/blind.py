"""A mention as a coder sees it: enough words on either side, and nothing that names the outlet."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

import pandas as pd

from ..clean.templates import ARTICLES, SHARE
from ..tables import as_texts
from .masks import mask, masks_of

WORDS_BEFORE, WORDS_AFTER = 90, 50  # the source of a report mostly stands before it, often a sentence or two
MARKS = ("▸", "◂")
_PARAGRAPH = re.compile(r"\s*\n\s*\n\s*")
_LINE, _WORD = re.compile(r"[^\n]+"), re.compile(r"\w+")
_OTHER_MARKS = str.maketrans("▸◂", "›‹")  # in the text itself they would look like ours
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")  # no spreadsheet may hold them


class View(NamedTuple):
    """The headline above a mention, and the words around it."""

    headline: str
    before: str
    found: str
    after: str


def view_mentions(mentions: pd.DataFrame, articles: pd.DataFrame) -> list[View]:
    """What is shown of each mention, the name of its outlet masked (see masks.py)."""
    masks = masks_of(articles)
    of = articles.set_index("article_id")
    columns = (as_texts(of[column]) for column in ("title", "text", "outlet"))
    told = dict(zip(of.index, zip(*columns, strict=True), strict=True))
    views = []
    for m in mentions[["article_id", "part", "start", "end"]].itertuples(index=False):
        title, text, outlet = told[m.article_id]
        views.append(view_mention(title, text, m.part, m.start, m.end, masks[outlet]))
    return views


def without_house_lines(articles: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """The articles of the mentions, with spaces for the lines that their outlet prints again and again.

    Whole lines only, and none in which a mention stands. (`find_templates` also finds what is set into sentences; but
    that can hold the name of a speaker, and it takes much longer.)
    """
    shown = articles[articles.article_id.isin(mentions.article_id)]
    again = _house_lines(articles[articles.outlet.isin(shown.outlet)])
    spans: dict[object, list[tuple[int, int]]] = {}
    for article_id, part, start, end in mentions[["article_id", "part", "start", "end"]].itertuples(index=False):
        if part == "text":
            spans.setdefault(article_id, []).append((start, end))
    texts = []
    for article_id, outlet, text in zip(shown.article_id, shown.outlet, as_texts(shown.text), strict=True):
        for line in _LINE.finditer(text):
            is_free = all(end <= line.start() or line.end() <= start for start, end in spans.get(article_id, []))
            if is_free and _words(line[0]) in again[outlet]:
                text = text[: line.start()] + " " * len(line[0]) + text[line.end() :]
        texts.append(text)
    return shown.assign(text=texts)


def _house_lines(articles: pd.DataFrame) -> dict[object, set[str]]:
    """Of each outlet, the lines that so many of its articles hold as make a template."""
    again = {}
    for outlet, theirs in articles.groupby("outlet"):
        texts = as_texts(theirs.text)
        n = Counter(words for text in texts for words in {_words(line) for line in _LINE.findall(text)})
        again[outlet] = {words for words, k in n.items() if k >= max(ARTICLES, SHARE * len(texts)) and words}
    return again


def _words(line: str) -> str:
    return " ".join(_WORD.findall(line.casefold()))


def view_mention(title: str, text: str, part: str, start: int, end: int, names: re.Pattern | None) -> View:
    """What is shown of one mention; behind a headline stands the beginning of the text."""
    source = title if part == "title" else text
    after = source[end:] if part == "text" else f"{source[end:]}\n\n{text}"
    return View(
        "" if part == "title" else mask(_one_line(title), names),
        mask(_last(_one_line(source[:start])), names),
        _one_line(source[start:end]),
        mask(_first(_one_line(after)), names),
    )


def passage(before: str, found: str, after: str) -> str:
    """The words around a mention in one line, the mention between its marks."""
    return f"{before}{MARKS[0]}{found}{MARKS[1]}{after}".strip()


def _one_line(text: str) -> str:
    """White space made single and ends kept, so that the words around a mention stay apart from it or joined to it."""
    inner = " ".join(_CONTROL.sub(" ", _PARAGRAPH.sub(" ¶ ", text.translate(_OTHER_MARKS))).split())
    return (" " if text[:1].isspace() else "") + inner + (" " if inner and text[-1:].isspace() else "")


def _last(text: str) -> str:
    words, most = text.split(" "), WORDS_BEFORE + text.endswith(" ")
    return text.lstrip() if len(words) <= most else "… " + " ".join(words[-most:])


def _first(text: str) -> str:
    words, most = text.split(" "), WORDS_AFTER + text.startswith(" ")
    return text.rstrip(" ¶") if len(words) <= most else " ".join(words[:most]) + " …"
