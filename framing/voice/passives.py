"""Naming in the passive ("described by two agencies as a famine"), told by rule.

It is rare in the text that the net learned from, a dozen cases in 840 articles, and nearly always attributed there. The
net finds the short ones. Whether an outlet calls something by a name or reports who does is what this library is for,
so the long ones are not left to chance.
"""

from __future__ import annotations

import numpy as np

from ..text.tokens import Tokens
from .inputs import LABELS

_OUTLET, _CONTENT, _SOURCE, _CUE = (LABELS.index(letter) for letter in "OCSK")
_ATTITUDE = {_CONTENT: LABELS.index("c"), _SOURCE: LABELS.index("s"), _CUE: LABELS.index("k")}
_SAID = frozenset(
    "branded characterised characterized condemned decried denounced depicted derided described dismissed hailed "
    "labeled labelled portrayed praised ridiculed".split()
)
_HELD = frozenset("considered perceived regarded seen viewed".split())
_FARTHEST = 20  # tokens between "by" and "as"
_ENDS = frozenset(", . ; : ! ? ( ) — – --".split())
_SURE = 0.8


def mark_passives(tokens: Tokens, certain: np.ndarray) -> np.ndarray:
    """The probabilities, with source and content of such a passive marked where the net saw the outlet's own words."""
    words = [word.lower() for word in tokens.words]
    marked = certain
    for at in range(len(words) - 4):
        if words[at + 1] != "by" or (words[at] not in _SAID and words[at] not in _HELD):
            continue
        stretch = words[at + 2 : at + 2 + _FARTHEST]
        if "as" not in stretch or _ENDS.intersection(source := stretch[: stretch.index("as")]) or not source:
            continue
        if marked is certain:
            marked = certain.copy()
        behind = at + 3 + len(source)
        end = next((i for i in range(behind, len(words)) if words[i] in _ENDS), len(words))
        marked[behind - 1] = np.eye(len(LABELS))[_OUTLET]  # "as" is no part of the source
        spans = ((at, at + 2), _CUE), ((at + 2, behind - 1), _SOURCE), ((behind, end), _CONTENT)
        for span, label in (*spans, ((behind - 1, behind), _CUE)):
            _mark(marked, span, label if words[at] in _SAID else _ATTITUDE[label])
    return marked


def _mark(certain: np.ndarray, span: tuple[int, int], label: int) -> None:
    own = np.arange(*span)
    own = own[certain[own].argmax(1) == _OUTLET]
    certain[own] *= 1 - _SURE
    certain[own, label] += _SURE
