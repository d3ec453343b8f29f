"""A chart of readability scores: a panel for each score, a mark and an interval for each outlet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from ...compare.wording.reading_scores import SCORES
from ...tables import FramingError, require
from ..sentences.readability import READABILITY, check_readability, describe_readability
from . import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_NAMES, _PANEL, _ROW, _HEAD = 1.9, 1.45, 0.29, 1.0  # inches
_GAP = 0.14  # between panels, of a panel's width


def plot_readability(readability: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the mean scores of each outlet with their intervals, a panel for each score.

    Parameters
    ----------
    readability : DataFrame
        From `measure_readability` by outlet; any selection of its rows.
    ax : Axes, optional
        Where to draw; without it a new figure of fitting size. The panels stand inside it.

    Returns
    -------
    Axes
        With the attribute alt_text: what the chart shows, in sentences.

    Raises
    ------
    FramingError
        If `readability` has no rows, or is a table by article or another table.

    Notes
    -----
    Lines are 95% intervals; a mark without a line has none. Behind each name stands n, the number of articles scored.
    An arrow above each panel points to where texts count as harder. Outlets stand in the order of the first score, the
    hardest on top. Overlapping intervals are no test.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> texts = ["The court rose. " * 40, "The court rose again. " * 40, "Nobody anticipated it. " * 40]
    >>> articles = pd.DataFrame({"article_id": list("abcd"), "outlet": list("XXYY"), "text": [*texts, texts[2]]})
    >>> ax = fr.plot_readability(fr.measure_readability(articles))
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['Y  n = 2', 'X  n = 2']
    """
    check_readability(readability)
    require(readability, "readability", READABILITY)
    if not len(readability):
        raise FramingError("`readability` has no rows: there is nothing to draw.")
    scores = [score for score in SCORES if (readability.score == score).any()]
    order = _order(readability[readability.score == scores[0]])
    ax = ax or _new_axes(len(scores), order)
    n = readability.drop_duplicates("outlet").set_index("outlet").n_articles
    ax.set_yticks(range(len(order)), [f"{style.wrapped(outlet)}  n = {n[outlet]:,}" for outlet in order])
    ax.set_ylim(len(order) - 0.5, -0.5)
    ax.set_xticks([])
    ax.spines[:].set_visible(False)
    ax.tick_params(axis="y", length=0, pad=4, labelsize=9)
    width = 1 / (len(scores) + _GAP * (len(scores) - 1))
    for place, score in enumerate(scores):
        panel = ax.inset_axes([place * width * (1 + _GAP), 0, width, 1])
        rows = readability[readability.score == score].set_index("outlet").reindex(order)
        _draw(panel, rows, score)
    label = f"mean of the outlet's articles{style.if_intervals(readability)}"
    ax.set_xlabel(label, loc="left", fontsize=style.SMALL, labelpad=20)
    ax.alt_text = describe_readability(readability)
    return ax


def _order(rows: pd.DataFrame) -> list:
    harder_first = rows.sort_values("mean", ascending=not SCORES[rows.score.iloc[0]].harder_is_higher, kind="stable")
    return harder_first.outlet.tolist()


def _new_axes(scores: int, outlets: list) -> Axes:
    row = _ROW * (1.25 if any("\n" in style.wrapped(outlet) for outlet in outlets) else 1)
    return style.new_axes(_NAMES + _PANEL * max(scores, 2), _HEAD + row * len(outlets))


def _draw(panel: Axes, rows: pd.DataFrame, score: str) -> None:
    _set_ends(panel, rows)
    for at, row in enumerate(rows.itertuples()):
        style.draw_interval(panel, at, row.low, row.high)
    style.draw_mark(panel, rows["mean"], range(len(rows)))
    panel.set_ylim(len(rows) - 0.5, -0.5)
    panel.set_yticks([])
    panel.locator_params(axis="x", nbins=4)
    panel.tick_params(axis="x", labelsize=8, length=0)
    style.bare(panel)
    arrow = "harder →" if SCORES[score].harder_is_higher else "← harder"
    panel.set_title(f"{SCORES[score].name}\n{arrow}", fontsize=style.SMALL, loc="right" if "→" in arrow else "left")


def _set_ends(panel: Axes, rows: pd.DataFrame) -> None:
    """All means are seen; an interval that would squeeze everything else runs out of the panel."""
    means = rows["mean"].dropna()
    if not len(means):
        panel.set_xlim(0, 1)
        return
    room = 3 * max(means.max() - means.min(), 1)
    low = max(rows.low.min(), means.min() - room) if rows.low.notna().any() else means.min()
    high = min(rows.high.max(), means.max() + room) if rows.high.notna().any() else means.max()
    margin = 0.06 * (high - low) or 1
    panel.set_xlim(low - margin, high + margin)
