"""The data sets that come with framing or are fetched once."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ..tables import FramingError
from .articles import read_articles
from .fetch import SOURCES, fetched
from .lexicon import read_lexicon

_INSTALLED, _CHECKOUT = Path(__file__).parents[1] / "data", Path(__file__).parents[2] / "data"
_TEACHING = (
    "Invented articles: made-up outlets, people and countries, written for teaching. They show how the method works and "
    "say nothing about any real outlet."
)
_LEXICONS = {"teaching": "icc", "news-articles": "world_news"}
NAMES = list(_LEXICONS)


class DataSet(NamedTuple):
    """Raw articles with their ledger, a lexicon that suits them, and what must be said with any result."""

    articles: pd.DataFrame
    ledger: pd.DataFrame
    lexicon: pd.DataFrame
    about: str


def load(name: str) -> DataSet:
    """Load a data set by name: "teaching" (always there) or "news-articles" (once fetched).

    Parameters
    ----------
    name : str

    Returns
    -------
    DataSet
        articles and ledger as `read_articles` gives them, a lexicon that suits them, and about: where they come from
        and how to cite them.

    Raises
    ------
    FramingError
        If there is no such data set, or it has not been fetched yet.

    Examples
    --------
    >>> import framing as fr
    >>> teaching = fr.load("teaching")
    >>> teaching.articles.outlet.nunique(), len(teaching.articles)
    (3, 12)
    """
    if name not in _LEXICONS:
        raise FramingError(f"There is no data set {name!r}. There are: {', '.join(_LEXICONS)}.")
    lexicon = read_lexicon(data_folder() / "lexicons" / f"{_LEXICONS[name]}.csv")
    if name == "teaching":
        return DataSet(*read_articles(data_folder() / "teaching" / "articles"), lexicon, _TEACHING)
    path = fetched(name)
    if path is None:
        raise FramingError(f"{SOURCES[name].title} is not on this computer yet. Fetch it once, with a network: framing fetch {name}.")
    about = f"{SOURCES[name].title}: {SOURCES[name].citation} Terms: {SOURCES[name].terms}"
    return DataSet(*read_articles(path), lexicon, about)


def data_folder() -> Path:
    """Where lexicons and articles lie: inside the installed package, or beside it in a checkout."""
    return _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT
