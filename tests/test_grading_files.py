"""What Canvas, Moodle, browsers and students make of a file: each is found, read, and given to the right student."""

import io
import json
import zipfile
from pathlib import Path

import jupytext
import nbformat
import pytest
from test_grading import ANSWER_1, GIVEN, NAME, as_zip, fill, handout, key, text, week  # noqa: F401

from framing.tables import FramingError
from framing.teach.grading.beside import mend_paths, place_files
from framing.teach.grading.handed import CannotRead
from framing.teach.grading.lesson import read_lesson
from framing.teach.grading.precheck import CannotGrade, check_files
from framing.teach.grading.submissions import find_submissions


def put(folder, files):
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return {work.student: work for work in find_submissions(folder, "77_tiny")}


MOODLE = {
    "Ann Lee_11_assignsubmission_file_/a.ipynb": b"{}",
    "Ann Lee_11_assignsubmission_onlinetext_/onlinetext.html": b"Here it is",
    "Bo_12_assignsubmission_file/b.ipynb": b"{}",  # Moodle 3.8 and later
    "Group A-Cem Öz_13_assignsubmission_file_c.ipynb": b"{}",  # without folders
}
CANVAS = {
    "leecy_LATE_21_31_a.ipynb": b"{}",
    "leecy_21_32_mine.py": b"",
    "__MACOSX/x": b"",
    "doe_22_33_a.zip": b"no",
    "müllerjörg_23_34_77_tiny-1.ipynb": b"{}",
    "o_malley_24_35_77_tiny.ipynb": b"{}",
    "anon_Xy12z_36_77_tiny.ipynb": b"{}",
    "LATE_anon_Q1w2e_37_77_tiny.ipynb": b"{}",
    "typist_25_text.html": b"<p>n = 3</p>",
}


def test_moodles_zip_is_read_packed_unpacked_or_unpacked_into_a_folder(tmp_path):
    for n, files in enumerate(
        [
            {"COURSE-week4-77.zip": as_zip(MOODLE)},
            MOODLE,
            {f"COURSE-week4-77/{name}": content for name, content in MOODLE.items()},
            {"COURSE-week4-77.zip": as_zip({f"COURSE-week4-77/{name}": c for name, c in MOODLE.items()})},
        ]
    ):
        found = put(tmp_path / str(n), files)
        assert {name: work.moodle_id for name, work in found.items()} == {
            "Ann Lee": "11", "Bo": "12", "Group A-Cem Öz": "13",
        }  # fmt: skip
        assert set(found["Ann Lee"].files) == {"a.ipynb", "onlinetext.html"}
        assert list(found["Bo"].files) == ["b.ipynb"] and list(found["Group A-Cem Öz"].files) == ["c.ipynb"]


def test_canvas_zip_is_read_packed_unpacked_or_unpacked_into_a_folder(tmp_path):
    flat = {name: content for name, content in CANVAS.items() if "/" not in name}
    for n, files in enumerate(
        [{"submissions.zip": as_zip(CANVAS)}, CANVAS, {f"submissions/{name}": c for name, c in flat.items()}]
    ):
        found = put(tmp_path / str(n), files)
        assert {name: work.canvas_id for name, work in found.items()} == {
            "leecy": "21", "doe": "22", "müllerjörg": "23", "o_malley": "24", "typist": "25",
            "anon_Xy12z": "", "anon_Q1w2e": "",
        }  # fmt: skip
        assert set(found["leecy"].files) == {"a.ipynb", "mine.py"}
        assert found["doe"].troubles == ["a.zip cannot be unpacked: File is not a zip file"]
        assert list(found["müllerjörg"].files) == ["77_tiny-1.ipynb"]
        with pytest.raises(CannotGrade, match=r"There is: text\.html\. A \.html page shows a notebook"):
            check_files(found["typist"].files, {"cells": [], "title": ""})


def test_a_students_own_numbers_are_none_of_canvas(tmp_path):
    found = put(
        tmp_path,
        {
            "jane_2024_77_tiny.ipynb": b"{}",
            "bob/77_tiny.ipynb": b"{}",
            "bob/articles_2020_2021_all.csv": b"text\n",
            "77_tiny_carl (1).ipynb": b"{}",
            "dora.ipynb.txt": b"{}",
        },
    )
    assert list(found) == ["bob", "carl", "dora", "jane_2024"]
    assert not any(work.canvas_id for work in found.values())
    assert set(found["bob"].files) == {"77_tiny.ipynb", "articles_2020_2021_all.csv"}


