"""How much two outlets differ in a frame's words, and how sure we can be."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd

from ..tables import FramingError
from .counts import Counts, count_units, voices_of
from .rates import PER

MIN_UNITS = 4  # a side; below, nothing is tested: three a side allow no p below .10 by permutation
MIN_WITH = 5  # articles that hold the term; below, nothing is tested
MIN_UNITS_P = 10  # a side; below, the chi-squared approximation of p does not hold
ROUGH_WITH = 10  # articles of each outlet that hold the term; below, the interval was not verified on real news

_TOO_FEW = "too few articles to test"
_TOO_FEW_UNITS = "too few units to test"  # events or weeks, each with several articles
_NO_P = "fewer than 10 units a side: no p-value"
ROUGH = "in fewer than 10 articles of an outlet: rough ratio"


def compare_outlets(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: str = "frame",
    voice: str | None = None,
    unit: str = "article",
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
        Compare only mentions in this voice, "narrator" for instance; a frame without any keeps its rows.
    unit : str
        What counts as one draw: "article", or a column of `articles` such as "event".

    Returns
    -------
    DataFrame
        One row per pair of outlets x frame or term: frame or term, outlet_a, outlet_b, ratio (rate of a over rate of
        b), low, high (95% interval), deff (design effect over both), p_value, q_value (p after Benjamini and Hochberg
        over all tested rows of the table), note; then n_mentions_a, n_mentions_b, rate_a, rate_b (per 1,000 words),
        n_units_a, n_units_b, n_with (articles of both with a mention), n_with_a, n_with_b.

    Raises
    ------
    FramingError
        If a column is missing, there is only one outlet or no such voice, or a mention's article is not in `articles`.

    Notes
    -----
    Words in one article are not independent, so a plain chi-squared or G2 test calls many non-differences significant.
    Here G2 (Dunning 1993) is divided by the design effect over articles; on splits of one outlet, where no difference
    is true, p < .05 then comes out about as often as it says, or less often in few articles (lesson 04 counts both).
    With fewer than 4 units a side, or a term in fewer than 5 articles, nothing is tested; with fewer than 10 units a
    side there is an interval but no p. The ratio adds 0.5 to both counts (Haldane 1940), so that it exists where one of
    them is 0, and leans towards 1 in small counts. A difference is one of wording in this sample: outlets that covered
    other events differ without framing anything differently.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> articles = pd.DataFrame({"article_id": range(40), "outlet": ["X", "Y"] * 20, "n_words": 500})
    >>> mentions = pd.DataFrame({"article_id": [*range(0, 40, 2), 1, 3], "frame": "atrocity"})
    >>> table = fr.compare_outlets(mentions, articles)
    >>> table[["outlet_a", "outlet_b", "ratio", "n_mentions_a"]].round(1).values.tolist()
    [['X', 'Y', 8.2, 20]]
    """
    counts = count_units(mentions, articles, by=by, voice=voice is not None, unit=unit)
    if voice is not None:
        _check_voice(mentions, voice)
        counts = counts.in_voice(voice)
    if len(counts.outlets) < 2:
        raise FramingError(
            f"There is one outlet to compare: {', '.join(map(str, counts.outlets)) or 'none at all'}. "
            "Read articles of two or more."
        )
    return _table(counts, unit, np.array(list(combinations(range(len(counts.outlets)), 2))))


def _check_voice(mentions: pd.DataFrame, voice: str) -> None:
    if voice not in voices_of(mentions):
        raise FramingError(f"There is no voice {voice!r}. There are: {', '.join(voices_of(mentions))}.")


