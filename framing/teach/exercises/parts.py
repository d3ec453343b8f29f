"""What exercises are made of: a student's data, a slip that has an answer of its own, and how answers are judged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape

import pandas as pd

from .answers import read_label, read_number
from .draws import Draw, folded_name

NO_NAME = "your name"  # what stands in a lesson where a student puts in a name
_TABLES = ("articles", "mentions", "raw_mentions", "words", "codes", "lexicon")
APART = 0.1  # a slip's answer lies at least this far from the right one, or the draw is not used
NEAR = 0.01  # an answer this near is right: three digits are enough
ROUNDED = 0.05  # this near, and it was rounded too early


@dataclass
class MyData:
    """The data of one student for one exercise: the question, the tables, and what the question asks about."""

    exercise: str
    name: str
    question: str
    articles: pd.DataFrame
    mentions: pd.DataFrame | None = None
    words: pd.DataFrame | None = None
    lexicon: pd.DataFrame | None = None
    raw_mentions: pd.DataFrame | None = None
    codes: pd.DataFrame | None = None
    outlet: str = ""
    frame: str = ""
    term: str = ""
    choice: str = ""
    voice: str = ""

    def tables(self) -> dict[str, pd.DataFrame]:
        named = {part: getattr(self, part) for part in _TABLES}
        return {part: table for part, table in named.items() if table is not None}

    def _whose(self) -> str:
        """A word to who has not put in a name yet: everybody would work on the same data."""
        if folded_name(self.name) != NO_NAME:
            return ""
        return f"These are the data of {NO_NAME!r}. Put in your own name, and everybody gets other data."

    def _sizes(self) -> str:
        return ", ".join(f"{part} ({len(table):,} rows)" for part, table in self.tables().items())

    def __str__(self) -> str:
        lines = [f"Exercise {self.exercise}, data of {self.name}", self.question, f"Tables: {self._sizes()}."]
        return "\n".join([*lines, self._whose()]).rstrip()

    __repr__ = __str__

    def _repr_html_(self) -> str:
        head = f"<b>Exercise {escape(self.exercise)}</b>, data of {escape(self.name)}"
        tables, whose = f"<small>Tables: {escape(self._sizes())}.</small>", escape(self._whose())
        return "".join(f"<p>{part}</p>" for part in (head, escape(self.question), tables, whose) if part)


@dataclass(frozen=True)
class Slip:
    """A misconception: the answer it gives on the student's own data, the credit, and what the student is told."""

    answer: float | str
    credit: float
    words: str


@dataclass(frozen=True)
class Solution:
    """The right answer on a student's data, and the answers of the slips; the first slip that fits is named."""

    right: float | str | frozenset
    slips: list[Slip] = field(default_factory=list)
    known: frozenset = frozenset()  # the labels that the question allows
    apart: float = APART  # more than NEAR, or a slip's own answer would be right


@dataclass(frozen=True)
class Exercise:
    """One exercise: how data are drawn for a student, how they are solved, how an answer is judged."""

    id: str
    draw: Callable[[Draw], MyData | None]
    solve: Callable[[MyData], Solution | None]
    judge: Callable[[Solution, object], tuple[float, str]]


def is_near(a: float, b: float, apart: float) -> bool:
    return abs(a - b) <= apart * max(abs(a), abs(b))


def is_well_posed(solution: Solution) -> bool:
    """Whether each slip gives another answer than the right one."""
    if isinstance(solution.right, float):
        apart = [(slip.answer, slip.answer / 100) for slip in solution.slips]  # a share may be given as per cent
        return not any(is_near(answer, solution.right, solution.apart) for both in apart for answer in both)
    return all(slip.answer != solution.right for slip in solution.slips)


def judge_number(solution: Solution, answer: object) -> tuple[float, str]:
    """A rate or a share: within one in a hundred of the right one."""
    number, problem = read_number(answer)
    if number is None:
        return 0.0, problem
    if is_near(number, solution.right, NEAR):
        return 1.0, "Right."
    for slip in solution.slips:
        if is_near(number, slip.answer, NEAR):
            return slip.credit, slip.words
    if is_near(number, solution.right, ROUNDED):
        return 0.8, "Nearly. Was something rounded on the way? Round only at the end, and keep three digits."
    return 0.0, "Not this number, and it shows none of the slips known here. Read the question again, word by word."


def judge_share(solution: Solution, answer: object) -> tuple[float, str]:
    """A share from 0 to 1; per cent are read as such."""
    score, words = judge_number(solution, answer)
    number, _ = read_number(answer)
    if score == 0 and number is not None and 1 < number <= 100:
        as_share = judge_number(solution, number / 100)
        if as_share[0] > 0:
            return as_share[0], f"{as_share[1]} (Read as per cent.)"
    return score, words


def judge_count(solution: Solution, answer: object) -> tuple[float, str]:
    """A count: exactly the right one."""
    number, problem = read_number(answer)
    if number is None:
        return 0.0, problem
    if number == solution.right:
        return 1.0, "Right."
    for slip in solution.slips:
        if number == slip.answer:
            return slip.credit, slip.words
    return 0.0, "Not this number, and it shows none of the slips known here. Read the question again, word by word."


def judge_label(solution: Solution, answer: object) -> tuple[float, str]:
    """One name out of those in the data."""
    label, problem = read_label(answer)
    if label is None:
        return 0.0, problem
    if label == fold(solution.right):
        return 1.0, "Right."
    for slip in solution.slips:
        if label == fold(slip.answer):
            return slip.credit, slip.words
    if label not in {fold(name) for name in solution.known}:
        return 0.0, "This name does not stand in your data. Copy it from your table, spelled as there."
    return 0.0, "Not this one, and it shows none of the slips known here. Read the question again, word by word."


def fold(label: str) -> str:
    return " ".join(label.casefold().split())
