"""Exercise of lesson 02: a pile as it came, in which one outlet is spelled in two ways."""

from __future__ import annotations

import pandas as pd

from ...clean.articles import clean_articles
from ...clean.duplicates import is_folded
from ...find.mentions import find_mentions
from ...text.words import count_words
from .draws import APPEALS, Draw, as_saved, long_articles, teaching
from .parts import Exercise, MyData, Slip, Solution, judge_number

_SPELLINGS = {  # what stands in the teaching articles, and how an archive may write it
    "Corvane Today": "The Corvane Today",
    "Harbour Wire": "The Harbour Wire",
    "Sarn Witness": "The Sarn Witness",
    "The Aldermouth Ledger": "Aldermouth Ledger",
    "The Daily Clarion": "Daily Clarion",
}
_OWN, _OTHERS = 8, 4  # articles of the outlet that is asked about, and of each of the others
_ODD = 3  # of its own that are spelled the other way
_SAVED = 3  # of its own, and of the others, that were saved as pages which hold them twice
_FEW = 5  # mentions in the outlet; with fewer we draw again
_APART = 0.015  # a page that holds its article twice has nearly its rate
_SPELLED = "Part of its articles are missing. Look at how the outlets of your pile are written before you group."


def _draw(draw: Draw) -> MyData:
    lexicon, whole = teaching().lexicon, long_articles()
    outlet, frame = draw.one(_SPELLINGS, "outlet"), draw.one(lexicon.frame.unique(), "frame")
    ids = {name: draw.some(whole.article_id[whole.outlet == name], _OTHERS, "articles") for name in _SPELLINGS}
    own = draw.some(whole.article_id[whole.outlet == outlet], _OWN, "articles")
    others = [article_id for name in _SPELLINGS if name != outlet for article_id in ids[name]]
    saved = draw.some(own, _SAVED, "saved") + draw.some(others, _SAVED, "saved")
    articles = as_saved(whole[whole.article_id.isin(own + others)], dict.fromkeys(saved, 2), APPEALS)
    odd = articles.article_id.isin(draw.some(own, _ODD, "spelled"))
    articles["outlet"] = articles.outlet.mask(odd, _SPELLINGS[outlet])
    question = (
        f"Here is a pile of articles as they came. How often does {outlet} use the words of the frame {frame!r} (its "
        "terms are in lexicon), per 1,000 words of title and text of all its articles, once they are cleaned? Three "
        "digits are enough."
    )
    return MyData("02.1", "", question, articles, lexicon=lexicon, outlet=outlet, frame=frame)


def _solve(mine: MyData) -> Solution | None:
    spellings = [mine.outlet, _SPELLINGS[mine.outlet]]
    terms = mine.lexicon[mine.lexicon.frame == mine.frame]
    own = mine.articles[mine.articles.outlet.isin(spellings)]
    clean, _ = clean_articles(mine.articles)
    table, raw = _counted(clean, terms), _counted(own.assign(quotes_ok=True), terms)
    here = table[table.outlet.isin(spellings)]
    n, size = int(here.n.sum()), int(here.n_words.sum())
    if n < _FEW or is_folded(clean).any():
        return None
    raw_one = raw[raw.outlet == mine.outlet]
    holding = here[here.n > 0]
    parts = [here[here.outlet == spelling] for spelling in spellings]
    rate = 1000 * n / size
    slips = [
        *(Slip(_rate(part), 0.5, _SPELLED) for part in parts),
        Slip(_rate(raw), 0.5, "You measured the raw text: pages that hold an article twice count twice. Clean first."),
        Slip(
            1000 * raw.n.sum() / size,
            0.25,
            "You counted mentions in the raw text and words in the clean one. Find the mentions in what is clean.",
        ),
        Slip(
            _rate(raw_one),
            0.25,
            f"{_SPELLED} And clean first: you measured the raw text.",
        ),
        Slip(float(n), 0.25, "That is a count. The question asks for a rate: divide by the words."),
        *(
            Slip(float(part.n.sum()), 0.25, f"That is a count, and not of all. {_SPELLED}")
            for part in (*parts, raw_one)
        ),
        Slip(float(raw.n.sum()), 0.25, "That is a count, and of the raw text. Clean first, and divide by the words."),
        Slip(_rate(holding), 0.5, "You forgot the articles without a mention. Their words belong under the line, too."),
        Slip(_rate(table), 0.5, "That is the rate over all outlets together. The question is about one."),
        Slip(n / len(here), 0.5, "That is per article. Articles differ in length: divide by the words."),
        Slip(rate / 1000, 0.75, "That is per word. The question asks for the rate per 1,000 words."),
    ]
    return Solution(float(rate), slips, apart=_APART)


def _counted(articles: pd.DataFrame, terms: pd.DataFrame) -> pd.DataFrame:
    """Outlet, words of title and text, and mentions of each article."""
    n_words = [count_words(a) + count_words(b) for a, b in zip(articles.title, articles.text, strict=True)]
    times = find_mentions(articles, terms).article_id.value_counts()
    return pd.DataFrame(
        {"outlet": articles.outlet, "n_words": n_words, "n": articles.article_id.map(times).fillna(0).astype(int)}
    )


def _rate(table: pd.DataFrame) -> float:
    return float(1000 * table.n.sum() / table.n_words.sum())


EXERCISES = [Exercise("02.1", _draw, _solve, judge_number)]
