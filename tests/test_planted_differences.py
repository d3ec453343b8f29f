"""The teaching corpus: what was planted and can show in sixty texts is found, and what was not is not.

Its README says how the outlets were written: Harbour Wire attributes nearly everything, The Daily Clarion judges in its
own voice, The Daily Clarion and Corvane Today mock with quotation marks. How often the terms stand at all was not
planted. Voices are those of the gold codes: the machine's are tested where it is.
"""

import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing.read.datasets import data_folder


@pytest.fixture(scope="module")
def teaching():
    data = fr.load("teaching")
    articles, _ = fr.clean_articles(data.articles)
    gold = pd.read_csv(data_folder() / "teaching" / "gold.csv", keep_default_na=False)
    return fr.find_mentions(articles, data.lexicon).merge(gold[["mention_id", "voice", "scare"]]), articles


def findings(table):
    """Outlets that the table says differ from the rest, and which way."""
    sure = table[(table.q_value <= 0.05) & ((table.low > 1) | (table.high < 1))]
    return {row.outlet_a: "more" if row.ratio > 1 else "less" for row in sure.itertuples()}


@pytest.mark.parametrize("matched", [False, True])
def test_who_judges_in_its_own_voice_is_found(teaching, matched):
    mentions, articles = teaching
    options = {"voice": "narrator", "against": "rest", "unit": "event", "matched": matched}
    found = findings(fr.compare_outlets(mentions.assign(frame="all"), articles, **options))
    assert found["Harbour Wire"] == "less" and found["The Daily Clarion"] == "more"
    assert "Corvane Today" not in found


def test_distance_quotes_are_found_where_they_were_planted(teaching):
    mentions, articles = teaching
    marked = mentions[mentions.scare == "yes"].assign(frame="distance")
    rates = fr.measure_outlets(marked, articles).set_index("outlet").n_mentions
    assert rates[["Harbour Wire", "The Aldermouth Ledger"]].tolist() == [0, 0]
    assert rates.nlargest(2).index.sort_values().tolist() == ["Corvane Today", "The Daily Clarion"]


def test_how_often_terms_stand_at_all_was_not_planted_and_is_not_found(teaching):
    mentions, articles = teaching
    for unit in ("article", "event"):
        assert findings(fr.compare_outlets(mentions.assign(frame="all"), articles, against="rest", unit=unit)) == {}


def test_outlets_dealt_anew_within_each_event_do_not_differ(teaching):
    """No difference is left when names are drawn at random among the five articles on an event."""
    mentions, articles = teaching
    rng = np.random.default_rng(0)
    p, any_found = [], 0
    for _ in range(20):
        dealt = articles.assign(outlet=articles.groupby("event").outlet.transform(lambda o: rng.permutation(o)))
        table = fr.compare_outlets(mentions, dealt, against="rest", unit="event", matched=True)
        p += table.p_value.dropna().tolist()
        any_found += bool(findings(table))
    assert np.mean(np.array(p) < 0.05) < 0.07 and any_found <= 3
