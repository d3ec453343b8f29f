"""The formulas that every comparison shares; arrays in, arrays out, one entry per comparison.

`x_a` and `x_b` are counts on two sides, `words_a` and `words_b` what they are out of; a `deff` is the design effect
over sampling units (see `Counts.deff`). Where nothing can be computed the answer is NaN, and a note says why.
"""

from __future__ import annotations

import numpy as np

PER = 1000  # words that a rate is out of
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


def log_odds_z(x_a, x_b, n_a, n_b, prior, prior_size) -> np.ndarray:
    """Log-odds ratio of a word on two sides over its standard error (Monroe, Colaresi and Quinn 2008).

    `x` are the counts of the word, `n` all words of a side, `prior` the counts that the prior adds to both sides for
    this word, `prior_size` those that it adds for all words.

    >>> float(log_odds_z(30, 10, 1000, 1000, 4.0, 200.0).round(4))
    2.8477
    """
    y_a, y_b, size_a, size_b = x_a + prior, x_b + prior, n_a + prior_size, n_b + prior_size
    log_odds = np.log(y_a) - np.log(size_a - y_a) - np.log(y_b) + np.log(size_b - y_b)
    return log_odds / np.sqrt(1 / y_a + 1 / y_b)


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


def ratios_shown(total, words_a, words_b, deff) -> tuple[np.ndarray, np.ndarray]:
    """The ratios that this much text would have shown at p < .05 in 80 of 100 samples.

    The smallest above 1 (a has more) and the largest below 1 (a has less), for as many mentions in all. Infinite, or 0,
    where even a side without a single mention would have been missed too often: so few mentions can show nothing.

    >>> above, below = ratios_shown(np.array([400.0, 40.0, 4.0]), 1e5, 3e5, np.ones(3))
    >>> above.round(2).tolist(), below.round(2).tolist()
    ([1.36, 2.5, 29.93], [0.71, 0.26, 0.0])
    """
    total, words_a, words_b, deff = np.broadcast_arrays(np.asarray(total, float), words_a, words_b, deff)

    def is_shown(log_ratio: np.ndarray) -> np.ndarray:
        odds = np.exp(log_ratio) * words_a / np.maximum(words_b, 1)
        x_a = total * odds / (1 + odds)
        return (log_likelihood(x_a, total - x_a, words_a, words_b) / deff >= _SHOWN) & (
            np.minimum(words_a, words_b) > 0
        )

    return np.exp(first_shown(is_shown, total.shape, 1)), np.exp(first_shown(is_shown, total.shape, -1))


def first_shown(is_shown, shape: tuple[int, ...], sign: int) -> np.ndarray:
    """Logarithm of the ratio nearest to 1 that is shown, above it (sign 1) or below (-1); infinite where none is."""
    low, high = np.zeros(shape), np.full(shape, np.log(1e6))
    possible = is_shown(sign * high)
    for _ in range(40):
        middle = (low + high) / 2
        found = is_shown(sign * middle)
        low, high = np.where(found, low, middle), np.where(found, middle, high)
    return np.where(possible, sign * high, sign * np.inf)
