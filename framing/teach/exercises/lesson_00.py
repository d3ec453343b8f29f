"""Exercise of lesson 00: what an article says itself, and not the file it was saved in."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from ...read.datasets import DataSet, load
from .draws import Draw
from .parts import Exercise, MyData, Slip, Solution, judge_number

_APART = 0.015  # a page that holds its article three times has nearly its rate: here slips lie nearer than elsewhere
_RAW_COUNT = "You counted mentions in the file as it was saved, where what is repeated counts again."


@lru_cache(maxsize=1)
def _icc() -> DataSet:
    return load("icc")


def _draw(draw: Draw) -> MyData:
    """One of the five articles and a frame. An article from which little was cleaned away is never well posed."""
    data = _icc()
    outlet, frame = draw.one(data.articles.outlet, "outlet"), draw.one(data.lexicon.frame.unique(), "frame")
    question = (
        f"How often does the article of {outlet} itself use words of the frame {frame!r}, per 1,000 words of title and "
        "text? (raw_mentions holds the mentions in the files as they were saved.) Three digits are enough."
    )
    tables = {"mentions": data.mentions, "raw_mentions": data.raw_mentions, "lexicon": data.lexicon}
    return MyData("00.1", "", question, data.articles, **tables, outlet=outlet, frame=frame)


def _solve(mine: MyData) -> Solution | None:
    article = mine.articles[mine.articles.outlet == mine.outlet].iloc[0]
    of_frame = mine.mentions[mine.mentions.frame == mine.frame]
    here, saved = _in_article(mine.mentions, mine, article), _in_article(mine.raw_mentions, mine, article)
    n, n_saved, n_text = len(here), len(saved), int((here.part == "text").sum())
    if not n:
        return None
    rate = 1000 * n / article.n_words
    slips = [
        Slip(float(n), 0.25, "That is a count. A longer article has more of every word: divide by its words."),
        Slip(float(n_saved), 0.25, f"{_RAW_COUNT} Take the article's own, and divide them by its words."),
        Slip(
            1000 * n / article.n_words_raw,
            0.5,
            "You divided by the words of the file as it was saved. Divide by those of the article.",
        ),
        Slip(
            1000 * n_saved / article.n_words_raw,
            0.5,
            "You measured the file as it was saved, mentions and words. The question is about the article itself.",
        ),
        Slip(
            1000 * len(of_frame) / mine.articles.n_words.sum(),
            0.5,
            "That is the rate over all five articles together. The question is about one.",
        ),
        Slip(
            1000 * n / mine.articles.n_words.sum(),
            0.5,
            "You divided by the words of all five articles. Divide by those of this one.",
        ),
        Slip(rate / 1000, 0.75, "That is per word. The question asks for the rate per 1,000 words."),
        Slip(rate / 10, 0.75, "That is per 100 words. The question asks for the rate per 1,000 words."),
    ]
    if n_saved != n:
        words = f"{_RAW_COUNT} Only the words are those of the article."
        slips.append(Slip(1000 * n_saved / article.n_words, 0.25, words))
    if n_text != n:
        words = "You left out the title. Its words are among those you divide by, so its mentions count, too."
        slips.append(Slip(1000 * n_text / article.n_words, 0.75, words))
    return Solution(float(rate), slips, apart=_APART)


def _in_article(mentions: pd.DataFrame, mine: MyData, article: pd.Series) -> pd.DataFrame:
    return mentions[(mentions.article_id == article.article_id) & (mentions.frame == mine.frame)]


EXERCISES = [Exercise("00.1", _draw, _solve, judge_number)]
