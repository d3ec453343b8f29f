import time
from math import log, sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing as fr
from framing.compare.foundation.counts import Units
from framing.compare.foundation.estimates import log_likelihood, log_odds_z, p_value, rate_ratio
from framing.compare.words import compare_words

COLUMNS = [
    "outlet", "word", "n", "n_articles", "rate", "rate_elsewhere", "ratio", "low", "high", "z", "p_value", "q_value",
    "note", "n_elsewhere", "n_articles_elsewhere", "deff", "n_units", "n_units_elsewhere", "n_articles_all", "n_words",
    "n_words_elsewhere", "n_folded",
]  # fmt: skip


def texts(rows):
    """Clean articles from (outlet, text), without a title."""
    table = pd.DataFrame(rows, columns=["outlet", "text"])
    table.insert(0, "article_id", [f"a{i}" for i in range(len(table))])
    return table.assign(title="", n_words=table.text.str.split().str.len(), duplicate_of="")


@pytest.fixture
def two():
    """Twelve articles a side: X has "rioters" in each, Y "protesters"; both have "court", X twice in one article."""
    x = [("X", "rioters met the court")] * 11 + [("X", "rioters met the court court")]
    return texts(x + [("Y", "protesters met the court")] * 12)


def of(words, outlet, word):
    return words[(words.outlet == outlet) & (words.word == word)].iloc[0]


def test_z_before_the_correction_is_the_published_formula_on_a_table_worked_by_hand():
    # A word stands 30 times in 1,000 words and 10 times in 2,000; the prior holds 4 of 200 words.
    # Log-odds with the prior: (30 + 4) against (1,000 + 200 - 30 - 4), and (10 + 4) against (2,000 + 200 - 10 - 4).
    by_hand = (log(34 / 1166) - log(14 / 2186)) / sqrt(1 / 34 + 1 / 14)
    assert by_hand == pytest.approx(4.773358, abs=1e-6)
    assert log_odds_z(30, 10, 1000, 2000, 4, 200) == pytest.approx(by_hand, abs=1e-6)
    assert log_odds_z(10, 30, 2000, 1000, 4, 200) == pytest.approx(-by_hand, abs=1e-6)


def test_g2_is_that_of_a_worked_example_taught_with_the_calculator_of_lancaster():
    # 52 in 50,000 words against 57 in 75,000: LL 2.65
    assert log_likelihood(52, 57, 50_000, 75_000) == pytest.approx(2.65, abs=0.005)


def test_a_case_worked_by_hand(two):
    words = fr.find_distinctive_words(two)
    assert words.columns.tolist() == COLUMNS
    assert words.outlet.tolist() == ["X"] * 5 + ["Y"] * 5
    rioters = of(words, "X", "rioters")
    assert rioters[["n", "n_articles", "n_elsewhere", "n_articles_elsewhere", "n_words"]].tolist() == [12, 12, 0, 0, 49]
    assert rioters[["n_units", "n_units_elsewhere", "n_articles_all", "n_folded"]].tolist() == [12, 12, 12, 0]
    assert rioters.rate == pytest.approx(1000 * 12 / 49) and rioters.rate_elsewhere == 0
    # the common rate is 12/97; twelve articles hold one, twelve none
    r = 12 / 97
    spread = 11 * (1 - 4 * r) ** 2 + (1 - 5 * r) ** 2 + 12 * (4 * r) ** 2
    deff = max(1, 24 / 23 * spread / 12)
    assert rioters.deff == pytest.approx(deff)
    size = 97 / 24  # words of an average article
    prior = size * 12 / 97
    assert rioters.z == pytest.approx(float(log_odds_z(12, 0, 49, 48, prior, size)) / sqrt(deff))
    assert rioters.p_value == pytest.approx(float(p_value(log_likelihood(12, 0, 49, 48), deff)))
    assert rioters[["ratio", "low", "high"]].tolist() == pytest.approx(
        [float(v) for v in rate_ratio(12, 0, 49, 48, 24, 1.0, 1.0)]
    )
    assert rioters.note == "in fewer than 10 articles of an outlet: rough ratio"
    assert of(words, "X", "court")[["n", "n_articles", "n_elsewhere", "note"]].tolist() == [13, 12, 12, ""]


