"""Exercises of lesson 04: rates, the order of outlets, and what may be called a difference."""

from __future__ import annotations

import pandas as pd

from ...compare.differences import compare_outlets
from .answers import read_labels
from .draws import OUTLETS, Draw, draw_articles, mentions_in
from .parts import Exercise, MyData, Slip, Solution, judge_label, judge_number

_FEW_MENTIONS = 8  # fewer in the outlet that is asked about, and another draw is taken
_LARGE = 1.5  # a ratio, or its inverse, that looks like a difference to who does not read intervals
_COUNTS = "You compared counts, not rates. Who has more words has more of every word: divide by the words."
_HOLDING = "You forgot the articles without a mention. Their words belong under the line, too."


def _some_outlets(draw: Draw, n: int, largest: int, smallest: int) -> tuple[list[str], list[int]]:
    """Some outlets, with very different numbers of articles: else counts and rates would have one order."""
    outlets = draw.some(OUTLETS, n, "outlets")
    step = (largest - smallest) // max(n - 1, 1)
    return outlets, [largest - step * i for i in range(n)]


def _draw_rate(draw: Draw) -> MyData:
    outlets, sizes = _some_outlets(draw, 3, 110, 60)
    articles = draw_articles(draw, outlets, sizes)
    mentions = mentions_in(articles)
    outlet, frame = draw.one(outlets, "asked"), draw.one(sorted(mentions.frame.unique()), "frame")
    question = (
        f"How often does {outlet} use the words of the frame {frame!r}, per 1,000 words of all its articles in your "
        "data? Three digits are enough."
    )
    return MyData("04.1", "", question, articles, mentions, outlet=outlet, frame=frame)


def _solve_rate(mine: MyData) -> Solution | None:
    here = mine.articles[mine.articles.outlet == mine.outlet]
    of_frame = mine.mentions[mine.mentions.frame == mine.frame]
    found = of_frame[of_frame.article_id.isin(here.article_id)]
    if len(found) < _FEW_MENTIONS:
        return None
    rate = 1000 * len(found) / here.n_words.sum()
    holding = here[here.article_id.isin(found.article_id)]
    slips = [
        Slip(float(len(found)), 0.25, "That is a count. A count says nothing before it is divided by the words."),
        Slip(1000 * len(found) / holding.n_words.sum(), 0.5, _HOLDING),
        Slip(rate / 1000, 0.75, "That is per word. The question asks for the rate per 1,000 words."),
        Slip(rate / 10, 0.75, "That is per 100 words. The question asks for the rate per 1,000 words."),
        Slip(len(found) / len(here), 0.5, "That is per article. Articles differ in length: divide by the words."),
        Slip(len(holding) / len(here), 0.25, "That is the share of articles with a mention. Count the mentions."),
        Slip(
            1000 * len(of_frame) / mine.articles.n_words.sum(), 0.5, "That is the rate over all your outlets together."
        ),
        Slip(
            1000 * len(found) / mine.articles.n_words.sum(),
            0.5,
            "You divided by the words of all outlets. Divide by those of this one.",
        ),
    ]
    return Solution(float(rate), slips)


def _draw_order(draw: Draw) -> MyData | None:
    outlets, sizes = _some_outlets(draw, 4, 130, 40)
    articles = draw_articles(draw, outlets, sizes)
    mentions = mentions_in(articles)
    frames = draw.order(mentions.frame.unique(), "frame")
    frame = next((frame for frame in frames if _leaders(articles, mentions, frame)), None)
    if frame is None:
        return None
    question = f"Which outlet in your data has the highest rate of the frame {frame!r}, per 1,000 words?"
    return MyData("04.2", "", question, articles, mentions, frame=frame)


def _leaders(articles: pd.DataFrame, mentions: pd.DataFrame, frame: str) -> tuple[str, str, str] | None:
    """Who leads by rate, by count, and by rate over articles with a mention, where these are three outlets."""
    n = mentions[mentions.frame == frame].article_id.value_counts()
    times = articles.article_id.map(n).fillna(0)
    of_outlet = articles.assign(n=times, thick=articles.n_words.where(times > 0, 0)).groupby("outlet")
    sums = of_outlet[["n", "n_words", "thick"]].sum()
    if sums.n.min() < 3:
        return None
    rate, thickness = sums.n / sums.n_words, sums.n / sums.thick
    best, second = rate.nlargest(2)
    leaders = rate.idxmax(), sums.n.idxmax(), thickness.idxmax()
    return leaders if len(set(leaders)) == 3 and best > 1.1 * second else None


def _solve_order(mine: MyData) -> Solution | None:
    leaders = _leaders(mine.articles, mine.mentions, mine.frame)
    if leaders is None:
        return None
    right, most, thickest = leaders
    return Solution(right, [Slip(most, 0.25, _COUNTS), Slip(thickest, 0.5, _HOLDING)], frozenset(mine.articles.outlet))


def _draw_shown(draw: Draw) -> MyData:
    outlets = draw.some(OUTLETS, 2, "outlets")
    articles = draw_articles(draw, outlets, [140, 140])
    question = (
        f"Compare {outlets[0]} and {outlets[1]} frame by frame with compare_outlets. For which frames may you report a "
        "difference: the interval of the ratio leaves out 1, and q is below .05? Answer with a list of frames."
    )
    return MyData("04.3", "", question, articles, mentions_in(articles))


def _solve_shown(mine: MyData) -> Solution | None:
    table = compare_outlets(mine.mentions, mine.articles).set_index("frame")
    off = (table.low > 1) | (table.high < 1)
    shown = off & (table.q_value < 0.05)
    large = ((table.ratio > _LARGE) | (table.ratio < 1 / _LARGE)) & ~off
    by_p = off & ~shown
    if not shown.any() or not large.any():
        return None
    crossing = [Slip(frame, 0.0, "crosses") for frame in table.index[~off]]
    return Solution(
        frozenset(table.index[shown]),
        crossing + [Slip(frame, 0.0, "many") for frame in table.index[by_p]],
        frozenset(table.index),
    )


def _judge_shown(solution: Solution, answer: object) -> tuple[float, str]:
    """What was named and what may be named, over all of either; what is named wrongly says which slip it is."""
    named, problem = read_labels(answer)
    if named is None:
        return 0.0, problem
    named = set(named)
    if named - solution.known:
        return 0.0, "At least one of these is no frame of your data. Copy the names from your table, spelled as there."
    if named == solution.right:
        return 1.0, "Right."
    kinds = {slip.words for slip in solution.slips if slip.answer in named}
    words = []
    if "crosses" in kinds:
        words.append("You read an interval that crosses 1 as a difference: it holds 'as often', too.")
    if "many" in kinds:
        words.append("You forgot that many rows were tested: where q is not below .05 chance is enough of a reason.")
    if solution.right - named:
        words.append("At least one difference that may be reported is missing.")
    return min(0.75, round(len(named & solution.right) / len(named | solution.right), 2)), " ".join(words)


EXERCISES = [
    Exercise("04.1", _draw_rate, _solve_rate, judge_number),
    Exercise("04.2", _draw_order, _solve_order, judge_label),
    Exercise("04.3", _draw_shown, _solve_shown, _judge_shown),
]
