"""Which articles tell of the same event, by their words and dates, so that outlets can be compared on the same news."""

from __future__ import annotations

import re
from itertools import islice

import numpy as np
import pandas as pd

from ..tables import FramingError, as_texts, require, require_ids
from .same_event.joining import Groups

DAYS, CLOSENESS = 2, 0.10  # chosen on data/teaching and by reading groups of real articles: see Notes
LEAD = 300  # words of an article: news says first what happened, and long articles resemble everything
_IN_NAME = 3  # words
_WORD = re.compile(r"[^\W_]\w+")


def match_events(articles: pd.DataFrame, *, days: float = DAYS, closeness: float = CLOSENESS) -> pd.DataFrame:
    """Group articles that tell of the same event, by the words they share and the days they appeared on.

    Parameters
    ----------
    articles : DataFrame
        Clean articles: article_id, title, text; published (a date; without it an article is matched by its words
        alone). With a column `event`, articles that have an event keep it, and only those with an empty cell are
        matched: to a given event if they are close enough, else among themselves. Two given events are never joined.
    days : float
        No two articles of an event lie more days apart (but a given event may hold what you put there).
    closeness : float
        Two groups are joined where the mean cosine of their articles is at least this, between 0 and 1. Higher: fewer
        wrong joins, more events torn in two.

    Returns
    -------
    DataFrame
        The same rows in the same order, with event (a name for each article: the first date and the words that weigh
        most; an article that nothing is close to is an event of its own), event_closeness (mean cosine of the article
        with the rest of its event; NaN where it is alone or has no words) and event_note ("given", "alone", "no date",
        "no words"; several are possible).

    Raises
    ------
    FramingError
        If a column is missing, `published` holds no dates, or an option is out of range.

    Notes
    -----
    Title and text are read as far as their first 300 words, without the commonest English words, weighted by TF-IDF
    (Salton & Buckley 1988), and joined by average linkage (Sokal & Michener 1958; for news: Allan 2002). Neither the
    order of the rows nor chance changes the result; more articles can, because rare words weigh more.

    On data/teaching the defaults tear two of the twelve planted events apart and mix none (lesson 04;
    tests/test_events.py gives B-cubed scores, Bagga & Baldwin 1998), but closeness was chosen with these events in
    view. Real news is harder: read by eye, many groups that the defaults made of US articles on politics held steps of
    one story, or like stories of one day, beside articles on one event. A higher closeness, 0.2 for instance, joins
    less and errs less. Therefore read what was joined before you rely on it, the weakest first:

        matched.sort_values("event_closeness")[["event", "outlet", "title", "event_closeness"]]

    and mend it by hand. Two events that are one: matched.replace({"event": {"one name": "other name"}}). An article in
    the wrong event: matched.loc[matched.article_id == "a7", "event"] = "name". To match again what you emptied, set
    its event to "" and call match_events once more; to match everything anew, drop the column `event` first.

    An article without a date must be four times as close, because like news of other years is close too; it has the
    note "no date" and mostly stays alone, so mend dates first. Two stories of one day that share names and places can
    be joined, and one event that is told of late is torn in two.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> articles = pd.DataFrame({"article_id": list("abcd"), "outlet": ["X", "Y", "X", "Y"],
    ...     "published": pd.to_datetime(["2024-03-04", "2024-03-05", "2024-03-05", "2024-06-01"]),
    ...     "title": ["Court jails colonel", "Colonel jailed", "Ferry sinks", "Colonel jailed"],
    ...     "text": ["The court sent the colonel to prison.", "A court sent colonel Teel to prison.",
    ...              "The ferry sank off Lowen.", "Another court sent a colonel to prison."]})
    >>> fr.match_events(articles)[["article_id", "event", "event_note"]].values.tolist()
    [['a', '2024-03-04 colonel court prison', ''], ['b', '2024-03-04 colonel court prison', ''], \
['c', '2024-03-05 ferry lowen sank', 'alone'], ['d', '2024-06-01 colonel jailed court', 'alone']]
    """
    _check(articles, days, closeness)
    order = np.argsort([str(i) for i in articles.article_id], kind="stable")  # so that the order of rows is no matter
    given, day = _given(articles)[order], _days(articles)[order]
    vectors, words = _vectors(_texts(articles)[order])
    event, near = np.empty(len(order), object), np.full(len(order), np.nan)
    groups = Groups(vectors, day, given, days, closeness).joined()
    own_words = vectors.getnnz(axis=1)
    taken = {name for name in given if name}
    for rows in sorted(groups, key=lambda rows: rows[0]):
        total = vectors[rows].sum(axis=0).A1
        event[rows] = given[rows].max() or _name(total, day[rows], words, taken)
        taken.add(event[rows[0]])
        if len(rows) > 1:
            own = vectors[rows].power(2).sum(axis=1).A1  # 1, or 0 without words
            near[rows] = np.clip((vectors[rows] @ total - own) / (len(rows) - 1), 0, 1)
    size = pd.Series(event).groupby(event).transform("size").to_numpy()
    said = {"given": given != "", "alone": size == 1, "no date": np.isnan(day), "no words": own_words == 0}
    note = ["; ".join(name for name in said if said[name][row]) for row in range(len(order))]
    near[own_words == 0] = np.nan
    table = pd.DataFrame({"event": event, "event_closeness": near, "event_note": note}, index=order).sort_index()
    return articles.assign(
        event=pd.array(table.event.to_numpy(), "str"),
        event_closeness=table.event_closeness.to_numpy(),
        event_note=pd.array(table.event_note.to_numpy(), "str"),
    )


