import numpy as np
import pandas as pd
import pytest
from scipy.stats import chi2, t

import framing as fr


def test_a_difference_worked_by_hand(two_outlets):
    row = fr.compare_outlets(*two_outlets).iloc[0]
    assert (row.outlet_a, row.outlet_b, row.n_mentions_a, row.n_mentions_b) == ("X", "Y", 20, 2)
    assert row.ratio == pytest.approx(20.5 / 2.5)
    reach = t.ppf(0.975, 38) * np.sqrt(1 / 20.5 + 1 / 2.5)
    assert row.low == pytest.approx(row.ratio * np.exp(-reach))
    assert row.high == pytest.approx(row.ratio * np.exp(reach))
    g2 = 2 * (20 * np.log(20 / 11) + 2 * np.log(2 / 11))
    assert row.deff == 1 and row.p_value == pytest.approx(chi2.sf(g2, 1))
    assert row.q_value == row.p_value and row.note == "in fewer than 10 articles of an outlet: rough ratio"
    assert (row.n_with_a, row.n_with_b, row.n_with) == (20, 2, 22)


def test_the_first_columns_stand_as_the_contract_has_them(two_outlets):
    columns = fr.compare_outlets(*two_outlets).columns.tolist()
    assert columns[:9] == ["frame", "outlet_a", "outlet_b", "ratio", "low", "high", "deff", "p_value", "q_value"]


def test_g2_is_that_of_rayson_and_garside():
    """Rayson and Garside (2000): G2 = 2 Σ O ln(O/E), E from the sizes of the corpora; here with design effect 1."""
    from framing.compare.foundation.estimates import log_likelihood

    a, b, words_a, words_b = 600.0, 300.0, 200_000.0, 150_000.0
    e_a, e_b = 900 * 200 / 350, 900 * 150 / 350
    g2 = 2 * (a * np.log(a / e_a) + b * np.log(b / e_b))
    assert log_likelihood(a, b, words_a, words_b) == pytest.approx(g2)


@pytest.mark.parametrize(
    ("n_a", "n_b", "note", "has_interval"),
    [
        (3, 20, "too few articles to test", False),
        (4, 4, "fewer than 10 units a side: p by permutation only, at least .029", True),
        (9, 9, "fewer than 10 units a side: p by permutation only, at least .0005", True),
        (10, 10, "", True),
    ],
)
def test_gates_on_the_number_of_articles(n_a, n_b, note, has_interval):
    articles = pd.DataFrame({"article_id": range(n_a + n_b), "outlet": ["X"] * n_a + ["Y"] * n_b, "n_words": 100})
    row = fr.compare_outlets(pd.DataFrame({"article_id": range(n_a + n_b), "frame": "f"}), articles).iloc[0]
    assert row.note == note
    assert (row.low == row.low) == (row.ratio == row.ratio) == has_interval
    assert (row.p_value == row.p_value) == (note == "")
    assert (row.q_value == row.q_value) == has_interval
    assert (row.p_permutation == row.p_permutation) == (has_interval and note != "")
    assert (row.rate_a, row.rate_b) == (10, 10)


def test_a_term_in_four_articles_is_not_tested(two_outlets):
    mentions, articles = two_outlets
    few = fr.compare_outlets(mentions.iloc[[0, 0, 1, 2, 3]], articles).iloc[0]
    assert few.note == "too few articles to test" and few.n_mentions_a == 5 and few.n_with == 4
    assert fr.compare_outlets(mentions.iloc[:5], articles).p_value.notna().all()


def test_one_article_each_says_that_nothing_can_be_tested(shared):
    articles, _ = fr.clean_articles(fr.read_articles(shared / "articles")[0])
    mentions = fr.find_mentions(articles, fr.load("teaching").lexicon)
    differences = fr.compare_outlets(mentions, articles)
    assert set(differences.note) == {"too few articles to test"} and differences.p_value.isna().all()


def test_q_values_are_those_of_benjamini_and_hochberg():
    """Three tests with p = .01, .02, .30: q = .03, .03, .30."""
    from framing.compare.foundation.estimates import q_values

    q = q_values(np.array([0.01, np.nan, 0.30, 0.02]))
    assert q[[0, 2, 3]] == pytest.approx([0.03, 0.30, 0.03]) and np.isnan(q[1])


def test_every_pair_is_compared_once():
    articles = pd.DataFrame({"article_id": range(48), "outlet": list("XYZ") * 16, "n_words": 100})
    table = fr.compare_outlets(pd.DataFrame({"article_id": range(48), "frame": "f"}), articles)
    assert list(zip(table.outlet_a, table.outlet_b, strict=True)) == [("X", "Y"), ("X", "Z"), ("Y", "Z")]


def test_comparing_one_voice_counts_only_its_mentions(two_outlets):
    mentions, articles = two_outlets
    mentions = mentions.assign(voice=["quoted"] * 10 + ["narrator"] * 12)
    assert fr.compare_outlets(mentions, articles, voice="quoted").n_mentions_a[0] == 10
    silent = fr.compare_outlets(mentions, articles, voice="unclear")
    assert silent.frame.tolist() == ["atrocity"] and silent.n_mentions_a[0] == 0
    known = "narrator, quoted, paraphrased, ascribed, unclear"
    with pytest.raises(fr.FramingError, match=rf"^There is no voice 'said'. There are: {known}.$"):
        fr.compare_outlets(mentions, articles, voice="said")


def test_one_outlet_cannot_be_compared(two_outlets):
    mentions, articles = two_outlets
    with pytest.raises(fr.FramingError, match=r"^There is one outlet to compare: X. Read articles of two or more.$"):
        fr.compare_outlets(mentions[:20], articles[articles.outlet == "X"])


def test_an_outlet_without_words_is_a_row_with_a_note(two_outlets):
    mentions, articles = two_outlets
    articles = articles.assign(n_words=articles.n_words.where(articles.outlet == "X", 0))
    row = fr.compare_outlets(mentions, articles).iloc[0]
    assert row.note == "too few articles to test" and np.isnan(row.ratio) and np.isnan(row.rate_b)


def test_splits_of_one_outlet_differ_in_one_test_of_twenty():
    """No difference is true here, and mentions crowd into articles: a plain G2 calls 15% and more significant."""
    rng = np.random.default_rng(1)
    p, plain = [], []
    for _ in range(60):
        articles = pd.DataFrame(
            {"article_id": range(100), "outlet": ["A", "B"] * 50, "n_words": rng.integers(200, 1500, 100)}
        )
        x = rng.poisson(0.002 * articles.n_words.to_numpy()[:, None] * rng.gamma(0.7, 1 / 0.7, (100, 20)))
        article, term = np.nonzero(x)
        mentions = pd.DataFrame({"article_id": article, "frame": term.astype(str)})
        mentions = mentions.loc[mentions.index.repeat(x[article, term])]
        table = fr.compare_outlets(mentions, articles)
        p += table.p_value.dropna().tolist()
        plain += chi2.sf(chi2.isf(table.p_value.dropna(), 1) * table.deff, 1).tolist()
    assert 0.035 <= np.mean(np.array(p) < 0.05) <= 0.065
    assert np.mean(np.array(plain) < 0.05) > 0.12
