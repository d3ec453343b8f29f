"""Do corrected rates hold the truth, and what does the machine add to hand-coding? On invented coverage of known rates.

    make corrected
    python benchmarks/corrected_rates.py --samples 20   quick and rough

Five outlets mention three frames. How often they do, in whose voice, and how the machine mistakes one voice for another
differ by outlet as in data/teaching (its gold codes against `label_voice`). In every seventh article, and in the third
frame, the machine errs more. Printed: the share of 95% intervals that hold the true rate, over all rows (covers), over
those where the machine's rate is off by a fifth or more, and in the worst row; and their mean width, of

- the machine alone: `measure_outlets`;
- hand-coding alone: as many mentions drawn at random from each outlet, no machine in sight;
- the same sample weighted: what `correct_rates` starts from (rate_hand), which knows the machine's groups;
- corrected: `correct_rates`.

The same for `fits`: rates of what carries its frame (carries=True), where the share that does differs by outlet, frame
and article, and that share itself (precision).

Then, why outlets with few coded mentions are not corrected: the intervals with so few, and those of an outlet of which
nothing is coded if the errors of the other outlets are borrowed. The same seed gives the same figures.
"""

from __future__ import annotations

import os

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = "1"

import argparse
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from tqdm import tqdm

import framing as fr
from framing.teach import corrected
from framing.teach.sheets import share_out

VOICES = ["narrator", "quoted", "paraphrased", "ascribed"]
RATES = np.array([4, 2, 1]) / 1000  # of three frames, per word
HARD_FRAME, HARD_ARTICLES = 2, 1 / 7  # where the machine errs more
LOST = np.array([0.7, 0.05, 0.2, 0.05])  # what it then says, whatever the truth, in a third of the cases
GOLD = Path(__file__).resolve().parents[1] / "data" / "teaching" / "gold.csv"
SETTINGS = [(50, 40), (50, 100), (200, 40), (200, 100), (200, 200)]  # articles and coded mentions of an outlet
OFF = 0.2  # the machine's rate is called off where it is wrong by a fifth of the truth
SHARES_CARRIED = [0.95, 0.8, 0.6, 0.9]  # of the mentions of an outlet and frame, in turn
FEW = [5, 10, 20, 30]  # coded mentions of an outlet with 100 articles
_Z = 1.96


class World(NamedTuple):
    """Of each outlet: its mix of voices, and what the machine says for each true voice (rows add up to 1)."""

    mixes: np.ndarray
    confusions: np.ndarray

    def rates(self) -> pd.Series:
        """The true rates per 1,000 words."""
        true = 1000 * RATES[None, :, None] * self.mixes[:, None, :]
        return pd.Series(true.ravel(), _rows(len(self.mixes)))


def _rows(outlets: int) -> pd.MultiIndex:
    names = [[f"outlet {o}" for o in range(outlets)], [f"frame {f}" for f in range(len(RATES))], VOICES]
    return pd.MultiIndex.from_product(names, names=["outlet", "frame", "voice"])


def teaching_world() -> World:
    """Voices and errors of the five outlets of data/teaching; a quarter of each outlet's errors are those of all."""
    data = fr.load("teaching")
    articles, _ = fr.clean_articles(data.articles)
    mentions = fr.label_voice(fr.find_mentions(articles, data.lexicon), articles)
    gold = pd.read_csv(GOLD, keep_default_na=False).set_index("mention_id").voice
    table = mentions.assign(gold=mentions.mention_id.map(gold), outlet=mentions.article_id.map(_outlets(articles)))
    table = table[table.gold.isin(VOICES) & table.voice.isin(VOICES)]
    pairs = [pd.crosstab(t.gold, t.voice) for _, t in table.groupby("outlet")]
    counts = np.array([p.reindex(index=VOICES, columns=VOICES, fill_value=0) for p in pairs], float)
    every = counts.sum(axis=0) / counts.sum(axis=(0, 2))[:, None]
    own = counts + every * np.maximum(counts.sum(axis=2, keepdims=True) / 3, 1)
    mixes = counts.sum(axis=2) + 1
    return World(mixes / mixes.sum(axis=1, keepdims=True), own / own.sum(axis=2, keepdims=True))


def _outlets(articles: pd.DataFrame) -> pd.Series:
    return articles.set_index("article_id").outlet


