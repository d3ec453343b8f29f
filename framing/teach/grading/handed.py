"""A file that was handed in, alone or inside a zip: its size is known, its content is read when it is asked for.

A class hands in more than a memory holds: sixty students with their own articles. So nothing is kept that is not being
graded.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

UNREADABLE = (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError)


@dataclass(frozen=True)
class Handed:
    """A file on the disk; or, through the names in `inside`, a member of the zip that it is."""

    path: Path
    size: int
    inside: tuple[str, ...] = ()

    def read(self) -> bytes:
        if not self.inside:
            return self.path.read_bytes()
        with _opened(self.path, self.inside[:-1]) as archive:
            return archive.read(self.inside[-1])

    def members(self) -> dict[str, Handed]:
        """What is in it where it is a zip, by clean names. One of UNREADABLE where it cannot be unpacked."""
        found = {}
        with _opened(self.path, self.inside) as archive:
            for member in archive.infolist():
                if member.is_dir():
                    continue
                archive.open(member).close()  # a password or a way of packing that is not known: now and not later
                found[_clean(member)] = Handed(self.path, member.file_size, (*self.inside, member.filename))
        return found


class CannotRead(Exception):
    """Which file, and why; in one sentence for the instructor."""


class Files(Mapping[str, bytes]):
    """A student's files by name; each is read when it is asked for."""

    def __init__(self) -> None:
        self._handed: dict[str, Handed] = {}
        self.size = 0

    def hold(self, name: str, file: Handed) -> None:
        if name not in self._handed:
            self._handed[name] = file
            self.size += file.size

    def __getitem__(self, name: str) -> bytes:
        try:
            return self._handed[name].read()
        except UNREADABLE as reason:
            raise CannotRead(f"{name} cannot be read: {why(reason)}") from None

    def each(self) -> Iterator[tuple[str, bytes]]:
        """Names and contents. A zip is opened once, though a thousand articles may lie in it."""
        archives: dict[tuple, list[str]] = {}
        for name, file in self._handed.items():
            archives.setdefault((file.path, file.inside[:-1], bool(file.inside)), []).append(name)
        for (path, inside, is_packed), names in archives.items():
            if not is_packed:
                yield names[0], self[names[0]]
                continue
            try:
                with _opened(path, inside) as archive:
                    for name in names:
                        yield name, archive.read(self._handed[name].inside[-1])
            except UNREADABLE as reason:
                raise CannotRead(f"{path.name} cannot be unpacked: {why(reason)}") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._handed)

    def __len__(self) -> int:
        return len(self._handed)


def why(reason: Exception) -> str:
    """The reason in words: no errno, no path of this machine."""
    return "it has a password" if "password" in str(reason) else getattr(reason, "strerror", None) or str(reason)


@contextmanager
def _opened(path: Path, inside: tuple[str, ...]) -> Iterator[zipfile.ZipFile]:
    with zipfile.ZipFile(path) as outer:
        if not inside:
            yield outer
            return
        content = outer.read(inside[0])
        for name in inside[1:]:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                content = archive.read(name)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield archive


def _clean(member: zipfile.ZipInfo) -> str:
    """Its name with /, as it was meant; a name that leads out of the folder keeps its last part only."""
    name = member.filename
    if not member.flag_bits & 0x800:  # not marked as UTF-8: old macOS writes UTF-8 all the same
        with suppress(UnicodeError):  # else it is in the old letters of Windows, which zipfile has read
            name = name.encode("cp437").decode("utf8")
    parts = PurePosixPath(name.replace("\\", "/")).parts or ("file",)
    return "/".join(parts) if ".." not in parts and not parts[0].endswith((":", "/")) else parts[-1]
