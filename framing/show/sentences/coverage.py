"""What a careful reader may say about which events each outlet carries, in plain sentences."""

from __future__ import annotations

from itertools import combinations

import pandas as pd

from ...compare.coverage import COVERAGE
from .say import percent, prose

FEW = 5  # events that two outlets share; below, little can be said of how they word the same news
_LISTED = 5  # pairs told one by one

_LIMITS = (
    "An event here is what was matched or given: one event torn in two looks like two that were not shared, so read "
    "the groups first. An event that an outlet does not carry may also be missing from this collection only. That is "
    "what stands in these articles, and no verdict on any outlet."
)

__all__ = ["COVERAGE", "describe_coverage"]


def describe_coverage(coverage: pd.DataFrame) -> str:
    """Say in plain sentences what a table of `measure_coverage` shows; one sentence a line."""
    carried = coverage[coverage.n_articles > 0]
    outlets = [str(outlet) for outlet in coverage.outlet.unique()]
    on = {str(outlet): set(rows.event) for outlet, rows in carried.groupby("outlet", observed=True)}
    sets = {outlet: on.get(outlet, set()) for outlet in outlets}
    n_events = coverage.event.nunique()
    sentences = [_whole(carried, sets, n_events)]
    for outlet, events in sets.items():
        others = set().union(*(other for name, other in sets.items() if name != outlet))
        rows = carried[carried.outlet == outlet]
        sentence = (
            f"{outlet} carries {len(events):,} of {_n(n_events, 'event')} in {_n(rows.n_articles.sum(), 'article')}"
        )
        if len(outlets) > 1:
            alone = events - others
            share = rows.share[rows.event.isin(alone)].sum(min_count=len(alone))
            words = f", with {percent(share)} of its words" if alone and share == share else ""
            sentence += f"; {len(alone):,} of them no other outlet here carries{words}"
        sentences.append(f"{sentence}.")
    return prose([*sentences, *_pairs(sets), _LIMITS])


def _whole(carried: pd.DataFrame, sets: dict[str, set], n_events: int) -> str:
    start = f"{_n(n_events, 'event')} in {_n(carried.n_articles.sum(), 'article')} of {_n(len(sets), 'outlet')}"
    if len(sets) < 2:
        return f"{start}: with one outlet nothing can be compared."
    everyone = len(set.intersection(*sets.values()))
    several = carried.groupby("event", observed=True).outlet.nunique()
    shared = f"{everyone:,} carried by {'both' if len(sets) == 2 else 'all'}"
    if len(sets) > 2:
        shared += f", {int((several > 1).sum()):,} by at least two"
    return f"{start}: {shared}, {int((several == 1).sum()):,} by one alone."


def _pairs(sets: dict[str, set]) -> list[str]:
    """The pairs that can hardly be compared on the same news."""
    shared = [(len(sets[a] & sets[b]), a, b) for a, b in combinations(sets, 2)]
    few = sorted((n, a, b) for n, a, b in shared if n < FEW)
    if not few:
        return []
    told = [f"{a} and {b} ({n})" for n, a, b in few[:_LISTED]]
    more = f"; {len(few) - _LISTED:,} more pairs" if len(few) > _LISTED else ""
    return [
        f"Fewer than {FEW} events are shared by {'; '.join(told)}{more}: a difference in words between them may come "
        "from different news."
    ]


def _n(n: int, what: str) -> str:
    return f"{n:,} {what}" + ("" if n == 1 else "s")
