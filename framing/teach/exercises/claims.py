"""Claims, exercises of lessons 04 and 10: checked for their evidence only; the prose is for a person to read."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from ...compare.differences import compare_outlets
from ...compare.rates import measure_outlets
from ...tables import FramingError, require
from .answers import NO_ANSWER, is_missing, read_number
from .parts import fold

IDS = ["04.4", "10.1"]
FEWEST = 3  # mentions that a claim cites
NEAR = 0.02
_TEXTS = {"text": "your claim in words", "limits": "what could be wrong"}
_NEEDED = ("more", "less", "ratio", "low", "high", "shown", "mention_ids")


@dataclass
class Evidence:
    """Points won and what was said on the way."""

    won: list[float] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def mark(self, credit: float, words: str) -> None:
        self.won.append(credit)
        self.words.append(words)


def check_claim(exercise: str, claim: object, mentions: object, articles: object) -> tuple[float, list[str], str]:
    """Score, words and the prose for the instructor; five parts count alike."""
    if is_missing(claim) or (isinstance(claim, dict) and not claim):
        return 0.0, [NO_ANSWER], ""
    if isinstance(claim, pd.Series):
        claim = claim.to_dict()
    if not isinstance(claim, dict):
        kind = "text alone" if isinstance(claim, str) else f"of type {type(claim).__name__}"
        return (
            0.0,
            [f"A claim is a dictionary with its evidence, and this is {kind}. Start from the one in the lesson."],
            "",
        )
    prose = _prose(claim)
    problem = _problem(exercise, claim, mentions, articles)
    if problem:
        return 0.0, [problem], prose
    evidence = Evidence()
    try:
        _weigh(evidence, claim, mentions, articles)
    except FramingError as error:
        return 0.0, [f"Your tables could not be measured. {error}"], prose
    for part, what in _TEXTS.items():
        if not _is_text(claim.get(part)):
            evidence.words.append(f"`{part}` is empty: {what}. A person reads and marks it.")
    return round(sum(evidence.won) / 5, 2), evidence.words, prose


def _prose(claim: dict) -> str:
    return "\n".join(f"{part}: {' '.join(claim[part].split())}" for part in _TEXTS if _is_text(claim.get(part)))


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _problem(exercise: str, claim: dict, mentions: object, articles: object) -> str:
    """Why nothing can be weighed yet; '' where it can."""
    missing = [part for part in _NEEDED if part not in claim or is_missing(claim[part])]
    if not (_is_text(claim.get("frame")) or _is_text(claim.get("term"))):
        missing.append("frame (or term)")
    if missing:
        return f"The claim has no {', no '.join(missing)}."
    if mentions is None or articles is None:
        call = f"fr.check({exercise!r}, claim, mentions=mentions, articles=articles)"
        return f"Give the tables that the claim rests on: {call}."
    try:
        require(mentions, "mentions", ["mention_id", "article_id", _by(claim)])
        require(articles, "articles", ["article_id", "outlet", "n_words"])
    except FramingError as error:
        return str(error)
    return _strange(claim, mentions, articles)


def _strange(claim: dict, mentions: pd.DataFrame, articles: pd.DataFrame) -> str:
    """What names something that the tables do not hold."""
    for side in ("more", "less"):
        if not _is_text(claim[side]) or _outlet(claim, side, articles) is None:
            return f"`{side}` must be one of your outlets, spelled as in your table."
    if _outlet(claim, "more", articles) == _outlet(claim, "less", articles):
        return "`more` and `less` are the same outlet. A claim compares two."
    if claim[_by(claim)] not in set(mentions[_by(claim)]):
        return f"Your mentions hold no {_by(claim)} {claim[_by(claim)]!r}."
    if not isinstance(claim["shown"], bool):
        return "`shown` must be True (a difference is shown) or False (none is shown)."
    if not isinstance(claim["mention_ids"], list | tuple | set | pd.Series | pd.Index):
        return "`mention_ids` must be a list of ids, from the column mention_id."
    voice, voices = claim.get("voice"), list(mentions.voice.dropna()) if "voice" in mentions else []
    if voice is not None and not (isinstance(voice, str) and voice in voices):
        return "Your mentions hold no such voice. Leave `voice` out to speak of all voices."
    return ""


def _by(claim: dict) -> str:
    return "frame" if _is_text(claim.get("frame")) else "term"


def _outlet(claim: dict, side: str, articles: pd.DataFrame) -> str | None:
    return next((o for o in articles.outlet.dropna().unique() if fold(str(o)) == fold(claim[side])), None)


def _weigh(evidence: Evidence, claim: dict, mentions: pd.DataFrame, articles: pd.DataFrame) -> None:
    by, more, less = _by(claim), _outlet(claim, "more", articles), _outlet(claim, "less", articles)
    two = articles[articles.outlet.isin([more, less])]
    of_two = mentions[mentions.article_id.isin(two.article_id)]
    voice = claim.get("voice")
    # all frames and terms are compared, because q counts how much was tested
    within = {"unit": "event", "matched": True} if claim.get("matched") is True else {}
    compared = compare_outlets(of_two, two, by=by, voice=voice, **within)
    if claim[by] not in set(compared[by]):
        evidence.mark(0.0, "Neither of the two outlets has a mention of this.")
        return
    row = compared.set_index(by).loc[claim[by]]
    counted = of_two[of_two[by] == claim[by]]
    counted = counted if voice is None else counted[counted.voice == voice]
    outlet_of = two.set_index("article_id").outlet
    cited = _cited(evidence, claim, mentions)
    fitting = counted[counted.mention_id.isin(cited)]
    _belongs(evidence, cited, fitting)
    in_more = fitting.article_id.map(outlet_of) == more
    rates = measure_outlets(counted, two, by=by).set_index("outlet") if len(counted) else None
    _direction(evidence, rates, more, less, int(in_more.sum()), int((~in_more).sum()))
    _interval(evidence, claim, row, more)
    _verdict(evidence, claim, row)


def _cited(evidence: Evidence, claim: dict, mentions: pd.DataFrame) -> set[str]:
    """The ids that exist; a made-up one costs the point."""
    ids = {i for i in claim["mention_ids"] if isinstance(i, str)}
    strange = sorted(ids - set(mentions.mention_id))
    known = ids - set(strange)
    if strange or len(ids) < len(set(map(str, claim["mention_ids"]))):
        shown = ", ".join(strange[:3]) or "one that is no text"
        evidence.mark(0.0, f"Some ids do not exist in your mentions: {shown}. Copy them from the column mention_id.")
    elif len(known) < FEWEST:
        evidence.mark(0.5, f"Cite at least {FEWEST} mentions, so that a reader can look them up.")
    else:
        evidence.mark(1.0, "All ids exist.")
    return known


def _belongs(evidence: Evidence, cited: set[str], fitting: pd.DataFrame) -> None:
    share = len(fitting) / len(cited) if cited else 0.0
    if share == 1:
        evidence.mark(1.0, "All are mentions of what the claim is about.")
    else:
        what = "Some cited mentions are of another frame, term, voice or outlet than the claim."
        evidence.mark(round(share / 2, 2), what if cited else "No cited mention is there to look at.")


def _direction(
    evidence: Evidence, rates: pd.DataFrame | None, more: str, less: str, cited_more: int, cited_less: int
) -> None:
    if rates is None or not rates.rate[more] > rates.rate[less]:
        counts = rates is not None and rates.n_mentions[more] > rates.n_mentions[less]
        evidence.mark(
            0.0,
            "You compared counts, not rates: by rate it is the other way round."
            if counts
            else "The rates do not point the way the claim says.",
        )
    elif cited_more <= cited_less:
        evidence.mark(
            0.5, "The rates point that way, but the outlet with more does not have most of the cited mentions."
        )
    else:
        evidence.mark(1.0, "Rates and cited mentions point the way the claim says.")
        if not cited_less and rates.n_mentions[less]:
            evidence.words.append("Cite a mention of the other outlet as well: a reader wants to see both.")


def _interval(evidence: Evidence, claim: dict, row: pd.Series, more: str) -> None:
    """Ratio and interval, either way up."""
    right = (row.ratio, row.low, row.high)
    if row.outlet_a != more:
        right = (1 / row.ratio, 1 / row.high, 1 / row.low)
    given = [read_number(claim[part])[0] for part in ("ratio", "low", "high")]
    if pd.isna(row.ratio) and given == [None] * 3:
        evidence.mark(1.0, f"There is no ratio here ({row.note}), and you claim none.")
    elif pd.isna(row.ratio):
        evidence.mark(0.0, f"There is no ratio here to claim anything by ({row.note}).")
    elif None in given:
        evidence.mark(0.0, "`ratio`, `low` and `high` must be numbers.")
    elif _agree(given, right):
        evidence.mark(1.0, "Ratio and interval are those of compare_outlets.")
    elif _agree(given, (1 / right[0], 1 / right[2], 1 / right[1])):
        evidence.mark(0.5, "Ratio and interval are upside down: put the outlet with more over the line.")
    else:
        within = _agree(given[:1], right[:1])
        words = "Ratio and interval are not those that compare_outlets gives for these tables, two outlets at a time."
        evidence.mark(0.5 if within else 0.0, "The ratio agrees, its interval does not." if within else words)


def _agree(given: list, right: tuple) -> bool:
    return all(abs(g - r) <= NEAR * abs(r) + 0.005 for g, r in zip(given, right, strict=True))


def _verdict(evidence: Evidence, claim: dict, row: pd.Series) -> None:
    leaves_out_1 = bool(row.low > 1 or row.high < 1)
    is_shown = leaves_out_1 and bool(row.q_value < 0.05)
    if claim["shown"] == is_shown:
        evidence.mark(1.0, "What you say is shown agrees with interval and q.")
    elif is_shown:
        evidence.mark(0.5, "You say that nothing is shown. Look at interval and q again: careful is not silent.")
    elif leaves_out_1:
        evidence.mark(0.25, "You forgot that many rows were tested: q is not below .05.")
    else:
        evidence.mark(0.0, "You read an interval that crosses 1 as a difference: it holds 'as often', too.")
