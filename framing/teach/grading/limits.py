"""What the run of one notebook may use: time, memory, disk, no network. What this machine cannot enforce, it says."""

from __future__ import annotations

import functools
import os
import shutil
import site
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

_CELLS = 10  # a whole notebook may take as long as this many cells that just stay within their time
DISK = 1_000_000_000  # bytes in one file, and in all files of a notebook
PROCESSES = 100  # of one notebook, all that it starts counted
# What a process needs to start. Names of servers, tokens and passwords of the instructor stay outside.
_PASSED_ON = ["PATH", "LANG", "LC_ALL", "SYSTEMROOT", "PYTHONPATH", "VIRTUAL_ENV", "COMSPEC"]
# No network; and no sight of other processes, so that a notebook ends none but its own, and all that it starts ends
# with it, even what left its group.
_APART = ["unshare", "--map-root-user", "--net", "--pid", "--fork", "--kill-child", "--"]
_NOBODY = ["setpriv", "--ruid", "65534"]  # root has no limit of processes: let them be counted as somebody else's


@dataclass(frozen=True)
class Limits:
    """Seconds for one cell, memory for a process."""

    cell_seconds: float = 60
    memory_gb: float = 4

    @property
    def notebook_seconds(self) -> float:
        return _CELLS * self.cell_seconds

    def as_dict(self) -> dict[str, float]:
        return asdict(self)


def apply_to_this_process(memory_gb: float) -> None:
    """Called inside the process that runs a notebook; neither it nor its children can lift the limits again."""
    try:
        import resource
    except ImportError:  # Windows; `warnings_here` has said so
        return
    for what, most in ((resource.RLIMIT_AS, int(memory_gb * 1e9)), (resource.RLIMIT_FSIZE, DISK)):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):  # macOS refuses the first
            continue
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if _is_in_own_world():
        resource.setrlimit(resource.RLIMIT_NPROC, (2 * PROCESSES, 2 * PROCESSES))  # threads count, too
    os.nice(5)  # whoever sits at this machine, and the clock that watches over the notebook, come first


def _is_in_own_world() -> bool:
    """Whether one user is mapped, as `unshare --map-root-user` does; else all that the account runs would count."""
    try:
        return Path("/proc/self/uid_map").read_text().split()[2:] == ["1"]
    except OSError:
        return False


@functools.cache
def without_network() -> tuple[str, ...]:
    """The words before a command that cut it off from the network; none where this machine has no such words."""
    if sys.platform != "linux":
        return ()
    words = (*(_NOBODY if os.getuid() == 0 else ()), *_APART)
    if not all(shutil.which(word) for word in ("setpriv", "unshare") if word in words):
        return ()
    tried = subprocess.run([*words, "true"], capture_output=True, stdin=subprocess.DEVNULL)
    return words if tried.returncode == 0 else ()


def warnings_here() -> list[str]:
    """What cannot be enforced on this machine, for the instructor to know before strangers' code runs."""
    said = []
    if not without_network():
        said.append(
            "The notebooks can reach the network here (only Linux with `unshare` can cut them off). Switch it off, or "
            "grade in a container started with --network none --pids-limit 500."
        )
    if sys.platform != "linux":
        said.append("Memory is not limited here (only Linux does it): close what must not be lost.")
    return said


def environment(home: str) -> dict[str, str]:
    """Variables for a run: its own home, one thread, no window for charts."""
    passed = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    one = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "LOKY_MAX_CPU_COUNT"), "1")
    own = ("HOME", "USERPROFILE", "IPYTHONDIR", "MPLCONFIGDIR", "FRAMING_DATA", "TMPDIR", "TEMP", "TMP")
    homes = dict.fromkeys(own, home)
    homes["PYTHONUSERBASE"] = site.getuserbase()  # packages installed with pip --user stay in reach
    return passed | one | homes | {"MPLBACKEND": "agg", "PYTHONUTF8": "1", "PIP_NO_INPUT": "1", "PIP_RETRIES": "0"}
