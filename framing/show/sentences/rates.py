"""What a careful reader may say about rates."""

from __future__ import annotations

import pandas as pd

from ..quality import quality_sentences
from .say import LISTED, names, number, prose

RATES = ["outlet", "n_articles", "n_with", "n_mentions", "rate", "low", "high"]
# Whose words, as a chart's legend says it and as a sentence says it after the frame's name.
VOICE_WORDS = {
    "narrator": "in its own words",
    "quoted": "inside quotations",
    "paraphrased": "paraphrasing others",
    "ascribed": "as what others want or believe",
    "unclear": "cannot be told",
}
IN_SENTENCES = VOICE_WORDS | {
    "narrator": "in the outlet's own words",
    "unclear": "where it cannot be told whose words they are",
}


def describe_rates(rates: pd.DataFrame) -> str:
    """Rates by outlet, then what must be said with them; one sentence a line."""
    return prose([*rate_sentences(rates), *rate_caveats(rates)])


def rate_sentences(table: pd.DataFrame) -> list[str]:
    """The numbers with their intervals and n, a sentence for each frame or term and voice."""
    by = "frame" if "frame" in table else "term"
    sentences = []
    for name, rows in table.groupby(by, sort=False):
        voices = rows.groupby("voice", sort=False) if "voice" in rows else [(None, rows)]
        for voice, of_voice in voices:
            if voice is None or of_voice.n_mentions.any():
                sentences.append(_rate_sentence(name, voice, of_voice))
    return sentences


def _rate_sentence(name: str, voice: str | None, rows: pd.DataFrame) -> str:
    where = f" {IN_SENTENCES.get(voice, voice)}" if voice else ""
    if not rows.n_mentions.any():
        return f"{name}: no mention in {rows.n_articles.sum():,} articles."
    rows = rows.sort_values("rate", ascending=False)
    if len(rows) <= LISTED:
        return f"{name}{where}, mentions per 1,000 words: {', '.join(_one_rate(r) for r in rows.itertuples())}."
    first, last = (_one_rate(r) for r in (next(rows.itertuples()), next(rows.tail(1).itertuples())))
    return f"{name}{where}, mentions per 1,000 words in {len(rows)} outlets: most often {first}, least often {last}."


def _one_rate(row) -> str:
    mentions = "1 mention" if row.n_mentions == 1 else f"{row.n_mentions:,} mentions"
    interval = "no interval" if row.low != row.low else f"95% interval {number(row.low)} to {number(row.high)}"
    return f"{row.outlet} {number(row.rate)} ({mentions} in {row.n_with:,} of {row.n_articles:,} articles, {interval})"


def rate_caveats(table: pd.DataFrame) -> list[str]:
    """What must be said with rates, from the articles and voices behind them."""
    articles = table.drop_duplicates("outlet").set_index("outlet").n_articles
    caveats = []
    single = articles[articles < 2].index.tolist()
    if single:
        caveats.append(
            f"{names(single)} {'has one article' if len(single) == 1 else 'have one article each'}: "
            "nothing can be said beyond it. "
            "Outlet and event cannot be told apart."
        )
    few = articles[(articles >= 2) & (articles < 10)].index.tolist()
    if few:
        caveats.append(
            f"{names(few)} {'has' if len(few) == 1 else 'have'} fewer than 10 articles, so the intervals are wide."
        )
    if "share_unclear" in table:
        unclear = table.drop_duplicates("outlet").set_index("outlet").share_unclear.dropna()
        if (unclear > 0).any():
            worst = unclear.idxmax()
            caveats.append(
                f"Voice is unclear in up to {unclear.max():.0%} of an outlet's mentions ({worst}), "
                "because quotation marks were lost or the article is not in English."
            )
    if "voice" in table:
        caveats.extend(voice_caveats(table))
    caveats.append(
        "These are counts of words in this sample: how often they stand there, not why, and no verdict on any outlet."
    )
    return caveats


def voice_caveats(table: pd.DataFrame) -> list[str]:
    """What the outlet's own words are, and how often the machine is right about the voices that occur."""
    voices = table.voice[table.n_mentions > 0].unique().tolist()
    own = [
        "The outlet's own words are those in which the machine found nobody else who says or thinks them; "
        "where it missed somebody, they are counted here."
    ]
    return [*(own if "narrator" in voices else []), *quality_sentences(voices)]
