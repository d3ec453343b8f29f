"""Who is compared with whom, in what unit, and what is noted beside it."""

import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing.compare.foundation.estimates import log_likelihood, p_value, ratios_shown


@pytest.fixture
def three_outlets():
    rng = np.random.default_rng(0)
    articles = pd.DataFrame(
        {"article_id": range(60), "outlet": list("XYZ") * 20, "n_words": rng.integers(200, 900, 60)}
    )
    mentions = pd.DataFrame({"article_id": rng.integers(0, 60, 150), "frame": rng.choice(list("fg"), 150)})
    return mentions, articles


def test_each_against_the_rest_is_a_pair_with_the_others_as_one(three_outlets):
    mentions, articles = three_outlets
    table = fr.compare_outlets(mentions, articles, against="rest")
    assert table.outlet_a.tolist() == [*"XXYYZZ"] and set(table.outlet_b) == {"the rest"}
    merged = articles.assign(outlet=articles.outlet.where(articles.outlet == "Y", "the rest"))
    pair = fr.compare_outlets(mentions, merged)
    same = ["frame", "ratio", "low", "high", "deff", "p_value", "n_mentions_a", "n_units_b", "smallest_ratio"]
    pd.testing.assert_frame_equal(
        table[table.outlet_a == "Y"][same].reset_index(drop=True), pair[same].reset_index(drop=True)
    )


def test_what_against_may_be(three_outlets):
    with pytest.raises(fr.FramingError) as error:
        fr.compare_outlets(*three_outlets, against="Y")
    assert str(error.value) == "against='Y' is not known. Give against='each other' or against='rest'."


def test_a_week_is_a_unit_without_a_column_of_its_own(three_outlets):
    mentions, articles = three_outlets
    days = pd.date_range("2020-12-21", periods=60)  # nine weeks, over the turn of the year
    by_day = articles.assign(published=days)
    table = fr.compare_outlets(mentions, by_day, unit="week")
    weeks = by_day.groupby("outlet").published.apply(lambda d: d.dt.to_period("W").nunique())
    assert table.n_units_a[0] == weeks["X"] == 9
    with pytest.raises(fr.FramingError) as error:
        fr.compare_outlets(mentions, by_day.assign(published=days.where(days.day != 24)), unit="week")
    assert str(error.value).startswith("2 of 60 articles have no published. Leave them out: articles = articles.dropna")
    with pytest.raises(fr.FramingError) as error:
        fr.measure_outlets(mentions, by_day.assign(published="May"), unit="week")
    assert str(error.value) == (
        "`published` of `articles` holds no dates that unit='week' can use. "
        "Make them dates: articles.assign(published=pd.to_datetime(articles.published))."
    )


def test_a_topic_as_unit_is_an_aggregate_of_its_articles(three_outlets):
    mentions, articles = three_outlets
    topics = articles.assign(topic=[f"t{i // 6}" for i in range(60)])
    table = fr.compare_outlets(mentions, topics, unit="topic")
    one_each = topics.groupby(["outlet", "topic"], as_index=False).n_words.sum()
    one_each["article_id"] = one_each.outlet + one_each.topic
    moved = topics.set_index("article_id").loc[mentions.article_id]
    mentions = mentions.assign(article_id=(moved.outlet + moved.topic).to_numpy())
    alone = fr.compare_outlets(mentions, one_each)
    assert table.q_value.tolist() == alone.q_value.tolist() and table.low.tolist() == alone.low.tolist()


def test_few_events_in_common_are_noted():
    events = [f"e{i}" for i in range(20)] + [f"e{i}" for i in range(17, 37)]
    articles = pd.DataFrame({"article_id": range(40), "outlet": ["X"] * 20 + ["Y"] * 20, "n_words": 300})
    mentions = pd.DataFrame({"article_id": range(40), "frame": "f"})
    assert fr.compare_outlets(mentions, articles.assign(event=events)).note[0] == "3 of 20 events in common"
    assert fr.compare_outlets(mentions, articles.assign(event=events[:20] * 2)).note[0] == ""
    without = fr.compare_outlets(mentions, articles.assign(event=[*events[:39], ""]))
    assert without.note[0] == "3 of 20 events in common"  # an article without an event is one of its own


def test_very_different_sizes_are_noted(two_outlets):
    mentions, articles = two_outlets
    larger = articles.assign(n_words=articles.n_words.where(articles.outlet == "X", 2100))
    note = "sizes differ more than 4 to 1: words come in bursts, so a rare one may be missing by chance"
    assert note in fr.compare_outlets(mentions, larger).note[0]
    assert note not in fr.compare_outlets(mentions, articles).note[0]


def test_the_voice_stays_in_the_table(two_outlets):
    mentions, articles = two_outlets
    table = fr.compare_outlets(mentions.assign(voice="quoted"), articles, voice="quoted")
    assert table.voice.tolist() == ["quoted"] and "voice" not in fr.compare_outlets(mentions, articles)


def test_the_smallest_ratio_is_found_in_four_of_five_samples():
    """Poisson counts at the ratio that it names: G2 finds it at .05 about 80 times in 100, whichever side has more."""
    rng = np.random.default_rng(0)
    for total, words_a, words_b in ((300, 1e5, 1e5), (150, 3e5, 1e5), (60, 1e5, 2e5)):
        for ratio in ratios_shown(total, words_a, words_b, 1.0):
            x_a = rng.binomial(total, ratio * words_a / (ratio * words_a + words_b), 4000)
            found = np.mean(p_value(log_likelihood(x_a, total - x_a, words_a, words_b), 1) < 0.05)
            assert 0.73 < found < 0.87


def test_the_smallest_ratio_grows_with_crowding_and_shrinks_with_text():
    (base, crowded, more), below = ratios_shown(np.array([100.0, 100, 400]), 1e5, 1e5, np.array([1.0, 3, 1]))
    assert more < base < crowded < np.inf and below == pytest.approx([1 / base, 1 / crowded, 1 / more])
    assert ratios_shown(5, 1e5, 0, 1.0) == (np.inf, 0) and ratios_shown(3, 1e5, 1e5, 1.0) == (np.inf, 0)
    assert ratios_shown(5, 1e3, 1e5, 1.0)[0] < np.inf and ratios_shown(5, 1e3, 1e5, 1.0)[1] == 0


def test_rows_that_show_nothing_say_what_they_could_have_shown(two_outlets):
    mentions, articles = two_outlets
    even = mentions.assign(article_id=range(22))
    row = fr.compare_outlets(even, articles).iloc[0]
    assert row.p_value > 0.9 and 3 < row.smallest_ratio < 5
