"""The text of a Word document.

By the standard library, because python-docx passes over what stands in tracked insertions and content controls, and
with it over parts of articles. Left out are tracked deletions, text boxes, footnotes, headers and footers.
"""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from .archive import refuse_bombs
from .plain import Document, Unreadable, opened

_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# Deleted or moved away; pictures and text boxes; what an older Word sees in the place of them; how Asian words sound.
_LEFT_OUT = {"del", "moveFrom", "drawing", "pict", "object", "Fallback", "rt"}
_MEND = "Open it in Word or LibreOffice, and save it as .docx without a password"


def read_docx(path: Path) -> Document:
    """One line for every paragraph, those in tables too, and a blank line between them.

    The title is the one among the properties of the document, else the first paragraph in the style Title or Heading.
    """
    raw = opened(path)
    if raw.startswith(b"\xd0\xcf\x11\xe0"):  # the container of Word before 2007, and of encrypted documents
        raise Unreadable(path, "is encrypted, or an old .doc under another name", _MEND)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            refuse_bombs(archive, path)
            styles = {_value(s, "styleId"): _value(_child(s, "name"), "val").lower() for s in _styles(archive)}
            lines = [(_text(p).strip(), _style(p)) for p in _walk(_part(archive, _place(archive)), "p")]
            title = _property(archive)
    except (zipfile.BadZipFile, zlib.error, ET.ParseError, KeyError, ValueError, RuntimeError, EOFError):
        raise Unreadable(path, "is no Word document, or a damaged one", _MEND) from None
    lines = [(text, styles.get(style, style.lower())) for text, style in lines if text]
    heading = next((text for text, style in lines if style == "title" or style.startswith("heading")), "")
    return Document("\n\n".join(text for text, _ in lines), " ".join((title or heading).split()))


def _part(archive: zipfile.ZipFile, name: str) -> ET.Element:
    return ET.fromstring(archive.read(name))


def _place(archive: zipfile.ZipFile) -> str:
    """Where the text is: Word writes word/document.xml, Word on the web word/document2.xml."""
    for relation in _part(archive, "_rels/.rels"):
        if relation.get("Type", "").endswith("/officeDocument"):
            return relation.get("Target", "").lstrip("/")
    raise KeyError("officeDocument")


def _styles(archive: zipfile.ZipFile) -> Iterator[ET.Element]:
    """The styles have English names in every Word; their ids are in the language of its user."""
    if "word/styles.xml" in archive.namelist():
        yield from _walk(_part(archive, "word/styles.xml"), "style")


def _property(archive: zipfile.ZipFile) -> str:
    if "docProps/core.xml" not in archive.namelist():
        return ""
    return next(("".join(e.itertext()).strip() for e in _walk(_part(archive, "docProps/core.xml"), "title")), "")


def _name(element: ET.Element) -> str:
    """Without the name space, of which there are two: Word's own, and the one of the strict standard."""
    return element.tag.rpartition("}")[2]


def _walk(element: ET.Element, wanted: str) -> Iterator[ET.Element]:
    for child in element:
        if _name(child) == wanted:
            yield child
        elif _name(child) not in _LEFT_OUT:
            yield from _walk(child, wanted)


def _text(element: ET.Element) -> str:
    name = _name(element)
    if name == "t":
        return element.text or ""
    if name in _MARKS:
        return _MARKS[name]
    if name in _LEFT_OUT or name.endswith("Pr"):  # properties; those of a paragraph hold the places of its tabs
        return ""
    return "".join(map(_text, element))


def _style(paragraph: ET.Element) -> str:
    return _value(_child(_child(paragraph, "pPr"), "pStyle"), "val")


def _child(element: ET.Element | None, name: str) -> ET.Element | None:
    return next((child for child in (element if element is not None else ()) if _name(child) == name), None)


def _value(element: ET.Element | None, name: str) -> str:
    """An attribute, whatever its name space."""
    items = element.items() if element is not None else ()
    return next((value for key, value in items if key.rpartition("}")[2] == name), "")
