"""Charts of agreement: alpha with its interval, and who said what where another said this."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ...tables import FramingError, require
from ..sentences.agreement import AGREEMENT, PAIRS, RELIABLE, TENTATIVE, describe_agreement
from . import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WIDTH, _ROW, _HEAD = 5.6, 0.5, 1.25  # inches
_CELL, _LEFT, _BELOW = 0.62, 1.8, 1.5  # inches of the table of confusion
_DARK = 0.55  # share above which white figures are read better


def plot_agreement(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw alpha with its interval for each question, or the table of who said what against whom.

    Parameters
    ----------
    table : DataFrame
        `agreement` or `confusion` of `measure_agreement`; of confusion one question, of `agreement` any rows.
    ax : Axes, optional
        Where to draw; without it a new figure of fitting size.

    Returns
    -------
    Axes
        With the attribute alt_text: what the chart shows, in sentences.

    Raises
    ------
    FramingError
        If the table has no rows, is neither of the two, or holds two questions' confusion.

    Notes
    -----
    Alpha: marks with 95% intervals; broken lines stand at .667 and .800 (Krippendorff 2018); a mark is missing where
    alpha has no value. Confusion: a row is what one coder said, a column what the other said, of more than two coders
    all pairs together, both ways; figures are counts, grey is their share of the row, frames stand where both agree.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> codes = pd.DataFrame({"mention_id": list("abcd") * 2, "coder": ["Ada"] * 4 + ["Ben"] * 4,
    ...     "voice": ["quoted", "quoted", "narrator", "quoted"] + ["quoted", "quoted", "narrator", "narrator"]})
    >>> found = fr.measure_agreement(codes)
    >>> [label.get_text() for label in fr.plot_agreement(found.agreement).get_yticklabels()]
    ['voice\\nn = 4']
    >>> [text.get_text() for text in fr.plot_agreement(found.confusion).texts]
    ['1', '0', '1', '2']
    """
    is_confusion = isinstance(table, pd.DataFrame) and set(PAIRS) <= set(table.columns)
    if not is_confusion:
        require(table, "agreement", AGREEMENT)
    if not len(table):
        raise FramingError("The table has no rows: there is nothing to draw. Did two coders code the same mentions?")
    if is_confusion and table.question.nunique() > 1:
        first = table.question.iloc[0]
        raise FramingError(
            f"The table holds the confusion of {' and '.join(map(str, table.question.unique()))}. "
            f"Draw one: plot_agreement(confusion[confusion.question == {first!r}])."
        )
    ax = (_draw_confusion if is_confusion else _draw_alphas)(table, ax)
    ax.alt_text = describe_agreement(table)
    return ax


def _draw_alphas(table: pd.DataFrame, ax: Axes | None) -> Axes:
    ax = ax or style.new_axes(_WIDTH, _HEAD + _ROW * len(table))
    lowest = min(0.0, np.nanmin([*table.low, *table.alpha, 0.0]))
    ax.set_xlim(lowest - 0.02 * (lowest < 0), 1.0)
    for at, row in enumerate(table.itertuples()):
        style.draw_interval(ax, at, row.low, row.high)
        if row.alpha == row.alpha:
            style.draw_mark(ax, row.alpha, at)
        else:
            why = "no value: all codes the same" if row.n_mentions else "no mention coded by two"
            ax.text(lowest + 0.02, at, why, va="center", fontsize=style.SMALL, color=style.INK)
    for place in (TENTATIVE, RELIABLE):
        ax.axvline(place, color=style.LINE, linewidth=0.9, linestyle=(0, (4, 3)), zorder=0)
        label = f"{place:.3f}".lstrip("0")
        ax.annotate(label, (place, 1), (0, 3), ("data", "axes fraction"), "offset points", ha="center", fontsize=8)
    ax.set_yticks(range(len(table)), [f"{row.question}\nn = {row.n_mentions:,}" for row in table.itertuples()])
    ax.set_ylim(len(table) - 0.5, -0.5)
    label = f"Krippendorff's alpha{style.if_intervals(table)}: 1 is full agreement, 0 chance"
    ax.set_xlabel(label, loc="left", fontsize=style.SMALL)
    style.bare(ax)
    return ax


def _draw_confusion(table: pd.DataFrame, ax: Axes | None) -> Axes:
    from matplotlib.patches import Rectangle

    counts, several = _counts(table)
    values = counts.index.tolist()
    size = _CELL * len(values)
    ax = ax or style.new_axes(max(_LEFT + size, 4.2), _BELOW + size)
    sums = counts.sum(axis=1)
    for i, one in enumerate(values):
        for j, other in enumerate(values):
            n = counts.loc[one, other]
            share = n / sums[one] if sums[one] else 0.0
            ax.add_patch(
                Rectangle((j - 0.5, i - 0.5), 1, 1, facecolor=str(1 - 0.85 * share), edgecolor="white", zorder=0)
            )
            ax.text(j, i, f"{n:,}", ha="center", va="center", fontsize=9, color="white" if share > _DARK else style.INK)
        ax.add_patch(Rectangle((i - 0.5, i - 0.5), 1, 1, fill=False, edgecolor=style.INK, linewidth=1.2, zorder=2))
    ax.set_xticks(range(len(values)), values, rotation=40, ha="right", rotation_mode="anchor", fontsize=9)
    ax.set_yticks(range(len(values)), values, fontsize=9)
    ax.set_xlim(-0.52, len(values) - 0.48)
    ax.set_ylim(len(values) - 0.48, -0.52)
    ax.set_aspect("equal")
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    a, b = ("one coder", "another coder") if several else map(_name, (table.coder_a.iloc[0], table.coder_b.iloc[0]))
    ax.set_ylabel(f"{a} said", fontsize=style.SMALL)
    both_ways = ", each shown both ways" if several else ""
    ax.set_xlabel(f"{b} said\nn = {table.n.sum():,} pairs of codes{both_ways}", fontsize=style.SMALL)
    return ax


def _counts(table: pd.DataFrame) -> tuple[pd.DataFrame, bool]:
    """Counts of this against that; several pairs of coders both ways, because neither of a pair comes first."""
    values = list(dict.fromkeys([*table.code_a, *table.code_b]))
    counts = table.groupby(["code_a", "code_b"]).n.sum().unstack(fill_value=0)
    counts = counts.reindex(index=values, columns=values, fill_value=0)
    several = len(table[["coder_a", "coder_b"]].drop_duplicates()) > 1
    return (counts + counts.T if several else counts), several


def _name(coder: object) -> str:
    text = str(coder)
    text = f"coder {text}" if text.isdigit() else text
    return style.cut(text, 24)
