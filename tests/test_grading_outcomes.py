"""What stands in the gradebook where a file, a module or a cell is missing, whose names were used, and what is read."""

import copy
import json
import zipfile
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from openpyxl import load_workbook
from test_grading import as_zip, text

from framing.cli import main
from framing.tables import FramingError
from framing.teach.grading import jobs, written
from framing.teach.grading.grade import grade_folder, grade_one
from framing.teach.grading.limits import Limits
from framing.teach.grading.names import note_names
from framing.teach.grading.package import assign_lesson
from framing.teach.grading.submissions import Submission

LESSON = """# %% [markdown]
# # 88 Articles of your own

# %%
import framing as fr

me = "your name"
drawn = fr.my_data("01.2", me)

# %%
MY_FILE = None

# %%
articles = drawn.articles if MY_FILE is None else fr.read_articles(MY_FILE)[0]

# %% tags=["answer"]
# How many articles?
n = len(articles)


# %% tags=["check", "points:4"]
class Checked:
    def __init__(self, score, words, name="", for_instructor=""):
        self.score, self.words, self.name, self.for_instructor = score, words, name, for_instructor


Checked(float(n == (8 if MY_FILE is None else 2)), "Counted.", me, f"text: {n} articles")

# %% [markdown] tags=["answer", "points:2"]
# Eight.
"""
NAME = "88_own.ipynb"
SETUP, FILE, READ, ANSWER, CHECK, WRITTEN = 1, 2, 3, 4, 5, 6
CSV = b"outlet,published,title,text\nA,2024-01-01,One,Some words here.\nB,2024-01-02,Two,Other words here.\n"
QUICK = Limits(cell_seconds=20, memory_gb=2)


@pytest.fixture(scope="module")
def week(tmp_path_factory):
    folder = tmp_path_factory.mktemp("own")
    (folder / "88_own.py").write_text(LESSON, encoding="utf8")
    assign_lesson(str(folder / "88_own.py"), folder / "week")
    return folder / "week"


@pytest.fixture(scope="module")
def key(week):
    return json.loads((week / "key.json").read_text(encoding="utf8"))


@pytest.fixture(scope="module")
def handout(week):
    with zipfile.ZipFile(week / "88_own.zip") as archive:
        return nbformat.reads(archive.read(f"88_own/{NAME}").decode(), 4)


def fill(handout, me="your name", file="None", n="n = len(articles)"):
    book = copy.deepcopy(handout)
    book.cells[SETUP].source = book.cells[SETUP].source.replace('"your name"', repr(me))
    book.cells[FILE].source = f"MY_FILE = {file}"
    book.cells[ANSWER].source += f"\n{n}"
    book.cells[WRITTEN].source = "Two."
    return book


def without(book, *places):
    book.cells = [cell for place, cell in enumerate(book.cells) if place not in places]
    return book


@pytest.fixture(scope="module")
def graded(week, handout):
    files = {
        "abroad.zip": as_zip({NAME: text(fill(handout, "Abe", r"r'C:\Users\abe\my.csv'")), "my.csv": CSV}),
        f"Dee_5_assignsubmission_file_/{NAME}": text(fill(handout, "Dee", "'../data/texts.csv'")),
        "Dee_5_assignsubmission_file_/Texts (1).csv": CSV,
        f"eva_6_71_{NAME}": text(fill(handout, "Eva", "'my.csv'")),
        "eva_6_72_my-1.csv": CSV,  # as Canvas counts a second version
        f"lacking/{NAME}": text(fill(handout, "Leo", "'/home/leo/my.csv'")),
        f"module/{NAME}": text(fill(handout, "Mo", n="from geo_of_mo import count\nn = count(articles)")),
        f"lost/{NAME}": text(without(fill(handout, "Lu"), SETUP)),
        f"scratch/{NAME}": text(fill(handout, "Sue", n="n = len(articles)\nopen('draft.txt')")),
        f"left/{NAME}": text(fill(handout)),
        f"own/{NAME}": text(fill(handout, "Ada  Lovelace")),
        f"same/{NAME}": text(fill(handout, "ada lovelace", n="n = 1")),
        f"two/{NAME}": text(fill(handout, "Tom", n="other = fr.my_data('01.1', 'Tim')\nn = len(articles)")),
    }
    for name, content in files.items():
        path = week / "submitted" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return grade_folder(week, week / "grades.csv", limits=QUICK, workers=2).grades.set_index("student")


