"""How often each word, and each phrase of two or three, stands in each article."""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd

from ...tables import as_texts
from ...text.characters import fold
from ...text.paragraphs import find_paragraphs
from ...text.words import WORD
from ..foundation.counts import Units, unit_of
from ..foundation.estimates import MIN_WITH

_TOKEN = re.compile(rf"{WORD.pattern}|[^\w\s]")  # a mark between two words ends a phrase, as it does for a term
_PLACES = 1 << 22  # phrases are first counted roughly, many to a place, so that rare ones need no memory of their own


class WordCells(NamedTuple):
    """Words, and one entry for each pair of word (`row`) and article that has any: how often (`x`).

    `n_words` holds all words of each article, those that are not listed too.
    """

    words: list[str]
    row: np.ndarray
    article: np.ndarray
    x: np.ndarray
    n_words: np.ndarray


def count_texts(articles: pd.DataFrame, *, phrases: bool = False) -> WordCells:
    """Words of title and text that stand in at least 5 articles, folded; with phrases, of two and three of them too.

    A word needs a letter: "2019" counts in `n_words` and is not listed. A phrase is what a term of a lexicon finds:
    words with nothing but space between them, in one paragraph.

    >>> texts = pd.DataFrame({"title": "Ruling", "text": ["The court ruled. The court rose in 2019."] * 5})
    >>> count_texts(texts).words, count_texts(texts, phrases=True).words[6:]
    (['ruling', 'the', 'court', 'ruled', 'rose', 'in'], ['the court', 'court ruled', 'court rose', 'rose in', \
'the court ruled', 'the court rose', 'court rose in'])
    """
    parts = [[fold(text) for text in as_texts(articles[part])] for part in ("title", "text") if part in articles]
    texts = list(zip(*parts, strict=True))
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    row, x, lengths = array("q"), array("d"), []
    for article in texts:
        counts = Counter(word for part in article for word in WORD.findall(part))
        row.extend([numbers[word] for word in counts])
        x.extend(counts.values())
        lengths.append(len(counts))
    row, x, article = np.array(row, np.int64), np.array(x, float), np.repeat(np.arange(len(texts)), lengths)
    n_words = np.bincount(article, x, len(texts))
    has_letter = np.fromiter((any(map(str.isalpha, word)) for word in numbers), bool, len(numbers))
    cells = keep_common(WordCells(list(numbers), row, article, x, n_words), has_letter)
    return _with_phrases(cells, texts) if phrases else cells


def listed_counts(words: pd.DataFrame, articles: pd.DataFrame) -> WordCells:
    """The same from a table of counts: article_id, word, n."""
    number, written = pd.factorize(words.word)
    folded, listed = pd.factorize(np.array([fold(word) for word in as_texts(pd.Series(written))], object))
    row = folded[number]
    article = pd.Index(articles.article_id, dtype=object).get_indexer(words.article_id.astype(object))
    here = article >= 0  # the article may be a copy that is left out
    row, article, x = _add_up(row[here], article[here], words.n.to_numpy(float)[here], len(articles))
    cells = WordCells(listed.tolist(), row, article, x, articles.n_words.to_numpy(float))
    return keep_common(cells, np.fromiter((any(map(str.isalpha, word)) for word in listed), bool, len(listed)))


def keep_common(cells: WordCells, wanted: np.ndarray) -> WordCells:
    """The wanted words that stand in enough articles to be tested."""
    return keep_words(cells, wanted & (np.bincount(cells.row, minlength=len(cells.words)) >= MIN_WITH))


def keep_words(cells: WordCells, kept: np.ndarray) -> WordCells:
    here = kept[cells.row]
    return cells._replace(
        words=[word for word, keep in zip(cells.words, kept.tolist(), strict=True) if keep],
        row=(np.cumsum(kept) - 1)[cells.row[here]],
        article=cells.article[here],
        x=cells.x[here],
    )


def add_cells(cells: WordCells, more: WordCells) -> WordCells:
    """Both counts of the same articles together; `n_words` stays that of the first."""
    words = list(dict.fromkeys([*cells.words, *more.words]))
    number = {word: i for i, word in enumerate(words)}
    row = np.array([number[word] for word in more.words], np.int64)[more.row]
    rows, articles = np.concatenate([cells.row, row]), np.concatenate([cells.article, more.article])
    summed = _add_up(rows, articles, np.concatenate([cells.x, more.x]), len(cells.n_words))
    return WordCells(words, *summed, cells.n_words)


