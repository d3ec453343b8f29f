"""A trained student as the file that framing.voice.tagger reads: eight bits a weight, one scale a row or column."""

from __future__ import annotations

import zlib
from pathlib import Path

import numpy as np

from .student import Student


def _in_eight_bits(name: str, weights: np.ndarray, axis: int) -> dict[str, np.ndarray]:
    scale = np.abs(weights).max(axis, keepdims=True) / 127 + 1e-12
    return {name: np.round(weights / scale).astype(np.int8), f"{name}.scale": scale.astype(np.float16)}


def export(net: Student, vocabulary: dict[str, int], path: Path) -> None:
    state = {name: tensor.detach().numpy() for name, tensor in net.state_dict().items()}
    saved = {"dilations": np.array(net.encoder.dilations, np.int16)}
    words = "\n".join(sorted(vocabulary, key=vocabulary.get)).encode()
    saved["vocabulary"] = np.frombuffer(zlib.compress(words, 9), np.uint8)
    for name, weights in (("words", "word"), ("groups", "groups"), ("shapes", "shape"), ("places", "place")):
        saved |= _in_eight_bits(name, state[f"{weights}.weight"], 1)
    matrices = {"inner": ("encoder.inner", lambda w: w.T), "out": ("out", lambda w: w.T)}
    matrices |= {f"layer{i}": (f"encoder.convs.{i}", _stacked) for i in range(len(net.encoder.dilations))}
    for name, (source, turned) in matrices.items():
        saved |= _in_eight_bits(name, turned(state[f"{source}.weight"]), 0)
        saved[f"{name}.bias"] = state[f"{source}.bias"].astype(np.float16)
    np.savez_compressed(path, **saved)


def _stacked(kernel: np.ndarray) -> np.ndarray:
    """A kernel out x in x 3 as 3·in x out: the rows of the token before, of the token itself, of the one after."""
    return np.concatenate([kernel[:, :, i].T for i in range(3)])
