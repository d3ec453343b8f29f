"""Every lesson as a student meets it: opened in JupyterLab in a browser, run from top to bottom, saved, looked at.

    make look
    python benchmarks/look_lessons.py 04 09 --dark

For each lesson: cells run, seconds, what went wrong, and pictures of the whole notebook in pieces to look at. Each
lesson is a copy in a JupyterLab and a home of its own, so no setting and no notebook of yours is touched, and nothing
is remembered from an earlier run or lesson. Ends with status 1 if anything went wrong.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit
from urllib.request import urlopen

from playwright.sync_api import Browser, Error, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
SCREEN = {"width": 1366, "height": 1280}  # the width of a small laptop; the height of one picture
SETTINGS = {  # all cells drawn at once, because a picture shows what is drawn; no question about news over it
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
}
IDLE = '.jp-NotebookPanel .jp-Notebook-ExecutionIndicator[data-status="idle"]'
CELLS = """() => [...document.querySelectorAll('.jp-Notebook .jp-CodeCell')].map(cell => ({
    number: cell.querySelector('.jp-InputArea-prompt').innerText.trim(),
    empty: !cell.querySelector('.cm-content').innerText.trim(),
    wide: ['.cm-scroller', '.jp-OutputArea-output'].some(part =>
        [...cell.querySelectorAll(part)].some(shown => shown.scrollWidth > shown.clientWidth + 1)),
}))"""


@dataclass
class Seen:
    """What happened to one lesson."""

    lesson: str
    cells: int = 0
    seconds: float = 0.0
    pictures: int = 0
    wide: list[str] = field(default_factory=list)  # cells in which one has to scroll sideways
    said: list[str] = field(default_factory=list)  # in a red box, and no error: what a reader of files supposed
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        line = f"{self.lesson:32} {self.cells:3} cells  {self.seconds:5.1f} s  {self.pictures:2} pictures  "
        line += "as it should be" if not self.wrong else f"{len(self.wrong)} wrong"
        wide = [f"wider than the page: {' '.join(self.wide)}"] if self.wide else []
        return "\n".join([line, *(f"    {note}" for note in self.wrong + wide + self.said)])


@contextmanager
def jupyterlab(python: Path, lesson: Path, dark: bool) -> Iterator[tuple[str, Path]]:
    """A running JupyterLab with a copy of `lesson`: the address that opens it, and the copy."""
    with tempfile.TemporaryDirectory(prefix="look-lessons-") as folder:
        home = Path(folder)
        work = home / "lessons"
        settings = home / "config" / "labconfig" / "default_setting_overrides.json"
        for path in (work, settings.parent, home / "data", home / "runtime"):
            path.mkdir(parents=True)
        copy = Path(shutil.copy(lesson, work))
        theme = {"@jupyterlab/apputils-extension:themes": {"theme": f"JupyterLab {'Dark' if dark else 'Light'}"}}
        settings.write_text(json.dumps(SETTINGS | theme), encoding="utf8")
        port, token = _free_port(), secrets.token_hex(16)
        command = [python, "-m", "jupyterlab", "--no-browser", f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
        command += ["--allow-root"] if _is_root() else []
        with open(home / "server.log", "w", encoding="utf8") as log:
            server = subprocess.Popen(command, cwd=work, env=_environment(home, token), stdout=log, stderr=log)
            try:
                _await_server(server, f"http://127.0.0.1:{port}/api/status?token={token}", home / "server.log")
                yield f"http://127.0.0.1:{port}/lab/tree/{quote(copy.name)}?token={token}", copy
            finally:
                server.terminate()
                server.wait(timeout=30)


def look(browser: Browser, address: str, copy: Path, pictures: Path, limit: float) -> Seen:
    """Open one lesson, run all of it, save it, and picture it."""
    seen = Seen(copy.stem)
    page = browser.new_page(viewport=SCREEN)
    page.set_default_timeout(30_000)
    _listen(page, address, seen)
    try:
        page.goto(address)
        page.locator(".jp-KernelName").filter(has_not_text="No Kernel").wait_for()  # until then "idle" means little
        page.wait_for_selector(IDLE)
        _choose(page, "Run", "Run All Cells")
        seen.seconds = _await_end(page, limit)
        _choose(page, "File", "Save Notebook")
        page.wait_for_selector(".jp-mod-current .jp-DirtyIndicator, .lm-TabBar-tab.jp-mod-dirty", state="detached")
        _judge(page, copy, seen)
    except Error as late:
        seen.wrong.append(f"not to the end: {str(late).splitlines()[0]}")
    seen.pictures = _picture(page, pictures, copy.stem)
    page.close()
    return seen


def _listen(page: Page, address: str, seen: Seen) -> None:
    """What the page says in its console, and what it asks of any machine but its own server."""
    own = urlsplit(address).netloc

    def asked(url: str) -> None:
        there = urlsplit(url)
        if there.scheme in ("http", "https", "ws", "wss") and there.netloc != own:
            seen.wrong.append(f"asked another machine: {there.netloc}")

    page.on("request", lambda request: asked(request.url))
    page.on("websocket", lambda socket: asked(socket.url))
    page.on("pageerror", lambda error: seen.wrong.append(f"the page failed: {error}"))
    page.on("console", lambda said: seen.wrong.append(f"console: {said.text}") if said.type == "error" else None)


def _choose(page: Page, menu: str, item: str) -> None:
    page.get_by_role("menubar").get_by_role("menuitem", name=menu, exact=True).click()
    page.locator(".lm-Menu-item").filter(has_text=re.compile(f"^{item}")).first.click()


def _await_end(page: Page, limit: float) -> float:
    """Seconds until no cell waits and the kernel rests."""
    began = time.monotonic()
    numbered = (
        f"() => (all => all.some(c => /\\d/.test(c.number)) && !all.some(c => c.number.includes('*')))(({CELLS})())"
    )
    page.wait_for_function(numbered, timeout=limit * 1000, polling=100)
    page.wait_for_selector(IDLE)
    return time.monotonic() - began


def _judge(page: Page, saved: Path, seen: Seen) -> None:
    """Cells without a number, and outputs in red, from the page and from the file that a student would hand in."""
    shown = page.evaluate(CELLS)
    seen.cells = len(shown)
    seen.wide = [cell["number"] for cell in shown if cell["wide"]]
    missed = [i for i, cell in enumerate(shown) if not cell["empty"] and not re.search(r"\d", cell["number"])]
    seen.wrong += [f"code cell {i + 1} was not run" for i in missed]
    code = [c for c in json.loads(saved.read_text(encoding="utf8"))["cells"] if c["cell_type"] == "code"]
    if len(code) != len(shown) or not any(cell["execution_count"] for cell in code):
        seen.wrong.append("the notebook was not saved as it stands on the screen")
    for cell in code:
        for output in cell["outputs"]:
            if output["output_type"] == "error":
                seen.wrong.append(f"[{cell['execution_count']}] {output['ename']}: {output['evalue']}")
            elif output.get("name") == "stderr":
                text = "".join(output["text"]).strip()
                where = seen.wrong if re.search(r"Warning:|Traceback|Error", text) else seen.said
                where.append(f"[{cell['execution_count']}] in red: {text.replace(chr(10), ' / ')}")


def _picture(page: Page, folder: Path, lesson: str) -> int:
    """The notebook from top to bottom, one screen after another; how many."""
    for old in folder.glob(f"{lesson}-*.png"):
        old.unlink()
    sheet = page.locator(".jp-NotebookPanel .jp-WindowedPanel-outer").first
    if not sheet.locator(".jp-Cell").count():
        return 0
    page.mouse.move(0, 0)
    full, screen = sheet.evaluate(
        """sheet => [sheet.scrollTop - sheet.getBoundingClientRect().top
            + [...sheet.querySelectorAll('.jp-Cell')].at(-1).getBoundingClientRect().bottom, sheet.clientHeight]"""
    )
    count = math.ceil(full / screen)
    for number in range(count):
        sheet.evaluate("(sheet, top) => { sheet.scrollTop = top }", number * screen)
        page.wait_for_timeout(150)
        sheet.screenshot(path=folder / f"{lesson}-{number + 1:02d}.png")
    return count


def _environment(home: Path, token: str) -> dict[str, str]:
    """The caller's environment with a home in which nothing has been set or remembered."""
    jupyter = {f"JUPYTER_{name.upper()}_DIR": str(home / name) for name in ("config", "data", "runtime")}
    forgotten = ("JUPYTER", "IPYTHON", "XDG_", "FRAMING_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(forgotten)}
    return kept | jupyter | {"HOME": str(home), "JUPYTER_TOKEN": token}


def _await_server(server: subprocess.Popen, status: str, log: Path) -> None:
    for _ in range(240):
        if server.poll() is not None:
            break
        try:
            with urlopen(status, timeout=5):
                return
        except OSError:
            time.sleep(0.25)
    sys.exit(f"JupyterLab did not start:\n{log.read_text(encoding='utf8')}")


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("lessons", nargs="*", help="04 09; all of them if none is named")
    options.add_argument("--python", type=Path, default=Path(sys.executable), help="the Python that has JupyterLab")
    options.add_argument("--folder", type=Path, default=ROOT / "notebooks", help="where the lessons are")
    options.add_argument("--dark", action="store_true", help="JupyterLab's dark theme")
    options.add_argument("--limit", type=float, default=120, help="seconds for one lesson")
    options.add_argument("-o", "--output", type=Path, default=ROOT / "build/look/lessons", help="where the pictures go")
    given = options.parse_args()
    books = sorted(given.folder.glob("*.ipynb"))
    lessons = [p for p in books if not given.lessons or p.stem.startswith(tuple(given.lessons))]
    if not lessons:
        sys.exit(f"{given.folder} has no such lesson. It has: {', '.join(p.stem for p in books) or 'none'}.")
    pictures = given.output / ("dark" if given.dark else "light")
    pictures.mkdir(parents=True, exist_ok=True)
    wrong = 0
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if _is_root() else []
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        for lesson in lessons:
            with jupyterlab(given.python.absolute(), lesson, given.dark) as (address, copy):
                seen = look(browser, address, copy, pictures, given.limit)
            wrong += len(seen.wrong)
            print(seen, flush=True)
        browser.close()
    print(f"Pictures: {pictures}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
