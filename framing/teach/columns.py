"""Where each of our columns stands in a filled-in sheet, and whose answers it holds."""

from __future__ import annotations

from typing import NamedTuple

from .cells import HEADINGS, is_empty, read_fits, read_heading, read_heading_of_coder, read_voice
from .seals import unseal

QUESTIONS = ("voice", "fits")
_IDS = ("code", "mention_id", "item")
_DEEPEST_HEADER = 50  # rows; titles and instructions may stand above it
_MOST = 0.8  # of what is written in a column must read as codes, voices or fits, for it to be taken for that


class Columns(NamedTuple):
    """The place of each of our columns for one coder; `coder` is '' where a column or the file names them."""

    coder: str
    at: dict[str, int]


def count_known(rows: list[list[str]]) -> int:
    """How many of our columns the best row near the top names."""
    return max(map(len, _named(rows)), default=0)


def find_header(rows: list[list[str]]) -> int | None:
    """The row that names the most of our columns; it must name an id or a code, and one thing more."""
    named = _named(rows)
    best = max((len(n) for n in named if n & set(_IDS) and len(n) > 1), default=0)
    if best:
        return next(i for i, n in enumerate(named) if len(n) == best and n & set(_IDS))
    # its header may be gone or rewritten: the rows that hold our codes tell where it was
    sealed = [i for i, row in enumerate(rows) if any(unseal(cell.strip()) for cell in row)]
    return sealed[0] - 1 if sealed else None


def _named(rows: list[list[str]]) -> list[set[str]]:
    top = rows[:_DEEPEST_HEADER]
    return [{read_heading(cell) or read_heading_of_coder(cell)[0] for cell in row} - {""} for row in top]


def find_columns(rows: list[list[str]], header: int, below: dict[int, list[str]]) -> tuple[list[Columns], list[tuple]]:
    """The columns of each coder, and what is to be told of them: row, status, reason, heading."""
    names = [cell.strip() for cell in rows[header]] if header >= 0 else []
    names += [""] * (max((len(row) for row in below.values()), default=0) - len(names))
    cells = [[row[i] for row in below.values() if i < len(row) and not is_empty(row[i])] for i in range(len(names))]
    told: list[tuple] = []
    by_coder = _by_coder(_under_names(names, rows[header - 1] if header > 0 else []), cells)
    theirs = {i for at in by_coder.values() for i in at.values()}
    ours = _by_heading(names, cells, theirs, told)
    _by_content(names, cells, theirs, ours, by_coder, told)
    told += [
        ("mended", f"column read as {question} of coder {coder}", names[i] or f"column {i + 1}")
        for coder, at in by_coder.items()
        for question, i in at.items()
    ]
    plain = [question for question in QUESTIONS if question in ours]
    if by_coder:
        why = "this column names no coder, others do: read as of the coder column, or else of the file"
        told += [("mended", why, names[ours[question]]) for question in plain]
        if "coder" in ours and not plain:
            told.append(("rejected", "other columns name their coders, so this one is not read", names[ours["coder"]]))
    shared = {name: i for name, i in ours.items() if name not in (*QUESTIONS, "coder")}
    found = [Columns("", ours)] if plain or not by_coder else []
    found += [Columns(coder, shared | at) for coder, at in by_coder.items()]
    return found, [(max(header, 0) + 1, *line) for line in told]


def _under_names(names: list[str], above: list[str]) -> list[str]:
    """Headings that stand twice, each with the name above it, which one cell may give to several columns."""
    label, labels = "", []
    for i in range(len(names)):
        label = above[i].strip() if i < len(above) and above[i].strip() else label
        labels.append(label)
    twice = [[i for i, name in enumerate(names) if read_heading(name) == question] for question in QUESTIONS]
    twice = [at for at in twice if len(at) > 1]
    if not twice or any(len({labels[i] for i in at} - {""}) < len(at) for at in twice):
        return names
    pairs = zip(names, labels, strict=True)
    return [f"{name} ({label})" if label and read_heading(name) else name for name, label in pairs]


