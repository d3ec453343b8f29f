"""A folder: tables of articles, files that are one article each, and the manifest that says where they come from."""

from __future__ import annotations

import os
import sys
import unicodedata
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from tqdm import tqdm

from ..tables import FramingError
from .archive import is_hidden
from .columns import MANIFEST_SYNONYMS, SYNONYMS, check_columns, distinct, has, name_columns
from .formats import DOCUMENTS, MANIFEST, is_document, is_table, is_typed, read_document, read_table, why_not_read
from .tabular import as_found, not_empty, read_csv

Row = tuple[str, int, str]  # source, position and reason of a record


class Part(NamedTuple):
    """What was read together: `cells` under our names and `found`, as the readers of `tabular` return them."""

    name: str
    cells: pd.DataFrame
    found: pd.DataFrame
    typed: bool  # the file tells numbers from text


class _Request(NamedTuple):
    """What the user asked for."""

    given: Path  # a folder, or the zip that was unpacked into one
    outlet: str | None
    columns: dict


def read_folder(
    folder: Path, outlet: str | None, columns: dict | None, given: Path | None = None, lost: list[Row] | None = None
) -> list[Part]:
    """Position is 1 for a file of one article, and the row for what is wrong with the manifest itself."""
    asked = _Request(given or folder, outlet, columns or {})
    files = _files(folder)
    tables, refused = _tables(files, asked)
    manifest, rows = _manifest(folder, files, tables, asked)
    named = []
    for name, (cells, found) in tables.items():
        try:
            cells = _named(name, cells, manifest, asked)
            named.append(Part(name, cells, found.assign(source=name), is_typed(name)))
        except FramingError as error:
            refused[name] = _reason(error, name)
    read = {part.name for part in named}
    left = {name: path for name, path in files.items() if name not in read}
    if not named and not any(is_document(name) and not _readme(name, manifest) for name in left):
        raise FramingError(_no_articles(asked, files, refused, lost or []))
    documents = _documents(left, refused, manifest, [*(lost or []), *rows], asked)
    _say_outlets(documents, named, manifest, asked)
    return [documents, *named]


def read_one(path: Path, outlet: str | None, columns: dict | None) -> Part:
    """A single article, which has no place for anything but what it says of itself."""
    if outlet is None or columns:
        raise FramingError(
            f"{path.name} is one text and has no columns. Name its outlet: "
            f"read_articles({path.as_posix()!r}, outlet='BBC')."
        )
    document = read_document(path)
    not_empty(document.text, path)
    if document.doubt:
        print(f"{path.name}: {document.doubt}", file=sys.stderr)
    cells = {"text": [document.text], "title": [document.title], "published": [document.published]}
    return Part(path.name, pd.DataFrame(cells), as_found([(path.name, 1, "")]), False)


def _tables(files: dict[str, Path], asked: _Request) -> tuple[dict, dict[str, str]]:
    """The tables as they are, and why others cannot be read."""
    tables, refused = {}, {}
    for name in filter(is_table, files):
        try:
            cells, found = read_table(files[name], asked.columns)
            tables[name] = cells.set_axis(distinct([str(c) for c in cells]), axis=1), found
        except FramingError as error:
            refused[name] = _reason(error, name)
    return tables, refused


def _named(name: str, cells: pd.DataFrame, manifest: pd.DataFrame | None, asked: _Request) -> pd.DataFrame:
    """A table under our names; what it does not say of all its articles, the manifest or the subfolder may."""
    listed = manifest is not None and name in manifest.index
    row = manifest.loc[name].drop("article_id", errors="ignore") if listed else {}
    place = name.partition("/")[0] if "/" in name and manifest is None and not asked.outlet else ""
    outlet = asked.outlet or row.get("outlet") or place
    chosen = {their: ours for their, ours in asked.columns.items() if their in cells and ours in SYNONYMS}
    cells = name_columns(cells, name, asked.given, chosen, ["text"] if outlet else ["text", "outlet"])
    if place and "outlet" not in cells:
        cells = cells.assign(outlet=place)
    return cells.assign(**{column: value for column, value in row.items() if value and column not in cells})


def _documents(
    files: dict[str, Path], refused: dict[str, str], manifest: pd.DataFrame | None, found: list[Row], asked: _Request
) -> Part:
    """The files of one article each, and a row for every file that is none."""
    documents, supposed = {}, []
    folder = asked.given.name or str(asked.given)
    for name, path in tqdm(files.items(), f"Reading {folder}", unit=" files", delay=2, disable=None):
        reason = refused.get(name) or _not_an_article(name, manifest, asked.outlet)
        if not reason:
            try:
                documents[len(found)] = document = read_document(path)
                supposed += [f"{name} is {document.doubt}"] if document.doubt else []
            except FramingError as error:
                reason = _reason(error, name)
        found.append((name, 1, reason))
    if supposed:
        more = f"; of the same kind: {len(supposed) - 1:,} more" if len(supposed) > 1 else ""
        print(f"{folder}: {supposed[0]}{more}", file=sys.stderr)
    cells = pd.DataFrame(
        {c: {i: getattr(d, c) for i, d in documents.items()} for c in ("text", "title", "published")}, dtype="str"
    )
    names = [found[row][0] for row in documents]
    if manifest is not None:
        listed = manifest.reindex(names, fill_value="").set_axis(cells.index)
        for column in ("title", "published"):  # what the page says of itself stands where the manifest says nothing
            if column in listed:
                cells[column] = listed.pop(column).where(lambda said: said.str.strip() != "", cells[column])
        cells = cells.join(listed)
    elif asked.outlet is None:
        cells["outlet"] = [name.partition("/")[0] if "/" in name else "" for name in names]
    return Part(folder, cells, as_found(found), False)


