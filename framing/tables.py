"""The tables that one room hands to the next, and the one error that every step raises.

Every stage is a plain pandas DataFrame. `COLUMNS` is the contract: the columns each of these tables has at least, in
order. Columns may be added at the right; none is renamed. What the compare room gives (rates, differences) goes to the
reader and is described where it is made.
"""

from __future__ import annotations

import re
import textwrap
import traceback
from difflib import get_close_matches
from itertools import takewhile
from pathlib import Path

import pandas as pd

_PACKAGE = Path(__file__).parent

COLUMNS = {
    "articles": ["article_id", "outlet", "published", "title", "text", "published_raw", "source_file"],
    "ledger": ["source", "position", "status", "reason", "article_id"],
    "removals": ["article_id", "part", "rule", "start", "end", "text", "replacement"],
    "lexicon": ["term", "frame", "source"],
    "mentions": ["mention_id", "article_id", "term", "frame", "choice", "part", "start", "end", "found"],
    "attributions": "article_id start end kind speaker speaker_start speaker_end cue confidence".split(),
    "codes": ["mention_id", "coder", "voice", "fits", "note"],
}


class FramingError(Exception):
    """Something the user can mend: the message says what is wrong, what was found, and the line that mends it."""

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows: the user's own line and the sentence, without the lines of this library."""
        frames = traceback.extract_tb(self.__traceback__)
        own = [*takewhile(lambda frame: not Path(frame.filename).is_relative_to(_PACKAGE), frames)]
        line = f"{own[-1].line}   (line {own[-1].lineno})\n" if own else ""
        # wrapped, because JupyterLab breaks long lines inside words
        return [line + textwrap.fill(f"FramingError: {self}", 100, break_long_words=False, break_on_hyphens=False)]


def require(table: pd.DataFrame, name: str, columns: list[str]) -> None:
    """Raise a FramingError unless `table` is a DataFrame that has `columns`.

    >>> require(pd.DataFrame({"id": [1]}), "articles", ["article_id"])
    Traceback (most recent call last):
    ...
    framing.tables.FramingError: `articles` has no column `article_id`. It has: id. Rename the one that holds it: \
articles.rename(columns={'id': 'article_id'}).
    """
    if not isinstance(table, pd.DataFrame):
        raise FramingError(f"`{name}` must be a pandas DataFrame, not {type(table).__name__}.{_instead(table, name)}")
    missing = [c for c in columns if c not in table.columns]
    if not missing:
        return
    has = ", ".join(map(str, table.columns)) or "no columns at all"
    raise FramingError(
        f"`{name}` has no column {' and no column '.join(f'`{c}`' for c in missing)}. It has: {has}. "
        + _mend(table, name, missing[0])
    )


def _instead(given: object, name: str) -> str:
    """The line that makes a table of the usual slip."""
    if isinstance(given, tuple):
        return " Take the two tables apart: articles, removals = clean_articles(articles)."
    if isinstance(given, str) and name in ("articles", "lexicon"):
        return (
            f" Read the file first: {'lexicon' if name == 'lexicon' else 'articles, ledger'} = read_{name}({given!r})."
        )
    return ""


def _mend(table: pd.DataFrame, name: str, missing: str) -> str:
    other = next((n for n in ("mentions", "lexicon", "articles") if n != name and _looks_like(table, n)), None)
    if other:
        return f"It looks like `{other}`: were two tables given in the wrong order?"
    ours = {column for columns in COLUMNS.values() for column in columns}
    spare = [c for c in table.columns if isinstance(c, str) and c not in ours]
    shares_a_word = [c for c in spare if set(re.split(r"[\W_]+", c.lower())) & set(missing.split("_"))]
    near = shares_a_word or get_close_matches(missing, spare, 1) or (spare if len(spare) == 1 else [])
    return f"Rename the one that holds it: {name}.rename(columns={{{(near or ['theirs'])[0]!r}: {missing!r}}})."


def _looks_like(table: pd.DataFrame, name: str) -> bool:
    marks = {"mentions": {"term", "found"}, "lexicon": {"term", "frame", "source"}, "articles": {"outlet", "text"}}
    return marks[name] <= set(table.columns)


def as_texts(column: pd.Series) -> list[str]:
    """A column as text: '' for an empty cell (also one that came back from CSV as NaN), the text of a number.

    >>> as_texts(pd.Series(["a", None, float("nan"), 7]))
    ['a', '', '', '7']
    """
    return [cell if isinstance(cell, str) else "" if pd.isna(cell) is True else str(cell) for cell in column.tolist()]


def require_ids(articles: pd.DataFrame) -> None:
    """Raise a FramingError unless `articles` has unique article ids."""
    require(articles, "articles", ["article_id"])
    twice = articles.article_id[articles.article_id.duplicated()]
    if len(twice):
        raise FramingError(
            f"`articles` holds {len(twice)} article_id that came before, {twice.tolist()[0]!r} first. "
            "Give each row its own: articles.assign(article_id=[f'a{i}' for i in range(len(articles))])."
        )


def require_some(articles: pd.DataFrame) -> None:
    """Raise a FramingError if there is nothing to measure."""
    if not len(articles):
        raise FramingError("There are no articles to measure. Read some: articles, ledger = read_articles(path).")


def require_full(table: pd.DataFrame, name: str, columns: list[str], also: str = "") -> None:
    """Raise a FramingError if a cell of `columns` is empty; `also` names what must go with the row."""
    for column in columns:
        holes = int(table[column].isna().sum())
        if holes:
            raise FramingError(
                f"{holes} of {len(table)} {name} have no {column}. "
                f"Leave them out: {name} = {name}.dropna(subset=[{column!r}]){also}."
            )


def require_numbers(table: pd.DataFrame, name: str, columns: list[str]) -> None:
    """Raise a FramingError unless `columns` hold numbers, none of them below 0."""
    for column in columns if len(table) else []:
        if not pd.api.types.is_numeric_dtype(table[column]):
            raise FramingError(
                f"`{column}` of `{name}` is {table[column].dtype}, not a number. "
                f"Make it one: {name}.assign({column}=pd.to_numeric({name}.{column}))."
            )
        if (table[column] < 0).any():
            raise FramingError(
                f"`{name}` holds {column} below 0, {table[column].min():g} for instance: count them anew."
            )


def require_articles_of(mentions: pd.DataFrame, articles: pd.DataFrame) -> None:
    """Raise a FramingError unless every mention's article is one of `articles`."""
    strange = mentions.article_id[~mentions.article_id.isin(articles.article_id)]
    if len(strange):
        raise FramingError(
            f"{len(strange)} of {len(mentions)} mentions stand in no article of `articles`; the first names "
            f"{strange.tolist()[0]!r}. "
            "Keep those that do: mentions[mentions.article_id.isin(articles.article_id)]."
        )


def require_found(mentions: pd.DataFrame, articles: pd.DataFrame) -> None:
    """Raise a FramingError unless each mention's words stand at its place in `articles`, which hold title and text."""
    texts = {part: dict(zip(articles.article_id, as_texts(articles[part]), strict=True)) for part in ("title", "text")}
    columns = ("article_id", "part", "start", "end", "found")
    for article_id, part, start, end, found in zip(*(mentions[c].tolist() for c in columns), strict=True):
        if texts[part][article_id][start:end] != found:
            raise FramingError(
                f"{found!r} does not stand at {start} in the {part} of article {article_id!r}. Give the articles that "
                "the mentions were found in: clean first, then mentions = find_mentions(articles, lexicon)."
            )
