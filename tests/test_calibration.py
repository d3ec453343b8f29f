"""Tests and intervals are honest on real articles where the truth is known: `make calibrate` in small.

The bands are wide, because few samples are drawn; docs/calibration.md has the figures.
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

ROOT = Path(__file__).resolve().parents[1]
BENCHMARKS = str(ROOT / "benchmarks")
sys.path.insert(0, BENCHMARKS)

import calibration_coverage as intervals  # noqa: E402
import calibration_events as events  # noqa: E402
import calibration_samples as samples  # noqa: E402
import calibration_tests as tests  # noqa: E402

sys.path.remove(BENCHMARKS)


@pytest.fixture(scope="module")
def corpus():
    return samples.load_corpus()


@pytest.fixture
def rng():
    return np.random.default_rng(1)


def test_percent_has_its_error_over_samples():
    assert tests.percent([1, 0, 2, 1], [10, 10, 10, 10]) == "10.0 ±3.5"  # sqrt(0 + 1 + 1 + 0) / 40
    assert tests.percent([5, 5], [10, 10]) == "50.0 ±0.0"
    assert tests.percent([], []) == "–"


def test_alarms_are_counted():
    record, none = tests.alarms({"one": np.array([0.001, 0.04, 0.5]), "none": np.array([])}, articles=20)
    assert record == {"articles": 20, "test": "one", "hits": 2, "n": 3, "any": True}  # q .003
    assert (none["hits"], none["n"], none["any"]) == (0, 0, False)


def test_a_split_deals_each_article_once(rng):
    numbers, sides = samples.split(np.arange(100, 150), 20, 30, rng)
    assert sorted(numbers) == list(range(100, 150))
    assert sides.tolist() == ["A"] * 20 + ["B"] * 30


def test_a_cluster_stands_on_one_side(rng):
    cluster = pd.Series([*"aabbccdd", "", ""])
    numbers, sides = samples.split_clusters(cluster, 2, rng)
    assert len(numbers) == 8 and (sides == "A").sum() == 4
    assert len({(cluster[n], side) for n, side in zip(numbers, sides, strict=True)}) == 4


def test_an_article_drawn_twice_brings_its_mentions_twice(corpus):
    number = int(np.argmax(np.diff(corpus.mentions_at)))
    once = corpus.mentions.iloc[corpus.mentions_at[number] : corpus.mentions_at[number + 1]]
    sample = corpus.sample(np.array([number, 0, number]), np.array(["A", "A", "B"]))
    assert sample.articles.outlet.tolist() == ["A", "A", "B"]
    for article in (0, 2):
        assert sample.mentions[sample.mentions.article_id == article].start.tolist() == once.start.tolist()
    assert corpus.words_of(np.array([number])).n.sum() <= corpus.articles.n_words.iloc[number]


def test_half_of_one_sides_mentions_are_removed(corpus, rng):
    sample = corpus.sample(*samples.split(corpus.of_largest(), 500, 500, rng))
    thinned = samples.thin(sample, 2, rng)
    side = sample.articles.outlet.to_numpy()
    before, after = ((side[s.mentions.article_id] == "B").sum() for s in (sample, thinned))
    assert after / before == pytest.approx(0.5, abs=0.05)
    assert len(sample.mentions) - len(thinned.mentions) == before - after


def test_both_sides_cover_the_dealt_events_and_one_the_others(corpus, rng):
    numbers, sides, names = samples.deal_events(corpus, 30, rng, apart=True)
    assert len(set(numbers)) == len(numbers)
    n_sides = pd.Series(sides).groupby(names).nunique()
    assert (n_sides == 2).sum() == (n_sides == 1).sum() == 30
    own = pd.Series(names).map(n_sides).to_numpy() == 1
    topic = corpus.articles.topic.to_numpy()[numbers]
    assert pd.Series(sides[own]).groupby(topic[own]).nunique().max() == 1


def test_false_alarms_of_terms_are_about_one_in_twenty_and_those_of_plain_g2_many(corpus, rng):
    records = []
    for outlet in samples.large_outlets(corpus, 200) * 7:
        sample = corpus.sample(*samples.split(corpus.of(outlet), 50, 50, rng))
        records += tests.alarms(tests.term_tests(sample, permuted=False))
    share = pd.DataFrame(records).groupby("test")[["hits", "n"]].sum()
    share = share.hits / share.n
    assert 0.02 <= share[tests.OURS] <= 0.08
    assert share[tests.POOLED] > 0.2


def test_false_alarms_of_words_are_about_one_in_twenty(corpus, rng):
    numbers, sides = samples.split(corpus.of("Washington Times"), 100, 100, rng)
    p_values = tests.word_tests(corpus.sample(numbers, sides).articles, corpus.words_of(numbers))
    share = {name: (p < 0.05).mean() for name, p in p_values.items()}
    assert len(p_values[tests.OURS]) > 2000
    assert 0.02 <= share[tests.OURS] <= 0.09
    assert share[tests.OURS] == pytest.approx(share[tests.PERMUTED], abs=0.01)
    assert share[tests.POOLED] > 0.1


def test_intervals_hold_the_truth(corpus):
    table = intervals.coverage(corpus, 8, 0, sizes=[100], choices=False)
    hundred = table.set_index(["interval of", "rows"])["100 articles"].str.split().str[0].astype(float)
    assert len(hundred) == 10
    assert (hundred >= 88).all()


def test_within_events_nothing_is_found_where_nothing_differs(corpus, rng):
    found = []
    for _ in range(9):
        numbers, sides, names = samples.deal_events(corpus, 60, rng, apart=True)
        sample = corpus.sample(numbers, sides)
        found.append(events.within(sample._replace(articles=sample.articles.assign(event=names)), 1.0))
    found = pd.DataFrame(found).sum()
    assert found.hits / found.n <= 0.08
    assert found.held / found.n >= 0.92
    assert found.family <= 3
    assert found.hits_all / found.n_all > found.hits / found.n  # other stories are other words
