"""A blind, stratified sample of mentions for people to code."""

from __future__ import annotations

import sys

import numpy as np
import pandas as pd

from ..clean.duplicates import is_folded
from ..tables import FramingError, as_texts, require, require_articles_of, require_found, require_ids
from .blind import view_mentions, without_house_lines
from .seals import seal

SAMPLE = ["item", "code", "frame", "headline", "before", "found", "after", "p_drawn"]
EACH = 5  # mentions drawn of each group, where it has so many: fewer say next to nothing about it


def draw_coding_sample(mentions: pd.DataFrame, articles: pd.DataFrame, *, n: int, seed: int) -> pd.DataFrame:
    """Draw mentions for people to code: from every outlet and every voice, blind, in an order of chance.

    Parameters
    ----------
    mentions : DataFrame
        From `label_voice`, or from `find_mentions` before any machine has looked at them: mention_id, article_id,
        frame, part, start, end, found, and voice if there is one.
    articles : DataFrame
        The clean articles they were found in: article_id, outlet, title, text, duplicate_of; url, if there is one,
        tells how an outlet's web address is spelled.
    n : int
        How many mentions. If there are fewer, all are drawn, and it is said.
    seed : int
        The same seed draws the same sample in the same order.

    Returns
    -------
    DataFrame
        One row per mention drawn: item (its number on the sheet, 1 to n), code (the mention's id, sealed: it tells a
        coder nothing, and `read_codes` opens it), frame, headline, before, found, after (the words around it), p_drawn
        (its chance of being drawn, 0 to 1). Neither outlet nor voice is in it. Write it for the coders with
        `write_coding_sheet`, or code in the notebook with `open_coding_form`.

    Raises
    ------
    FramingError
        If a column is missing, an id stands twice, `n` is below 1, or there is no mention to draw.

    Notes
    -----
    The groups are outlet x voice (by outlet alone where no voice is labelled). Each gives five mentions if it has
    them and `n` allows; the rest is shared out by size. Within a group every mention has the same chance, the number
    drawn over the number there, and `p_drawn` keeps it: whatever is measured on the sample must weigh each mention with
    1 / p_drawn, else rare groups count too much (Horvitz and Thompson 1952). Where `n` is smaller than the number of
    groups, mentions are drawn at even steps down the list by outlet and voice, all with the same chance.

    Mentions in articles that repeat one of their own outlet are not drawn, because they are not measured.

    Blind means that the coder cannot see what the machine said, nor whose article it is (Krippendorff 2018). In the
    words shown, the outlet's name is replaced by [outlet], in full, shortened (the Post, Fox for Fox News), as initials
    and in web addresses; and lines that it prints in at least 8 articles and 1% of them are left out ("Story continues
    below"). A word of a name that means something else is masked with it: better so than a name that is seen. Style,
    the names of reporters and programmes, and those of other outlets stay, and may still give an outlet away.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "outlet": ["Daily Post", "Sun"], "title": "",
    ...     "text": ["The Daily Post calls it lawfare.", "He called it “lawfare”."]})
    >>> lexicon = pd.DataFrame({"term": ["lawfare"], "frame": ["delegitimation"], "source": "doctest"})
    >>> mentions = fr.find_mentions(articles, lexicon)
    >>> sample = fr.draw_coding_sample(mentions, articles, n=2, seed=1)
    >>> sample[["item", "before", "found", "after", "p_drawn"]].values.tolist()
    [[1, '[outlet] calls it ', 'lawfare', '.', 1.0], [2, 'He called it “', 'lawfare', '”.', 1.0]]
    """
    _check(mentions, articles, n)
    pool = mentions[~mentions.article_id.isin(articles.article_id[is_folded(articles)])]
    if not len(pool):
        raise FramingError("There is no mention to draw. Find some first: mentions = find_mentions(articles, lexicon).")
    outlets = pd.Series(as_texts(articles.outlet), articles.article_id)
    pool = pool.assign(id_text=as_texts(pool.mention_id), outlet=pool.article_id.map(outlets))
    pool = pool.assign(voice=as_texts(pool.voice) if "voice" in pool else "")
    pool = pool.sort_values(["outlet", "voice", "id_text"])  # the sample must not hang on the order of the rows
    if n > len(pool):
        print(f"draw_coding_sample: there are {len(pool):,} mentions, fewer than {n:,}; all are drawn", file=sys.stderr)
    rng = np.random.default_rng(seed)
    drawn = _draw(pool.groupby(["outlet", "voice"]).ngroup().to_numpy(), min(n, len(pool)), rng)
    drawn = [drawn[i] for i in rng.permutation(len(drawn))]
    shown = pool.iloc[[i for i, _, _ in drawn]]
    views = view_mentions(shown, without_house_lines(articles, shown))
    rows = []
    for item, (_, taken, among) in enumerate(drawn, 1):
        m = shown.iloc[item - 1]
        rows.append((item, seal(m.id_text, taken, among), m.frame, *views[item - 1], taken / among))
    return pd.DataFrame(rows, columns=SAMPLE)


def _draw(group: np.ndarray, n: int, rng: np.random.Generator) -> list[tuple[int, int, int]]:
    """The rows drawn, each with how many were drawn among how many."""
    sizes = np.bincount(group)
    if n < len(sizes):
        step = len(group) / n
        at = (rng.random() * step + step * np.arange(n)).astype(int)
        return [(int(i), n, len(group)) for i in np.minimum(at, len(group) - 1)]
    drawn = []
    for number, (size, take) in enumerate(zip(sizes.tolist(), share_out(sizes, n).tolist(), strict=True)):
        rows = rng.choice(np.flatnonzero(group == number), take, replace=False)
        drawn += [(int(i), take, size) for i in rows]
    return drawn


def share_out(sizes: np.ndarray, n: int) -> np.ndarray:
    """How many of `n` each group gives: a few from each first, then by size, and never more than it has.

    >>> share_out(np.array([100, 30, 3]), 20).tolist()
    [12, 5, 3]
    """
    each = max(1, min(EACH, n // (2 * len(sizes))))  # at most half goes to groups for being groups
    take = np.minimum(sizes, each)
    while take.sum() < n:
        room = sizes - take
        wanted = (n - take.sum()) * room / room.sum()
        whole = np.floor(wanted).astype(int)
        if whole.any():
            take = take + whole
        else:  # what is left goes to the largest remainders
            take[np.argsort(-wanted, kind="stable")[: n - take.sum()]] += 1
    return take


def _check(mentions: pd.DataFrame, articles: pd.DataFrame, n: int) -> None:
    require(mentions, "mentions", ["mention_id", "article_id", "frame", "part", "start", "end", "found"])
    require(articles, "articles", ["article_id", "outlet", "title", "text"])
    require_ids(articles)
    require_articles_of(mentions, articles)
    require_found(mentions, articles)
    twice = mentions.mention_id[mentions.mention_id.duplicated()]
    if len(twice):
        raise FramingError(
            f"`mentions` holds {len(twice)} mention_id that came before, {twice.tolist()[0]!r} first. "
            "Keep each once: mentions.drop_duplicates('mention_id')."
        )
    if isinstance(n, bool) or not isinstance(n, int | np.integer) or n < 1:
        raise FramingError(f"n={n!r} is no number of mentions. Give a whole number of 1 or more: n=100.")
