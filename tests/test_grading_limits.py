"""What a notebook may use and reach: each way out of its limits is tried, and ends with the notebook alone."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from framing.teach.grading import jobs, limits, watch
from framing.teach.grading.limits import Limits

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux can enforce it; elsewhere the command warns")
APART = pytest.mark.skipif(not limits.without_network(), reason="this machine cannot set a process apart")
QUICK = Limits(cell_seconds=5, memory_gb=1)


def run(*sources, within=QUICK, files=()):
    steps = [{"kind": "code", "where": f"cell {n}", "source": s} for n, s in enumerate(sources, 1)]
    return {n: done.get("error", "") for n, done in jobs.run_steps(steps, lambda: files, within).items()}


def alive(marker, ancestor=None):
    """Processes with these words in their command line; those that descend from `ancestor` where it is given."""
    family, found = watch.family_of(ancestor) if ancestor else None, []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if marker.encode() in (folder / "cmdline").read_bytes() and (not family or int(folder.name) in family):
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def wait_until(holds):
    for _ in range(100):
        if holds():
            return
        time.sleep(0.1)
    raise AssertionError("it did not come about within ten seconds")


@LINUX
def test_processes_without_end_are_stopped_and_the_rest_of_the_notebook_runs():
    begin = time.monotonic()
    bomb = "import os, time\nfor _ in range(1000):\n    if os.fork() == 0:\n        time.sleep(60)"
    assert run(bomb, "x = 1") == {0: "it started more than 100 processes", 1: ""}
    assert time.monotonic() - begin < 10


@LINUX
def test_memory_is_limited_over_all_processes_together():
    hoards = (
        "import os, time\nfor _ in range(4):\n    if os.fork() == 0:\n"
        "        full = bytearray(os.urandom(1000)) * 400_000\n        time.sleep(60)\ntime.sleep(4)"
    )
    assert run(hoards, "x = 1") == {0: "it used more than 1 GB of memory in several processes", 1: ""}


@LINUX
def test_a_child_of_a_cell_does_not_run_the_rest_again():
    assert run("import os\npid = os.fork()", "assert pid > 0\nopen('once', 'x').close()") == {0: "", 1: ""}


@APART
def test_what_a_notebook_leaves_running_ends_with_it_though_it_left_the_group():
    marker = f"left-by-test-{os.getpid()}"
    code = f"import time; time.sleep(300)  # {marker}"
    leave = f"import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', {code!r}], start_new_session=True)"
    assert run(leave) == {0: ""}
    wait_until(lambda: not alive(marker))


@APART
def test_a_notebook_ends_when_the_command_that_runs_it_is_killed():
    cell = "import time; time.sleep(300)"
    code = (
        "from framing.teach.grading import jobs; from framing.teach.grading.limits import Limits\n"
        f"jobs.run_steps([{{'kind': 'code', 'where': 'c', 'source': {cell!r}}}], dict, Limits(200, 1))"
    )
    command = subprocess.Popen([sys.executable, "-c", code])
    wait_until(lambda: len(alive("framing.teach.grading.run", command.pid)) >= 2)
    started = alive("framing.teach.grading.run", command.pid)
    command.kill()
    command.wait()
    wait_until(lambda: not any(Path(f"/proc/{pid}/cmdline").exists() for pid in started))


@APART
def test_a_notebook_that_ends_all_processes_it_sees_ends_only_itself():
    bystander = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    ends_all = "import os, signal\ntry:\n    os.kill(-1, signal.SIGKILL)\nexcept ProcessLookupError:\n    pass"
    run(ends_all, "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)", "x = 1")
    assert bystander.poll() is None
    bystander.kill()
    bystander.wait()


@APART
def test_a_notebook_reaches_no_address():
    reach = "import socket\nsocket.create_connection(('{}', 80), 2)"
    for place in ("127.0.0.1", "192.0.2.1", "localhost"):
        assert "Error" in run(reach.format(place))[0]


def test_a_notebook_that_deletes_its_folder_and_the_one_above_is_graded_all_the_same():
    done = run("import shutil\nshutil.rmtree('.', True)\nshutil.rmtree('..', True)", "x = 1", files=[("a.csv", b"a")])
    assert done == {0: "", 1: ""}


def test_its_home_is_a_folder_of_its_own():
    source = "from pathlib import Path\nassert not list(Path.home().glob('*.ipynb')) and Path.home().name == 'home'"
    assert run(source) == {0: ""}


def test_output_without_end_ends_with_the_time():
    loud = "import sys\nwhile True: print('loud' * 1000)"
    assert run(loud, "x = 1", within=Limits(1, 1)) == {0: "it ran longer than 1 seconds and was stopped", 1: ""}


@LINUX
def test_files_without_end_are_stopped(monkeypatch):
    monkeypatch.setattr(watch, "DISK", 3_000_000)
    many = "import time\nfor n in range(50):\n    open(f'{n}.bin', 'wb').write(bytes(10**5))\ntime.sleep(4)"
    assert run(many, "x = 1") == {0: "it wrote more than 0.003 GB of files", 1: ""}


@LINUX
def test_a_file_without_end_is_an_error_of_the_cell():
    large = "with open('large', 'wb') as file:\n    file.truncate(2 * 10**9)"
    assert run(large) == {0: "OSError: [Errno 27] File too large"}


def test_a_crash_below_python_costs_one_cell():
    assert run("import ctypes\nctypes.string_at(0)", "x = 1")[1] == ""
    assert "it ended Python (exit code" in run("import os\nos.abort()", "x = 1")[0]


def test_a_cell_that_asks_for_a_password_or_input_waits_for_nobody():
    done = run("input('Your name? ')", "import getpass\ngetpass.getpass()")
    assert all("Error" in error for error in done.values())


def test_names_and_passwords_of_the_instructor_stay_outside(monkeypatch):
    monkeypatch.setenv("UNIVERSITY_PASSWORD", "secret")
    assert run("import os\nassert 'UNIVERSITY_PASSWORD' not in os.environ") == {0: ""}


@pytest.mark.parametrize(
    ("platform", "warned"),
    [("win32", ["network", "Memory"]), ("darwin", ["network", "Memory"]), ("linux", ["network"])],
)
def test_what_this_machine_cannot_enforce_is_said_before_strangers_code_runs(monkeypatch, platform, warned):
    monkeypatch.setattr(limits.sys, "platform", platform)
    monkeypatch.setattr(limits.shutil, "which", lambda name: None)
    limits.without_network.cache_clear()
    said = limits.warnings_here()
    limits.without_network.cache_clear()
    assert len(said) == len(warned) and all(word in text for word, text in zip(warned, said, strict=True))
    assert "--network none" in said[0]


def test_a_linux_whose_kernel_refuses_is_warned_too(monkeypatch):
    monkeypatch.setattr(limits, "_APART", ["false"])
    monkeypatch.setattr(limits.sys, "platform", "linux")
    limits.without_network.cache_clear()
    said = limits.warnings_here()
    limits.without_network.cache_clear()
    assert len(said) == 1 and "can reach the network here" in said[0]


def test_without_setrlimit_nothing_is_limited_and_nothing_fails(monkeypatch):
    monkeypatch.setitem(sys.modules, "resource", None)  # as on Windows
    limits.apply_to_this_process(1)


def test_where_memory_cannot_be_limited_the_size_of_files_still_is(monkeypatch):
    resource = pytest.importorskip("resource")
    asked = []

    def refuse(what, most):  # as macOS does
        asked.append(what)
        if what == resource.RLIMIT_AS:
            raise ValueError("current limit exceeds maximum limit")

    monkeypatch.setattr(resource, "setrlimit", refuse)
    monkeypatch.setattr(limits.os, "nice", lambda by: by)
    limits.apply_to_this_process(1)
    assert asked == [resource.RLIMIT_AS, resource.RLIMIT_FSIZE, resource.RLIMIT_CORE]


def test_what_is_not_linux_is_watched_by_the_clock_alone(monkeypatch):
    monkeypatch.setattr(watch, "_PROC", Path("/nowhere"))
    assert watch.too_much(os.getpid(), QUICK) == ""


@LINUX
def test_the_family_of_a_process_is_itself_and_all_that_descend_from_it():
    code = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(60)'])"
    parent = subprocess.Popen([sys.executable, "-c", code], start_new_session=True)
    try:
        wait_until(lambda: len(watch.family_of(parent.pid)) == 2)
        family = watch.family_of(parent.pid)
        assert all(size > 0 for size in family.values())
        assert 0 < watch.own_bytes(parent.pid) <= family[parent.pid] * 1.1
    finally:
        os.killpg(parent.pid, signal.SIGKILL)
        parent.wait()
    assert watch.family_of(parent.pid) == {} and watch.own_bytes(parent.pid) == 0
