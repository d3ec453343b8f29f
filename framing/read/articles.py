"""Articles from the files people have, and a ledger of everything that was found there."""

from __future__ import annotations

import difflib
import sys
from collections import Counter
from pathlib import Path, PurePosixPath

import pandas as pd

from ..tables import COLUMNS, FramingError
from .archive import unpacked
from .columns import SYNONYMS, are_texts, as_numbers, as_strings, as_values, is_text, name_columns
from .dates import parse_dates
from .folder import Part, read_folder, read_one
from .formats import DOCUMENTS, TABLES, is_document, is_table, is_typed, read_table, why_not_read


def read_articles(
    path: str | Path, *, outlet: str | None = None, columns: dict[str, str] | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read articles, and account for every record that the files hold.

    Parameters
    ----------
    path : str or Path
        A table with one article per row: .csv, .tsv, .xlsx (also .xls, .xlsm, .xlsb, .ods), .jsonl, .ndjson, .parquet.
        Or one article: .txt, .md, .docx, .html, .htm. Or a folder of any of these, and in it, if there is one,
        manifest.csv with the columns file, outlet, published, title and any others. Or a .zip of a folder or file.
    outlet : str, optional
        The outlet of all articles for which the files name none. In a folder without manifest.csv the subfolders are
        taken as outlets unless it is given.
    columns : dict, optional
        Their names to ours, such as {"story": "text"}, for the file, or for manifest.csv and every table in a folder.
        Ours are article_id, outlet, published, title, text, event, url, byline, section, language; in manifest.csv
        also file. Common names (body, source, date, headline and so on) are recognised without it, and what was
        recognised is printed.

    Returns
    -------
    articles : DataFrame
        One row per article: article_id (unique), outlet, published (datetime64, UTC without a zone; NaT where the date
        cannot be read), title, text, published_raw (the date as written), source_file; then event, url, byline,
        section, language where the files have them, and every further column of theirs. Strings are '' where missing.
    ledger : DataFrame
        One row per record found: source (the file), position (the row of a CSV or spreadsheet as a spreadsheet numbers
        them; the line of a JSONL file; the row of a Parquet file; 1 for a file of one article), status (imported,
        rejected), reason (why it was rejected; also when an article_id was changed), article_id ('' when rejected).

    Raises
    ------
    FramingError
        If there is nothing at `path`, it is empty or of another kind, nothing tells text or outlet, or `columns` names
        columns that are not there.

    Notes
    -----
    Files are read as UTF-8 or UTF-16, else as cp1252 (Windows), which is printed; web pages as they say themselves. A
    date such as 03/04/2025 is read only if another date in the same file shows which part is the day; month names are
    read in English. An article_id that came before gets -2 at its end. Where there is none, it is the name of the file
    of one article, or the name of the table and the position. Hidden files are passed over without a row.

    Of a workbook the first sheet is read in which columns are named and filled; others, and what stands above the
    header, are named aloud. Of a .docx tracked deletions, text boxes, footnotes, headers and footers are left out. The
    text of a web page is found by trafilatura, which may leave in a menu or lose a paragraph: look at some. Title, and
    date of a page, are taken from the document where manifest.csv has none. Nothing is fetched.

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
    parts = _read(path, outlet, columns)
    tables = [_articles(part, outlet) for part in parts]
    # One index for all, so that each article still points to its row in `found`.
    starts = [sum(len(part.found) for part in parts[:i]) for i in range(len(parts))]
    tables = [table.set_axis(table.index + start) for table, start in zip(tables, starts, strict=True)]
    articles = _join(tables)
    ledger = _account(articles, pd.concat([part.found for part in parts], ignore_index=True), path.name or str(path))
    _say(path.name or str(path), _rejections(ledger))
    return articles.reset_index(drop=True), ledger


def _read(path: Path, outlet: str | None, columns: dict[str, str] | None) -> list[Part]:
    if path.is_dir():
        return read_folder(path, outlet, columns)
    if path.suffix.lower() == ".zip":
        with unpacked(path, why_not_read) as (folder, lost):
            return read_folder(folder, outlet, columns, path, lost)
    if is_document(path):
        return [read_one(path, outlet, columns)]
    cells, found = read_table(path, columns)
    cells = name_columns(cells, path.name, path, columns, ["text"] if outlet else ["text", "outlet"])
    return [Part(path.name, cells, found, is_typed(path))]


def _check(path: Path, outlet: str | None) -> None:
    """Raise a FramingError unless the path leads to something that can be read."""
    if outlet is not None and not (isinstance(outlet, str) and outlet.strip()):
        raise FramingError(
            f"`outlet` is {outlet!r}, and must be a name: read_articles({path.as_posix()!r}, outlet='BBC')."
        )
    kinds = (*TABLES, *DOCUMENTS, ".zip")
    if path.is_dir() or (path.is_file() and path.suffix.lower() in kinds):
        return
    if path.exists():
        raise FramingError(
            f"{path.name} cannot be read. read_articles reads {', '.join(kinds)} and folders of them. "
            "Save it as one of them: from Excel as .xlsx, from Word as .docx, from elsewhere as .txt or CSV UTF-8."
        )
    beside = sorted(p.name for p in path.parent.iterdir()) if path.parent.is_dir() else []
    near = difflib.get_close_matches(path.name, beside, 3)
    if near:
        mend = f"Near to it: {', '.join(near)}. Read that: read_articles({(path.parent / near[0]).as_posix()!r})."
    else:
        mend = f"Python looks for it from {Path.cwd().as_posix()}. Give its path from there, or the whole path."
    raise FramingError(f"There is nothing at {path.as_posix()}. {mend}")


def _articles(part: Part, outlet: str | None) -> pd.DataFrame:
    """The articles among the records of one part; for the others the reason goes into `found`."""
    cells, found = part.cells, part.found
    ours = [*COLUMNS["articles"], *(c for c in SYNONYMS if c in cells and c not in COLUMNS["articles"])]
    table = pd.DataFrame({c: as_strings(cells[c]) if c in cells else "" for c in ours}, index=cells.index, dtype="str")
    for column in ("article_id", "outlet"):
        table[column] = [cell if is_text(cell) else "" for cell in table[column].str.strip()]
    table["outlet"] = table.outlet.mask(table.outlet == "", (outlet or "").strip())
    # A table that we wrote has these two already, nearer to the source than what this file says.
    if "published_raw" not in cells:
        table["published_raw"] = table.published
    if "source_file" not in cells:
        table["source_file"] = found.source[cells.index]
    reasons = pd.Series(map(_why_not, cells.text, table.outlet), cells.index, dtype="str")
    for other in are_texts([c for c in cells if c not in ours]):
        elsewhere = reasons.str.startswith("no text") & cells[other].map(is_text)
        reasons = reasons.mask(elsewhere, f'no text, but "{other}" holds one')
    found.loc[cells.index, "reason"] = reasons
    table = table[reasons == ""]
    typed = as_values if part.typed else as_numbers
    table = table.assign(**{c: typed(cells[c].loc[table.index]) for c in cells if c not in ours})
    # Together only within a file: in another, 03/04/2025 may be the other way round.
    published, notes = parse_dates(table.published.tolist())
    _say(part.name, notes)
    return table.assign(published=published.set_axis(table.index))


def _why_not(text: object, outlet: str) -> str:
    if not isinstance(text, str):
        missing = text is None or text is pd.NA or (isinstance(text, float) and text != text)
        return "no text" if missing else f"text is of type {type(text).__name__}, not a string"
    if not is_text(text):
        return f"no text: it says {text.strip()!r}" if text.strip() else "no text"
    return "" if outlet else "no outlet"


def _join(tables: list[pd.DataFrame]) -> pd.DataFrame:
    """The articles of several files in one table: ours first, then what any of them has."""
    if len(tables) == 1:
        return tables[0]
    tables = [table for table in tables if len(table)] or tables[:1]
    articles = pd.concat(tables)
    theirs = [c for c in articles if c not in COLUMNS["articles"]]
    for column in theirs:
        kinds = {isinstance(table[column].dtype, pd.StringDtype) for table in tables if column in table}
        if kinds == {True, False}:  # numbers in one file, words in another
            articles[column] = as_strings(articles[column])
        elif kinds == {True}:
            articles[column] = articles[column].fillna("")
    return articles[[*COLUMNS["articles"], *sorted(theirs, key=lambda c: c not in SYNONYMS)]]


def _account(articles: pd.DataFrame, found: pd.DataFrame, name: str) -> pd.DataFrame:
    """Give each article its id, and each record its row in the ledger."""
    ids = articles.article_id.mask(articles.article_id == "", _ids_from_files(found.loc[articles.index])).tolist()
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
        _say(name, [f"{len(renamed):,} article_id came before and got a number; first: {next(iter(renamed.values()))}"])
    ledger = found.assign(status="rejected", article_id="")[COLUMNS["ledger"]]
    ledger.loc[articles.index, "status"] = "imported"
    ledger.loc[articles.index, "article_id"] = ids
    ledger.loc[list(renamed), "reason"] = list(renamed.values())
    return ledger


def _ids_from_files(found: pd.DataFrame) -> list[str]:
    files = {source: PurePosixPath(source) for source in found.source.unique()}
    stems = Counter(file.stem for file in files.values())
    short = {
        source: file.stem if stems[file.stem] == 1 else file.with_suffix("").as_posix()
        for source, file in files.items()
    }
    return [
        f"{short[source]}-{position}" if is_table(source) else short[source]
        for source, position in zip(found.source, found.position, strict=True)
    ]


def _rejections(ledger: pd.DataFrame) -> list[str]:
    reasons = ledger.reason[ledger.status == "rejected"]
    if not len(reasons):
        return []
    often = ", ".join(f"{n:,} x {reason}" for reason, n in reasons.value_counts().head(3).items())
    return [f"{len(reasons):,} of {len(ledger):,} records are not imported ({often}); the ledger lists them"]


def _say(name: str, notes: list[str]) -> None:
    for note in notes:
        print(f"{name}: {note}", file=sys.stderr)
