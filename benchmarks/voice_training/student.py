"""The student: a small net over words that learns from the annotators and, on unlabelled text, from the teacher."""

from __future__ import annotations

import math
import time
from collections import Counter
from itertools import pairwise

import numpy as np
import torch
from torch import nn

from framing.voice.inputs import LABELS, N_GRAMS, N_PLACES, N_SHAPES, letter_groups

from .data import Document

LENGTHS, HEADLESS = (48, 128, 256, 256), 0.3  # tokens of a stretch; share of documents without their first paragraph
UNKNOWN = 1  # row of a word that is not in the vocabulary; row 0 is padding


def build_vocabulary(documents: list[Document], at_least: int) -> dict[str, int]:
    counts = Counter(word for d in documents for word in d.words)
    return {w: i + 2 for i, w in enumerate(w for w, n in counts.most_common() if n >= at_least and len(w) <= 20)}


class Types:
    """The distinct words of the documents, and for each its row in the vocabulary and its letter groups."""

    def __init__(self, documents, vocabulary):
        self.number = {w: i for i, w in enumerate(sorted({w for d in documents for w in d.words}))}
        self.row = torch.tensor([vocabulary.get(w, UNKNOWN) for w in self.number])
        groups = [letter_groups(w) for w in self.number]
        self.groups = torch.tensor([g for some in groups for g in some])
        self.lengths = torch.tensor([len(g) for g in groups])
        self.offsets = torch.cat([torch.zeros(1, dtype=torch.long), self.lengths.cumsum(0)[:-1]])

    def ids(self, document):
        return np.array([self.number[w] for w in document.words])


class Cnn(nn.Module):
    def __init__(self, width, hidden, depth, drop):
        super().__init__()
        self.inner = nn.Linear(width, hidden)
        self.dilations = [(1, 2, 4, 8, 16, 32)[i % 6] for i in range(depth)]
        self.convs = nn.ModuleList([nn.Conv1d(hidden, hidden, 3, dilation=q, padding=q) for q in self.dilations])
        self.norms = nn.ModuleList([nn.LayerNorm(hidden, elementwise_affine=False) for _ in self.dilations])
        self.drop = nn.Dropout(drop)
        self.size = hidden

    def forward(self, x, real):
        """real: batch x tokens, 1 for a token, 0 for the padding behind a stretch, which nothing may see."""
        x = self.inner(x)
        for conv, norm in zip(self.convs, self.norms, strict=True):
            x = x + self.drop(torch.relu(conv((norm(x) * real[..., None]).transpose(1, 2)).transpose(1, 2)))
        return x


class Student(nn.Module):
    def __init__(self, n_words, width, hidden, depth, drop):
        super().__init__()
        self.word = nn.Embedding(n_words + 2, width, padding_idx=0)
        self.groups = nn.EmbeddingBag(N_GRAMS, width, mode="mean")
        self.shape, self.place = nn.Embedding(N_SHAPES, width), nn.Embedding(N_PLACES, width)
        for e in (self.word, self.groups, self.shape, self.place):
            nn.init.normal_(e.weight, 0, 0.1)
        self.encoder = Cnn(width, hidden, depth, drop)
        self.drop = nn.Dropout(drop)
        self.out = nn.Linear(self.encoder.size + width, len(LABELS))

    def forward(self, rows, groups, lengths, inverse, shapes, places, real):
        """rows, groups, lengths: of the distinct words of the batch; inverse: which of them each token is."""
        if self.training:
            rows = torch.where(torch.rand(rows.shape) < 0.05, UNKNOWN, rows)
        offsets = torch.cat([lengths.new_zeros(1), lengths.cumsum(0)[:-1]])
        types = self.word(rows) + self.groups(groups, offsets)
        x = types[inverse] + self.shape(shapes)
        place = self.place(places)
        return self.out(torch.cat([self.drop(self.encoder(self.drop(x + place), real)), place], -1))