def _table(counts: Counts, unit: str, pairs: np.ndarray) -> pd.DataFrame:
    """All pairs at once; every array here is rows x pairs, or pairs."""
    a, b = pairs.T
    x_a, x_b = counts.mentions[:, a], counts.mentions[:, b]
    words_a, words_b, n_a, n_b = counts.words[a], counts.words[b], counts.n_units[a], counts.n_units[b]
    with_a, with_b = counts.n_with[:, a], counts.n_with[:, b]
    n_with = with_a + with_b
    fewest = np.minimum(n_a, n_b)
    testable = (n_with >= MIN_WITH) & (fewest >= MIN_UNITS) & (np.minimum(words_a, words_b) > 0)
    is_rough = np.minimum(with_a, with_b) < ROUGH_WITH
    too_few = np.where((fewest < MIN_UNITS) & (unit != "article"), _TOO_FEW_UNITS, _TOO_FEW)
    has_p = testable & (fewest >= MIN_UNITS_P)
    own = counts.deff([[k] for k in range(len(counts.outlets))])
    ratio, low, high = rate_ratio(x_a, x_b, words_a, words_b, n_a + n_b, own[:, a], own[:, b])
    deff = counts.deff(pairs)
    p = np.where(has_p, _p_value(x_a, x_b, words_a, words_b, deff), np.nan)
    names = np.array(counts.outlets, object)
    per_a, per_b = (np.where(words > 0, words, np.nan) / PER for words in (words_a, words_b))  # no words, no rate
    columns = {
        "outlet_a": names[a],
        "outlet_b": names[b],
        "ratio": np.where(testable, ratio, np.nan),
        "low": np.where(testable, low, np.nan),
        "high": np.where(testable, high, np.nan),
        "deff": np.where(testable, deff, np.nan),
        "p_value": p,
        "q_value": _benjamini_hochberg(p),
        "note": np.where(~testable, too_few, np.where(~has_p, _NO_P, np.where(is_rough, ROUGH, ""))),
        "n_mentions_a": x_a.astype(int),
        "n_mentions_b": x_b.astype(int),
        "rate_a": x_a / per_a,
        "rate_b": x_b / per_b,
        "n_units_a": n_a,
        "n_units_b": n_b,
        "n_with": n_with.astype(int),
        "n_with_a": with_a.astype(int),
        "n_with_b": with_b.astype(int),
    }
    keys = counts.keys.iloc[np.tile(np.arange(len(counts.keys)), len(pairs))].reset_index(drop=True)
    return keys.assign(
        **{name: np.broadcast_to(values, x_a.shape).ravel(order="F") for name, values in columns.items()}
    )


def rate_ratio(x_a, x_b, words_a, words_b, n, deff_a, deff_b) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Ratio of two rates with its 95% interval, on the log scale with Student's t over the n units of both sides."""
    from scipy.special import stdtrit

    log_ratio = np.log((x_a + 0.5) / np.maximum(words_a, 1)) - np.log((x_b + 0.5) / np.maximum(words_b, 1))
    deff = (x_a * deff_a + x_b * deff_b) / np.maximum(x_a + x_b, 1)
    error = np.sqrt(np.maximum(deff, 1) * (1 / (x_a + 0.5) + 1 / (x_b + 0.5)))
    reach = stdtrit(np.maximum(n - 2, 1), 0.975) * error
    return np.exp(log_ratio), np.exp(log_ratio - reach), np.exp(log_ratio + reach)


def _p_value(x_a, x_b, words_a, words_b, deff) -> np.ndarray:
    """Chance of a G2 at least this large, once divided by the design effect, if both outlets had one rate."""
    from scipy.special import chdtrc, xlogy

    total, share = x_a + x_b, words_a / np.maximum(words_a + words_b, 1)
    expected_a, expected_b = np.maximum(total * share, 1e-300), np.maximum(total * (1 - share), 1e-300)
    g2 = 2 * (xlogy(x_a, x_a / expected_a) + xlogy(x_b, x_b / expected_b))
    return chdtrc(1, np.maximum(g2, 0) / deff)


def _benjamini_hochberg(p: np.ndarray) -> np.ndarray:
    from scipy.stats import false_discovery_control

    q, tested = np.full(p.shape, np.nan), ~np.isnan(p)
    if tested.any():
        q[tested] = false_discovery_control(p[tested])
    return q
