"""A student's files -> the cells to run. Mends what an accident did to them, or says why they cannot be graded.

nbgrader knows a test by the metadata of its cell, so that right work gets 0 where a test was deleted, doubled or
retyped, its metadata stripped, or the file renamed. Here the cells of the key are found again by metadata, by id or by
what stands in them; every test that runs is the key's own; what cannot be found is reported and never graded 0.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from .alignment import Alignment
from .handed import CannotRead
from .lesson import HEADING, NOT_WRITTEN, short, title_of

_OTHERS = {  # what is handed in instead of a notebook, and what to ask for
    ".pdf": "A .pdf shows a notebook and cannot be run.",
    ".html": "A .html page shows a notebook and cannot be run.",
    ".htm": "A .htm page shows a notebook and cannot be run.",
    ".docx": "A .docx file cannot be run.",
    ".py": "A .py file has lost the cells that say which test is which.",
    ".rar": "A .rar file cannot be unpacked here.",
    ".7z": "A .7z file cannot be unpacked here.",
}


class CannotGrade(Exception):
    """Why, for instructor and student; and what the instructor can do about it."""

    def __init__(self, reason: str, mend: str = ""):
        super().__init__(f"{reason} {mend}".strip())
        self.reason, self.mend = reason, mend


@dataclass
class Plan:
    """What to run, in order; written answers (None: the cell is gone), the code beside them; what was mended."""

    file: str
    steps: list[dict[str, Any]] = field(default_factory=list)
    written: dict[str, str | None] = field(default_factory=dict)
    code: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    lost: dict[str, str] = field(default_factory=dict)  # a name that a deleted cell of the lesson gave: its first line


def check_files(files: Mapping[str, bytes], key: dict[str, Any]) -> Plan:
    """The plan for one student, or CannotGrade."""
    name, cells, notes = _choose(files, key)
    found = Alignment(key["cells"], cells)
    if not found.is_this_lesson():
        raise CannotGrade(
            f"{name} is not this lesson: its title is {title_of(cells) or 'missing'!r}, and that of the lesson "
            f"{key['title']!r}."
        )
    plan = Plan(name, notes=notes)
    if found.metadata_lost():
        plan.notes.append("the metadata of the cells is lost; they were found again by what stands in them")
    _plan_steps(plan, found, key["cells"], cells)
    _collect_written(plan, found, key["cells"], cells)
    plan.lost = _lost(found, key["cells"])
    if _untouched(found, key["cells"], cells):
        plan.notes.append("it is as it was given out: no answer was filled in. Is it the right file?")
    return plan


def read_cells(content: bytes) -> list[dict[str, Any]]:
    """The cells of a notebook file, or CannotGrade."""
    from nbformat import convert, reader

    try:
        text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
        json.loads(text)
    except (ValueError, RecursionError):
        begins = content[:40].decode("utf8", "replace").strip().splitlines()[:1] or ["nothing"]
        raise CannotGrade(f"not a notebook (not JSON): it begins with {begins[0]!r}") from None
    try:
        cells = [dict(c) for c in convert(reader.reads(text), 4).cells]
        for cell in cells:
            lines = cell.get("source", "")
            whole = "".join(lines) if isinstance(lines, list) else str(lines)
            cell["source"] = whole.replace("\r\n", "\n")
            if not isinstance(cell.get("metadata"), dict):
                cell["metadata"] = {}
            cell["cell_type"] = str(cell.get("cell_type", ""))
    except Exception as reason:  # whatever nbformat makes of a file that is JSON and no notebook
        raise CannotGrade(
            f"not a notebook (JSON, but without cells as Jupyter writes them: {type(reason).__name__})"
        ) from None
    return cells


def _choose(files: Mapping[str, bytes], key: dict[str, Any]) -> tuple[str, list[dict[str, Any]], list[str]]:
    """The notebook to grade among a student's files: its name, its cells, and what was odd about it."""
    read: dict[str, list[dict[str, Any]]] = {}
    reasons = []
    for name in _candidates(files):
        try:
            read[name] = read_cells(files[name])
        except CannotRead as reason:
            reasons.append(str(reason))
        except CannotGrade as reason:
            reasons.append(f"{name}: {reason}")
    if not read:
        raise CannotGrade("; ".join(reasons) + ".")
    fitting = {n: c for n, c in read.items() if Alignment(key["cells"], c).is_this_lesson()} or read
    worked = {n: c for n, c in fitting.items() if not _is_untouched(c, key)} or fitting
    kept = {_content(c): n for n, c in reversed(list(worked.items()))}
    if len(kept) > 1:
        raise CannotGrade(
            f"{len(kept)} notebooks of this lesson differ: {', '.join(sorted(kept.values()))}.",
            "Ask which one counts, and take the others out.",
        )
    name = next(iter(kept.values()))
    notes = [f"{reason} (left aside)" for reason in reasons]
    if len(fitting) > 1:
        notes.append(f"handed in {len(fitting)} times ({', '.join(sorted(fitting))}); {name} was graded")
    file = name.rpartition("/")[2]
    if key["lesson"] not in file:  # a name before it, a number behind it and .txt are no other name
        notes.append(f"the file was renamed: {file}")
    return name, read[name], notes