def test_names_with_umlauts_spaces_and_backslashes_from_any_computer(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("OneDrive - Uni\\Kurs 4\\Über uns.ipynb", b"{}")  # some packers of Windows write backslashes
    backslashes = buffer.getvalue()
    old_windows = as_zip({"XX.ipynb": b"{}"}).replace(b"XX.ipynb", "Ü1.ipynb".encode("cp437"))
    old_macos = as_zip({"XX.ipynb": b"{}"}).replace(b"XX.ipynb", "Ü.ipynb".encode())
    found = put(
        tmp_path,
        {
            "Müller Jörg.zip": backslashes,
            "windows.zip": old_windows,
            "macos.zip": old_macos,
            "Jo\u0308rg/a\u0308.ipynb": b"{}",
        },
    )
    assert list(found["Müller Jörg"].files) == ["OneDrive - Uni/Kurs 4/Über uns.ipynb"]
    assert list(found["windows"].files) == ["Ü1.ipynb"] and list(found["macos"].files) == ["Ü.ipynb"]
    assert list(found["Jörg"].files) == ["ä.ipynb"]  # in one way of writing ö, as macOS does not


def test_zips_in_zips_are_unpacked_and_what_computers_add_is_left_out(tmp_path):
    inner = as_zip({NAME: b"{}", "__MACOSX/._x.ipynb": b"", ".ipynb_checkpoints/x.ipynb": b"", "Thumbs.db": b""})
    outer = as_zip({"hw/inner.zip": inner, "hw/.DS_Store": b"", "v/lib/site-packages/nb/t.ipynb": b"{}"})
    assert set(put(tmp_path, {"eve.zip": outer})["eve"].files) == {"eve.zip", f"hw/{NAME}"}


def test_a_zip_of_articles_beside_the_notebook_stays_and_is_unpacked_as_well(tmp_path):
    articles = as_zip({"articles/a.txt": b"one", "articles/b.txt": b"two"})
    found = put(tmp_path, {"eve.zip": as_zip({NAME: b"{}", "articles.zip": articles})})["eve"]
    assert set(found.files) == {NAME, "articles.zip", "articles/a.txt", "articles/b.txt"}
    assert dict(found.files.each()) == {name: found.files[name] for name in found.files}
    assert found.files["articles/b.txt"] == b"two"


def test_a_zip_cannot_lead_outside_nor_fill_the_memory(tmp_path, monkeypatch):
    evil = as_zip({"../../evil.py": b"x", "/etc/evil": b"x", "C:\\evil.py": b"x", NAME: b"{}"})
    assert set(put(tmp_path, {"eve.zip": evil})["eve"].files) == {"evil.py", "evil", NAME}
    monkeypatch.setattr("framing.teach.grading.submissions._MOST", 1000)
    large = as_zip({"articles.csv": b"0" * 2000, "b.csv": b"0" * 900, "c.csv": b"0" * 900, NAME: b"{}"})
    found = put(tmp_path, {"eve.zip": large})["eve"]
    assert set(found.files) == {"b.csv", NAME}  # the notebook, whatever lies beside it
    assert found.troubles[0].startswith("articles.csv (0 MB) was left out: a student's files may have 0.001 MB")


def test_a_file_that_cannot_be_read_is_a_reason_and_no_exception(tmp_path, key):  # noqa: F811
    locked = bytearray(as_zip({NAME: b"{}"}))
    for place in (locked.index(b"PK\x03\x04") + 6, locked.index(b"PK\x01\x02") + 8):
        locked[place] |= 1  # the bit that says a password is needed
    found = put(tmp_path, {"eve.zip": bytes(locked), "gone.ipynb": b"{}"})
    assert found["eve"].troubles == ["eve.zip cannot be unpacked: it has a password"]
    (tmp_path / "gone.ipynb").unlink()
    with pytest.raises(CannotGrade, match=r"gone\.ipynb cannot be read: No such file"):
        check_files(found["gone"].files, key)
    with pytest.raises(CannotRead, match="cannot be read"):
        dict(found["gone"].files.each())


def test_an_empty_or_missing_folder_says_what_to_do(tmp_path):
    with pytest.raises(FramingError, match=r"is empty\. Put what students handed in there"):
        find_submissions(tmp_path, "77")
    with pytest.raises(FramingError, match=r"There is no folder .*submitted\. Make it"):
        find_submissions(tmp_path / "submitted", "77")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("77_tiny.py", "A .py file has lost the cells that say which test is which. Ask for the .ipynb file."),
        ("77_tiny.html", "A .html page shows a notebook and cannot be run. Ask for the .ipynb file."),
        ("77_tiny.pdf", "A .pdf shows a notebook and cannot be run. Ask for the .ipynb file."),
        ("homework.docx", "A .docx file cannot be run. Ask for the .ipynb file."),
        ("77_tiny.rar", "A .rar file cannot be unpacked here. Ask for the .ipynb file."),
        ("77_tiny.png", "There is: 77_tiny.png. Ask for the .ipynb file."),
    ],
)
def test_what_is_no_notebook_says_what_to_ask_for(key, name, message):  # noqa: F811
    with pytest.raises(CannotGrade) as said:
        check_files({name: b"x"}, key)
    assert message in str(said.value) and "no notebook was handed in" in str(said.value)


