"""Whose data a notebook worked on, as an instructor wants to know it. Said, and never graded."""

from __future__ import annotations

from collections import Counter
from typing import Any

from ..exercises.draws import folded_name

_WHY_TWICE = "copied work, a borrowed name, or one student twice"


def note_names(results: list[dict[str, Any]], key: dict[str, Any]) -> list[dict[str, Any]]:
    """The results with a note where the name was left as it stood, two works have one name, or one work has several."""
    given = "\n".join(folded_name(cell["source"]) for cell in key["cells"] if cell["cell_type"] == "code")
    results = [result | {"names": sorted(_spelled(result["names"]).values())} for result in results]
    own = [_own(result["names"], given) for result in results]
    works = Counter(name for names in own for name in names)
    made = []
    for result, names in zip(results, own, strict=True):
        notes = []
        if result["names"] and not names:
            left = " and ".join(f'"{name}"' for name in result["names"])
            notes.append(f"the name was left as {left}: the data are nobody's own")
        if len(names) > 1:
            notes.append(f"it uses {len(names)} names: {', '.join(names.values())}")
        for name in (n for n in names if works[n] > 1):
            others = [r["student"] for r, o in zip(results, own, strict=True) if name in o and r is not result]
            notes.append(f'the name "{names[name]}" is also in the work of {_few(others)}: {_WHY_TWICE}')
        made.append(result | {"notes": notes + result["notes"]})
    return made


def _spelled(names: list[str]) -> dict[str, str]:
    """Each name once, by how they are compared: small and capital letters and spaces make no difference."""
    return {folded: " ".join(name.split()) for name in names if (folded := folded_name(name))}


def _own(names: list[str], given: str) -> dict[str, str]:
    """Names that do not stand in the notebook as it was given out."""
    return {folded: name for folded, name in _spelled(names).items() if not _stands_in(folded, given)}


def _stands_in(name: str, given: str) -> bool:
    return f"'{name}'" in given or f'"{name}"' in given


def _few(names: list[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
