"""How often a difference this large comes up when units are dealt to the two sides at random."""

from __future__ import annotations

from itertools import combinations
from math import comb

import numpy as np
from scipy.sparse import csr_array

from .counts import Units
from .estimates import log_likelihood

PERMUTATIONS = 1999  # with the one that was observed 2,000 deals, so that p is at least .0005
EXACT = 5000  # where there are no more ways to deal than this, each is tried once
_BLOCK = 2**22  # numbers held at once


def permutation_p(units: Units, rows: np.ndarray, in_a: np.ndarray, in_b: np.ndarray, seed: list[int]) -> np.ndarray:
    """Share of deals in which G2 is at least that of the real sides, for each of the `rows`.

    `in_a` and `in_b` say of each unit whether it belongs to a side. Whole units are dealt, with all their words, so the
    test is right however mentions crowd, as long as units do not depend on each other. The real deal counts as one
    (Phipson & Smyth 2010), so p is never 0. Where there are at most 5,000 ways to deal, all are tried.
    """
    here = np.flatnonzero(in_a | in_b)
    x, words = _cells(units, rows, here), units.words[here]
    total, size = x.sum(axis=1), words.sum()
    deals = _deals(in_a[here], np.random.default_rng(seed))

    def statistic(dealt: np.ndarray) -> np.ndarray:  # units x deals
        x_a, words_a = x @ dealt, words @ dealt
        return log_likelihood(x_a, total[:, None] - x_a, words_a, size - words_a)

    seen = statistic(in_a[here].astype(float)[:, None]) * (1 - 1e-9)  # a tie is a tie, however it was added up
    step = max(1, _BLOCK // max(len(here), len(rows)))
    as_large = sum((statistic(deals[:, at : at + step]) >= seen).sum(axis=1) for at in range(0, deals.shape[1], step))
    is_exact = comb(len(here), int(in_a.sum())) <= EXACT
    return as_large / deals.shape[1] if is_exact else (as_large + 1) / (deals.shape[1] + 1)


def smallest_p(n_a: int, n_b: int) -> float:
    """The smallest p that dealing n_a and n_b units can give at all.

    >>> round(smallest_p(3, 3), 3), round(smallest_p(4, 4), 3), smallest_p(200, 200)
    (0.1, 0.029, 0.0005)
    """
    ways = comb(n_a + n_b, n_a)  # of two sides of one size, the deal and its mirror image are equally large
    return (1 + (n_a == n_b)) / ways if ways <= EXACT else 1 / (PERMUTATIONS + 1)


def _cells(units: Units, rows: np.ndarray, here: np.ndarray) -> csr_array:
    """What stands of the rows in the units that are here."""
    row, unit = np.full(len(units.keys), -1), np.full(len(units.side), -1)
    row[rows], unit[here] = np.arange(len(rows)), np.arange(len(here))
    some = (row[units.row] >= 0) & (unit[units.unit] >= 0)
    return csr_array((units.x[some], (row[units.row[some]], unit[units.unit[some]])), (len(rows), len(here)))


def _deals(in_a: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Units x deals, 1 for side a: all ways where they are few, else a random sample."""
    n, n_a = len(in_a), int(in_a.sum())
    if comb(n, n_a) > EXACT:
        return rng.permuted(np.tile(in_a.astype(np.float32), (PERMUTATIONS, 1)), axis=1).T
    chosen = np.array(list(combinations(range(n), n_a)))
    deals = np.zeros((n, len(chosen)), np.float32)
    deals[chosen.T, np.arange(len(chosen))] = 1
    return deals
