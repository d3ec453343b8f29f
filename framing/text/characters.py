"""What each character is: its folded form, part of a word, white space. One table for the core and for the oracle."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import numpy as np

HYPHENS = "\u2010\u2011-"  # hyphen, non-breaking hyphen, hyphen-minus; the last one last, for use inside [ ]

_ALL = 0x110000  # one past the last code point
_CASED = 0x20000  # no letter beyond the second plane has case


@lru_cache
def folds() -> dict[int, int]:
    """The characters that folding changes: capitals to small letters, the typographic apostrophe to the straight one.

    A letter folds only if its capital and its small form are one character each and each other's. So folding keeps the
    length of every text, and 'İ', 'ß', 'ſ' and the Kelvin sign stay what they are.
    """
    table = {ord("’"): ord("'")}
    for code in range(_CASED):
        letter = chr(code)
        small = letter.lower()
        if small != letter and len(small) == 1 and small.upper() == letter:
            table[code] = ord(small)
    return table


def fold(text: str) -> str:
    """`text` without regard to case, character for character.

    >>> fold("İSTANBUL’S Straße")
    "İstanbul's straße"
    """
    return text.translate(folds())


class Classes(NamedTuple):
    """For every code point: its folded form, and whether `re` calls it a word character or white space."""

    folded: np.ndarray
    is_word: np.ndarray
    is_space: np.ndarray


@lru_cache
def classes() -> Classes:
    every = "".join(map(chr, range(_ALL)))
    folded = np.arange(_ALL, dtype=np.uint32)
    for code, small in folds().items():
        folded[code] = small
    is_word, is_space = np.zeros(_ALL, bool), np.zeros(_ALL, bool)
    for pattern, marked in ((r"\w+", is_word), (r"\s+", is_space)):
        for run in re.finditer(pattern, every):
            marked[run.start() : run.end()] = True
    return Classes(folded, is_word, is_space)


def code_points(text: str) -> np.ndarray:
    """The characters of `text` as numbers, one per character, so that an index here is an index into the text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
