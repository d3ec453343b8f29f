"""Clean all articles and keep every change."""

from __future__ import annotations

import numpy as np
import pandas as pd
from tqdm import tqdm

from ..tables import COLUMNS, as_texts, require, require_ids
from ..text.quotes import pair_quotes
from ..text.words import count_words
from .characters import normalise_characters, repair_encoding
from .draft import Draft
from .duplicates import mark_duplicates
from .markup import break_at_tags, drop_title_lines, unstar_headlines
from .repeats import drop_repeats

_PASSES = 20  # each pass can only lay bare what the next one takes, a tag in a tag for instance; four are already rare


def clean_articles(articles: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Clean title and text of every article, and return each change as a row.

    Repaired or taken out, each under the name of its rule: broken encodings (`encoding`; quotation marks stay as
    written); line breaks, no-break spaces and invisible characters (`characters`); tags such as `< / p >` (`tags`); the
    ** around a headline (`headline marks`); a line that repeats the title (`title line`); a run of at least three
    paragraphs and 100 words that came before (`repeat`), and a shorter block between two such runs
    (`between repeats`). Nothing is taken out because of a word in it.

    Parameters
    ----------
    articles : DataFrame
        One row per article with article_id, outlet, title, text.

    Returns
    -------
    articles : DataFrame
        The same rows with clean title and text and the columns n_words (words in title and text), quotes_ok (whether
        every quotation mark found its partner) and duplicate_of (the article_id of the first article with the same
        text, of the same outlet if there is one; '' for none). Duplicates keep their row: measuring leaves out those of
        one outlet and keeps copies that another outlet ran.
    removals : DataFrame
        One row per change: article_id, part (title, text), rule, start, end (characters of the raw title or text), text
        (what stood there), replacement. With them the raw text can be rebuilt exactly.

    Raises
    ------
    FramingError
        If a column is missing or an article_id occurs twice.

    Notes
    -----
    Cleaning clean articles changes nothing. Repeats are looked for inside one article only; lines that an outlet prints
    under all its articles stay. An article that quotes itself at length (three paragraphs, word for word) would lose
    the second quotation: read the rows of rule `repeat` before you rely on a count. In a text that does not come to
    rest (tags inside tags, twenty deep) only characters are cleaned.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> raw = pd.DataFrame({"article_id": ["a"], "outlet": ["Gazette"], "title": ["Court rules"],
    ...                     "text": ["Court rules\\nThe judges met. < / p > They left."]})
    >>> articles, removals = fr.clean_articles(raw)
    >>> articles.text[0], int(articles.n_words[0])
    ('The judges met.\\n\\nThey left.', 7)
    >>> removals[["rule", "start", "end", "text"]].values.tolist()
    [['title line', 0, 12, 'Court rules\\n'], ['tags', 27, 36, ' < / p > ']]
    """
    require(articles, "articles", ["article_id", "outlet", "title", "text"])
    require_ids(articles)
    titles, texts, rows = [], [], []
    raw = zip(articles.article_id, as_texts(articles.title), as_texts(articles.text), strict=True)
    raw = tqdm(raw, "Cleaning", len(articles), unit=" articles", delay=2, disable=None)
    for article_id, raw_title, raw_text in raw:
        title = _cleaned(raw_title)
        text = _cleaned(raw_text, title.text.strip())
        for part, draft in (("title", title), ("text", text)):
            for change in draft.changes:
                taken = draft.raw[change.start : change.end]
                rows.append((article_id, part, change.rule, change.start, change.end, taken, change.replacement))
        titles.append(title.text)
        texts.append(text.text)
    clean = articles.assign(title=titles, text=texts)
    parts = list(zip(titles, texts, strict=True))
    clean["n_words"] = np.array([count_words(a) + count_words(b) for a, b in parts], dtype=int)
    clean["quotes_ok"] = np.array([not any(pair_quotes(part).unclear for part in both) for both in parts], dtype=bool)
    clean["duplicate_of"] = mark_duplicates(clean)
    return clean, _as_removals(rows)


def _as_removals(rows: list[tuple]) -> pd.DataFrame:
    try:
        removals = pd.DataFrame(rows, columns=COLUMNS["removals"])
    except UnicodeEncodeError:  # half of a character was taken out, and the strings of pandas cannot hold one
        removals = pd.DataFrame(rows, columns=COLUMNS["removals"], dtype=object)
    return removals.astype({"start": int, "end": int})


def _cleaned(raw: str, title: str | None = None) -> Draft:
    """Apply every rule until none finds anything more, so that cleaning twice is cleaning once.

    In a text that does not come to rest (tags in tags, twenty deep) only characters are cleaned.
    """
    draft = Draft(raw)
    for _ in range(_PASSES):
        before = draft.text
        repair_encoding(draft)
        normalise_characters(draft)
        break_at_tags(draft)
        if title is not None:
            unstar_headlines(draft)
            drop_title_lines(draft, title)
            drop_repeats(draft)
        if draft.text == before:
            return draft
    draft = Draft(raw)
    normalise_characters(draft)
    return draft
