"""Each exercise: right is 1, each misconception has words and credit of its own, no word gives the answer away."""

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import framing as fr
from framing.teach import check as door
from framing.teach.exercises import claims
from framing.teach.exercises.parts import NEAR, Slip, Solution, is_near, is_well_posed, judge_label, judge_share

DRAWN = (
    "07_harbour_wire 21_harbour_wire 31_harbour_wire 33_daily_clarion 38_daily_clarion 40_corvane_today "
    "43_daily_clarion 59_sarn_witness"
).split()
ASKED = ("CNN (Web News)", "burden", 255)
ANSWERED = "00.1 01.1 01.2 02.1 03.1 04.1 04.2 04.3 05.1 05.2 06.1 07.1 08.1 09.1".split()
CLAIMS = ["04.4", "10.1"]
STUDENTS = ["Ada", "Ben"]


def posed(exercise, name):
    return door._posed(exercise, door.folded_name(name))


def tokens(words):
    return {token.strip(".,:;'\"()?") for token in words.casefold().split()}


def fits_exactly(one, other):
    return one == other


def fits_nearly(one, other):
    return is_near(one, other, NEAR)


@pytest.fixture(params=[(e, s) for e in ANSWERED for s in STUDENTS], ids="-".join)
def case(request):
    exercise, name = request.param
    return exercise, name, *posed(exercise, name)


def test_all_exercises_are_tried():
    assert door.EXERCISES == ANSWERED


def test_the_right_answer_is_right(case):
    exercise, name, _, solution = case
    given_ = sorted(solution.right) if isinstance(solution.right, frozenset) else solution.right
    checked = fr.check(exercise, given_, name)
    assert (checked.score, checked.words.split(" (")[0]) == (1.0, "Right.")


def test_each_slip_has_its_words_and_its_credit(case):
    exercise, name, _, solution = case
    if exercise == "04.3":
        return  # names several: below
    told = [fr.check(exercise, slip.answer, name) for slip in solution.slips]
    for number, (slip, checked) in enumerate(zip(solution.slips, told, strict=True)):
        is_same = fits_exactly if isinstance(solution.right, str | int) else fits_nearly
        first = next(other for other in solution.slips[: number + 1] if is_same(other.answer, slip.answer))
        assert (checked.score, checked.words) == (first.credit, first.words) and checked.score < 1


def test_no_words_give_the_answer_away(case):
    exercise, name, mine, solution = case
    tries = [slip.answer for slip in solution.slips] + [*mine.articles.outlet.unique(), 0.5, 2, -1, [], "x", ["trust"]]
    right = solution.right if isinstance(solution.right, frozenset) else {str(solution.right).casefold()}
    for answer in tries:
        checked = fr.check(exercise, answer, name)
        if checked.score < 1:
            assert not right & tokens(checked.words), checked.words
            assert not any(str(label).casefold() in checked.words.casefold() for label in right if " " in str(label))


def test_the_question_does_not_hold_the_answer(case):
    _, _, mine, solution = case
    if isinstance(solution.right, str):
        asked = tokens(mine.question)
        assert solution.right.casefold() not in asked and solution.right != mine.outlet


@pytest.mark.parametrize("exercise", ANSWERED)
def test_two_students_have_different_data(exercise):
    ada, ben = (fr.my_data(exercise, name) for name in STUDENTS)
    if exercise != "00.1":  # there are but five articles: students are asked about other outlets and frames
        assert set(ada.articles.article_id) != set(ben.articles.article_id)
    again = fr.my_data(exercise, "  aDa ")
    pd.testing.assert_frame_equal(ada.articles, again.articles)
    assert ada.question == again.question


def test_a_draw_is_the_same_everywhere():
    """Written down once: a change here gives every student other data in the middle of a term."""
    assert fr.my_data("01.2", "Ada").articles.article_id.tolist() == DRAWN
    mine = fr.my_data("04.1", "Ada")
    assert (mine.outlet, mine.frame, len(mine.articles)) == ASKED


# By hand, from the student's tables alone


