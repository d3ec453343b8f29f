"""From the labels of tokens to a table of attributions."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

import numpy as np
import pandas as pd

from framing.text.tokens import LONG, SHORT, Tokens

COLUMNS = ["article_id", "start", "end", "kind", "speaker", "speaker_start", "speaker_end", "cue", "confidence"]
CARRIED = 2  # paragraphs


class Stretch(NamedTuple):
    """Whose words a token belongs to."""

    kind: str  # speech or attitude
    source: int | None  # the token that names the speaker here
    cue: int | None


def give_quotations(tokens: Tokens, owners: list[Stretch | None], cues: list[Stretch]) -> None:
    """Give each quotation to the nearest sourced cue of its sentence, else to the speaker before or the next one.

    A speaker goes on for at most two paragraphs; one who is named later must be named in the same paragraph.
    """
    quoted, sentence, paragraph = (tokens.state == LONG).tolist(), tokens.sentence.tolist(), tokens.paragraph.tolist()
    by_sentence = defaultdict(list)
    for cue in cues:
        if cue.source is not None:
            by_sentence[sentence[cue.cue]].append(cue)
    speaker, spoke = None, -9
    for i in range(len(owners)):
        here = by_sentence.get(sentence[i], [])
        if quoted[i] and here:
            nearest = min(here, key=lambda cue: abs(cue.cue - i))
            owners[i] = Stretch("speech", nearest.source, nearest.cue)
        elif quoted[i] and owners[i] is None:
            owners[i] = Stretch("speech", speaker if paragraph[i] - spoke <= CARRIED else None, None)
        if here:
            speaker = here[-1].source
        if here or quoted[i]:
            spoke = paragraph[i]
    following, at = None, -1
    for i in range(len(owners) - 1, -1, -1):
        owner = owners[i]
        if owner and owner.source is not None:
            following, at = owner.source, paragraph[i]
        elif owner and at == paragraph[i]:
            owners[i] = owner._replace(source=following)


def rows_of(article_id: str, text: str, tokens: Tokens, owners: list[Stretch | None]) -> list[tuple]:
    """One row per run of tokens with the same owner on the same side of the quotation marks."""
    rows, begun = [], 0
    quoted = np.isin(tokens.state, [SHORT, LONG]).tolist()
    for i in range(1, len(owners) + 1):
        if i < len(owners) and owners[i] == owners[begun] and quoted[i] == quoted[begun]:
            continue
        if owners and owners[begun]:
            rows.append((article_id, *_row(text, tokens, owners[begun], begun, i, quoted[begun])))
        begun = i
    return rows


def _row(text: str, tokens: Tokens, owner: Stretch, first: int, after: int, quoted: bool) -> tuple:
    kind = "direct" if quoted else "indirect" if owner.kind == "speech" else "attitude"
    names = ["", -1, -1]
    if owner.source is not None:
        start, end = int(tokens.starts[owner.source]), int(tokens.ends[owner.source])
        names = [text[start:end], start, end]
    cue = "" if owner.cue is None else tokens.words[owner.cue]
    return int(tokens.starts[first]), int(tokens.ends[after - 1]), kind, *names, cue, 1.0


def as_table(rows: list[tuple]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS)
