import numpy as np
import pandas as pd
import pytest
from scipy.stats import gamma, t

import framing as fr


def test_rates_of_a_case_worked_by_hand(two_outlets):
    rates = fr.measure_outlets(*two_outlets).set_index("outlet")
    assert rates.columns.tolist() == [
        "frame",
        "n_articles",
        "n_with",
        "n_mentions",
        "n_words",
        "rate",
        "low",
        "high",
        "note",
        "n_units",
        "n_folded",
    ]
    assert rates.rate.to_dict() == {"X": 2.0, "Y": 0.2}
    assert rates.n_with.to_dict() == {"X": 20, "Y": 2}
    # one mention in each article: no crowding, both design effects are floored at 1
    shrink = (1.96 / t.ppf(0.975, 19)) ** 2
    assert rates.low["X"] == pytest.approx(1000 * gamma.ppf(0.025, 20 * shrink) / (10_000 * shrink))
    assert rates.high["X"] == pytest.approx(1000 * gamma.ppf(0.975, 20 * shrink + 1) / (10_000 * shrink))
    assert rates.note.to_dict() == {"X": "", "Y": "in fewer than 10 articles: rough interval"}


def test_crowded_mentions_widen_the_interval(two_outlets):
    mentions, articles = two_outlets
    crowded = mentions.assign(article_id=[0] * 20 + [1, 3])  # the same 20 mentions, all in one article
    spread, crowd = (fr.measure_outlets(m, articles).set_index("outlet").loc["X"] for m in (mentions, crowded))
    assert spread.rate == crowd.rate
    assert crowd.low < spread.low and crowd.high > 2 * spread.high


def test_design_effect_by_hand():
    """Two articles of 100 words, 4 mentions in one: own deff 2/1 · ((4-2)² + (0-2)²) / 4 = 4."""
    from framing.compare.foundation.counts import count_units

    articles = pd.DataFrame({"article_id": ["a", "b"], "outlet": "X", "n_words": 100})
    mentions = pd.DataFrame({"article_id": ["a"] * 4, "frame": "f"})
    counts = count_units(mentions, articles, by="frame", voice=False, unit="article").sums()
    assert counts.deff().tolist() == counts.deff(np.ones((1, 1))).tolist() == [[4.0]]


def test_an_outlet_without_mentions_has_a_rate_of_zero_and_an_upper_end(two_outlets):
    mentions, articles = two_outlets
    rates = fr.measure_outlets(mentions[mentions.article_id % 2 == 0], articles).set_index("outlet")
    assert rates.loc["Y", ["n_mentions", "rate", "low"]].tolist() == [0, 0, 0]
    assert 0 < rates.high["Y"] < 1


def test_one_article_has_no_interval_and_says_so():
    articles = pd.DataFrame({"article_id": ["a", "b"], "outlet": ["X", "Y"], "n_words": [100, 0]})
    rates = fr.measure_outlets(pd.DataFrame({"article_id": ["a"], "frame": ["f"]}), articles)
    assert rates.note.tolist() == ["one article: no interval", "no words to measure"]
    assert rates[["low", "high"]].isna().all(axis=None) and np.isnan(rates.rate[1])


def test_rates_by_voice_add_up(two_outlets):
    mentions, articles = two_outlets
    mentions = mentions.assign(voice=["quoted", "narrator", "unclear", "narrator"] * 5 + ["quoted", "unclear"])
    by_voice = fr.measure_outlets(mentions, articles, voice=True)
    assert len(by_voice) == 10  # every voice, also where it is 0
    total = fr.measure_outlets(mentions, articles).set_index("outlet")
    assert by_voice.groupby("outlet").rate.sum().to_numpy() == pytest.approx(total.rate.to_numpy())
    assert by_voice.groupby("outlet").share_unclear.first().to_dict() == {"X": 5 / 20, "Y": 1 / 2}


def test_copies_in_one_outlet_are_folded_and_copies_elsewhere_kept():
    articles = pd.DataFrame(
        {"article_id": list("abc"), "outlet": ["X", "X", "Y"], "n_words": 100, "duplicate_of": ["", "a", "a"]}
    )
    mentions = pd.DataFrame({"article_id": list("abc"), "frame": "f"})
    rates = fr.measure_outlets(mentions, articles)
    assert rates[["n_articles", "n_mentions", "n_words", "n_folded"]].values.tolist() == [
        [1, 1, 100, 1],
        [1, 1, 100, 0],
    ]


