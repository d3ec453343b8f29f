import subprocess
import sys

import pandas as pd
import pytest

from framing.cli import main
from framing.read.datasets import data_folder

ICC = str(data_folder() / "lexicons" / "icc.csv")


def test_report_on_the_teaching_articles_says_that_they_are_invented(tmp_path, capsys):
    assert main(["report", "teaching", "-o", str(tmp_path / "page.html"), "--about", "No network."]) == 0
    page = (tmp_path / "page.html").read_text(encoding="utf8")
    assert "No network. Invented articles: made-up outlets" in page
    assert "Open it in a browser." in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_score_writes_every_table(tmp_path, kind):
    assert main(["score", "teaching", "-o", str(tmp_path), "--format", kind]) == 0
    names = {p.stem for p in tmp_path.iterdir()}
    assert names == {
        "ledger",
        "articles",
        "removals",
        "mentions",
        "rates",
        "rates_by_voice",
        "rates_by_term",
        "differences",
    }
    read = pd.read_csv if kind == "csv" else pd.read_parquet
    assert read(tmp_path / f"rates.{kind}").n_mentions.sum() == len(read(tmp_path / f"mentions.{kind}"))


def test_articles_of_ones_own_with_strange_columns(tmp_path):
    table = pd.DataFrame({"Paper": ["X", "Y"], "Words": ["They call it lawfare.", "Nothing."]})
    table.to_csv(tmp_path / "mine.csv", index=False)
    options = ["--lexicon", ICC, "--column", "Paper=outlet", "--column", "Words=text", "-o", str(tmp_path / "scores")]
    assert main(["score", str(tmp_path / "mine.csv"), *options]) == 0
    assert pd.read_csv(tmp_path / "scores" / "mentions.csv").found.tolist() == ["lawfare"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["report", "nowhere.csv", "--lexicon", ICC], "There is nothing at nowhere.csv"),
        (
            ["report", "teaching", "--lexicon", "none.csv"],
            "There is no lexicon at none.csv. Give the path of a CSV file",
        ),
        (["report", "teching"], "There is no file teching and no data set of that name. Data sets: teaching, "),
        (["report", ICC], "Which terms? Name a lexicon: --lexicon terms.csv (columns term, frame, source)."),
        (
            ["score", "a.csv", "--lexicon", ICC, "--column", "Body"],
            "--column Body has no =. Write their name, = and ours: --column Body=text.",
        ),
        (["fetch", "everything"], "There is no data set 'everything' to fetch. There is: news-articles."),
    ],
)
def test_what_goes_wrong_is_one_sentence_and_no_traceback(arguments, message, capsys):
    assert main(arguments) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"framing: {message}") and "Traceback" not in said


@pytest.mark.parametrize("command", ["report", "score", "fetch", "assign", "grade"])
def test_every_command_has_help(command, capsys):
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"])
    assert stopped.value.code == 0 and "usage: framing" in capsys.readouterr().out


def test_an_interruption_is_said_without_a_traceback(monkeypatch, capsys):
    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr("framing.show.report.write_report", lambda *a, **k: interrupted(a))
    assert main(["report", "teaching"]) == 130
    assert capsys.readouterr().err.endswith("framing: stopped. Nothing half was kept.\n")


def test_python_dash_m_framing_works():
    done = subprocess.run([sys.executable, "-m", "framing", "fetch", "x"], capture_output=True, text=True)
    assert done.returncode == 1 and done.stderr.startswith("framing: There is no data set 'x'")
