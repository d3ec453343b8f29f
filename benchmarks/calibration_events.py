"""Comparing within events: false alarms, power and intervals; articles of one topic and week stand for an event."""

from __future__ import annotations

import numpy as np
import pandas as pd
from calibration_samples import Corpus, Sample, deal_events, thin
from calibration_tests import ALPHA, percent
from tqdm import tqdm

import framing as fr
from framing.compare.foundation.estimates import ROUGH_WITH

EVENTS = [12, 40, 100]
RATIOS = [1.0, 2.0]  # true ones
EVENT_SHARE = 2  # each sample is compared four times, so half as many will do
KEYS = ["other stories", "events of both", "true ratio"]


def within_events(corpus: Corpus, n: int, seed: int) -> pd.DataFrame:
    """Articles of one topic and week dealt to the sides inside each event; a ratio of 1, and a planted one.

    Either both sides cover the same events, or each has as many of its own on other topics besides.
    """
    records = []
    for apart in (False, True):
        for n_events in EVENTS:
            rng = np.random.default_rng([seed, n_events, apart])
            for _ in tqdm(range(n // EVENT_SHARE), f"{n_events} events{', others besides' if apart else ''}"):
                numbers, sides, names = deal_events(corpus, n_events, rng, apart=apart)
                sample = corpus.sample(numbers, sides)
                sample = sample._replace(articles=sample.articles.assign(event=names))
                for ratio in RATIOS:
                    key = ("yes" if apart else "no", n_events, ratio)
                    records.append(dict(zip(KEYS, key, strict=True)) | within(thin(sample, ratio, rng), ratio))
    table = pd.DataFrame(records).groupby(KEYS, sort=False)
    return pd.DataFrame([_row(key, group) for key, group in table])


def within(sample: Sample, ratio: float) -> dict:
    """Of one sample: tests, small p and intervals that hold the true ratio; then the small p over all coverage."""
    table = fr.compare_outlets(sample.mentions, sample.articles, by="term", unit="event", matched=True)
    table = table[table.p_value.notna()]
    over_all = fr.compare_outlets(sample.mentions, sample.articles.drop(columns="event"), by="term").p_value.dropna()
    held, common = (table.low <= ratio) & (ratio <= table.high), table.n_with >= ROUGH_WITH
    return {
        "n": len(table),
        "hits": (table.p_value < ALPHA).sum(),
        "family": bool((table.p_family < ALPHA).any()),
        "n_common": common.sum(),
        "held_common": (held & common).sum(),
        "held": held.sum(),
        "n_all": len(over_all),
        "hits_all": (over_all < ALPHA).sum(),
    }


def _row(key: tuple, group: pd.DataFrame) -> dict:
    return dict(zip(KEYS, key, strict=True)) | {
        "samples": len(group),
        "tests": int(group.n.sum()),
        "matched, p < .05": percent(group.hits, group.n),
        "any p_family < .05": percent(group.family, np.ones(len(group))),
        "interval holds: in 10 or more articles": percent(group.held_common, group.n_common),
        "in 5 to 9": percent(group.held - group.held_common, group.n - group.n_common),
        "over all, by article, p < .05": percent(group.hits_all, group.n_all),
    }
