"""Exercise of lesson 08: which share of a small outlet's articles a machine finds."""

from __future__ import annotations

from .draws import OUTLETS, Draw, allsides
from .parts import Exercise, MyData, Slip, Solution, judge_share

_SIZES = [range(110, 160), range(45, 70), range(24, 40), range(16, 24)]  # articles of each outlet, the largest first
_RIGHT = [range(85, 96), range(60, 80), range(45, 70), range(35, 75)]  # of these, answered rightly: per cent
_TO_LARGEST = 2  # of three wrong answers so many name the largest outlet, as a machine does that has seen it most


def _draw(draw: Draw) -> MyData:
    """Four outlets of very uneven size; the third or fourth is asked about."""
    outlets = draw.some(OUTLETS, len(_SIZES), "outlets")
    articles = allsides().articles
    said: dict[str, str] = {}
    for outlet, sizes, rights in zip(outlets, _SIZES, _RIGHT, strict=True):
        use = f"said {outlet}"
        size, right = draw.one(sizes, f"size {use}"), draw.one(rights, f"right {use}")
        own = draw.some(articles.article_id[articles.outlet == outlet], size, use)
        n_right = round(size * right / 100)
        others = [other for other in outlets if other != outlet]
        wrong = [outlets[0]] * _TO_LARGEST + others if outlet != outlets[0] else others
        said |= dict.fromkeys(own[:n_right], outlet)
        said |= {article_id: draw.one(enumerate(wrong), article_id)[1] for article_id in own[n_right:]}
    mine = articles[articles.article_id.isin(said)].sort_values("article_id", ignore_index=True)
    mine = mine.assign(said=mine.article_id.map(said))
    outlet = draw.one(outlets[2:], "asked")
    question = (
        "A machine was asked which outlet each of your articles comes from; the column said of articles holds its "
        f"answers. (It is made up for this exercise, and so are they.) Of the articles of {outlet}, what share does it "
        "find? Give a share from 0 to 1."
    )
    return MyData("08.1", "", question, mine, outlet=outlet)


def _solve(mine: MyData) -> Solution | None:
    outlet, said = mine.articles.outlet, mine.articles.said
    is_own, named, right = outlet == mine.outlet, said == mine.outlet, outlet == said
    found, n_own = int((is_own & named).sum()), int(is_own.sum())
    by_outlet = right.groupby(outlet).mean()
    if not 3 <= found < n_own:
        return None
    slips = [
        Slip(
            found / int(named.sum()),
            0.5,
            "You turned it around: of the articles to which the machine gives this name, the share that are the "
            "outlet's. Asked is: of the outlet's own, the share that get its name.",
        ),
        Slip(
            float(right.mean()),
            0.25,
            "That is the accuracy over all articles. The largest outlet decides it; a small one can be missed.",
        ),
        Slip(
            float(by_outlet.mean()),
            0.25,
            "That is balanced accuracy, the mean of all outlets' shares. The question is about one.",
        ),
        Slip(float(by_outlet[outlet.value_counts().idxmax()]), 0.25, "That is the share of another outlet's articles."),
        Slip(
            float(outlet.value_counts(normalize=True).max()),
            0.0,
            "That is how often one is right who always names the largest outlet. The question is about the machine.",
        ),
        Slip(n_own / len(outlet), 0.0, "That is how much of your data is this outlet's. How much of that is found?"),
        Slip(found / len(outlet), 0.25, "You divided by all articles. Divide by those of this outlet."),
        Slip(found / int(right.sum()), 0.25, "You divided by all right answers. Divide by this outlet's articles."),
        Slip(1 - found / n_own, 0.5, "That is the share that it misses. The question asks for what it finds."),
        Slip(float(found), 0.25, "That is a count. The question asks for a share: divide by this outlet's articles."),
    ]
    return Solution(found / n_own, slips)


EXERCISES = [Exercise("08.1", _draw, _solve, judge_share)]
