import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing as fr
from framing.show.charts.agreement import plot_agreement
from framing.show.sentences.agreement import describe_agreement
from framing.teach.alpha import alpha_from, alpha_interval, alpha_of, coincidences, mean_kappa, share_agreed

VOICES = ["narrator", "quoted", "paraphrased", "ascribed", "unclear"]


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def codes_of(answers, fits="yes"):
    """From {coder: answers in order}; None is not coded."""
    rows = [(f"m{i}", coder, v or "", fits, "") for coder, vs in answers.items() for i, v in enumerate(vs)]
    return pd.DataFrame(rows, columns=["mention_id", "coder", "voice", "fits", "note"])


def counts_of(reliability, n_values):
    """Units x values from a matrix of coders x units, nan for none."""
    matrix = np.array(reliability, float)
    return np.stack([(matrix == v).sum(axis=0) for v in range(1, n_values + 1)], axis=1)


NAN = float("nan")
# Krippendorff (2011), Computing Krippendorff's alpha-reliability: four observers, twelve units, section C.
PUBLISHED = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, NAN, NAN, NAN],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NAN, 3],
    [NAN, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NAN],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NAN],
]


def test_the_published_example():
    """Nominal alpha .743, as printed there and in the documentation of the krippendorff package."""
    counts = counts_of(PUBLISHED, 5)
    assert round(alpha_of(counts), 3) == 0.743
    letters = [["" if v != v else VOICES[int(v) - 1] for v in row] for row in PUBLISHED]
    table = fr.measure_agreement(codes_of(dict(zip("ABCD", letters, strict=True)))).agreement.iloc[0]
    assert round(table.alpha, 3) == 0.743
    assert (table.n_mentions, table.n_once, table.n_coders) == (11, 1, 4)


def test_cohens_own_kind_of_table():
    """Two coders, 2 x 2: a = 20, b = 5, c = 10, d = 15; agreement .70, by chance .50, kappa .40."""
    pairs = [(0, 0)] * 20 + [(0, 1)] * 5 + [(1, 0)] * 10 + [(1, 1)] * 15
    assert mean_kappa(np.array(pairs)) == pytest.approx(0.4)


def test_kappa_is_that_of_scikit_learn():
    from sklearn.metrics import cohen_kappa_score

    rng = np.random.default_rng(1)
    answers = rng.integers(0, 4, (60, 3))
    expected = np.mean([cohen_kappa_score(answers[:, i], answers[:, j]) for i, j in ((0, 1), (0, 2), (1, 2))])
    assert mean_kappa(answers) == pytest.approx(expected)


def test_agreement_by_hand():
    counts = np.array([[2, 0], [1, 1], [3, 0], [1, 0]])
    assert share_agreed(counts) == pytest.approx((2 + 0 + 6) / (2 + 2 + 6))


@given(st.lists(st.lists(st.integers(0, 3), min_size=3, max_size=3), min_size=2, max_size=30))
@settings(max_examples=100, deadline=None)
def test_our_alpha_of_pairs_is_that_of_the_package(units):
    counts = np.array(units)
    expected, ours = alpha_of(counts), alpha_from(coincidences(counts).sum(axis=0))
    assert (np.isnan(expected) and np.isnan(ours)) or ours == pytest.approx(expected)


def test_all_the_same_has_no_alpha_and_says_why():
    table = fr.measure_agreement(codes_of({"A": ["quoted"] * 9, "B": ["quoted"] * 9})).agreement
    assert table.alpha.isna().all() and (table.agreed == 1).all() and table.kappa.isna().all()
    assert table.note[0] == (
        "all codes are 'quoted': alpha and kappa have no value, because nobody could differ by chance"
    )
    assert "100% of pairs of codes the same; all codes are 'quoted'" in describe_agreement(table)


def test_full_agreement_is_not_taken_for_certain():
    answers = ["quoted", "narrator"] * 8
    table = fr.measure_agreement(codes_of({"A": answers, "B": answers})).agreement.iloc[0]
    assert table.alpha == table.high == 1 and 0.4 < table.low < 0.9


