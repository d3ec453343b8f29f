"""The data sets that ship with framing or are fetched once: texts to work on, or facts where a text may not ship."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ..tables import FramingError
from .articles import read_articles
from .dates import parse_dates
from .fetch import SOURCES, fetched
from .lexicon import read_lexicon

_INSTALLED, _CHECKOUT = Path(__file__).parents[1] / "data", Path(__file__).parents[2] / "data"
_LEXICONS = {"teaching": "icc", "news-articles": "world_news", "icc": "icc", "allsides": "us_politics"}
_ABOUT = {
    "teaching": "Invented articles: made-up outlets, people and countries, written for teaching. They show how the "
    "method works and say nothing about any real outlet.",
    "icc": "Facts, without the texts, on five real articles about sanctions on the International Criminal Court. They "
    "are one court and four events, and one article an outlet: outlet and event cannot be told apart, and nothing can "
    "be tested.",
    "allsides": "Facts, without the texts, on real articles listed by AllSides (Baly, Da San Martino, Glass and Nakov "
    "2020). AllSides chose the articles: they are no random sample of what an outlet published.",
}
_FACTS = ("icc", "allsides")
NAMES = list(_LEXICONS)


class DataSet(NamedTuple):
    """Raw articles with their ledger, or facts on clean articles with their mentions; a lexicon; what must be said."""

    articles: pd.DataFrame
    ledger: pd.DataFrame | None
    lexicon: pd.DataFrame
    about: str
    mentions: pd.DataFrame | None = None
    words: pd.DataFrame | None = None
    raw_mentions: pd.DataFrame | None = None

    def __repr__(self) -> str:
        tables = [(name, table) for name, table in self._asdict().items() if isinstance(table, pd.DataFrame)]
        return f"{self.about}\nTables: {', '.join(f'{name} ({len(table):,} rows)' for name, table in tables)}."

    def _repr_html_(self) -> str:
        return "".join(f'<p style="max-width:46em">{escape(line)}</p>' for line in repr(self).splitlines())


def load(name: str) -> DataSet:
    """Load a data set by name: "teaching", "icc", "allsides" (always there) or "news-articles" (once fetched).

    Parameters
    ----------
    name : str

    Returns
    -------
    DataSet
        articles, ledger, lexicon (one that suits them), about (where they come from, and what must be said with any
        result), mentions, words, raw_mentions. Of teaching and news-articles, articles and ledger are as
        `read_articles` gives them; mentions is None, because you find them yourself. Of icc and allsides, articles are
        clean and without text, ledger is None, and mentions are those of the lexicon, with voice. words is
        None but for allsides: article_id, word, n (how often it stands in title and text), n_inside (how many of these
        stand outside templates, bylines, first and last line). raw_mentions is None but
        for icc: the mentions in the texts as they were scraped, before cleaning.

    Raises
    ------
    FramingError
        If there is no such data set, or it has not been fetched yet.

    Notes
    -----
    teaching and news-articles hold texts; icc and allsides hold facts, because their texts belong to the publishers. No
    text of icc and allsides is here, and no title of allsides. Offsets count characters of the clean text, so with your
    own copy of an article you can look them up. `data/README.md` gives sources, terms, columns, counts and limits.

    teaching: invented articles under the MIT licence; they show the method and say nothing about any real outlet.

    icc: five articles of real outlets on one court, in four events, one article each. With outlet and event confounded
    and one article a side, there is no test and no interval; the numbers describe these five articles. The articles
    also have n_words_raw and n_removed (words of title and text before cleaning, and how many of them went).

    allsides: 4,143 articles of US politics, 197 outlets (from the collection of Baly et al. 2020). AllSides chose the
    articles, so they are no random sample of an outlet, and outlets differ in topic and year: compare inside one topic
    where you can. Most outlets have a handful of articles: keep some outlets before `compare_outlets`, or all 19,306
    pairs stand in the table. words holds, for the eight outlets with the most articles, the 5,000 words that stand in
    the most of their articles, folded to small letters and counted as `n_words` counts words; what is rarer is not in
    it, so n adds up to less than n_words. Outlets and writers are named in it: a classifier lives on them until you
    take them out.

    news-articles: fetched by `framing fetch news-articles`, to be cited and not passed on.

    Examples
    --------
    Facts measure like texts. Five articles give rates, but neither an interval nor a test:

    >>> import framing as fr
    >>> icc = fr.load("icc")
    >>> rates = fr.measure_outlets(icc.mentions, icc.articles)
    >>> rates.note.unique().tolist(), int(rates.low.notna().sum())
    (['one article: no interval'], 0)
    >>> fr.compare_outlets(icc.mentions, icc.articles).note.unique().tolist()
    ['too few articles to test']

    Hundreds give both. How often do two large outlets say "illegal immigrant", in all they have here and where they
    write about immigration?

    >>> data = fr.load("allsides")
    >>> both = data.articles[data.articles.outlet.isin(["NPR Online News", "Washington Times"])]
    >>> for articles in (both, both[both.topic == "immigration"]):
    ...     mentions = data.mentions[data.mentions.article_id.isin(articles.article_id)]
    ...     row = fr.compare_outlets(mentions, articles, by="term").set_index("term").loc["illegal immigrant*"]
    ...     print(f"{row.rate_a:.1f} and {row.rate_b:.1f} per 1,000 words; ratio {row.low:.1g} to {row.high:.1g}")
    0.1 and 0.4 per 1,000 words; ratio 0.04 to 0.6
    0.9 and 3.6 per 1,000 words; ratio 0.08 to 0.9
    """
    if name not in _LEXICONS:
        raise FramingError(f"There is no data set {name!r}. There are: {', '.join(_LEXICONS)}.")
    lexicon = read_lexicon(data_folder() / "lexicons" / f"{_LEXICONS[name]}.csv")
    if name in _FACTS:
        tables = _icc() if name == "icc" else _allsides()
        return DataSet(ledger=None, lexicon=lexicon, about=_ABOUT[name], **tables)
    if name == "teaching":
        return DataSet(*read_articles(data_folder() / "teaching" / "articles"), lexicon, _ABOUT[name])
    path = fetched(name)
    if path is None:
        title = SOURCES[name].title
        raise FramingError(f"{title} is not on this computer yet. Fetch it once, with a network: framing fetch {name}.")
    about = f"{SOURCES[name].title}: {SOURCES[name].citation} Terms: {SOURCES[name].terms}"
    return DataSet(*read_articles(path), lexicon, about)


def load_texts(name: str) -> DataSet:
    """`load` for whoever cleans and searches texts: for facts a FramingError says what to do with them."""
    if name in _FACTS:
        raise FramingError(
            f"{name} holds facts, not text: it is clean and its mentions are found. Measure them in Python: "
            f"data = fr.load({name!r}); fr.measure_outlets(data.mentions, data.articles). "
            f"With text there are: {', '.join(n for n in NAMES if n not in _FACTS)}."
        )
    return load(name)


def read_voice_quality() -> pd.DataFrame:
    """How often `label_voice` is right: test, outlet ('' for all), voice, n, precision, recall (percent)."""
    # keep_default_na: the outlet '' means all of them; an empty precision or recall could not be computed
    table = pd.read_csv(
        data_folder() / "voice_quality.csv",
        dtype={"test": "str", "outlet": "str", "voice": "str"},
        keep_default_na=False,
    )
    numbers = ["n", "precision", "recall"]
    return table.assign(**{name: pd.to_numeric(table[name], errors="coerce") for name in numbers})


def data_folder() -> Path:
    """Where lexicons and articles lie: inside the installed package, or beside it in a checkout."""
    return _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT


def _icc() -> dict[str, pd.DataFrame]:
    # keep_default_na: an empty cell is '' here; article_id as text, or 000 would be the number 0
    tables = {
        table: pd.read_csv(data_folder() / "icc" / f"{table}.csv", dtype={"article_id": "str"}, keep_default_na=False)
        for table in ("articles", "mentions", "raw_mentions")
    }
    tables["mentions"]["confidence"] = pd.to_numeric(tables["mentions"].confidence, errors="coerce")
    articles = tables["articles"]
    articles["published_raw"] = articles.published
    articles["published"], _ = parse_dates(articles.published.tolist())
    return tables


def _allsides() -> dict[str, pd.DataFrame]:
    folder = data_folder() / "allsides"
    return {table: pd.read_parquet(folder / f"{table}.parquet") for table in ("articles", "mentions", "words")}
