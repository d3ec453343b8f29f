"""Exercises for many students: solved by another route than their own, and no misconception gives the answer."""

import re
from functools import cache

import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing.teach import check as door
from framing.teach.exercises.parts import NEAR, is_near, is_well_posed

CLASS = [f"student {number}" for number in range(20)] + "Ada Ben Cy Dora Emil Fatima Grace Hu Ines Jo".split()
QUICK = {"00.1": 11, "08.1": 24}  # drawn in no time, so for a class of thirty: how many answers it has
NEW = ["02.1", "07.1", "09.1"]
SOME = ["Ada", "Ben", "Ines"]
STRANGE = [None, "", [], pd.DataFrame(), pd.DataFrame({"outlet": ["x", "y"]}), float("nan"), True, {"a": 1}, len, 1j]


@cache
def solution_of(exercise, name):
    """A class is drawn past the door's own memory, which holds but a few."""
    posed = door._posed if name in SOME else door._posed.__wrapped__
    return posed(exercise, door.folded_name(name))[1]


@pytest.mark.parametrize("exercise", QUICK)
def test_a_class_of_thirty_has_answers_of_its_own(exercise):
    assert len({solution_of(exercise, name).right for name in CLASS}) == QUICK[exercise]


@pytest.mark.parametrize("exercise", NEW)
def test_answers_differ_between_students(exercise):
    assert len({round(solution_of(exercise, name).right, 3) for name in SOME}) == len(SOME)


@pytest.mark.parametrize("exercise", [*QUICK, *NEW])
def test_no_misconception_gives_the_right_answer(exercise):
    for name in CLASS if exercise in QUICK else SOME:
        solution = solution_of(exercise, name)
        assert is_well_posed(solution)
        assert not any(is_near(slip.answer, solution.right, NEAR) for slip in solution.slips)


@pytest.mark.parametrize("exercise", [*QUICK, *NEW])
def test_no_number_that_is_said_is_the_answer(exercise):
    for name in CLASS if exercise in QUICK else SOME:
        solution = solution_of(exercise, name)
        told = " ".join(slip.words for slip in solution.slips)
        said = [float(number.replace(",", "")) for number in re.findall(r"\d[\d,]*(?:\.\d+)?", told)]
        assert not any(is_near(number, solution.right, NEAR) for number in said)


@pytest.mark.parametrize("exercise", [*door.EXERCISES, "04.4", "10.1"])
def test_strange_answers_get_a_sentence(exercise):
    for answer in STRANGE:
        checked = fr.check(exercise, answer, "Ada")
        assert checked.score == 0 and checked.words.endswith((".", "?", "]"))


def test_draws_of_new_exercises_are_the_same_everywhere():
    """As in test_check: whoever changes a draw gives every student other data."""
    found = [fr.my_data(exercise, "Ada") for exercise in ["00.1", "02.1", "07.1", "08.1", "09.1"]]
    assert [(mine.outlet, mine.frame, mine.voice, len(mine.articles)) for mine in found] == PINNED


PINNED = [
    ("Outlet E (unnamed)", "security", "", 5),
    ("Harbour Wire", "pressure", "", 24),
    ("The Daily Clarion", "", "", 15),
    ("CNN (Web News)", "", "", 220),
    ("", "", "narrator", 27),
]


def cleaned(articles):
    """The clean texts by id, white space aside."""
    clean, _ = fr.clean_articles(articles)
    return {article_id: " ".join(text.split()) for article_id, text in zip(clean.article_id, clean.text, strict=True)}


@pytest.mark.parametrize(("exercise", "n_whole"), [("01.1", 8), ("02.1", 24), ("07.1", 9)])
def test_cleaning_leaves_each_article_once_and_nothing_of_its_page(exercise, n_whole):
    """Else the answer would be right of a text that still holds an appeal or a menu."""
    expected = cleaned(fr.load("teaching").articles)
    for name in SOME:
        found = cleaned(fr.my_data(exercise, name).articles)
        assert sum(text == expected[article_id] for article_id, text in found.items()) == n_whole
        assert all(expected[article_id].startswith(text) for article_id, text in found.items())


# The answer by another route than the solution takes


