"""A lexicon of framing terms from a CSV file, or from a dictionary of another program."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from ..tables import COLUMNS, FramingError, as_texts, require
from ..text.terms import Term, parse_term, tidy_term
from .dictionaries import DICTIONARY_SUFFIXES, read_dictionary
from .tabular import read_csv

EXCEPT_SEPARATOR = ";"
_YES, _NO = {"1", "1.0", "true", "yes", "y", "x"}, {"", "0", "0.0", "false", "no", "n"}


def read_lexicon(path: str | Path) -> pd.DataFrame:
    """Read a lexicon from a CSV file, or a dictionary of quanteda, LIWC, Lexicoder or Yoshikoder.

    Parameters
    ----------
    path : str or Path
        A dictionary in quanteda's YAML (.yml, .yaml), LIWC (.dic), Lexicoder (.lcd, .lc3) or Yoshikoder (.ykd); or
        a CSV file with the columns term, frame, source (why the term is in) and optionally choice (the one thing that
        competing terms name), except (longer terms, with ; between them, inside which the entry is no mention),
        match_case (yes or no), note. A trailing * takes any ending of a word; a space or a hyphen stands for both.

    Returns
    -------
    DataFrame
        One row per entry, in the order of the file; empty cells are ''. match_case is True or False. Of a dictionary
        the frame is the path of its categories, "law / courts", and the source names file and category; a note holds
        description and score where there are any. What our terms cannot express is not in the table but told on
        stderr, and listed in `lexicon.attrs["left_out"]`: term, frame, line, reason of each entry.

    Raises
    ------
    FramingError
        Naming file, line and mend: no such file, no CSV, a missing column, an empty or duplicate term, no frame, a term
        that can never match; of a dictionary: a file that is broken, or none of whose entries can be looked for.

    Notes
    -----
    A term may stand in several frames; it then counts in each. A lexicon is a claim about words that others may
    dispute: say in `source` why each term is in.

    A dictionary is read, and its program is not imitated. Left out are entries with a * elsewhere than at the end,
    with a ?, or written as regular expressions, LIWC entries that depend on the words around them, and repeats inside
    a category. Entries are whole words here, also those of Lexicoder 2, which minds the spaces around an entry: give it
    a * where endings shall count. `pd.DataFrame(lexicon.attrs["left_out"])` makes a table of what to mend;
    `lexicon.to_csv("mine.csv", index=False)` writes a lexicon that can be edited by hand.

    Examples
    --------
    >>> import framing as fr, pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp(), "court.csv")
    >>> _ = path.write_text("term,frame,source\\nwar crime*,atrocity,Rome Statute Art. 8\\n", encoding="utf8")
    >>> fr.read_lexicon(path).values.tolist()
    [['war crime*', 'atrocity', 'Rome Statute Art. 8']]
    >>> path = path.with_name("court.yml")
    >>> _ = path.write_text("law:\\n  courts: [tribunal*, The Hague]\\n", encoding="utf8")
    >>> fr.read_lexicon(path)[["term", "frame"]].values.tolist()
    [['tribunal*', 'law / courts'], ['The Hague', 'law / courts']]
    """
    path = Path(path)
    if not path.is_file():
        raise FramingError(
            f"There is no lexicon at {path}. Give the path of a CSV file with the columns term, frame, source."
        )
    if path.suffix.lower() in DICTIONARY_SUFFIXES:
        return read_dictionary(path)
    if path.suffix.lower() != ".csv":
        raise FramingError(
            f"{path.name} is no CSV file. Save the lexicon as CSV (UTF-8): term,frame,source and a line for each term."
        )
    cells, found = read_csv(path)
    cells.columns = [str(c).strip().lower() for c in cells.columns]
    missing = [c for c in COLUMNS["lexicon"] if c not in cells]
    if missing:
        raise FramingError(
            f"{path.name}, line 1: no column {' and no column '.join(missing)}. It has: {', '.join(cells.columns)}. "
            "Write term,frame,source as its first line, and a cell for each in the lines below."
        )
    if cells.columns.has_duplicates:
        name = cells.columns[cells.columns.duplicated()][0]
        raise FramingError(
            f"{path.name}, line 1: two columns are called {name or 'nothing'}. Rename or delete one of the two."
        )
    for line, reason in zip(found.position, found.reason, strict=True):
        if reason:
            raise FramingError(
                f'{path.name}, line {line}: {reason}. Put a cell that holds a comma in quotation marks: "Art. 6, 8".'
            )
    places = [f"{path.name}, line {line}" for line in found.position]
    lexicon = cells.apply(lambda column: column.str.strip()).reset_index(drop=True)
    lexicon["term"] = [tidy_term(t) for t in lexicon.term]
    check_lexicon(lexicon, places)
    if "match_case" in lexicon:
        lexicon["match_case"] = [yes_or_no(v, p) for v, p in zip(lexicon["match_case"], places, strict=True)]
    return lexicon


def check_lexicon(lexicon: pd.DataFrame, places: list[str] | None = None) -> None:
    """Raise a FramingError for the first row that cannot be looked for; `places` says where each row was written."""
    require(lexicon, "lexicon", COLUMNS["lexicon"])
    if not len(lexicon):
        raise FramingError("`lexicon` holds no terms. Give it one row per term: term, frame, source.")
    places = places or places_of(lexicon)
    seen: dict[tuple[str, Term], str] = {}
    columns = (cells_of(lexicon, column) for column in ("term", "frame", "except"))
    for term, frame, excepted, place in zip(*columns, places, strict=True):
        parsed = _parsed(term, "the term", place)
        for other in filter(str.strip, excepted.split(EXCEPT_SEPARATOR)):
            _parsed(other, "the exception", place)
        if not frame.strip():
            raise FramingError(
                f"{place}: the term {term!r} has no frame. Write in the column frame what it stands for."
            )
        if (frame, parsed) in seen:
            raise FramingError(
                f"{place}: the term {term!r} stands in frame {frame!r} already, at {seen[frame, parsed]}. "
                "Delete one of the two (capitals, hyphens and spaces make no difference)."
            )
        seen[frame, parsed] = place


def places_of(lexicon: pd.DataFrame) -> list[str]:
    return [f"`lexicon`, row {i}" for i in lexicon.index]


def cells_of(lexicon: pd.DataFrame, column: str) -> list[str]:
    """A column as text, '' where there is nothing; nothing at all where there is no such column."""
    if column not in lexicon:
        return [""] * len(lexicon)
    return as_texts(lexicon[column])


def _parsed(term: str, name: str, place: str) -> Term:
    try:
        return parse_term(term)
    except ValueError as reason:
        raise FramingError(f"{place}: {name} {term!r} {reason}.") from None


def yes_or_no(value: str, place: str) -> bool:
    if value.lower() in _YES | _NO:
        return value.lower() in _YES
    raise FramingError(f"{place}: match_case is {value!r}. Write yes or no.")
