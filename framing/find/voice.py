"""Whose words a mention is."""

from __future__ import annotations

from functools import cache

import pandas as pd
from tqdm import tqdm

from ..tables import FramingError, require, require_articles_of, require_found, require_ids
from ..text.quotes import pair_quotes

VOICES = ["narrator", "quoted", "unclear"]
_RULES = {
    "narrator": "outside quotation marks",
    "quoted": "inside quotation marks",
    "unclear": "quotation mark lost nearby",
}


def label_voice(mentions: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Give each mention its voice, as far as quotation marks tell it.

    Parameters
    ----------
    mentions : DataFrame
        From `find_mentions`: article_id, part, start, end, found.
    articles : DataFrame
        The same clean articles the mentions were found in: article_id, title, text.

    Returns
    -------
    DataFrame
        The mentions with voice: quoted (inside quotation marks), narrator (outside), unclear (a quotation mark in the
        paragraph was lost or crossed, so nobody can tell); and rule, what decided.

    Raises
    ------
    FramingError
        If a column is missing, a mention's article is not among `articles`, or its words do not stand at its place
        there (because the mentions were found in other texts, the raw ones for instance).

    Notes
    -----
    Marks alone do not tell everything. Words outside them may still be somebody's, in the outlet's wording ("officials
    called it lawfare"): narrator is an upper bound of what the outlet says itself. Words inside them may be the
    outlet's own distance (the “so-called” court). Where marks are lost, only quotations between two marks that are sure
    stand, and the rest of the paragraph is unclear; damage differs by outlet, so look at the share unclear. The rules
    are for English: the language of an article is not looked at, and other languages use other marks.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> text = 'He said "lawfare". The lawfare went on.'
    >>> articles = pd.DataFrame({"article_id": ["a"], "title": [""], "text": [text]})
    >>> lexicon = pd.DataFrame({"term": ["lawfare"], "frame": ["delegitimation"], "source": "doctest"})
    >>> fr.label_voice(fr.find_mentions(articles, lexicon), articles)[["start", "voice"]].values.tolist()
    [[9, 'quoted'], [23, 'narrator']]
    """
    require(mentions, "mentions", ["article_id", "part", "start", "end", "found"])
    require(articles, "articles", ["article_id", "title", "text"])
    require_ids(articles)
    texts = articles.set_index("article_id")[["title", "text"]]
    require_articles_of(mentions, articles)
    strange = mentions.part[~mentions.part.isin(texts.columns)]
    if len(strange):
        raise FramingError(
            f"`mentions` holds the part {strange.tolist()[0]!r}. "
            "A mention stands in title or text: take the table that find_mentions returns."
        )
    require_found(mentions, articles)
    quotes_of = cache(lambda article_id, part: pair_quotes(str(texts.at[article_id, part])))
    places = zip(mentions.article_id, mentions.part, mentions.start, strict=True)
    places = tqdm(places, "Labelling voices", len(mentions), unit=" mentions", delay=2, disable=None)
    voices = [quotes_of(article_id, part).voice_at(start) or "narrator" for article_id, part, start in places]
    columns = {"voice": voices, "rule": [_RULES[v] for v in voices]}
    return mentions.assign(**{name: pd.Series(cells, mentions.index, "str") for name, cells in columns.items()})
