"""The students' notebooks are those of the solutions and hold no answers; the solutions run. (nbmake runs the rest.)"""

import importlib.util
import re
from pathlib import Path

import jupytext
import nbformat
import pytest
from nbclient import NotebookClient

from framing.teach import check
from framing.teach.exercises import claims

FOLDER = Path(__file__).parents[1] / "notebooks"
spec = importlib.util.spec_from_file_location("build", FOLDER / "build.py")
build = importlib.util.module_from_spec(spec)
spec.loader.exec_module(build)

LESSONS = [pytest.param(path, id=path.stem) for path in build.SOLUTIONS]


def test_every_notebook_has_its_solution():
    assert {p.stem for p in FOLDER.glob("*.ipynb")} == {p.stem for p in build.SOLUTIONS}


@pytest.mark.parametrize("solution", LESSONS)
def test_the_student_version_is_current(solution):
    current = build.notebook_of(solution).read_text(encoding="utf8")
    assert current == build.student_notebook(solution), "run: make notebooks"


@pytest.mark.parametrize("solution", LESSONS)
def test_the_student_version_holds_no_answer_and_no_output(solution):
    student = nbformat.read(build.notebook_of(solution), 4)
    answers = [c.source for c in jupytext.read(solution).cells if "answer" in c.metadata.get("tags", [])]
    assert len(answers) >= 2
    sources = "\n".join(c.source for c in student.cells)
    for answer in answers:
        lines = [line for line in answer.splitlines() if line and not line.startswith("#")]
        assert lines and not any(line in sources for line in lines if len(line) > 40)
    assert not any(c.get("outputs") for c in student.cells)


@pytest.mark.parametrize("solution", LESSONS)
def test_a_lesson_has_its_parts(solution):
    text = "\n".join(c.source for c in jupytext.read(solution).cells if c.cell_type == "markdown")
    for part in (
        "**You will learn**",
        "**Time:**",
        "## A question from the news",
        "Predict",
        "## Exercise 1",
        "## Exercise 2",
        "## What could be wrong",
        "## Further reading",
    ):
        assert part in text, part


@pytest.mark.parametrize("solution", LESSONS)
def test_a_lesson_has_two_or_three_exercises_and_one_that_checks_itself(solution):
    cells = jupytext.read(solution).cells
    exercises = re.findall(r"^## Exercise (\d)$", "\n".join(c.source for c in cells), re.M)
    assert exercises in (["1", "2"], ["1", "2", "3"])
    assert any("check" in c.metadata.get("tags", []) for c in cells)


def test_every_exercise_of_the_library_is_in_its_lesson():
    asked = {
        path.stem[:2]: re.findall(r'fr\.check\("(\d\d\.\d)"', path.read_text(encoding="utf8"))
        for path in build.SOLUTIONS
    }
    assert sorted({i for ids in asked.values() for i in ids}) == sorted([*check.EXERCISES, *claims.IDS])
    assert all(i.startswith(lesson) for lesson, ids in asked.items() for i in ids)


@pytest.mark.parametrize("solution", LESSONS)
def test_the_solution_runs_and_its_answers_are_right(solution):
    book = NotebookClient(jupytext.read(solution), timeout=180, kernel_name="python3").execute()
    said = [c.outputs[-1]["data"]["text/plain"] for c in book.cells if "check" in c.metadata.get("tags", [])]
    assert said
    assert all(": 100%." in words for words in said), said
