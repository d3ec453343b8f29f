"""Charts of names: a row per outlet, a column per name, a mark and an interval in each; readable without colour."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pandas as pd

from ...tables import FramingError, require
from ..sentences.choices import CHOICES, SURE, by_size, describe_choices, heading
from ..sentences.say import names, percent
from . import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LARGEST = 5  # names drawn of each choice
_STEP = 1.28  # from one column to the next; a column is 1 wide, from 0 to 100 percent
_LABELS, _COLUMN, _WIDEST = 2.0, 1.0, 1.9  # inches: the outlets' names; a column of many, of few
_PER_INCH = 15  # characters of a name
_ROW, _HEAD = 0.28, 1.0
_LINE_OF_TEXT, _GAP = 0.55, 0.7  # rows


def plot_choices(choices: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw for each choice the share of each name in each outlet, with its interval.

    Parameters
    ----------
    choices : DataFrame
        From `measure_choices`; any selection of its rows, best one choice or a few:
        choices[choices.choice == 'government'].
    ax : Axes, optional
        Where to draw; without it a new figure of fitting size.

    Returns
    -------
    Axes
        With the attribute alt_text: what the chart shows, in sentences.

    Raises
    ------
    FramingError
        If `choices` has no rows or is no table of choices.

    Notes
    -----
    Every column goes from 0 to 100 percent. Lines are 95% intervals; a mark without a line has none. A filled mark
    differs from all other outlets together (q up to .05), a hollow one was not shown to. n is how often the outlet
    names the thing at all: the whole of which shares are parts. Outlets stand in order of their share of the commonest
    name. At most five names of a choice are drawn; a line below says what the others share, and which outlets never
    name the thing.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> articles = pd.DataFrame({"article_id": range(40), "outlet": ["X", "Y"] * 20})
    >>> mentions = pd.DataFrame({"article_id": range(40), "term": ["regime", "government*"] * 10 + ["government*"] * 20,
    ...     "choice": "government", "part": "text", "start": 5, "end": 11})
    >>> ax = fr.plot_choices(fr.measure_choices(mentions, articles))
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['Y  n = 20', 'X  n = 20']
    """
    require(choices, "choices", CHOICES)
    if not len(choices):
        raise FramingError("`choices` has no rows: there is nothing to draw. Were any mentions found?")
    groups = [(str(choice), rows, by_size(rows)) for choice, rows in choices.groupby("choice", sort=False)]
    columns = min(LARGEST, max(len(terms) for *_, terms in groups))
    width = min(_WIDEST, max(_COLUMN, 4.6 / columns))  # inches
    headers = [[_header(term, width) for term in terms[:LARGEST]] for *_, terms in groups]
    ax = ax or _new_axes(groups, headers, columns, width)
    ax.set_xlim(-0.02, (columns - 1) * _STEP + 1.02)
    any_test = choices.q_value.notna().any()
    at, labels = 0.0, {}
    for (choice, rows, terms), header in zip(groups, headers, strict=True):
        at = _draw_choice(ax, at, choice, rows, terms, header, labels, any_test) + _GAP
    ax.set_yticks(list(labels), list(labels.values()))
    ax.set_ylim(at - _GAP - 0.4, -0.6)
    _finish(ax, columns, choices, any_test)
    ax.alt_text = describe_choices(choices)
    return ax


def _header(term: str, width: float) -> list[str]:
    """A name over its column, on as many lines as it needs; a word that is wider is cut."""
    room = int(width * _PER_INCH)
    words = [word if len(word) <= room + 2 else f"{word[:room]}…" for word in term.split()]
    return textwrap.wrap(" ".join(words), room, break_long_words=False)


def _height(rows: pd.DataFrame, terms: list[str], header: list[list[str]]) -> float:
    """Rows that one choice takes."""
    heard, silent = rows.outlet[rows.n_choice > 0].nunique(), bool((rows.n_choice == 0).any())
    return 1 + _LINE_OF_TEXT * max(map(len, header)) + heard + silent + (len(terms) > LARGEST) + 0.2