def _by_coder(names: list[str], cells: list[list[str]]) -> dict[str, dict[str, int]]:
    """The columns that name their coder, voice_ada and voice_ben; none where there is but one to a question."""
    found: dict[str, dict[str, int]] = {}
    for i, name in enumerate(names):
        question, coder = read_heading_of_coder(name)
        if coder and _holds_answers(question, cells[i]):
            same = next((other for other in found if other.casefold() == coder.casefold()), coder)
            found.setdefault(same, {}).setdefault(question, i)
    plain = [read_heading(name) for name in names if not read_heading_of_coder(name)[1]]
    several = {q for q in QUESTIONS if sum(q in at for at in found.values()) + (q in plain) > 1}
    return {coder: at for coder, at in found.items() if set(at) & several}


def _by_heading(names: list[str], cells: list[list[str]], theirs: set[int], told: list[tuple]) -> dict[str, int]:
    """Our columns by their names; of two of one name, the one in which more is written."""
    ours: dict[str, int] = {}
    for column in HEADINGS:
        at = [i for i, name in enumerate(names) if i not in theirs and read_heading(name) == column]
        at += [
            i for i, name in enumerate(names) if i not in [*theirs, *at] and read_heading_of_coder(name)[0] == column
        ]
        at.sort(key=lambda i: -len(cells[i]))
        if at:
            ours[column] = at[0]
            hint = f". If each is of one coder, name them {column}_ada and {column}_ben" if column in QUESTIONS else ""
            told += [
                ("rejected", f"a second column for {column}; the fuller one is read{hint}", names[i]) for i in at[1:]
            ]
    if "code" in ours and not any(map(_is_code, cells[ours["code"]])):
        del ours["code"]  # somebody's own column of that name; it may hold the voices
    return ours


def _by_content(names, cells, theirs, ours: dict, by_coder: dict, told: list[tuple]) -> None:
    """Columns that no name tells, known by what is written in them; several of one question may be several coders."""
    for column, reads in (("code", _is_code), *_READS.items()):
        if column in ours or any(column in at for at in by_coder.values()):
            continue
        taken = {*theirs, *ours.values(), *(i for at in by_coder.values() for i in at.values())}
        fitting = [i for i in range(len(names)) if i not in taken and cells[i] and _is_mostly(cells[i], reads)]
        headed = {names[i].casefold(): i for i in fitting if names[i]}
        if len(fitting) == 1:
            ours[column] = fitting[0]
            name = names[fitting[0]] or f"column {fitting[0] + 1}"
            told.append(("mended", f"column taken for {column} by what is written in it", name))
        elif len(fitting) > 1 and column == "voice" and len(headed) == len(fitting):
            for i in fitting:
                by_coder.setdefault(names[i], {})[column] = i
        elif len(fitting) > 1:
            reason = f"{len(fitting)} columns may hold {column}: none is read. Name the right one {column}"
            more = f", or {column}_ada and {column}_ben" if column in QUESTIONS else ""
            told.append(("rejected", reason + more, ", ".join(names[i] or f"column {i + 1}" for i in fitting)))


def _holds_answers(question: str, cells: list[str]) -> bool:
    """Whether a column whose heading names a question and a coder is one, and no second thought of somebody's."""
    read = {"voice": read_voice, "fits": read_fits}.get(question)
    return read is None or 2 * sum(bool(read(cell).value) for cell in cells) >= len(cells)


def _is_mostly(cells: list[str], reads) -> bool:
    return sum(map(reads, cells)) >= _MOST * len(cells)


def _is_code(cell: str) -> bool:
    return unseal(cell) is not None


def _is_voice(cell: str) -> bool:
    return len(cell) > 1 and bool(read_voice(cell).value)


def _is_fits(cell: str) -> bool:
    return bool(read_fits(cell).value)


_READS = {"voice": _is_voice, "fits": _is_fits}
