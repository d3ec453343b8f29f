from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2, false_discovery_control

import framing as fr
from framing.compare.choices import COLUMNS
from framing.compare.choosing.chance import compare_names
from framing.compare.choosing.counts import count_names, longest_once
from framing.compare.foundation.estimates import p_value, share_likelihood
from framing.compare.foundation.shares import share_intervals

ROOT = Path(__file__).parents[1]


def named(rows):
    """Mentions from (article, term, choice); each stands at a place of its own."""
    table = pd.DataFrame(rows, columns=["article_id", "term", "choice"])
    start = 20 * np.arange(len(table))
    return table.assign(part="text", start=start, end=start + 6)


@pytest.fixture
def government():
    """X has twelve articles, the last without the thing; Y eleven. X says regime in ten of its 22 mentions, Y never."""
    articles = pd.DataFrame({"article_id": range(23), "outlet": ["X"] * 12 + ["Y"] * 11})
    rows = [(i, "regime", "government") for i in range(5) for _ in range(2)]
    rows += [(i, "government*", "government") for i in range(5, 11) for _ in range(2)]
    rows += [(i, "government*", "government") for i in range(12, 23)]
    return named(rows), articles


def test_shares_of_a_case_worked_by_hand(government):
    table = fr.measure_choices(*government)
    assert table.columns.tolist() == COLUMNS
    assert COLUMNS[:8] == ["outlet", "choice", "term", "n", "share", "low", "high", "note"]
    told = ["outlet", "choice", "term", "n", "share", "n_choice", "n_articles", "n_with", "share_elsewhere"]
    assert table[told].values.tolist() == [
        ["X", "government", "government*", 12, 12 / 22, 22, 11, 6, 1],
        ["X", "government", "regime", 10, 10 / 22, 22, 11, 5, 0],
        ["Y", "government", "government*", 11, 1, 11, 11, 11, 12 / 22],
        ["Y", "government", "regime", 0, 0, 11, 11, 0, 10 / 22],
    ]
    assert table.difference.tolist() == pytest.approx([-10 / 22, 10 / 22, 10 / 22, -10 / 22])
    assert ((table.low <= table.share) & (table.share <= table.high)).all()
    assert (table.note == "").all() and table.n_units.tolist() == [11] * 4 and table.n_folded.tolist() == [0] * 4


def test_the_test_is_g2_of_shares_over_the_design_effect(government):
    table = fr.measure_choices(*government)
    n, x = np.array([2] * 11 + [1] * 11), np.array([2] * 5 + [0] * 17)
    r = 10 / 33
    deff = 22 / 21 * ((x - r * n) ** 2).sum() / (n * r * (1 - r)).sum()
    expected = np.array([22 * r, 11 * r, 22 * (1 - r), 11 * (1 - r)])
    g2 = 2 * (10 * np.log(10 / expected[0]) + 12 * np.log(12 / expected[2]) + 11 * np.log(11 / expected[3]))
    assert deff > 1 and table.deff.tolist() == pytest.approx([deff] * 4)
    assert table.p_value.tolist() == pytest.approx([chi2.sf(g2 / deff, 1)] * 4)


def test_the_interval_is_that_of_shares(government):
    table = fr.measure_choices(*government)
    article = np.arange(11)
    row, x = (article >= 5).astype(int), np.full(11, 2.0)  # regime, then government*
    _, low, high = share_intervals(row, article, x, x, 2)
    assert table.low[:2].tolist() == pytest.approx(low[::-1]) and table.high[:2].tolist() == pytest.approx(high[::-1])


def test_a_share_is_not_a_rate(government):
    """X writes each of its articles twice over: every name has twice the mentions, and no share changes."""
    mentions, articles = government
    again = mentions.assign(start=mentions.start + 10_000, end=mentions.end + 10_000)
    twice = fr.measure_choices(pd.concat([mentions, again[again.article_id < 12]]), articles)
    once = fr.measure_choices(mentions, articles)
    assert twice.n.tolist() == [24, 20, 11, 0] and twice.share.tolist() == once.share.tolist()


