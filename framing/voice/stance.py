"""Whether a term is asserted, negated, questioned or hedged where it stands, and the words that decided.

In the manner of NegEx: phrases that turn a term reach over a few words or to the end of their clause, and some of them
turn nothing ("no doubt"). The phrases stand in `stance_words.py`.
"""

from __future__ import annotations

from typing import NamedTuple

from ..text.tokens import LONG, Tokens
from . import stance_words as lists

STANCES = ("asserted", "negated", "questioned", "hedged")
_REACH = {"no": 5, "alleged": 6, "cleared": 12, "suspected": 12}  # tokens; the rest reach over _FAR
_FAR, _WINDOW, _AHEAD, _ITEM = 20, 40, 12, 4  # tokens; _ITEM: what may stand between two commas of a list


class Stance(NamedTuple):
    """One of STANCES, and the words that decided: '' for asserted."""

    stance: str
    word: str


class _Hit(NamedTuple):
    start: int  # token
    end: int
    group: str
    text: str


def find_stance(tokens: Tokens, first: int, last: int, cue: str = "") -> Stance:
    """Stance towards the term's applying, by whoever speaks, and the words that decided.

    Parameters
    ----------
    tokens : Tokens
        Of the whole text, as `split_tokens` gives them.
    first, last : int
        The term is tokens[first:last].
    cue : str, optional
        Words of the attribution cue that covers the term ("denied"). They count where the text before the term does not
        hold them; for a long quotation only where they lead up to the marks: who denies by saying “This is lawfare”
        asserts lawfare. "alleged" as somebody's verb of speech asserts.

    Returns
    -------
    Stance
        stance: asserted, negated, questioned or hedged; word: the words of the text (or of the cue) that decided, "?"
        for a question, '' for asserted.

    Raises
    ------
    Nothing, whatever the marks.

    Notes
    -----
    The way of NegEx (Chapman et al. 2001): a phrase turns what follows within a few words (no, alleged) or to the end
    of its clause (not, denied, may); some only look like one (no doubt); some stand behind the term (is baseless); two
    denials cancel out (cannot deny). A clause ends at a stop, at words like "but", at a comma that makes no list.
    Hedges keep a writer from committing (Hyland 2005; Recasens et al. 2013): modals, conditions, "alleged", fears.
    Denials win over questions, questions over the rest, of which the nearest wins. Not seen: irony, what another
    sentence denies, conditions without if, and much of what a verb implies.

    References
    ----------
    Chapman, W. W. et al. (2001). A simple algorithm for identifying negated findings and diseases in discharge
    summaries. Journal of Biomedical Informatics 34. Hyland, K. (2005). Metadiscourse. Continuum. Recasens, M. et al.
    (2013). Linguistic models for analyzing and detecting biased language. ACL 2013.

    Examples
    --------
    >>> from framing.text.tokens import split_tokens
    >>> find_stance(split_tokens("She denied that the order was lawfare."), 6, 7)
    Stance(stance='negated', word='denied')
    >>> find_stance(split_tokens("No doubt, it was lawfare."), 5, 6)
    Stance(stance='asserted', word='')
    """
    if not 0 <= first < last <= len(tokens.words):
        return Stance("asserted", "")
    low, high = _window(tokens, first, last)
    raw = tokens.words[low:high]
    words = [_plain(raw, i) for i in range(len(raw))]
    first, last = first - low, last - low
    led = _find(lists.BEFORE, words[:first], raw)
    before = _reaching(led, words, first)
    if before is None:
        return Stance("asserted", "")
    behind = _behind(words, raw, last)
    covering = _covering(cue, tokens, low, {hit.text.lower() for hit in led}, tokens.state[first + low] == LONG)
    hits = [*before, *behind, *covering]
    for group, stance in (("deny", "negated"), ("asked", "questioned")):
        if hit := next((hit for hit in hits if hit.group == group), None):
            return Stance(stance, hit.text)
    if _is_asked(words, first, last):
        return Stance("questioned", "?")
    return _nearest(hits) or _weak_hedge(words, raw, first)


def _nearest(hits: list[_Hit]) -> Stance | None:
    if not hits:
        return None
    hit = hits[0]
    if hit.group == "alleged" and len(hits) > 1 and hits[1].group == "no" and hits[1].end == hit.start:
        hit = hits[1]  # falsely accused of
    return Stance("negated" if hit.group in ("no", "not", "cleared") else "hedged", hit.text)


