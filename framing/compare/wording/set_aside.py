"""Words that tell outlets apart without any framing: their own names, and lines that they print under every article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import combinations, pairwise

import numpy as np
import pandas as pd

from ...clean.cutouts import take_out
from ...clean.templates import find_templates
from ...tables import as_texts
from ...text.characters import fold
from ...text.words import WORD
from .counts import WordCells, add_cells, count_texts, keep_words, listed_counts

NAME, TEMPLATE = "name of an outlet", "template"

# Words of a name that say nothing about whose name it is. A single letter is none either: "A" and "B" are outlets.
_SMALL = frozenset(
    "an the and or of in on at by to for from with as is are was be it its we our us you your he she they them this "
    "that not no all any will can do has have had who what when where how why more most".split()
)
_LONGEST = 6  # words of a name whose joined forms are looked for, as in "foxnews" for Fox Online News
_PART = re.compile(r"\s[-–—|:]\s|[()\[\],;/]")  # between a name and its section, or a short form: "CNN (Web News)"
_SECOND_LEVEL = frozenset("ac co com edu gov net org".split())  # bbc.co.uk


class Names:
    """The names of outlets: their words, their joined forms as in web addresses, and their first parts in a row.

    >>> names = Names(["Fox Online News", "The Hill", "CNN (Web News)", "A"])
    >>> [word for word in "fox hill cnn's foxnews.com thehill online the a capitol".split() if names.has(word)]
    ['fox', 'hill', "cnn's", 'foxnews.com', 'thehill', 'online']
    >>> [phrase for phrase in ["told cnn", "fox news host", "fake news", "the hill"] if names.has(phrase)]
    ['told cnn', 'fox news host', 'the hill']
    """

    def __init__(self, outlets: list[str], urls: Iterable[str] = ()):
        self.words: set[str] = set()
        self.whole = {site_of(url) for url in urls} - {""}  # one word that is a name all by itself
        self.pairs: set[tuple[str, str]] = set()
        for outlet in outlets:
            for number, part in enumerate(filter(str.strip, _PART.split(fold(str(outlet))))):
                self._add(WORD.findall(part), is_first=number == 0)
        self.words |= self.whole

    def _add(self, words: list[str], is_first: bool) -> None:
        telling = [word for word in words if len(word) > 1 and word not in _SMALL and any(map(str.isalpha, word))]
        self.words.update(telling)
        if is_first and len(telling) == 1:
            self.whole.update(telling)
        for length in range(2, len(words[:_LONGEST]) + 1):
            for some in combinations(words[:_LONGEST], length):
                if set(some) & set(telling):
                    self.whole.add("".join(some))
        self.pairs.update(pair for pair in combinations(words, 2) if set(pair) & set(telling))

    def has(self, word: str) -> bool:
        """Whether a word is one of a name, or a phrase holds a name or two words of one in their order."""
        words = [_bare(part) for part in word.split(" ")]
        if len(words) == 1:
            return words[0] in self.words or site_of(words[0]) in self.whole
        if any(part in self.whole or site_of(part) in self.whole for part in words):
            return True
        return any(pair in self.pairs for pair in pairwise(words))

    def holds(self, words: tuple[str, ...]) -> bool:
        """Whether any of several words is one of a name."""
        return any(_bare(word) in self.words for word in words)


def _bare(word: str) -> str:
    return word.removesuffix("'s").removeprefix("www.")


def site_of(address: str) -> str:
    """What a web address calls its owner; '' where it is no address.

    >>> site_of("https://www.bbc.co.uk/news/1"), site_of("edition.cnn.com"), site_of("hill")
    ('bbc', 'cnn', '')
    """
    host = re.split(r"[/?#]", re.sub(r"^\w+://", "", fold(address)))[0]
    labels = host.split(".")[:-1]
    if len(labels) > 1 and labels[-1] in _SECOND_LEVEL:
        labels.pop()
    return labels[-1] if labels else ""


def are_names(cells: WordCells, articles: pd.DataFrame) -> np.ndarray:
    """Which words, or phrases, are of an outlet's name; `url` of the articles is used where there is one.

    A pair that stands mostly in a longer name ("told fox" in "told fox news"), and what holds such a pair, is too.
    """
    urls = as_texts(articles.url) if "url" in articles else []
    names = Names([str(outlet) for outlet in articles.outlet.unique()], sorted(set(urls)))
    found = np.fromiter(map(names.has, cells.words), bool, len(cells.words))
    n = np.bincount(cells.row, cells.x, len(cells.words))
    triples = [(i, word.split(" ")) for i, word in enumerate(cells.words) if word.count(" ") == 2]
    inside: Counter[tuple[str, ...]] = Counter()
    for i, words in triples:
        if found[i]:
            for pair in {tuple(words[:2]), tuple(words[1:])}:
                inside[pair] += n[i]
    place = {tuple(word.split(" ")): i for i, word in enumerate(cells.words) if word.count(" ") == 1}
    pieces = {pair for pair in inside if pair in place and 2 * inside[pair] > n[place[pair]] and names.holds(pair)}
    found[[place[pair] for pair in pieces]] = True
    found[[i for i, words in triples if {tuple(words[:2]), tuple(words[1:])} & pieces]] = True
    return found


def count_apart(articles: pd.DataFrame, phrases: bool) -> tuple[WordCells, set[str]]:
    """The words of the articles outside templates, and those that stand mostly inside them with all their counts."""
    found = find_templates(articles)
    if not len(found):
        return count_texts(articles, phrases=phrases), set()
    outside = count_texts(take_out(articles, found), phrases=phrases)
    return _apart(outside, count_texts(_texts_of(found, articles), phrases=phrases))


def listed_apart(words: pd.DataFrame, articles: pd.DataFrame) -> tuple[WordCells, set[str]]:
    """The same from a table of counts, where its column n_inside says how many of n stand outside templates."""
    if "n_inside" not in words:
        return listed_counts(words, articles), set()
    taken = (words.n - words.n_inside).to_numpy(float)
    outside = listed_counts(words.assign(n=words.n_inside)[words.n_inside.to_numpy() > 0], articles)
    inside = listed_counts(words.assign(n=taken)[taken > 0], articles)
    out = pd.Series(taken).groupby(words.article_id.to_numpy(object)).sum()
    n_words = outside.n_words - out.reindex(articles.article_id.to_numpy(object), fill_value=0).to_numpy()
    return _apart(outside._replace(n_words=np.maximum(n_words, 0)), inside)


def _apart(outside: WordCells, inside: WordCells) -> tuple[WordCells, set[str]]:
    """The words outside templates; of those that stand mostly inside, both counts together, and which they are."""
    n_outside = dict(zip(outside.words, np.bincount(outside.row, outside.x, len(outside.words)), strict=True))
    n_inside = np.bincount(inside.row, inside.x, len(inside.words))
    mostly = np.array([n > n_outside.get(word, 0) for word, n in zip(inside.words, n_inside, strict=True)], bool)
    inside = keep_words(inside, mostly)
    return add_cells(outside, inside), set(inside.words)


def _texts_of(found: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The text of each article's templates, a line each."""
    texts = {part: dict(zip(articles.article_id, as_texts(articles[part]), strict=True)) for part in ("title", "text")}
    lines: dict[object, list[str]] = {article_id: [] for article_id in articles.article_id}
    for article_id, part, start, end in zip(found.article_id, found.part, found.start, found.end, strict=True):
        lines[article_id].append(texts[part][article_id][start:end])
    return pd.DataFrame({"text": ["\n".join(found) for found in lines.values()]})
