"""Stretches that several outlets printed word for word: agency text, press releases."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..text.quotes import pair_quotes
from ..text.words import count_words
from .shingles import PARTS, Words, count_different, number_runs, read_words, widen
from .templates import check_texts, template_stretches

COLUMNS = {
    "article_id": object,
    "part": "str",
    "start": "int64",
    "end": "int64",
    "n_words": "int64",
    "text": "str",
    "copy": "int64",
    "n_outlets": "int64",
    "first": bool,
}
RUN = 25  # words: below, what outlets share in real articles is nearly always somebody's quoted sentence
UNQUOTED = 12  # words outside quotation marks: a statement that several outlets quote is no copy of an article


def find_copies(articles: pd.DataFrame) -> pd.DataFrame:
    """Find passages that articles of more than one outlet share word for word: agency text, press releases.

    At least 25 words in a row, at least 12 of them outside quotation marks: a statement that two outlets quote is no
    copy of an article. Case and punctuation make no difference. What an outlet prints under many of its articles
    (`find_templates`) is left aside. An article that is a copy from end to end is found as one passage.

    Parameters
    ----------
    articles : DataFrame
        One row per article with article_id, outlet, title, text; published, if there, says who ran a passage first.

    Returns
    -------
    DataFrame
        One row per passage in an article, in the order of the articles: article_id, part (title, text), start, end
        (characters of the given title or text), n_words, text (what stands there), copy (1, 2, …: the same number for
        the same passage, and for passages that overlap), n_outlets (that hold any of it), first (whether this article
        ran it first: by published, the undated last, then by the order of the table).

    Raises
    ------
    FramingError
        If a column is missing or an article_id occurs twice.

    Notes
    -----
    Much of what outlets print is agency copy (Johnston & Forde 2009; Boumans et al. 2018), and its words are the
    agency's. An outlet that prints it still chose it: so `compare_outlets(..., copies=...)` shows what a finding is
    with copies counted per outlet, once, or left out.

    Found is what stayed word for word; one changed word ends a passage, and a text changed in every sentence is not
    found. A post or speech set without quotation marks, and a note on an author that two outlets print, are found
    although they are no agency copy: read the rows. `first` is who ran it first among these articles, not who wrote
    it.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> told = "The court said that it would hear the case in May, " + "and later in the spring, " * 5
    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "outlet": ["Wire", "Gazette"], "title": ["Court", "Judges"],
    ...     "published": ["2024-05-02", "2024-05-01"], "text": [told, "A new case.\\n\\n" + told]})
    >>> fr.find_copies(articles).drop(columns=["part", "text"]).values.tolist()
    [['a', 0, 175, 36, 1, 2, False], ['b', 13, 188, 36, 1, 2, True]]
    """
    check_texts(articles)
    words = read_words(articles)
    outlet = pd.factorize(articles.outlet, use_na_sentinel=False)[0]
    at, number = _runs_outside_templates(articles, words)
    several = count_different(number, outlet[words.piece[at] // 2]) > 1
    at, number = at[several], number[several]
    start, end, of_run = _join(at, words.piece)
    start, end, new = _keep_told(words, start, end)
    stretch = new[of_run]
    cluster = _cluster(stretch[stretch >= 0], number[stretch >= 0], len(start))
    return _as_table(articles, words, (start, end, cluster), outlet)


def _runs_outside_templates(articles: pd.DataFrame, words: Words) -> tuple[np.ndarray, np.ndarray]:
    at, number = number_runs(words, RUN, words.piece)
    inside = np.zeros(len(words.piece) + 1, np.int64)
    for a, b, _ in template_stretches(articles, words):
        inside[a + 1 : b + 1] = 1
    upto = np.cumsum(inside)
    free = upto[at + RUN] == upto[at]
    return at[free], number[free]


def _join(at: np.ndarray, piece: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """First word and one past the last of each stretch of overlapping runs, and the stretch of each run."""
    if not len(at):
        return at, at, at
    fresh = np.r_[True, (np.diff(at) > RUN) | (np.diff(piece[at]) != 0)]
    last = np.append(np.flatnonzero(fresh)[1:] - 1, len(at) - 1)
    return at[fresh], at[last] + RUN, np.cumsum(fresh) - 1


def _keep_told(words: Words, start: np.ndarray, end: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The stretches with enough words outside quotation marks, and the new number of each old one (-1: left out)."""
    told = np.zeros(len(start), bool)
    quoted: dict[int, list[tuple[int, int]]] = {}
    for i, (a, b) in enumerate(zip(start.tolist(), end.tolist(), strict=True)):
        piece = int(words.piece[a])
        if piece not in quoted:
            quoted[piece] = pair_quotes(words.pieces[piece]).quoted
        inside = sum(int(np.sum((words.start[a:b] >= x) & (words.start[a:b] < y))) for x, y in quoted[piece])
        told[i] = b - a - inside >= UNQUOTED
    return start[told], end[told], np.where(told, np.cumsum(told) - 1, -1)


def _cluster(stretch: np.ndarray, number: np.ndarray, n: int) -> np.ndarray:
    """For each of `n` stretches the first one that shares a run of words with it, directly or through others."""
    leader = list(range(n))

    def find(i: int) -> int:
        while leader[i] != i:
            leader[i] = leader[leader[i]]
            i = leader[i]
        return i

    holder: dict[int, int] = {}
    for i, key in zip(stretch.tolist(), number.tolist(), strict=True):
        a, b = find(i), find(holder.setdefault(key, i))
        leader[max(a, b)] = min(a, b)
    return np.array([find(i) for i in range(n)], np.int64)


def _as_table(
    articles: pd.DataFrame, words: Words, found: tuple[np.ndarray, np.ndarray, np.ndarray], outlet: np.ndarray
) -> pd.DataFrame:
    """The table, without passages whose partners in other outlets were all left out."""
    start, end, cluster = found
    piece = words.piece[start]
    row = piece // 2
    ids = articles.article_id.to_numpy(object)
    rows = []
    for a, b, p in zip(start.tolist(), end.tolist(), piece.tolist(), strict=True):
        text = words.pieces[p]
        x, y = widen(text, int(words.start[a]), int(words.end[b - 1]))
        rows.append((ids[p // 2], PARTS[p % 2], x, y, count_words(text[x:y]), text[x:y]))
    table = pd.DataFrame(rows, columns=list(COLUMNS)[:6])
    beside = pd.DataFrame({"cluster": cluster, "outlet": outlet[row], "rank": _ranks(articles)[row]})
    groups = beside.groupby("cluster")
    table["n_outlets"] = groups.outlet.transform("nunique")
    table["first"] = beside["rank"] == groups["rank"].transform("min")
    kept = (table.n_outlets > 1).to_numpy(bool)
    table = table[kept].assign(copy=pd.factorize(cluster[kept])[0] + 1)
    return table.reset_index(drop=True)[list(COLUMNS)].astype(COLUMNS)


def _ranks(articles: pd.DataFrame) -> np.ndarray:
    """The rank of each article by date, the undated last, then as they stand in the table."""
    if "published" not in articles:
        return np.arange(len(articles))
    dates = pd.to_datetime(pd.Series(articles.published.to_numpy(object)), errors="coerce", utc=True, format="mixed")
    rank = np.empty(len(articles), np.int64)
    rank[np.argsort(dates.dt.tz_convert(None).to_numpy(), kind="stable")] = np.arange(len(articles))  # NaT comes last
    return rank
