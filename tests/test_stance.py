"""Asserted, negated, questioned, hedged: cases known by hand, cases of others, the gold of the teaching corpus."""

import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing as fr
from framing.read.datasets import data_folder
from framing.text.tokens import split_tokens
from framing.voice.stance import STANCES, Stance, find_stance

CASES = Path(__file__).parent / "cases" / "stance.csv"
KNOWN = [  # text with its [term], cue of the attribution, stance
    ("It was [genocide], the envoy said.", "said", "asserted"),
    ("The killings were not [genocide].", "", "negated"),
    ("The killings weren’t [genocide].", "", "negated"),
    ("He denied that the order was [lawfare].", "denied", "negated"),
    ("The order was no act of [lawfare], the ministry denied.", "denied", "negated"),
    ("It was not only [genocide] but theft.", "", "asserted"),
    ("There is no doubt that this was [genocide].", "", "asserted"),
    ("Nobody can deny that this was [genocide].", "", "asserted"),
    ("The minister did not deny the [massacre].", "", "asserted"),
    ("She cannot deny that it was a [massacre].", "", "asserted"),
    ("The claims of [lawfare] are baseless, the court said.", "said", "negated"),
    ("Accusations of [bias] were rejected by the bench.", "", "negated"),
    ("Talk of [bias] is nonsense.", "", "negated"),
    ("The alleged [war crimes] were filmed.", "", "hedged"),
    ("He is suspected of [war crimes].", "", "hedged"),
    ("Two officers accused of [war crimes] fled.", "", "hedged"),
    ("It may amount to [genocide].", "", "hedged"),
    ("If this is [genocide], the treaty applies.", "", "hedged"),
    ("The army fights what it calls [terrorism].", "", "hedged"),
    ("The army fights what the ministry has called [terrorism].", "", "hedged"),
    ("The so-called [show trial] opened.", "", "hedged"),
    ("Reporters asked whether it was [genocide].", "asked", "questioned"),
    ("The judges must decide whether it was [genocide].", "", "questioned"),
    ("Is it [genocide]?", "", "questioned"),
    ("Who will pay for the [genocide]?", "", "asserted"),
    ("Envoy denies [genocide]", "", "negated"),
    ("Envoy: no [genocide] in the valley", "", "negated"),
    ("No [massacre], says general", "", "negated"),
    ("[Massacre] claims rejected", "", "negated"),
    ("[War crimes] suspect held in Lowen", "", "hedged"),
    ("Was it [genocide]? The court decides", "", "questioned"),
    ("The ministry dismissed the ruling as [lawfare].", "", "asserted"),
    ("He rejected the verdict as a [sham].", "", "asserted"),
    ("He did not come, but the [massacre] was named.", "", "asserted"),
    ("The war did not end; the [massacre] followed.", "", "asserted"),
    ("The town has not forgotten the [massacre].", "", "asserted"),
    ("There was no evidence that the raid was a [massacre].", "", "negated"),
    ("He was acquitted of [war crimes].", "", "negated"),
    ("The judges cleared her of [bias].", "", "negated"),
    ("This is justice rather than [lawfare].", "", "negated"),
    ("It was far from a [fair trial].", "", "negated"),
    ("The minister stopped short of calling it [genocide].", "", "negated"),
    ("A trial without [due process] began.", "", "negated"),
    ("He never committed [war crimes].", "", "negated"),
    ("Neither side committed [war crimes], she said.", "said", "negated"),
    ("She said it would be [blackmail].", "said", "hedged"),
    ("She said: “This is not [justice].”", "said", "negated"),
    ("He did not speak. “This is [genocide],” she said.", "said", "asserted"),
    ("The panel refused to call it [genocide].", "", "negated"),
    ("The charge of [bias] has never been proven.", "", "negated"),
    ("There is nothing [impartial] about the bench.", "", "negated"),
    ("The [massacre] never happened, the general said.", "said", "negated"),
    ("The [massacre] did not take place.", "", "negated"),
    ("The [genocide] that nobody stopped went on.", "", "asserted"),
    ("Critics of the ministry, which denied entry to doctors, spoke of [starvation].", "", "asserted"),
    ("He did not order arson, crimes against humanity or [genocide].", "", "negated"),
    ("The minister denied the army had committed [war crimes].", "denied", "negated"),
    ("He denied bail to the [terrorism] suspect.", "", "hedged"),
    ("[War crimes] prosecutor denied visa", "", "asserted"),
    ("The court has never found [genocide] there.", "", "negated"),
    ("He did not attend the hearing on [war crimes].", "", "asserted"),
    ("The report does not say that it was [genocide].", "", "negated"),
    ("They asked the judge if it was [genocide].", "", "questioned"),
    ("It is unclear whether [war crimes] were committed.", "", "questioned"),
    ("Should it prove to be a [massacre], the talks end.", "", "hedged"),
    ("“Was this [genocide]?” she asked.", "asked", "questioned"),
    ("“Is this justice?” he asked about the [genocide].", "", "asserted"),
    ("The ministry rejected the “[genocide]” charge.", "", "negated"),
    ("He rejected accusations of [lawfare] as absurd.", "", "negated"),
    ("Neither the raid nor the blockade was [genocide].", "", "negated"),
    ("The suspected gunman in the [massacre] fled.", "", "asserted"),
    ("The alleged leader of the [massacre] fled.", "", "asserted"),
    ("An alleged act of [genocide] was filmed.", "", "hedged"),
    ("No survivor of the [massacre] was invited.", "", "asserted"),
    ("Nothing can justify the [massacre].", "", "asserted"),
    ("Nobody doubts that it was [genocide].", "", "asserted"),
    ("He was convicted of denying the [genocide].", "", "asserted"),
    ("The [massacre] was allegedly ordered by phone.", "", "hedged"),
    ("Were it [genocide], the treaty would apply.", "", "hedged"),
    ("Whether it was [genocide] is for the court, the judge said.", "", "questioned"),
    ("[War crimes] were never committed, the general said.", "", "negated"),
    ("A [massacre] has been ruled out.", "", "negated"),
    ("He rejected the label of [genocide].", "", "negated"),
    ("In May the [massacre] was filmed.", "", "asserted"),
]


