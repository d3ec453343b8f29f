"""What a careful reader may say about a map of outlets, in plain sentences."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd

from .say import names, number, percent, prose

MAP = ["outlet", "draw", "x", "y", "axis_share_x", "chance_share_x", "p_x", "by"]
INSIDE = 0.95  # of an outlet's draws that its ellipse is to hold
_REACH = -2 * np.log(1 - INSIDE)  # the same quantile of the chi-squared distribution with two degrees of freedom
_ANGLES = np.linspace(0, np.pi, 180, endpoint=False)
_DIRECTIONS = np.stack([np.cos(_ANGLES), np.sin(_ANGLES)])
_LISTED = 12  # pairs named one by one

_BY = {
    "words": "by how often they use each word",
    "terms": "by how often they use each term of the lexicon",
    "choices": "by the names they choose for the same things",
}
_LIMITS = (
    "The axes have no name and no right way round: they are what tells these outlets apart most in these articles, "
    "which may be topic, year, house style or the furniture of a page as well as framing. Read the words that pull "
    "before you say what an axis means; a place on a map is no verdict on any outlet."
)


def describe_map(places: pd.DataFrame) -> str:
    """Say in plain sentences what the places of `map_outlets` show: who is apart beyond chance; one sentence a line."""
    placed = placed_outlets(places)
    sentences = [_start(places, placed), *(_axis(places.iloc[0], axis) for axis in _axes(places))]
    if has_clouds(places):
        apart = pairs_apart(places)
        every = list(combinations(placed, 2))
        sentences += [_apart(apart, every), _together(apart, every)]
    return prose([*sentences, *_without(places), _LIMITS])


def placed_outlets(places: pd.DataFrame) -> list[str]:
    return [str(outlet) for outlet in places.outlet[places.x.notna()].unique()]


def has_clouds(places: pd.DataFrame) -> bool:
    return bool((places.draw > 0).sum() > 2 * places.outlet[places.x.notna()].nunique())


def clouds(places: pd.DataFrame) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Middle and covariance of each outlet's draws."""
    drawn = places[(places.draw > 0) & places.x.notna()]
    return {
        str(outlet): (rows[["x", "y"]].to_numpy().mean(axis=0), np.cov(rows[["x", "y"]].to_numpy().T))
        for outlet, rows in drawn.groupby("outlet", sort=False)
    }


def pairs_apart(places: pd.DataFrame) -> list[tuple[str, str]]:
    """Pairs of outlets that are apart beyond chance: their clouds do not overlap, on a map that is more than chance.

    Where halves of an outlet are opposites (each event in one of them, say) clouds can be apart on a map of nothing.
    """
    return clouds_apart(places) if (places[["p_x", "p_y"]] <= 0.05).iloc[0].any() else []


def clouds_apart(places: pd.DataFrame) -> list[tuple[str, str]]:
    """Pairs of outlets whose 95% ellipses do not overlap: some direction keeps them apart."""
    ends = {}
    for outlet, (middle, spread) in clouds(places).items():
        reach = np.sqrt(_REACH * np.maximum(np.einsum("id,ij,jd->d", _DIRECTIONS, spread, _DIRECTIONS), 0))
        ends[outlet] = (middle @ _DIRECTIONS - reach, middle @ _DIRECTIONS + reach)
    return [(a, b) for a, b in combinations(ends, 2) if ((ends[a][0] > ends[b][1]) | (ends[b][0] > ends[a][1])).any()]


def ellipse(middle: np.ndarray, spread: np.ndarray, points: int = 100) -> np.ndarray:
    """Points x 2 on the ellipse that holds 95 of 100 draws."""
    lengths, turned = np.linalg.eigh(spread)
    angles = np.linspace(0, 2 * np.pi, points)
    circle = np.stack([np.cos(angles), np.sin(angles)])
    return middle + (turned * np.sqrt(_REACH * np.maximum(lengths, 0)) @ circle).T


def _axes(places: pd.DataFrame) -> str:
    return "xy" if places.p_y.notna().any() else "x"


def _start(places: pd.DataFrame, placed: list[str]) -> str:
    n = places[(places.draw == 0) & places.x.notna()].n_articles
    return (
        f"{len(placed)} outlets ({n.sum():,} articles, {n.min():,} to {n.max():,} of each) are placed "
        f"{_BY[places.by.iloc[0]]}."
    )


def _axis(row, axis: str) -> str:
    share, chance, p = (row[f"{name}_{axis}"] for name in ("axis_share", "chance_share", "p"))
    where = "from left to right" if axis == "x" else "from bottom to top"
    verdict = "distances along it are no more than chance" if p > 0.05 else "more than chance"
    return (
        f"The axis {where} holds {percent(share)} of the variation between outlets; with outlets shuffled an axis "
        f"stays below {percent(chance)} in 95 of 100 maps (p = {number(p)}): {verdict}."
    )


def _apart(apart: list[tuple[str, str]], every: list) -> str:
    if not apart:
        return "No two outlets are apart beyond chance."
    if len(apart) == len(every):
        return (
            "All outlets are apart beyond chance: no two clouds overlap."
            if len(every) > 1
            else (f"{apart[0][0]} and {apart[0][1]} are apart beyond chance: their clouds do not overlap.")
        )
    listed = "; ".join(f"{a} and {b}" for a, b in apart[:_LISTED])
    more = f"; and {len(apart) - _LISTED} more" if len(apart) > _LISTED else ""
    return f"Apart beyond chance, with clouds that do not overlap ({len(apart)} of {len(every)} pairs): {listed}{more}."


def _together(apart: list[tuple[str, str]], every: list) -> str:
    left = [pair for pair in every if pair not in apart]
    if not left or not apart:
        return "" if not left else "That does not show that they write alike: more articles may tell them apart."
    listed = "; ".join(f"{a} and {b}" for a, b in left[:_LISTED])
    more = f"; and {len(left) - _LISTED} more" if len(left) > _LISTED else ""
    return (
        f"Not told apart here, which does not show that they write alike ({len(left)} of {len(every)} pairs): "
        f"{listed}{more}."
    )


def _without(places: pd.DataFrame) -> list[str]:
    left = places[places.x.isna()]
    if not len(left):
        return []
    reasons = "; ".join(
        f"{names(rows.outlet.tolist())} ({reason.split(':')[0]})" for reason, rows in left.groupby("note", sort=False)
    )
    return [f"Without a place: {reasons}."]
