"""Text that an outlet prints again and again: newsletter and credit lines, menus, headlines of other stories."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from ..tables import FramingError, require, require_ids
from ..text.paragraphs import find_paragraphs
from .duplicates import is_folded
from .shingles import PARTS, Words, count_different, extend, mix, number_blocks, number_runs, read_words, widen

COLUMNS = {
    "article_id": object,
    "part": "str",
    "start": "int64",
    "end": "int64",
    "text": "str",
    "n_articles": "int64",
    "outlet": object,
}
ARTICLES = 8  # that hold the stretch; with SHARE the measure of evidence.md
SHARE = 0.01  # of the outlet's articles
RUN = 8  # words: "Senate Majority Leader Mitch McConnell, R-Ky" has seven, and is prose
BESIDE, BESIDE_ARTICLES = 5, 3  # words and articles of what touches a template
LONGEST = 60  # words by which it grows in one round
VERSION = 2 / 3  # of an article's words: one that repeats so much of others is a version of them
_ROUNDS = 5  # each can only leave out more articles; on real data the second finds no more
_SEPARATOR = re.compile(r"\s+[|–—-]+\s+|\s*\|\s*")  # in titles: "Court rules | Gazette"


def find_templates(articles: pd.DataFrame) -> pd.DataFrame:
    """Find text that an outlet prints again and again: newsletter and credit lines, menus, headlines of other stories.

    Two kinds count. A paragraph (or a part of the title before or behind a dash or a bar) that stands, word for word,
    in at least 8 articles of an outlet and in 1% of them, however short: "Advertisement". And eight words in a row
    inside a paragraph that as many articles hold: what a page sets into its sentences, and footers of texts that lost
    their line breaks. Case and punctuation make no difference. Nothing is taken out: `take_out` in
    framing.clean.cutouts does that, if you decide so.

    Parameters
    ----------
    articles : DataFrame
        One row per article with article_id, outlet, title, text; with duplicate_of, where cleaning gave it, articles
        that repeat one of their own outlet do not count towards the 8.

    Returns
    -------
    DataFrame
        One row per stretch, in the order of the articles: article_id, part (title, text), start, end (characters of the
        given title or text), text (what stands there), n_articles (of its outlet that hold the paragraph or, inside a
        paragraph, its most frequent eight words), outlet. Stretches do not overlap.

    Raises
    ------
    FramingError
        If a column is missing or an article_id occurs twice.

    Notes
    -----
    Evidence, not verdict: read the rows before you take anything out, one per different text. Repeated is not the same
    as furniture: a column that quotes one paragraph in every issue has a template here. A stretch inside a sentence can
    begin with the words that always stand before it, such as the title and name of the politician behind whose name
    a page sets its headlines.

    Seven words in a row would take in "Senate Majority Leader Mitch McConnell, R-Ky", which is prose. So a headline of
    another story that stands inside a sentence is found only if it, or the row of headlines that it stands in, has
    eight words that enough articles hold; beside such a stretch five words in three articles are enough. In a sample
    most such headlines stand in one or two articles and are missed. Outlets with fewer than 8 articles have no
    templates here.

    Articles two thirds of which stand in others of their outlet count as versions of one article, and make no template;
    so do very short items above a long footer.

    Repeated furniture of pages is long known to distort counts of words on web pages (Bar-Yossef & Rajagopalan 2002,
    who define a template by its repetition; Broder 1997 on runs of words, "shingles").

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> text = [f"Story {i} has words of its own.\\nSign up for our letter." for i in range(8)]
    >>> articles = pd.DataFrame({"article_id": range(8), "outlet": "Gazette", "title": "", "text": text})
    >>> fr.find_templates(articles)[["article_id", "start", "end", "text", "n_articles"]].values.tolist()[0]
    [0, 30, 53, 'Sign up for our letter.', 8]
    """
    check_texts(articles)
    words = read_words(articles)
    return _as_table(articles, words, template_stretches(articles, words))


def template_stretches(articles: pd.DataFrame, words: Words) -> list[tuple[int, int, int]]:
    """Stretches as (first word, one past the last, number of articles), in order and without overlap."""
    block = _blocks(words)
    outlet = pd.factorize(articles.outlet, use_na_sentinel=False)[0]
    counted = ~runs_again(articles, words)
    found = _find(words, block, outlet, counted)
    for _ in range(_ROUNDS):
        versions = counted & (_share_covered(words, found, len(articles)) > VERSION)
        if not versions.any():
            break
        counted &= ~versions
        found = _find(words, block, outlet, counted)
    return found


def _find(words: Words, block: np.ndarray, outlet: np.ndarray, counted: np.ndarray) -> list[tuple[int, int, int]]:
    """The stretches that enough of the articles counted hold."""
    row = words.piece // 2
    size = np.bincount(outlet[counted], minlength=outlet.max(initial=0) + 1)
    needed = np.maximum(ARTICLES, np.ceil(size * SHARE - 1e-9))[outlet]
    article = np.where(counted, np.arange(len(counted)), -1)
    first, last, number = number_blocks(words, block)
    n = count_different(mix(number, outlet[row[first]]), article[row[first]])
    full = n >= needed[row[first]]
    whole = list(zip(first[full].tolist(), last[full].tolist(), n[full].tolist(), strict=True))
    taken = np.zeros(len(block), bool)
    for a, b, _ in whole:
        taken[a:b] = True
    at, number = number_runs(words, RUN, block)
    n = count_different(mix(number, outlet[row[at]]), article[row[at]])
    enough = (n >= needed[row[at]]) & ~taken[at]
    inner = _join(at[enough], n[enough], block)
    beside = np.maximum(BESIDE_ARTICLES, np.ceil(needed * BESIDE_ARTICLES / ARTICLES))
    return sorted(whole + _grow(words, block, inner, (beside, outlet, article)))


def _join(at: np.ndarray, n: np.ndarray, block: np.ndarray) -> list[tuple[int, int, int]]:
    """Runs that overlap or touch become one stretch, without the few prose words that the edge of it took along."""
    if not len(at):
        return []
    apart = (np.diff(at) > RUN) | (np.diff(block[at]) != 0)
    edges = np.flatnonzero(np.r_[True, apart, True])
    stretches = []
    for a, b in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        own, counts = at[a:b], n[a:b]
        sure = own[counts >= counts.max() / 4]
        start = sure[0] if sure[0] - own[0] < RUN else own[0]
        last = sure[-1] if own[-1] - sure[-1] < RUN else own[-1]
        stretches.append((int(start), int(last) + RUN, int(counts.max())))
    return stretches


def _grow(
    words: Words,
    block: np.ndarray,
    stretches: list[tuple[int, int, int]],
    counting: tuple[np.ndarray, np.ndarray, np.ndarray],
) -> list[tuple[int, int, int]]:
    """Each stretch with what touches it in the same paragraph, if several articles have the same words at its side.

    A row of headlines of other stories, set into a sentence, is other in each article, and yet made of the same pieces.
    """
    if not stretches:
        return []
    bounds = np.array([(a, b) for a, b, _ in stretches], np.int64)
    for _ in range(_ROUNDS):
        before = bounds.copy()
        for side in (0, 1):
            _grow_one_side(words, block, bounds, side, counting)
        if (bounds == before).all():
            break
    return [(int(a), int(b), n) for (a, b), (_, _, n) in zip(bounds, stretches, strict=True)]


def _grow_one_side(
    words: Words,
    block: np.ndarray,
    bounds: np.ndarray,
    side: int,
    counting: tuple[np.ndarray, np.ndarray, np.ndarray],
) -> None:
    """Move the starts (side 0) or the ends (side 1) of `bounds` outwards, as far as enough articles go along."""
    needed, outlet, article = counting
    row = words.piece[bounds[:, 0]] // 2
    edge = bounds[:, side].copy()
    # as far as the neighbouring stretch, so that none overlap
    limit = np.append(0, bounds[:-1, 1]) if side == 0 else np.append(bounds[1:, 0], len(block))
    number, going = np.zeros(len(bounds), np.uint64), np.ones(len(bounds), bool)
    for length in range(1, LONGEST + 1):
        at = edge - length if side == 0 else edge + length - 1
        going &= (at >= limit) if side == 0 else (at < limit)
        at = np.clip(at, 0, len(block) - 1)
        going &= block[at] == block[bounds[:, 0]]
        number = extend(number, words.code[at])
        going[going] = count_different(mix(number, outlet[row])[going], article[row][going]) >= needed[row][going]
        if not going.any():
            return
        if length >= BESIDE:
            bounds[going, side] = at[going] + side


def _blocks(words: Words) -> np.ndarray:
    """For each word the number of its paragraph, or of its segment of the title ("Court rules | Gazette" has two)."""
    block = np.zeros(len(words.piece), np.int64)
    bounds = np.searchsorted(words.piece, np.arange(len(words.pieces) + 1))
    so_far = 0
    for i, text in enumerate(words.pieces):
        a, b = bounds[i], bounds[i + 1]
        if a == b:
            continue
        if i % 2:
            starts = [start for start, _ in find_paragraphs(text)]
        else:
            starts = [0, *(m.end() for m in _SEPARATOR.finditer(text))]
        block[a:b] = so_far + np.searchsorted(starts, words.start[a:b], side="right")
        so_far = block[b - 1] + 1
    return block


def runs_again(articles: pd.DataFrame, words: Words) -> np.ndarray:
    """Which articles their outlet ran before, word for word."""
    text = pd.Series([" ".join(t.split()) for t in words.pieces[1::2]], dtype=object)
    again = pd.DataFrame({"outlet": articles.outlet.to_numpy(object), "text": text}).duplicated()
    return (again & text.ne("")).to_numpy(bool) | is_folded(articles).to_numpy(bool)


def _share_covered(words: Words, found: list[tuple[int, int, int]], n_articles: int) -> np.ndarray:
    covered = np.zeros(n_articles)
    for a, b, _ in found:
        covered[words.piece[a] // 2] += b - a
    return covered / np.maximum(np.bincount(words.piece // 2, minlength=n_articles), 1)


def _as_table(articles: pd.DataFrame, words: Words, found: list[tuple[int, int, int]]) -> pd.DataFrame:
    ids, outlets = articles.article_id.to_numpy(object), articles.outlet.to_numpy(object)
    rows = []
    for a, b, n in found:
        piece = int(words.piece[a])
        text = words.pieces[piece]
        start, end = widen(text, int(words.start[a]), int(words.end[b - 1]))
        rows.append((ids[piece // 2], PARTS[piece % 2], start, end, text[start:end], n, outlets[piece // 2]))
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def check_texts(articles: pd.DataFrame) -> None:
    """Raise a FramingError unless there are articles with texts to compare."""
    require(articles, "articles", ["article_id", "outlet"])
    if "text" not in articles:
        raise FramingError(
            "`articles` has no column `text`: these are counts, and repeated text is found only in the texts. "
            "Read the texts: articles, ledger = read_articles(path)."
        )
    require(articles, "articles", ["title"])
    require_ids(articles)