def place(text, start, end):
    """Tokens of `text`, and which of them the characters start to end are."""
    tokens = split_tokens(text)
    return tokens, int(np.searchsorted(tokens.ends, start, "right")), int(np.searchsorted(tokens.starts, end, "left"))


def stance_of(text, cue=""):
    start, end = text.index("["), text.index("]") - 1
    return find_stance(*place(text.replace("[", "").replace("]", ""), start, end), cue)


@pytest.mark.parametrize(("text", "cue", "stance"), KNOWN, ids=[k[0][:60] for k in KNOWN])
def test_known_cases(text, cue, stance):
    assert stance_of(text, cue).stance == stance


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("He didn’t call it [genocide].", "didn’t"),
        ("The So-Called [trial] opened.", "So-Called"),
        ("Was it [genocide]?", "?"),
        ("The army fights what it calls [terrorism].", "what it calls"),
        ("Talk of [bias] is without foundation.", "without foundation"),
        ("It was [genocide].", ""),
    ],
)
def test_the_words_that_decided_stand_as_written(text, word):
    assert stance_of(text).word == word


def test_the_cue_counts_where_the_text_before_the_term_does_not_hold_it():
    assert stance_of("The order was [lawfare], the ministry scoffed.", "denied") == Stance("negated", "denied")
    assert stance_of("The ministry dismissed the order as [lawfare].", "dismissed").stance == "asserted"
    assert stance_of("The vote will bring [impunity], ministers fear.", "fear") == Stance("hedged", "fear")
    assert stance_of("The deputies met [coercion], she alleged.", "alleged").stance == "asserted"


