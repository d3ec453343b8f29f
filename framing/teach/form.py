"""Coding in a notebook: one mention at a time, each answer saved at once."""

from __future__ import annotations

import os
from collections.abc import Callable
from html import escape
from pathlib import Path

import pandas as pd

from ..tables import FramingError
from .blind import MARKS
from .buttons import coding_buttons
from .cells import read_fits, read_voice
from .guide import FITS, FITS_GUIDE, RULES, VOICE_GUIDE, VOICES
from .workbook import sheet_of, write_csv

_STYLE = (
    "<style>.framing-form{max-width:46em;line-height:1.5}.framing-form mark{font-weight:bold;"
    "background:rgba(128,128,128,.3);color:inherit}.framing-form small{opacity:.8}"
    ".framing-form blockquote{margin:.5em 0;padding:.3em 1em;border-left:3px solid rgba(128,128,128,.5)}"
    # named twice to outrank the rules of JupyterLab, which sets every cell to the right
    ".framing-form.framing-form td{text-align:left;vertical-align:top}</style>"
)


class Page:
    """One page of the form: a table in a notebook, lines of text elsewhere."""

    def __init__(self, text: str, html: str):
        self.text, self.html = text, html

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return f'{_STYLE}<div class="framing-form">{self.html}</div>'


class CodingForm:
    """A sample to be coded by one person; the file holds every answer as soon as it is given."""

    def __init__(self, table: pd.DataFrame, path: Path):
        self._table, self._path = table, path
        self._widget = None
        self.on_answer: Callable[[int], None] | None = None  # what the buttons do when an answer is given in code

    @property
    def codes(self) -> pd.DataFrame:
        """The answers so far: item, voice, fits, note."""
        return self._table[["item", "voice", "fits", "note"]].copy()

    def answer(self, item: int, voice: str, fits: str, note: str = "") -> Page:
        """Save what you decide on an item, and turn to the next that has no answer; a new answer replaces the old."""
        self.row(item)
        read = {"voice": read_voice(str(voice)).value, "fits": read_fits(str(fits)).value}
        for question, given, choices in (("voice", voice, VOICES), ("fits", fits, FITS)):
            if not read[question]:
                raise FramingError(
                    f"{question}={given!r} is not known. Choose one of {', '.join(choices)}: "
                    f'form.answer({item}, "quoted", "yes").'
                )
        self.save(item, read | {"note": str(note)})
        if self.on_answer:
            self.on_answer(self.first_open(item) or item)
        return self.next()

    def next(self) -> Page:
        """The first item without an answer."""
        item = self.first_open()
        return self.show(item) if item else Page(self.done(), f"<p>{escape(self.done())}</p>")

    def show(self, item: int) -> Page:
        """One item, with your answer if there is one."""
        row = self.row(item)
        line = f'form.answer({item}, "…", "…")    voice: {", ".join(VOICES)}; fits: {", ".join(FITS)}'
        if row.voice or row.fits:
            line = f"Your answer: {row.voice or 'no voice'}, {row.fits or 'no fits'}. {line}"
        page = self.page(item)
        return Page(f"{page.text}\n{line}", f"{page.html}<p><small>{escape(line)}</small></p>")

    def instructions(self) -> Page:
        """The codebook on one page."""
        voices = [(voice, meaning, example) for voice, (meaning, example) in VOICE_GUIDE.items()]
        fits = [(answer, meaning, "") for answer, meaning in FITS_GUIDE.items()]
        text = "\n".join([*RULES, *(f"{a}: {b} {c}".strip() for a, b, c in voices + fits)])
        rows = "".join(
            f"<tr><td><b>{a}</b></td><td>{escape(b)}</td><td>{escape(c)}</td></tr>" for a, b, c in voices + fits
        )
        rules = "".join(f"<li>{escape(rule)}</li>" for rule in RULES)
        return Page(text, f"<ol>{rules}</ol><table>{rows}</table>")

    def row(self, item: int) -> pd.Series:
        """An item as it stands in the sheet."""
        at = self._table.index[self._table.item == item]
        if not len(at):
            raise FramingError(f"There is no item {item!r}. The items are 1 to {len(self._table)}: form.show(1).")
        return self._table.loc[at[0]]

    def save(self, item: int, answers: dict[str, str]) -> None:
        """Write voice, fits or note of an item into the file."""
        for column, value in answers.items():
            self._table.loc[self._table.item == item, column] = value
        beside = self._path.with_name(f"{self._path.name}.saving")
        write_csv(self._table, beside)
        os.replace(beside, self._path)  # at once, so that a crash cannot leave half a file

    def first_open(self, after: int = 0) -> int | None:
        """The first item without an answer behind an item, else from the beginning; None if all have one."""
        left = self._table.item[(self._table.voice == "") | (self._table.fits == "")]
        return next((int(item) for item in [*left[left > after], *left]), None)

    def done(self) -> str:
        """How much is answered, in words."""
        n, answered = len(self._table), self._n_answered()
        if answered == n:
            return f"All {n} items have an answer, saved in {self._path.name}."
        return f"{answered} of {n} answered, saved in {self._path.name}."

    def page(self, item: int) -> Page:
        """Headline and passage of an item, and how far you are."""
        row = self.row(item)
        bar = f'<progress aria-label="answered" max="{len(self._table)}" value="{self._n_answered()}"></progress>'
        marked = escape(row.passage).replace(MARKS[0], f"<mark>{MARKS[0]}").replace(MARKS[1], f"{MARKS[1]}</mark>")
        title = f"<p><b>{escape(row.headline)}</b></p>" if row.headline else ""
        text = "\n".join(filter(None, [self._head(item), row.headline, row.passage]))
        return Page(text, f"<p>{escape(self._head(item))} {bar}</p>{title}<blockquote>{marked}</blockquote>")

    def _head(self, item: int) -> str:
        return f"Item {item} of {len(self._table)}, {self._n_answered()} answered. Frame: {self.row(item).frame}"

    def _n_answered(self) -> int:
        return int(((self._table.voice != "") & (self._table.fits != "")).sum())

    def __repr__(self) -> str:
        return repr(self.next())

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        """Buttons where a notebook can show them; beside them the page as it stands, for a printed or web version."""
        page = self.next()
        try:
            self._widget = self._widget or coding_buttons(self)
        except FramingError as error:  # without ipywidgets the form is the page, and says what is missing
            return {"text/plain": page.text, "text/html": f"{page._repr_html_()}<p>{escape(str(error))}</p>"}
        return self._widget._repr_mimebundle_() | {"text/plain": page.text, "text/html": page._repr_html_()}


