"""What a careful reader may say about how well outlets are told apart, in plain sentences."""

from __future__ import annotations

import pandas as pd

from ...tables import as_texts
from .say import percent, prose

CLASSIFIER = ["step", "accuracy", "low", "high", "balanced", "chance", "chance_high", "n_tested", "n_outlets", "note"]
CONFUSION = ["outlet", "said", "n", "share", "step"]
DECIDING = ["outlet", "word", "weight", "n_articles", "n_elsewhere", "step"]

_WORDS_TOLD, _OTHERS_TOLD = 5, 2

_LIMITS = (
    "These are articles of this sample: accuracy says that something in the words tells outlets apart, not what, and "
    "topics, formats and house style do so as well as framing. The intervals know nothing of what other training "
    "articles would give. High accuracy shows no slant and low accuracy no lack of it: no verdict on any outlet."
)
_TAKEN = (
    "Who is taken for whom may come from like topics, formats or training articles, not from a like view: no verdict "
    "on any outlet."
)
_SPEAK = (
    "A word decides because it stands more often in these articles of the outlet than in the others': read it in "
    "context before you give a reason, and expect topics, formats and house style among them."
)


def describe_classifier(table: pd.DataFrame) -> str:
    """Say in plain sentences what a table of `classify_outlets` shows: steps, confusion or deciding words."""
    columns = set(table.columns)
    if set(CLASSIFIER) <= columns:
        return prose([*map(_step, table.itertuples()), *_fall(table), *_no_better(table), _LIMITS])
    if set(CONFUSION) <= columns:
        groups = table.groupby(["step", "outlet"], sort=False)
        return prose([*(_taken(step, outlet, rows) for (step, outlet), rows in groups), _TAKEN])
    groups = table.groupby(["step", "outlet"], sort=False)
    return prose([*(_words(step, outlet, rows) for (step, outlet), rows in groups), _SPEAK])


def _step(row) -> str:
    note = as_texts(pd.Series([row.note]))[0]
    if row.accuracy != row.accuracy:
        return f"{row.step}: not measured ({note})."
    ends = "no interval" if row.low != row.low else f"95% interval {percent(row.low)} to {percent(row.high)}"
    told = (
        f"{row.step}: {percent(row.accuracy)} of {_articles(row.n_tested)} of {row.n_outlets:,} outlets given to the "
        f"right one ({ends}; {percent(row.balanced)} on average over outlets); with outlets shuffled "
        f"{percent(row.chance)}, in 95 of 100 shuffles at most {percent(row.chance_high)}"
    )
    if hasattr(row, "majority"):
        told += f"; {percent(row.majority)} by always naming the largest"
    return f"{told}.{f' Note: {note}.' if note else ''}"


def _fall(table: pd.DataFrame) -> list[str]:
    """The distance from the first step to the last, where both were measured."""
    done = table[table.accuracy.notna()]
    if len(done) < 2:
        return []
    first, last = done.iloc[0], done.iloc[-1]
    verb = "falls" if last.accuracy < first.accuracy else "goes"
    return [
        f"From “{first.step}” to “{last.step}” accuracy {verb} from {percent(first.accuracy)} to "
        f"{percent(last.accuracy)}."
    ]


def _no_better(table: pd.DataFrame) -> list[str]:
    """Steps in which shuffled outlets do about as well."""
    lost = table.step[table.low.fillna(table.accuracy) <= table.chance_high].tolist()
    return [f"No better than shuffled outlets, as far as these articles can show: {'; '.join(lost)}."] if lost else []


def _taken(step: str, outlet: str, rows: pd.DataFrame) -> str:
    total = int(rows.n.sum())
    right = rows.share[rows.said == outlet].sum()
    others = rows[(rows.said != outlet) & (rows.n > 0)].sort_values("n", ascending=False, kind="stable")
    told = f"{outlet}, {step}: {percent(right)} of {_articles(total)} recognised"
    if len(others):
        named = [f"{row.said} ({row.n:,})" for row in others.head(_OTHERS_TOLD).itertuples()]
        told += f"; most often taken for {' and '.join(named)}"
    return f"{told}."


def _words(step: str, outlet: str, rows: pd.DataFrame) -> str:
    rows = rows.sort_values("weight", ascending=False, kind="stable").head(_WORDS_TOLD)
    named = [f"“{row.word}” ({row.n_articles:,} and {row.n_elsewhere:,})" for row in rows.itertuples()]
    return f"{outlet}, {step} (articles of its own and of others that hold the word): {', '.join(named)}."


def _articles(n: int) -> str:
    return "1 article" if n == 1 else f"{n:,} articles"
