"""Are the tests and intervals honest? On samples of real articles where the truth is known.

    make calibrate
    python benchmarks/calibration.py --samples 40   quick and rough, writes nothing
    python benchmarks/calibration.py --write        also writes the figures of docs/calibration.md

The same facts and seed give the same figures, but for the seconds. Progress goes to the error stream.
"""

from __future__ import annotations

import os

# Threads that wait for one another burn time that nobody needs; numpy reads this when it is imported.
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = "1"

import argparse
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from calibration_coverage import coverage
from calibration_events import within_events
from calibration_samples import (
    Corpus,
    large_outlets,
    load_corpus,
    split,
    split_clusters,
    thin,
)
from calibration_tests import ALPHA, OURS, POOLED, alarms, deal, percent, shares, term_tests, word_tests
from make_facts import as_markdown
from tqdm import tqdm

import framing as fr
from framing.compare.foundation.counts import Units, count_units
from framing.compare.words import compare_words

ROOT = Path(__file__).resolve().parents[1]
DOC = ROOT / "docs" / "calibration.md"
FIGURES = re.compile(r"(?<=<!-- figures: make calibrate -->\n).*(?=<!-- end of figures -->)", re.DOTALL)
SIZES = [20, 50, 100]  # articles a side
CLUSTERS = {"week": 30, "month": 15, "topic": 20}  # of them on each side
PLANTED = 2.0  # half of one side's mentions are removed
RATIOS = {1.5: 900, 2.0: 900, 3.0: 900, 5.0: 250}  # planted, and articles a side: so many that terms name it
NEAR = 1.25  # a term names about the planted ratio if it names one at most so many times larger or smaller
RATIO_SHARE = 2  # these samples are large, so half as many will do
WORD_SHARE = 5  # words are many, so a fifth of the samples is enough


def samples(corpus: Corpus, size: int, n: int, seed: int, name: str) -> Iterator[tuple]:
    """n splits of the large outlets in turn: numbers of articles, sides, random numbers for more."""
    pools = [corpus.of(outlet) for outlet in large_outlets(corpus, 2 * max(SIZES))]
    for k in tqdm(range(n), f"{name}, {size} a side"):
        rng = np.random.default_rng([seed, size, k])
        yield *split(pools[k % len(pools)], size, size, rng), rng


