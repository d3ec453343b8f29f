"""Repairs to single characters: broken encodings, invisible characters, kinds of line break and of space."""

from __future__ import annotations

import difflib
import re
import unicodedata

import ftfy
from ftfy.badness import is_bad

from .draft import Draft

# Quotation marks stay as they were written: “ and " are evidence. Full-width forms are proper Chinese and Japanese.
_FTFY = ftfy.TextFixerConfig(
    uncurl_quotes=False, fix_character_width=False, fix_line_breaks=False, remove_control_chars=False, explain=False
)
_SUSPECT = re.compile("&#?\\w{2,31};|[\x1b\x80-\x9f\ufb00-\ufb06\ufffd\ud800-\udfff]")
_UNUSUAL = re.compile("[^\x00-\x7f“”‘’–—…]")  # a line with nothing else than these beyond ASCII is not broken
_ODD = re.compile(
    "(?P<paragraph>\u2029)"
    "|(?P<line>\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028])"
    "|(?P<space>[\t\x1f\xa0\u1680\u2000-\u200a\u202f\u205f\u3000])"
    "|(?P<invisible>[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
    # joiners hold emoji and some scripts together; next to a plain letter or a space they are debris
    "|[\u200c\u200d](?![^\x00-\x7f])|(?<![^\x00-\x7f])[\u200c\u200d])"
    "|(?P<unwritable>[\ud800-\udfff])"  # half of a character: no file can hold it
)
_BECOMES = {"paragraph": "\n\n", "line": "\n", "space": " ", "invisible": "", "unwritable": "\ufffd"}


def repair_encoding(draft: Draft) -> None:
    edits, at = [], 0
    for line in draft.text.split("\n"):
        if _SUSPECT.search(line) or _UNUSUAL.search(line) and _looks_broken(line):
            edits += [(at + a, at + b, new) for a, b, new in _differences(line, _fixed(line))]
        at += len(line) + 1
    draft.apply(edits, "encoding")


def normalise_characters(draft: Draft) -> None:
    edits = [(m.start(), m.end(), _BECOMES[m.lastgroup]) for m in _ODD.finditer(draft.text)]
    draft.apply(edits, "characters")


def _looks_broken(line: str) -> bool:
    return is_bad(line) or not unicodedata.is_normalized("NFC", line)


def _fixed(line: str) -> str:
    return ftfy.fix_text(line, _FTFY).replace("\n", " ")


def _differences(old: str, new: str) -> list[tuple[int, int, str]]:
    """Where two versions of a line differ, as (start, end, new text), to the character and never an empty span."""
    if old == new:
        return []
    olds, news = re.findall(r"\S+\s*|\s+", old), re.findall(r"\S+\s*|\s+", new)
    if len(olds) == len(news):  # nearly always; and fast where a line is a whole book
        blocks = [(i, i + 1, i, i + 1) for i in range(len(olds)) if olds[i] != news[i]]
    else:
        matcher = difflib.SequenceMatcher(None, olds, news)
        blocks = [block for tag, *block in matcher.get_opcodes() if tag != "equal"]
        blocks = [(max(i - 1, 0), j, max(k - 1, 0), m) if i == j else (i, j, k, m) for i, j, k, m in blocks]
    starts = [0]
    for token in olds:
        starts.append(starts[-1] + len(token))
    edits: list[tuple[int, int, str]] = []
    for i, j, k, m in blocks:
        edits.append(_trimmed(starts[i], old[starts[i] : starts[j]], "".join(news[k:m])))
    return edits


def _trimmed(start: int, old: str, new: str) -> tuple[int, int, str]:
    """The edit without what both sides share at either end, keeping one old character at least."""
    while len(old) > 1 and new and old[0] == new[0]:
        start, old, new = start + 1, old[1:], new[1:]
    while len(old) > 1 and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return start, start + len(old), new
