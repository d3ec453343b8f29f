"""What a classifier sees of each article: how often it holds each word, as a whole and outside what is repeated."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from ...tables import as_texts
from ...text.characters import fold
from ...text.words import WORD
from .leakage import inside_texts

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

MIN_ARTICLES = 2  # that hold a word; a word of one article cannot tell anything about another
MOST_WORDS = 5000  # those in the most articles; as many as data/allsides holds, so that texts and facts compare


class Features(NamedTuple):
    """Articles x words; `inside` counts outside templates, bylines, first and last line, and is None if unknown."""

    words: np.ndarray
    n: csr_matrix
    inside: csr_matrix | None


def count_text(articles: pd.DataFrame) -> Features:
    """Count the words of title and text of each article, one row per article in their order."""
    from sklearn.feature_extraction.text import CountVectorizer

    titles, texts = as_texts(articles.title) if "title" in articles else [""] * len(articles), as_texts(articles.text)
    count = CountVectorizer(analyzer=words_of)
    wholes = [f"{title}\n{text}" for title, text in zip(titles, texts, strict=True)]
    if not any(WORD.search(whole) for whole in wholes):
        return Features(np.array([], dtype=object), _nothing(len(articles)), _nothing(len(articles)))
    n = count.fit_transform(wholes).astype(float)
    # minimum: where a page glued a headline to a name, taking the headline out leaves a word that was none before
    inside = count.transform(inside_texts(articles)).astype(float).minimum(n)
    return Features(count.get_feature_names_out().astype(object), n, inside)


def count_table(words: pd.DataFrame, articles: pd.DataFrame) -> Features:
    """The same from a table of counts: article_id, word, n and, where templates were looked for, n_inside."""
    from scipy.sparse import csr_matrix

    column, listed = pd.factorize(words.word, sort=True)
    row = pd.Index(articles.article_id, dtype=object).get_indexer(words.article_id.to_numpy(object))
    size = (len(articles), len(listed))

    def table(counts: pd.Series) -> csr_matrix:
        cells = csr_matrix((counts.to_numpy(float), (row, column)), shape=size)
        cells.eliminate_zeros()
        return cells

    return Features(
        np.array(listed, dtype=object), table(words.n), table(words.n_inside) if "n_inside" in words else None
    )


def words_of(text: str) -> list[str]:
    """The words of a text, folded, counted as `n_words` counts them.

    >>> words_of("The U.S. didn’t")
    ['the', 'u.s', "didn't"]
    """
    return WORD.findall(fold(text))


def most_common(counts: csr_matrix) -> np.ndarray:
    """Columns of the words in the most articles, in their order. Which outlet wrote an article plays no part."""
    held_by = np.bincount(counts.indices, minlength=counts.shape[1])
    enough = np.flatnonzero(held_by >= MIN_ARTICLES)
    return np.sort(enough[np.argsort(-held_by[enough], kind="stable")[:MOST_WORDS]])


def _nothing(rows: int) -> csr_matrix:
    from scipy.sparse import csr_matrix

    return csr_matrix((rows, 0))