def test_articles_that_do_not_name_the_thing_change_nothing(government):
    mentions, articles = government
    more = pd.concat([articles, pd.DataFrame({"article_id": range(100, 150), "outlet": ["X", "Y"] * 25})])
    pd.testing.assert_frame_equal(fr.measure_choices(mentions, more), fr.measure_choices(mentions, articles))


def test_of_two_names_both_rows_have_one_test_that_counts_once(government):
    mentions, articles = government
    rng = np.random.default_rng(1)
    other = [(i, rng.choice(["a", "b", "c"]), "other") for i in range(23) for _ in range(3)]
    other = named(other).assign(part="title")
    table = fr.measure_choices(pd.concat([mentions, other]), articles)
    pair, three = table[table.choice == "government"], table[table.choice == "other"]
    for column in ("p_value", "q_value", "p_permutation"):
        assert pair[column].notna().all() and pair[column].tolist() == pytest.approx([pair[column].iloc[0]] * 4)
    p = [pair.p_value.iloc[0]] * 2 + three.p_value.tolist()  # the two outlets of two are one test as well
    q = false_discovery_control(p)
    assert pair.q_value.iloc[0] == pytest.approx(q[0]) and three.q_value.tolist() == pytest.approx(q[2:])


def test_no_share_without_a_mention_and_a_row_all_the_same(government):
    mentions, articles = government
    articles = pd.concat([articles, pd.DataFrame({"article_id": [99], "outlet": ["Z"]})])
    z = fr.measure_choices(mentions, articles).tail(2)
    assert z.outlet.tolist() == ["Z", "Z"] and z.n.tolist() == [0, 0] and z.n_choice.tolist() == [0, 0]
    assert (
        z[["share", "low", "high", "difference", "deff", "p_value", "q_value", "p_permutation"]].isna().all(axis=None)
    )
    assert set(z.note) == {"no mention of the choice: no share"}


def test_one_outlet_has_shares_and_no_test(government):
    mentions, articles = government
    table = fr.measure_choices(mentions[mentions.article_id < 12], articles[articles.outlet == "X"])
    assert table.share.tolist() == [12 / 22, 10 / 22] and table.low.notna().all()
    assert set(table.note) == {"one outlet: nothing to compare with"}
    assert table[["share_elsewhere", "difference", "deff", "p_value", "q_value"]].isna().all(axis=None)


def test_the_only_name_has_nothing_to_be_compared_with(government):
    mentions, articles = government
    table = fr.measure_choices(mentions[mentions.term == "government*"], articles)
    assert table.share.tolist() == [1, 1] and table.p_value.isna().all()
    assert table.note.tolist() == [
        "fewer than 10 articles with the choice: rough interval; the only name of the choice that occurs: no share to "
        "compare",
        "the only name of the choice that occurs: no share to compare",
    ]


def few(n_x, n_y, regime=99):
    """X says regime in its articles, up to so many, Y government."""
    articles = pd.DataFrame({"article_id": range(n_x + n_y), "outlet": ["X"] * n_x + ["Y"] * n_y})
    terms = ["regime" if i < min(n_x, regime) else "government*" for i in range(n_x + n_y)]
    return named([(i, term, "government") for i, term in enumerate(terms)]), articles


@pytest.mark.parametrize(
    ("case", "note", "has_interval", "p", "permuted"),
    [
        ((3, 20), "fewer than 4 articles with the choice: no interval; too few articles to test", False, False, False),
        (
            (5, 5),
            "fewer than 10 articles with the choice: rough interval; "
            "fewer than 10 articles a side: p by permutation only, at least .0079",
            True,
            False,
            True,
        ),
        (
            (9, 20),
            "fewer than 10 articles with the choice: rough interval; "
            "fewer than 10 articles a side: p by permutation only, at least .0005",
            True,
            False,
            True,
        ),
        ((10, 10), "", True, True, True),
        ((10, 10, 4), "too few articles to test", True, False, False),
        ((10, 10, 5), "", True, True, True),
    ],
)
def test_gates_on_the_number_of_articles(case, note, has_interval, p, permuted):
    row = fr.measure_choices(*few(*case)).query("outlet == 'X' and term == 'regime'").iloc[0]
    assert row.note == note
    assert (row.low == row.low, row.p_value == row.p_value) == (has_interval, p)
    assert (row.p_permutation == row.p_permutation) == permuted and (row.q_value == row.q_value) == (p or permuted)


