"""What a careful reader may say about differences between outlets."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ...compare.foundation.notes import ROUGH, UNEVEN_NOTE
from .copies import copy_sentences
from .rates import IN_SENTENCES, voice_caveats
from .say import LISTED, number, prose, q_text

SURE = 0.05  # q-value up to which a difference is stated
DIFFERENCES = ["outlet_a", "outlet_b", "ratio", "low", "high", "q_value", "note", "n_mentions_a", "n_mentions_b"]


def describe_differences(table: pd.DataFrame) -> str:
    """The differences that hold, then what was tested without result; one sentence a line."""
    shown, tested = sure_differences(table), table[table.q_value.notna()]
    found = tested.q_value <= SURE
    sentences = [_shown(row, _words_of(row, table)) for row in shown.itertuples()]
    sentences += _doubtful(int(found.sum()) - len(shown)) + _not_shown(tested[~found], table)
    for note, rows in table[table.q_value.isna()].groupby("note", sort=False):
        sentences.append(f"{_rows(len(rows))} not tested ({note}).")
    return prose([*sentences, *copy_sentences(table, "ratio", "difference"), *_caveats(table)])


def sure_differences(table: pd.DataFrame) -> pd.DataFrame:
    """The rows on which test and interval agree that the rates differ; first those that rest on ten articles a side."""
    agreed = table[(table.q_value <= SURE) & ((table.low > 1) | (table.high < 1))]
    rough = agreed.note.map(_is_rough).astype(bool)
    return agreed.assign(rough=rough).sort_values(["rough", "q_value"], kind="stable").drop(columns="rough")


def _is_rough(note: str) -> bool:
    """Whether so few articles hold the words that the ratio itself hangs on the 0.5 that is added to both counts."""
    return ROUGH in note or note.startswith("fewer than 10") or note.startswith("in fewer than 10")


def _words_of(row, table: pd.DataFrame) -> str:
    what = f"words of {row.frame}" if "frame" in table else f"“{row.term}”"
    return f"{what} {IN_SENTENCES.get(row.voice, row.voice)}" if "voice" in table else what


def _shown(row, what: str) -> str:
    """The outlet with the higher rate first, so that every ratio is read the same way."""
    more, less, n_more, n_less = row.outlet_a, row.outlet_b, row.n_mentions_a, row.n_mentions_b
    ratio, low, high = row.ratio, row.low, row.high
    if ratio < 1:
        more, less, n_more, n_less, ratio, low, high = less, more, n_less, n_more, 1 / ratio, 1 / high, 1 / low
    verb = "use" if more == "the rest" else "uses"
    counts = f"q {q_text(row.q_value)}; {n_more:,} and {n_less:,} mentions"
    if _is_rough(row.note):
        said = f"more often than {less}, at least {number(low)} times ({counts}; {row.note})"
    else:
        said = f"{number(ratio)} times as often as {less} (95% interval {number(low)} to {number(high)}, {counts})"
    return f"{more} {verb} {what} {said}{_over_all(row, row.ratio < 1)}."


def _over_all(row, other_way: bool) -> str:
    """Of a comparison within events: how many, and what all coverage shows, read the same way as the sentence."""
    if not hasattr(row, "ratio_all"):
        return ""
    within = f" in the {row.n_units_a:,} {row.unit}s that both cover"
    if row.ratio_all != row.ratio_all:
        return within
    ratio, low, high = row.ratio_all, row.low_all, row.high_all
    if other_way:
        ratio, low, high = 1 / ratio, 1 / high, 1 / low
    return f"{within}; over all coverage {number(ratio)} times ({number(low)} to {number(high)})"


def _doubtful(n: int) -> list[str]:
    return [f"{_rows(n)} significant (q up to .05) with an interval that holds 1: take these as hints."] if n else []


def _not_shown(rows: pd.DataFrame, table: pd.DataFrame) -> list[str]:
    """What was tested without showing a difference: one by one where they are few, and what could have been shown."""
    if not len(rows):
        return []
    if len(rows) <= LISTED:
        return [_one_not_shown(row, _words_of(row, table)) for row in rows.itertuples()]
    said = f"{_rows(len(rows))} tested without showing a difference. That is not evidence that there is none"
    needed = np.maximum(rows.smallest_ratio, 1 / rows.largest_ratio_below)
    finite, none = needed[needed < np.inf], int((needed == np.inf).sum())
    parts = []
    if len(finite):
        parts.append(
            f"to show in 80 of 100 such samples, a ratio must be {number(finite.min())} at best, "
            f"{number(finite.median())} in the middle of these comparisons and {number(finite.max())} at worst"
        )
    if none:
        parts.append(f"in {none:,} of them not even a complete absence would show")
    return [f"{said}: {'; '.join(parts)}."]


def _one_not_shown(row, what: str) -> str:
    interval = f"ratio {number(row.ratio)}, 95% interval {number(row.low)} to {number(row.high)}"
    n = f"{row.n_mentions_a:,} and {row.n_mentions_b:,} mentions"
    said = f"No difference shown between {row.outlet_a} and {row.outlet_b} in {what} ({interval}, {n})"
    said += _over_all(row, False)
    ratios = [number(r) for r in (row.smallest_ratio, row.largest_ratio_below) if 0 < r < np.inf]
    if not ratios:
        return f"{said}. In so few mentions not even a complete absence would show."
    needed = " or ".join(ratios)
    return f"{said}. A ratio of {needed} would show in 80 of 100 such samples; nearer ones mostly go unseen."


def _caveats(table: pd.DataFrame) -> list[str]:
    caveats = []
    uneven = table.note.str.contains(UNEVEN_NOTE, regex=False)
    if uneven.any():
        caveats.append(f"In {_of_rows(uneven)} {UNEVEN_NOTE}.")
    apart = table.note.str.contains("events in common", regex=False)
    if apart.any() and "ratio_all" not in table:
        caveats.append(
            f"In {_of_rows(apart)} the two share fewer than half of the events of the one that covers fewer: they "
            "covered other stories, so compare within events (matched=True) before you speak of wording."
        )
    if "voice" in table:
        n = table.n_mentions_a + table.n_mentions_b
        caveats += voice_caveats(table.assign(n_mentions=n))
    if "ratio_all" in table:
        caveats.append(
            f"Within the same {table.unit.iloc[0]}s, what differs is not which of them were covered. It may still be "
            "which side of them they told, at which point of their course, or an error in matching."
        )
    else:
        caveats.append(
            "A difference in words may come from other events covered, not from other wording of the same events."
        )
    return caveats


def _rows(n: int) -> str:
    return "1 comparison was" if n == 1 else f"{n:,} comparisons were"


def _of_rows(some: pd.Series) -> str:
    return f"{int(some.sum()):,} of {len(some):,} comparisons"