def test_events_as_units_count_each_event_once(two_outlets):
    mentions, articles = two_outlets
    rates = fr.measure_outlets(mentions, articles.assign(event=articles.article_id // 8), unit="event")
    assert (
        rates.n_units.tolist() == [5, 5] and rates.n_articles.tolist() == [20, 20] and rates.n_with.tolist() == [20, 2]
    )


def test_a_term_in_two_frames_counts_once_by_term(two_outlets):
    mentions, articles = two_outlets
    both = pd.concat([mentions, mentions.assign(frame="law")])
    assert fr.measure_outlets(both, articles, by="term").n_mentions.tolist() == [20, 2]
    assert fr.measure_outlets(both, articles).n_mentions.sum() == 44


def test_articles_without_text_are_enough_and_nothing_is_changed(two_outlets):
    mentions, articles = two_outlets
    before = mentions.copy(), articles.copy()
    fr.measure_outlets(mentions, articles)
    pd.testing.assert_frame_equal(mentions, before[0])
    pd.testing.assert_frame_equal(articles, before[1])


def test_a_single_event_is_named_as_what_it_is(two_outlets):
    mentions, articles = two_outlets
    rates = fr.measure_outlets(mentions, articles.assign(event="E1"), unit="event")
    assert rates.note.tolist() == ["one event: no interval"] * 2 and rates.low.isna().all()


def test_categories_and_the_index_make_no_difference(two_outlets):
    mentions, articles = two_outlets
    kinds = {"article_id": "category", "outlet": pd.CategoricalDtype(["Z", "Y", "X"])}
    same = fr.measure_outlets(
        mentions.astype({"frame": "category"}).set_axis([0] * len(mentions)),
        articles.astype(kinds).set_index("outlet", drop=False),
    )
    pd.testing.assert_frame_equal(same, fr.measure_outlets(mentions, articles))


def test_no_mentions_at_all_gives_an_empty_table(two_outlets):
    mentions, articles = two_outlets
    assert len(fr.measure_outlets(mentions[:0], articles)) == 0


@pytest.mark.parametrize(
    ("change", "options", "message"),
    [
        (
            lambda m, a: (m, a.drop(columns="n_words")),
            {},
            "`articles` has no column `n_words`. Clean them first: articles, removals = clean_articles(articles).",
        ),
        (
            lambda m, a: (m, a),
            {"voice": "quoted"},
            "voice='quoted': here voice is True or False. Measure all voices and keep one: "
            "rates = measure_outlets(mentions, articles, voice=True); rates[rates.voice == 'quoted'].",
        ),
        (lambda m, a: (m, a), {"by": "topic"}, "by='topic' is not known. Give by='frame' or by='term'."),
        (
            lambda m, a: (m, a),
            {"voice": True},
            "`mentions` has no column `voice`. Label them first: mentions = label_voice(mentions, articles).",
        ),
        (
            lambda m, a: (m, a),
            {"unit": "event"},
            "unit='event' is no column of `articles`. Give 'article' or one of: article_id, outlet, n_words.",
        ),
        (
            lambda m, a: (m, a[a.article_id > 1]),
            {},
            "2 of 22 mentions stand in no article of `articles`; the first names 0. Keep those that do: "
            "mentions[mentions.article_id.isin(articles.article_id)].",
        ),
        (
            lambda m, a: (m, a.assign(outlet=a.outlet.mask(a.article_id == 5))),
            {},
            "1 of 40 articles have no outlet. Leave them out: articles = articles.dropna(subset=['outlet']), "
            "and their mentions with them.",
        ),
        (
            lambda m, a: (m, a.assign(n_words=a.n_words.mask(a.article_id < 2))),
            {},
            "2 of 40 articles have no n_words. Leave them out: articles = articles.dropna(subset=['n_words']), "
            "and their mentions with them.",
        ),
        (
            lambda m, a: (m, a.assign(n_words=a.n_words.astype("str"))),
            {},
            "`n_words` of `articles` is str, not a number. "
            "Make it one: articles.assign(n_words=pd.to_numeric(articles.n_words)).",
        ),
        (
            lambda m, a: (m.assign(frame=m.frame.mask(m.index == 3)), a),
            {},
            "1 of 22 mentions have no frame. Leave them out: mentions = mentions.dropna(subset=['frame']).",
        ),
        (
            lambda m, a: (m[:0], a[:0]),
            {},
            "There are no articles to measure. Read some: articles, ledger = read_articles(path).",
        ),
        (
            lambda m, a: (m, a.assign(article_id=0)),
            {},
            "`articles` holds 39 article_id that came before, 0 first. Give each row its own: "
            "articles.assign(article_id=[f'a{i}' for i in range(len(articles))]).",
        ),
    ],
)
def test_messages(two_outlets, change, options, message):
    with pytest.raises(fr.FramingError) as error:
        fr.measure_outlets(*change(*two_outlets), **options)
    assert str(error.value) == message


def test_intervals_cover_the_true_rate():
    """Mentions crowd (negative binomial), article lengths vary: 95% intervals cover in 92 to 98 of 100 samples."""
    rng = np.random.default_rng(0)
    covered = []
    for _ in range(400):
        words = rng.integers(200, 1500, 60)
        x = rng.poisson(0.002 * words * rng.gamma(1.0, 1.0, 60))
        articles = pd.DataFrame({"article_id": range(60), "outlet": "X", "n_words": words})
        mentions = pd.DataFrame({"article_id": np.repeat(np.arange(60), x), "frame": "f"})
        row = fr.measure_outlets(mentions, articles).iloc[0]
        covered.append(row.low <= 2.0 <= row.high)
    assert 0.92 <= np.mean(covered) <= 0.98
