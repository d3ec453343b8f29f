"""Exercise of lesson 07: how long the sentences and words of an outlet are, on the average of its articles."""

from __future__ import annotations

import pandas as pd

from ...clean.articles import clean_articles
from ...clean.duplicates import is_folded
from ...compare.readability import measure_readability
from ...text.words import count_words
from .draws import Draw, as_saved, long_articles
from .parts import Exercise, MyData, Slip, Solution, judge_number

_OUTLETS, _EACH = 3, 5  # outlets, and articles of each
_SHORT = 2  # of each outlet, only the beginning; of the outlet asked about the rest are pages that hold it three times
_LEAST = 110  # words of a beginning
_APART = 0.015  # the mean of some articles and the score of all together lie near each other
_SCORE = "flesch_kincaid"
_MENUS = [  # without a stop, as menus are
    "Home News International Politics Investigations Environment Communities Education Technology Opinion Editorials "
    "Commentary Entertainment Television Restaurants Photography Galleries Horoscopes Competitions Exhibitions "
    "Anniversaries Obituaries Classifieds Weather Regional Agriculture Transportation Universities Personalities",
    "Newsletters Podcasts Subscriptions Advertising Accessibility Corrections Permissions Careers Registration "
    "Notifications Documentation Archive Privacy Cookies Conditions Contact Membership Directory Applications "
    "Accounts Preferences Editions Languages Syndication Licensing Ownership Responsibility Whistleblowers Imprint",
]
_OTHER_SCORES = {
    "flesch_reading_ease": "That is Flesch's reading ease, which runs the other way. The question asks for the grade.",
    "gunning_fog": "That is the Gunning fog. The question asks for the Flesch-Kincaid grade.",
    "smog": "That is the SMOG grade. The question asks for the Flesch-Kincaid grade.",
    "dale_chall": "That is the Dale-Chall score. The question asks for the Flesch-Kincaid grade.",
}


def _draw(draw: Draw) -> MyData:
    """Of each outlet some articles, of which some are only the beginning: else the mean would be the score of all."""
    whole = long_articles()
    outlets = draw.some(whole.outlet.unique(), _OUTLETS, "outlets")
    texts = whole.set_index("article_id").text
    parts, times = [], {}
    for outlet in outlets:
        own = texts[draw.some(whole.article_id[whole.outlet == outlet], _EACH, "articles")]
        parts += [own[:_SHORT].map(_beginning), own[_SHORT:]]
        times |= dict.fromkeys(own.index[_SHORT:] if outlet == outlets[0] else own.index[-1:], 3)
    drawn = pd.concat(parts)
    chosen = whole[whole.article_id.isin(drawn.index)]
    articles = as_saved(chosen.assign(text=chosen.article_id.map(drawn)), times, _MENUS)
    question = (
        f"What is the Flesch-Kincaid grade of {outlets[0]}, as the mean of its {_EACH} articles in your data, once "
        "they are cleaned? Three digits are enough."
    )
    return MyData("07.1", "", question, articles, outlet=outlets[0])


def _beginning(text: str) -> str:
    """As many paragraphs as a score needs."""
    paragraphs, kept = text.split("\n\n"), ""
    while paragraphs and count_words(kept) < _LEAST:
        kept = f"{kept}\n\n{paragraphs.pop(0)}".strip()
    return kept


def _solve(mine: MyData) -> Solution | None:
    clean, _ = clean_articles(mine.articles)
    scored = measure_readability(clean, by="article")
    here = scored[scored.outlet == mine.outlet]
    if here[_SCORE].isna().any() or is_folded(clean).any():
        return None
    own = clean[clean.outlet == mine.outlet]
    raw = measure_readability(mine.articles[mine.articles.outlet == mine.outlet], by="article")
    together = own.head(1).assign(text="\n\n".join(own.text))
    slips = [
        *(Slip(float(here[score].mean()), 0.25, words) for score, words in _OTHER_SCORES.items()),
        Slip(
            float(measure_readability(together, by="article")[_SCORE].iloc[0]),
            0.5,
            "You scored all its articles as one text. The articles are the sample: score each, and take the mean.",
        ),
        Slip(
            float(raw[_SCORE].mean()),
            0.5,
            "You scored the pages as they were saved: a menu without full stops is one long sentence. Clean first.",
        ),
        Slip(float(here[_SCORE].median()), 0.5, "That is the median. The question asks for the mean."),
        Slip(float(scored[_SCORE].mean()), 0.25, "That is the mean over all outlets. The question is about one."),
    ]
    return Solution(float(here[_SCORE].mean()), slips, apart=_APART)


EXERCISES = [Exercise("07.1", _draw, _solve, judge_number)]
