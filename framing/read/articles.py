"""Articles from the files people have, and a ledger of everything that was found there."""

from __future__ import annotations

import difflib
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pandas as pd

from ..tables import COLUMNS, FramingError
from .columns import SYNONYMS, as_numbers, as_strings, as_values, name_columns
from .dates import parse_dates
from .folder import TEXT_SUFFIXES, read_folder, read_one
from .tabular import READERS, read_csv


def read_articles(
    path: str | Path, *, outlet: str | None = None, columns: dict[str, str] | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read articles, and account for every record that the files hold.

    Parameters
    ----------
    path : str or Path
        A .csv, .tsv, .jsonl, .ndjson or .parquet file with one article per row; a folder with one article in each .txt
        or .md file, and in it, if there is one, manifest.csv with the columns file, outlet, published, title and any
        others; or one .txt or .md file.
    outlet : str, optional
        The outlet of all articles for which the files name none. In a folder without manifest.csv the subfolders are
        taken as outlets unless it is given.
    columns : dict, optional
        Their names to ours, such as {"story": "text"}, for the file or for manifest.csv. Ours are article_id, outlet,
        published, title, text, event, url, byline, section, language; in manifest.csv also file. Common names (body,
        source, date, headline and so on) are recognised without it, and what was recognised is printed.

    Returns
    -------
    articles : DataFrame
        One row per article: article_id (unique), outlet, published (datetime64, UTC without a zone; NaT where the date
        cannot be read), title, text, published_raw (the date as written), source_file; then event, url, byline,
        section, language where the files have them, and every further column of theirs. Strings are '' where missing.
    ledger : DataFrame
        One row per record found: source (the file), position (the row of a CSV, the header being 1; the line of a
        JSONL file; the row of a Parquet file; 1 for a text file), status (imported, rejected), reason (why it was
        rejected; also when an article_id was changed), article_id ('' when rejected).

    Raises
    ------
    FramingError
        If there is nothing at `path`, it is empty or of another kind, nothing tells text or outlet, or `columns` names
        columns that are not there.

    Notes
    -----
    Files are read as UTF-8 or UTF-16, else as cp1252 (Windows), which is printed. A date such as 03/04/2025 is read
    only if another date in the same file shows which part is the day; month names are read in English. An article_id
    that came before gets -2 at its end. Where there is none, it is the name of the text file, or the name of the file
    and the position. Hidden files are passed over without a row.

    Examples
    --------
    >>> import framing as fr, pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp(), "articles.csv")
    >>> _ = path.write_text("outlet,published,text\\nGazette,10 December 2025,The judges met.\\nGazette,,\\n", "utf8")
    >>> articles, ledger = fr.read_articles(path)
    >>> articles[["article_id", "outlet", "text"]].values.tolist()
    [['articles-2', 'Gazette', 'The judges met.']]
    >>> ledger[["position", "status", "reason"]].values.tolist()
    [[2, 'imported', ''], [3, 'rejected', 'no text']]
    """
    path = Path(path)
    _check(path, outlet)
    if path.is_dir():
        cells, found = read_folder(path, outlet, columns)
    elif path.suffix.lower() in TEXT_SUFFIXES:
        cells, found = read_one(path, outlet, columns)
    else:
        cells, found = READERS[path.suffix.lower()](path)
        cells = name_columns(cells, path, columns, ["text"] if outlet else ["text", "outlet"])
    written = path.is_dir() or READERS.get(path.suffix.lower()) is read_csv
    articles = _articles(cells, found, outlet, as_numbers if written else as_values)
    ledger = _account(articles, found, path)
    articles = articles.reset_index(drop=True)
    articles["published"], notes = parse_dates(articles.published.tolist())
    _say(path, [*notes, *_rejections(ledger)])
    return articles, ledger


def _check(path: Path, outlet: str | None) -> None:
    """Raise a FramingError unless the path leads to something that can be read."""
    if outlet is not None and not (isinstance(outlet, str) and outlet.strip()):
        raise FramingError(
            f"`outlet` is {outlet!r}, and must be a name: read_articles({path.as_posix()!r}, outlet='BBC')."
        )
    if path.is_dir() or (path.is_file() and path.suffix.lower() in (*READERS, *TEXT_SUFFIXES)):
        return
    if path.exists():
        raise FramingError(
            f"{path.name} cannot be read. read_articles reads {', '.join((*READERS, *TEXT_SUFFIXES))} "
            "and folders of .txt and .md files. Save it as one of them; in Excel: Save As, CSV UTF-8."
        )
    beside = sorted(p.name for p in path.parent.iterdir()) if path.parent.is_dir() else []
    near = difflib.get_close_matches(path.name, beside, 3)
    if near:
        mend = f"Near to it: {', '.join(near)}. Read that: read_articles({(path.parent / near[0]).as_posix()!r})."
    else:
        mend = f"Python looks for it from {Path.cwd().as_posix()}. Give its path from there, or the whole path."
    raise FramingError(f"There is nothing at {path.as_posix()}. {mend}")


def _articles(cells: pd.DataFrame, found: pd.DataFrame, outlet: str | None, typed: Callable) -> pd.DataFrame:
    """The articles among the records; for the others the reason goes into `found`."""
    ours = [*COLUMNS["articles"], *(c for c in SYNONYMS if c in cells and c not in COLUMNS["articles"])]
    table = pd.DataFrame({c: as_strings(cells[c]) if c in cells else "" for c in ours}, index=cells.index, dtype="str")
    table["outlet"] = table.outlet.str.strip()
    table["outlet"] = table.outlet.mask(table.outlet == "", (outlet or "").strip())
    # A table that we wrote has these two already, nearer to the source than what this file says.
    if "published_raw" not in cells:
        table["published_raw"] = table.published
    if "source_file" not in cells:
        table["source_file"] = found.source[cells.index]
    found.loc[cells.index, "reason"] = [_why_not(*pair) for pair in zip(cells.text, table.outlet, strict=True)]
    table = table[found.reason[cells.index] == ""]
    return table.assign(**{c: typed(cells[c].loc[table.index]) for c in cells if c not in ours})


def _why_not(text: object, outlet: str) -> str:
    if not isinstance(text, str):
        missing = text is None or text is pd.NA or (isinstance(text, float) and text != text)
        return "no text" if missing else f"text is of type {type(text).__name__}, not a string"
    if not text.strip():
        return "no text"
    return "" if outlet else "no outlet"


def _account(articles: pd.DataFrame, found: pd.DataFrame, path: Path) -> pd.DataFrame:
    """Give each article its id, and each record its row in the ledger."""
    given = articles.article_id.str.strip()
    ids = given.mask(given == "", _ids_from_files(found.loc[articles.index], path)).tolist()
    taken, seen = set(ids), Counter()
    renamed = {}
    for i, first in enumerate(ids):
        seen[first] += 1
        if seen[first] > 1:
            while f"{first}-{seen[first]}" in taken:
                seen[first] += 1
            ids[i] = f"{first}-{seen[first]}"
            taken.add(ids[i])
            renamed[articles.index[i]] = f"article_id {first!r} came before; renamed {ids[i]!r}"
    articles["article_id"] = ids
    if renamed:
        _say(path, [f"{len(renamed):,} article_id came before and got a number; first: {next(iter(renamed.values()))}"])
    ledger = found.assign(status="rejected", article_id="")[COLUMNS["ledger"]]
    ledger.loc[articles.index, "status"] = "imported"
    ledger.loc[articles.index, "article_id"] = ids
    ledger.loc[list(renamed), "reason"] = list(renamed.values())
    return ledger


def _ids_from_files(found: pd.DataFrame, path: Path) -> list[str]:
    if path.suffix.lower() in READERS and path.is_file():
        return [f"{path.stem}-{position}" for position in found.position]
    files = [PurePosixPath(source) for source in found.source]
    stems = Counter(file.stem for file in files)
    return [file.stem if stems[file.stem] == 1 else file.with_suffix("").as_posix() for file in files]


def _rejections(ledger: pd.DataFrame) -> list[str]:
    reasons = ledger.reason[ledger.status == "rejected"]
    if not len(reasons):
        return []
    often = ", ".join(f"{n:,} x {reason}" for reason, n in reasons.value_counts().head(3).items())
    return [f"{len(reasons):,} of {len(ledger):,} records are not imported ({often}); the ledger lists them"]


def _say(path: Path, notes: list[str]) -> None:
    for note in notes:
        print(f"{path.name or path}: {note}", file=sys.stderr)
