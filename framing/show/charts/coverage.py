"""A chart of which events each outlet carries: a grid of marks with the number of articles in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ...tables import FramingError, require
from ..sentences.coverage import COVERAGE, describe_coverage
from . import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LARGEST = 30  # events drawn; the others are summed in the last line
_EVENT, _OUTLET = 44, 15  # characters of an event's name; of a line of an outlet's name
_ROW, _COLUMN, _NAMES, _HEAD = 0.27, 0.85, 3.4, 1.3  # inches
_ONE, _MOST = 7.0, 15.0  # points across, of one article and of the most


def plot_coverage(coverage: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw which events each outlet carries: events in order of their date, a disc with the number of articles.

    Parameters
    ----------
    coverage : DataFrame
        From `measure_coverage`; any selection of its rows.
    ax : Axes, optional
        Where to draw; without it a new figure of fitting size.

    Returns
    -------
    Axes
        With the attribute alt_text: what the chart shows, in sentences.

    Raises
    ------
    FramingError
        If `coverage` has no rows or is no table of coverage.

    Notes
    -----
    An empty place is an event that the outlet does not carry. Of more than 30 events those with the most outlets, then
    the most articles, are drawn, and the last line counts the events that each outlet carries among the others. Behind
    each outlet's name stands n, its articles.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> articles = pd.DataFrame({"article_id": list("abc"), "outlet": ["X", "X", "Y"], "n_words": 300,
    ...     "event": ["warrant", "ferry", "warrant"]})
    >>> ax = fr.plot_coverage(fr.measure_coverage(articles))
    >>> [label.get_text() for label in ax.get_yticklabels()], [text.get_text() for text in ax.texts]
    (['ferry', 'warrant'], ['1', '1', '1'])
    """
    require(coverage, "coverage", COVERAGE)
    if not len(coverage):
        raise FramingError("`coverage` has no rows: there is nothing to draw. Were any articles measured?")
    counts = coverage.pivot_table(
        index="event", columns="outlet", values="n_articles", aggfunc="sum", sort=False, observed=True, fill_value=0
    ).astype(int)
    shown, rest = _split(counts)
    height = _HEAD + _ROW * (len(shown) + bool(len(rest)))
    ax = ax or style.new_axes(_NAMES + _COLUMN * max(shown.shape[1], 2), height)
    most = max(int(counts.to_numpy().max()), 2)
    for row, column in zip(*np.nonzero(shown.to_numpy()), strict=True):
        _draw(ax, row, column, int(shown.iat[row, column]), most)
    labels = [style.cut(event, _EVENT) for event in shown.index]
    if len(rest):
        labels.append(f"events carried of {len(rest):,} more")
        for column, n in enumerate((rest > 0).sum()):
            ax.text(column, len(shown), f"{n:,}", ha="center", va="center", fontsize=8, color=style.INK, style="italic")
    ax.set_yticks(range(len(labels)), labels)
    ax.set_xticks(
        range(counts.shape[1]), [f"{style.wrapped(name, _OUTLET)}\nn = {counts[name].sum():,}" for name in counts]
    )
    _finish(ax, len(labels), len(rest))
    ax.alt_text = describe_coverage(coverage)
    return ax


def _split(counts: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The events drawn, in the order of the table, and the others."""
    if len(counts) <= LARGEST + 1:  # a line to say that one is missing could as well show it
        return counts, counts[:0]
    size = pd.DataFrame({"outlets": (counts > 0).sum(axis=1), "articles": counts.sum(axis=1)})
    largest = size.sort_values(["outlets", "articles"], ascending=False, kind="stable").index[:LARGEST]
    drawn = counts.index.isin(largest)
    return counts[drawn], counts[~drawn]


def _draw(ax: Axes, row: int, column: int, n: int, most: int) -> None:
    """A disc whose area grows with the number in it."""
    size = np.sqrt(_ONE**2 + (_MOST**2 - _ONE**2) * (n - 1) / (most - 1))
    ax.plot(column, row, "o", color=style.INK, markersize=max(size, 10.5), clip_on=False)
    small = 7 if n < 100 else 5.5
    ax.text(column, row, f"{n}", ha="center", va="center_baseline", fontsize=small, color="white")


def _finish(ax: Axes, rows: int, rest: int) -> None:
    ax.set_ylim(rows - 0.4, -0.6)
    ax.set_xlim(-0.6, len(ax.get_xticks()) - 0.4)
    ax.xaxis.tick_top()
    ax.tick_params(length=0, labelsize=8)
    ax.spines[:].set_visible(False)
    ax.grid(color=style.GRID, linewidth=0.8)
    ax.set_axisbelow(True)
    if rest:
        ax.axhline(rows - 1.5, color=style.LINE, linewidth=0.8)
    ax.set_xlabel("in each disc: articles on the event\nno disc: not carried", loc="left", fontsize=style.SMALL)
    ax.xaxis.set_label_position("bottom")