def test_nearly_all_is_as_untested_as_nearly_nothing():
    """Of 20 articles 16 say regime: the other name stands in four, however common the first is."""
    mentions, articles = few(10, 10)
    mentions["term"] = ["regime"] * 16 + ["government*"] * 2 + ["rulers"] * 2
    table = fr.measure_choices(mentions, articles)
    assert set(table.note) == {"too few articles to test"}


def test_the_permutation_of_five_against_five_is_exact():
    table = fr.measure_choices(*few(5, 5))
    assert table.p_permutation.tolist() == pytest.approx([2 / 252] * 4)  # this deal and its mirror image, of 252
    assert table.q_value.tolist() == pytest.approx([2 / 252] * 4) and table.p_value.isna().all()


def test_seeds_decide_the_deals_and_nothing_else(government):
    one, same, other = (fr.measure_choices(*government, seed=seed) for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(one, same)
    pd.testing.assert_frame_equal(one.drop(columns="p_permutation"), other.drop(columns="p_permutation"))
    assert other.p_permutation.tolist() == pytest.approx(one.p_permutation.tolist(), abs=0.02)


def test_mentions_without_a_choice_are_left_alone(government):
    mentions, articles = government
    others = named([(0, "sanction*", ""), (1, "sanction*", None), (2, "sanction*", np.nan), (3, "sanction*", " ")])
    with_others = fr.measure_choices(pd.concat([mentions, others]), articles)
    pd.testing.assert_frame_equal(with_others, fr.measure_choices(mentions, articles))


def test_articles_that_repeat_one_of_their_outlet_are_folded(government):
    mentions, articles = government
    articles = articles.assign(duplicate_of=[""] * 10 + [5] + [""] * 12)
    table = fr.measure_choices(mentions, articles)
    assert table.n_choice.tolist() == [20, 20, 11, 11] and table.n_folded.tolist() == [1, 1, 0, 0]


def test_the_callers_tables_stay_as_they_were(government):
    mentions, articles = government
    before = mentions.copy(), articles.copy()
    fr.measure_choices(mentions.sample(frac=1, random_state=1), articles)
    pd.testing.assert_frame_equal(mentions, before[0])
    pd.testing.assert_frame_equal(articles, before[1])


def test_order_and_kind_of_ids_do_not_matter(government):
    mentions, articles = government
    expected = fr.measure_choices(mentions, articles)
    mixed = {i: i if i % 2 else f"a{i}" for i in range(23)}
    mentions = mentions.assign(article_id=mentions.article_id.map(mixed), choice=mentions.choice.astype("category"))
    articles = articles.assign(article_id=articles.article_id.map(mixed), outlet=articles.outlet.astype("category"))
    shuffled = fr.measure_choices(mentions.sample(frac=1, random_state=2), articles)
    pd.testing.assert_frame_equal(shuffled.drop(columns="outlet"), expected.drop(columns="outlet"))


def test_voice_counts_only_its_mentions_and_keeps_the_names(government):
    mentions, articles = government
    mentions = mentions.assign(voice=np.where(mentions.term == "regime", "quoted", "narrator"))
    table = fr.measure_choices(mentions, articles, voice="narrator")
    assert table.n.tolist() == [12, 0, 11, 0] and set(table.voice) == {"narrator"}
    silent = fr.measure_choices(mentions, articles, voice="unclear")
    assert len(silent) == 4 and silent.share.isna().all()
    with pytest.raises(fr.FramingError) as error:
        fr.measure_choices(mentions, articles, voice="said")
    known = "narrator, quoted, paraphrased, ascribed, unclear"
    assert str(error.value) == f"There is no voice 'said'. There are: {known}."


def test_events_can_be_the_sample(government):
    mentions, articles = government
    articles = articles.assign(event=[f"e{i % 6}" for i in [*range(12), *range(11)]])
    table = fr.measure_choices(mentions, articles, unit="event")
    assert table.n_units.tolist() == [6] * 4 and table.n_articles.tolist() == [11] * 4
    assert table.n.tolist() == fr.measure_choices(mentions, articles).n.tolist()
    assert table.note[0] == (
        "fewer than 10 units with the choice: rough interval; "
        "fewer than 10 units a side: p by permutation only, at least .0022"
    )
    with pytest.raises(fr.FramingError, match=r"^unit='story' is no column of `articles`. Give 'article' or one of: "):
        fr.measure_choices(mentions, articles, unit="story")


def test_nothing_found_is_an_empty_table(government):
    mentions, articles = government
    table = fr.measure_choices(mentions[:0], articles)
    assert table.columns.tolist() == COLUMNS and not len(table)
    assert table.dtypes.tolist() == fr.measure_choices(mentions, articles).dtypes.tolist()


def test_shared_copy_counts_as_asked():
    """In the teaching corpus an agency's paragraphs stand in two other outlets as well."""
    articles, _ = fr.clean_articles(fr.load("teaching").articles)
    lexicon = pd.DataFrame({"term": ["victim*", "survivor*", "famil*", "judge*"], "frame": "f", "source": "test"})
    mentions = fr.find_mentions(articles, lexicon.assign(choice="people"))
    plain = fr.measure_choices(mentions, articles)
    tables = {way: fr.measure_choices(mentions, articles, copies=way) for way in ("per outlet", "once", "left out")}
    added = ["share_per_outlet", "q_per_outlet", "share_once", "q_once", "share_left_out", "q_left_out"]
    assert all(table.columns.tolist() == [*COLUMNS, *added] for table in tables.values())
    pd.testing.assert_frame_equal(tables["per outlet"][COLUMNS], plain)
    n = [table.n.sum() for table in tables.values()]
    assert n[0] == plain.n.sum() > n[1] > n[2]
    assert tables["once"].share.tolist() == tables["left out"].share_once.tolist()


# --- overlaps --------------------------------------------------------------------------------------------------------


def test_a_name_inside_a_longer_one_of_another_frame_counts_once():
    lexicon = fr.read_lexicon(ROOT / "data" / "lexicons" / "world_news.csv")
    texts = ["Illegal migrants and other migrants came.", "Freedom fighters fought an anti-terrorist operation."]
    articles = pd.DataFrame({"article_id": [1, 2], "outlet": "X", "title": "", "text": texts})
    mentions = fr.find_mentions(articles, lexicon)
    assert (mentions.term == "migrant*").sum() == 2 and (mentions.term == "illegal migrant*").sum() == 1
    table = fr.measure_choices(mentions, articles).set_index("term").n
    assert table[["migrant*", "illegal migrant*", "freedom fighter*"]].tolist() == [1, 1, 1]
    # the operation and the terrorist inside it are named in two choices: each counts in its own
    assert "fighter*" not in table and table[["anti terrorist operation*", "terrorist*"]].tolist() == [1, 1]


def test_what_the_issue_names_is_in_the_lexicon():
    lexicon = fr.read_lexicon(ROOT / "data" / "lexicons" / "world_news.csv").set_index("term").choice
    for terms in (
        ["migrant*", "refugee*", "asylum seeker*"],
        ["regime", "government*"],
        ["terrorist*", "militant*", "rebel*", "fighter*"],
        ["annex*", "reunif*"],
    ):
        assert lexicon[terms].nunique() == 1 and (lexicon[terms] != "").all()


SPAN = st.tuples(st.integers(0, 2), st.integers(0, 12), st.integers(1, 6), st.sampled_from("pq"))


@settings(max_examples=60, deadline=None)
@given(st.lists(SPAN, max_size=14))
def test_longest_once_is_what_a_plain_loop_keeps(spans):
    table = pd.DataFrame(spans, columns=["article_id", "start", "length", "choice"])
    table = table.assign(end=table.start + table.length, part="text", term="t").drop(columns="length")
    kept = []
    for i in sorted(table.index, key=lambda i: (table.start[i] - table.end[i], table.start[i], i)):
        row = table.loc[i]
        if not any(
            row.article_id == k.article_id and row.choice == k.choice and row.start < k.end and k.start < row.end
            for k in kept
        ):
            kept.append(row)
    ours = longest_once(table)
    order = ["article_id", "choice", "start"]
    expected = pd.DataFrame(kept, columns=table.columns).sort_values(order)[[*order, "end"]].values.tolist()
    assert ours.sort_values(order)[[*order, "end"]].values.tolist() == expected


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 29), st.sampled_from("abcd")), min_size=1, max_size=60))
def test_shares_of_an_outlet_add_up_to_one(rows):
    articles = pd.DataFrame({"article_id": range(30), "outlet": ["X", "Y", "Z"] * 10})
    table = fr.measure_choices(named([(i, term, "c") for i, term in rows]), articles)
    by_outlet = table.groupby("outlet")
    total = by_outlet.share.sum()[by_outlet.n_choice.first() > 0]
    assert total.tolist() == pytest.approx([1] * len(total)) and table.n.sum() == len(rows)
    assert (by_outlet.n.sum() == by_outlet.n_choice.first()).all()
    assert ((table.low <= table.share + 1e-12) & (table.share <= table.high + 1e-12))[table.low.notna()].all()


