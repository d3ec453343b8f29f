"""The files of a student's own: where they lie when the notebook runs, and which of them a path in the code means.

A student writes `MY_FILE = "C:/Users/jane/my_articles.csv"` and hands in my_articles.csv, or My_Articles (1).csv. Where
a name in the code fits one file that was handed in, and only there, the code is given that file.
"""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

from .submissions import without_copy_number

_LONGEST = 300  # characters of a path; a text is longer


def place_files(names: Iterable[str], notebook: str) -> dict[str, str]:
    """Where each file goes: as it lay beside the notebook; one from another folder under its whole name."""
    home = notebook.rpartition("/")[0]
    inside = f"{home}/" if home else ""
    others = [n for n in names if ".ipynb" not in n.rpartition("/")[2].lower()]
    near = {n: n.removeprefix(inside) for n in others if n.startswith(inside)}
    taken = set(near.values())
    return near | {n: n for n in others if n not in near and n not in taken}


def mend_paths(steps: list[dict[str, Any]], placed: Iterable[str]) -> list[str]:
    """Change, in the student's own code, each path that means a file handed in and would not find it. What was done."""
    there = _with_folders(placed)
    done: dict[str, str] = {}
    for step in steps:
        if step["kind"] == "code":
            step["source"] = _mended(step["source"], there, done)
    return [f'"{old}" in the code was read as "{new}", which was handed in' for old, new in done.items()]


def _with_folders(placed: Iterable[str]) -> set[str]:
    there = set(placed)
    return there | {str(folder) for name in there for folder in PurePosixPath(name).parents} - {"."}


def _mended(source: str, there: set[str], done: dict[str, str]) -> str:
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return source  # a cell with %magic: it runs as it is
    lines = source.splitlines(keepends=True)
    texts = [n for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    in_f_strings = {id(part) for n in ast.walk(tree) if isinstance(n, ast.JoinedStr) for part in n.values}
    for node in sorted(texts, key=lambda n: (n.lineno, n.col_offset), reverse=True):
        meant = None if id(node) in in_f_strings or node.lineno != node.end_lineno else _meant(node.value, there)
        if meant is not None:
            line = lines[node.lineno - 1].encode()  # ast counts bytes
            new = line[: node.col_offset] + repr(meant).encode() + line[node.end_col_offset :]
            lines[node.lineno - 1] = new.decode()
            done[node.value] = meant
    return "".join(lines)


def _meant(path: str, there: set[str]) -> str | None:
    """The one file that a path means; None where it is found as it is, is no path, or could mean several."""
    parts = _parts(path)
    if not parts or path in there or "/".join(parts) in there or "://" in path or len(path) > _LONGEST:
        return None
    names = [_folded(p) for p in parts]
    ends = {name: [_folded(p) for p in PurePosixPath(name).parts] for name in there}
    fitting = [name for name, end in ends.items() if names[-1] in (end[-1], _uncounted(end[-1]))]
    alike = {name: _common_end(ends[name][:-1], names[:-1]) for name in fitting}
    best = [name for name in fitting if alike[name] == max(alike.values(), default=0)]
    return best[0] if len(best) == 1 else None


def _parts(path: str) -> list[str]:
    """The parts of a path of any computer; none where a text is no path: a word alone, a sentence."""
    parts = [p for p in re.split(r"[/\\]+", path.strip()) if p not in ("", ".")]
    is_path = parts and (len(parts) > 1 or re.search(r"\.\w{1,8}$", parts[-1])) and "\n" not in path
    return parts if is_path else []


def _folded(name: str) -> str:
    """Names that a person takes for the same: small letters, one way to write é."""
    return unicodedata.normalize("NFC", name).casefold()


def _uncounted(name: str) -> str:
    """`articles (1).csv` is articles.csv, as a browser or Canvas counted it."""
    path = PurePosixPath(name)
    return without_copy_number(path.stem) + path.suffix


def _common_end(a: list[str], b: list[str]) -> int:
    n = 0
    while n < min(len(a), len(b)) and a[-1 - n] == b[-1 - n]:
        n += 1
    return n
