"""The scanner: every occurrence of every term, in one pass or in several."""

import time

import numpy as np
import pytest

from framing.find.scan import Scanner, _groups
from framing.text.terms import parse_term


def found(text, *terms):
    hits = Scanner([parse_term(t) for t in terms]).find(text)
    return sorted(zip(hits.start.tolist(), hits.end.tolist(), [terms[i] for i in hits.pattern], strict=True))


def test_overlapping_and_nested_terms_are_all_found():
    text = "war crimes court"
    assert found(text, "war", "war crime*", "crimes", "crimes court", "crime") == [
        (0, 3, "war"),
        (0, 10, "war crime*"),
        (4, 10, "crimes"),
        (4, 16, "crimes court"),
    ]


def test_a_term_with_and_without_star():
    assert found("war wars warm", "war", "war*") == [
        (0, 3, "war"),
        (0, 3, "war*"),
        (4, 8, "war*"),
        (9, 13, "war*"),
    ]


def test_a_term_overlaps_itself():
    assert found("a b a b a", "a b a") == [(0, 5, "a b a"), (4, 9, "a b a")]


@pytest.mark.parametrize("text", ["", "\0", " ", "\n\n\n", "\n", "wa", "w" * 50, "awar", "war_", "war9", "wär", "warа"])
def test_nothing_is_found(text):
    assert found(text, "war", "war crime") == []


@pytest.mark.parametrize(
    "gap", [" ", "  ", "\xa0", "\t", "\n", " \n ", "\r\n", "\u2028", "\u3000", "-", "‐", "‑", " " * 1000]
)
def test_what_stands_between_two_words(gap):
    text = f"a war{gap}crime."
    assert found(text, "war crime") == [(2, len(text) - 1, "war crime")]


@pytest.mark.parametrize(
    "gap", ["\n\n", "\r\n\r\n", "\n \t\n", " \n\n ", "\n\n\n", "--", " -", "- ", "–", "", "\u200b", "\0", "/", "’"]
)
def test_what_keeps_two_words_apart(gap):
    assert found(f"a war{gap}crime.", "war crime") == []


@pytest.mark.parametrize("length", [0, 1, 23, 24, 25, 26, 100, 5000])
def test_the_star_takes_an_ending_of_any_length(length):
    for after in ("", " ", ".", "-"):
        assert found("a war" + "é" * length + after, "war*") == [(2, 5 + length, "war*")]


def test_more_letters_than_a_byte_holds():
    signs = [chr(0x4E00 + i) for i in range(600)]
    terms = [parse_term(t) for t in [*signs, "war crime*"]]
    assert len(_groups(terms)) == 3
    hits = Scanner(terms).find(" ".join(signs) + " war-crimes")
    assert sorted(hits.pattern.tolist()) == list(range(601))
    assert np.array_equal(np.sort(hits.start)[:600], np.arange(600) * 2)


def test_exactly_as_many_letters_as_a_byte_holds():
    signs = [chr(0x4E00 + i) for i in range(252)]
    for n, passes in ((251, 1), (252, 2)):
        terms = [parse_term(t) for t in signs[:n]]
        assert len(_groups(terms)) == passes
        assert len(Scanner(terms).find(" ".join(signs)).start) == n


def test_the_term_with_the_most_letters():
    term = "".join(chr(0x4E00 + i) for i in range(200))
    assert found(f"({term})", term) == [(1, 201, term)]


def test_places_count_characters():
    text = "İ👩‍👧 e\u0301 WAR ’ war’s"
    assert [text[a:b] for a, b, _ in found(text, "war")] == ["WAR", "war"]


@pytest.mark.parametrize(
    "text", ["war" + " " * 1_000_000 + "crime", "war\n \n" * 200_000, "w" * 1_000_000, "war" * 300_000 + " war crime"]
)
def test_no_text_is_slow(text):
    scanner = Scanner([parse_term(t) for t in ("war", "war*", "war crime", "war crime*")])
    start = time.process_time()
    scanner.find(text)
    assert time.process_time() - start < 2


def test_many_terms_are_not_slow():
    terms = [parse_term(f"w{i}") for i in range(20_000)]
    start = time.process_time()
    Scanner(terms)
    assert time.process_time() - start < 2
