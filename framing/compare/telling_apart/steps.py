"""The steps of the fall: what is taken out of the texts, and how articles are divided into trained on and tested on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .features import MIN_ARTICLES, most_common
from .leakage import names_among
from .model import FOLDS, Folds
from .samples import Sample, in_articles

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

RAW = "raw"
NO_NAMES = "without names of outlets"
NO_TEMPLATES = "without templates, bylines, first and last line"
NEW_GROUPS = {"event": "on other events", "topic": "on other topics"}
LAST_FIFTH = "on the last fifth in time"

_SHOWN = 10  # names in a note; of more, their number
_STILL_IN = "templates, bylines, first and last line are still in"


@dataclass
class Step:
    """One row to be: on which counts it works, how articles are divided, and what must be said."""

    name: str
    counts: csr_matrix
    words: np.ndarray
    unit: np.ndarray
    unit_name: str = "articles"
    notes: list[str] = field(default_factory=list)
    folds: Folds = field(default_factory=list)
    changes_words: bool = False


def plan_steps(sample: Sample, seed: int) -> list[Step]:
    """All five steps in their order; one that cannot be taken has no folds and a note that says why."""
    of_texts = _steps_of_texts(sample)
    for step in of_texts:
        step.folds = _a_fifth_at_a_time(sample, seed) if step.words.size else []
    known = sample.features.inside is not None
    last = of_texts[-1] if known else of_texts[-2]
    names = NEW_GROUPS[sample.group_column or "event"], LAST_FIFTH
    notes = [] if known else [_STILL_IN]
    on_groups, on_last = (Step(name, last.counts, last.words, last.unit, notes=[*notes]) for name in names)
    _on_other_groups(on_groups, sample, seed)
    _on_last_fifth(on_last, sample)
    return [*of_texts, on_groups, on_last]


def shown(names: list[str]) -> str:
    """Names for a note.

    >>> shown(["b", "a"]), shown([f"{i:02}" for i in range(12)])
    ('b, a', '00, 01, 02, 03, 04, 05, 06, 07, 08, 09 and 2 more')
    """
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _steps_of_texts(sample: Sample) -> list[Step]:
    """As they are; without names; without what is repeated and both ends."""
    features = sample.features
    named = names_among(features.words, sample.articles)
    held_by = np.bincount(features.n.indices, minlength=len(named))
    listed = [str(word) for word in features.words[named][np.argsort(-held_by[named], kind="stable")]]
    taken = f"taken out: {shown(listed)}" if listed else "no word of an outlet's name stands in the texts"
    steps = [
        _of_words(RAW, features.n, np.ones(len(named), bool), [sample.note] if sample.note else [], sample),
        _of_words(NO_NAMES, features.n, ~named, [taken], sample),
    ]
    if features.inside is None:
        nothing = features.n[:, :0]
        note = "`words` has no column n_inside: nobody looked for templates, bylines, first and last line"
        each = np.arange(len(sample.side))
        return [*steps, Step(NO_TEMPLATES, nothing, features.words[:0], each, notes=[note], changes_words=True)]
    all_words, left = features.n.sum(), features.inside.sum()
    note = f"{1 - left / all_words:.0%} of the words taken out"
    return [*steps, _of_words(NO_TEMPLATES, features.inside, ~named, [note], sample)]


def _of_words(name: str, counts: csr_matrix, kept: np.ndarray, notes: list[str], sample: Sample) -> Step:
    """A step on the kept words, of these on the most common."""
    counts = counts[:, kept]
    common = most_common(counts)
    counts = counts[:, common]
    bare = int((counts.getnnz(axis=1) == 0).sum())
    if not common.size:
        notes = [*notes, f"no word stands in {MIN_ARTICLES} articles: nothing to go by"]
    elif bare:
        notes = [*notes, f"without a word left: {in_articles(bare)}"]
    words = sample.features.words[kept][common]
    return Step(name, counts, words, np.arange(len(sample.side)), notes=notes, changes_words=True)


def _a_fifth_at_a_time(sample: Sample, seed: int) -> Folds:
    from sklearn.model_selection import StratifiedKFold

    split = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
    return list(split.split(np.zeros(len(sample.side)), sample.side))


def _on_other_groups(step: Step, sample: Sample, seed: int) -> None:
    """No event (or topic) stands both in training and in test."""
    from sklearn.model_selection import StratifiedGroupKFold

    column = sample.group_column
    groups = len(np.unique(sample.group))
    if not column:
        step.notes = ["`articles` have no column `event` and none `topic`: find events with match_events(articles)"]
    elif groups < 2:
        step.notes = [f"only one {column}: none is left to test on"]
    elif step.words.size:
        step.unit, step.unit_name = sample.group, f"{column}s"
        split = StratifiedGroupKFold(min(FOLDS, groups), shuffle=True, random_state=seed)
        folds = split.split(np.zeros(len(sample.side)), sample.side, sample.group)
        step.folds = [fold for fold in folds if len(fold[0]) and len(fold[1])]
        if sample.n_without_group:
            step.notes.append(f"each a group of its own: {in_articles(sample.n_without_group)} without {column}")
    else:
        step.notes = ["no words are left to go by"]


def _on_last_fifth(step: Step, sample: Sample) -> None:
    """Trained on what came first, tested on what came last; an event that is tested is not trained on."""
    published = sample.articles.published
    dated = np.flatnonzero(published.notna())
    if not step.words.size:
        step.notes = ["no words are left to go by"]
    elif not dated.size:
        step.notes = ["no article has a date in `published`"]
    else:
        days = published.iloc[dated]
        first = days.sort_values().iloc[(FOLDS - 1) * len(days) // FOLDS]
        train, test = dated[(days < first).to_numpy()], dated[(days >= first).to_numpy()]
        if sample.group_column == "event":
            seen = np.isin(sample.group[train], sample.group[test])
            step.unit, step.unit_name, train = sample.group, "events", train[~seen]
            if seen.any():
                step.notes.append(f"left out of training: {in_articles(seen.sum())} on an event that is tested")
        _divide(step, sample, train, test, first)
        if len(dated) < len(sample.side):
            step.notes.append(f"left out: {in_articles(len(sample.side) - len(dated))} without a date")


def _divide(step: Step, sample: Sample, train: np.ndarray, test: np.ndarray, first: pd.Timestamp) -> None:
    trained, tested = np.unique(sample.side[train]), np.unique(sample.side[test])
    if len(trained) < 2:
        step.notes.append("fewer than two outlets have articles before the last fifth: nothing to train on")
        return
    step.folds = [(train, test)]
    step.notes.append(f"tested on {first:%Y-%m-%d} and later")
    for missing, words in ((trained, "to train on before that day"), (tested, "from that day on")):
        names = [outlet for k, outlet in enumerate(sample.outlets) if k not in missing]
        if names:
            step.notes.append(f"no articles {words}: {shown(names)}")
