"""A made-up class of sixty, graded unattended: every kind of work and accident, with the grade it must get.

    make class                (or: python benchmarks/class_of_sixty.py [folder])

Lesson 01 is given out by `framing assign`; sixty students hand it in through Canvas, Moodle and by hand; then
`framing grade` runs with two notebooks at a time, is stopped once with Ctrl-C, and goes on. It prints what each got and
how long it took, and ends with exit code 1 if one grade is not what it must be.
"""

from __future__ import annotations

import copy
import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

import jupytext
import nbformat
import pandas as pd

from framing.teach.grading.lesson import find_lesson
from framing.teach.grading.limits import without_network
from framing.teach.grading.package import assign_lesson

SECONDS, MEMORY_GB, WORKERS, STOP_AFTER = 8, 2, 2, 20
LESSON = "01"
POINTS = 2.0  # of each of the two tests
SLIP = "answer = int((fr.find_mentions(drawn.articles, drawn.lexicon).frame == drawn.frame).sum())"  # not cleaned: 25%
READ = r"import pandas as pd; mine = pd.read_csv(r'C:\Users\me\terms.csv')"
NOTHING = ()  # could not grade


@dataclass
class Work:
    """What one student hands in, the points it must get in the two tests, and words that the note must hold."""

    kind: str
    files: dict[str, bytes]
    points: tuple[float, ...]
    note: str = ""


class Handout:
    """The students' notebook of the lesson, filled in."""

    def __init__(self, book, solutions: list[str]):
        self.book, self.solutions = book, solutions
        self.name = f"{find_lesson(LESSON).stem}.ipynb"
        tags = [cell.metadata.get("nbgrader", {}).get("grade_id", "") for cell in book.cells]
        self.answers = [i for i, tag in enumerate(tags) if "-answer-" in tag][:2]
        self.tests = [i for i, tag in enumerate(tags) if "-check-" in tag]
        self.written = next(i for i, tag in enumerate(tags) if "-written-" in tag)
        self.named = next(i for i, cell in enumerate(book.cells) if 'me = "your name"' in cell.source)

    def fill(self, me: str, first: str | None = None, second: str | None = None):
        """Both answers right where nothing is said; `first` and `second` take the place of one."""
        book = copy.deepcopy(self.book)
        book.cells[self.named].source = book.cells[self.named].source.replace("your name", me)
        for place, given, right in zip(self.answers, (first, second), self.solutions, strict=True):
            book.cells[place].source = right if given is None else given
        book.cells[self.written].source = f"What {me} would defend, and what not."
        return book


def text(book) -> bytes:
    return nbformat.writes(book).encode()


