"""Average linkage of texts inside a window of days, without ever holding all pairs.

The mean cosine of two groups is the product of their summed vectors divided by their sizes, so no table of pairs is
needed; and where that mean reaches the threshold, at least one pair does, so only such pairs are looked for.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush

import numpy as np
from tqdm import tqdm

UNDATED = 4  # times as close must a text without a date be: nothing else keeps it from old news like it
_SAME = 0.95  # near copies, which are close enough without a date whatever is asked for
_BLOCK = 256  # texts compared at a time with all others of their days


def near_pairs(vectors, day: np.ndarray, window: float, closeness: float) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of rows at least this close and at most `window` days apart; a row without a day (NaN) is near all days."""
    at = np.argsort(day, kind="stable")  # rows without a day last
    days, rows = day[at], vectors[at]
    dated = int((~np.isnan(days)).sum())
    pairs = [(np.zeros(0, int), np.zeros(0, int))]
    bar = tqdm(total=len(day), desc="Matching events", unit=" articles", delay=2, disable=None)
    for first in range(0, len(day), _BLOCK):
        last = min(first + _BLOCK, len(day))
        low = int(np.searchsorted(days[:dated], days[first] - window)) if last <= dated else 0
        block = (rows[first:last] @ rows[low:last].T).tocoo()
        close = block.data >= closeness
        i, j = block.row[close] + first, block.col[close] + low
        kept = (j < i) & ~(np.abs(days[i] - days[j]) > window)
        pairs.append((at[i[kept]], at[j[kept]]))
        bar.update(last - first)
    bar.close()
    return tuple(np.concatenate(side) for side in zip(*pairs, strict=True))


class Groups:
    """Groups of rows, joined one pair after another, the closest first; what was joined is replaced by a new group."""

    def __init__(self, vectors, day: np.ndarray, given: np.ndarray, days: float, closeness: float):
        self.days, self.closeness = days, closeness
        self.members: list[np.ndarray] = []
        self.sums: list[tuple[np.ndarray, np.ndarray] | None] = []  # columns and values
        self.spans: list[tuple[float, float]] = []
        self.given: list[bool] = []
        self.near: list[set[int]] = []  # groups that it may still be joined with
        self._work = np.zeros(vectors.shape[1])
        self._start(vectors, day, given)
        longest = max([days, *(high - low for low, high in self.spans if high == high)])
        group_of = np.empty(len(day), int)
        for group, rows in enumerate(self.members):
            group_of[rows] = group
        for a, b in zip(
            *(group_of[side].tolist() for side in near_pairs(vectors, day, longest, closeness)), strict=True
        ):
            if a != b and self._may_join(a, b):
                self.near[a].add(b)
                self.near[b].add(a)

    def _start(self, vectors, day: np.ndarray, given: np.ndarray) -> None:
        """A group for each given name, and for each row without one."""
        named: dict[str, list[int]] = {}
        for row, name in enumerate(given):
            named.setdefault(name or row, []).append(row)
        for rows in named.values():
            some = vectors[rows].sum(axis=0).A1 if len(rows) > 1 else None
            lone = slice(vectors.indptr[rows[0]], vectors.indptr[rows[0] + 1])
            one = (vectors.indices[lone], vectors.data[lone])
            total = one if some is None else (np.flatnonzero(some), some[some != 0])
            self._add(
                np.array(rows), total, (np.fmin.reduce(day[rows]), np.fmax.reduce(day[rows])), bool(given[rows[0]])
            )

    def _add(self, rows: np.ndarray, total: tuple, span: tuple[float, float], given: bool) -> int:
        self.members.append(rows)
        self.sums.append(total)
        self.spans.append(span)
        self.given.append(given)
        self.near.append(set())
        return len(self.members) - 1

    def joined(self) -> list[np.ndarray]:
        """The rows of each group that is left when no two are close enough."""
        heap = [pair for group in range(len(self.members)) for pair in self._close(group, group)]
        heapify(heap)
        while heap:
            _, a, b = heappop(heap)
            if self.sums[a] is not None and self.sums[b] is not None:
                for pair in self._close(self._join(a, b)):
                    heappush(heap, pair)
        return [np.sort(rows) for rows, total in zip(self.members, self.sums, strict=True) if total is not None]

    def _close(self, group: int, below: float = np.inf) -> list[tuple[float, int, int]]:
        """The groups near this one (of a lower number) close enough to join: minus the mean cosine, the two numbers."""
        columns, values = self.sums[group]
        self._work[columns] = values
        pairs = []
        for other in sorted(other for other in self.near[group] if other < below):
            columns_of, values_of = self.sums[other]
            product = float(self._work[columns_of] @ values_of)
            mean = round(product / (len(self.members[group]) * len(self.members[other])), 9)
            if mean >= self._needed(group, other):
                pairs.append((-mean, min(group, other), max(group, other)))
        self._work[columns] = 0
        return pairs

    def _needed(self, a: int, b: int) -> float:
        undated = np.isnan(self.spans[a][0]) or np.isnan(self.spans[b][0])
        return max(self.closeness, min(UNDATED * self.closeness, _SAME)) if undated else self.closeness

    def _may_join(self, a: int, b: int) -> bool:
        """Whether their days fit; a given event may hold what is as far apart as what was given."""
        if self.given[a] and self.given[b]:
            return False
        low, high = self._span(a, b)
        longest = max(
            [self.days, *(self.spans[g][1] - self.spans[g][0] for g in (a, b) if self.given[g])], key=_or_zero
        )
        return not high - low > longest

    def _span(self, a: int, b: int) -> tuple[float, float]:
        return np.fmin(self.spans[a][0], self.spans[b][0]), np.fmax(self.spans[a][1], self.spans[b][1])

    def _join(self, a: int, b: int) -> int:
        columns, where = np.unique(np.concatenate([self.sums[a][0], self.sums[b][0]]), return_inverse=True)
        values = np.bincount(where, np.concatenate([self.sums[a][1], self.sums[b][1]]), len(columns))
        rows = np.concatenate([self.members[a], self.members[b]])
        new = self._add(rows, (columns, values), self._span(a, b), self.given[a] or self.given[b])
        self.sums[a] = self.sums[b] = None
        self.near[new] = {o for o in self.near[a] | self.near[b] if self.sums[o] is not None and self._may_join(new, o)}
        for other in self.near[new]:
            self.near[other] = self.near[other] - {a, b} | {new}
        return new


def _or_zero(length: float) -> float:
    return 0.0 if length != length else length
