"""Our own short cases for stance and scare quotes (tests/cases): percent right, alone and as label_voice gives them.

dev was looked at while the rules were written, heldout was not. Alone: the rules of stance.py and scare.py without
knowing whether somebody is quoted or which cue the tagger found; label_voice has both.
"""

from __future__ import annotations

import pandas as pd
from voice_scores import ROOT, percent

import framing as fr
from framing.text.tokens import split_tokens
from framing.voice.scare import is_scare
from framing.voice.stance import find_stance

CASES = ROOT / "tests" / "cases"
ANSWERS = {"stance": ["asserted", "negated", "questioned", "hedged"], "scare": ["yes", "no"]}


def score_cases() -> pd.DataFrame:
    """what, split, label ("" for all), n, alone, label_voice (percent right)."""
    rows = []
    for what, answers in ANSWERS.items():
        cases = read_cases(what)
        for split in ("dev", "heldout"):
            for label in ("", *answers):
                part = cases[(cases.split == split) & (cases[what].eq(label) | (label == ""))]
                right = [percent((part[how] == part[what]).sum(), len(part)) for how in ("alone", "label_voice")]
                rows.append((what, split, label, len(part), *right))
    return pd.DataFrame(rows, columns=["what", "split", "label", "n", "alone", "label_voice"])


def read_cases(what: str) -> pd.DataFrame:
    """The cases with two answers: alone and label_voice."""
    cases = pd.read_csv(CASES / f"{what}.csv", keep_default_na=False)
    starts = [text.find(term) for text, term in zip(cases.text, cases.term, strict=True)]
    lost = cases.case[[start < 0 for start in starts]].tolist()
    if lost:
        raise ValueError(f"{what}.csv: the term does not stand in the text of {', '.join(lost)}.")
    places = [(start, start + len(term)) for start, term in zip(starts, cases.term, strict=True)]
    alone = [answer_alone(what, text, *place) for text, place in zip(cases.text, places, strict=True)]
    articles = pd.DataFrame({"article_id": cases.case, "outlet": "cases", "title": "", "text": cases.text})
    mentions = pd.DataFrame(places, columns=["start", "end"]).assign(
        mention_id=cases.case,
        article_id=cases.case,
        part="text",
        found=cases.term,
        term=cases.term,
        frame="any",
        choice="",
    )
    return cases.assign(alone=alone, label_voice=fr.label_voice(mentions, articles)[what].tolist())


def answer_alone(what: str, text: str, start: int, end: int) -> str:
    tokens = split_tokens(text)
    first, last = tokens.ends.searchsorted(start, "right"), tokens.starts.searchsorted(end)
    if what == "stance":
        return find_stance(tokens, int(first), int(last)).stance
    return "yes" if is_scare(tokens, int(first), int(last), attributed=False)[0] else "no"