def test_two_outlets_mirror_each_other(two):
    words = fr.find_distinctive_words(two)
    x, y = (words[words.outlet == o].set_index("word").sort_index() for o in "XY")
    assert np.allclose(x.z, -y.z) and np.allclose(x.ratio, 1 / y.ratio) and np.allclose(x.p_value, y.p_value)
    assert np.allclose(x.low, 1 / y.high)


def test_rows_stand_by_outlet_and_then_by_z_and_q_is_over_all_rows(two):
    from scipy.stats import false_discovery_control

    words = fr.find_distinctive_words(two)
    assert words.groupby("outlet").z.apply(lambda z: z.is_monotonic_decreasing).all()
    assert words[words.outlet == "X"].word.iloc[[0, -1]].tolist() == ["rioters", "protesters"]
    assert np.allclose(words.q_value, false_discovery_control(words.p_value))


def test_a_word_of_one_long_article_does_not_lead_the_list():
    plain = "the court met again and spoke"
    x = [("X", plain + " verdict")] * 12 + [("X", plain)] * 8 + [("X", "whale " * 60)]
    rows = x + [("X", plain + " whale")] * 4 + [("Y", plain)] * 20
    words = fr.find_distinctive_words(texts(rows)).query("outlet == 'X'").set_index("word")
    assert words.n["whale"] == 64 and words.n["verdict"] == 12
    assert words.z["verdict"] > words.z["whale"] and words.deff["whale"] > 30
    assert words.p_value["whale"] > 0.05 > words.p_value["verdict"]


def test_order_index_and_categories_make_no_difference_and_nothing_is_changed(two):
    before = two.copy()
    words = fr.find_distinctive_words(two)
    pd.testing.assert_frame_equal(two, before)
    other = two.sample(frac=1, random_state=3).astype({"outlet": pd.CategoricalDtype(["Z", "Y", "X"])})
    pd.testing.assert_frame_equal(fr.find_distinctive_words(other.set_axis([0] * len(other))), words)


def test_counts_give_what_the_texts_give(two):
    counted = two.text.str.split().explode().rename("word")
    counts = two[["article_id"]].join(counted).value_counts(["article_id", "word"]).rename("n").reset_index()
    facts = two.drop(columns=["title", "text"])
    pd.testing.assert_frame_equal(fr.find_distinctive_words(facts, counts), fr.find_distinctive_words(two))
    loud = counts.assign(word=counts.word.str.upper())
    pd.testing.assert_frame_equal(fr.find_distinctive_words(facts, loud), fr.find_distinctive_words(two))


def test_counts_outside_templates_set_words_of_templates_aside(two):
    facts = two.drop(columns=["title", "text"]).assign(n_words=10)
    line = COUNTS.assign(word="newsletter", n_inside=0)
    both = pd.concat([COUNTS.assign(n=3, n_inside=2), line[line.index < 12]])
    words = fr.find_distinctive_words(facts, both)
    assert of(words, "X", "newsletter")[["n", "note"]].tolist() == [12, "template"]
    assert of(words, "X", "court")[["n", "n_words"]].tolist() == [24, 12 * (10 - 2)]
    assert of(words, "Y", "court")[["n", "n_words"]].tolist() == [24, 12 * (10 - 1)]
    plain = fr.find_distinctive_words(facts, both.drop(columns="n_inside"))
    assert of(plain, "X", "newsletter").q_value < 0.05 and of(plain, "X", "court").n == 36


def test_an_article_that_holds_no_listed_word_stays_in_the_denominator(two):
    facts = two.drop(columns=["title", "text"])
    counts = pd.DataFrame({"article_id": ["a0", "a1", "a2", "a3", "a12"], "word": "court", "n": 1})
    words = fr.find_distinctive_words(facts, counts)
    assert words[["outlet", "n", "n_units", "n_words"]].values.tolist() == [["X", 4, 12, 49], ["Y", 1, 12, 48]]