def _weak_hedge(words: list[str], raw: list[str], first: int) -> Stance:
    """What it calls ...; if she knew, it was ...; should it be ...: or asserted."""
    at = next((i for i in range(first, max(0, first - 5), -1) if words[i - 1] in lists.NAMED), 0)
    what = next((i for i in range(at - 2, max(-1, at - 9), -1) if words[i] == "what"), None)
    if at and what is not None:
        return Stance("hedged", " ".join(raw[what:at]))
    opening = next((i for i in range(first) if words[i][0].isalpha()), None)
    if opening is None:
        return Stance("asserted", "")
    is_condition = (
        words[opening] in ("if", "unless")
        and not lists.BE.isdisjoint(words[max(0, first - 2) : first])
        and lists.BREAKS.isdisjoint(words[:first])
    )
    if is_condition or words[opening] in ("should", "were", "had"):
        return Stance("hedged", raw[opening])
    return Stance("asserted", "")


def _plain(raw: list[str], i: int) -> str:
    word = raw[i].lower().replace("’", "'")
    if raw[i] == "May" and (raw[max(0, i - 1)].lower() in lists.MONTH or "".join(raw[i + 1 : i + 2])[:1].isdigit()):
        return "the month"
    return "not" if word.endswith("n't") or word == "cannot" else word


