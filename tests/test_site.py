"""The site: every lesson and every public name is on it, its links lead somewhere, nothing comes from elsewhere."""

import importlib.util
import json
import re
import runpy
from pathlib import Path

import pytest

import framing

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
spec = importlib.util.spec_from_file_location("site_build", DOCS / "build.py")
build = importlib.util.module_from_spec(spec)
spec.loader.exec_module(build)

PAGES = build.pages()
TEXTS = {name: content.decode() for name, content in PAGES.items() if name.endswith(".md")}
LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
GUIDES = sorted(p.name for p in DOCS.glob("*.md"))


def test_the_configuration_stops_at_errors_and_asks_no_other_machine():
    conf = runpy.run_path(str(DOCS / "conf.py"))
    assert conf["nb_execution_mode"] == "cache" and conf["nb_execution_raise_on_error"]
    assert conf["nb_ipywidgets_js"] == {}
    assert all((DOCS / "assets" / name).is_file() for name in conf["html_css_files"] + conf["html_js_files"])
    assert "://" not in (DOCS / "conf.py").read_text(encoding="utf8")


def test_runs_are_kept_for_one_state_of_code_and_data():
    fingerprint = runpy.run_path(str(DOCS / "conf.py"))["fingerprint"]
    assert re.fullmatch("[0-9a-f]{16}", fingerprint()) and fingerprint() == fingerprint()


def test_every_lesson_is_a_page_and_in_the_table():
    readme = (ROOT / "README.md").read_text(encoding="utf8")
    table = readme.split("## The lessons")[1].split("They are in")[0]
    for lesson in LESSONS:
        assert f"lessons/{lesson.name}" in PAGES
        assert f"| {lesson.name[:2]} " in table


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda p: p.stem)
def test_a_lesson_on_the_site_is_the_student_version(lesson):
    student = json.loads(lesson.read_text(encoding="utf8"))["cells"]
    shown = json.loads(PAGES[f"lessons/{lesson.name}"])["cells"]
    added = [cell for cell in shown if cell not in student]
    assert [cell["id"] for cell in added] == ["site-note", "site-describe"]
    assert [cell for cell in shown if cell not in added] == student


def test_every_public_name_has_a_page_and_a_line():
    rooms = {build.room_of(name) for name in framing.__all__}
    assert rooms == set(build.ROOMS)
    for name in framing.__all__:
        assert f"framing.{name}\n" in TEXTS[f"api/{name}.md"]
        assert TEXTS["api.md"].count(f"[{name}](api/{name}.md)") == 1


@pytest.mark.parametrize("name", GUIDES)
def test_links_of_the_guides_lead_to_pages(name):
    for target in re.findall(r"\]\(([^)\s]+)\)", TEXTS[name]):
        assert target.startswith("https://") or target.split("#")[0] in PAGES, target


def test_the_guides_name_files_and_functions_that_exist():
    for name in GUIDES:
        for path in re.findall(r"`((?:notebooks|data|docs|tests)/[\w./]*)`", TEXTS[name]):
            if path != "data/voice_quality.csv":
                assert (ROOT / path).exists() or "NN_" in path, path
        for function in re.findall(r"\bfr\.(\w+)", TEXTS[name]):
            assert function in framing.__all__, function


def test_set_up_is_the_same_in_readme_and_guide():
    readme = (ROOT / "README.md").read_text(encoding="utf8")
    commands = [line for line in readme.splitlines() if re.match(r"py -m venv|.*-m pip install|conda env", line)]
    assert len(commands) == 4
    for command in commands:
        assert command in TEXTS["students.md"]
        assert command.replace(".venv\\Scripts\\", ".venv/bin/").replace("py -m", "python3 -m") in TEXTS["students.md"]


def test_the_guide_says_plainly_whether_there_is_a_grader():
    graded = "grade" in (ROOT / "framing/cli.py").read_text(encoding="utf8")
    assert ("There is no automatic grading in this version" in TEXTS["instructors.md"]) is not graded


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ('<a href="b.html#here">b</a>', ""),
        ('<a href="https://python.org">elsewhere, on a click</a>', ""),
        ('<img src="data:image/png;base64,AA">', ""),
        ('<a href="c.html">c</a>', "a.html leads to c.html, which is not there"),
        ('<a href="b.html#gone">b</a>', "a.html leads to b.html#gone; the page has no such place"),
        ('<script src="https://cdn.example/x.js"></script>', "a.html loads https://cdn.example/x.js from elsewhere"),
        ('<link rel="stylesheet" href="//cdn.example/x.css">', "a.html loads //cdn.example/x.css from elsewhere"),
        ('<img src="gone.png">', "a.html leads to gone.png, which is not there"),
        ("<style>@import 'https://cdn.example/x.css'</style>", "a.html has a style that loads from elsewhere"),
    ],
)
def test_the_check_of_links(tmp_path, body, fault):
    (tmp_path / "a.html").write_text(body, encoding="utf8")
    (tmp_path / "b.html").write_text('<p id="here">', encoding="utf8")
    assert build.check(tmp_path) == ([fault] if fault else [])


def test_gathering_writes_only_what_is_new(tmp_path):
    build.gather(tmp_path)
    (tmp_path / "old.md").write_text("gone", encoding="utf8")
    before = {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*.md") if p.name != "old.md"}
    build.gather(tmp_path)
    assert {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*.md")} == before


def test_sphinx_builds_the_pages_without_a_warning(tmp_path):
    pytest.importorskip("sphinx", reason="the site is built where `make site` has been run")
    html = build.make(tmp_path, "-D", "nb_execution_mode=off")
    assert build.check(html) == []
