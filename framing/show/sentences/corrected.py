"""What a careful reader may say about rates that were corrected by hand-coding, in plain sentences."""

from __future__ import annotations

import pandas as pd

from ...tables import as_texts
from .rates import IN_SENTENCES
from .say import LISTED, names, number, percent, prose

CORRECTED = ["outlet", "n_coded", "rate", "low", "high", "rate_machine", "rate_hand", "hand_low", "hand_high", "lambda"]
FEW_ARTICLES = 10

_LIMITS = (
    "Coders are taken to be right: where they share a mistake, it stays. The intervals know which articles were in the "
    "sample and which mentions were coded, not how the articles were chosen. These are counts of words: how often they "
    "stand there, not why, and no verdict on any outlet."
)


def describe_corrected(table: pd.DataFrame) -> str:
    """Say in plain sentences what a table of `correct_rates` shows; one sentence a line."""
    by = "frame" if "frame" in table else "term"
    sentences = []
    for name, rows in table.groupby(by, sort=False):
        voices = rows.groupby("voice", sort=False) if "voice" in rows else [("", rows)]
        sentences += [_rates(name, voice, of) for voice, of in voices if is_there(of)]
        if "precision" in rows:
            sentences.append(_precision(name, rows))
    if not sentences:
        sentences = [f"No mention in {_articles(table)} articles."]
    return prose([*sentences, *_caveats(table), _LIMITS])


def is_there(rows: pd.DataFrame) -> bool:
    """Whether machine or coders found anything in these rows."""
    return bool((rows.n_mentions > 0).any() or (rows.rate > 0).any())


def _articles(table: pd.DataFrame) -> str:
    return f"{table.drop_duplicates('outlet').n_articles.sum():,}"


def _rates(name: str, voice: str, rows: pd.DataFrame) -> str:
    where = f" {IN_SENTENCES.get(voice, voice)}" if voice else ""
    what = "mentions that carry the frame" if rows.carries.iloc[0] else "mentions"
    start = f"{name}{where}, {what} per 1,000 words, corrected"
    rows = rows.sort_values("rate", ascending=False, na_position="last", kind="stable")
    if len(rows) > 1 and (rows.rate == 0).all() and rows.high.notna().all():
        ends = f"{number(rows.high.min())} to {number(rows.high.max())}"
        return f"{start}: 0 in all {len(rows)} outlets (the 95% intervals end at {ends})."
    told = [_one(row) for row in rows.to_dict("records")]
    if len(told) <= LISTED:
        return f"{start}: {'; '.join(told)}."
    sure = rows.rate.notna().sum()
    if sure < 2:
        return f"{start}, in {len(told)} outlets: {told[0]}."
    return f"{start}, in {len(told)} outlets: most often {told[0]}; least often {told[sure - 1]}."


def _one(row: dict) -> str:
    coded = f"{row['n_coded']:,} coded"
    machine = f"by the machine {number(row['rate_machine'])}"
    if row["rate"] != row["rate"]:
        return f"{row['outlet']} not corrected ({machine}; {row['n_coded_outlet']:,} of the outlet's mentions coded)"
    hand = "" if row["rate_hand"] != row["rate_hand"] else f", by hand-coding alone {number(row['rate_hand'])}"
    ends = _interval(row["low"], row["high"])
    return f"{row['outlet']} {number(row['rate'])} ({ends}; {machine}{hand}; {coded})"


def _interval(low: float, high: float, text=number) -> str:
    return "no interval" if low != low else f"95% interval {text(low)} to {text(high)}"


def _precision(name: str, rows: pd.DataFrame) -> str:
    rows = rows.sort_values("precision", kind="stable")
    told = [
        f"{row.outlet} {percent(row.precision)} ({_interval(row.precision_low, row.precision_high, percent)}; "
        f"{row.n_coded:,} coded)"
        for row in rows[rows.precision.notna()].itertuples()
    ]
    if not told:
        return f"{name}: no mention coded, so it cannot be told how many carry the frame."
    if len(told) > LISTED:
        if rows.precision.min() == rows.precision.max():
            lows = f"{percent(rows.precision_low.min())} to {percent(rows.precision_low.max())}"
            told = [f"{percent(rows.precision.min())} in {len(told)} outlets (the 95% intervals begin at {lows})"]
        else:
            told = [f"lowest {told[0]}", f"highest {told[-1]}"]
    return f"{name}, share of the mentions found that carry the frame: {'; '.join(told)}."


def _caveats(table: pd.DataFrame) -> list[str]:
    n_coded = int(table.drop_duplicates("outlet").n_coded_outlet.sum())
    known = "" if (table.weights == "p_drawn").all() else (
        ", taken to be a random draw from each outlet and machine voice, because no chances of being drawn were given"
    )  # fmt: skip
    sentences = [
        "Corrected means: all mentions as the machine labels them, and what hand-coded mentions show it to have "
        f"missed or counted too often ({n_coded:,} coded{known})."
    ]
    sure = table[table["lambda"].notna()]
    sentences += _moved(sure[sure.low.notna()])
    notes = pd.Series(as_texts(table.note), table.index)
    for start, text in (
        ("no mention of this outlet coded", "had no mention coded"),
        ("fewer than 10 mentions of this outlet coded", "had fewer than 10 mentions coded"),
    ):
        outlets = table.outlet[notes.str.startswith(start)].unique().tolist()
        if outlets:
            sentences.append(f"{names(outlets)} {text}: not corrected.")
    open_ = table.outlet[notes.str.contains("nobody coded")].unique().tolist()
    if open_:
        sentences.append(
            f"{names(open_)}: no mention was coded in some machine voice, so intervals reach from none of these to all."
        )
    rough = table.outlet[notes.str.contains("coded: rough")].unique().tolist()
    if rough:
        sentences.append(f"{names(rough)}: fewer than 30 mentions coded, so the interval is rough.")
    articles = table.drop_duplicates("outlet").set_index("outlet").n_articles
    few = articles[articles < FEW_ARTICLES].index.tolist()
    if few:
        sentences.append(
            f"{names(few)}: fewer than {FEW_ARTICLES} articles, so the interval is rough, or there is none."
        )
    split = int(table.drop_duplicates([c for c in ("outlet", "frame", "term") if c in table]).n_split.sum())
    if split:
        sentences.append(
            f"On {split:,} coded {'mention' if split == 1 else 'mentions'} coders were tied or unsure: "
            "each answer counts a half."
        )
    return sentences


def _moved(sure: pd.DataFrame) -> list[str]:
    """Where the machine's rate cannot be held up, and what it adds to hand-coding."""
    found = sure[(sure.n_mentions > 0) | (sure.rate > 0)]
    if not len(found):
        return []
    off = ((found.rate_machine < found.low) | (found.rate_machine > found.high)).sum()
    sentences = [f"The machine's own rate lies outside the corrected interval in {off:,} of {len(found):,} rows."]
    narrower = 1 - (found.high - found.low).mean() / (found.hand_high - found.hand_low).mean()
    if narrower > 0.005:
        sentences.append(
            f"On average the corrected intervals are {percent(narrower)} narrower than those of hand-coding alone."
        )
    return sentences
