"""The machine's counts corrected by hand codes: estimate, variance and interval of one outlet, in arrays.

Every array is about one outlet. A row of the result is a value (frame or term) in one voice, K = values x voices in
all. Strata are the machine's voices: the coded mentions are a random draw from those of each stratum.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

BORROWED = 5  # coded mentions that the pooled variance counts as: as many as a small group gives (sheets.EACH)


@dataclass(frozen=True)
class Mentions:
    """One outlet's mentions and what coders said of some of them.

    Arrays over mentions: `unit` (number of its article), `stratum` (number of its machine voice), `value` (number of
    its frame or term), `guess` (mentions x voices: 1 in the voice that the machine gives). Arrays over coded mentions:
    `coded` (which mention), `weight` (1 / the chance of being drawn, up to a factor), `hand` (coded x voices: 1 in the
    voice that the coders give, shares where they are tied), `split` (whether they are tied). `words` of each unit;
    `n_values` and `n_strata` of the table.
    """

    words: np.ndarray
    unit: np.ndarray
    stratum: np.ndarray
    value: np.ndarray
    guess: np.ndarray
    coded: np.ndarray
    weight: np.ndarray
    hand: np.ndarray
    split: np.ndarray
    n_values: int
    n_strata: int

    def n_coded(self) -> np.ndarray:
        return np.bincount(self.stratum[self.coded], minlength=self.n_strata)

    def pairs(self) -> np.ndarray:
        """What the hand counts and minus what the machine counts, of each coded mention in each row (coded x K x 2)."""
        in_value = np.eye(self.n_values)[self.value[self.coded]]
        both = np.stack([self.hand, -self.guess[self.coded]], axis=-1)
        return (in_value[:, :, None, None] * both[:, None]).reshape(
            len(self.coded), self.n_values * self.guess.shape[1], 2
        )

    def machine(self, among: np.ndarray) -> np.ndarray:
        """The machine's counts of each unit and row (units x K) over the mentions `among`."""
        n_voices = self.guess.shape[1]
        counts = np.zeros((len(self.words), self.n_values, n_voices))
        np.add.at(counts, (self.unit[among], self.value[among]), self.guess[among])
        return counts.reshape(len(self.words), -1)


class Moments(NamedTuple):
    """Sums over coded mentions, per stratum: their number, Σ z and Σ z zᵀ of the pairs z of each row."""

    n: np.ndarray
    first: np.ndarray
    second: np.ndarray

    def covariance(self) -> np.ndarray:
        """Per stratum and row (strata x K x 2 x 2); 0 where fewer than two are coded."""
        n = np.maximum(self.n, 1)[:, None, None, None]
        mean = self.first / n[..., 0]
        return (self.second / n - mean[..., :, None] * mean[..., None, :]) * n / np.maximum(n - 1, 1)


class Spread(NamedTuple):
    """Of one outlet, per row: what the hand alone counts and what the machine adds, with their covariance.

    `hand` is the weighted count of the coded mentions; `gain` the machine's count minus the same count weighted up from
    the coded mentions, which is 0 but for chance. Any hand + share · gain is an estimate; `covariance` is K x 2 x 2.
    `uncoded_in` and `uncoded_out`: mentions of strata without a coded one that the machine counts in the row, or not.
    """

    hand: np.ndarray
    gain: np.ndarray
    covariance: np.ndarray
    uncoded_in: np.ndarray
    uncoded_out: np.ndarray

    def total(self, share) -> np.ndarray:
        return self.hand + share * self.gain

    def variance(self, share) -> np.ndarray:
        hand, both, gain = (self.covariance[:, i, j] for i, j in ((0, 0), (0, 1), (1, 1)))
        return np.maximum(hand + 2 * share * both + share**2 * gain, 0)


def moments(mentions: Mentions) -> Moments:
    """What the variances inside the strata need; add those of all outlets for the pooled one."""
    z = mentions.pairs()
    of_stratum = np.eye(mentions.n_strata)[mentions.stratum[mentions.coded]].T
    shape = (mentions.n_strata, *z.shape[1:])
    products = (z[..., :, None] * z[..., None, :]).reshape(len(z), shape[1] * 4)
    first = (of_stratum @ z.reshape(len(z), shape[1] * 2)).reshape(shape)
    return Moments(mentions.n_coded(), first, (of_stratum @ products).reshape(*shape, 2))


def spread_of(mentions: Mentions, pooled: np.ndarray) -> Spread:
    """The two counts of one outlet and their covariance; `pooled` is the covariance over all outlets (see Moments)."""
    n_coded = mentions.n_coded()
    is_coded = (n_coded > 0)[mentions.stratum]
    per_unit = _per_unit(mentions, is_coded)
    uncoded = mentions.machine(~is_coded)
    per_unit[..., 0] += uncoded
    every = np.repeat(np.bincount(mentions.value[~is_coded], minlength=mentions.n_values), mentions.guess.shape[1])
    return Spread(
        *per_unit.sum(axis=0).T,
        covariance=_between_units(per_unit, mentions.words) + _smoothing(mentions, n_coded, pooled),
        uncoded_in=uncoded.sum(axis=0),
        uncoded_out=every - uncoded.sum(axis=0),
    )


def shares_of_machine(covariances: np.ndarray) -> np.ndarray:
    """Lambda of each outlet and row (outlets x K), from 0, the hand alone, to 1: what makes the variance smallest.

    The mean of what is best for the outlet by itself and for all together. By itself alone, an outlet with few coded
    mentions would get the lambda that happens to make its estimate look sure, and too small. 1 where it makes no
    difference, because the strata use all that the machine says already.
    """
    own, pooled = _best(covariances), _best(covariances.sum(axis=0))
    return (own + pooled) / 2


