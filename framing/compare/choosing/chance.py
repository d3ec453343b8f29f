"""Each outlet's names of one thing against those of all others: tests that take units, not mentions, as the sample."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..foundation.counts import Counts, Units
from ..foundation.estimates import MIN_UNITS, MIN_UNITS_P, MIN_WITH, p_value, q_values, share_likelihood
from ..foundation.permutation import permutation_p

PROMISING = 0.1  # q below which a row gets a permutation p as well


class Compared(NamedTuple):
    """One choice, each outlet against all others together; arrays are names x outlets."""

    own: Counts
    rest: Counts
    deff: np.ndarray
    p: np.ndarray  # NaN where units are too few for the chi-squared approximation, or nothing can be tested
    testable: np.ndarray
    is_pair: bool  # two names: the one's share is the other's rest, and their tests are one


class Chance(NamedTuple):
    """The p-values of one choice, names x outlets."""

    p: np.ndarray
    q: np.ndarray
    permutation: np.ndarray


def compare_names(units: Units) -> Compared:
    """The chi-squared test of every name and outlet: G2 of two shares over the design effect."""
    own = units.sums()
    one = np.eye(len(own.outlets))
    rest, both = own.together(1 - one), own.together(np.ones_like(one))
    fewest = np.minimum(own.n_units, rest.n_units)
    all_of_it = np.bincount(units.row, units.x == units.words[units.unit], len(units.keys))  # units with no other name
    others = both.n_units - all_of_it[:, None]
    testable = (np.minimum(both.n_with, others) >= MIN_WITH) & (fewest >= MIN_UNITS)
    deff = share_deff(both)
    p = p_value(share_likelihood(own.mentions, rest.mentions, own.words, rest.words), deff)
    some = np.flatnonzero(both.mentions[:, 0])
    is_pair = len(some) == 2
    if is_pair:  # not only in theory: to the last digit
        p[some] = p[some[0]]
    return Compared(own, rest, deff, np.where(testable & (fewest >= MIN_UNITS_P), p, np.nan), testable, is_pair)


def chances_of(counted: dict[str, Units], compared: list[Compared], seed: int) -> list[Chance]:
    """p by permutation where units are few or q is promising; q over every test of the table once."""
    tests = list(zip(counted.values(), compared, strict=True))
    few = [here.testable & np.isnan(here.p) for here in compared]
    dealt = [_permuted(*test, wanted, [seed, n]) for n, (test, wanted) in enumerate(zip(tests, few, strict=True))]
    first = [np.where(f, d, here.p) for f, d, here in zip(few, dealt, compared, strict=True)]
    q = _family(first, compared)
    chances = []
    for n, (test, dealt_here, q_here) in enumerate(zip(tests, dealt, q, strict=True)):
        more = _permuted(*test, ~np.isnan(test[1].p) & (q_here < PROMISING), [seed, n])
        chances.append(Chance(test[1].p, q_here, np.where(np.isnan(dealt_here), more, dealt_here)))
    return chances


def _permuted(units: Units, compared: Compared, wanted: np.ndarray, seed: list[int]) -> np.ndarray:
    """Permutation p of the wanted rows, NaN elsewhere; each outlet has its own deals, the same whatever is wanted.

    The test deals units with all their mentions of the choice. It compares what would be rates if mentions of the
    choice were words; as all deals have the same mentions in all, deals rank as they do by the shares themselves.
    """
    p = np.full(wanted.shape, np.nan)
    for side in np.flatnonzero(wanted.any(axis=0)):
        if side == 1 and wanted.shape[1] == 2:  # of two outlets both sides are one test
            return np.where(wanted, p[:, :1], np.nan)
        rows = np.flatnonzero(wanted[:, side])[: 1 if compared.is_pair else None]
        in_a = units.side == side
        p[wanted[:, side], side] = permutation_p(units, rows, in_a, ~in_a, [*seed, int(side)])
    return p


def _family(p_values: list[np.ndarray], compared: list[Compared]) -> list[np.ndarray]:
    """q over the tests of all choices; of a pair of names the first stands for both."""
    if not p_values:
        return []
    kept = [p.copy() for p in p_values]
    for p, here in zip(kept, compared, strict=True):
        if here.is_pair:
            first = np.flatnonzero((here.own.mentions > 0).any(axis=1))[0]
            p[np.arange(len(p)) != first] = np.nan
    q = np.split(q_values(np.concatenate([p.ravel() for p in kept])), np.cumsum([p.size for p in kept])[:-1])
    shaped = [values.reshape(p.shape) for values, p in zip(q, kept, strict=True)]
    for values, p, here in zip(shaped, p_values, compared, strict=True):
        if here.is_pair:
            values[:] = np.where(np.isnan(p), np.nan, np.fmax.reduce(values, axis=0))
    return shaped


def share_deff(both: Counts) -> np.ndarray:
    """Design effect of shares (rows x groups): n/(n-1) · Σ(x_i − r·N_i)² / Σ N_i·r·(1 − r), at least 1.

    N_i is unit i's mentions of the choice, x_i those that take the name, r the common share. Names drawn one by one
    would vary by N·r·(1 − r); articles that keep to one name vary by more (Kish 1965).
    """
    share = both.mentions / np.maximum(both.words, 1)
    at_random = both.mentions * (1 - share)
    deff = np.divide(both.spread(), at_random, where=at_random > 0, out=np.ones_like(at_random))
    return np.where(both.n_units < 2, 1.0, np.maximum(1, deff))
