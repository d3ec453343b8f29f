"""The formulas that every comparison shares; arrays in, arrays out, one entry per comparison.

`x_a` and `x_b` are counts on two sides, `words_a` and `words_b` what they are out of; a `deff` is the design effect
over sampling units (see `Counts.deff`). Where nothing can be computed the answer is NaN, and a note says why.
"""

from __future__ import annotations

import numpy as np

MIN_UNITS = 4  # a side; below, nothing is tested: three a side allow no p below .10 by permutation
MIN_WITH = 5  # articles that hold the term; below, nothing is tested
MIN_UNITS_P = 10  # a side; below, the chi-squared approximation of p does not hold
ROUGH_WITH = 10  # articles of each outlet that hold the term; below, the interval was not verified on real news
_SHOWN = 7.848861  # noncentrality at which a chi-squared test at .05 finds its difference in 80 of 100 samples


def rate_ratio(x_a, x_b, words_a, words_b, n, deff_a, deff_b) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Ratio of two rates with its 95% interval, on the log scale with Student's t over the n units of both sides.

    0.5 is added to both counts (Haldane 1940), so that the ratio exists where one of them is 0.
    """
    from scipy.special import stdtrit

    log_ratio = np.log((x_a + 0.5) / np.maximum(words_a, 1)) - np.log((x_b + 0.5) / np.maximum(words_b, 1))
    deff = (x_a * deff_a + x_b * deff_b) / np.maximum(x_a + x_b, 1)
    error = np.sqrt(np.maximum(deff, 1) * (1 / (x_a + 0.5) + 1 / (x_b + 0.5)))
    reach = stdtrit(np.maximum(n - 2, 1), 0.975) * error
    return np.exp(log_ratio), np.exp(log_ratio - reach), np.exp(log_ratio + reach)


def log_likelihood(x_a, x_b, words_a, words_b) -> np.ndarray:
    """G2 (Dunning 1993) of two counts against what their sizes would give at one rate.

    After Rayson and Garside (2000), who compare corpora by it: 600 in 200,000 words against 300 in 150,000.

    >>> float(log_likelihood(600, 300, 200_000, 150_000).round(4))
    34.1922
    """
    from scipy.special import xlogy

    total, share = x_a + x_b, words_a / np.maximum(words_a + words_b, 1)
    expected_a, expected_b = np.maximum(total * share, 1e-300), np.maximum(total * (1 - share), 1e-300)
    return np.maximum(2 * (xlogy(x_a, x_a / expected_a) + xlogy(x_b, x_b / expected_b)), 0)


def share_likelihood(x_a, x_b, n_a, n_b) -> np.ndarray:
    """G2 of two shares, x of n on each side: over all four cells, the x and the rest.

    The example of Dunning (1993, table 1): "swiss" follows "the" 110 times of 2,552, other words 111 times of 29,225.

    >>> float(share_likelihood(110, 111, 2552, 29225).round(2))
    270.72
    """
    return log_likelihood(x_a, x_b, n_a, n_b) + log_likelihood(n_a - x_a, n_b - x_b, n_a, n_b)


def p_value(g2, deff) -> np.ndarray:
    """Chance of a G2 at least this large, once divided by the design effect, if both sides had one rate."""
    from scipy.special import chdtrc

    return chdtrc(1, g2 / deff)


def q_values(p: np.ndarray) -> np.ndarray:
    """p after Benjamini and Hochberg (1995) over all entries that are not NaN."""
    from scipy.stats import false_discovery_control

    q, tested = np.full(p.shape, np.nan), ~np.isnan(p)
    if tested.any():
        q[tested] = false_discovery_control(p[tested])
    return q


def smallest_ratio(total, words_a, words_b, deff) -> np.ndarray:
    """The smallest ratio, above 1, that this much text would have shown at p < .05 in 80 of 100 samples.

    It holds for either side having more. Infinite where even a side without a single mention would have been missed
    too often: `total` mentions are then too few, and "no difference found" says nothing at all.

    >>> smallest_ratio(np.array([400.0, 40.0, 4.0]), 1e5, 1e5, np.ones(3)).round(2).tolist()
    [1.33, 2.54, inf]
    """
    total, words_a, words_b, deff = np.broadcast_arrays(np.asarray(total, float), words_a, words_b, deff)

    def shown(ratio, words_more, words_less):
        more = total * ratio * words_more / np.maximum(ratio * words_more + words_less, 1)
        return log_likelihood(more, total - more, words_more, words_less) / deff >= _SHOWN

    def both(ratio):
        return shown(ratio, words_a, words_b) & shown(ratio, words_b, words_a)

    low, high = np.zeros(total.shape), np.full(total.shape, np.log(1e6))  # on the log scale
    possible = both(np.exp(high)) & (np.minimum(words_a, words_b) > 0)
    for _ in range(40):
        middle = (low + high) / 2
        found = both(np.exp(middle))
        low, high = np.where(found, low, middle), np.where(found, middle, high)
    return np.where(possible, np.exp(high), np.inf)
