"""A lesson's source -> the notebook that students get, and the key by which it is graded.

In the source, cells are tagged: "answer" (code or Markdown, taken out for students), "check" (a test), and for either
"points:3" (1 where nothing is said). A check cell ends in a value that has a `score` from 0 to 1, as
`fr.check(...)` gives it, or holds asserts. Lines between `### BEGIN HIDDEN TESTS` and `### END HIDDEN TESTS` stay with
the instructor.
"""

from __future__ import annotations

import ast
import json
import re
from importlib.util import find_spec
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...tables import FramingError

if TYPE_CHECKING:
    from nbformat import NotebookNode

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
NOT_WRITTEN = "*Your answer:*"
_HIDDEN = re.compile(r"^[ \t]*### BEGIN HIDDEN TESTS.*?### END HIDDEN TESTS[^\n]*\n?", re.M | re.S)
HEADING = re.compile(r"^#+ ", re.M)  # where an exercise begins: what was asked and what was coded belongs to it
_SCHEMA = 3  # of nbgrader's metadata, since nbgrader 0.6
_CHECKOUT = Path(__file__).parents[3] / "notebooks" / "solutions"


def find_lesson(lesson: str, folder: Path = _CHECKOUT) -> Path:
    """The source of a lesson: "04", its full name, or the path of a .py or .ipynb file of one's own.

    Sources hold the solutions. So they are not in the installed package, which students have too: a lesson of the
    course is given out from a checkout.
    """
    path = Path(lesson)
    if path.suffix in (".py", ".ipynb"):
        if path.is_file():
            return path
        raise FramingError(f"There is no file {path.as_posix()}. Give the path of a lesson's source.")
    known = sorted(folder.glob("[0-9][0-9]_*.py"))
    if not known:
        raise FramingError(
            "The sources of the lessons are not here: they hold the solutions, so the installed package has none. "
            "Run the command with a checkout of framing (pip install -e .), or give the path of a source: "
            "framing assign solutions/04_compare_outlets.py."
        )
    found = [p for p in known if p.stem == lesson or p.stem.split("_")[0] == lesson]
    if not found:
        raise FramingError(f"There is no lesson {lesson!r}. There are: {', '.join(p.stem for p in known)}.")
    return found[0]


def short(grade_id: str) -> str:
    """A cell's name without the lesson's: `04_compare_outlets-check-1` is check-1."""
    return "-".join(grade_id.rsplit("-", 2)[1:])


def student_source(cell: NotebookNode) -> str:
    """What students see of a cell: an answer keeps its leading comment lines, a check loses its hidden tests."""
    tags = cell.metadata.get("tags", [])
    if "answer" in tags and cell.cell_type == "markdown":
        return NOT_WRITTEN
    if "answer" in tags:
        return "\n".join(takewhile(lambda line: line.startswith("#"), cell.source.splitlines())) or "# Your answer:"
    return _HIDDEN.sub("", cell.source).rstrip() if "check" in tags else cell.source


def read_lesson(source: Path) -> tuple[NotebookNode, dict[str, Any]]:
    """The students' notebook and the key: every cell as it was given out, what it is, its points, its whole test."""
    require_packages()
    import jupytext

    book, name = jupytext.read(source), re.sub(r"[^A-Za-z0-9_-]+", "-", source.stem)
    cells: list[dict[str, Any]] = []
    counted = {"check": 0, "written": 0, "answer": 0}
    for number, cell in enumerate(book.cells):
        tags = cell.metadata.get("tags", [])
        kind = _kind(cell)
        full, cell.source = cell.source, student_source(cell)
        # with the lesson's name, so that a cell of another lesson is never taken for one of this
        cell.id, cell.metadata = f"{name[:50]}-{number:03d}", {}
        entry = {"id": cell.id, "kind": kind, "cell_type": cell.cell_type, "source": cell.source}
        if kind != "given":
            counted[kind] += 1
            entry |= {"grade_id": f"{name}-{kind}-{counted[kind]}", "points": _points(tags)}
            cell.metadata = _metadata(entry)
        if kind == "check":
            entry["test"] = full
            _require_a_score(full, entry["grade_id"])
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        cells.append(entry)
    if not counted["check"] + counted["written"]:
        raise FramingError(
            f"{source.name} has nothing to grade: no cell is tagged check, and no Markdown cell answer. "
            'Tag the tests: # %% tags=["check", "points:2"].'
        )
    book.metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    book.nbformat, book.nbformat_minor = 4, 5
    return book, {"lesson": source.stem, "notebook": f"{source.stem}.ipynb", "title": title_of(cells), "cells": cells}