def false_alarms(corpus: Corpus, n: int, seed: int) -> pd.DataFrame:
    """One outlet split at random: every small p is a false alarm."""
    records = []
    for size in SIZES:
        for numbers, sides, _ in samples(corpus, size, n, seed, "false alarms, terms"):
            records += alarms(term_tests(corpus.sample(numbers, sides)), what="terms", articles=size)
    for size in SIZES:
        for numbers, sides, _ in samples(corpus, size, n // WORD_SHARE, seed, "false alarms, words"):
            p_values = word_tests(corpus.sample(numbers, sides).articles, corpus.words_of(numbers))
            records += alarms(p_values, what="words", articles=size)
    return shares(records, ["what", "articles", "test"], hits="p < .05", any="any q < .05")


def power(corpus: Corpus, n: int, seed: int) -> pd.DataFrame:
    """The same splits with a planted ratio: every small p finds it."""
    records = []
    for size in SIZES:
        for numbers, sides, rng in samples(corpus, size, n, seed, "power"):
            p_values = term_tests(thin(corpus.sample(numbers, sides), PLANTED, rng))
            records += [record for record in alarms(p_values, articles=size) if record["test"] != POOLED]
    return shares(records, ["articles", "test"], hits="found, p < .05")


def clusters(corpus: Corpus, n: int, seed: int) -> pd.DataFrame:
    """All outlets as one, whole weeks (months, topics) dealt to the sides."""
    records = []
    for unit, size in CLUSTERS.items():
        rng = np.random.default_rng([seed, size])
        for _ in tqdm(range(n), f"sides cover other {unit}s"):
            sample = corpus.sample(*split_clusters(corpus.articles[unit], size, rng))
            by_article = term_tests(sample, permuted=False)
            by_unit = fr.compare_outlets(sample.mentions, sample.articles, by="term", unit=unit)
            by_unit = by_unit.p_value.fillna(by_unit.p_permutation)  # as q_value takes it where units are uneven
            units = count_units(sample.mentions, sample.articles, by="term", voice=False, unit=unit)
            tests = {
                f'unit="{unit}"': by_unit.dropna().to_numpy(),
                f"permutation of {unit}s": deal(units, np.flatnonzero(by_unit.notna())),
                'unit="article"': by_article[OURS],
                POOLED: by_article[POOLED],
            }
            records += alarms(tests, differ=f"{size} {unit}s a side")
    return shares(records, ["differ", "test"], hits="p < .05", any="any q < .05")


def unequal(corpus: Corpus, n: int, seed: int) -> pd.DataFrame:
    """Twenty articles against five hundred, of the largest outlets as one."""
    rng, pool = np.random.default_rng(seed), corpus.of_largest()
    records = []
    for _ in tqdm(range(n), "20 against 500"):
        sample = corpus.sample(*split(pool, 20, 500, rng))
        records += alarms(term_tests(sample, welch=True), articles="20 against 500")
    return shares(records, ["articles", "test"], hits="p < .05", any="any q < .05")


def smallest_ratios(corpus: Corpus, n: int, seed: int) -> pd.DataFrame:
    """Planted ratios: how often terms are found for which the table names about that ratio in half of the samples."""
    rows, pool = [], corpus.of_largest()
    for ratio, size in RATIOS.items():
        rng = np.random.default_rng([seed, size])
        tables = []
        for k in tqdm(range(n // RATIO_SHARE), f"smallest ratio {ratio:g}"):
            sample = thin(corpus.sample(*split(pool, size, size, rng)), ratio, rng)
            table = fr.compare_outlets(sample.mentions, sample.articles, by="term")
            tables.append(table.loc[table.p_value.notna(), ["term", "p_value", "smallest_ratio"]].assign(sample=k))
        table = pd.concat(tables)
        named = table.groupby("term").smallest_ratio.transform("median")
        table = table.assign(named=named)[named.between(ratio / NEAR, ratio * NEAR)]
        found = (table.p_value < ALPHA).groupby(table["sample"]).agg(["sum", "size"])
        row = {"true ratio": ratio, "articles a side": size, "samples": n // RATIO_SHARE, "terms": table.term.nunique()}
        row["the table names, on average"] = f"{np.exp(np.log(table.named).mean()):.2f}"
        rows.append(row | {"found, p < .05": percent(found["sum"], found["size"])})
    return pd.DataFrame(rows)


def speed(_: Corpus, n: int, seed: int) -> pd.DataFrame:
    """2,000 words x 10 outlets x 20,000 articles, after counting: processor time, best of three."""
    rows, articles, outlets, cells = 2000, 20_000, 10, 250
    rng = np.random.default_rng(seed)
    words = rng.integers(300, 1500, articles).astype(float)
    frequent = 1 / np.arange(10, rows + 10)  # Zipf's law
    pair = np.unique(
        rng.choice(rows, cells * articles, p=frequent / frequent.sum()) * articles
        + np.repeat(np.arange(articles), cells)
    )
    units = Units(
        keys=pd.DataFrame({"word": [f"w{i}" for i in range(rows)]}),
        outlets=[f"outlet {i}" for i in range(outlets)],
        side=np.arange(articles) % outlets,
        names=np.arange(articles).astype(object),
        words=words,
        n_articles=np.ones(articles, int),
        row=pair // articles,
        unit=pair % articles,
        x=rng.geometric(0.6, len(pair)).astype(float),
        n_with=np.ones(len(pair), int),
        n_folded=np.zeros(outlets, int),
    )
    none = np.full(rows, "", object)
    seconds = [timed(lambda: compare_words(units, none, none[:outlets], "articles")) for _ in range(3)]
    return pd.DataFrame(
        [
            {
                "words": rows,
                "outlets": outlets,
                "articles": articles,
                "counts that are not 0": len(pair),
                "seconds of one core": f"{min(seconds):.2f}",
            }
        ]
    )


def timed(work: Callable) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


TABLES = {
    "False alarms: one outlet split at random, articles a side": false_alarms,
    f"Power: the same splits, a true ratio of {PLANTED:g}": power,
    "Sides that cover different weeks, months or topics": clusters,
    "Twenty articles against five hundred": unequal,
    "Intervals: percent that hold the true value, by articles a side": coverage,
    "Matched events": within_events,
    "The smallest ratio: found where the table names about the true one": smallest_ratios,
    "Speed of testing, after counting": speed,
}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--samples", type=int, default=200, help="per row of a table")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--write", action="store_true", help="write the figures into docs/calibration.md")
    args = parser.parse_args()
    corpus = load_corpus()
    parts = []
    for title, measure in TABLES.items():
        parts.append(f"### {title}\n\n{as_markdown(measure(corpus, args.samples, args.seed))}")
        print(parts[-1], end="\n\n", flush=True)
    if args.write:
        found = "\n" + "\n\n".join(parts) + "\n\n"
        DOC.write_text(FIGURES.sub(lambda _: found, DOC.read_text(encoding="utf8")), encoding="utf8", newline="\n")
        print(f"Written: {DOC.relative_to(ROOT)}.")


if __name__ == "__main__":
    main()
