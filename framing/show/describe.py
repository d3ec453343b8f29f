"""Plain sentences for any table that this library measures."""

from __future__ import annotations

import pandas as pd

from ..tables import FramingError
from .sentences.agreement import AGREEMENT, PAIRS, describe_agreement
from .sentences.choices import CHOICES, describe_choices
from .sentences.classifier import CLASSIFIER, CONFUSION, DECIDING, describe_classifier
from .sentences.corrected import CORRECTED, describe_corrected
from .sentences.coverage import COVERAGE, describe_coverage
from .sentences.differences import DIFFERENCES, describe_differences
from .sentences.maps import MAP, describe_map
from .sentences.rates import RATES, describe_rates
from .sentences.readability import READABILITY, describe_readability
from .sentences.scores import MISTAKES, SCORED_OUTLETS, SCORES, describe_scores
from .sentences.sources import OUTLETS, SPEAKERS, describe_sources
from .sentences.words import WORDS, describe_words

# A table is known by the columns that no other table has all of.
_TABLES = [
    (CORRECTED, describe_corrected),  # before RATES, whose columns it has as well
    (RATES, describe_rates),
    (DIFFERENCES, describe_differences),
    (WORDS, describe_words),
    (CHOICES, describe_choices),
    (SPEAKERS, describe_sources),
    (OUTLETS, describe_sources),
    (COVERAGE, describe_coverage),
    (READABILITY, describe_readability),
    (CLASSIFIER, describe_classifier),
    (CONFUSION, describe_classifier),
    (DECIDING, describe_classifier),
    (MAP, describe_map),
    (AGREEMENT, describe_agreement),
    (PAIRS, describe_agreement),
    (SCORES, describe_scores),
    (SCORED_OUTLETS, describe_scores),
    (MISTAKES, describe_scores),
]
_VERBS = (
    "measure_outlets, compare_outlets, find_distinctive_words, measure_choices, measure_sources, measure_coverage, "
    "measure_readability, classify_outlets, map_outlets, correct_rates, measure_agreement, "
    "score_voice"
)


def describe(table: pd.DataFrame) -> str:
    """Say in plain sentences what a measured table shows, and what it does not.

    Parameters
    ----------
    table : DataFrame
        From `measure_outlets` (with or without voice), `compare_outlets`, `find_distinctive_words`, `measure_choices`,
        `measure_sources`, `measure_coverage`, `measure_readability`, `correct_rates`, or a table of `classify_outlets`,
        `map_outlets`, `measure_agreement` or `score_voice`; any selection of its rows.

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
        raise FramingError(f"describe takes a table that framing measured, not {type(table).__name__}.")
    if not len(table):
        raise FramingError("The table has no rows: there is nothing to describe. Was anything found?")
    for columns, sentences in _TABLES:
        if set(columns) <= set(table.columns):
            return sentences(table)
    raise FramingError(
        f"describe takes a table from one of {_VERBS}. This one has: {', '.join(map(str, table.columns))}."
    )
