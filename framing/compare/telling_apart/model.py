"""A linear model of outlets: trained and tested on articles apart, beside the same model on shuffled labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ..foundation.shares import share_intervals

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

FOLDS = 5
_STRENGTH = 1.0  # of the ridge penalty, as scikit-learn has it; 0.1 to 1 tell 8 outlets apart equally well
_AT_ONCE = 1000  # columns solved for together, so that many outlets and shuffles do not fill the memory

Folds = list[tuple[np.ndarray, np.ndarray]]  # rows to train on, rows to test on


class Answers(NamedTuple):
    """Each tested article's outlet and what the model said, and how often shuffled labels were hit."""

    rows: np.ndarray
    outlet: np.ndarray
    said: np.ndarray
    shuffled: np.ndarray  # accuracy of each permutation


def try_out(counts: csr_matrix, outlet: np.ndarray, folds: Folds, permutations: int, seed: int) -> Answers:
    """Train on one side of each fold and test on the other; the same with the outlets shuffled among articles."""
    used = np.unique(np.concatenate([rows for fold in folds for rows in fold]))
    shuffle = np.random.default_rng(seed)
    labels = np.tile(outlet, (1 + permutations, 1))
    for line in labels[1:]:
        line[used] = shuffle.permutation(outlet[used])
    rows, said = [], []
    for train, test in folds:
        rows.append(test)
        said.append(_say(counts[train], labels[:, train], counts[test]))
    rows, said = np.concatenate(rows), np.concatenate(said, axis=1)
    hit = (said == labels[:, rows]).mean(axis=1)
    return Answers(rows, outlet[rows], said[0], hit[1:])


def accuracy(tested: Answers, unit: np.ndarray) -> tuple[float, float, float, float]:
    """Share of tested articles given to the right outlet with its 95% interval over units; the mean over outlets."""
    right = (tested.outlet == tested.said).astype(float)
    units, of = np.unique(unit[tested.rows], return_inverse=True)
    each = np.arange(len(units))
    hits, size = np.bincount(of, right), np.bincount(of).astype(float)
    share, low, high = (ends[0] for ends in share_intervals(0 * each, each, hits, size, 1))
    per_outlet = np.bincount(tested.outlet, right) / np.maximum(np.bincount(tested.outlet), 1)
    return share, low, high, per_outlet[np.unique(tested.outlet)].mean()


def speaking_words(counts: csr_matrix, outlet: np.ndarray) -> np.ndarray:
    """Outlets x words: each word's part in the distance between an outlet's articles and all others.

    The model adds up weight x TF-IDF over the words of an article. On average an outlet's own articles score higher
    than others; that distance is a sum over words, and its parts are given as shares of it.
    """
    weights, values, _ = _fit(counts, np.eye(outlet.max() + 1)[outlet])
    sums = np.stack([values[outlet == k].sum(axis=0, dtype=float) for k in range(outlet.max() + 1)])
    n = np.bincount(outlet)[:, None]
    distance = sums / n - (sums.sum(axis=0) - sums) / (len(outlet) - n)
    parts = weights * distance
    whole = parts.sum(axis=1, keepdims=True)
    return np.where((weights > 0) & (distance > 0) & (whole > 0), parts, 0) / np.where(whole > 0, whole, 1)


def _say(train: csr_matrix, labels: np.ndarray, test: csr_matrix) -> np.ndarray:
    """For each line of labels the outlet with the highest score, among those trained on, for each tested article."""
    outlets = labels.max() + 1
    lines = max(1, _AT_ONCE // outlets)
    said = []
    for start in range(0, len(labels), lines):
        some = labels[start : start + lines]
        is_outlet = np.eye(outlets)[some]  # lines x articles x outlets
        weights, _, as_tfidf = _fit(train, is_outlet.transpose(1, 0, 2).reshape(train.shape[0], -1))
        scores = (as_tfidf(test) @ weights.T).reshape(test.shape[0], len(some), outlets)
        share = is_outlet.mean(axis=1)
        scores = np.where(share > 0, scores + share, -np.inf)
        said.append(scores.argmax(axis=2).T)
    return np.concatenate(said)


def _fit(counts: csr_matrix, targets: np.ndarray):
    """Weights (targets x words) of a ridge regression on TF-IDF, the TF-IDF, and what makes it of other counts."""
    from sklearn.feature_extraction.text import TfidfTransformer
    from sklearn.linear_model import Ridge

    tfidf = TfidfTransformer(sublinear_tf=True).fit(counts)  # of training articles only: a test article is unseen

    def as_tfidf(rows: csr_matrix) -> np.ndarray:
        return tfidf.transform(rows).astype(np.float32).toarray()  # twice as fast as sparse, with 5,000 words

    values, targets = as_tfidf(counts), (targets - targets.mean(axis=0)).astype(np.float32)
    model = Ridge(alpha=_STRENGTH, solver="cholesky", fit_intercept=False).fit(values, targets)
    return np.atleast_2d(model.coef_), values, as_tfidf
