"""A made-up class: right, wrong, partly right, and every accident; each with the grade it must get."""

import copy
import io
import json
import socket
import subprocess
import sys
import zipfile

import nbformat
import pandas as pd
import pytest

from framing.cli import main
from framing.tables import FramingError
from framing.teach.grading import jobs, limits, written
from framing.teach.grading.grade import grade_folder
from framing.teach.grading.lesson import find_lesson, read_lesson
from framing.teach.grading.limits import Limits
from framing.teach.grading.package import assign_lesson, build_wheel
from framing.teach.grading.precheck import CannotGrade, check_files

LESSON = """# %% [markdown]
# # 77 A tiny lesson
# Count words.

# %%
text = "one two two three three three"

# %% [markdown]
# ## Exercise 1

# %% tags=["answer"]
# How often does "three" stand in the text?
n = text.split().count("three")

# %% tags=["check", "points:2"]
assert n == 3, "Count whole words."
### BEGIN HIDDEN TESTS
assert type(n) is int, "A count is a whole number."
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 2

# %% tags=["answer"]
# Which share of the words?
share = text.split().count("three") / len(text.split())


# %% tags=["check", "points:4"]
class Checked:
    def __init__(self, score, words):
        self.score, self.words = score, words


Checked(1, "Right.") if share == 0.5 else Checked(0.25, "A count.") if share == 3 else Checked(0, "Not yet.")

# %% [markdown]
# ## Exercise 3
# Say it in words.

# %% [markdown] tags=["answer", "points:3"]
# Half of the words are "three".
"""
RIGHT = {"n": "n = 3", "share": "share = 0.5", "words": "Half of them."}
NAME = "77_tiny.ipynb"
GIVEN, ANSWER_1, TEST_1, ANSWER_2, TEST_2, WRITTEN = 1, 3, 4, 6, 7, 9
QUICK = Limits(cell_seconds=3, memory_gb=1)


@pytest.fixture(scope="session")
def week(tmp_path_factory):
    folder = tmp_path_factory.mktemp("class")
    (folder / "77_tiny.py").write_text(LESSON, encoding="utf8")
    assign_lesson(str(folder / "77_tiny.py"), folder / "week")
    return folder / "week"


@pytest.fixture(scope="session")
def key(week):
    return json.loads((week / "key.json").read_text(encoding="utf8"))


@pytest.fixture(scope="session")
def handout(week):
    with zipfile.ZipFile(week / "77_tiny.zip") as archive:
        return nbformat.reads(archive.read(f"77_tiny/{NAME}").decode(), 4)


def fill(handout, **answers):
    book = copy.deepcopy(handout)
    told = RIGHT | answers
    book.cells[ANSWER_1].source += "\n" + told["n"]
    book.cells[ANSWER_2].source += "\n" + told["share"]
    book.cells[WRITTEN].source = told["words"]
    return book


def text(book):
    return nbformat.writes(book).encode()


def changed(book, change):
    change(book.cells)
    return book


def strip(cells):
    for number, cell in enumerate(cells):
        cell.metadata, cell.id = {}, f"x{number}"


def retype(cells):
    cells[TEST_1] = nbformat.v4.new_markdown_cell(cells[TEST_1].source, metadata=cells[TEST_1].metadata)


def ease(cells):
    cells[TEST_1].source = "assert True"


def retry_below(cells):
    """The student copied question and test of a wrong first try, and got it right below."""
    again = copy.deepcopy(cells[ANSWER_1 : TEST_1 + 1])
    cells[ANSWER_1].source = "n = 2"
    for number, cell in enumerate(again):
        cell.id = f"again{number}"
    cells[TEST_1 + 1 : TEST_1 + 1] = again


def delete(*places):
    def change(cells):
        for place in sorted(places, reverse=True):
            del cells[place]

    return change


