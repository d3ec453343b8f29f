"""Who says it: for each stretch of somebody's words, the phrase that names the source here and the cue that reports it.

The tagger tells content, sources and cues apart; which source belongs to which content is decided here. Each piece of
content inside one sentence scores the sources around it, by weights learned from PolNeAR's train set (Newell, Margolin
and Ruths 2018); the best one is its source. Going from left to right, what the piece before was given counts as well,
so that a speaker carries over to the next sentence. Sources stand in the same paragraph or at most two before it.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from ..text.tokens import LONG, SHORT, Tokens
from .candidates import Clues, pair_up, read_labels

KINDS = ["", "direct", "indirect", "attitude"]
_BEFORE_NUMBERS, _BEHIND_NUMBERS = frozenset("$£€#@"), frozenset("%°")

# How much each trait of a source speaks for it; benchmarks/voice_training/linker.py prints this table.
WEIGHTS = {
    "in the sentence": 1.81,
    "in the sentence, before": 3.63,
    "in the sentence, first one behind": 1.95,
    "in the sentence, right beside": 0.74,
    "in the sentence, a cue between": 1.67,
    "speech and speech, or attitude and attitude": 1.45,
    "log words between, source before": -0.69,
    "log words between, source behind": -0.15,
    "log words of the narrator between": -0.19,
    "one paragraph back": -2.54,
    "two paragraphs back": -5.11,
    "both in quotation marks": -7.35,
    "in a later sentence, only others' words between": 1.06,
    "how sure the tagger is": 3.94,
    "label of the paragraph": 4.24,
    "label elsewhere": 3.83,
    "same as before, nothing between": 2.74,
    "same as before, quoted": 2.17,
    "same as before, not quoted": 3.47,
    "same as before, other paragraph": -0.85,
}
_NEAR = 3  # cues looked at on either side
N_CARRIED = 4  # the last ones count only for the source that the piece before was given


class Stretch(NamedTuple):
    """Tokens first to last (exclusive) are somebody's words or thoughts."""

    first: int
    last: int
    kind: str  # direct, indirect or attitude
    source: tuple[int, int] | None  # tokens that name the source here, a pronoun as it stands
    cue: tuple[int, int] | None  # tokens that report it


def link_sources(tokens: Tokens, labels: np.ndarray, probabilities: np.ndarray | None = None) -> list[Stretch]:
    """Stretches of somebody's words in one text, each with its source and cue.

    Parameters
    ----------
    tokens : Tokens
    labels : array of int
        For each token a position in LABELS.
    probabilities : array, optional
        For each token the probability of each label: faint sources then count as well.

    Returns
    -------
    list of Stretch
        Sorted and disjoint; each within one paragraph, and parted where kind or source changes.

    Raises
    ------
    Nothing: any labels are accepted.

    Notes
    -----
    direct is content inside quotation marks (of however few words), indirect and attitude stand outside. Quotation
    marks belong to the stretch, other punctuation at its edges does not. "WALLACE: ..." at the beginning of a paragraph
    names the source of what follows, "... — Jo Roe" at its end of what precedes.

    Wrong are above all sources the tagger did not find: the next best one is then taken. Of two reports one inside the
    other ("Roe said that Poe had denied it") only the outer one is known.

    Examples
    --------
    >>> from framing.text.tokens import split_tokens
    >>> tokens = split_tokens("“We go on,” said Roe.")
    >>> link_sources(tokens, ["OQCcSKsk".index(c) for c in "QQQQQQKSO"])
    [Stretch(first=0, last=6, kind='direct', source=(7, 8), cue=(6, 7))]
    """
    if not tokens.words:
        return []
    clues = read_labels(tokens, np.asarray(labels, np.int64), probabilities)
    if not len(clues.pieces.first):
        return []
    piece, source = pair_up(clues)
    traits = measure_traits(clues, piece, source)
    chosen = choose_sources(len(clues.pieces.first), piece, source, traits, np.array(list(WEIGHTS.values())))
    return _join(clues, chosen, _find_cues(clues, chosen))


