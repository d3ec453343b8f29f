"""How much outlets differ in a frame's words, how sure we can be, and what this much text could have shown."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..tables import FramingError
from .foundation.counts import Units, count_units, voices_of
from .foundation.estimates import (
    MIN_UNITS,
    MIN_UNITS_P,
    MIN_WITH,
    PER,
    log_likelihood,
    p_value,
    q_values,
    rate_ratio,
    ratios_shown,
)
from .foundation.notes import add_note, comparison_notes
from .foundation.permutation import permutation_p
from .foundation.shared_copy import three_ways
from .foundation.sides import FEW_SHARED, Sides, shared_events, take_sides
from .same_event.matched import compare_within
from .same_event.table import within_table

PROMISING = 0.1  # q below which a row gets a permutation p as well


def compare_outlets(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: str = "frame",
    voice: str | None = None,
    against: str = "each other",
    unit: str = "article",
    matched: bool = False,
    copies: str | None = None,
    seed: int = 0,
) -> pd.DataFrame:
    """Compare outlets in how often they use each frame's (or term's) words: every pair, or each against the rest.

    Parameters
    ----------
    mentions : DataFrame
        From `find_mentions`; for `voice` from `label_voice`.
    articles : DataFrame
        All clean articles, those without a mention too: article_id, outlet, n_words, duplicate_of. Text is not needed.
    by : "frame" or "term"
    voice : str, optional
        Compare only mentions in this voice, "narrator" for instance; a frame without any keeps its rows.
    against : "each other" or "rest"
        Every pair of outlets, or each outlet against all others together (outlet_b is then "the rest").
    unit : str
        What counts as one draw: "article", a column of `articles` such as "event" or "topic", or "week" (of
        `published`). Where sides cover different weeks or topics, that is the unit that holds.
    matched : bool
        Compare within events only (or whatever `unit` names): what both sides wrote about the same ones.
    copies : "per outlet", "once" or "left out", optional
        How to count text that several outlets printed (`find_copies`); None does not look for any.
    seed : int
        For the permutations.

    Returns
    -------
    DataFrame
        One row per comparison x frame or term: frame or term, outlet_a, outlet_b, ratio (rate of a over rate of b),
        low, high (95% interval), deff (design effect over both), p_value, q_value (p after Benjamini and Hochberg over
        all tested rows of the table), p_permutation (where a side has fewer than 10 units, or so uneven ones that they
        are worth fewer than 10 of one size: then p_value is empty and q rests on it; and where q is below .1),
        smallest_ratio (above 1, that this much text would have shown in 80 of 100 samples; infinite: none), note; then
        n_mentions_a, n_mentions_b, rate_a, rate_b (per 1,000 words), n_units_a, n_units_b, n_with (articles of both
        with a mention), n_with_a, n_with_b, largest_ratio_below (as smallest_ratio, below 1; 0: none); voice, where one
        was asked for.

        With matched=True all of these count the events that both sides cover, n_units_a and n_units_b how many they
        are, p_value and p_permutation flip the sign of events; at the right ratio_all, low_all, high_all, q_all (over
        all coverage), p_family (against the largest difference among all rows of the comparison) and unit.

        With `copies`: ratio_per_outlet, q_per_outlet, ratio_once, q_once, ratio_left_out, q_left_out.

    Raises
    ------
    FramingError
        If a column is missing, there is only one outlet or no such voice, or a mention's article is not in `articles`.

    Notes
    -----
    Words in one article are not independent, so a plain chi-squared or G2 test calls many non-differences significant.
    Here G2 (Dunning 1993) is divided by the design effect over units; on splits of one outlet, where no difference is
    true, p < .05 then comes out about as often as it says, or less often in few articles (docs/calibration.md). The
    permutation p deals the units to the sides at random. With fewer than 4 units a side, or a term in fewer than 5
    articles, nothing is tested; with fewer than 10 units a side, or uneven ones worth fewer than 10, the permutation is
    the only test, and the note names the smallest p that it can give. The ratio adds 0.5 to both counts (Haldane 1940),
    so that it exists where one of them is 0, and leans towards 1 in small counts.

    Outlets that covered other events differ without framing anything differently. matched=True compares mentions in
    each event with what the sides' words on it would give if both worded it alike (after Mantel & Haenszel 1959), with
    events as the sample: it answers "worded it differently", ratio_all adds "covered another story".

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> articles = pd.DataFrame({"article_id": range(40), "outlet": ["X", "Y"] * 20, "n_words": 500})
    >>> mentions = pd.DataFrame({"article_id": [*range(0, 40, 2), 1, 3], "frame": "atrocity"})
    >>> table = fr.compare_outlets(mentions, articles)
    >>> table[["outlet_a", "outlet_b", "ratio", "n_mentions_a", "p_permutation"]].round(4).values.tolist()
    [['X', 'Y', 8.2, 20, 0.0005]]
    """
    if copies is not None:
        options = {"by": by, "voice": voice, "against": against, "unit": unit, "matched": matched, "seed": seed}
        keys = [by, "outlet_a", "outlet_b"]
        return three_ways(lambda m, a: compare_outlets(m, a, **options), mentions, articles, copies, keys, "ratio")
    if matched and unit == "article":
        raise FramingError(
            "matched=True compares within events, and an article is no event. "
            "Group the articles first: articles = match_events(articles); then give unit='event'."
        )
    units = count_units(mentions, articles, by=by, voice=voice is not None, unit=unit)
    if voice is not None:
        _check_voice(mentions, voice)
        units = units.in_voice(voice)
    sides = take_sides(units.outlets, against)
    table = _over_all(units, sides, unit, seed)
    if matched:
        table = within_table(table, compare_within(units, sides, seed)).assign(unit=unit)
    elif "event" in articles:
        table = _with_shared_events(table, articles, units.outlets, sides, len(units.keys))
    if voice is not None:
        table["voice"] = voice
    return table


def _check_voice(mentions: pd.DataFrame, voice: str) -> None:
    if voice not in voices_of(mentions):
        raise FramingError(f"There is no voice {voice!r}. There are: {', '.join(voices_of(mentions))}.")


def _over_all(units: Units, sides: Sides, unit: str, seed: int) -> pd.DataFrame:
    """All comparisons at once; arrays are rows x comparisons, or comparisons."""
    a, b, both = sides.counts(units.sums())
    fewest = np.minimum(a.n_units, b.n_units)
    testable = (both.n_with >= MIN_WITH) & (fewest >= MIN_UNITS) & (np.minimum(a.words, b.words) > 0)
    deff = both.deff()
    ratio, low, high = rate_ratio(a.mentions, b.mentions, a.words, b.words, both.n_units, a.deff(), b.deff())
    p = p_value(log_likelihood(a.mentions, b.mentions, a.words, b.words), deff)
    has_p = np.minimum(a.n_effective(), b.n_effective()) > MIN_UNITS_P - 1e-9
    p = np.where(testable & has_p, p, np.nan)
    p_dealt = _permuted(units, sides, testable & ~has_p, seed)
    q = q_values(np.where(np.isnan(p), p_dealt, p))
    p_dealt = np.where(np.isnan(p_dealt), _permuted(units, sides, ~np.isnan(p) & (q < PROMISING), seed), p_dealt)
    above, below = np.full((2, *testable.shape), np.nan)
    words_a, words_b = (np.broadcast_to(words, testable.shape)[testable] for words in (a.words, b.words))
    above[testable], below[testable] = ratios_shown(both.mentions[testable], words_a, words_b, deff[testable])
    per_a, per_b = (np.where(words > 0, words, np.nan) / PER for words in (a.words, b.words))  # no words, no rate
    nan_unless = lambda values: np.where(testable, values, np.nan)  # noqa: E731
    return _as_table(
        units.keys,
        outlet_a=sides.name_a,
        outlet_b=sides.name_b,
        ratio=nan_unless(ratio),
        low=nan_unless(low),
        high=nan_unless(high),
        deff=nan_unless(deff),
        p_value=p,
        q_value=q,
        p_permutation=p_dealt,
        smallest_ratio=above,
        note=comparison_notes(testable, a, b, unit),
        n_mentions_a=a.mentions.astype(int),
        n_mentions_b=b.mentions.astype(int),
        rate_a=a.mentions / per_a,
        rate_b=b.mentions / per_b,
        n_units_a=a.n_units.astype(int),
        n_units_b=b.n_units.astype(int),
        n_with=both.n_with.astype(int),
        n_with_a=a.n_with.astype(int),
        n_with_b=b.n_with.astype(int),
        largest_ratio_below=below,
    )


def _as_table(keys: pd.DataFrame, **columns: np.ndarray) -> pd.DataFrame:
    """One line per comparison and row, comparison by comparison."""
    shape = np.broadcast_shapes(*(np.shape(values) for values in columns.values()))
    lines = keys.iloc[np.tile(np.arange(len(keys)), shape[1])].reset_index(drop=True)
    return lines.assign(**{name: np.broadcast_to(v, shape).ravel(order="F") for name, v in columns.items()})


def _permuted(units: Units, sides: Sides, wanted: np.ndarray, seed: int) -> np.ndarray:
    """Permutation p of the wanted rows, NaN elsewhere; a comparison has the same deals whichever rows are wanted."""
    p = np.full(wanted.shape, np.nan)
    for number in np.flatnonzero(wanted.any(axis=0)):
        rows = np.flatnonzero(wanted[:, number])
        in_a, in_b = ((side[[number]].toarray()[0] > 0)[units.side] for side in (sides.a, sides.b))
        p[rows, number] = permutation_p(units, rows, in_a, in_b, [seed, int(number)])
    return p


def _with_shared_events(
    table: pd.DataFrame, articles: pd.DataFrame, outlets: list[str], sides: Sides, rows: int
) -> pd.DataFrame:
    """A note on tested rows where the two sides covered other events."""
    shared, fewer = shared_events(articles, outlets, sides)
    texts = [f"{int(s)} of {int(f)} events in common" for s, f in zip(shared, fewer, strict=True)]
    few, text = np.repeat(shared < FEW_SHARED * fewer, rows), np.repeat(np.array(texts, object), rows)
    return table.assign(note=add_note(table.note.to_numpy(object), few & table.ratio.notna(), text))
