"""The full name of whoever speaks, in articles made up for it."""

import pytest

from framing.text.tokens import split_tokens
from framing.voice.linking import Stretch
from framing.voice.names import NOBODY, Speaker, name_speakers


def named(text, *sources):
    """The speakers of the given words, each the first of its kind in `text` behind the one before."""
    tokens = split_tokens(text)
    stretches, at = [], 0
    for source in sources:
        start = text.index(source, at)
        at = start + len(source)
        first = int((tokens.starts < start).sum())
        last = int((tokens.starts < at).sum())
        stretches.append(Stretch(last, last + 1, "indirect", (first, last), None))
    return name_speakers(tokens, stretches)


def test_a_surname_becomes_the_full_name_and_titles_go():
    text = "Chief Prosecutor Ilsa Marn spoke first. Marn said no. Ms. Marn said it again. Prosecutor Marn left."
    assert (
        named(text, "Chief Prosecutor Ilsa Marn", "Marn", "Ms. Marn", "Prosecutor Marn")
        == [Speaker("Ilsa Marn", True)] * 4
    )


def test_pronouns_follow_whoever_fits():
    text = "Mr. Tom Bell met Ms. Ann Roe on Monday. She said the talks failed. He said they did not."
    assert named(text, "She", "He") == [Speaker("Ann Roe", True), Speaker("Tom Bell", True)]


def test_an_institution_has_no_article():
    assert named("The Meridian Court said that it would rule.", "The Meridian Court") == [
        Speaker("Meridian Court", True)
    ]


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("Officials", "officials"),
        ("Two diplomats", "two diplomats"),
        ("A senior administration official", "senior administration official"),
        ("Critics", "critics"),
    ],
)
def test_the_unnamed_stay_as_written(phrase, name):
    assert named(f"{phrase} said that the talks had failed.", phrase) == [Speaker(name, False)]


@pytest.mark.parametrize("junk", ["the", "Four", "you", "Neither"])
def test_a_word_that_names_nobody_is_no_speaker(junk):
    assert named(f"It rained and {junk} said no.", junk) == [NOBODY]


def test_a_name_ends_with_its_sentence():
    found = named("That is what Jo Roe. He said so on Monday.", "Jo Roe. He")
    assert found == [Speaker("Jo Roe", True)]


def test_without_sources_there_are_no_speakers():
    assert name_speakers(split_tokens("It rained."), [Stretch(0, 2, "indirect", None, None)]) == [NOBODY]
