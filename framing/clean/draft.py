"""A text under repair: what it was, what it is, and the changes between the two as spans of what it was."""

from __future__ import annotations

from typing import NamedTuple


class Change(NamedTuple):
    """Characters [start, end) of the raw text became `replacement`, by `rule`."""

    start: int
    end: int
    replacement: str
    rule: str


class _Placed(NamedTuple):
    """Where a change's replacement stands in the current text; behind it, raw position = current position + shift."""

    now_start: int
    now_end: int
    shift_after: int
    change: Change


class Draft:
    """Rules change the current text one after the other; every change is kept in terms of the raw text.

    >>> draft = Draft("a  b&amp;c")
    >>> draft.apply([(1, 3, " ")], "spaces")
    >>> draft.text
    'a b&amp;c'
    >>> draft.apply([(3, 8, "&")], "entities")
    >>> draft.text, draft.changes[1]
    ('a b&c', Change(start=4, end=9, replacement='&', rule='entities'))
    """

    def __init__(self, raw: str):
        self.raw = self.text = raw
        self.changes: list[Change] = []

    def apply(self, edits: list[tuple[int, int, str]], rule: str) -> None:
        """Replace spans of the current text, sorted and without overlap, none of them empty."""
        if not edits:
            return
        placed, untouched, made, at, shift = self._placed(), [], [], 0, 0
        waiting = list(reversed(edits))
        while waiting:
            start, end, replacement = waiting.pop()
            while at < len(placed) and placed[at].now_end <= start:
                untouched.append(placed[at].change)
                shift = placed[at].shift_after
                at += 1
            raw_start = start + shift
            if at < len(placed) and placed[at].now_start < start:  # begins inside what an earlier change wrote
                replacement = self.text[placed[at].now_start : start] + replacement
                raw_start = placed[at].change.start
            while at < len(placed) and placed[at].now_start < end:
                reaches, shift = placed[at].now_end, placed[at].shift_after
                while waiting and waiting[-1][0] < reaches:  # a later edit meets the same change: one with this one
                    replacement += self.text[end : waiting[-1][0]] + waiting[-1][2]
                    end = waiting.pop()[1]
                if end < reaches:
                    replacement, end = replacement + self.text[end:reaches], reaches
                at += 1
            made.append(Change(raw_start, end + shift, replacement, rule))
        made = [c for c in made if self.raw[c.start : c.end] != c.replacement]
        self.changes = sorted(untouched + made + [p.change for p in placed[at:]])
        self.text = redo(self.raw, self.changes)

    def _placed(self) -> list[_Placed]:
        placed, shift = [], 0
        for change in self.changes:
            start = change.start - shift
            end = start + len(change.replacement)
            shift = change.end - end
            placed.append(_Placed(start, end, shift, change))
        return placed


def undo(clean: str, changes: list[Change], removed: list[str]) -> str:
    """The raw text again, from the clean text, the changes and the raw characters that each of them took.

    >>> undo("a b", [Change(1, 3, " ", "spaces")], ["  "])
    'a  b'
    """
    pieces, at, shift = [], 0, 0
    for change, taken in zip(changes, removed, strict=True):
        start = change.start - shift
        pieces += [clean[at:start], taken]
        at = start + len(change.replacement)
        shift = change.end - at
    return "".join([*pieces, clean[at:]])


def redo(raw: str, changes: list[Change]) -> str:
    """The clean text again, from the raw text and its changes.

    >>> redo("a  b", [Change(1, 3, " ", "spaces")])
    'a b'
    """
    pieces, at = [], 0
    for change in changes:
        pieces += [raw[at : change.start], change.replacement]
        at = change.end
    return "".join([*pieces, raw[at:]])
