"""Which words each outlet uses more, or less, than the others together, and how sure we can be."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..clean.duplicates import is_folded
from ..tables import FramingError, require, require_full, require_ids, require_numbers, require_some
from .foundation.counts import Counts, Units, unit_of
from .foundation.estimates import (
    MIN_UNITS,
    MIN_UNITS_P,
    MIN_WITH,
    PER,
    ROUGH_WITH,
    log_likelihood,
    log_odds_z,
    p_value,
    q_values,
    rate_ratio,
)
from .foundation.notes import ROUGH, TOO_FEW, add_note
from .foundation.shared_copy import three_ways
from .foundation.sides import FEW_SHARED, shared_events, take_sides
from .wording.counts import to_units
from .wording.set_aside import NAME, TEMPLATE, are_names, count_apart, listed_apart

NO_P = "fewer than 10 {} a side: no p"
NO_WORDS = "no words to measure"


def find_distinctive_words(
    articles: pd.DataFrame,
    words: pd.DataFrame | None = None,
    *,
    unit: str = "article",
    phrases: bool = False,
    copies: str | None = None,
) -> pd.DataFrame:
    """Find the words that each outlet uses more, or less, often than the other outlets together.

    Parameters
    ----------
    articles : DataFrame
        Clean articles of two or more outlets: article_id, outlet, title, text, n_words, duplicate_of. Without text give
        `words`.
    words : DataFrame, optional
        Counts for articles whose text is not here: article_id, word, n; optional n_inside, how many of n stand outside
        templates. They are then used instead of any text.
    unit : str
        What counts as one draw: "article", a column of `articles` such as "event" or "topic", or "week" (of
        `published`).
    phrases : bool
        Also phrases of two and three words, with nothing but space between them; this needs the text.
    copies : "per outlet", "once" or "left out", optional
        How to count text that several outlets printed (`find_copies`); None does not look for any. It needs the text.

    Returns
    -------
    DataFrame
        One row per outlet x word in at least 5 articles, by outlet and then z, the largest first: outlet, word, n (how
        often the outlet has it), n_articles (of the outlet, that hold it), rate (per 1,000 words of the outlet),
        rate_elsewhere (of the others together), ratio (of the two rates), low, high (95% interval), z (log-odds ratio
        over its standard error, for ranking), p_value, q_value (p after Benjamini and Hochberg over all tested rows of
        the table), note; then n_elsewhere, n_articles_elsewhere, deff (design effect over all outlets), n_units,
        n_units_elsewhere, n_articles_all (of the outlet), n_words, n_words_elsewhere, n_folded (articles left out
        because their outlet ran the same text before).

        Words of outlets' names and words that stand mostly in lines which an outlet prints again and again keep their
        rows, with the note "name of an outlet" or "template" and without ratio, interval, z, p and q.

        With `copies`: ratio_per_outlet, q_per_outlet, ratio_once, q_once, ratio_left_out, q_left_out.

    Raises
    ------
    FramingError
        If a column is missing, there is only one outlet, there is nothing to count, or no word is in 5 articles.

    Notes
    -----
    z is the log-odds ratio with an informative Dirichlet prior of Monroe, Colaresi and Quinn (2008), divided by the
    root of the design effect. The prior is what one article of average length would hold if it had the words of all
    outlets in their proportions: it pulls the ratio of rare words towards 1. Without the design effect the list is led
    by words that stand often in few articles. p comes from G2 (Dunning 1993; Rayson and Garside 2000) divided by the
    same design effect. With fewer than 4 units a side nothing is tested, with fewer than 10 there is no p. ratio and
    interval are those of `compare_outlets`.

    Ranking by z shows common words that differ surely first, not the largest ratios. The list follows what outlets
    write about: words of topics, places and people lead it. Compare inside one topic or event before you think of
    wording. "The others together" are mostly the largest other outlets.

    A word is set aside because it is in a name of any outlet in `articles` (not "the", nor a single letter), in its
    short form or web address ("foxnews"). So "times" of a Times is not tested anywhere. The text of templates
    (`find_templates`) is not counted elsewhere either. Without text only names can be set aside, and templates count as
    text, unless `words` has n_inside. Words are folded ("The" is "the"), "don't" is one, and endings are left as they
    are.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> texts = ["Protesters met the court.", "Rioters met the court."]
    >>> articles = pd.DataFrame({"article_id": range(40), "outlet": ["X", "Y"] * 20, "title": "", "text": texts * 20})
    >>> words = fr.find_distinctive_words(articles.assign(n_words=4))
    >>> words[words.q_value < 0.05][["outlet", "word", "n", "n_elsewhere"]].values.tolist()
    [['X', 'protesters', 20, 0], ['X', 'rioters', 0, 20], ['Y', 'rioters', 20, 0], ['Y', 'protesters', 0, 20]]
    """
    _check(articles, words, phrases, copies)
    if copies is None:
        return _measure(articles, words, unit, phrases)
    measure = lambda _, a: _measure(a, None, unit, phrases)  # noqa: E731
    return three_ways(measure, None, articles, copies, ["outlet", "word"], "ratio")


def _measure(articles: pd.DataFrame, words: pd.DataFrame | None, unit: str, phrases: bool) -> pd.DataFrame:
    """The whole job on given tables."""
    unit_of(articles, unit)  # a wrong unit is said before the counting
    folded = is_folded(articles)
    n_folded = articles.outlet[folded].value_counts()
    articles = articles[~folded].reset_index(drop=True)
    cells, templates = count_apart(articles, phrases) if words is None else listed_apart(words, articles)
    if not cells.n_words.any():
        raise FramingError(
            f"There is no word in any of the {len(articles)} articles: all are empty. "
            "Keep those with a text: articles[articles.n_words > 0]."
        )
    if not cells.words:
        raise FramingError(
            f"No word stands in {MIN_WITH} of the {len(articles)} articles, and fewer say nothing about an outlet. "
            "Read more articles."
        )
    aside = np.where(np.isin(np.array(cells.words, object), list(templates)), TEMPLATE, "").astype(object)
    aside[are_names(cells, articles)] = NAME
    units = to_units(cells, articles, n_folded, unit)
    return compare_words(
        units, aside, _few_shared(articles, units.outlets), "articles" if unit == "article" else "units"
    )


def compare_words(units: Units, aside: np.ndarray, few_shared: np.ndarray, what: str) -> pd.DataFrame:
    """The table: each outlet against the others. `aside` says of each word why it is not tested, or ''."""
    counts = units.sums()
    a, b, both = take_sides(units.outlets, "rest").counts(counts)
    measurable = (aside == "")[:, None] & (np.minimum(a.words, b.words) > 0)
    fewest = np.minimum(a.n_units, b.n_units)
    testable = measurable & (both.n_with >= MIN_WITH) & (fewest >= MIN_UNITS)
    deff = both.deff()
    ratio, low, high = rate_ratio(a.mentions, b.mentions, a.words, b.words, both.n_units, a.deff(), b.deff())
    g2 = log_likelihood(a.mentions, b.mentions, a.words, b.words)
    p = np.where(testable & (fewest >= MIN_UNITS_P), p_value(g2, deff), np.nan)
    prior_size = counts.words.sum() / counts.n_articles.sum()
    prior = prior_size * counts.mentions.sum(axis=1, keepdims=True) / counts.words.sum()
    z = log_odds_z(a.mentions, b.mentions, a.words, b.words, prior, prior_size) / np.sqrt(deff)
    rate_a, rate_b = (side.mentions * PER / np.where(side.words > 0, side.words, np.nan) for side in (a, b))
    nan_unless = lambda values: np.where(testable, values, np.nan)  # noqa: E731
    columns = {
        "n": a.mentions.astype(int),
        "n_articles": a.n_with.astype(int),
        "rate": rate_a,
        "rate_elsewhere": rate_b,
        "ratio": nan_unless(ratio),
        "low": nan_unless(low),
        "high": nan_unless(high),
        "z": nan_unless(z),
        "p_value": p,
        "q_value": q_values(p),
        "note": _notes(aside, testable, a, b, few_shared, what),
        "n_elsewhere": b.mentions.astype(int),
        "n_articles_elsewhere": b.n_with.astype(int),
        "deff": deff,
        "n_units": a.n_units.astype(int),
        "n_units_elsewhere": b.n_units.astype(int),
        "n_articles_all": a.n_articles.astype(int),
        "n_words": a.words.astype(int),
        "n_words_elsewhere": b.words.astype(int),
        "n_folded": np.asarray(units.n_folded),
    }
    return _as_table(units, columns)


def _as_table(units: Units, columns: dict[str, np.ndarray]) -> pd.DataFrame:
    """One line per outlet and word; in each outlet by z, the words without one last, in the order of their counts."""
    n_rows, n_outlets = len(units.keys), len(units.outlets)
    flat = {name: np.broadcast_to(v, (n_rows, n_outlets)).ravel(order="F") for name, v in columns.items()}
    outlet = np.repeat(np.arange(n_outlets), n_rows)
    word = np.tile(units.keys.word.to_numpy(object), n_outlets)
    rank = np.tile(np.argsort(np.argsort(units.keys.word.to_numpy(object))), n_outlets)
    order = np.lexsort([rank, -flat["n"], -np.nan_to_num(flat["z"], nan=-np.inf), outlet])
    table = pd.DataFrame({name: values[order] for name, values in flat.items()})
    table.insert(0, "outlet", np.array(units.outlets, object)[outlet[order]])
    table.insert(1, "word", pd.Series(word[order], dtype="str"))
    return table


def _notes(
    aside: np.ndarray, testable: np.ndarray, a: Counts, b: Counts, few_shared: np.ndarray, what: str
) -> np.ndarray:
    fewest = np.minimum(a.n_units, b.n_units)
    missing = np.where(np.minimum(a.words, b.words) > 0, TOO_FEW.format(what), NO_WORDS)
    note = np.where(testable, "", np.broadcast_to(missing, testable.shape)).astype(object)
    note = np.where((aside == "")[:, None], note, aside[:, None])
    note = add_note(note, testable & (fewest < MIN_UNITS_P), NO_P.format(what))
    note = add_note(note, testable & (np.minimum(a.n_with, b.n_with) < ROUGH_WITH), ROUGH)
    return add_note(note, testable & (few_shared != ""), few_shared)


def _few_shared(articles: pd.DataFrame, outlets: list[str]) -> np.ndarray:
    """For each outlet how few of its events another one covers, or ''."""
    if "event" not in articles:
        return np.full(len(outlets), "", object)
    shared, fewer = shared_events(articles, outlets, take_sides(outlets, "rest"))
    texts = [f"{int(s)} of {int(f)} events in common" for s, f in zip(shared, fewer, strict=True)]
    return np.where(shared < FEW_SHARED * fewer, np.array(texts, object), "")


def _check(articles: pd.DataFrame, words: pd.DataFrame | None, phrases: bool, copies: str | None) -> None:
    require(articles, "articles", ["article_id", "outlet"])
    if "n_words" not in articles:
        raise FramingError(
            "`articles` has no column `n_words`. Clean them first: articles, removals = clean_articles(articles)."
        )
    require_ids(articles)
    require_some(articles)
    require_full(articles, "articles", ["outlet", "n_words"])
    require_numbers(articles, "articles", ["n_words"])
    if words is not None:
        _check_words(words, articles, phrases, copies)
    elif "text" not in articles:
        raise FramingError(
            "`articles` has no column `text`, and there are no counts. "
            "Give counts per article (article_id, word, n): find_distinctive_words(articles, words)."
        )
    else:
        require(articles, "articles", ["title"])
    take_sides(list(articles.outlet.unique()), "rest")


def _check_words(words: pd.DataFrame, articles: pd.DataFrame, phrases: bool, copies: str | None) -> None:
    for option, given in ((f"phrases={phrases}", phrases), (f"copies={copies!r}", copies is not None)):
        if given:
            raise FramingError(
                f"{option} needs the texts, and `words` holds counts. Give articles with text and no `words`, "
                f"or leave the option out."
            )
    require(words, "words", ["article_id", "word", "n"])
    numbers = ["n", "n_inside"] if "n_inside" in words else ["n"]
    require_full(words, "words", ["word", *numbers])
    require_numbers(words, "words", numbers)
    if "n_inside" in words and (words.n_inside > words.n).any():
        raise FramingError(
            f"`words` holds n_inside above n in {int((words.n_inside > words.n).sum())} of {len(words)} rows. "
            "It counts those of n outside templates; without it: words.drop(columns='n_inside')."
        )
    counted = set(words.article_id.unique())  # a few thousand; to look each row up would take seconds
    strange = sorted(counted - set(articles.article_id), key=str)
    if strange:
        raise FramingError(
            f"{len(strange)} of {len(counted)} articles in `words` are not in `articles`, {strange[0]!r} first. "
            "Keep those that are: words[words.article_id.isin(articles.article_id)]."
        )
    has_counts = np.array([article_id in counted for article_id in articles.article_id], bool)
    without = sorted(set(articles.outlet[articles.n_words > 0]) - set(articles.outlet[has_counts]), key=str)
    if without:
        raise FramingError(
            f"`words` has no row for {len(without)} of {articles.outlet.nunique()} outlets, {without[0]!r} first. "
            "Keep the articles of the others: articles[articles.article_id.isin(words.article_id)]."
        )
