"""Written answers -> one workbook in which they are marked; and the marks back."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from ...tables import FramingError

COLUMNS = ["student", "question", "answer", "code", "points", "mark", "comment"]
_WIDTHS = {"student": 22, "question": 26, "answer": 80, "code": 50, "points": 8, "mark": 8, "comment": 40}
_LONGEST = 32_000  # Excel holds 32,767 characters in a cell
GONE = "(the cell of this answer was deleted)"
NOTHING = "(nothing written)"


class Mark(NamedTuple):
    """What the instructor gave for an answer, and for which answer."""

    mark: float | None
    comment: str
    answer: str


def read_marks(path: Path) -> dict[tuple[str, str], Mark]:
    """Marks by student and question; none where there is no workbook yet."""
    if not path.exists():
        return {}
    from openpyxl import load_workbook

    try:
        rows = list(load_workbook(BytesIO(path.read_bytes())).worksheets[0].iter_rows(values_only=True))
    except Exception as reason:  # openpyxl raises whatever a damaged zip makes it raise
        raise FramingError(
            f"{path.as_posix()} cannot be read ({type(reason).__name__}). Save it as .xlsx again."
        ) from None
    names = [str(n or "").strip().lower() for n in (rows[0] if rows else [])]
    if missing := [c for c in COLUMNS if c not in names]:
        raise FramingError(
            f"{path.as_posix()} has no column {missing[0]}. Keep the first row as it was: {', '.join(COLUMNS)}."
        )
    marks = {}
    for row in rows[1:]:
        cell = dict(zip(names, row, strict=False))
        who = f"{cell['student']}, {cell['question']}"
        mark = _number(cell["mark"], cell["points"], who, path)
        text = ["" if cell[c] is None else str(cell[c]) for c in ("student", "question", "comment", "answer")]
        marks[text[0], text[1]] = Mark(mark, text[2], text[3])
    return marks


def write_answers(path: Path, rows: list[dict[str, Any]]) -> None:
    """The workbook, with the marks that `rows` hold already."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "answers"
    sheet.append(COLUMNS)
    for number, row in enumerate(rows, 2):
        for column, name in enumerate(COLUMNS, 1):
            value, cell = row[name], sheet.cell(number, column)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.value = as_cell(value) if isinstance(value, str) else value
            if isinstance(value, str) and value:
                cell.data_type = "s"  # an answer that begins with = is no formula
            if name in ("mark", "comment"):
                cell.fill = PatternFill("solid", fgColor="FFF8E1")
    for column, name in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS[name]
        sheet.cell(1, column).font = Font(bold=True)
    sheet.freeze_panes = "C2"
    try:
        book.save(path)
    except OSError as reason:
        raise FramingError(
            f"{path.as_posix()} cannot be written: {reason.strerror}. Close it in Excel, and run the command again."
        ) from None


def as_cell(text: str) -> str:
    """A text as a spreadsheet can hold it: no control characters, not too long."""
    kept = "".join(c for c in text if c >= " " or c in "\n\t").replace("\ufffe", "").replace("\uffff", "")
    return kept if len(kept) <= _LONGEST else f"{kept[:_LONGEST]} … (cut: read the notebook)"


def _number(value: Any, points: Any, who: str, path: Path) -> float | None:
    if value is None or not str(value).strip():
        return None
    try:
        mark = float(str(value).strip().replace(",", "."))
        most = float(points)
    except (TypeError, ValueError):
        mark, most = -1.0, 0.0
    if not 0 <= mark <= most:
        raise FramingError(
            f"{path.as_posix()}: the mark of {who} is {value!r}. "
            f"Write a number from 0 to its points ({points}), or nothing."
        )
    return mark
