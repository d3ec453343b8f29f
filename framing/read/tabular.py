"""Files that hold one article per row: CSV, JSON Lines, Parquet (spreadsheets have a module of their own).

Each reader returns `cells`, one row per record that can be read, with the columns the file has; and `found`, one row
per record: source, position, reason ('' if it can be read). The index of `cells` points into `found`.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
from tqdm import tqdm

from ..tables import FramingError
from .encoding import read_text

_DELIMITERS = ",;\t"  # Excel writes ; where the comma is the decimal mark
_LARGEST_CELL = 2**31 - 1  # csv stops at 131,072 characters unless told otherwise; this is the most that Windows takes
_UNPAIRED = "a quotation mark is never closed, or stands inside a quoted cell without being doubled"


def read_csv(path: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Position counts records, and the header is 1, as in a spreadsheet."""
    text = not_empty(read_text(path), path)
    limit = csv.field_size_limit(_LARGEST_CELL)
    try:
        rows = list(tqdm(_csv_rows(text), f"Reading {path.name}", unit=" rows", delay=2, disable=None))
    finally:
        csv.field_size_limit(limit)
    top = next(i for i, row in enumerate(rows) if row != [])
    header = rows[top]
    if header is None:
        raise FramingError(f"{path.name}: in its first line {_UNPAIRED}. Write the names of its columns there.")
    records, found = {}, []
    for position, row in enumerate(rows[top + 1 :], top + 2):
        if row == []:  # an empty line is no record
            continue
        while row and len(row) > len(header) and not row[-1]:
            row.pop()
        reason = _UNPAIRED if row is None else "" if len(row) == len(header) else _misfit(len(row), len(header))
        if not reason:
            records[len(found)] = row
        found.append((path.name, position, reason))
    if not found:
        raise FramingError(
            f"{path.name} has a header and no records below it. Its header is: {', '.join(header)}. "
            "Fill in the lines below it."
        )
    cells = pd.DataFrame(records.values(), index=list(records), columns=header, dtype="str")
    return cells, as_found(found)


def _csv_rows(text: str) -> Iterator[list[str] | None]:
    """Yield the cells of every record; None for one that breaks the rules of CSV.

    Strict, because a lenient reader lets one lost quotation mark swallow the articles below it. What breaks the rules
    is the line where the record begins; reading goes on in the line after it.
    """
    stream = io.StringIO(text, newline="")
    top = next(line for line in stream if line.strip())
    delimiter = max(_DELIMITERS, key=lambda mark: len(next(csv.reader([top], delimiter=mark))))
    start = stream.seek(0)
    while start < len(text):
        try:
            for row in csv.reader(stream, delimiter=delimiter, strict=True):
                yield row
                start = stream.tell()
        except csv.Error:
            yield None
            stream.seek(start)
            stream.readline()
            start = stream.tell()


def _misfit(n: int, expected: int) -> str:
    return f"row has {n} cell{'s' * (n != 1)} where the header has {expected}"


def read_jsonl(path: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Position is the number of the line."""
    records, found = {}, []
    # Not splitlines: JSON lets U+2028 and its like stand inside a string.
    lines = not_empty(read_text(path), path).split("\n")
    for position, line in enumerate(tqdm(lines, f"Reading {path.name}", unit=" lines", delay=2, disable=None), 1):
        if not line.strip():
            continue
        record, reason = _json_record(line)
        if not reason:
            records[len(found)] = record
        found.append((path.name, position, reason))
    if not records:
        raise FramingError(
            f"{path.name} has no line that holds a JSON object. Line {found[0][1]}: {found[0][2]}. "
            'Write one article in each line: {"outlet": "BBC", "text": "…"}.'
        )
    # As objects: pandas would turn large ids into floats where one is missing, and floats round them.
    return pd.DataFrame(list(records.values()), index=list(records), dtype=object), as_found(found)


def _json_record(line: str) -> tuple[dict, str]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        return {}, f"not valid JSON: {error.msg} at character {error.pos + 1}"
    except (ValueError, RecursionError) as error:
        return {}, f"not valid JSON: {error}"
    if not isinstance(record, dict):
        return {}, "not a JSON object: it does not begin with {"
    if "\\ud" in line.lower():
        try:
            json.dumps(record, ensure_ascii=False).encode("utf-8")
        except UnicodeEncodeError as error:
            half = f"\\u{ord(error.object[error.start]):x}"
            return {}, f"not valid JSON: {half} is half a character"
    return record, ""


def read_parquet(path: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Position is the number of the row, the first being 1."""
    import pyarrow
    from pyarrow import parquet

    try:
        table = parquet.read_table(path)
        table.validate(full=True)
    except (pyarrow.ArrowException, OSError) as error:
        raise FramingError(
            f"{path.name} cannot be read as Parquet: {str(error).splitlines()[0]} "
            f"Write it anew: table.to_parquet({path.name!r})."
        ) from None
    if not table.num_rows:
        raise FramingError(
            f"{path.name} has columns and no rows: {', '.join(table.column_names)}. Write one article in each row."
        )
    cells = table.to_pandas(integer_object_nulls=True, ignore_metadata=True)
    return cells, as_found([(path.name, position, "") for position in range(1, len(cells) + 1)])


def not_empty(text: str, path: Path) -> str:
    if not text.strip():
        raise FramingError(f"{path.name} is empty. Save it once more, or give the path of another file.")
    return text


def as_found(rows: list[tuple[str, int, str]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["source", "position", "reason"])
