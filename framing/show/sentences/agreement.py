"""What a careful reader may say about how far coders agree."""

from __future__ import annotations

import pandas as pd

from ...tables import as_texts
from .say import percent, prose

AGREEMENT = ["question", "n_mentions", "n_coders", "alpha", "low", "high", "agreed", "kappa", "note"]
PAIRS = ["question", "coder_a", "coder_b", "code_a", "code_b", "n"]
RELIABLE, TENTATIVE = 0.8, 0.667  # Krippendorff 2018
_ASKED = {"voice": "whose words a mention is", "fits": "whether the term carries its frame"}
_LISTED = 3

_LIMITS = (
    "Agreement says that coders could stand in for each other, not that they are right: coders of one kind may share "
    "an error."
)


def describe_agreement(table: pd.DataFrame) -> str:
    """Say in plain sentences what a table of `measure_agreement` shows; one sentence a line."""
    if set(PAIRS) <= set(table.columns):
        return prose(_pairs(str(question), rows) for question, rows in table.groupby("question", sort=False))
    sentences = [_one(row, note) for row, note in zip(table.itertuples(), as_texts(table.note), strict=True)]
    return prose([*sentences, *_thresholds(table), _LIMITS])


def alpha_text(value: float) -> str:
    """Alpha as papers print it: .83, 1.00, −.10; a third figure where two would make it look complete.

    >>> alpha_text(0.834), alpha_text(1.0), alpha_text(-0.1), alpha_text(0.9971)
    ('.83', '1.00', '−.10', '.997')
    """
    text = f"{abs(value):.{3 if 0.995 <= value < 0.9995 else 2}f}"
    return ("−" if value < 0 and float(text) else "") + (text[1:] if text.startswith("0") else text)


def _one(row, note: str) -> str:
    asked = _ASKED.get(row.question, row.question)
    by = "both coders" if row.n_coders == 2 else f"two or more of {row.n_coders} coders"
    n = f"{row.n_mentions:,} {'mention' if row.n_mentions == 1 else 'mentions'}"
    start = f"{row.question} ({asked}): {n} coded by {by}"
    if not row.n_mentions:
        return f"{row.question} ({asked}): no mention coded by two coders."
    if row.alpha != row.alpha:
        return f"{start}, {_agreed(row.agreed)} of pairs of codes the same; {note}."
    ends = "no interval" if row.low != row.low else f"95% interval {alpha_text(row.low)} to {alpha_text(row.high)}"
    kappa = "" if row.kappa != row.kappa else f", Cohen's kappa {alpha_text(row.kappa)}"
    more = f" ({note})" if note else ""
    return (
        f"{start}, Krippendorff's alpha {alpha_text(row.alpha)} ({ends}), "
        f"{_agreed(row.agreed)} of pairs of codes the same{kappa}{more}."
    )


def _agreed(share: float) -> str:
    """As percent, and 100% only where all are the same."""
    return f"{share:.1%}" if 0.995 <= share < 1 else percent(share)


def _thresholds(table: pd.DataFrame) -> list[str]:
    """How the lower ends lie to what is asked for."""
    known = table.dropna(subset=["low"])
    if not len(known):
        return []
    told = []
    for name, rows in (
        (f"at or above {alpha_text(RELIABLE)}", known[known.low >= RELIABLE]),
        (
            f"from {TENTATIVE:.3f} to below {RELIABLE:.2f}".replace("0.", "."),
            known[known.low.between(TENTATIVE, RELIABLE, "left")],
        ),
        (f"below {TENTATIVE:.3f}".replace("0.", "."), known[known.low < TENTATIVE]),
    ):
        if len(rows):
            told.append(f"{' and '.join(map(str, rows.question))} {name}")
    return [
        "Krippendorff (2018) asks for an alpha of .80, and of .667 where conclusions are tentative; "
        f"the lower end of the interval is, for {', for '.join(told)}."
    ]


def _pairs(question: str, rows: pd.DataFrame) -> str:
    """Where two coders part most often, pairs of coders together."""
    total = rows.n.sum()
    pairs = [tuple(sorted(pair)) for pair in zip(as_texts(rows.code_a), as_texts(rows.code_b), strict=True)]
    apart = rows.n.groupby(pd.Index(pairs, tupleize_cols=False)).sum()
    apart = apart[[a != b for a, b in apart.index]]
    start = f"{question}: {total - apart.sum():,} of {total:,} pairs of codes are the same"
    apart = apart[apart > 0].sort_values(ascending=False, kind="stable")
    if not len(apart):
        return f"{start}."
    most = [f"{a} and {b} ({n:,})" for (a, b), n in apart.head(_LISTED).items()]
    rest = apart.iloc[_LISTED:].sum()
    return f"{start}; coders part most often between {', '.join(most)}{f', others {rest:,}' if rest else ''}."
