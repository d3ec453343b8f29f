"""What a careful reader may say about the words in which each outlet differs from the others, in plain sentences."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ...compare.wording.set_aside import NAME, TEMPLATE
from .copies import copy_sentences
from .differences import SURE
from .say import names, number, prose

LISTED = 5  # words told of each outlet
SHOWN = 12  # words told of those set aside
UNEVEN = 4  # times as many words
WORDS = ["outlet", "word", "n", "n_articles", "rate_elsewhere", "ratio", "low", "high", "z", "q_value", "note"]

_LIMITS = (
    "Words follow what an outlet wrote about, whom it quotes and when, and lines that a page repeats can lead the "
    "list: read the passages, and compare inside one topic or event, before you think of wording. "
    "No verdict on any outlet."
)


def describe_words(words: pd.DataFrame) -> str:
    """Say in plain sentences what a table of `find_distinctive_words` shows; one sentence a line."""
    sentences = [_outlet(str(outlet), rows) for outlet, rows in words.groupby("outlet", sort=False)]
    sentences += [_aside(words, NAME, "they are in names of outlets")]
    sentences += [_aside(words, TEMPLATE, "they stand mostly in lines that an outlet prints again and again")]
    return prose([*sentences, *copy_sentences(words, "ratio", "finding"), _uneven(words), _LIMITS])


def is_sure(words: pd.DataFrame) -> pd.Series:
    """On which rows test and interval agree that the rates differ."""
    return (words.q_value <= SURE) & ((words.low > 1) | (words.high < 1))


def most_distinctive(words: pd.DataFrame) -> pd.DataFrame:
    """One outlet's words that it uses more than the others: those that are sure first, then by z; `sure` is added."""
    more = words[words.z > 0]
    more = more.assign(sure=is_sure(more))
    return more.sort_values(["sure", "z"], ascending=False, kind="stable")


def without_parts(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows without those words and phrases that stand only inside a longer phrase that is here too."""
    phrases = [(row.word, row.n, row.n_articles) for row in rows.itertuples() if " " in row.word]
    is_part = [
        any(f" {row.word} " in f" {phrase} " and row.word != phrase and row.n == n and row.n_articles == m
            for phrase, n, m in phrases)
        for row in rows.itertuples()
    ]  # fmt: skip
    return rows[~np.array(is_part, bool)]


def untested(rows: pd.DataFrame) -> str:
    """Why nothing was compared, '' where something was."""
    if rows.z.notna().any():
        return ""
    whys = [note for note in rows.note.unique() if note not in (NAME, TEMPLATE)]
    return whys[0] if whys else "all words are set aside"


def _outlet(outlet: str, rows: pd.DataFrame) -> str:
    start = outlet + _sample(rows)
    if untested(rows):
        return f"{start}: no word was compared ({untested(rows)})."
    more, tested = most_distinctive(rows), rows.p_value.notna()
    if not tested.any():
        first = ", ".join(f"“{row.word}”" for row in without_parts(more.head(4 * LISTED)).head(LISTED).itertuples())
        why = "too few articles a side for a p-value"
        return f"{start}: nothing can be said with a p-value ({why}); first by z, as hints only: {first or 'none'}."
    sure = more[more.sure]
    less = int((is_sure(rows) & (rows.ratio < 1)).sum())
    what = f"of {int(tested.sum()):,} words tested"
    if not len(sure):
        text = f"{start}: none {what} is surely more often there than elsewhere"
    else:
        told = "; ".join(_word(row) for row in without_parts(sure.head(4 * LISTED)).head(LISTED).itertuples())
        text = f"{start}: {what} {len(sure):,} surely more often than elsewhere, first {told}"
    return f"{text}; {less:,} surely less often." if less else f"{text}."


def _sample(rows: pd.DataFrame) -> str:
    """What the outlet's sample is, " (306 articles in 12 units, 250,000 words)" for instance."""
    if not {"n_articles_all", "n_units", "n_words"} <= set(rows):
        return ""
    row = rows.iloc[0]
    units = f" in {row.n_units:,} units" if row.n_units != row.n_articles_all else ""
    return f" ({_articles(row.n_articles_all)}{units}, {row.n_words:,} words)"


def _articles(n: int) -> str:
    return "1 article" if n == 1 else f"{n:,} articles"


def _word(row) -> str:
    times = f"{row.n:,} in {_articles(row.n_articles)}"
    interval = f"95% interval {number(row.low)} to {number(row.high)}"
    if row.note:  # in so few articles the ratio itself hangs on the 0.5 that is added to both counts
        return f"“{row.word}” at least {number(row.low)} times as often ({times})"
    return f"“{row.word}” {number(row.ratio)} times as often ({times}, {interval})"


def _aside(words: pd.DataFrame, note: str, why: str) -> str:
    """The words that were not tested; most frequent first."""
    rows = words[words.note == note]
    if not len(rows):
        return ""
    counts = rows.groupby("word", sort=True).n.sum().sort_values(ascending=False, kind="stable")
    more = f" and {len(counts) - SHOWN:,} more" if len(counts) > SHOWN else ""
    told = ", ".join(f"“{word}”" for word in counts.index[:SHOWN])
    return f"Set aside because {why}: {told}{more}."


def _uneven(words: pd.DataFrame) -> str:
    """A warning where one side has many times the words of the other."""
    if not {"n_words", "n_words_elsewhere"} <= set(words):
        return ""
    first = words[words.z.notna()].drop_duplicates("outlet")
    larger = np.maximum(first.n_words, first.n_words_elsewhere)
    uneven = first.outlet[larger > UNEVEN * np.minimum(first.n_words, first.n_words_elsewhere)].tolist()
    if not uneven:
        return ""
    return (
        f"The others together have more than {UNEVEN} times the words of {names(uneven)}: words come in bursts, so a "
        "rare one may be missing from the smaller side by chance."
    )
