"""Grade everything that was handed in: each notebook in a process of its own, many at a time, nothing run twice."""

from __future__ import annotations

import base64
import functools
import hashlib
import json
import os
import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from . import gradebook, jobs, names, written
from .beside import mend_paths, place_files
from .handed import CannotRead
from .lesson import read_key, require_packages
from .limits import Limits
from .outcome import collect
from .precheck import CannotGrade, check_files
from .submissions import Submission, find_submissions

_PACKAGE = Path(__file__).parents[2]


class Graded(NamedTuple):
    """The table of `grades.csv`, the files written, how many written answers wait for a mark."""

    grades: pd.DataFrame
    paths: list[Path]
    n_waiting: int


def grade_folder(
    folder: str | Path,
    output: str | Path = "grades.csv",
    *,
    limits: Limits | None = None,
    workers: int | None = None,
    say: Callable[[str], None] = lambda text: None,
) -> Graded:
    """Grade what lies in `folder`/submitted by the key that `framing assign` left in `folder`.

    Parameters
    ----------
    folder : str or Path
        Made by `framing assign`. Results are kept in its folder graded/, so that a second run grades only what is new
        or changed; written answers are in written.xlsx, whose marks the next run adds.
    output : str or Path
        The CSV to write. Beside it come the files for Canvas and Moodle.
    limits : Limits, optional
        60 seconds a cell and 4 GB where None.
    workers : int, optional
        Notebooks at a time. None: as many as there are cores, four at most.
    say : callable, optional
        Is told one line for each student.

    Returns
    -------
    Graded
        grades (one row a student; `names` are those that the notebook gave to `fr.my_data`), paths, n_waiting.

    Raises
    ------
    FramingError
        If there is no key, nothing was handed in, a mark is no number from 0 to its points, or a file cannot be
        written. What is wrong with one student's work is a row, never an exception.

    Notes
    -----
    Students' code can read and write what the account can that runs the command: it is cut off from the network and
    from memory without end, not from the disk. Grade under an account of its own where that matters.
    """
    require_packages()
    folder, output, limits = Path(folder), Path(output), limits or Limits()
    key, marked = read_key(folder), folder / "written.xlsx"
    marks = written.read_marks(marked)  # first: a wrong mark should not wait for the notebooks
    works = find_submissions(folder / "submitted", key["lesson"])
    results = _named_apart(
        _grade_all(works, key, limits, folder / "graded", workers or min(os.cpu_count() or 1, 4), say)
    )
    results = names.note_names(results, key)
    table = gradebook.grade_table(results, key, marks)
    rows = gradebook.answer_rows(results, key, marks)
    paths = gradebook.write_grades(table, key, output)
    if rows:
        written.write_answers(marked, rows, gradebook.questions(key))
        paths.append(marked)
    return Graded(table, paths, sum(row["mark"] is None and row["points"] is not None for row in rows))


def grade_one(work: Submission, key: dict[str, Any], limits: Limits) -> dict[str, Any]:
    """The result of one student: `reason` says why there is none."""
    result: dict[str, Any] = {"student": work.student, "canvas_id": work.canvas_id, "moodle_id": work.moodle_id}
    result |= {"file": "", "reason": "", "notes": list(work.troubles), "tests": {}, "written": {}, "code": {}}
    result |= {"names": [], "mend": "", "keep": True}
    try:
        plan = check_files(work.files, key)
        given = {name: base64.b64decode(content) for name, content in key["files"].items()}
        placed = place_files(work.files, plan.file)
        plan.notes += mend_paths(plan.steps, [*placed.values(), *given])
        result |= {"file": plan.file, "written": plan.written, "code": plan.code}
        result["notes"] += plan.notes

        def lay_out():
            yield from ((placed[name], content) for name, content in work.files.each() if name in placed)
            yield from given.items()  # last: what the lesson gives is not replaced

        collect(result, plan, jobs.run_steps(plan.steps, lay_out, limits))
    except CannotGrade as why:
        result |= {"reason": why.reason, "mend": why.mend}
    except CannotRead as reason:
        result["reason"] = f"{reason}."
    except jobs.Stopped as reason:
        result |= {"reason": f"{reason}.", "keep": not isinstance(reason, jobs.NotStarted)}
    except Exception as reason:  # one student's files must not stop the grading of the others
        told = f"{type(reason).__name__}: {reason}. This is a fault of framing; please report it."
        result |= {"reason": told, "keep": False}
    return result