def make_batch(types, some):
    """some: (document's type ids, document, begin, end)."""
    n, longest = len(some), max(b - a for _, _, a, b in some)
    ids, shapes, places = np.full((n, longest), -1), np.full((n, longest), 6), np.zeros((n, longest), np.int64)
    for i, (type_ids, d, a, b) in enumerate(some):
        ids[i, : b - a], shapes[i, : b - a], places[i, : b - a] = type_ids[a:b], d.shapes[a:b], d.places[a:b]
    distinct, inverse = np.unique(np.maximum(ids, 0), return_inverse=True)
    distinct = torch.from_numpy(distinct)
    lengths, offsets = types.lengths[distinct], types.offsets[distinct]
    groups = torch.cat([types.groups[o : o + k] for o, k in zip(offsets.tolist(), lengths.tolist(), strict=True)])
    return (
        types.row[distinct],
        groups,
        lengths,
        torch.from_numpy(inverse.reshape(ids.shape)),
        torch.from_numpy(shapes),
        torch.from_numpy(places),
        torch.from_numpy((ids >= 0).astype(np.float32)),
    )


def train(
    documents,
    targets,
    vocabulary,
    *,
    width,
    hidden,
    depth,
    drop,
    epochs,
    rate,
    batch=4096,
    seed=0,
    report=print,
    check=None,
):
    """targets: for each document its probabilities, words x labels; batch: tokens of one step."""
    torch.manual_seed(seed)
    draw = np.random.default_rng(seed)
    net = Student(len(vocabulary), width, hidden, depth, drop)
    types = Types(documents, vocabulary)
    ids = [types.ids(d) for d in documents]
    optimizer = torch.optim.AdamW(net.parameters(), lr=rate, weight_decay=0.01)

    def windows():
        found = []
        for k, d in enumerate(documents):
            # stretches of many lengths, with and without the headline, so that a short text without one is no surprise
            begin = int(np.argmax(d.tokens.paragraph > 0)) if draw.random() < HEADLESS else 0
            step = int(draw.choice(LENGTHS))
            cuts = [begin, *range(begin + int(draw.integers(1, step + 1)), len(d), step), len(d)]
            found += [(k, a, b) for a, b in pairwise(cuts) if b > a]
        order = np.argsort([b - a + draw.random() * 20 for _, a, b in found])
        groups, group, room = [], [], 0
        for i in order[::-1]:  # about as many tokens a step, whatever their stretches' length
            group.append(found[i])
            room += found[i][2] - found[i][1]
            if room >= batch:
                groups.append(group)
                group, room = [], 0
        groups += [group] if group else []
        return [groups[i] for i in draw.permutation(len(groups))]

    total, step, begun, epoch = int(epochs * len(windows())), 0, time.time(), 0
    while step < total:
        mean = []
        net.train()
        for some in windows():
            if step >= total:
                break
            for group in optimizer.param_groups:
                group["lr"] = rate * min(1, (step + 1) / 100) * (0.5 + 0.5 * math.cos(math.pi * step / total))
            inputs = make_batch(types, [(ids[k], documents[k], a, b) for k, a, b in some])
            truth = torch.from_numpy(np.concatenate([targets[k][a:b] for k, a, b in some]))
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = net(*inputs)[inputs[-1].bool()]
            scores = scores.float().log_softmax(-1)
            loss = -(truth * scores).sum() / len(truth)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            step += 1
            mean.append(loss.item())
        epoch += 1
        report(
            f"student epoch {epoch}, {(time.time() - begun) / 60:.1f} min, loss {np.mean(mean):.3f}"
            + (" " + check(net) if check else "")
        )
    return net


@torch.no_grad()
def predict(net, vocabulary, documents):
    net.eval()
    types = Types(documents, vocabulary)
    out = []
    for d in documents:
        inputs = make_batch(types, [(types.ids(d), d, 0, len(d))])
        out.append(net(*inputs)[0].softmax(-1).numpy())
    return out
