"""What lies in the folder of handed-in work -> each student's files, as Canvas, Moodle or a person left them.

doejane_LATE_4711_90210_04_compare_outlets-1.ipynb      Canvas, unpacked or as submissions.zip
Jane Doe_4711_assignsubmission_file_/04_….ipynb         Moodle, unpacked or as a zip
jane/04_compare_outlets.ipynb   jane.zip   jane.ipynb   by hand
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from ...tables import FramingError
from .handed import UNREADABLE, Files, Handed, why

# Canvas: the sortable name without spaces, LATE, the student's id, the file's id, the file (content_zipper.rb)
_CANVAS = re.compile(r"(?:(?P<name>.+?)_)??(?:LATE_)?(?P<id>\d+|anon_\w+?)_\d+_(?P<file>[^/]+)")
_CANVAS_TYPED = re.compile(r"(?:(?P<name>.+?)_)??(?:LATE_)?(?P<id>\d+|anon_\w+?)_(?P<file>(?:text|link)\.html)")
_MOODLE = re.compile(r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_(?:file|onlinetext)_?(?P<file>.*)")
# what computers put there by themselves, and an installed Python that was packed along with the work
_LEFT_OUT = re.compile(r"(^|/)(\.[^/]*|__MACOSX|__pycache__|site-packages|Thumbs\.db|desktop\.ini)(/|$)", re.I)
_COPY = re.compile(r"(?:[ _]?\(\d{1,2}\)|-\d{1,2}|[ _-]+(?:copy|kopie) ?\d*)+$", re.I)
_MOST = 200_000_000  # bytes of one student, unpacked: far above any notebook, far below what fills a memory
_DEEPEST = 3  # zips in zips


@dataclass
class Submission:
    """One student's files by name; what Canvas and Moodle call the student; what went wrong with a file."""

    student: str
    files: Files = field(default_factory=Files)
    canvas_id: str = ""
    moodle_id: str = ""
    troubles: list[str] = field(default_factory=list)


def find_submissions(folder: Path, lesson: str) -> list[Submission]:
    """All students' work in a folder, in the order of their names."""
    if not folder.is_dir():
        raise FramingError(f"There is no folder {folder.as_posix()}. Make it, and put what students hand in there.")
    found: dict[str, Submission] = {}
    for entry in sorted(folder.iterdir()):
        for name, file in _students_work(entry).items():
            _add(found, name, file, lesson)
    if not found:
        raise FramingError(
            f"{folder.as_posix()} is empty. Put what students handed in there: the folder or .zip that Canvas or "
            "Moodle gives, or a folder for each student."
        )
    return sorted(found.values(), key=lambda s: (s.student.casefold(), s.canvas_id, s.moodle_id))


def without_copy_number(stem: str) -> str:
    """`04 (1)`, `04-Copy1` and `04-2` are 04: a browser, Jupyter and Canvas count copies.

    >>> [without_copy_number(stem) for stem in ("04 (1)", "04-Copy1", "04-2", "04 - Copy (2)", "04_final")]
    ['04', '04', '04', '04', '04_final']
    """
    return _COPY.sub("", stem) or stem


def _students_work(entry: Path) -> dict[str, Handed]:
    """The files of one entry; those of a folder or zip that holds many students' work without its own name."""
    if _LEFT_OUT.search(entry.name):
        return {}
    if entry.is_file():
        file = Handed(entry, entry.stat().st_size)
        many = _holds_many(members := _members_of(file)) or entry.stem.lower().startswith("submissions")
        return _without_common(members) if many and not _vendor(entry.name) and members else {entry.name: file}
    paths = [p for p in sorted(entry.rglob("*")) if p.is_file()]
    inside = {p.relative_to(entry).as_posix(): Handed(p, p.stat().st_size) for p in paths}
    inside = {name: file for name, file in inside.items() if not _LEFT_OUT.search(name)}
    if _holds_many(inside) and not _vendor(entry.name):
        return _without_common(inside)
    return {f"{entry.name}/{name}": file for name, file in inside.items()}


