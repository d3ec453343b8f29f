"""Telling outlets apart: cases known by hand, the baseline, leakage that is planted, bad input, real articles."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing as fr
from framing.clean.articles import clean_articles
from framing.compare.foundation.shares import share_intervals
from framing.compare.telling_apart.features import count_table, count_text, words_of
from framing.compare.telling_apart.leakage import inside_texts, names_among
from framing.compare.telling_apart.model import accuracy, speaking_words, try_out
from framing.compare.telling_apart.steps import LAST_FIFTH, NEW_GROUPS, NO_NAMES, NO_TEMPLATES, RAW

COLUMNS = [
    "step", "accuracy", "low", "high", "balanced", "chance", "chance_high", "majority", "n_articles", "n_tested",
    "n_outlets", "note",
]  # fmt: skip
FILLER = [f"w{i:02}" for i in range(60)]


def write(n=60, outlets=("Post", "Sun"), seed=0, line=None, own=None):
    """Articles of random words, alike in all outlets but for what `line` and `own` give each of them."""
    rng = np.random.default_rng(seed)
    rows = []
    for i in range(n):
        outlet = outlets[i % len(outlets)]
        body = [" ".join(rng.choice(FILLER, 12)) + "." for _ in range(7)]
        if own:
            body[3] += f" {own[outlet]}."
        if line:
            body.insert(4, line[outlet])
        rows.append((f"a{i}", outlet, "Day", "\n".join(body)))
    articles = pd.DataFrame(rows, columns=["article_id", "outlet", "title", "text"])
    return articles.assign(published=pd.date_range("2020-01-01", periods=n), topic=[f"t{i // 4}" for i in range(n)])


def classify(articles, words=None, **options):
    return fr.classify_outlets(articles, words, **{"permutations": 20, **options})


def by_step(result):
    return result.steps.set_index("step")


def test_the_three_tables_have_their_columns_and_steps_in_order():
    steps, confusion, deciding = classify(write())
    assert steps.columns.tolist() == COLUMNS
    assert steps.step.tolist() == [RAW, NO_NAMES, NO_TEMPLATES, NEW_GROUPS["topic"], LAST_FIFTH]
    assert confusion.columns.tolist() == ["outlet", "said", "n", "share", "step"]
    assert deciding.columns.tolist() == ["outlet", "word", "weight", "n_articles", "n_elsewhere", "step"]


def test_where_nothing_differs_the_model_does_no_better_than_shuffled_outlets():
    steps = by_step(classify(write(120), permutations=100))
    assert (steps.low < steps.chance_high).all()
    assert steps.chance.between(0.4, 0.6).all() and (steps.majority == 0.5).all()


def test_an_outlets_name_is_leakage_that_the_second_step_takes_away():
    result = classify(write(120, own={"Post": "The Post", "Sun": "The Sun"}))
    steps = by_step(result)
    assert steps.accuracy[RAW] > 0.9 > 0.7 > steps.accuracy[NO_NAMES] and steps.low[NO_TEMPLATES] < 0.6
    assert steps.note[NO_NAMES].startswith("taken out: ") and {"post", "sun"} <= set(
        steps.note[NO_NAMES][11:].split(", ")
    )
    words = result.deciding.groupby("step").word.agg(set)
    assert {"post", "sun"} <= words[RAW] and not {"post", "sun"} & (words[NO_NAMES] | words[NO_TEMPLATES])


def test_a_template_is_leakage_that_the_third_step_takes_away():
    line = {"Post": "Sign up for our daily letter and get the best of it", "Sun": "Copyright all rights reserved here"}
    result = classify(write(line=line))
    steps = by_step(result)
    assert steps.accuracy[RAW] > 0.95 and steps.accuracy[NO_NAMES] > 0.95 and steps.low[NO_TEMPLATES] < 0.6
    words = result.deciding.groupby("step").word.agg(set)
    assert "letter" in words[RAW] and not words[NO_TEMPLATES] & {"letter", "copyright"}


def test_wording_survives_all_steps_and_is_named_first_among_the_deciding_words():
    result = classify(write(120, own={"Post": "A regime", "Sun": "A government"}))
    steps = by_step(result)
    assert (steps.accuracy > 0.9).all() and (steps.accuracy >= steps.low).all() and (steps.high >= steps.accuracy).all()
    best = result.deciding[result.deciding.step == NO_TEMPLATES].groupby("outlet").first()
    assert best.word.to_dict() == {"Post": "regime", "Sun": "government"}
    assert best.n_articles.tolist() == [60, 60] and best.n_elsewhere.tolist() == [0, 0]
    assert result.deciding.step.unique().tolist() == [NO_TEMPLATES, NO_NAMES, RAW]


def test_what_tells_events_apart_is_of_no_use_on_other_events():
    """Each outlet has its own events, each event its own word: the word gives the outlet away, in known events only."""
    articles = write(120)
    event = np.array([f"{'ps'[i % 2]}{i // 20}" for i in range(120)])
    text = [f"{text.replace('.', f' {name}{name}.')}" for text, name in zip(articles.text, event, strict=True)]
    steps = by_step(classify(articles.assign(event=event, text=text)))
    assert steps.accuracy[NO_TEMPLATES] > 0.95
    assert NEW_GROUPS["event"] in steps.index and steps.accuracy[NEW_GROUPS["event"]] < 0.7


def test_a_layout_of_early_years_is_of_no_use_on_the_last_fifth():
    articles = write(120, own={"Post": "ogle", "Sun": "umber"})
    late = articles.published >= articles.published.iloc[96]
    articles["text"] = articles.text.where(~late, articles.text.str.replace("ogle|umber", "", regex=True))
    steps = by_step(classify(articles))
    assert steps.accuracy[NO_TEMPLATES] > 0.8 and steps.low[LAST_FIFTH] < 0.5
    assert steps.n_tested[LAST_FIFTH] == 24 and steps.note[LAST_FIFTH] == "tested on 2020-04-06 and later"


def test_the_interval_and_the_balanced_accuracy_are_those_of_the_formulas():
    counts = count_table(
        pd.DataFrame({"article_id": range(20), "word": ["a", "b"] * 10, "n": 1}),
        pd.DataFrame({"article_id": range(20)}),
    ).n
    outlet = np.array([0, 1] * 9 + [1, 1])  # article 18 looks like outlet 0 and is of outlet 1
    rows = np.arange(20)
    folds = [(rows[rows % 4 != k], rows[rows % 4 == k]) for k in range(4)]
    answers = try_out(counts, outlet, folds, 20, 0)
    assert answers.said[np.argsort(answers.rows)].tolist() == [0, 1] * 10
    share, low, high, balanced = accuracy(answers, rows)
    each = np.arange(20)
    hit = (rows != 18).astype(float)
    expected = share_intervals(0 * each, each, hit, np.ones(20), 1)
    assert (share, low, high) == pytest.approx(tuple(ends[0] for ends in expected)) and share == 0.95
    assert balanced == pytest.approx((1 + 10 / 11) / 2)
    wide = accuracy(answers, rows // 5)
    assert wide[0] == share and accuracy(answers, rows // 10)[1] != accuracy(answers, rows // 10)[1]  # two units: none


def test_the_parts_of_all_words_in_the_distance_add_up_to_one_at_most():
    features = count_text(write(own={"Post": "A regime", "Sun": "A government"}))
    parts = speaking_words(features.n, np.array([0, 1] * 30))
    assert (parts >= 0).all() and parts.shape == (2, len(features.words))
    assert features.words[parts.argmax(axis=1)].tolist() == ["regime", "government"]


def test_confusion_adds_up_to_the_tested_articles_of_the_last_step():
    steps, confusion, _ = classify(write(90, ("Post", "Sun", "Era")))
    assert len(confusion) == 9 and confusion.n.sum() == steps.n_tested.iloc[-1] == 18
    assert confusion.groupby("outlet").share.sum().tolist() == pytest.approx([1, 1, 1])
    assert (confusion.step == LAST_FIFTH).all()
    right = confusion.n[confusion.outlet == confusion.said].sum()
    assert right / 18 == pytest.approx(steps.accuracy.iloc[-1])


def test_the_same_seed_gives_the_same_and_the_callers_tables_stay_as_they_are():
    articles = write(own={"Post": "A regime", "Sun": "A government"})
    before = articles.copy()
    first, again, other = classify(articles), classify(articles), classify(articles, seed=1)
    for one, two in zip(first, again, strict=True):
        pd.testing.assert_frame_equal(one, two)
    pd.testing.assert_frame_equal(articles, before)
    assert not first.steps.equals(other.steps)


def test_index_and_categories_make_no_difference():
    articles = write()
    same = articles.astype({"outlet": "category", "topic": "category"}).set_axis([7] * 60)
    pd.testing.assert_frame_equal(classify(same).steps, classify(articles).steps)


@settings(max_examples=4, deadline=None)
@given(st.integers(2, 4), st.integers(0, 5))
def test_numbers_are_shares_and_n_adds_up(outlets, seed):
    articles = write(48, tuple("ABCD"[:outlets]), seed)
    steps, confusion, deciding = classify(articles)
    numbers = steps[["accuracy", "low", "high", "balanced", "chance", "chance_high", "majority"]]
    assert numbers.ge(0).all(axis=None) and numbers.le(1).all(axis=None)
    assert (steps.low <= steps.accuracy).all() and (steps.accuracy <= steps.high).all()
    assert (steps.n_tested <= steps.n_articles).all() and (steps.n_outlets <= outlets).all()
    assert deciding.weight.between(0, 1).all() and confusion.n.sum() == steps.n_tested.iloc[-1]


# counts in place of texts


def counts_of(articles, inside=True):
    rows = []
    for article_id, title, text, left in zip(
        articles.article_id, articles.title, articles.text, inside_texts(articles), strict=True
    ):
        n, n_inside = (pd.Series(words_of(part)).value_counts() for part in (f"{title}\n{text}", left))
        rows += [(article_id, word, k, n_inside.get(word, 0)) for word, k in n.items()]
    table = pd.DataFrame(rows, columns=["article_id", "word", "n", "n_inside"])
    return table if inside else table.drop(columns="n_inside")


def test_counts_give_the_same_as_the_texts_they_were_counted_in():
    articles = write(own={"Post": "The Post", "Sun": "The Sun"})
    of_text, of_counts = classify(articles), classify(articles.drop(columns=["title", "text"]), counts_of(articles))
    for one, two in zip(of_text, of_counts, strict=True):
        pd.testing.assert_frame_equal(one, two)


def test_without_n_inside_the_step_is_a_row_that_says_so():
    articles = write(own={"Post": "A regime", "Sun": "A government"})
    steps, _, deciding = classify(articles, counts_of(articles, inside=False))
    rows = steps.set_index("step")
    assert rows.accuracy.isna().tolist() == [False, False, True, False, False]
    note = "`words` has no column n_inside: nobody looked for templates, bylines, first and last line"
    assert rows.note[NO_TEMPLATES] == note and rows.n_tested[NO_TEMPLATES] == 0
    assert rows.note[NEW_GROUPS["topic"]] == "templates, bylines, first and last line are still in"
    assert deciding.step.unique().tolist() == [NO_NAMES, RAW]


# what is taken out


def test_names_are_found_alone_joined_and_behind_a_hyphen():
    articles = pd.DataFrame({"outlet": ["Fox Online News", "The Hill", "CNN (Web News)"]})
    words = np.array(["fox", "fox's", "foxnews.com", "cnn-hosted", "hill", "firefox", "the", "capitol"], dtype=object)
    assert words[names_among(words, articles)].tolist() == ["fox", "fox's", "foxnews.com", "cnn-hosted", "hill"]


def test_bylines_credits_and_both_ends_are_left_out_and_nothing_else():
    text = "BY ADA LIND\nFirst line.\nBy night, it rained.\nBy the way\nIt was wet.\nLast line.\nReporting by Bo Kern"
    articles = pd.DataFrame({"article_id": ["a", "b"], "outlet": "X", "title": "Rain", "text": [text, None]})
    assert inside_texts(articles) == ["Rain\nBy night, it rained.\nBy the way\nIt was wet.", "Rain\n"]


# what is left out, and steps that cannot be taken


def test_copies_wordless_articles_and_small_outlets_are_left_out_and_counted():
    articles = write(66, ("Post", "Sun", "Era"))
    articles = pd.concat([articles[articles.outlet != "Era"], articles[articles.outlet == "Era"][:4]])
    articles["duplicate_of"] = ""
    articles.loc[articles.article_id == "a3", "duplicate_of"] = "a0"
    articles.loc[articles.article_id == "a4", ["title", "text"]] = ""
    steps = classify(articles).steps
    assert steps.note[0] == (
        "left out: 1 article that repeats another of its outlet; left out: 1 article without words; "
        "left out: outlets with fewer than 5 articles, Era (4)"
    )
    assert steps.n_articles[0] == 42 and steps.n_outlets[0] == 2


def test_without_dates_and_groups_the_steps_are_rows_that_say_so():
    steps, confusion, _ = classify(write().drop(columns=["topic", "published"]))
    assert steps.accuracy.isna().tolist() == [False] * 3 + [True] * 2
    assert steps.note[3:].tolist() == [
        "`articles` have no column `event` and none `topic`: find events with match_events(articles)",
        "no article has a date in `published`",
    ]
    assert (confusion.step == NO_TEMPLATES).all()
    assert classify(write().assign(published=pd.NaT)).steps.note.iloc[-1] == "no article has a date in `published`"
    assert classify(write().assign(topic="one")).steps.note[3] == "only one topic: none is left to test on"


def test_articles_without_date_or_group_are_counted():
    articles = write()
    articles.loc[:4, "published"] = pd.NaT
    articles.loc[:2, "topic"] = [None, "", " "]
    steps = by_step(classify(articles))
    assert steps.note[LAST_FIFTH] == "tested on 2020-02-19 and later; left out: 5 articles without a date"
    assert steps.note[NEW_GROUPS["topic"]] == "each a group of its own: 3 articles without topic"
    assert steps.n_articles[LAST_FIFTH] == 55


def test_an_event_that_is_tested_is_not_trained_on():
    articles = write().assign(event=[f"e{i % 3}" if i in (1, 50, 55) else f"f{i}" for i in range(60)])
    steps = by_step(classify(articles))
    assert "left out of training: 1 article on an event that is tested" in steps.note[LAST_FIFTH]
    assert steps.n_articles[LAST_FIFTH] == 59


def test_outlets_missing_on_one_side_of_the_day_are_named():
    articles = write(90, ("Post", "Sun", "Era"))
    articles.loc[articles.outlet == "Era", "published"] = pd.Timestamp("2019-01-01")
    assert by_step(classify(articles)).note[LAST_FIFTH].endswith("no articles from that day on: Era")
    articles = write(40).assign(published=pd.date_range("2020-01-01", periods=40))
    articles["outlet"] = ["Post"] * 20 + ["Sun"] * 20
    articles.loc[articles.outlet == "Sun", "published"] = pd.Timestamp("2021-01-01")
    note = by_step(classify(articles)).note[LAST_FIFTH]
    assert note == "fewer than two outlets have articles before the last fifth: nothing to train on"


def test_where_no_words_are_left_the_rows_say_so():
    articles = write(20)
    named = classify(articles.assign(title="", text=[f"{outlet} {outlet}" for outlet in articles.outlet])).steps
    nothing = "no word stands in 2 articles: nothing to go by"
    assert named.accuracy.notna().tolist() == [True] + [False] * 4
    assert [note.split("; ")[-1] for note in named.note[1:3]] == [nothing] * 2
    assert named.note[3:].tolist() == ["no words are left to go by"] * 2
    steps, confusion, deciding = classify(articles.assign(title="", text=[f"x{i}" for i in range(20)]))
    assert steps.accuracy.isna().all() and steps.note[0] == nothing
    assert len(confusion) == len(deciding) == 0 and confusion.n.dtype.kind == "i"


def test_articles_that_are_all_the_same_tell_nothing():
    steps, _, deciding = classify(write(20).assign(text="One.\nTwo.\nThree.\nFour.\nFive."))
    assert (steps.accuracy.dropna() <= 0.6).all() and deciding.weight.le(1).all()


# bad input


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda a: (a.assign(outlet="Post"), None),
            "Only one outlet has 5 articles with words (articles: Post 60): there is nothing to tell apart. "
            "Give at least two outlets with 5 articles each, better 50.",
        ),
        (
            lambda a: (a[:1], None),
            "No outlet has 5 articles with words (articles: Post 1): there is nothing to tell apart. "
            "Give at least two outlets with 5 articles each, better 50.",
        ),
        (
            lambda a: (a.assign(title="", text=""), None),
            "No outlet has 5 articles with words (articles: none): there is nothing to tell apart. "
            "Give at least two outlets with 5 articles each, better 50.",
        ),
        (
            lambda a: (a.drop(columns="text"), None),
            "`articles` has no column `text`, and no `words` were given. Give counts of words in its place: "
            "data = load('allsides'); classify_outlets(data.articles, data.words).",
        ),
        (
            lambda a: (a[:0], None),
            "There are no articles to measure. Read some: articles, ledger = read_articles(path).",
        ),
        (
            lambda a: (a.assign(outlet=a.outlet.where(a.index > 2, "")), None),
            "3 of 60 articles have no outlet. Leave them out: "
            "articles = articles[articles.outlet.notna() & (articles.outlet != '')].",
        ),
        (
            lambda a: (a.assign(published="1 May"), None),
            "`published` of `articles` is str, not a date. "
            "Make it one: articles.assign(published=pd.to_datetime(articles.published)).",
        ),
        (
            lambda a: (a, pd.DataFrame({"article_id": ["z"], "word": "w", "n": 1})),
            "`words` holds no word of any article in `articles`: their article_id differ. "
            "Give the words of these articles.",
        ),
        (
            lambda a: (a, pd.DataFrame({"article_id": ["a0"], "word": "w", "n": "1"})),
            "`n` of `words` is str, not a number. Make it one: words.assign(n=pd.to_numeric(words.n)).",
        ),
        (
            lambda a: (a, pd.DataFrame({"article_id": ["a0", "a1"], "word": "w", "n": [1, -2]})),
            "1 of 2 rows of `words` have no n of 0 or more, -2 for instance. Keep the others: words[words.n >= 0].",
        ),
        (
            lambda a: (a, pd.DataFrame({"article_id": ["a0", "a1"], "word": ["w", None], "n": 1})),
            "1 of 2 rows of `words` have no word. Leave them out: words = words.dropna(subset=['word']).",
        ),
        (
            lambda a: (a, pd.DataFrame({"article_id": ["a0", "a1"], "word": "w", "n": 1, "n_inside": [2, 1]})),
            "1 of 2 rows of `words` have more n_inside than n: a part cannot be larger than the whole. "
            "Count them anew.",
        ),
    ],
)
def test_messages(change, message):
    with pytest.raises(fr.FramingError) as error:
        classify(*change(write()))
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"permutations": 5}, "permutations=5 is no whole number of at least 20. Give permutations=20."),
        ({"permutations": 50.5}, "permutations=50.5 is no whole number of at least 20. Give permutations=20."),
        ({"seed": -1}, "seed=-1 is no whole number of at least 0. Give seed=0."),
        ({"seed": None}, "seed=None is no whole number of at least 0. Give seed=0."),
    ],
)
def test_messages_of_options(options, message):
    with pytest.raises(fr.FramingError) as error:
        classify(write(), **options)
    assert str(error.value) == message


# real articles


def test_the_fall_of_allsides_from_its_facts():
    """Every second article, for speed. Of all, lesson 08 prints the fall; evidence.md has .91, .82, .68 and, on the
    last fifth, .48, of another model on the texts.
    """
    data = fr.load("allsides")
    articles = data.articles[data.articles.article_id.isin(data.words.article_id.unique())]
    result = classify(articles[::2], data.words)
    steps = by_step(result)
    assert steps.accuracy.tolist() == pytest.approx([0.84, 0.76, 0.57, 0.55, 0.52], abs=0.04)
    assert (steps.low > steps.chance_high).all() and steps.n_outlets.tolist() == [8, 8, 8, 8, 7]
    words = result.deciding[result.deciding.step == RAW].groupby("outlet").word.agg(set)
    assert "cnn" in words["CNN (Web News)"] and "politico" in words["Politico"]
    assert not {"cnn", "politico", "fox"} & set(result.deciding.word[result.deciding.step == NO_TEMPLATES])


def test_texts_give_what_their_facts_give(shared):
    """On half of two outlets, because cleaning and counting eight of them takes ten seconds."""
    data = fr.load("allsides")
    facts = data.articles[data.articles.outlet.isin(["Vox", "The Hill"])][::2]
    raw = fr.read_articles(shared / "allsides" / "articles.parquet")[0]
    texts, _ = clean_articles(raw[raw.article_id.isin(facts.article_id)].reset_index(drop=True))
    words = data.words[data.words.article_id.isin(facts.article_id)]
    ours, theirs = (by_step(classify(*given)) for given in ((texts,), (facts, words)))
    assert ours.accuracy.tolist() == pytest.approx(theirs.accuracy.tolist(), abs=0.07)
    assert ours.n_tested.tolist() == theirs.n_tested.tolist()
