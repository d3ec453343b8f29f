"""What a careful reader may say about differences between outlets."""

from __future__ import annotations

import pandas as pd

from .say import number

SURE = 0.05  # q-value up to which a difference is stated
DIFFERENCES = ["outlet_a", "outlet_b", "ratio", "low", "high", "q_value", "note", "n_mentions_a", "n_mentions_b"]


def describe_differences(table: pd.DataFrame) -> str:
    """The differences that hold, then what was tested without result; one sentence a line."""
    by = "frame" if "frame" in table else "term"
    tested, found = table.q_value.notna(), table.q_value <= SURE
    shown = sure_differences(table)
    what = "words of {}" if by == "frame" else "“{}”"
    sentences = [_difference_sentence(row, what.format(getattr(row, by))) for row in shown.itertuples()]
    doubtful = int(found.sum()) - len(shown)
    if doubtful:
        sentences.append(
            f"{_rows(doubtful)} significant (q up to .05) with an interval that holds 1: take these as hints."
        )
    rest = int((tested & ~found).sum())
    if rest:
        sentences.append(f"{_rows(rest)} tested without showing a difference. That is not evidence that there is none.")
    for note, rows in table[~tested].groupby("note", sort=False):
        sentences.append(f"{_rows(len(rows))} not tested ({note}).")
    sentences.append(
        "A difference in words may come from other events covered, not from other wording of the same events."
    )
    return "\n".join(sentences)


def sure_differences(table: pd.DataFrame) -> pd.DataFrame:
    """The rows on which test and interval agree that the rates differ; first those that rest on ten articles a side."""
    agreed = table[(table.q_value <= SURE) & ((table.low > 1) | (table.high < 1))]
    return agreed.assign(rough=agreed.note != "").sort_values(["rough", "q_value"], kind="stable").drop(columns="rough")


def _difference_sentence(row, what: str) -> str:
    """The outlet with the higher rate first, so that every ratio is read the same way."""
    more, less, n_more, n_less = row.outlet_a, row.outlet_b, row.n_mentions_a, row.n_mentions_b
    ratio, low, high = row.ratio, row.low, row.high
    if ratio < 1:
        more, less, n_more, n_less, ratio, low, high = less, more, n_less, n_more, 1 / ratio, 1 / high, 1 / low
    counts = f"q {_q(row.q_value)}; {n_more:,} and {n_less:,} mentions"
    if row.note:  # in so few articles the ratio itself hangs on the 0.5 that is added to both counts
        return f"{more} uses {what} more often than {less}, at least {number(low)} times ({counts}; {row.note})."
    interval = f"95% interval {number(low)} to {number(high)}"
    return f"{more} uses {what} {number(ratio)} times as often as {less} ({interval}, {counts})."


def _rows(n: int) -> str:
    return "1 comparison was" if n == 1 else f"{n:,} comparisons were"


def _q(q: float) -> str:
    return "below .001" if q < 0.001 else f"= {q:.3f}".replace("0.", ".")
