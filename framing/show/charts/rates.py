"""Charts of rates: a mark and an interval per outlet, readable without colour, with alt text from the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from ...tables import FramingError, require
from ...voice.label import VOICES
from ..sentences.rates import VOICE_WORDS, describe_rates
from . import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Marks differ in shape and filling, never in colour alone: filled is the outlet itself, hollow is somebody else.
_MARKS = {
    None: ("o", style.INK),
    "narrator": ("o", style.INK),
    "quoted": ("o", "white"),
    "paraphrased": ("s", "white"),
    "ascribed": ("^", "white"),
    "unclear": ("x", style.INK),
}
_STRIPE = "#f4f4f4"  # behind every second outlet, where it has several marks
_WIDTH, _ROW, _HEAD, _LEGEND = 5.2, 0.29, 1.0, 0.2  # inches; the legend: each of its lines
_PER_VOICE, _HEADING = 0.125, 0.34  # inches of an outlet's row; above each of several frames
_IN_LEGEND = {4: 2}  # of so many voices side by side; else up to 3


def plot_outlets(rates: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw each outlet's rate with its interval, frame by frame, outlets in order of their rate.

    Parameters
    ----------
    rates : DataFrame
        From `measure_outlets`, with or without voice; any selection of its rows. With voice, filled circles are the
        outlet's own words, hollow circles quotations, squares paraphrases, triangles what others want or believe,
        crosses unclear; a voice without a mention in `rates` is not drawn.
    ax : Axes, optional
        Where to draw; without it a new figure of fitting height.

    Returns
    -------
    Axes
        With the attribute alt_text: what the chart shows, in sentences.

    Raises
    ------
    FramingError
        If `rates` has no rows, is no table of rates, or holds a voice other than these five.

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
    strange = set(rates.voice) - set(VOICES) if "voice" in rates else set()
    if strange:
        raise FramingError(
            f"`rates` holds the voice {sorted(map(str, strange))[0]!r}, for which there is no mark. "
            f"Draw the others: rates[rates.voice.isin({VOICES})]."
        )
    by = "frame" if "frame" in rates else "term"
    groups = [(name, _ordered(rows)) for name, rows in rates.groupby(by, sort=False)]
    ax = ax or style.new_axes(*chart_size(rates))
    voices = _drawn(rates)
    ax.set_xlim(0, _limit(rates))
    at, places, labels = 0.0, [], []
    heading = _HEADING / _row_height(voices)
    for name, rows in groups:
        if len(groups) > 1:
            style.write_heading(ax, at - 0.5 + 0.6 * heading, name)
            at += heading
        for outlet, of_outlet in rows.groupby("outlet", sort=False):
            _draw_outlet(ax, at, of_outlet, voices)
            if len(voices) > 1 and len(places) % 2:
                ax.axhspan(at - 0.5, at + 0.5, color=_STRIPE, linewidth=0, zorder=0)
            places.append(at)
            labels.append(f"{style.wrapped(outlet)}  n = {of_outlet.n_articles.iloc[0]:,}")
            at += 1
    ax.set_yticks(places, labels)
    ax.set_ylim(at - 0.5, -0.5)
    ax.set_xlabel(f"per 1,000 words{style.if_intervals(rates)}", loc="left", fontsize=style.SMALL)
    style.bare(ax)
    if len(groups) == 1:
        ax.set_title(groups[0][0], loc="left", weight="bold", fontsize=12)
    if voices != [None]:
        marks = [style.legend_mark(VOICE_WORDS[voice], *_MARKS[voice]) for voice in voices]
        style.put_legend(ax, marks, ncols=_columns(voices))
    ax.alt_text = describe_rates(rates)
    return ax


def _drawn(rates: pd.DataFrame) -> list[str | None]:
    """The voices that get a mark: those with a mention, so that a voice nobody labelled draws no row of zeros."""
    if "voice" not in rates:
        return [None]
    here = set(rates.voice[rates.n_mentions > 0]) or set(rates.voice)
    return [v for v in VOICES if v in here]


def _ordered(rows: pd.DataFrame) -> pd.DataFrame:
    """Outlets by their rate over all voices, the highest first; ties by name."""
    total = rows.groupby("outlet").rate.sum()
    order = total.reset_index().sort_values(["rate", "outlet"], ascending=[False, True]).outlet
    return rows.set_index("outlet").loc[order].reset_index()


def chart_size(rates: pd.DataFrame) -> tuple[float, float]:
    """Width and height in inches that leave each outlet a line."""
    by = "frame" if "frame" in rates else "term"
    groups = rates[by].nunique()
    voices = _drawn(rates)
    rows = len(rates[[by, "outlet"]].drop_duplicates())
    headings = _HEADING * groups if groups > 1 else 0
    legend = 0.1 + _LEGEND * -(-len(voices) // _columns(voices)) if voices != [None] else 0
    return _WIDTH, _HEAD + _row_height(voices) * rows + headings + legend


def _row_height(voices: list[str | None]) -> float:
    return max(_ROW, _PER_VOICE * len(voices))


def _columns(voices: list[str | None]) -> int:
    return _IN_LEGEND.get(len(voices), min(len(voices), 3))


def _limit(rates: pd.DataFrame) -> float:
    """Right end of the axis: all intervals, unless a few would squeeze everything else."""
    most = rates.rate.fillna(0).max()
    furthest = rates[["rate", "high"]].fillna(0).max(axis=None)
    return 1.04 * min(furthest, 4 * most) or 1.0


def _draw_outlet(ax: Axes, at: float, rows: pd.DataFrame, voices: list[str | None]) -> None:
    """One row of the chart, voices below each other."""
    step = min(0.3, 0.8 / len(voices))
    for row in rows.itertuples():
        voice = getattr(row, "voice", None)
        if voice not in voices or (voice == "unclear" and not row.n_mentions):
            continue
        y = at + (voices.index(voice) - (len(voices) - 1) / 2) * step
        style.draw_interval(ax, y, row.low, row.high)
        style.draw_mark(ax, row.rate, y, *_MARKS[voice])
