"""What must be known about a compared row before its numbers are used, in few words; several are joined by "; "."""

from __future__ import annotations

import numpy as np

from .counts import Counts
from .estimates import MIN_UNITS, MIN_UNITS_P, ROUGH_WITH
from .permutation import smallest_p

UNEVEN = 4  # times as many words; from there on a rare word is easily missing from the smaller side by chance

TOO_FEW = "too few {} to test"
ROUGH = "in fewer than 10 articles of an outlet: rough ratio"
NO_P_UNEVEN = "units so uneven that a side is worth fewer than 10 of one size: p by permutation only"
UNEVEN_NOTE = f"sizes differ more than {UNEVEN} to 1: words come in bursts, so a rare one may be missing by chance"


def add_note(note: np.ndarray, where: np.ndarray, text) -> np.ndarray:
    """Another note behind those that a row has."""
    return np.where(where, np.where(note == "", text, note + "; " + text), note)


def comparison_notes(testable: np.ndarray, a: Counts, b: Counts, unit: str) -> np.ndarray:
    """The notes of each row and comparison."""
    fewest = np.minimum(a.n_units, b.n_units)
    what = np.where((fewest < MIN_UNITS) & (unit != "article"), TOO_FEW.format("units"), TOO_FEW.format("articles"))
    note = np.where(testable, "", np.broadcast_to(what, testable.shape)).astype(object)
    uneven = np.minimum(a.n_effective(), b.n_effective()) < MIN_UNITS_P
    note = add_note(note, testable & (fewest < MIN_UNITS_P), _no_p(a.n_units, b.n_units))
    note = add_note(note, testable & (fewest >= MIN_UNITS_P) & uneven, NO_P_UNEVEN)
    note = add_note(note, testable & (np.minimum(a.n_with, b.n_with) < ROUGH_WITH) & (note == ""), ROUGH)
    larger, smaller = np.maximum(a.words, b.words), np.minimum(a.words, b.words)
    return add_note(note, testable & (larger > UNEVEN * smaller), UNEVEN_NOTE)


def _no_p(n_a: np.ndarray, n_b: np.ndarray) -> np.ndarray:
    return np.array(
        [
            f"fewer than 10 units a side: p by permutation only, at least {as_p(smallest_p(int(a), int(b)))}"
            if min(a, b) < MIN_UNITS_P
            else ""
            for a, b in zip(n_a, n_b, strict=True)
        ],
        object,
    )


def as_p(p: float) -> str:
    """Two figures, without the 0 in front.

    >>> as_p(0.02857), as_p(0.0005), as_p(0.1)
    ('.029', '.0005', '.1')
    """
    return np.format_float_positional(p, precision=2, fractional=False, trim="-")[1:]
