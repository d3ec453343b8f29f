"""What a careful reader may say about the names that outlets take for one thing, in plain sentences."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .copies import copy_sentences
from .rates import VOICE_WORDS, voice_caveats
from .say import LISTED, names, percent, prose, q_text

SURE = 0.05  # q-value up to which a difference is stated
TOLD = 5  # names told of each choice
STATED = 12  # differences stated one by one
CHOICES = ["outlet", "choice", "term", "n", "share", "low", "high", "n_choice", "share_elsewhere", "q_value", "note"]

_LIMITS = (
    "A share says which name is taken where the thing is named at all; how often it is named is another question. "
    "Names of a set need not mean the same, and outlets that differ in years, events or speakers quoted can differ in "
    "names for that reason: no verdict on any outlet."
)


def describe_choices(choices: pd.DataFrame) -> str:
    """Say in plain sentences what a table of `measure_choices` shows; one sentence a line."""
    sentences = [line for choice, rows in choices.groupby("choice", sort=False) for line in _choice(str(choice), rows)]
    return prose(
        [
            *sentences,
            *_differences(choices),
            *_caveats(choices),
            *copy_sentences(choices, "share", "difference"),
            *_of_voices(choices),
            _LIMITS,
        ]
    )


def heading(choice: str, rows: pd.DataFrame) -> str:
    """What is named, and in whose words if that was asked."""
    if "voice" not in rows:
        return readable(choice)
    voice = rows.voice.iloc[0]
    return f"{readable(choice)}, {VOICE_WORDS.get(voice, voice)}"


def readable(choice: str) -> str:
    """The lexicon's `people_without_papers` as people read it."""
    return choice.replace("_", " ")


def by_size(rows: pd.DataFrame) -> list[str]:
    """The names of one choice, the commonest in these rows first."""
    sums = rows.groupby("term", sort=False).n.sum()
    return sums.sort_values(ascending=False, kind="stable").index.tolist()


def _choice(choice: str, rows: pd.DataFrame) -> list[str]:
    start = heading(choice, rows)
    of_outlet = rows.drop_duplicates("outlet").set_index("outlet").n_choice
    heard, silent = of_outlet.index[of_outlet > 0], of_outlet.index[of_outlet == 0]
    if not len(heard):
        return [f"{start}: no mention."]
    rows = rows[rows.outlet.isin(heard)]
    if len(heard) <= LISTED:
        told = [_outlet(start, str(outlet), of_one) for outlet, of_one in rows.groupby("outlet", sort=False)]
    else:
        told = [_many(start, rows, len(heard))]
    if len(silent):
        told.append(f"{start}: no mention in {names(list(silent))}.")
    return told


def _outlet(start: str, outlet: str, rows: pd.DataFrame) -> str:
    first = rows.iloc[0]
    order = rows.sort_values("share", ascending=False, kind="stable")
    shares = [f"“{row.term}” {percent(row.share)} ({_interval(row)})" for row in order.head(TOLD).itertuples()]
    rest = order.iloc[TOLD:]
    if len(rest):
        shares.append(f"{len(rest)} more {'name' if len(rest) == 1 else 'names'} {percent(rest.share.sum())} together")
    size = f"{_count(first.n_choice, 'mention')} in {_count(first.n_articles, 'article')}"
    return f"{start}, shares of the names in {outlet} ({size}): {', '.join(shares)}."


def _many(start: str, rows: pd.DataFrame, n: int) -> str:
    """Of many outlets only the two ends, among those that have an interval."""
    sure = rows[rows.low.notna()]
    rows = sure if len(sure) else rows
    told = []
    terms = by_size(rows)
    for term in terms[:TOLD]:
        order = rows[rows.term == term].sort_values("share", kind="stable")
        low, high = (f"{percent(row.share)} in {row.outlet} ({_interval(row)})" for row in _ends(order))
        told.append(f"“{term}” from {low} to {high}")
    if len(terms) > TOLD:
        told.append(f"and {_count(len(terms) - TOLD, 'more name')}")
    among = f", in {rows.outlet.nunique()} of them with enough articles for an interval" if len(sure) else ""
    return f"{start}, shares of the names in {n} outlets{among}: {'; '.join(told)}."


