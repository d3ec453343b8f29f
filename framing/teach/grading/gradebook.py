"""Results and marks -> grades.csv for the instructor, and the two files that Canvas and Moodle import.

What could not be graded, or waits for a mark, has no grade in any of them: an empty cell in grades.csv and for Moodle,
which leaves such a student's grade as it is; no row for Canvas, which would empty the grade that is there. A 0 is
written only where work was run and earned none, or an answer was marked 0.

What the imports read was looked up in their code: Canvas' gradebook_importer.rb, Moodle's mod/assign/feedback/offline.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pandas as pd

from ...tables import FramingError
from .lesson import HEADING, short
from .written import GONE, NOTHING, Mark, as_cell

GRADED, WAITING, NOT_GRADED = "graded", "written answers to mark", "could not grade"
# Moodle's offline grading worksheet. Its import needs Identifier, Grade and the time of the grade; - stands for never.
_MOODLE = ["Identifier", "Full name", "Email address", "Status", "Grade", "Maximum Grade", "Grade can be changed"]
_MOODLE += ["Last modified (submission)", "Last modified (grade)", "Feedback comments"]


def grade_table(results: list[dict[str, Any]], key: dict[str, Any], marks: dict[tuple[str, str], Mark]) -> pd.DataFrame:
    """One row a student: status, points, each part, the names used, what to look at, and what the student may read."""
    parts = [c for c in key["cells"] if c["kind"] in ("check", "written")]
    most = {kind: sum(c["points"] for c in parts if c["kind"] == kind) for kind in ("check", "written")}
    rows = []
    for result in results:
        answered = answer_rows([result], key, marks)
        answers = {row["question"]: row["mark"] for row in answered}
        earned = {c["grade_id"]: _earned(c, result, answers) for c in parts}
        sums = {k: _sum(earned[c["grade_id"]] for c in parts if c["kind"] == k) for k in most}
        status = NOT_GRADED if result["reason"] else WAITING if sums["written"] is None else GRADED
        row = {"student": result["student"], "status": status}
        row["points"] = _sum(sums.values()) if status == GRADED else None
        row |= {"max_points": sum(most.values()), "tests": sums["check"], "max_tests": most["check"]}
        row |= {"written": sums["written"], "max_written": most["written"]}
        row |= {short(name): points for name, points in earned.items()}
        row["names"] = ", ".join(result["names"])
        row |= {"file": result["file"], "canvas_id": result["canvas_id"], "moodle_id": result["moodle_id"]}
        row["note"] = "; ".join([*filter(None, [f"{result['reason']} {result['mend']}".strip()]), *result["notes"]])
        rows.append(row | {"feedback": _feedback(result, parts, answered)})
    texts = ("student", "status", "names", "file", "canvas_id", "moodle_id", "note", "feedback")
    numbers = [c for c in rows[0] if c not in texts]
    return pd.DataFrame(rows).astype(dict.fromkeys(numbers, float))


def answer_rows(
    results: list[dict[str, Any]], key: dict[str, Any], marks: dict[tuple[str, str], Mark]
) -> list[dict[str, Any]]:
    """The rows of the marking workbook: a question for all students, then the next, so that it is marked alike.

    The words of a claim, whose evidence a test has checked, are a row without points: a person reads and comments.
    """
    rows = []
    for cell in key["cells"]:
        name = cell.get("grade_id", "")
        if cell["kind"] == "check":
            claims = [(r, r["tests"].get(name, {}).get("prose")) for r in results]
            rows += [_row(r, name, prose, None, marks) for r, prose in claims if prose]
        if cell["kind"] == "written":
            answers = [(r, r["written"][name]) for r in results if name in r["written"]]
            rows += [_row(r, name, text, cell["points"], marks) for r, text in answers]
    return rows


def questions(key: dict[str, Any]) -> dict[str, str]:
    """What was asked, by question: the lesson's words from the last heading to the cell."""
    asked: dict[str, str] = {}
    words: list[str] = []
    for cell in key["cells"]:
        if cell["kind"] == "given" and cell["cell_type"] == "markdown":
            words = [*([] if HEADING.search(cell["source"]) else words), cell["source"]]
        elif "grade_id" in cell:
            asked[cell["grade_id"]] = "\n\n".join(words)
    return asked