def measure_traits(clues: Clues, piece: np.ndarray, source: np.ndarray) -> np.ndarray:
    """The traits of each pair of piece and source, in the order of WEIGHTS."""
    sentence, paragraph = clues.tokens.sentence, clues.tokens.paragraph
    first, last = clues.pieces.first[piece], clues.pieces.last[piece]
    named, ended = clues.sources.first[source], clues.sources.last[source]
    before, same, back = named < first, sentence[named] == sentence[first], paragraph[first] - paragraph[named]
    low = np.where(before, ended, last)
    high = np.maximum(low, np.where(before, first, named))  # from low to high: what stands between the two
    words = clues.n_words[high] - clues.n_words[low]
    narrator = np.concatenate([[0], np.cumsum(np.diff(clues.n_words) * (clues.kind == 0))])
    free = narrator[high] - narrator[low]
    in_marks = (clues.tokens.state == SHORT) | (clues.tokens.state == LONG)
    is_quoted, is_label = in_marks[(first + last) // 2], clues.is_label[source]
    cue_between = np.searchsorted(clues.cues.first, high) > np.searchsorted(clues.cues.first, low)
    gap = clues.n_words[first] - clues.n_words[np.concatenate([[0], clues.pieces.last[:-1]])[piece]]
    traits = [
        same,
        same & before,
        same & (source == np.searchsorted(clues.sources.first, first)),
        same & (words == 0),
        same & cue_between,
        clues.piece_thinks[piece] == clues.source_thinks[source],
        np.log1p(words) * before,
        np.log1p(words) * ~before,
        np.log1p(free),
        back == 1,
        back == 2,
        in_marks[named] & is_quoted,
        ~same & ~before & (free == 0),
        clues.chance[source],
        is_label & (back == 0),
        is_label & (back > 0),
        ~same & (gap == 0),
        ~same & (gap > 0) & is_quoted,
        ~same & (gap > 0) & ~is_quoted,
        back > 0,
    ]
    return np.stack(traits, 1).astype(float)


def choose_sources(n: int, piece: np.ndarray, source: np.ndarray, traits: np.ndarray, weights: np.ndarray) -> list[int]:
    """For each of n pieces, from left to right, the position of its best source; -1 where there is none."""
    own = (traits[:, :-N_CARRIED] @ weights[:-N_CARRIED]).tolist()
    carried = (traits[:, -N_CARRIED:] @ weights[-N_CARRIED:]).tolist()
    chosen, best, before = [-1] * n, float("-inf"), -1
    pairs = zip(piece.tolist(), source.tolist(), own, carried, strict=True)
    latest = -1
    for k, candidate, score, bonus in pairs:
        if k != latest:
            before = chosen[latest] if latest == k - 1 and k else -1
            latest, best = k, float("-inf")
        if candidate == before:
            score += bonus
        if score > best:
            chosen[k], best = candidate, score
    return chosen


def _find_cues(clues: Clues, chosen: list[int]) -> list[tuple[int, int] | None]:
    """For each piece the cue nearest to it and to its source; "WALLACE:" has its colon."""
    sentence, n_words = clues.tokens.sentence, clues.n_words
    known = list(zip(clues.cues.first.tolist(), clues.cues.last.tolist(), strict=True))
    sources = list(zip(clues.sources.first.tolist(), clues.sources.last.tolist(), strict=True))
    cues: list[tuple[int, int] | None] = []
    for k, piece in enumerate(zip(clues.pieces.first.tolist(), clues.pieces.last.tolist(), strict=True)):
        source = sources[chosen[k]] if chosen[k] >= 0 else piece
        if chosen[k] >= 0 and clues.is_label[chosen[k]]:
            colon = source[1]
            cues.append((colon, colon + 1) if clues.tokens.words[colon : colon + 1] == [":"] else None)
            continue
        if sentence[source[0]] != sentence[piece[0]]:
            piece = source
        around = (bisect_left(known, source), bisect_left(known, piece))
        near = {cue for at in around for cue in known[max(at - _NEAR, 0) : at + _NEAR]}
        near = [cue for cue in sorted(near) if sentence[cue[0]] == sentence[source[0]]]
        cost = lambda cue, s=source, p=piece: 2 * _apart(cue, s, n_words) + _apart(cue, p, n_words)  # noqa: E731
        cues.append(min(near, key=cost, default=None))
    return cues


def _apart(one: tuple[int, int], other: tuple[int, int], n_words: np.ndarray) -> int:
    """Words between two runs."""
    return max(n_words[other[0]] - n_words[one[1]], n_words[one[0]] - n_words[other[1]], 0)


def _join(clues: Clues, chosen: list[int], cues: list) -> list[Stretch]:
    """Pieces parted where the kind changes; neighbours of one kind and source joined."""
    n_words = clues.n_words
    changes = np.flatnonzero(np.diff(clues.kind)) + 1
    begin = np.searchsorted(changes, clues.pieces.first, "right").tolist()
    end = np.searchsorted(changes, clues.pieces.last).tolist()
    found: list[Stretch] = []
    for k, (first, last) in enumerate(zip(clues.pieces.first.tolist(), clues.pieces.last.tolist(), strict=True)):
        at = chosen[k]
        source = (int(clues.sources.first[at]), int(clues.sources.last[at])) if at >= 0 else None
        cuts = [first, *changes[begin[k] : end[k]].tolist(), last]
        for a, b in pairwise(cuts):
            if n_words[a] == n_words[b]:
                continue
            kind = KINDS[clues.kind[a]]
            a, b = _trim(clues, a, b, found[-1].last if found else 0, kind == "direct")
            cue = cues[k]
            if found and found[-1][2:4] == (kind, source) and _touch(clues, found[-1].last, a):
                a, *_, cue = found.pop()
            found.append(Stretch(a, b, kind, source, cue))
    return found


def _touch(clues: Clues, last: int, first: int) -> bool:
    """Whether no word and no new paragraph stands between the two."""
    return clues.n_words[last] == clues.n_words[first] and (
        clues.tokens.paragraph[last - 1] == clues.tokens.paragraph[first]
    )


def _trim(clues: Clues, first: int, last: int, floor: int, is_direct: bool) -> tuple[int, int]:
    """From first word to last, with the quotation marks around them; floor: where the stretch before ends."""
    words, state, edge = clues.tokens.words, clues.tokens.state, clues.tokens.edge
    n_words, n = clues.n_words, len(words)
    while n_words[first + 1] == n_words[first]:
        first += 1
    while n_words[last - 1] == n_words[last]:
        last -= 1
    paragraph = clues.tokens.paragraph
    if first > floor and words[first - 1] in _BEFORE_NUMBERS and paragraph[first - 1] == paragraph[first]:
        first -= 1
    if last < n and words[last] in _BEHIND_NUMBERS and paragraph[last] == paragraph[last - 1]:
        last += 1
    if is_direct:
        at = first
        while at > floor and n_words[at - 1] == n_words[at] and state[at - 1] == state[first] and edge[at] != 1:
            at -= 1
        first = at if edge[at] == 1 else first
        at = last
        while at < n and n_words[at + 1] == n_words[at] and state[at] == state[last - 1] and edge[at - 1] != 2:
            at += 1
        last = at if edge[at - 1] == 2 else last
    return first, last
