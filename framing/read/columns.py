"""The columns of other people's files under our names."""

from __future__ import annotations

import difflib
import re
import sys
from pathlib import Path

import pandas as pd

from ..tables import FramingError

# What news archives, scrapers and spreadsheets call our columns; where a file has two of them, the earlier wins (of
# several columns of texts the fullest).
SYNONYMS = {
    "article_id": ["id", "docid", "documentid", "storiesid", "proquestdocumentid"],
    "outlet": [
        *("medianame", "publication", "publicationtitle", "publisher", "newspaper", "newsoutlet", "mediaoutlet"),
        *("outletname", "publicationname", "sourcename", "source"),
    ],
    "published": [
        *("publishdate", "publishedat", "publicationdate", "pubdate", "datepublished", "publisheddate"),
        *("dateofpublication", "articledate", "date"),
    ],
    "title": ["headline", "heading", "articletitle"],
    "text": ["fulltext", "articletext", "articlebody", "bodytext", "body", "content", "articlecontent", "article"],
    "event": [],
    "url": ["link", "documenturl", "articleurl"],
    "byline": ["author", "authors"],
    "section": [],
    "language": ["lang"],
}
MANIFEST_SYNONYMS = {"file": ["filename", "path", "filepath"]} | {k: v for k, v in SYNONYMS.items() if k != "text"}
# How statistics programs and archives write that there is nothing. A whole text is never one of these.
_NOTHING = {"", "na", "n/a", "#n/a", "nan", "none", "null", "not available"}
_WHAT = {"file": "names of the files"}


def name_columns(
    cells: pd.DataFrame, name: str, given: Path, columns: dict | None, needed: list[str], synonyms: dict = SYNONYMS
) -> pd.DataFrame:
    """Rename the columns that the file called `name` has, and say aloud what was recognised.

    What the user says in `columns` comes first, then a column that has our name exactly, then the first synonym.
    `given` is the path that the user gave: the file, or the folder that it is in.
    """
    cells = cells.set_axis(distinct([str(c) for c in cells.columns]), axis=1)
    chosen = _chosen(columns or {}, list(cells.columns), name, synonyms)
    said = _recognise(chosen, cells, synonyms)
    # A column of theirs in the place of a chosen one moves aside; it is not lost.
    aside = {c: f"{c}_theirs" for c in cells if c in chosen.values() and c not in chosen}
    said += [f'"{c}" as {new}' for c, new in aside.items()]
    named = cells.rename(columns=chosen | aside)
    for ours in needed:
        if ours not in named:
            spare = next((c for c in cells if c not in chosen and c not in synonyms), "theirs")
            call = f"read_articles({given.as_posix()!r}, "
            one_outlet = f" Or, if all are from one outlet, name it: {call}outlet='BBC')." if ours == "outlet" else ""
            raise FramingError(
                f"{name} has no column for the {_WHAT.get(ours, ours)}. {has(list(cells.columns))} "
                f"Say which one it is: {call}columns={ {**(columns or {}), spare: ours} }).{one_outlet}"
            )
    if said:
        print(f"{name}: read {', '.join(said)}", file=sys.stderr)
    return named


def _recognise(chosen: dict, cells: pd.DataFrame, synonyms: dict) -> list[str]:
    """Add to `chosen` the columns whose names we know, and return what to say of each."""
    said = []
    theirs = list(cells.columns)
    for ours, others in synonyms.items():
        if ours in chosen.values() or (ours in theirs and ours not in chosen):
            continue
        free = [c for c in theirs if c not in chosen and c not in synonyms]
        candidates = [c for key in (_folded(ours), *others) for c in free if _key(c, ours) == key]
        if ours == "text" and len(candidates) > 1:
            candidates.sort(key=lambda c: -sum(map(is_text, cells[c])))
        if candidates:
            chosen[candidates[0]] = ours
            rest = "".join(f' (not "{other}")' for other in candidates[1:])
            said.append(f'"{candidates[0]}" as {ours}{rest}')
    return said


