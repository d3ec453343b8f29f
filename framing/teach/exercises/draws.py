"""Draws that are the same on every computer and in every year: what comes first is decided by a hash, not by a library.

A generator of random numbers may change its stream with a new version; SHA-256 cannot.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import pandas as pd

from ...clean.duplicates import is_folded
from ...read.datasets import DataSet, load

# The Hill is left out: headlines of other stories stand in its saved pages (lesson 04).
OUTLETS = [
    "CNN (Web News)",
    "Fox Online News",
    "NPR Online News",
    "Politico",
    "USA TODAY",
    "Vox",
    "Washington Times",
]

_LONG = 150  # words
# What a page prints after the first copy of an article, and after the second. One block twice would be a repeat of its
# own, and cleaning would leave it once.
APPEALS = [
    "Before you read on: our newsroom belongs to its readers. A small gift each month keeps our reporters on the road. "
    "Thank you for helping.",
    "Every morning at seven, all that matters in one letter. Give us your address, and the first of them comes "
    "tomorrow. You can leave whenever you like.",
]


class Draw:
    """One try at a draw for one student and one exercise.

    >>> Draw("04.1", "ada", 0).order("abcd") == Draw("04.1", "ada", 0).order("dcba")
    True
    """

    def __init__(self, exercise: str, name: str, attempt: int):
        self._seed = f"{exercise}\0{name}\0{attempt}\0"

    def _rank(self, item: object, use: str) -> bytes:
        return hashlib.sha256(f"{self._seed}{use}\0{item}".encode("utf-8", "surrogatepass")).digest()

    def order(self, items: Iterable, use: str = "") -> list:
        """The items in an order that depends on the student; `use` keeps two draws from the same items apart."""
        return sorted(items, key=lambda item: self._rank(item, use))

    def some(self, items: Iterable, n: int, use: str = "") -> list:
        return self.order(items, use)[:n]

    def one(self, items: Iterable, use: str = ""):
        return self.order(items, use)[0]


def folded_name(name: object) -> str:
    """A name as it is meant: `Ada ` and `ada` are one student.

    >>> folded_name(" Ada  Lovelace"), folded_name(1017), folded_name(1017.0)
    ('ada lovelace', '1017', '1017')
    """
    if isinstance(name, float) and name.is_integer():
        name = int(name)
    return " ".join(unicodedata.normalize("NFKC", str(name)).casefold().split())


@lru_cache(maxsize=1)
def allsides() -> DataSet:
    """The facts of the lessons on comparing: the outlets used here, each text once."""
    data = load("allsides")
    articles = data.articles[data.articles.outlet.isin(OUTLETS)]
    articles = articles[~is_folded(articles) & (articles.n_words > 0)]
    here = articles.article_id
    return data._replace(
        articles=articles,
        mentions=data.mentions[data.mentions.article_id.isin(here)],
        words=data.words[data.words.article_id.isin(here)],
    )


@lru_cache(maxsize=1)
def teaching() -> DataSet:
    return load("teaching")


def long_articles() -> pd.DataFrame:
    """The teaching articles that are long enough for a copy of them to be recognised."""
    articles = teaching().articles
    return articles[articles.text.str.split().str.len() >= _LONG]


def as_saved(articles: pd.DataFrame, times: dict[str, int], between: list[str]) -> pd.DataFrame:
    """The articles as some pages hold them: so many times over (by article_id), with something in between."""
    texts = []
    for article_id, text in zip(articles.article_id, articles.text, strict=True):
        again = [part for block in between[: times.get(article_id, 1) - 1] for part in (block, text)]
        texts.append("\n\n".join([text, *again]))
    return articles.assign(text=texts).drop(columns="event").sort_values("article_id", ignore_index=True)


def draw_articles(draw: Draw, outlets: list[str], sizes: list[int]) -> pd.DataFrame:
    """So many articles of each of these outlets, in the order of their ids."""
    articles = allsides().articles
    ids: list[str] = []
    for outlet, size in zip(outlets, sizes, strict=True):
        ids += draw.some(articles.article_id[articles.outlet == outlet], size, "articles")
    return articles[articles.article_id.isin(ids)].sort_values("article_id", ignore_index=True)


def mentions_in(articles: pd.DataFrame) -> pd.DataFrame:
    mentions = allsides().mentions
    return mentions[mentions.article_id.isin(articles.article_id)].reset_index(drop=True)
