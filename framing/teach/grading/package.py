"""The students' zip: the notebook, the data it needs, and what to install, so that nothing is missing after a download.

framing is in no package index that a campus can be sure of. So the zip holds it as a wheel, with all its data.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zipfile
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from ...tables import FramingError
from .lesson import find_lesson, read_lesson

_PACKAGE = Path(__file__).parents[2]
_WHEN = (2020, 1, 1, 0, 0, 0)  # the same bytes whenever it is made
_README = """{title}
{line}

1. Unpack this zip into a folder of your own. Do not work inside the zip.
2. Install, once for the whole course. Have you done it for an earlier lesson, or for the whole project? Then put
   {notebook} into that folder, and go on with 3. Else, in this folder, in a terminal (Windows: PowerShell):

       python3 -m venv .venv                                  (macOS, Linux)
       .venv/bin/python -m pip install -r requirements.txt

       py -m venv .venv                                       (Windows)
       .venv\\Scripts\\python -m pip install -r requirements.txt

   With conda instead: conda env create -f environment.yml, then conda activate framing-course.
3. Start it:

       .venv/bin/jupyter lab {notebook}            (Windows: .venv\\Scripts\\jupyter lab {notebook})
       jupyter lab {notebook}                      (with conda)
4. Where the notebook says me = "your name", write your name: it decides which data are yours.
   Fill in the cells that ask for your answer. You may add cells. Leave the test cells as they are; run them as often
   as you like. If one gets lost, do not worry: yours will still be graded.
5. Before you hand in: Kernel > Restart Kernel and Run All Cells. Save. Hand in {notebook}, under this name.
   Does it read files of your own? Keep them in the same folder, write only their name into the notebook
   ("my_articles.csv", and no C:\\Users\\...), and hand them in as well, with the notebook in one zip.

The data comes with it. After the installation you need no network.
"""
_ENVIRONMENT = """name: framing-course
channels:
  - conda-forge
dependencies:
  - python>=3.11
  - pip
  - pip:
      - -r requirements.txt
"""


class Assigned(NamedTuple):
    """What `assign_lesson` wrote."""

    zip: Path
    key: Path
    submitted: Path
    n_checks: int
    n_written: int
    points: float


def assign_lesson(lesson: str, folder: str | Path, *, data: list[Path] | None = None) -> Assigned:
    """Write the students' zip, the key that grades it, and an empty folder for what comes back.

    Parameters
    ----------
    lesson : str
        "04", the name of a lesson, or the path of a source of your own (.py in percent format or .ipynb).
    folder : str or Path
        For this assignment alone. Give students the zip, keep key.json.
    data : list of Path, optional
        Files or folders that the lesson reads from beside itself. The data sets of `fr.load` are in the package.

    Returns
    -------
    Assigned
        zip, key, submitted (paths), n_checks, n_written, points.

    Raises
    ------
    FramingError
        If there is no such lesson, it has nothing to grade, a check gives no score, or the folder holds an assignment
        that differs, because work handed in for that one could no longer be graded.
    """
    import nbformat

    source, folder = find_lesson(lesson), Path(folder)
    book, key = read_lesson(source)
    files = _files(data or [])
    key["files"] = {name: base64.b64encode(content).decode() for name, content in files.items()}
    text = json.dumps(key, ensure_ascii=False, indent=1)
    kept = folder / "key.json"
    if kept.exists() and kept.read_text(encoding="utf8") != text:
        raise FramingError(
            f"{folder.as_posix()} holds another assignment, or another version of this one. "
            "Give a new folder: -o week5."
        )
    (folder / "submitted").mkdir(parents=True, exist_ok=True)
    kept.write_text(text, encoding="utf8", newline="\n")
    wheel_name, wheel = build_wheel()
    readme = _README.format(
        title=key["title"] or key["lesson"],
        line="=" * len(key["title"] or key["lesson"]),
        notebook=key["notebook"],
    )
    members = {
        key["notebook"]: (nbformat.writes(book) + "\n").encode(),
        "README.txt": readme.encode(),
        "requirements.txt": f"./{wheel_name}[course]\n".encode(),
        "environment.yml": _ENVIRONMENT.encode(),
        wheel_name: wheel,
        **files,
    }
    target = folder / f"{key['lesson']}.zip"
    _write_zip(target, {f"{key['lesson']}/{name}": content for name, content in members.items()})
    graded = [c for c in key["cells"] if c["kind"] in ("check", "written")]
    n_checks = sum(c["kind"] == "check" for c in graded)
    return Assigned(
        target, kept, folder / "submitted", n_checks, len(graded) - n_checks, sum(c["points"] for c in graded)
    )


def build_wheel() -> tuple[str, bytes]:
    """The running package as a wheel (PEP 427): a zip of its files, its metadata, and a list with their hashes."""
    import io

    version = metadata.version("framing")
    about = f"framing-{version}.dist-info"
    members = {f"framing/{n}": c for n, c in _tree(_PACKAGE).items()}
    checkout = _PACKAGE.parent / "data"
    if not (_PACKAGE / "data").is_dir():
        members |= {f"framing/data/{n}": c for n, c in _tree(checkout).items()}
    members[f"{about}/METADATA"] = (metadata.distribution("framing").read_text("METADATA") or "").encode()
    members[f"{about}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: framing\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    members[f"{about}/entry_points.txt"] = b"[console_scripts]\nframing = framing.cli:main\n"
    listed = [f"{name},sha256={_digest(content)},{len(content)}" for name, content in members.items()]
    members[f"{about}/RECORD"] = "\n".join([*listed, f"{about}/RECORD,,", ""]).encode()
    buffer = io.BytesIO()
    _write_zip(buffer, members)
    return f"framing-{version}-py3-none-any.whl", buffer.getvalue()


def _tree(folder: Path) -> dict[str, bytes]:
    paths = sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in paths}


def _files(paths: list[Path]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for path in map(Path, paths):
        if not path.exists():
            raise FramingError(f"There is no file {path.as_posix()}, which --data names.")
        if path.is_dir():
            found |= {f"{path.name}/{name}": content for name, content in _tree(path).items()}
        else:
            found[path.name] = path.read_bytes()
    return found


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


def _write_zip(target, members: dict[str, bytes]) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, _WHEN), content, zipfile.ZIP_DEFLATED)
