"""Charts of distinctive words: for each outlet its words with ratio and interval, readable without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from ...tables import FramingError, require
from ..sentences.words import WORDS, describe_words, most_distinctive, untested, without_parts
from . import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LARGEST = 10  # words drawn of each outlet
_ROWS = 40  # in one chart; many outlets show fewer words each
_FEWEST = 4
_NAME, _OUTLET = 30, 44  # characters of a word or phrase, of an outlet's name
_WIDTH, _ROW, _HEAD, _GAP = 6.4, 0.25, 1.2, 0.6  # inches; the gap in rows
_BEYOND = 4  # times the largest ratio at which the axis ends; a word that the others lack has no upper end to speak of
_TICKS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000]
_MARKS = [(True, style.INK, "q up to .05"), (False, "white", "not shown to differ")]


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
    _set_axis(ax, shown)
    labels: dict[float, str] = {}
    at = 0.0
    for outlet, rows, part in panels:
        at = _draw_panel(ax, at, outlet, rows, part, labels) + _GAP
    ax.set_yticks(list(labels), list(labels.values()))
    ax.set_ylim(at - _GAP - 0.3, -0.7)
    _finish(ax, shown)
    ax.alt_text = describe_words(words)
    return ax


def _drawn(rows: pd.DataFrame, most: int) -> pd.DataFrame:
    """The words of one outlet that get a mark; where some are sure, only these."""
    more = most_distinctive(rows)
    return without_parts((more[more.sure] if more.sure.any() else more).head(4 * most)).head(most)


def _new_axes(panels: list) -> Axes:
    lines = sum(1 + max(len(part), 1) + _GAP for *_, part in panels)
    return style.new_axes(_WIDTH, _HEAD + _ROW * lines)


def _set_axis(ax: Axes, shown: pd.DataFrame) -> None:
    from matplotlib.ticker import NullLocator

    low, high = _limits(shown)
    ax.set_xscale("log")
    ax.set_xlim(low, high)
    ticks = [tick for tick in _TICKS if low <= tick <= high]
    ax.xaxis.set_minor_locator(NullLocator())
    ax.set_xticks(ticks, [f"{tick:,g}" for tick in ticks])
    ax.axvline(1, color=style.LINE, linewidth=1, zorder=0)


def _limits(shown: pd.DataFrame) -> tuple[float, float]:
    """Ends of the axis: all intervals, unless one would squeeze everything else."""
    if not len(shown):
        return 0.5, 2.0
    least, largest = shown.ratio.min(), shown.ratio.max()
    low, high = max(shown.low.min(), least / _BEYOND), min(shown.high.max(), largest * _BEYOND)
    return min(low, 1) / 1.15, max(high, 2) * 1.15


def _draw_panel(
    ax: Axes, at: float, outlet: str, rows: pd.DataFrame, part: pd.DataFrame, labels: dict[float, str]
) -> float:
    """One outlet from line `at` on; returns the first line after it and adds to the labels."""
    n = f"  n = {rows.n_articles_all.iloc[0]:,}" if "n_articles_all" in rows else ""
    style.write_heading(ax, at, style.cut(outlet, _OUTLET) + n)
    at += 1
    if not len(part):
        style.write_line(ax, at, untested(rows) or "no word more often than elsewhere")
        return at + 1
    for row in part.itertuples():
        style.draw_interval(ax, at, row.low, row.high)
        style.draw_mark(ax, row.ratio, at, face=style.INK if row.sure else "white")
        labels[at] = f"{style.cut(row.word, _NAME)}  {row.n:,} in {row.n_articles:,}"
        at += 1
    return at


def _finish(ax: Axes, shown: pd.DataFrame) -> None:
    label = (
        "times as often as in the other outlets together, with 95% interval\nbehind each word: how often, in how many"
    )
    ax.set_xlabel(f"{label} of the outlet's articles", loc="left", fontsize=style.SMALL)
    style.bare(ax)
    marks = [style.legend_mark(label, face=face) for sure, face, label in _MARKS if (shown.sure == sure).any()]
    if marks:
        style.put_legend(ax, marks)
