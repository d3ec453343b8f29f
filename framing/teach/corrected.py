"""Rates by voice, corrected by what coders found in a sample of the mentions."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..compare.foundation.counts import count_units, voices_of
from ..compare.foundation.estimates import PER
from ..compare.foundation.notes import add_note
from ..compare.rates import measure_outlets
from ..tables import FramingError, require
from .inference import (
    Mentions,
    Moments,
    Spread,
    moments,
    score_interval,
    shares_carried,
    shares_of_machine,
    spread_of,
)
from .votes import require_codes, sample_of, with_codes

MIN_CODED = 10  # of an outlet; with 5, intervals are 2.5 times as wide as with 10 (make corrected)
ROUGH_CODED = 30  # of an outlet; below, the interval is called rough

NOT_CODED = "no mention of this outlet coded: not corrected"
TOO_FEW = "fewer than 10 mentions of this outlet coded ({}): not corrected"
NO_MENTION = "no mention in this outlet: nothing to code"
ROUGH = "fewer than 30 mentions of this outlet coded: rough"
UNCODED = "a machine voice of which nobody coded a mention here: interval from none to all of them"
NOT_USED = "no coder used this voice"


def correct_rates(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    codes: pd.DataFrame,
    *,
    by: str = "frame",
    voice: bool = True,
    carries: bool = False,
    unit: str = "article",
) -> pd.DataFrame:
    """Correct the outlets' rates by voice with a hand-coded sample, with an interval that knows of both samples.

    Parameters
    ----------
    mentions : DataFrame
        All mentions, from `label_voice`: mention_id, article_id, frame, term, voice.
    articles : DataFrame
        The clean articles they were found in, as for `measure_outlets`. Text is not needed.
    codes : DataFrame
        What coders said of some of the mentions, one row per mention and coder: mention_id, voice (as the codebook
        names them), fits (yes, no, unsure; needed for carries=True), and if you have them coder and p_drawn (the
        chance with which the mention was drawn).
    by : "frame" or "term"
    voice : bool
        One row for each voice. Without it nothing but `carries` can be corrected.
    carries : bool
        Count only mentions that truly carry their frame (fits). With voice=False the table also has their share.
    unit : str
        What counts as one draw from an outlet's coverage, as in `measure_outlets`.

    Returns
    -------
    DataFrame
        One row per outlet x frame (or term) [x voice]: outlet, frame or term, [voice], n_articles, n_with and
        n_mentions (by the machine), n_coded (coded mentions of this outlet and frame or term, in any voice), n_words,
        rate (corrected, per 1,000 words), low, high (95% interval), note; then

        - rate_machine, machine_low, machine_high: as `measure_outlets` gives them;
        - rate_hand, hand_low, hand_high: from the coded sample alone;
        - lambda: how much the machine counts, from 0 (not at all) to 1 (fully);
        - n_split (coded mentions on which coders were tied or unsure), n_coded_outlet, weights ("p_drawn", or "coded
          share" where `codes` had no p_drawn), carries (as asked), n_folded;
        - with carries=True and voice=False: precision, precision_low, precision_high, the share of the mentions found
          that carry the frame, from the coded ones.

    Raises
    ------
    FramingError
        If a column is missing, nothing is coded, a code is of no mention, holds an unknown word or stands twice, or a
        mention has no voice.

    Notes
    -----
    The machine errs, and may err more for one outlet than for another; then its rates differ where the outlets do not.
    Coders err less, but read few mentions. Both together: count all mentions as the machine does, then add what the
    coded ones show it to have missed and take off what it has too many. In words, for one row:

    - A coded mention stands for as many mentions of its outlet and machine voice as there are for each one coded (1 /
      p_drawn, made to add up to their number). Weighted up so, the coded mentions alone give an honest count: the hand.
    - The same weights turn the machine's labels of the coded mentions into a count. It differs from the machine's true
      count of all mentions only by the luck of the draw, so the difference is known to be luck, and to the extent that
      machine and coders agree the hand had the same luck. Take it off: corrected = hand + lambda x (machine's count of
      all - machine's count from the coded). With lambda 1 this is the machine's count plus the weighted errors; with 0
      it is the hand alone. On average over samples it is right for any lambda, however bad the machine.
    - lambda is what makes the variance smallest, halfway between what is best for the outlet and for all outlets
      together. A useless machine gets about 0, and costs next to nothing. As lambda is tuned on the same sample, the
      rate leans towards 0 a little where few are coded.
    - The variance: each article adds to the corrected count its own mentions, each with the mean that coders found in
      its group, and its coded mentions with what they differ from that mean, times their weight. The spread of these
      sums between articles, around the rate times the article's words, holds at once which articles were in the sample,
      how mentions crowd in them, and which mentions were coded. The mean is taken off first because it is known to
      add up: a draw from each group cannot by chance hold too much of one group.
    - Where ten of ten were right, the error is not 0. So the variance inside a group is mixed with that of the same
      machine voice in all outlets, as if five more had been coded; this has no effect where all are coded.
    - The interval is a score interval (Wilson 1927) with Student's t: it never falls below 0, and has an upper end
      where no mention was found. The variance is never below that of a count.

    This is prediction-powered inference with tuning (Angelopoulos et al. 2023; Angelopoulos, Duchi and Zrnic 2023),
    which for a sample drawn with known chances is design-based supervised learning (Egami et al. 2023), here for
    counts in clustered samples. `make corrected` shows by simulation how often the intervals hold the true rate and how
    wide they are beside those of the machine and of the hand.

    With carries=True and voice=False, `precision` is that of each outlet and frame, or with by="term" of each outlet
    and term. A term is rare in one outlet: to see it over all of them, call them one, by giving
    articles.assign(outlet="all outlets"). An outlet over all frames: mentions.assign(frame="any frame").

    It goes wrong where the coded mentions were not drawn by chance in each outlet and machine voice, and where coders
    are wrong: they are taken as the truth. Where coders are tied a mention counts a half in each voice, and unsure is
    half a yes. Mentions of a machine voice that nobody coded in an outlet count as the machine has them, and the
    interval reaches from none of them to all. Below 10 coded mentions an outlet is not corrected: to borrow the errors
    of others would assume that the machine errs alike everywhere, the very thing in doubt. A corrected rate below 0 is
    set to 0, so rates by voice add up to the total only nearly. Articles left out as copies are left out with their
    codes.

    Examples
    --------
    The machine calls all 40 mentions the outlet's own words; of 20 coded ones, every second is a paraphrase.

    >>> import pandas as pd, framing as fr
    >>> articles = pd.DataFrame({"article_id": range(40), "outlet": "X", "n_words": 500})
    >>> mentions = pd.DataFrame({"mention_id": range(40), "article_id": range(40), "frame": "law", "voice": "narrator"})
    >>> codes = pd.DataFrame({"mention_id": range(20), "voice": ["narrator", "paraphrased"] * 10})
    >>> fr.correct_rates(mentions, articles, codes)[["voice", "rate_machine", "rate", "low", "high"]].round(2).head(3)
             voice  rate_machine  rate   low  high
    0     narrator           2.0   1.0  0.62  1.61
    1       quoted           0.0   0.0  0.00  0.44
    2  paraphrased           0.0   1.0  0.62  1.61
    """
    _check(mentions, articles, codes, by, voice, carries)
    machine = measure_outlets(mentions, articles, by=by, voice=voice, unit=unit)
    units = count_units(mentions, articles, by=by, voice=voice, unit=unit)
    coded = with_codes(mentions, articles, codes, by=by, voice=voice, carries=carries, unit=unit)
    voices = voices_of(coded)
    samples = [
        sample_of(coded[coded.outlet == outlet], units, side, by=by, voices=voices, by_voice=voice)
        for side, outlet in enumerate(units.outlets)
    ]
    counts = units.sums()
    pooled, own = counts.deff(np.ones((1, len(units.outlets)))), counts.deff()
    crowding = np.where(counts.mentions > 0, (own + pooled) / 2, pooled).T - 1
    table = _table(machine, samples, _estimate(samples, crowding, len(units.keys)))
    if voice:
        used = {name for name in voices if coded[f"hand {name}"].sum() > 0}
        table["note"] = add_note(table.note.to_numpy(), ~table.voice.isin(used).to_numpy(), NOT_USED)
    table.insert(table.columns.get_loc("n_folded"), "weights", "p_drawn" if "p_drawn" in codes else "coded share")
    table.insert(table.columns.get_loc("n_folded"), "carries", carries)
    return table if voice else _with_precision(table, samples)


def _check(mentions, articles, codes, by: str, voice: bool, carries: bool) -> None:
    if not isinstance(voice, bool):
        raise FramingError(
            f"voice={voice!r}: here voice is True or False. Correct all voices and keep one: "
            "rates = correct_rates(mentions, articles, codes); rates[rates.voice == 'quoted']."
        )
    if not isinstance(carries, bool):
        raise FramingError(f"carries={carries!r}: here carries is True or False.")
    if not voice and not carries:
        raise FramingError(
            "voice=False and carries=False leave nothing that coders could correct. Give carries=True, to count only "
            "mentions that truly carry their frame, or voice=True."
        )
    count_units(mentions, articles, by=by, voice=True, unit="article")  # it checks both tables
    require(mentions, "mentions", ["mention_id"])
    twice = mentions.mention_id[mentions.mention_id.duplicated()]
    if len(twice):
        raise FramingError(
            f"`mentions` holds {len(twice)} mention_id that came before, {twice.tolist()[0]!r} first. "
            "Keep each once: mentions.drop_duplicates('mention_id')."
        )
    require_codes(codes, mentions, voices_of(mentions), by_voice=voice, carries=carries)


def _estimate(samples: list[Mentions], crowding: np.ndarray, rows: int) -> dict[str, np.ndarray]:
    """The columns of the result that the coded sample gives, each outlets x rows; NaN where nothing is corrected."""
    names = ("total", "low", "high", "hand", "hand_low", "hand_high", "lambda", "uncoded")
    columns = {name: np.full((len(samples), rows), np.nan) for name in names}
    able = [side for side, sample in enumerate(samples) if is_enough(sample)]
    if not able:
        return columns
    pooled = Moments(*(sum(parts) for parts in zip(*map(moments, samples), strict=True))).covariance()
    spreads = [spread_of(samples[side], pooled) for side in able]
    shares = shares_of_machine(np.stack([spread.covariance for spread in spreads]))
    for side, spread, share in zip(able, spreads, shares, strict=True):
        reach = reach_of(samples[side])
        most = len(samples[side].unit) / len(samples[side].coded) + crowding[side]
        for name, lam in (("total", share), ("hand", np.zeros(rows))):
            low, high = _interval(spread, lam, most, reach)
            ahead = "" if name == "total" else "hand_"
            columns[name][side] = np.maximum(spread.total(lam), 0)
            columns[f"{ahead}low"][side], columns[f"{ahead}high"][side] = low, high
        columns["lambda"][side] = share
        columns["uncoded"][side] = spread.uncoded_in + spread.uncoded_out
    return columns


def is_enough(sample: Mentions) -> bool:
    """Coded mentions enough to correct an outlet, or all that it has."""
    return len(sample.coded) >= min(MIN_CODED, max(len(sample.unit), 1))


def reach_of(sample: Mentions) -> float:
    """Standard errors to either end: Student's t for units and for coded mentions, unless all are; NaN for one unit."""
    from scipy.stats import t

    n_units, n_coded = len(sample.words), len(sample.coded)
    draws = n_units if n_coded == len(sample.unit) else min(n_units, n_coded)
    return float(t.ppf(0.975, draws - 1)) if n_units > 1 else np.nan


def _interval(spread: Spread, share: np.ndarray, most: np.ndarray, reach: float) -> tuple[np.ndarray, np.ndarray]:
    """Ends of the interval of the counts; `most` is how much their variance can grow for each one more."""
    total = np.maximum(spread.total(share), 0)
    variance = np.maximum(spread.variance(share), total)  # that of a count at least
    grows = np.where(total > 0, np.minimum(variance / np.maximum(total, 1e-9), most), most)
    low, high = score_interval(total, variance, grows, reach)
    return np.maximum(low - spread.uncoded_in, 0), high + spread.uncoded_out


def _table(machine: pd.DataFrame, samples: list[Mentions], found: dict[str, np.ndarray]) -> pd.DataFrame:
    """The result in the order of its columns."""
    per_row = len(machine) // len(samples)
    n_coded = np.concatenate([_coded(sample, np.ones(len(sample.coded)), per_row) for sample in samples])
    words = machine.n_words.where(machine.n_words > 0)
    flat = {name: column.ravel() for name, column in found.items()}
    empty = np.repeat([len(sample.unit) == 0 for sample in samples], per_row)
    rate = lambda name: PER * flat[name] / words  # noqa: E731
    lead = machine.loc[:, :"n_mentions"].assign(n_coded=n_coded.astype(int), n_words=machine.n_words)
    table = lead.assign(rate=rate("total"), low=rate("low"), high=rate("high"), note=machine.note)
    table = table.assign(rate_machine=machine.rate, machine_low=machine.low, machine_high=machine.high)
    table = table.assign(rate_hand=rate("hand"), hand_low=rate("hand_low"), hand_high=rate("hand_high"))
    table.loc[empty, ["rate", "low", "high"]] = machine.loc[empty, ["rate", "low", "high"]].to_numpy()
    table["lambda"] = flat["lambda"]
    table["n_split"] = np.concatenate([_coded(s, s.split, per_row) for s in samples]).astype(int)
    table["n_coded_outlet"] = np.repeat([len(sample.coded) for sample in samples], per_row)
    table["n_folded"] = machine.n_folded
    table["note"] = _notes(table, empty, flat["uncoded"])
    return table


def _coded(sample: Mentions, counts: np.ndarray, rows: int) -> np.ndarray:
    """Coded mentions of each row's frame or term."""
    of_value = np.bincount(sample.value[sample.coded], counts, sample.n_values)
    return np.repeat(of_value, rows // max(sample.n_values, 1))


def _notes(table: pd.DataFrame, empty: np.ndarray, uncoded: np.ndarray) -> np.ndarray:
    n = table.n_coded_outlet.to_numpy()
    note = table.note.to_numpy(object)
    none = table["lambda"].isna().to_numpy() & ~empty
    note = np.where(none, [TOO_FEW.format(k) if k else NOT_CODED for k in n], note)
    note = add_note(note, empty, NO_MENTION)
    rough = ~none & ~empty & (n < ROUGH_CODED) & table.low.notna().to_numpy()
    note = add_note(note, rough, ROUGH)
    return add_note(note, np.nan_to_num(uncoded) > 0, UNCODED)


def _with_precision(table: pd.DataFrame, samples: list[Mentions]) -> pd.DataFrame:
    """The share of the mentions found that carry their frame, with its interval."""
    nothing = lambda sample: (np.full(sample.n_values, np.nan),) * 3  # noqa: E731
    ends = [
        shares_carried(sample, reach_of(sample)) if len(sample.coded) > 1 else nothing(sample) for sample in samples
    ]
    names = ("precision", "precision_low", "precision_high")
    return table.assign(**dict(zip(names, map(np.concatenate, zip(*ends, strict=True)), strict=True)))