def test_a_rate_by_hand():
    mine = fr.my_data("04.1", "Cy")
    here = mine.articles[mine.articles.outlet == mine.outlet]
    found = mine.mentions.merge(here[["article_id", "outlet"]], on="article_id")
    found = found[found.frame == mine.frame]
    rate = 1000 * len(found) / here.n_words.sum()
    measured = fr.measure_outlets(mine.mentions, mine.articles).set_index(["outlet", "frame"]).rate
    assert rate == pytest.approx(measured[mine.outlet, mine.frame])
    for answer in (rate, round(rate, 3), f"{rate:.4f}", pd.Series([rate]), np.float64(rate), pd.DataFrame([[rate]])):
        assert fr.check("04.1", answer).score == 1
    holding = here[here.article_id.isin(found.article_id)]
    assert fr.check("04.1", len(found)).score == 0.25
    forgot = fr.check("04.1", 1000 * len(found) / holding.n_words.sum())
    assert forgot.score == 0.5 and forgot.words.startswith("You forgot the articles without a mention.")
    assert fr.check("04.1", rate * 1.03).score == 0.8


def test_the_order_of_outlets_by_the_library():
    mine = fr.my_data("04.2", "Cy")
    rates = fr.measure_outlets(mine.mentions, mine.articles)
    rates = rates[rates.frame == mine.frame].set_index("outlet")
    assert fr.check("04.2", rates.rate.idxmax()).score == 1
    assert fr.check("04.2", rates.rate.nlargest(1)).score == 1  # the name stands in its index
    assert fr.check("04.2", rates.nlargest(1, "rate").reset_index()).score == 1
    counted = fr.check("04.2", rates.n_mentions.idxmax())
    assert counted.score == 0.25 and counted.words.startswith("You compared counts, not rates.")


def test_differences_that_may_be_reported():
    mine = fr.my_data("04.3", "Cy")
    table = fr.compare_outlets(mine.mentions, mine.articles)
    shown = table[(table.q_value < 0.05) & ((table.low > 1) | (table.high < 1))]
    for answer in (shown.frame.tolist(), set(shown.frame), shown.frame, shown, ", ".join(shown.frame).upper()):
        assert fr.check("04.3", answer).score == 1
    crossing = table[(table.low < 1) & (table.high > 1)].frame.tolist()
    read = fr.check("04.3", [*shown.frame, crossing[0]])
    assert read.score == min(0.75, round(len(shown) / (len(shown) + 1), 2))
    assert read.words == "You read an interval that crosses 1 as a difference: it holds 'as often', too."
    missed = fr.check("04.3", crossing[:1])
    assert missed.score == 0 and missed.words.endswith("At least one difference that may be reported is missing.")
    assert fr.check("04.3", ["weather"]).words.startswith("At least one of these is no frame of your data.")


def test_many_rows_were_tested():
    solution = Solution(frozenset("a"), [Slip("b", 0.0, "many"), Slip("c", 0.0, "crosses")], frozenset("abc"))
    judge = door._exercise("04.3").judge
    score, words = judge(solution, ["a", "b"])
    assert score == 0.5 and words.startswith("You forgot that many rows were tested")
    assert judge(solution, [])[0] == 0


def test_shares_by_the_library():
    mine = fr.my_data("05.2", "Cy")
    tables = {voice: fr.measure_choices(mine.mentions, mine.articles, voice=voice) for voice in (None, "narrator")}
    row = {
        voice: t[(t.outlet == mine.outlet) & (t.choice == mine.choice) & (t.term == mine.term)].iloc[0]
        for voice, t in tables.items()
    }
    assert fr.check("05.2", row["narrator"].share).score == 1
    mixed = fr.check("05.2", row[None].share)
    assert mixed.score == 0.5 and mixed.words.startswith("That is the share over all voices")
    per_cent = fr.check("05.2", f"{100 * row['narrator'].share:.1f} %")
    assert per_cent.score == 1 and per_cent.words == "Right. (Read as per cent.)"


def test_raw_text_counts_twice():
    mine = fr.my_data("01.1", "Cy")
    clean, _ = fr.clean_articles(mine.articles)
    terms = mine.lexicon[mine.lexicon.frame == mine.frame]
    assert fr.check("01.1", len(fr.find_mentions(clean, terms))).score == 1
    raw = fr.check("01.1", len(fr.find_mentions(mine.articles.assign(quotes_ok=True), terms)))
    assert raw.score == 0.25 and raw.words.startswith("You counted the raw text")


# What is handed in


