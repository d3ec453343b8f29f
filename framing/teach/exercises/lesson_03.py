"""Exercise of lesson 03: whose words they are."""

from __future__ import annotations

import pandas as pd

from ...read.datasets import data_folder
from .draws import Draw, teaching
from .parts import Exercise, MyData, Slip, Solution, judge_share

_SIZE = 20  # articles


def _draw(draw: Draw) -> MyData:
    data = teaching()
    articles = data.articles[data.articles.article_id.isin(draw.some(data.articles.article_id, _SIZE))]
    settled = pd.read_csv(data_folder() / "teaching" / "gold.csv", keep_default_na=False)
    mentions = settled[["mention_id", "voice", "speaker"]].copy()
    parts = mentions.mention_id.str.split(":")
    mentions.insert(1, "article_id", parts.str[0])
    mentions.insert(2, "frame", parts.str[-1])
    mine = mentions[mentions.article_id.isin(articles.article_id)]
    frame = draw.one(sorted(mine.frame.unique()), "frame")
    return MyData(
        "03.1",
        "",
        f"In mentions stand the settled voices of your {_SIZE} articles. Of their mentions of the frame {frame!r}, "
        "what share (0 to 1) is in the outlets' own words?",
        articles.drop(columns="event").sort_values("article_id", ignore_index=True),
        mine.reset_index(drop=True),
        frame=frame,
    )


def _solve(mine: MyData) -> Solution | None:
    of_frame = mine.mentions[mine.mentions.frame == mine.frame]
    own, n = int((of_frame.voice == "narrator").sum()), len(of_frame)
    outside = float((~of_frame.voice.isin(["quoted", "unclear"])).mean()) if n else 0.0
    every = float((mine.mentions.voice == "narrator").mean())
    if n < 10 or not 2 <= own < n:
        return None
    return Solution(
        own / n,
        [
            Slip(
                outside,
                0.5,
                "You took all that stands outside quotation marks for the outlets' own. What somebody is "
                "said to say or think is not.",
            ),
            Slip(
                float((of_frame.voice != "quoted").mean()),
                0.5,
                "You took all that is not quoted for the outlets' own. What somebody is said to say or think is not.",
            ),
            Slip(
                float(own), 0.25, "That is a count. The question asks for a share: divide by all mentions of the frame."
            ),
            Slip(
                1 - own / n, 0.25, "That is the share of what others say. The question asks for the outlets' own words."
            ),
            Slip(every, 0.5, "That is the share over all frames. The question asks for one."),
        ],
    )


EXERCISES = [Exercise("03.1", _draw, _solve, judge_share)]
