"""More on the full name of whoever speaks: invented articles with known answers, then any text."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.text.tokens import split_tokens
from framing.voice.linking import Stretch
from framing.voice.names import NOBODY, Speaker, name_speakers


def name(text):
    """The speakers of the source phrases that stand in {braces}."""
    spans, clean = [], ""
    for part in text.replace("{", "\0{").replace("}", "\0").split("\0"):
        if part.startswith("{"):
            part = part[1:]
            spans.append((len(clean), len(clean) + len(part)))
        clean += part
    tokens = split_tokens(clean)
    places = [tuple(tokens.starts.searchsorted(span).tolist()) for span in spans]
    return name_speakers(tokens, [Stretch(*place, "indirect", place, None) for place in places])


def names(text):
    return [speaker.name for speaker in name(text)]


# People


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Ann Roe", "Ann Roe"),
        ("Chief Prosecutor Ann Roe", "Ann Roe"),
        ("Torvan Prime Minister Ann Roe", "Ann Roe"),
        ("Secretary of State Ann Roe", "Ann Roe"),
        ("Torva's Ann Roe", "Ann Roe"),
        ("White Hall press secretary Ann Roe", "Ann Roe"),
        ("the court's president, Judge Ann Roe,", "Ann Roe"),
        ("Secretary of State, Ann Roe", "Ann Roe"),
        ("his lawyer, Ann Roe", "Ann Roe"),
        ("a spokeswoman, Ann Roe", "Ann Roe"),
        ("Ann Roe, who leads the union", "Ann Roe"),
        ("Ann Roe of the Harbour Fund", "Ann Roe"),
        ("Sen. Ann Roe (R-Torva)", "Ann Roe"),
        ("Ann B. Roe", "Ann B. Roe"),
        ("Ann van Roe", "Ann van Roe"),
        ("Ann Roe and Jo Poe", "Ann Roe and Jo Poe"),
    ],
)
def test_titles_and_roles_go(phrase, expected):
    assert name(f"On Monday {{{phrase}}} said that it was over.") == [Speaker(expected, True)]


def test_a_surname_becomes_the_full_name_used_anywhere():
    text = "{Roe} objected. {Ms. Roe} said so twice. {Chief Prosecutor Roe} left. Later Ann Roe came."
    assert names(text) == ["Ann Roe"] * 3


def test_a_first_name_becomes_the_full_name():
    assert names("Ann Roe, 63, came. {Ann} objected.") == ["Ann Roe"]


def test_one_surname_of_two_people_is_told_apart_by_mr_and_ms():
    text = "Mr. Jo Roe and Ms. Ann Roe came. {Mr. Roe} objected. {Ms. Roe} said yes."
    assert names(text) == ["Jo Roe", "Ann Roe"]


def test_a_role_becomes_the_person_who_bears_it():
    assert names("Ann Roe, the justice minister, came. {The minister} objected.") == ["Ann Roe"]


def test_a_headline_in_capitals_makes_no_full_name():
    assert names("Court Backs Roe Against Ministry\n\n{Roe} objected. Ann Roe was glad.") == ["Ann Roe"]


# Pronouns


def test_a_pronoun_is_the_person_who_spoke_last():
    assert names("{Judge Ann Roe} objected. “It is over,” {she} said.") == ["Ann Roe"] * 2


def test_a_pronoun_is_not_a_person_known_to_be_of_the_other_sex():
    text = "{Ms. Ann Roe} objected. Mr. Jo Poe left. {She} said it was over."
    assert names(text) == ["Ann Roe", "Ann Roe"]


def test_the_sex_is_learned_from_the_article():
    text = "Dr. Ann Roe lost her coat. Dr. Jo Poe found his. {He} said it was cold. {She} said it was not."
    assert names(text) == ["Jo Poe", "Ann Roe"]


def test_a_pronoun_is_followed_a_few_sentences_only():
    assert name("{Judge Ann Roe} objected." + " It rained." * 6 + " {She} said it was over.")[1] == NOBODY


def test_who_is_the_noun_before_it():
    assert names("It was Judge Ann Roe {who} objected. Two diplomats {who} agreed left.") == [
        "Ann Roe",
        "two diplomats",
    ]


def test_it_is_an_institution():
    assert names("The Harbour Court did not sit. {It} objectedthing.") == ["Harbour Court"]


def test_they_are_the_group_that_spoke_last():
    assert names("{Two diplomats} objected. {They} said it was late.") == ["two diplomats"] * 2


def test_i_is_whoever_speaks():
    assert names("{Judge Ann Roe} said: “{I} think that it is over.”") == ["Ann Roe"] * 2


def test_nobody_in_particular():
    assert name("{It} is feared that it will rain. {He} objected.") == [NOBODY, NOBODY]


# Institutions and people without a name


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("the Harbour Court", Speaker("Harbour Court", True)),
        ("the Ministry of Defence", Speaker("Ministry of Defence", True)),
        ("Torva's foreign ministry", Speaker("Torva's foreign ministry", True)),
        ("Torva", Speaker("Torva", True)),
        ("officials", Speaker("officials", False)),
        ("two diplomats", Speaker("two diplomats", False)),
        ("a senior Torvan official", Speaker("senior Torvan official", False)),
        ("the officials of the Harbour Court", Speaker("officials of the Harbour Court", False)),
        ("people who know the court well", Speaker("people who know the court well", False)),
        ("Torvans", Speaker("Torvans", False)),
    ],
)
def test_as_written_without_article(phrase, expected):
    assert name(f"On Monday {{{phrase}}} said that it was over.") == [expected]


def test_a_small_noun_becomes_the_institution_that_ends_with_it():
    assert names("The Harbour Court sat. {The court} objected.") == ["Harbour Court"]


def test_an_acronym_becomes_its_long_form():
    text = "{The Harbour Criminal Court (HCC)} objected. {The HCC} said so again."
    assert names(text) == ["Harbour Criminal Court"] * 2


def test_the_first_word_of_a_sentence_is_written_small_unless_it_is_a_name():
    assert name("{Officials} objected. {Police} agreed. {Torva} did not. Many in Torva left.") == [
        Speaker("officials", False),
        Speaker("police", False),
        Speaker("Torva", True),
    ]


def test_whose_office_it_is():
    assert names("Judge Ann Roe left. {Roe's office} objected. {Her office} said so again.") == ["Ann Roe's office"] * 2


def test_no_source_no_speaker():
    tokens = split_tokens("It was over.")
    assert name_speakers(tokens, [Stretch(0, 3, "indirect", None, None)]) == [NOBODY]
    assert name_speakers(tokens, []) == []


# Any text


PIECES = (
    "Roe Ann Judge of the Court its he who and , . ( ) “ ” ’s Roe’s Ms HCC U.S I 🙂 שלום — said Torva officials".split()
)
WORDS = st.lists(st.sampled_from([*PIECES, "\n\n"])).map(" ".join)


@settings(max_examples=200, deadline=None)
@given(WORDS | st.text(max_size=60), st.randoms(use_true_random=False))
def test_any_phrase_of_any_text_has_a_speaker(text, random):
    tokens = split_tokens(text)
    n = len(tokens.words)
    stretches = []
    for _ in range(4 if n else 0):
        first = random.randrange(n)
        span = (first, random.randrange(first, n) + 1)
        stretches.append(Stretch(*span, "indirect", random.choice([span, None]), None))
    found = name_speakers(tokens, stretches)
    assert len(found) == len(stretches)
    for stretch, speaker in zip(stretches, found, strict=True):
        assert isinstance(speaker.name, str) and (speaker.name or not speaker.named)
        assert stretch.source or speaker == NOBODY


@pytest.mark.parametrize(
    "sentence",
    [
        "Judge Ann Roe{} told the court he was Roe and ",
        "Ann Roe, ",
        "A B C ",
        "he said it. ",
        "Roe{0} Poe{0} (HCC) who ",
    ],
)
def test_a_megabyte_is_named_in_one_pass(sentence):
    def seconds(n):
        tokens = split_tokens("".join(sentence.format(i) for i in range(n)))
        m = len(tokens.words)
        stretches = [Stretch(i, i + 1, "indirect", (i, min(i + 3, m)), None) for i in range(0, m, 4)]
        begun = time.process_time()
        name_speakers(tokens, stretches)
        return time.process_time() - begun

    few, many = (min(seconds(n) for _ in range(3)) for n in (3_000, 18_000))  # the best of three: others work here, too
    assert many < 12 * max(few, 0.05)
