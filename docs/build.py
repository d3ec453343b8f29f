"""Build the course as a web site in build/site/html: gather the pages, run the lessons, check every link.

    make site

Nothing in the site comes from elsewhere, and answers to exercises are not in it: lessons are the students' notebooks,
run with their exercises empty.
"""

from __future__ import annotations

import inspect
import json
import os
import re
import shutil
import subprocess
import sys
import time
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import framing

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SITE = ROOT / "build" / "site"

# The rooms in which public names live, in the order in which data passes through them.
ROOMS = {
    "read": "Read",
    "clean": "Clean",
    "find": "Find terms",
    "voice": "Tell whose words they are",
    "compare": "Measure and compare",
    "teach": "Code by hand, and check the machine",
    "show": "Show",
    "show.charts": "Draw",
    "tables": "Errors",
}

# Runs before every lesson on the site, unseen: charts sharp enough for print, and each takes what it shows, in words,
# into its file.
PREPARE = """\
from matplotlib.backend_bases import FigureCanvasBase
from matplotlib_inline.backend_inline import set_matplotlib_formats

set_matplotlib_formats("retina")
_plain = FigureCanvasBase.print_figure


def _described(canvas, *args, **options):
    said = [
        getattr(ax, "alt_text", "") or f"Chart. {ax.get_title() or ax.get_title(loc='left')} {ax.get_xlabel()}".strip()
        for ax in canvas.figure.axes
    ]
    return _plain(canvas, *args, **{"metadata": {"Description": " ".join(said)}} | options)


FigureCanvasBase.print_figure = _described
"""

# Under the title of every lesson on the site.
NOTE = """\
```{{container}} handout
{{download}}`Download this lesson </notebooks/{name}>` to work in it; [set-up](../students.md) says how. Here everything
has been run, and the exercises are still empty.
```
"""


def pages() -> dict[str, bytes]:
    """All pages and pictures by their place on the site."""
    found = {p.name: p.read_bytes() for p in HERE.iterdir() if p.suffix in {".md", ".png"}}
    found["README.md"] = linked((ROOT / "README.md").read_text(encoding="utf8")).encode()
    for path in sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb")):
        found[f"notebooks/{path.name}"] = path.read_bytes()
        found[f"lessons/{path.name}"] = lesson_page(path).encode()
    found |= {f"api/{name}.md": name_page(name).encode() for name in framing.__all__}
    found["api.md"] += api_index().encode()
    return found


def lesson_page(path: Path) -> str:
    """A student's notebook for the site: charts described, and a line that says how to get it."""
    book = json.loads(path.read_text(encoding="utf8"))
    title, _, rest = "".join(book["cells"][0]["source"]).partition("\n")
    book["cells"][0]["source"] = f"{title}\n\n{NOTE.format(name=path.name)}{rest}"
    hidden = {"cell_type": "code", "id": "site-prepare", "metadata": {"tags": ["remove-cell"]}, "source": PREPARE}
    book["cells"].insert(1, hidden | {"outputs": [], "execution_count": None})
    return json.dumps(book)