@pytest.mark.parametrize("nothing", [None, ..., "", "  "])
def test_no_answer_yet(nothing):
    assert fr.check("04.1", nothing, "Ada").words == "No answer yet."
    assert [fr.check(exercise, nothing).words for exercise in CLAIMS] == ["No answer yet."] * 2


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("many", "A number is asked for, such as 12.3, and this is text."),
        (True, "A number is asked for, such as 12.3, and this is True or False."),
        ({}, "A number is asked for, such as 12.3, and this is a dictionary."),
        (len, "A number is asked for, such as 12.3, and this is a function."),
        (float("nan"), "This is no finite number. Was something divided by nothing, or is a cell empty?"),
        ([1, 2], "One number is asked for, and this holds 2 things. Pick the one: for instance table.iloc[0]."),
    ],
)
def test_a_bad_type_gets_a_kind_sentence(answer, words):
    checked = fr.check("04.1", answer, "Ada")
    assert (checked.score, checked.words) == (0, words)


def test_names_that_are_none():
    assert fr.check("04.2", 3.5, "Ada").words == (
        "Names are asked for, as text in quotation marks, and this is of type float."
    )
    assert (
        fr.check("04.2", ["Vox", "Politico"], "Ada").words == "One name is asked for, and this holds 2. Pick the one."
    )
    assert fr.check("04.2", "The Moon", "Ada").words.startswith("This name does not stand in your data.")


junk = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.complex_numbers(),
    st.text(),
    st.binary(),
    st.lists(st.one_of(st.text(), st.floats(), st.none(), st.lists(st.integers()))),
    st.dictionaries(st.text(), st.one_of(st.integers(), st.text())),
    st.sets(st.integers()),
    st.decimals(),
    st.fractions(),
    st.dates(),
    st.sampled_from([pd.NA, pd.NaT, object(), len, int, pd.DataFrame(), pd.Series(dtype=float), np.array(3), range(3)]),
    st.lists(st.floats(), max_size=3).map(pd.Series),
    st.lists(st.text(), max_size=3).map(lambda cells: pd.DataFrame({"outlet": cells})),
    st.lists(st.integers(-5, 5), max_size=4).map(np.array),
)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(answer=junk, exercise=st.sampled_from([*ANSWERED, *CLAIMS]))
def test_no_answer_ever_raises(answer, exercise):
    checked = fr.check(exercise, answer, "Ada")
    assert 0 <= checked.score <= 1 and checked.words and "<b>" in checked._repr_html_()


# Names and exercises


def test_the_name_is_remembered_and_the_data_are_not_trusted(monkeypatch):
    monkeypatch.setattr(door, "_asked", {})
    with pytest.raises(fr.FramingError, match=re.escape("Draw yours first: mine = fr.my_data('04.1', 'your name')")):
        fr.check("04.1", 1)
    mine = fr.my_data("04.1", "Ada")
    right = posed("04.1", "Ada")[1].right
    mine.articles.loc[:, "n_words"] = 1
    mine.outlet = "Nobody"
    assert [fr.check("04.1", right).score, fr.check("04.1", right, mine).score] == [1, 1]
    assert fr.check("04.1", right, "Ben").score < 1


@pytest.mark.parametrize("name", ["", "  ", None, True, [], ...])
def test_a_name_is_needed(name):
    with pytest.raises(fr.FramingError, match=r"^Give your name or number, so that the data are yours: "):
        fr.my_data("04.1", name)


def test_unknown_exercises():
    for ask in (lambda: fr.my_data("04.9", "Ada"), lambda: fr.check("04.9", 1), lambda: fr.check(4.1, 1)):
        with pytest.raises(
            fr.FramingError, match=r"^There is no exercise .*\. There are: 00\.1, 01\.1, .*04\.4, .*10\.1\.$"
        ):
            ask()


@pytest.mark.parametrize("exercise", CLAIMS)
def test_claims_take_data_that_students_bring(exercise):
    call = f"fr.check({exercise!r}, claim, mentions=mentions, articles=articles)"
    with pytest.raises(fr.FramingError) as raised:
        fr.my_data(exercise, "Ada")
    assert str(raised.value) == f"Exercise {exercise} takes data that you bring: {call}."
    checked = fr.check(exercise, dict.fromkeys([*claims._NEEDED, "frame"], "x"))
    assert checked.words == f"Give the tables that the claim rests on: {call}."


