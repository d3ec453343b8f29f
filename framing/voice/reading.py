"""Reads articles for whose words they hold: from tokens to stretches with a speaker, on all cores, each text once."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from threadpoolctl import threadpool_limits
from tqdm import tqdm

from ..text.tokens import Tokens, join_tokens, split_tokens
from .inputs import LABELS
from .language import is_english
from .linking import link_sources
from .memory import Memory, key_of
from .names import name_speakers
from .passives import mark_passives
from .tagger import MODEL, load_tagger

_BREAK = 2  # characters between title and text, as if a blank line stood there
_KEEP = 200  # articles after which what was found is kept on disk: what an interruption can lose
_NARRATOR = LABELS.index("O")
_OUTLET = [LABELS.index(letter) for letter in "OSKsk"]  # who speaks and that they speak is told by the outlet itself


class Row(NamedTuple):
    """One stretch of somebody's words or thoughts; places are characters of its part."""

    part: str
    start: int
    end: int
    kind: str
    speaker: str
    named: bool
    speaker_start: int
    speaker_end: int
    cue: str
    confidence: float
    n_words: int


class Reading(NamedTuple):
    """What was found in one article."""

    english: bool
    rows: list[Row]
    outlet: str  # two figures a token: how sure it is that the outlet itself speaks, 00 to 99


def tokens_of(title: str, text: str) -> tuple[Tokens, int, int]:
    """Title and text as one row of tokens, how many of them are the title's, and where the text begins."""
    # A headline ends its sentence, and the net knows that by the stop that headlines do without.
    of_title = split_tokens(title if not title.strip() or title.rstrip()[-1] in '.!?…”"' else title.rstrip() + ".")
    shift = len(title) + _BREAK
    return join_tokens(of_title, split_tokens(text), shift), len(of_title.words), shift


def read_article(title: str, text: str) -> Reading:
    """Whose words stand where in one article. It depends on nothing but the two texts."""
    tokens, n_title, shift = tokens_of(title, text)
    if not tokens.words:
        return Reading(True, [], "")
    if not is_english(tokens.words):
        return Reading(False, [], "")
    certain = mark_passives(tokens, load_tagger().probabilities(tokens))
    stretches = link_sources(tokens, certain.argmax(1), certain)
    speakers = name_speakers(tokens, stretches)
    of_outlet = certain[:, _OUTLET].sum(1)
    parts = {"title": (title, 0, range(n_title)), "text": (text, shift, range(n_title, len(tokens.words)))}
    rows = []
    for stretch, speaker in zip(stretches, speakers, strict=True):
        part = "title" if stretch.first < n_title else "text"
        sure = 1 - of_outlet[stretch.first : stretch.last].mean()
        rows.append(_row(part, *parts[part], tokens, stretch, speaker, round(float(sure), 2)))
    figures = np.minimum(of_outlet * 100, 99).astype(int).tolist()
    return Reading(True, rows, "".join(f"{sure:02}" for sure in figures))


def _row(part: str, text: str, shift: int, own: range, tokens: Tokens, stretch, speaker, sure: float) -> Row:
    """What is handed on of a stretch; a source or a cue that stands in the other part names nothing here."""
    words = tokens.words[stretch.first : stretch.last]
    n_words = sum(word[0].isalnum() for word in words)
    source = _place(tokens, stretch.source, own, shift)
    cue = _place(tokens, stretch.cue, own, shift)
    cue_words = text[slice(*cue)] if cue[0] >= 0 else ""
    place = _place(tokens, (stretch.first, stretch.last), own, shift)
    return Row(part, *place, stretch.kind, *speaker, *source, cue_words, sure, n_words)


def _place(tokens: Tokens, span: tuple[int, int] | None, own: range, shift: int) -> tuple[int, int]:
    """Characters of the part that `own` tokens are, or -1 and -1."""
    if span is None or span[0] not in own:
        return -1, -1
    return int(tokens.starts[span[0]]) - shift, int(tokens.ends[span[1] - 1]) - shift


def read_articles_once(texts: dict, name: str = "Finding who speaks") -> dict:
    """The Reading of each article, by id; `texts` holds (title, text) by id. A text is read once, now or earlier.

    The work is shared among threads, because nearly all of it runs outside Python's lock. An interruption loses only
    what was not kept yet.
    """
    key_of_id = {article_id: key_of(*pair) for article_id, pair in texts.items()}
    pairs = {key_of_id[article_id]: pair for article_id, pair in texts.items()}
    memory = Memory(MODEL)
    try:
        known = {key: _unpacked(kept) for key, kept in memory.recall(list(pairs)).items()}
        missing = {key: pair for key, pair in pairs.items() if key not in known}
        new: list = []
        bar = tqdm(
            total=sum(len(text) for _, text in missing.values()),
            desc=name,
            unit=" characters",
            unit_scale=True,
            delay=2,
            disable=None,
        )
        with bar, threadpool_limits(1, "blas"), ThreadPoolExecutor(os.cpu_count()) as pool:
            try:
                for key, reading in pool.map(lambda item: (item[0], read_article(*item[1])), missing.items()):
                    new.append((key, reading))
                    known[key] = reading
                    bar.update(len(missing[key][1]))
                    if len(new) >= _KEEP:
                        memory.keep(new)
                        new.clear()
            finally:
                pool.shutdown(cancel_futures=True)
                memory.keep(new)
    finally:
        memory.close()
    return {article_id: known[key] for article_id, key in key_of_id.items()}


def _unpacked(kept: list) -> Reading:
    english, rows, outlet = kept
    return Reading(english, [Row(*row) for row in rows], outlet)
