"""Samples of real articles in which the truth is known: splits without a difference, planted ones, pseudo-events.

All from the shipped facts (data/allsides), so that everybody can draw the same ones: counts are all that tests need.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

import framing as fr

SIDES = ["A", "B"]  # the two pseudo-outlets
LARGEST = 8  # outlets that `words` covers
_ARTICLES = ["outlet", "topic", "week", "month", "n_words"]
_MENTIONS = ["term", "frame", "choice", "part", "start", "end", "voice"]


class Sample(NamedTuple):
    articles: pd.DataFrame
    mentions: pd.DataFrame


class Corpus(NamedTuple):
    """Articles, and what stands in each in their order: of article i it begins at `mentions_at[i]`, `words_at[i]`."""

    articles: pd.DataFrame
    mentions: pd.DataFrame
    words: pd.DataFrame
    mentions_at: np.ndarray
    words_at: np.ndarray

    def of(self, outlet: str) -> np.ndarray:
        """The numbers of an outlet's articles."""
        return np.flatnonzero(self.articles.outlet == outlet)

    def of_largest(self) -> np.ndarray:
        """The numbers of the articles of the largest outlets, to be taken as one."""
        return np.flatnonzero(self.articles.outlet.isin(self.articles.outlet.value_counts().index[:LARGEST]))

    def sample(self, numbers: np.ndarray, outlet: np.ndarray) -> Sample:
        """These articles, one of them several times if drawn so, as articles of the given outlets."""
        articles = self.articles.iloc[numbers].assign(article_id=np.arange(len(numbers)), outlet=outlet)
        place, rows = _rows_of(self.mentions_at, numbers)
        return Sample(articles.reset_index(drop=True), self.mentions.iloc[rows].assign(article_id=place))

    def words_of(self, numbers: np.ndarray) -> pd.DataFrame:
        place, rows = _rows_of(self.words_at, numbers)
        return self.words.iloc[rows].assign(article_id=place)


def load_corpus() -> Corpus:
    facts = fr.load("allsides")
    articles = facts.articles.assign(
        week=_period(facts.articles.published, "W"), month=_period(facts.articles.published, "M")
    )
    number = pd.Series(np.arange(len(articles)), index=articles.article_id)
    tables = [t.assign(article=t.article_id.map(number)).sort_values("article") for t in (facts.mentions, facts.words)]
    begins = [np.searchsorted(table.article, np.arange(len(articles) + 1)) for table in tables]
    return Corpus(articles[_ARTICLES], tables[0][_MENTIONS], tables[1][["word", "n"]], *begins)


def large_outlets(corpus: Corpus, least: int) -> list[str]:
    """Outlets with at least so many articles, the largest first."""
    counts = corpus.articles.outlet.value_counts()
    return counts.index[counts >= least].tolist()


def split(pool: np.ndarray, n_a: int, n_b: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Articles of the pool at random, no one twice, and their sides: no true difference."""
    return rng.permutation(pool)[: n_a + n_b], np.repeat(SIDES, [n_a, n_b])


def split_clusters(cluster: pd.Series, n: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """All articles of n clusters (weeks, topics) for each side: the sides cover different ones, and that is all."""
    names = rng.permutation(cluster[cluster != ""].unique())[: 2 * n]
    side = cluster.map(dict(zip(names, np.repeat(SIDES, n), strict=True)))
    numbers = np.flatnonzero(side.notna())
    return numbers, side.to_numpy(object)[numbers]


def pseudo_events(corpus: Corpus) -> list[np.ndarray]:
    """Articles on one topic in one week, where there are two or more: as like each other as reports of one event."""
    dated = corpus.articles[corpus.articles.week != ""]
    groups = dated.groupby(["topic", "week"]).indices.values()
    numbers = np.flatnonzero(corpus.articles.week != "")
    return [numbers[group] for group in groups if len(group) > 1]


def deal_events(
    corpus: Corpus, n: int, rng: np.random.Generator, *, apart: bool
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """n pseudo-events that both sides cover, their articles dealt at random: numbers, sides, events.

    With `apart` n more that one side alone covers, and of each topic the same side: it has other stories to tell.
    """
    events = pseudo_events(corpus)
    order = rng.permutation(len(events))[: 2 * n if apart else n]
    topics = corpus.articles.topic.unique()
    covers = dict(zip(topics, rng.choice(SIDES, len(topics)), strict=True))
    numbers, sides = [], []
    for k, event in enumerate(order):
        articles = rng.permutation(events[event])
        n_a = len(articles) // 2 + rng.integers(0, 1 + len(articles) % 2)  # the odd one falls to either side
        both = np.repeat(SIDES, [n_a, len(articles) - n_a])
        numbers.append(articles)
        sides.append(both if k < n else np.full(len(articles), covers[corpus.articles.topic.iloc[articles[0]]]))
    names = np.repeat([f"event {event}" for event in order], [len(articles) for articles in numbers])
    return np.concatenate(numbers), np.concatenate(sides), names


def thin(sample: Sample, ratio: float, rng: np.random.Generator) -> Sample:
    """Each mention of side B is kept with probability 1/ratio: A's true rate is then `ratio` times B's."""
    in_b = (sample.articles.outlet == "B").to_numpy()[sample.mentions.article_id]
    return sample._replace(mentions=sample.mentions[~in_b | (rng.random(len(in_b)) < 1 / ratio)])


def _period(published: pd.Series, length: str) -> pd.Series:
    return published.dt.to_period(length).astype(str).where(published.notna(), "")


def _rows_of(begins: np.ndarray, numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The rows of each of these articles, and which of the articles each row is of."""
    lengths = begins[numbers + 1] - begins[numbers]
    place = np.repeat(np.arange(len(numbers)), lengths)
    within = np.arange(len(place)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return place, begins[numbers][place] + within
