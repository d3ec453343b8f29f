"""A file that is one article: what its readers return, and the simplest of them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from ..tables import FramingError
from .encoding import NO_ENCODING, decode


class Document(NamedTuple):
    """What a file says by itself; a manifest knows better."""

    text: str
    title: str = ""
    published: str = ""
    doubt: str = ""  # what had to be supposed to read it


class Unreadable(FramingError):
    """One file that cannot be read: an error if it is the only one, a reason in the ledger of a folder."""

    def __init__(self, path: Path, reason: str, mend: str):
        super().__init__(f"{path.name}: {reason}. {mend}.")
        self.reason = reason


def opened(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(path, f"cannot be opened: {error.strerror}", "Give the path of a file you may read") from None


def read_plain(path: Path) -> Document:
    try:
        text, doubt = decode(opened(path))
    except UnicodeDecodeError:
        raise Unreadable(path, NO_ENCODING, "Save it as UTF-8 in the program it comes from") from None
    return Document(text, doubt=doubt)
