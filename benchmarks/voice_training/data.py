"""PolNeAR and unlabelled articles as tokens with labels."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from framing.text.tokens import LONG, SHORT, Tokens, split_tokens
from framing.voice.inputs import LABELS, normalise, places_of, shape_of

SHARED = Path("../shared")


@dataclass
class Document:
    """One article: what the nets see of its tokens, and the labels of the annotators (None where there are none)."""

    name: str
    tokens: Tokens
    words: list[str]
    shapes: np.ndarray
    places: np.ndarray
    labels: np.ndarray | None

    def __len__(self):
        return len(self.words)


def read_document(name: str, text: str, attributions: list[dict] | None = None) -> Document:
    tokens = split_tokens(text)
    labels = None if attributions is None else label_tokens(text, tokens, attributions)
    shapes = np.fromiter((shape_of(w) for w in tokens.words), np.int64, len(tokens.words))
    return Document(name, tokens, [normalise(w) for w in tokens.words], shapes, places_of(tokens), labels)


def read_polnear(split: str) -> tuple[list[dict], list[Document]]:
    """The records of PolNeAR (Newell et al. 2018) and their documents; split is train or dev."""
    path = SHARED / "polnear" / f"polnear_{split}.jsonl"
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return records, [read_document(r["id"], r["text"], r["attributions"]) for r in records]


def label_tokens(text: str, tokens: Tokens, attributions: list[dict]) -> np.ndarray:
    """The label of each token: content before source and cue; speech apart from attitude, as in the scorer."""
    sys.path.insert(0, str(SHARED / "tools"))
    from score_attributions import is_speech

    labels = np.zeros(len(tokens.words), np.int64)
    middles = (tokens.starts + tokens.ends) // 2
    for attribution in attributions:
        speech = is_speech(text, attribution)
        for role, letter in (("source", "S"), ("cue", "K"), ("content", "C")):
            code = LABELS.index(letter if speech else letter.lower())
            for start, end in attribution[role]:
                here = slice(*np.searchsorted(middles, [start, end]))
                free = labels[here] == 0 if role != "content" else labels[here] != LABELS.index("C")
                labels[here][free] = code
    quoted = (labels == LABELS.index("C")) & np.isin(tokens.state, [SHORT, LONG])
    labels[quoted] = LABELS.index("Q")
    return labels


def read_unlabelled(n_words: dict[str, int], avoid: list[Document], seed: int) -> list[Document]:
    """Clean articles without labels, about so many words of each collection, none that is among those to `avoid`.

    Of an outlet at most 60 articles are taken, or 400 of the nine outlets of the News Articles.
    """
    import framing as fr

    known = {core for core in (_core(d) for d in avoid) if len(core) > 60}
    documents = []
    for name, most, read in (("allsides", 60, _read_allsides), ("news-articles", 400, _read_news)):
        articles, _ = fr.clean_articles(read())
        articles = articles[articles.n_words.between(200, 1800) & articles.duplicate_of.isin(["", None])]
        articles = articles.sample(frac=1, random_state=seed).groupby("outlet").head(most)
        total = 0
        for article in articles.itertuples():
            document = read_document(str(article.article_id), f"{article.title}\n\n{article.text}")
            if total >= n_words[name]:
                break
            squeezed = _squeezed(document)
            if not any(core in squeezed for core in known):
                documents.append(document)
                total += len(document)
    return documents


def _read_allsides():
    import pandas as pd

    return pd.read_parquet(SHARED / "allsides" / "articles.parquet")


def _read_news():
    import framing as fr

    return fr.load("news-articles").articles


def _squeezed(document: Document) -> str:
    return re.sub(r"\W+", "", "".join(document.words))


def _core(document: Document) -> str:
    """Eighty letters from inside an article: enough to know it again in another collection."""
    return _squeezed(document)[300:380]
