"""Where paragraphs begin and end."""

from __future__ import annotations

import re
from itertools import pairwise

_LINE = re.compile(r"[^\n]+")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’»)\]*]*\s*$|[”\"»]\s*$")
_WRAPPED_AT = 100  # characters: a line broken by an editor is rarely longer


def find_paragraphs(text: str) -> list[tuple[int, int]]:
    r"""Spans of the paragraphs of `text`.

    A line is a paragraph, except in a text that was wrapped at a line width: there a paragraph ends at a blank line.

    >>> find_paragraphs("One.\nTwo.")
    [(0, 4), (5, 9)]
    >>> find_paragraphs("The court said\nthat it would\nappeal.\n\nTwo.")
    [(0, 36), (38, 42)]
    """
    lines = [m.span() for m in _LINE.finditer(text) if not m.group().isspace()]
    if not _is_wrapped(text, lines):
        return lines
    paragraphs = [lines[0]]
    for start, end in lines[1:]:
        if _BLANK_LINE.search(text, paragraphs[-1][1], start):
            paragraphs.append((start, end))
        else:
            paragraphs[-1] = (paragraphs[-1][0], end)
    return paragraphs


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether most lines that run on into the next one are short and stop in the middle of a sentence."""
    running = [(a, b) for (a, b), (c, _) in pairwise(lines) if text.count("\n", b, c) == 1]
    if len(running) < 2 or max(b - a for a, b in running) > _WRAPPED_AT:
        return False
    broken = sum(not _SENTENCE_END.search(text[a:b]) for a, b in running)
    return broken > len(running) / 2
