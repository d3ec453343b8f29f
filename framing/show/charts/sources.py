"""Charts of who speaks in each outlet: a mark and an interval per speaker, readable without colour."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from ...compare.sources import NO_SPEAKER
from ...tables import FramingError, require
from ..sentences.say import percent
from ..sentences.sources import SPEAKERS, describe_sources, of_speakers

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LARGEST = 10  # speakers drawn of each outlet
_ROWS = 30  # in one chart; many outlets show fewer speakers each
_FEWEST = 3
_NAME = 38  # characters of a speaker's name
_INK, _LINE = "#1a1a1a", "#8a8a8a"
_MARKS = {True: ("o", _INK, "named"), False: ("o", "white", "unnamed"), None: ("x", _INK, NO_SPEAKER)}
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
    limit = _limit(shown)
    labels: dict[float, str] = {}
    at = 0.0
    for panel in panels:
        at = _draw_panel(ax, at, panel, limit, labels) + _GAP
    ax.set_yticks(list(labels), list(labels.values()))
    ax.set_xlim(0, limit)
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
    import matplotlib.pyplot as plt

    lines = sum(_lines(panel) + _GAP for panel in panels)
    return plt.subplots(figsize=(_WIDTH, _HEAD + _ROW * lines), layout="constrained")[1]


def _limit(shown: pd.DataFrame) -> float:
    """Right end of the axis: all intervals, unless a few would squeeze everything else."""
    most = shown.share.fillna(0).max()
    return min(104 * shown[["share", "high"]].fillna(0).max(axis=None), 250 * most, 102) or 1.0


def _draw_panel(ax: Axes, at: float, panel: Panel, limit: float, labels: dict[float, str]) -> float:
    """One outlet from line `at` on; returns the first line after it and adds to the labels."""
    _write(ax, at, f"{panel.outlet}  n = {panel.n:,}", weight="bold")
    at += 1
    for part in (panel.speakers, panel.nobody):
        if part is panel.nobody and len(panel.rest):
            _write(ax, at, _rest(panel.rest), fontsize=8.5)
            at += 1
        for row in part.itertuples():
            _draw(ax, at, row, limit)
            labels[at] = f"{textwrap.shorten(row.speaker, _NAME, placeholder='…')}  {row.n_with:,}"
            at += 1
    return at


def _write(ax: Axes, at: float, text: str, **style) -> None:
    """A line of text; white behind it, so that the grid does not cross it."""
    box = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
    ax.text(0, at, text, transform=ax.get_yaxis_transform(), va="center", ha="left", color=_INK, bbox=box, **style)


def _rest(rest: pd.DataFrame) -> str:
    """What is not drawn."""
    unnamed = rest[~rest.named.astype(bool)]
    among = f", {len(unnamed):,} of them unnamed with {percent(unnamed.share.sum())}" if len(unnamed) else ""
    return f"and {len(rest):,} more with {percent(rest.share.sum())} together{among}"


def _draw(ax: Axes, at: float, row, limit: float) -> None:
    """One speaker; an arrow where the interval leaves the chart."""
    marker, face, _ = _MARKS[None if row.speaker == NO_SPEAKER else bool(row.named)]
    if row.low == row.low:
        ends = [100 * row.low, min(100 * row.high, limit)]
        ax.plot(ends, [at, at], color=_LINE, linewidth=1.6, solid_capstyle="butt", zorder=1)
        if 100 * row.high > limit:
            ax.plot(limit, at, ">", color=_LINE, markersize=5, clip_on=False, zorder=1)
    ax.plot(100 * row.share, at, marker, color=_INK, markerfacecolor=face, markersize=5.5, clip_on=False, zorder=2)


def _finish(ax: Axes, shown: pd.DataFrame) -> None:
    from matplotlib.lines import Line2D

    interval = ", with 95% interval" if shown.low.notna().any() else ""
    label = f"percent of the outlet's attributed words{interval}\nbehind each name: articles in which they speak"
    ax.set_xlabel(label, loc="left", fontsize=8.5)
    ax.spines[["top", "right", "left"]].set_visible(False)
    ax.tick_params(axis="y", length=0, pad=9, labelsize=8.5)
    ax.grid(axis="x", color="#e4e4e4", linewidth=0.8)
    ax.set_axisbelow(True)
    kinds = [
        None if speaker == NO_SPEAKER else bool(named)
        for speaker, named in zip(shown.speaker, shown.named, strict=True)
    ]
    marks = [
        Line2D([], [], linestyle="", marker=marker, color=_INK, markerfacecolor=face, label=label)
        for kind, (marker, face, label) in _MARKS.items()
        if kind in kinds
    ]
    style = {"handles": marks, "frameon": False, "fontsize": 8, "handletextpad": 0.1, "columnspacing": 1.2}
    if ax.figure.get_layout_engine() and len(ax.figure.axes) == 1:
        ax.figure.legend(loc="outside lower center", ncols=len(marks), **style)
    else:
        ax.legend(loc="best", **style)