def as_zip(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def changed(book, change):
    change(book.cells)
    return book


def the_class(given: Handout, port: int) -> list[Work]:
    return [*handed_in_right(given), *answered(given), *files_gone_wrong(given), *cells_gone_wrong(given),
            *code_gone_wrong(given, port)]  # fmt: skip


def handed_in_right(given: Handout) -> list[Work]:
    """Right answers, as each way of handing in names and packs them."""
    full = (POINTS, POINTS)
    fill = lambda me: text(given.fill(me))  # noqa: E731
    stem = given.name.removesuffix(".ipynb")
    canvas = {f"canvas{n}_{late}40{n}_9{n}00_{stem}{copy_}.ipynb": fill(f"canvas{n}")
              for n, late, copy_ in [(1, "", ""), (2, "LATE_", ""), (3, "", "-1"), (4, "", "-2")]}  # fmt: skip
    moodle = {f"Mo Odle {n}_50{n}_assignsubmission_file_/{given.name}": fill(f"moodle {n}") for n in range(1, 5)}
    packed = [Work(name.split("_")[0], {}, full) for name in [*canvas, *moodle]]
    packed[0].files, packed[4].files = {"submissions.zip": as_zip(canvas)}, {"C1-Week 1-7.zip": as_zip(moodle)}
    colab, old, windows = given.fill("colab"), given.fill("old"), given.fill("windows")
    colab.nbformat_minor, colab.metadata = 0, {"colab": {}, "widgets": {"application/x": {"a": {}}}}
    third = nbformat.writes(nbformat.convert(old, 3), version=3).encode()
    for n, cell in enumerate(colab.cells):
        del cell["id"]
        cell.metadata = {"id": f"c{n}"}
    for cell in windows.cells:
        cell.source = cell.source.replace("\n", "\r\n")
    inside = {f"OneDrive - Uni/Übung 1/{given.name}": text(windows), "__MACOSX/._x.ipynb": b"\0"}
    return [
        *packed,
        Work("folder", {f"folder/{given.name}": fill("folder")}, full, "the work of copied"),
        Work("file", {f"file_{given.name}": fill("file")}, full),
        Work("Jörg Müller", {"Jörg Müller.zip": as_zip(inside)}, full),
        Work("zip in a zip", {"zip in a zip.zip": as_zip({"hw.zip": as_zip({given.name: fill("zip in zip")})})}, full),
        Work("Colab", {"Colab/x.ipynb": json.dumps(colab).encode()}, full, "the metadata of the cells is lost"),
        Work("old format", {f"old format/{given.name}": third}, full),
        Work("as text", {f"as text/{given.name}.txt": fill("as text")}, full),
    ]


def answered(given: Handout) -> list[Work]:
    fill = lambda me, **answers: {f"{me}/{given.name}": text(given.fill(me, **answers))}  # noqa: E731
    unnamed = text(given.fill("your name"))
    slip = "You counted the raw text"
    return [
        Work(
            "wrong",
            fill("wrong", first="answer = -1", second="answer = 'no such'"),
            (0, 0),
            "0 of 2 points. Not this",
        ),
        Work("half", fill("half", second="answer = 'no such'"), (POINTS, 0), "This name does not"),
        Work("slip", fill("slip", first=SLIP), (POINTS / 4, POINTS), slip),
        Work("slip and wrong", fill("slip and wrong", first=SLIP, second="answer = 5"), (POINTS / 4, 0), slip),
        Work("a text", fill("a text", first="answer = 'many'"), (0, POINTS), "Test 1: 0 of 2 points."),
        Work("nothing", {f"nothing/{given.name}": text(given.book)}, (0, 0), "as it was given out"),
        Work("no name", {f"no name/{given.name}": unnamed}, (POINTS, POINTS), 'the name was left as "your name"'),
        Work("copied", {f"copied/{given.name}": text(given.fill("folder"))}, (POINTS, POINTS), "the work of folder"),
    ]


def files_gone_wrong(given: Handout) -> list[Work]:
    good = text(given.fill("good files"))
    other = text(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# 99 Another lesson")]))
    twice = {f"twice/{given.name}": good, "twice/copy of it.ipynb": good}
    return [
        Work("renamed", {"renamed/my homework.ipynb": good}, (POINTS, POINTS), "was renamed: my homework.ipynb"),
        Work("twice", twice, (POINTS, POINTS), "handed in 2 times"),
        Work("two differ", {f"two differ/{given.name}": good, "two differ/b.ipynb": text(given.fill("b", first="1"))},
             NOTHING, "2 notebooks of this lesson differ"),
        Work("not JSON", {f"not JSON/{given.name}": good[:2000]}, NOTHING, "not a notebook (not JSON)"),
        Work("a web page", {f"a web page/{given.name}": b"<!DOCTYPE html>"}, NOTHING, "begins with '<!DOCTYPE html>'"),
        Work("another lesson", {"another lesson/99.ipynb": other}, NOTHING, "its title is '99 Another lesson'"),
        Work("a PDF", {"a PDF/01.pdf": b"%PDF-1.7"}, NOTHING, "A .pdf shows a notebook"),
        Work("a script", {"a script/01.py": b"x = 1"}, NOTHING, "A .py file has lost the cells"),
        Work("a broken zip", {"a broken zip.zip": as_zip({given.name: good})[:3000]}, NOTHING, "cannot be unpacked"),
    ]  # fmt: skip


def cells_gone_wrong(given: Handout) -> list[Work]:
    first, second = given.tests

    def strip(cells):
        for n, cell in enumerate(cells):
            cell.metadata, cell.id = {}, f"x{n}"

    def retype(cells):
        cells[first] = nbformat.v4.new_markdown_cell(cells[first].source, metadata=cells[first].metadata)

    def double(cells):
        again = copy.deepcopy(cells[first])
        again.id = "again"
        cells.insert(first + 1, again)

    def try_again(cells):
        """Question and test of a wrong first try were copied; below, it is right."""
        again = copy.deepcopy(cells[given.answers[0] : first + 1])
        for n, cell in enumerate(again):
            cell.id = f"again{n}"
        cells[given.answers[0]].source = "answer = -1"
        cells[first + 1 : first + 1] = again

    def ease(cells):
        cells[first].source = "1"

    def lose(*places):
        def change(cells):
            for place in sorted(places, reverse=True):
                del cells[place]

        return change

    full, wrong = (POINTS, POINTS), "answer = -1"
    made = [
        ("test deleted", lose(first), None, full, "check-1 was deleted; the original was put back"),
        ("both deleted", lose(first, second), wrong, (0, POINTS), "check-2 was deleted"),
        ("tried again", try_again, None, full, "stands 2 times; the best result counts"),
        ("test doubled", double, None, full, "stands 2 times"),
        ("test retyped", retype, None, full, "was turned into markdown; the original was run"),
        ("test changed", ease, wrong, (0, POINTS), "was changed; the original was run"),
        ("metadata lost", strip, None, full, "the metadata of the cells is lost"),
        ("answer deleted", lose(given.written), None, full, "written-1 is gone"),
        ("start deleted", lose(given.named), None, NOTHING, "the cell of the lesson that gives"),
    ]
    return [
        Work(kind, {f"{kind}/{given.name}": text(changed(given.fill(kind, first=answer), change))}, points, note)
        for kind, change, answer, points, note in made
    ]


def code_gone_wrong(given: Handout, port: int) -> list[Work]:
    """The first answer is code that does not end well; the second, right, must keep its points."""
    reach = f"import socket\ntry:\n    socket.create_connection(('127.0.0.1', {port}), 2)\n    answer = -1\n"
    reach += "except OSError:\n" + "".join(f"    {line}\n" for line in given.solutions[0].splitlines())
    leave = "import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', 'while True: pass'], "
    leave += "start_new_session=True)\n" + given.solutions[0]
    delete = "import shutil\nshutil.rmtree('.', True)\nshutil.rmtree('..', True)\n" + given.solutions[0]
    stubborn = "import time\nwhile True:\n    try:\n        time.sleep(9)\n    except BaseException: pass"
    ends_all = "import os\ntry:\n    os.kill(-1, 9)\nexcept ProcessLookupError:\n    pass\n"
    ends_all = (ends_all if without_network() else "") + given.solutions[0]  # elsewhere it would end all there is
    files = "n = 0\nwhile True:\n    n += 1\n    open(f'{n}.bin', 'wb').write(bytes(10**7))"
    loses = [
        ("endless loop", "while True: pass", f"it ran longer than {SECONDS} seconds"),
        ("stubborn loop", stubborn, f"it ran longer than {SECONDS} seconds and could not be stopped"),
        ("endless output", "while True: print('loud' * 1000)", f"it ran longer than {SECONDS} seconds"),
        ("10 GB list", "hoard = [0] * (10 * 2**30 // 8)", "more than 2 GB of memory"),
        ("slow 10 GB", "hoard = []\nwhile True: hoard.append(bytearray(10**7))", "more than 2 GB of memory"),
        ("os._exit", "import os; os._exit(0)", "it ended Python (exit code 0)"),
        ("crash", "import os; os.abort()", "it ended Python (exit code"),
        ("fork bomb", "import os\nwhile True: os.fork()", "more than 100 processes"),
        ("files without end", files, "GB of files"),
        ("syntax error", "answer = = 3", "SyntaxError: invalid syntax"),
        ("waits for input", "answer = input('How many? ')", "Error"),
    ]
    leaves = f"{given.solutions[0]}\nimport sys; sys.exit()"
    keeps = [
        ("network", reach),
        ("deletes files", delete),
        ("left running", leave),
        ("ends all", ends_all),
        ("sys.exit", leaves),
    ]
    notes = {"sys.exit": "SystemExit"}
    file = lambda kind, code: {f"{kind}/{given.name}": text(given.fill(kind, first=code))}  # noqa: E731
    return [
        *[Work(kind, file(kind, code), (0, POINTS), note) for kind, code, note in loses],
        *[Work(kind, file(kind, code), (POINTS, POINTS), notes.get(kind, "")) for kind, code in keeps],
        Work(
            "own file",
            {**file("own file", f"{READ}\n{given.solutions[0]}"), "own file/terms.csv": b"term\n"},
            (POINTS, POINTS),
            "was read as",
        ),
        Work("file missing", file("file missing", READ), NOTHING, "which was not handed in"),
        Work("no package", file("no package", "import geo_of_mine"), NOTHING, "which is not installed here"),
    ]


class Watcher(threading.Thread):
    """The largest memory of a process and all that descend from it, in bytes; looked at five times a second."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.pid, self.own, self.together = 0, 0, 0

    def run(self) -> None:
        from framing.teach.grading import watch

        while sys.platform == "linux":
            family = watch.family_of(self.pid) if self.pid else {}
            self.own = max(self.own, family.get(self.pid, 0))
            if sum(family.values()) > self.together:  # what several share is counted once
                self.together = max(self.together, sum(map(watch.own_bytes, family)))
            time.sleep(0.2)


def grade(folder: Path, watcher: Watcher, stop_after: int | None = None) -> tuple[int, list[str]]:
    """Run the command; stop it as Ctrl-C does once so many students are through. Its exit code and what it said."""
    command = [str(Path(sys.executable).parent / "framing")]
    command += ["grade", str(folder), "-o", str(folder / "grades.csv")]
    command += ["--workers", str(WORKERS), "--seconds", str(SECONDS), "--memory", str(MEMORY_GB)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf8")
    watcher.pid = process.pid
    said = []
    for line in process.stderr:
        said.append(line.rstrip())
        if re.match(rf"{stop_after}/", line):
            process.send_signal(signal.SIGINT)
    return process.wait(), said


def compare(works: list[Work], folder: Path) -> list[tuple[str, str, str, str, str]]:
    """kind, must get, got, seconds, '' or what is wrong."""
    table = pd.read_csv(folder / "grades.csv", dtype={"canvas_id": str, "moodle_id": str}).set_index("student")
    seconds = {}
    for path in (folder / "graded").glob("*.json"):
        kept = json.loads(path.read_text(encoding="utf8"))
        seconds[kept["result"]["student"]] = f"{kept['seconds']:.1f}"
    rows = []
    for work in works:
        must = " + ".join(f"{p:g}" for p in work.points) or "could not grade"
        if work.kind not in table.index:
            rows.append((work.kind, must, "no row", "", "missing"))
            continue
        row = table.loc[work.kind]
        graded = row.status != "could not grade"
        got = f"{row['check-1']:g} + {row['check-2']:g}" if graded else "could not grade"
        note = "" if pd.isna(row.note) else row.note
        told = work.note in f"{note} {row.feedback}" if work.note else not note
        wrong = "points" if got != must else "" if told else f"note: {note}"
        rows.append((work.kind, must, got, seconds.get(work.kind, ""), wrong))
    return rows


def main() -> int:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp(prefix="class-"))
    made = assign_lesson(LESSON, folder)
    with zipfile.ZipFile(made.zip) as archive:
        name = next(n for n in archive.namelist() if n.endswith(".ipynb"))
        book = nbformat.reads(archive.read(name).decode(), 4)
    solved = [c.source for c in jupytext.read(find_lesson(LESSON)).cells
              if "answer" in c.metadata.get("tags", []) and c.cell_type == "code"]  # fmt: skip
    watcher, reached = Watcher(), []
    watcher.start()
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=lambda: reached.append(server.accept()), daemon=True).start()
        works = the_class(Handout(book, solved[:2]), server.getsockname()[1])
        for name, content in ((n, c) for work in works for n, c in work.files.items()):
            path = made.submitted / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        begin = time.monotonic()
        stopped, before = grade(folder, watcher, STOP_AFTER)
        halfway = time.monotonic() - begin
        ended, said = grade(folder, watcher)
        total = time.monotonic() - begin
    rows = compare(works, folder)
    print(f"{'kind':<20}{'must get':<18}{'got':<18}{'seconds':>8}")
    for kind, must, got, seconds, wrong in rows:
        print(f"{kind:<20}{must:<18}{got:<18}{seconds:>8}  {wrong}".rstrip())
    n_kept = sum(line.endswith("(as before)") for line in said)
    n_whole = sum(bool(re.match(r"\d+/", line)) for line in before)
    failed = [kind for kind, *_, wrong in rows if wrong]
    checks = {
        "sixty students": len(works) == 60 == sum(bool(re.match(r"\d+/", line)) for line in said),
        "stopped by Ctrl-C with exit code 130, and said how to go on": stopped == 130 and "run the same" in before[-1],
        "what was graded before the stop was kept, and nothing else": n_kept == n_whole >= STOP_AFTER,
        "ended with exit code 0": ended == 0,
        "no notebook reached the network": not reached or not without_network(),
        "every grade and note as it must be": not failed,
    }
    print(f"\n{len(works)} students in {total:.0f} s, {WORKERS} at a time, on {os.cpu_count()} cores;", end=" ")
    print(f"stopped after {n_whole} students ({halfway:.0f} s) and resumed.")
    own, together = watcher.own / 1e9, watcher.together / 1e9
    print(f"Largest memory: {own:.2f} GB for the command, {together:.2f} GB with all that it ran.\n")
    for what, holds in checks.items():
        print(f"{'yes' if holds else 'NO '} {what}")
    return int(not all(checks.values()))


if __name__ == "__main__":
    sys.exit(main())
