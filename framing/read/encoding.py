"""From the bytes of a file to its characters."""

from __future__ import annotations

import codecs
import re
import sys
from pathlib import Path

from ..tables import FramingError

NO_ENCODING = "cannot be read as UTF-8, UTF-16 or cp1252"
_BEGINNING = 4096  # bytes that show whether every second one is NUL, or name the character set of a page
_CHARSET = re.compile(rb"""<(?:meta[^>]*?charset|\?xml[^>]*?encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
# Pages name the smaller set and use the larger, and so browsers read them (WHATWG Encoding Standard, names and labels).
_LARGER = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"} | {
    "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs", "tis-620": "cp874"}  # fmt: skip


def read_text(path: Path) -> str:
    """The characters of a file, line breaks as they are; what had to be supposed is said aloud."""
    try:
        text, supposed = decode(path.read_bytes())
    except UnicodeDecodeError:
        raise FramingError(f"{path.name} {NO_ENCODING}. Save it as UTF-8 in the program it comes from.") from None
    except OSError as error:
        raise FramingError(
            f"{path.name} cannot be opened: {error.strerror}. Give the path of a file you may read."
        ) from None
    if supposed:
        print(f"{path.name}: {supposed}", file=sys.stderr)
    return text


def decode(raw: bytes) -> tuple[str, str]:
    """The characters, and in words what had to be supposed, if anything; UnicodeDecodeError if nothing fits.

    >>> decode("café".encode("cp1252"))
    ('café', 'not UTF-8, read as cp1252 (Windows)')
    """
    if utf16 := _utf16(raw):
        return raw.decode(utf16), ""
    try:
        return raw.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        pass
    # One broken byte in a file of UTF-8 must not turn every “ of it into â€œ.
    patched = raw.decode("utf-8-sig", "replace")
    broken = patched.count("�")
    whole = len(patched) - len(patched.encode("ascii", "ignore")) - broken
    if whole > broken:
        return patched, f"not UTF-8 in {broken} place{'s' * (broken != 1)}, where � stands now"
    return raw.decode("cp1252"), "not UTF-8, read as cp1252 (Windows)"


def decode_page(raw: bytes) -> tuple[str, str]:
    """The characters of a web page, which may name its character set itself.

    >>> decode_page(b'<meta charset="koi8-r"><p>\\xcd\\xc9\\xd2')
    ('<meta charset="koi8-r"><p>мир', '')
    """
    named = _CHARSET.search(raw[:_BEGINNING])
    # A browser that saves a page as UTF-8 may leave the old name in it; other sets are UTF-8 by accident only.
    if named and not _utf16(raw) and (raw.isascii() or not _is_utf8(raw)):
        try:
            charset = codecs.lookup(named[1].decode("ascii")).name
            text = raw.decode(_LARGER.get(charset, charset), "replace")
        except (LookupError, UnicodeError):  # a name nobody knows; utf-16, which the name itself contradicts
            return decode(raw)
        broken = text.count("�")
        if charset != "utf-8":
            return text, f"not {charset} in {broken} place{'s' * (broken != 1)}, where � stands now" if broken else ""
    return decode(raw)


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _utf16(raw: bytes) -> str | None:
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    # Without a mark: Western text in UTF-16 has a NUL in nearly every second byte, and hardly one in between.
    evens, odds = raw[:_BEGINNING:2], raw[1:_BEGINNING:2]
    low, high = evens.count(0), odds.count(0)
    if high > len(odds) / 2 and low < len(evens) / 20:
        return "utf-16-le"
    if low > len(evens) / 2 and high < len(odds) / 20:
        return "utf-16-be"
    return None
