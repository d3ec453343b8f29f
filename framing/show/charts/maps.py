"""A chart of outlets in a plane: a mark and a cloud for each, and at the ends of the axes the words that pull there."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ...tables import FramingError, require
from ..sentences.maps import MAP, clouds, describe_map, ellipse, has_clouds
from . import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PULLING = 6  # words named at each end of an axis
_CLOUD = "#c0c0c0"
_NAME = 24  # characters of an outlet's name
_SIDE, _LABELS = 6.4, 0.7  # inches: the figure, its labels
_LEAST, _FLAT = 4.2, 1.6  # the least height between them; that of a map with one axis
_LETTERS = 15.5  # of a label in an inch
# Where a name may stand, seen from its mark: offset in points, alignment. The first place that is free is taken.
_SPOTS = [
    (0, 6, "center", "bottom"),
    (7, 0, "left", "center"),
    (0, -6, "center", "top"),
    (-7, 0, "right", "center"),
    *(
        (step * right, step * up, "left" if right > 0 else "right", "bottom" if up > 0 else "top")
        for step in (7, 16, 28, 42)
        for right in (1, -1)
        for up in (1, -1)
    ),
]


def plot_map(places: pd.DataFrame, phrases: pd.DataFrame | None = None, *, ax: Axes | None = None) -> Axes:
    """Draw outlets in a plane, each with the ellipse that holds 95 of 100 of its draws.

    Parameters
    ----------
    places : DataFrame
        From `map_outlets`: its first table.
    phrases : DataFrame, optional
        Its second table: the words that pull most are named at the ends of the axes.
    ax : Axes, optional
        Where to draw; without it a new figure.

    Returns
    -------
    Axes
        With the attribute alt_text: what the map shows, in sentences.

    Raises
    ------
    FramingError
        If no outlet in `places` has a place, or a table is not one of `map_outlets`.

    Notes
    -----
    The mark is where an outlet's articles fall in maps that other articles made, on average; the grey dots are single
    draws. Outlets whose ellipses overlap are not told apart. The axes have no unit and no name; both are drawn at the
    same scale. An axis that is no more than chance says so.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> articles = pd.DataFrame({"article_id": range(30), "outlet": list("XYZ") * 10,
    ...     "text": ["the minister spoke", "the regime spoke", "the minister sang"] * 10})
    >>> ax = fr.plot_map(*fr.map_outlets(articles, draws=40))
    >>> sorted(text.get_text() for text in ax.texts)
    ['X  n = 10', 'Y  n = 10', 'Z  n = 10']
    """
    _check(places, phrases)
    ax = ax or _new_axes(places)
    placed = places[(places.draw == 0) & places.x.notna()]
    if has_clouds(places):
        drawn = places[places.draw > 0]
        ax.plot(drawn.x, drawn.y, ".", color=_CLOUD, markersize=2.2, markeredgewidth=0, zorder=1, rasterized=True)
        for middle, spread in clouds(places).values():
            ax.plot(*ellipse(middle, spread).T, color=style.LINE, linewidth=1.1, zorder=2)
    ax.plot(placed.x, placed.y, "o", color=style.INK, markersize=5.5, zorder=3)
    for line in (ax.axhline, ax.axvline):
        line(0, color=style.GRID, linewidth=0.8, zorder=0)
    _finish(ax, places, phrases)
    _name_outlets(ax, placed)
    ax.alt_text = describe_map(places)
    return ax


def _check(places: pd.DataFrame, phrases: pd.DataFrame | None) -> None:
    if isinstance(places, tuple):
        raise FramingError(
            "map_outlets gives two tables. Take them apart: places, phrases = map_outlets(…); "
            "plot_map(places, phrases)."
        )
    require(places, "places", MAP)
    if phrases is not None:
        require(phrases, "phrases", ["word", "x", "y"])
    if not places.x[places.draw == 0].notna().any():
        raise FramingError("No outlet in `places` has a place: there is nothing to draw.")


def _new_axes(places: pd.DataFrame) -> Axes:
    """A figure as high as the map needs, because both axes have the same scale."""
    width, height = np.maximum(np.ptp(places[["x", "y"]].dropna().to_numpy(), axis=0), 1e-12)
    inside = (_SIDE - _LABELS) * min(1.0, height / width)
    least = _LEAST if height > 1e-12 else _FLAT
    return style.new_axes(_SIDE, max(inside, least) + _LABELS)


def _finish(ax: Axes, places: pd.DataFrame, phrases: pd.DataFrame | None) -> None:
    ax.set_aspect("equal", adjustable="datalim")
    ax.margins(0.12)
    ax.set_xticks([])
    ax.set_yticks([])
    ax.spines[:].set_color(style.GRID)
    first = places.iloc[0]
    frame = ax.get_window_extent()
    for axis, label, room in (("x", ax.set_xlabel, frame.width), ("y", ax.set_ylabel, frame.height)):
        letters = max(24, int(_LETTERS * room / ax.figure.dpi))
        lines = [_strength(first, axis)]
        if phrases is not None and phrases[axis].any():
            lines += [_pull(phrases, axis, way, letters) for way in (-1, 1)]
        label("\n".join(lines), fontsize=8, linespacing=1.35)


def _strength(first: pd.Series, axis: str) -> str:
    p = first[f"p_{axis}"]
    if p != p:
        return "two outlets have one axis"
    share = f"{first[f'axis_share_{axis}']:.0%} of the variation between outlets (by chance below "
    return f"{share}{first[f'chance_share_{axis}']:.0%})" + (": no more than chance" if p > 0.05 else "")


def _pull(phrases: pd.DataFrame, axis: str, way: int, letters: int) -> str:
    pull = way * phrases[axis]
    most = phrases.word[pull.sort_values(ascending=False).index[:PULLING]][pull > 0].tolist()
    listed = textwrap.shorten(" · ".join(map(str, most)), letters, placeholder=" …")
    return f"{'←' if way < 0 else '→'} {listed}"


def _name_outlets(ax: Axes, placed: pd.DataFrame) -> None:
    """Each outlet's name beside its mark, where it covers neither another name nor another mark, if there is room."""
    ax.figure.draw_without_rendering()  # only now is it known where things stand
    marks = ax.transData.transform(placed[["x", "y"]].to_numpy())
    frame, taken = ax.get_window_extent(), []
    for at, row in enumerate(placed.itertuples()):
        others = np.delete(marks, at, axis=0)
        costs = []
        for spot in _SPOTS:
            text = _write(ax, row, spot)
            costs.append(_cost(text.get_window_extent(), frame, taken, others) + 3 * abs(spot[0] or spot[1]))
            text.remove()
        taken.append(_write(ax, row, _SPOTS[int(np.argmin(costs))]).get_window_extent())