# --- where no difference is true -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def real():
    """Units of each choice in the real facts, all outlets as one."""
    data = fr.load("allsides")
    return count_names(data.mentions, data.articles.assign(outlet="all"), voice=None, unit="article")


def split(units, n_a, n_b, rng):
    """Two sides drawn from the same articles: no difference is true."""
    take = rng.choice(len(units.words), n_a + n_b, replace=False)
    at = np.full(len(units.words), -1)
    at[take] = np.arange(len(take))
    here = at[units.unit] >= 0
    return replace(
        units,
        outlets=["A", "B"],
        side=(np.arange(n_a + n_b) >= n_a).astype(int),
        names=units.names[take],
        words=units.words[take],
        n_articles=units.n_articles[take],
        row=units.row[here],
        unit=at[units.unit[here]],
        x=units.x[here],
        n_with=units.n_with[here],
        n_folded=np.zeros(2, int),
    )


@pytest.mark.parametrize(("n_a", "n_b"), [(15, 15), (50, 50), (15, 150)])
def test_splits_of_the_same_articles_differ_in_one_test_of_twenty(real, n_a, n_b):
    """Plain G2 calls 17% and more of them significant."""
    rng, p, plain = np.random.default_rng(1), [], []
    for units in real.values():
        for _ in range(30 if len(units.words) >= n_a + n_b else 0):
            test = compare_names(split(units, n_a, n_b, rng))
            own, rest = test.own, test.rest
            tested = np.flatnonzero(~np.isnan(test.p[:, 0]))[: 1 if test.is_pair else None]
            p += test.p[tested, 0].tolist()
            g2 = share_likelihood(own.mentions, rest.mentions, own.words, rest.words)
            plain += p_value(g2, 1.0)[tested, 0].tolist()
    assert len(p) > 900
    assert 0.035 <= np.mean(np.array(p) < 0.05) <= 0.065
    assert np.mean(np.array(plain) < 0.05) > 0.15


