"""Charts of differences: each ratio with its interval, beside the ratios that so much text could not have shown."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ...tables import FramingError, require
from ..sentences.differences import DIFFERENCES, describe_differences, sure_differences

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST = 30  # rows in one chart
_NAME = 22  # characters of an outlet's name
_FURTHEST = 32  # ratio at which the axis ends
_INK, _LINE, _BAND = "#1a1a1a", "#8a8a8a", "#e9e9e9"
_WIDTH, _ROW, _HEAD, _HEADING = 6.6, 0.3, 1.5, 1.2  # inches; a heading takes as many rows
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
    at, labels = 0.0, {}
    for name, rows in shown.groupby(by, sort=False):
        ax.text(0.01, at, name, transform=ax.get_yaxis_transform(), weight="bold", va="center", ha="left", zorder=3)
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
    import matplotlib.pyplot as plt

    rows = len(shown) + _HEADING * shown[by].nunique()
    return plt.subplots(figsize=(_WIDTH, _HEAD + _ROW * rows), layout="constrained")[1]


def _label(row) -> str:
    a, b = (textwrap.shorten(str(name), _NAME, placeholder="…") for name in (row.outlet_a, row.outlet_b))
    return f"{a} : {b}  {row.n_mentions_a:,} : {row.n_mentions_b:,}"


def _draw(ax: Axes, at: float, row) -> None:
    """One ratio; arrows where its interval leaves the axis."""
    below, above = np.clip([row.largest_ratio_below, row.smallest_ratio], 1 / _FURTHEST, _FURTHEST)
    ax.barh(at, above - below, 0.62, left=below, color=_BAND, zorder=0)
    low, high = np.clip([row.low, row.high], 1 / _FURTHEST, _FURTHEST)
    ax.plot([low, high], [at, at], color=_LINE, linewidth=1.6, solid_capstyle="butt", zorder=1)
    for end, value, marker in ((low, row.low, "<"), (high, row.high, ">")):
        if end != value:
            ax.plot(end, at, marker, color=_LINE, markersize=5, clip_on=False, zorder=1)
    if getattr(row, "ratio_all", float("nan")) == getattr(row, "ratio_all", None):
        ax.plot(np.clip(row.ratio_all, 1 / _FURTHEST, _FURTHEST), at, "x", color=_INK, markersize=5.5, zorder=2)
    face = _INK if row.sure else "white"
    ratio = np.clip(row.ratio, 1 / _FURTHEST, _FURTHEST)
    ax.plot(ratio, at, "o", color=_INK, markerfacecolor=face, markersize=6, clip_on=False, zorder=3)


def _finish(ax: Axes, shown: pd.DataFrame, left_out: int) -> None:
    ax.set_xscale("log")
    ends = pd.concat([shown.low, shown.high, 1 / shown.low, 1 / shown.high])
    reach = min(_FURTHEST, max(4.0, ends.max())) ** 1.03
    ax.set_xlim(1 / reach, reach)
    ax.set_xticks(_TICKS, _TICK_LABELS)
    ax.set_xticks([], minor=True)
    ax.set_xlim(1 / reach, reach)
    ax.axvline(1, color="#5a5a5a", linewidth=1.2, zorder=1)
    more = f"; {left_out:,} more tested, less sure" if left_out > 0 else ""
    label = (
        f"ratio of rates, with 95% interval{more}\n← second outlet more often      first outlet more often →\n"
        "behind the names: mentions in each"
    )
    ax.set_xlabel(label, fontsize=8.5)
    ax.spines[["top", "right", "left"]].set_visible(False)
    ax.tick_params(axis="y", length=0, pad=9, labelsize=8.5)
    ax.grid(axis="x", color="#e4e4e4", linewidth=0.8, zorder=0)
    ax.set_axisbelow(True)
    _add_legend(ax, shown)


def _add_legend(ax: Axes, shown: pd.DataFrame) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    marks = [
        Line2D([], [], linestyle="", marker="o", color=_INK, markerfacecolor=face, label=label)
        for sure, face, label in ((True, _INK, "differs (q up to .05)"), (False, "white", "not shown to differ"))
        if (shown.sure == sure).any()
    ]
    if "ratio_all" in shown:
        marks.append(Line2D([], [], linestyle="", marker="x", color=_INK, label="over all coverage"))
    marks.append(Patch(color=_BAND, label="mostly unseen in so much text"))
    style = {"handles": marks, "frameon": False, "fontsize": 8, "handletextpad": 0.3, "columnspacing": 1.2}
    if ax.figure.get_layout_engine() and len(ax.figure.axes) == 1:
        ax.figure.legend(loc="outside lower center", ncols=2, **style)
    else:
        ax.legend(loc="best", **style)
