"""Zip files: what is unpacked from them, and what is refused."""

from __future__ import annotations

import lzma
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import NamedTuple

from tqdm import tqdm

from ..tables import FramingError

_MOST = 20_000_000_000  # bytes unpacked: more text than a laptop can hold
# Text packs to a tenth; deflate cannot pack tighter than 1 : 1,032. Small entries of blanks may come near to that.
_TIGHTEST, _BIG = 1000, 100_000_000


class Unpacked(NamedTuple):
    folder: Path
    lost: list[tuple[str, int, str]]  # a row of the ledger for each entry that was left in the zip


@contextmanager
def unpacked(path: Path, why_not: Callable[[str], str]) -> Iterator[Unpacked]:
    """What the zip holds, in a folder that is gone afterwards; `why_not` says why a name is not worth unpacking.

    A zip made of one folder is read as that folder, so that both give the same articles.
    """
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise FramingError(
            f"{path.name} cannot be read as a zip: {error}. Pack the folder anew, or give the path of the folder."
        ) from None
    with archive, tempfile.TemporaryDirectory() as place:
        refuse_bombs(archive, path)
        entries = [(_name(info), info) for info in archive.infolist() if not info.is_dir()]
        entries = [(name, info) for name, info in entries if not is_hidden(name)]
        lost = []
        for name, info in tqdm(entries, f"Unpacking {path.name}", unit=" files", delay=2, disable=None):
            reason = _refusal(name, info) or why_not(name) or _unpack(archive, info, Path(place, name))
            if reason:
                lost.append((name, 1, reason))
        tops = {name.partition("/")[0] for name, _ in entries if _is_inside(name)}
        top = f"{tops.pop()}/" if len(tops) == 1 and all("/" in name for name, _ in entries) else ""
        folder = Path(place, top)
        folder.mkdir(exist_ok=True)
        yield Unpacked(folder, [(name.removeprefix(top), position, reason) for name, position, reason in lost])


def refuse_bombs(archive: zipfile.ZipFile, path: Path) -> None:
    """Raise a FramingError for a file that is made to fill the disk; zipfile never unpacks more than it declares."""
    total = sum(info.file_size for info in archive.infolist())
    if total > _MOST:
        raise FramingError(
            f"{path.name} would unpack to {total / 1e9:,.0f} GB, and at most 20 are unpacked. "
            "Unpack it yourself if you trust it, and read its folders one by one."
        )
    for info in archive.infolist():
        if info.file_size > _BIG and info.file_size > _TIGHTEST * info.compress_size:
            raise FramingError(
                f"{path.name} is not unpacked: {info.filename} would grow from {info.compress_size:,} to "
                f"{info.file_size:,} bytes, which no text does. "
                "Unpack it yourself if you trust it, and read the folder."
            )


def is_hidden(name: str) -> bool:
    """Whether a file is one of those that systems and programs keep for themselves beside ours."""
    parts = PurePosixPath(name).parts
    return any((part.startswith((".", "~$")) and part != "..") or part == "__MACOSX" for part in parts)


def _name(info: zipfile.ZipInfo) -> str:
    """The name as it was meant: macOS writes UTF-8 without saying so, old Windows programs write \\."""
    name = info.filename
    if not info.flag_bits & 0x800:  # said to be code page 437
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/").removeprefix("./")


def _is_inside(name: str) -> bool:
    return not (name.startswith("/") or PureWindowsPath(name).drive or ".." in PurePosixPath(name).parts)


def _refusal(name: str, info: zipfile.ZipInfo) -> str:
    if not _is_inside(name):
        return "its name leads out of the zip"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "a link, not a file"
    if info.flag_bits & 1:
        return "encrypted; unpack the zip with its password and read the folder"
    return ""


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path) -> str:
    """Write one entry, and return what went wrong. Not `extract`, which changes names without a word."""
    try:
        if target.exists():
            return "a file of the same name comes before it in the zip"
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(info) as packed, target.open("xb") as file:
            shutil.copyfileobj(packed, file)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError) as error:
        target.unlink(missing_ok=True)
        return f"cannot be unpacked: {error}"
    except (OSError, ValueError) as error:  # a name that this system does not allow, a disk that is full
        return f"cannot be unpacked: {getattr(error, 'strerror', None) or error}"
    return ""