def _ends(order: pd.DataFrame) -> list:
    rows = list(order.itertuples())
    return [rows[0], rows[-1]]


def _interval(row) -> str:
    return "no interval" if row.low != row.low else f"95% interval {percent(row.low)} to {percent(row.high)}"


def _count(n: int, what: str) -> str:
    return f"{n:,} {what}" if n == 1 else f"{n:,} {what}s"


def sure_differences(choices: pd.DataFrame) -> pd.DataFrame:
    """Rows whose outlet differs from the others together, the surest first.

    Of two names, or of two outlets, a difference stands in the table twice: only the side that has more is kept.
    """
    found = choices[choices.q_value <= SURE].sort_values("q_value", kind="stable")
    names_of = choices[choices.n > 0].groupby("choice").term.nunique()
    is_pair = found.choice.map(names_of).fillna(0) == 2
    mirrored = [_only_other(choices, row) is not None for row in found.itertuples()]
    return found[~(is_pair | np.array(mirrored, bool)) | (found.difference > 0)]


def _only_other(choices: pd.DataFrame, row) -> str | None:
    """The other outlet where there are two in all: it has the share that the row says the others have."""
    others = choices[(choices.choice == row.choice) & (choices.term == row.term) & (choices.outlet != row.outlet)]
    same = len(others) == 1 and others.share.iloc[0] == row.share_elsewhere
    return str(others.outlet.iloc[0]) if same else None


def _differences(choices: pd.DataFrame) -> list[str]:
    shown = sure_differences(choices)
    sentences = [_difference(row, _only_other(choices, row)) for row in shown.head(STATED).itertuples()]
    more = len(shown) - STATED
    if more > 0:
        sentences.append(f"{more:,} more differences have q up to .05; they are in the table.")
    tested = choices[choices.q_value > SURE]
    if len(tested):
        rows = "1 share was" if len(tested) == 1 else f"{len(tested):,} shares were"
        sentences.append(f"{rows} tested without showing a difference. That is not evidence that there is none.")
    return sentences


def _difference(row, other: str | None) -> str:
    way = "more" if row.difference > 0 else "less"
    elsewhere = f"{percent(row.share)} of its {_count(row.n_choice, 'mention')} against {percent(row.share_elsewhere)}"
    than = other or "the other outlets together"
    few = ", by permutation" if row.p_value != row.p_value else ""
    return (
        f"{readable(row.choice)}: {row.outlet} takes “{row.term}” {way} often than {than}, "
        f"{elsewhere} (q {q_text(row.q_value)}{few})."
    )


def _caveats(choices: pd.DataFrame) -> list[str]:
    """What was not tested, and where numbers are rough, in rows."""
    sentences = []
    untested = choices[choices.q_value.isna()]
    for reason in ("too few", "one outlet", "the only name"):
        n = int(untested.note.str.contains(reason, regex=False).sum())
        if n:
            sentences.append(f"{_count(n, 'share')} {'was' if n == 1 else 'were'} not tested ({_REASONS[reason]}).")
    rough = choices[choices.note.str.contains("rough interval", regex=False)].outlet.nunique()
    if rough:
        where = _count(rough, "outlet")
        sentences.append(f"Intervals are rough in {where} with a choice in fewer than 10 articles.")
    return sentences


def _of_voices(choices: pd.DataFrame) -> list[str]:
    return voice_caveats(choices.assign(n_mentions=choices.n)) if "voice" in choices else []


_REASONS = {
    "too few": "too few articles that have the choice or the name",
    "one outlet": "one outlet, nothing to compare with",
    "the only name": "the only name of its choice",
}
