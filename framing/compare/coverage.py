"""Which events each outlet carries: coverage itself is a result."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..clean.duplicates import is_folded
from ..tables import FramingError, as_texts, require, require_ids, require_numbers, require_some

COVERAGE = ["event", "outlet", "n_articles", "n_words", "share", "n_outlets", "first", "note"]


def measure_coverage(articles: pd.DataFrame) -> pd.DataFrame:
    """Measure which events each outlet carries, and how much of its words it gives to each.

    Parameters
    ----------
    articles : DataFrame
        Clean articles with an event each, from `match_events` or given: article_id, outlet, event, n_words; published
        and duplicate_of if there are any. Text is not needed.

    Returns
    -------
    DataFrame
        One row per event x outlet, also where the outlet has no article on it; events in order of their first date,
        those without a date last: event, outlet, n_articles, n_words (in them), share (of all the outlet's words, 0 to
        1), n_outlets (that carry the event), first (the outlet's first date on it), note ("not carried", "no date",
        "no words").

    Raises
    ------
    FramingError
        If a column is missing, or an article has no event, outlet or n_words.

    Notes
    -----
    What is passed over frames the news as much as how it is told (McCombs & Shaw 1972 on agendas; Groeling 2013 on
    selection). A table like this shows what stands in these articles: an event that is missing may have been left out
    by the outlet, or by whoever collected the articles, or run under another event by the matching. It has no
    intervals, because the events are not a sample of anything. Articles that repeat one of their own outlet are left
    out, as everywhere in measuring.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> articles = pd.DataFrame({"article_id": list("abc"), "outlet": ["X", "X", "Y"], "n_words": [300, 100, 500],
    ...     "event": ["warrant", "ferry", "warrant"], "published": pd.to_datetime(["2024-03-04", "2024-03-09",
    ...     "2024-03-05"])})
    >>> coverage = fr.measure_coverage(articles)
    >>> coverage[["event", "outlet", "n_articles", "share", "n_outlets"]].values.tolist()
    [['warrant', 'X', 1, 0.75, 2], ['warrant', 'Y', 1, 1.0, 2], ['ferry', 'X', 1, 0.25, 1], ['ferry', 'Y', 0, 0.0, 1]]
    """
    _check(articles)
    counted = _counted(articles)
    cells = counted.groupby(["event", "outlet"], sort=False)
    cells = cells.agg(n_articles=("n_words", "size"), n_words=("n_words", "sum"), first=("published", "min"))
    events, outlets = _events(counted), sorted(set(counted.outlet))
    table = cells.reindex(pd.MultiIndex.from_product([events, outlets], names=["event", "outlet"])).reset_index()
    table = table.fillna({"n_articles": 0, "n_words": 0}).astype({"n_articles": "int64", "n_words": "int64"})
    words = table.groupby("outlet").n_words.transform("sum")
    table["share"] = table.n_words / words.where(words > 0)
    table["n_outlets"] = (table.n_articles > 0).groupby(table.event).transform("sum").astype("int64")
    notes = [
        "not carried"
        if not row.n_articles
        else "no words"
        if not row.n_words
        else "no date"
        if pd.isna(row.first)
        else ""
        for row in table.itertuples()
    ]
    table["note"] = pd.array(
        ["outlet without words" if np.isnan(s) else n for s, n in zip(table.share, notes, strict=True)], "str"
    )
    return table[COVERAGE]


def _counted(articles: pd.DataFrame) -> pd.DataFrame:
    """What is measured: outlets and events as text, dates as dates."""
    published = articles.published if "published" in articles else pd.Series(pd.NaT, index=articles.index)
    if published.isna().all():
        published = pd.Series(pd.NaT, index=articles.index, dtype="datetime64[us]")
    counted = pd.DataFrame(
        {
            "event": pd.Series([e.strip() for e in as_texts(articles.event.astype(object))], articles.index, "str"),
            "outlet": pd.Series(as_texts(articles.outlet.astype(object)), articles.index, "str"),
            "n_words": articles.n_words.to_numpy(float),
            "published": published,
        }
    )
    return counted[~is_folded(articles).to_numpy(bool)]


def _events(counted: pd.DataFrame) -> list[str]:
    """By first date; those without one last; ties by name."""
    first = counted.groupby("event").published.min().rename("first").reset_index()
    return first.sort_values(["first", "event"], na_position="last").event.tolist()


def _check(articles: pd.DataFrame) -> None:
    require(articles, "articles", ["article_id", "outlet"])
    require_ids(articles)
    for column, how in (
        ("event", "Match them first: articles = match_events(articles)."),
        ("n_words", "Clean them first: articles, removals = clean_articles(articles)."),
    ):
        if column not in articles:
            raise FramingError(f"`articles` has no column `{column}`. {how}")
    require_some(articles)
    mends = {
        "event": "Match those that have none: articles = match_events(articles).",
        "outlet": "Leave them out: articles = articles.dropna(subset=['outlet']).",
        "n_words": "Leave them out: articles = articles.dropna(subset=['n_words']).",
    }
    for column, mend in mends.items():
        holes = sum(not cell.strip() for cell in as_texts(articles[column].astype(object)))
        if holes:
            raise FramingError(f"{holes} of {len(articles)} articles have no {column}. {mend}")
    require_numbers(articles, "articles", ["n_words"])
    published = articles.get("published")
    if published is not None and published.notna().any() and not pd.api.types.is_datetime64_any_dtype(published):
        raise FramingError(
            f"`published` holds no dates but {published.dropna().tolist()[0]!r}, for instance. Make them dates: "
            "articles = articles.assign(published=pd.to_datetime(articles.published, errors='coerce'))."
        )
