"""Of several names for one thing, which one each outlet takes, and how sure we can be that outlets differ."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..tables import (
    FramingError,
    as_texts,
    require,
    require_articles_of,
    require_found,
    require_full,
    require_ids,
    require_numbers,
    require_some,
)
from .choosing.chance import Chance, Compared, chances_of, compare_names
from .choosing.counts import count_names
from .foundation.counts import Units, voices_of
from .foundation.estimates import MIN_UNITS_P
from .foundation.notes import as_p
from .foundation.permutation import smallest_p
from .foundation.shared_copy import three_ways
from .foundation.shares import MIN_ARTICLES, share_intervals

FEW = 10  # units that mention the choice; below, the interval of a share is rough

COLUMNS = (
    "outlet choice term n share low high note n_choice n_articles n_with share_elsewhere difference deff p_value "
    "q_value p_permutation n_units n_units_elsewhere n_folded"
).split()
NO_MENTION = "no mention of the choice: no share"
ONE_NAME = "the only name of the choice that occurs: no share to compare"
ONE_OUTLET = "one outlet: nothing to compare with"
_ADD_CHOICE = (
    "Give the lexicon a column `choice` with one word for each thing that several of its terms name, for instance "
    "lexicon.loc[lexicon.term.isin(['refugee*', 'migrant*']), 'choice'] = 'people_on_the_move'; then find anew: "
    "mentions = find_mentions(articles, lexicon)."
)


def measure_choices(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    voice: str | None = None,
    unit: str = "article",
    copies: str | None = None,
    seed: int = 0,
) -> pd.DataFrame:
    """Measure which of several names for one thing each outlet takes: each name's share, and whether outlets differ.

    Parameters
    ----------
    mentions : DataFrame
        From `find_mentions` with a lexicon that has a column `choice`: the terms that compete for one thing have the
        same word in it. Needed: article_id, term, choice, part, start, end; for `voice` from `label_voice`.
    articles : DataFrame
        All clean articles: article_id, outlet, duplicate_of. Text is not needed, nor are numbers of words.
    voice : str, optional
        Count only mentions in this voice, "narrator" for instance: shares are then shares of these.
    unit : str
        What counts as one draw: "article", "week", or a column of `articles` such as "event".
    copies : "per outlet", "once" or "left out", optional
        How paragraphs count that another outlet printed too; share and q of all three ways then stand at the right.
    seed : int
        For the permutations.

    Returns
    -------
    DataFrame
        One row per choice x outlet x term of the choice that occurs anywhere, the commonest first, also where the
        outlet never takes it: outlet, choice, term, n (mentions), share (of the outlet's mentions of this choice, 0 to
        1), low, high (95% interval), note; then n_choice (the outlet's mentions of the choice, the whole of which
        `share` is a part), n_articles (that mention the choice), n_with (that have this term), share_elsewhere (the
        same share in all other outlets together), difference (share less share_elsewhere, -1 to 1), deff (design
        effect), p_value, q_value (after Benjamini and Hochberg over all tests of the table), p_permutation (where q <
        .1 or units are few), n_units, n_units_elsewhere (that mention the choice), n_folded (articles left out because
        their outlet ran the same text before); with `voice` also voice.

    Raises
    ------
    FramingError
        If a column is missing, no mention stands for a choice, there is no such voice, or a mention's article is not in
        `articles`.

    Notes
    -----
    A rate asks how often a reader meets a name, a share which name is taken when the thing is named at all. An outlet
    that writes more about a matter has a higher rate of every name, and no other share for it. So articles that do not
    mention the thing do not count here. Whether to call people refugees or migrants is such a choice, and part of
    framing (Entman 1993; on the names of both parties Gentzkow & Shapiro 2010; on what one agency's ban of "illegal
    immigrant" moved Djourelova 2023).

    Inside one choice the longest of overlapping mentions counts once, also across frames: an "illegal migrant" is no
    "migrant" as well. Who writes a name once in an article writes it again, so articles are the sample: intervals are
    those of `measure_sources`, and the test, each outlet against all others together, is G2 over the four cells of two
    shares (Dunning 1993) divided by the design effect over units. Where no difference is true p < .05 comes out in
    about 5 of 100 tests (tests/test_choices.py), and an interval holds the share at least as often as it says, more
    often where few articles name the thing: then it is wider than need be (docs/calibration.md). Fewer than 4
    units that mention the choice on a side, or a name in fewer than 5 articles: nothing is tested. Fewer than 10 units
    on a side: p_permutation only. Of two names the one's share is the other's rest, so both rows have the same p and
    count as one test.

    Names of a choice need not mean the same: "riot" and "protest" may tell of two events, and a legal status may be a
    fact. Outlets that differ in years or events can differ in names without choosing differently. Read passages.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> articles = pd.DataFrame({"article_id": range(40), "outlet": ["X", "Y"] * 20})
    >>> mentions = pd.DataFrame({"article_id": range(40), "term": ["regime", "government*"] * 10 + ["government*"] * 20,
    ...     "choice": "government", "part": "text", "start": 5, "end": 11})
    >>> table = fr.measure_choices(mentions, articles)
    >>> table[["outlet", "term", "n", "share", "n_choice", "share_elsewhere", "difference"]].values.tolist()
    [['X', 'government*', 10, 0.5, 20, 1.0, -0.5], ['X', 'regime', 10, 0.5, 20, 0.0, 0.5], \
['Y', 'government*', 20, 1.0, 20, 0.5, 0.5], ['Y', 'regime', 0, 0.0, 20, 0.5, -0.5]]
    """
    if copies is not None:
        options = {"voice": voice, "unit": unit, "seed": seed}
        keys = ["outlet", "choice", "term"]
        return three_ways(lambda m, a: measure_choices(m, a, **options), mentions, articles, copies, keys, "share")
    _check(mentions, articles, voice)
    counted = count_names(mentions, articles, voice=voice, unit=unit)
    compared = [compare_names(units) for units in counted.values()]
    p_values = chances_of(counted, compared, seed)
    blocks = [
        _block(choice, units, compared_here, p, unit)
        for (choice, units), compared_here, p in zip(counted.items(), compared, p_values, strict=True)
    ]
    table = pd.concat(blocks, ignore_index=True) if blocks else _nothing()
    return table if voice is None else table.assign(voice=voice)


def _block(choice: str, units: Units, compared: Compared, chance: Chance, unit: str) -> pd.DataFrame:
    """The rows of one choice, outlet by outlet."""
    own, rest = compared.own, compared.rest
    share, low, high = _shares(units)
    elsewhere = np.divide(rest.mentions, rest.words, where=rest.words > 0, out=np.full(own.mentions.shape, np.nan))
    columns = {
        "outlet": np.array(own.outlets, object),
        "choice": choice,
        "term": units.keys.term.to_numpy(object)[:, None],
        "n": own.mentions.astype(int),
        "share": share,
        "low": low,
        "high": high,
        "note": _notes(compared, unit),
        "n_choice": own.words.astype(int),
        "n_articles": own.n_articles,
        "n_with": own.n_with.astype(int),
        "share_elsewhere": elsewhere,
        "difference": share - elsewhere,
        "deff": np.where(compared.testable, compared.deff, np.nan),
        "p_value": chance.p,
        "q_value": chance.q,
        "p_permutation": chance.permutation,
        "n_units": own.n_units.astype(int),
        "n_units_elsewhere": rest.n_units.astype(int),
        "n_folded": own.n_folded,
    }
    shape = own.mentions.shape
    table = pd.DataFrame({name: np.broadcast_to(v, shape).ravel(order="F") for name, v in columns.items()})
    return table.astype(dict.fromkeys(["choice", "term", "note"], "str"))


def _shares(units: Units) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Share, low and high, names x outlets."""
    rows, by_outlet = len(units.keys), []
    for side in range(len(units.outlets)):
        here = units.side == side
        cells = here[units.unit]
        number = np.cumsum(here) - 1
        by_outlet.append(
            share_intervals(units.row[cells], number[units.unit[cells]], units.x[cells], units.words[here], rows)
        )
    return tuple(np.array(ends).T for ends in zip(*by_outlet, strict=True))


def _notes(compared: Compared, unit: str) -> np.ndarray:
    """What must be known about a row before its numbers are used, names x outlets."""
    own, rest = compared.own, compared.rest
    what = "articles" if unit == "article" else "units"
    notes = np.full(own.mentions.shape, "", object)
    one_name = int((own.mentions > 0).any(axis=1).sum()) < 2
    for side, (n, n_rest) in enumerate(zip(own.n_units.astype(int), rest.n_units.astype(int), strict=True)):
        for row, testable in enumerate(compared.testable[:, side]):
            notes[row, side] = "; ".join(_reasons(n, n_rest, testable, one_name, len(own.outlets) == 1, what))
    return notes


def _reasons(n: int, n_rest: int, testable: bool, one_name: bool, one_outlet: bool, what: str) -> list[str]:
    if n == 0:
        return [NO_MENTION]
    reasons = []
    if n < MIN_ARTICLES:
        reasons.append(f"fewer than {MIN_ARTICLES} {what} with the choice: no interval")
    elif n < FEW:
        reasons.append(f"fewer than {FEW} {what} with the choice: rough interval")
    if one_outlet:
        reasons.append(ONE_OUTLET)
    elif one_name:
        reasons.append(ONE_NAME)
    elif not testable:
        reasons.append(f"too few {what} to test")
    elif min(n, n_rest) < MIN_UNITS_P:
        reasons.append(
            f"fewer than {MIN_UNITS_P} {what} a side: p by permutation only, at least {as_p(smallest_p(n, n_rest))}"
        )
    return reasons


def _nothing() -> pd.DataFrame:
    """The table where nothing was found: the same columns, no rows."""
    words, counts = ["outlet", "choice", "term", "note"], ["n", "n_choice", "n_articles", "n_with"]
    counts += ["n_units", "n_units_elsewhere", "n_folded"]
    kinds = {column: "str" if column in words else "int64" if column in counts else "float64" for column in COLUMNS}
    return pd.DataFrame(columns=COLUMNS).astype(kinds)


def _check(mentions: pd.DataFrame, articles: pd.DataFrame, voice: str | None) -> None:
    require(articles, "articles", ["article_id", "outlet"])
    require_ids(articles)
    require_some(articles)
    require_full(articles, "articles", ["outlet"], ", and their mentions with them")
    if isinstance(mentions, pd.DataFrame) and "choice" not in mentions and "term" in mentions:
        raise FramingError(f"`mentions` has no column `choice`. {_ADD_CHOICE}")
    require(mentions, "mentions", ["article_id", "term", "choice", "part", "start", "end"])
    if len(mentions) and not any(text.strip() for text in as_texts(mentions.choice)):
        raise FramingError(f"None of the {len(mentions)} mentions stands for a choice. {_ADD_CHOICE}")
    if voice is not None:
        _check_voice(mentions, voice)
    require_full(mentions, "mentions", ["term", "part", "start", "end"] + ["voice"] * (voice is not None))
    require_numbers(mentions, "mentions", ["start", "end"])
    require_articles_of(mentions, articles)
    if {"title", "text"} <= set(articles) and "found" in mentions:
        require_found(mentions, articles)


def _check_voice(mentions: pd.DataFrame, voice: str) -> None:
    if "voice" not in mentions:
        raise FramingError(
            "`mentions` has no column `voice`. Label them first: mentions = label_voice(mentions, articles)."
        )
    if voice not in voices_of(mentions.dropna(subset=["voice"])):
        raise FramingError(
            f"There is no voice {voice!r}. There are: {', '.join(voices_of(mentions.dropna(subset=['voice'])))}."
        )
