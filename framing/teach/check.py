"""Exercises that check themselves: data of each student's own, and what an answer shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape
from importlib import import_module

from ..tables import FramingError
from .exercises import claims
from .exercises.answers import NO_ANSWER, is_missing
from .exercises.draws import Draw, folded_name
from .exercises.parts import Exercise, MyData, Solution, is_well_posed

EXERCISES = "00.1 01.1 01.2 02.1 03.1 04.1 04.2 04.3 05.1 05.2 06.1 07.1 08.1 09.1".split()  # with data drawn by name
_ALL = sorted([*EXERCISES, *claims.IDS])
_TRIES = 400  # draws until one is well posed
_asked: dict[str, str] = {}  # exercise: the name that `my_data` was last given, so that `check` need not repeat it


@dataclass(frozen=True)
class Checked:
    """What `check` says: score (0 to 1), words, and for written answers the prose that a person reads."""

    exercise: str
    score: float
    words: str
    for_instructor: str = ""
    name: str = ""  # whose data the answer is about

    @property
    def _head(self) -> str:
        return f"Exercise {self.exercise}" + ("" if self.words == NO_ANSWER else f": {self.score:.0%}")

    def __str__(self) -> str:
        return f"{self._head}. {self.words}"

    __repr__ = __str__

    def _repr_html_(self) -> str:
        words = escape(self.words).replace("\n", "<br>")
        return f"<p><b>{escape(self._head)}</b><br>{words}</p>"


def my_data(exercise: str, name: str | int) -> MyData:
    """Draw a student's own data for an exercise: the question, the tables, and what the question asks about.

    Parameters
    ----------
    exercise : str
        "04.1", for instance.
    name : str or int
        The student's name or number. The same name always draws the same data, on every computer; small and capital
        letters and spaces at the ends make no difference.

    Returns
    -------
    MyData
        question, articles, mentions, raw_mentions, words, codes, lexicon (None where the exercise has none), outlet,
        frame, term, choice, voice ('' likewise), exercise, name.

    Raises
    ------
    FramingError
        If there is no such exercise, the name is empty, or the exercise takes data that students bring.

    Notes
    -----
    Articles are put in the order of a hash (SHA-256) of exercise, name and id, and the first are taken, so the draw
    depends on no generator of random numbers. A draw in which a known slip would give the right answer, or one
    too near to it, is thrown back and drawn anew.

    With "your name" left as the name there are data, too, and what is shown asks for a name.

    Two students can have the same answer by chance where it is a name or a small count. The tables are small, so
    intervals are wide: they are for practice and no finding about any outlet.

    Examples
    --------
    >>> import framing as fr
    >>> mine = fr.my_data("01.2", "Ada")
    >>> print(mine.question)
    Which article (article_id) loses the most words of its text to cleaning?
    >>> len(mine.articles)
    8
    """
    _require(exercise, name)
    if exercise in claims.IDS:
        raise FramingError(
            f"Exercise {exercise} takes data that you bring: "
            f"fr.check({exercise!r}, claim, mentions=mentions, articles=articles)."
        )
    _asked[exercise] = folded_name(name)
    mine, _ = _posed(exercise, folded_name(name))
    tables = {part: table.copy() for part, table in mine.tables().items()}
    return replace(mine, name=" ".join(str(name).split()), **tables)


def check(exercise: str, answer: object, name: object = None, *, mentions: object = None, articles: object = None):
    """Say whether an answer is right, or which misconception it shows, with partial credit; never the answer.

    Parameters
    ----------
    exercise : str
        "04.1", for instance.
    answer : number, str, list, Series, DataFrame or dict
        What the question asks for: a number, a name, several names; for "04.4" and "10.1" a claim (see Notes).
    name : str, int or MyData, optional
        Whose data the answer is about. Without it the name that `my_data` was last given for this exercise.
    mentions, articles : DataFrame, optional
        For "04.4" and "10.1" only: the tables that the claim rests on. Facts without text will do.

    Returns
    -------
    Checked
        exercise, score (0 to 1), words (a short text), for_instructor (of a claim: its prose, which a person marks).

    Raises
    ------
    FramingError
        If there is no such exercise, or nobody's data were drawn yet. An answer never raises, whatever it is.

    Notes
    -----
    The student's data are drawn anew and solved here, so nothing that was changed in the notebook matters, and no
    answer is stored anywhere. Whoever reads this code can compute the answers; that takes as long as the exercise.

    A number is right within 1 in 100, a count only exactly. Each slip's answer is computed on the same data: a
    slip that gives a number of its own is recognised by it, and a right number got by two errors is not.

    A claim is a dictionary: text, limits (prose, not judged here), frame or term, voice (or left out), more, less
    (outlets), matched (True: within events), ratio, low, high (of `more` over `less`), shown (True or False),
    mention_ids. Five parts count alike: the ids exist; they are mentions of what is claimed; rates and cited mentions
    point the way that is said; ratio and interval are those of `compare_outlets` on these two outlets (NaN where it
    gives none); what is said to be shown agrees with interval and q.

    Examples
    --------
    >>> import framing as fr
    >>> mine = fr.my_data("04.1", "Ada")
    >>> here = mine.articles[mine.articles.outlet == mine.outlet]
    >>> found = mine.mentions[mine.mentions.article_id.isin(here.article_id) & (mine.mentions.frame == mine.frame)]
    >>> fr.check("04.1", len(found))
    Exercise 04.1: 25%. That is a count. A count says nothing before it is divided by the words.
    >>> fr.check("04.1", 1000 * len(found) / here.n_words.sum())
    Exercise 04.1: 100%. Right.
    """
    if isinstance(exercise, str) and exercise in claims.IDS:
        score, words, prose = claims.check_claim(exercise, answer, mentions, articles)
        return Checked(exercise, score, "\n".join(words), prose)
    _require(exercise, "any")
    if is_missing(answer):
        return Checked(exercise, 0.0, NO_ANSWER)
    if name is None and exercise not in _asked:
        raise FramingError(
            f"Whose data is this answer about? Draw yours first: mine = fr.my_data({exercise!r}, 'your name'); or name "
            f"yourself: fr.check({exercise!r}, answer, 'your name')."
        )
    whose = _asked[exercise] if name is None else folded_name(name.name if isinstance(name, MyData) else name)
    _require(exercise, whose)
    _, solution = _posed(exercise, whose)
    score, words = _exercise(exercise).judge(solution, answer)
    return Checked(exercise, score, words, name=whose)


@lru_cache(maxsize=64)
def _posed(exercise: str, name: str) -> tuple[MyData, Solution]:
    """The first draw that is well posed, and its solution."""
    made = _exercise(exercise)
    for attempt in range(_TRIES):
        mine = made.draw(Draw(exercise, name, attempt))
        solution = None if mine is None else made.solve(mine)
        if solution is not None and is_well_posed(solution):
            return mine, solution
    raise FramingError(f"No data could be drawn for {name!r} in exercise {exercise}. Add a letter to the name.")


def _exercise(exercise: str) -> Exercise:
    lesson = import_module(f".exercises.lesson_{exercise[:2]}", __package__)
    return next(made for made in lesson.EXERCISES if made.id == exercise)


def _require(exercise: object, name: object) -> None:
    if not isinstance(exercise, str) or exercise not in _ALL:
        raise FramingError(f"There is no exercise {exercise!r}. There are: {', '.join(_ALL)}.")
    if name is None or isinstance(name, bool) or not isinstance(name, str | int | float) or not folded_name(name):
        raise FramingError(
            f"Give your name or number, so that the data are yours: fr.my_data({exercise!r}, 'your name')."
        )