@pytest.mark.parametrize(
    ("student", "note"),
    [
        ("abroad", r'"C:\Users\abe\my.csv" in the code was read as "my.csv", which was handed in'),
        ("Dee", '"../data/texts.csv" in the code was read as "Texts (1).csv", which was handed in'),
        ("eva", '"my.csv" in the code was read as "my-1.csv", which was handed in'),
    ],
)
def test_files_of_ones_own_are_found_wherever_the_code_looks_for_them(graded, student, note):
    assert graded.loc[student, "tests"] == 4 and note in graded.note[student]


@pytest.mark.parametrize(
    ("student", "note"),
    [
        (
            "lacking",
            "cell 4 reads /home/leo/my.csv, which was not handed in. Ask for it, put it beside the notebook in",
        ),
        ("module", "cell 5 needs geo_of_mo, which is not installed here and was not handed in. Install it here, or"),
        ("lost", "the cell of the lesson that gives drawn was deleted (it begins: import framing as fr). Put it back"),
    ],
)
def test_what_was_there_when_the_student_worked_and_is_not_here_is_a_reason_and_no_0(graded, student, note):
    assert graded.status[student] == "could not grade" and graded.note[student].startswith(note)
    assert graded.loc[student, ["points", "tests", "written"]].isna().all()


def test_students_read_what_is_missing_and_not_what_the_instructor_should_do(graded):
    assert graded.feedback["lacking"] == (
        "Your work could not be graded: cell 4 reads /home/leo/my.csv, which was not handed in."
    )


def test_a_stray_cell_that_misses_a_file_takes_nothing_from_a_right_answer(graded):
    assert graded.tests["scratch"] == 4 and "cell 5: FileNotFoundError" in graded.note["scratch"]


def test_names_are_told_and_never_graded(graded):
    names = graded.names
    assert names["own"] == "Ada Lovelace" and names["two"] == "Tim, Tom"
    assert names["left"] == "your name" and graded.tests["left"] == 4
    assert 'the name was left as "your name": the data are nobody\'s own' in graded.note["left"]
    assert "is also in the work of same: copied work, a borrowed name, or one student twice" in graded.note["own"]
    assert graded.tests["own"] == 4 and graded.tests["same"] == 0
    assert "it uses 2 names: Tim, Tom" in graded.note["two"]
    assert graded.note["abroad"].count("name") == 0


def test_once_the_module_is_there_the_same_command_grades_the_work(graded, week, monkeypatch):
    said = []
    (week / "submitted" / "module" / "geo_of_mo.py").write_text("count = len\n", encoding="utf8")
    again = grade_folder(week, week / "again.csv", limits=QUICK, say=said.append).grades.set_index("student")
    assert again.tests["module"] == 4
    assert sum("(as before)" in line for line in said) == len(said) - 1


def test_the_words_of_a_claim_are_there_to_be_read_and_take_a_comment_but_no_mark(graded, week):
    path = week / "written.xlsx"
    book = load_workbook(path)
    assert book.sheetnames == ["answers", "questions", "rubric"]
    rows = {(r[0].value, r[1].value): r for r in book["answers"].iter_rows(min_row=2)}
    claim = rows["own", "88_own-check-1"]
    assert claim[2].value == "text: 8 articles" and claim[4].value == written.TESTED and claim[5].value is None
    claim[6].value = "Well put."
    rows["own", "88_own-written-1"][5].value = 2
    book.save(path)
    graded = grade_folder(week, week / "grades.csv", limits=QUICK)
    table = graded.grades.set_index("student")
    assert table.points["own"] == 6 and table.status["own"] == "graded"
    moodle = pd.read_csv(week / "grades_moodle.csv").set_index("Full name")
    assert moodle.loc["own", "Feedback comments"] == "Test 1: 4 of 4 points. Counted. Well put."
    assert graded.n_waiting == len(table) - 1  # those that could not be graded can be read and marked all the same
    rows = {(r[0].value, r[1].value): r for r in load_workbook(path)["answers"].iter_rows(min_row=2)}
    assert rows["own", "88_own-check-1"][6].value == "Well put."


