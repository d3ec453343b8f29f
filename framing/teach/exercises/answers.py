"""Read what students hand in: a number, a name, or several names, in the shapes that pandas gives them.

Each reader gives what it read, or None and a sentence that says what was expected. None of them raises, because a
student cannot mend an error inside the checker.
"""

from __future__ import annotations

import math
import numbers
import re

import numpy as np
import pandas as pd

NO_ANSWER = "No answer yet."
_COLUMNS = ("outlet", "frame", "term", "word", "article_id")  # of a table that is handed in for its names
_SHAPES = (list, tuple, set, frozenset, np.ndarray, pd.Series, pd.Index, pd.DataFrame)


def is_missing(answer: object) -> bool:
    """Whether there is nothing to check yet.

    >>> [is_missing(x) for x in (None, ..., " ", "a", 0)]
    [True, True, True, False, False]
    """
    return answer is None or answer is Ellipsis or (isinstance(answer, str) and not answer.strip())


def read_number(answer: object) -> tuple[float | None, str]:
    """A number, also as text, as per cent or alone in a table.

    >>> [read_number(x)[0] for x in (3, "0.25", "12,5", "1,200", "62 %", [7], pd.Series([2.5]))]
    [3.0, 0.25, 12.5, 1200.0, 62.0, 7.0, 2.5]
    >>> read_number([1, 2])
    (None, 'One number is asked for, and this holds 2 things. Pick the one: for instance table.iloc[0].')
    """
    if is_missing(answer):
        return None, NO_ANSWER
    if isinstance(answer, _SHAPES):
        cells = _cells(answer)
        if len(cells) != 1:
            return None, (
                f"One number is asked for, and this holds {len(cells)} things. "
                "Pick the one: for instance table.iloc[0]."
            )
        answer = cells[0]
    number = _as_float(answer)
    if number is None:
        return None, f"A number is asked for, such as 12.3, and this is {_kind(answer)}."
    if not math.isfinite(number):
        return None, "This is no finite number. Was something divided by nothing, or is a cell empty?"
    return number, ""


def read_label(answer: object) -> tuple[str | None, str]:
    """One name, folded to small letters.

    >>> read_label(" Daily  Post "), read_label(["x"])[0], read_label(pd.DataFrame({"outlet": ["X"], "n": [2]}))[0]
    (('daily post', ''), 'x', 'x')
    """
    names, problem = read_labels(answer, split=False)
    if names is None:
        return None, problem
    if len(names) != 1:
        return None, f"One name is asked for, and this holds {len(names)}. Pick the one."
    return names[0], ""


def read_labels(answer: object, *, split: bool = True) -> tuple[list[str] | None, str]:
    """Several names: a list, a column, the index of a column of numbers or of what is True, a table, or commas.

    >>> read_labels("Trust, rights")[0], read_labels(pd.Series([True, False], ["a", "b"]))[0]
    (['rights', 'trust'], ['a'])
    """
    if is_missing(answer):
        return None, NO_ANSWER
    if isinstance(answer, str):
        cells = re.split(r"[,;\n]", answer) if split else [answer]
    elif isinstance(answer, _SHAPES):
        cells = _cells(_named(answer))
    else:
        return None, f"Names are asked for, as text in quotation marks, and this is {_kind(answer)}."
    strange = [cell for cell in cells if not isinstance(cell, str)]
    if strange:
        return None, f"Names are asked for, as text in quotation marks, and this holds {_kind(strange[0])}."
    return sorted({" ".join(cell.casefold().split()) for cell in cells} - {""}), ""


def _named(answer: object) -> object:
    """The part of a table or column that holds the names."""
    if isinstance(answer, pd.DataFrame):
        return next((answer[c] for c in _COLUMNS if list(answer.columns).count(c) == 1), answer)
    if isinstance(answer, pd.Series) and answer.dtype == bool:
        return answer.index[answer.to_numpy()]
    if isinstance(answer, pd.Series) and pd.api.types.is_numeric_dtype(answer):
        return answer.index
    return answer


def _cells(answer: object) -> list:
    if isinstance(answer, pd.DataFrame):
        return answer.to_numpy(object).ravel().tolist()
    if isinstance(answer, np.ndarray):
        return answer.ravel().tolist()
    return list(answer)


def _as_float(answer: object) -> float | None:
    if isinstance(answer, bool | np.bool_):
        return None
    if isinstance(answer, numbers.Real):  # also numpy's, Fraction
        return _float(answer)
    if isinstance(answer, str):
        text = answer.strip().removesuffix("%").strip()
        if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", text):
            text = text.replace(",", "")
        return _float(text.replace(",", "."))
    return None


def _float(answer: object) -> float | None:
    try:
        return float(answer)
    except (ValueError, TypeError, OverflowError):
        return None


def _kind(answer: object) -> str:
    kinds = {str: "text", bool: "True or False", dict: "a dictionary", list: "a list", pd.DataFrame: "a table"}
    return kinds.get(type(answer), "a function" if callable(answer) else f"of type {type(answer).__name__}")
