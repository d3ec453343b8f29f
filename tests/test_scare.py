"""Scare quotes: cases known by hand, cases of others, the gold of the teaching corpus."""

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
from framing.voice.scare import is_scare

CASES = Path(__file__).parent / "cases" / "scare.csv"
NOBODY, NAME, WORD = "marks that nobody is quoted for", "a title or a name", "a word mentioned as a word"


def place(text, start, end):
    """Tokens of `text`, and which of them the characters start to end are."""
    tokens = split_tokens(text)
    return tokens, int(np.searchsorted(tokens.ends, start, "right")), int(np.searchsorted(tokens.starts, end, "left"))


def scare_of(text, attributed=False):
    start, end = text.index("["), text.index("]") - 1
    return is_scare(*place(text.replace("[", "").replace("]", ""), start, end), attributed)


@pytest.mark.parametrize(
    ("text", "is_so", "reason"),
    [
        ("The “[trial]” took ten minutes.", True, NOBODY),
        ("The court’s ‘[impartial]’ registry was shut.", True, NOBODY),
        ("An “[independent] body” with a palace of its own opened.", True, NOBODY),
        ("The “show” [trial] opened.", False, "not in a short quotation"),
        ("The “[show” trial] opened.", True, NOBODY),
        ("The so-called “[court]” sat again.", True, "so-called, in marks"),
        ("The so called “[court]” sat again.", True, "so-called, in marks"),
        ("The “[judges]” ruled before lunch.", True, NOBODY),
        ("The [trial] opened.", False, "not in a short quotation"),
        ("She said: “This is a [sham] from end to end.”", False, "not in a short quotation"),
        ("She called the order “[lawfare]”.", False, "somebody is quoted: called"),
        ("What the envoy describes as “[lawfare]” went on.", False, "somebody is quoted: describes"),
        ("The “[lawfare]” that Roe denounced went on.", False, "somebody is quoted: denounced"),
        ("The “[bias]” alleged by Roe was never shown.", False, "somebody is quoted: alleged"),
        ("“[Lawfare],” said the envoy.", False, "somebody is quoted: said"),
        ("‘[Genocide]’ ruling shakes the valley", False, "somebody is quoted: ruling"),
        ("Two held over ‘[terror]’ plot in Lowen, police say", False, "somebody is quoted: say"),
        ("The film “[Genocide]” opens on Friday.", False, NAME),
        ("They sang “[No Impunity]” until dawn.", False, NAME),
        ("Boxer Milo “[Terror]” Hask retired.", False, NAME),
        ("He was known as “the [butcher]” of Lowen.", False, NAME),
        ("The word “[genocide]” stands in the draft.", False, WORD),
        ("“[Lawfare]” means war by courts.", False, WORD),
    ],
)
def test_known_cases(text, is_so, reason):
    assert scare_of(text) == (is_so, reason)


def test_what_is_attributed_is_no_scare_but_so_called_is():
    assert scare_of("The “[trial]” took ten minutes.", True) == (False, "somebody is quoted")
    assert scare_of("The so-called “[trial]” took ten minutes.", True) == (True, "so-called, in marks")


def test_a_headline_in_capitals_holds_no_names():
    assert scare_of("Deputies Back ‘[Impartial]’ Judges, Break for Lunch") == (True, NOBODY)


def test_a_place_outside_the_text_is_no_scare():
    tokens = split_tokens("A “trial”.")
    assert not any(is_scare(tokens, a, b, False)[0] for a, b in ((9, 10), (0, 0), (-2, -1)))
    assert is_scare(split_tokens(""), 0, 1, False) == (False, "not in a short quotation")


PIECES = [
    "“",
    "”",
    '"',
    "'",
    "’",
    "‘",
    "(",
    "?",
    ".",
    ",",
    ":",
    "\n\n",
    " said",
    " the",
    " so-called",
    " that",
    " word",
]
PIECES += [" genocide", " Film", " by", " of", "🙂", "\u202e", "של", "İ", "’s", " "]


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40).map("".join), st.data())
def test_never_raises(text, data):
    tokens = split_tokens(text)
    first = data.draw(st.integers(0, max(0, len(tokens.words) - 1)))
    is_so, reason = is_scare(tokens, first, first + data.draw(st.integers(1, 3)), data.draw(st.booleans()))
    assert is_so in (True, False) and reason


@pytest.mark.parametrize("text", ["the “trial” and " * 50_000, "“" * 200_000, "‘a’ " * 100_000])
def test_time_does_not_grow_with_the_text(text):
    tokens = split_tokens(text)
    middle = len(tokens.words) // 2
    start = time.process_time()
    for at in range(middle, middle + 200):
        is_scare(tokens, at, at + 1, False)
    assert time.process_time() - start < 1


@pytest.mark.parametrize(("split", "floor"), [("dev", 0.97), ("heldout", 0.85)])
def test_accuracy_on_cases_of_others(split, floor):
    """Written by somebody who had not seen the code; the rules were made on dev only. No attribution is given."""
    cases = pd.read_csv(CASES, keep_default_na=False)
    cases = cases[cases.split == split]
    places = (
        (text, text.index(term), text.index(term) + len(term))
        for text, term in zip(cases.text, cases.term, strict=True)
    )
    found = [is_scare(*place(*where), False)[0] for where in places]
    accuracy = (cases.scare.eq("yes") == found).mean()
    print(f"scare, {split}: {accuracy:.1%} of {len(cases)} cases")
    assert accuracy >= floor


def test_accuracy_on_the_teaching_corpus():
    """4% of the mentions are scare. Even if the tagger sees no attribution, few quotations are taken for scare."""
    data = fr.load("teaching")
    articles, _ = fr.clean_articles(data.articles)
    mentions = fr.find_mentions(articles, data.lexicon)
    gold = pd.read_csv(data_folder() / "teaching" / "gold.csv", keep_default_na=False).set_index("mention_id")
    texts = articles.set_index("article_id")
    wanted = gold.scare.loc[mentions.mention_id].eq("yes").to_numpy()
    found = np.array(
        [is_scare(*place(texts.at[m.article_id, m.part], m.start, m.end), False)[0] for m in mentions.itertuples()]
    )
    print(
        f"scare, teaching corpus: {(wanted & found).sum()} of {wanted.sum()} found, {(~wanted & found).sum()} too many"
    )
    assert (wanted & found).sum() >= 21 and (~wanted & found).sum() <= 4
