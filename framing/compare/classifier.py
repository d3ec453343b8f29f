"""How well a model tells outlets apart by their words, and how much of that is left without what gives them away."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from tqdm import tqdm

from .foundation.shares import MIN_ARTICLES
from .telling_apart.model import Answers, accuracy, speaking_words, try_out
from .telling_apart.samples import Sample, check_options, read_sample
from .telling_apart.steps import Step, plan_steps

WORDS_LISTED = 10  # of each outlet and step
WORD_IN = 5  # articles of the outlet that hold a listed word

_NUMBERS = ["accuracy", "low", "high", "balanced", "chance", "chance_high", "majority"]


class Classified(NamedTuple):
    """How well outlets are told apart step by step, who is taken for whom, and by which words."""

    steps: pd.DataFrame
    confusion: pd.DataFrame
    deciding: pd.DataFrame


def classify_outlets(
    articles: pd.DataFrame, words: pd.DataFrame | None = None, *, permutations: int = 100, seed: int = 0
) -> Classified:
    """Measure how well a model tells outlets apart by their words, and how much of that is left step by step.

    Parameters
    ----------
    articles : DataFrame
        Clean articles: article_id, outlet, title and text; published for the last step, event or topic for the one
        before, duplicate_of. Without text give `words`.
    words : DataFrame, optional
        Counts in place of texts: article_id, word, n; n_inside (how many of the n stand outside templates, bylines,
        first and last line) for the third step.
    permutations : int
        How often outlets are shuffled among articles for the baseline; at least 20.
    seed : int
        The same seed gives the same numbers.

    Returns
    -------
    steps : DataFrame
        One row per step: step, accuracy (share of tested articles given to the right outlet, 0 to 1), low, high (95%
        interval), balanced (mean of the outlets' own accuracies), chance (mean accuracy where outlets were shuffled),
        chance_high (its 95th percentile), majority (share of the largest outlet among the tested: what saying its name
        each time would reach), n_articles, n_tested, n_outlets, note. The first three rows take more and more out of
        the texts and test on a fifth of the articles at a time. The last two test what is left in harder ways: on
        events (without a column `event`: topics) that the model was not trained on, and on the last fifth in time.
    confusion : DataFrame
        Of the last step that could be measured: outlet, said (what the model said), n, share (of the outlet's tested
        articles), step.
    deciding : DataFrame
        Words that speak for an outlet, the strongest ten of each in at least five of its articles: outlet, word, weight
        (the word's part in the distance between the outlet's articles and all others, of 1), n_articles (of the outlet
        that hold it), n_elsewhere (of the others), step. First for the texts with all of the above taken out; then, to
        compare, for the steps before.

    Raises
    ------
    FramingError
        If a column is missing or holds what it cannot, or fewer than two outlets have five articles.

    Notes
    -----
    The model is a ridge regression of each outlet on TF-IDF of words (Hoerl & Kennard 1970; Salton & Buckley 1988), on
    the 5,000 words in the most articles. It stands for "can
    anything in the words tell them apart", and does not know why. Leakage is what gives an answer away without being
    what was asked (Kaufman et al. 2012): the outlet's name, a line under each of its articles, the report on the same
    event in training and test, a page layout of one year.

    A name is taken out by word: "fox" too where it is an animal. Templates are found by `find_templates`. High accuracy
    is no sign of slant: outlets differ in topic, format, length and house style. Low accuracy is none of its absence.

    On other events accuracy can also rise: where each outlet writes about each event once, the words of an event in
    training point to the other outlets.

    Intervals take tested articles (of the step on other events: events) as the sample; what another training set would
    give is not in them. Shuffled outlets show what the same model reaches where there is nothing to learn (Ojala &
    Garriga 2010). The tested texts of the last fifth differ from the rest in events and in how pages were saved.

    Left out, and counted in the note of the first row: articles that repeat one of their own outlet, articles without
    words, outlets with fewer than five articles. An article without an event or topic is a group of its own.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> articles = pd.DataFrame({"article_id": range(20), "outlet": ["Post", "Sun"] * 10, "title": "",
    ...     "text": ["The post says regime.", "The sun says government."] * 10})
    >>> steps, confusion, deciding = fr.classify_outlets(articles, permutations=20)
    >>> steps[["step", "accuracy", "n_tested"]].head(2).values.tolist()
    [['raw', 1.0, 20], ['without names of outlets', 1.0, 20]]
    >>> deciding[deciding.step == "without names of outlets"].word.tolist()
    ['regime', 'government']
    """
    check_options(permutations, seed)
    sample = read_sample(articles, words)
    steps = plan_steps(sample, seed)
    shown = tqdm(steps, "Classifying", unit=" steps", delay=2, disable=None)
    tested = [try_out(s.counts, sample.side, s.folds, permutations, seed) if s.folds else None for s in shown]
    rows = [_row(*both, sample) for both in zip(steps, tested, strict=True)]
    return Classified(
        pd.DataFrame(rows).astype({"note": "str"}),
        _confusion(steps, tested, sample),
        _deciding([step for step in steps if step.changes_words and step.words.size], sample),
    )


def _row(step: Step, tested: Answers | None, sample: Sample) -> dict:
    numbers, notes = dict.fromkeys(_NUMBERS, np.nan), list(step.notes)
    n_articles = n_tested = n_outlets = 0
    if tested:
        found = accuracy(tested, step.unit)
        sizes = np.bincount(tested.outlet)
        largest = sizes.max() / sizes.sum()
        chance = tested.shuffled.mean(), np.percentile(tested.shuffled, 95)
        numbers = dict(zip(_NUMBERS, [*found, *chance, largest], strict=True))
        n_articles = len(np.unique(np.concatenate([rows for fold in step.folds for rows in fold])))
        n_tested, n_outlets = len(tested.rows), int((sizes > 0).sum())
        if np.isnan(found[1]):
            notes.append(f"fewer than {MIN_ARTICLES} {step.unit_name} tested: no interval")
    counted = {"n_articles": n_articles, "n_tested": n_tested, "n_outlets": n_outlets}
    return {"step": step.name, **numbers, **counted, "note": "; ".join(notes)}


def _confusion(steps: list[Step], tested: list[Answers | None], sample: Sample) -> pd.DataFrame:
    """Who is taken for whom in the last step that could be measured, outlets without a tested article left out."""
    done = [(step, result) for step, result in zip(steps, tested, strict=True) if result]
    if not done:
        columns = {"outlet": "str", "said": "str", "n": int, "share": float, "step": "str"}
        return pd.DataFrame(columns=list(columns)).astype(columns)
    step, result = done[-1]
    k = len(sample.outlets)
    n = np.bincount(result.outlet * k + result.said, minlength=k * k).reshape(k, k)
    here = np.flatnonzero(n.sum(axis=1))
    outlets = np.array(sample.outlets, dtype=object)
    table = {"outlet": np.repeat(outlets[here], k), "said": np.tile(outlets, len(here)), "n": n[here].ravel()}
    return pd.DataFrame({**table, "share": (n[here] / n[here].sum(axis=1, keepdims=True)).ravel(), "step": step.name})


def _deciding(steps: list[Step], sample: Sample) -> pd.DataFrame:
    """The words that speak for each outlet, the cleanest texts first."""
    blocks = []
    for step in reversed(steps):
        parts = speaking_words(step.counts, sample.side)
        holds = np.stack([(step.counts[sample.side == k] > 0).sum(axis=0).A1 for k in range(len(sample.outlets))])
        for k, outlet in enumerate(sample.outlets):
            enough = np.flatnonzero((parts[k] > 0) & (holds[k] >= WORD_IN))
            best = enough[np.argsort(-parts[k][enough].round(12), kind="stable")[:WORDS_LISTED]]
            table = {"outlet": outlet, "word": step.words[best], "weight": parts[k][best], "n_articles": holds[k][best]}
            elsewhere = holds[:, best].sum(axis=0) - holds[k][best]
            blocks.append(pd.DataFrame({**table, "n_elsewhere": elsewhere, "step": step.name}))
    columns = {"outlet": "str", "word": "str", "weight": float, "n_articles": int, "n_elsewhere": int, "step": "str"}
    blocks = [block for block in blocks if len(block)] or [pd.DataFrame(columns=list(columns))]
    return pd.concat(blocks, ignore_index=True).astype(columns)
