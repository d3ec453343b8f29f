"""How far coders agree, and where they do not."""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..compare.foundation.shares import MIN_ARTICLES
from ..tables import FramingError, as_texts, require, require_articles_of, require_found, require_ids
from ..voice.label import VOICES
from .alpha import alpha_interval, alpha_of, mean_kappa, share_agreed
from .blind import view_mentions
from .guide import FITS

QUESTIONS = {"voice": VOICES, "fits": FITS}
_FEW = 10  # articles; below, intervals are rough, as elsewhere
_CONTEXT = ["headline", "before", "found", "after"]


class Agreement(NamedTuple):
    """How far coders agree, who said what against whom, the rows they dispute, and what was left out."""

    agreement: pd.DataFrame
    confusion: pd.DataFrame
    disputed: pd.DataFrame
    left_out: pd.DataFrame


def measure_agreement(
    codes: pd.DataFrame,
    *,
    mentions: pd.DataFrame | None = None,
    articles: pd.DataFrame | None = None,
    seed: int = 0,
) -> Agreement:
    """Measure how far coders agree on voice and fits, beyond what chance would give, and list where they do not.

    Parameters
    ----------
    codes : DataFrame
        From `read_codes`: mention_id, coder, voice; fits if it was coded; note. Cells left empty are not coded.
    mentions : DataFrame, optional
        The mentions that were coded: mention_id, article_id. With them the intervals take articles as the sample.
    articles : DataFrame, optional
        The clean articles: then the disputed mentions are shown in context. Needs `mentions`.
    seed : int
        The same seed gives the same intervals.

    Returns
    -------
    agreement : DataFrame
        One row for voice and one for fits: question, n_mentions (coded by two or more), n_once (by one coder only, who
        cannot be compared), n_coders, n_articles, alpha (Krippendorff's, 1 is full agreement and 0 what chance gives),
        low, high (95% interval), agreed (share of pairs of codes that are the same, 0 to 1), kappa (Cohen's; of more
        than two coders the mean over pairs), note.
    confusion : DataFrame
        question, coder_a, coder_b, code_a, code_b, n: how often one said this and the other that.
    disputed : DataFrame
        question, mention_id, codes (who said what), note; with `articles` also headline, before, found, after.
    left_out : DataFrame
        mention_id, coder, reason: codes of a mention that is not in `mentions`.

    Raises
    ------
    FramingError
        If a column is missing, holds an unknown word or one coder's mention twice, or no mention is coded by two.

    Notes
    -----
    Percent agreement is high by chance alone where one answer is frequent; alpha and kappa take that off. Alpha is for
    any number of coders and for missing answers (Krippendorff 2018; Hayes and Krippendorff 2007). It asks
    whether coders could stand in for each other, not whether they are right: coders of one kind may share an error.
    Krippendorff (2018) asks for an alpha of .800, and of .667 where conclusions are tentative.

    The interval draws articles anew, 2,000 times, because the mentions of one article are alike. Where nearly all
    agree, its lower end comes from the share of disagreement, so that "no dispute seen" does not read "none possible".
    In simulated codes of 12 and of 30 articles it holds the true alpha in about 95 of 100 samples, and in more where
    coders nearly always agree (tests/test_agreement.py).

    Nothing here is weighted with p_drawn, on purpose. Alpha is a property of the coding: whether this codebook in these
    hands gives the same codes again. To see that for rare voices, too, they must be coded often enough, and that is
    what `draw_coding_sample` draws more of them for; weights would give the answer back to the frequent and easy ones,
    and to a few heavy mentions. So alpha is not the agreement that one would see on all mentions; compare it with that
    of samples drawn in the same way. What is said of all mentions is weighted: `score_voice`, `correct_rates`.

    In fits, "unsure" is an answer like yes and no: unsure against yes is a dispute, unsure twice is none.

    Without `mentions` every mention counts as drawn on its own, and the note says so. Where all codes are the same,
    alpha has no value: nobody could have disagreed by chance.

    Measure before the coders talk. What they settle afterwards together is no agreement, but it makes better codes.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> codes = pd.DataFrame({"mention_id": list("abcd") * 2, "coder": ["Ada"] * 4 + ["Ben"] * 4, "fits": "yes",
    ...     "voice": ["quoted", "quoted", "narrator", "quoted"] + ["quoted", "quoted", "narrator", "narrator"]})
    >>> agreement, confusion, disputed, left_out = fr.measure_agreement(codes)
    >>> agreement[["question", "n_mentions", "alpha", "agreed", "kappa"]].round(3).values.tolist()
    [['voice', 4, 0.533, 0.75, 0.5], ['fits', 4, nan, 1.0, nan]]
    >>> disputed[["question", "mention_id", "codes"]].values.tolist()
    [['voice', 'd', 'Ada: quoted; Ben: narrator']]
    """
    check_codes(codes)
    _check_context(mentions, articles)
    codes, left_out = known_codes(codes, mentions)
    questions = [question for question in QUESTIONS if question in codes]
    wide = {question: _wide(codes, question) for question in questions}
    _check_overlap(codes, wide)
    rows = [_row(question, wide[question], mentions, seed) for question in questions]
    agreement = pd.DataFrame(rows).astype({"note": "str"})
    confusion = pd.concat([_confusion(question, wide[question]) for question in questions], ignore_index=True)
    disputed = pd.concat([_disputed(question, wide[question], codes) for question in questions], ignore_index=True)
    if articles is not None:
        disputed = _in_context(disputed, mentions, articles)
    return Agreement(agreement, confusion, disputed, left_out)