def test_copies_in_one_outlet_are_folded():
    rows = texts([("X", "rioters met the court")] * 12 + [("Y", "the court met")] * 10)
    rows.loc[[0, 1], "duplicate_of"] = "a5"
    words = fr.find_distinctive_words(rows)
    assert of(words, "X", "court")[["n", "n_units", "n_folded"]].tolist() == [10, 10, 2]


def test_units_are_added_up(two):
    halves = two.assign(event=[f"e{i // 2}" for i in range(24)])
    words = fr.find_distinctive_words(halves, unit="event")
    court = of(words, "X", "court")
    assert court[["n", "n_articles", "n_units", "n_articles_all"]].tolist() == [13, 12, 6, 12]
    assert np.isnan(court.p_value) and court.z == court.z
    assert court.note == "fewer than 10 units a side: no p; 0 of 6 events in common"


def test_few_articles_are_not_tested_and_say_so(two):
    few = two[two.outlet == "Y"].head(3)
    words = fr.find_distinctive_words(pd.concat([two[two.outlet == "X"], few]))
    assert (words.note == "too few articles to test").all()
    assert words[["ratio", "low", "high", "z", "p_value", "q_value"]].isna().all(axis=None)
    words = fr.find_distinctive_words(pd.concat([two[two.outlet == "X"], two[two.outlet == "Y"].head(9)]))
    assert words.note.str.startswith("fewer than 10 articles a side: no p").all()
    assert words.z.notna().all() and words.p_value.isna().all() and words.q_value.isna().all()


def test_names_of_outlets_are_set_aside_and_listed():
    x = [("Fox Online News", "fox said the court met")] * 12
    rows = x + [("A", "a court met the fox foxnews.com said")] * 12
    words = fr.find_distinctive_words(texts(rows))
    aside = words[words.note == "name of an outlet"]
    assert aside.groupby("outlet").word.apply(sorted).tolist() == [["fox", "foxnews.com"]] * 2
    assert aside[["ratio", "low", "high", "z", "p_value", "q_value"]].isna().all(axis=None)
    assert of(words, "A", "fox")[["n", "n_articles"]].tolist() == [12, 12] and of(words, "A", "fox").rate > 0
    assert of(words, "A", "a").q_value < 0.05, "an outlet called A does not set aside the word a"
    assert words.groupby("outlet").note.apply(lambda note: (note != "name of an outlet").tolist()[-1]).tolist() == [
        False, False,
    ], "those without z stand last"  # fmt: skip


def test_a_template_is_set_aside_and_not_counted_elsewhere():
    line = "\n\nSign up for our morning newsletter and read every court story first"
    different = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu".split()
    x = [("X", f"The {w} court met in the {v} town." + line) for w, v in zip(different, different[::-1], strict=True)]
    rows = x + [("Y", f"A court met in the {w} town and {w} rose.") for w in different]
    words = fr.find_distinctive_words(texts(rows))
    aside = words[words.note == "template"].word.unique().tolist()
    assert {"newsletter", "sign", "morning"} <= set(aside) and "court" not in aside
    assert of(words, "X", "newsletter").n == 12 and np.isnan(of(words, "X", "newsletter").z)
    assert of(words, "X", "court").n == 12, "the twelve in the template are not counted"


def test_phrases_of_two_and_three_words(two):
    words = fr.find_distinctive_words(two, phrases=True)
    x = words[words.outlet == "X"].set_index("word")
    assert x.n[["rioters met", "met the court", "the court"]].tolist() == [12, 12, 12]
    assert set(fr.find_distinctive_words(two).word) < set(words.word)
    assert "court court" not in x.index, "in one article only"


