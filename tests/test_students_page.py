"""The students' page: what it tells them to type is there, and the errors it explains are those that Python raises."""

import re
from pathlib import Path

import pytest

import framing as fr

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "students.md").read_text(encoding="utf8")
CODE = re.findall(r"^\s*```\n(.*?)^\s*```", PAGE, re.M | re.S)
MADE = """
import framing as fr
import pandas as pd
table = pd.DataFrame({"outlet": ["X"], "frame": ["law"], "part": ["text"]})
"""


def test_the_files_and_targets_that_are_typed_exist():
    typed = "\n".join(CODE)
    named = re.findall(r"(?:install -r|-f) (\S+)", typed) + re.findall(r"jupyter lab (\S+)", typed)
    assert set(named) == {"requirements.lock", "environment.yml", "notebooks"}
    assert all((ROOT / name).exists() for name in named)
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf8"), re.M)
    assert set(re.findall(r"make (lab|look)\b", PAGE)) <= set(targets)


def test_every_set_up_begins_with_a_new_environment_and_ends_in_a_kernel_or_jupyterlab():
    for block in CODE:
        lines = block.split("\n")[:-1]
        if any("-m venv" in line for line in lines):
            assert re.search(r"jupyter lab notebooks$|ipykernel install", lines[-1])


def test_the_first_lesson_has_as_many_charts_as_are_promised():
    lesson = (ROOT / "notebooks" / "00_one_court_five_outlets.ipynb").read_text(encoding="utf8")
    assert lesson.count("plt.show()") == 3 and "three charts" in PAGE


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("import framing_of_another_python", "No module named"),
        ("articles", "name 'articles' is not defined"),
        ('table[["outlet", "outlets"]]', "['outlets'] not in index"),
        ("table.outlets", "'DataFrame' object has no attribute 'outlets'"),
        ('table[table.frame == "law" and table.part == "text"]', "The truth value of a Series is ambiguous"),
        ('table[table.frame = "law"]', "cannot assign to attribute here"),
        ("answer = “Vox”", "invalid character '“'"),
        ("answer = len(table", "'(' was never closed"),
        (r'fr.read_articles("C:\Users\ada\my_articles.csv")', "'unicodeescape' codec can't decode"),
        ('fr.measure_outlets(table, table, "term")', "takes 2 positional arguments but 3 were given"),
    ],
)
def test_an_error_on_the_page_is_the_one_that_is_raised(line, error):
    names = {}
    exec(MADE, names)
    with pytest.raises(Exception) as raised:
        exec(compile(line, "cell", "exec"), names)
    assert not isinstance(raised.value, fr.FramingError)
    assert error in str(raised.value) and error in PAGE