def test_one_outlet_against_itself_differs_in_one_test_of_twenty():
    data = fr.load("allsides")
    articles = data.articles[data.articles.outlet == "Washington Times"]
    mentions = data.mentions[data.mentions.article_id.isin(articles.article_id)]
    rng, p = np.random.default_rng(4), []
    counted = count_names(mentions, articles, voice=None, unit="article")
    for units in counted.values():
        for _ in range(40):
            side = rng.permutation(len(units.words)) % 2
            test = compare_names(replace(units, outlets=["A", "B"], side=side, n_folded=np.zeros(2, int)))
            p += test.p[~np.isnan(test.p[:, 0]), 0].tolist()[: 1 if test.is_pair else None]
    assert len(p) > 700 and 0.03 <= np.mean(np.array(p) < 0.05) <= 0.07


@pytest.mark.parametrize("n", [20, 60])
def test_intervals_hold_the_true_share(real, n):
    rng, held = np.random.default_rng(2), []
    for units in real.values():
        if len(units.words) < 3 * n:
            continue
        x = np.zeros((len(units.keys), len(units.words)))
        x[units.row, units.unit] = units.x
        true = x.sum(axis=1) / units.words.sum()
        for _ in range(40):
            drawn = rng.integers(0, len(units.words), n)
            row, article = np.nonzero(x[:, drawn])
            _, low, high = share_intervals(row, article, x[:, drawn][row, article], units.words[drawn], len(x))
            some = (x[:, drawn] > 0).sum(axis=1) > 0
            held += ((low <= true) & (true <= high))[some].tolist()
    assert len(held) > 1000 and 0.93 <= np.mean(held) <= 0.98


