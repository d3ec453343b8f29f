"""What a careful reader may say about a table, in plain sentences."""

from __future__ import annotations

import pandas as pd

from ..tables import FramingError
from .quality import quality_sentences
from .source_sentences import OUTLETS, SPEAKERS, describe_sources

LISTED = 4  # outlets named one by one; of more, the highest and the lowest
SURE = 0.05  # q-value up to which a difference is stated

_RATES = ["outlet", "n_articles", "n_with", "n_mentions", "rate", "low", "high"]
_DIFFERENCES = ["outlet_a", "outlet_b", "ratio", "low", "high", "q_value", "note", "n_mentions_a", "n_mentions_b"]
# Whose words, as a chart's legend says it and as a sentence says it after the frame's name.
VOICE_WORDS = {
    "narrator": "in its own words",
    "quoted": "inside quotations",
    "paraphrased": "paraphrasing others",
    "ascribed": "as what others want or believe",
    "unclear": "cannot be told",
}
_IN_SENTENCES = VOICE_WORDS | {
    "narrator": "in the outlet's own words",
    "unclear": "where it cannot be told whose words they are",
}


def describe(table: pd.DataFrame) -> str:
    """Say in plain sentences what a table of rates, differences or sources shows, and what it does not.

    Parameters
    ----------
    table : DataFrame
        From `measure_outlets` (with or without voice), `compare_outlets` or `measure_sources`; any selection of
        its rows.

    Returns
    -------
    str
        One sentence a line: the numbers with their intervals and n first, then what must be said with them.

    Raises
    ------
    FramingError
        If the table is none of these, or empty.

    Notes
    -----
    The sentences report counts of words. Whether a word was fair, and why an outlet used it, is for a reader of the
    passages to judge. With voice they also say how often `label_voice`, "the machine", is right about each voice
    (data/voice_quality.csv); of labels given by hand that does not hold.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> articles = pd.DataFrame({"article_id": range(40), "outlet": ["X", "Y"] * 20, "n_words": 500})
    >>> mentions = pd.DataFrame({"article_id": [*range(0, 40, 2), 1, 3], "frame": "atrocity"})
    >>> print(fr.describe(fr.measure_outlets(mentions, articles)))
    atrocity, mentions per 1,000 words: X 2.0 (20 mentions in 20 of 20 articles, 95% interval 1.2 to 3.2), Y 0.20 \
(2 mentions in 2 of 20 articles, 95% interval 0.019 to 0.78).
    These are counts of words in this sample: how often they stand there, not why, and no verdict on any outlet.
    """
    if not isinstance(table, pd.DataFrame):
        raise FramingError(f"describe takes a table of rates, differences or sources, not {type(table).__name__}.")
    if not len(table):
        raise FramingError("The table has no rows: there is nothing to describe. Were any mentions found?")
    if set(_RATES) <= set(table.columns):
        return "\n".join([*rate_sentences(table), *rate_caveats(table)])
    if set(_DIFFERENCES) <= set(table.columns):
        return "\n".join(_differences(table))
    if any(set(columns) <= set(table.columns) for columns in (SPEAKERS, OUTLETS)):
        return describe_sources(table)
    raise FramingError(
        "describe takes a table from measure_outlets, compare_outlets or measure_sources. "
        f"This one has: {', '.join(map(str, table.columns))}."
    )


def number(value: float) -> str:
    """Two figures that matter: 0.034, 0.34, 3.4, 34."""
    if value != value:
        return "–"
    if abs(value) < 0.0005:
        return "0"
    for limit, places in ((0.0995, 3), (0.995, 2), (9.95, 1)):
        if abs(value) < limit:
            return f"{value:.{places}f}"
    return f"{value:,.0f}"


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
    where = f" {_IN_SENTENCES.get(voice, voice)}" if voice else ""
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
            f"{_names(single)} {'has one article' if len(single) == 1 else 'have one article each'}: "
            "nothing can be said beyond it. "
            "Outlet and event cannot be told apart."
        )
    few = articles[(articles >= 2) & (articles < 10)].index.tolist()
    if few:
        caveats.append(
            f"{_names(few)} {'has' if len(few) == 1 else 'have'} fewer than 10 articles, so the intervals are wide."
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


def _differences(table: pd.DataFrame) -> list[str]:
    by = "frame" if "frame" in table else "term"
    tested, found = table.q_value.notna(), table.q_value <= SURE
    shown = sure_differences(table)
    what = "words of {}" if by == "frame" else "“{}”"
    sentences = [_difference_sentence(row, what.format(getattr(row, by))) for row in shown.itertuples()]
    doubtful = int(found.sum()) - len(shown)
    if doubtful:
        sentences.append(
            f"{_rows(doubtful)} significant (q up to .05) with an interval that holds 1: take these as hints."
        )
    rest = int((tested & ~found).sum())
    if rest:
        sentences.append(f"{_rows(rest)} tested without showing a difference. That is not evidence that there is none.")
    for note, rows in table[~tested].groupby("note", sort=False):
        sentences.append(f"{_rows(len(rows))} not tested ({note}).")
    sentences.append(
        "A difference in words may come from other events covered, not from other wording of the same events."
    )
    return sentences


def sure_differences(table: pd.DataFrame) -> pd.DataFrame:
    """The rows on which test and interval agree that the rates differ; first those that rest on ten articles a side."""
    agreed = table[(table.q_value <= SURE) & ((table.low > 1) | (table.high < 1))]
    return agreed.assign(rough=agreed.note != "").sort_values(["rough", "q_value"], kind="stable").drop(columns="rough")


def _difference_sentence(row, what: str) -> str:
    """The outlet with the higher rate first, so that every ratio is read the same way."""
    more, less, n_more, n_less = row.outlet_a, row.outlet_b, row.n_mentions_a, row.n_mentions_b
    ratio, low, high = row.ratio, row.low, row.high
    if ratio < 1:
        more, less, n_more, n_less, ratio, low, high = less, more, n_less, n_more, 1 / ratio, 1 / high, 1 / low
    counts = f"q {_q(row.q_value)}; {n_more:,} and {n_less:,} mentions"
    if row.note:  # in so few articles the ratio itself hangs on the 0.5 that is added to both counts
        return f"{more} uses {what} more often than {less}, at least {number(low)} times ({counts}; {row.note})."
    interval = f"95% interval {number(low)} to {number(high)}"
    return f"{more} uses {what} {number(ratio)} times as often as {less} ({interval}, {counts})."


def _rows(n: int) -> str:
    return "1 comparison was" if n == 1 else f"{n:,} comparisons were"


def _q(q: float) -> str:
    return "below .001" if q < 0.001 else f"= {q:.3f}".replace("0.", ".")


def _names(names: list[str]) -> str:
    names = [str(n) for n in names]
    if len(names) > LISTED:
        return f"{len(names)} outlets"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
