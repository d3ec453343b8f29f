"""Every test on one sample, and its alarms added up over samples."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from calibration_samples import SIDES, Sample

import framing as fr
from framing.compare.foundation.counts import Units, count_units
from framing.compare.foundation.estimates import log_likelihood, p_value, q_values
from framing.compare.foundation.permutation import permutation_p
from framing.compare.wording.counts import listed_counts, to_units

OURS, PERMUTED, POOLED = "G2 / design effect (framing)", "permutation of articles", "G2 alone"
WELCH = "Welch's t on rates of articles"
ALPHA = 0.05

PValues = dict[str, np.ndarray]  # name of a test -> p of each tested row


def term_tests(sample: Sample, *, permuted: bool = True, welch: bool = False) -> PValues:
    """p of each tested term: by compare_outlets, by permutation, and by tests that others use."""
    table = fr.compare_outlets(sample.mentions, sample.articles, by="term")
    tested = table.p_value.notna().to_numpy()
    words = sample.articles.groupby("outlet").n_words.sum()
    p = {OURS: table.p_value[tested].to_numpy(), POOLED: pooled(table.n_mentions_a, table.n_mentions_b, words)[tested]}
    if permuted or welch:
        units = count_units(sample.mentions, sample.articles, by="term", voice=False, unit="article")
    if permuted:
        p[PERMUTED] = deal(units, np.flatnonzero(tested))
    if welch:
        p[WELCH] = welch_p(units, np.flatnonzero(tested))
    return p


def word_tests(articles: pd.DataFrame, words: pd.DataFrame) -> PValues:
    """The same for find_distinctive_words; of two outlets one says it all."""
    table = fr.find_distinctive_words(articles, words)
    table = table[(table.outlet == "A") & table.p_value.notna()]
    units = to_units(listed_counts(words, articles), articles, pd.Series(dtype=int), "article")
    rows = pd.Index(units.keys.word).get_indexer(table.word)
    sizes = articles.groupby("outlet").n_words.sum()
    return {
        OURS: table.p_value.to_numpy(),
        POOLED: pooled(table.n, table.n_elsewhere, sizes),
        PERMUTED: deal(units, rows),
    }


def pooled(x_a: pd.Series, x_b: pd.Series, words: pd.Series) -> np.ndarray:
    """Keyness as most tools compute it: every word an independent draw."""
    return p_value(log_likelihood(x_a.to_numpy(float), x_b.to_numpy(float), *words[SIDES]), 1)


def deal(units: Units, rows: np.ndarray) -> np.ndarray:
    return permutation_p(units, rows, units.side == 0, units.side == 1, [0])


def welch_p(units: Units, rows: np.ndarray) -> np.ndarray:
    """Welch's t-test on each article's own rate, articles without the term too."""
    from scipy.stats import ttest_ind

    rates = np.zeros((len(units.keys), len(units.side)))
    rates[units.row, units.unit] = units.x / units.words[units.unit]
    return ttest_ind(rates[rows][:, units.side == 0], rates[rows][:, units.side == 1], axis=1, equal_var=False).pvalue


def alarms(p_values: PValues, **where) -> list[dict]:
    """How many p are small in one sample, and whether any is after Benjamini and Hochberg."""
    return [
        {**where, "test": name, "hits": (p < ALPHA).sum(), "n": len(p), "any": bool((q_values(p) < ALPHA).any())}
        for name, p in p_values.items()
    ]


def shares(records: Iterable[dict], by: list[str], **names: str) -> pd.DataFrame:
    """Records added up: how many samples and tests, percent of `hits` (and of samples with `any`), each with its error.

    `names` says what the columns hits and any are called in the result.
    """
    rows = []
    for key, group in pd.DataFrame(records).groupby(by, sort=False):
        row = dict(zip(by, key, strict=True)) | {"samples": len(group), "tests": int(group.n.sum())}
        row[names["hits"]] = percent(group.hits, group.n)
        if "any" in names:
            row[names["any"]] = percent(group["any"], np.ones(len(group)))
        rows.append(row)
    return pd.DataFrame(rows)


def percent(hits: Iterable[float], of: Iterable[float]) -> str:
    """Hits in percent with the standard error over samples: tests in one sample are not independent.

    >>> percent([1, 0, 2, 1], [10, 10, 10, 10])
    '10.0 ±3.5'
    """
    hits, of = np.asarray(hits, float), np.asarray(of, float)
    if not of.sum():
        return "–"
    share = hits.sum() / of.sum()
    error = np.sqrt(((hits - share * of) ** 2).sum()) / of.sum()
    return f"{100 * share:.1f} ±{100 * error:.1f}"