def as_zip(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def the_class(handout, port):
    """name: (files, points of test 1, points of test 2, words of the note); None: could not grade."""
    f = lambda **answers: fill(handout, **answers)  # noqa: E731
    good, other = text(f()), nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# 76 Another")])
    reach = f"import socket\ntry:\n    socket.create_connection(('127.0.0.1', {port}), 2)\n    n = 0\n"
    no_network = reach + "except OSError:\n    n = 3"
    stubborn = "import time\nwhile True:\n    try:\n        time.sleep(9)\n    except BaseException: pass"
    full = "hoard = []\nwhile True: hoard.append(bytearray(10**8))"
    loud = "for _ in range(10**5): print('loud' * 20)\nn = 3"
    bad_json = good[: len(good) // 2]
    return {
        # right
        "ada": ({f"ada/{NAME}": good}, 2, 4, ""),
        "canvas": ({f"canvas_4711_90210_{NAME}": good}, 2, 4, ""),
        "late": ({f"late_LATE_4712_90211_{NAME}": good}, 2, 4, ""),
        "Mia Moodle": ({f"Mia Moodle_815_assignsubmission_file_/{NAME}": good}, 2, 4, ""),
        "zipped": ({"zipped.zip": as_zip({f"77_tiny/{NAME}": good})}, 2, 4, ""),
        "loud": ({f"loud/{NAME}": text(f(n=loud))}, 2, 4, ""),
        "modular": ({f"modular/{NAME}": text(f(n="from mine import n")), "modular/mine.py": b"n = 3"}, 2, 4, ""),
        "shadow": (
            {f"shadow/{NAME}": good, "shadow/json.py": b"raise SystemExit", "shadow/signal.py": b"1/0"},
            2,
            4,
            "",
        ),
        "offline": ({f"offline/{NAME}": text(f(n=no_network))}, 2 if limits.without_network() else 0, 4, ""),
        # wrong, partly right
        "wrong": (
            {f"wrong/{NAME}": text(f(n="n = 2", share="share = 2"))},
            0,
            0,
            "check-1: AssertionError: Count whole words.",
        ),
        "partly": ({f"partly/{NAME}": text(f(share="share = 3"))}, 2, 1, ""),
        "hidden": ({f"hidden/{NAME}": text(f(n="n = 3.0"))}, 0, 4, "A count is a whole number."),
        "empty": ({f"empty/{NAME}": text(handout)}, 0, 0, "as it was given out"),
        # files
        "counted": ({"counted/77_tiny (1).ipynb": good}, 2, 4, ""),
        "renamed": ({"renamed/homework final.ipynb": good}, 2, 4, "the file was renamed: homework final.ipynb"),
        "twice": ({f"twice/{NAME}": good, "twice/77_tiny-Copy1.ipynb": good}, 2, 4, "handed in 2 times"),
        "beside": (
            {f"beside/{NAME}": text(handout), "beside/77_tiny (1).ipynb": good},
            2,
            4,
            "77_tiny (1).ipynb was graded",
        ),
        "differing": (
            {f"differing/{NAME}": good, "differing/b.ipynb": text(f(n="n = 2"))},
            None,
            None,
            "2 notebooks of",
        ),
        "pdf": ({"pdf/77_tiny.pdf": b"%PDF"}, None, None, "There is: 77_tiny.pdf. A .pdf shows a notebook and cannot"),
        "html": (
            {f"html/{NAME}": b"<!DOCTYPE html>\n<p>Log in"},
            None,
            None,
            "(not JSON): it begins with '<!DOCTYPE html>'",
        ),
        "half": ({f"half/{NAME}": bad_json}, None, None, "not a notebook (not JSON)"),
        "list": ({f"list/{NAME}": b"[1, 2]"}, None, None, "without cells as Jupyter writes them"),
        "other": ({f"other/{NAME}": text(other)}, None, None, "is not this lesson: its title is '76 Another'"),
        # cells
        "deleted": ({f"deleted/{NAME}": text(changed(f(), delete(TEST_1)))}, 2, 4, "check-1 was deleted; the original"),
        "gone": ({f"gone/{NAME}": text(changed(f(n="n = 2"), delete(TEST_1, TEST_2)))}, 0, 4, "check-2 was deleted"),
        "doubled": ({f"doubled/{NAME}": text(changed(f(), retry_below))}, 2, 4, "stands 2 times; the best result"),
        "retyped": ({f"retyped/{NAME}": text(changed(f(), retype))}, 2, 4, "was turned into markdown"),
        "stripped": ({f"stripped/{NAME}": text(changed(f(), strip))}, 2, 4, "the metadata of the cells is lost"),
        "eased": (
            {f"eased/{NAME}": text(changed(f(n="n = 2"), ease))},
            0,
            4,
            "was changed",
        ),
        # code that does not end well
        "syntax": ({f"syntax/{NAME}": text(f(n="n = = 3"))}, 0, 4, "cell 4: SyntaxError: invalid syntax (its line 2)"),
        "endless": ({f"endless/{NAME}": text(f(n="while True: pass"))}, 0, 4, "cell 4: it ran longer than 3 seconds"),
        "stubborn": (
            {f"stubborn/{NAME}": text(f(n=stubborn))},
            0,
            4,
            "cell 4: it ran longer than 3 seconds and could",
        ),
        "hoard": ({f"hoard/{NAME}": text(f(n=full))}, 0, 4, "cell 4: it used more than 1 GB of memory"),
        "exit": ({f"exit/{NAME}": text(f(n="import os; os._exit(0)"))}, 0, 4, "cell 4: it ended Python (exit code 0)"),
        "quit": ({f"quit/{NAME}": text(f(n="n = 3\nexit()"))}, 2, 4, ""),
        "asks": ({f"asks/{NAME}": text(f(n="n = input()"))}, 0, 4, "cell 4: "),
    }


@pytest.fixture(scope="session")
def graded(week, handout):
    """The whole class, graded once; what is said on the way; and the class."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        everyone = the_class(handout, server.getsockname()[1])
        for files, *_ in everyone.values():
            for name, content in files.items():
                path = week / "submitted" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        said = []
        result = grade_folder(week, week / "grades.csv", limits=QUICK, workers=2, say=said.append)
    return result, said, everyone


def test_everyone_gets_the_grade_that_the_work_has_earned(graded):
    result, said, everyone = graded
    table = result.grades.set_index("student")
    assert len(table) == len(said) == len(everyone) >= 30
    expected = {name: (one, two) for name, (_, one, two, _) in everyone.items()}
    got = table[["check-1", "check-2"]].astype(object).where(table["check-1"].notna(), None)
    assert {name: tuple(row) for name, *row in got.itertuples()} == expected
    for name, (_, one, _, note) in everyone.items():
        assert note in table.note[name], (name, table.note[name])
        assert (table.status[name] == "could not grade") == (one is None)


def test_a_mended_or_clean_right_work_has_no_complaint_about_its_answers(graded):
    notes = graded[0].grades.set_index("student").note
    assert {notes[name] for name in ("ada", "canvas", "late", "Mia Moodle", "zipped", "loud", "counted")} == {""}


def test_what_cannot_be_graded_has_no_grade_in_any_file_and_never_0(graded, week):
    result, *_ = graded
    table = result.grades.set_index("student")
    moodle = pd.read_csv(week / "grades_moodle.csv").set_index("Full name")
    canvas = pd.read_csv(week / "grades_canvas.csv").set_index("Student")
    for name in ("html", "half", "list", "other", "pdf", "differing"):
        assert table.loc[name, ["points", "tests", "written"]].isna().all()
        assert pd.isna(moodle.Grade[name]) and "could not be graded" in moodle.loc[name, "Feedback comments"]
    # Canvas empties a grade where a cell is empty; and no row of Moodle's goes to Canvas, nor of Canvas' to Moodle
    assert list(canvas.index) == ["    Points Possible", "empty"]
    assert "canvas" not in moodle.index and "Mia Moodle" in moodle.index


def test_a_second_run_grades_only_what_changed_and_adds_the_marks(graded, week, handout):
    from openpyxl import load_workbook

    book = load_workbook(week / "written.xlsx")
    rows = {row[0].value: row for row in book.active.iter_rows(min_row=2)}
    assert [c.value for c in book.active[1]] == written.COLUMNS
    assert rows["ada"][2].value == "Half of them." and "share = 0.5" not in (rows["ada"][3].value or "")
    assert rows["empty"][5].value == 0  # nothing was written
    assert rows["stripped"][2].value == "Half of them."
    assert "html" not in rows
    rows["ada"][5].value, rows["canvas"][5].value, rows["Mia Moodle"][5].value = 3, "2,5", 1
    rows["late"][5].value = 2
    rows["Mia Moodle"][6].value = "Which text?"
    book.save(week / "written.xlsx")
    (week / "submitted" / f"late_LATE_4712_90211_{NAME}").write_bytes(text(fill(handout, words="A third.")))
    said = []
    again = grade_folder(week, week / "grades.csv", limits=QUICK, say=said.append).grades.set_index("student")
    assert sum("(as before)" in line for line in said) == len(said) - 1
    assert again.points[["ada", "canvas", "Mia Moodle"]].tolist() == [9, 8.5, 7]
    assert again.status["late"] == "written answers to mark" and pd.isna(again.points["late"])
    rows = {r[0]: r for r in load_workbook(week / "written.xlsx").active.iter_rows(min_row=2, values_only=True)}
    assert rows["late"][6] == "the answer changed since it was marked 2"
    canvas = pd.read_csv(week / "grades_canvas.csv", dtype=str)
    assert list(canvas) == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "77 A tiny lesson"]
    assert canvas.iloc[0, [0, 5]].tolist() == ["    Points Possible", "9.0"]
    assert canvas[canvas.ID == "4711"].iloc[0, 5] == "8.5"
    assert canvas[canvas.Student == "ada"].iloc[0, [3, 5]].tolist() == ["ada", "9.0"]
    moodle = pd.read_csv(week / "grades_moodle.csv", dtype=str).set_index("Identifier").loc["Participant 815"]
    assert moodle[["Grade", "Maximum Grade", "Last modified (grade)", "Feedback comments"]].tolist() == [
        "7.0", "9.0", "-", "Test 1: 2 of 2 points. Test 2: 4 of 4 points. Right. Which text?",
    ]  # fmt: skip
    assert "Mia Moodle" not in set(canvas.Student)


def test_the_handout_is_complete_and_nothing_of_the_solution_is_in_it(week, handout, key):
    with zipfile.ZipFile(week / "77_tiny.zip") as archive:
        names = {n.removeprefix("77_tiny/") for n in archive.namelist()}
        readme = archive.read("77_tiny/README.txt").decode()
        needs = archive.read("77_tiny/requirements.txt").decode().splitlines()
    assert {NAME, "README.txt", "requirements.txt", "environment.yml"} < names
    assert needs == [needs[0]] and needs[0].endswith(".whl[course]")  # with JupyterLab and the buttons of lesson 09
    assert needs[0].removeprefix("./").removesuffix("[course]") in names and NAME in readme
    sources = "\n".join(c.source for c in handout.cells)
    for hidden in ("HIDDEN", "whole number", 'count("three")', "Half of the words"):
        assert hidden not in sources
    assert "whole number" in key["cells"][TEST_1]["test"]


def test_cells_carry_the_metadata_of_nbgrader_and_tests_are_locked(handout):
    told = [c.metadata.get("nbgrader", {}) for c in handout.cells]
    test = {"grade": True, "solution": False, "task": False, "locked": True, "schema_version": 3, "points": 2.0}
    assert told[TEST_1] == test | {"grade_id": "77_tiny-check-1"}
    assert told[ANSWER_1]["solution"] and not told[ANSWER_1]["grade"] and "points" not in told[ANSWER_1]
    assert told[WRITTEN]["grade"] and told[WRITTEN]["solution"] and told[WRITTEN]["points"] == 3
    assert told[GIVEN] == {}
    assert [c.metadata.get("deletable", True) for c in handout.cells].count(False) == 2
    nbformat.validate(handout)


def test_the_wheel_installs_and_finds_its_data(tmp_path):
    name, wheel = build_wheel()
    (tmp_path / name).write_bytes(wheel)
    assert build_wheel()[1] == wheel
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-compile"]
    subprocess.run([*pip, "--disable-pip-version-check", "--target", tmp_path / "there", tmp_path / name], check=True)
    code = "from framing.read.datasets import data_folder as d; print(d()); print((d() / 'lexicons').is_dir())"
    found = subprocess.run(
        [sys.executable, "-P", "-c", f"import sys; sys.path.insert(0, r'{tmp_path / 'there'}'); {code}"],
        capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    assert found[0].startswith(str(tmp_path)) and found[1] == "True"
    with zipfile.ZipFile(tmp_path / name) as archive:
        assert not [n for n in archive.namelist() if "solutions" in n or n.endswith(".pyc")]


def test_data_beside_the_lesson_goes_out_and_is_there_when_it_is_graded(tmp_path):
    (tmp_path / "counts.csv").write_text("n\n3\n", encoding="utf8")
    source = (
        '# %% tags=["answer"]\nn = 3\n\n# %% tags=["check"]\nassert n == int(open("counts.csv").read().split()[1])\n'
    )
    (tmp_path / "own.py").write_text(source, encoding="utf8")
    made = assign_lesson(str(tmp_path / "own.py"), tmp_path / "week", data=[tmp_path / "counts.csv"])
    with zipfile.ZipFile(made.zip) as archive:
        assert archive.read("own/counts.csv") == b"n\n3\n"
        book = nbformat.reads(archive.read("own/own.ipynb").decode(), 4)
    book.cells[0].source = "n = 3"
    (made.submitted / "ada.ipynb").write_text(nbformat.writes(book), encoding="utf8")
    table = grade_folder(tmp_path / "week", tmp_path / "grades.csv", limits=QUICK).grades
    assert table[["student", "status", "points"]].values.tolist() == [["ada", "graded", 1]]
    assert not (tmp_path / "week" / "written.xlsx").exists()


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("# %%\nx = 1\n", "has nothing to grade: no cell is tagged check, and no Markdown cell answer."),
        ('# %% tags=["check"]\nx = 1\n', "own-check-1 gives no score: it has no assert and ends in no value."),
        ('# %% tags=["check"]\nassert (\n', "The check cell own-check-1 is not Python:"),
        ('# %% tags=["check", "points:two"]\nassert x\n', "The tag 'points:two' is not understood. Write points:2."),
    ],
)
def test_a_lesson_that_cannot_be_graded_is_refused_before_it_goes_out(tmp_path, source, message):
    (tmp_path / "own.py").write_text(source, encoding="utf8")
    with pytest.raises(FramingError) as said:
        read_lesson(tmp_path / "own.py")
    assert message in str(said.value)


def test_lessons_are_found_by_number_name_or_path_and_not_without_a_checkout(tmp_path):
    (tmp_path / "04_compare.py").touch()
    assert find_lesson("04", tmp_path) == find_lesson("04_compare", tmp_path) == tmp_path / "04_compare.py"
    with pytest.raises(FramingError, match=r"There is no lesson '05'. There are: 04_compare."):
        find_lesson("05", tmp_path)
    with pytest.raises(FramingError, match="they hold the solutions, so the installed package has none"):
        find_lesson("04", tmp_path / "nowhere")
    with pytest.raises(FramingError, match=r"There is no file mine\.py"):
        find_lesson("mine.py", tmp_path)


def test_without_the_extra_it_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr("framing.teach.grading.lesson.find_spec", lambda name: None if name == "jupytext" else name)
    with pytest.raises(FramingError) as said:
        grade_folder(tmp_path)
    assert 'needs jupytext, which is not installed. Install it: pip install "framing[grading]".' in str(said.value)


def test_another_assignment_in_the_folder_is_not_overwritten(week, tmp_path):
    (tmp_path / "77_tiny.py").write_text(LESSON.replace("points:2", "points:5"), encoding="utf8")
    with pytest.raises(FramingError, match="holds another assignment, or another version of this one"):
        assign_lesson(str(tmp_path / "77_tiny.py"), week)


@pytest.mark.parametrize("lost", [[TEST_1], [TEST_1, TEST_2], [ANSWER_1], [WRITTEN], [GIVEN, TEST_2]])
@pytest.mark.parametrize("stripped", [False, True])
def test_every_test_runs_once_in_its_exercise_whatever_is_lost(handout, key, lost, stripped):
    book = changed(fill(handout), lambda cells: (delete(*lost)(cells), strip(cells) if stripped else None))
    plan = check_files({NAME: text(book)}, key)
    order = [s["where"] for s in plan.steps]
    assert [w for w in order if "check" in w] == ["77_tiny-check-1", "77_tiny-check-2"]
    sources = [s["source"] for s in plan.steps]
    if TEST_1 in lost and ANSWER_1 not in lost:
        assert "n = 3" in sources[order.index("77_tiny-check-1") - 1]
    assert (plan.written["77_tiny-written-1"] is None) == (WRITTEN in lost)


def test_an_answer_that_was_turned_into_markdown_still_runs(handout, key):
    book = fill(handout)
    old = book.cells[ANSWER_1]
    book.cells[ANSWER_1] = nbformat.v4.new_markdown_cell(old.source, metadata=old.metadata)
    plan = check_files({NAME: text(book)}, key)
    assert "the answer in cell 4 was turned into markdown; it ran as code" in plan.notes
    assert any("n = 3" in s["source"] for s in plan.steps)


def test_a_notebook_saved_by_an_old_jupyter_or_with_a_byte_order_mark_is_read(handout, key):
    book = fill(handout)
    for old in (b"\xef\xbb\xbf" + text(book), text(book).decode().encode("utf-16")):
        assert len(check_files({NAME: old}, key).steps) == 5
    for cell in book.cells:
        del cell["id"]
    book.nbformat_minor = 2
    assert len(check_files({NAME: nbformat.writes(book).encode()}, key).steps) == 5


def test_files_that_are_no_notebook_say_so(key):
    for content in (
        b"",
        b"null",
        b"{}",
        b'{"cells": 3, "nbformat": 4}',
        b'{"cells": [1], "nbformat": 4}',
        b"[" * 100_000,
    ):
        with pytest.raises(CannotGrade, match=r"not a notebook|not this lesson"):
            check_files({NAME: content}, key)


def test_a_check_without_a_number_is_could_not_grade():
    steps = [
        {"kind": "check", "where": "c", "source": source} for source in ("object()", "type('C', (), {'score': 7})()")
    ]
    done = jobs.run_steps(steps, dict, QUICK)
    assert [d["score"] for d in done.values()] == [None, None]
    assert done[0]["error"] == "the check ended in object, which has no score"
    assert done[1]["error"] == "the check gave a score of 7.0, which is not from 0 to 1"


def test_a_notebook_that_ends_every_process_is_given_up():
    steps = [{"kind": "code", "where": f"cell {n}", "source": "import os; os._exit(3)"} for n in range(9)]
    with pytest.raises(jobs.Stopped, match="6 processes that ran it ended, one after the other"):
        jobs.run_steps(steps, dict, QUICK)


def test_stopped_by_hand_it_keeps_what_is_whole_and_goes_on_from_there(week, handout, tmp_path):
    (tmp_path / "submitted").mkdir()
    (tmp_path / "key.json").write_bytes((week / "key.json").read_bytes())
    for name, pause in (("ada", 0), ("bob", 60)):
        book = fill(handout, n=f"import time; time.sleep({pause}); n = 3")
        (tmp_path / "submitted" / f"{name}.ipynb").write_bytes(text(book))

    def stop(line):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):  # at once, and not after bob's minute
        grade_folder(tmp_path, tmp_path / "g.csv", workers=2, say=stop)
    assert [p.name[:3] for p in (tmp_path / "graded").iterdir()] == ["ada"]
    (tmp_path / "submitted" / "bob.ipynb").write_bytes(text(fill(handout)))
    said = []
    grade_folder(tmp_path, tmp_path / "g.csv", workers=2, say=said.append)
    assert sorted(line.partition(" ")[2] for line in said) == [
        "ada: 6 of 6 points in the tests (as before)",
        "bob: 6 of 6 points in the tests",
    ]


def test_a_cell_may_do_what_it_may_in_jupyter():
    sources = ["%matplotlib inline", "import asyncio\nawait asyncio.sleep(0)", "%%time\nx = 1", "exit()"]
    done = jobs.run_steps([{"kind": "code", "where": "cell", "source": s} for s in sources], dict, Limits(30, 4))
    assert done == {n: {"names": []} for n in range(4)}


def test_what_this_machine_cannot_enforce_is_said(monkeypatch):
    monkeypatch.setattr(limits, "without_network", lambda: ())
    monkeypatch.setattr(limits.sys, "platform", "win32")
    network, memory = limits.warnings_here()
    assert "can reach the network here" in network and "Memory is not limited here" in memory


@pytest.mark.parametrize(
    ("mark", "message"),
    [
        ("five", "the mark of ada, q is 'five'. Write a number from 0 to its points (3)"),
        (4, "the mark of ada, q is 4."),
    ],
)
def test_a_mark_that_cannot_be_is_said(tmp_path, mark, message):
    row = {"student": "ada", "question": "q", "answer": "=1+1", "code": "", "points": 3, "mark": mark, "comment": ""}
    written.write_answers(tmp_path / "w.xlsx", [row], {})
    with pytest.raises(FramingError) as said:
        written.read_marks(tmp_path / "w.xlsx")
    assert message in str(said.value)


def test_the_commands_say_what_to_do_next(tmp_path, capsys):
    (tmp_path / "77_tiny.py").write_text(LESSON, encoding="utf8")
    folder = str(tmp_path / "week")
    assert main(["assign", str(tmp_path / "77_tiny.py"), "-o", folder]) == 0
    assert "77_tiny.zip (2 tests, 1 written answer, 9 points). Give it to students." in capsys.readouterr().err
    assert main(["grade", folder]) == 1
    assert "submitted is empty. Put what students handed in there" in capsys.readouterr().err
    with zipfile.ZipFile(tmp_path / "week" / "77_tiny.zip") as archive:
        book = fill(nbformat.reads(archive.read(f"77_tiny/{NAME}").decode(), 4))
    (tmp_path / "week" / "submitted" / "ada.ipynb").write_bytes(text(book))
    assert main(["grade", folder, "-o", str(tmp_path / "g.csv")]) == 0
    said = capsys.readouterr().err
    assert "1/1 ada: 6 of 6 points in the tests" in said and "1 written answer to mark: fill in" in said
    assert pd.read_csv(tmp_path / "g.csv").status.tolist() == ["written answers to mark"]
    assert main(["grade", str(tmp_path)]) == 1
    assert "There is no key.json in" in capsys.readouterr().err
