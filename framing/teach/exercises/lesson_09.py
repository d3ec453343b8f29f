"""Exercise of lesson 09: how often the machine is right about a voice, from a sample coded by hand."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from ...clean.articles import clean_articles
from ...find.mentions import find_mentions
from ...read.datasets import data_folder
from ...voice.label import label_voice
from ..scores import score_voice
from ..sheets import share_out
from .draws import Draw, teaching
from .parts import Exercise, MyData, Slip, Solution, is_near, is_well_posed, judge_share

_SIZES = [12, 8, 4, 3]  # articles of each outlet
_CODED = 90  # mentions
_FEW = 8  # coded mentions to which the machine gives the voice; with fewer we draw again
_APART = 0.015  # weights move a share by little


@lru_cache(maxsize=1)
def _labelled() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The clean teaching articles, their mentions with the machine's voices, and the settled codes by mention."""
    data = teaching()
    articles, _ = clean_articles(data.articles)
    mentions = label_voice(find_mentions(articles, data.lexicon), articles)
    settled = pd.read_csv(data_folder() / "teaching" / "gold.csv", keep_default_na=False).set_index("mention_id")
    return articles, mentions, settled


def _draw(draw: Draw) -> MyData | None:
    """Some articles of four outlets, a sample of their mentions with its codes, and a voice the machine gives."""
    articles, mentions, settled = _labelled()
    outlets = draw.some(articles.outlet.unique(), len(_SIZES), "outlets")
    ids: list[str] = []
    for outlet, size in zip(outlets, _SIZES, strict=True):
        ids += draw.some(articles.article_id[articles.outlet == outlet], size, "articles")
    articles = articles[articles.article_id.isin(ids)].reset_index(drop=True)
    mentions = mentions[mentions.article_id.isin(ids)].reset_index(drop=True)
    codes = _coded(draw, mentions, articles, settled)
    voices = draw.order(["narrator", "ascribed", "paraphrased"], "voice")
    voice = next((voice for voice in voices if _weighed(mentions, codes, voice)), None)
    if voice is None:
        return None
    question = (
        f"Of the mentions that the machine calls {voice!r}, what share is {voice!r} by hand, too? The codes are of a "
        f"sample of {len(codes)}, drawn as draw_coding_sample draws: each stands for 1 / p_drawn mentions. Give a "
        "share from 0 to 1."
    )
    return MyData("09.1", "", question, articles, mentions, codes=codes, voice=voice)


def _coded(draw: Draw, mentions: pd.DataFrame, articles: pd.DataFrame, settled: pd.DataFrame) -> pd.DataFrame:
    """A sample as `draw_coding_sample` draws it, a few of every outlet and voice and the rest by size, but by hash."""
    outlet = mentions.article_id.map(articles.set_index("article_id").outlet)
    groups = [rows.mention_id for _, rows in mentions.groupby([outlet, "voice"])]
    take = share_out(np.array([len(ids) for ids in groups]), _CODED)
    chance = {i: n / len(ids) for ids, n in zip(groups, take.tolist(), strict=True) for i in draw.some(ids, n, "coded")}
    drawn = draw.order(chance, "order")
    by_hand = settled.loc[drawn, ["voice", "fits"]].reset_index()
    by_hand.insert(1, "coder", "settled")
    return by_hand.assign(note="", p_drawn=[chance[i] for i in drawn])


def _solve(mine: MyData) -> Solution | None:
    solution = _weighed(mine.mentions, mine.codes, mine.voice)
    precision = score_voice(mine.mentions, mine.codes).scores.set_index("voice").precision
    return solution if solution and is_near(precision[mine.voice], solution.right, 1e-9) else None


def _weighed(mentions: pd.DataFrame, codes: pd.DataFrame, voice: str) -> Solution | None:
    both = codes.merge(mentions, on="mention_id", suffixes=("_hand", ""))
    hand, machine, weight = both.voice_hand == voice, both.voice == voice, 1 / both.p_drawn
    right, n_right = hand & machine, int((hand & machine).sum())
    if machine.sum() < _FEW or not 2 <= n_right < machine.sum() or n_right == hand.sum():
        return None
    share = float(weight[right].sum() / weight[machine].sum())
    agree = both.voice_hand == both.voice
    slips = [
        Slip(
            n_right / int(machine.sum()),
            0.5,
            "You counted each coded mention once. Rare groups were drawn more often, so each counts 1 / p_drawn.",
        ),
        Slip(
            float(both.p_drawn[right].sum() / both.p_drawn[machine].sum()),
            0.5,
            "You weighed with p_drawn. The rarer a mention was drawn, the more it stands for: 1 / p_drawn.",
        ),
        Slip(
            float(weight[right].sum() / weight[hand].sum()),
            0.5,
            "That is recall: of those that are so by hand, the share the machine finds. Asked is the other way round.",
        ),
        Slip(
            n_right / int(hand.sum()),
            0.25,
            "That is recall, and each mention counted once. Asked is the other way round, with weights.",
        ),
        Slip(
            float(weight[agree].sum() / weight.sum()),
            0.25,
            "That is how often it is right over all voices. The question is about one.",
        ),
        Slip(
            float(agree.mean()),
            0.25,
            "That is how often it is right over all voices, unweighted. The question is about one.",
        ),
        Slip(1 - share, 0.5, "That is the share that is another voice by hand."),
        Slip(float(n_right), 0.25, "That is a count. The question asks for a share, of the mentions so called."),
        Slip(float(weight[right].sum()), 0.25, "That is a weighted count. Divide by that of all mentions so called."),
    ]
    solution = Solution(share, slips, apart=_APART)
    return solution if is_well_posed(solution) else None


EXERCISES = [Exercise("09.1", _draw, _solve, judge_share)]
