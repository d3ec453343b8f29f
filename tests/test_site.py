"""The site: every lesson and every public name is on it, its links lead somewhere, nothing comes from elsewhere.

How it looks in a browser, and whether everyone can read it, is looked at by benchmarks/look_site.py.
"""

import importlib.util
import json
import re
import runpy
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

import framing

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


def module(name: str):
    spec = importlib.util.spec_from_file_location(f"site_{name}", DOCS / f"{name}.py")
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


@pytest.fixture(scope="module")
def markup():
    pytest.importorskip("sphinx", reason="needed where `make site` has been run, and nowhere else")
    return module("markup")


build = module("build")
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
def test_a_lesson_on_the_site_is_the_student_version_with_a_line_to_download_it(lesson):
    student = json.loads(lesson.read_text(encoding="utf8"))["cells"]
    shown = json.loads(PAGES[f"lessons/{lesson.name}"])["cells"]
    title, note, rest = re.fullmatch(r"(# .+?\n\n)(```{container} .+?```\n)(.*)", shown[0]["source"], re.S).groups()
    assert title.strip() + "\n" + rest == "".join(student[0]["source"])
    assert f"</notebooks/{lesson.name}>" in note and f"notebooks/{lesson.name}" in PAGES
    assert shown[1]["id"] == "site-prepare" and shown[1]["metadata"]["tags"] == ["remove-cell"]
    assert shown[2:] == student[1:]


def test_the_table_of_lessons_leads_to_them_and_the_menu_is_in_their_order():
    for lesson in LESSONS:
        assert TEXTS["README.md"].count(f"](lessons/{lesson.name}) |") == 1
    menu = [line for line in TEXTS["index.md"].split("```{toctree}")[1].splitlines() if line and line[0] not in ":`"]
    assert menu == ["students", "lessons", "lessons/*"]


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


PANDAS = """<div><style scoped>.dataframe {}</style><table border="1" class="dataframe">
<thead><tr style="text-align: right;"><th></th><th>outlet</th><th>rate</th></tr></thead>
<tbody><tr><th>0</th><td>A</td><td>1.5</td></tr>
<tr><th>1</th><td>B</td><td>NaN</td></tr></tbody></table></div>"""


def test_a_table_of_pandas_on_the_site(markup):
    wanted = """<div><table class="dataframe">
<thead><tr><td></td><th>outlet</th><th class="number">rate</th></tr></thead>
<tbody><tr><th>0</th><td>A</td><td class="number">1.5</td></tr>
<tr><th>1</th><td>B</td><td class="number">NaN</td></tr></tbody></table></div>"""
    assert markup.mended(PANDAS) == wanted


def test_row_names_over_several_rows_do_not_shift_the_columns(markup):
    index = pd.MultiIndex.from_tuples([("A", "x"), ("A", "y"), ("B", "x")], names=["outlet", "voice"])
    page = markup.mended(pd.DataFrame({"n": [1, 2, 3], "term": ["a", "b", "c"]}, index=index)._repr_html_())
    assert re.findall(r'class="number">(\w*)<', page) == ["n", "", "1", "2", "3"]
    assert "long" not in page
    assert "<th></th>" not in page and len(re.findall("<th[ >]", page)) == 4 + 5


def test_a_column_of_sentences_gets_room(markup):
    page = markup.mended(pd.DataFrame({"title": ["Five outlets and one court, counted"], "n": [5]})._repr_html_())
    assert re.findall(r'class="(\w+)">(\w*)', page)[1:] == [
        ("long", "title"),
        ("number", "n"),
        ("long", "Five"),
        ("number", "5"),
    ]


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (["1", "1,234", "0.05", "-3.2", "1e-16", "12%"], True),
        (["1", "–", "", "NaN", "inf"], True),
        (["000", "001"], False),
        (["2020-06-11"], False),
        (["0.5", "narrator"], False),
        (["", ""], False),
        ([], False),
    ],
)
def test_columns_of_numbers(markup, texts, numbers):
    assert markup.are_numbers(texts) is numbers


def test_a_change_of_the_menu_renews_all_pages(markup):
    title = SimpleNamespace(astext=lambda: "The lessons")
    env = SimpleNamespace(titles={"lessons": title}, toctree_includes={"lessons": ["a"]}, found_docs={"b", "lessons"})
    assert markup.renew_menus(None, env) == []
    assert markup.renew_menus(None, env) == []
    env.toctree_includes = {"lessons": ["a", "c"]}
    assert markup.renew_menus(None, env) == ["b", "lessons"]
    assert markup.renew_menus(None, env) == []


def test_sphinx_builds_the_pages_without_a_warning(markup, tmp_path, monkeypatch):
    guides = "".join(TEXTS[name] for name in GUIDES if name != "api.md")
    linked = set(re.findall(r"\]\(api/(\w+)\.md\)", guides))
    monkeypatch.setattr(framing, "__all__", sorted(linked))  # `make site` builds them all, and takes its time
    html = build.make(tmp_path, "-D", "nb_execution_mode=off")
    assert build.check(html) == []
    for path in html.rglob("*.html"):
        page = path.read_text(encoding="utf8")
        assert len(re.findall("<h1[ >]", page)) == 1, path.name
        assert page.count("<aside aria-label=") == 2 and "<aside class=" not in page, path.name
