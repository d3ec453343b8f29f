"""The filled-in sheets as rows of text: whatever program wrote them, wherever in the file they stand."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import NamedTuple

from ..read.encoding import read_text
from ..read.spreadsheet import SHEET_SUFFIXES, sheets_of
from ..tables import FramingError
from .cells import HEADINGS, is_empty, read_fits, read_heading, read_voice
from .seals import unseal

SUFFIXES = (*SHEET_SUFFIXES, ".csv", ".tsv", ".txt")
_DEEPEST_HEADER = 50  # rows; titles and instructions may stand above it
_IDS = ("code", "mention_id", "item")
_BEGINNING = 50_000  # characters that show how a file is delimited
BROKEN = "\x00"  # a cell that says: this row breaks the rules of CSV


class Filled(NamedTuple):
    """One sheet: its rows below the header, where each of our columns stands, and what is to be told of it."""

    source: str
    stem: str
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
    many = sum(_header(rows) is not None for rows in sheets.values()) > 1
    filled = []
    for name, rows in sheets.items():
        header = _header(rows)
        if header is not None:
            source = f"{path.name}, sheet {name}" if many else path.name
            filled.append(_filled(source, path.stem, rows, header))
    return filled


def _csv_rows(text: str) -> list[list[str]]:
    """The rows as the delimiter reads them that finds the most of our columns."""
    text = text.removeprefix("\ufeff").replace("\x00", "")
    if text.startswith("sep="):  # Excel's own first line
        text = text.partition("\n")[2]
    beginnings = {mark: _split(text[:_BEGINNING], mark) for mark in ",;\t"}
    known = {mark: _known(rows) for mark, rows in beginnings.items()}
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


def _known(rows: list[list[str]]) -> int:
    named = [{read_heading(cell) for cell in row} - {""} for row in rows[:_DEEPEST_HEADER]]
    return max((len(n) for n in named), default=0)


def _header(rows: list[list[str]]) -> int | None:
    """The row that names the most of our columns; it must name an id or a code, and one thing more."""
    named = [{read_heading(cell) for cell in row} - {""} for row in rows[:_DEEPEST_HEADER]]
    best = max((len(n) for n in named if n & set(_IDS) and len(n) > 1), default=0)
    if best:
        return next(i for i, n in enumerate(named) if len(n) == best and n & set(_IDS))
    # its header may be gone or rewritten: the rows that hold our codes tell where it was
    sealed = [i for i, row in enumerate(rows) if any(unseal(cell.strip()) for cell in row)]
    return sealed[0] - 1 if sealed else None


def _filled(source: str, stem: str, rows: list[list[str]], header: int) -> Filled:
    below = {i + 1: [cell.strip() for cell in rows[i]] for i in range(header + 1, len(rows))}
    broken = {position: row[1] for position, row in below.items() if row[:1] == [BROKEN]}
    told = [(position, "rejected", "a quotation mark is never closed", row) for position, row in broken.items()]
    below = {position: row for position, row in below.items() if any(row) and position not in broken}
    names = [cell.strip() for cell in rows[header]] if header >= 0 else []
    columns: dict[str, int] = {}
    for ours in HEADINGS:
        at = [i for i, name in enumerate(names) if read_heading(name) == ours]
        # of two columns of one name, the one in which more is written
        at.sort(key=lambda i: -sum(not is_empty(row[i]) for row in below.values() if i < len(row)))
        if at:
            columns[ours] = at[0]
            reason = f"a second column for {ours}; the fuller one is read"
            told += [(header + 1, "rejected", reason, names[i]) for i in at[1:]]
    at = columns.get("code")
    if at is not None and not any(_is_code(row[at]) for row in below.values() if at < len(row)):
        del columns["code"]  # somebody's own column of that name; it may hold the voices
    for ours, reads in (("code", _is_code), ("voice", _is_voice), ("fits", _is_fits)):
        at = _by_content(below, names, columns, reads) if ours not in columns else None
        if at is not None:
            columns[ours] = at
            name = names[at] if at < len(names) else f"column {at + 1}"
            told.append((max(header, 0) + 1, "mended", f"column taken for {ours} by what is written in it", name))
    return Filled(source, stem, below, columns, told)


def _by_content(below: dict[int, list[str]], names: list[str], columns: dict[str, int], reads) -> int | None:
    """The one column not yet known in which nearly every cell reads as what is looked for."""
    width = max((len(row) for row in below.values()), default=0)
    fitting = []
    for i in range(width):
        cells = [row[i] for row in below.values() if i < len(row) and not is_empty(row[i])]
        if i not in columns.values() and cells and sum(map(reads, cells)) >= 0.8 * len(cells):
            fitting.append(i)
    return fitting[0] if len(fitting) == 1 else None


def _is_code(cell: str) -> bool:
    return unseal(cell) is not None


def _is_voice(cell: str) -> bool:
    return len(cell) > 1 and bool(read_voice(cell).value)


def _is_fits(cell: str) -> bool:
    return bool(read_fits(cell).value)