def test_a_planted_difference_is_found():
    rng = np.random.default_rng(3)
    articles = pd.DataFrame({"article_id": range(120), "outlet": ["X", "Y", "Z"] * 40})
    rows = [
        (i, rng.choice(["a", "b", "c"], p=[0.6, 0.2, 0.2] if i % 3 == 0 else [0.2, 0.4, 0.4]), "c")
        for i in range(120)
        for _ in range(rng.poisson(3))
    ]
    table = fr.measure_choices(named(rows), articles).set_index(["outlet", "term"])
    row = table.loc[("X", "a")]
    assert row.q_value < 0.001 and row.difference > 0.2 and row.p_permutation == 0.0005
    assert table.loc[("Y", "b")].q_value > 0.05


# --- messages --------------------------------------------------------------------------------------------------------

ADD = (
    "Give the lexicon a column `choice` with one word for each thing that several of its terms name, for instance "
    "lexicon.loc[lexicon.term.isin(['refugee*', 'migrant*']), 'choice'] = 'people_on_the_move'; then find anew: "
    "mentions = find_mentions(articles, lexicon)."
)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda m, a: (m.drop(columns="choice"), a), f"`mentions` has no column `choice`. {ADD}"),
        (lambda m, a: (m.assign(choice=""), a), f"None of the 33 mentions stands for a choice. {ADD}"),
        (lambda m, a: (m.assign(choice=np.nan), a), f"None of the 33 mentions stands for a choice. {ADD}"),
        (
            lambda m, a: (m.drop(columns="end"), a),
            "`mentions` has no column `end`. It has: article_id, term, choice, part, start. Rename the one that holds "
            "it: mentions.rename(columns={'theirs': 'end'}).",
        ),
        (
            lambda m, a: (m.assign(term=[None, *m.term[1:]]), a),
            "1 of 33 mentions have no term. Leave them out: mentions = mentions.dropna(subset=['term']).",
        ),
        (
            lambda m, a: (m.assign(start=m.start.astype(object).map(str)), a),
            "`start` of `mentions` is str, not a number. "
            "Make it one: mentions.assign(start=pd.to_numeric(mentions.start)).",
        ),
        (
            lambda m, a: (m, a.assign(outlet=[None, *a.outlet[1:]])),
            "1 of 23 articles have no outlet. Leave them out: articles = articles.dropna(subset=['outlet']), and their "
            "mentions with them.",
        ),
        (
            lambda m, a: (m, a[:0]),
            "There are no articles to measure. Read some: articles, ledger = read_articles(path).",
        ),
        (
            lambda m, a: (m, a[1:]),
            "2 of 33 mentions stand in no article of `articles`; the first names 0. "
            "Keep those that do: mentions[mentions.article_id.isin(articles.article_id)].",
        ),
        (
            lambda m, a: (a, m),
            "`articles` has no column `outlet`. It has: article_id, term, choice, part, start, end. Rename the one "
            "that holds it: articles.rename(columns={'theirs': 'outlet'}).",
        ),
        (
            lambda m, a: ("mentions.csv", a),
            "`mentions` must be a pandas DataFrame, not str.",
        ),
    ],
)
def test_messages(government, spoil, message):
    with pytest.raises(fr.FramingError) as error:
        fr.measure_choices(*spoil(*government))
    assert str(error.value) == message


def test_a_mention_without_a_voice_is_said(government):
    mentions, articles = government
    with pytest.raises(fr.FramingError) as error:
        fr.measure_choices(mentions.assign(voice=[None] + ["quoted"] * 32), articles, voice="quoted")
    assert str(error.value) == (
        "1 of 33 mentions have no voice. Leave them out: mentions = mentions.dropna(subset=['voice'])."
    )


def test_a_voice_needs_labels(government):
    with pytest.raises(fr.FramingError) as error:
        fr.measure_choices(*government, voice="quoted")
    assert str(error.value) == (
        "`mentions` has no column `voice`. Label them first: mentions = label_voice(mentions, articles)."
    )
