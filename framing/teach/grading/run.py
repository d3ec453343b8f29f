"""Run the cells of one notebook in this process, and write after each what came of it. Started by jobs.py:

    python -P -m framing.teach.grading.run job.json

Nothing here trusts the process to live on: a line is on the disk before a cell starts and after it ends, so that
whoever started it knows which cell ended it. Students' code shares the process with the tests, as in nbgrader and any
Jupyter kernel: a student who sets out to forge a result can. An accident cannot.
"""

from __future__ import annotations

import json
import math
import os
import re
import signal
import sys
import threading
from pathlib import Path
from typing import Any

from .limits import PROCESSES, apply_to_this_process

TOO_SLOW = 41  # exit code: the cell caught every interruption and went on
_LONGEST = 600  # characters of a message
_LONGEST_PROSE = 20_000
_RINGS = 3  # a second apart, then the process ends
_NOTHING_THERE = re.compile(r"There is (?:nothing|no \w+) at (.+?)\. (?:Python|Give)")  # as framing says it


class CellTooSlow(BaseException):
    """Not an Exception, so that `except Exception` in a student's loop does not swallow it."""


class Clock:
    """Interrupts a cell that takes too long: by a timer signal; on Windows, which has none, as Ctrl-C would."""

    def __init__(self, seconds: float):
        self.seconds, self.rings = seconds, 0

    def __enter__(self) -> Clock:
        if hasattr(signal, "setitimer"):
            signal.signal(signal.SIGALRM, self._ring)
            signal.setitimer(signal.ITIMER_REAL, self.seconds, 1)
        else:
            signal.signal(signal.SIGINT, self._ring)
            self._timer = threading.Timer(self.seconds, signal.raise_signal, [signal.SIGINT])
            self._timer.daemon = True
            self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)
        else:
            self._timer.cancel()

    def _ring(self, *_: object) -> None:
        self.rings += 1
        if self.rings > _RINGS:
            os._exit(TOO_SLOW)
        raise CellTooSlow


def end_with_the_command() -> None:
    """End this process when the one that started it ends, however it does: its end of our stdin closes then."""
    line = os.dup(0)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)  # a cell that asks for input finds none

    def wait() -> None:
        os.read(line, 1)
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def main(job: Path) -> None:
    end_with_the_command()
    told = json.loads(job.read_text(encoding="utf8"))
    from IPython.core.interactiveshell import InteractiveShell

    # numbers first: it is far larger than what the limit leaves to a student, and nearly every lesson has it
    apply_to_this_process(told["memory_gb"])
    shell: Any = InteractiveShell.instance()
    shell.ask_exit = lambda: None  # exit() in a cell ends nothing, as in Jupyter it would only end the kernel
    shell.enable_gui = lambda gui=None: None  # %matplotlib inline, with nobody to look
    # nobody reads tracebacks here, and rendering that of an endless recursion takes half a minute
    shell.showtraceback = shell.showsyntaxerror = lambda *_, **__: None
    shell.history_manager.enabled = False
    sys.path.insert(0, "")  # modules that a student handed in beside the notebook, as Jupyter finds them
    names, me = set(), os.getpid()
    with open(told["progress"], "a", encoding="utf8") as progress:
        for number, step in enumerate(told["steps"]):
            if str(number) in told["skip"]:
                continue
            _write(progress, {"step": number, "event": "start"})
            done = _run(shell, step, told["cell_seconds"], told["memory_gb"])
            if os.getpid() != me:
                os._exit(0)  # the cell forked: its child must not run the rest a second time
            names |= _names_in(shell) | {done.pop("name", "")}
            _write(progress, {"step": number, "event": "end", "names": sorted(names - {""}), **done})
            if done.get("full"):
                break  # what it filled stays full: another process goes on without this cell
        else:
            _write(progress, {"event": "finished"})
    os._exit(0)  # threads and children that a student left running hold up nothing


def _write(progress, line: dict[str, Any]) -> None:
    progress.write(json.dumps(line) + "\n")
    progress.flush()


def _run(shell: Any, step: dict[str, Any], seconds: float, memory_gb: float) -> dict[str, Any]:
    """What came of a cell: an error; for a test also its score (None: it gave none) and what it said."""
    source = step["source"].rstrip().removesuffix(";") if step["kind"] == "check" else step["source"]
    clock, result = Clock(seconds), None
    try:
        with clock:
            result = shell.run_cell(source, store_history=False)
    except BaseException:  # the alarm rang inside IPython itself
        clock.rings += 1
    if clock.rings or result is None:
        return {"error": f"it ran longer than {seconds:g} seconds and was stopped", "score": 0.0, "slow": True}
    error = result.error_before_exec or result.error_in_exec
    if isinstance(error, BlockingIOError):
        return {"error": f"it started more than {PROCESSES} processes", "score": 0.0, "full": True}
    if isinstance(error, MemoryError):
        return {"error": f"it used more than {memory_gb:g} GB of memory", "score": 0.0, "full": True}
    if error is not None:
        # a bare assert has no message: which one failed is in the instructor's key
        told = f"{type(error).__name__}: {_words(error)}".rstrip(": ")
        return {"error": told, "score": 0.0, **_missing(error)}
    return _score(result.result, step) if step["kind"] == "check" else {}


def _score(value: Any, step: dict[str, Any]) -> dict[str, Any]:
    if hasattr(value, "score"):
        try:
            score = float(value.score)
        except Exception as reason:
            return {"score": None, "error": f"the check gave no number: {type(reason).__name__}"}
        if not math.isfinite(score) or not 0 <= score <= 1:
            return {"score": None, "error": f"the check gave a score of {score}, which is not from 0 to 1"}
        said = {"prose": getattr(value, "for_instructor", ""), "name": getattr(value, "name", "")}
        said = {part: text[:_LONGEST_PROSE] for part, text in said.items() if text and isinstance(text, str)}
        return {"score": score, "words": _words(getattr(value, "words", value)), **said}
    if "assert" in step["source"]:
        return {"score": 1.0}
    return {"score": None, "error": f"the check ended in {type(value).__name__}, which has no score"}


def _missing(error: BaseException) -> dict[str, str]:
    """The file or module that was there when the student worked, and is not here."""
    if isinstance(error, ModuleNotFoundError) and error.name:
        return {"no_module": error.name}
    if isinstance(error, FileNotFoundError | NotADirectoryError | PermissionError) and error.filename:
        return {"no_file": str(error.filename)}
    found = _NOTHING_THERE.match(_words(error))
    return {"no_file": found[1]} if found else {}


def _names_in(shell: Any) -> set[str]:
    """Whose data the notebook works on: the names in what `fr.my_data` gave."""
    parts = sys.modules.get("framing.teach.exercises.parts")
    values = list(shell.user_ns.values()) if parts else []
    return {str(value.name) for value in values if type(value) is parts.MyData}


def _words(value: Any) -> str:
    if isinstance(value, SyntaxError):
        return f"{value.msg} (its line {value.lineno})"
    try:
        return str(value)[:_LONGEST]
    except Exception:
        return ""


if __name__ == "__main__":
    main(Path(sys.argv[1]))
