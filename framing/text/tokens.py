"""One text as a row of tokens: words, marks and paragraph breaks, each with its sentence and whether it is quoted."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np

from .paragraphs import find_paragraphs
from .quotes import Quotes, pair_quotes
from .words import WORD

OUTSIDE, SHORT, LONG, UNCLEAR = range(4)  # where a token stands: a short quotation has at most three words
SHORT_WORDS = 3
_TOKEN = re.compile(rf"{WORD.pattern}|``|''|\.\.\.|--|[^\w\s]")
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr sen rep gov gen lt col sgt st jr sr prof rev hon capt cmdr adm sec maj no vs inc corp co ltd jan feb "
    "mar apr jun jul aug sept sep oct nov dec u.s u.n u.k e.u d.c a.m p.m e.g i.e ph.d al ala ariz calif colo conn del "
    "fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo".split()
)
_ENDS = frozenset({".", "!", "?", "...", "…"})
_CLOSERS = frozenset({'"', "”", "’", "'", "''", ")", "]", "»"})


class Tokens(NamedTuple):
    """Tokens of one text, in order; the arrays have one row per token."""

    words: list[str]  # as written
    starts: np.ndarray  # characters of the text
    ends: np.ndarray
    sentence: np.ndarray  # number of the sentence, from 0
    paragraph: np.ndarray  # number of the paragraph, from 0
    state: np.ndarray  # OUTSIDE, SHORT, LONG or UNCLEAR
    edge: np.ndarray  # 1 the mark that opens a quotation, 2 the one that closes it, 0 any other token
    quotes: Quotes


def split_tokens(text: str) -> Tokens:
    """Tokens of `text`.

    >>> tokens = split_tokens("Dr. Roe called it “lawfare”. It went on.")
    >>> tokens.words[:5], tokens.sentence.tolist()
    (['Dr', '.', 'Roe', 'called', 'it'], [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1])
    """
    hits = list(_TOKEN.finditer(text))
    words = [hit.group() for hit in hits]
    starts = np.fromiter((hit.start() for hit in hits), np.int64, len(hits))
    ends = np.fromiter((hit.end() for hit in hits), np.int64, len(hits))
    breaks = np.array([start for start, _ in find_paragraphs(text)], np.int64)
    paragraph = np.maximum(np.searchsorted(breaks, starts, "right") - 1, 0)
    quotes = pair_quotes(text)
    state, edge = _states(words, starts, ends, quotes)
    return Tokens(words, starts, ends, _sentences(words, starts, ends, paragraph, edge), paragraph, state, edge, quotes)


def _states(words, starts, ends, quotes: Quotes) -> tuple[np.ndarray, np.ndarray]:
    state, edge = np.zeros(len(words), np.int8), np.zeros(len(words), np.int8)
    is_word = np.fromiter((word[0].isalnum() or word[0] == "_" for word in words), bool, len(words))
    counted = np.concatenate([[0], np.cumsum(is_word)])
    for spans, is_quoted in ((quotes.unclear, False), (quotes.quoted, True)):
        for start, end in spans:
            first, last = np.searchsorted(starts, start), np.searchsorted(starts, end)
            if not is_quoted:
                state[first:last] = UNCLEAR
            elif last > first:
                state[first:last] = SHORT if counted[last] - counted[first] <= SHORT_WORDS else LONG
                edge[first] = 0 if is_word[first] else 1
                edge[last - 1] = 0 if is_word[last - 1] or last - 1 == first else 2
    return state, edge


def _sentences(words, starts, ends, paragraph, edge) -> np.ndarray:
    """Number of the sentence each token stands in."""
    begins = np.zeros(len(words), np.int64)
    begins[1:] = paragraph[1:] != paragraph[:-1]
    for i in (i for i, word in enumerate(words) if word in _ENDS):
        after = i + 1
        while after < len(words) and words[after] in _CLOSERS and edge[after] != 1 and starts[after] == ends[after - 1]:
            after += 1
        if after < len(words) and not _runs_on(words, i, after):
            begins[after] = 1
    return np.cumsum(begins)


def _runs_on(words: list[str], stop: int, after: int) -> bool:
    """Whether the sentence goes on behind the stop: after an abbreviation or an initial, or before a small letter."""
    following = words[after][0]
    if following.islower() or following in ",;:)]":
        return True
    before = words[stop - 1] if stop else ""
    initial = len(before) == 1 and before.isalpha() and before.isupper()
    return words[stop] == "." and after == stop + 1 and (initial or before.lower() in _ABBREVIATIONS)


def join_tokens(title: Tokens, text: Tokens, shift: int) -> Tokens:
    """The tokens of title and text as of one text, whose characters begin `shift` later than those of the title.

    Marks of the title are never paired with marks of the text.
    """
    if not title.words:
        sentences = paragraphs = 0
    else:
        sentences, paragraphs = title.sentence[-1] + 1, title.paragraph[-1] + 1
    pair = lambda a, b, by: np.concatenate([a, b + by])  # noqa: E731
    quotes = Quotes(
        *(a + [(s + shift, e + shift) for s, e in b] for a, b in zip(title.quotes, text.quotes, strict=True))
    )
    return Tokens(
        title.words + text.words,
        pair(title.starts, text.starts, shift),
        pair(title.ends, text.ends, shift),
        pair(title.sentence, text.sentence, sentences),
        pair(title.paragraph, text.paragraph, paragraphs),
        pair(title.state, text.state, 0),
        pair(title.edge, text.edge, 0),
        quotes,
    )
