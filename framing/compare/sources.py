"""Who gets to speak in each outlet, for how many words, and how sure we can be."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..clean.duplicates import is_folded
from ..tables import FramingError, as_texts, require, require_full, require_ids, require_numbers, require_some
from .foundation.shares import MIN_ARTICLES, effective_number, share_intervals

KINDS = ["direct", "indirect", "attitude"]
NO_SPEAKER = "no speaker found"
FEW = 10  # articles with attributions; below, intervals are rough, as those of rates are

_NEEDED = ["article_id", "kind", "speaker", "named", "n_words"]
_WORDS = [f"n_words_{kind}" for kind in KINDS]


def measure_sources(attributions: pd.DataFrame, articles: pd.DataFrame, *, by: str = "speaker") -> pd.DataFrame:
    """Measure who speaks in each outlet: each speaker's share of all words that the outlet gives to somebody.

    Parameters
    ----------
    attributions : DataFrame
        From `find_attributions`: article_id, kind, speaker, named, n_words. Any selection of its rows, those of kind
        "direct" for instance: shares are then shares of these.
    articles : DataFrame
        All clean articles, those in which nobody speaks too: article_id, outlet, n_words, duplicate_of. Text is not
        needed.
    by : "speaker" or "outlet"

    Returns
    -------
    DataFrame
        by="speaker": one row per outlet x speaker heard there, the most words first: outlet, speaker, named, n_articles
        (of the outlet), n_with (those in which they speak), n_attributions, n_words (in their attributions), share (of
        all attributed words of the outlet, 0 to 1), low, high (95% interval), note; then n_words_direct,
        n_words_indirect, n_words_attitude, which add up to n_words, and n_folded (articles left out because their
        outlet ran the same text before). Words without a speaker are the row "no speaker found".

        by="outlet": one row per outlet: outlet, n_articles, n_with, n_attributions, n_words, n_words_all (of its
        articles), share_attributed (of all words), attributed_low, attributed_high, share_unnamed (of attributed
        words), unnamed_low, unnamed_high, share_no_speaker, n_speakers (named ones), effective_speakers (as many
        named speakers of one size would be as concentrated), effective_low, effective_high, note; then the same four
        columns at the right.

    Raises
    ------
    FramingError
        If a column is missing or holds what it cannot, or an attribution's article is not in `articles`.

    Notes
    -----
    Who is quoted, how prominently and under what name is the classic measure of whose view news carries (Sigal 1973;
    Gans 1979; Bennett 1990 on news that follows the range of official views; Dimitrova & Strömbäck 2009; Tiffen et al.
    2014). Words weigh a speaker by the room given; n_with counts presence; the two can differ. An attitude ("the
    minister fears") is no speech: leave it out with attributions[attributions.kind != "attitude"].

    Intervals take articles as the sample. In simulated outlets of 12 and of 60 articles those of speakers hold the true
    share in 92 to 99 of 100 samples, also of speakers heard once, those of unnamed sources and of effective_speakers in
    at least 87 (tests/test_shares.py). Where a few articles hold most of a large speaker's words, speeches for
    instance, they are somewhat too narrow. They know nothing of attributions missed or given to the wrong speaker, nor
    of why these articles were chosen. Fewer than 4 articles with attributions give none.

    Speakers are told apart by their text, and "officials" of many countries are one row. One person under two names is
    two, and outlets differ in the names they use: look down the table, and join what belongs together before you
    compare, with attributions.replace({"speaker": {"Lind": "Ada Lind"}}).

    Because "officials" are many, n_speakers and effective_speakers look at named speakers only. effective_speakers is
    the inverse of the Herfindahl index (Laakso & Taagepera 1979) over pairs of words of two different articles: it does
    not grow with the number of articles, as n_speakers does, so outlets with few and with many can be compared. It may
    be above n_speakers, because an outlet has more speakers than its sample shows.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> articles = pd.DataFrame({"article_id": list("abcd"), "outlet": ["X", "X", "Y", "Y"], "n_words": 200})
    >>> attributions = pd.DataFrame({"article_id": ["a", "a", "b", "c"], "kind": ["direct", "indirect"] * 2,
    ...     "speaker": ["Ada Lind", "officials", "Ada Lind", ""], "named": [True, False, True, False],
    ...     "n_words": [30, 20, 50, 10]})
    >>> fr.measure_sources(attributions, articles)[["outlet", "speaker", "n_with", "n_words", "share"]].values.tolist()
    [['X', 'Ada Lind', 2, 80, 0.8], ['X', 'officials', 1, 20, 0.2], ['Y', 'no speaker found', 1, 10, 1.0]]
    >>> fr.measure_sources(attributions, articles, by="outlet")[["outlet", "share_attributed"]].values.tolist()
    [['X', 0.25], ['Y', 0.025]]
    """
    _check(attributions, articles, by)
    folded = is_folded(articles)
    outlets = sorted(articles.outlet.unique(), key=str)
    n_folded = articles.outlet[folded].value_counts()
    articles = articles[~folded]
    said = _said(attributions, articles)
    summarise = _speakers if by == "speaker" else _outlet
    blocks = []
    for outlet in outlets:
        here = articles[articles.outlet == outlet]
        block = summarise(said[said.article_id.isin(here.article_id)], here)
        block.insert(0, "outlet", outlet)
        blocks.append(block.assign(n_folded=int(n_folded.get(outlet, 0))))
    filled = [block for block in blocks if len(block)] or blocks[:1]
    return pd.concat(filled, ignore_index=True)


def _said(attributions: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The attributions of the articles measured, '' filled; a speaker who is named once is named throughout."""
    speaker = [name.strip() or NO_SPEAKER for name in as_texts(attributions.speaker)]
    said = pd.DataFrame(
        {
            "article_id": attributions.article_id.to_numpy(object),
            "speaker": pd.Series(speaker, dtype="str"),
            "named": attributions.named.fillna(False).to_numpy(bool),
            "kind": attributions.kind.to_numpy(object),
            "n_words": attributions.n_words.to_numpy(float),
        }
    )
    said["named"] = said.groupby("speaker").named.transform("any") & (said.speaker != NO_SPEAKER)
    for kind, column in zip(KINDS, _WORDS, strict=True):
        said[column] = said.n_words.where(said.kind == kind, 0.0)
    return said[said.article_id.isin(articles.article_id)]


def _cells(said: pd.DataFrame, rows: pd.Index, articles: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The number of its row and of its article, and the words, for each pair of the two that has any."""
    sums = said.groupby(["speaker", "article_id"], sort=False).n_words.sum()
    row = rows.get_indexer(sums.index.get_level_values(0))
    article = pd.Index(articles.article_id, dtype=object).get_indexer(sums.index.get_level_values(1))
    return row, article, sums.to_numpy(float)


def _speakers(said: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """One outlet's speakers, the one that nobody found last."""
    groups = said.groupby("speaker")
    table = groups.agg(named=("named", "first"), n_with=("article_id", "nunique"), n_attributions=("n_words", "size"))
    table = table.join(groups[["n_words", *_WORDS]].sum())
    row, article, x = _cells(said, table.index, articles)
    of = np.bincount(article, x, len(articles))
    table["share"], table["low"], table["high"] = share_intervals(row, article, x, of, len(table))
    note = _note(of)
    table["note"] = pd.Series([note or ("in one article" if n == 1 else "") for n in table.n_with], table.index, "str")
    table = table.reset_index().assign(n_articles=len(articles), last=lambda t: t.speaker == NO_SPEAKER)
    table = table.sort_values(["last", "n_words", "speaker"], ascending=[True, False, True])
    columns = ["speaker", "named", "n_articles", "n_with", "n_attributions", "n_words", "share", "low", "high", "note"]
    return table[columns + _WORDS].astype(dict.fromkeys(["n_words", *_WORDS], "int64"))


def _outlet(said: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """One outlet in one row."""
    no_speaker = said.speaker == NO_SPEAKER
    side = np.where(said.named | no_speaker, "others", "unnamed")
    row, article, x = _cells(said.assign(speaker=side), pd.Index(["unnamed", "others"]), articles)
    of = np.bincount(article, x, len(articles))
    unnamed = [ends[0] for ends in share_intervals(row, article, x, of, 2)]
    everything = np.arange(len(articles))
    length = np.maximum(articles.n_words.to_numpy(float), of)
    attributed = share_intervals(0 * everything, everything, of, length, 1)
    named = said[said.named]
    names = pd.Index(named.speaker.unique())
    effective = effective_number(*_cells(named, names, articles))
    numbers = {
        "n_articles": len(articles),
        "n_with": said.article_id.nunique(),
        "n_attributions": len(said),
        "n_words": int(of.sum()),
        "n_words_all": int(articles.n_words.sum()),
        **_named(["share_attributed", "attributed_low", "attributed_high"], [ends[0] for ends in attributed]),
        **_named(["share_unnamed", "unnamed_low", "unnamed_high"], unnamed),
        "share_no_speaker": said.n_words[no_speaker].sum() / of.sum() if of.any() else np.nan,
        "n_speakers": len(names),
        **_named(["effective_speakers", "effective_low", "effective_high"], effective),
        "note": _note(of) or ("no named speaker in two articles" if np.isnan(effective[0]) else ""),
        **{column: int(said[column].sum()) for column in _WORDS},
    }
    return pd.DataFrame([numbers]).astype({"note": "str"})


def _named(names: list[str], numbers) -> dict[str, float]:
    return {name: float(number) for name, number in zip(names, numbers, strict=True)}


def _note(of: np.ndarray) -> str:
    """What the number of articles with attributed words allows."""
    n = int((of > 0).sum())
    if n == 0:
        return "nobody's words to measure"
    if n < MIN_ARTICLES:
        return f"fewer than {MIN_ARTICLES} articles with attributions: no interval"
    return f"fewer than {FEW} articles with attributions: rough interval" if n < FEW else ""


def _check(attributions: pd.DataFrame, articles: pd.DataFrame, by: str) -> None:
    if by not in ("speaker", "outlet"):
        raise FramingError(f"by={by!r} is not known. Give by='speaker' or by='outlet'.")
    if isinstance(attributions, pd.DataFrame) and "found" in attributions and "speaker" not in attributions:
        raise FramingError(
            "`attributions` has no column `speaker`: it looks like `mentions`. "
            "Find them first: attributions = find_attributions(articles)."
        )
    require(attributions, "attributions", _NEEDED)
    require(articles, "articles", ["article_id", "outlet"])
    if "n_words" not in articles:
        raise FramingError(
            "`articles` has no column `n_words`. Clean them first: articles, removals = clean_articles(articles)."
        )
    require_ids(articles)
    require_some(articles)
    require_full(articles, "articles", ["outlet", "n_words"], ", and their attributions with them")
    require_full(attributions, "attributions", ["n_words"])
    require_numbers(articles, "articles", ["n_words"])
    require_numbers(attributions, "attributions", ["n_words"])
    _check_said(attributions)
    _check_fit(attributions, articles)


def _check_said(attributions: pd.DataFrame) -> None:
    strange = [kind for kind in attributions.kind.tolist() if kind not in KINDS]
    if strange:
        raise FramingError(
            f"`attributions` holds the kind {strange[0]!r}. A kind is direct, indirect or attitude. "
            f"Keep these: attributions[attributions.kind.isin({KINDS})]."
        )
    named = attributions.named.dropna()
    if not named.isin([True, False]).all():
        strange = named[~named.isin([True, False])].tolist()[0]
        raise FramingError(
            f"`named` of `attributions` holds {strange!r}. It says True or False. "
            "Make it so: attributions.assign(named=attributions.named == 'True')."
        )
    place = [c for c in ("article_id", "part", "start", "end") if c in attributions]
    twice = int(attributions.duplicated(place).sum()) if "start" in place else 0
    if twice:
        raise FramingError(
            f"{twice} of {len(attributions)} attributions stand at a place that came before. "
            f"Keep each once: attributions.drop_duplicates({place})."
        )


def _check_fit(attributions: pd.DataFrame, articles: pd.DataFrame) -> None:
    ids = attributions.article_id
    strange = ids[~ids.isin(articles.article_id)]
    if len(strange):
        raise FramingError(
            f"{len(strange)} of {len(attributions)} attributions stand in no article of `articles`; the first names "
            f"{strange.tolist()[0]!r}. "
            "Keep those that do: attributions[attributions.article_id.isin(articles.article_id)]."
        )
    said = attributions.groupby("article_id", observed=True).n_words.agg(["sum", "size"])
    room = articles.set_index("article_id").n_words.reindex(said.index)
    too_many = said["sum"] > room + said["size"]  # a word that an attribution cuts in two counts on both sides
    if too_many.any():
        worst = said.index[too_many.to_numpy()].tolist()[0]
        raise FramingError(
            f"Article {worst!r} has {said['sum'][worst]:g} words in attributions and {room[worst]:g} in all. "
            "Give the articles that the attributions were found in: clean first, then "
            "attributions = find_attributions(articles)."
        )
