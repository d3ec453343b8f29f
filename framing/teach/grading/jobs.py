"""Runs notebooks in processes of their own. Whatever a notebook does to its process, a result comes back."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from ...voice import memory
from . import watch
from .limits import PROCESSES, Limits, environment, without_network
from .run import TOO_SLOW

_RUNS = 6  # of one notebook, each without a cell more that ended the last; after that it cannot be graded
_START = 60  # seconds for a process to start in, on a busy machine
_LOOK = 0.05  # seconds between two short looks at a notebook: processes that double are soon too many to be ended
_LOOKS, _LOOKS_AT_FILES = 5, 40  # short looks between two at what it uses, and at what it wrote
_running: set[subprocess.Popen] = set()
_lock = threading.Lock()
_stopping = threading.Event()


class Stopped(Exception):
    """A notebook ended every process that ran it."""


class NotStarted(Stopped):
    """No process could be started; another time one may."""


class Interrupted(BaseException):
    """The command was stopped by hand: what was running has no result, and none is kept."""


def run_steps(
    steps: list[dict[str, Any]], files: Callable[[], Iterable[tuple[str, bytes]]], limits: Limits
) -> dict[int, dict[str, Any]]:
    """What came of each step. One that ended its process counts as failed, and the others run again without it.

    `files` gives names and contents of what lies beside the notebook, anew for each process.
    """
    fatal: dict[int, dict[str, Any]] = {}
    for _ in range(_RUNS):
        with tempfile.TemporaryDirectory(prefix="framing-", ignore_cleanup_errors=True) as place:
            done, ended_by = _run_once(steps, files, limits, list(fatal), Path(place))
        if _stopping.is_set():
            raise Interrupted
        if ended_by is None:
            return done | fatal
        if ended_by[0] < 0 or ended_by[0] in fatal:
            raise NotStarted(f"its process could not start: {ended_by[1]}")
        # what took all its time is not given it again, or many such cells would hold up the class for an hour
        fatal |= {i: came for i, came in done.items() if came.get("slow")}
        fatal[ended_by[0]] = {"error": ended_by[1], "score": 0.0}
    where = ", ".join(steps[i]["where"] for i in sorted(fatal))
    raise Stopped(f"{_RUNS} processes that ran it ended, one after the other (by {where})")


def allow() -> None:
    """Begin: what an earlier command stopped says nothing about this one."""
    _stopping.clear()


def stop_all() -> None:
    """End every process started here, with its children, and start no other."""
    _stopping.set()
    with _lock:
        for process in list(_running):
            _kill(process)


def _run_once(steps, files, limits: Limits, skip: list[int], place: Path):
    """The results of one process, and (step, reason) where it ended before the last step."""
    work, home, progress = place / "work", place / "home", place / "progress.jsonl"
    work.mkdir()
    home.mkdir()
    for name, content in files():
        path = work / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    for known in memory.folder().glob("voices-*.sqlite"):  # what was read before; a copy, so that no run spoils it
        shutil.copy(known, home)
    told = {"steps": steps, "skip": [str(s) for s in skip], "progress": str(progress), **limits.as_dict()}
    (place / "job.json").write_text(json.dumps(told), encoding="utf8")
    command = [*without_network(), sys.executable, "-P", "-m", "framing.teach.grading.run", str(place / "job.json")]
    with progress.open("a+", encoding="utf8", errors="replace") as lines:  # held open: a notebook may delete it
        code, said = _wait(command, place, environment(str(home)), limits)
        lines.seek(0)
        return _read_progress(lines.read(), code, said, limits)


def _wait(command: list[str], place: Path, variables: dict[str, str], limits: Limits) -> tuple[int | None, str]:
    """The exit code (None: it was ended from here), and why; or the end of what the process said when it failed."""
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            command,
            cwd=place / "work",
            env=variables,
            stdin=subprocess.PIPE,  # nothing comes through it; that it closes tells the notebook that nobody waits
            stdout=subprocess.DEVNULL,  # endless output fills nothing
            stderr=errors,
            start_new_session=os.name == "posix",
        )
        with _lock:
            _running.add(process)
            if _stopping.is_set():
                _kill(process)
        try:
            code, reason = _watch(process, place, limits)
        finally:
            with _lock:
                _kill(process)
                _running.discard(process)
            process.stdin.close()
        errors.seek(max(errors.seek(0, 2) - 300, 0))
        return code, reason or errors.read().decode("utf8", "replace").strip()


def _watch(process: subprocess.Popen, place: Path, limits: Limits) -> tuple[int | None, str]:
    """The exit code; or None and what the notebook had too much of."""
    end, looks, crowd = time.monotonic() + limits.notebook_seconds + _START, 0, watch.tasks() + PROCESSES
    while time.monotonic() < end:
        try:
            return process.wait(_LOOK), ""
        except subprocess.TimeoutExpired:
            looks += 1
            if looks % _LOOKS == 0 or watch.tasks() > crowd:
                reason = watch.too_much(process.pid, limits)
                reason = reason or (looks % _LOOKS_AT_FILES == 0 and watch.too_many_files(place))
                if reason:
                    return None, reason
    return None, f"it did not stop within the time of the notebook ({limits.notebook_seconds:g} seconds)"


def _kill(process: subprocess.Popen) -> None:
    try:
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)  # with what the student's code started
        else:
            # with what the student's code started
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
            process.kill()
    except (ProcessLookupError, PermissionError):
        pass
    process.wait()


def _read_progress(lines: str, code: int | None, said: str, limits: Limits):
    done: dict[int, dict[str, Any]] = {}
    last = -1
    for line in lines.splitlines():
        try:
            told = json.loads(line)
        except ValueError:  # half a line, where the process was ended while it wrote
            continue
        if told.get("event") == "finished":
            return done, None
        last = told["step"]
        if told["event"] == "end":
            done[last] = {k: v for k, v in told.items() if k not in ("step", "event")}
    if done.get(last, {}).get("full"):
        return done, (last, done[last]["error"])
    if code == TOO_SLOW:
        return done, (last, f"it ran longer than {limits.cell_seconds:g} seconds and could not be stopped")
    if code is None:
        return done, (last, said)
    if last < 0:
        return done, (last, said or f"exit code {code}")
    return done, (last, f"it ended Python (exit code {code})")
