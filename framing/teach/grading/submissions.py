"""What lies in the folder of handed-in work -> each student's files, as Canvas, Moodle or a person left them.

janedoe_LATE_4711_90210_04_compare_outlets-1.ipynb      Canvas, unpacked or as submissions.zip
Jane Doe_4711_assignsubmission_file_/04_….ipynb         Moodle, unpacked or as a zip
jane/04_compare_outlets.ipynb   jane.zip   jane.ipynb   by hand
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from ...tables import FramingError

_CANVAS = re.compile(r"(?P<name>[^_]+)_(?:LATE_)?(?P<id>\d+)_\d+_(?P<file>.+)")
_MOODLE = re.compile(r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_(?:file|onlinetext)_?(?P<file>.*)")
_LEFT_OUT = re.compile(r"(^|/)(\.[^/]*|__MACOSX|__pycache__)(/|$)")
_MOST = 200_000_000  # bytes of one student, unpacked: far above any notebook, far below what fills a memory


@dataclass
class Submission:
    """One student's files by name; what Canvas and Moodle call the student; what went wrong with a file."""

    student: str
    files: dict[str, bytes] = field(default_factory=dict)
    canvas_id: str = ""
    moodle_id: str = ""
    troubles: list[str] = field(default_factory=list)


def find_submissions(folder: Path, lesson: str) -> list[Submission]:
    """All students' work in a folder, in the order of their names."""
    if not folder.is_dir():
        raise FramingError(f"There is no folder {folder.as_posix()}. Make it, and put what students hand in there.")
    found: dict[str, Submission] = {}
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        name = path.relative_to(folder).as_posix()
        if _LEFT_OUT.search(name):
            continue
        if "/" not in name and path.suffix.lower() == ".zip" and (members := _bulk(path)) is not None:
            for inner, content in members.items():
                _add(found, inner, content, lesson)
        else:
            _add(found, name, path, lesson)
    if not found:
        raise FramingError(
            f"{folder.as_posix()} is empty. Put what students handed in there: the folder or .zip that Canvas or "
            "Moodle gives, or a folder for each student."
        )
    return sorted(found.values(), key=lambda s: (s.student.casefold(), s.canvas_id, s.moodle_id))


def _add(found: dict[str, Submission], name: str, content: Path | bytes, lesson: str) -> None:
    parts = PurePosixPath(name).parts
    canvas = moodle = ""
    if match := _MOODLE.fullmatch(parts[0]):
        student, moodle = match["name"], match["id"]
        inside = "/".join(parts[1:]) or match["file"]
    elif len(parts) == 1 and (match := _CANVAS.fullmatch(parts[0])):
        student, canvas, inside = match["name"], match["id"], match["file"]
    elif len(parts) > 1:
        student, inside = parts[0], "/".join(parts[1:])
    else:
        bare = parts[0].split(".")[0]
        student, inside = bare.replace(lesson, "").strip(" _-") or bare, parts[0]
    work = found.setdefault(f"{student} {canvas}{moodle}", Submission(student, canvas_id=canvas, moodle_id=moodle))
    content = content if isinstance(content, bytes) else _read(content, work)
    if content is not None:
        _keep(work, inside, content)


def _read(path: Path, work: Submission) -> bytes | None:
    try:
        if path.stat().st_size > _MOST:
            raise OSError(f"it is larger than {_MOST // 1_000_000} MB")
        return path.read_bytes()
    except OSError as reason:
        work.troubles.append(f"{path.name} cannot be read: {reason.strerror or reason}")
        return None


def _keep(work: Submission, name: str, content: bytes) -> None:
    """A file; of a zip, what is inside."""
    members: dict[str, bytes] = {name: content}
    if name.lower().endswith(".zip"):
        try:
            members = _unpack(content)
        except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError) as reason:
            work.troubles.append(f"{name} cannot be unpacked: {reason}")
            return
    if sum(map(len, (*work.files.values(), *members.values()))) > _MOST:
        work.troubles.append(f"{name} was left out: more than {_MOST // 1_000_000} MB together")
        return
    work.files |= members


def _unpack(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        inside = [m for m in archive.infolist() if not m.is_dir() and not _LEFT_OUT.search(m.filename)]
        if sum(m.file_size for m in inside) > _MOST:
            raise OSError(f"it holds more than {_MOST // 1_000_000} MB")
        # a name that leads out of the folder keeps its last part only
        return {_inside(m.filename): archive.read(m) for m in inside}


def _inside(name: str) -> str:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return "/".join(parts) if ".." not in parts and not parts[0].endswith((":", "/")) else parts[-1]


def _bulk(path: Path) -> dict[str, bytes] | None:
    """The members of a zip that holds many students' work; None where it is one student's own."""
    try:
        with zipfile.ZipFile(path) as archive:
            firsts = [PurePosixPath(n).parts[0] for n in archive.namelist() if n]
        many = any(_CANVAS.fullmatch(n) or _MOODLE.fullmatch(n) for n in firsts)
        if _CANVAS.fullmatch(path.name) or not (many or path.stem.lower().startswith("submissions")):
            return None
        with zipfile.ZipFile(path) as archive:
            inside = [m for m in archive.infolist() if not m.is_dir() and not _LEFT_OUT.search(m.filename)]
            return {m.filename: archive.read(m) for m in inside if m.file_size <= _MOST}
    except (zipfile.BadZipFile, RuntimeError):
        return None  # _keep says what is wrong with it
