"""How long the sentences and words of each outlet are, as readability scores, and how sure we can be."""

from __future__ import annotations

import os
from collections.abc import Iterator

import numpy as np
import pandas as pd
from tqdm import tqdm

from ..clean.duplicates import is_folded
from ..tables import FramingError, as_texts, require, require_full, require_ids, require_some
from .foundation.counts import unit_of
from .wording.reading_scores import LEAST_WORDS, SCORES, Reading, read_text, read_texts

ROUGH = 5  # units of an outlet; below, the interval was not verified on real scores (tests/test_readability.py)
_MANY = 1500  # articles; below, starting other processes takes longer than it saves
_BATCH = 100  # articles handed to a process at a time: the bar moves, and Ctrl-C need not wait long


def measure_readability(articles: pd.DataFrame, *, by: str = "outlet", unit: str = "article") -> pd.DataFrame:
    """Measure readability scores of English texts, by outlet with intervals or article by article.

    Parameters
    ----------
    articles : DataFrame
        Clean articles: article_id, outlet, text, duplicate_of. Titles are not scored.
    by : "outlet" or "article"
    unit : str
        By outlet, what counts as one draw from its coverage: "article", "week" or a column of `articles` such as
        "event".

    Returns
    -------
    DataFrame
        by="outlet": one row per outlet x score: outlet, score, n_articles (scored), n_left_out (those that could not
        be), mean, low, high (mean of its articles' scores; 95% interval), median, note; then n_units and n_folded
        (articles left out because their outlet ran the same text before).

        by="article": one row per article: article_id, outlet, n_words (of the text), n_sentences, then the five scores
        flesch_reading_ease, flesch_kincaid, gunning_fog, smog, dale_chall, and note. A text of fewer than 100 words, in
        another language or without full stops has no score (NaN), and the note says which it is.

    Raises
    ------
    FramingError
        If a column is missing, there are no articles, or `by` or `unit` is not known.

    Notes
    -----
    These formulas count how long sentences and words are. They do not know whether a text is understood, well written
    or true, and shuffled words have the same score. Quotations, lists, names and numbers move them: an outlet that
    quotes speech has shorter sentences, whoever wrote them.

    - flesch_reading_ease (Flesch 1948), 206.835 - 1.015 · words a sentence - 84.6 · syllables a word: **lower is
      harder**. With the next one it is what studies of news use (Wasike 2018, for instance).
    - flesch_kincaid (Kincaid et al. 1975): the same two counts, as a school grade of the United States.
    - gunning_fog (Gunning 1952), by an adviser of newspapers: words a sentence and the percentage of words of three
      syllables or more that are not on the list of easy words.
    - smog (McLaughlin 1969): words of three syllables or more, made for samples of 30 sentences and less sure below.
    - dale_chall (Dale and Chall 1948): words a sentence and the percentage of words that are not among some 3,000 easy
      ones, the only one to ask how well known a word is. textstat counts names and inflected forms as hard, so it is
      higher here than by hand.

    In all but the first higher is harder. They share their ingredients: five that agree are no five findings.

    Words, syllables and sentences are counted by textstat 0.7.7, after its worst misreadings are put right: it takes
    every full stop for the end of a sentence, "U.S." and "Sen." too, and knows no typographic apostrophe. Both differ
    by outlet. An abbreviation that does end a sentence is now passed over.

    The interval is Student's t on the mean over units (clustered where a unit holds several articles). In samples of 5,
    10, 20 and 50 real articles it holds the mean of all about 95 times in 100 (tests/test_readability.py). It speaks of
    chance in which articles were sampled; topic, genre and length of the articles may differ too.

    References
    ----------
    Dale, E., & Chall, J. S. (1948). A formula for predicting readability. Educational Research Bulletin, 27(1), 11-20.
    Flesch, R. (1948). A new readability yardstick. Journal of Applied Psychology, 32(3), 221-233.
    Gunning, R. (1952). The Technique of Clear Writing. McGraw-Hill.
    Kincaid, J. P., Fishburne, R. P., Rogers, R. L., & Chissom, B. S. (1975). Derivation of new readability formulas for
    Navy enlisted personnel. Naval Technical Training Command, Research Branch Report 8-75.
    McLaughlin, G. H. (1969). SMOG grading: a new readability formula. Journal of Reading, 12(8), 639-646.
    Wasike, B. (2018). Preaching to the choir? An analysis of newspaper readability vis-a-vis public literacy.
    Journalism, 19(11), 1570-1587.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> short, long = "The court rose. ", "The international court deliberated considerably longer than anticipated. "
    >>> articles = pd.DataFrame({"article_id": list("abcd"), "outlet": ["X", "X", "Y", "Y"],
    ...     "text": [short * 40, short * 50, long * 20, "Too short."]})
    >>> by_article = fr.measure_readability(articles, by="article")
    >>> by_article[["article_id", "n_words", "flesch_kincaid"]].round(1).values.tolist()
    [['a', 120, -2.6], ['b', 150, -2.6], ['c', 160, 24.4], ['d', 2, nan]]
    >>> table = fr.measure_readability(articles)
    >>> table[table.score == "flesch_kincaid"][["outlet", "n_articles", "n_left_out"]].values.tolist()
    [['X', 2, 0], ['Y', 1, 1]]
    >>> table.note.iloc[-1]
    'one article: no interval; not scored: 1 fewer than 100 words'
    """
    _check(articles, by)
    unit_names = unit_of(articles, unit)
    if by == "article":
        return _read(articles)
    folded = is_folded(articles)
    kept = articles[~folded]
    read = _read(kept).assign(unit=unit_names[~folded].to_numpy(object))
    n_folded = articles.outlet[folded].value_counts()
    blocks = [
        _of_outlet(read[(read.outlet == outlet).to_numpy()], unit).assign(n_folded=int(n_folded.get(outlet, 0)))
        for outlet in sorted(articles.outlet.unique(), key=str)
    ]
    return pd.concat(blocks, ignore_index=True)


