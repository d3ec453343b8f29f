"""Folding and classes of characters, for every one there is."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.text.characters import classes, code_points, fold, folds

EVERY = "".join(map(chr, range(0x110000)))


def test_folding_keeps_the_length_of_all_there_is():
    assert len(fold(EVERY)) == len(EVERY)


def test_folding_twice_changes_nothing():
    assert fold(fold(EVERY)) == fold(EVERY)


@pytest.mark.parametrize("letter", "İıßẞſ\u212aﬁǅςϴ")
def test_letters_without_one_partner_stay(letter):
    assert fold(letter) == letter


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ÀÉÎ", "àéî"),
        ("ΔΣ", "δσ"),
        ("ЖЯ", "жя"),
        ("Ꭰ", "ꭰ"),
        ("𐐀", "𐐨"),
        ("it’s", "it's"),
        ("‘it‘ “it”", "‘it‘ “it”"),
        ("法", "法"),
    ],
)
def test_capitals_and_apostrophes_fold(text, folded):
    assert fold(text) == folded


def test_no_letter_with_case_lies_beyond_where_we_look():
    assert [c for c in EVERY[0x20000:] if c.lower() != c] == []


def test_classes_are_those_of_re():
    table = classes()
    marks = zip(table.is_word[:0x3000].tolist(), table.is_space[:0x3000].tolist(), EVERY, strict=False)
    for word, space, letter in marks:
        assert (word, space) == (bool(re.match(r"\w", letter)), bool(re.match(r"\s", letter))), hex(ord(letter))


def test_classes_are_those_of_str_too():
    """The core splits terms with str, texts with `re`: they must mean the same by white space."""
    table = classes()
    assert np.flatnonzero(table.is_space).tolist() == [i for i, c in enumerate(EVERY) if c.isspace()]
    assert np.flatnonzero(table.is_word).tolist() == [i for i, c in enumerate(EVERY) if c.isalnum() or c == "_"]


def test_folded_column_is_fold():
    table = classes().folded
    assert {i: int(table[i]) for i in np.flatnonzero(table != np.arange(0x110000))} == folds()


def test_folding_never_turns_a_word_character_into_another_kind():
    table = classes()
    assert (table.is_word == table.is_word[table.folded]).all()


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.text(st.characters()) | st.text("a\ud800\udfff👩‍👧İ\0"))
def test_one_number_for_each_character(text):
    assert "".join(map(chr, code_points(text))) == text