def _best(covariances: np.ndarray) -> np.ndarray:
    both, gain = covariances[..., 0, 1], covariances[..., 1, 1]
    return np.where(gain > 1e-9, np.clip(-both / np.maximum(gain, 1e-9), 0, 1) + 0.0, 1.0)


def _per_unit(mentions: Mentions, is_coded: np.ndarray) -> np.ndarray:
    """What each unit adds to the hand's total, and to the machine's total minus its own estimate (units x K x 2)."""
    z, weight = mentions.pairs(), calibrated(mentions)
    coded_in, n_units = mentions.stratum[mentions.coded], len(mentions.words)
    of_stratum = np.eye(mentions.n_strata)[coded_in].T * weight
    mean = (of_stratum @ z.reshape(len(z), -1)).reshape(-1, *z.shape[1:])
    mean /= np.maximum(of_stratum.sum(axis=1), 1e-12)[:, None, None]
    crowd = np.bincount(mentions.unit * mentions.n_strata + mentions.stratum, minlength=n_units * mentions.n_strata)
    per_unit = np.tensordot(crowd.reshape(n_units, -1).astype(float), mean, axes=1)
    np.add.at(per_unit, mentions.unit[mentions.coded], weight[:, None, None] * (z - mean[coded_in]))
    per_unit[..., 1] += mentions.machine(is_coded)
    return per_unit


def calibrated(mentions: Mentions) -> np.ndarray:
    """Weights that add up to the mentions of each stratum."""
    coded_in = mentions.stratum[mentions.coded]
    sums = np.bincount(coded_in, mentions.weight, mentions.n_strata)
    n = np.bincount(mentions.stratum, minlength=mentions.n_strata)
    return mentions.weight * (n / np.maximum(sums, 1e-300))[coded_in]


def _between_units(per_unit: np.ndarray, words: np.ndarray) -> np.ndarray:
    """Covariance (K x 2 x 2) of the totals over samples of units, around one rate per word."""
    rate = per_unit.sum(axis=0) / max(words.sum(), 1)
    off = per_unit - words[:, None, None] * rate
    n = len(words)
    return np.einsum("ukx,uky->kxy", off, off) * n / max(n - 1, 1)


def _smoothing(mentions: Mentions, n_coded: np.ndarray, pooled: np.ndarray) -> np.ndarray:
    """What few coded mentions hide: where all ten are right the error is not 0, so some is borrowed elsewhere."""
    own = moments(mentions).covariance()
    n = np.maximum(n_coded, 1)
    ahead = (n_coded - 1).clip(0)[:, None, None, None]
    smooth = (ahead * own + BORROWED * pooled) / (ahead + BORROWED)
    seen = (ahead / n[:, None, None, None]) * own
    size = np.bincount(mentions.stratum, minlength=mentions.n_strata)
    factor = np.where(n_coded > 0, size**2 * (1 - np.minimum(n_coded / np.maximum(size, 1), 1)) / n, 0)
    return np.einsum("h,hkxy->kxy", factor, smooth - seen)


def score_interval(total, variance, grows, reach) -> tuple[np.ndarray, np.ndarray]:
    """Ends of a 95% interval of a count whose variance grows by `grows` for each one more.

    The count U at which the estimate would be `reach` standard errors away (Wilson's score interval); for a Poisson
    count, variance = total and grows = 1. It ends above 0 also where nothing was found.

    >>> [float(end.round(2)) for end in score_interval(np.array(10.0), 10.0, 1.0, 1.96)]
    [5.43, 18.41]
    """
    middle = total + reach**2 * grows / 2
    width = reach * np.sqrt(variance + reach**2 * grows**2 / 4)
    return np.maximum(middle - width, 0), np.maximum(middle + width, 0)


def shares_carried(mentions: Mentions, reach: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Share of each value's mentions that `hand` (coded x 1) counts, with its 95% interval; NaN where none is coded.

    Wilson's interval for as many independent draws as the coded mentions are worth with their weights and articles.
    """
    weight, in_value = calibrated(mentions), np.eye(mentions.n_values)[mentions.value[mentions.coded]]
    counted = np.zeros((2, len(mentions.words), mentions.n_values))
    for place, what in enumerate((weight * mentions.hand[:, 0], weight)):
        np.add.at(counted[place], mentions.unit[mentions.coded], what[:, None] * in_value)
    total = counted[1].sum(axis=0)
    share = np.divide(counted[0].sum(axis=0), total, out=np.full(len(total), np.nan), where=total > 0)
    n = np.maximum((counted[1] > 0).sum(axis=0), 2)
    variance = ((counted[0] - share * counted[1]) ** 2).sum(axis=0) / np.maximum(total, 1e-9) ** 2 * n / (n - 1)
    worth = total**2 / np.maximum(weight**2 @ in_value, 1e-9)
    spread = share * (1 - share)
    worth = np.where(variance > 1e-12, np.minimum(worth, spread / np.maximum(variance, 1e-12)), worth)
    return share, *share_interval(share, np.maximum(worth, 1e-9), reach)


def share_interval(share, n, reach) -> tuple[np.ndarray, np.ndarray]:
    """Ends of Wilson's 95% interval (1927) of a share of `n` draws.

    >>> [float(end.round(2)) for end in share_interval(np.array(1.0), 10, 1.96)]
    [0.72, 1.0]
    """
    middle = (share + reach**2 / (2 * n)) / (1 + reach**2 / n)
    width = reach * np.sqrt(share * (1 - share) / n + reach**2 / (4 * n**2)) / (1 + reach**2 / n)
    return np.maximum(middle - width, 0), np.minimum(middle + width, 1)
