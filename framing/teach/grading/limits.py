"""What the run of one notebook may use: time, memory, disk, no network. What this machine cannot enforce, it says."""

from __future__ import annotations

import functools
import os
import shutil
import site
import subprocess
import sys
from dataclasses import asdict, dataclass

_CELLS = 10  # a whole notebook may take as long as this many cells that just stay within their time
_DISK = 1_000_000_000  # bytes in one file
# What a process needs to start. Names of servers, tokens and passwords of the instructor stay outside.
_PASSED_ON = ["PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "PYTHONPATH", "VIRTUAL_ENV", "COMSPEC"]
_UNSHARE = [["unshare", "-rn", "--"], ["unshare", "-n", "--"]]  # as anybody, where the kernel allows it; as root


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
    for what, most in ((resource.RLIMIT_AS, int(memory_gb * 1e9)), (resource.RLIMIT_FSIZE, _DISK)):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):  # macOS refuses the first
            continue
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


@functools.cache
def without_network() -> tuple[str, ...]:
    """The words before a command that cut it off from the network; none where this machine has no such words."""
    if sys.platform != "linux" or shutil.which("unshare") is None:
        return ()
    for words in _UNSHARE:
        if subprocess.run([*words, "true"], capture_output=True, stdin=subprocess.DEVNULL).returncode == 0:
            return tuple(words)
    return ()


def warnings_here() -> list[str]:
    """What cannot be enforced on this machine, for the instructor to know before strangers' code runs."""
    said = []
    if not without_network():
        said.append(
            "The notebooks can reach the network here (only Linux with `unshare` can cut them off). Switch it off, or "
            "grade in a container started with --network none."
        )
    if sys.platform != "linux":
        said.append("Memory is not limited here (only Linux does it): close what must not be lost.")
    return said


def environment(home: str) -> dict[str, str]:
    """Variables for a run: its own home, one thread, no window for charts."""
    passed = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    one = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "LOKY_MAX_CPU_COUNT"), "1")
    homes = dict.fromkeys(("HOME", "USERPROFILE", "IPYTHONDIR", "MPLCONFIGDIR", "FRAMING_DATA"), home)
    homes["PYTHONUSERBASE"] = site.getuserbase()  # packages installed with pip --user stay in reach
    return passed | one | homes | {"MPLBACKEND": "agg", "PYTHONUTF8": "1", "PIP_NO_INPUT": "1", "PIP_RETRIES": "0"}
