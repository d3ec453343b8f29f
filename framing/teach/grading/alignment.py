"""Which cell of a student's notebook is which cell of the key: by metadata, by id, or by what stands in it."""

from __future__ import annotations

from typing import Any

from .lesson import title_of

_ENOUGH = 0.5  # of the cells that were given: a notebook whose metadata is lost and that has fewer is another one


class Alignment:
    """`places(i)` are the student's cells that are cell i of the key: none where it is gone, two if it was doubled."""

    def __init__(self, given: list[dict[str, Any]], cells: list[dict[str, Any]]):
        self.given, self.cells = given, cells
        self._places: list[list[int]] = [[] for _ in given]
        self._taken: set[int] = set()
        self._by_name = self._match(_grade_id, lambda cell: cell.get("grade_id"), doubled=True)
        self._by_id = self._match(lambda cell: cell.get("id"), lambda cell: cell["id"])
        # the notebook as it lies in the course's folder notebooks/ counts its cells, whatever the lesson
        counted = {cell["id"]: f"cell-{i:02d}" for i, cell in enumerate(given)}
        self._counted = 0
        if title_of(given) == title_of(cells):
            self._counted = self._match(lambda cell: cell.get("id"), lambda cell: counted[cell["id"]])
        # answers were changed by whoever worked: what stands in them says nothing about which one it is
        self._by_source = self._match(_words, lambda cell: _words(cell) if cell["kind"] in ("given", "check") else None)

    def places(self, i: int) -> list[int]:
        return self._places[i]

    def is_this_lesson(self) -> bool:
        solid = [c for c in self.given if _words(c) and c["kind"] in ("given", "check")]
        return bool(self._by_name or self._by_id or self._counted) or self._by_source >= _ENOUGH * len(solid)

    def metadata_lost(self) -> bool:
        return not self._by_name and not self._counted and any(c.get("grade_id") for c in self.given)

    def end_of_exercise(self, i: int) -> int:
        """Where a lost cell belongs at the latest: before the next cell of the key that is still there."""
        after = [places[0] for places in self._places[i + 1 :] if places]
        return min(after, default=len(self.cells))

    def in_the_gap(self, i: int) -> list[int]:
        """Text cells that are no cell of the key, between the neighbours of a lost one: there the answer must stand."""
        before = max((places[-1] for places in self._places[:i] if places), default=-1)
        between = range(before + 1, self.end_of_exercise(i))
        return [j for j in between if j not in self._taken and self.cells[j]["cell_type"] != "code"]

    def _match(self, theirs, ours, *, doubled: bool = False) -> int:
        """Match what is left by one property; in order where several share it. The number of key cells found."""
        at: dict[Any, list[int]] = {}
        for j, cell in enumerate(self.cells):
            if j not in self._taken and (name := theirs(cell)):
                at.setdefault(name, []).append(j)
        n = 0
        for i, cell in enumerate(self.given):
            name = ours(cell)
            if self._places[i] or not name or not at.get(name):
                continue
            self._places[i] = at.pop(name) if doubled else [at[name].pop(0)]
            self._taken.update(self._places[i])
            n += 1
        return n


def _grade_id(cell: dict[str, Any]) -> str | None:
    told = cell["metadata"].get("nbgrader")
    name = told.get("grade_id") if isinstance(told, dict) else None
    return name if isinstance(name, str) else None


def _words(cell: dict[str, Any]) -> str:
    return " ".join(cell["source"].split())
