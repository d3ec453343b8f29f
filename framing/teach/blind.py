"""A mention as a coder sees it: enough words on either side, and nothing that names the outlet."""

from __future__ import annotations

import re
from typing import NamedTuple

WORDS_BEFORE, WORDS_AFTER = 90, 50  # the source of a report mostly stands before it, often a sentence or two
MARKS = ("▸", "◂")
MASK = "[outlet]"
_PARAGRAPH = re.compile(r"\s*\n\s*\n\s*")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")  # no spreadsheet may hold them


class View(NamedTuple):
    """The headline above a mention, and the words around it."""

    headline: str
    before: str
    found: str
    after: str


def view_mention(title: str, text: str, part: str, start: int, end: int, outlet: str) -> View:
    """What is shown of a mention; in a headline, the beginning of the text stands after it."""
    name = outlet_pattern(outlet)
    source = title if part == "title" else text
    after = source[end:] if part == "text" else f"{source[end:]}\n\n{text}"
    return View(
        "" if part == "title" else _masked(_one_line(title), name),
        _masked(_last(_one_line(source[:start])), name),
        _one_line(source[start:end]),
        _masked(_first(_one_line(after)), name),
    )


def passage(before: str, found: str, after: str) -> str:
    """The words around a mention in one line, the mention between its marks."""
    return f"{before}{MARKS[0]}{found}{MARKS[1]}{after}".strip()


def outlet_pattern(outlet: str) -> re.Pattern | None:
    """How an outlet's name may stand in its articles: without “The”, without a bracket, as a web address.

    >>> outlet_pattern("The Daily Post (Web)").sub("…", "the DAILY POST, dailypost.com, a daily post")
    '…, …, a …'
    >>> outlet_pattern("The Hill").sub("…", "on the hill, The Hill's reporter said")
    "on the hill, …'s reporter said"
    """
    words = re.findall(r"\w+", re.sub(r"\(.*?\)", "", outlet)) or re.findall(r"\w+", outlet)
    if not words:
        return None
    rest = words[1:] if words[0].casefold() == "the" else words
    ending = r"(?:\.(?:com|org|net|news|co\.\w\w|\w\w))?(?!\w)"
    if len(rest) > 1:
        article = r"(?:the[\s\-_]+)?"
        name = r"[\s\-_.’']*".join(map(re.escape, rest))
        return re.compile(rf"(?<!\w){article}{name}{ending}", re.IGNORECASE)
    # a single word may be an everyday one, so only as the outlet writes it, or in capitals
    article = r"[Tt]he[\s\-_]+" if rest is not words else r"(?:[Tt]he[\s\-_]+)?"
    name = re.escape("".join(rest or words))
    return re.compile(rf"(?<!\w)(?:{article}{name}|{article.replace('he', 'HE')}{name.upper()}){ending}")


def _masked(text: str, name: re.Pattern | None) -> str:
    return name.sub(MASK, text) if name else text


def _one_line(text: str) -> str:
    """White space made single and ends kept, so that the words around a mention stay apart from it or joined to it."""
    inner = " ".join(_CONTROL.sub(" ", _PARAGRAPH.sub(" ¶ ", text)).split())
    return (" " if text[:1].isspace() else "") + inner + (" " if inner and text[-1:].isspace() else "")


def _last(text: str) -> str:
    words, most = text.split(" "), WORDS_BEFORE + text.endswith(" ")
    return text.lstrip() if len(words) <= most else "… " + " ".join(words[-most:])


def _first(text: str) -> str:
    words, most = text.split(" "), WORDS_AFTER + text.startswith(" ")
    return text.rstrip(" ¶") if len(words) <= most else " ".join(words[:most]) + " …"
