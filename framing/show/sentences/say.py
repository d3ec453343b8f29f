"""Numbers and lists as a sentence says them."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

LISTED = 4  # names given one by one; of more, their number


class Sentences(str):
    """Text with a sentence a line; a notebook shows it as prose, because it breaks long lines of output inside words.

    >>> prose(["One.", "", "Two & three."])
    One.
    Two & three.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        return "".join(f'<p style="max-width:46em">{escape(line)}</p>' for line in self.splitlines())


def prose(lines: Iterable[str]) -> Sentences:
    """The lines that say something, one below the other."""
    return Sentences("\n".join(filter(None, lines)))


def number(value: float) -> str:
    """Two figures that matter: 0.034, 0.34, 3.4, 34."""
    if value != value:
        return "–"
    if abs(value) < 0.0005:
        return "0"
    for limit, places in ((0.0995, 3), (0.995, 2), (9.95, 1)):
        if abs(value) < limit:
            return f"{value:.{places}f}"
    return f"{value:,.0f}"


def names(names: list[str]) -> str:
    """Outlets one by one where they are few, else how many."""
    names = [str(n) for n in names]
    if len(names) > LISTED:
        return f"{len(names)} outlets"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def percent(share: float) -> str:
    """Two figures: 0.034 is 3.4%, 0.34 is 34%.

    >>> percent(0.0341), percent(0.34), percent(0.00004), percent(float("nan"))
    ('3.4%', '34%', 'below 0.1%', '–')
    """
    if share != share:
        return "–"
    if 0 < share < 0.0005:
        return "below 0.1%"
    return f"{share:.1%}" if 0 < share < 0.0995 else f"{share:.0%}"


def q_text(q: float) -> str:
    """A q-value behind its letter: "= .034", "below .001", "not tested".

    >>> q_text(0.0341), q_text(0.0002), q_text(float("nan"))
    ('= .034', 'below .001', 'not tested')
    """
    if q != q:
        return "not tested"
    return "below .001" if q < 0.001 else f"= {q:.3f}".replace("= 0.", "= .")
