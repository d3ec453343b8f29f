"""Debris of pages and feeds: tags, ** around headlines, a line that repeats the title."""

from __future__ import annotations

import re

from ..text.characters import fold
from .draft import Draft

# Names of HTML only, and behind the name nothing or an attribute, so that "5 < p and q > 3" or "<3" is no tag.
# Repetitions are possessive (*+): they never give back, so that time grows with the length of a run, not its square.
_OPEN, _CLOSE = r"<\s*+/?\s*+", r"(?:\s++[\w:-]++\s*+=[^<>]*+|\s*+/?\s*+)>"
_BLOCK = rf"{_OPEN}(?:p|br|div|h[1-6]|li|ul|ol|blockquote|section|article|figure|figcaption|hr|td|tr|table){_CLOSE}"
_INLINE = re.compile(rf"{_OPEN}(?:b|i|u|em|strong|a|span|font|sup|sub|small|mark|img){_CLOSE}", re.I)
_BLOCKS = re.compile(rf"(?<!\s)\s*+(?:{_BLOCK}\s*+)+", re.I)
_STARRED_LINE = re.compile(r"^[^\S\n]*(\*\*)(?=[^\s*])(?:(?!\*\*)[^\n])*?[^\s*](\*\*)[^\S\n]*$", re.M)
_LINE = re.compile(r"(?:\A\s*+)?(\S[^\n]*+)\s*+")  # with the blank lines that follow it


def break_at_tags(draft: Draft) -> None:
    """Block tags, spaced or not, become a paragraph break; inline tags go."""
    if "<" not in draft.text:
        return
    size = len(draft.text)
    edits = [
        (m.start(), m.end(), "" if m.start() == 0 or m.end() == size else "\n\n") for m in _BLOCKS.finditer(draft.text)
    ]
    draft.apply(edits, "tags")
    draft.apply([(m.start(), m.end(), "") for m in _INLINE.finditer(draft.text)], "tags")


def unstar_headlines(draft: Draft) -> None:
    """A whole line between ** and ** loses them."""
    if "**" not in draft.text:
        return
    edits = [(*m.span(group), "") for m in _STARRED_LINE.finditer(draft.text) for group in (1, 2)]
    draft.apply(edits, "headline marks")


def drop_title_lines(draft: Draft, title: str) -> None:
    """A line of the text that says nothing but the title goes, so that the title's words count once."""
    wanted = _essence(title)
    if not wanted:
        return
    edits = []
    for line in _LINE.finditer(draft.text):
        if len(wanted) <= len(line[1]) < 2 * len(title) + 20 and _essence(line[1]) == wanted:
            edits.append((*line.span(), ""))
    draft.apply(edits, "title line")


def _essence(line: str) -> str:
    """The line without case, and with one kind of quotation mark and space: what makes two lines say the same."""
    return " ".join(re.sub(r"[“”\"‘’'*_#]", "", fold(line)).split()).strip(".:| ")