def _window(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    """Tokens near the term, of its sentence, and on its side of the marks of a long quotation."""

    def belongs(i: int) -> bool:
        is_mark = tokens.edge[i] and tokens.state[i] == LONG
        return tokens.sentence[i] == tokens.sentence[first] and not is_mark

    low, high, end = first, last, min(len(tokens.words), last + _WINDOW)
    while low > max(0, first - _WINDOW) and belongs(low - 1):
        low -= 1
    while high < end and belongs(high):
        high += 1
    return low, high


def _find(table, words: list[str], raw: list[str]) -> list[_Hit]:
    """All phrases of `table` in `words`, without overlap, the longest at each place."""
    hits, at = [], 0
    while at < len(words):
        for phrase, group in table.get(words[at], ()):
            end = at + len(phrase)
            if words[at:end] == phrase:
                hits.append(_Hit(at, end, group, " ".join(raw[at:end])))
                at = end - 1
                break
        at += 1
    return hits


def _reaching(led: list[_Hit], words: list[str], first: int) -> list[_Hit] | None:
    """Phrases before the term that reach it, the nearest first; None where two of them cancel out (cannot deny)."""
    clause, near = _clause_start(words, first), []
    for i in range(len(led) - 1, -1, -1):
        hit, between = led[i], words[led[i].end : first]
        inside = len(between) <= _REACH.get(hit.group, _FAR) if hit.start >= clause else _is_parenthesis(hit, between)
        if not hit.group or not inside or not _governs(hit, words, between):
            continue
        outer = led[i - 1] if i else hit
        cancels = ("not", "no", "deny") if hit.group == "deny" else ("deny",) if hit.group in ("no", "not") else ()
        if outer.group in cancels and clause <= outer.start and 0 <= hit.start - outer.end <= 6:
            return None
        if words[hit.end - 1] == "if" and lists.ASKING.intersection(words[max(0, hit.start - 5) : hit.start]):
            hit = hit._replace(group="asked")
        near.append(hit)
    return near


def _governs(hit: _Hit, words: list[str], between: list[str]) -> bool:
    """Whether a phrase of the term's clause has the term in its grasp."""
    group, text = hit.group, " ".join(words[hit.start : hit.end])
    if group == "deny":
        who = words[max(0, hit.start - 2) : hit.start]
        if who[-1:] in (["for"], ["of"], ["against"]) or ("who" in who and "," not in who):
            return False  # fined for denying, those who deny: the text itself holds it
        return "as" not in between and (len(between) <= 2 or any(w in lists.CLAIM or w in lists.VERBS for w in between))
    if group in ("cleared", "suspected"):
        return "of" in between
    if (group in ("no", "not") or text in ("if", "unless")) and _is_given(words, hit.end, hit.end + len(between)):
        return False
    if group == "alleged" and hit.end - hit.start == 1 and text[-2:] != "ly" and _is_other_noun(between):
        return False
    if group in ("no", "alleged"):
        return lists.VERBS.isdisjoint(between) and (group != "no" or lists.KEPT.isdisjoint(between))
    if group == "not":
        that = between.index("that") if "that" in between else 0
        return (not that or between[that - 1] in lists.TELLING) and not lists.KEPT.intersection(between)
    if group == "if":
        return "that" not in between
    return group != "fear" or between.count("that") < 2


def _is_given(words: list[str], start: int, first: int) -> bool:
    """Whether the term is taken for granted: nobody apologised for the massacre."""
    at = first
    while at > start and words[at - 1] in lists.DETERMINERS:
        at -= 1
    if at == start:
        return False
    if words[at - 1] == "of" and words[max(0, at - 2)] in lists.THOSE_OF:
        return True
    return words[at - 1] in lists.FOR and words[max(0, at - 2)] not in ("charged", "evidence", "proof")


def _is_other_noun(between: list[str]) -> bool:
    """Whether the hedge is on a noun before the term: the alleged ties to, the suspected gunman of the"""
    return not lists.TO.isdisjoint(between) or ("of" in between and "the" in between)


def _clause_start(words: list[str], first: int) -> int:
    """First token of the term's clause: behind a stop, a conjunction, or a comma that makes no list."""
    at = since = first
    is_listed = not {",", "and", "or", "nor"}.isdisjoint(words[max(0, first - 2) : first])
    while at > 0 and words[at - 1] not in lists.STOPS and words[at - 1] not in lists.BREAKS:
        if words[at - 1] in (",", "and") and at < first and words[at] in lists.SUBJECTS:
            break
        if words[at - 1] == ",":
            if not is_listed or since - at > _ITEM:
                break
            since = at - 1
        at -= 1
    return at


def _is_parenthesis(hit: _Hit, between: list[str]) -> bool:
    """Whether something between two commas stands before what is denied: denied, in a letter of May, that"""
    if hit.group != "deny" or between[:1] != [","] or "," not in between[1:] or not lists.STOPS.isdisjoint(between):
        return False
    behind = between[len(between) - between[::-1].index(",") :][:1]
    return behind in (["that"], ["the"], ["any"], ["all"], ["having"])


def _behind(words: list[str], raw: list[str], last: int) -> list[_Hit]:
    """Phrases behind the term that turn it, within its clause."""
    ahead = range(last, min(len(words), last + _AHEAD))
    end = next((i for i in ahead if words[i] in lists.STOPS or words[i] in lists.BREAKS or words[i] == ","), ahead.stop)
    hits = []
    for hit in _find(lists.BEHIND, words[last:end], raw[last:end]):
        between = words[last : last + hit.start]
        if hit.group == "denied" and any(w in lists.CLAIM or w in lists.VERBS for w in between):
            hit = hit._replace(group="deny")  # not "the terrorism court denied bail"
        if hit.text.lower() in ("allegedly", "reportedly") and len(between) <= 3:
            between = []
        if hit.group == "deny" or (hit.group == "asked" and between) or (hit.group == "alleged" and not between):
            hits.append(hit)
    at = last + (words[last : last + 1] in (["it"], ["this"], ["that"]))
    is_end = at + 2 == len(words) or words[at + 2 : at + 3] in ([","], ["."], [";"])
    if words[at : at + 1] and words[at] in lists.BE and words[at + 1 : at + 2] == ["not"] and is_end:
        hits.append(_Hit(at, at + 2, "deny", " ".join(raw[at : at + 2])))  # genocide it is not
    return hits


def _covering(cue: str, tokens: Tokens, low: int, led: set[str], is_long: bool) -> list[_Hit]:
    """What the cue of the attribution turns, unless it stands before the term and was weighed there."""
    raw = cue.split()
    hits = _find(lists.BEFORE, [_plain(raw, i) for i in range(len(raw))], raw)
    leading = [w.lower() for w in tokens.words[max(0, low - 6) : low]] if is_long else []
    return [
        hit
        for hit in hits
        if hit.group in ("deny", "asked", "fear") and hit.text.lower() not in led
        if not is_long or hit.text.split()[-1].lower() in leading
    ]


def _is_asked(words: list[str], first: int, last: int) -> bool:
    """Whether the term stands in what a question leaves open: not behind who or why, nor far from verb and mark."""
    end = next((i for i in range(last, len(words)) if words[i] in ("?", "!", ".")), None)
    if end is None or words[end] != "?":
        return False
    start = first
    while start > 0 and words[start - 1] not in lists.STOPS and words[start - 1] != ",":
        start -= 1
    opening = [w for w in words[start:first] if w[0].isalpha()][:2]
    return lists.WH.isdisjoint(opening) and (not lists.OPENS.isdisjoint(opening) or end - last <= 4)
