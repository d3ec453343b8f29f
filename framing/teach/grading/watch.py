"""Watches a notebook while it runs: what no limit of a single process holds is the sum of all that it starts.

On Linux, by reading /proc. Elsewhere nothing is watched but the clock; `limits.warnings_here` says so.
"""

from __future__ import annotations

import os
from pathlib import Path

from .limits import DISK, PROCESSES, Limits

_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
_PROC = Path("/proc")


def tasks() -> int:
    """Threads on this machine, from one line of /proc, so that it can be asked often; 0 where there is no /proc."""
    try:
        return int((_PROC / "loadavg").read_text().split()[3].partition("/")[2])
    except OSError:
        return 0


def too_much(pid: int, limits: Limits) -> str:
    """What the process and its descendants have too much of; '' while all is well."""
    family = family_of(pid)
    if len(family) > PROCESSES:
        return f"it started more than {PROCESSES} processes"
    most = limits.memory_gb * 1e9
    # resident pages count twice where two processes share them: only when these are too many, the exact sum
    if len(family) > 1 and sum(family.values()) > most and sum(map(own_bytes, family)) > most:
        return f"it used more than {limits.memory_gb:g} GB of memory in several processes"
    return ""


def too_many_files(place: Path) -> str:
    """Whether more was written into a folder than a lesson can need; '' where not."""
    return f"it wrote more than {DISK / 1e9:g} GB of files" if _bytes_in(place) > DISK else ""


def family_of(pid: int) -> dict[int, int]:
    """Resident bytes of a process and of all that descend from it; nothing where there is no /proc."""
    parents: dict[int, int] = {}
    resident: dict[int, int] = {}
    for folder in _PROC.glob("[0-9]*"):
        try:
            told = (folder / "stat").read_text(errors="replace").rpartition(")")[2].split()  # a name may hold a ")"
        except OSError:
            continue  # it has just ended
        parents[int(folder.name)], resident[int(folder.name)] = int(told[1]), int(told[21]) * _PAGE
    family = {pid} & set(parents)
    while more := {child for child, parent in parents.items() if parent in family} - family:
        family |= more
    return {member: resident[member] for member in family}


def own_bytes(pid: int) -> int:
    """Its memory, with what it shares divided by the number of those who share it."""
    try:
        for line in (_PROC / str(pid) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass  # it has just ended
    return 0


def _bytes_in(place: Path) -> int:
    total, folders = 0, [place]
    while folders:
        try:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(Path(entry.path))
                    else:
                        total += entry.stat(follow_symlinks=False).st_size
        except OSError:
            continue  # the notebook has just deleted it
    return total
