"""The speaker of each stretch: the full name the article uses for the words that name its source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..text.tokens import Tokens
from .linking import Stretch
from .name_words import (
    ARTICLES,
    BESIDE_PRONOUNS,
    FUNCTION_WORDS,
    HE,
    INSTITUTIONS,
    IT,
    NO_NOUN,
    NO_SPEAKER,
    OFFICES,
    OWN,
    PARTICLES,
    POLITE,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVE,
    SHE,
    THEY,
    TITLES,
    without_edges,
)  # fmt: skip
from .people import People

_STOPS = frozenset(", ( ) — – -- ; : [ ] who whose which whom where when".split())
_SENTENCES, _PARAGRAPHS, _MOST = 4, 2, 12  # how far back a pronoun is followed; tokens of a name as written


class Speaker(NamedTuple):
    """Who speaks; named is False for "officials" and the like, and where nobody was found (name is '' then)."""

    name: str
    named: bool


NOBODY = Speaker("", False)


def name_speakers(tokens: Tokens, stretches: Sequence[Stretch]) -> list[Speaker]:
    """The speaker of each stretch of one article.

    Parameters
    ----------
    tokens : Tokens
        Of the whole article, because a full name may stand anywhere in it.
    stretches : list of Stretch
        In the order of the text.

    Returns
    -------
    list of Speaker
        One for each stretch.

    Notes
    -----
    A surname becomes the full name the article uses most; titles and roles go ("Chief Prosecutor Roe" becomes "Jo Roe",
    and so does "the chief prosecutor" where the article says who that is). An institution is written without article; a
    small noun becomes the name that ends with it ("the court" becomes "Meridian Court" if the article has it), and an
    acronym its long form where the article defines it. Whoever has no name stays as written, without article
    ("officials", "two diplomats"). A pronoun is followed to a person named or speaking at most four sentences and two
    paragraphs before; whether somebody is he or she is learned from the article (Ms, his, widow), and not known of most
    names at first: between two people nearby the nearer one, the one who speaks or the subject is preferred, which is
    wrong now and then. Two people of one surname are told apart by Mr and Ms only.

    Examples
    --------
    >>> from framing.text.tokens import split_tokens
    >>> tokens = split_tokens("Judge Ann Roe said no. Ms. Roe said so again.")
    >>> name_speakers(tokens, [Stretch(4, 5, "indirect", (0, 3), None), Stretch(10, 12, "indirect", (6, 9), None)])
    [Speaker(name='Ann Roe', named=True), Speaker(name='Ann Roe', named=True)]
    """
    if not any(stretch.source for stretch in stretches):
        return [NOBODY] * len(stretches)
    namer = _Namer(tokens)
    names: dict[tuple[int, int], Speaker] = {}
    for span in sorted({stretch.source for stretch in stretches if stretch.source}):
        names[span] = namer.name(*span)
    return [names[stretch.source] if stretch.source else NOBODY for stretch in stretches]


class _Namer:
    """Names the sources of one article from the first to the last, remembering who spoke."""

    def __init__(self, tokens: Tokens):
        self.people = People(tokens)
        self.tokens, self.words, self.lower = tokens, tokens.words, self.people.lower
        self.spoken: list[tuple[int, Speaker, bool]] = []  # where, who, and whether it is a person

    def name(self, first: int, last: int) -> Speaker:
        while first < last - 1 and not self.words[first][0].isalnum():
            first += 1
        alone = last - first == 1 or not self.words[first + 1][0].isalnum() or self.lower[first + 1] in BESIDE_PRONOUNS
        if self.lower[first] in PRONOUNS and alone and (len(self.words[first]) == 1 or not self.words[first].isupper()):
            speaker, is_person = self._follow(first), self.lower[first] in HE | SHE
        else:
            speaker, is_person = self._read(first, last)
        speaker = speaker._replace(name=" ".join(without_edges(speaker.name.split())))
        if not speaker.name:
            return NOBODY
        self.spoken.append((first, speaker, is_person))
        return speaker

    # Phrases

    def _read(self, first: int, last: int) -> tuple[Speaker, bool]:
        """The speaker of a phrase with a noun or a name, and whether it is a person by name."""
        last = min(last, first + 4 * _MOST)
        stop = next((i for i in range(first + 1, last) if self.lower[i] in _STOPS), last)
        head = next((i for i in range(first + 1, stop) if self._parts(first, i)), stop)
        if both := self._both(first, head):
            return both, False
        start = head
        while start > first and self._belongs(start - 1):
            start -= 1
        while start < head and not self.words[start][0].isupper():
            start += 1
        breaks = [i + 1 for i in range(start, head - 1) if self.lower[i].endswith("'s") or self.lower[i] in ARTICLES]
        start = max([start, *breaks])
        if start < head and not self._is_plain(start, head) and not self._is_group(start, head):
            return self._by_name(start, head)
        return self._by_role(first, head, stop, last)

    def _both(self, first: int, last: int) -> Speaker | None:
        """Two people in one phrase: "Jo Roe and Ann Poe"."""
        words = self.words
        for at in range(first + 1, last - 1):
            if self.lower[at] == "and" and words[at + 1][0].isupper() and (words[at - 1][0].isupper()):
                (one, is_one), (other, is_other) = self._read(first, at), self._read(at + 1, last)
                return Speaker(f"{one.name} and {other.name}", True) if is_one and is_other else None
        return None

    def _parts(self, first: int, at: int) -> bool:
        """Whether a preposition ends the head of a phrase: not the one inside "Ministry of Defence"."""
        inside = self.words[at - 1][0].isupper() and self.words[min(at + 1, len(self.words) - 1)][0].isupper()
        if self.lower[at] not in PREPOSITIONS:
            return False
        start = at
        while start > first and self.words[start - 1][0].isupper():
            start -= 1
        return not (inside and self.lower[at] == "of" and self.people.joins_of(start, at))

    def _belongs(self, at: int) -> bool:
        word = self.words[at]
        return word[0].isupper() or word in (".", "of", "&", "for") or self.lower[at] in PARTICLES

    def _is_plain(self, first: int, last: int) -> bool:
        """Whether the capitals are only those of a bare title or of a sentence's first word: "Officials"."""
        if all(
            self.lower[i] in TITLES | OFFICES or not self.words[i][0].isalnum()
            for i in range(first, last)
            if self.lower[i] != "of"
        ):
            return self.lower[first] in TITLES and not (self.lower[first] in POLITE and last - first > 1)
        return last - first == 1 and self.people.is_common_opening(first)

    def _is_group(self, first: int, last: int) -> bool:
        """Whether one capitalised word names many: "Democrats", "Japanese"."""
        many = self.lower[first].endswith(("ans", "crats", "ese")) and self.lower[first] not in FUNCTION_WORDS
        return last - first == 1 and many and " " not in self.people.full_name(first, last)

    def _by_name(self, start: int, head: int) -> tuple[Speaker, bool]:
        while start < head - 1 and self.lower[start] in ARTICLES:
            start += 1
        noun = self.lower[head - 1].removesuffix("'s")
        if noun in INSTITUTIONS or self.lower[start] in INSTITUTIONS:
            name = self.people.text(start, head)
            return Speaker(self.people.long_forms.get(name, name), True), False
        core = self.people.core(start, head)
        name = self.people.full_name(start, head)
        return Speaker(name, True), " " in name or core > start

    def _by_role(self, first: int, head: int, stop: int, last: int) -> tuple[Speaker, bool]:
        """A phrase whose noun is small: "the court's president, Jo Roe", "the minister", "the court", "officials"."""
        noun, opens = self.lower[head - 1], self.lower[first]
        named = self._apposition(stop)
        if named and not noun.endswith("s"):
            return named, True
        if opens == "the" and head == stop and head - first <= 3:
            if noun in INSTITUTIONS and (known := self.people.institutions.get(noun)):
                return Speaker(max(known, key=known.__getitem__), True), False
            bearer = self.people.bearer(noun, first) if noun in TITLES else ""
            if bearer:
                return Speaker(bearer, True), True
        if stop < last and self.lower[stop] in ("who", "that", "whose"):  # belongs to the noun: "lawyers who know it"
            end = next((i for i in range(stop + 1, last) if self.lower[i] in _STOPS), last)
            stop = end if end - stop > 3 else stop
        return self._as_written(first, min(stop, first + _MOST), noun), False

    def _apposition(self, comma: int) -> Speaker | None:
        """The person named behind a comma: ", Judge Jo Roe,"."""
        at, words = comma + 1, self.words
        if comma >= len(words) or words[comma] != ",":
            return None
        while at < len(words) and at < comma + 6 and self.lower[at] in TITLES and words[at].islower():
            at += 1
        end = at
        while end < min(len(words), at + 7) and self._belongs(end) and words[end] not in ("of", "for"):
            end += 1
        if end == at or (end < len(words) and self.lower[end - 1].endswith("'s")):
            return None
        if words[end - 1] == ".":
            end -= 1
        name, core = self.people.full_name(at, end), self.people.core(at, end)
        is_person = " " in name and self.lower[end - 1] not in INSTITUTIONS and self.lower[core] not in INSTITUTIONS
        return Speaker(name, True) if is_person else None

    def _as_written(self, first: int, last: int, noun: str) -> Speaker:
        if self.lower[first] in ARTICLES and last - first > 1:
            first += 1
        while last > first + 1 and (not self.words[last - 1][0].isalnum() or self.lower[last - 1] in ("and", "or")):
            last -= 1
        text, opens = self.people.text(first, last), self.lower[first]
        if last - first == 1 and (opens in FUNCTION_WORDS or not opens[0].isalnum()):
            return NOBODY
        owner = ""
        if last - first > 1 and opens in POSSESSIVES:
            owner = self._follow(first).name if opens == "its" or noun in INSTITUTIONS else ""
        elif last - first > 1 and opens.endswith("'s") and self.words[first][0].isupper():
            owner = self.people.full_name(first, first + 1)
        if owner:
            text = f"{owner}'s {self.people.text(first + 1, last)}"
        elif opens in NO_SPEAKER or (self.people.is_common_opening(first) and not self._is_group(first, first + 1)):
            text = text[0].lower() + text[1:]
        has_capital = bool(owner) or any(self.words[i][0].isupper() for i in range(first + 1, last))
        return Speaker(text, noun in INSTITUTIONS and (has_capital or text[0].isupper()))

    # Pronouns

    def _follow(self, at: int) -> Speaker:
        """Whom a pronoun means."""
        word = self.lower[at]
        if word in RELATIVE:
            return self._before_relative(at)
        if word in HE | SHE:
            return self._person(at, "he" if word in HE else "she")
        if (
            word == "it"
            and self.lower[at + 1 : at + 2] in (["is"], ["was"])
            and "".join(self.lower[at + 2 : at + 3]).endswith(("ed", "known", "said", "thought"))
        ):
            return NOBODY  # "it is feared that": nobody in particular
        for place, speaker, person in reversed(self.spoken[-6:]):
            if self._far(place, at):
                break
            if word in OWN or (word in IT and not person and not speaker.name.endswith("s")):
                return speaker
            if word in THEY and not person:
                return speaker
        name = self.people.institution_before(at) if word in IT else ""
        return Speaker(name, True) if name else NOBODY

    def _far(self, place: int, at: int) -> bool:
        sentence, paragraph = self.tokens.sentence, self.tokens.paragraph
        return sentence[at] - sentence[place] > _SENTENCES or paragraph[at] - paragraph[place] > _PARAGRAPHS

    def _person(self, at: int, sex: str) -> Speaker:
        """The person that he or she means: near, speaking, subject of a sentence, and not known to be the other sex."""
        sentence, scores = self.tokens.sentence, {}
        for mention in self.people.before(at):
            if self._far(mention.first, at):
                break
            known, opens = self.people.sex(mention.name), mention.first
            while opens and sentence[opens - 1] == sentence[mention.first] and mention.first - opens < 5:
                opens -= 1
            score = -float(sentence[at] - sentence[mention.first]) + (mention.first - opens < 5)
            score += 2.0 * (known == sex) - 4.0 * bool(known and known != sex)
            score -= 1.0 * self.lower[mention.last - 1].endswith("'s")
            score -= 2.0 * (mention.name not in self.people.sure)
            scores[mention.name] = max(scores.get(mention.name, -9.0), score)
        for place, speaker, person in self.spoken[-4:]:
            if person and not self._far(place, at):
                known = self.people.sex(speaker.name)
                score = 2.5 - float(sentence[at] - sentence[place]) - 4.0 * bool(known and known != sex)
                scores[speaker.name] = max(scores.get(speaker.name, -9.0), score + 2.0 * (known == sex))
        if not scores:
            return NOBODY
        return Speaker(max(scores, key=scores.__getitem__), True)

    def _before_relative(self, at: int) -> Speaker:
        """The noun or name before "who"."""
        end = at - 1 if at and self.words[at - 1] == "," else at
        first = end
        while (
            first > max(0, end - 8)
            and self.words[first - 1][0].isalnum()
            and (self.tokens.sentence[first - 1] == self.tokens.sentence[at] and self.lower[first] not in ARTICLES)
        ):
            if self.lower[first - 1] in NO_NOUN:
                break
            first -= 1
        return self._read(first, end)[0] if end > first else NOBODY