def _read(articles: pd.DataFrame) -> pd.DataFrame:
    """One row per article."""
    readings = tqdm(
        _readings(as_texts(articles.text)), "Reading", len(articles), unit=" articles", delay=2, disable=None
    )
    with readings:
        table = pd.DataFrame(list(readings), columns=Reading._fields).astype({"note": "str"})
    for place, column in enumerate(("article_id", "outlet")):
        table.insert(place, column, articles[column].to_numpy())
    return table


def _readings(texts: list[str]) -> Iterator[Reading]:
    """Each text read, in order; where there are many, by all processors.

    joblib rather than concurrent.futures: its processes do not run the user's script again, as those of Windows and
    macOS do where a script has no `if __name__ == "__main__"`.
    """
    if len(texts) < _MANY or (os.cpu_count() or 1) == 1:
        yield from map(read_text, texts)
        return
    from joblib import Parallel, delayed

    batches = (texts[first : first + _BATCH] for first in range(0, len(texts), _BATCH))
    for batch in Parallel(os.cpu_count(), return_as="generator")(delayed(read_texts)(batch) for batch in batches):
        yield from batch


def _of_outlet(read: pd.DataFrame, unit: str) -> pd.DataFrame:
    """One outlet, a row per score. A text has all scores or none."""
    scored = read[read.smog.notna()]
    left_out = read.note[read.smog.isna()].value_counts()
    n_units = scored.unit.nunique()
    note = "; ".join(filter(None, [_note(n_units, unit), _left_out(left_out)]))
    rows = []
    for score in SCORES:
        mean, low, high = mean_interval(scored[score].to_numpy(float), scored.unit.factorize()[0])
        rows.append((score, len(scored), int(left_out.sum()), mean, low, high, scored[score].median(), note, n_units))
    columns = ["score", "n_articles", "n_left_out", "mean", "low", "high", "median", "note", "n_units"]
    table = pd.DataFrame(rows, columns=columns).astype({"score": "str", "note": "str"})
    table.insert(0, "outlet", pd.Series([read.outlet.iloc[0]] * len(table)))
    return table


def mean_interval(values: np.ndarray, unit: np.ndarray) -> tuple[float, float, float]:
    """Mean of all values with its 95% interval, Student's t over the units that they lie in (numbered from 0).

    The variance is that of a ratio of sums over units (Cochran 1977), which is the usual one where each is alone.

    >>> [round(float(end), 3) for end in mean_interval(np.array([1.0, 2.0, 3.0]), np.arange(3))]
    [2.0, -0.484, 4.484]
    """
    from scipy.special import stdtrit

    if not len(values):
        return np.nan, np.nan, np.nan
    mean, n = float(values.mean()), int(unit.max()) + 1
    if n < 2:
        return mean, np.nan, np.nan
    off = np.bincount(unit, values - mean)
    reach = stdtrit(n - 1, 0.975) * np.sqrt(n / (n - 1) * (off**2).sum()) / len(values)
    return mean, mean - float(reach), mean + float(reach)


def _note(n_units: int, unit: str) -> str:
    if n_units == 0:
        return f"no article to score ({LEAST_WORDS} words of English or more)"
    if n_units == 1:
        return f"one {unit}: no interval"
    return f"fewer than {ROUGH} {unit}s: rough interval" if n_units < ROUGH else ""


def _left_out(reasons: pd.Series) -> str:
    if not len(reasons):
        return ""
    return "not scored: " + ", ".join(f"{n} {reason.split(':')[0]}" for reason, n in reasons.items())


def _check(articles: pd.DataFrame, by: str) -> None:
    if by not in ("outlet", "article"):
        raise FramingError(f"by={by!r} is not known. Give by='outlet' or by='article'.")
    if isinstance(articles, pd.DataFrame) and {"article_id", "outlet"} <= set(articles) and "text" not in articles:
        raise FramingError(
            "`articles` has no column `text`: these are facts, and a score needs the texts. "
            "Read some: articles, ledger = read_articles(path); or articles = load('teaching').articles."
        )
    require(articles, "articles", ["article_id", "outlet", "text"])
    require_ids(articles)
    require_some(articles)
    require_full(articles, "articles", ["outlet"])
