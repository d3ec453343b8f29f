"""How often the machine is right about voices, by what coders say, and whether it errs more for one outlet."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from ..clean.duplicates import is_folded
from ..compare.foundation.estimates import q_values
from ..compare.foundation.shares import MIN_ARTICLES, share_intervals
from ..tables import FramingError, as_texts, require, require_articles_of, require_ids
from ..voice.label import VOICES
from .agreement import check_codes, known_codes
from .votes import count_votes

ALL = "all outlets"
_FEW = 10  # articles; below, intervals are rough, as elsewhere
_DEALS = 2000


class Scores(NamedTuple):
    """The machine against the coders: per voice, per outlet, who is taken for whom, the errors, what was left out."""

    scores: pd.DataFrame
    outlets: pd.DataFrame
    confusion: pd.DataFrame
    errors: pd.DataFrame
    left_out: pd.DataFrame


def score_voice(
    mentions: pd.DataFrame, codes: pd.DataFrame, *, articles: pd.DataFrame | None = None, seed: int = 0
) -> Scores:
    """Score the machine's voices against those of coders: precision and recall, per outlet too, with intervals.

    Parameters
    ----------
    mentions : DataFrame
        All mentions, from `label_voice`: mention_id, article_id, voice. Those not coded only tell how much each coded
        one stands for.
    codes : DataFrame
        From `read_codes`: mention_id, coder, voice, and p_drawn if the sample was drawn by `draw_coding_sample`.
    articles : DataFrame, optional
        The clean articles: article_id, outlet, duplicate_of. With them there are rows by outlet.
    seed : int
        The same seed gives the same p-values.

    Returns
    -------
    scores : DataFrame
        One row per outlet x voice, "all outlets" first: outlet, voice, n_hand (mentions that coders give this voice),
        n_machine (coded mentions to which the machine gives it), n_right (both), n_articles (with coded mentions),
        precision (of those the machine gives this voice, the share to which coders do, 0 to 1), precision_low,
        precision_high (95% interval), recall (of those to which coders give it, the share that the machine finds),
        recall_low, recall_high, note; then n_split (mentions on which coders are tied), weights ("p_drawn", or "coded
        share" where there is none).
    outlets : DataFrame
        One row per outlet: outlet, n_coded, n_articles, right (share of its mentions about which the machine is right),
        low, high, right_elsewhere, right_expected (if the machine were as good at each voice here as over all outlets),
        own_hand, own_machine (share in the outlet's own words, by coders and by the machine), p_permutation, q_value,
        note.
    confusion : DataFrame
        voice_hand, voice_machine, n.
    errors : DataFrame
        The coded mentions about which the machine is wrong, with voice_hand: show_context(errors, articles).
    left_out : DataFrame
        mention_id, coder, reason: codes of mentions that are not among `mentions` or are not measured.

    Raises
    ------
    FramingError
        If a column is missing or holds an unknown word, or no mention in `mentions` is coded.

    Notes
    -----
    A mention has the voice that most of its coders give. Where they are tied, each of the voices counts a half:
    leaving such mentions out would leave out the hard ones, on which the machine errs more. A code that was settled
    together can be used in place of the coders' own: codes[codes.coder == "settled"].

    Each coded mention counts 1 / p_drawn, because the sample holds more of rare groups than there are. Without p_drawn
    it stands for the mentions of its outlet and machine's voice, as many as there are to each coded one. Intervals take
    articles as the sample (see `measure_sources`); fewer than four articles give none. In a stratified sample of a
    hundred mentions they are wide: that is what a hundred mentions can tell.

    p_permutation deals the articles to the outlets 2,000 times and asks how often the share right in this outlet and
    elsewhere would be as far apart; q_value is for all outlets together (Benjamini and Hochberg 1995). An outlet can
    have more errors because it has more of what is hard: then `right` is near `right_expected`. Errors need not be many
    to matter: what counts for a comparison of outlets is own_machine beside own_hand, and `correct_rates` mends it.

    Coders are no truth. Where they agree poorly, neither can the machine agree with them (Song et al. 2020).

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> mentions = pd.DataFrame({"mention_id": list("abcd"), "article_id": list("wxyz"),
    ...     "voice": ["quoted", "quoted", "narrator", "narrator"]})
    >>> codes = pd.DataFrame({"mention_id": list("abcd"), "coder": "Ada",
    ...     "voice": ["quoted", "quoted", "narrator", "paraphrased"]})
    >>> scores = fr.score_voice(mentions, codes).scores
    >>> scores[["voice", "n_hand", "n_machine", "precision", "recall"]].values.tolist()
    [['narrator', 1.0, 2, 0.5, 1.0], ['quoted', 2.0, 2, 1.0, 1.0], ['paraphrased', 1.0, 0, nan, 0.0]]
    """
    mentions = _checked(mentions, articles)
    check_codes(codes)
    codes, left_out = known_codes(codes, mentions)
    codes = codes[np.array(as_texts(codes.voice)) != ""]
    folded = codes.mention_id.isin(mentions.mention_id[mentions.folded])
    why = "its article repeats one of its own outlet, so it is not measured"
    left_out = pd.concat([left_out, codes[folded][["mention_id", "coder"]].assign(reason=why)], ignore_index=True)
    coded = _coded(mentions[~mentions.folded], codes[~folded])
    voices = [v for v in VOICES if (coded[v] > 0).any() or (coded.voice == v).any()]
    groups = [(ALL, coded)] + ([*coded.groupby("outlet")] if articles is not None else [])
    scores = pd.DataFrame([_score(name, voice, rows) for name, rows in groups for voice in voices])
    weights = "p_drawn" if "p_drawn" in codes else "coded share"
    outlets = _outlets(coded, seed) if articles is not None else _NO_OUTLETS.copy()
    confusion = coded.groupby("voice")[voices].sum().reindex(voices, fill_value=0.0)
    rows = [(h, m, confusion.loc[m, h]) for h in voices for m in voices]
    return Scores(
        scores.assign(weights=weights),
        outlets,
        pd.DataFrame(rows, columns=["voice_hand", "voice_machine", "n"]),
        _errors(coded, mentions),
        left_out,
    )


_OUTLETS = "outlet n_coded n_articles right low high right_elsewhere right_expected own_hand own_machine".split()
_NO_OUTLETS = pd.DataFrame(columns=[*_OUTLETS, "p_permutation", "q_value", "note"])


def _checked(mentions: pd.DataFrame, articles: pd.DataFrame | None) -> pd.DataFrame:
    """The mentions with ids as text, their outlet, and whether their article is left out of measuring."""
    if isinstance(mentions, pd.DataFrame) and "voice" not in mentions:
        raise FramingError(
            "`mentions` has no column `voice`: there is no machine to score. "
            "Label them first: mentions = label_voice(mentions, articles)."
        )
    require(mentions, "mentions", ["mention_id", "article_id", "voice"])
    twice = mentions.mention_id[mentions.mention_id.duplicated()]
    if len(twice):
        raise FramingError(
            f"`mentions` holds {len(twice)} mention_id that came before, {twice.tolist()[0]!r} first. "
            "Keep each once: mentions.drop_duplicates('mention_id')."
        )
    mentions = mentions.assign(mention_id=as_texts(mentions.mention_id), voice=as_texts(mentions.voice))
    if articles is None:
        return mentions.assign(outlet="", folded=False)
    require(articles, "articles", ["article_id", "outlet"])
    require_ids(articles)
    require_articles_of(mentions, articles)
    folded = mentions.article_id.isin(articles.article_id[is_folded(articles)])
    return mentions.assign(outlet=mentions.article_id.map(articles.set_index("article_id").outlet), folded=folded)


def _coded(mentions: pd.DataFrame, codes: pd.DataFrame) -> pd.DataFrame:
    """The coded mentions: a column for each voice with the coders' share in it, weight, and whether they are tied."""
    if not len(codes):
        raise FramingError(
            "`codes` holds no voice for any mention that is measured. "
            "Code some: write_coding_sheet(sample, 'ada.xlsx')."
        )
    if "p_drawn" in codes and codes.p_drawn.isna().any():
        raise FramingError(
            f"{int(codes.p_drawn.isna().sum())} of {len(codes)} codes have no p_drawn and the others have one: they "
            "come from two samples. Score each by itself, or leave the column out: codes.drop(columns='p_drawn')."
        )
    votes = count_votes(codes, VOICES, True, False)
    coded = mentions.merge(votes, left_on="mention_id", right_index=True)
    if "p_drawn" not in codes:
        group = ["outlet", "voice"]
        here = mentions.groupby(group).size().rename("there")
        done = coded.groupby(group).size().rename("done")
        share = pd.concat([here, done], axis=1).eval("there / done").rename("stands_for").reset_index()
        coded["weight"] = coded.merge(share, on=group, how="left").stands_for.to_numpy()
    return coded.assign(right=sum(coded[voice] * (coded.voice == voice) for voice in VOICES))


def _share(rows: pd.DataFrame, part: pd.Series, whole: pd.Series) -> tuple[float, float, float]:
    """A weighted share over mentions with its interval by articles; `whole` says how much of each mention counts."""
    w = (rows.weight * whole).to_numpy(float)
    if not w.sum():
        return (float("nan"),) * 3
    w = w * w.sum() / (w**2).sum()  # their sum is what so many mentions of equal weight would tell (Kish 1965)
    article = pd.factorize(rows.article_id)[0]
    n = int(article.max()) + 1
    ratio = np.divide(part.to_numpy(float), whole.to_numpy(float), out=np.zeros(len(w)), where=whole.to_numpy() > 0)
    x, of = np.bincount(article, w * ratio, n), np.bincount(article, w, n)
    share, low, high = share_intervals(np.zeros(n, int), np.arange(n), x, of, 1)
    return float(share[0]), float(low[0]), float(high[0])


def _score(outlet: str, voice: str, rows: pd.DataFrame) -> dict:
    """One voice in one outlet, or in all."""
    hand, machine = rows[voice], (rows.voice == voice).astype(float)
    both = hand * machine
    measures = {"precision": _share(rows, both, machine), "recall": _share(rows, both, hand)}
    named = {
        name + end: v for name, three in measures.items() for end, v in zip(("", "_low", "_high"), three, strict=True)
    }
    n_articles = min(rows.article_id[whole > 0].nunique() for whole in (hand, machine))
    return {
        "outlet": outlet,
        "voice": voice,
        "n_hand": float(hand.sum()),
        "n_machine": int(machine.sum()),
        "n_right": float(both.sum()),
        "n_articles": rows.article_id.nunique(),
        **named,
        "note": _note(n_articles, "hand" if not hand.any() else "machine" if not machine.any() else ""),
        "n_split": int(rows.split[hand > 0].sum()),
    }


def _note(n: int, nobody: str = "") -> str:
    if nobody == "hand":
        return "no coder gives this voice here: no recall"
    if nobody == "machine":
        return "the machine gives it to no coded mention here: no precision"
    if n < MIN_ARTICLES:
        return f"fewer than {MIN_ARTICLES} articles: no interval"
    return f"fewer than {_FEW} articles: rough interval" if n < _FEW else ""


def _outlets(coded: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Whether the machine errs more for one outlet."""
    one = pd.Series(1.0, coded.index)
    at_voice = {v: np.average(coded.right, weights=coded.weight * coded[v]) for v in VOICES if coded[v].any()}
    expected = sum(coded[v] * share for v, share in at_voice.items())
    rows = []
    for outlet, here in coded.groupby("outlet"):
        rest = coded[coded.outlet != outlet]
        rows.append(
            {
                "outlet": outlet,
                "n_coded": len(here),
                "n_articles": here.article_id.nunique(),
                **dict(zip(("right", "low", "high"), _share(here, here.right, one[here.index]), strict=True)),
                "right_elsewhere": np.average(rest.right, weights=rest.weight) if len(rest) else float("nan"),
                "right_expected": np.average(expected[here.index], weights=here.weight),
                "own_hand": np.average(here.narrator, weights=here.weight),
                "own_machine": np.average(here.voice == "narrator", weights=here.weight),
            }
        )
    table = pd.DataFrame(rows)
    table["p_permutation"] = _permutation_p(coded, table.outlet.tolist(), seed)
    table["q_value"] = q_values(table.p_permutation.to_numpy())
    notes = [_note(n) for n in table.n_articles]
    return table.assign(note=pd.Series(notes if len(table) > 1 else ["one outlet: nothing to compare"], dtype="str"))


def _permutation_p(coded: pd.DataFrame, outlets: list, seed: int) -> list[float]:
    """How often outlets dealt to articles at random are as far from the rest; NaN for fewer than four articles."""
    by_article = (
        coded.assign(x=coded.right * coded.weight)
        .groupby("article_id")
        .agg(x=("x", "sum"), w=("weight", "sum"), outlet=("outlet", "first"))
    )
    x, w = by_article.x.to_numpy(), by_article.w.to_numpy()
    rng = np.random.default_rng(seed)
    deals = np.argsort(rng.random((_DEALS, len(x))), axis=1)
    result = []
    for outlet in outlets:
        here = (by_article.outlet == outlet).to_numpy()
        if here.sum() < MIN_ARTICLES or (~here).sum() < MIN_ARTICLES:
            result.append(float("nan"))
            continue
        dealt = here[deals].astype(float)
        apart = np.abs(_apart(dealt, x, w))
        seen = abs(_apart(here[None].astype(float), x, w)[0])
        result.append(float((1 + (apart >= seen - 1e-12).sum()) / (1 + _DEALS)))
    return result


def _apart(here: np.ndarray, x: np.ndarray, w: np.ndarray) -> np.ndarray:
    """Share right in an outlet less that elsewhere; `here` is deals x articles."""
    return here @ x / (here @ w) - (1 - here) @ x / ((1 - here) @ w)


def _errors(coded: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """What is wrong, in the columns of the mentions, with the voice by hand; of tied coders, both."""
    wrong = coded[coded.right == 0]
    hand = [" or ".join(v for v in VOICES if row[v] > 0) for row in wrong.to_dict("records")]
    theirs = [c for c in mentions if c not in ("folded", "outlet")]
    return wrong[theirs].assign(voice_hand=pd.Series(hand, wrong.index, "str")).reset_index(drop=True)
