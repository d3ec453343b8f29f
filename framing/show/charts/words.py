"""Charts of distinctive words: for each outlet its words with ratio and interval, readable without colour."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ...tables import FramingError, require
from ..sentences.words import WORDS, describe_words, most_distinctive, untested, without_parts

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LARGEST = 10  # words drawn of each outlet
_ROWS = 40  # in one chart; many outlets show fewer words each
_FEWEST = 4
_NAME, _OUTLET = 30, 44  # characters of a word or phrase, of an outlet's name
_INK, _LINE, _GRID = "#1a1a1a", "#8a8a8a", "#e4e4e4"
_WIDTH, _ROW, _HEAD, _GAP = 6.4, 0.25, 1.2, 0.6  # inches; the gap in rows
_BEYOND = 4  # times the largest ratio at which the axis ends; a word that the others lack has no upper end to speak of
_TICKS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000]
_MARKS = [(True, _INK, "q up to .05"), (False, "white", "not shown to differ")]


def plot_words(words: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the most distinctive words of each outlet: how many times as often as elsewhere, with the interval.

    Parameters
    ----------
    words : DataFrame
        From `find_distinctive_words`; any selection of its rows.
    ax : Axes, optional
        Where to draw; without it a new figure of fitting height.

    Returns
    -------
    Axes
        With the attribute alt_text: what the chart shows, in sentences.

    Raises
    ------
    FramingError
        If `words` has no rows or is no table of distinctive words.

    Notes
    -----
    Words that an outlet uses more than the others together, the surest first: those that test and interval agree on,
    each by z; a word that stands only inside a longer phrase of the list is not drawn beside it. The axis is a ratio:
    equal steps are the same number of times. Lines are 95% intervals. Behind each word stands how often the outlet has
    it and in how many of its articles: a word that stands once in nearly every article may be a line of the page. At
    most ten words of an outlet are drawn, fewer where there are more than four outlets.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> texts = ["Protesters met the court.", "Rioters met the court."]
    >>> articles = pd.DataFrame({"article_id": range(40), "outlet": ["X", "Y"] * 20, "title": "", "text": texts * 20})
    >>> ax = fr.plot_words(fr.find_distinctive_words(articles.assign(n_words=4)))
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['protesters  20 in 20', 'rioters  20 in 20']
    """
    require(words, "words", WORDS)
    if not len(words):
        raise FramingError("`words` has no rows: there is nothing to draw. Were any of them filtered out?")
    most = min(LARGEST, max(_FEWEST, _ROWS // words.outlet.nunique()))
    panels = [(str(outlet), rows, _drawn(rows, most)) for outlet, rows in words.groupby("outlet", sort=False)]
    shown = pd.concat([part for *_, part in panels])
    ax = ax or _new_axes(panels)
    limits = _limits(shown)
    ax.set_xscale("log")
    labels: dict[float, str] = {}
    at = 0.0
    for outlet, rows, part in panels:
        at = _draw_panel(ax, at, outlet, rows, part, limits, labels) + _GAP
    ax.set_yticks(list(labels), list(labels.values()))
    ax.set_ylim(at - _GAP - 0.3, -0.7)
    _finish(ax, limits, shown)
    ax.alt_text = describe_words(words)
    return ax


def _drawn(rows: pd.DataFrame, most: int) -> pd.DataFrame:
    """The words of one outlet that get a mark; where some are sure, only these."""
    more = most_distinctive(rows)
    return without_parts((more[more.sure] if more.sure.any() else more).head(4 * most)).head(most)


def _new_axes(panels: list) -> Axes:
    import matplotlib.pyplot as plt

    lines = sum(1 + max(len(part), 1) + _GAP for *_, part in panels)
    return plt.subplots(figsize=(_WIDTH, _HEAD + _ROW * lines), layout="constrained")[1]


def _limits(shown: pd.DataFrame) -> tuple[float, float]:
    """Ends of the axis: all intervals, unless one would squeeze everything else."""
    if not len(shown):
        return 0.5, 2.0
    least, largest = shown.ratio.min(), shown.ratio.max()
    low, high = max(shown.low.min(), least / _BEYOND), min(shown.high.max(), largest * _BEYOND)
    return min(low, 1) / 1.15, max(high, 2) * 1.15


def _draw_panel(
    ax: Axes,
    at: float,
    outlet: str,
    rows: pd.DataFrame,
    part: pd.DataFrame,
    limits: tuple[float, float],
    labels: dict[float, str],
) -> float:
    """One outlet from line `at` on; returns the first line after it and adds to the labels."""
    n = f"  n = {rows.n_articles_all.iloc[0]:,}" if "n_articles_all" in rows else ""
    _write(ax, at, textwrap.shorten(outlet, _OUTLET, placeholder="…") + n, weight="bold")
    at += 1
    if not len(part):
        _write(ax, at, untested(rows) or "no word more often than elsewhere", fontsize=8.5)
        return at + 1
    for row in part.itertuples():
        _draw(ax, at, row, limits)
        labels[at] = f"{textwrap.shorten(row.word, _NAME, placeholder='…')}  {row.n:,} in {row.n_articles:,}"
        at += 1
    return at


def _write(ax: Axes, at: float, text: str, **style) -> None:
    """A line of text; white behind it, so that the grid does not cross it."""
    box = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
    ax.text(0, at, text, transform=ax.get_yaxis_transform(), va="center", ha="left", color=_INK, bbox=box, **style)


def _draw(ax: Axes, at: float, row, limits: tuple[float, float]) -> None:
    """One word; an arrow where the interval leaves the chart."""
    ends = np.clip([row.low, row.high], *limits)
    ax.plot(ends, [at, at], color=_LINE, linewidth=1.6, solid_capstyle="butt", zorder=1)
    for end, limit, marker in ((row.low, limits[0], "<"), (row.high, limits[1], ">")):
        if (end < limit) if marker == "<" else (end > limit):
            ax.plot(limit, at, marker, color=_LINE, markersize=5, clip_on=False, zorder=1)
    ax.plot(row.ratio, at, "o", color=_INK, markerfacecolor=_INK if row.sure else "white", markersize=5.5, zorder=2)


def _finish(ax: Axes, limits: tuple[float, float], shown: pd.DataFrame) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.ticker import NullLocator

    ax.set_xlim(*limits)
    ticks = [tick for tick in _TICKS if limits[0] <= tick <= limits[1]]
    ax.xaxis.set_minor_locator(NullLocator())
    ax.set_xticks(ticks, [f"{tick:,g}" for tick in ticks])
    ax.axvline(1, color=_LINE, linewidth=1, zorder=0)
    label = (
        "times as often as in the other outlets together, with 95% interval\nbehind each word: how often, in how many"
    )
    ax.set_xlabel(f"{label} of the outlet's articles", loc="left", fontsize=8.5)
    ax.spines[["top", "right", "left"]].set_visible(False)
    ax.tick_params(axis="y", length=0, pad=9, labelsize=8.5)
    ax.grid(axis="x", color=_GRID, linewidth=0.8)
    ax.set_axisbelow(True)
    kinds = set(shown.sure) if len(shown) else set()
    marks = [
        Line2D([], [], linestyle="", marker="o", color=_INK, markerfacecolor=face, label=label)
        for sure, face, label in _MARKS
        if sure in kinds
    ]
    style = {"handles": marks, "frameon": False, "fontsize": 8, "handletextpad": 0.1, "columnspacing": 1.2}
    if marks and ax.figure.get_layout_engine() and len(ax.figure.axes) == 1:
        ax.figure.legend(loc="outside lower center", ncols=len(marks), **style)
    elif marks:
        ax.legend(loc="best", **style)
