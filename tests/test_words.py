"""Words and paragraphs, counted by hand."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.text.paragraphs import find_paragraphs
from framing.text.words import count_words


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("", 0),
        (" \n … — !", 0),
        ("The court ruled.", 3),
        ("U.S. AT&T don't don’t state-led", 5),
        ("rock-'n'-roll", 3),
        ("and/or", 2),
        ("3,000 people", 3),
        ("3.5 x_y", 2),
        ("İstanbul Straße", 2),
        ("法院 حرب", 2),
        ("end.Start", 1),
        ("no—dash", 2),
        ("-a- 'b'", 2),
    ],
)
def test_words(text, n):
    assert count_words(text) == n


def paragraphs(text):
    return [text[a:b] for a, b in find_paragraphs(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t\n", []),
        ("One.", ["One."]),
        ("One.\nTwo.", ["One.", "Two."]),
        ("One.\n \n\nTwo.\n", ["One.", "Two."]),
        ("\n  One.\r\nTwo.", ["  One.\r", "Two."]),
        ("The court said\nthat it would\nappeal.\n\nTwo.", ["The court said\nthat it would\nappeal.", "Two."]),
        (
            "A line " * 20 + "\nanother line\nand a third\nand more",
            ["A line " * 20, "another line", "and a third", "and more"],
        ),
        ("A headline\nThe court met.\nIt ruled.\nIt left.", ["A headline", "The court met.", "It ruled.", "It left."]),
    ],
)
def test_paragraphs(text, expected):
    assert paragraphs(text) == expected


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.text(st.sampled_from(' \n\r\t\xa0\u2028ab."')))
def test_paragraphs_hold_all_that_is_to_be_read(text):
    spans = find_paragraphs(text)
    assert all(a < b and text[a:b].strip() for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))
    left = set(range(len(text))) - {i for a, b in spans for i in range(a, b)}
    assert not "".join(text[i] for i in left).strip()


@pytest.mark.parametrize(
    "text", [" " * 1_000_000, "\n" * 300_000, " \n" * 300_000, "a" + " " * 1_000_000 + "b", ".)" * 300_000]
)
def test_paragraphs_are_found_in_no_time(text):
    start = time.process_time()
    find_paragraphs(text)
    assert time.process_time() - start < 2
