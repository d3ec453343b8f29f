"""The table of differences within events, beside the differences over all coverage."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..foundation.estimates import MIN_UNITS, MIN_UNITS_P, MIN_WITH, PER, ROUGH_WITH, q_values
from ..foundation.notes import ROUGH, add_note, as_p
from .matched import Within, smallest_flip_p

TOO_FEW_SHARED = "too few events in common to test"


def within_table(over_all: pd.DataFrame, results: list[Within]) -> pd.DataFrame:
    """The rows of `over_all`, with the numbers of the events that both sides cover; those over all at the right."""
    of = {name: _lines(results, name) for name in Within._fields}
    n_with = of["n_with_a"] + of["n_with_b"]
    testable = (n_with >= MIN_WITH) & (of["n_telling"] >= MIN_UNITS)
    tested = {name: np.where(testable, of[name], np.nan) for name in ("ratio", "low", "high", "deff", "p")}
    per_a, per_b = (np.where(of[w] > 0, of[w], np.nan) / PER for w in ("words_a", "words_b"))
    return over_all.assign(
        ratio=tested["ratio"],
        low=tested["low"],
        high=tested["high"],
        deff=tested["deff"],
        p_value=tested["p"],
        q_value=q_values(tested["p"]),
        p_permutation=tested["p"],
        smallest_ratio=np.where(testable, of["smallest_ratio"], np.nan),
        note=_notes(testable, of),
        n_mentions_a=of["x_a"].astype(int),
        n_mentions_b=of["x_b"].astype(int),
        rate_a=of["x_a"] / per_a,
        rate_b=of["x_b"] / per_b,
        n_units_a=of["n_events"].astype(int),
        n_units_b=of["n_events"].astype(int),
        n_with=n_with.astype(int),
        n_with_a=of["n_with_a"].astype(int),
        n_with_b=of["n_with_b"].astype(int),
        largest_ratio_below=np.where(testable, of["largest_ratio_below"], np.nan),
        ratio_all=over_all.ratio,
        low_all=over_all.low,
        high_all=over_all.high,
        q_all=over_all.q_value,
        p_family=np.where(testable, of["p_family"], np.nan),
    )


def _lines(results: list[Within], name: str) -> np.ndarray:
    """One entry per line of the table: comparison by comparison, its rows."""
    rows = len(results[0].x_a)
    return np.concatenate([np.broadcast_to(np.asarray(getattr(r, name), float), rows) for r in results])


def _notes(testable: np.ndarray, of: dict[str, np.ndarray]) -> np.ndarray:
    few = testable & (of["n_telling"] < MIN_UNITS_P)
    least = [f"in fewer than 10 events: p is at least {as_p(p)}" for p in smallest_flip_p(of["n_telling"])]
    note = np.where(testable, "", TOO_FEW_SHARED).astype(object)
    note = add_note(note, few, np.array(least, object))
    return add_note(note, testable & (np.minimum(of["n_with_a"], of["n_with_b"]) < ROUGH_WITH) & ~few, ROUGH)
