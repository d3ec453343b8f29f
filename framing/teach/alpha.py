"""How far coders agree, as numbers: Krippendorff's alpha with an interval, the share of pairs that agree, kappa."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from ..compare.foundation.shares import MIN_ARTICLES, share_intervals

DRAWS = 2000
_DEFINED = 0.9  # of the draws must have an alpha, else there is no interval


def alpha_of(counts: np.ndarray) -> float:
    """Krippendorff's alpha for names (nominal), from how many coders gave each value (mentions x values).

    By the krippendorff package; NaN where all codes are the same, so that no disagreement could be expected.

    >>> round(alpha_of(np.array([[2, 0], [2, 0], [0, 2], [1, 1]])), 3)
    0.533
    """
    import krippendorff

    used = counts[counts.sum(axis=1) > 1]
    if (used.sum(axis=0) > 0).sum() < 2:
        return float("nan")
    return float(krippendorff.alpha(value_counts=used, level_of_measurement="nominal"))


def alpha_interval(counts: np.ndarray, cluster: np.ndarray, seed: int) -> tuple[float, float]:
    """95% interval of alpha in which the articles (`cluster`, from 0, of each mention) are drawn anew; NaN if too few.

    Where nearly all codes agree, drawing anew cannot show what was not seen. So the lower end is never above what the
    interval of the share of disagreement leaves (a Beta interval by articles, see `share_intervals`).
    """
    pairs = coincidences(counts)
    n = int(cluster.max()) + 1 if len(cluster) else 0
    of_article = np.zeros((n, *pairs.shape[1:]))
    np.add.at(of_article, cluster, pairs)
    if n < MIN_ARTICLES:
        return float("nan"), float("nan")
    draws = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), size=DRAWS)
    drawn = alpha_from(np.tensordot(draws, of_article, 1))
    drawn = drawn[~np.isnan(drawn)]
    if len(drawn) < _DEFINED * DRAWS:
        return float("nan"), float("nan")
    low, high = np.quantile(drawn, [0.025, 0.975])
    total = of_article.sum(axis=(1, 2))
    differ = total - np.trace(of_article, axis1=1, axis2=2)
    _, _, most = share_intervals(np.zeros(n, int), np.arange(n), differ, total, 1)
    least = 1 - most[0] / _expected(of_article.sum(axis=0))
    return float(max(-1, min(low, least))), float(high)


def coincidences(counts: np.ndarray) -> np.ndarray:
    """Of each mention, its pairs of values from two coders, each coder's value counted once (mentions x V x V)."""
    n = counts.sum(axis=1)
    pairs = counts[:, :, None] * counts[:, None, :] - counts[:, :, None] * np.eye(counts.shape[1])
    return pairs / np.maximum(n - 1, 1)[:, None, None]


def alpha_from(pairs: np.ndarray) -> np.ndarray:
    """Alpha of tables of pairs (… x V x V), the same as the package gives."""
    total = pairs.sum(axis=(-2, -1))
    differ = total - np.trace(pairs, axis1=-2, axis2=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return 1 - differ / total / _expected(pairs)


def _expected(pairs: np.ndarray) -> np.ndarray:
    """The share of pairs that would differ by chance; NaN where only one value is used."""
    values = pairs.sum(axis=-1)
    n = values.sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = (n**2 - (values**2).sum(axis=-1)) / (n * (n - 1))
    return np.where(share > 0, share, np.nan)


def share_agreed(counts: np.ndarray) -> float:
    """The share of all pairs of codes of the same mention that are the same."""
    n = counts.sum(axis=1)
    pairs = (n * (n - 1)).sum()
    return float((counts * (counts - 1)).sum() / pairs) if pairs else float("nan")


def mean_kappa(answers: np.ndarray) -> float:
    """Cohen's kappa, of more than two coders the mean over pairs; `answers` is mentions x coders, -1 for no answer.

    NaN where every pair of coders uses one value only.

    >>> mean_kappa(np.array([[0, 0], [0, 0], [1, 1], [0, 1]]))
    0.5
    """
    kappas = []
    for a, b in combinations(answers.T, 2):
        both = (a >= 0) & (b >= 0)
        if not both.any():
            continue
        values = int(answers.max()) + 1
        of_a, of_b = (np.bincount(x[both], minlength=values) / both.sum() for x in (a, b))
        chance = float((of_a * of_b).sum())
        if chance < 1:
            kappas.append(((a[both] == b[both]).mean() - chance) / (1 - chance))
    return float(np.mean(kappas)) if kappas else float("nan")
