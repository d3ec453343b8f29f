"""Differences within events: what two outlets write about the same event, and nothing else.

An outlet that covers other stories has other words. Here each event is a sample of its own: the outlets' words on it
set what would be expected if both worded it alike, and events, not articles, are the sample.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from ..foundation.counts import Units
from ..foundation.estimates import first_shown
from ..foundation.sides import Sides

FLIPS = 1999
EXACT = 13  # events; their signs can be flipped in 8,192 ways, so each is tried once
_SHOWN = 2.801585  # standard errors at which a two-sided test at .05 finds its difference in 80 of 100 samples


class Within(NamedTuple):
    """One comparison, an entry per row: only events that both sides cover."""

    x_a: np.ndarray
    x_b: np.ndarray
    words_a: float
    words_b: float
    n_with_a: np.ndarray
    n_with_b: np.ndarray
    n_events: int
    n_telling: np.ndarray  # events in which anybody has the row's words
    ratio: np.ndarray
    low: np.ndarray
    high: np.ndarray
    deff: np.ndarray
    p: np.ndarray
    p_family: np.ndarray
    smallest_ratio: np.ndarray
    largest_ratio_below: np.ndarray


def compare_within(units: Units, sides: Sides, seed: int) -> list[Within]:
    """Every comparison of `sides` within the events that both of its sides cover."""
    event, names = pd.factorize(units.names)
    shape = (len(units.keys) * len(units.outlets), len(names))
    place = units.row * len(units.outlets) + units.side[units.unit]

    def by_event(values) -> np.ndarray:
        table = csr_array((values, (place, event[units.unit])), shape).toarray()
        return table.reshape(len(units.keys), len(units.outlets), len(names))

    x, n_with = by_event(units.x), by_event(units.n_with)
    words = csr_array((units.words, (units.side, event)), (len(units.outlets), len(names))).toarray()
    results = []
    for number, (a, b) in enumerate(zip(sides.a.toarray() > 0, sides.b.toarray() > 0, strict=True)):
        shared = (words[a].sum(axis=0) > 0) & (words[b].sum(axis=0) > 0)
        results.append(
            _within(
                *(x[:, side][:, :, shared].sum(axis=1) for side in (a, b)),
                *(words[side][:, shared].sum(axis=0) for side in (a, b)),
                *(n_with[:, side][:, :, shared].sum(axis=(1, 2)) for side in (a, b)),
                np.random.default_rng([seed, number]),
            )
        )
    return results


def _within(x_a, x_b, words_a, words_b, n_with_a, n_with_b, rng) -> Within:
    """x_a, x_b: rows x events; words_a, words_b: of each event."""
    total, share = x_a + x_b, words_a / (words_a + words_b)
    u = x_a - total * share  # above what the outlet's words on the event would give
    p, p_family = sign_flips(u, rng)
    ratio, low, high, deff = ratio_within(x_a, x_b, share)
    above, below = ratios_shown_within(total, share, deff)
    return Within(
        x_a=x_a.sum(axis=1),
        x_b=x_b.sum(axis=1),
        words_a=words_a.sum(),
        words_b=words_b.sum(),
        n_with_a=n_with_a,
        n_with_b=n_with_b,
        n_events=len(share),
        n_telling=(total > 0).sum(axis=1),
        ratio=ratio,
        low=low,
        high=high,
        deff=deff,
        p=p,
        p_family=p_family,
        smallest_ratio=above,
        largest_ratio_below=below,
    )


def sign_flips(u: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """p of each row, and p over the family: against the largest of all rows in each flip (max-T, Westfall & Young 1993)

    If both sides word an event alike, u is as likely to be above 0 as below. The statistic is |Σu| / √Σu². The same
    flips serve all rows, so what they have in common is kept.
    """
    n = u.shape[1]
    if n <= EXACT:
        signs = 1.0 - 2 * (np.arange(2**n)[:, None] >> np.arange(n) & 1).T
    else:
        signs = np.hstack([np.ones((n, 1)), rng.choice([-1.0, 1.0], (n, FLIPS))])
    scale = np.sqrt((u**2).sum(axis=1))
    t = np.abs(u @ signs) / np.where(scale > 0, scale, 1)[:, None]
    seen = t[:, :1] * (1 - 1e-9)  # the first flip leaves all signs as they are
    largest = t.max(axis=0, initial=0)
    return (t >= seen).mean(axis=1), (largest >= seen).mean(axis=1)


def smallest_flip_p(n_telling) -> np.ndarray:
    """The smallest p that flipping the signs of so many events can give.

    >>> smallest_flip_p(np.array([4, 5, 6, 30])).tolist()
    [0.125, 0.0625, 0.03125, 0.0005]
    """
    return np.maximum(2.0 / 2.0 ** np.minimum(n_telling, 60), 1 / (FLIPS + 1))


def ratio_within(x_a, x_b, share) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Mantel and Haenszel's ratio over events with its 95% interval and design effect.

    The interval leaves out each event once (jackknife), on the log scale. Few events can bring most of the mentions, so
    Student's t has fewer degrees of freedom: those of the geometric mean of the number of events with a mention and the
    effective number, (Σw)²/Σw² (Kish 1965), with w the weight of an event in the ratio. It is never narrower than if
    mentions fell at random (Greenland & Robins 1985); the design effect is how many times that variance it has. 0.5 is
    added to both sides, spread as the words are, so that the ratio exists where a side has none.

    Two events with equal words: 6 against 3, and 2 against 1.

    >>> ratio, *_ = ratio_within(np.array([[6.0, 2.0]]), np.array([[3.0, 1.0]]), np.array([0.5, 0.5]))
    >>> ratio.round(2).tolist()  # (8 + 0.5) / (4 + 0.5)
    [1.89]
    """
    from scipy.special import stdtrit

    mean = share.mean() if len(share) else 0.5
    r_of, s_of, weight = x_a * (1 - share), x_b * share, (x_a + x_b) * share * (1 - share)
    r, s = r_of.sum(axis=1) + 0.5 * (1 - mean), s_of.sum(axis=1) + 0.5 * mean
    at_random = (weight.sum(axis=1) + mean * (1 - mean)) / (r * s)
    without = np.log((r[:, None] - r_of) / (s[:, None] - s_of))
    centred = without - without.sum(axis=1, keepdims=True) / max(len(share), 1)
    variance = (centred**2).sum(axis=1) * max(len(share) - 1, 0) / max(len(share), 1)
    deff = np.maximum(1, variance / at_random)
    n, effective = (weight > 0).sum(axis=1), weight.sum(axis=1) ** 2 / np.maximum((weight**2).sum(axis=1), 1e-12)
    reach = stdtrit(np.maximum(np.sqrt(n * effective) - 1, 1), 0.975) * np.sqrt(deff * at_random)
    return r / s, r / s * np.exp(-reach), r / s * np.exp(reach), deff


def ratios_shown_within(total: np.ndarray, share: np.ndarray, deff: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The ratios above and below 1 that these events would have shown at p < .05 in 80 of 100 samples."""
    error = np.sqrt(deff * (total * share * (1 - share)).sum(axis=1))

    def is_shown(log_ratio: np.ndarray) -> np.ndarray:
        odds = np.exp(log_ratio)[:, None] * share / (1 - share)
        return (np.abs((total * (odds / (1 + odds) - share)).sum(axis=1)) >= _SHOWN * error) & (error > 0)

    return tuple(np.exp(first_shown(is_shown, error.shape, sign)) for sign in (1, -1))
