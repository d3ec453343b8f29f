"""Charts of rates: a mark and an interval per outlet, readable without colour, with alt text from the data."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pandas as pd

from ..tables import FramingError, require
from .sentences import describe

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Marks differ in shape and filling, never in colour alone.
_MARKS = {
    None: ("o", "full", "all mentions"),
    "narrator": ("o", "full", "outside quotation marks"),
    "quoted": ("o", "none", "inside quotation marks"),
    "unclear": ("x", "full", "unclear: a mark was lost"),
}
_OFFSETS = {"narrator": -0.15, "quoted": 0.13, "unclear": 0.35}  # rows
_NAME = 20  # characters of an outlet's name in one line
_INK, _LINE = "#1a1a1a", "#8a8a8a"
_WIDTH, _ROW, _HEAD, _LEGEND = 5.2, 0.29, 1.0, 0.3  # inches


def plot_outlets(rates: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw each outlet's rate with its interval, frame by frame, outlets in order of their rate.

    Parameters
    ----------
    rates : DataFrame
        From `measure_outlets`, with or without voice; any selection of its rows. With voice, filled marks are outside
        quotation marks, hollow ones inside, crosses unclear.
    ax : Axes, optional
        Where to draw; without it a new figure of fitting height.

    Returns
    -------
    Axes
        With the attribute alt_text: what the chart shows, in sentences.

    Raises
    ------
    FramingError
        If `rates` has no rows, is no table of rates, or holds a voice other than these three.

    Notes
    -----
    Lines are 95% intervals; a mark without a line has none (one article). Behind each name stands n, the number of
    articles. Overlapping intervals are no test: `compare_outlets` is.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> articles = pd.DataFrame({"article_id": list("abcd"), "outlet": ["X", "X", "Y", "Y"], "n_words": [250] * 4})
    >>> mentions = pd.DataFrame({"article_id": ["a", "a", "c"], "frame": "atrocity"})
    >>> ax = fr.plot_outlets(fr.measure_outlets(mentions, articles))
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['X  n = 2', 'Y  n = 2']
    """
    require(rates, "rates", ["outlet", "n_articles", "n_mentions", "rate", "low", "high"])
    if not len(rates):
        raise FramingError("`rates` has no rows: there is nothing to draw. Were any mentions found?")
    strange = set(rates.voice) - set(_OFFSETS) if "voice" in rates else set()
    if strange:
        raise FramingError(
            f"`rates` holds the voice {sorted(map(str, strange))[0]!r}, for which there is no mark. "
            f"Draw the others: rates[rates.voice.isin({list(_OFFSETS)})]."
        )
    by = "frame" if "frame" in rates else "term"
    groups = [(name, _ordered(rows)) for name, rows in rates.groupby(by, sort=False)]
    ax = ax or _new_axes(rates)
    limit = _limit(rates)
    at, places, labels = 0.0, [], []
    for name, rows in groups:
        if len(groups) > 1:
            ax.text(0, at, name, transform=ax.get_yaxis_transform(), weight="bold", va="center", ha="left", color=_INK)
            at += 1
        for outlet, of_outlet in rows.groupby("outlet", sort=False):
            _draw_outlet(ax, at, of_outlet, limit)
            places.append(at)
            labels.append(f"{_wrapped(str(outlet))}  n = {of_outlet.n_articles.iloc[0]:,}")
            at += 1
    ax.set_yticks(places, labels)
    ax.set_xlim(0, limit)
    _finish(ax, at, groups[0][0] if len(groups) == 1 else None, "voice" in rates, rates.low.notna().any())
    ax.alt_text = describe(rates)
    return ax


def _ordered(rows: pd.DataFrame) -> pd.DataFrame:
    """Outlets by their rate over all voices, the highest first; ties by name."""
    total = rows.groupby("outlet").rate.sum()
    order = total.reset_index().sort_values(["rate", "outlet"], ascending=[False, True]).outlet
    return rows.set_index("outlet").loc[order].reset_index()


def chart_size(rates: pd.DataFrame) -> tuple[float, float]:
    """Width and height in inches that leave each outlet a line."""
    by = "frame" if "frame" in rates else "term"
    groups = rates[by].nunique()
    lines = len(rates[[by, "outlet"]].drop_duplicates()) + (groups if groups > 1 else 0)
    return _WIDTH, _HEAD + _ROW * lines + (_LEGEND if "voice" in rates else 0)


def _new_axes(rates: pd.DataFrame) -> Axes:
    import matplotlib.pyplot as plt

    return plt.subplots(figsize=chart_size(rates), layout="constrained")[1]


def _wrapped(name: str) -> str:
    """A long name on two lines, so that it leaves room for the chart."""
    lines = textwrap.wrap(name, _NAME) or [name]
    return (
        lines[0] if len(lines) == 1 else f"{lines[0]}\n{textwrap.shorten(' '.join(lines[1:]), _NAME, placeholder='…')}"
    )


def _limit(rates: pd.DataFrame) -> float:
    """Right end of the axis: all intervals, unless a few would squeeze everything else."""
    most = rates.rate.fillna(0).max()
    furthest = rates[["rate", "high"]].fillna(0).max(axis=None)
    return 1.04 * min(furthest, 4 * most) or 1.0


def _draw_outlet(ax: Axes, at: float, rows: pd.DataFrame, limit: float) -> None:
    """One line of the chart, voices a little above and below each other; an arrow where an interval leaves it."""
    shown = rows[rows.voice.ne("unclear") | rows.n_mentions.gt(0)] if "voice" in rows else rows
    for row in shown.itertuples():
        voice = getattr(row, "voice", None)
        offset = _OFFSETS.get(voice, 0.0)
        marker, filling, _ = _MARKS[voice]
        if row.low == row.low:
            ax.plot(
                [row.low, min(row.high, limit)],
                [at + offset] * 2,
                color=_LINE,
                linewidth=1.6,
                solid_capstyle="butt",
                zorder=1,
            )
            if row.high > limit:
                ax.plot(limit, at + offset, ">", color=_LINE, markersize=5, clip_on=False, zorder=1)
        face = "white" if filling == "none" else _INK
        ax.plot(row.rate, at + offset, marker, color=_INK, markerfacecolor=face, markersize=6, clip_on=False, zorder=2)


def _finish(ax: Axes, rows: float, title: str | None, by_voice: bool, has_intervals: bool) -> None:
    from matplotlib.lines import Line2D

    ax.set_ylim(rows - 0.4, -0.6)
    ax.set_xlabel(
        "per 1,000 words, with 95% interval" if has_intervals else "per 1,000 words", loc="left", fontsize=8.5
    )
    ax.spines[["top", "right", "left"]].set_visible(False)
    ax.tick_params(axis="y", length=0, pad=9)
    ax.grid(axis="x", color="#e4e4e4", linewidth=0.8)
    ax.set_axisbelow(True)
    if title:
        ax.set_title(title, loc="left", weight="bold", fontsize=12)
    if by_voice:
        marks = [
            Line2D(
                [],
                [],
                linestyle="",
                marker=m,
                color=_INK,
                markerfacecolor="white" if f == "none" else _INK,
                label=label,
            )
            for voice, (m, f, label) in _MARKS.items()
            if voice
        ]
        style = {
            "handles": marks,
            "ncols": len(marks),
            "frameon": False,
            "fontsize": 8,
            "handletextpad": 0.1,
            "columnspacing": 1.2,
        }
        if ax.figure.get_layout_engine() and len(ax.figure.axes) == 1:
            ax.figure.legend(loc="outside lower center", **style)
        else:
            ax.legend(loc="best", **style | {"ncols": 1})
