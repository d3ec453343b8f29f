"""Results and marks -> grades.csv for the instructor, and the two files that Canvas and Moodle import.

What could not be graded, or waits for a mark, is an empty cell in all of them: Canvas and Moodle leave such a student's
grade as it is. A 0 is written only where work was run and earned none, or an answer was marked 0.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pandas as pd

from ...tables import FramingError
from .written import GONE, NOTHING, Mark, as_cell

GRADED, WAITING, NOT_GRADED = "graded", "written answers to mark", "could not grade"
# Moodle's offline grading worksheet. Its import needs Identifier, Grade and the time of the grade; - stands for never.
_MOODLE_NAMES = ["Identifier", "Full name", "Email address", "Status", "Grade", "Maximum Grade", "Grade can be changed"]
_MOODLE_LAST = ["Last modified (submission)", "Last modified (grade)", "Feedback comments"]


def grade_table(results: list[dict[str, Any]], key: dict[str, Any], marks: dict[tuple[str, str], Mark]) -> pd.DataFrame:
    """One row a student: status, points of how many, those of the tests and of the written answers, each part, why."""
    parts = [c for c in key["cells"] if c["kind"] in ("check", "written")]
    most = {kind: sum(c["points"] for c in parts if c["kind"] == kind) for kind in ("check", "written")}
    rows = []
    for result in results:
        answers = {row["question"]: row["mark"] for row in answer_rows([result], key, marks)}
        earned = {c["grade_id"]: _earned(c, result, answers) for c in parts}
        sums = {k: _sum(earned[c["grade_id"]] for c in parts if c["kind"] == k) for k in most}
        status = NOT_GRADED if result["reason"] else WAITING if sums["written"] is None else GRADED
        row = {"student": result["student"], "status": status}
        row["points"] = sums["check"] + sums["written"] if status == GRADED else None
        row |= {"max_points": sum(most.values()), "tests": sums["check"], "max_tests": most["check"]}
        row |= {"written": sums["written"], "max_written": most["written"]}
        row |= {name.removeprefix(f"{key['lesson']}-"): points for name, points in earned.items()}
        row |= {"file": result["file"], "canvas_id": result["canvas_id"], "moodle_id": result["moodle_id"]}
        rows.append(row | {"note": "; ".join([*filter(None, [result["reason"]]), *result["notes"]])})
    numbers = [c for c in rows[0] if c not in ("student", "status", "file", "canvas_id", "moodle_id", "note")]
    return pd.DataFrame(rows).astype(dict.fromkeys(numbers, float))


def answer_rows(
    results: list[dict[str, Any]], key: dict[str, Any], marks: dict[tuple[str, str], Mark]
) -> list[dict[str, Any]]:
    """The rows of the marking workbook: a question for all students, then the next, so that it is marked alike."""
    rows = []
    for cell in (c for c in key["cells"] if c["kind"] == "written"):
        name = cell["grade_id"]
        for result in (r for r in results if name in r["written"]):
            text = result["written"][name]
            answer = as_cell(GONE if text is None else text or NOTHING)
            old = marks.get((result["student"], name), Mark(None, "", answer))
            mark, comment = old.mark, old.comment
            if old.answer.split() != answer.split():
                comment = f"the answer changed since it was marked {old.mark:g}" if old.mark is not None else comment
                mark = None
            if text == "" and mark is None:
                mark = 0.0  # nothing was written; whoever marks can change it
            code = as_cell(result["code"].get(name, ""))
            row = {"student": result["student"], "question": name, "answer": answer, "code": code}
            rows.append(row | {"points": cell["points"], "mark": mark, "comment": comment})
    return rows


def write_grades(
    table: pd.DataFrame, results: list[dict[str, Any]], answers: list[dict[str, Any]], title: str, path: Path
) -> list[Path]:
    """grades.csv, grades_canvas.csv, grades_moodle.csv."""
    said: dict[str, list[str]] = {}
    for row in answers:
        if row["mark"] is not None and row["comment"]:
            said.setdefault(row["student"], []).append(row["comment"])
    words = [" ".join([_feedback(r), *said.get(r["student"], [])]).strip() for r in results]
    paths = [path, path.with_name(f"{path.stem}_canvas.csv"), path.with_name(f"{path.stem}_moodle.csv")]
    tables = [_safe(table), _canvas(table, title), _moodle(table, words)]
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
    """As Canvas exports a gradebook: a row of points possible comes first. A student is found by ID or by login."""
    login = table.student.where(table.canvas_id == "", "")
    top = {"Student": "    Points Possible", "ID": "", "SIS Login ID": "", title: table.max_points.max()}
    rows = pd.DataFrame({"Student": table.student, "ID": table.canvas_id, "SIS Login ID": login, title: table.points})
    both = pd.concat([pd.DataFrame([top]), rows], ignore_index=True).assign(**{"SIS User ID": "", "Section": ""})
    return _safe(both[["Student", "ID", "SIS User ID", "SIS Login ID", "Section", title]])


def _moodle(table: pd.DataFrame, words: list[str]) -> pd.DataFrame:
    identifier = ["Participant " + n if n else "" for n in table.moodle_id]
    cells = [identifier, table.student, "", table.status, table.points, table.max_points, "Yes", "-", "-", words]
    return _safe(pd.DataFrame(dict(zip([*_MOODLE_NAMES, *_MOODLE_LAST], cells, strict=True)), index=table.index))


def _feedback(result: dict[str, Any]) -> str:
    """What a student may read: the words of the checks, and no line of a test."""
    if result["reason"]:
        return f"Your work could not be graded: {result['reason']}"
    return " ".join(t["words"] for t in result["tests"].values() if t["words"])


def _safe(table: pd.DataFrame) -> pd.DataFrame:
    """A text that Excel would run as a formula gets a mark before it; a student chose the names of files."""
    texts = table.columns[[not pd.api.types.is_numeric_dtype(t) for t in table.dtypes]]
    made = {c: [f"'{t}" if re.match(r"[=+@\t]|-.", str(t)) else t for t in table[c]] for c in texts}
    return table.assign(**made)