def _candidates(files: Mapping[str, bytes]) -> list[str]:
    """Files that are notebooks by name; else those that a browser saved as text or JSON; else the reason."""
    if named := [n for n in sorted(files) if ".ipynb" in n.rpartition("/")[2].lower()]:
        return named
    texts = [n for n in sorted(files) if n.lower().endswith((".json", ".txt"))]
    if found := [n for n in texts if b'"nbformat"' in files[n]]:
        return found
    there = ", ".join(sorted(files)[:5]) or "nothing that can be read"
    why = next((_OTHERS[e] for n in sorted(files) if (e := PurePosixPath(n).suffix.lower()) in _OTHERS), "")
    raise CannotGrade(f"no notebook was handed in. There is: {there}. {why}".strip(), "Ask for the .ipynb file.")


def _plan_steps(plan: Plan, found: Alignment, given: list[dict], cells: list[dict]) -> None:
    """Student's code in its order; each test from the key where the student's copy stood, or where it belongs."""
    tests: dict[int, list[int]] = {}
    for i, cell in enumerate(given):
        if cell["kind"] == "check":
            places = found.places(i) or [found.end_of_exercise(i) - 0.5]
            for place in places:
                tests.setdefault(place, []).append(i)
            _note_test(plan, cell, [cells[j] for j in found.places(i)])
    dropped = {j for i, c in enumerate(given) if c["kind"] in ("check", "written") for j in found.places(i)}
    answers = {j for i, c in enumerate(given) if c["kind"] == "answer" for j in found.places(i)}
    for place in sorted({*tests, *range(len(cells))}):
        for i in tests.get(place, []):
            part = {k: given[i][k] for k in ("grade_id", "points")}
            plan.steps.append({"kind": "check", "source": given[i]["test"], "where": given[i]["grade_id"], **part})
        if place in dropped or place not in range(len(cells)) or not cells[place]["source"].strip():
            continue
        is_code = cells[place]["cell_type"] == "code"
        if not is_code and place in answers:
            plan.notes.append(
                f"the answer in cell {place + 1} was turned into {cells[place]['cell_type']}; it ran as code"
            )
        if is_code or place in answers:
            plan.steps.append({"kind": "code", "source": cells[place]["source"], "where": f"cell {place + 1}"})


def _note_test(plan: Plan, cell: dict, theirs: list[dict]) -> None:
    name = short(cell["grade_id"])
    if not theirs:
        plan.notes.append(f"the test {name} was deleted; the original was put back")
    if len(theirs) > 1:
        plan.notes.append(f"the test {name} stands {len(theirs)} times; the best result counts")
    if any(c["cell_type"] != "code" for c in theirs):
        plan.notes.append(f"the test {name} was turned into {theirs[0]['cell_type']}; the original was run")
    elif any(c["source"].split() != cell["source"].split() for c in theirs):
        plan.notes.append(f"the test {name} was changed; the original was run")


def _collect_written(plan: Plan, found: Alignment, given: list[dict], cells: list[dict]) -> None:
    code: list[str] = []
    for i, cell in enumerate(given):
        if cell["kind"] == "answer":
            code += [cells[j]["source"] for j in found.places(i)]
        elif cell["kind"] == "written":
            places = found.places(i) or found.in_the_gap(i)
            texts = [cells[j]["source"].strip() for j in places]
            answer = "\n\n".join(t for t in dict.fromkeys(texts) if t != NOT_WRITTEN).removeprefix(NOT_WRITTEN).strip()
            plan.written[cell["grade_id"]] = answer if places else None
            plan.code[cell["grade_id"]] = "\n\n".join(code)
            if not places:
                plan.notes.append(f"the written answer {short(cell['grade_id'])} is gone: its cell was deleted")
        elif cell["cell_type"] == "markdown" and HEADING.search(cell["source"]):
            code = []


def _lost(found: Alignment, given: list[dict]) -> dict[str, str]:
    """By name, what the lesson's own cells of code that are gone would have defined."""
    lost: dict[str, str] = {}
    for i, cell in enumerate(given):
        if cell["kind"] == "given" and cell["cell_type"] == "code" and cell["source"].strip() and not found.places(i):
            lost |= dict.fromkeys(_defined(cell["source"]), cell["source"].strip().splitlines()[0])
    return lost


def _defined(source: str) -> set[str]:
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except SyntaxError:  # a cell with %magic
        return set()
    names = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    names |= {
        (a.asname or a.name).partition(".")[0]
        for n in nodes
        if isinstance(n, ast.Import | ast.ImportFrom)
        for a in n.names
    }
    return names | {n.name for n in nodes if isinstance(n, ast.FunctionDef | ast.ClassDef)}


def _untouched(found: Alignment, given: list[dict], cells: list[dict]) -> bool:
    asked = [(i, c) for i, c in enumerate(given) if c["kind"] in ("answer", "written")]
    same = all([cells[j]["source"].strip() for j in found.places(i)] == [c["source"].strip()] for i, c in asked)
    return same and len(cells) == len(given)


def _is_untouched(cells: list[dict], key: dict[str, Any]) -> bool:
    return _untouched(Alignment(key["cells"], cells), key["cells"], cells)


def _content(cells: list[dict]) -> str:
    return json.dumps([[c["cell_type"], c["source"].strip()] for c in cells if c["source"].strip()])