def check_codes(codes: pd.DataFrame) -> None:
    """Raise a FramingError unless `codes` is a table of codes in known words, each coder's mention once."""
    require(codes, "codes", ["mention_id", "coder", "voice"])
    if not len(codes):
        raise FramingError(
            "`codes` has no rows: nothing was coded yet. Read the sheets: codes, ledger = read_codes(path)."
        )
    for question, known in QUESTIONS.items():
        cells = as_texts(codes[question]) if question in codes else []
        strange = [cell for cell in cells if cell not in ("", *known)]
        if strange:
            raise FramingError(
                f"`codes` holds the {question} {strange[0]!r}, which is none of {', '.join(known)}. Read the sheet "
                "with read_codes, which knows what people write, or put it right: "
                f"codes.replace({{{question!r}: {{{strange[0]!r}: {known[0]!r}}}}})."
            )
    twice = codes[codes.duplicated(["mention_id", "coder"])]
    if len(twice):
        raise FramingError(
            f"`codes` holds {len(twice)} codes that their coder gave before, first of {twice.coder.tolist()[0]!r} for "
            f"{twice.mention_id.tolist()[0]!r}. Keep one of each: codes.drop_duplicates(['mention_id', 'coder'])."
        )


def known_codes(codes: pd.DataFrame, mentions: pd.DataFrame | None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The codes of the mentions there are, ids as text; and those of others, with the reason."""
    codes = codes.assign(mention_id=as_texts(codes.mention_id), coder=as_texts(codes.coder))
    if mentions is None:
        return codes, codes.iloc[:0][["mention_id", "coder"]].assign(reason=pd.Series(dtype="str"))
    here = codes.mention_id.isin(as_texts(mentions.mention_id))
    if not here.any():
        raise FramingError(
            f"None of the {len(codes)} codes is of a mention in `mentions`; the first is of "
            f"{codes.mention_id.tolist()[0]!r}. Give the mentions from which the sample was drawn."
        )
    left_out = codes[~here][["mention_id", "coder"]].assign(reason="no such mention_id in `mentions`")
    return codes[here], left_out.reset_index(drop=True)


def _wide(codes: pd.DataFrame, question: str) -> pd.DataFrame:
    """Mentions x coders, '' where a coder gave no answer; mentions without any answer are not in it."""
    codes = codes.assign(answer=as_texts(codes[question]))
    table = codes[codes.answer != ""].pivot(index="mention_id", columns="coder", values="answer").fillna("")
    return table.sort_index(axis=1)


def _row(question: str, wide: pd.DataFrame, mentions: pd.DataFrame | None, seed: int) -> dict:
    """One question as a row of the table."""
    twice = wide[(wide != "").sum(axis=1) > 1]
    values = [value for value in QUESTIONS[question] if (twice == value).any(axis=None)]
    counts = np.stack([(twice == value).sum(axis=1) for value in values], axis=1) if values else np.zeros((0, 0), int)
    answers = np.full(twice.shape, -1)
    for number, value in enumerate(values):
        answers[(twice == value).to_numpy()] = number
    cluster = np.arange(len(twice))
    if mentions is not None:
        of = dict(zip(as_texts(mentions.mention_id), mentions.article_id, strict=True))
        cluster = pd.factorize(pd.Series([of[m] for m in twice.index], dtype=object))[0]
    alpha = alpha_of(counts) if len(values) > 1 else float("nan")
    low, high = alpha_interval(counts, cluster, seed) if alpha == alpha else (float("nan"),) * 2
    n_articles = int(cluster.max()) + 1 if len(cluster) else 0
    return {
        "question": question,
        "n_mentions": len(twice),
        "n_once": len(wide) - len(twice),
        "n_coders": int((twice != "").any().sum()),
        "n_articles": n_articles if mentions is not None else pd.NA,
        "alpha": alpha,
        "low": low,
        "high": high,
        "agreed": share_agreed(counts),
        "kappa": mean_kappa(answers) if len(twice) else float("nan"),
        "note": _note(values, n_articles, low, mentions is not None),
    }


def _note(values: list[str], n: int, low: float, by_article: bool) -> str:
    if not values:
        return "no mention coded by two coders"
    if len(values) == 1:
        return f"all codes are {values[0]!r}: alpha and kappa have no value, because nobody could differ by chance"
    unit = "articles" if by_article else "mentions"
    if n < MIN_ARTICLES:
        return f"fewer than {MIN_ARTICLES} {unit}: no interval"
    if low != low:
        return "nearly all codes are the same: no interval"
    notes = [f"fewer than {_FEW} {unit}: rough interval"] if n < _FEW else []
    notes += [] if by_article else ["mentions taken as drawn one by one; give mentions= so that articles are"]
    return "; ".join(notes)


def _confusion(question: str, wide: pd.DataFrame) -> pd.DataFrame:
    """Each pair of coders, and each pair of values in use."""
    values = [value for value in QUESTIONS[question] if (wide == value).any(axis=None)]
    rows = []
    for a, b in combinations(wide.columns, 2):
        both = pd.crosstab(wide[a], wide[b]).reindex(index=values, columns=values, fill_value=0)
        if both.sum(axis=None):
            rows += [(question, a, b, one, other, int(both.loc[one, other])) for one in values for other in values]
    return pd.DataFrame(rows, columns=["question", "coder_a", "coder_b", "code_a", "code_b", "n"])


def _disputed(question: str, wide: pd.DataFrame, codes: pd.DataFrame) -> pd.DataFrame:
    """The mentions on which not all are of one mind."""
    differ = wide[[len(set(row) - {""}) > 1 for row in wide.to_numpy().tolist()]]
    said = ["; ".join(f"{c}: {v}" for c, v in row.items() if v) for _, row in differ.iterrows()]
    notes: dict = {}
    if "note" in codes:
        for mention_id, coder, note in zip(codes.mention_id, codes.coder, as_texts(codes.note), strict=True):
            if note.strip():
                notes.setdefault(mention_id, []).append(f"{coder}: {note.strip()}")
    noted = ["; ".join(notes.get(mention_id, [])) for mention_id in differ.index]
    return pd.DataFrame({"question": question, "mention_id": differ.index, "codes": said, "note": noted}, dtype="str")


def _in_context(disputed: pd.DataFrame, mentions: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """As the coders saw them."""
    by_id = mentions.assign(mention_id=as_texts(mentions.mention_id)).set_index("mention_id")
    views = view_mentions(by_id.loc[disputed.mention_id], articles)
    return disputed.join(pd.DataFrame(views, columns=_CONTEXT, index=disputed.index))


def _check_context(mentions: pd.DataFrame | None, articles: pd.DataFrame | None) -> None:
    if mentions is not None:
        require(mentions, "mentions", ["mention_id", "article_id"])
    if articles is None:
        return
    if mentions is None:
        raise FramingError(
            "To show disputed mentions in context, give both: "
            "measure_agreement(codes, mentions=mentions, articles=articles)."
        )
    require(mentions, "mentions", ["part", "start", "end", "found"])
    require(articles, "articles", ["article_id", "outlet", "title", "text"])
    require_ids(articles)
    require_articles_of(mentions, articles)
    require_found(mentions, articles)


def _check_overlap(codes: pd.DataFrame, wide: dict[str, pd.DataFrame]) -> None:
    if any(((table != "").sum(axis=1) > 1).any() for table in wide.values()):
        return
    coders = sorted(set(codes.coder))
    if len(coders) == 1:
        raise FramingError(
            f"`codes` holds one coder, {coders[0]!r}: agreement needs two. Read both sheets together: "
            "codes, ledger = read_codes(['ada.xlsx', 'ben.xlsx'])."
        )
    raise FramingError(
        f"No mention is coded by two coders; {', '.join(map(repr, coders[:4]))} coded different ones. "
        "Give the same sample to each of them: write_coding_sheet(sample, 'ada.xlsx', coder='Ada')."
    )