@pytest.mark.parametrize("name", ["77_tiny.ipynb.txt", "77_tiny.json", "77_tiny.ipynb.json", "download.txt"])
def test_a_notebook_that_a_browser_saved_as_text_is_graded(handout, key, name):  # noqa: F811
    plan = check_files({name: text(fill(handout)), "notes.txt": b"to do"}, key)
    assert len(plan.steps) == 5 and plan.file == name


def colab(book):
    """As Colab saves it: no ids of cells, its own metadata, widgets without their state."""
    book.nbformat_minor = 0
    book.metadata = {
        "colab": {"provenance": [], "toc_visible": True},
        "kernelspec": {"name": "python3", "display_name": "Python 3"},
        "accelerator": "GPU",
        "widgets": {"application/vnd.jupyter.widget-state+json": {"abc": {"model_name": "HTMLModel"}}},
    }
    for number, cell in enumerate(book.cells):
        del cell["id"]
        cell.metadata = {"id": f"Zq{number}", "colab": {"base_uri": "https://localhost/"}}


def vs_code(book):
    book.metadata = {"language_info": {"name": "python"}, "orig_nbformat": 4, "vscode": {"interpreter": {"hash": "1"}}}
    for cell in book.cells:
        cell.metadata = {"vscode": {"languageId": cell.cell_type}}


def other_kernel(book):
    book.metadata = {"kernelspec": {"name": "conda-env-uni-py", "display_name": "Python [conda env:uni]"}}


def windows(book):
    for cell in book.cells:
        cell.source = cell.source.replace("\n", "\r\n")


def heavy(book):
    book.cells[GIVEN].outputs = [nbformat.v4.new_output("stream", text="x" * 2_000_000)]


@pytest.mark.parametrize("change", [colab, vs_code, other_kernel, windows, heavy])
def test_notebooks_of_other_programs_are_read(handout, key, change):  # noqa: F811
    book = fill(handout)
    change(book)
    plan = check_files({NAME: json.dumps(book).encode()}, key)
    assert [s["kind"] for s in plan.steps] == ["code", "code", "check", "code", "check"]
    assert plan.written == {"77_tiny-written-1": "Half of them."}
    assert not any("\r" in step["source"] for step in plan.steps)


def test_a_notebook_of_the_third_format_is_read(handout, key):  # noqa: F811
    old = nbformat.convert(fill(handout), 3)
    plan = check_files({NAME: nbformat.writes(old, version=3).encode()}, key)
    assert len(plan.steps) == 5 and plan.written == {"77_tiny-written-1": "Half of them."}


PLACED = ["My_Articles (1).csv", "data/terms.csv", "texts/a.txt"]


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        (r"C:\Users\jane\Desktop\my_articles.csv", "My_Articles (1).csv"),
        ("/content/drive/MyDrive/My_articles.csv", "My_Articles (1).csv"),
        ("my_articles.csv", "My_Articles (1).csv"),
        ("../terms.csv", "data/terms.csv"),
        ("~/course/texts/", "texts"),
        ("./data/terms.csv", "./data/terms.csv"),  # there as it is
        ("other.csv", "other.csv"),
        ("https://example.org/my_articles.csv", "https://example.org/my_articles.csv"),
        ("We read my_articles.csv", "We read my_articles.csv"),
        ("texts", "texts"),
    ],
)
def test_a_path_in_the_code_means_the_file_that_was_handed_in(path, meant):
    steps = [{"kind": "code", "source": f'ü = "é"; x = {path!r}; y = f"{{ü}}/my_articles.csv"\nprint(x)'}]
    notes = mend_paths(steps, PLACED)
    assert steps[0]["source"] == f'ü = "é"; x = {meant!r}; y = f"{{ü}}/my_articles.csv"\nprint(x)'
    assert notes == ([] if path == meant else [f'"{path}" in the code was read as "{meant}", which was handed in'])