def require_packages() -> None:
    """Raise a FramingError that names what to install where the extra `grading` is missing."""
    missing = [name for name in ("jupytext", "nbformat", "IPython") if find_spec(name) is None]
    if missing:
        raise FramingError(
            f"Giving out and grading lessons needs {' and '.join(missing)}, which is not installed. "
            'Install it: pip install "framing[grading]".'
        )


def title_of(cells: list[Any]) -> str:
    """The first heading of a notebook, or ''."""
    for cell in cells:
        if cell["cell_type"] == "markdown" and (found := re.search(r"^# (.+)", cell["source"], re.M)):
            return found[1].strip()
    return ""


def read_key(folder: Path) -> dict[str, Any]:
    """The key that `framing assign` left in a folder."""
    path = folder / "key.json"
    if not path.is_file():
        raise FramingError(
            f"There is no key.json in {folder.as_posix()}. Give the folder that framing assign made: "
            "framing assign 04 -o week4, put what students hand in into week4/submitted, framing grade week4."
        )
    try:
        return json.loads(path.read_text(encoding="utf8"))
    except ValueError:
        raise FramingError(f"{path.as_posix()} is damaged and cannot be read. Make it again: framing assign.") from None


def _kind(cell: NotebookNode) -> str:
    tags = cell.metadata.get("tags", [])
    if "check" in tags:
        return "check"
    if "answer" in tags:
        return "written" if cell.cell_type == "markdown" else "answer"
    return "given"


def _points(tags: list[str]) -> float:
    for tag in tags:
        if found := re.fullmatch(r"points:(\d+(?:\.\d+)?)", tag):
            return float(found[1])
        if tag.startswith("points"):
            raise FramingError(f"The tag {tag!r} is not understood. Write points:2.")
    return 1.0


def _metadata(entry: dict[str, Any]) -> dict[str, Any]:
    """As nbgrader wants it; JupyterLab obeys editable and deletable, which prevents most accidents with tests."""
    grade, solution = entry["kind"] != "answer", entry["kind"] != "check"
    told = {"grade": grade, "solution": solution, "task": False, "locked": not solution}
    told |= {"grade_id": entry["grade_id"], "schema_version": _SCHEMA}
    if grade:
        told["points"] = entry["points"]
    locked = {} if solution else {"editable": False, "deletable": False}
    return {"nbgrader": told, **locked}


def _require_a_score(test: str, name: str) -> None:
    """A test that cannot fail would give everybody full points, so it is refused before anyone sees the lesson."""
    try:
        body = ast.parse(test).body
    except SyntaxError as reason:
        raise FramingError(
            f"The check cell {name} is not Python: {reason.msg}. Its first line: {_first(test)}"
        ) from None
    asserts = any(isinstance(node, ast.Assert) for statement in body for node in ast.walk(statement))
    if not asserts and not (body and isinstance(body[-1], ast.Expr)):
        raise FramingError(
            f"The check cell {name} gives no score: it has no assert and ends in no value. End it with "
            f"fr.check(...), or write asserts. Its first line: {_first(test)}"
        )


def _first(test: str) -> str:
    return next(iter(test.strip().splitlines()), "(empty)")
