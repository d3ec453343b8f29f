"""Runs of words that stand in more than one place: the words of all articles in one row, and a number for each run."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import chain, count
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..tables import as_texts
from ..text.characters import fold
from ..text.words import WORD

PARTS = ("title", "text")
_GLUED = re.compile(r"(?<=[^\W\d_])(?<=[^A-Z])(?=[A-Z])")  # "TrumpFive": where a page lost a space
_BASE = np.uint64(0x9E3779B97F4A7C15)  # odd, so that no power of it becomes 0


class Words(NamedTuple):
    """Every word of every title and text, in the order of the table; all arrays have one entry per word."""

    piece: np.ndarray  # twice the row of the article, plus 1 in its text
    start: np.ndarray  # characters of the title or text
    end: np.ndarray
    code: np.ndarray  # the same number for the same word, without regard to case
    pieces: list[str]  # title and text of each row in turn


def read_words(articles: pd.DataFrame) -> Words:
    """The words of `articles`; two that a page glued together ("TrumpFive") are two here."""
    pieces = list(chain.from_iterable(zip(*(as_texts(articles[part]) for part in PARTS), strict=True)))
    known = defaultdict(count().__next__)  # a new word gets the next number, so that numbers depend on the texts alone
    starts, lengths, codes = [], [], []
    for text in pieces:
        start, found = _split(text)
        starts.append(np.array(start, np.int64))
        lengths.append(np.fromiter(map(len, found), np.int64, len(found)))
        codes.append(np.fromiter(map(known.__getitem__, found), np.uint64, len(found)))
    none = [np.zeros(0, np.int64)]
    start = np.concatenate(starts or none)
    code = np.concatenate(codes or none).astype(np.uint64)
    piece = np.repeat(np.arange(len(pieces)), [len(own) for own in starts])
    return Words(piece, start, start + np.concatenate(lengths or none), code, pieces)


def _split(text: str) -> tuple[list[int], list[str]]:
    """Where each word begins, and the word without regard to case."""
    folded = fold(text)  # changes no character's place, nor what is a word
    matches = list(WORD.finditer(folded))
    glued = [m.start() for m in _GLUED.finditer(text)]
    if not glued:
        return [m.start() for m in matches], [m.group() for m in matches]
    starts = sorted([m.start() for m in matches] + glued)
    ends = sorted([m.end() for m in matches] + glued)
    return starts, [folded[a:b] for a, b in zip(starts, ends, strict=True)]


def number_runs(words: Words, length: int, block: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where each run of `length` words inside one block begins, and its number: equal runs have equal numbers.

    `block` has an entry per word: the title or text it stands in (`words.piece`), or its paragraph. The numbers have 64
    bits: among ten million runs two different ones share a number once in 400,000 corpora.
    """
    size = len(words.code) - length + 1
    if size <= 0:
        return np.zeros(0, np.int64), np.zeros(0, np.uint64)
    value = _scatter(words.code)
    number = np.zeros(size, np.uint64)
    for shift in range(length):  # Horner's rule; overflow is arithmetic modulo 2^64, as it should be
        number = number * _BASE + value[shift : shift + size]
    at = np.flatnonzero(block[:size] == block[length - 1 :])
    return at, number[at]


def number_blocks(words: Words, block: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """First word, one past the last, and number of each block: blocks of the same words have the same number."""
    first = np.flatnonzero(np.diff(block, prepend=-1))
    if not len(first):
        return first, first, np.zeros(0, np.uint64)
    last = np.append(first[1:], len(block))
    place = np.arange(len(block)) - np.repeat(first, last - first)
    powers = np.multiply.accumulate(np.full(place.max() + 1, _BASE))
    return first, last, np.add.reduceat(_scatter(words.code) * powers[place], first)


def _scatter(code: np.ndarray) -> np.ndarray:
    """Far-apart numbers for neighbouring ones (the finaliser of SplitMix64, Steele, Lea & Flood 2014)."""
    value = (code + np.uint64(1)) * _BASE
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


def extend(number: np.ndarray, code: np.ndarray) -> np.ndarray:
    """The numbers of runs that are one word longer."""
    return number * _BASE + _scatter(code)


def mix(number: np.ndarray, other: np.ndarray) -> np.ndarray:
    """One number for each pair of the two."""
    return number ^ _scatter(other.astype(np.uint64) + np.uint64(2**40))


def count_different(number: np.ndarray, things: np.ndarray) -> np.ndarray:
    """For each entry of `number`, how many different `things` stand beside its equals (-1 is no thing)."""
    found = np.zeros(len(number), np.int64)
    order = np.argsort(number, kind="stable")
    ordered = number[order]
    same = ordered[1:] == ordered[:-1]
    several = np.append(same, False) | np.append(False, same) if len(order) else np.zeros(0, bool)
    found[order[~several]] = things[order[~several]] >= 0
    order, ordered = order[several], ordered[several]
    if not len(order):
        return found
    group = np.cumsum(np.diff(ordered, prepend=ordered[:1]) != 0)
    pairs = np.unique(group * (things.max() + 2) + things[order] + 1)
    counts = np.bincount(pairs[pairs % (things.max() + 2) > 0] // (things.max() + 2), minlength=group[-1] + 1)
    found[order] = counts[group]
    return found


def widen(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with the marks that touch its first and last word: quotation marks, brackets, the full stop."""
    while start and not (text[start - 1].isspace() or text[start - 1].isalnum()):
        start -= 1
    while end < len(text) and not (text[end].isspace() or text[end].isalnum()):
        end += 1
    return start, end
