"""The coding form with buttons: what a notebook shows of a `CodingForm`, whose file takes every click at once."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ..tables import FramingError
from .cells import read_fits, read_voice
from .guide import FITS, FITS_GUIDE, VOICE_GUIDE, VOICES

if TYPE_CHECKING:
    from ipywidgets import VBox, Widget

    from .form import CodingForm

# The chosen button is told by a tick as well as by its colour.
_STYLE = (
    "<style>.framing-chosen button{padding:0 4px}.framing-chosen .mod-active{background:#1565c0;color:#fff}"
    ".framing-chosen .mod-active::before{content:'✓ '}.framing-chosen{max-width:52em}</style>"
)
_KEYS = "q y, and Enter"
_HOW = f"By keys: the first letters of voice and fits and, if you like, a note behind them. For example: {_KEYS}."


def coding_buttons(form: CodingForm) -> VBox:
    """The form as widgets, turned to the first item without an answer; it follows answers that are given in code."""
    parts = _widgets(form)
    here = form.first_open() or 1

    def turn_to(item: int, said: str = "") -> None:
        nonlocal here
        here, row = item, form.row(item)
        parts["page"].value = _STYLE + form.page(item)._repr_html_()
        parts["fits"].description = f"Does it carry the frame “{row.frame}”?"
        for question in ("voice", "fits"):
            parts[question].value = row[question] or None
        parts["note"].value, parts["keys"].value = row.note, ""
        parts["back"].disabled = item == 1
        said = said or f"Item {item}: {row.voice or 'no voice yet'}, {row.fits or 'fits open'}."
        parts["said"].value = f'<div role="status">{escape(f"{said} {form.done()}")}</div>'

    def take(question: str, value: str | None) -> None:
        if value is not None and value != form.row(here)[question]:  # else it was set by turning the page
            form.save(here, {question: value})
            turn_to(here)

    def take_keys(line: str) -> None:
        try:
            voice, fits, note = read_keys(line)
        except FramingError as error:
            parts["said"].value = f'<div role="alert">{escape(str(error))}</div>'
            return
        form.save(here, {"voice": voice, "fits": fits, "note": note or form.row(here).note})
        turn_to(form.first_open(here) or here, f"Item {here}: {voice}, {fits}.")

    for question in ("voice", "fits", "note"):
        parts[question].observe(lambda change, question=question: take(question, change.new), "value")
    parts["keys"].observe(lambda change: change.new.strip() and take_keys(change.new), "value")
    parts["back"].on_click(lambda _: turn_to(max(here - 1, 1)))
    parts["next"].on_click(lambda _: turn_to(here + 1 if here < len(form.codes) else form.first_open() or here))
    form.on_answer = turn_to
    turn_to(here)
    return parts["whole"]


def read_keys(line: str) -> tuple[str, str, str]:
    """Voice, fits and note from one line.

    >>> read_keys("q y"), read_keys("nu who says so?")
    (('quoted', 'yes', ''), ('narrator', 'unsure', 'who says so?'))
    """
    words = line.split(None, 2)
    if len(words[0]) == 2:  # both letters in a row
        words = [*words[0], *line.split(None, 1)[1:]]
    voice, fits = read_voice(words[0]).value, read_fits(words[1]).value if len(words) > 1 else ""
    if not voice or not fits:
        asked = "voice" if not voice else "fits"
        known = ", ".join(VOICES if not voice else FITS)
        raise FramingError(f"The {asked} in {line.strip()!r} is none of {known}. Type both, for example: {_KEYS}.")
    return voice, fits, (words[2:] or [""])[0].strip()


def _widgets(form: CodingForm) -> dict[str, Widget]:
    try:
        import ipywidgets
    except ImportError:
        raise FramingError(
            "Buttons need the package ipywidgets, which is not installed. "
            "Install it and start the kernel again: pip install ipywidgets."
        ) from None

    def row_of_buttons(label: str, guide: dict[str, str]) -> ipywidgets.ToggleButtons:
        texts = {"options": list(guide), "tooltips": list(guide.values()), "description": label}
        row = ipywidgets.ToggleButtons(value=None, style=style | {"button_width": "9em"}, **texts)
        row.add_class("framing-chosen")
        return row

    style = {"description_width": "initial"}
    line = {"style": style, "continuous_update": False, "layout": ipywidgets.Layout(width="46em", max_width="100%")}
    parts = {name: ipywidgets.HTML() for name in ("page", "said")}
    parts["voice"] = row_of_buttons("Whose words?", {voice: means for voice, (means, _) in VOICE_GUIDE.items()})
    parts["fits"] = row_of_buttons("", FITS_GUIDE)
    parts["note"] = ipywidgets.Text(description="Note", placeholder="doubts, if any", **line)
    parts["back"] = ipywidgets.Button(description="◂ Back")
    parts["next"] = ipywidgets.Button(description="Next ▸", button_style="primary")
    parts["keys"] = ipywidgets.Text(description="By keys", placeholder=_KEYS, tooltip=_HOW, **line)
    book = ipywidgets.HTML(
        f"<details><summary>Codebook</summary>{form.instructions()._repr_html_()}<p>{_HOW}</p></details>"
    )
    turn = ipywidgets.HBox([parts["back"], parts["next"]])
    order = [parts["page"], parts["voice"], parts["fits"], parts["note"], turn, parts["keys"], parts["said"], book]
    return parts | {"whole": ipywidgets.VBox(order)}
