"""The site as its readers meet it: every page opened in a browser, in light and dark and on a telephone.

    make look
    python benchmarks/look_site.py --pages "lessons/04*" index.html

Every page is checked with axe-core, all its rules. Besides: requests to another machine, errors in the console, pages
wider than the screen, pictures without a description, links and places that are not there, and whether the search
finds anything when the site is only a folder on a disk. Ends with status 1 if anything is wrong. Some pages are
pictured from top to bottom, because no program sees what is ugly.
"""

from __future__ import annotations

import argparse
import runpy
import shutil
import sys
import time
from collections import defaultdict
from fnmatch import fnmatch
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Playwright, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
SCREENS = {
    "1280 light": {"viewport": {"width": 1280, "height": 1400}, "color_scheme": "light"},
    "1280 dark": {"viewport": {"width": 1280, "height": 1400}, "color_scheme": "dark"},
    "390 light": {"viewport": {"width": 390, "height": 1400}, "color_scheme": "light"},
}
WIDTHS = [320, 390, 800, 1040, 1280, 1330, 1600]  # pixels; the layout changes between them
PICTURED = ["index.html", "instructors.html", "api/compare_outlets.html", "lessons/00*"]
SEARCHES = {"krippendorff": True, "compare_outlets": True, "qqqzzz": False}  # is it on the site?
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
UNDESCRIBED = "() => [...document.images].filter(image => !image.alt.trim()).map(image => image.src.split('/').pop())"
ANSWERED = "() => /found|did not match/.test(document.querySelector('#search-results').innerText)"

Faults = dict[str, list[str]]  # what is wrong -> on which pages


def look(playwright: Playwright, site: Path, pages: list[Path], screen: str, pictures: Path) -> Faults:
    """Open each page on one screen, and gather what is wrong."""
    faults: Faults = defaultdict(list)
    # axe reads the style sheets by itself, which a browser refuses to scripts of a page from the disk
    browser = _browser(playwright, "--allow-file-access-from-files")
    page = browser.new_context(**SCREENS[screen]).new_page()
    here = ""  # the page that is open, for what the browser reports by itself

    def note(what: str) -> None:
        faults[f"{what} ({screen})"].append(here)

    page.on("request", lambda asked: None if asked.url.startswith(("file:", "data:")) else note(f"asks {asked.url}"))
    page.on("requestfailed", lambda asked: note(f"does not get {asked.url}"))
    page.on("pageerror", lambda error: note(f"script fails: {error}"))
    page.on("console", lambda said: note(f"console: {said.text}") if said.type == "error" else None)
    for path in pages:
        here = path.relative_to(site).as_posix()
        page.goto(path.as_uri(), wait_until="load")
        for image in page.evaluate(UNDESCRIBED):
            note(f"no description of {image}")
        for broken in Axe().run(page).response["violations"]:
            for node in broken["nodes"]:
                note(f"axe {broken['id']}: {broken['help']}: {node['html'][:160]}")
        if any(fnmatch(here, pattern) for pattern in PICTURED):
            picture(page, pictures / f"{here.removesuffix('.html').replace('/', '-')}-{screen.replace(' ', '-')}")
    browser.close()
    return faults


def fit(playwright: Playwright, site: Path, pages: list[Path]) -> Faults:
    """Does each page fit into windows of every width? What is wider (code, tables) must scroll by itself."""
    faults: Faults = defaultdict(list)
    browser = _browser(playwright)
    page = browser.new_page()
    for path in pages:
        page.goto(path.as_uri())
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 1000})
            if (more := page.evaluate(TOO_WIDE)) > 0:
                faults[f"wider than a window of {width} pixels, by {more}"].append(path.relative_to(site).as_posix())
    browser.close()
    return faults


def picture(page: Page, start: Path) -> None:
    """The page from top to bottom, one screen after another."""
    full, screen = page.evaluate("() => [document.documentElement.scrollHeight, innerHeight]")
    for number in range(-(-full // screen)):
        page.evaluate("top => scrollTo({top, behavior: 'instant'})", number * screen)
        page.screenshot(path=f"{start}-{number + 1:02d}.png")


def search(playwright: Playwright, site: Path) -> Faults:
    """Ask for words that stand on the site, and for one that does not, with the site as a folder on the disk."""
    browser = _browser(playwright)
    page = browser.new_page()
    faults: Faults = {}
    for word, expected in SEARCHES.items():
        page.goto(f"{(site / 'search.html').as_uri()}?q={word}")
        page.wait_for_function(ANSWERED)
        if bool(page.locator("#search-results li").count()) is not expected:
            faults[f"the search for “{word}” finds {'nothing' if expected else 'something'}"] = ["search.html"]
    browser.close()
    return faults


def _browser(playwright: Playwright, *options: str):
    return playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(options))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--site", type=Path, default=ROOT / "build" / "site" / "html", help="what `make site` made")
    options.add_argument("--pages", nargs="*", default=["*"], help="only these, such as index.html or lessons/*")
    given = options.parse_args()
    site, started = given.site.resolve(), time.monotonic()
    found = {p.relative_to(site).as_posix(): p for p in sorted(site.rglob("*.html"))}
    pages = [path for name, path in found.items() if any(fnmatch(name, pattern) for pattern in given.pages)]
    if not pages:
        sys.exit(f"{site} has no such page. First run: make site")
    pictures = ROOT / "build" / "look" / "site"
    shutil.rmtree(pictures, ignore_errors=True)
    pictures.mkdir(parents=True)
    faults: Faults = {line: [line.split()[0]] for line in runpy.run_path(str(ROOT / "docs/build.py"))["check"](site)}
    with sync_playwright() as playwright:
        for screen in SCREENS:
            faults |= look(playwright, site, pages, screen, pictures)
            print(f"{screen}: looked at after {time.monotonic() - started:.0f} seconds", flush=True)
        faults |= fit(playwright, site, pages) | search(playwright, site)
    for what, where in sorted(faults.items()):
        print(f"{what}\n    {len(where)} times, first on {where[0]}")
    print(f"Pictures: {pictures}")
    took = f"{len(pages)} pages on {len(SCREENS)} screens in {time.monotonic() - started:.0f} seconds"
    print(f"{took}: {len(faults) or 'nothing'} wrong")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
