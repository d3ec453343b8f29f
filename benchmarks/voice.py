"""Whose words are they? All systems on the same articles in one run, then how often label_voice is right.

    make voice
    python benchmarks/voice.py --write   also writes data/voice_quality.csv and the figures of docs/voice.md

The systems are scored by ../shared/tools/score_attributions.py on PolNeAR's dev articles, whose texts may not ship.
Speed is words per second of processor time, all threads and child processes added: what one core would do. Loading
(importing, reading the model) is timed apart, with the first short article. Nothing is remembered from an earlier run.
"""

from __future__ import annotations

import os

# Threads that wait for one another burn time that nobody needs; numpy reads this when it is imported.
os.environ["OMP_NUM_THREADS"] = "1"
os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ["MKL_NUM_THREADS"] = "1"

import re
import sys
import tempfile
import time
from collections.abc import Callable
from typing import NamedTuple

import pandas as pd
from make_facts import as_markdown
from voice_baselines import marks, rules, spacy_small
from voice_cases import score_cases
from voice_scores import ROOT, label_polnear, label_teaching, measure_quality, read_polnear, score_teaching, scorer

import framing as fr
from framing.voice.tagger import MODEL

CARD = ROOT / "docs" / "voice.md"
QUALITY = ROOT / "data" / "voice_quality.csv"
FIGURES = re.compile(r"(?<=<!-- figures: make voice -->\n).*(?=<!-- end of figures -->)", re.DOTALL)
FIRST = pd.DataFrame({"article_id": ["a"], "outlet": ["X"], "title": [""], "text": ["The wall stands, a mason said."]})
FEWEST = 20  # cases of an outlet: the recall of fewer is noise
SPACY = "uv pip install --python .venv/bin/python -e '.[benchmark]'"


class System(NamedTuple):
    name: str
    find: Callable[[pd.DataFrame], pd.DataFrame]
    size: Callable[[], int] = lambda: 0  # bytes of the model


def systems() -> list[System]:
    found = [System("quotation marks only", marks.find_attributions), System("rules only", rules.find_attributions)]
    if spacy_small.is_installed():
        found.append(System("spaCy's small model", spacy_small.find_attributions, spacy_small.size))
    return [*found, System("framing", fr.find_attributions, lambda: MODEL.stat().st_size)]


def compare(candidates: list[System], records: list[dict], articles: pd.DataFrame) -> pd.DataFrame:
    """A row of scores for each system."""
    n_words = sum(len(scorer().WORD.findall(text)) for text in articles.text)
    rows = []
    for system in candidates:
        loading, _ = timed(lambda find=system.find: find(FIRST))
        seconds, attributions = timed(lambda find=system.find: find(articles))
        scores = scorer().score(records, attributions)
        if not attributions.speaker_start.ge(0).any():
            scores["speaker acc"] = float("nan")  # it names nobody
        speed = {"words/s": round(n_words / seconds, -2), "load s": round(loading, 1)}
        rows.append({"system": system.name, **scores, **speed, "MB": round(system.size() / 1e6, 1)})
    return pd.DataFrame(rows)


def timed(work: Callable) -> tuple[float, object]:
    """Seconds of processor time, all threads and child processes added, and what came out."""
    begun = processor_time()
    result = work()
    return processor_time() - begun, result


def processor_time() -> float:
    return time.process_time() + sum(os.times()[2:4])


def figures(comparison: pd.DataFrame, quality: pd.DataFrame, teaching: pd.DataFrame, cases: pd.DataFrame) -> str:
    """What is printed, and what stands in docs/voice.md."""
    everywhere, by_outlet = quality[quality.outlet == ""].drop(columns="outlet"), quality[quality.outlet != ""]
    enough = by_outlet.assign(recall=by_outlet.recall.where(by_outlet.n >= FEWEST))
    outlets = enough.pivot(index=["test", "outlet"], columns="voice", values="recall")[everywhere.voice.unique()]
    parts = {
        "All systems, PolNeAR dev": comparison.assign(**{"words/s": comparison["words/s"].astype(int)}),
        "Precision and recall per voice, n gold cases": everywhere,
        f"Recall per voice and outlet, where there are {FEWEST} cases": outlets.reset_index(),
        "The teaching corpus: percent right, for a label precision and recall; 95% interval by article": teaching,
        "Our own short cases: percent right": cases,
    }
    return "\n\n".join(f"### {title}\n\n{as_markdown(shown(table))}" for title, table in parts.items())


def shown(table: pd.DataFrame) -> pd.DataFrame:
    """Whole numbers and percentages as they are read, a dash for what could not be computed."""
    return table.astype(object).map(lambda cell: "–" if isinstance(cell, float) and cell != cell else cell)


def main(write: bool) -> None:
    records, articles = read_polnear()
    candidates = systems()
    comparison = compare(candidates, records, articles)
    teaching = label_teaching()
    quality = measure_quality(label_polnear(), teaching)
    found = f"\n{figures(comparison, quality, score_teaching(teaching), score_cases())}\n\n"
    print(found)
    if not spacy_small.is_installed():
        print(f"spaCy's small model is not installed and not in the table. Install it, some 300 MB: {SPACY}")
    if write and spacy_small.is_installed():
        quality.to_csv(QUALITY, index=False, lineterminator="\n")
        card = CARD.read_text(encoding="utf8")
        CARD.write_text(FIGURES.sub(lambda _: found, card), encoding="utf8", newline="\n")
        print(f"Written: {QUALITY.relative_to(ROOT)} and {CARD.relative_to(ROOT)}.")
    elif write:
        sys.exit("Nothing was written, because a table without spaCy would replace one with it.")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FRAMING_DATA"] = folder  # or speed would be that of remembering
        main(write="--write" in sys.argv[1:])