def test_an_outlet_without_words_keeps_its_rows_with_a_note(two):
    words = fr.find_distinctive_words(pd.concat([two, texts([("Z", "")] * 12).assign(article_id=range(12))]))
    z = words[words.outlet == "Z"]
    assert (z.note == "no words to measure").all() and (z.n == 0).all()
    assert z[["rate", "ratio", "z"]].isna().all(axis=None)
    assert words[words.outlet == "X"].z.notna().all()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda a: a[a.outlet == "X"], "There is one outlet to compare: X. Read articles of two or more."),
        (lambda a: a.head(1), "There is one outlet to compare: X. Read articles of two or more."),
        (lambda a: a.head(0), "There are no articles to measure. Read some: articles, ledger = read_articles(path)."),
        (
            lambda a: a.drop(columns="n_words"),
            "`articles` has no column `n_words`. Clean them first: articles, removals = clean_articles(articles).",
        ),
        (
            lambda a: a.drop(columns="text"),
            "`articles` has no column `text`, and there are no counts. "
            "Give counts per article (article_id, word, n): find_distinctive_words(articles, words).",
        ),
        (
            lambda a: a.assign(text="", n_words=0),
            "There is no word in any of the 24 articles: all are empty. "
            "Keep those with a text: articles[articles.n_words > 0].",
        ),
        (
            lambda a: a.groupby("outlet").head(2),
            "No word stands in 5 of the 4 articles, and fewer say nothing about an outlet. Read more articles.",
        ),
        (
            lambda a: a.assign(outlet=a.outlet.where(a.outlet == "X")),
            "12 of 24 articles have no outlet. Leave them out: articles = articles.dropna(subset=['outlet']).",
        ),
        (
            lambda a: a.assign(n_words="many"),
            "`n_words` of `articles` is str, not a number. "
            "Make it one: articles.assign(n_words=pd.to_numeric(articles.n_words)).",
        ),
    ],
)
def test_articles_that_cannot_be_measured(two, change, message):
    with pytest.raises(fr.FramingError) as error:
        fr.find_distinctive_words(change(two))
    assert str(error.value) == message


COUNTS = pd.DataFrame({"article_id": [f"a{i}" for i in range(24)], "word": "court", "n": 1})


@pytest.mark.parametrize(
    ("words", "options", "message"),
    [
        (
            COUNTS.rename(columns={"n": "count"}),
            {},
            "`words` has no column `n`. It has: article_id, word, count. "
            "Rename the one that holds it: words.rename(columns={'theirs': 'n'}).",
        ),
        (
            COUNTS.assign(article_id=["zz", *COUNTS.article_id[1:]]),
            {},
            "1 of 24 articles in `words` are not in `articles`, 'zz' first. "
            "Keep those that are: words[words.article_id.isin(articles.article_id)].",
        ),
        (
            COUNTS.head(12),
            {},
            "`words` has no row for 1 of 2 outlets, 'Y' first. "
            "Keep the articles of the others: articles[articles.article_id.isin(words.article_id)].",
        ),
        (
            COUNTS.assign(n_inside=[2] + [1] * 23),
            {},
            "`words` holds n_inside above n in 1 of 24 rows. "
            "It counts those of n outside templates; without it: words.drop(columns='n_inside').",
        ),
        (COUNTS.assign(n=-1), {}, "`words` holds n below 0, -1 for instance: count them anew."),
        (
            COUNTS.assign(n=np.nan),
            {},
            "24 of 24 words have no n. Leave them out: words = words.dropna(subset=['n']).",
        ),
        (
            COUNTS,
            {"phrases": True},
            "phrases=True needs the texts, and `words` holds counts. Give articles with text and no `words`, "
            "or leave the option out.",
        ),
        (
            COUNTS,
            {"copies": "once"},
            "copies='once' needs the texts, and `words` holds counts. Give articles with text and no `words`, "
            "or leave the option out.",
        ),
        (
            COUNTS,
            {"unit": "story"},
            "unit='story' is no column of `articles`. Give 'article' or one of: article_id, outlet, text, title, "
            "n_words, duplicate_of.",
        ),
    ],
)
def test_counts_and_options_that_cannot_be_used(two, words, options, message):
    with pytest.raises(fr.FramingError) as error:
        fr.find_distinctive_words(two, words, **options)
    assert str(error.value) == message


def test_shared_copy_counted_three_ways():
    copy = " ".join(f"w{i}x" for i in range(60))
    rows = [("X", f"rioters met the court {i}\n\n{copy}") for i in range(12)]
    rows += [("Y", f"protesters met the court {i}" + f"\n\n{copy}" * (i == 0)) for i in range(12)]
    words = fr.find_distinctive_words(texts(rows), copies="per outlet")
    assert words.columns[-6:].tolist() == [
        "ratio_per_outlet", "q_per_outlet", "ratio_once", "q_once", "ratio_left_out", "q_left_out",
    ]  # fmt: skip
    assert np.allclose(words.ratio, words.ratio_per_outlet, equal_nan=True)


