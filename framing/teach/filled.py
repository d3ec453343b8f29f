"""The filled-in sheets as rows of text: whatever program wrote them, wherever in the file they stand."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import NamedTuple

from ..read.encoding import read_text
from ..read.spreadsheet import SHEET_SUFFIXES, sheets_of
from ..tables import FramingError
from .columns import count_known, find_columns, find_header

SUFFIXES = (*SHEET_SUFFIXES, ".csv", ".tsv", ".txt")
_BEGINNING = 50_000  # characters that show how a file is delimited
BROKEN = "\x00"  # a cell that says: this row breaks the rules of CSV


class Filled(NamedTuple):
    """What one coder filled in, or a sheet: its rows below the header, where each of our columns stands, what to tell.

    `coder` is who filled it in where the columns say so, else ''.
    """

    source: str
    stem: str
    coder: str
    rows: dict[int, list[str]]
    columns: dict[str, int]
    told: list[tuple[int, str, str, str]]


def files_of(given) -> list[Path]:
    """The files that a path, a folder or a list of them names."""
    paths = [Path(p) for p in given] if isinstance(given, list | tuple | set) else [Path(given)]
    files = []
    for path in paths:
        if path.is_dir():
            files += sorted(
                p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.name[:1] not in ".~" and p.is_file()
            )
        elif not path.exists():
            raise FramingError(
                f"There is nothing at {path.as_posix()}. Python looks for it from {Path.cwd().as_posix()}. "
                "Give its path from there, or the whole path."
            )
        elif path.suffix.lower() not in SUFFIXES:
            raise FramingError(
                f"{path.name} cannot be read as a coding sheet. read_codes reads {', '.join(SUFFIXES)}, folders of "
                "them and lists. Save it as .xlsx or CSV UTF-8."
            )
        else:
            files.append(path)
    if not files:
        raise FramingError(
            f"There is no sheet in {', '.join(p.as_posix() for p in paths) or 'an empty list'}. "
            "Put .xlsx or .csv files there."
        )
    return files


def read_filled(path: Path) -> list[Filled]:
    """The sheets of one file that hold codes; none if no row of any names an id and a voice or fits."""
    sheets = sheets_of(path) if path.suffix.lower() in SHEET_SUFFIXES else {"": _csv_rows(read_text(path))}
    many = sum(find_header(rows) is not None for rows in sheets.values()) > 1
    filled = []
    for name, rows in sheets.items():
        header = find_header(rows)
        if header is not None:
            source = f"{path.name}, sheet {name}" if many else path.name
            filled += _filled(source, path.stem, rows, header)
    return filled


def _csv_rows(text: str) -> list[list[str]]:
    """The rows as the delimiter reads them that finds the most of our columns."""
    text = text.removeprefix("\ufeff").replace("\x00", "")
    if text.startswith("sep="):  # Excel's own first line
        text = text.partition("\n")[2]
    beginnings = {mark: _split(text[:_BEGINNING], mark) for mark in ",;\t"}
    known = {mark: count_known(rows) for mark, rows in beginnings.items()}
    width = {mark: max(map(len, rows), default=0) for mark, rows in beginnings.items()}
    return _split(text, max(known, key=lambda mark: (known[mark], width[mark])))


def _split(text: str, delimiter: str) -> list[list[str]]:
    """Strict, because a lenient reader lets one lost quotation mark swallow the rows below it; such a row is BROKEN."""
    stream, rows, start = io.StringIO(text, newline=""), [], 0
    while start < len(text):
        try:
            for row in csv.reader(stream, delimiter=delimiter, strict=True):
                rows.append(row)
                start = stream.tell()
            break
        except csv.Error:
            stream.seek(start)
            rows.append([BROKEN, stream.readline().strip()])
            start = stream.tell()
    return rows


def _filled(source: str, stem: str, rows: list[list[str]], header: int) -> list[Filled]:
    below = {i + 1: [cell.strip() for cell in rows[i]] for i in range(header + 1, len(rows))}
    broken = {position: row[1] for position, row in below.items() if row[:1] == [BROKEN]}
    told = [(position, "rejected", "a quotation mark is never closed", row) for position, row in broken.items()]
    below = {position: row for position, row in below.items() if any(row) and position not in broken}
    found, more = find_columns(rows, header, below)
    return [
        Filled(source, stem, coder, below, at, [] if number else told + more)
        for number, (coder, at) in enumerate(found)
    ]
