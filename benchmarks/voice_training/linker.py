"""The weights by which framing/voice/linking.py chooses the source of a piece of content.

    python -m benchmarks.voice_training.linker [train_probabilities.pkl]

Prints the table for linking.py and the speaker accuracy on PolNeAR's dev set with the annotators' own labels. The
pickle holds the tagger's probabilities on the train set (a list of n x 8 arrays, in its order): sources are then also
learned as the tagger finds them, faint and incomplete. Without it the weights know perfect labels only.

The model is a conditional logit: of the sources around a piece, the chance of each is proportional to exp(weights x
traits). It maximises the chance of any source that the annotators gave the piece, each piece counted by the square root
of its words, with a small penalty on large weights. Dev was used to choose the traits, never for a weight.
"""

from __future__ import annotations

import pickle
import sys
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from framing.voice.candidates import pair_up, read_labels
from framing.voice.linking import N_CARRIED, WEIGHTS, link_sources, measure_traits

from .data import SHARED, read_polnear

PENALTY = 1.0


def owners(record: dict, document) -> np.ndarray:
    """For each token the number of the attribution it is content of, as the scorer decides; -1 for none."""
    sys.path.insert(0, str(SHARED / "tools"))
    from score_attributions import inside

    spans = sorted((s, e, k) for k, a in enumerate(record["attributions"]) for s, e in a["content"])
    middles = (document.tokens.starts + document.tokens.ends) // 2
    return np.array([spans[i][2] if i >= 0 else -1 for i in inside(spans, middles.tolist())], np.int64)


def examples(record: dict, document, labels: np.ndarray, probabilities=None):
    """Pairs of one article: number of the piece, traits, whether the source is right, words of the piece."""
    clues = read_labels(document.tokens, labels, probabilities)
    piece, source = pair_up(clues)
    traits = measure_traits(clues, piece, source)
    owner, right, weight = owners(record, document), np.zeros(len(piece), bool), np.zeros(len(piece))
    starts = document.tokens.starts
    truth = np.full(len(clues.pieces.first), -1)
    for k, (first, last) in enumerate(zip(*clues.pieces, strict=True)):
        here = owner[first:last][np.diff(clues.n_words[first : last + 1]) > 0]
        pairs = slice(*np.searchsorted(piece, [k, k + 1]))
        if not (here >= 0).any():
            continue
        whose = int(np.bincount(here[here >= 0]).argmax())
        weight[pairs] = np.sqrt((here == whose).sum())
        spans = record["attributions"][whose]["source"]
        named = starts[clues.sources.first[source[pairs]]]
        right[pairs] = np.any([(s <= named) & (named < e) for s, e in spans], axis=0) if spans else False
        if right[pairs].any():
            good = source[pairs][right[pairs]]
            truth[k] = good[np.abs(clues.sources.first[good] - first).argmin()]
    before = np.concatenate([[-1], truth[:-1]])
    traits[source != before[piece], -N_CARRIED:] = 0  # only the source that the piece before was given carries over
    return piece, traits, right, weight


def fit(sets: list) -> np.ndarray:
    """Weights from examples of many articles."""
    shift, pieces = 0, []
    for piece, *_ in sets:
        pieces.append(piece + shift)
        shift += int(piece.max()) + 1 if len(piece) else 0
    piece = np.concatenate(pieces)
    traits, right, weight = (np.concatenate([one[i] for one in sets]) for i in (1, 2, 3))
    known = np.bincount(piece, right)[piece] > 0  # a piece none of whose sources is right teaches nothing
    piece, traits, right, weight = piece[known], traits[known], right[known], weight[known]
    begin = np.flatnonzero(np.diff(piece, prepend=-1))
    group = np.cumsum(np.diff(piece, prepend=-1) > 0) - 1
    scale = traits.std(0) + 1e-6
    scaled = traits / scale

    def loss(b):
        score = scaled @ b
        raised = np.exp(score - np.maximum.reduceat(score, begin)[group])
        total, good = np.add.reduceat(raised, begin), np.add.reduceat(raised * right, begin)
        slope = scaled.T @ ((raised / total[group] - raised * right / good[group]) * weight)
        return -(weight[begin] * np.log(good / total)).sum() + PENALTY * (b @ b), slope + 2 * PENALTY * b

    return minimize(loss, np.zeros(traits.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x / scale


def speaker_accuracy(records, documents, labels, probabilities=None) -> float:
    """Percent of the words of speech with a source whose source is right; a missed word is wrong, as in the scorer."""
    sys.path.insert(0, str(SHARED / "tools"))
    from score_attributions import is_speech

    right = total = 0
    for i, (record, document) in enumerate(zip(records, documents, strict=True)):
        tokens, owner = document.tokens, owners(record, document)
        named, is_word = np.full(len(tokens.words), -1), np.array([word[0].isalnum() for word in tokens.words])
        for stretch in link_sources(tokens, labels[i], None if probabilities is None else probabilities[i]):
            if stretch.kind != "attitude" and stretch.source:
                named[stretch.first : stretch.last] = tokens.starts[stretch.source[0]]
        for k, attribution in enumerate(record["attributions"]):
            if attribution["source"] and is_speech(record["text"], attribution):
                here = named[(owner == k) & is_word]
                total += len(here)
                right += sum(any(s <= at < e for s, e in attribution["source"]) for at in here)
    return 100 * right / total


def main(path: str | None = None) -> None:
    records, documents = read_polnear("train")
    sets = [examples(r, d, d.labels) for r, d in zip(records, documents, strict=True)]
    if path:
        probabilities = pickle.loads(Path(path).read_bytes())
        found = zip(records, documents, probabilities, strict=True)
        sets += [examples(r, d, p.argmax(1), p) for r, d, p in found]
    weights = fit(sets)
    for name, weight in zip(WEIGHTS, weights, strict=True):
        print(f'    "{name}": {weight:.2f},')
    WEIGHTS.update(zip(WEIGHTS, weights.round(2).tolist(), strict=True))
    records, documents = read_polnear("dev")
    accuracy = speaker_accuracy(records, documents, [document.labels for document in documents])
    print(f"speaker accuracy on dev, perfect labels: {accuracy:.1f}")


if __name__ == "__main__":
    main(*sys.argv[1:2])
