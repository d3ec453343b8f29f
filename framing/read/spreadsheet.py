"""Spreadsheets of Excel and LibreOffice that hold one article per row.

Like the readers of `tabular`, it returns `cells` and `found`; the cells are text, as a CSV of the sheet would hold it.
"""

from __future__ import annotations

import sys
from datetime import datetime, time
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ..tables import FramingError
from .columns import is_known
from .tabular import as_found

SHEET_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_LARGEST_CELL = 32_767  # characters; Excel specifications and limits, Microsoft. It cuts off what is longer
_DEEPEST_HEADER = 50  # rows; further down, a row that names a column is an article about it


class _Sheet(NamedTuple):
    name: str
    rows: list[list[str]]
    top: int  # the row of the header, the first being 0; -1 without one
    known: int  # cells of the header that name a column of ours


def read_spreadsheet(path: Path, columns: dict | None = None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Position is the number of the row, as the spreadsheet shows it; `columns` tells which names to look for."""
    sheets = [_with_header(name, rows, columns) for name, rows in sheets_of(path).items() if any(map(any, rows))]
    usable = [sheet for sheet in sheets if sheet.top >= 0 and any(map(any, sheet.rows[sheet.top + 1 :]))]
    if not sheets:
        raise FramingError(f"{path.name} is empty. Save it once more, or give the path of another file.")
    if not usable:
        raise FramingError(
            f"{path.name} has no sheet with the names of columns and records below them. Its sheets: "
            f"{', '.join(sheet.name for sheet in sheets)}. Write the names, such as outlet, published, title, text, "
            "into the first row, and one article into each row below."
        )
    sheet = next((sheet for sheet in usable if sheet.known), usable[0])
    _say(path, sheet, [other.name for other in sheets if other is not sheet])
    header = sheet.rows[sheet.top]
    filled = [i for i in range(len(header)) if any(row[i] for row in sheet.rows[sheet.top :])]
    records = {position: row for position, row in enumerate(sheet.rows[sheet.top + 1 :], sheet.top + 2) if any(row)}
    cells = pd.DataFrame([[row[i] for i in filled] for row in records.values()], dtype="str")
    cells.columns = [header[i] for i in filled]
    return cells, as_found([(path.name, position, "") for position in records])


def sheets_of(path: Path) -> dict[str, list[list[str]]]:
    import python_calamine as calamine

    try:
        with calamine.CalamineWorkbook.from_path(path) as book:
            kinds = {sheet.name: sheet.typ for sheet in book.sheets_metadata}
            names = [name for name in book.sheet_names if kinds[name] == calamine.SheetTypeEnum.WorkSheet]
            sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in names}
    except calamine.PasswordError:
        raise FramingError(
            f"{path.name} is encrypted. Open it with its password, and save it without one: in Excel, File, Info, "
            "Protect Workbook, Encrypt with Password, and leave the password empty."
        ) from None
    except BaseException as error:
        # A damaged workbook may make the Rust code panic, and that is no Exception.
        if not isinstance(error, calamine.CalamineError | OSError | ValueError) and not _is_panic(error):
            raise
        raise FramingError(
            f"{path.name} cannot be read as a spreadsheet: {error}. "
            "Open it in Excel or LibreOffice, and save it as .xlsx or as CSV UTF-8."
        ) from None
    return {name: [[_as_written(cell) for cell in row] for row in rows] for name, rows in sheets.items()}


def _is_panic(error: BaseException) -> bool:
    return type(error).__name__ == "PanicException"


def _as_written(cell: object) -> str:
    """A cell as text: 17 and not 17.0, dates in ISO form, '' for #N/A and other errors (calamine gives them so)."""
    if isinstance(cell, str):
        return cell if cell.strip() else ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return cell.isoformat() if hasattr(cell, "isoformat") else str(cell)


def _with_header(name: str, rows: list[list[str]], columns: dict | None) -> _Sheet:
    """The header names more columns of ours than any other row near the top, which may hold a title and notes.

    A row that names none must fill two cells to be a header; a title fills one.
    """
    known = [sum(is_known(cell.strip(), columns) for cell in row) for row in rows[:_DEEPEST_HEADER]]
    wide = [sum(map(bool, row)) > 1 for row in rows]
    best = max((n for n, is_wide in zip(known, wide, strict=False) if is_wide), default=0)
    if best:
        top = next(i for i, n in enumerate(known) if n == best and wide[i])
    else:  # a sheet of one column names it
        top = wide.index(True) if True in wide else next((i for i, n in enumerate(known) if n), -1)
    return _Sheet(name, rows, top, known[top] if 0 <= top < len(known) else 0)


def _say(path: Path, sheet: _Sheet, others: list[str]) -> None:
    above = any(map(any, sheet.rows[: sheet.top]))
    if others or above:
        place = f" from row {sheet.top + 1} on" if above else ""
        rest = ", ".join(f'"{name}"' for name in others)
        print(f'{path.name}: read sheet "{sheet.name}"{place}{rest and f" (not {rest})"}', file=sys.stderr)
    full = [i for i, row in enumerate(sheet.rows, 1) if any(len(cell) >= _LARGEST_CELL for cell in row)]
    if full:
        more = f" and of {len(full) - 3:,} more" if len(full) > 3 else ""
        print(
            f"{path.name}: a cell of row {', '.join(map(str, full[:3]))}{more} holds 32,767 characters, the most that "
            "Excel keeps; the end of the text may be lost",
            file=sys.stderr,
        )
