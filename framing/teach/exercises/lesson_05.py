"""Exercises of lesson 05: the share of a name, over all voices and in the outlet's own words."""

from __future__ import annotations

from ...compare.choices import measure_choices
from .draws import OUTLETS, Draw, draw_articles, mentions_in
from .parts import Exercise, MyData, Slip, Solution, judge_share

_FEW, _FEW_TAKEN = 10, 3  # mentions of the thing in the outlet, and of them with the name; with fewer we draw again
_COUNT = "That is a count. The question asks for a share: divide by the outlet's mentions of any name of the set."
_RATE = "That is a rate per 1,000 words. A share asks which name is taken where the thing is named at all."
_ELSEWHERE = "That is the share in all your outlets together. The question asks for one."


def _draw(draw: Draw, exercise: str, voice: str | None) -> MyData | None:
    """Three outlets; one of them, a set and a name of it that is taken a few times and not always."""
    outlets = draw.some(OUTLETS, 3, "outlets")
    articles = draw_articles(draw, outlets, [150, 130, 110])
    mentions = mentions_in(articles)
    found = mentions[(mentions.choice != "") & (True if voice is None else mentions.voice == voice)]
    found = found.assign(outlet=found.article_id.map(articles.set_index("article_id").outlet))
    n = found.groupby(["outlet", "choice", "term"]).size()
    whole = n.groupby(level=["outlet", "choice"]).transform("sum")
    fitting = n.index[(n >= _FEW_TAKEN) & (n < whole) & (whole >= _FEW)]
    if not len(fitting):
        return None
    outlet, choice, term = draw.one(fitting, "asked")
    return MyData(exercise, "", "", articles, mentions, outlet=outlet, choice=choice, term=term)


def _draw_share(draw: Draw) -> MyData | None:
    mine = _draw(draw, "05.1", None)
    if mine is not None:
        mine.question = (
            f"Where {mine.outlet} names the thing of the set {mine.choice!r} at all, how often does it take the name "
            f"{mine.term!r}? Give a share from 0 to 1."
        )
    return mine


def _solve_share(mine: MyData) -> Solution | None:
    share = _measured(mine, None)
    n, whole = _counts(mine, None)
    if whole < _FEW or not _FEW_TAKEN <= n < whole or abs(share - n / whole) > 1e-9:
        return None
    of_term = mine.mentions[mine.mentions.term == mine.term]
    of_choice = mine.mentions[mine.mentions.choice == mine.choice]
    here = mine.articles[mine.articles.outlet == mine.outlet]
    all_here = mine.mentions[mine.mentions.article_id.isin(here.article_id)]
    slips = [
        Slip(float(n), 0.25, _COUNT),
        Slip(float(1000 * n / here.n_words.sum()), 0.25, _RATE),
        Slip(
            n / len(of_term),
            0.25,
            "You turned it around: of all mentions of this name, how many stand in this outlet? Asked is: of all this "
            "outlet's mentions of the thing, how many take this name?",
        ),
        Slip(len(of_term) / len(of_choice), 0.25, _ELSEWHERE),
        Slip(
            n / len(all_here),
            0.5,
            "You divided by the outlet's mentions of every term. The whole is its mentions of the names of this set.",
        ),
        Slip(
            of_term.article_id.isin(here.article_id).sum() / len(here),
            0.25,
            "You divided by articles. Articles that do not name the thing say nothing about how it is named.",
        ),
        Slip(1 - n / whole, 0.25, "That is the share of the other names."),
    ]
    return Solution(share, slips)


def _draw_own(draw: Draw) -> MyData | None:
    mine = _draw(draw, "05.2", "narrator")
    if mine is not None:
        mine.question = (
            f"In its own words (voice 'narrator') only: where {mine.outlet} names the thing of the set "
            f"{mine.choice!r}, how often does it take the name {mine.term!r}? Give a share from 0 to 1."
        )
    return mine


def _solve_own(mine: MyData) -> Solution | None:
    share = _measured(mine, ["narrator"])
    n, whole = _counts(mine, ["narrator"])
    n_all, whole_all = _counts(mine, None)
    n_outside, whole_outside = _counts(mine, ["narrator", "paraphrased", "ascribed", "unclear"])
    if whole < _FEW or not _FEW_TAKEN <= n < whole or abs(share - n / whole) > 1e-9:
        return None
    slips = [
        Slip(n_all / whole_all, 0.5, "That is the share over all voices: it holds what others say, too."),
        Slip(
            n_outside / whole_outside,
            0.5,
            "You took all that stands outside quotation marks for the outlet's own. What somebody is said to say or "
            "think is not.",
        ),
        Slip(
            n / whole_all,
            0.5,
            "Own words stand over the line, and all voices below it. The whole needs the same voice.",
        ),
        Slip(
            n / n_all, 0.25, "That is how much of this name is in the outlet's own words. Asked is which name it takes."
        ),
        Slip(float(n), 0.25, _COUNT),
    ]
    return Solution(share, slips)


def _counts(mine: MyData, voices: list[str] | None) -> tuple[int, int]:
    """Mentions of the name and of the whole set in the outlet that is asked about."""
    here = mine.articles.article_id[mine.articles.outlet == mine.outlet]
    found = mine.mentions[mine.mentions.article_id.isin(here) & (mine.mentions.choice == mine.choice)]
    if voices is not None:
        found = found[found.voice.isin(voices)]
    return int((found.term == mine.term).sum()), len(found)


def _measured(mine: MyData, voices: list[str] | None) -> float:
    """The share as `measure_choices` gives it (of overlapping mentions the longest counts)."""
    found = mine.mentions[mine.mentions.choice == mine.choice]
    if voices is not None:
        found = found[found.voice.isin(voices)]
    if not len(found):
        return float("nan")
    table = measure_choices(found, mine.articles)
    row = table[(table.outlet == mine.outlet) & (table.term == mine.term)]
    return float(row.share.iloc[0]) if len(row) else float("nan")


EXERCISES = [
    Exercise("05.1", _draw_share, _solve_share, judge_share),
    Exercise("05.2", _draw_own, _solve_own, judge_share),
]
