"""The sheet that a coder fills in, as a spreadsheet with drop-down lists or as CSV."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from ..tables import FramingError, as_texts, require
from ..voice.label import VOICES
from .blind import passage
from .guide import FITS_GUIDE, RULES, VOICE_GUIDE
from .sheets import SAMPLE

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

SHEET = ["item", "headline", "passage", "frame", "voice", "fits", "note", "coder", "code"]
FILLED_IN = ["voice", "fits", "note", "coder"]
_WIDTHS = {"item": 6, "headline": 26, "passage": 84, "frame": 15, "voice": 13, "fits": 7, "note": 26, "coder": 10}
_CODE_WIDTH = 12
_LINE = 15  # points
_LISTS = {"voice": VOICES, "fits": ["yes", "no"]}
_PROMPTS = {"voice": "Whose words is the marked word?", "fits": "Does the marked word carry the frame named beside it?"}


def write_coding_sheet(sample: pd.DataFrame, path: str | Path, *, coder: str = "") -> Path:
    """Write the blind sheet that one coder fills in: .xlsx with drop-down lists and instructions, or .csv.

    Parameters
    ----------
    sample : DataFrame
        From `draw_coding_sample`.
    path : str or Path
        Ends in .xlsx or .csv. A file that is there already is left alone, because it may hold somebody's work.
    coder : str
        Who will code. Without a name, `read_codes` takes the name of the file for it.

    Returns
    -------
    Path
        Of the file. Its columns: item, headline, passage (the mention between ▸ and ◂), frame; then voice, fits, note
        and coder to be filled in; and the code by which `read_codes` knows the mention.

    Raises
    ------
    FramingError
        If `sample` is no such sample, the name ends otherwise, the folder is not there, or the file is.

    Notes
    -----
    In the spreadsheet only the cells to be filled in can be changed, until somebody lifts the protection (it has no
    password). `read_codes` reads back what Excel, LibreOffice and Google Sheets make of it.

    Examples
    --------
    >>> import tempfile, pandas as pd, framing as fr
    >>> articles = pd.DataFrame({"article_id": ["a"], "outlet": "X", "title": "", "text": "They call it lawfare."})
    >>> lexicon = pd.DataFrame({"term": ["lawfare"], "frame": ["delegitimation"], "source": "doctest"})
    >>> sample = fr.draw_coding_sample(fr.find_mentions(articles, lexicon), articles, n=1, seed=1)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = fr.write_coding_sheet(sample, folder + "/ada.csv", coder="Ada")
    ...     pd.read_csv(path)[["item", "passage", "coder"]].values.tolist()
    [[1, 'They call it ▸lawfare◂.', 'Ada']]
    """
    path = Path(path)
    table = sheet_of(sample, coder)
    if path.suffix.lower() not in (".xlsx", ".csv"):
        raise FramingError(f"{path.name} ends in neither .xlsx nor .csv. Name it so: {path.stem or 'codes'}.xlsx.")
    if path.exists():
        raise FramingError(
            f"{path.as_posix()} is there already, and may hold somebody's codes. Give another name, or delete it first."
        )
    if not path.parent.is_dir():
        raise FramingError(f"There is no folder {path.parent.as_posix()}. Make it first, or give another path.")
    if path.suffix.lower() == ".csv":
        write_csv(table, path)
    else:
        _book(table).save(path)
    return path


def sheet_of(sample: pd.DataFrame, coder: str) -> pd.DataFrame:
    """The rows as a coder sees them."""
    require(sample, "sample", SAMPLE)
    if not len(sample):
        raise FramingError(
            "`sample` has no rows. Draw one: sample = draw_coding_sample(mentions, articles, n=100, seed=1)."
        )
    words = [passage(*around) for around in zip(sample.before, sample.found, sample.after, strict=True)]
    table = pd.DataFrame({"item": sample.item.tolist(), "headline": as_texts(sample.headline), "passage": words})
    table["frame"] = as_texts(sample.frame)
    return table.assign(voice="", fits="", note="", coder=coder.strip(), code=sample.code.tolist())[SHEET]


def write_csv(table: pd.DataFrame, path: Path) -> None:
    """As Excel opens it; a cell that Excel would run as a formula gets a dot before it."""
    safe = {c: [f"· {t}" if t[:1] in ("=", "+", "-", "@") else t for t in table[c]] for c in ("headline", "passage")}
    table.assign(**safe).to_csv(path, index=False, encoding="utf-8-sig", quoting=csv.QUOTE_NONNUMERIC)


def _book(table: pd.DataFrame) -> Workbook:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "codes"
    _write_rows(sheet, table)
    _add_lists(sheet, len(table))
    _protect(sheet)
    _write_instructions(book.create_sheet("instructions"), table)
    return book


def _write_rows(sheet: Worksheet, table: pd.DataFrame) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
    from openpyxl.utils import get_column_letter

    wrapped, thin = Alignment(wrap_text=True, vertical="top"), Side(style="thin", color="BBBBBB")
    fill, grey = PatternFill("solid", fgColor="FFF8E1"), Font(color="999999", size=8)
    sheet.append(SHEET)
    for cell in sheet[1]:
        cell.font, cell.alignment = Font(bold=True), wrapped
    for number, row in enumerate(table.itertuples(index=False), 2):
        for column, (name, value) in enumerate(zip(SHEET, row, strict=True), 1):
            cell = sheet.cell(number, column)
            cell.value = value or None
            if isinstance(value, str) and value:
                cell.data_type = "s"  # a passage that begins with = is no formula
            cell.border = Border(bottom=thin)
            cell.alignment = wrapped if name != "code" else Alignment(vertical="top")
            if name in FILLED_IN:
                cell.fill, cell.protection = fill, Protection(locked=False)
            elif name == "code":
                cell.font = grey
        lines = max(-(-len(row[SHEET.index(c)]) // (_WIDTHS[c] - 2)) for c in ("headline", "passage"))
        sheet.row_dimensions[number].height = _LINE * max(lines, 1) + 4
    for column, name in enumerate(SHEET, 1):
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS.get(name, _CODE_WIDTH)
    sheet.freeze_panes = "B2"


def _add_lists(sheet: Worksheet, n: int) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for name, choices in _LISTS.items():
        rule = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True, showErrorMessage=True)
        rule.errorTitle, rule.error = name, f"Choose one of: {', '.join(choices)}. Put doubts into the note."
        rule.promptTitle, rule.prompt, rule.showInputMessage = name, _PROMPTS[name], True
        letter = get_column_letter(SHEET.index(name) + 1)
        rule.add(f"{letter}2:{letter}{n + 1}")
        sheet.add_data_validation(rule)


def _protect(sheet: Worksheet) -> None:
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False  # False allows: make a column wider
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = "landscape", 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _write_instructions(sheet: Worksheet, table: pd.DataFrame) -> None:
    from openpyxl.styles import Alignment, Font

    frames = ", ".join(sorted({frame for frame in table.frame if frame}))
    lines = [("How to code", "", "")]
    lines += [(f"{i}.", rule, "") for i, rule in enumerate(RULES, 1)]
    lines += [("", "", ""), ("voice", "whose words", "examples (invented)")]
    lines += [(voice, meaning, example) for voice, (meaning, example) in VOICE_GUIDE.items()]
    lines += [("", "", ""), ("fits", "does the word carry its frame", "")]
    lines += [(answer, meaning, "") for answer, meaning in FITS_GUIDE.items()]
    lines += [("", "", ""), ("frames", f"In this sheet: {frames}. Ask your teacher what each covers.", "")]
    for number, line in enumerate(lines, 1):
        for column, text in enumerate(line, 1):
            cell = sheet.cell(number, column, text or None)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=column == 1 or line[0] in ("voice", "fits"))
        sheet.row_dimensions[number].height = _LINE * max(1, *(-(-len(t) // 58) for t in line[1:])) + 3
    for letter, width in zip("ABC", (14, 62, 62), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.protection.sheet = True
