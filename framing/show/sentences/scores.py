"""What a careful reader may say about how often the machine is right."""

from __future__ import annotations

import pandas as pd

from ...tables import as_texts
from .say import names, percent, prose, q_text

SCORES = ["outlet", "voice", "n_hand", "n_machine", "n_right", "precision", "recall", "weights"]
SCORED_OUTLETS = ["outlet", "n_coded", "right", "right_elsewhere", "right_expected", "own_hand", "own_machine"]
MISTAKES = ["voice_hand", "voice_machine", "n"]
_ALL = "all outlets"
_LISTED = 3

_LIMITS = (
    "Precision: of the mentions to which the machine gives a voice, the share to which coders give it. Recall: of "
    "those to which coders give it, the share that the machine finds. Coders are no truth: read this with their "
    "agreement."
)


def describe_scores(table: pd.DataFrame) -> str:
    """Say in plain sentences what a table of `score_voice` shows; one sentence a line."""
    if set(SCORES) <= set(table.columns):
        return prose([*_voices(table), *_split(table), _LIMITS])
    if set(SCORED_OUTLETS) <= set(table.columns):
        return prose([*map(_outlet, table.itertuples()), *_apart(table)])
    return _mistakes(table)


def _voices(table: pd.DataFrame) -> list[str]:
    """Over all outlets voice by voice; of the outlets, the lowest and the highest."""
    whole = table[table.outlet == _ALL]
    sentences = [_voice(row) for row in (whole if len(whole) else table).itertuples()]
    single = table[(table.outlet != _ALL)] if len(whole) else table.iloc[:0]
    for voice, rows in single.groupby("voice", sort=False):
        for measure in ("precision", "recall"):
            known = rows.dropna(subset=[measure, f"{measure}_low"])
            if len(known) > 1:
                low, high = known.loc[known[measure].idxmin()], known.loc[known[measure].idxmax()]
                sentences.append(
                    f"{voice}, {measure} by outlet: lowest {_of(low, measure)}, highest {_of(high, measure)}."
                )
    return sentences


def _of(row: pd.Series, measure: str) -> str:
    return f"{row.outlet} {_share(row[measure], row[f'{measure}_low'], row[f'{measure}_high'])}"


def _voice(row) -> str:
    where = "" if row.outlet == _ALL else f" in {row.outlet}"
    n = f"{row.n_hand:g} mentions by hand and {row.n_machine:,} by machine"
    if not row.n_hand and not row.n_machine:
        return f"{row.voice}{where}: no coded mention."
    told = [
        f"{measure} {_share(value, low, high)}"
        for measure, value, low, high in (
            ("precision", row.precision, row.precision_low, row.precision_high),
            ("recall", row.recall, row.recall_low, row.recall_high),
        )
        if value == value
    ]
    return f"{row.voice}{where} ({n}): {', '.join(told)}."


def _share(value: float, low: float, high: float) -> str:
    ends = "no interval" if low != low else f"95% interval {percent(low)} to {percent(high)}"
    return f"{percent(value)} ({ends})"


def _split(table: pd.DataFrame) -> list[str]:
    n = int(table[table.outlet == _ALL].n_split.max()) if "n_split" in table and (table.outlet == _ALL).any() else 0
    return ["Where coders are tied, each of their voices counts a half."] if n else []


def _outlet(row) -> str:
    n = f"{row.n_coded:,} coded mentions in {row.n_articles:,} articles"
    sentence = f"{row.outlet} ({n}): the machine is right about {_share(row.right, row.low, row.high)}"
    if row.right_elsewhere == row.right_elsewhere:
        sentence += f", elsewhere about {percent(row.right_elsewhere)}, q {q_text(row.q_value)}"
    return (
        f"{sentence}; in the outlet's own words {percent(row.own_hand)} of its mentions by hand, "
        f"{percent(row.own_machine)} by machine."
    )


def _apart(table: pd.DataFrame) -> list[str]:
    """Whether the machine errs more for one outlet, and what that means."""
    tested = table.dropna(subset=["q_value"])
    if not len(tested):
        return ["Whether the machine errs more for one outlet cannot be tested: too few articles, or one outlet."]
    found = tested[tested.q_value < 0.05]
    if len(found):
        who = names(as_texts(found.outlet))
        first = f"The machine's share of errors differs for {who} by more than chance gives (q < .05)."
    else:
        first = (
            f"No outlet of {len(tested)} differs from the others by more than chance gives (q < .05); with so few "
            "coded mentions that does not show that the machine errs alike."
        )
    return [first, "Errors that differ by outlet can make a difference between outlets: correct_rates takes them off."]


def _mistakes(table: pd.DataFrame) -> str:
    wrong = table[(table.voice_hand != table.voice_machine) & (table.n > 0)].sort_values(
        "n", ascending=False, kind="stable"
    )
    right = table.n[table.voice_hand == table.voice_machine].sum()
    start = f"The machine gives {right:g} of {table.n.sum():g} coded mentions the voice that coders give them"
    most = [f"{r.voice_hand} taken for {r.voice_machine} ({r.n:g})" for r in wrong.head(_LISTED).itertuples()]
    return f"{start}; the most frequent errors: {', '.join(most)}." if most else f"{start}."