def to_units(cells: WordCells, articles: pd.DataFrame, n_folded: pd.Series, unit: str) -> Units:
    """Cells summed to sampling units; `articles` are those counted, `n_folded` the copies left out of each outlet."""
    outlets = sorted(articles.outlet.unique(), key=str)
    unit_names = unit_of(articles, unit)
    number = articles.groupby([articles.outlet, unit_names], observed=True).ngroup().to_numpy()
    first = np.unique(number, return_index=True)[1]
    pair, which = np.unique(cells.row * len(first) + number[cells.article], return_inverse=True)
    return Units(
        keys=pd.DataFrame({"word": pd.Series(cells.words, dtype="str")}),
        outlets=outlets,
        side=pd.Index(outlets, dtype=object).get_indexer(articles.outlet.iloc[first].astype(object)),
        names=unit_names.iloc[first].to_numpy(object),
        words=np.bincount(number, cells.n_words),
        n_articles=np.bincount(number),
        row=pair // len(first),
        unit=pair % len(first),
        x=np.bincount(which, cells.x, len(pair)),
        n_with=np.bincount(which, minlength=len(pair)),
        n_folded=n_folded.reindex(outlets, fill_value=0).to_numpy(),
    )


def _add_up(row: np.ndarray, column: np.ndarray, x: np.ndarray, columns: int) -> tuple[np.ndarray, ...]:
    """Row, column and sum of each pair that occurs."""
    pair, which = np.unique(row.astype(np.int64) * columns + column, return_inverse=True)
    return pair // columns, pair % columns, np.bincount(which, x, len(pair))


def _with_phrases(cells: WordCells, texts: Iterable[tuple[str, ...]]) -> WordCells:
    """Words and, of those listed, the pairs and triples in at least 5 articles; each built from the shorter ones."""
    token, article = _tokens(texts, {word: i for i, word in enumerate(cells.words)})
    words, n = np.array(cells.words, object), len(cells.words)
    pair, pairs = _join(token[:-1], token[1:], article[:-1], n)
    triple, triples = _join(np.where(pair[1:] < 0, -1, pair[:-1]), token[2:], article[:-2], n)
    pair_words = words[pairs // max(n, 1)] + " " + words[pairs % max(n, 1)]
    triple_words = pair_words[triples // max(n, 1)] + " " + words[triples % max(n, 1)]
    for place, names in ((pair, pair_words), (triple, triple_words)):
        some = place >= 0
        row, of, x = _add_up(place[some], article[: len(place)][some], np.ones(some.sum()), len(cells.n_words))
        cells = cells._replace(
            words=cells.words + names.tolist(),
            row=np.concatenate([cells.row, row + len(cells.words)]),
            article=np.concatenate([cells.article, of]),
            x=np.concatenate([cells.x, x]),
        )
    return cells


def _tokens(texts: Iterable[tuple[str, ...]], number: dict[str, int]) -> tuple[np.ndarray, np.ndarray]:
    """Numbers of the words in their order, -1 for a mark, a break or a word that is not listed; and their articles."""
    rows, lengths = [], []
    for parts in texts:
        found = [-1]
        for part in parts:
            for start, end in find_paragraphs(part):
                found += [number.get(token, -1) for token in _TOKEN.findall(part, start, end)]
                found.append(-1)
        rows.append(np.array(found, np.int32))
        lengths.append(len(found))
    padding = [np.full(3, -1, np.int32)]  # so that there are always three words to join
    return np.concatenate(rows + padding), np.repeat(np.arange(len(rows) + 1, dtype=np.int32), [*lengths, 3])


def _join(left: np.ndarray, right: np.ndarray, article: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
    """At each place the number of the phrase that begins there, else -1; and the code left * n + right of each."""
    at = np.flatnonzero((left >= 0) & (right >= 0))
    code = left[at].astype(np.int64) * n + right[at]
    rough = np.bincount(code % _PLACES, minlength=1)
    frequent = rough[code % _PLACES] >= MIN_WITH
    at, code = at[frequent], code[frequent]
    codes, which = np.unique(code, return_inverse=True)
    in_article = np.unique(which * np.int64(article[-1] + 1) + article[at]) // (article[-1] + 1)
    common = np.bincount(in_article, minlength=len(codes)) >= MIN_WITH
    place = np.full(len(left), -1, np.int32)
    place[at] = np.where(common[which], (np.cumsum(common) - 1)[which], -1)
    return place, codes[common]
