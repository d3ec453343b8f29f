"""Careful rules: who says what, from verbs of speech and thought, "according to", and quotation marks; no training.

A sentence is read from left to right. A verb of the lists below with a source beside it owns the clause behind it
("Roe said that ...") or before it ("..., Roe said"). A quotation belongs to the nearest source of its sentence, or to
the one before it, at most two paragraphs away.
"""

from __future__ import annotations

import pandas as pd

from framing.text.tokens import LONG, Tokens, split_tokens

from .table import Stretch, as_table, give_quotations, rows_of


def _forms(verbs: str, irregular: str = "") -> frozenset[str]:
    """The verbs with their regular forms, and the irregular ones as listed."""
    found = set(irregular.split())
    for verb in verbs.split():
        stem = verb[:-1] if verb.endswith("e") else verb
        s = "es" if verb.endswith(("s", "sh", "ch")) else "s"
        found |= {verb, verb + s, stem + "ed", stem + "ing"}
    return frozenset(found)


# Verbs that a reported clause follows or precedes.
REPORT = _forms(
    "add note announce report argue explain acknowledge declare recall conclude claim respond state insist warn tweet "
    "reveal assert contend maintain allege observe remark predict estimate caution complain stress emphasize emphasise "
    "reiterate joke concede confirm suggest indicate assure retort counter lament boast signal hint inform remind "
    "disclose opine speculate promise",
    "say says said saying tell tells told telling write writes wrote writing written reply replies replied replying "
    "admit admits admitted admitting imply implies implied implying deny denies denied denying testify testifies "
    "testified testifying quip quips quipped vow vows vowed vowing swear swears swore",
)
# Verbs that report beside a quotation or behind a comma only.
_BESIDE = _forms("ask continue exclaim shout yell repeat muse wonder chant", "read reads began begins")
# Verbs that tell what somebody calls, charges or demands.
JUDGE = _forms(
    "accuse call describe dismiss criticize criticise blast slam denounce condemn label deride characterize "
    "characterise praise blame portray mock urge propose demand pledge question challenge tout defend",
    "slammed slamming decry decries decried labelled labelling",
)
# Verbs of wanting, believing and supporting.
MIND = _forms(
    "agree back believe doubt endorse favor fear hope oppose plan prefer seek want",
    "appeared appears declined expects feels felt refused seemed seems sought support supported supports think thinks "
    "thought tried trying worried worries worry",
)
_TELL = frozenset("tell tells told telling remind reminded inform informed assure assured warn warned".split())
_NOUNS = frozenset(
    "claim claims statement statements allegation allegations accusation accusations assertion assertions suggestion "
    "argument remark remarks charge charges warning announcement report reports complaint insistence".split()
)
_HELPERS = frozenset(
    "has have had is are was were be been will would could can may might did does do also then later once recently "
    "repeatedly now never not n't just even still already often sometimes who which that has previously".split()
)
_NO_SUBJECT = frozenset(
    "to of in on at by for from with and or but the a an his her their its this these those no some as if when while "
    "because than into about after before".split()
)
_PRONOUNS = frozenset("he she they it we i you who one".split())
_ARTICLES = frozenset("the a an one another some many several two three his her their its".split())
_BREAKS = frozenset("while although though whereas".split())
_AFTERWARDS = frozenset(
    "on in at during to of last when after — monday tuesday wednesday thursday friday saturday sunday".split()
)
_COMMA = frozenset({",", "—", "–", "--"})