def _files(folder: Path) -> dict[str, Path]:
    """Every file but the manifest and what is hidden, by its name as seen from the folder."""
    paths = [path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.is_file()]
    shown = [path for path in paths if not is_hidden(path.as_posix())]
    return {_plain(path.as_posix()): folder / path for path in shown if path != Path(MANIFEST)}


def _plain(name: str) -> str:
    """One spelling per file name: macOS takes é apart, Windows writes \\, and Linux lets names be any bytes."""
    readable = os.fsencode(name).decode("utf-8", "replace")
    return unicodedata.normalize("NFC", readable.replace("\\", "/").removeprefix("./"))


def _reason(error: FramingError, name: str) -> str:
    """An error as a row of the ledger, where the name of the file stands beside it."""
    return getattr(error, "reason", "") or str(error).removeprefix(Path(name).name).removeprefix(name).lstrip(": ")


def _readme(name: str, manifest: pd.DataFrame | None) -> bool:
    return Path(name).stem.lower() == "readme" and (manifest is None or name not in manifest.index)


def _not_an_article(name: str, manifest: pd.DataFrame | None, outlet: str | None) -> str:
    if reason := why_not_read(name):
        return reason
    if _readme(name, manifest):
        return f"a README, and not listed in {MANIFEST}"
    if manifest is not None and name not in manifest.index and outlet is None:
        return f"not listed in {MANIFEST} and no outlet given"
    return ""


def _manifest(
    folder: Path, files: dict[str, Path], tables: dict, asked: _Request
) -> tuple[pd.DataFrame | None, list[Row]]:
    """The manifest by file name, if there is one, and a row for each line of it that leads nowhere.

    `columns` may name columns of the manifest and of every table in the folder.
    """
    path = folder / MANIFEST
    cells, found = read_csv(path) if path.is_file() else (pd.DataFrame(), as_found([]))
    cells = cells.set_axis(distinct(list(cells)), axis=1)
    theirs = dict.fromkeys(c for some, _ in [(cells, found), *tables.values()] for c in some)
    if asked.columns and not theirs:
        raise FramingError(
            f"`columns` names the columns of {MANIFEST} or of a table, and {asked.given.as_posix()} has none. Leave "
            f"`columns` out, or write {MANIFEST} with the columns file,outlet,published,title."
        )
    check_columns(asked.columns, list(theirs), asked.given.name, MANIFEST_SYNONYMS | {"text": []})
    if not path.is_file():
        return None, []
    chosen = {their: ours for their, ours in asked.columns.items() if their in cells and ours in MANIFEST_SYNONYMS}
    needed = ["file"] if asked.outlet else ["file", "outlet"]
    cells = name_columns(cells, MANIFEST, asked.given, chosen, needed, MANIFEST_SYNONYMS)
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


def _say_outlets(documents: Part, tables: list[Part], manifest: pd.DataFrame | None, asked: _Request) -> None:
    """Say aloud which subfolders were taken as outlets, or refuse the folder if nothing tells any."""
    if manifest is not None or asked.outlet:
        return
    outlets = list(documents.cells.outlet)
    if not tables and len(outlets) and not any(outlets):
        raise FramingError(
            f"Nothing tells the outlets of the articles in {asked.given.as_posix()}. If all are from one, name it: "
            f"read_articles({asked.given.as_posix()!r}, outlet='BBC'). If not, put them into a subfolder for each "
            f"outlet, or write {MANIFEST} beside them with the columns file,outlet,published,title."
        )
    places = [part.name.partition("/")[0] for part in tables]
    outlets += [place for place, part in zip(places, tables, strict=True) if (part.cells.outlet == place).all()]
    kinds = [f'"{name}"' for name in dict.fromkeys(outlets) if name]
    if kinds:
        print(f"{documents.name}: took the names of subfolders as outlets: {', '.join(kinds)}", file=sys.stderr)


def _no_articles(asked: _Request, files: dict[str, Path], refused: dict[str, str], lost: list[Row]) -> str:
    place = asked.given.as_posix()
    reasons = refused or {name: reason for name, _, reason in lost}
    if reasons:
        name, reason = next(iter(reasons.items()))
        return f"No file in {place} can be read. {name}: {reason.rstrip('.')}."
    return (
        f"{place} has no file with articles. {has(list(files))} Put one article into each {', '.join(DOCUMENTS)} file, "
        "or a table with one article per row into the folder."
    )
