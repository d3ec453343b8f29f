"""Shares of words with intervals in which articles are the sample, and how many speakers share the words.

Both take cells: the words `x` that row `row` (a speaker, say) has in article `article`, numbered from 0. Each pair of
row and article stands at most once.
"""

from __future__ import annotations

from math import exp

import numpy as np

MIN_ARTICLES = 4  # below, no interval: three articles say next to nothing about a fourth


def share_intervals(
    row: np.ndarray, article: np.ndarray, x: np.ndarray, of: np.ndarray, rows: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Share of each row in all words of the articles, with its 95% interval; NaN where there is nothing to go by.

    `of` holds the words of each article, the whole of which rows have their shares. The share is a ratio of sums over
    articles; its linearised variance gives the number of words that, drawn one by one, would tell as much: the
    effective number. A Beta interval on it (Korn & Graubard 1998) holds up where few articles bring a row's words.
    Such a row's own variance is itself a guess from few articles, so the effective number is the geometric mean of its
    own and that of all rows together.

    >>> articles = np.arange(12)
    >>> share, low, high = share_intervals(articles % 2, articles, np.full(12, 50.0), np.full(12, 50.0), 2)
    >>> share.tolist(), low.round(2).tolist(), high.round(2).tolist()
    ([0.5, 0.5], [0.17, 0.17], [0.83, 0.83])
    """
    from scipy.stats import beta, t

    total, n = of.sum(), int((of > 0).sum())
    if not total:
        return tuple(np.full(rows, np.nan) for _ in range(3))
    share = np.bincount(row, x, rows) / total
    if n < MIN_ARTICLES:
        return share, np.full(rows, np.nan), np.full(rows, np.nan)
    spread = (
        np.bincount(row, x**2, rows) - 2 * share * np.bincount(row, x * of[article], rows) + share**2 * (of**2).sum()
    )
    at_random = share * (1 - share)
    # never surer than if each word fell at random
    variance = np.maximum(n / (n - 1) * spread, at_random * total) / total**2
    some = (share > 0) & (share < 1)
    own = np.divide(at_random, variance, where=some, out=np.full(rows, total**2 / (of**2).sum()))  # 0, 1: by articles
    together = at_random.sum() / variance.sum() if some.any() else own
    size = np.sqrt(own * together) * (1.96 / t.ppf(0.975, n - 1)) ** 2  # few articles: as if there were still fewer
    hits, misses = share * size, (1 - share) * size
    with np.errstate(invalid="ignore"):
        low = np.where(share > 0, beta.ppf(0.025, hits, misses + 1), 0.0)
        high = np.where(share < 1, beta.ppf(0.975, hits + 1, misses), 1.0)
    return share, low, high


def effective_number(row: np.ndarray, article: np.ndarray, x: np.ndarray) -> tuple[float, float, float]:
    """How many rows, all of one size, would give the same concentration; with its 95% interval.

    The inverse of the Herfindahl index, but over pairs of words from two different articles: the plain index counts
    that one article's words have few speakers, and so makes an outlet with fewer articles look more concentrated. The
    interval leaves out each article once (jackknife), on the log scale. NaN where no row stands in two articles.

    >>> effective_number(np.array([0, 1, 0, 1]), np.array([0, 0, 1, 1]), np.array([10.0, 10.0, 10.0, 10.0]))[0]
    2.0
    """
    from scipy.stats import t

    of = np.bincount(article, x)
    total, sums, n = of.sum(), np.bincount(row, x), int((of > 0).sum())
    same_of = np.bincount(article, x * (sums[row] - x))  # pairs of words of one speaker, one of them in this article
    same, pairs = same_of.sum(), total**2 - (of**2).sum()
    if same <= 0:
        return np.nan, np.nan, np.nan
    index = float(same / pairs)
    if n < MIN_ARTICLES:
        return 1 / index, np.nan, np.nan
    without = (same - 2 * same_of[of > 0]) / np.maximum(pairs - 2 * (of * (total - of))[of > 0], 1e-9)
    error = float(np.sqrt((n - 1) / n * ((without - without.mean()) ** 2).sum())) / index
    reach = exp(min(t.ppf(0.975, n - 1) * error, 50))
    return 1 / index, max(1.0, 1 / index / reach), reach / index
