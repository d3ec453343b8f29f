"""What the tagger sees of a token: its word, the pieces of its spelling, its shape, and where it stands."""

from __future__ import annotations

import re
from zlib import crc32

import numpy as np

from ..text.tokens import Tokens

LABELS = "OQCcSKsk"  # narrator; quoted content; content of speech, of attitude; source and cue of speech, of attitude
N_GRAMS = 1 << 13  # rows of the table of letter groups
N_SHAPES, N_PLACES = 7, 48
_LONGEST = 24  # letters read of one word: what is longer is no word
_QUOTE = re.compile("``|''|[\"“”„«»]")


def normalise(word: str) -> str:
    """The word as the vocabulary holds it: small letters, one apostrophe, one quotation mark, digits as 0.

    >>> normalise("Biden’s"), normalise("“"), normalise("2,025")
    ("biden's", '"', '0,000')
    """
    word = _QUOTE.sub('"', word.lower().replace("’", "'").replace("‘", "'"))
    return re.sub(r"\d", "0", word)[: 2 * _LONGEST]


def shape_of(word: str) -> int:
    """0 small letters, 1 Capitalised, 2 CAPITALS, 3 one capital, 4 with a digit, 5 mIxed, 6 no letter."""
    if any(c.isdigit() for c in word):
        return 4
    if not word[0].isalpha():
        return 6
    if word.islower():
        return 0
    if word.isupper():
        return 2 if len(word) > 1 else 3
    return 1 if word[0].isupper() and word[1:].islower() else 5


def letter_groups(word: str) -> list[int]:
    """Rows of the letter groups of a normalised word: every three and four letters, its ends marked."""
    marked = f"<{word[:_LONGEST]}>"
    groups = {marked[i : i + n] for n in (3, 4) for i in range(len(marked) - n + 1)}
    return sorted(crc32(group.encode("utf-8", "surrogatepass")) % N_GRAMS for group in groups)


def places_of(tokens: Tokens) -> np.ndarray:
    """Where each token stands, as one number below 48: in marks or not, at an edge, first of sentence, of paragraph."""
    first_of_sentence = np.ones(len(tokens.words), np.int64)
    first_of_sentence[1:] = tokens.sentence[1:] != tokens.sentence[:-1]
    first_of_paragraph = np.ones(len(tokens.words), np.int64)
    first_of_paragraph[1:] = tokens.paragraph[1:] != tokens.paragraph[:-1]
    return ((tokens.state * 3 + tokens.edge) * 2 + first_of_sentence) * 2 + first_of_paragraph
