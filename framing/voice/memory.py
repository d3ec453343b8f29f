"""What was found in a text before, kept on disk by the content of the text, so that nothing is read twice.

The file holds places, names and cues, no text. It belongs to one state of the code and the model: when either changes,
a new file begins and the old one goes.
"""

from __future__ import annotations

import json
import os
import sqlite3
import warnings
import zlib
from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).parents[1]
_AT_ONCE = 500  # keys asked for in one statement; SQLite allows 999


def key_of(title: str, text: str) -> bytes:
    """The same for the same title and text, whatever the article is called."""
    return blake2b(f"{len(title)} {title}{text}".encode("utf-8", "surrogatepass"), digest_size=16).digest()


class Memory:
    """Rows by key. Where the disk cannot be written, a warning says so once and nothing is kept."""

    def __init__(self, model: Path):
        self._connection = _connect(_file_for(model))

    def recall(self, keys: list[bytes]) -> dict[bytes, list]:
        """The rows of those `keys` that are known."""
        if self._connection is None:
            return {}
        known = {}
        for at in range(0, len(keys), _AT_ONCE):
            some = keys[at : at + _AT_ONCE]
            marks = ",".join("?" * len(some))
            for key, rows in self._connection.execute(f"SELECT key, rows FROM found WHERE key IN ({marks})", some):
                known[key] = json.loads(zlib.decompress(rows))
        return known

    def keep(self, found: Iterable[tuple[bytes, list]]) -> None:
        if self._connection is not None:
            packed = [(key, zlib.compress(json.dumps(rows).encode(), 1)) for key, rows in found]
            with self._connection:
                self._connection.executemany("INSERT OR REPLACE INTO found VALUES (?, ?)", packed)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()


def folder() -> Path:
    """Where the files are: the user's cache, or the folder that FRAMING_DATA names."""
    return Path(os.environ.get("FRAMING_DATA") or platformdirs.user_cache_dir("framing", appauthor=False))


@cache
def _file_for(model: Path) -> Path:
    state = blake2b(model.read_bytes(), digest_size=6)
    for room in ("text", "voice"):
        for source in sorted((_PACKAGE / room).glob("*.py")):
            state.update(source.read_bytes())
    return folder() / f"voices-{model.stem}-{state.hexdigest()}.sqlite"


def _connect(path: Path) -> sqlite3.Connection | None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            for old in path.parent.glob(f"{path.stem.rpartition('-')[0]}-*.sqlite*"):
                old.unlink()
        connection = sqlite3.connect(path, timeout=60)
        connection.execute("CREATE TABLE IF NOT EXISTS found (key BLOB PRIMARY KEY, rows BLOB) WITHOUT ROWID")
    except (OSError, sqlite3.Error) as problem:
        warnings.warn(
            f"The voices found are not kept for next time, because {path.parent} cannot be written ({problem}). "
            "Name another folder: set the environment variable FRAMING_DATA.",
            stacklevel=5,
        )
        return None
    return connection
