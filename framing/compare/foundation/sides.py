"""Which outlets stand on which side of each comparison."""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from ...tables import FramingError
from .counts import Counts

REST = "the rest"
FEW_SHARED = 0.5  # of the events of the side that has fewer; below, the two covered other stories


class Sides(NamedTuple):
    """Names of both sides, and which outlets each holds: arrays of 0 and 1, comparisons x outlets."""

    name_a: np.ndarray
    name_b: np.ndarray
    a: csr_array
    b: csr_array

    def counts(self, counts: Counts) -> tuple[Counts, Counts, Counts]:
        """The sums of side a, of side b, and of both together."""
        return counts.together(self.a), counts.together(self.b), counts.together(self.a + self.b)


def take_sides(outlets: list[str], against: str) -> Sides:
    """Every pair of outlets, or each outlet against all others together."""
    if len(outlets) < 2:
        raise FramingError(
            f"There is one outlet to compare: {', '.join(map(str, outlets)) or 'none at all'}. "
            "Read articles of two or more."
        )
    names, one = np.array(outlets, object), np.eye(len(outlets))
    if against == "rest":
        return Sides(names, np.full(len(names), REST, object), csr_array(one), csr_array(1 - one))
    if against != "each other":
        raise FramingError(f"against={against!r} is not known. Give against='each other' or against='rest'.")
    a, b = np.array(list(combinations(range(len(outlets)), 2))).T
    return Sides(names[a], names[b], csr_array(one[a]), csr_array(one[b]))


def shared_events(articles: pd.DataFrame, outlets: list[str], sides: Sides) -> tuple[np.ndarray, np.ndarray]:
    """How many events both sides of each comparison cover, and how many the side that has fewer of them.

    An article without an event is an event of its own.
    """
    events = articles.event.astype(object).where(articles.event.notna() & (articles.event != ""), articles.article_id)
    outlet = pd.Index(outlets, dtype=object).get_indexer(articles.outlet.astype(object))
    event = pd.factorize(events)[0]
    covers = csr_array((np.ones(len(event)), (outlet, event)), (len(outlets), event.max() + 1))
    by_a, by_b = (sides.a @ covers).sign(), (sides.b @ covers).sign()
    return by_a.multiply(by_b).sum(axis=1), np.minimum(by_a.sum(axis=1), by_b.sum(axis=1))
