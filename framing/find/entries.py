"""Lexicon entries as the scanner takes them, and which of overlapping hits count."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..read.lexicon import EXCEPT_SEPARATOR, cells_of, check_lexicon, places_of, yes_or_no
from ..text.characters import HYPHENS
from ..text.terms import Term, parse_term, tidy_term
from .scan import Hits, Scanner

_FAR = np.int64(1) << 42  # further than any position in any corpus: keeps frames apart on one number line
_ONE_GAP = str.maketrans(dict.fromkeys(HYPHENS, " ") | {"’": "'"})


class Entries:
    """The rows of a lexicon, ready to be looked for."""

    def __init__(self, lexicon: pd.DataFrame):
        check_lexicon(lexicon)
        self.term = [tidy_term(t) for t in lexicon.term]
        self.frame = lexicon.frame.astype(str).tolist()
        self.choice = cells_of(lexicon, "choice")
        self._frame_number = pd.factorize(np.array(self.frame, object))[0]
        self._parsed = [parse_term(t) for t in self.term]
        self._exceptions = _exceptions(lexicon)
        self._open_ended = np.array([t.open_ended for t in self._parsed])
        places = places_of(lexicon)
        match_case = zip(cells_of(lexicon, "match_case"), places, strict=True)
        self._match_case = np.array([yes_or_no(cell, place) for cell, place in match_case])
        wanted = dict.fromkeys([*self._parsed, *(t for own in self._exceptions.values() for t in own)])
        self._pattern = {term: k for k, term in enumerate(wanted)}
        self.scanner = Scanner(list(wanted))

    def choose(self, hits: Hits, found_at) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Entry, start and end of each mention: exceptions apart, the longest match of each frame once."""
        entry, row = self._entries_of(hits.pattern)
        start, end = hits.start[row], hits.end[row]
        keep = np.ones(len(entry), bool)
        for e, terms in self._exceptions.items():
            of_entry = np.flatnonzero(entry == e)
            blocking = np.isin(hits.pattern, [self._pattern[t] for t in terms])
            inside = _lies_inside(start[of_entry], end[of_entry], hits.start[blocking], hits.end[blocking])
            keep[of_entry[inside]] = False
        for i in np.flatnonzero(self._match_case[entry]):
            keep[i] &= _one_gap(found_at(start[i], end[i])).startswith(_one_gap(self.term[entry[i]]).removesuffix("*"))
        entry, start, end = entry[keep], start[keep], end[keep]
        longest = self._longest_once(entry, start, end)
        return entry[longest], start[longest], end[longest]

    def _entries_of(self, pattern: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """All (entry, row of hits) pairs: one hit is a mention of each entry that has its pattern."""
        of_entry = np.array([self._pattern[t] for t in self._parsed], np.int64)
        order = np.argsort(of_entry, kind="stable")
        first, last = (np.searchsorted(of_entry[order], pattern, side) for side in ("left", "right"))
        row = np.repeat(np.arange(len(pattern)), last - first)
        rank = np.arange(len(row)) - np.repeat(np.cumsum(last - first) - (last - first), last - first)
        return order[first[row] + rank], row

    def _longest_once(self, entry: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
        """Rows to keep: inside one frame the longest of overlapping hits, the first of equally long ones."""
        frame = self._frame_number[entry] if len(entry) else entry
        order = np.lexsort((-end, start, frame))
        begins, stops = (frame * _FAR + start)[order], (frame * _FAR + end)[order]
        reach = np.maximum.accumulate(stops)
        cluster = np.cumsum(np.concatenate([[True], begins[1:] >= reach[:-1]])[: len(order)])
        size = np.bincount(cluster, minlength=1)[cluster] if len(cluster) else cluster
        keep = [order[size == 1]]
        crowded = order[size > 1]
        for number in np.unique(frame[crowded]):
            keep.append(self._without_overlap(crowded[frame[crowded] == number], entry, start, end))
        return np.sort(np.concatenate(keep))

    def _without_overlap(self, rows: np.ndarray, entry: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
        first = start[rows].min()
        start, end, entry = start[rows] - first, end[rows] - first, entry[rows]
        order = np.lexsort((entry, self._open_ended[entry], start, start - end))
        is_taken = bytearray(end.max())
        keep = []
        for i, a, b in zip(order.tolist(), start[order].tolist(), end[order].tolist(), strict=True):
            if not is_taken[a] and not is_taken[b - 1]:  # none taken is shorter, so it would cover one of the two
                is_taken[a:b] = b"\1" * (b - a)
                keep.append(i)
        return rows[keep]


def _one_gap(text: str) -> str:
    """With one kind of gap and of apostrophe, but with its capitals."""
    return " ".join(text.translate(_ONE_GAP).split())


def _exceptions(lexicon: pd.DataFrame) -> dict[int, list[Term]]:
    """For each entry that has any, the longer terms inside which it is no mention."""
    cells = enumerate(cells_of(lexicon, "except"))
    return {i: [parse_term(t) for t in cell.split(EXCEPT_SEPARATOR) if t.strip()] for i, cell in cells if cell.strip()}


def _lies_inside(start, end, outer_start, outer_end) -> np.ndarray:
    """Which spans lie wholly inside one of the outer spans."""
    if not len(outer_start):
        return np.zeros(len(start), bool)
    order = np.argsort(outer_start, kind="stable")
    reach = np.maximum.accumulate(outer_end[order])
    before = np.searchsorted(outer_start[order], start, side="right") - 1
    return (before >= 0) & (reach[before] >= end)
