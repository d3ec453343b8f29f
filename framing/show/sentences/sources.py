"""What a careful reader may say about who speaks in each outlet, in plain sentences."""

from __future__ import annotations

import pandas as pd

from ...compare.sources import FEW, NO_SPEAKER
from ...tables import as_texts
from .say import percent, prose

LISTED = 3  # speakers told of each outlet
SPEAKERS = ["outlet", "speaker", "named", "n_articles", "n_with", "n_words", "share", "low", "high", "note"]
OUTLETS = [
    "outlet",
    "n_articles",
    "n_with",
    "n_words",
    "share_attributed",
    "share_unnamed",
    "effective_speakers",
    "note",
]

_LIMITS = (
    "Speakers are told apart by how they are written, so one person under two spellings is two and all “officials” are "
    "one. The intervals know nothing of attributions missed or given to the wrong speaker. Who speaks may come from "
    "other events covered, or from who was willing to speak: no verdict on any outlet."
)


def describe_sources(sources: pd.DataFrame) -> str:
    """Say in plain sentences what a table of `measure_sources` shows, by speaker or by outlet; one sentence a line."""
    if set(SPEAKERS) <= set(sources.columns):
        sentences = [_speakers(str(outlet), rows) for outlet, rows in sources.groupby("outlet", sort=False)]
    else:
        sentences = [_outlet(row) for row in sources.itertuples()]
    return prose([*sentences, *_caveats(sources), _LIMITS])


def of_speakers(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that are somebody, the largest first; `speaker` as text."""
    rows = rows.assign(speaker=as_texts(rows.speaker))
    return rows[~rows.speaker.isin([NO_SPEAKER, ""])].sort_values("share", ascending=False, kind="stable")


def _speakers(outlet: str, rows: pd.DataFrame) -> str:
    first = rows.iloc[0]
    start = f"{outlet} ({_articles(first.n_articles)}"
    if not rows.n_words.any():
        return f"{start}): no attributed words."
    somebody = of_speakers(rows)
    start += f", {round(rows.n_words.sum() / rows.share.sum()):,} attributed words)"
    told = [_one(row) for row in somebody.head(LISTED).itertuples()]
    rest = somebody.iloc[LISTED:]
    if len(rest):
        told.append(f"{len(rest):,} more {percent(rest.share.sum())} together")
    unnamed, nobody = somebody[~somebody.named.astype(bool)], rows.drop(somebody.index)
    if len(unnamed):
        told.append(f"all unnamed sources {percent(unnamed.share.sum())}")
    if len(nobody):
        told.append(f"{NO_SPEAKER} for {percent(nobody.share.sum())}")
    return f"{start}, shares of these: {'; '.join(told)}."


def _one(row) -> str:
    where = f"in {row.n_with:,} of {_articles(row.n_articles)}"
    return f"{row.speaker} {percent(row.share)} ({where}, {_interval(row.low, row.high)})"


def _outlet(row) -> str:
    start = f"{row.outlet} ({_articles(row.n_articles)}): "
    if not row.n_words:
        return f"{start}no attributed words."
    attributed = _interval(row.attributed_low, row.attributed_high)
    unnamed = _interval(row.unnamed_low, row.unnamed_high)
    sentence = (
        f"{start}{percent(row.share_attributed)} of its words are somebody's ({attributed}), of these "
        f"{percent(row.share_unnamed)} unnamed sources' ({unnamed}), with {NO_SPEAKER} for "
        f"{percent(row.share_no_speaker)}; {row.n_speakers:,} named {'speaker' if row.n_speakers == 1 else 'speakers'}"
    )
    if row.effective_speakers != row.effective_speakers:
        return f"{sentence}, none of them in two articles, so concentration cannot be told."
    ends = _interval(row.effective_low, row.effective_high, _count)
    return f"{sentence}, as concentrated as if {_count(row.effective_speakers)} had equal shares ({ends})."


def _articles(n: int) -> str:
    return "1 article" if n == 1 else f"{n:,} articles"


def _count(number: float) -> str:
    return f"{number:.1f}" if number < 9.95 else f"{number:,.0f}" if number < 999.5 else "more than 999"


def _interval(low: float, high: float, text=percent) -> str:
    return "no interval" if low != low else f"95% interval {text(low)} to {text(high)}"


def _caveats(sources: pd.DataFrame) -> list[str]:
    few = pd.Series(as_texts(sources.note)).str.startswith("fewer").to_numpy()
    names = [str(name) for name in sources.outlet[few].unique()]
    if not names:
        return []
    listed = " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
    return [
        f"{listed} {'have' if len(names) > 1 else 'has'} fewer than {FEW} articles with attributions: "
        "intervals are rough, and below four there is none."
    ]
