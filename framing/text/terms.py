"""One term of a lexicon: what it matches, and why it may match nothing."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from .characters import HYPHENS, fold

_GAP = re.compile(rf"[\s{HYPHENS}]")
_UNSEEN = re.compile(  # what cleaning takes out of a text
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff]|[\u200c\u200d](?![^\x00-\x7f])|(?<![^\x00-\x7f])[\u200c\u200d]"
)
_MOST = 200  # different characters in one term; the scanner's alphabet has 251


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
        clean = _UNSEEN.sub("", written).strip() or "a word"
        raise ValueError(
            f"can never match: it holds the invisible character U+{ord(unseen.group()):04X}. Write {clean}"
        )
    if not re.search(r"\w", stem):
        raise ValueError("can never match: it holds no letter and no digit. Write a word")
    if "*" in stem:
        bare = stem[: stem.index("*")].rstrip() or stem.replace("*", "")
        raise ValueError(
            f"has a * {'in the middle' if stem[0] != '*' else 'in front'}. Write {bare}* to take every ending"
        )
    if _GAP.match(stem) or _GAP.search(stem[-1]):
        bare = re.sub(rf"^[\s{HYPHENS}]+|[\s{HYPHENS}]+$", "", stem) + "*" * open_ended
        raise ValueError(f"can never match: it starts or ends with a space or a hyphen. Write {bare}")
    if re.search(rf"[\s{HYPHENS}]{{2}}", stem):
        bare = re.sub(rf"[\s{HYPHENS}]{{2,}}", "-", written)
        raise ValueError(f"can never match: a space or a hyphen follows another. Write {bare}")
    if len(set(stem)) > _MOST:
        raise ValueError(f"is a whole text: it holds {len(set(stem))} different characters. Write a word or a few")
    return Term(_GAP.sub(" ", fold(stem)), open_ended)


def tidy_term(term: str) -> str:
    """The term with single spaces and composed letters, as clean text has them."""
    return " ".join(unicodedata.normalize("NFC", str(term)).split())