def linked(readme: str) -> str:
    """The README with each lesson in its table leading to the lesson's page."""
    for path in (ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"):
        readme = re.sub(rf"^\| ({path.name[:2]} [^|]+?) \|", rf"| [\1](lessons/{path.name}) |", readme, flags=re.M)
    return readme


def room_of(name: str) -> str:
    home = framing._HOME[name]
    return "show.charts" if home.startswith("show.charts.") else home.split(".")[0]


def name_page(name: str) -> str:
    kind = "autoexception" if inspect.isclass(getattr(framing, name)) else "autofunction"
    return f"# {name}\n\n```{{eval-rst}}\n.. {kind}:: framing.{name}\n```\n"


def api_index() -> str:
    """Every public name under its room, with the first sentence of its docstring."""
    text = []
    for room, title in ROOMS.items():
        names = [name for name in framing.__all__ if room_of(name) == room]
        lines = [f"| [{n}](api/{n}.md) | {inspect.getdoc(getattr(framing, n)).splitlines()[0]} |" for n in names]
        text.append("\n".join([f"## {title}", "", "| name | what it does |", "| --- | --- |", *lines, ""]))
        text.append("\n".join(["```{toctree}", ":hidden:", "", *(f"api/{n}" for n in names), "```", ""]))
    return "\n".join(text)


def gather(into: Path) -> None:
    """Write what changed and remove what is no longer there, so that Sphinx reads only what is new."""
    wanted = pages()
    for name, content in wanted.items():
        path = into / name
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    for path in [p for p in into.rglob("*") if p.is_file()]:
        if path.relative_to(into).as_posix() not in wanted:
            path.unlink()


def make(site: Path, *options: str) -> Path:
    """Gather the pages into `site`/pages and make `site`/html of them. A warning is an error."""
    gather(site / "pages")
    where = ["-c", HERE, "-d", site / "doctrees", site / "pages", site / "html"]
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", *options, *map(str, where)]
    subprocess.run(command, check=True, env=os.environ | {"IPYTHONDIR": str(own_ipython(site))})
    return site / "html"


def own_ipython(site: Path) -> Path:
    """Lessons run under no setting of whoever builds the site, and say nothing about how they are connected."""
    settings = site / "ipython" / "profile_default" / "ipython_kernel_config.py"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text("c.IPKernelApp.log_level = 40\n", encoding="utf8")
    return settings.parents[1]


class _Page(HTMLParser):
    """What a page loads (assets), where it leads (links), and where it can be led to (ids)."""

    def __init__(self, text: str):
        super().__init__()
        self.assets, self.links, self.ids = [], [], set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        self.ids |= {has[key] for key in ("id", "name") if key in has}
        self.assets += [has[key] for key in ("src", "data", "poster") if key in has]
        if tag == "link" and has.get("rel") not in {"canonical"}:
            self.assets.append(has.get("href", ""))
        if tag == "a" and "href" in has:
            self.links.append(has["href"])


def check(html: Path) -> list[str]:
    """Each fault of the site as a line: a link that leads nowhere, something to be loaded from elsewhere."""
    read = {path: _Page(path.read_text(encoding="utf8")) for path in sorted(html.rglob("*.html"))}
    faults = []
    for path, page in read.items():
        here = path.relative_to(html).as_posix()
        outside = [a for a in page.assets if urlsplit(a).scheme not in {"", "data"} or a.startswith("//")]
        faults += [f"{here} loads {asset} from elsewhere" for asset in outside]
        for link in {*page.assets, *page.links}.difference(outside):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not target.is_file():
                faults.append(f"{here} leads to {link}, which is not there")
            elif parts.fragment and target in read and unquote(parts.fragment) not in {*read[target].ids, "top"}:
                faults.append(f"{here} leads to {link}; the page has no such place")
    for path in [*html.rglob("*.css"), *html.rglob("*.html")]:
        text = path.read_text(encoding="utf8")
        if path.suffix == ".html":  # a lesson may speak of such lines; only its own styles load anything
            text = " ".join(re.findall(r"<style[^>]*>.*?</style>", text, re.S))
        if any(mark in text for mark in ("url(http", "url(//", "@import")):
            faults.append(f"{path.name} has a style that loads from elsewhere")
    return faults


def forget_old_runs(folder: Path, *, keep: str) -> None:
    for path in folder.glob("*"):
        if path.name != keep:
            shutil.rmtree(path)


if __name__ == "__main__":
    started = time.monotonic()
    try:
        built = make(SITE)
    except subprocess.CalledProcessError:
        sys.exit("The site was not built: see the lines above.")
    if faults := check(built):
        sys.exit("\n".join(faults))
    forget_old_runs(SITE / "runs", keep=max((SITE / "runs").iterdir(), key=lambda p: p.stat().st_mtime).name)
    n = len(list(built.rglob("*.html")))
    print(f"{n} pages in {time.monotonic() - started:.0f} seconds, every link leads somewhere: {built / 'index.html'}")
