"""Find every occurrence of many terms in one pass over the text.

Each character becomes one byte of a small alphabet made for the lexicon: a byte for each letter of its terms, one for
every other word character, one for the gap between two words, one for all else. So an index into the bytes is an index
into the text, case and kinds of apostrophe are gone, and whether a hit is a whole word is a look at two bytes.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from ahocorasick_rs import BytesAhoCorasick

from ..text.characters import HYPHENS, classes, code_points
from ..text.terms import Term

_OTHER, _WORD, _GAP, _HYPHEN, _LINE = range(5)
_FIRST_LETTER = 5
_LETTERS = 256 - _FIRST_LETTER
_ENDING = 24  # letters that the ending of a word may have before we stop going letter by letter


class Hits(NamedTuple):
    """Which pattern stands where: arrays of the same length."""

    pattern: np.ndarray
    start: np.ndarray
    end: np.ndarray


class Scanner:
    """Looks for `terms` (patterns by their position in the list) in any number of texts."""

    def __init__(self, terms: list[Term]):
        self._passes = [_Pass(group, terms) for group in _groups(terms)]

    def find(self, text: str) -> Hits:
        """All occurrences in `text`, overlapping ones included, in no particular order."""
        points = code_points(f"\0{text}\0")
        hits = [one.find(points) for one in self._passes]
        if not hits:
            return Hits(*(np.empty(0, np.int64) for _ in range(3)))
        pattern, start, end = (np.concatenate(arrays) for arrays in zip(*hits, strict=True))
        return Hits(pattern, start - 1, end - 1)


def _groups(terms: list[Term]) -> list[list[int]]:
    """Positions of terms in groups whose letters fit into one byte: one group, unless the lexicon mixes scripts."""
    groups: list[list[int]] = []
    letters: set[str] = set()
    for i, term in enumerate(terms):
        own = set(term.stem)
        if not groups or len(letters | own) > _LETTERS:
            groups.append([])
            letters = set()
        letters |= own
        groups[-1].append(i)
    return groups


class _Pass:
    """One scan with one alphabet."""

    def __init__(self, group: list[int], terms: list[Term]):
        stems = sorted({terms[i].stem for i in group})
        letters = sorted(set("".join(stems)) - {" "})
        code = {letter: _FIRST_LETTER + k for k, letter in enumerate(letters)} | {" ": _GAP}
        self._page = _page(code)
        self._is_word = np.zeros(256, bool)
        self._is_word[self._page[classes().is_word]] = True
        self._automaton = BytesAhoCorasick([bytes(code[c] for c in stem) for stem in stems])
        # a term and the same term with a * share one stem; -1 where the lexicon has only the other
        self._plain, self._open_ended = np.full(len(stems), -1), np.full(len(stems), -1)
        place = {stem: k for k, stem in enumerate(stems)}
        for i in group:
            of_kind = self._open_ended if terms[i].open_ended else self._plain
            of_kind[place[terms[i].stem]] = i

    def find(self, points: np.ndarray) -> Hits:
        codes, dropped = _close_gaps(np.take(self._page, points, mode="clip"))
        raw = self._automaton.find_matches_as_indexes(codes, overlapping=True)
        stem, start, end = np.array(raw, np.int64).reshape(-1, 3).T
        begins_word = ~self._is_word[codes[start - 1]]
        stem, start, end = stem[begins_word], start[begins_word], end[begins_word]
        plain, open_ended = self._plain[stem], self._open_ended[stem]
        whole = (plain >= 0) & ~self._is_word[codes[end]]
        begun = open_ended >= 0
        pattern = np.concatenate([plain[whole], open_ended[begun]])
        ends = np.concatenate([end[whole], self._word_ends(codes, end[begun])])
        starts = np.concatenate([start[whole], start[begun]])
        return Hits(pattern, _positions(starts, dropped), _positions(ends - 1, dropped) + 1)

    def _word_ends(self, codes: np.ndarray, positions: np.ndarray) -> np.ndarray:
        """For each position, the first one from there on that is not inside a word."""
        ends = positions.copy()
        inside = np.flatnonzero(self._is_word[codes[ends]])
        for _ in range(_ENDING):
            ends[inside] += 1
            inside = inside[self._is_word[codes[ends[inside]]]]
        if len(inside):  # a word that long is debris, but it has an end too
            outside = np.flatnonzero(~self._is_word[codes])
            ends[inside] = outside[np.searchsorted(outside, ends[inside])]
        return ends


def _page(code: dict[str, int]) -> np.ndarray:
    """The byte of every code point."""
    table = classes()
    page = np.full(len(table.folded), _OTHER, np.uint8)
    page[table.is_word] = _WORD
    page[table.is_space] = _GAP
    page[ord("\n")] = _LINE
    page[[ord(h) for h in HYPHENS]] = _HYPHEN
    of_letter = np.zeros_like(page)
    of_letter[[ord(c) for c in code if c != " "]] = [k for c, k in code.items() if c != " "]
    own = of_letter[table.folded]
    return np.where(own, own, page)


def _close_gaps(codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Make each run of white space one gap, unless a paragraph ends in it; and the positions dropped for it."""
    lines = np.flatnonzero(codes == _LINE)
    codes[lines] = _GAP
    is_blank = codes == _GAP
    if len(lines) > 1:
        # two line breaks with nothing but white space between them: no term reaches across
        spoken = np.logical_or.reduceat(~is_blank, lines)[:-1]
        breaks = lines[:-1][~spoken]
        codes[breaks] = _OTHER
        is_blank[breaks] = False
    codes[np.flatnonzero(codes == _HYPHEN)] = _GAP  # a gap, but never one of a run
    dropped = np.flatnonzero(is_blank[1:] & is_blank[:-1]) + 1
    return np.delete(codes, dropped), dropped


def _positions(kept: np.ndarray, dropped: np.ndarray) -> np.ndarray:
    """Where characters stood before others were dropped."""
    return kept + np.searchsorted(dropped - np.arange(len(dropped)), kept, side="right")