@pytest.mark.parametrize("name", SOME)
def test_the_rate_of_an_article(name):
    mine = fr.my_data("00.1", name)
    rates = fr.measure_outlets(mine.mentions, mine.articles).set_index(["outlet", "frame"])
    assert fr.check("00.1", rates.rate[mine.outlet, mine.frame]).score == 1
    raw = mine.articles.assign(n_words=mine.articles.n_words_raw)
    saved = fr.measure_outlets(mine.raw_mentions, raw).set_index(["outlet", "frame"]).rate[mine.outlet, mine.frame]
    checked = fr.check("00.1", saved)
    assert checked.score == 0.5 and "the file as it was saved" in checked.words
    assert fr.check("00.1", rates.n_mentions[mine.outlet, mine.frame]).words.startswith("That is a count.")


def of_pile(mine, articles, names):
    """The rate in the articles whose outlet is written as one of `names`, by the library's own measure."""
    here = articles[articles.outlet.isin(names)].assign(outlet="one")
    found = fr.find_mentions(here, mine.lexicon)
    return fr.measure_outlets(found[found.frame == mine.frame], here).rate.iloc[0]


@pytest.mark.parametrize("name", SOME)
def test_the_rate_in_a_pile(name):
    mine = fr.my_data("02.1", name)
    bare = mine.outlet.removeprefix("The ")
    spelled = {outlet for outlet in mine.articles.outlet if outlet.removeprefix("The ") == bare}
    assert (len(mine.articles), len(spelled), mine.articles.outlet.nunique()) == (24, 2, 6)
    clean, removals = fr.clean_articles(mine.articles)
    assert removals.article_id[removals.rule == "repeat"].nunique() >= 6  # more where the articles came with repeats
    assert fr.check("02.1", of_pile(mine, clean, spelled)).score == 1
    one = fr.check("02.1", of_pile(mine, clean, [mine.outlet]))
    assert one.score == 0.5 and one.words.startswith("Part of its articles are missing.")
    words = [len(re.findall(r"\w+(?:[’'.&-]\w+)*", f"{a.title}\n{a.text}")) for a in mine.articles.itertuples()]
    raw = fr.check("02.1", of_pile(mine, mine.articles.assign(n_words=words, quotes_ok=True), spelled))
    assert raw.score == 0.5 and raw.words.startswith("You measured the raw text")


@pytest.mark.parametrize("name", SOME)
def test_the_grade_of_an_outlet(name):
    mine = fr.my_data("07.1", name)
    clean, _ = fr.clean_articles(mine.articles)
    means = fr.measure_readability(clean).set_index(["outlet", "score"])["mean"][mine.outlet]
    assert fr.check("07.1", means.flesch_kincaid).score == 1
    assert fr.check("07.1", means.flesch_reading_ease).words.startswith("That is Flesch's reading ease")
    raw = fr.measure_readability(mine.articles).set_index(["outlet", "score"])["mean"][mine.outlet]
    checked = fr.check("07.1", raw.flesch_kincaid)
    assert checked.score == 0.5 and checked.words.startswith("You scored the pages as they were saved")


@pytest.mark.parametrize("name", SOME)
def test_the_share_that_is_found(name):
    from sklearn.metrics import balanced_accuracy_score, precision_score, recall_score

    mine = fr.my_data("08.1", name)
    truth, said = mine.articles.outlet, mine.articles.said
    sizes = truth.value_counts()
    assert sizes.iloc[0] > 2 * sizes[mine.outlet] and set(said) <= set(truth)
    ask = {"labels": [mine.outlet], "average": "macro"}
    assert fr.check("08.1", recall_score(truth, said, **ask)).score == 1
    turned = fr.check("08.1", precision_score(truth, said, **ask))
    assert turned.score == 0.5 and turned.words.startswith("You turned it around")
    for whole, words in [((truth == said).mean(), "accuracy"), (balanced_accuracy_score(truth, said), "balanced")]:
        checked = fr.check("08.1", whole)
        assert checked.score == 0.25 and words in checked.words


@pytest.mark.parametrize("name", SOME)
def test_the_precision_of_a_voice(name):
    mine = fr.my_data("09.1", name)
    by_machine = dict(zip(mine.mentions.mention_id, mine.mentions.voice, strict=True))
    called = [row for row in mine.codes.itertuples() if by_machine[row.mention_id] == mine.voice]
    right = [row for row in called if row.voice == mine.voice]
    assert fr.check("09.1", sum(1 / r.p_drawn for r in right) / sum(1 / r.p_drawn for r in called)).score == 1
    plain = fr.check("09.1", len(right) / len(called))
    assert plain.score == 0.5 and plain.words.startswith("You counted each coded mention once.")
    scores = fr.score_voice(mine.mentions, mine.codes, articles=mine.articles).scores
    row = scores[(scores.outlet == "all outlets") & (scores.voice == mine.voice)].iloc[0]
    assert fr.check("09.1", row.precision).score == 1
    assert fr.check("09.1", row.recall).words.startswith("That is recall")


