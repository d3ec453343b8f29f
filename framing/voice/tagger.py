"""The net that labels tokens: whose words are they, and which words name the source and the act of speaking.

A convolutional net over words (after Strubell et al. 2017), trained by benchmarks/train_voice.py; what it was trained
on and how good it is stands in docs/voice.md. It reads one article at a time, so what it finds in one never depends on
which others are read with it, and it needs nothing but numpy.
"""

from __future__ import annotations

import zlib
from functools import cache
from pathlib import Path
from threading import Lock

import numpy as np

from ..text.tokens import Tokens
from .inputs import letter_groups, normalise, places_of, shape_of

MODEL = Path(__file__).with_name("default.npz")
_UNKNOWN = 1  # row of a word that the training text did not hold
_BLOCK = 4096  # tokens computed at once: bounds the memory of a very long text
_MOST_TYPES = 200_000  # distinct words remembered


class Tagger:
    """Label probabilities of tokens."""

    def __init__(self, path: Path):
        with np.load(path) as file:
            saved = {name: file[name] for name in file.files}
        get = lambda name: saved[name].astype(np.float32) * saved.get(f"{name}.scale", np.float32(1))  # noqa: E731
        vocabulary = zlib.decompress(saved["vocabulary"].tobytes()).decode().split("\n")
        self._rows = {word: row for row, word in enumerate(vocabulary, _UNKNOWN + 1)}
        self._words, self._groups, self._shapes, self._places = map(get, ("words", "groups", "shapes", "places"))
        self._inner, self._inner_bias = get("inner"), get("inner.bias")
        self._dilations = saved["dilations"].tolist()
        self._layers = [(get(f"layer{i}"), get(f"layer{i}.bias")) for i in range(len(self._dilations))]
        self._out, self._out_bias = get("out"), get("out.bias")
        self._reach = sum(self._dilations)
        self._adding = Lock()
        self._forget()

    def _forget(self) -> None:
        self._number: dict[str, int] = {}
        self._types = np.zeros((1024, self._words.shape[1]), np.float32)

    def probabilities(self, tokens: Tokens) -> np.ndarray:
        """Tokens x labels (`inputs.LABELS`), each row adding up to 1."""
        n = len(tokens.words)
        places = self._places[places_of(tokens)]
        x = self._vectors(tokens.words) + places
        hidden = np.empty((n, self._inner.shape[1]), np.float32)
        for begin in range(0, n, _BLOCK):
            first, last = max(0, begin - self._reach), min(n, begin + _BLOCK + self._reach)
            here = slice(begin, min(n, begin + _BLOCK))
            hidden[here] = self._encode(x[first:last])[here.start - first : here.stop - first]
        scores = np.concatenate([hidden, places], 1) @ self._out + self._out_bias
        scores = np.exp(scores - scores.max(1, keepdims=True, initial=-np.inf))
        return scores / scores.sum(1, keepdims=True)

    def _encode(self, x: np.ndarray) -> np.ndarray:
        x = x @ self._inner + self._inner_bias
        n, width = x.shape
        for dilation, (weights, bias) in zip(self._dilations, self._layers, strict=True):
            padded = np.zeros((n + 2 * dilation, width), np.float32)
            padded[dilation : n + dilation] = _standardised(x)
            new = padded[dilation : n + dilation] @ weights[width : 2 * width]
            new += padded[:n] @ weights[:width]
            new += padded[2 * dilation :] @ weights[2 * width :]
            new += bias
            x += np.maximum(new, 0, out=new)
        return x

    def _vectors(self, words: list[str]) -> np.ndarray:
        """One row per word: what the word, its spelling and its shape say."""
        with self._adding:
            if len(self._number) > _MOST_TYPES:
                self._forget()
            number = self._number
            for word in set(words).difference(number):
                if len(number) == len(self._types):
                    self._types = np.concatenate([self._types, np.zeros_like(self._types)])
                self._types[len(number)] = self._vector(word)
                number[word] = len(number)
            return self._types[[number[word] for word in words]]

    def _vector(self, word: str) -> np.ndarray:
        plain = normalise(word)
        row = self._rows.get(plain, _UNKNOWN)
        return self._words[row] + self._groups[letter_groups(plain)].mean(0) + self._shapes[shape_of(word)]


def _standardised(x: np.ndarray) -> np.ndarray:
    """Each row with mean 0 and standard deviation 1 (layer normalisation)."""
    x = x - x.mean(1, keepdims=True)
    return x / np.sqrt(np.einsum("ij,ij->i", x, x) / x.shape[1] + 1e-5)[:, None]


@cache
def load_tagger(path: Path = MODEL) -> Tagger:
    return Tagger(path)
