"""Which files are read, and by whom."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from .plain import Document, Unreadable, read_plain
from .spreadsheet import SHEET_SUFFIXES, read_spreadsheet
from .tabular import read_csv, read_jsonl, read_parquet
from .webpage import read_page
from .word import read_docx

MANIFEST = "manifest.csv"
_TYPED = {".jsonl": read_jsonl, ".ndjson": read_jsonl, ".parquet": read_parquet}
TABLES = (".csv", ".tsv", *SHEET_SUFFIXES, *_TYPED)
_DOCUMENTS = {".txt": read_plain, ".md": read_plain, ".docx": read_docx, ".html": read_page, ".htm": read_page}
DOCUMENTS = tuple(_DOCUMENTS)
# The line by which Nexis Uni, LexisNexis and Factiva part the articles of one file.
_EXPORTED = re.compile(r"^\s*(?:End of Document|\d+ of \d+ DOCUMENTS|Document [A-Z]{4,}\w*\d{8}\w+)\s*$", re.MULTILINE)


def is_table(name: str | Path) -> bool:
    return _suffix(name) in TABLES


def is_document(name: str | Path) -> bool:
    return _suffix(name) in DOCUMENTS


def is_typed(name: str | Path) -> bool:
    """Whether the file tells numbers from text; in the others everything is text."""
    return _suffix(name) in _TYPED


def why_not_read(name: str) -> str:
    """Why a file in a folder is passed over, if it is."""
    if _suffix(name) == ".zip":
        return "a zip inside; unpack it, or give its path"
    return "" if is_table(name) or is_document(name) else "not a kind of file that holds articles"


def read_table(path: Path, columns: dict | None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """`cells` and `found`, as `tabular` describes them."""
    if _suffix(path) in SHEET_SUFFIXES:
        return read_spreadsheet(path, columns)
    return _TYPED.get(_suffix(path), read_csv)(path)


def read_document(path: Path) -> Document:
    document = _DOCUMENTS[_suffix(path)](path)
    n = len(_EXPORTED.findall(document.text))
    if n > 1:  # as one article it would be wrong without a word
        mend = "Export a table, or one article per file"
        raise Unreadable(path, f"an archive's export of {n} articles in one file, which is not taken apart", mend)
    return document


def _suffix(name: str | Path) -> str:
    return Path(name).suffix.lower()