def test_ill_posed_draws_are_known():
    assert not is_well_posed(Solution(10.0, [Slip(10.5, 0.5, "")])) and is_well_posed(
        Solution(10.0, [Slip(12.0, 0.5, "")])
    )
    assert not is_well_posed(Solution(3, [Slip(3, 0.5, "")])) and not is_well_posed(Solution("a", [Slip("a", 0.5, "")]))
    assert not is_well_posed(Solution(0.12, [Slip(12.0, 0.5, "")]))  # 12 per cent, or 12 mentions?


def test_what_is_shown_can_be_read():
    mine = fr.my_data("04.1", "<Ada>")
    assert str(mine).startswith("Exercise 04.1, data of <Ada>\nHow often does ") and "&lt;Ada&gt;" in mine._repr_html_()
    assert "your name" not in str(mine)
    checked = fr.check("04.1", 64)
    assert str(checked).startswith("Exercise 04.1: ") and checked._repr_html_().startswith("<p><b>Exercise 04.1: ")
    assert judge_label(Solution("Vox", [], frozenset(["Vox", "NPR"])), "npr")[0] == 0
    assert judge_share(Solution(0.5, []), 0.7) == (
        0.0,
        "Not this number, and it shows none of the slips known here. Read the question again, word by word.",
    )


def test_a_name_that_was_left_as_it_stood_is_said():
    told = "These are the data of 'your name'. Put in your own name, and everybody gets other data."
    mine = fr.my_data("00.1", " Your  name")
    assert str(mine).endswith(f"rows).\n{told}") and told.replace("'", "&#x27;") in mine._repr_html_()
    assert fr.check("00.1", posed("00.1", "your name")[1].right, "your name").score == 1


# The written claim


@pytest.fixture(scope="module")
def tables():
    """Post has "regime" in 24 of 40 articles, Echo in 6 of 40 longer ones; "law" is alike."""
    rows = [("Post", i) for i in range(40)] + [("Echo", i) for i in range(40)]
    articles = pd.DataFrame(
        [(f"{o}{i}", o, 500 if o == "Post" else 2000) for o, i in rows], columns=["article_id", "outlet", "n_words"]
    )
    found = [(f"Post{i}", "power") for i in range(24)] + [(f"Echo{i}", "power") for i in range(30)]
    found += [(f"Post{i}", "law") for i in range(8)] + [(f"Echo{i}", "law") for i in range(34)]
    mentions = pd.DataFrame(found, columns=["article_id", "frame"]).assign(voice="narrator")
    mentions.insert(0, "mention_id", mentions.article_id + ":" + mentions.frame)
    return mentions, articles


def claim_on(tables, frame="power", more="Post", less="Echo", **changes):
    mentions, articles = tables
    row = fr.compare_outlets(mentions, articles).set_index("frame").loc[frame]
    assert (row.outlet_a, row.outlet_b) == ("Echo", "Post")
    ratio, low, high = 1 / row.ratio, 1 / row.high, 1 / row.low
    ids = [f"Post{i}:{frame}" for i in range(4)] + [f"Echo{i}:{frame}" for i in range(2)]
    shown = bool(low > 1 and row.q_value < 0.05)
    claim = dict(text="Post more than Echo.", limits="Years.", frame=frame, more=more, less=less, ratio=ratio, low=low)
    return claim | {"high": high, "shown": shown, "mention_ids": ids} | changes


def check_claim(claim, tables):
    return fr.check("10.1", claim, mentions=tables[0], articles=tables[1])


def test_a_claim_with_all_its_evidence(tables):
    checked = check_claim(claim_on(tables), tables)
    assert checked.score == 1 and checked.for_instructor == "text: Post more than Echo.\nlimits: Years."
    assert check_claim(pd.Series(claim_on(tables)), tables).score == 1
    assert check_claim(claim_on(tables, voice="narrator"), tables).score == 1
    alike = claim_on(tables, "law")
    assert alike["shown"] is False