def is_known(name: str, columns: dict | None) -> bool:
    """Whether a cell of a spreadsheet looks like the name of a column of ours."""
    return name in (columns or {}) or any(
        _key(name, ours) in (_folded(ours), *others) for ours, others in SYNONYMS.items()
    )


def are_texts(names: list[str]) -> list[str]:
    """Those among their columns that by their names hold texts too."""
    return [name for name in names if _key(name, "text") in ("text", *SYNONYMS["text"])]


def is_text(cell: object) -> bool:
    return isinstance(cell, str) and (len(cell := cell.strip()) > 20 or cell.rstrip(".").casefold() not in _NOTHING)


def has(names: list[str]) -> str:
    """The names found, for a message; of many only the first."""
    more = f" and {len(names) - 20:,} more" if len(names) > 20 else ""
    return "It has: " + (", ".join(names[:20]) + more if names else "nothing") + "."


def as_strings(column: pd.Series) -> list[str]:
    """Every cell as a string: '' for a missing one, the date in ISO form, the number as one would write it."""
    return [value if isinstance(value, str) else _as_string(value) for value in column]


def as_numbers(column: pd.Series) -> pd.Series:
    """A column of a CSV as numbers if it holds nothing else, so that `articles.year > 2020` works; 007 stays text."""
    if (column == "").all() or not column.str.fullmatch(r"(-?(0|[1-9][0-9]{0,14})(\.[0-9]+)?)?").all():
        return column
    return pd.to_numeric(column.mask(column == ""))


def as_values(column: pd.Series) -> pd.Series:
    """A column of objects as what they are, unless one is missing: large whole numbers would be rounded then."""
    return column.infer_objects() if column.notna().all() else column


def _as_string(value: object) -> str:
    if pd.api.types.is_list_like(value) and not isinstance(value, dict):
        return ", ".join(map(_as_string, value))  # several authors
    if value is None or value is pd.NA or value != value:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # an id, in a column that became float because one is missing
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _folded(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()


def _key(name: str, ours: str) -> str:
    """A name as it stands in SYNONYMS; of columns for one text, Full_Text2 and the like, the number does not count."""
    return _folded(name).rstrip("0123456789") if ours == "text" else _folded(name)


def distinct(names: list[str]) -> list[str]:
    """Column names without blanks and doubles: ['a', '', 'a'] becomes ['a', 'column_2', 'a_3']."""
    seen: list[str] = []
    for position, name in enumerate(names, 1):
        name = name.strip() or f"column_{position}"
        seen.append(f"{name}_{position}" if name in seen else name)
    return seen


def check_columns(columns: dict, theirs: list[str], name: str, synonyms: dict) -> None:
    """Raise a FramingError unless `columns` leads from names that are there to names of ours."""
    for their, ours in columns.items():
        if their not in theirs:
            near = difflib.get_close_matches(str(their), theirs, 1) or theirs[:1]
            raise FramingError(
                f"`columns` names {their!r}, which {name} does not have. {has(theirs)} "
                f"Take one of them: columns={{{near[0]!r}: {ours!r}}}."
            )
        if ours not in synonyms:
            near = difflib.get_close_matches(str(ours), synonyms, 1) or ["text" if "text" in synonyms else "outlet"]
            raise FramingError(
                f"`columns` calls {their!r} {ours!r}, which is none of our columns: {', '.join(synonyms)}. "
                f"Take one of them: columns={{{their!r}: {near[0]!r}}}."
            )


def _chosen(columns: dict, theirs: list[str], name: str, synonyms: dict) -> dict:
    check_columns(columns, theirs, name, synonyms)
    twice = next((ours for ours in columns.values() if list(columns.values()).count(ours) > 1), None)
    if twice:
        both = [repr(their) for their, ours in columns.items() if ours == twice]
        raise FramingError(
            f"`columns` calls {' and '.join(both)} {twice!r}. Keep one of them: columns={{{both[0]}: {twice!r}}}."
        )
    return dict(columns)
