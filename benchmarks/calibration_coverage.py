"""How often an interval holds the true value: large outlets' articles as the population, samples drawn from it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from calibration_samples import Corpus, Sample, large_outlets
from calibration_tests import percent
from tqdm import tqdm

import framing as fr

SIZES = [20, 50, 100, 200]  # articles a side
LEAST = 200  # articles of an outlet that can stand for a population
CHOICE_SHARE = 10  # shares of names are many and slow, so a tenth of the samples is enough
COMMON, RARE = "in 10 or more articles", "in 5 to 9"


def coverage(corpus: Corpus, n: int, seed: int, *, sizes: Iterable[int] = SIZES, choices: bool = True) -> pd.DataFrame:
    """Percent of 95% intervals that hold the truth, for rates, rates by voice and ratios; common and rare rows."""
    outlets = large_outlets(corpus, LEAST)
    truth = _truth(corpus, outlets, choices)
    records = []
    for size in sizes:
        rng = np.random.default_rng([seed, size])
        for k in tqdm(range(n), f"intervals, {size} a side"):
            names = sorted(rng.choice(outlets, 2, replace=False))
            numbers = np.concatenate([rng.choice(corpus.of(name), size) for name in names])
            sample = corpus.sample(numbers, np.repeat(names, size))
            records += _held(sample, truth, size, choices and k % CHOICE_SHARE == 0)
    table = pd.DataFrame(records)
    rows = table.groupby(["interval of", "rows"], sort=False)
    return pd.DataFrame([_row(key, group) for key, group in rows])


def _measures(sample: Sample, choices: bool) -> dict[str, pd.DataFrame]:
    """Tables of estimates, each with `estimate`, low, high and `n_with`, the articles that it rests on."""
    of = (sample.mentions, sample.articles)
    tables = {
        "a term's rate": fr.measure_outlets(*of, by="term").set_index(["outlet", "term"]),
        "a frame's rate": fr.measure_outlets(*of).set_index(["outlet", "frame"]),
        "a frame's rate in one voice": fr.measure_outlets(*of, voice=True).set_index(["outlet", "frame", "voice"]),
    }
    if choices:
        names = fr.measure_choices(*of).set_index(["outlet", "choice", "term"])
        tables["a name's share of a choice"] = names.assign(n_with=names.n_articles)
    return tables


def _truth(corpus: Corpus, outlets: list[str], choices: bool) -> dict[str, pd.Series]:
    """The same over all articles of the outlets; NaN where it is 0 or 1, so that no sample could miss it."""
    numbers = np.flatnonzero(corpus.articles.outlet.isin(outlets))
    tables = _measures(corpus.sample(numbers, corpus.articles.outlet.to_numpy(object)[numbers]), choices)
    true = {name: table["share" if "share" in table else "rate"] for name, table in tables.items()}
    return {name: rate.where((rate > 0) & ((rate < 1) | ("share" not in name))) for name, rate in true.items()}


def _held(sample: Sample, truth: dict[str, pd.Series], size: int, choices: bool) -> list[dict]:
    records = []
    for name, table in _measures(sample, choices).items():
        records += _counted(table, truth[name].reindex(table.index), table.n_with, name, size)
    for by in ("term", "frame"):
        table = fr.compare_outlets(sample.mentions, sample.articles, by=by)
        of_a, of_b = (
            truth[f"a {by}'s rate"].reindex(pd.MultiIndex.from_frame(table[[side, by]])).to_numpy()
            for side in ("outlet_a", "outlet_b")
        )
        fewest = table[["n_with_a", "n_with_b"]].min(axis=1)
        records += _counted(table, of_a / of_b, fewest, f"a {by}'s ratio", size)
    return records


def _counted(table: pd.DataFrame, true, n_with: pd.Series, name: str, size: int) -> list[dict]:
    """Of one sample: how many intervals there are, and how many hold."""
    some = (table.low.notna() & ~np.isnan(np.asarray(true, float))).to_numpy()
    held = ((table.low <= true) & (true <= table.high)).to_numpy()
    rows = {COMMON: n_with >= 10, RARE: n_with.between(5, 9)}
    return [
        {"interval of": name, "rows": kind, "size": size, "hits": (held & some & of).sum(), "n": (some & of).sum()}
        for kind, of in ((kind, of.to_numpy()) for kind, of in rows.items())
    ]


def _row(key: tuple[str, str], group: pd.DataFrame) -> dict:
    row = dict(zip(["interval of", "rows"], key, strict=True)) | {"intervals": int(group.n.sum())}
    return row | {f"{size} articles": percent(of.hits, of.n) for size, of in group.groupby("size")}
