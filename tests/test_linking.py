"""Which source and which cue belong to whose words: cases worked by hand, with labels given, then any labels at all."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.text.tokens import split_tokens
from framing.voice.inputs import LABELS
from framing.voice.linking import link_sources


def linked(*marked):
    """Stretches of a text given as (words, label) pairs: what is said, by which words, and the cue."""
    text = "".join(words for words, _ in marked)
    tokens = split_tokens(text)
    labels, at = np.zeros(len(tokens.words), int), 0
    for words, label in marked:
        inside = (tokens.starts >= at) & (tokens.starts < at + len(words))
        labels[inside] = LABELS.index(label)
        at += len(words)

    def words_of(span):
        return None if span is None else text[tokens.starts[span[0]] : tokens.ends[span[1] - 1]]

    return [
        (s.kind, words_of((s.first, s.last)), words_of(s.source), words_of(s.cue)) for s in link_sources(tokens, labels)
    ]


def test_cue_before_behind_and_inserted():
    assert linked(("Jo Roe", "S"), (" said", "K"), (" that it rained", "C"), (".", "O")) == [
        ("indirect", "that it rained", "Jo Roe", "said")
    ]
    assert linked(("It rained", "C"), (", ", "O"), ("Jo Roe", "S"), (" said", "K"), (".", "O")) == [
        ("indirect", "It rained", "Jo Roe", "said")
    ]
    parted = linked(
        ("“It rained,” ", "Q"), ("Jo Roe ", "S"), ("said", "K"), (", ", "O"), ("“and it will not stop today.”", "Q")
    )  # fmt: skip
    assert [(kind, source) for kind, _, source, _ in parted] == [("direct", "Jo Roe")] * 2


def test_each_takes_the_source_of_its_own_clause():
    found = linked(
        ("Jo Roe ", "S"), ("said ", "K"), ("it rained", "C"), (". ", "O"),
        ("Ann Poe ", "S"), ("denied ", "K"), ("that it rained", "C"), (".", "O"),
    )  # fmt: skip
    assert [(source, cue) for _, _, source, cue in found] == [("Jo Roe", "said"), ("Ann Poe", "denied")]


def test_attitudes_are_told_apart():
    found = linked(("Voters ", "s"), ("fear ", "k"), ("a long winter", "c"), (".", "O"))
    assert found == [("attitude", "a long winter", "Voters", "fear")]


@pytest.mark.parametrize(("between", "source"), [(0, "Jo Roe"), (1, "Jo Roe"), (3, None)])
def test_a_speaker_carries_over_at_most_two_paragraphs(between, source):
    found = linked(
        ("“It rained all day long,” ", "Q"), ("Jo Roe ", "S"), ("said", "K"), (".\n\n", "O"),
        *[("The streets were wet.\n\n", "O")] * between,
        ("“It will not stop today or tomorrow.”", "Q"),
    )  # fmt: skip
    assert found[-1][2] == source


def test_a_transcript_names_its_speaker_before_a_colon():
    found = linked(("ROE", "S"), (": ", "O"), ("“The rain will not stop today.”", "Q"))
    assert found[0][2] == "ROE"


PIECES = st.sampled_from('“|”|"|said |Jo Roe |the |. |\n|: |🙂|سلام |$ |% '.split("|"))


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(PIECES, max_size=40).map("".join), st.randoms(use_true_random=False))
def test_any_labels_give_stretches_apart_and_in_order(text, draw):
    tokens = split_tokens(text)
    n = len(tokens.words)
    labels = np.array([draw.randrange(len(LABELS)) for _ in range(n)], int)
    end = 0
    for stretch in link_sources(tokens, labels):
        assert end <= stretch.first < stretch.last <= n
        assert len(set(tokens.paragraph[stretch.first : stretch.last])) == 1
        for span in (stretch.source, stretch.cue):
            assert span is None or 0 <= span[0] < span[1] <= n
        end = stretch.last