def _new_axes(groups: list, headers: list, columns: int, width: float) -> Axes:
    lines = sum(_height(rows, terms, header) + _GAP for (_, rows, terms), header in zip(groups, headers, strict=True))
    return style.new_axes(_LABELS + width * (1 + (columns - 1) * _STEP) / 1.1, _HEAD + _ROW * lines)


def _draw_choice(
    ax: Axes,
    at: float,
    choice: str,
    rows: pd.DataFrame,
    terms: list[str],
    header: list[list[str]],
    labels: dict[float, str],
    any_test: bool,
) -> float:
    """One choice from line `at` on; returns the first line after it and adds to the labels."""
    style.write_heading(ax, at, heading(choice, rows))
    lines = max(map(len, header))
    at += 0.5 + _LINE_OF_TEXT * lines
    for column, words in enumerate(header):
        for line, word in enumerate(reversed(words)):
            look = {"xytext": (0, 10.5 * line), "textcoords": "offset points", "annotation_clip": False}
            ax.annotate(word, (column * _STEP, at - 0.25), va="baseline", fontsize=style.SMALL, color=style.INK, **look)
    at += 0.5
    order, silent = _ordered(rows, terms[0]), rows.outlet[rows.n_choice == 0].unique().tolist()
    for column in range(len(header)):
        for x in (0, 0.5, 1):
            ends = [at - 0.4, at + len(order) - 0.6]
            ax.plot([column * _STEP + x] * 2, ends, color=style.GRID, linewidth=0.8, zorder=0)
    for outlet in order:
        of_outlet = rows[rows.outlet == outlet].set_index("term")
        for column, term in enumerate(terms[:LARGEST]):
            if term in of_outlet.index:
                _draw(ax, column * _STEP, at, of_outlet.loc[term], any_test)
        labels[at] = f"{style.wrapped(outlet)}  n = {of_outlet.n_choice.iloc[0]:,}"
        at += 1
    below = [_rest(rows, terms[LARGEST:])] if len(terms) > LARGEST else []
    below += [f"no mention in {names(silent)}"] if silent else []
    for text in below:
        style.write_line(ax, at, text)
        at += 1
    return at


def _ordered(rows: pd.DataFrame, term: str) -> list:
    """The outlets that name the thing, by their share of the commonest name, the highest first; ties by name."""
    heard = rows[rows.n_choice > 0]
    share = heard[heard.term == term].set_index("outlet").share.reindex(heard.outlet.unique())
    table = share.rename_axis("outlet").reset_index()
    return table.sort_values(["share", "outlet"], ascending=[False, True]).outlet.tolist()


def _draw(ax: Axes, zero: float, at: float, row, any_test: bool) -> None:
    style.draw_interval(ax, at, zero + row.low, zero + row.high)
    style.draw_mark(ax, zero + row.share, at, face=style.INK if row.q_value <= SURE or not any_test else "white")


def _rest(rows: pd.DataFrame, terms: list[str]) -> str:
    """What is not drawn."""
    share = rows.n[rows.term.isin(terms)].sum() / max(rows.n.sum(), 1)
    more = "1 more name" if len(terms) == 1 else f"{len(terms):,} more names"
    return f"and {more} with {percent(share)} of all these mentions"


def _finish(ax: Axes, columns: int, choices: pd.DataFrame, any_test: bool) -> None:
    label = f"percent of the n mentions in which the outlet names it{style.if_intervals(choices)}"
    ax.set_xlabel(label, loc="left", fontsize=style.SMALL)
    places = [column * _STEP + x for column in range(columns) for x in (0, 0.5, 1)]
    ax.set_xticks(places, ["0", "50", "100"] * columns, fontsize=7.5, color="#4a4a4a")
    ax.spines[:].set_visible(False)
    ax.tick_params(axis="both", length=0)
    ax.tick_params(axis="y", pad=7, labelsize=style.SMALL)
    if any_test:
        differs = style.legend_mark("differs from the other outlets together (q ≤ .05)")
        style.put_legend(ax, [differs, style.legend_mark("not shown to differ", face="white")])