def find_attributions(articles: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for article_id, text in zip(articles.article_id, articles.text, strict=True):
        tokens = split_tokens(text)
        rows += rows_of(article_id, text, tokens, _Reader(tokens).read())
    return as_table(rows)


class _Reader:
    def __init__(self, tokens: Tokens):
        self.tokens, self.words = tokens, tokens.words
        self.low = [w.lower().replace("’", "'") for w in tokens.words]
        self.is_word = [w[0].isalnum() for w in tokens.words]
        self.quoted = (tokens.state == LONG).tolist()
        self.sentence = tokens.sentence.tolist()
        self.owners: list[Stretch | None] = [None] * len(tokens.words)

    def read(self) -> list[Stretch | None]:
        cues, first = [], 0
        while first < len(self.words):
            after = first
            while after < len(self.words) and self.sentence[after] == self.sentence[first]:
                after += 1
            cues += self.read_clauses(first, after)
            first = after
        give_quotations(self.tokens, self.owners, cues)
        return self.owners

    def own(self, first: int, after: int, owner: Stretch) -> None:
        for i in range(first, after):
            if self.owners[i] is None:
                self.owners[i] = owner

    def read_clauses(self, first: int, after: int) -> list[Stretch]:
        """Give the clauses of a sentence to their speakers; returns the cues found."""
        has_quotation = any(self.quoted[first:after])
        cues = []
        for i in range(first, after):
            word, before = self.low[i], self.low[i - 1] if i > first else ""
            if self.quoted[i] or (before in _ARTICLES and word not in _NOUNS):
                continue
            if word == "according" and self.low[i + 1 : i + 2] == ["to"]:
                cues.append(self.according(i, first, after))
            elif word in REPORT or (word in _BESIDE and has_quotation):
                cues.append(self.report(i, first, after))
            elif word in JUDGE or word in MIND:
                cues.append(self.judge(i, first, after, "speech" if word in JUDGE else "attitude"))
            if word in _NOUNS and self.low[i + 1 : i + 2] == ["that"]:
                cues.append(Stretch("speech", self.subject_before(i, first), i))
                self.own(i + 1, after, cues[-1])
        return [cue for cue in cues if cue]

    def according(self, i: int, first: int, after: int) -> Stretch:
        source = self.subject_after(i + 1, after)
        cue = Stretch("speech", min(i + 2, after - 1) if source is None else source, i)
        if i > first + 2:
            self.own(first, i, cue)
        else:  # "According to Roe, ..."
            comma = next((k for k in range(i + 2, after) if self.words[k] == ","), after)
            self.own(comma + 1, after, cue)
        return cue

    def report(self, i: int, first: int, after: int) -> Stretch | None:
        behind = None
        if i > first and (self.quoted[i - 1] or not self.is_word[i - 1]):  # "...," said Roe
            behind = self.subject_after(i, after)
        source = self.subject_before(i, first) if behind is None else behind
        cue = Stretch("speech", source, i)
        comma = self.comma_before(i, first)
        if source is not None and comma is not None and self.ends_clause(max(i, source) + 1, after):
            self.own(first, comma + 1, cue)
            return cue
        if self.low[i] in _BESIDE:
            return cue
        begin = self.clause_after(i, after)
        if begin is None or (self.low[i - 1 : i] in (["to"], ["of"]) and self.low[i] not in ("say", "saying")):
            return None
        self.own(begin, self.clause_end(begin, after), cue)
        return cue

    def judge(self, i: int, first: int, after: int, kind: str) -> Stretch | None:
        source = self.subject_before(i, first)
        if source is None:
            return None
        cue = Stretch(kind, source, i)
        self.own(i + 1, self.clause_end(i + 1, after), cue)
        return cue

    def comma_before(self, i: int, first: int) -> int | None:
        """The comma or mark before the source of a cue, where a clause of three words or more precedes it."""
        k = i - 1
        while k >= first and self.is_word[k] and not self.quoted[k]:
            k -= 1
        fits = k - first >= 3 and i - k <= 9 and (self.quoted[k] or self.words[k] in _COMMA)
        return k if fits else None

    def ends_clause(self, k: int, after: int) -> bool:
        """Whether what was said is over at token k: nothing follows but when and where it was said."""
        return k >= after - 1 or not self.is_word[k] or (self.low[k] in _AFTERWARDS and self.low[k + 1] != "that")

    def clause_after(self, i: int, after: int) -> int | None:
        """Where the clause behind a cue begins: at its "that", behind who was told, else at once."""
        for k in range(i + 1, min(after, i + 14)):
            if self.low[k] == "that" and self.low[k - 1] != "of":
                return k
            if self.words[k] in (",", ":", ";"):
                break
        following = self.words[i + 1] if i + 1 < after else "."
        if following in (".", "?", ";") or (following == "," and not any(self.quoted[i + 2 : i + 4])):
            return None
        k = i + 1
        if self.low[i] in _TELL:
            k += 1
            while k < min(after, i + 6) and self.words[k][0].isupper():
                k += 1
        return k

    def clause_end(self, begin: int, after: int) -> int:
        for k in range(begin + 3, after - 1):
            turns = self.low[k + 1] in _BREAKS or (self.low[k + 1] in REPORT and self.low[k + 1].endswith("ing"))
            if self.words[k] == "," and turns and not self.quoted[k]:
                return k
        return after

    def subject_before(self, i: int, first: int) -> int | None:
        """The last word of the name before a verb: "the court's president, Ann Roe, has also said"."""
        k = i - 1
        while k >= first and self.is_word[k] and (self.low[k] in _HELPERS or self.low[k].endswith("ly")):
            k -= 1
        if k >= first and self.words[k] in (*_COMMA, ")"):  # behind an insertion: "Roe, a lawyer, said"
            opening = "(" if self.words[k] == ")" else self.words[k]
            k = next((j - 1 for j in range(k - 1, max(first, k - 30), -1) if self.words[j] == opening), -1)
        if k < first or not self.is_word[k] or self.quoted[k] or self.low[k] in _NO_SUBJECT:
            return None
        return k

    def subject_after(self, i: int, after: int) -> int | None:
        """The last word of the name behind a verb or "according to"."""
        k = i + 1
        if k >= after or not self.is_word[k]:
            return None
        if self.low[k] in _PRONOUNS:
            return k
        if self.low[k] not in _ARTICLES and not self.words[k][0].isupper():
            return None
        while k + 1 < min(after, i + 10) and self.is_word[k + 1] and self.low[k + 1] not in _NO_SUBJECT:
            k += 1
        return k
