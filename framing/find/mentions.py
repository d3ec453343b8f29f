"""Find every mention of a lexicon's terms."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np
import pandas as pd
from tqdm import tqdm

from ..tables import COLUMNS, as_texts, require, require_ids
from .entries import Entries
from .scan import Hits

_BATCH = 500_000  # characters scanned at once: what the processor's cache holds


def find_mentions(articles: pd.DataFrame, lexicon: pd.DataFrame) -> pd.DataFrame:
    """Find every mention of the terms of `lexicon` in title and text.

    Terms match without regard to case and as whole words; a trailing `*` takes any ending; a space or a hyphen in a
    term matches a hyphen or white space, but never a paragraph break; ’ and ' are one. Inside one frame the longest of
    overlapping matches counts once; different frames each count.

    Parameters
    ----------
    articles : DataFrame
        Clean articles with article_id, title, text.
    lexicon : DataFrame
        term, frame, source; optional choice, except (longer terms, with ; between them, inside which the entry is no
        mention), match_case (True: capitals must stand as written). `read_lexicon` makes one.

    Returns
    -------
    DataFrame
        One row per mention, in reading order: mention_id, article_id, term, frame, choice ('' for none), part (title,
        text), start, end (characters of the clean title or text), found (what stands there). The mention_id is made of
        article, part, place and frame, so it stays the same when other articles or terms come or go.

    Raises
    ------
    FramingError
        If a column is missing, an article_id occurs twice, or a term can never match.

    Notes
    -----
    A term is a framing device, not a frame (Entman 1993): a court that "prosecutes genocide" accuses nobody. Read the
    mentions in context before you rely on their number.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "title": ["", "No lawfare"],
    ...                          "text": ["A politically-motivated war crimes case.", "The court met."]})
    >>> lexicon = pd.DataFrame({"term": ["war crime*", "politically motivated", "lawfare"],
    ...                         "frame": ["atrocity", "delegitimation", "delegitimation"], "source": "doctest"})
    >>> fr.find_mentions(articles, lexicon)[["article_id", "frame", "part", "start", "end", "found"]].values.tolist()
    [['a', 'delegitimation', 'text', 2, 23, 'politically-motivated'], ['a', 'atrocity', 'text', 24, 34, 'war crimes'], \
['b', 'delegitimation', 'title', 3, 10, 'lawfare']]
    """
    require(articles, "articles", ["article_id", "title", "text"])
    require_ids(articles)
    entries = Entries(lexicon)
    pairs = zip(as_texts(articles.title), as_texts(articles.text), strict=True)
    parts = [part for pair in pairs for part in pair]
    begins = np.concatenate([[0], np.cumsum(np.fromiter(map(len, parts), np.int64, len(parts)) + 1)])
    hits = _scan(entries.scanner, parts, begins)

    def found_at(start: int, end: int) -> str:
        part = np.searchsorted(begins, start, side="right") - 1
        return parts[part][start - begins[part] : end - begins[part]]

    entry, start, end = entries.choose(hits, found_at)
    order = np.lexsort((entry, start))
    return _table(articles.article_id, parts, begins, entries, entry[order], start[order], end[order])


def _scan(scanner, parts: list[str], begins: np.ndarray) -> Hits:
    """Hits in all parts, by their place in the parts laid end to end with one character between them."""
    cuts = np.unique(np.searchsorted(begins, np.arange(0, begins[-1] + _BATCH, _BATCH)).clip(max=len(parts)))
    spans = list(pairwise(cuts))

    def scan(span: tuple[int, int]) -> Hits:
        hits = scanner.find("\0".join(parts[span[0] : span[1]]))
        return Hits(hits.pattern, hits.start + begins[span[0]], hits.end + begins[span[0]])

    found = [Hits(*(np.empty(0, np.int64) for _ in range(3)))]
    with (
        ThreadPoolExecutor(os.cpu_count()) as pool,  # most of the work runs outside Python's lock
        tqdm(total=len(parts) // 2, desc="Finding terms", unit=" articles", delay=2, disable=None) as bar,
    ):
        for (first, last), hits in zip(spans, pool.map(scan, spans), strict=True):
            found.append(hits)
            bar.update((last - first) // 2)
    return Hits(*(np.concatenate(arrays) for arrays in zip(*found, strict=True)))


def _table(article_ids, parts, begins, entries, entry, start, end) -> pd.DataFrame:
    part = np.searchsorted(begins, start, side="right") - 1
    start, end = start - begins[part], end - begins[part]
    article = article_ids.iloc[part // 2].reset_index(drop=True)
    rows = list(zip(part.tolist(), start.tolist(), end.tolist(), entry.tolist(), strict=True))
    names = ("title", "text")
    table = {
        "mention_id": [
            f"{a}:{names[p % 2]}:{s}:{entries.frame[e]}" for a, (p, s, _, e) in zip(article, rows, strict=True)
        ],
        "article_id": article,
        "term": [entries.term[e] for *_, e in rows],
        "frame": [entries.frame[e] for *_, e in rows],
        "choice": [entries.choice[e] for *_, e in rows],
        "part": [names[p % 2] for p, *_ in rows],
        "start": start,
        "end": end,
        "found": [parts[p][s:e] for p, s, e, _ in rows],
    }
    words = {c: "str" for c in COLUMNS["mentions"] if c not in ("article_id", "start", "end")}
    return pd.DataFrame(table, columns=COLUMNS["mentions"]).astype(words)
