"""How often each outlet uses a frame's words, with an interval."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .foundation.counts import Counts, count_units
from .foundation.estimates import PER


def measure_outlets(
    mentions: pd.DataFrame, articles: pd.DataFrame, *, by: str = "frame", voice: bool = False, unit: str = "article"
) -> pd.DataFrame:
    """Measure how often each outlet uses each frame's (or term's) words, per 1,000 words of its coverage.

    Parameters
    ----------
    mentions : DataFrame
        From `find_mentions`; with voice=True from `label_voice`.
    articles : DataFrame
        All clean articles, those without a mention too: article_id, outlet, n_words, duplicate_of. Text is not needed.
    by : "frame" or "term"
    voice : bool
        One row for each voice as well. The rates by voice add up to the rate over all voices.
    unit : str
        What counts as one draw from an outlet's coverage: "article", a column of `articles` such as "event" or "topic",
        or "week" (of `published`).

    Returns
    -------
    DataFrame
        One row per outlet x frame (or term) [x voice]: outlet, frame or term, [voice], n_articles (measured), n_with
        (those with a mention), n_mentions, n_words, rate, low, high (mentions per 1,000 words; 95% interval), note;
        then n_units, n_folded (articles left out because their outlet ran the same text before) and, with voice=True,
        share_unclear (of all the outlet's mentions, those whose voice cannot be told).

    Raises
    ------
    FramingError
        If a column is missing, or a mention belongs to an article that is not in `articles`.

    Notes
    -----
    The interval is a gamma interval on a count divided by its design effect, so it widens when mentions crowd into few
    articles; the design effect is the mean of the outlet's own and that of all outlets. In simulated coverage where
    mentions crowd it holds the true rate about 95 times in 100 (tests/test_rates.py); where a term stands in fewer than
    ten articles it is rough, and the note says so. It speaks of chance in which articles were sampled, not of how they
    were chosen: articles picked by hand have no such interval.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> articles = pd.DataFrame({"article_id": list("abcd"), "outlet": ["X", "X", "Y", "Y"], "n_words": [250] * 4})
    >>> mentions = pd.DataFrame({"article_id": ["a", "a", "c"], "frame": "atrocity"})
    >>> fr.measure_outlets(mentions, articles)[["outlet", "n_with", "n_mentions", "rate"]].values.tolist()
    [['X', 1, 2, 4.0], ['Y', 1, 1, 2.0]]
    """
    counts = count_units(mentions, articles, by=by, voice=voice, unit=unit).sums()
    pooled = counts.deff(np.ones((1, len(counts.outlets))))[:, 0]
    own = counts.deff()
    blocks = [_rates_of(counts, side, own[:, side], pooled, unit) for side in range(len(counts.outlets))]
    table = pd.concat(blocks, ignore_index=True)
    if voice:
        unclear = table.n_mentions.where(table.voice == "unclear", 0).groupby(table.outlet).transform("sum")
        every = table.n_mentions.groupby(table.outlet).transform("sum")
        table["share_unclear"] = unclear / every.where(every > 0)
    return table


def _rates_of(counts: Counts, side: int, own: np.ndarray, pooled: np.ndarray, unit: str) -> pd.DataFrame:
    x, words, n = counts.mentions[:, side], counts.words[side], counts.n_units[side]
    low, high = rate_interval(x, words, n, own, pooled)
    table = counts.keys.assign(
        n_articles=counts.n_articles[side],
        n_with=counts.n_with[:, side].astype(int),
        n_mentions=x.astype(int),
        n_words=int(words),
        rate=PER * x / words if words else np.nan,
        low=PER * low,
        high=PER * high,
        note=[_note(n, words, k, unit) for k in counts.n_with[:, side]],
        n_units=n,
        n_folded=counts.n_folded[side],
    )
    table.insert(0, "outlet", counts.outlets[side])
    return table


def rate_interval(
    x: np.ndarray, words: float, n: int, own: np.ndarray, pooled: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """95% gamma interval of a rate per word from `x` mentions in `words` words of `n` units; NaN for a single unit."""
    from scipy.stats import gamma, t

    if n < 2 or words == 0:
        return np.full(len(x), np.nan), np.full(len(x), np.nan)
    deff = np.where(x > 0, (own + pooled) / 2, pooled)
    shrink = (1.96 / t.ppf(0.975, n - 1)) ** 2  # few units: as if there were still fewer
    k, exposure = shrink * x / deff, shrink * words / deff
    low = np.where(x > 0, gamma.ppf(0.025, np.maximum(k, 1e-12)), 0) / exposure
    return low, gamma.ppf(0.975, k + 1) / exposure


def _note(n_units: int, words: float, n_with: int, unit: str) -> str:
    if words == 0:
        return "no words to measure"
    if n_units < 2:
        return f"one {unit}: no interval"
    if n_with < 10:
        return "in fewer than 10 articles: rough interval"
    return ""
