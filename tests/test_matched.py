"""Within events: other stories covered make no difference, other words for the same story do."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t

import framing as fr
from framing.compare.same_event.matched import ratio_within, ratios_shown_within, sign_flips


def tables(cells, n_words=500):
    """cells: (event, outlet, mentions) for one article each."""
    articles = pd.DataFrame(cells, columns=["event", "outlet", "n"]).assign(n_words=n_words)
    articles["article_id"] = [f"a{i}" for i in range(len(articles))]
    mentions = pd.DataFrame({"article_id": articles.article_id.repeat(articles.n), "frame": "f"})
    return mentions, articles.drop(columns="n")


def within(mentions, articles, **options):
    return fr.compare_outlets(mentions, articles, unit="event", matched=True, **options)


def test_five_events_worked_by_hand():
    """X says it twice on each event, Y once: u = 2 − 3/2 = .5 each; all five signs agree in 2 of 32 flips."""
    row = within(*tables([(f"e{i}", o, n) for i in range(5) for o, n in (("X", 2), ("Y", 1))])).iloc[0]
    assert row.p_value == row.p_permutation == row.q_value == row.p_family == pytest.approx(2 / 32)
    assert row.ratio == pytest.approx((5 + 0.25) / (2.5 + 0.25))  # 0.5 on both sides, halved as the words are
    error = np.sqrt((15 / 4 + 0.25) / (5.25 * 2.75))
    assert row.high == pytest.approx(row.ratio * np.exp(t.ppf(0.975, 4) * error))
    assert row.deff == 1 and (row.n_units_a, row.n_mentions_a, row.n_mentions_b) == (5, 10, 5)
    assert row.note == "in fewer than 10 events: p is at least .062"


def test_another_story_is_no_other_wording():
    """X covers the events in which everybody says it, Y mostly others; on the shared ones both word it alike."""
    cells = [(f"shared{i}", o, 2) for i in range(12) for o in "XY"]
    cells += [(f"x{i}", "X", 2) for i in range(30)] + [(f"y{i}", "Y", 0) for i in range(30)]
    row = within(*tables(cells)).iloc[0]
    assert row.ratio == pytest.approx(1) and row.p_value == 1 and row.n_units_a == 12
    assert row.ratio_all > 3 and row.q_all < 0.001


def test_other_wording_shows_though_the_stories_hide_it():
    cells = [(f"shared{i}", o, n) for i in range(12) for o, n in (("X", 3), ("Y", 1))]
    cells += [(f"x{i}", "X", 0) for i in range(30)] + [(f"y{i}", "Y", 2) for i in range(30)]
    row = within(*tables(cells)).iloc[0]
    assert row.low > 1 and row.p_value < 0.01 and row.ratio_all < 1


def test_events_that_one_side_does_not_cover_do_not_count():
    mentions, articles = tables([(f"e{i}", o, 1) for i in range(6) for o in "XY"] + [("only", "X", 50)])
    assert within(mentions, articles).n_mentions_a[0] == 6
    few = within(*tables([(f"e{i}", o, 3) for i in range(3) for o in "XY"] + [(f"x{i}", "X", 1) for i in range(9)]))
    assert few.note.tolist() == ["too few events in common to test"] and few.ratio.isna().all()
    none = within(*tables([(f"{o}{i}", o, 3) for i in range(9) for o in "XY"]))
    assert none.note.tolist() == ["too few events in common to test"] and none.rate_a.isna().all()


def test_each_against_the_rest_within_events():
    table = within(
        *tables([(f"e{i}", o, n) for i in range(12) for o, n in (("X", 3), ("Y", 1), ("Z", 1))]), against="rest"
    )
    x = table.set_index("outlet_a").loc["X"]
    assert x.outlet_b == "the rest" and x.n_mentions_b == 24 and x.ratio == pytest.approx(3, rel=0.05)


def test_flips_count_the_family_by_its_largest_row():
    u = np.array([[1.0] * 6, [1, -1, 1, -1, 1, -1]])
    p, family = sign_flips(u, np.random.default_rng(0))
    assert p.tolist() == [2 / 64, 1.0] and family[0] == 4 / 64 and family[1] == 1.0


def test_under_the_null_one_in_twenty_and_the_interval_holds():
    """Events set how often the word stands, outlets do not; both sides draw from the same event."""
    rng = np.random.default_rng(3)
    p, family, held = [], [], []
    for _ in range(250):
        words_a, words_b = rng.integers(300, 1500, (2, 25))
        rate = 0.004 * rng.gamma(0.5, 2, (20, 25))
        crowd_a, crowd_b = rng.gamma(1.5, 1 / 1.5, (2, 20, 25))
        x_a, x_b = rng.poisson(2 * rate * words_a * crowd_a), rng.poisson(rate * words_b * crowd_b)  # ratio 2
        _, low, high, _ = ratio_within(x_a, x_b, words_a / (words_a + words_b))
        held += ((low < 2) & (high > 2)).tolist()
        x_a = rng.poisson(rate * words_a * crowd_a)
        u = x_a - (x_a + x_b) * words_a / (words_a + words_b)
        some = (x_a + x_b > 0).sum(axis=1) >= 10
        row_p, row_family = sign_flips(u[some], rng)
        p += row_p.tolist()
        family.append(row_family.min() < 0.05)
    assert 0.035 < np.mean(np.array(p) < 0.05) < 0.065
    assert np.mean(family) < 0.08
    assert 0.93 < np.mean(held) < 0.98


def test_the_smallest_ratio_is_found_in_four_of_five_samples():
    rng = np.random.default_rng(4)
    words_a, words_b = rng.integers(300, 1500, (2, 40))
    share = words_a / (words_a + words_b)
    total = rng.poisson(4, (1, 40)).astype(float)
    for (ratio,) in ratios_shown_within(total, share, np.ones(1)):
        assert 1.3 < max(ratio, 1 / ratio) < 3
        x_a = rng.binomial(total[0].astype(int), ratio * share / (ratio * share + 1 - share), (600, 40))
        p, _ = sign_flips(x_a - total * share, rng)
        assert 0.72 < np.mean(p < 0.05) < 0.88


def test_messages():
    mentions, articles = tables([("e", "X", 1), ("e", "Y", 1), ("", "Y", 1)])
    with pytest.raises(fr.FramingError) as error:
        fr.compare_outlets(mentions, articles, matched=True)
    assert str(error.value) == (
        "matched=True compares within events, and an article is no event. "
        "Group the articles first: articles = match_events(articles); then give unit='event'."
    )
    with pytest.raises(fr.FramingError) as error:
        within(mentions, articles)
    assert str(error.value) == (
        "1 of 3 articles have no event. Leave them out: "
        "articles = articles.dropna(subset=['event']), and their mentions with them."
    )
