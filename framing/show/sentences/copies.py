"""Whether what a table shows depends on how text that several outlets printed is counted."""

from __future__ import annotations

import pandas as pd

from .say import LISTED, number, q_text

_SURE = 0.05
_WAYS = {"per_outlet": "counted for every outlet", "once": "counted once", "left_out": "left out"}


def copy_sentences(table: pd.DataFrame, estimate: str, finding: str) -> list[str]:
    """The findings (q up to .05 in one way of counting shared copy and not in another), by name where they are few.

    `estimate` is the column beside which the ways stand (ratio, share); none of them in the table, no sentences.
    """
    if f"q_{next(iter(_WAYS))}" not in table:
        return []
    sure = pd.DataFrame({way: table[f"q_{way}"] <= _SURE for way in _WAYS})
    depends = sure.any(axis=1) & ~sure.all(axis=1)
    found = int(sure.any(axis=1).sum())
    if not found:
        return [f"No {finding} is shown however text that several outlets printed is counted."]
    if not depends.any():
        return [f"Every {finding} that is shown holds however text that several outlets printed is counted."]
    sentences = [
        f"{int(depends.sum()):,} of {found:,} {finding}s depend on how text that several outlets printed is counted"
        f"{': read these first' if depends.sum() > LISTED else ''}."
    ]
    rows = table[depends] if depends.sum() <= LISTED else table[depends].iloc[:0]
    return sentences + [_one(row, estimate) for row in rows.to_dict("records")]


def _one(row: dict, estimate: str) -> str:
    names = [str(row[c]) for c in ("frame", "term", "word", "choice", "outlet", "outlet_a", "outlet_b") if c in row]
    ways = [
        f"{said} {estimate} {number(row[f'{estimate}_{way}'])} (q {q_text(row[f'q_{way}'])})"
        for way, said in _WAYS.items()
    ]
    return f"{', '.join(names)}, shared text {'; '.join(ways)}."
