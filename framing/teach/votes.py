"""What the coders together say of each mention: the voice of most, halves where they are tied."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..clean.duplicates import is_folded
from ..compare.foundation.counts import Units, unit_of, voices_of
from ..tables import FramingError, as_texts, require
from .inference import Mentions

FITS = {"yes": 1.0, "unsure": 0.5, "no": 0.0}


def require_codes(
    codes: pd.DataFrame, mentions: pd.DataFrame, voices: list[str], *, by_voice: bool, carries: bool
) -> None:
    """Raise a FramingError unless every code is of one of `mentions`, in words that are known, once per coder."""
    require(codes, "codes", ["mention_id"] + ["voice"] * by_voice)
    if carries and "fits" not in codes:
        raise FramingError(
            "carries=True needs the column `fits` of `codes`: does the term carry its frame here (yes, no, unsure)? "
            f"It has: {', '.join(map(str, codes.columns))}. Code it too, or leave carries=True out."
        )
    if not len(codes):
        raise FramingError(
            "`codes` has no rows: nothing was coded by hand, so nothing can be corrected. "
            "Draw a sample and code it: sample = draw_coding_sample(mentions, articles, n=200, seed=1)."
        )
    strange = codes.mention_id[~codes.mention_id.isin(mentions.mention_id)]
    if len(strange):
        raise FramingError(
            f"{len(strange)} of {len(codes)} codes are of no mention in `mentions`; the first names "
            f"{strange.tolist()[0]!r}. Were these mentions found again since, in other texts or with another lexicon? "
            "Keep the codes that fit: codes[codes.mention_id.isin(mentions.mention_id)]."
        )
    asked = [("voice", voices)] * by_voice + [("fits", list(FITS))] * carries
    for column, known in asked:
        cells = as_texts(codes[column])
        unknown = [cell for cell in cells if cell not in ("", *known)]
        if unknown:
            raise FramingError(
                f"`codes` holds the {column} {unknown[0]!r}, which is none of: {', '.join(known)}. "
                f"Put it right: codes.replace({{{column!r}: {{{unknown[0]!r}: {known[0]!r}}}}})."
            )
        if not any(cells):
            raise FramingError(
                f"`codes` has {len(codes)} rows and no answer in {column}: nothing was coded by hand, so nothing can "
                f"be corrected. Fill in {column} for some mentions."
            )
    if "coder" in codes and codes.duplicated(["mention_id", "coder"]).any():
        first = codes[codes.duplicated(["mention_id", "coder"])].iloc[0]
        raise FramingError(
            f"`codes` holds two rows of coder {first.coder!r} for mention {first.mention_id!r}. "
            "Keep the last of each: codes.drop_duplicates(['mention_id', 'coder'], keep='last')."
        )
    if "p_drawn" in codes:
        _require_chances(codes)


def _require_chances(codes: pd.DataFrame) -> None:
    chance = pd.to_numeric(codes.p_drawn, errors="coerce")
    bad = ~((chance > 0) & (chance <= 1))
    if bad.any():
        raise FramingError(
            f"{int(bad.sum())} of {len(codes)} codes have a `p_drawn` that is no chance above 0 and at most 1; the "
            f"first is {codes.p_drawn[bad].tolist()[0]!r}. Leave the column out, and the coded share of each outlet "
            "and voice is taken: codes.drop(columns='p_drawn')."
        )
    differ = chance.groupby(codes.mention_id).nunique() > 1
    if differ.any():
        raise FramingError(
            f"`codes` holds two different `p_drawn` for mention {differ.idxmax()!r}. One mention has one chance of "
            "being drawn: correct each sample's codes by themselves."
        )


def count_votes(codes: pd.DataFrame, voices: list[str], by_voice: bool, carries: bool) -> pd.DataFrame:
    """One row per coded mention: a share for each voice (or `carries` alone), `split` where coders are tied, `weight`.

    The voice that most coders give counts 1; where two are tied each counts a half, because leaving the mention out
    would leave out just those that are hard, on which the machine errs more. Fits in the same way: yes 1, no 0, unsure
    or tied a half. A mention without any code in what is asked counts as not coded.
    """
    ids = codes.mention_id.to_numpy(object)
    if by_voice:
        said = pd.DataFrame({voice: np.array(as_texts(codes.voice)) == voice for voice in voices}, dtype=float)
        said = said.groupby(ids).sum()
        most = said.eq(said.max(axis=1), axis=0) & (said > 0)
        tied = most.sum(axis=1)
        hand, coded, split = most.div(tied.clip(lower=1), axis=0), tied > 0, tied > 1
    else:
        hand = pd.DataFrame({"all": 1.0}, pd.Index(ids).unique())
        coded, split = True, False
    if carries:
        fits = pd.Series(as_texts(codes.fits)).map(FITS).groupby(ids).mean()
        fits = fits.where(fits.isna(), np.sign(fits - 0.5) / 2 + 0.5)
        hand, coded, split = hand.mul(fits, axis=0), coded & fits.notna(), split | (fits == 0.5)
    chance = pd.Series(codes.p_drawn.to_numpy() if "p_drawn" in codes else 1.0, ids, float)
    chance = chance.groupby(level=0).first()
    return hand.assign(split=split, weight=1 / chance)[coded]


def with_codes(mentions, articles, codes, *, by: str, voice: bool, carries: bool, unit: str) -> pd.DataFrame:
    """The mentions that are measured, each with its outlet and unit and, where it was coded, what was said of it."""
    articles = articles[~is_folded(articles)]
    mentions = mentions[mentions.article_id.isin(articles.article_id)]
    counted = mentions.mention_id
    if by == "term":  # in two frames it is one mention of the term, coded if it was coded in either
        counted = mentions.groupby(["article_id", "part", "start", "term"], sort=False).mention_id.transform("first")
    counted_as = dict(zip(mentions.mention_id, counted, strict=True))
    mentions = mentions[mentions.mention_id == counted]
    codes = codes.assign(mention_id=codes.mention_id.map(counted_as)).dropna(subset=["mention_id"])
    votes = count_votes(codes, voices_of(mentions), voice, carries)
    places = pd.DataFrame({"outlet": articles.outlet.astype(object), "unit": unit_of(articles, unit).astype(object)})
    places.index = articles.article_id
    placed = mentions[["mention_id", by, "voice"]].assign(
        outlet=mentions.article_id.map(places.outlet), unit=mentions.article_id.map(places.unit)
    )
    said = votes.reindex(pd.Index(placed.mention_id, dtype=object))
    return placed.assign(**{f"hand {name}": said[name].to_numpy() for name in said})


def sample_of(rows: pd.DataFrame, units: Units, side: int, *, by: str, voices: list[str], by_voice: bool) -> Mentions:
    """One outlet's mentions in arrays."""
    here = units.side == side
    values = units.keys[by].unique()
    place = lambda cells, among: pd.Index(among, dtype=object).get_indexer(cells.astype(object))  # noqa: E731
    stratum = place(rows.voice, voices)
    coded = np.flatnonzero(rows["hand weight"].notna())
    return Mentions(
        words=units.words[here],
        unit=place(rows.unit, units.names[here]),
        stratum=stratum,
        value=place(rows[by], values),
        guess=np.eye(len(voices))[stratum] if by_voice else np.ones((len(rows), 1)),
        coded=coded,
        weight=rows["hand weight"].to_numpy(float)[coded],
        hand=rows[[f"hand {v}" for v in (voices if by_voice else ["all"])]].to_numpy(float)[coded],
        split=rows["hand split"].to_numpy()[coded].astype(bool),
        n_values=len(values),
        n_strata=len(voices),
    )