def open_coding_form(sample: pd.DataFrame, path: str | Path, *, coder: str) -> CodingForm:
    """Code a sample in the notebook, one mention at a time; go on later where you stopped.

    Parameters
    ----------
    sample : DataFrame
        From `draw_coding_sample`.
    path : str or Path
        A .csv file: made new, or one that this form wrote before for the same sample and coder.
    coder : str
        Who codes.

    Returns
    -------
    CodingForm
        Shown in a notebook it is a form with buttons, at the first item without an answer; every click is in the file
        at once. form.answer(1, "quoted", "yes", "a note") does the same in code, form.show(1) shows an item,
        form.next() the first without an answer, form.instructions() the codebook, form.codes the answers so far.
        `read_codes` reads the file.

    Raises
    ------
    FramingError
        If `sample` is no such sample, the name does not end in .csv, the file there holds another sample or another
        coder's answers, or an answer is not known.

    Notes
    -----
    Without the mouse: type the first letters of voice and fits into the last field, and a note behind them if you like
    ("q y she is quoted"), then Enter. Tab and Space reach and press every button, too.

    After a new start of the kernel run the cell again: the form goes on where you stopped. A notebook that was closed
    shows "model not found" in place of the buttons until then. The buttons need the package ipywidgets; where it is
    missing, and on paper, the form is the page of one item.

    Examples
    --------
    >>> import tempfile, pandas as pd, framing as fr
    >>> articles = pd.DataFrame({"article_id": ["a"], "outlet": "X", "title": "", "text": "They call it lawfare."})
    >>> lexicon = pd.DataFrame({"term": ["lawfare"], "frame": ["delegitimation"], "source": "doctest"})
    >>> sample = fr.draw_coding_sample(fr.find_mentions(articles, lexicon), articles, n=1, seed=1)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     form = fr.open_coding_form(sample, folder + "/ada.csv", coder="Ada")
    ...     _ = form.answer(1, "narrator", "yes")
    ...     fr.read_codes(folder + "/ada.csv").codes[["mention_id", "coder", "voice", "fits"]].values.tolist()
    [['a:text:13:delegitimation', 'Ada', 'narrator', 'yes']]
    """
    path = Path(path)
    table = sheet_of(sample, coder)
    if path.suffix.lower() != ".csv":
        raise FramingError(f"{path.name} does not end in .csv, which the form writes. Name it so: {path.stem}.csv.")
    if not coder.strip():
        raise FramingError("The form needs the name of the coder: open_coding_form(sample, path, coder='Ada').")
    if not path.parent.is_dir():
        raise FramingError(f"There is no folder {path.parent.as_posix()}. Make it first, or give another path.")
    form = CodingForm(_resumed(table, path, coder.strip()) if path.exists() else table, path)
    form.save(1, {})
    return form


def _resumed(table: pd.DataFrame, path: Path, coder: str) -> pd.DataFrame:
    """The answers of the file in the rows of the sample."""
    before = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    same = {"code", "voice", "fits", "note", "coder"} <= set(before.columns) and set(before.code) == set(table.code)
    if not same or set(before.coder) != {coder}:
        what = "the answers of another coder" if same else "something else than this sample"
        raise FramingError(f"{path.as_posix()} holds {what}. Give another name, so that nothing is lost.")
    before = before.set_index("code")
    return table.assign(**{column: before[column].loc[table.code].tolist() for column in ("voice", "fits", "note")})