def make_coverage(world: World, n_articles: int, rng: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Articles, and their mentions with the machine's `voice` and the `truth`; both crowd in articles."""
    outlets = len(world.mixes)
    of = np.repeat(np.arange(outlets), n_articles)
    words = np.round(rng.lognormal(6.1, 0.5, len(of))) + 50
    n = rng.poisson(RATES * words[:, None] * rng.gamma(1, 1, (len(of), len(RATES))))
    mix = rng.gamma(6 * world.mixes[of])
    mix = (mix + 1e-9) / (mix + 1e-9).sum(axis=1, keepdims=True)
    article, frame = (np.repeat(cells.ravel(), n.ravel()) for cells in np.indices(n.shape))
    truth = _draw(mix[article], rng)
    lost = (rng.random(len(of)) < HARD_ARTICLES)[article] | (frame == HARD_FRAME)
    said = world.confusions[of[article], truth]
    said = np.where(lost[:, None], 2 / 3 * said + LOST / 3, said)
    names = np.array(VOICES)
    articles = pd.DataFrame({"article_id": np.arange(len(of)), "outlet": [f"outlet {o}" for o in of], "n_words": words})
    mentions = pd.DataFrame({"mention_id": np.arange(len(article)), "article_id": article})
    mentions["frame"] = np.array([f"frame {f}" for f in range(len(RATES))])[frame]
    return articles, mentions.assign(voice=names[_draw(said, rng)], truth=names[truth])


def _draw(chances: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    return (rng.random(len(chances))[:, None] > chances.cumsum(axis=1)).sum(axis=1).clip(0, chances.shape[1] - 1)


def code(mentions: pd.DataFrame, articles: pd.DataFrame, n: int, rng, *, blind: bool = False) -> pd.DataFrame:
    """Codes of `n` mentions of each outlet, drawn from its groups as `draw_coding_sample` does; blind: from all."""
    drawn = []
    outlet = mentions.article_id.map(_outlets(articles))
    for _, rows in mentions.groupby(outlet):
        groups = [rows] if blind else [group for _, group in rows.groupby("voice")]
        takes = share_out(np.array([len(group) for group in groups]), min(n, len(rows)))
        for group, take in zip(groups, takes, strict=True):
            picked = group.iloc[rng.choice(len(group), take, replace=False)]
            drawn.append(picked.assign(p_drawn=take / len(group)))
    codes = pd.concat(drawn)
    return codes.assign(voice=codes.truth)[["mention_id", "voice", "p_drawn"]]


def one_sample(world: World, n_articles: int, n: int, rng: np.random.Generator) -> pd.DataFrame:
    """One draw of coverage and codes: per row the ends of the four intervals."""
    articles, mentions = make_coverage(world, n_articles, rng)
    index = ["outlet", "frame", "voice"]
    table = fr.correct_rates(mentions, articles, code(mentions, articles, n, rng)).set_index(index)
    ignorant = mentions.assign(voice="narrator")
    alone = fr.correct_rates(ignorant, articles, code(mentions, articles, n, rng, blind=True)).set_index(index)
    table = table.assign(alone_low=alone.hand_low, alone_high=alone.hand_high, rate_alone=alone.rate_hand)
    return table.reindex(_rows(len(world.mixes)))


WAYS = {
    "machine alone": ("rate_machine", "machine_low", "machine_high"),
    "hand alone": ("rate_alone", "alone_low", "alone_high"),
    "same sample, weighted": ("rate_hand", "hand_low", "hand_high"),
    "corrected": ("rate", "low", "high"),
}


def judge(world: World, n_articles: int, n: int, samples: int, seed: int = 0) -> pd.DataFrame:
    """Of each way: share of intervals that hold the truth (see above), mean error, bias over samples, mean width."""
    true = world.rates().to_numpy()
    drawn = []
    for k in tqdm(range(samples), f"{n_articles} articles, {n} coded", disable=samples < 20):
        drawn.append(one_sample(world, n_articles, n, np.random.default_rng([seed, n_articles, n, k])))
    machine = np.mean([table.rate_machine.to_numpy() for table in drawn], axis=0)
    is_off = np.abs(machine - true) > OFF * true
    told = {}
    for way, columns in WAYS.items():
        rate, low, high = (np.array([table[c].to_numpy() for table in drawn]) for c in columns)
        covers = ((low <= true) & (true <= high)).mean(axis=0)
        told[way] = {
            "covers": covers.mean(),
            "machine off": covers[is_off].mean(),
            "worst row": covers.min(),
            "mean error": np.abs(rate - true).mean(),
            "bias": np.abs(rate.mean(axis=0) - true).mean(),
            "width": (high - low).mean(),
        }
    return pd.DataFrame(told).T


def carried(world: World, n_articles: int, n: int, samples: int, seed: int = 3) -> pd.DataFrame:
    """The same of the rates of what carries its frame, and of the share that does."""
    index = _rows(len(world.mixes)).droplevel("voice").unique()
    share = np.resize(SHARES_CARRIED, len(index))
    true = 1000 * np.tile(RATES, len(world.mixes)) * share
    held: dict[str, list] = {way: [] for way in ("machine alone", "hand alone", "corrected", "precision")}
    for k in range(samples):
        rng = np.random.default_rng([seed, n_articles, n, k])
        articles, mentions = make_coverage(world, n_articles, rng)
        of = pd.MultiIndex.from_arrays([mentions.article_id.map(_outlets(articles)), mentions.frame])
        chance = rng.beta(4 * share, 4 * (1 - share), (len(articles), len(share)))  # articles differ
        carries = rng.random(len(mentions)) < chance[mentions.article_id, index.get_indexer(of)]
        tables = []
        for machine in (mentions, mentions.assign(voice="narrator")):
            coded = code(mentions, articles, n, rng, blind=machine is not mentions)
            coded["fits"] = np.where(carries[coded.mention_id], "yes", "no")
            rates = fr.correct_rates(machine, articles, coded, voice=False, carries=True)
            tables.append(rates.set_index(["outlet", "frame"]).loc[index])
        with_machine, alone = tables
        held["machine alone"].append(_held(with_machine, "machine_low", "machine_high", true))
        held["hand alone"].append(_held(alone, "hand_low", "hand_high", true))
        held["corrected"].append(_held(with_machine, "low", "high", true))
        held["precision"].append(_held(with_machine, "precision_low", "precision_high", share))
    told = {way: (np.mean(tries, axis=0)) for way, tries in held.items()}
    rows = {way: {"covers": c.mean(), "worst row": c.min(), "width": w.mean()} for way, (c, w) in told.items()}
    return pd.DataFrame(rows).T


def _held(table: pd.DataFrame, low: str, high: str, true: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Whether each interval holds the truth, and its width."""
    ends = table[[low, high]].to_numpy().T
    return (ends[0] <= true) & (true <= ends[1]), ends[1] - ends[0]


def few_coded(world: World, samples: int, seed: int = 1) -> pd.DataFrame:
    """Share of corrected intervals that hold the truth, and their width, where only so many are coded."""
    told = {}
    usual, corrected.MIN_CODED = corrected.MIN_CODED, 1
    try:
        for n in FEW:
            table = judge(world, 100, n, samples, seed)
            told[n] = table.loc["corrected", ["covers", "worst row", "width"]]
    finally:
        corrected.MIN_CODED = usual
    return pd.DataFrame(told).T.rename_axis("coded")


def borrowed(world: World, n_articles: int, n: int, samples: int, seed: int = 2) -> pd.Series:
    """Share of intervals that hold the truth of an outlet whose errors are taken from codes of the others."""
    true, covers, widths = world.rates(), [], []
    for k in range(samples):
        rng = np.random.default_rng([seed, k])
        articles, mentions = make_coverage(world, n_articles, rng)
        codes = code(mentions, articles, n, rng).merge(mentions, on="mention_id", suffixes=("", "_machine"))
        rates = fr.measure_outlets(mentions, articles, voice=True).set_index(["outlet", "frame", "voice"])
        coded_in = codes.article_id.map(_outlets(articles))
        for outlet in true.index.levels[0]:
            others = codes[coded_in != outlet].assign(weight=lambda t: 1 / t.p_drawn)
            share = others.pivot_table(
                index="voice_machine", columns="voice", values="weight", aggfunc="sum", fill_value=0
            ).reindex(index=VOICES, columns=VOICES, fill_value=0)
            share = share.div(share.sum(axis=1), axis=0).to_numpy()
            n_coded = others.voice_machine.value_counts().reindex(VOICES).to_numpy()
            for frame in true.index.levels[1]:
                row = rates.loc[outlet, frame].reindex(VOICES, fill_value=0)
                words = rates.n_words[outlet].iloc[0] / 1000
                found = row.n_mentions.to_numpy() @ share
                luck = row.n_mentions.to_numpy() ** 2 @ (share * (1 - share) / n_coded[:, None])
                crowd = ((row.high - row.low) / 2 / _Z * words).to_numpy() ** 2
                reach = _Z * np.sqrt(np.maximum(crowd, found) + luck)
                truth = true[outlet, frame].reindex(VOICES).to_numpy() * words
                covers.append(np.abs(found - truth) <= reach)
                widths.append(2 * reach / words)
    per_row = np.array(covers).reshape(samples, -1).mean(axis=0)
    return pd.Series({"covers": per_row.mean(), "worst row": per_row.min(), "width": np.mean(widths)})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--samples", type=int, default=100)
    samples = parser.parse_args().samples
    world = teaching_world()
    print(f"{samples} samples of each; rates per 1,000 words; articles and coded mentions are of each outlet\n")
    for n_articles, n in SETTINGS:
        print(f"{n_articles} articles, {n} coded")
        print(judge(world, n_articles, n, samples).round(3).to_string(), "\n")
    for n_articles, n in SETTINGS[1::2]:
        print(f"what carries its frame: {n_articles} articles, {n} coded")
        print(carried(world, n_articles, n, samples).round(3).to_string(), "\n")
    print("few coded, 100 articles")
    print(few_coded(world, samples).round(3).to_string(), "\n")
    print("none coded, the errors of the other outlets borrowed (200 articles, 200 coded of each other outlet)")
    print(borrowed(world, 200, 200, max(samples // 2, 2)).round(3).to_string())


if __name__ == "__main__":
    main()
