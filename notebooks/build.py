"""Make the students' notebooks from solutions/: answers taken out, no outputs, the same bytes every time.

    make notebooks

A cell tagged "answer" keeps the comment lines at its top and loses the rest; a Markdown answer becomes a line to fill
in. A cell tagged "check" loses its hidden tests. `framing assign` makes the version that is graded.
"""

from __future__ import annotations

import sys
from pathlib import Path

import jupytext
import nbformat

from framing.teach.grading.lesson import KERNEL, student_source

HERE = Path(__file__).parent
SOLUTIONS = sorted((HERE / "solutions").glob("[0-9][0-9]_*.py"))


def student_notebook(solution: Path) -> str:
    """The student's version of a solution, as the text of an .ipynb file."""
    book = jupytext.read(solution)
    for number, cell in enumerate(book.cells):
        cell.source = student_source(cell)
        cell.metadata = {}
        cell.id = f"cell-{number:02d}"
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    book.metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    book.nbformat, book.nbformat_minor = 4, 5
    return nbformat.writes(book) + "\n"


def notebook_of(solution: Path) -> Path:
    return HERE / f"{solution.stem}.ipynb"


if __name__ == "__main__":
    for path in SOLUTIONS:
        notebook_of(path).write_text(student_notebook(path), encoding="utf8", newline="\n")
        print(f"wrote {notebook_of(path).name}", file=sys.stderr)
