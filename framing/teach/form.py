"""Coding in a notebook: one mention at a time, each answer saved at once."""

from __future__ import annotations

import os
from html import escape
from pathlib import Path

import pandas as pd

from ..tables import FramingError
from .blind import MARKS
from .cells import read_fits, read_voice
from .guide import FITS_GUIDE, RULES, VOICE_GUIDE
from .workbook import sheet_of, write_csv

_STYLE = (
    "<style>.framing-form{max-width:46em;line-height:1.5}.framing-form mark{font-weight:bold;"
    "background:rgba(128,128,128,.3);color:inherit}.framing-form small{opacity:.8}"
    ".framing-form blockquote{margin:.5em 0;padding:.3em 1em;border-left:3px solid rgba(128,128,128,.5)}</style>"
)


class Page:
    """One page of the form: a table in a notebook, lines of text elsewhere."""

    def __init__(self, text: str, html: str):
        self.text, self._html = text, html

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return f'{_STYLE}<div class="framing-form">{self._html}</div>'


class CodingForm:
    """A sample to be coded by one person; the file holds every answer as soon as it is given."""

    def __init__(self, table: pd.DataFrame, path: Path):
        self._table, self._path = table, path

    @property
    def codes(self) -> pd.DataFrame:
        """The answers so far: item, voice, fits, note."""
        return self._table[["item", "voice", "fits", "note"]].copy()

    def answer(self, item: int, voice: str, fits: str, note: str = "") -> Page:
        """Save what you decide on an item, and turn to the next that has no answer; a new answer replaces the old."""
        at = self._row(item)
        read = {"voice": read_voice(str(voice)).value, "fits": read_fits(str(fits)).value}
        for question, given, choices in (("voice", voice, list(VOICE_GUIDE)), ("fits", fits, list(FITS_GUIDE))):
            if not read[question]:
                raise FramingError(
                    f"{question}={given!r} is not known. Choose one of {', '.join(choices)}: "
                    f'form.answer({item}, "quoted", "yes").'
                )
        for column, value in (read | {"note": str(note)}).items():
            self._table.loc[at, column] = value
        self._save()
        return self.next()

    def next(self) -> Page:
        """The first item without an answer."""
        open_items = self._table.item[(self._table.voice == "") | (self._table.fits == "")]
        if not len(open_items):
            text = f"All {len(self._table)} items have an answer, saved in {self._path.as_posix()}."
            return Page(text, f"<p>{escape(text)}</p>")
        return self.show(int(open_items.iloc[0]))

    def show(self, item: int) -> Page:
        """One item, with your answer if there is one."""
        row = self._table.loc[self._row(item)]
        done = int(((self._table.voice != "") & (self._table.fits != "")).sum())
        head = f"Item {item} of {len(self._table)}, {done} answered. Frame: {row.frame}"
        line = f'form.answer({item}, "…", "…")    voice: {", ".join(VOICE_GUIDE)}; fits: {", ".join(FITS_GUIDE)}'
        if row.voice:
            line = f"Your answer: {row.voice}, {row.fits}. {line}"
        text = "\n".join(filter(None, [head, row.headline, row.passage, line]))
        marked = escape(row.passage).replace(MARKS[0], f"<mark>{MARKS[0]}").replace(MARKS[1], f"{MARKS[1]}</mark>")
        title = f"<p><b>{escape(row.headline)}</b></p>" if row.headline else ""
        html = f"<p>{escape(head)}</p>{title}<blockquote>{marked}</blockquote><p><small>{escape(line)}</small></p>"
        return Page(text, html)

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

    def _repr_html_(self) -> str:
        return self.next()._repr_html_()

    def __repr__(self) -> str:
        return repr(self.next())

    def _row(self, item: int) -> int:
        at = self._table.index[self._table.item == item]
        if not len(at):
            raise FramingError(f"There is no item {item!r}. The items are 1 to {len(self._table)}: form.show(1).")
        return at[0]

    def _save(self) -> None:
        beside = self._path.with_name(f"{self._path.name}.saving")
        write_csv(self._table, beside)
        os.replace(beside, self._path)  # at once, so that a crash cannot leave half a file


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
        Shown in a notebook it is the first item without an answer. form.answer(1, "quoted", "yes", "a note") saves an
        answer and shows the next item; form.show(1) goes back to one, form.instructions() is the codebook, form.codes
        the answers so far. `read_codes` reads the file.

    Raises
    ------
    FramingError
        If `sample` is no such sample, the name does not end in .csv, the file there holds another sample or another
        coder's answers, or an answer is not known.

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
    form._save()
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