def many_cells(words=2000, outlets=10, articles=20_000):
    """Units as if 250 of the words stood in each article, one to three times."""
    unit = np.repeat(np.arange(articles), 250)
    row = (np.arange(articles * 250) * 7 + 13 * unit) % words
    return Units(
        keys=pd.DataFrame({"word": [f"w{i}" for i in range(words)]}),
        outlets=[f"o{i}" for i in range(outlets)],
        side=np.arange(articles) % outlets,
        names=np.arange(articles),
        words=np.full(articles, 800.0),
        n_articles=np.ones(articles, int),
        row=row,
        unit=unit,
        x=1.0 + (row + unit) % 3,
        n_with=np.ones(len(row), int),
        n_folded=np.zeros(outlets, int),
    )


def test_two_thousand_words_of_ten_outlets_are_tested_in_half_a_second():
    units = many_cells()
    nothing = np.full(2000, "", object), np.full(10, "", object)
    compare_words(many_cells(20, 3, 200), nothing[0][:20], nothing[1][:3], "articles")  # imports are not measured
    seconds = []
    for _ in range(5):  # of processor time, the best of five: other work on the machine does not count
        begun = time.process_time()
        table = compare_words(units, *nothing, "articles")
        seconds.append(time.process_time() - begun)
    assert len(table) == 20_000 and table.p_value.notna().all()
    assert min(seconds) < 0.5


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_z_has_the_sign_of_the_difference_and_turns_with_the_sides(data):
    x_a, x_b = data.draw(st.integers(0, 500)), data.draw(st.integers(0, 500))
    n_a, n_b = data.draw(st.integers(1000, 10**6)), data.draw(st.integers(1000, 10**6))
    prior_size = data.draw(st.floats(10, 1000))
    prior = prior_size * (x_a + x_b + 1) / (n_a + n_b)
    z = log_odds_z(x_a, x_b, n_a, n_b, prior, prior_size)
    assert z == pytest.approx(-log_odds_z(x_b, x_a, n_b, n_a, prior, prior_size))
    more = (x_a + prior) / (n_a + prior_size) - (x_b + prior) / (n_b + prior_size)
    assert np.isfinite(z) and (abs(more) < 1e-12 or (z > 0) == (more > 0))


def test_halves_of_one_outlet_show_few_differences(shared):
    table = pd.read_parquet(shared / "allsides" / "articles.parquet").drop_duplicates("text")
    table = table[table.outlet == table.outlet.value_counts().index[0]].head(120).reset_index(drop=True)
    articles, _ = fr.clean_articles(table[["article_id", "outlet", "published", "title", "text"]])
    rng, shares = np.random.default_rng(0), []
    for _ in range(3):
        half = articles.assign(outlet=rng.permutation(np.repeat(["A", "B"], 60)))
        words = fr.find_distinctive_words(half).query("outlet == 'A'")
        shares.append((words.p_value.dropna() < 0.05).mean())
        assert (words.q_value < 0.05).sum() <= 1
    assert 0.02 < np.mean(shares) < 0.08


def test_the_planted_habits_of_the_teaching_outlets_are_found():
    articles, _ = fr.clean_articles(fr.load("teaching").articles)
    words = fr.find_distinctive_words(articles)
    sure = words[(words.q_value < 0.05) & (words.low > 1)].groupby("outlet").word.apply(set)
    assert {"was", "been", "by", "so-called", "ministry"} <= sure["Corvane Today"]  # passive, distance, officials
    assert {"said", "according"} <= sure["Harbour Wire"]  # attributes nearly everything
    assert {"we", "us"} <= sure["Sarn Witness"]
    assert "said" not in sure["The Daily Clarion"]
    names = set(words.word[words.note == "name of an outlet"])
    assert names == {"aldermouth", "clarion", "corvane", "harbour", "sarn", "wire", "witness"}
