"""How much two outlets differ in a frame's words, and how sure we can be."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd

from ..tables import FramingError
from .counts import Counts, count_units
from .rates import PER

MIN_UNITS = 4  # a side; below, nothing is tested: three a side allow no p below .10 by permutation
MIN_WITH = 5  # articles that hold the term; below, nothing is tested
MIN_UNITS_P = 10  # a side; below, the chi-squared approximation of p does not hold

_TOO_FEW = "too few articles to test"
_NO_P = "fewer than 10 units a side: no p-value"


def compare_outlets(
    mentions: pd.DataFrame, articles: pd.DataFrame, *, by: str = "frame", voice: str | None = None, unit: str = "article"
) -> pd.DataFrame:
    """Compare every pair of outlets in how often they use each frame's (or term's) words.

    Parameters
    ----------
    mentions : DataFrame
        From `find_mentions`; for `voice` from `label_voice`.
    articles : DataFrame
        All clean articles, those without a mention too: article_id, outlet, n_words, duplicate_of. Text is not needed.
    by : "frame" or "term"
    voice : str, optional
        Compare only mentions in this voice, "narrator" for instance.
    unit : str
        What counts as one draw: "article", or a column of `articles` such as "event".

    Returns
    -------
    DataFrame
        One row per pair of outlets x frame or term: frame or term, outlet_a, outlet_b, ratio (rate of a over rate of b),
        low, high (95% interval), deff (design effect over both), p_value, q_value (p after Benjamini and Hochberg over
        all tested rows of the table), note; then n_mentions_a, n_mentions_b, rate_a, rate_b (per 1,000 words),
        n_units_a, n_units_b, n_with (articles of both with a mention).

    Raises
    ------
    FramingError
        If a column is missing, there is only one outlet, or a mention's article is not in `articles`.

    Notes
    -----
    Words in one article are not independent, so a plain chi-squared or G2 test calls a third of all non-differences
    significant. Here G2 (Dunning 1993) is divided by the design effect over articles; on splits of one outlet, where no
    difference is true, p < .05 comes out in about 5% of tests. With fewer than 4 units a side, or a term in fewer than
    5 articles, nothing is tested; with fewer than 10 units a side there is an interval but no p. The ratio adds 0.5 to
    both counts (Haldane 1940), so that it exists where one of them is 0, and leans towards 1 in small counts. A difference is
    one of wording in this sample: outlets that covered other events differ without framing anything differently.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> articles = pd.DataFrame({"article_id": range(40), "outlet": ["X", "Y"] * 20, "n_words": 500})
    >>> mentions = pd.DataFrame({"article_id": [*range(0, 40, 2), 1, 3], "frame": "atrocity"})
    >>> fr.compare_outlets(mentions, articles)[["outlet_a", "outlet_b", "ratio", "n_mentions_a"]].round(1).values.tolist()
    [['X', 'Y', 8.2, 20]]
    """
    if voice is not None:
        mentions = _in_voice(mentions, voice)
    counts = count_units(mentions, articles, by=by, voice=False, unit=unit)
    if len(counts.outlets) < 2:
        raise FramingError(
            f"There is one outlet to compare: {', '.join(map(str, counts.outlets)) or 'none at all'}. Read articles of two or more."
        )
    pairs = [_pair(counts, a, b) for a, b in combinations(range(len(counts.outlets)), 2)]
    table = pd.concat(pairs, ignore_index=True)
    table.insert(table.columns.get_loc("p_value") + 1, "q_value", _benjamini_hochberg(table.p_value.to_numpy()))
    return table


def _in_voice(mentions: pd.DataFrame, voice: str) -> pd.DataFrame:
    if "voice" not in mentions:
        raise FramingError("`mentions` has no column `voice`. Label them first: mentions = label_voice(mentions, articles).")
    if len(mentions) and voice not in set(mentions.voice):
        raise FramingError(f"No mention has the voice {voice!r}. There are: {', '.join(sorted(set(mentions.voice)))}.")
    return mentions[mentions.voice == voice]


def _pair(counts: Counts, a: int, b: int) -> pd.DataFrame:
    x_a, x_b = counts.mentions[:, a], counts.mentions[:, b]
    words_a, words_b = counts.words[[a, b]]
    n_a, n_b = counts.n_units[[a, b]]
    n_with = counts.n_with[:, a] + counts.n_with[:, b]
    testable = (n_with >= MIN_WITH) & (min(n_a, n_b) >= MIN_UNITS) & (min(words_a, words_b) > 0)
    ratio, low, high = rate_ratio(x_a, x_b, words_a, words_b, n_a, n_b, counts.deff([a]), counts.deff([b]))
    deff = counts.deff([a, b])
    p = _p_value(x_a, x_b, words_a, words_b, deff)
    has_p = testable & (min(n_a, n_b) >= MIN_UNITS_P)
    return counts.keys.assign(
        outlet_a=counts.outlets[a],
        outlet_b=counts.outlets[b],
        ratio=np.where(testable, ratio, np.nan),
        low=np.where(testable, low, np.nan),
        high=np.where(testable, high, np.nan),
        deff=np.where(testable, deff, np.nan),
        p_value=np.where(has_p, p, np.nan),
        note=np.where(~testable, _TOO_FEW, np.where(has_p, "", _NO_P)),
        n_mentions_a=x_a.astype(int),
        n_mentions_b=x_b.astype(int),
        rate_a=PER * x_a / words_a if words_a else np.nan,
        rate_b=PER * x_b / words_b if words_b else np.nan,
        n_units_a=n_a,
        n_units_b=n_b,
        n_with=n_with.astype(int),
    )


def rate_ratio(x_a, x_b, words_a, words_b, n_a, n_b, deff_a, deff_b) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Ratio of two rates with its 95% interval, on the log scale with Student's t; NaN where a side has no words."""
    from scipy.stats import t

    if not (words_a > 0 and words_b > 0 and n_a + n_b > 2):
        nothing = np.full(len(x_a), np.nan)
        return nothing, nothing, nothing
    log_ratio = np.log((x_a + 0.5) / words_a) - np.log((x_b + 0.5) / words_b)
    deff = (x_a * deff_a + x_b * deff_b) / np.maximum(x_a + x_b, 1)
    error = np.sqrt(np.maximum(deff, 1) * (1 / (x_a + 0.5) + 1 / (x_b + 0.5)))
    reach = t.ppf(0.975, n_a + n_b - 2) * error
    return np.exp(log_ratio), np.exp(log_ratio - reach), np.exp(log_ratio + reach)


def _p_value(x_a, x_b, words_a, words_b, deff) -> np.ndarray:
    """Chance of a G2 at least this large, once divided by the design effect, if both outlets had one rate."""
    from scipy.special import chdtrc, xlogy

    if not (words_a > 0 and words_b > 0):
        return np.full(len(x_a), np.nan)
    total, share = x_a + x_b, words_a / (words_a + words_b)
    expected_a, expected_b = np.maximum(total * share, 1e-300), np.maximum(total * (1 - share), 1e-300)
    g2 = 2 * (xlogy(x_a, x_a / expected_a) + xlogy(x_b, x_b / expected_b))
    return chdtrc(1, np.maximum(g2, 0) / deff)


def _benjamini_hochberg(p: np.ndarray) -> np.ndarray:
    from scipy.stats import false_discovery_control

    q, tested = np.full(len(p), np.nan), ~np.isnan(p)
    if tested.any():
        q[tested] = false_discovery_control(p[tested])
    return q
