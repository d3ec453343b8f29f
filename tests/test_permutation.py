"""Dealing units to the sides: exact where few, seeded where many, and as often wrong as it says."""

import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing.compare.foundation.permutation import smallest_p


def tables(counts_x, counts_y, n_words=500):
    """One article per count, of outlets X and Y, all of one length."""
    counts = [*counts_x, *counts_y]
    outlet = ["X"] * len(counts_x) + ["Y"] * len(counts_y)
    articles = pd.DataFrame({"article_id": range(len(counts)), "outlet": outlet, "n_words": n_words})
    return pd.DataFrame({"article_id": np.repeat(np.arange(len(counts)), counts), "frame": "f"}), articles


def test_five_against_five_worked_by_hand():
    """Of 252 deals only the real one and its mirror image put all mentions on one side: p = 2/252."""
    row = fr.compare_outlets(*tables([2, 2, 2, 2, 2], [0, 0, 0, 0, 0])).iloc[0]
    assert row.p_permutation == pytest.approx(2 / 252) and np.isnan(row.p_value) and row.q_value == row.p_permutation
    assert row.note == "fewer than 10 units a side: p by permutation only, at least .0079"
    # five articles with one mention each, three and two of them on a side
    even = fr.compare_outlets(*tables([1, 1, 1, 0, 0], [1, 1, 0, 0, 0])).iloc[0]
    assert even.p_permutation == 1.0  # 3 and 2 is as even as five mentions can fall


def test_units_of_very_uneven_size_are_tested_by_permutation_only():
    """Twelve articles a side; one of X holds nearly all its words, so its side is worth little more than one."""
    mentions, articles = tables([1] * 12, [1] * 12)
    longer = articles.assign(n_words=articles.n_words.where(articles.index > 0, 100_000))
    row = fr.compare_outlets(mentions, longer).iloc[0]
    assert np.isnan(row.p_value) and row.q_value == row.p_permutation
    assert row.note.startswith("units so uneven that a side is worth fewer than 10 of one size: p by permutation only")
    assert fr.compare_outlets(mentions, articles).p_value.notna().all()


def test_unequal_sides_have_no_mirror_image():
    row = fr.compare_outlets(*tables([1] * 5, [0] * 4)).iloc[0]
    assert row.p_permutation == pytest.approx(1 / 126) == smallest_p(5, 4)


def test_a_row_worth_a_second_look_gets_a_permutation_p_and_others_do_not():
    rng = np.random.default_rng(0)
    x = rng.poisson(3, 40)
    table = fr.compare_outlets(*tables(x, rng.poisson(3, 40)))
    assert table.q_value[0] > 0.1 and np.isnan(table.p_permutation[0])
    surer = fr.compare_outlets(*tables(x + 2, rng.poisson(3, 40)))
    assert surer.q_value[0] < 0.1 and surer.p_permutation[0] == pytest.approx(surer.p_value[0], abs=0.02)


def test_the_same_seed_deals_the_same_and_rows_do_not_disturb_each_other():
    rng = np.random.default_rng(1)
    mentions, articles = tables(rng.poisson(2, 9), rng.poisson(4, 30))
    other = mentions.sample(frac=0.6, random_state=0).assign(frame="another")
    alone = fr.compare_outlets(mentions, articles).p_permutation[0]
    both = fr.compare_outlets(pd.concat([other, mentions]), articles).set_index("frame").p_permutation
    assert both["f"] == alone == fr.compare_outlets(mentions, articles, seed=0).p_permutation[0]
    assert fr.compare_outlets(mentions, articles, seed=7).p_permutation[0] == pytest.approx(alone, abs=0.05)


def test_p_is_right_as_often_as_it_says_in_few_articles_of_any_length():
    """Nothing differs, articles are of very different lengths and mentions crowd: p < .1 in about 1 of 10 tables."""
    rng = np.random.default_rng(2)
    p = []
    for _ in range(40):
        n_words = rng.integers(100, 2000, 14)
        rate = 0.004 * n_words[:, None] * rng.gamma(0.7, 1 / 0.7, (14, 30))
        articles = pd.DataFrame({"article_id": range(14), "outlet": ["X"] * 6 + ["Y"] * 8, "n_words": n_words})
        article, frame = np.nonzero(x := rng.poisson(rate))
        mentions = pd.DataFrame({"article_id": article, "frame": frame.astype(str)}).loc[
            np.repeat(np.arange(len(article)), x[article, frame])
        ]
        p += fr.compare_outlets(mentions, articles).p_permutation.dropna().tolist()
    assert len(p) > 1000 and 0.08 < np.mean(np.array(p) <= 0.1) < 0.12
