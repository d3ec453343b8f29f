"""Exercises of lesson 01: what a file says and what its article says."""

from __future__ import annotations

import pandas as pd

from ...clean.articles import clean_articles
from ...clean.duplicates import is_folded
from ...find.mentions import find_mentions
from .draws import APPEALS, Draw, as_saved, long_articles, teaching
from .parts import Exercise, MyData, Slip, Solution, judge_count, judge_label

_SIZE, _SAVED = 8, 2  # articles; of these, pages that hold theirs more than once


def _draw(draw: Draw) -> MyData | None:
    """Eight articles on different events; two of them saved as pages that hold the article two or three times."""
    lexicon, whole = teaching().lexicon, long_articles()
    chosen = whole[whole.article_id.isin(draw.some(whole.article_id, _SIZE))].sort_values("article_id")
    if chosen.event.nunique() < _SIZE - 2:
        return None
    saved = draw.some(chosen.article_id, _SAVED, "saved")
    times = dict(zip(saved, draw.order([2, 3], "times"), strict=True))
    articles = as_saved(chosen, times, APPEALS)
    frame = draw.one(sorted(lexicon.frame.unique()), "frame")
    return MyData("01.1", "", "", articles, lexicon=lexicon, frame=frame)


def _draw_count(draw: Draw) -> MyData | None:
    mine = _draw(draw)
    if mine is not None:
        mine.question = (
            f"How many mentions of the frame {mine.frame!r} (its terms are in lexicon) do your {_SIZE} articles "
            "themselves hold, in title and text? Some were saved as pages that hold more than the article once."
        )
    return mine


def _solve_count(mine: MyData) -> Solution | None:
    clean, _ = clean_articles(mine.articles)
    found, in_files = _of_frame(clean, mine), _of_frame(mine.articles.assign(quotes_ok=True), mine)
    terms = mine.lexicon[mine.lexicon.frame == mine.frame]
    if len(found) < 4 or len(find_mentions(clean, terms)) != len(found) or is_folded(clean).any():
        return None  # few; or the frame's terms alone, or leaving out copies, would give another number
    in_text = int((found.part == "text").sum())
    slips = [
        Slip(
            len(in_files), 0.25, "You counted the raw text: pages that hold an article twice count twice. Clean first."
        ),
        Slip(int((in_files.part == "text").sum()), 0.25, "You counted the raw text, and left out the titles."),
    ]
    if in_text != len(found):
        slips.append(Slip(in_text, 0.75, "Cleaned well. The titles belong to the articles, too."))
    holding = int(found.article_id.nunique())
    if holding != len(found):
        slips.append(Slip(holding, 0.5, "You counted articles that hold a mention. The question asks for mentions."))
    return Solution(len(found), slips)


def _of_frame(articles: pd.DataFrame, mine: MyData) -> pd.DataFrame:
    found = find_mentions(articles, mine.lexicon)
    return found[found.frame == mine.frame]


def _draw_lost(draw: Draw) -> MyData | None:
    mine = _draw(draw)
    if mine is not None:
        mine.exercise, mine.frame = "01.2", ""
        mine.question = "Which article (article_id) loses the most words of its text to cleaning?"
    return mine


def _solve_lost(mine: MyData) -> Solution | None:
    clean, removals = clean_articles(mine.articles)
    before, after = (t.set_index("article_id").text.str.split().str.len() for t in (mine.articles, clean))
    lost = (before - after).sort_values(ascending=False)
    if lost.iloc[0] < 1.1 * lost.iloc[1]:
        return None
    slips = [
        Slip(
            removals.article_id.value_counts().index[0],
            0.5,
            "That one has the most changes. Many are tiny: count words.",
        ),
        Slip(after.idxmax(), 0.25, "That is the longest article once cleaned. Compare before with after."),
        Slip(before.idxmax(), 0.25, "That is the longest file. A long file can be a long article."),
    ]
    slips = [slip for slip in slips if slip.answer != lost.index[0]]
    return Solution(lost.index[0], slips, frozenset(before.index)) if slips else None


EXERCISES = [
    Exercise("01.1", _draw_count, _solve_count, judge_count),
    Exercise("01.2", _draw_lost, _solve_lost, judge_label),
]