def _check(articles: pd.DataFrame, days: float, closeness: float) -> None:
    require(articles, "articles", ["article_id"])
    require_ids(articles)
    if not len(articles):
        raise FramingError("There are no articles to match. Read some: articles, ledger = read_articles(path).")
    if "event" not in articles or not all(_given(articles)):
        require(articles, "articles", ["title", "text"])
    if not _is_number(days) or not days >= 0:
        raise FramingError(
            f"days={days!r} is not a number of days. Give 0 or more: match_events(articles, days={DAYS})."
        )
    if not _is_number(closeness) or not 0 < closeness <= 1:
        raise FramingError(
            f"closeness={closeness!r} is not between 0 and 1. "
            f"Give a number such as match_events(articles, closeness={CLOSENESS:.2f})."
        )
    published = articles.get("published")
    if published is not None and published.notna().any() and not pd.api.types.is_datetime64_any_dtype(published):
        first = published.dropna().tolist()[0]
        raise FramingError(
            f"`published` holds no dates but {first!r}, for instance. Make them dates: "
            "articles = articles.assign(published=pd.to_datetime(articles.published, errors='coerce'))."
        )


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | np.number) and not isinstance(value, bool)


def _given(articles: pd.DataFrame) -> np.ndarray:
    if "event" not in articles:
        return np.full(len(articles), "", object)
    return np.array([name.strip() for name in as_texts(articles.event.astype(object))], object)


def _days(articles: pd.DataFrame) -> np.ndarray:
    """Days since 1970, NaN without a date."""
    if "published" not in articles or articles.published.isna().all():
        return np.full(len(articles), np.nan)
    published = articles.published
    if published.dt.tz is not None:
        published = published.dt.tz_convert(None)
    return (published - pd.Timestamp(0)).dt.days.to_numpy(float, na_value=np.nan)


def _texts(articles: pd.DataFrame) -> np.ndarray:
    """Title and text; '' where all events are given and there is no text."""
    parts = [as_texts(articles[part]) for part in ("title", "text") if part in articles]
    texts = [" ".join(both) for both in zip(*parts, strict=True)] if parts else [""] * len(articles)
    return np.array(texts, object)


def _vectors(texts: np.ndarray):
    """A row of TF-IDF weights per text, of length 1 or 0, and the word of each column."""
    from scipy.sparse import csr_matrix
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfVectorizer

    def words_of(text: str) -> list[str]:
        words = islice((found.group() for found in _WORD.finditer(text)), LEAD)
        return [word for word in map(str.lower, words) if word not in ENGLISH_STOP_WORDS]

    lists = [words_of(text) for text in texts]
    if not any(lists):
        return csr_matrix((len(texts), 1)), np.array([""], object)
    weights = TfidfVectorizer(analyzer=lambda words: words, sublinear_tf=True)
    vectors = csr_matrix(weights.fit_transform(lists))
    return vectors, weights.get_feature_names_out()


def _name(total: np.ndarray, day: np.ndarray, words: np.ndarray, taken: set[str]) -> str:
    """The first date and the words that weigh most: a name that can be read, typed and found again."""
    date = "undated" if np.isnan(day).all() else str(np.datetime64(int(np.nanmin(day)), "D"))
    columns = np.flatnonzero(total)
    best = columns[np.argsort(-total[columns].round(9), kind="stable")]  # ties by word: so columns are ordered
    told = [words[column] for column in best if not words[column].isdigit()][:_IN_NAME] or ["without", "words"]
    name, number = " ".join([date, *told]), 2
    while name in taken:
        name, number = f"{' '.join([date, *told])} ({number})", number + 1
    return name