def test_a_path_that_could_mean_two_files_and_a_test_are_left_alone():
    source = 'open("/home/jane/terms.csv")'
    steps = [{"kind": "code", "source": source}, {"kind": "code", "source": "%ls /x/my.csv"}]
    assert mend_paths(steps, ["a/terms.csv", "b/terms.csv", "my.csv"]) == [] and steps[0]["source"] == source
    assert mend_paths(steps, ["a/terms.csv", "jane/terms.csv"]) and "'jane/terms.csv'" in steps[0]["source"]
    check = [{"kind": "check", "source": source}]
    assert mend_paths(check, ["terms.csv"]) == [] and check[0]["source"] == source


def test_files_lie_where_they_lay_beside_the_notebook():
    names = ["hw/nb/10.ipynb", "hw/nb/a.csv", "hw/nb/d/x.csv", "hw/data/b.csv", "a.csv"]
    assert place_files(names, "hw/nb/10.ipynb") == {
        "hw/nb/a.csv": "a.csv", "hw/nb/d/x.csv": "d/x.csv", "hw/data/b.csv": "hw/data/b.csv",
    }  # fmt: skip


def test_an_answer_pasted_over_a_lost_cell_of_the_lesson_is_no_loss(handout, key):  # noqa: F811
    book = fill(handout)
    del book.cells[GIVEN]
    assert check_files({NAME: text(book)}, key).lost == {"text": 'text = "one two two three three three"'}
    assert check_files({NAME: text(fill(handout))}, key).lost == {}
    assert ANSWER_1 == 3


def plain(handout):  # noqa: F811
    """As notebooks/build.py makes it: the same cells, counted, without the marks of a test."""
    book = fill(handout)
    for number, cell in enumerate(book.cells):
        cell.id, cell.metadata = f"cell-{number:02d}", {}
    return book


def test_the_notebook_of_the_whole_project_is_graded_like_the_one_given_out(handout, key):  # noqa: F811
    book = plain(handout)
    plan = check_files({NAME: text(book)}, key)
    assert plan.notes == [] and plan.code["77_tiny-written-1"] == "" and len(plan.steps) == 5
    del book.cells[ANSWER_1]
    assert "the test" not in "".join(check_files({NAME: text(book)}, key).notes)
    book.cells[0].source = "# 78 Another lesson"
    for cell in book.cells[1:]:
        cell.source = "x = 1"
    with pytest.raises(CannotGrade, match="is not this lesson"):
        check_files({NAME: text(book)}, key)


SOLUTIONS = sorted((Path(__file__).parents[1] / "notebooks" / "solutions").glob("[0-9][0-9]_*.py"))


def test_the_instructors_guide_tells_the_points_of_every_lesson():
    told = []
    for source in SOLUTIONS:
        cells = read_lesson(source)[1]["cells"]
        points = {k: [c["points"] for c in cells if c["kind"] == k] for k in ("check", "written")}
        tests, written = points["check"], points["written"]
        assert tests, f"{source.stem} has no exercise that checks itself"
        told.append(f"| {source.stem[:2]} | {len(tests)} | {len(written)} | {sum(tests):g} + {sum(written):g} |")
    guide = (Path(__file__).parents[1] / "docs" / "instructors.md").read_text(encoding="utf8")
    assert "\n".join(told) in guide, "the table in docs/instructors.md should be:\n" + "\n".join(told)


@pytest.mark.parametrize("source", SOLUTIONS, ids=lambda path: path.stem)
def test_each_lesson_can_be_given_out_and_is_known_again_answered_with_or_without_metadata(source):
    book, lesson = read_lesson(source)
    for given, solved in zip(book.cells, jupytext.read(source).cells, strict=True):
        if "answer" in solved.metadata.get("tags", []):
            given.source = solved.source
    for number in range(2):
        if number:  # as notebooks/build.py makes it, for those who have the whole project
            for place, cell in enumerate(book.cells):
                cell.id, cell.metadata = f"cell-{place:02d}", {}
        plan = check_files({f"{source.stem}.ipynb": text(book)}, lesson)
        assert plan.notes == [] and all(plan.written.values()) and plan.lost == {}
        assert [s["where"] for s in plan.steps if s["kind"] == "check"] == [
            c["grade_id"] for c in lesson["cells"] if c["kind"] == "check"
        ]
