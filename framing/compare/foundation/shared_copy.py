"""Does a finding depend on copy that several outlets printed? Measured three ways: per outlet, once, left out."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from ...clean.copies import find_copies
from ...clean.cutouts import is_inside, take_out
from ...tables import FramingError, require

WAYS = ["per outlet", "once", "left out"]


def three_ways(
    measure: Callable[[pd.DataFrame | None, pd.DataFrame], pd.DataFrame],
    mentions: pd.DataFrame | None,
    articles: pd.DataFrame,
    copies: str,
    keys: list[str],
    estimate: str,
) -> pd.DataFrame:
    """The table of `measure(mentions, articles)`, shared copy counted as `copies` says, with the other two beside it.

    At the right stand, for each way, the estimate and its q: ratio_per_outlet, q_per_outlet, ratio_once, q_once,
    ratio_left_out, q_left_out (or share_…); NaN where a way leaves nothing to measure. `keys` are the columns that tell
    rows apart.
    """
    _check(articles, copies)
    found = find_copies(articles)
    tables = {way: measure(*_without(mentions, articles, found, way)) for way in WAYS}
    table = tables[copies]
    for way in WAYS:
        name = way.replace(" ", "_")
        columns = {estimate: f"{estimate}_{name}", "q_value": f"q_{name}"}
        table = table.merge(tables[way][[*keys, *columns]].rename(columns=columns), how="left", on=keys)
    return table


def _without(
    mentions: pd.DataFrame | None, articles: pd.DataFrame, found: pd.DataFrame, way: str
) -> tuple[pd.DataFrame | None, pd.DataFrame]:
    """Mentions and articles without the copy that is not counted this way."""
    if way == "per outlet":
        return mentions, articles
    dropped = found[~found["first"].astype(bool)] if way == "once" else found
    kept = None if mentions is None else mentions[~is_inside(mentions, dropped)]
    left = take_out(articles, dropped)
    return kept, left[
        (left.n_words > 0) | (articles.n_words == 0)
    ]  # what was nothing but copy is no article of its own


def _check(articles: pd.DataFrame, copies: str) -> None:
    if copies not in WAYS:
        raise FramingError(f"copies={copies!r} is not known. Give one of: {', '.join(map(repr, WAYS))}.")
    require(articles, "articles", ["article_id", "outlet", "n_words"])
    if "text" not in articles:
        raise FramingError(
            f"copies={copies!r} looks for copy that outlets share, and `articles` has no column `text`. "
            "Leave it out: copies=None."
        )
