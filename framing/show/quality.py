"""How often the machine is right about a voice: it stands beside every result by voice."""

from __future__ import annotations

import pandas as pd

from ..read.datasets import read_voice_quality
from ..voice.label import VOICES

STATED = "PolNeAR dev, all words"  # the test that sentences name: the one with most cases; the report shows all
FEWEST = 100  # cases of an outlet; fewer give no figure worth comparing

# A sentence is about words or mentions of a voice: "finds 86 of 100 paraphrased words".
_KINDS = {
    "narrator": "{} of the outlet's own",
    "quoted": "quoted {}",
    "paraphrased": "paraphrased {}",
    "ascribed": "{} ascribed to others",
}


def quality_sentences(voices: list[str]) -> list[str]:
    """What the machine finds of each of these voices and how often it is right, then how far outlets differ."""
    table = read_voice_quality()
    voices = [v for v in VOICES if v in voices and v in _KINDS]
    test = STATED if STATED in set(table.test) else next(iter(table.test), "")
    of_test = table[table.test == test]
    unit = "mentions" if test == "teaching corpus" else "words"
    rows = of_test[of_test.outlet == ""].set_index("voice")
    rows = rows[rows.recall.notna()]
    sentences = [_sentence(rows.loc[v], _KINDS[v].format(unit), test) for v in voices if v in rows.index]
    if sentences:
        sentences.append(_by_outlet(of_test[of_test.voice.isin(voices)], unit))
    missing = [_KINDS[v].format(unit) for v in voices if v not in rows.index]
    if missing:
        sentences.append(f"How often the machine is right about {_listed(missing)} has not been measured.")
    return sentences


def _sentence(row: pd.Series, kind: str, test: str) -> str:
    measured = f"(measured on {test}, n = {row.n:,.0f})"
    if row.precision != row.precision:
        return f"The machine finds {_of_100(row.recall)} of 100 {kind} and labels none so {measured}."
    right = f"is right in {_of_100(row.precision)} of 100 that it labels so"
    return f"The machine finds {_of_100(row.recall)} of 100 {kind} and {right} {measured}."


def _by_outlet(table: pd.DataFrame, unit: str) -> str:
    """The voice in which the outlets of the test lie furthest apart: as much of a difference may be the machine's."""
    table = table[table.outlet.ne("") & table.n.ge(FEWEST) & table.recall.notna()]
    recall = table.groupby("voice").recall.agg(["min", "max", "size"])
    recall = recall[recall["size"] > 1]
    if not len(recall):
        return "Its errors may differ by outlet."
    most = (recall["max"] - recall["min"]).idxmax()
    low, high, n = recall.loc[most]
    return (
        f"Its errors may differ by outlet: among the {n:.0f} outlets measured it finds {_of_100(low)} to "
        f"{_of_100(high)} of 100 {_KINDS[most].format(unit)}, in part by chance."
    )


def quality_rows() -> list[dict]:
    """The table of the report: a row for each test, voice and outlet, numbers as they are shown."""
    return [
        {
            "test": row.test,
            "outlet": row.outlet,
            "voice": row.voice,
            "n": f"{row.n:,.0f}",
            "recall": _percent(row.recall),
            "precision": _percent(row.precision),
        }
        for row in read_voice_quality().itertuples()
    ]


def _of_100(percent: float) -> str:
    """Whole, but never 100 where something is missing."""
    return f"{percent:.1f}" if 99.5 <= percent < 100 else f"{percent:.0f}"


def _percent(value: float) -> str:
    return "–" if value != value else f"{value:.1f}"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
