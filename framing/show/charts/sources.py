"""Charts of who speaks in each outlet: a mark and an interval per speaker, readable without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from ...compare.sources import NO_SPEAKER
from ...tables import FramingError, require
from ..sentences.say import percent
from ..sentences.sources import SPEAKERS, describe_sources, of_speakers
from . import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LARGEST = 10  # speakers drawn of each outlet
_ROWS = 30  # in one chart; many outlets show fewer speakers each
_FEWEST = 3
_NAME = 38  # characters of a speaker's name
_MARKS = {"named": ("o", style.INK), "unnamed": ("o", "white"), NO_SPEAKER: ("x", style.INK)}
_WIDTH, _ROW, _HEAD = 6.4, 0.25, 1.1  # inches
_GAP = 0.6  # rows between two outlets


class Panel(NamedTuple):
    """What is drawn of one outlet; the words for which no speaker was found stand last."""

    outlet: str
    n: int
    speakers: pd.DataFrame
    rest: pd.DataFrame
    nobody: pd.DataFrame


def plot_sources(sources: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the largest speakers of each outlet with their share of its attributed words and the interval.

    Parameters
    ----------
    sources : DataFrame
        From `measure_sources` by speaker; any selection of its rows. Filled marks are named speakers, hollow ones
        unnamed; a cross is the share of words for which no speaker was found.
    ax : Axes, optional
        Where to draw; without it a new figure of fitting height.

    Returns
    -------
    Axes
        With the attribute alt_text: what the chart shows, in sentences.

    Raises
    ------
    FramingError
        If `sources` has no rows or is no table by speaker.

    Notes
    -----
    Lines are 95% intervals; a mark without a line has none. Behind each name stands in how many of the outlet's
    articles they speak. At most ten speakers of an outlet are drawn, fewer where there are more than three outlets; a
    line below says how many more there are and what they share.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> articles = pd.DataFrame({"article_id": list("ab"), "outlet": "X", "n_words": 200})
    >>> attributions = pd.DataFrame({"article_id": ["a", "a", "b"], "kind": "direct", "named": [True, False, True],
    ...     "speaker": ["Ada Lind", "officials", "Ada Lind"], "n_words": [30, 20, 50]})
    >>> ax = fr.plot_sources(fr.measure_sources(attributions, articles))
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['Ada Lind  2', 'officials  1']
    """
    _check(sources)
    most = min(LARGEST, max(_FEWEST, _ROWS // sources.outlet.nunique()))
    panels = [_panel(str(outlet), rows, most) for outlet, rows in sources.groupby("outlet", sort=False)]
    shown = pd.concat([rows for panel in panels for rows in (panel.speakers, panel.nobody)])
    ax = ax or _new_axes(panels)
    ax.set_xlim(0, _limit(shown))
    labels: dict[float, str] = {}
    at = 0.0
    for panel in panels:
        at = _draw_panel(ax, at, panel, labels) + _GAP
    ax.set_yticks(list(labels), list(labels.values()))
    ax.set_ylim(at - _GAP - 0.3, -0.7)
    _finish(ax, shown)
    ax.alt_text = describe_sources(sources)
    return ax


def _check(sources: pd.DataFrame) -> None:
    if isinstance(sources, pd.DataFrame) and "share_attributed" in sources:
        raise FramingError(
            "`sources` has one row per outlet: there is no speaker to draw. "
            "Measure by speaker: measure_sources(attributions, articles)."
        )
    require(sources, "sources", SPEAKERS)
    if not len(sources):
        raise FramingError("`sources` has no rows: there is nothing to draw. Were any attributions found?")


def _panel(outlet: str, rows: pd.DataFrame, most: int) -> Panel:
    somebody = of_speakers(rows)
    nobody = rows.drop(somebody.index).assign(speaker=NO_SPEAKER)
    most += len(somebody) == most + 1  # a line to say that one is missing could as well show it
    return Panel(outlet, rows.n_articles.iloc[0], somebody.head(most), somebody.iloc[most:], nobody)


def _lines(panel: Panel) -> int:
    return 1 + len(panel.speakers) + bool(len(panel.rest)) + len(panel.nobody)


def _new_axes(panels: list[Panel]) -> Axes:
    lines = sum(_lines(panel) + _GAP for panel in panels)
    return style.new_axes(_WIDTH, _HEAD + _ROW * lines)


def _limit(shown: pd.DataFrame) -> float:
    """Right end of the axis: all intervals, unless a few would squeeze everything else."""
    most = shown.share.fillna(0).max()
    return min(104 * shown[["share", "high"]].fillna(0).max(axis=None), 250 * most, 102) or 1.0


def _draw_panel(ax: Axes, at: float, panel: Panel, labels: dict[float, str]) -> float:
    """One outlet from line `at` on; returns the first line after it and adds to the labels."""
    style.write_heading(ax, at, f"{panel.outlet}  n = {panel.n:,}")
    at += 1
    for part in (panel.speakers, panel.nobody):
        if part is panel.nobody and len(panel.rest):
            style.write_line(ax, at, _rest(panel.rest))
            at += 1
        for row in part.itertuples():
            style.draw_interval(ax, at, 100 * row.low, 100 * row.high)
            style.draw_mark(ax, 100 * row.share, at, *_MARKS[_kind(row)])
            labels[at] = f"{style.cut(row.speaker, _NAME)}  {row.n_with:,}"
            at += 1
    return at


def _rest(rest: pd.DataFrame) -> str:
    """What is not drawn."""
    unnamed = rest[~rest.named.astype(bool)]
    among = f", {len(unnamed):,} of them unnamed with {percent(unnamed.share.sum())}" if len(unnamed) else ""
    return f"and {len(rest):,} more with {percent(rest.share.sum())} together{among}"


def _kind(row) -> str:
    """Which mark a speaker gets."""
    return NO_SPEAKER if row.speaker == NO_SPEAKER else "named" if row.named else "unnamed"


def _finish(ax: Axes, shown: pd.DataFrame) -> None:
    label = f"percent of the outlet's attributed words{style.if_intervals(shown)}"
    ax.set_xlabel(f"{label}\nbehind each name: articles in which they speak", loc="left", fontsize=style.SMALL)
    style.bare(ax)
    kinds = {_kind(row) for row in shown.itertuples()}
    style.put_legend(ax, [style.legend_mark(kind, *look) for kind, look in _MARKS.items() if kind in kinds], ncols=3)