def test_the_interval_respects_articles():
    rng = np.random.default_rng(3)
    answers = rng.choice(VOICES[:3], 60).tolist()
    other = ["narrator" if i // 10 in (1, 4) else v for i, v in enumerate(answers)]  # they part in two articles
    codes = codes_of({"A": answers, "B": other})
    mentions = pd.DataFrame({"mention_id": [f"m{i}" for i in range(60)], "article_id": [i // 10 for i in range(60)]})
    alone = fr.measure_agreement(codes).agreement.iloc[0]
    by_article = fr.measure_agreement(codes, mentions=mentions).agreement.iloc[0]
    assert alone.alpha == by_article.alpha and by_article.n_articles == 6
    assert by_article.high - by_article.low > 1.3 * (alone.high - alone.low)
    assert alone.note == "mentions taken as drawn one by one; give mentions= so that articles are"
    assert by_article.note == "fewer than 10 articles: rough interval"
    few = fr.measure_agreement(codes, mentions=mentions.assign(article_id="a")).agreement.iloc[0]
    assert np.isnan(few.low) and few.note == "fewer than 4 articles: no interval"


def simulated(rng, articles, error):
    """Two coders who err more in some articles than in others."""
    cluster = np.repeat(np.arange(articles), 1 + rng.poisson(3, articles))
    share = np.array([0.3, 0.28, 0.35, 0.05, 0.02])
    wrong = rng.beta(3 * error, 3 * (1 - error), articles)[cluster]
    own = rng.dirichlet(8 * share, articles)[cluster]
    true = (rng.random((len(cluster), 1)) > own.cumsum(axis=1)).sum(axis=1).clip(0, 4)
    counts = np.zeros((len(cluster), 5), int)
    for _ in range(2):
        said = np.where(rng.random(len(cluster)) < wrong, rng.choice(5, len(cluster), p=share), true)
        counts[np.arange(len(cluster)), said] += 1
    return counts, cluster


@pytest.mark.parametrize(("articles", "error"), [(12, 0.15), (30, 0.15), (30, 0.03)])
def test_intervals_hold_the_true_alpha(articles, error):
    rng = np.random.default_rng(5)
    true = alpha_of(simulated(rng, 20_000, error)[0])
    held = []
    for seed in range(80):
        low, high = alpha_interval(*simulated(rng, articles, error), seed)
        held.append(low <= true <= high)
    assert np.mean(held) >= 0.9


def test_order_of_rows_and_seed():
    rng = np.random.default_rng(3)
    codes = codes_of({c: rng.choice(VOICES, 40).tolist() for c in "AB"})
    a, b = fr.measure_agreement(codes), fr.measure_agreement(codes.sample(frac=1, random_state=1))
    for one, other in zip(a, b, strict=True):
        pd.testing.assert_frame_equal(one, other)
    assert fr.measure_agreement(codes, seed=1).agreement.low[0] != a.agreement.low[0]


def test_confusion_and_disputes():
    codes = codes_of({"A": ["quoted", "quoted", "narrator", None], "B": ["quoted", "narrator", "narrator", "quoted"]})
    codes.loc[codes.mention_id == "m1", "note"] = ["why?", ""]
    found = fr.measure_agreement(codes)
    n = found.confusion[found.confusion.question == "voice"].set_index(["code_a", "code_b"]).n
    assert n.to_dict() == {
        ("narrator", "narrator"): 1, ("narrator", "quoted"): 0, ("quoted", "narrator"): 1, ("quoted", "quoted"): 1
    }  # fmt: skip
    assert found.disputed.values.tolist() == [["voice", "m1", "A: quoted; B: narrator", "A: why?"]]
    assert found.agreement.n_once.tolist() == [1, 0] and not len(found.left_out)


def test_unsure_is_an_answer_and_chances_of_being_drawn_weigh_nothing():
    answers = {"A": ["quoted"] * 6, "B": ["quoted"] * 6}
    codes = codes_of(answers)
    codes["fits"] = ["yes", "yes", "no", "no", "unsure", "unsure", "yes", "yes", "no", "no", "unsure", "yes"]
    found = fr.measure_agreement(codes)
    fits = found.agreement.set_index("question").loc["fits"]
    assert fits.agreed == pytest.approx(5 / 6) and found.disputed.codes.tolist() == ["A: unsure; B: yes"]
    assert fits.alpha == pytest.approx(1 - (2 / 12) / (1 - (5 * 4 + 4 * 3 + 3 * 2) / (12 * 11)))  # by its definition
    weighted = fr.measure_agreement(codes.assign(p_drawn=[0.1, 0.9, 0.5, 0.5, 0.2, 1.0] * 2))
    pd.testing.assert_frame_equal(weighted.agreement, found.agreement)


def test_disputes_in_context_and_codes_of_no_mention():
    articles = pd.DataFrame(
        {"article_id": ["a"], "outlet": "Sun", "title": "T", "text": "The Sun calls it lawfare now."}
    )
    lexicon = pd.DataFrame({"term": ["lawfare"], "frame": ["f"], "source": "test"})
    mentions = fr.find_mentions(articles, lexicon)
    codes = codes_of({"A": ["quoted", "quoted"], "B": ["narrator", "quoted"]})
    codes["mention_id"] = codes.mention_id.replace("m0", mentions.mention_id[0])
    found = fr.measure_agreement(codes, mentions=mentions, articles=articles)
    assert found.disputed[["headline", "before", "found", "after"]].values.tolist() == [
        ["T", "[outlet] calls it ", "lawfare", " now."]
    ]
    assert found.left_out.values.tolist() == [
        ["m1", "A", "no such mention_id in `mentions`"], ["m1", "B", "no such mention_id in `mentions`"]
    ]  # fmt: skip


def test_numbers_as_ids_and_coders():
    codes = pd.DataFrame({"mention_id": [1, 2] * 2, "coder": [1, 1, 2, 2], "voice": ["quoted", "narrator"] * 2})
    mentions = pd.DataFrame({"mention_id": [1, 2], "article_id": [7, 8]})
    found = fr.measure_agreement(codes, mentions=mentions).agreement
    assert found.question.tolist() == ["voice"] and found.alpha[0] == 1


def test_the_teaching_corpus():
    """The shares that data/teaching/README.md gives (99.8% and 99.2%), from benchmarks/agreement.py."""
    from framing.read.datasets import data_folder

    found = fr.measure_agreement(fr.read_codes(data_folder() / "teaching" / "codes.csv").codes).agreement
    assert found.n_mentions.tolist() == [507, 507] and found.agreed.round(3).tolist() == [0.998, 0.992]


@pytest.mark.parametrize(
    ("codes", "message"),
    [
        (codes_of({"A": []}), "`codes` has no rows: nothing was coded yet. Read the sheets: codes, ledger = "
         "read_codes(path)."),
        (codes_of({"A": ["quoted"]}), "`codes` holds one coder, 'A': agreement needs two. Read both sheets together: "
         "codes, ledger = read_codes(['ada.xlsx', 'ben.xlsx'])."),
        (codes_of({"A": ["quoted", None], "B": [None, "quoted"]}, fits=""), "No mention is coded by two coders; 'A', "
         "'B' coded different ones. Give the same sample to each of them: write_coding_sheet(sample, 'ada.xlsx', "
         "coder='Ada')."),
        (codes_of({"A": ["Quoted"]}), "`codes` holds the voice 'Quoted', which is none of narrator, quoted, "
         "paraphrased, ascribed, unclear. Read the sheet with read_codes, which knows what people write, or put it "
         "right: codes.replace({'voice': {'Quoted': 'narrator'}})."),
        (pd.concat([codes_of({"A": ["quoted"]})] * 2), "`codes` holds 1 codes that their coder gave before, first of "
         "'A' for 'm0'. Keep one of each: codes.drop_duplicates(['mention_id', 'coder'])."),
        (pd.DataFrame({"mention_id": ["a"], "voice": ["quoted"], "who": ["A"]}), "`codes` has no column `coder`. It "
         "has: mention_id, voice, who. Rename the one that holds it: codes.rename(columns={'who': 'coder'})."),
    ],
)  # fmt: skip
def test_messages(codes, message):
    with pytest.raises(fr.FramingError) as error:
        fr.measure_agreement(codes)
    assert str(error.value) == message


def test_messages_with_mentions():
    codes = codes_of({"A": ["quoted"], "B": ["quoted"]})
    mentions = pd.DataFrame({"mention_id": ["z"], "article_id": ["a"]})
    for extra, message in [
        ({"mentions": mentions}, "None of the 2 codes is of a mention in `mentions`; the first is of 'm0'. Give the "
         "mentions from which the sample was drawn."),
        ({"articles": mentions}, "To show disputed mentions in context, give both: measure_agreement(codes, "
         "mentions=mentions, articles=articles)."),
    ]:  # fmt: skip
        with pytest.raises(fr.FramingError) as error:
            fr.measure_agreement(codes, **extra)
        assert str(error.value) == message


def three_coders():
    rng = np.random.default_rng(4)
    truth = rng.choice(VOICES[:3], 60)
    say = lambda: np.where(rng.random(60) < 0.2, rng.choice(VOICES[:3], 60), truth).tolist()  # noqa: E731
    return codes_of({coder: say() for coder in ("Ada", "Ben", "Cem")})


def test_sentences():
    found = fr.measure_agreement(three_coders())
    row = found.agreement.iloc[0]
    first, second, third, last = describe_agreement(found.agreement).split("\n")
    alpha, low, high = (f"{v:.2f}".lstrip("0") for v in (row.alpha, row.low, row.high))
    assert first.startswith(
        "voice (whose words a mention is): 60 mentions coded by two or more of 3 coders, Krippendorff's alpha "
        f"{alpha} (95% interval {low} to {high}), {row.agreed:.0%} of pairs of codes the same, Cohen's kappa "
    )
    assert second.startswith("fits (whether the term carries its frame): 60 mentions coded by")
    assert third.startswith(
        "Krippendorff (2018) asks for an alpha of .80, and of .667 where conclusions are tentative; "
    )
    assert last.startswith("Agreement says that coders could stand in for each other, not that they are right")
    pairs = describe_agreement(found.confusion).split("\n")
    apart = found.confusion[(found.confusion.question == "voice") & (found.confusion.code_a != found.confusion.code_b)]
    assert pairs[0].startswith(
        f"voice: {180 - apart.n.sum()} of 180 pairs of codes are the same; coders part most often "
    )
    assert pairs[1] == "fits: 180 of 180 pairs of codes are the same."


def test_nearly_all_is_not_said_as_all():
    found = fr.measure_agreement(
        codes_of({"A": ["quoted", "narrator"] * 150, "B": ["quoted"] * 2 + ["quoted", "narrator"] * 149})
    )
    assert ".993" not in describe_agreement(found.agreement) or "99.7% of pairs" in describe_agreement(found.agreement)
    assert "100% of pairs of codes the same, Cohen" not in describe_agreement(found.agreement)


def test_the_chart_of_alpha():
    found = fr.measure_agreement(three_coders()).agreement
    ax = plot_agreement(found)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["voice\nn = 60", "fits\nn = 60"]
    assert [line.get_xdata()[0] for line in ax.lines if line.get_marker() == "o"] == [found.alpha[0]]
    assert [t.get_text() for t in ax.texts] == ["no value: all codes the same", ".667", ".800"]
    assert ax.alt_text == describe_agreement(found)
    assert all(c[1:3] == c[3:5] == c[5:7] for c in (line.get_color() for line in ax.lines)), "greys only"


def test_the_chart_of_confusion():
    confusion = fr.measure_agreement(three_coders()).confusion
    ax = plot_agreement(confusion[confusion.question == "voice"])
    figures = [int(t.get_text()) for t in ax.texts]
    assert sum(figures) == 360 and figures[1] == figures[3], "both ways"
    assert ax.get_xlabel() == "another coder said\nn = 180 pairs of codes, each shown both ways"
    two = fr.measure_agreement(codes_of({"1": ["quoted", "narrator"], "2": ["quoted", "quoted"]})).confusion
    ax = plot_agreement(two[two.question == "voice"], ax=plt.subplots()[1])
    assert ax.get_ylabel() == "coder 1 said" and [t.get_text() for t in ax.texts] == ["0", "1", "0", "1"]


def test_messages_of_the_chart():
    found = fr.measure_agreement(three_coders())
    for table, message in [
        (found.agreement.iloc[:0], "The table has no rows: there is nothing to draw. Did two coders code the "
         "same mentions?"),
        (found.confusion, "The table holds the confusion of voice and fits. Draw one: "
         "plot_agreement(confusion[confusion.question == 'voice'])."),
    ]:  # fmt: skip
        with pytest.raises(fr.FramingError) as error:
            plot_agreement(table)
        assert str(error.value) == message
    with pytest.raises(fr.FramingError, match="`agreement` has no column `question`"):
        plot_agreement(pd.DataFrame({"a": [1]}))