def test_who_denies_inside_a_long_quotation_asserts_what_stands_in_it():
    assert stance_of("“The charge itself is [lawfare],” he replied, and denied it.", "denied").stance == "asserted"
    assert stance_of("He denied “that wild charge of open [lawfare]”.", "denied") == Stance("negated", "denied")


def test_marks_of_a_short_quotation_do_not_end_a_clause_and_those_of_a_long_one_do():
    assert stance_of("He did not call it “[genocide]”.").stance == "negated"
    assert stance_of("He did not flinch: “This is plain and open [genocide]”.").stance == "asserted"


def test_a_place_outside_the_text_is_asserted():
    tokens = split_tokens("No genocide.")
    assert {find_stance(tokens, a, b).stance for a, b in ((5, 6), (-1, 0), (2, 2), (1, 9))} == {"asserted"}
    assert find_stance(split_tokens(""), 0, 1) == Stance("asserted", "")


PIECES = [
    "“",
    "”",
    '"',
    "'",
    "’",
    "(",
    ")",
    "?",
    ".",
    "!",
    ",",
    ";",
    "—",
    "\n\n",
    " not",
    " no",
    " denied",
    " if",
    " who",
]
PIECES += [
    " that",
    " as",
    " genocide",
    " of",
    " what",
    " calls",
    " is",
    " May",
    " 3",
    "🙂",
    "\u202e",
    "של",
    "İ",
    "n’t",
    " ",
]


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40).map("".join), st.data())
def test_never_raises(text, data):
    tokens = split_tokens(text)
    first = data.draw(st.integers(0, max(0, len(tokens.words) - 1)))
    cue = data.draw(st.sampled_from(["", "denied", "asked whether", "”", "feared that"]))
    stance, word = find_stance(tokens, first, first + data.draw(st.integers(1, 3)), cue)
    assert stance in STANCES and (word == "") == (stance == "asserted")


@pytest.mark.parametrize("text", ["no genocide and " * 50_000, "“" * 200_000, "denied, " * 100_000])
def test_time_does_not_grow_with_the_text(text):
    tokens = split_tokens(text)
    middle = len(tokens.words) // 2
    start = time.process_time()
    for _ in range(200):
        find_stance(tokens, middle, middle + 1)
    assert time.process_time() - start < 1


@pytest.mark.parametrize(("split", "floor"), [("dev", 0.98), ("heldout", 0.85)])
def test_accuracy_on_cases_of_others(split, floor):
    """Written by somebody who had not seen the code; the rules were made on dev only."""
    cases = pd.read_csv(CASES, keep_default_na=False)
    cases = cases[cases.split == split]
    places = (
        (text, text.index(term), text.index(term) + len(term))
        for text, term in zip(cases.text, cases.term, strict=True)
    )
    found = [find_stance(*place(*where)).stance for where in places]
    accuracy = (cases.stance == found).mean()
    print(f"stance, {split}: {accuracy:.1%} of {len(cases)} cases")
    assert accuracy >= floor


def test_accuracy_on_the_teaching_corpus():
    """Most mentions are asserted (74%); what marks of distance hedge is the matter of `is_scare`."""
    data = fr.load("teaching")
    articles, _ = fr.clean_articles(data.articles)
    mentions = fr.find_mentions(articles, data.lexicon)
    gold = pd.read_csv(data_folder() / "teaching" / "gold.csv", keep_default_na=False).set_index("mention_id")
    texts = articles.set_index("article_id")
    found = [find_stance(*place(texts.at[m.article_id, m.part], m.start, m.end)).stance for m in mentions.itertuples()]
    wanted = gold.loc[mentions.mention_id]
    accuracy = (wanted.stance.to_numpy() == found).mean()
    plain = wanted.scare.eq("no").to_numpy()
    unscared = (wanted.stance.to_numpy() == found)[plain].mean()
    print(f"stance, teaching corpus: {accuracy:.1%} of {len(found)} mentions, {unscared:.1%} without scare quotes")
    assert accuracy >= 0.84 and unscared >= 0.87
