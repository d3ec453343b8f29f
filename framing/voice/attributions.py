"""Every stretch of somebody's words or thoughts."""

from __future__ import annotations

import pandas as pd

from ..tables import COLUMNS, as_texts, require, require_ids
from .reading import Row, read_articles_once

_NUMBERS = {"confidence": float, "named": bool}  # every other column that is no text counts


def find_attributions(articles: pd.DataFrame) -> pd.DataFrame:
    """Find whose words and thoughts the articles hold: who is quoted, paraphrased, or said to want or believe.

    Parameters
    ----------
    articles : DataFrame
        Clean articles with article_id, title, text.

    Returns
    -------
    DataFrame
        One row per stretch, by article in the order given and then in reading order; stretches never overlap:

        - article_id, start, end: characters of the clean title or text (see part);
        - kind: direct (inside quotation marks and somebody's), indirect (somebody's speech in the outlet's wording:
          "said that", "according to"), attitude (what somebody wants, believes or supports);
        - speaker: the full name that the article uses for whoever speaks ("Ann Roe" for "she"); officials and the like
          as written; '' where nobody was found;
        - speaker_start, speaker_end: the words that name the source here, pronoun included; -1 where none do;
        - cue: the words that say that somebody speaks ("said", "according to"); '' where none do;
        - confidence: 0 to 1, how sure the machine is that the words are somebody's;
        - part (title, text); named (False for officials and the like, and where nobody was found); n_words.

        An article that is not in English has no rows.

    Raises
    ------
    FramingError
        If a column is missing or an article_id occurs twice.

    Notes
    -----
    A small net labels each word, having learned from 840 articles of seven American outlets in which people marked
    every attribution (PolNeAR: Newell, Margolin and Ruths 2018), and from a larger net on articles that nobody marked.
    The source is sought in the sentence, then in the two paragraphs before. It errs most where a paraphrase goes on
    without a cue, in attitudes, and in pronouns between two possible people. docs/voice.md says how often.

    Each text is read once: what was found is kept in the user's cache folder (or the folder that FRAMING_DATA names) by
    the content of the text, so that a second run takes no time. What is found in an article depends on that article
    alone.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> text = 'The trial was a sham, Ann Roe said. "It must end," she added. It went on.'
    >>> articles = pd.DataFrame({"article_id": ["a"], "title": [""], "text": [text]})
    >>> fr.find_attributions(articles)[["start", "end", "kind", "speaker", "cue"]].values.tolist()
    [[0, 20, 'indirect', 'Ann Roe', 'said'], [36, 50, 'direct', 'Ann Roe', 'added']]
    """
    require(articles, "articles", ["article_id", "title", "text"])
    require_ids(articles)
    pairs = zip(as_texts(articles.title), as_texts(articles.text), strict=True)
    readings = read_articles_once(dict(zip(articles.article_id.tolist(), pairs, strict=True)))
    rows = [(article_id, *row) for article_id, reading in readings.items() for row in reading.rows]
    cells = dict(zip(("article_id", *Row._fields), zip(*rows, strict=True), strict=True)) if rows else {}
    table = {
        name: pd.Series(cells.get(name, []), dtype=_dtype(name, articles)) for name in ("article_id", *Row._fields)
    }
    order = [*COLUMNS["attributions"], "part", "named", "n_words"]
    return pd.DataFrame(table)[order]


def _dtype(name: str, articles: pd.DataFrame):
    if name == "article_id":
        return None if len(articles) else "str"
    if name in ("part", "kind", "speaker", "cue"):
        return "str"
    return _NUMBERS.get(name, "int64")
