"""Quotation marks of one text, paired; where they cannot be paired, the stretch that nobody can judge.

Never raises and never guesses a lost mark. A mark that leans (“ ” « » ``) or whose spaces show where it points is firm.
Where a mark is lost or crossed, its paragraph is damaged: quotations between two firm marks stand, the rest of the
paragraph is unclear. In a paragraph of more than 500 words only the 500 around the mark without a partner are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from .paragraphs import find_paragraphs
from .words import WORD, count_words

_MARK = re.compile(r"``|''|‘‘|’’|[\"“”„«»]")
_OPENS, _CLOSES = {"“", "„", "«", "``", "‘‘"}, {"”", "»", "’’"}
_BEFORE_OPENING = " \t\n([{—–-/‘'"
_AFTER_CLOSING = " \t\n)]}—–-/’',.;:!?…"
# What a broken export leaves of a mark, a dash or an apostrophe; nobody can tell which, so it is damage and no mark.
_DEBRIS = re.compile(r"(?<=[\s.,!])\"\?|\"\?(?=[\w(\[-])|(?<!\w)\ufffd|\ufffd(?!\w)")
_APOSTROPHE = re.compile(r'(?<=\w)"(?=(?:t|s|d|m|re|ll|ve)\b)')  # don"t, of a broken export
_FEET_AND_INCHES = re.compile(r"\d['’]\s?\d+$")
_CUT = r"(?:tis|twas|em|til|till|cause|bout|round)\b|n[’']"  # words that an apostrophe begins: 'em, rock 'n' roll
_SINGLE_OPENING = re.compile(rf"(?<![^\s([{{—–/|:…-])(?<!\d-)[‘'](?!(?i:{_CUT})|\d\d?s\b)(?=\w)")
_SINGLE_CLOSING = re.compile(r"(?<=[\w.,!?…%])(?<![’']n)[’'](?!\w)")
_FLAT = 150  # words: so long a text had paragraphs once
_AROUND = 250  # words kept unclear on either side of the damage in a long paragraph
_NESTING = 40  # marks to look ahead for the end of a quotation that holds others
_STRETCH = 750  # characters; in real articles what is quoted of one paragraph is hardly ever longer
_RUNS_ON = 3  # paragraphs to look ahead for the end of a quotation, if none before has a mark


class Quotes(NamedTuple):
    """Spans inside quotation marks (marks included) and spans that are unclear; each sorted and without overlap."""

    quoted: list[tuple[int, int]]
    unclear: list[tuple[int, int]]

    def voice_at(self, position: int) -> str:
        """'unclear', 'quoted' or '' for neither."""
        for name, spans in (("quoted", self.quoted), ("unclear", self.unclear)):
            i = bisect_right(spans, (position, float("inf"))) - 1
            if i >= 0 and position < spans[i][1]:
                return name
        return ""


class _Mark(NamedTuple):
    start: int
    end: int
    leans: str  # 'open', 'close' or '': what the character itself says
    points: str  # the same from the spaces around it
    begins: bool  # whether a sentence ended before it
    leads: bool  # whether its paragraph starts with it


class _Pair(NamedTuple):
    start: int
    end: int
    firm: bool


def pair_quotes(text: str) -> Quotes:
    """Pair the quotation marks of `text`.

    >>> text = 'He called it “lawfare”. The court, she said, "will go on".'
    >>> [text[a:b] for a, b in pair_quotes(text).quoted]
    ['“lawfare”', '"will go on"']
    >>> pair_quotes("“It is lawfare, he said. The court disagreed.").unclear
    [(0, 45)]
    """
    paragraphs = find_paragraphs(text)
    marks = _marks_by_paragraph(text, paragraphs)
    quoted, unclear, carried = [], [], False
    is_flat = len(paragraphs) == 1 and count_words(text) > _FLAT
    for i, ((start, end), own) in enumerate(zip(paragraphs, marks, strict=True)):
        goes_on = _goes_on(marks[i + 1 : i + 1 + _RUNS_ON])
        pairs, damage, carried = _pair_paragraph(start, end, own, carried, goes_on, is_flat)
        damage += [m.span() for m in _DEBRIS.finditer(text, start, end)]
        if damage:
            zones = Quotes([], _merged(sorted(_zones(text, start, end, damage))))
            pairs = [p for p in pairs if p.firm or not (zones.voice_at(p.start) or zones.voice_at(p.end - 1))]
            unclear += zones.unclear
        pairs += _single_pairs(text, start, end, pairs)
        quoted += sorted((p.start, p.end) for p in pairs)
    return Quotes(_merged(quoted), unclear)


def _marks_by_paragraph(text: str, paragraphs: list[tuple[int, int]]) -> list[list[_Mark]]:
    found = []
    for a, b in paragraphs:
        first, last = a + len(text[a:b]) - len(text[a:b].lstrip()), a + len(text[a:b].rstrip())
        hits = _MARK.finditer(text, a, b)
        marks = (_read_mark(text, h.span(), h.start() == first, h.end() == last) for h in hits)
        found.append([m for m in marks if m])
    return found


def _read_mark(text: str, span: tuple[int, int], starts_paragraph: bool, ends_paragraph: bool) -> _Mark | None:
    """The mark with what it says, or None where it is no quotation mark (6'2") or only what is left of one ("?)."""
    start, end = span
    mark = text[start:end]
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if mark == '"' and any(p.match(text, start) for p in (_DEBRIS, _APOSTROPHE)):
        return None
    if mark in '"”' and _FEET_AND_INCHES.search(text, max(0, start - 6), start):
        return None
    leans = "open" if mark in _OPENS else "close" if mark in _CLOSES else ""
    ellipsis = text.startswith(("..", "…"), end)
    may_open = (before.isspace() or before in _BEFORE_OPENING) and (ellipsis or not _in(after, ",.;:!?)]}"))
    may_close = not before.isspace() and before not in "([{" and _in(after, _AFTER_CLOSING)
    if may_open != may_close:
        points = "open" if may_open else "close"
    elif starts_paragraph != ends_paragraph:  # nothing to close at the start, nothing to open at the end
        points = "open" if starts_paragraph else "close"
    else:  # 'a"b', ' " ', '-"-': the spaces do not tell, except before punctuation
        points = "close" if after in ",.;:!?)]}" else ""
    begins = text[max(0, start - 3) : start].rstrip().endswith((".", "!", "?"))
    return _Mark(start, end, leans, points, begins, starts_paragraph)


def _in(character: str, some: str) -> bool:
    return character.isspace() or character in some


def _goes_on(following: list[list[_Mark]]) -> bool:
    """Whether the next paragraphs continue a quotation: the next one starts with a mark, or the first mark closes."""
    first = next((marks[0] for marks in following if marks), None)
    if first is None:
        return False
    if first.leads:
        return bool(following[0]) and (first.leans != "close" or first.points == "open")
    return first.points == "close" if first.leans == "" else first.leans == "close" and first.points != "open"


def _pair_paragraph(start, end, marks, carried, goes_on, is_flat) -> tuple[list[_Pair], list[tuple[int, int]], bool]:
    """Pairs of one paragraph, its marks without a partner, and whether it leaves a quotation open for the next one.

    Where a text lost its paragraph breaks (`is_flat`), an opening mark that begins a sentence inside a quotation is the
    mark that repeats at a new paragraph: the quotation goes on, but it is not firm.
    """
    pairs, damage = [], []
    opened: list[_Mark] = []
    latest: _Mark | None = None  # the mark that opened, or opened anew, what is now open
    if carried and not marks:
        return [_Pair(start, end, True)], [], goes_on
    if carried and not marks[0].leads:
        opened = [_Mark(start, start, "open", "open", True, True)]  # the quotation simply runs on
        latest = opened[0]
    for i, mark in enumerate(marks):
        if not opened:
            if _opens(mark):
                opened, latest = [mark], mark
            else:
                damage.append((mark.start, mark.end))
        elif _closes(mark):
            first = opened.pop()
            if not opened:
                pairs.append(_Pair(first.start, mark.end, first is latest and _is_firm(first) and _is_firm(mark)))
        elif _nests(len(opened), marks[i : i + _NESTING]):
            opened.append(mark)
        elif is_flat and mark.begins and len(opened) == 1 and mark.start - latest.start <= _STRETCH:
            latest = mark
        else:  # a second opening mark: the closing one before it was lost
            damage.append((opened[0].start, opened[0].end))
            opened, latest = [mark], mark
    if opened and goes_on and len(opened) == 1:
        pairs.append(_Pair(opened[0].start, end, True))
        return pairs, damage, True
    if opened:
        damage.append((opened[0].start, opened[0].end))
    return pairs, damage, False


def _opens(mark: _Mark) -> bool:
    if mark.leans == "close":
        return mark.points == "open"  # ” The court …: a closing mark put where one opens
    return mark.points != "close"


def _closes(mark: _Mark) -> bool:
    """Whether a mark closes, given that a quotation is open."""
    if mark.leans == "open":
        return mark.points == "close"  # … the court. “. : an opening mark put where one closes
    return mark.leans == "close" or mark.points != "open"


def _nests(depth: int, marks: list[_Mark]) -> bool:
    """Whether the marks from here on, each sure of its direction, close all that is open: “He said “no” to me.”"""
    for mark in marks:
        if not _is_firm(mark):
            return False
        depth += -1 if _closes(mark) else 1
        if depth == 0:
            return True
    return False


def _is_firm(mark: _Mark) -> bool:
    return bool(mark.leans or mark.points)


def _single_pairs(text: str, start: int, end: int, pairs: list[_Pair]) -> list[_Pair]:
    """Quotations in single marks outside double ones, as British headlines have them. An apostrophe is never damage."""
    found, at = [], start
    inside = Quotes([(p.start, p.end) for p in pairs], [])
    while opening := _SINGLE_OPENING.search(text, at, end):
        at = opening.end()
        if inside.voice_at(opening.start()):
            continue
        rival = _SINGLE_OPENING.search(text, at, end)
        closings = [m.end() for m in _SINGLE_CLOSING.finditer(text, at, rival.start() if rival else end)]
        closings = [c for c in closings if not inside.voice_at(c - 1)]
        if closings:
            # the judges’ ruling: after an s a mark may be a possessive, unless the clause ends with it
            sure = [c for c in closings if text[c - 2] != "s" or c == end or text[c] in ",.;:!?)]"]
            closing = (sure or closings)[0]
            found.append(_Pair(opening.start(), closing, True))
            at = closing
    return found


def _zones(text: str, start: int, end: int, damage: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The whole paragraph, or in a long one the words around the damage."""
    words = [m.span() for m in WORD.finditer(text, start, end)]
    if len(words) <= 2 * _AROUND:
        return [(start, end)]
    starts = [a for a, _ in words]
    zones = []
    for a, b in damage:
        first, last = bisect_right(starts, a) - _AROUND, bisect_right(starts, b) + _AROUND
        zones.append((start if first <= 0 else starts[first], end if last >= len(words) else words[last][1]))
    return zones


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for a, b in spans:
        if merged and a < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(b, merged[-1][1]))
        else:
            merged.append((a, b))
    return merged
