"""What the linker sees of one text: pieces of content, phrases that may name their source, and cues."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..text.tokens import LONG, SHORT, Tokens
from .inputs import LABELS

_IS_CONTENT, _IS_ATTITUDE, _IS_SOURCE, _IS_CUE = (
    np.array([label in letters for label in LABELS]) for letters in ("QCc", "c", "Ss", "Kk")
)
_BEFORE, _AHEAD, _PARAGRAPHS = 6, 4, 2  # sources looked at before and behind a piece, paragraphs looked back
_FAINT, _CORE = 0.1, 0.6  # a faint source counts; its words are those near its own highest probability
_LABEL_TOKENS = 7  # of a name before a colon ("WALLACE:") or behind a dash
_LEADING = frozenset(
    "and or but both as than so such like including that what which who when where while why how because since "
    "although though if per".split()
)  # words before a name that are no part of it
_DASHES = frozenset({"―", "—", "–", "--", "-"})


class Runs(NamedTuple):
    """Runs of tokens of one text, in order."""

    first: np.ndarray
    last: np.ndarray  # exclusive


class Clues(NamedTuple):
    """One text as the linker sees it."""

    tokens: Tokens
    n_words: np.ndarray  # words before each token
    kind: np.ndarray  # of each token: 0 nobody's, else a position in KINDS of linking
    pieces: Runs  # content inside one sentence, speech apart from attitude
    sources: Runs
    cues: Runs
    is_label: np.ndarray  # of each source: "WALLACE:"
    chance: np.ndarray  # of each source: how sure the tagger is
    piece_thinks: np.ndarray  # of each piece: attitude, not speech
    source_thinks: np.ndarray  # of each source: the same


def read_labels(tokens: Tokens, labels: np.ndarray, probabilities: np.ndarray | None = None) -> Clues:
    """Pieces of content, sources and cues of one text."""
    n = len(labels)
    is_word = np.fromiter((word[0].isalnum() or word[0] == "_" for word in tokens.words), bool, n)
    n_words = np.concatenate([[0], np.cumsum(is_word)])
    begins = np.ones(n, bool)
    begins[1:] = tokens.sentence[1:] != tokens.sentence[:-1]
    grade = _bridged(_IS_CONTENT[labels] * (1 + _IS_ATTITUDE[labels]), is_word)
    names = _find_labels(tokens, is_word, grade)
    for first, last in names:
        grade[first : last + 1] = 0
    cuts = begins.copy()
    cuts[1:] |= grade[1:] != grade[:-1]
    pieces = _with_words(_runs(grade > 0, cuts), n_words)
    sources, chance = _find_sources(tokens, labels, probabilities, is_word, n_words, begins, names)
    cues = _runs(_IS_CUE[labels], begins)
    in_marks = (tokens.state == SHORT) | (tokens.state == LONG)
    kind = np.where(grade > 0, np.where(in_marks, 1, grade + 1), 0)
    thinks = grade[pieces.first] == 2, labels[sources.first] == LABELS.index("s")
    is_label = np.isin(sources.first, [first for first, _ in names])
    return Clues(tokens, n_words, kind, pieces, sources, cues, is_label, chance, *thinks)


def _bridged(grade: np.ndarray, is_word: np.ndarray) -> np.ndarray:
    """Punctuation belongs to the content it stands in, whatever its own label."""
    n, places = len(grade), np.arange(len(grade))
    before = np.maximum.accumulate(np.where(is_word, places, -1))
    behind = np.minimum.accumulate(np.where(is_word, places, n)[::-1])[::-1]
    padded = np.concatenate([grade, [0]])  # position -1 and n: nobody's
    return np.where(padded[before] == padded[behind], padded[before], 0)


def _runs(mask: np.ndarray, cuts: np.ndarray) -> Runs:
    """Runs of true tokens, parted where a cut is."""
    padded = np.concatenate([[False], mask, [False]])
    first = np.flatnonzero(mask & (cuts | ~padded[:-2]))
    ends = mask & ~padded[2:]
    ends[:-1] |= mask[:-1] & cuts[1:]
    return Runs(first, np.flatnonzero(ends) + 1)


def _with_words(runs: Runs, n_words: np.ndarray) -> Runs:
    keep = n_words[runs.last] > n_words[runs.first]
    return Runs(runs.first[keep], runs.last[keep])


def _find_labels(tokens: Tokens, is_word: np.ndarray, grade: np.ndarray) -> list[tuple[int, int]]:
    """Names before a colon at the beginning of a paragraph, and behind a dash at its end, that stand beside content."""
    n, found = len(grade), []
    starts = np.flatnonzero(np.diff(tokens.paragraph, prepend=-1)).tolist()
    for start, stop in zip(starts, [*starts[1:], n], strict=True):
        first = start + (not is_word[start])
        colon = _end_of_name(tokens.words, first, min(stop, first + _LABEL_TOKENS))
        if first < colon < stop - 1 and tokens.words[colon] == ":" and grade[colon + 1 : colon + 3].any():
            found.append((first, colon))
            continue
        while stop > start and not is_word[stop - 1]:
            stop -= 1
        for dash in range(stop - 2, max(start, stop - _LABEL_TOKENS - 1), -1):
            if tokens.words[dash] in _DASHES:
                if grade[max(start, dash - 4) : dash].any() and _end_of_name(tokens.words, dash + 1, stop) == stop:
                    found.append((dash + 1, stop))
                break
    return found


def _end_of_name(words: list[str], first: int, last: int) -> int:
    """Where the capitalised words that begin at first end."""
    at = first
    while at < last and (words[at][0].isupper() or (at > first and words[at] in (".", "of", "the", "de", "van"))):
        at += 1
    return at


def _find_sources(tokens, labels, probabilities, is_word, n_words, begins, names) -> tuple[Runs, np.ndarray]:
    """Phrases that may name a source: tagged or faint, without what only leads to the name; and labels."""
    is_source = _IS_SOURCE[labels]
    chance = is_source.astype(float)
    if probabilities is not None:
        chance = np.asarray(probabilities, float)[:, _IS_SOURCE].sum(1)
        is_source = is_source | ((chance > _FAINT) & ((labels == 0) | (chance > 2 * _FAINT)))
    for first, last in names:
        is_source[first : last + 1] = False
    spans = list(names)
    runs = _with_words(_runs(is_source, begins), n_words)
    for first, last in zip(runs.first.tolist(), runs.last.tolist(), strict=True):
        if last - first > 1:
            here = chance[first:last]
            near = np.flatnonzero((here >= _CORE * here.max()) & is_word[first:last]).tolist()
            if near:
                first, last = first + near[0], first + near[-1] + 1
        while first < last - 1 and (not is_word[first] or tokens.words[first].lower() in _LEADING):
            first += 1
        spans.append((first, last))
    first, last = np.array(sorted(spans), np.int64).reshape(-1, 2).T
    total = np.concatenate([[0.0], np.cumsum(chance)])
    return Runs(first, last), (total[last] - total[first]) / np.maximum(last - first, 1)


def pair_up(clues: Clues) -> tuple[np.ndarray, np.ndarray]:
    """Pieces and the sources around them, as two equally long arrays, pieces in order."""
    paragraph, first, sources = clues.tokens.paragraph, clues.pieces.first, clues.sources.first
    if not len(sources):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    around = np.searchsorted(sources, first)[:, None] + np.arange(-_BEFORE, _AHEAD)
    known = np.clip(around, 0, len(sources) - 1)
    back = paragraph[first][:, None] - paragraph[sources[known]]
    piece, column = np.nonzero((around == known) & (back >= 0) & (back <= _PARAGRAPHS))
    return piece, around[piece, column]