def _row(result: dict[str, Any], name: str, text: str | None, points: float | None, marks) -> dict[str, Any]:
    answer = as_cell(GONE if text is None else text or NOTHING)
    old = marks.get((result["student"], name), Mark(None, "", answer))
    mark, comment = old.mark, old.comment
    if old.answer.split() != answer.split():
        comment = f"the answer changed since it was marked {old.mark:g}" if old.mark is not None else comment
        mark = None
    if text == "" and mark is None:
        mark = 0.0  # nothing was written; whoever marks can change it
    row = {"student": result["student"], "question": name, "answer": answer}
    return row | {"code": as_cell(result["code"].get(name, "")), "points": points, "mark": mark, "comment": comment}


def write_grades(table: pd.DataFrame, key: dict[str, Any], path: Path) -> list[Path]:
    """grades.csv, grades_canvas.csv, grades_moodle.csv."""
    paths = [path, path.with_name(f"{path.stem}_canvas.csv"), path.with_name(f"{path.stem}_moodle.csv")]
    tables = [_safe(table), _canvas(table, key["title"] or key["lesson"]), _moodle(table)]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for one, content in zip(paths, tables, strict=True):
            # grades.csv with a byte order mark for Excel; the others without, because an import would read it as a name
            content.to_csv(one, index=False, encoding="utf-8-sig" if one == path else "utf-8")
    except OSError as reason:
        raise FramingError(
            f"The grades cannot be written to {path.as_posix()}: {reason.strerror}. Close the file, or give another: "
            "-o grades.csv."
        ) from None
    return paths


def _earned(cell: dict[str, Any], result: dict[str, Any], answers: dict[str, float | None]) -> float | None:
    if result["reason"]:
        return None
    if cell["kind"] == "written":
        return answers.get(cell["grade_id"])
    return round(result["tests"][cell["grade_id"]]["score"] * cell["points"], 2)


def _sum(parts) -> float | None:
    """None as soon as one part is not known."""
    parts = list(parts)
    return None if None in parts else round(sum(parts), 2)


def _canvas(table: pd.DataFrame, title: str) -> pd.DataFrame:
    """As Canvas exports a gradebook: a row of points possible comes first. A student is found by ID, login or name."""
    rows = table[table.points.notna() & (table.moodle_id == "")]
    login = rows.student.where(rows.canvas_id == "", "")
    made = pd.DataFrame({"Student": rows.student, "ID": rows.canvas_id, "SIS Login ID": login, title: rows.points})
    top = {"Student": "    Points Possible", "ID": "", "SIS Login ID": "", title: table.max_points.max()}
    both = pd.DataFrame([top, *made.to_dict("records")]).assign(**{"SIS User ID": "", "Section": ""})
    return _safe(both[["Student", "ID", "SIS User ID", "SIS Login ID", "Section", title]])


def _moodle(table: pd.DataFrame) -> pd.DataFrame:
    """As Moodle's offline grading worksheet. Work that came by hand has no number there, and Moodle passes over it."""
    identifier = ["Participant " + n if n else "" for n in table.moodle_id]
    cells = [identifier, table.student, "", table.status, table.points, table.max_points, "Yes", "-", "-"]
    made = pd.DataFrame(dict(zip(_MOODLE, [*cells, table.feedback], strict=True)), index=table.index)
    return _safe(made[table.canvas_id == ""])


def _feedback(result: dict[str, Any], parts: list[dict[str, Any]], answered: list[dict[str, Any]]) -> str:
    """What a student may read: points and words of the tests, comments of whoever marked; no line of a test."""
    if result["reason"]:
        return f"Your work could not be graded: {result['reason']}"
    said = []
    for cell in (c for c in parts if c["kind"] == "check"):
        test = result["tests"][cell["grade_id"]]
        earned = f"{round(test['score'] * cell['points'], 2):g} of {cell['points']:g} points."
        said.append(f"Test {len(said) + 1}: {earned} {' '.join(test['words'].split())}".strip())
    comments = [row["comment"] for row in answered if row["mark"] is not None or row["points"] is None]
    return " ".join([*said, *filter(None, comments)])


def _safe(table: pd.DataFrame) -> pd.DataFrame:
    """A text that Excel would run as a formula gets a mark before it; a student chose the names of files."""
    texts = table.columns[[not pd.api.types.is_numeric_dtype(t) for t in table.dtypes]]
    made = {c: [f"'{t}" if re.match(r"[=+@\t]|-.", str(t)) else t for t in table[c]] for c in texts}
    return table.assign(**made)
