"""Written answers -> one workbook in which they are marked; and the marks back."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from ...tables import FramingError

COLUMNS = ["student", "question", "answer", "code", "points", "mark", "comment"]
_WIDTHS = {"student": 22, "question": 26, "answer": 80, "code": 50, "points": 10, "mark": 8, "comment": 40}
_HIGHEST = 400  # points; Excel knows none above 409
_LONGEST = 32_000  # Excel holds 32,767 characters in a cell
GONE = "(the cell of this answer was deleted)"
NOTHING = "(nothing written)"
TESTED = "(tested)"  # in the column points, where a test gave them and the words are there to be read
RUBRIC = [  # the second sheet, and the table of docs/instructors.md
    ("points", "numbers", "the sentence about them", "its limits"),
    ("0", "none, or of another question", "none", "none"),
    (
        "1",
        "right table, wrong column or unit: counts where rates were asked, articles without mentions forgotten",
        "says more than the numbers: bias, intent, effect on readers",
        'in general only ("more data would help")',
    ),
    (
        "2",
        "right, with interval or number of articles where there is one",
        "says what was measured, of which articles, in whose voice",
        "names the one thing that could change this result",
    ),
    (
        "3",
        "right, and checked: passages read, another unit or another list of terms tried",
        "another person could test it and find it wrong",
        "says what one would have to collect or code to know",
    ),
]


_BELOW = [
    "Three points for each column make nine: scale them to the points of the question.",
    "Grade the reasoning, never the conclusion: whoever shows why nothing can be said has answered.",
]


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


def write_answers(path: Path, rows: list[dict[str, Any]], asked: dict[str, str]) -> None:
    """The workbook, with the marks that `rows` hold already; what was `asked`, and a rubric, are sheets behind them."""
    from openpyxl import Workbook
    from openpyxl.styles import PatternFill
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "answers"
    lines = [[TESTED if c == "points" and row[c] is None else row[c] for c in COLUMNS] for row in rows]
    _write_sheet(sheet, [COLUMNS, *lines], [_WIDTHS[c] for c in COLUMNS])
    for number, row in enumerate(rows, 2):
        for name in ["comment"] if row["points"] is None else ["mark", "comment"]:
            sheet.cell(number, COLUMNS.index(name) + 1).fill = PatternFill("solid", fgColor="FFF8E1")
    sheet.freeze_panes = "C2"
    allowed = DataValidation("decimal", operator="between", formula1="0", formula2="$E2", allow_blank=True)
    allowed.error, allowed.showErrorMessage = "A number from 0 to the points of this row.", True
    allowed.add(f"F2:F{len(rows) + 1}")
    sheet.add_data_validation(allowed)
    names = dict.fromkeys(row["question"] for row in rows)
    _write_sheet(
        book.create_sheet("questions"), [("question", "asked"), *((n, asked.get(n)) for n in names)], [26, 100]
    )
    _write_sheet(book.create_sheet("rubric"), [*RUBRIC, *((None, text) for text in _BELOW)], [8, 46, 46, 46])
    try:
        book.save(path)
    except OSError as reason:
        raise FramingError(
            f"{path.as_posix()} cannot be written: {reason.strerror}. Close it in Excel, and run the command again."
        ) from None


def _write_sheet(sheet: Any, lines: list, widths: list[int]) -> None:
    """Lines of a sheet, the first bold; rows as high as their texts, which LibreOffice does not see to by itself."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for number, line in enumerate(lines, 1):
        high = 1
        for column, (value, width) in enumerate(zip(line, widths, strict=False), 1):
            cell = sheet.cell(number, column, as_cell(value) if isinstance(value, str) else value)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if number == 1:
                cell.font = Font(name="Calibri", size=11, bold=True)
            if isinstance(value, str) and value:
                cell.data_type = "s"  # an answer that begins with = is no formula
                high = max(high, sum(1 + len(part) // width for part in value.splitlines() or [""]))
        sheet.row_dimensions[number].height = min(15 * high, _HIGHEST)
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def as_cell(text: str) -> str:
    """A text as a spreadsheet can hold it: no control characters, not too long."""
    kept = "".join(c for c in text if c >= " " or c in "\n\t").replace("\ufffe", "").replace("\uffff", "")
    return kept if len(kept) <= _LONGEST else f"{kept[:_LONGEST]} … (cut: read the notebook)"


def _number(value: Any, points: Any, who: str, path: Path) -> float | None:
    if value is None or not str(value).strip():
        return None
    if points == TESTED:
        raise FramingError(
            f"{path.as_posix()}: {who} has the mark {value!r}, but a test gave the points there. Write a comment, or "
            "nothing."
        )
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
