"""Filled-in coding sheets -> codes, and a ledger of what could not be read."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..tables import FramingError, require
from .cells import is_empty, read_fits, read_voice
from .filled import Filled, files_of, read_filled
from .seals import unseal
from .sheets import SAMPLE

CODES = ["mention_id", "coder", "voice", "fits", "note"]
_ADDED = ["p_drawn", "source", "position"]
LEDGER = ["source", "position", "status", "reason", "found", "mention_id"]
_ROUNDED = re.compile(r"\d([.,]\d+)?E\+?\d+", re.IGNORECASE)
_READERS = {"voice": read_voice, "fits": read_fits}


class Codes(NamedTuple):
    """What coders said, and what of their sheets could not be read or had to be mended."""

    codes: pd.DataFrame
    ledger: pd.DataFrame


def read_codes(path: str | Path | list, *, sample: pd.DataFrame | None = None) -> Codes:
    """Read the sheets that coders filled in, whatever has become of them.

    Parameters
    ----------
    path : str, Path or list of them
        A sheet (.xlsx, .ods, .xls, .csv, .tsv), a folder of sheets, or a list of sheets.
    sample : DataFrame, optional
        From `draw_coding_sample`. Needed only where the column of codes was lost: then mentions are known by their
        item. With it, what is not in the sample goes to the ledger.

    Returns
    -------
    codes : DataFrame
        One row per mention and coder who coded it: mention_id, coder (from the column or its heading, else the name of
        the file), voice and fits ('' where the cell was left empty), note; then p_drawn (the chance with which the
        mention was drawn; no such column where no sheet is one of ours), source, position (row in the file).
    ledger : DataFrame
        One row per thing to know: source, position, status (mended: read as something else than it says; rejected: not
        read; not coded: left empty), reason, found (what stands there), mention_id.

    Raises
    ------
    FramingError
        If there is no file, or none of them holds a coding sheet. One bad cell or row never stops the rest.

    Notes
    -----
    Columns are known by their name or near to it, wherever they stand, and else by what is written in them; rows above
    the header, empty rows and further columns do not matter. A voice may be written in capitals, begun ("q", "para")
    or with one wrong letter, and fits as yes, y, ja, 1, TRUE or x, no in the same ways, and unsure. What might be two
    things is rejected rather than guessed: a "?" alone may be a ✓ that a program lost. Where a coder has the same
    mention twice, the first that says something counts.

    Two coders may share a sheet: in one column, one below the other with their names in the column coder, or side by
    side in columns that name them (voice_ada, fits_ada, voice_ben, "Ben: fits", or Ada and Ben in a row above).

    Read the ledger before you go on: each line in it is a choice made for you.

    Examples
    --------
    >>> import tempfile, pathlib, framing as fr
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "ada.csv")
    ...     _ = path.write_text("Group 3;;\\nID;Voice;Fits?\\na1;Quoted ;ja\\na2;narator;no\\na3;no idea;no\\na4;;\\n")
    ...     codes, ledger = fr.read_codes(path)
    >>> codes[["mention_id", "coder", "voice", "fits"]].values.tolist()
    [['a1', 'ada', 'quoted', 'yes'], ['a2', 'ada', 'narrator', 'no'], ['a3', 'ada', '', 'no']]
    >>> ledger[["position", "status", "reason", "found"]].values.tolist()
    [[4, 'mended', 'voice read as narrator', 'narator'], [5, 'rejected', 'voice not known', 'no idea'], \
[6, 'not coded', 'voice and fits are empty', '']]
    """
    known = _known(sample)
    rows: list[dict] = []
    ledger: list[tuple] = []
    problems = []
    for file in files_of(path):
        try:
            sheets = read_filled(file)
            problem = "" if sheets else "no row names a mention (code, mention_id) and its voice or fits"
        except (FramingError, OSError) as error:
            sheets, problem = [], str(error)
        if problem:
            problems.append(f"{file.name}: {problem}")
            ledger.append((file.name, 0, "rejected", f"file not read: {problem}", "", ""))
        for sheet in sheets:
            ledger += [(sheet.source, *told, "") for told in sheet.told]
            rows += _rows_of(sheet, known, ledger)
    if problems and len(problems) == len(files_of(path)):
        raise FramingError(
            f"No coding sheet could be read. {problems[0].rstrip('.')}. "
            "Name the columns in the row above the codes: code, voice, fits."
        )
    codes = _once(rows, ledger)
    listed = pd.DataFrame(list(dict.fromkeys(ledger)), columns=LEDGER)  # a lost code is one for all coders of a row
    _say(codes, listed)
    return Codes(codes, listed)


def _known(sample: pd.DataFrame | None) -> dict[str, tuple] | None:
    """What each item of the sample is."""
    if sample is None:
        return None
    require(sample, "sample", SAMPLE)
    return {str(item): unseal(code) for item, code in zip(sample.item, sample.code, strict=True)}


def _rows_of(sheet: Filled, known: dict | None, ledger: list) -> list[dict]:
    """The rows of one sheet that say something; the rest goes into the ledger."""
    read, coder = [], ""
    asked = _asked(sheet)
    for position, cells in sheet.rows.items():
        cell = {ours: cells[at] if at < len(cells) else "" for ours, at in sheet.columns.items()}
        told = (sheet.source, position)
        mention_id, drawn, trouble = _identify(cell, known)
        if trouble:
            row = " | ".join(c for c in cells if c)
            ledger.append((*told, "rejected", trouble, row[:200], mention_id))
            continue
        written = sheet.coder or cell.get("coder", "")
        if is_empty(written) and coder:
            ledger.append((*told, "mended", f"coder empty; taken from above: {coder}", "", mention_id))
        coder = coder if is_empty(written) else re.sub(r"\.0+$", "", " ".join(written.split()))
        values = {}
        for question, reader in _READERS.items():
            text = cell.get(question, "")
            values[question], status = reader(text)
            if status:
                reason = f"{question} read as {values[question]}" if values[question] else f"{question} not known"
                ledger.append((*told, status, reason, text, mention_id))
        note = cell.get("note", "")
        empty = [question for question in asked if is_empty(cell.get(question, ""))]
        if empty:
            left = f"{' and '.join(empty)} {'are' if len(empty) > 1 else 'is'} empty"
            whose = f" ({sheet.coder})" if sheet.coder else ""
            ledger.append((*told, "not coded", left + whose, note, mention_id))
        if not any(values.values()):
            continue
        named = {"coder": coder or sheet.stem, "note": note, "p_drawn": drawn, "source": told[0], "position": position}
        read.append({"mention_id": mention_id, **values, **named})
    return read


def _asked(sheet: Filled) -> list[str]:
    """The questions that somebody answered in this sheet, or both: one that nobody did was not to be coded."""
    columns = {question: sheet.columns[question] for question in _READERS if question in sheet.columns}
    rows = sheet.rows.values()
    answered = [q for q, at in columns.items() if any(at < len(row) and not is_empty(row[at]) for row in rows)]
    return answered or list(_READERS)


def _identify(cell: dict[str, str], known: dict | None) -> tuple[str, float, str]:
    """Which mention a row is about: id, the chance with which it was drawn, or what is the trouble."""
    written = [cell[c] for c in ("code", "mention_id") if not is_empty(cell.get(c, ""))]
    opened = next((unseal(text) for text in written if unseal(text)), None)
    item = re.sub(r"\.0+$", "", cell.get("item", ""))
    if opened is None and known is not None and item in known:
        opened = known[item]
    if opened is None:
        return _by_plain_id(written, cell.get("mention_id", ""), item, known)
    if known is not None and opened not in known.values():
        return opened[0], np.nan, "not in the sample"
    if known is not None and item in known and known[item] != opened:
        return opened[0], np.nan, "item and code belong to two mentions: was one column sorted alone?"
    return opened[0], opened[1] / opened[2], ""


def _by_plain_id(written: list[str], plain: str, item: str, known: dict | None) -> tuple[str, float, str]:
    """The mention of a row that holds no code of ours."""
    by_item = "; give sample= to know the mention by its item" if item.isdigit() and known is None else ""
    if is_empty(plain):
        return "", np.nan, ("the code was changed" if written else "no code and no mention_id") + by_item
    if _ROUNDED.fullmatch(plain):
        return "", np.nan, f"mention_id was turned into a rounded number{by_item}"
    plain = re.sub(r"^(\d+)\.0+$", r"\1", plain)
    if known is None:
        return plain, np.nan, ""
    chances = {mention_id: drawn / among for mention_id, drawn, among in known.values()}
    return plain, chances.get(plain, np.nan), "" if plain in chances else "not in the sample"


def _once(rows: list[dict], ledger: list) -> pd.DataFrame:
    """Each mention once per coder; one coder's name in one spelling."""
    spelled: dict[str, str] = {}
    kept: dict[tuple, dict] = {}
    for row in rows:
        row["coder"] = spelled.setdefault(row["coder"].casefold(), row["coder"])
        first = kept.setdefault((row["mention_id"], row["coder"]), row)
        if first is row:
            continue
        for question in _READERS:
            said, again = first[question], row[question]
            if not said:
                first[question] = again
            elif again and again != said:
                reason = f"{question} said before by {row['coder']}: {said}; the first counts"
                ledger.append((row["source"], row["position"], "rejected", reason, again, row["mention_id"]))
        told = (row["source"], row["position"], "mended", f"{row['coder']} has it before; the two are joined")
        ledger.append((*told, "", row["mention_id"]))
        first["note"] = first["note"] or row["note"]
    table = pd.DataFrame(list(kept.values()), columns=[*CODES, *_ADDED])
    types = dict.fromkeys([*CODES, "source"], "str") | {"p_drawn": float, "position": "int64"}
    table = table.astype(types)
    return table if table.p_drawn.notna().any() else table.drop(columns="p_drawn")


def _say(codes: pd.DataFrame, ledger: pd.DataFrame) -> None:
    n = ledger.status.value_counts()
    parts = [f"{n[status]:,} {status}" for status in ("rejected", "mended", "not coded") if n.get(status)]
    if parts:
        print(f"read_codes: {len(codes):,} codes; {', '.join(parts)}: the ledger lists them", file=sys.stderr)