def test_a_mark_beside_a_claim_is_refused(tmp_path):
    row = {"student": "ada", "question": "q", "answer": "a", "code": "", "points": None, "mark": 2, "comment": ""}
    written.write_answers(tmp_path / "w.xlsx", [row], {})
    with pytest.raises(FramingError, match=r"ada, q has the mark 2, but a test gave the points there\. Write"):
        written.read_marks(tmp_path / "w.xlsx")


def test_the_rubric_is_that_of_the_instructors_guide(tmp_path):
    row = {"student": "ada", "question": "q", "answer": "a", "code": "", "points": 3, "mark": None, "comment": ""}
    written.write_answers(tmp_path / "w.xlsx", [row], {})
    rows = [tuple(map(str, row)) for row in load_workbook(tmp_path / "w.xlsx")["rubric"].iter_rows(values_only=True)]
    assert rows[: len(written.RUBRIC)] == written.RUBRIC
    guide = (Path(__file__).parents[1] / "docs" / "instructors.md").read_text(encoding="utf8")
    for row in written.RUBRIC:
        assert f"| {' | '.join(row)} |" in guide


def test_a_machine_that_starts_nothing_now_is_asked_again_next_time(key, handout, monkeypatch):
    def fails(*_):
        raise jobs.NotStarted("its process could not start: no memory")

    monkeypatch.setattr(jobs, "run_steps", fails)
    work = Submission("ada")
    monkeypatch.setattr(work, "files", Lying({NAME: text(fill(handout))}))
    result = grade_one(work, key, QUICK)
    assert result["reason"] == "its process could not start: no memory." and not result["keep"]


class Lying(dict):
    def each(self):
        return iter(self.items())


def result(student, *names):
    return {"student": student, "names": list(names), "notes": []}


def notes_of(*results, source='me = "your name"'):
    key = {"cells": [{"cell_type": "code", "source": source}]}
    return [r["notes"] for r in note_names(list(results), key)]


def test_names_are_compared_as_the_draw_compares_them():
    assert notes_of(result("a", "Ada "), result("b", "ADA")) == [
        ['the name "Ada" is also in the work of b: copied work, a borrowed name, or one student twice'],
        ['the name "ADA" is also in the work of a: copied work, a borrowed name, or one student twice'],
    ]
    assert notes_of(result("a", "Ada", "ada"), result("b", "Bo")) == [[], []]
    assert notes_of(result("a"), result("b", "YOUR NAME")) == [
        [],
        ['the name was left as "YOUR NAME": the data are nobody\'s own'],
    ]


def test_a_name_that_the_lesson_itself_uses_is_nobodys():
    lesson = "fr.my_data('04.1', 'Ada')\nme = 'your name'"
    assert notes_of(result("a", "Ada", "Al"), result("b", "Ada", "Bo"), source=lesson) == [[], []]
    assert notes_of(result("a", "Ada", "your name"), source=lesson) == [
        ['the name was left as "Ada" and "your name": the data are nobody\'s own']
    ]


def test_a_long_list_of_others_is_cut():
    same = notes_of(*[result(letter, "x") for letter in "abcde"])
    assert same[0] == [
        'the name "x" is also in the work of b, c, d and 1 more: copied work, a borrowed name, or one student twice'
    ]


def test_stopped_by_hand_the_command_says_how_to_go_on(week, capsys, monkeypatch):
    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("framing.teach.grading.grade.grade_folder", stop)
    assert main(["grade", str(week)]) == 130
    assert "stopped. Whoever was graded is kept: run the same command again" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("option", "message"),
    [
        (["--seconds", "0"], "0 is not above 0"),
        (["--memory", "much"], "invalid _above_0 value: 'much'"),
        (["--workers", "0"], "invalid choice: 0"),
    ],
)
def test_options_that_cannot_be_are_said(week, capsys, option, message):
    with pytest.raises(SystemExit):
        main(["grade", str(week), *option])
    assert message in capsys.readouterr().err
