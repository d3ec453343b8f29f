"""What a careful reader may say about readability scores, in plain sentences."""

from __future__ import annotations

import pandas as pd

from ...compare.wording.reading_scores import LEAST_WORDS, SCORES
from ...tables import FramingError
from .say import names, prose

READABILITY = ["outlet", "score", "n_articles", "n_left_out", "mean", "low", "high", "median"]

_LIMITS = (
    "These formulas count syllables, words and full stops; they do not know whether a text is understood, well written "
    "or true. Quotations, names, lists and the topics covered move them, and the scores share their ingredients: "
    "several that agree are one finding. No verdict on any outlet."
)


def describe_readability(readability: pd.DataFrame) -> str:
    """Say in plain sentences what a table of `measure_readability` by outlet shows; one sentence a line."""
    sentences = [_score(score, rows) for score, rows in readability.groupby("score", sort=False)]
    return prose([*sentences, *_caveats(readability), _LIMITS])


def check_readability(readability: pd.DataFrame) -> None:
    """Raise a FramingError for scores by article, or scores that nobody here knows."""
    if isinstance(readability, pd.DataFrame) and {"article_id", "smog"} <= set(readability.columns):
        raise FramingError(
            "`readability` has one row per article: there is no mean and no interval. "
            "Measure by outlet: measure_readability(articles)."
        )


def harder(score: str) -> str:
    return "higher is harder" if SCORES[score].harder_is_higher else "lower is harder"


def _score(score: str, rows: pd.DataFrame) -> str:
    return f"{SCORES[score].name} ({harder(score)}), mean of articles: {'; '.join(map(_outlet, rows.itertuples()))}."


def _outlet(row) -> str:
    if not row.n_articles:
        return f"{row.outlet} not scored"
    of = "1 article" if row.n_articles == 1 else f"{row.n_articles:,} articles"
    interval = "no interval" if row.low != row.low else f"95% interval {row.low:.1f} to {row.high:.1f}"
    return f"{row.outlet} {row.mean:.1f} ({of}, {interval})"


def _caveats(readability: pd.DataFrame) -> list[str]:
    of_outlet = readability.drop_duplicates("outlet")
    left = of_outlet[of_outlet.n_left_out > 0]
    sentences = []
    if len(left):
        total = int(left.n_left_out.sum())
        sentences.append(
            f"{total:,} {'article of' if total == 1 else 'articles of'} {names(left.outlet.tolist())} could not be "
            f"scored (fewer than {LEAST_WORDS} words, another language, or no full stops)."
        )
    rough = of_outlet[of_outlet.note.fillna("").str.contains("rough|no interval")]
    if len(rough):
        sentences.append(
            f"{names(rough.outlet.tolist())}: too few articles for a sure interval, and from one there is none."
        )
    return sentences
