"""Who is named in one article: full names, surnames, roles, pronouns that go with them, institutions, acronyms."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import NamedTuple

from ..text.tokens import OUTSIDE, Tokens
from .name_words import (
    CALENDAR,
    FEMALE,
    FUNCTION_WORDS,
    GROUPS,
    HE,
    INSTITUTIONS,
    MALE,
    OFFICES,
    PARTICLES,
    SHE,
    TITLES,
)

_NEAR = 12  # names looked at before a pronoun
_LONGEST, _MOST_NAMES = 6, 40  # tokens of a name; different names kept of one surname or noun


class Mention(NamedTuple):
    """Tokens first to last (exclusive) name a person."""

    first: int
    last: int
    name: str


def _count(table: dict[str, Counter], key: str, name: str, n: int) -> None:
    """One more of this name; of a key with very many names only the first ones are kept, so that no text is slow."""
    names = table.setdefault(key, Counter())
    if name in names or len(names) < _MOST_NAMES:
        names[name] += n


class People:
    """The names of one article; built in one pass over its tokens."""

    def __init__(self, tokens: Tokens):
        self.tokens, self.words = tokens, tokens.words
        self.lower = [word.lower().replace("’", "'") for word in self.words]
        self._small = {word for word in self.words if word.islower()}
        self._inside = {word for i, word in enumerate(self.words) if word[0].isupper() and not self._begins(i)}
        self.runs = list(self._find_runs())
        self.full: dict[str, Counter] = {}  # last or first word -> full names that end or begin with it
        self.institutions: dict[str, Counter] = {}  # small head noun -> names: court -> Meridian Court
        self.roles: dict[str, list[Mention]] = {}  # small role -> people who bear it, in order
        self.sexes: dict[str, Counter] = {}
        self.long_forms: dict[str, str] = {}
        self._collect()
        self.mentions = self._find_mentions()
        self._starts = [mention.first for mention in self.mentions]
        self._learn_pronouns()

    def text(self, first: int, last: int) -> str:
        """The tokens as one string, with spaces as in the text, without a final 's."""
        starts, ends = self.tokens.starts, self.tokens.ends
        if 0 < last < len(self.words) and self.words[last] == "." and "." in self.words[last - 1]:
            last += 1  # "U.S" and its last stop
        parts = [self.words[i] + (" " if i + 1 < last and starts[i + 1] > ends[i] else "") for i in range(first, last)]
        name = "".join(parts).strip().replace("’", "'")
        return name[:-2] if name.lower().endswith("'s") else name.rstrip("'")

    def _is_capital(self, at: int) -> bool:
        return self.words[at][0].isupper()

    def _begins(self, at: int) -> bool:
        return at == 0 or self.tokens.sentence[at] != self.tokens.sentence[at - 1] or self.tokens.edge[at - 1] == 1

    def _find_runs(self):
        """Capitalised words in a row: "Jo A. Roe", "Ministry of Defence"; a possessive ends one."""
        at, n, words = 0, len(self.words), self.words
        while at < n:
            if not words[at][0].isupper() or self.lower[at] in CALENDAR or self.is_common_opening(at):
                at += 1
                continue
            first = at
            while at < n and at - first < _LONGEST and words[at][0].isupper():
                at += 1
                if self.lower[at - 1].endswith("'s") or (
                    at < n and self._is_acronym(at) and not words[at - 1].isupper()
                ):
                    break
                if at < n and words[at] == "." and (len(words[at - 1]) == 1 or self.lower[at - 1] in TITLES):
                    at += 1
                joins = at < n and (
                    self.lower[at] in PARTICLES or (self.lower[at] == "of" and self.joins_of(first, at))
                )
                if joins and at + 1 < n and words[at + 1][0].isupper():
                    at += 1
            yield first, at

    def _is_acronym(self, at: int) -> bool:
        return len(self.words[at]) > 1 and self.words[at].isupper()

    def joins_of(self, first: int, at: int) -> bool:
        """Whether "of" goes on with a name: "Ministry of Defence", "Secretary of State", not "Jo Roe of Ostermere"."""
        return at - first == 1 or self.lower[at - 1] in INSTITUTIONS or self.lower[at - 1] in ("secretary", "chiefs")

    def is_common_opening(self, at: int) -> bool:
        """Whether a word that begins a sentence is no name: a function word, or also written small in this article."""
        word = self.lower[at].removesuffix("'s")
        if not self._begins(at):
            return False
        if word in FUNCTION_WORDS:
            return True
        if at + 1 < len(self.words) and self._is_capital(at + 1):
            return False
        return (
            word in self._small
            or word in GROUPS
            or (word.endswith("s") and self.words[at] not in self._inside and word == self.lower[at])
        )

    def core(self, first: int, last: int) -> int:
        """Where the name begins behind titles: "Kestrian Prime Minister Jo Roe" -> Jo."""
        lower = self.lower
        for at in range(last - 1, first, -1):
            if lower[at - 1].rstrip(".") in TITLES or lower[at - 1] == ".":
                if lower[at - 1] == "." and lower[at - 2] not in TITLES:
                    continue
                break
        else:
            return first
        while at < last - 1 and (lower[at] in OFFICES or lower[at] == "of") and lower[at - 1] != ".":
            at += 1
        return first if lower[at] in INSTITUTIONS | OFFICES or lower[last - 1] in INSTITUTIONS else at

    def _collect(self) -> None:
        headline = self._headlines()
        for first, last in self.runs:
            if self.tokens.paragraph[first] in headline:
                continue
            core = self.core(first, last)
            bare = [self.lower[i] for i in range(core, last)]
            if last < len(self.words) - 2 and self.words[last] == "(":
                self._define(first, last)
            if bare[-1] in INSTITUTIONS or bare[0] in INSTITUTIONS:
                if last - first > 1:
                    for noun in {bare[-1], bare[0]} & INSTITUTIONS:
                        _count(self.institutions, noun, self.text(first, last), 1)
                continue
            if last - core < 2 or TITLES.issuperset(bare) or FUNCTION_WORDS.intersection(bare):
                continue
            name = self.text(core, last)
            if name.isupper() and last - core > 2:
                continue  # a line of capitals
            for key in {bare[-1].removesuffix("'s"), bare[0]}:
                _count(self.full, key, name, 1 if key == bare[0] else 3)

    def _headlines(self) -> set[int]:
        """Paragraphs in which most words are capitalised: their runs are no names."""
        capital, total, last = Counter(), Counter(), {}
        for word, paragraph in zip(self.words, self.tokens.paragraph.tolist(), strict=True):
            last[paragraph] = word
            if word[0].isalpha() and len(word) > 3:
                total[paragraph] += 1
                capital[paragraph] += word[0].isupper()
        return {
            paragraph for paragraph, n in total.items() if last[paragraph] != "." and capital[paragraph] > 0.6 * n > 2
        }

    def _define(self, first: int, last: int) -> None:
        short = self.words[last + 1]
        if short.isupper() and 2 <= len(short) <= 6 and self.words[last + 2] == ")":
            self.long_forms[short] = self.text(first, last)

    def full_name(self, first: int, last: int) -> str:
        """The full name that the article uses for a capitalised run, its titles left out."""
        core = self.core(first, last)
        name = self.text(core, last)
        if name in self.long_forms:
            return self.long_forms[name]
        if last - core > 1:
            known = self.full.get(self.lower[last - 1].removesuffix("'s"), ())
            return min((full for full in known if name.endswith(" " + full)), key=len, default=name)
        known = self.full.get(name.lower())
        if not known:
            return name
        wanted = self._sex_of_title(first, core)
        fits = [(n, full) for full, n in known.items() if not wanted or self.sex(full) in (wanted, "")]
        return max(fits, key=lambda pair: pair[0])[1] if fits else name

    def _sex_of_title(self, first: int, core: int) -> str:
        titles = {self.lower[i] for i in range(max(0, first - 1), core)}
        return "he" if titles & MALE else "she" if titles & FEMALE else ""

    def sex(self, name: str) -> str:
        """'he', 'she' or '' as far as the article tells."""
        seen = self.sexes.get(name, Counter())
        return "" if seen["he"] == seen["she"] else max(seen, key=seen.__getitem__)

    def _find_mentions(self) -> list[Mention]:
        """Where people are named; a full name counts as a person's if a title, a role or the surname alone shows it."""
        alone, found, shown = set(), [], set()
        for first, last in self.runs:
            core, name = self.core(first, last), self.full_name(first, last)
            if (
                " " not in name
                or " of " in name
                or self.lower[last - 1] in INSTITUTIONS
                or self.lower[core] in INSTITUTIONS
            ):
                continue
            titled = core > first or (first and self.lower[first - 1] in TITLES)
            if titled or last - core == 1:
                alone.add(name)
            if (
                last < len(self.words) - 1
                and self.words[last] == ","
                and (self.words[last + 1].isdigit() or self.lower[last + 1] in ("who", "whose"))
            ):
                shown.add(name)
            sex = self._sex_of_title(first, core)
            if sex:
                self.sexes.setdefault(name, Counter())[sex] += 5
            self._note_roles(first, core, last, name)
            found.append(Mention(core, last, name))
        self.sure = alone | shown | {m.name for role in self.roles.values() for m in role}
        return found

    def _note_roles(self, first: int, core: int, last: int, name: str) -> None:
        """Roles before the name ("Chief Prosecutor Jo Roe") and behind it ("Jo Roe, the chief prosecutor,")."""
        begin = first
        while begin and begin > first - 4 and self.lower[begin - 1] in TITLES:
            begin -= 1
        behind = range(0)
        if last < len(self.words) and self.words[last] == ",":
            stop = last + 1
            while stop < min(len(self.words), last + 9) and self.words[stop] not in (",", ".", "who", "of"):
                stop += 1
            behind = range(last + 1, stop)
        for at in [*range(begin, core), *behind]:
            word = self.lower[at]
            if word in TITLES and not (at in behind and "".join(self.words[at + 1 : at + 2])[:1].isupper()):
                self.roles.setdefault(word, []).append(Mention(core, last, name))
                if word in MALE | FEMALE:
                    self.sexes.setdefault(name, Counter())["he" if word in MALE else "she"] += 3

    def _learn_pronouns(self) -> None:
        """A pronoun behind the only person of its sentence and the one before goes with that person."""
        sentence, state = self.tokens.sentence, self.tokens.state
        for at, word in enumerate(self.lower):
            if (word in HE or word in SHE) and state[at] == OUTSIDE:
                k = bisect_left(self._starts, at)
                near = {m.name for m in self.mentions[max(0, k - 4) : k] if sentence[at] - sentence[m.first] <= 1}
                if len(near) == 1:
                    self.sexes.setdefault(near.pop(), Counter())["he" if word in HE else "she"] += 1

    def before(self, at: int) -> list[Mention]:
        """The last mentions before a token, the nearest first."""
        k = bisect_left(self._starts, at)
        return self.mentions[max(0, k - _NEAR) : k][::-1]

    def bearer(self, role: str, at: int) -> str:
        """Who bears a role: the one named last before a token, else the first one behind; '' for nobody."""
        people = self.roles.get(role, [])
        return people[max(bisect_left(people, (at,)) - 1, 0)].name if people else ""

    def institution_before(self, at: int) -> str:
        """What "it" means: the institution or state that opens this sentence or the one before, or is named there."""
        sentence, opening, named = self.tokens.sentence, "", ""
        k = bisect_left(self.runs, (at, 0))
        for first, last in reversed(self.runs[max(0, k - _NEAR) : k]):
            if sentence[at] - sentence[first] > 1:
                break
            name = self.full_name(first, last)
            if name in self.sure or (first and self.lower[first - 1] in TITLES):
                continue
            if sentence[max(first - 3, 0)] != sentence[first] or first < 3:
                opening = opening or name
            if self.lower[last - 1].removesuffix("'s") in INSTITUTIONS:
                named = named or name
        return opening or named
