"""Dictionaries of other programs: quanteda (YAML), LIWC (.dic), Lexicoder (.lcd, .lc3), Yoshikoder (.ykd).

Each reader returns every entry that the file holds; what our terms cannot express is set apart here, never dropped.
What the formats are is taken from quanteda, whose `dictionary()` reads all of them (Benoit et al. 2018), from its test
files, and from what Yoshikoder writes (ExportUtil.java).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat

import pandas as pd
import yaml

from ..tables import FramingError
from ..text.terms import Term, parse_term, tidy_term
from .encoding import read_text

_BETWEEN = " / "  # the categories of a path
_OWN = "__"  # the key under which quanteda writes the terms of a category that has categories inside
_TOLD = 5  # entries left out that are named on the screen; all are in the table
_REGEX = re.compile(r"[\\|^\[\]{}]|\.[*+]|\(\?")
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_YAML_MEND = "Write a category as name: and its terms below it, each after a hyphen and a space"
_LIWC_MEND = "A LIWC dictionary begins with %, a line for each category (1, a tab, anger), and % again"
_XML_MEND = "Save it anew in Lexicoder or Yoshikoder"


class Entry(NamedTuple):
    """One entry as the file has it; `reason` says why it cannot be looked for, if the format alone tells."""

    term: str
    path: tuple[str, ...]
    line: int
    note: str = ""
    reason: str = ""


def read_dictionary(path: Path) -> pd.DataFrame:
    """A lexicon of the entries that our terms can express; the others are rows of attrs["left_out"]."""
    text = read_text(path)
    if not text.strip():
        raise FramingError(f"{path.name} is empty. Save it once more, or give the path of another file.")
    entries = list(_READERS[path.suffix.lower()](text, path.name))
    rows, left_out, seen = [], [], {}
    for entry in entries:
        term, frame = tidy_term(entry.term), _BETWEEN.join(" ".join(name.split()) for name in entry.path)
        parsed, reason = _parsed(term, entry)
        if not reason and (frame, parsed) in seen:
            reason = f"stands in this category already, in line {seen[frame, parsed]}"
        if reason:
            left_out.append({"term": term, "frame": frame, "line": entry.line, "reason": reason})
        else:
            seen[frame, parsed] = entry.line
            rows.append((term, frame, f"from {path.name}, category {frame}", entry.note))
    _say(path.name, left_out, len(entries))
    if not rows:
        why = f" The first: {_told(left_out[0])}." if left_out else ""
        raise FramingError(f"{path.name} holds no entry that can be looked for.{why} Write at least one word into it.")
    lexicon = pd.DataFrame(rows, columns=["term", "frame", "source", "note"], dtype="str")
    if not lexicon.note.any():
        lexicon = lexicon.drop(columns="note")
    # Rows of plain values and no table: pandas compares attrs when it joins tables, and writes them into Parquet.
    lexicon.attrs["left_out"] = left_out
    return lexicon


def _parsed(term: str, entry: Entry) -> tuple[Term | None, str]:
    """The term, or the reason why it is none."""
    reason = entry.reason
    if not reason and not entry.path:
        reason = "stands in no category"
    if not reason and re.search(r"\w", term):
        if _REGEX.search(term):
            reason = "looks like a regular expression. Write out the words that it matches"
        elif "?" in term:
            reason = "has a ?, which may stand for any letter. Write out the words that it matches"
    if reason:
        return None, reason
    try:
        return parse_term(entry.term), ""
    except ValueError as error:
        return None, str(error)


def _say(name: str, left_out: list[dict], n_entries: int) -> None:
    if left_out:
        more = f"; and {len(left_out) - _TOLD:,} more" if len(left_out) > _TOLD else ""
        print(
            f"{name}: {len(left_out):,} of {n_entries:,} entries left out: "
            f'{"; ".join(map(_told, left_out[:_TOLD]))}{more}. All are listed in lexicon.attrs["left_out"]',
            file=sys.stderr,
        )


def _told(row: dict) -> str:
    return f"line {row['line']}, {row['term']!r} {row['reason'].split('. ')[0]}"


class _PlainLoader(yaml.BaseLoader):
    """Makes nodes of text and nothing else: no objects, no truth values out of "no", no aliases that multiply."""

    def compose_node(self, parent, index):
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark
            raise yaml.composer.ComposerError("while scanning an alias", None, "an alias", mark)
        return super().compose_node(parent, index)


def _read_yaml(text: str, name: str) -> Iterator[Entry]:
    try:
        root = yaml.compose(text, Loader=_PlainLoader)
        if not isinstance(root, yaml.MappingNode):
            raise FramingError(f"{name}, line 1: no category. {_YAML_MEND}.")
        yield from _walk(root, (), name)
    except yaml.MarkedYAMLError as error:
        place = f"{name}, line {error.problem_mark.line + 1}"
        if error.context == "while scanning an alias":
            raise FramingError(
                f"{place}: a * in front means an alias in YAML. Put a term that begins with * in quotation marks."
            ) from None
        raise FramingError(f"{place}: no YAML: {error.problem}. {_YAML_MEND}.") from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise FramingError(
            f"{name}, line {line}: no YAML: the character U+{error.character:04X} may not stand there. Delete it."
        ) from None
    except RecursionError:
        raise FramingError(f"{name}: categories lie too deep inside each other. {_YAML_MEND}.") from None


def _walk(node: yaml.Node, path: tuple[str, ...], name: str) -> Iterator[Entry]:
    line = node.start_mark.line + 1
    if node.tag not in {f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map")}:
        raise FramingError(f"{name}, line {line}: the tag {node.tag} is not read. Delete it: terms are plain text.")
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise FramingError(
                    f"{name}, line {key.start_mark.line + 1}: the name of a category is no text. {_YAML_MEND}."
                )
            yield from _walk(value, path if key.value in ("", _OWN) else (*path, key.value), name)
    elif isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from _walk(child, path, name)
    elif node.value or node.style:  # a category without terms is no entry
        yield Entry(node.value, path, line)


def _read_liwc(text: str, name: str) -> Iterator[Entry]:
    lines = list(enumerate(_LINE_BREAK.split(text), 1))
    marks = [number for number, line in lines if line.strip() == "%"]
    first = next(number for number, line in lines if line.strip())
    if first not in marks:
        raise FramingError(f"{name}, line {first}: no % before the categories. {_LIWC_MEND}.")
    if len(marks) < 2:
        raise FramingError(f"{name}, line {first}: no second % ends the list of categories. {_LIWC_MEND}.")
    categories = _liwc_categories(lines[marks[0] : marks[1] - 1], name)
    for number, line in lines[marks[1] :]:
        if line.strip():
            yield from _liwc_entries(line.strip(), number, categories)


def _liwc_categories(lines: list[tuple[int, str]], name: str) -> dict[int, tuple[str, ...]]:
    """The path of each numbered category: since LIWC2015 one that stands further in is part of the one above it."""
    categories, above = {}, []
    for number, line in lines:
        found = re.fullmatch(r"(\s*)(\d+)\s+(\S.*)", line.rstrip())
        if line.strip() and not found:
            raise FramingError(
                f"{name}, line {number}: {line.strip()!r} is no category. Write its number, a tab and its name."
            )
        if found:
            indent, category = len(found[1]), int(found[2])
            if category in categories:
                raise FramingError(
                    f"{name}, line {number}: a second category {category}. Give each category a number of its own."
                )
            above = [(depth, title) for depth, title in above if depth < indent] + [(indent, found[3])]
            categories[category] = tuple(title for _, title in above)
    return categories


def _liwc_entries(line: str, number: int, categories: dict[int, tuple[str, ...]]) -> Iterator[Entry]:
    term, tab, rest = line.partition("\t")
    if not tab and (apart := re.fullmatch(r"(.+?)((?:\s+\d+)+)", line)):
        term, rest = apart.groups()
    numbers, reason = rest.split(), ""
    if re.search(r"[(<]", rest) or re.search(r"[(<].*\w", term):
        reason = "depends on the words around it, by a condition in brackets"
    elif not numbers:
        reason = "has no category"
    elif not all(n.isdecimal() for n in numbers):
        reason = f"has {rest!r} where the numbers of its categories should be"
    if reason:
        yield Entry(term, (), number, reason=reason)
        return
    for n in dict.fromkeys(map(int, numbers)):
        unknown = "" if n in categories else f"has the category {n}, which the top of the file does not name"
        yield Entry(term, categories.get(n, (str(n),)), number, reason=unknown)


def _read_lexicoder(text: str, name: str) -> Iterator[Entry]:
    """Version 2 writes XML as Yoshikoder does; version 3 a line +category, and a line for each entry below it."""
    if text.lstrip().startswith("<"):
        yield from _read_xml(text, name)
        return
    path: tuple[str, ...] = ()
    for number, line in enumerate(_LINE_BREAK.split(text), 1):
        if line.startswith("+"):
            path = (line.strip("+ \t"),)
            if not path[0]:
                raise FramingError(f"{name}, line {number}: a category without a name. Write it after the +.")
        elif line.strip() and not path:
            raise FramingError(
                f"{name}, line {number}: {line.strip()!r} stands before the first category. Write a line +category "
                "above it."
            )
        elif line.strip():
            yield Entry(line, path, number)


def _read_xml(text: str, name: str) -> Iterator[Entry]:
    reader = _XmlReader(name)
    try:
        reader.parser.Parse(text.encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        raise FramingError(
            f"{name}, line {error.lineno}: broken XML: {expat.ErrorString(error.code)}. {_XML_MEND}."
        ) from None
    return iter(reader.entries)


class _XmlReader:
    """Categories are `cnode`, terms are `pnode`. No entity is ever resolved: a file with a DOCTYPE is refused."""

    def __init__(self, name: str):
        self.entries: list[Entry] = []
        self.parser = expat.ParserCreate("utf-8")
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self._name, self._root, self._path, self._are_regex = name, "", [], False

    def _doctype(self, *_) -> None:
        raise FramingError(
            f"{self._place()}: it has a DOCTYPE, which may make a file grow without end. Delete <!DOCTYPE …>."
        )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = attributes.get("name", "")
        if not self._root:
            self._root, self._are_regex = tag, attributes.get("patternengine", "").startswith("reg")
            if tag != "dictionary":
                raise FramingError(f"{self._place()}: <{tag}> where <dictionary> should begin. {_XML_MEND}.")
        if tag == "cnode":
            if not name.strip():
                raise FramingError(f'{self._place()}: a category without a name. Write it: <cnode name="anger">.')
            self._path.append(name)
        elif tag == "pnode":
            score = attributes.get("score", "")
            note = "; ".join(filter(None, [attributes.get("desc", "").strip(), score and f"score {score}"]))
            # Yoshikoder's other engine reads the names as regular expressions; a plain word is one that finds itself.
            is_regex = self._are_regex and re.search(r"[^\w\s'’-]", name)
            reason = "is a regular expression. Write out the words that it matches" if is_regex else ""
            self.entries.append(Entry(name, tuple(self._path), self.parser.CurrentLineNumber, note, reason))

    def _end(self, tag: str) -> None:
        if tag == "cnode":
            self._path.pop()

    def _place(self) -> str:
        return f"{self._name}, line {self.parser.CurrentLineNumber}"


_READERS = {
    ".yml": _read_yaml,
    ".yaml": _read_yaml,
    ".dic": _read_liwc,
    ".lcd": _read_lexicoder,
    ".lc3": _read_lexicoder,
    ".ykd": _read_xml,
}
DICTIONARY_SUFFIXES = tuple(_READERS)
