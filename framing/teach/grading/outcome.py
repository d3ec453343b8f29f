"""What came of each cell -> a student's result: scores, what to tell, and whether it can be graded at all.

A student's cell may fail here and not where the student worked: a file was not handed in, a package is not installed, a
cell of the lesson was deleted after it had run. What failed because of it earns no 0; the instructor is told.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from .lesson import short
from .precheck import Plan

_ERRORS_TOLD = 3  # of a student's own cells; the first ones explain the rest


class Lack(NamedTuple):
    """What was there when the student worked and is not here; what mends it; whether other files will."""

    reason: str = ""
    mend: str = ""
    keep: bool = True


def collect(result: dict[str, Any], plan: Plan, done: dict[int, dict[str, Any]]) -> None:
    """Put into `result` what the steps of `plan` came to."""
    told: list[str] = []
    lack = Lack()
    for number, step in enumerate(plan.steps):
        came = done.get(number, {"error": "it was not reached", "score": None})
        result["names"] = sorted({*result["names"], *came.get("names", [])})
        lack = lack if lack.reason else _lack(came, step["where"], plan)
        if step["kind"] == "code":
            told += [f"{step['where']}: {came['error']}"] if came.get("error") else []
            continue
        name, error = step["grade_id"], came.get("error", "")
        one = {part: came.get(part, "") for part in ("words", "prose")} | {"score": came.get("score"), "error": error}
        one["lack"] = lack if error or not one["score"] else Lack()
        best = result["tests"].get(name)
        if best is None or (one["score"] or -1) > (best["score"] or -1):
            result["tests"][name] = one
    more = [f"and {len(told) - _ERRORS_TOLD} more"] if len(told) > _ERRORS_TOLD else []
    result["notes"] += told[:_ERRORS_TOLD] + more
    for name, one in result["tests"].items():
        lack = one.pop("lack")
        if one["score"] is None:
            result["reason"] = f"the test {short(name)} gave no score: {one['error']}."
        elif one["score"] < 1:
            result |= lack._asdict() if lack.reason and not result["reason"] else {}
            result["notes"] += [f"{short(name)}: {one['error']}"] if one["error"] else []


def _lack(came: dict[str, Any], where: str, plan: Plan) -> Lack:
    """What a cell lacked that is no fault of its author."""
    again = "and run the command again."
    if file := came.get("no_file"):
        mend = f"Ask for it, put it beside the notebook in submitted, {again}"
        return Lack(f"{where} reads {_short(file)}, which was not handed in.", mend)
    if module := came.get("no_module"):
        mend = f"Install it here, or ask for {module.partition('.')[0]}.py, {again}"
        return Lack(f"{where} needs {module}, which is not installed here and was not handed in.", mend, keep=False)
    gone = re.match(r"NameError: name '(\w+)' is not defined", came.get("error", ""))
    if gone and gone[1] in plan.lost:
        begin = plan.lost[gone[1]][:60]
        mend = f"Put it back in, or ask for a notebook that runs from top to bottom, {again}"
        return Lack(f"the cell of the lesson that gives {gone[1]} was deleted (it begins: {begin}).", mend)
    return Lack()


def _short(path: str) -> str:
    return path if len(path) <= 80 else f"…{path[-79:]}"
