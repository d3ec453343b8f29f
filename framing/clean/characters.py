"""Repairs to single characters: broken encodings, invisible characters, kinds of line break and of space."""

from __future__ import annotations

import difflib
import re
import unicodedata
from itertools import accumulate

import ftfy
from ftfy.badness import is_bad

from .draft import Draft

# Quotation marks stay as they were written: “ and " are evidence. Full-width forms are proper Chinese and Japanese.
_FTFY = ftfy.TextFixerConfig(
    unescape_html=True,  # also in a line that holds a tag or a "<"; what becomes a tag by it goes as one
    uncurl_quotes=False,
    fix_character_width=False,
    fix_line_breaks=False,
    remove_control_chars=False,
    explain=False,
)
_SUSPECT = re.compile("&#?\\w{1,31};|[\x1b\x80-\x9f\ufb00-\ufb06\ufffd\ud800-\udfff]")
_UNUSUAL = re.compile("[^\x00-\x7f“”‘’–—…]")  # a line with nothing else than these beyond ASCII is not broken
_PERHAPS = re.compile("[^\n -%'-~“”‘’–—…]")  # every broken line holds one of these
_AMP = r"&(?:(?:amp|#0*38|#x0*26);)+"  # "&amp;amp;amp;", which ftfy would take one turn each to shorten
_ODD = re.compile(
    "(?P<paragraph>\u2029)"
    "|(?P<line>\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028])"
    "|(?P<space>[\t\x1f\xa0\u1680\u2000-\u200a\u202f\u205f\u3000])"
    "|(?P<invisible>[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]++"
    # joiners hold emoji and some scripts together; next to a plain letter or a space they are debris
    "|(?<![\u200c\u200d])[\u200c\u200d]++(?![^\x00-\x7f])|(?<![^\x00-\x7f])[\u200c\u200d]++)"
    "|(?P<unwritable>[\ud800-\udfff])"  # half of a character: no file can hold it
)
_BECOMES = {"paragraph": "\n\n", "line": "\n", "space": " ", "invisible": "", "unwritable": "\ufffd"}


def repair_encoding(draft: Draft) -> None:
    text, edits, at = draft.text + "\n", [], 0
    while perhaps := _PERHAPS.search(text, at):
        start, at = text.rfind("\n", 0, perhaps.start()) + 1, text.index("\n", perhaps.start())
        line = text[start:at]
        if _SUSPECT.search(line) or (_UNUSUAL.search(line) and _looks_broken(line)):
            edits += [(start + a, start + b, new) for a, b, new in _differences(line, _fixed(line))]
    draft.apply(edits, "encoding")


def normalise_characters(draft: Draft) -> None:
    if draft.text.replace("\n", "").isprintable():  # nothing odd is; and this is a hundred times faster to find out
        return
    edits = [(m.start(), m.end(), _BECOMES[m.lastgroup]) for m in _ODD.finditer(draft.text)]
    draft.apply(edits, "characters")


def _looks_broken(line: str) -> bool:
    return is_bad(line) or not unicodedata.is_normalized("NFC", line)


def _fixed(line: str) -> str:
    return ftfy.fix_text(re.sub(_AMP, "&amp;", line, flags=re.I), _FTFY).replace("\n", " ")


def _differences(old: str, new: str) -> list[tuple[int, int, str]]:
    """Where two versions of a line differ, as (start, end, new text), to the character and never an empty span."""
    if old == new:
        return []
    olds, news = re.findall(r"[^ ]*+ ++|[^ ]++", old), re.findall(r"[^ ]*+ ++|[^ ]++", new)
    if len(olds) == len(news):  # nearly always; and fast where a line is a whole book
        blocks = [(i, i + 1, i, i + 1) for i in range(len(olds)) if olds[i] != news[i]]
    else:
        blocks = _changed_blocks(olds, news)
    starts = [0, *accumulate(map(len, olds))]
    return [_trimmed(starts[i], "".join(olds[i:j]), "".join(news[k:m])) for i, j, k, m in blocks]


def _changed_blocks(olds: list[str], news: list[str]) -> list[tuple[int, int, int, int]]:
    """Runs of words that differ; one that is only put in takes a neighbour along, so that no span is empty."""
    matcher = difflib.SequenceMatcher(None, olds, news)
    blocks: list[tuple[int, int, int, int]] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            continue
        if i == j and i > 0:
            i, k = i - 1, k - 1
        elif i == j:
            j, m = j + 1, m + 1
        if blocks and i < blocks[-1][1]:
            i, k = blocks[-1][0], blocks.pop()[2]
        blocks.append((i, j, k, m))
    return blocks


def _trimmed(start: int, old: str, new: str) -> tuple[int, int, str]:
    """The edit without what both sides share at either end, keeping one old character at least."""
    head = _shared(old[:-1], new)
    old, new = old[head:], new[head:]
    tail = _shared(old[:0:-1], new[::-1])
    return start + head, start + head + len(old) - tail, new[: len(new) - tail]


def _shared(a: str, b: str) -> int:
    """With how many of the same characters both begin."""
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
