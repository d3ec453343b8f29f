"""The sheet that a coder fills in, as a spreadsheet with drop-down lists or as CSV."""

from __future__ import annotations

import csv
import math
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from ..tables import FramingError, as_texts, require
from .blind import MARKS, passage
from .guide import FITS, FITS_GUIDE, RULES, VOICE_GUIDE, VOICES
from .sheets import SAMPLE

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.rich_text import CellRichText
    from openpyxl.worksheet.worksheet import Worksheet

SHEET = ["item", "headline", "passage", "frame", "voice", "fits", "note", "coder", "code"]
FILLED_IN = ["voice", "fits", "note", "coder"]
_WIDTHS = {"item": 6, "headline": 26, "passage": 84, "frame": 15, "voice": 13, "fits": 7, "note": 26, "coder": 10}
_CODE_WIDTH = 12
_LINE = 15  # points
_FONT, _SIZE, _RED, _YELLOW = "Calibri", 11, "9C0006", "FFF2CC"
_LISTS = {"voice": VOICES, "fits": FITS}
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
    In the spreadsheet the marked word is bold and red, voice and fits are yellow until they are answered, and only the
    cells to be filled in can be changed, until somebody lifts the protection (it has no password). On paper it is one
    page wide, without the codes. `read_codes` reads back what Excel, LibreOffice and Google Sheets make of it.

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
    _colour_what_is_empty(sheet, len(table))
    _add_lists(sheet, len(table))
    _protect(sheet)
    _lay_out(sheet, f"A1:H{len(table) + 1}")  # without the codes
    sheet.print_title_rows = "1:1"
    _write_instructions(book.create_sheet("instructions"), table)
    return book


def _write_rows(sheet: Worksheet, table: pd.DataFrame) -> None:
    from openpyxl.styles import Alignment, Border, Font, Protection, Side
    from openpyxl.utils import get_column_letter

    wrapped, thin = Alignment(wrap_text=True, vertical="top"), Side(style="thin", color="BBBBBB")
    styles = {name: wrapped for name in SHEET}
    styles |= {"item": Alignment(horizontal="center", vertical="top"), "code": Alignment(vertical="top")}
    grey = Font(name=_FONT, color="999999", size=8)
    sheet.append(SHEET)
    for cell in sheet[1]:
        cell.font, cell.alignment = Font(name=_FONT, bold=True), styles[cell.value]
    for number, row in enumerate(table.itertuples(index=False), 2):
        for column, (name, value) in enumerate(zip(SHEET, row, strict=True), 1):
            cell = sheet.cell(number, column)
            cell.value = _marked(value) if name == "passage" else value or None
            if isinstance(value, str) and value and name != "passage":
                cell.data_type = "s"  # a headline that begins with = is no formula
            cell.border, cell.alignment = Border(bottom=thin), styles[name]
            if name in FILLED_IN:
                cell.protection = Protection(locked=False)
            elif name == "code":
                cell.font = grey
        lines = max(math.ceil(len(row[SHEET.index(c)]) / (1.1 * _WIDTHS[c])) for c in ("headline", "passage"))
        sheet.row_dimensions[number].height = _LINE * max(lines, 1) + 4
    for column, name in enumerate(SHEET, 1):
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS.get(name, _CODE_WIDTH)
    sheet.freeze_panes = "B2"


def _marked(words: str) -> CellRichText:
    """The passage with the marked word in bold and red; as text it is the same."""
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    before, mark, rest = words.partition(MARKS[0])
    found, end, after = rest.partition(MARKS[1])
    bold = TextBlock(InlineFont(rFont=_FONT, sz=_SIZE, b=True, color=_RED), mark + found + end)
    return CellRichText([part for part in (before, bold, after) if part])


def _colour_what_is_empty(sheet: Worksheet, n: int) -> None:
    """Voice and fits are yellow until they are answered, so that a coder sees what is left."""
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import PatternFill

    for name in _LISTS:
        cells, fill = _column(name, n), PatternFill("solid", bgColor=_YELLOW)
        sheet.conditional_formatting.add(cells, FormulaRule([f"LEN(TRIM({cells.partition(':')[0]}))=0"], fill=fill))


def _add_lists(sheet: Worksheet, n: int) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    for name, choices in _LISTS.items():
        rule = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True, showErrorMessage=True)
        rule.errorTitle, rule.error = name, f"Choose one of: {', '.join(choices)}. Put doubts into the note."
        rule.promptTitle, rule.prompt, rule.showInputMessage = name, _PROMPTS[name], True
        rule.add(_column(name, n))
        sheet.add_data_validation(rule)


def _column(name: str, n: int) -> str:
    """The cells below a heading.

    >>> _column("voice", 3)
    'E2:E4'
    """
    letter = "ABCDEFGHI"[SHEET.index(name)]
    return f"{letter}2:{letter}{n + 1}"


def _protect(sheet: Worksheet) -> None:
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False  # False allows: make a column wider


def _lay_out(sheet: Worksheet, area: str) -> None:
    """One page wide on paper."""
    sheet.print_area = area
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = sheet.page_margins.top = sheet.page_margins.bottom = 0.4


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
            cell.alignment = Alignment(wrap_text=number > 1, vertical="top")
            cell.font = Font(name=_FONT, bold=column == 1 or line[0] in ("voice", "fits"))
        sheet.row_dimensions[number].height = _LINE * max(1, *(-(-len(t) // 58) for t in line[1:])) + 3
    for letter, width in zip("ABC", (14, 62, 62), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.protection.sheet = True
    _lay_out(sheet, f"A1:C{len(lines)}")