def _write(ax: Axes, row, spot: tuple):
    from matplotlib.patheffects import withStroke

    right, up, horizontal, vertical = spot
    far = min(abs(right), abs(up)) > 10  # from its mark: a line leads to it
    line = {"arrowstyle": "-", "color": style.LINE, "linewidth": 0.7, "shrinkA": 0, "shrinkB": 3}
    return ax.annotate(
        f"{style.cut(row.outlet, _NAME)}  n = {row.n_articles:,}",
        (row.x, row.y),
        (right, up),
        textcoords="offset points",
        fontsize=style.SMALL,
        color=style.INK,
        ha=horizontal,
        va=vertical,
        zorder=4,
        arrowprops=line if far else None,
        path_effects=[withStroke(linewidth=2.5, foreground="white")],
    )


def _cost(box, frame, taken: list, marks: np.ndarray) -> float:
    """How much a name would cover, or stick out of the chart."""
    area = sum(
        max(0.0, min(box.x1, other.x1) - max(box.x0, other.x0)) * max(0, min(box.y1, other.y1) - max(box.y0, other.y0))
        for other in taken
    )
    inside = (marks > [box.x0 - 4, box.y0 - 4]) & (marks < [box.x1 + 4, box.y1 + 4])
    out = max(0, frame.x0 - box.x0) + max(0, box.x1 - frame.x1) + max(0, frame.y0 - box.y0) + max(0, box.y1 - frame.y1)
    return area + 200 * (area > 0) + 400 * inside.all(axis=1).sum() + 50 * out