def _members_of(file: Handed) -> dict[str, Handed]:
    if file.path.suffix.lower() != ".zip":
        return {}
    try:
        return {name: member for name, member in file.members().items() if not _LEFT_OUT.search(name)}
    except UNREADABLE:
        return {}  # _keep says what is wrong with it


def _holds_many(names: Iterable[str]) -> bool:
    """Whether a folder or zip is one of Canvas or Moodle. A single folder around everything is looked through."""
    paths = [PurePosixPath(name).parts for name in _without_common({name: None for name in names})]
    if any(_MOODLE.fullmatch(parts[0]) for parts in paths):
        return True
    return bool(paths) and all(len(parts) == 1 and _vendor(parts[0]) for parts in paths)


def _without_common(files: dict) -> dict:
    firsts = {name.partition("/")[0] for name in files}
    if len(firsts) != 1 or any("/" not in name for name in files) or _vendor(next(iter(firsts))):
        return files
    return _without_common({name.partition("/")[2]: file for name, file in files.items()})


def _vendor(name: str) -> re.Match | None:
    return _MOODLE.fullmatch(name) or _CANVAS.fullmatch(name) or _CANVAS_TYPED.fullmatch(name)


def _add(found: dict[str, Submission], name: str, file: Handed, lesson: str) -> None:
    name = unicodedata.normalize("NFC", name.encode("utf8", "replace").decode())
    first, _, rest = name.partition("/")
    canvas = moodle = ""
    if match := _MOODLE.fullmatch(first):
        student, moodle, inside = match["name"], match["id"], rest or match["file"]
    elif not rest and (match := _from_canvas(first, lesson)):
        number = match["id"]
        canvas = number if number.isdigit() else ""  # anonymous work has a code that no import knows
        student, inside = match["name"] or number, match["file"]
    elif rest:
        student, inside = first, rest
    else:
        bare = first.split(".ipynb")[0] if ".ipynb" in first else PurePosixPath(first).stem
        student, inside = without_copy_number(bare.replace(lesson, "")).strip(" _-") or bare, first
    work = found.setdefault(f"{student} {canvas}{moodle}", Submission(student, canvas_id=canvas, moodle_id=moodle))
    _keep(work, inside, file)


def _from_canvas(name: str, lesson: str) -> re.Match | None:
    """`jane_2024_04_compare_outlets.ipynb` was named by jane: the 04 is the lesson's, and no number of Canvas."""
    place = name.find(f"_{lesson}")
    before = _CANVAS.fullmatch(f"{name[:place]}_file") if place > 0 else True
    return (_CANVAS.fullmatch(name) or _CANVAS_TYPED.fullmatch(name)) if before else None


def _keep(work: Submission, name: str, file: Handed, depth: int = 0) -> None:
    """A file; of a zip, what is inside. A zip without a notebook stays as well: it may be what the notebook reads."""
    members: dict[str, Handed] = {}
    if name.lower().endswith(".zip") and depth < _DEEPEST and (file.size <= _MOST or not file.inside):
        try:
            members = {n: m for n, m in file.members().items() if not _LEFT_OUT.search(n)}
        except UNREADABLE as reason:
            work.troubles.append(f"{name} cannot be unpacked: {why(reason)}")
    home = name.rpartition("/")[0]
    if not any(".ipynb" in n.lower() for n in members):
        _hold(work, name, file)
    for inner, member in members.items():
        _keep(work, f"{home}/{inner}" if home else inner, member, depth + 1)


def _hold(work: Submission, name: str, file: Handed) -> None:
    before = 0 if ".ipynb" in name.lower() else work.files.size  # what lies beside it must not push the notebook out
    if file.size + before > _MOST:
        work.troubles.append(
            f"{name} ({file.size / 1e6:,.0f} MB) was left out: a student's files may have {_MOST / 1e6:g} MB together"
        )
    else:
        work.files.hold(unicodedata.normalize("NFC", name), file)
