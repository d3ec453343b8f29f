"""Tokens: what they are, where they stand, and that nothing of a text is lost or counted twice."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.text.tokens import LONG, OUTSIDE, SHORT, UNCLEAR, join_tokens, split_tokens

MIXTURE = st.lists(
    st.sampled_from(
        ['"', "“", "”", "‘", "’", "''", "``", "said ", "The ", "Dr. ", ". ", "? ", "\n", "\n\n", "é", "🙂", "سلام", " "]
    ),
    max_size=40,
).map("".join)


def states(text):
    tokens = split_tokens(text)
    return dict(zip(tokens.words, tokens.state.tolist(), strict=True))


def test_where_words_stand():
    found = states("He called it a “witch hunt”. She said “it is not a witch hunt at all”, no.\n\n“Lost mark here.")
    assert (found["He"], found["no"], found["Lost"]) == (OUTSIDE, OUTSIDE, UNCLEAR)
    assert found["at"] == LONG
    assert states("A “sham” trial")["sham"] == SHORT


def test_sentences_end_at_stops_but_not_at_abbreviations():
    tokens = split_tokens("Mr. J. Roe met the U.N. envoy. “It ended.” He left… Then 3 p.m. came! (Yes.) No")
    begins = [word for i, word in enumerate(tokens.words) if i == 0 or tokens.sentence[i] != tokens.sentence[i - 1]]
    assert begins == ["Mr", "“", "He", "Then", "(", "No"]


def test_a_paragraph_ends_its_sentence():
    assert split_tokens("One\nTwo").sentence.tolist() == [0, 1]
    assert split_tokens("One\nTwo").paragraph.tolist() == [0, 1]


def test_edges_are_the_marks_of_a_pair():
    tokens = split_tokens("A “sham” trial")
    assert tokens.edge.tolist() == [0, 1, 0, 2, 0]


def test_title_and_text_are_joined_but_not_their_marks():
    both = join_tokens(split_tokens("A “sham"), split_tokens("It” is."), 9)
    assert both.words == ["A", "“", "sham", "It", "”", "is", "."]
    assert both.starts.tolist() == [0, 2, 3, 9, 11, 13, 15]
    assert both.sentence.tolist() == [0, 0, 0, 1, 1, 1, 1]
    assert set(both.state.tolist()) == {UNCLEAR}
    assert join_tokens(split_tokens(""), split_tokens("It is."), 2).sentence.tolist() == [0, 0, 0]


@settings(deadline=None, derandomize=True)
@given(MIXTURE)
def test_tokens_stand_where_they_say_and_hold_all_that_is_no_space(text):
    tokens = split_tokens(text)
    assert [text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)] == tokens.words
    assert "".join(tokens.words) == "".join(text.split())
    assert np.all(tokens.starts[1:] >= tokens.ends[:-1])
    for numbers in (tokens.sentence, tokens.paragraph):
        assert np.all(np.diff(numbers) >= 0)


def test_a_megabyte_without_a_full_stop_is_no_trouble():
    assert len(split_tokens("word " * 200_000).words) == 200_000