@pytest.mark.parametrize(
    ("changes", "score", "words"),
    [
        ({"mention_ids": ["x", "Post1:power", "Post2:power"]}, 0.73, "Some ids do not exist in your mentions: x."),
        ({"mention_ids": ["Post1:power"]}, 0.9, "Cite at least 3 mentions"),
        ({"mention_ids": ["Post1:power", "Post1:law", "Post2:law"]}, 0.83, "Some cited mentions are of another frame"),
        ({"mention_ids": [f"Echo{i}:power" for i in range(4)]}, 0.9, "does not have most of the cited mentions"),
        ({"mention_ids": [f"Post{i}:power" for i in range(4)]}, 1.0, "Cite a mention of the other outlet as well"),
        ({"ratio": 99}, 0.8, "Ratio and interval are not those that compare_outlets gives"),
        ({"low": 0.001}, 0.9, "The ratio agrees, its interval does not."),
        ({"high": "high"}, 0.8, "`ratio`, `low` and `high` must be numbers."),
        ({"shown": False}, 0.9, "You say that nothing is shown."),
        ({"text": ""}, 1.0, "`text` is empty: your claim in words."),
    ],
)
def test_what_a_claim_lacks(tables, changes, score, words):
    checked = check_claim(claim_on(tables) | changes, tables)
    assert words in checked.words and checked.score == pytest.approx(score, abs=0.1)


def test_counts_are_no_rates(tables):
    checked = check_claim(claim_on(tables, more="Echo", less="Post"), tables)
    assert "You compared counts, not rates: by rate it is the other way round." in checked.words
    assert "upside down" in checked.words and checked.score < 1


def test_an_interval_that_crosses_1_is_no_difference(tables):
    checked = check_claim(claim_on(tables, "law", shown=True), tables)
    assert "You read an interval that crosses 1 as a difference" in checked.words and checked.score <= 0.8


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"frame": ""}, "The claim has no frame (or term)."),
        ({"more": None, "high": None}, "The claim has no more, no high."),
        ({"more": "Moon"}, "`more` must be one of your outlets, spelled as in your table."),
        ({"less": "post"}, "`more` and `less` are the same outlet. A claim compares two."),
        ({"frame": "weather"}, "Your mentions hold no frame 'weather'."),
        ({"shown": "yes"}, "`shown` must be True (a difference is shown) or False (none is shown)."),
        ({"mention_ids": "Post1:power"}, "`mention_ids` must be a list of ids, from the column mention_id."),
        ({"voice": []}, "Your mentions hold no such voice. Leave `voice` out to speak of all voices."),
    ],
)
def test_a_claim_that_cannot_be_weighed(tables, changes, words):
    checked = check_claim(claim_on(tables) | changes, tables)
    assert (checked.score, checked.words) == (0, words)


def test_tables_that_cannot_be_weighed(tables):
    claim = claim_on(tables)
    assert fr.check("10.1", claim).words.startswith("Give the tables that the claim rests on: ")
    assert "must be a pandas DataFrame" in fr.check("10.1", claim, mentions=3, articles=tables[1]).words
    assert "no column `n_words`" in fr.check("10.1", claim, mentions=tables[0], articles=tables[1].iloc[:, :2]).words
    doubled = pd.concat([tables[1]] * 2)
    assert fr.check("10.1", claim, mentions=tables[0], articles=doubled).words.startswith("Your tables could not be")
    assert fr.check("10.1", "It is biased.").words.endswith("this is text alone. Start from the one in the lesson.")


def test_a_claim_within_events(tables):
    mentions, articles = tables
    articles = articles.assign(event=articles.article_id.str.extract(r"(\d+)")[0])
    row = fr.compare_outlets(mentions, articles, unit="event", matched=True).set_index("frame").loc["power"]
    numbers = {"ratio": 1 / row.ratio, "low": 1 / row.high, "high": 1 / row.low, "matched": True}
    numbers["shown"] = bool(numbers["low"] > 1 and row.q_value < 0.05)
    assert check_claim(claim_on(tables) | numbers, (mentions, articles)).score == 1
    assert "unit" in check_claim(claim_on(tables) | numbers, tables).words  # no column event


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(part=st.sampled_from([*claims._NEEDED, "frame", "term", "voice", "text", "limits"]), value=junk)
def test_no_claim_ever_raises(tables, part, value):
    checked = check_claim({**claim_on(tables), part: value}, tables)
    assert 0 <= checked.score <= 1 and checked.words


def test_no_answer_is_no_zero():
    unanswered = fr.check("04.1", None)
    assert unanswered.score == 0
    assert str(unanswered) == "Exercise 04.1. No answer yet."
    assert unanswered._repr_html_() == "<p><b>Exercise 04.1</b><br>No answer yet.</p>"
