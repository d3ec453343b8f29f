"""A folder of text files, one article each, and the manifest that says where they come from.

Like the readers of `tabular`, it returns `cells` (here already under our names) and `found`.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from pathlib import Path

import pandas as pd
from tqdm import tqdm

from ..tables import FramingError
from .columns import MANIFEST_SYNONYMS, has, name_columns
from .encoding import NO_ENCODING, decode, read_text
from .tabular import READERS, not_empty, read_csv

MANIFEST = "manifest.csv"
TEXT_SUFFIXES = (".txt", ".md")


def read_folder(folder: Path, outlet: str | None, columns: dict | None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Position is 1 for every file, and the row for what is wrong with the manifest itself."""
    files = _files(folder)
    if not any(_not_an_article(name) == "" for name, _ in files):
        raise FramingError(_no_articles(folder, [name for name, _ in files]))
    manifest, found = _manifest(folder, outlet, columns, {name for name, _ in files})
    texts, supposed = {}, []
    for name, path in tqdm(files, f"Reading {folder.name}", unit=" files", delay=2, disable=None):
        listed = manifest is not None and name in manifest.index
        reason = _not_an_article(name, listed)
        if not reason and manifest is not None and not listed and outlet is None:
            reason = f"not listed in {MANIFEST} and no outlet given"
        if not reason:
            try:
                texts[len(found)], doubt = decode(path.read_bytes())
                supposed += [f"{name} is {doubt}"] if doubt else []
            except UnicodeDecodeError:
                reason = NO_ENCODING
            except OSError as error:
                reason = f"cannot be opened: {error.strerror}"
        found.append((name, 1, reason))
    if supposed:
        more = f"; of the same kind: {len(supposed) - 1:,} more" if len(supposed) > 1 else ""
        print(f"{folder.name or folder}: {supposed[0]}{more}", file=sys.stderr)
    names = [found[row][0] for row in texts]
    cells = pd.DataFrame({"text": texts}, dtype="str")
    if manifest is not None:
        cells = cells.join(manifest.reindex(names, fill_value="").set_axis(cells.index))
    elif outlet is None:
        cells["outlet"] = _subfolders(folder, names)
    return cells, pd.DataFrame(found, columns=["source", "position", "reason"])


def read_one(path: Path, outlet: str | None, columns: dict | None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A single text file, which has no place for anything but the text."""
    if outlet is None or columns:
        raise FramingError(
            f"{path.name} is one text and has no columns. Name its outlet: "
            f"read_articles({path.as_posix()!r}, outlet='BBC')."
        )
    text = not_empty(read_text(path), path)
    return pd.DataFrame({"text": [text]}), pd.DataFrame({"source": [path.name], "position": [1], "reason": [""]})


def _files(folder: Path) -> list[tuple[str, Path]]:
    """Every file but the manifest and what is hidden, with its name as seen from the folder."""
    paths = [path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.is_file()]
    shown = [path for path in paths if not any(part.startswith(".") for part in path.parts)]
    return [(_plain(path.as_posix()), folder / path) for path in shown if path != Path(MANIFEST)]


def _plain(name: str) -> str:
    """One spelling per file name: macOS takes é apart, Windows writes \\, and Linux lets names be any bytes."""
    readable = os.fsencode(name).decode("utf-8", "replace")
    return unicodedata.normalize("NFC", readable.replace("\\", "/").removeprefix("./"))


def _not_an_article(name: str, listed: bool = False) -> str:
    if not name.lower().endswith(TEXT_SUFFIXES):
        return "not a .txt or .md file"
    if not listed and Path(name).stem.lower() == "readme":
        return f"a README, and not listed in {MANIFEST}"
    return ""


def _manifest(
    folder: Path, outlet: str | None, columns: dict | None, files: set[str]
) -> tuple[pd.DataFrame | None, list[tuple[str, int, str]]]:
    """The manifest by file name, if there is one, and a row for each line of it that leads nowhere."""
    if not (folder / MANIFEST).is_file():
        if columns:
            raise FramingError(
                f"`columns` names the columns of {MANIFEST}, and {folder.as_posix()} has none. Leave `columns` out, or "
                f"write {MANIFEST} with the columns file,outlet,published,title."
            )
        return None, []
    cells, found = read_csv(folder / MANIFEST)
    needed = ["file"] if outlet else ["file", "outlet"]
    cells = name_columns(cells, folder / MANIFEST, columns, needed, MANIFEST_SYNONYMS)
    cells = cells.rename(columns={"text": "manifest_text"})  # the text is in the files
    lost = [(MANIFEST, position, reason) for _, position, reason in found.itertuples(index=False) if reason]
    first: dict[str, int] = {}
    for index, name in cells.file.str.strip().map(_plain).items():
        position = int(found.position[index])
        if not name:
            lost.append((MANIFEST, position, "names no file"))
        elif name in first:
            lost.append((MANIFEST, position, f"{name} is listed before, in row {found.position[first[name]]}"))
        else:
            first[name] = index
            if name not in files:
                lost.append((name, 1, f"listed in {MANIFEST}, row {position}, but there is no such file"))
    return cells.loc[list(first.values())].drop(columns="file").set_axis(list(first)), lost


def _subfolders(folder: Path, names: list[str]) -> list[str]:
    outlets = [name.split("/")[0] if "/" in name else "" for name in names]
    if not any(outlets):
        raise FramingError(
            f"Nothing tells the outlets of the articles in {folder.as_posix()}. If all are from one, name it: "
            f"read_articles({folder.as_posix()!r}, outlet='BBC'). If not, put them into a subfolder for each outlet, "
            f"or write {MANIFEST} beside them with the columns file,outlet,published,title."
        )
    kinds = [f'"{name}"' for name in dict.fromkeys(outlets) if name]
    print(f"{folder.name or folder}: took the names of subfolders as outlets: {', '.join(kinds)}", file=sys.stderr)
    return outlets


def _no_articles(folder: Path, names: list[str]) -> str:
    tables = [name for name in names if name.lower().endswith(tuple(READERS))]
    mend = (
        f"Give the path of one file: read_articles({(folder / tables[0]).as_posix()!r})."
        if tables
        else "Put one article into each .txt file, or give the path of a file with one article per row."
    )
    return f"{folder.as_posix()} has no .txt or .md file with an article. {has(names)} {mend}"
