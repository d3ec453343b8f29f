"""Exercise of lesson 06: the surest word of an outlet."""

from __future__ import annotations

import numpy as np

from ...compare.foundation.estimates import log_likelihood
from ...compare.words import find_distinctive_words
from .draws import OUTLETS, Draw, allsides, draw_articles
from .parts import Exercise, MyData, Slip, Solution, judge_label


def _draw(draw: Draw) -> MyData:
    outlets = draw.some(OUTLETS, 3, "outlets")
    articles = draw_articles(draw, outlets, [60, 60, 60])
    words = allsides().words
    words = words[words.article_id.isin(set(articles.article_id))].reset_index(drop=True)
    outlet = draw.one(outlets, "asked")
    question = (
        f"Find the words that tell {outlet} from the other two with find_distinctive_words. Which word of those that "
        f"{outlet} has more often is the surest: the one with the largest z?"
    )
    return MyData("06.1", "", question, articles, words=words, outlet=outlet)


def _solve(mine: MyData) -> Solution | None:
    found = find_distinctive_words(mine.articles, mine.words)
    here = found[(found.outlet == mine.outlet) & found.z.notna()].set_index("word")
    n_here = mine.words.merge(mine.articles[["article_id", "outlet"]], on="article_id")
    counts = n_here.pivot_table(index="word", columns="outlet", values="n", aggfunc="sum", fill_value=0)
    own, others = counts[mine.outlet], counts.drop(columns=mine.outlet).sum(axis=1)
    size = mine.articles.groupby("outlet").n_words.sum()
    size_own, size_others = size[mine.outlet], size.drop(mine.outlet).sum()
    g2 = log_likelihood(own, others, size_own, size_others)
    more = own / size_own > others / size_others
    plain = g2.where(more, -np.inf).sort_values(ascending=False)
    best = here.z.nlargest(2)
    frequent, crowded = own.idxmax(), plain.drop(index=[w for w in own.index if w not in here.index]).idxmax()
    if len(best) < 2 or best.iloc[0] < 1.02 * best.iloc[1] or best.index[0] in (frequent, crowded):
        return None
    rarest = own[others == 0].nlargest(1)
    slips = [
        Slip(frequent, 0.0, "That is the most frequent word. It is frequent everywhere: compare with the others."),
        Slip(
            crowded,
            0.5,
            "You ranked by words, as plain keyness does. It takes each word for new evidence, though words crowd in a "
            "few articles: rank by z.",
        ),
    ]
    if len(rarest) and rarest.index[0] not in (best.index[0], frequent, crowded):
        slips.append(
            Slip(rarest.index[0], 0.25, "That has the largest ratio, because the others lack it: no sure sign.")
        )
    if plain.index[0] not in here.index:
        slips.append(Slip(plain.index[0], 0.25, "That word was set aside (see `note`): a name or page furniture."))
    if any(best.index[0] in slip.words.casefold() for slip in slips):  # what is said must not give it away
        return None
    return Solution(best.index[0], slips, frozenset(counts.index))


EXERCISES = [Exercise("06.1", _draw, _solve, judge_label)]