def test_the_sample_is_drawn_as_the_library_draws():
    """As many of every outlet and voice, with the same chances; only which ones is decided by a hash."""
    mine = fr.my_data("09.1", "Ada")
    sample = fr.draw_coding_sample(mine.mentions, mine.articles, n=len(mine.codes), seed=1)
    assert np.allclose(sorted(sample.p_drawn), sorted(mine.codes.p_drawn))
    assert mine.codes.mention_id.is_unique and "codes (90 rows)" in str(mine)


# A claim about facts, without a text


def claim_on_facts(term, topic=None):
    """Two outlets and a term, over everything or inside one topic, as lesson 04 makes it."""
    data = fr.load("allsides")
    a, b = "NPR Online News", "Washington Times"
    here = data.articles[data.articles.outlet.isin([a, b]) & ((data.articles.topic == topic) | (topic is None))]
    mentions = data.mentions[data.mentions.article_id.isin(here.article_id)]
    row = fr.compare_outlets(mentions, here, by="term").set_index("term").loc[term]
    outlet_of = here.set_index("article_id").outlet
    cited = mentions[mentions.term == term]
    of_b = cited.article_id.map(outlet_of) == b
    numbers = {"ratio": 1 / row.ratio, "low": 1 / row.high, "high": 1 / row.low}
    ids = [*cited.mention_id[of_b].head(3), *cited.mention_id[~of_b].head(1)]
    claim = {"text": "More.", "limits": "Years.", "term": term, "more": b, "less": a, **numbers, "mention_ids": ids}
    return claim | {"shown": bool(row.high < 1 and row.q_value < 0.05)}, mentions, here


@pytest.mark.parametrize("topic", [None, "immigration"])
def test_a_claim_on_facts(topic):
    claim, mentions, articles = claim_on_facts("illegal immigrant*", topic)
    assert "text" not in articles
    checked = fr.check("04.4", claim, mentions=mentions, articles=articles)
    assert (checked.score, checked.exercise) == (1, "04.4"), checked.words
    assert checked.for_instructor == "text: More.\nlimits: Years."
    # the mentions of all outlets do no harm: what is not in `articles` is left out
    assert fr.check("04.4", claim, mentions=fr.load("allsides").mentions, articles=articles).score == 1


def test_a_claim_on_another_topic_than_its_tables():
    claim, _, _ = claim_on_facts("illegal immigrant*")
    _, mentions, articles = claim_on_facts("illegal immigrant*", "immigration")
    checked = fr.check("04.4", claim, mentions=mentions, articles=articles)
    assert checked.score < 1 and "not those that compare_outlets gives for these tables" in checked.words


def test_where_there_is_no_ratio_the_honest_claim_has_none():
    claim, mentions, articles = claim_on_facts("illegal immigrant*", "immigration")
    holding = articles[articles.article_id.isin(mentions.article_id)]
    here = pd.concat([rows.head(3) for _, rows in holding.groupby("outlet")])
    few = mentions[mentions.article_id.isin(here.article_id)].assign(term=claim["term"])
    outlet_of = few.article_id.map(here.set_index("article_id").outlet)
    rate = fr.measure_outlets(few, here, by="term").set_index("outlet").rate
    more = rate.idxmax()
    nothing = {"ratio": float("nan"), "low": float("nan"), "high": float("nan"), "shown": False}
    ids = few.mention_id[outlet_of == more].head(3).tolist()
    honest = claim | nothing | {"more": more, "less": rate.idxmin(), "mention_ids": ids}
    checked = fr.check("04.4", honest, mentions=few, articles=here)
    assert "There is no ratio here (too few articles to test), and you claim none." in checked.words
    made_up = fr.check("04.4", honest | {"ratio": 3, "low": 2, "high": 5}, mentions=few, articles=here)
    assert made_up.score == pytest.approx(checked.score - 0.2)
    assert "There is no ratio here to claim anything by (too few articles to test)." in made_up.words
