"""Naming in the passive: the source and what it calls something, whatever the net makes of it."""

import numpy as np
import pytest

from framing.text.tokens import split_tokens
from framing.voice.inputs import LABELS
from framing.voice.passives import mark_passives


def marked(text):
    """One label a token, where the net gave all to the outlet."""
    tokens = split_tokens(text)
    certain = np.zeros((len(tokens.words), len(LABELS)), np.float32)
    certain[:, 0] = 1
    after = mark_passives(tokens, certain)
    assert certain[:, 0].all() and np.allclose(after.sum(1), 1)
    return "".join(LABELS[i] for i in after.argmax(1))


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("The siege, described by two agencies as a famine, went on.", "OOOKKSSKCCOOOO"),
        ("The vote is seen by many as a sham.", "OOOkkskccO"),
        ("The siege was described by two agencies. As a famine it was new.", "O" * 15),
        ("He walked by the river as a boy.", "O" * 9),
        ("Described by", "OO"),
    ],
)
def test_source_and_name_are_marked_up_to_the_next_stop(text, labels):
    assert marked(text) == labels
