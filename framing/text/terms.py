"""One term of a lexicon: what it matches, and why it may match nothing."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from .characters import HYPHENS, fold

_GAP = re.compile(rf"[\s{HYPHENS}]")
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u2060-\u2064\ufeff\ud800-\udfff]")


class Term(NamedTuple):
    """A term as it is looked for: folded, one space for each space or hyphen, its trailing * apart."""

    stem: str
    open_ended: bool


def parse_term(term: str) -> Term:
    """Read a term as written in a lexicon. Raises ValueError with the reason, and what to write instead.

    >>> parse_term("War-Crime*")
    Term(stem='war crime', open_ended=True)
    >>> parse_term("geno*cide")
    Traceback (most recent call last):
    ...
    ValueError: has a * in the middle. Write geno* to take every ending
    """
    written = tidy_term(term)
    stem, open_ended = (written[:-1], True) if written.endswith("*") else (written, False)
    if not written:
        raise ValueError("is empty. Delete the line, or write the term")
    if unseen := _UNSEEN.search(term):
        clean = _UNSEEN.sub("", written)
        raise ValueError(f"can never match: it holds the invisible character U+{ord(unseen.group()):04X}. Write {clean}")
    if "*" in stem:
        raise ValueError(f"has a * in the middle. Write {stem[: stem.index('*')].rstrip()}* to take every ending")
    if not re.search(r"\w", stem):
        raise ValueError("can never match: it holds no letter and no digit. Write a word")
    if _GAP.match(stem) or _GAP.search(stem[-1]):
        bare = re.sub(rf"^[\s{HYPHENS}]+|[\s{HYPHENS}]+$", "", stem) + "*" * open_ended
        raise ValueError(f"can never match: it starts or ends with a space or a hyphen. Write {bare}")
    if re.search(rf"[\s{HYPHENS}]{{2}}", stem):
        bare = re.sub(rf"[\s{HYPHENS}]{{2,}}", "-", written)
        raise ValueError(f"can never match: a space or a hyphen follows another. Write {bare}")
    return Term(_GAP.sub(" ", fold(stem)), open_ended)


def tidy_term(term: str) -> str:
    """The term with single spaces and composed letters, as clean text has them."""
    return " ".join(unicodedata.normalize("NFC", str(term)).split())
