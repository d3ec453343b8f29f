"""Charts of how well outlets are told apart: the fall step by step, and who is taken for whom."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ...tables import FramingError, require
from ..sentences.classifier import CLASSIFIER, CONFUSION, DECIDING, describe_classifier
from . import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WIDTH, _ROW, _HEAD = 5.6, 0.52, 1.15  # inches
_STEP, _NAME = 30, 18  # characters of a label in one line
_CELL, _LEFT, _BELOW = 0.52, 2.1, 1.6  # inches of the confusion table: a cell, names of rows, names of columns
_NARROWEST = 4.2
_DARK = 0.55  # share above which white figures are read better


def plot_classifier(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the steps of `classify_outlets` with their baselines, or its table of confusion.

    Parameters
    ----------
    table : DataFrame
        `steps` or `confusion` of `classify_outlets`; of steps any selection of rows, of confusion one step.
    ax : Axes, optional
        Where to draw; without it a new figure of fitting size.

    Returns
    -------
    Axes
        With the attribute alt_text: what the chart shows, in sentences.

    Raises
    ------
    FramingError
        If the table has no rows or is neither of the two.

    Notes
    -----
    Steps: filled circles are accuracy, lines 95% intervals; the grey band reaches from the mean of shuffled outlets to
    their 95th percentile, the cross marks what naming the largest outlet each time would reach. n is the number of
    articles tested. Confusion: a row is an outlet, a column what the model said, figures are percent of the row, framed
    where the model is right.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> articles = pd.DataFrame({"article_id": range(20), "outlet": ["Post", "Sun"] * 10, "title": "",
    ...     "text": ["They say regime.", "They say government."] * 10})
    >>> steps, confusion, _ = fr.classify_outlets(articles, permutations=20)
    >>> [label.get_text() for label in fr.plot_classifier(steps.head(1)).get_yticklabels()]
    ['raw\\nn = 20']
    >>> [text.get_text() for text in fr.plot_classifier(confusion).texts]
    ['100', '0', '0', '100']
    """
    if isinstance(table, pd.DataFrame) and set(DECIDING) <= set(table.columns):
        raise FramingError(
            "`table` holds deciding words, and these are read, not drawn: print(describe(deciding)). "
            "Give steps or confusion of classify_outlets."
        )
    is_confusion = isinstance(table, pd.DataFrame) and set(CONFUSION) <= set(table.columns)
    if not is_confusion:
        require(table, "steps", CLASSIFIER)
    if not len(table):
        raise FramingError("The table has no rows: there is nothing to draw. Could any step be measured?")
    ax = (_draw_confusion if is_confusion else _draw_steps)(table, ax)
    ax.alt_text = describe_classifier(table)
    return ax


def _draw_steps(steps: pd.DataFrame, ax: Axes | None) -> Axes:
    ax = ax or style.new_axes(_WIDTH, _HEAD + _ROW * len(steps))
    done = [(at, row) for at, row in enumerate(steps.itertuples()) if row.accuracy == row.accuracy]
    ax.plot([100 * row.accuracy for _, row in done], [at for at, _ in done], color=style.INK, linewidth=0.7, zorder=1)
    for at, row in enumerate(steps.itertuples()):
        _draw_step(ax, at, row)
    labels = [f"{textwrap.fill(row.step, _STEP)}\nn = {row.n_tested:,}" for row in steps.itertuples()]
    ax.set_yticks(range(len(steps)), labels)
    ax.set_ylim(len(steps) - 0.4, -0.6)
    ax.set_xlim(0, 107)
    ax.set_xticks(range(0, 101, 20))
    ax.set_xlabel("percent of tested articles given to the right outlet", loc="left", fontsize=style.SMALL)
    style.bare(ax)
    _add_legend(ax, steps)
    return ax


def _draw_step(ax: Axes, at: int, row) -> None:
    if row.accuracy != row.accuracy:
        style.write_line(ax, at, "not measured")
        return
    start, width = 100 * row.chance, max(100 * (row.chance_high - row.chance), 0.6)
    ax.barh(at, width, 0.62, start, color=style.BAND, edgecolor=style.LINE, linewidth=0.6, zorder=1)
    if hasattr(row, "majority"):
        style.draw_mark(ax, 100 * row.majority, at, "x")
    if row.low == row.low:
        ends = [100 * row.low, 100 * row.high]
        ax.plot(ends, [at, at], color=style.LINE, linewidth=3, solid_capstyle="butt", zorder=2)
    style.draw_mark(ax, 100 * row.accuracy, at)
    end = 100 * max(row.accuracy, row.accuracy if row.high != row.high else row.high)
    ax.annotate(
        f"{100 * row.accuracy:.0f}", (end, at), (7, 0), textcoords="offset points", va="center", fontsize=style.SMALL
    )


def _add_legend(ax: Axes, steps: pd.DataFrame) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    label = "accuracy, 95% interval" if steps.low.notna().any() else "accuracy"
    ink = {"markerfacecolor": style.INK, "markeredgecolor": style.INK, "color": style.LINE, "linewidth": 3}
    shuffled = "outlets shuffled: mean to 95th percentile"
    marks = [
        Line2D([], [], marker="o", label=label, **ink),
        Patch(facecolor=style.BAND, edgecolor=style.LINE, linewidth=0.6, label=shuffled),
    ]
    if "majority" in steps:
        marks.append(style.legend_mark("always the largest outlet", "x"))
    style.put_legend(ax, marks)


def _draw_confusion(confusion: pd.DataFrame, ax: Axes | None) -> Axes:
    from matplotlib.patches import Rectangle

    if confusion.step.nunique() > 1:
        raise FramingError(
            "`confusion` holds several steps. Draw one: confusion[confusion.step == confusion.step.iloc[0]]."
        )
    outlets, said = confusion.outlet.unique(), confusion.said.unique()
    n = confusion.pivot(index="outlet", columns="said", values="n").reindex(index=outlets, columns=said).fillna(0)
    share = n.to_numpy(float) / np.maximum(n.to_numpy(float).sum(axis=1, keepdims=True), 1)
    ax = ax or style.new_axes(max(_LEFT + _CELL * len(said), _NARROWEST), _BELOW + _CELL * len(outlets))
    ax.imshow(share, cmap="Greys", vmin=0, vmax=1)
    for (i, j), value in np.ndenumerate(share):
        ink = "white" if value > _DARK else style.INK
        ax.text(j, i, f"{100 * value:.0f}", ha="center", va="center", fontsize=style.SMALL, color=ink)
        if outlets[i] == said[j]:
            ax.add_patch(Rectangle((j - 0.48, i - 0.48), 0.96, 0.96, fill=False, edgecolor=style.INK, linewidth=1.5))
    ax.set_yticks(
        range(len(outlets)),
        [f"{style.wrapped(o, _NAME)}  n = {t:,.0f}" for o, t in zip(outlets, n.sum(axis=1), strict=True)],
    )
    ax.set_xticks(range(len(said)), [style.wrapped(name, _NAME) for name in said], rotation=90)
    ax.tick_params(length=0, labelsize=style.SMALL)
    ax.spines[:].set_visible(False)
    ax.set_xlabel("said by the model\n(percent of each row)", fontsize=style.SMALL)
    ax.set_title(textwrap.fill(confusion.step.iloc[0], max(16, 7 * len(said))), loc="left", weight="bold", fontsize=10)
    return ax