def _grade_all(works, key, limits: Limits, kept: Path, workers: int, say) -> list[dict[str, Any]]:
    kept.mkdir(exist_ok=True)
    jobs.allow()
    results: dict[int, dict[str, Any]] = {}
    with ThreadPoolExecutor(workers) as pool:
        waiting = {pool.submit(_grade_or_recall, work, key, limits, kept): i for i, work in enumerate(works)}
        try:
            for n, future in enumerate(as_completed(waiting), 1):
                result, recalled = future.result()
                results[waiting[future]] = result
                what = f"could not grade: {result['reason']}" if result["reason"] else _sum_of(result, key)
                say(f"{n}/{len(works)} {result['student']}: {what}{' (as before)' if recalled else ''}")
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            jobs.stop_all()
            raise
    return [results[i] for i in range(len(works))]


def _grade_or_recall(work: Submission, key, limits: Limits, kept: Path) -> tuple[dict[str, Any], bool]:
    """The result of an earlier run of the same files by the same key and code, or a new one, kept once it is whole."""
    state = _fingerprint(work, key, limits)
    name = re.sub(r"\W+", "-", work.student)[:40]
    path = (
        kept
        / f"{name}-{hashlib.sha256(repr((work.student, work.canvas_id, work.moodle_id)).encode()).hexdigest()[:8]}.json"
    )
    try:
        before = json.loads(path.read_text(encoding="utf8"))
        if before["state"] == state:
            return before["result"], True
    except (OSError, ValueError, KeyError):
        pass  # none yet, or half a file of another program: graded again
    begin = time.monotonic()
    result = grade_one(work, key, limits)
    if not result["keep"]:
        return result, False
    kept_so = {"state": state, "seconds": round(time.monotonic() - begin, 1), "result": result}
    half = path.with_suffix(".half")
    half.write_text(json.dumps(kept_so, ensure_ascii=False, indent=1), encoding="utf8")
    os.replace(half, path)
    return result, False


def _fingerprint(work: Submission, key: dict[str, Any], limits: Limits) -> str:
    state = hashlib.sha256(json.dumps([key, limits.as_dict(), work.troubles]).encode())
    state.update(_code())
    try:
        for name, content in work.files.each():
            state.update(f"{len(name)} {name} {len(content)} ".encode())
            state.update(content)
    except CannotRead as reason:
        state.update(str(reason).encode())
    return state.hexdigest()


@functools.cache
def _code() -> bytes:
    """One state of framing: other code may give other results."""
    return hashlib.sha256(b"".join(p.read_bytes() for p in sorted(_PACKAGE.rglob("*.py")))).digest()


def _named_apart(results: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Two students of one name get their number behind it, or their marks would be mixed up."""
    names = [r["student"] for r in results]
    return [
        r | {"student": f"{r['student']} ({r['canvas_id'] or r['moodle_id'] or 'by hand'})"}
        if names.count(r["student"]) > 1
        else r
        for r in results
    ]


def _sum_of(result: dict[str, Any], key: dict[str, Any]) -> str:
    points = {c["grade_id"]: c["points"] for c in key["cells"] if c["kind"] == "check"}
    if not points:
        return "read; its lesson has no test"
    earned = sum(one["score"] * points[name] for name, one in result["tests"].items())
    return f"{earned:g} of {sum(points.values()):g} points in the tests"
