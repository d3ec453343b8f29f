"""Charts of differences: each ratio with its interval, beside the ratios that so much text could not have shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ...tables import FramingError, require
from ..sentences.differences import DIFFERENCES, describe_differences, sure_differences
from . import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST = 30  # rows in one chart
_NAME = 22  # characters of an outlet's name
_FURTHEST = 35  # ratio at which the axis ends, just beyond its last figure
_WIDTH, _ROW, _HEAD, _HEADING = 6.6, 0.3, 1.5, 1.2  # inches; a heading takes as many rows
_AXIS, _LETTER = 3.7, 0.066  # inches: of the axis, so that what stands below it is not cut; of a letter beside it
_SURE = [(True, style.INK, "differs (q up to .05)"), (False, "white", "not shown to differ")]
_TICKS = [1 / 32, 1 / 16, 1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8, 16, 32]
_TICK_LABELS = ["1/32", "1/16", "1/8", "1/4", "1/2", "1", "2", "4", "8", "16", "32"]


def plot_differences(differences: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw each tested ratio with its interval on a log axis, frame by frame, the surest first.

    Parameters
    ----------
    differences : DataFrame
        From `compare_outlets`; any selection of its rows. Filled marks are differences on which test (q up to .05) and
        interval agree; hollow ones are not shown to differ. The grey band holds the ratios that so much text would miss
        in more than 20 of 100 samples. Of a comparison within events a cross marks the ratio over all coverage.
    ax : Axes, optional
        Where to draw; without it a new figure of fitting height.

    Returns
    -------
    Axes
        With the attribute alt_text: what the chart shows, in sentences.

    Raises
    ------
    FramingError
        If `differences` is no table of differences, or none of its rows was tested.

    Notes
    -----
    Right of 1 the first outlet of a row has more, left of 1 the second; 2 and 1/2 are the same size. Behind the names
    stand the mentions of both. At most 30 rows are drawn, the surest; a line says how many more were tested.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> articles = pd.DataFrame({"article_id": range(40), "outlet": ["X", "Y"] * 20, "n_words": 500})
    >>> mentions = pd.DataFrame({"article_id": [*range(0, 40, 2), 1, 3], "frame": "atrocity"})
    >>> ax = fr.plot_differences(fr.compare_outlets(mentions, articles))
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['X : Y  20 : 2']
    """
    require(differences, "differences", DIFFERENCES)
    tested = differences[differences.ratio.notna()]
    if not len(tested):
        raise FramingError(
            "`differences` has no tested row: there is nothing to draw. Why not says describe(differences)."
        )
    by = "frame" if "frame" in tested else "term"
    sure = sure_differences(tested).index
    shown = tested.assign(sure=tested.index.isin(sure)).sort_values(["sure", "q_value"], ascending=[False, True])
    left_out, shown = len(shown) - MOST, shown.head(MOST)
    ax = ax or _new_axes(shown, by)
    _set_axis(ax, shown)
    at, labels = 0.0, {}
    for name, rows in shown.groupby(by, sort=False):
        style.write_heading(ax, at, name)
        at += _HEADING - 0.2
        for row in rows.itertuples():
            _draw(ax, at, row)
            labels[at] = _label(row)
            at += 1
        at += 0.2
    ax.set_yticks(list(labels), list(labels.values()))
    ax.set_ylim(at - 0.5, -0.7)
    _finish(ax, shown, left_out)
    ax.alt_text = describe_differences(differences)
    return ax


def _new_axes(shown: pd.DataFrame, by: str) -> Axes:
    rows = len(shown) + _HEADING * shown[by].nunique()
    names = _LETTER * max(len(_label(row)) for row in shown.itertuples())
    return style.new_axes(max(_WIDTH, names + _AXIS), _HEAD + _ROW * rows)


def _set_axis(ax: Axes, shown: pd.DataFrame) -> None:
    """As far to the left of 1 as to the right, so that 2 and 1/2 are the same way from it."""
    ends = pd.concat([shown.low, shown.high, 1 / shown.low, 1 / shown.high])
    reach = min(_FURTHEST, max(4.0, ends.max()) ** 1.03)
    ax.set_xscale("log")
    ax.set_xticks(_TICKS, _TICK_LABELS)
    ax.set_xticks([], minor=True)
    ax.set_xlim(1 / reach, reach)
    ax.axvline(1, color="#5a5a5a", linewidth=1.2, zorder=1)


def _label(row) -> str:
    a, b = (style.cut(name, _NAME) for name in (row.outlet_a, row.outlet_b))
    return f"{a} : {b}  {row.n_mentions_a:,} : {row.n_mentions_b:,}"


def _draw(ax: Axes, at: float, row) -> None:
    """One ratio over the ratios that so much text could not have shown."""
    ends = ax.get_xlim()
    below, above = np.clip([row.largest_ratio_below, row.smallest_ratio], *ends)
    ax.barh(at, above - below, 0.62, left=below, color=style.BAND, zorder=0.9)
    style.draw_interval(ax, at, row.low, row.high)
    if getattr(row, "ratio_all", float("nan")) == getattr(row, "ratio_all", None):
        style.draw_mark(ax, np.clip(row.ratio_all, *ends), at, "x")
    style.draw_mark(ax, np.clip(row.ratio, *ends), at, face=style.INK if row.sure else "white")


def _finish(ax: Axes, shown: pd.DataFrame, left_out: int) -> None:
    from matplotlib.patches import Patch

    more = f"; {left_out:,} more tested, less sure" if left_out > 0 else ""
    label = (
        f"ratio of rates, with 95% interval{more}\n← second outlet more often      first outlet more often →\n"
        "behind the names: mentions in each"
    )
    ax.set_xlabel(label, fontsize=style.SMALL)
    style.bare(ax)
    marks = [style.legend_mark(label, face=face) for sure, face, label in _SURE if (shown.sure == sure).any()]
    if "ratio_all" in shown:
        marks.append(style.legend_mark("over all coverage", "x"))
    style.put_legend(ax, [*marks, Patch(color=style.BAND, label="mostly unseen in so much text")])
