"""What all charts share: greys, bare axes, a mark and its interval, names that fit, a legend that covers nothing."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D

INK, LINE, GRID = "#1a1a1a", "#8a8a8a", "#e4e4e4"  # marks and words; intervals; behind everything
BAND = "#dcdcdc"  # what chance alone would often show
SMALL = 8.5  # points, of all words but headings and legends


def new_axes(width: float, height: float) -> Axes:
    """The only axes of a new figure of so many inches, which makes room for long names."""
    import matplotlib.pyplot as plt

    return plt.subplots(figsize=(width, height), layout="constrained")[1]


def bare(ax: Axes) -> None:
    """Leave of the axes the lower line, thin lines across and the names of the rows."""
    ax.spines[["top", "right", "left"]].set_visible(False)
    ax.tick_params(axis="y", length=0, pad=9, labelsize=SMALL)
    ax.grid(axis="x", color=GRID, linewidth=0.8)
    ax.set_axisbelow(True)


def draw_interval(ax: Axes, at: float, low: float, high: float) -> None:
    """A grey line, if there is an interval; an arrow where it leaves the axis, whose limits are already set."""
    if low != low:
        return
    first, last = ax.get_xlim()
    ends = np.clip([low, high], first, last)
    ax.plot(ends, [at, at], color=LINE, linewidth=1.6, solid_capstyle="butt", zorder=1)
    for leaves, end, arrow in ((low < first, first, "<"), (high > last, last, ">")):
        if leaves:
            ax.plot(end, at, arrow, color=LINE, markersize=5, clip_on=False, zorder=1)


def draw_mark(ax: Axes, x: float | pd.Series, at: float | range, marker: str = "o", face: str = INK) -> None:
    """The value itself, on top of its interval; of several rows, all at once."""
    ax.plot(x, at, marker, color=INK, markerfacecolor=face, markersize=5.5, clip_on=False, zorder=2)


def if_intervals(table: pd.DataFrame) -> str:
    """What the name of the axis adds where the table has any interval."""
    return ", with 95% interval" if table.low.notna().any() else ""


def write_heading(ax: Axes, at: float, text: str) -> None:
    """The name of what the rows below belong to."""
    _write(ax, at, text, 10, "bold")


def write_line(ax: Axes, at: float, text: str) -> None:
    """A row of words instead of marks."""
    _write(ax, at, text, SMALL, "normal")


def _write(ax: Axes, at: float, text: str, points: float, weight: str) -> None:
    box = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}  # so that the lines across do not cross it
    look = {"fontsize": points, "weight": weight, "color": INK, "bbox": box}
    ax.text(0, at, text, transform=ax.get_yaxis_transform(), va="center", zorder=3, **look)


def wrapped(name: object, width: int = 20) -> str:
    """A long name on two lines of so many characters, so that it leaves room for the chart."""
    return "\n".join(textwrap.wrap(str(name), width, max_lines=2, placeholder="…"))


def cut(name: object, width: int) -> str:
    """A long name on one line of so many characters."""
    whole_words = textwrap.shorten(str(name), width, placeholder="…")
    return whole_words if whole_words != "…" else f"{str(name)[: width - 1]}…"


def legend_mark(label: str, marker: str = "o", face: str = INK) -> Line2D:
    """A mark as `draw_mark` draws it, for `put_legend`."""
    from matplotlib.lines import Line2D

    return Line2D([], [], linestyle="", marker=marker, color=INK, markerfacecolor=face, markersize=5.5, label=label)


def put_legend(ax: Axes, marks: list, ncols: int = 2) -> None:
    """Below everything, if the chart has its figure to itself; among others below the name of its own axis, set before.

    Where no layout makes room below, the legend stands inside the axes, or a saved picture would lose it.
    """
    from matplotlib.transforms import ScaledTranslation

    style = {"handles": marks, "frameon": False, "handletextpad": 0.4, "columnspacing": 1.2}
    if ax.figure.get_layout_engine() and len(ax.figure.axes) == 1:
        ax.figure.legend(loc="outside lower center", ncols=ncols, fontsize=8, **style)
        return
    if not ax.figure.get_layout_engine():
        ax.legend(loc="best", fontsize=8, **style)
        return
    inches = 0.36 + SMALL * 1.2 / 72 * len(ax.get_xlabel().splitlines())  # figures of the axis, then its name
    below = ax.transAxes + ScaledTranslation(0, -inches, ax.figure.dpi_scale_trans)
    at = {"bbox_to_anchor": (0, 0), "bbox_transform": below, "borderpad": 0}
    ax.legend(loc="upper left", ncols=min(ncols, 2), fontsize=7, **at, **style)
