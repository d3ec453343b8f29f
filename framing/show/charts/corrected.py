"""Charts of corrected rates: what the machine says and what hand-coding makes of it, outlet by outlet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from ...tables import FramingError, require
from ..sentences.corrected import CORRECTED, describe_corrected, is_there
from ..sentences.rates import VOICE_WORDS
from . import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_LINES = 100
_WIDTH, _ROW, _HEAD, _HEADING = 6.0, 0.3, 1.35, 0.36  # inches


def plot_corrected(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw each outlet's corrected rate with its interval, and the machine's own beside it.

    Parameters
    ----------
    table : DataFrame
        From `correct_rates`; any selection of its rows. A frame (or term) and voice that neither machine nor coders
        found is not drawn.
    ax : Axes, optional
        Where to draw; without it a new figure of fitting height.

    Returns
    -------
    Axes
        With the attribute alt_text: what the chart shows, in sentences.

    Raises
    ------
    FramingError
        If `table` is no table of corrected rates, has no rows, nothing in it was found, or it has too many lines.

    Notes
    -----
    A filled circle is the corrected rate, its line the 95% interval; a hollow diamond is the machine alone. An outlet
    with a diamond only could not be corrected. Behind each name stand its articles and how many of its mentions of
    this frame or term were coded. Overlapping intervals are no test.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> articles = pd.DataFrame({"article_id": range(40), "outlet": "X", "n_words": 500})
    >>> mentions = pd.DataFrame({"mention_id": range(40), "article_id": range(40), "frame": "law", "voice": "narrator"})
    >>> codes = pd.DataFrame({"mention_id": range(20), "voice": ["narrator", "paraphrased"] * 10})
    >>> ax = fr.plot_corrected(fr.correct_rates(mentions, articles, codes))
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['X  n = 40, 20 coded', 'X  n = 40, 20 coded']
    """
    groups = _groups(table)
    drawn = pd.concat([rows for _, rows in groups])
    ax = ax or _new_axes(groups)
    ax.set_xlim(0, _limit(drawn))
    at, places, labels = 0.0, [], []
    for title, rows in groups:
        if len(groups) > 1:
            style.write_heading(ax, at - 0.35 + 0.5 * _HEADING / _ROW, title)
            at += _HEADING / _ROW
        for row in rows.to_dict("records"):
            _draw(ax, at, row)
            places.append(at)
            labels.append(f"{style.wrapped(row['outlet'])}  n = {row['n_articles']:,}, {row['n_coded']:,} coded")
            at += 1
    ax.set_yticks(places, labels)
    ax.set_ylim(at - 0.4, -0.6)
    _finish(ax, groups[0][0] if len(groups) == 1 else None, drawn)
    ax.alt_text = describe_corrected(table)
    return ax


def _groups(table: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """What stands under one heading, outlets in order of their corrected rate; those that cannot be corrected last."""
    require(table, "table", CORRECTED)
    if not len(table):
        raise FramingError("`table` has no rows: there is nothing to draw. Were any mentions found?")
    by = "frame" if "frame" in table else "term"
    groups = []
    for key, rows in table.groupby([by, "voice"] if "voice" in table else [by], sort=False):
        if is_there(rows):
            title = key[0] if len(key) == 1 else f"{key[0]}, {VOICE_WORDS.get(key[1], key[1])}"
            rows = rows.sort_values("outlet", key=lambda names: names.astype(str))
            groups.append((title, rows.sort_values("rate", ascending=False, na_position="last", kind="stable")))
    if not groups:
        raise FramingError("`table` has no row with a mention, by machine or by hand: there is nothing to draw.")
    lines = sum(len(rows) for _, rows in groups)
    if lines > MOST_LINES:
        few = "table[table.voice == 'narrator']" if "voice" in table else f"table[table.{by} == {table[by].iloc[0]!r}]"
        raise FramingError(
            f"`table` has {lines} lines to draw, more than the {MOST_LINES} that can be read in one chart. "
            f"Draw some: plot_corrected({few})."
        )
    return groups


def _new_axes(groups: list) -> Axes:
    height = _HEAD + sum(_ROW * len(rows) for _, rows in groups) + _HEADING * len(groups) * (len(groups) > 1)
    return style.new_axes(_WIDTH, height)


def _limit(rows: pd.DataFrame) -> float:
    """Right end of the axis: all intervals, unless a few would squeeze everything else."""
    most = rows[["rate", "rate_machine"]].fillna(0).max(axis=None)
    furthest = rows[["rate", "rate_machine", "high"]].fillna(0).max(axis=None)
    return 1.04 * min(furthest, 4 * most) or 1.0


def _draw(ax: Axes, at: float, row: dict) -> None:
    """One outlet: the machine's rate, and the corrected one in it or beside it."""
    style.draw_interval(ax, at, row["low"], row["high"])
    look = {"color": style.INK, "clip_on": False}
    ax.plot(row["rate_machine"], at, "D", markerfacecolor="none", markersize=7, zorder=3, **look)
    if row["rate"] == row["rate"]:
        ax.plot(row["rate"], at, "o", markersize=4.5, zorder=2, **look)


def _finish(ax: Axes, title: str | None, rows: pd.DataFrame) -> None:
    what = "mentions that carry the frame" if rows.carries.iloc[0] else "mentions"
    label = f"{what} per 1,000 words\nn: articles; coded: mentions coded by hand"
    ax.set_xlabel(label, loc="left", fontsize=style.SMALL)
    style.bare(ax)
    if title:
        ax.set_title(title, loc="left", weight="bold", fontsize=12)
    corrected = f"corrected by hand-coding{style.if_intervals(rows)}"
    style.put_legend(ax, [style.legend_mark("machine alone", "D", "none"), style.legend_mark(corrected)])
