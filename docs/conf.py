"""How Sphinx makes the site. `make site` gathers the pages and starts it (docs/build.py)."""

import hashlib
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(HERE))  # for markup.py and greys.py beside this file


def fingerprint() -> str:
    """Changes whenever a lesson could print something else: with our code, our data and the packages."""
    files = [p for folder in ("framing", "data") for p in (ROOT / folder).rglob("*") if p.is_file()]
    files = [p for p in files if "__pycache__" not in p.parts]
    whole = hashlib.sha256((ROOT / "requirements.lock").read_bytes())
    for path in sorted(files):
        whole.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return whole.hexdigest()[:16]


project = "framing"
author = "The framing authors"
copyright = f"{author}, MIT licence"
version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf8"))["project"]["version"]
language = "en"

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "markup"]
# README.md lends its table of lessons to lessons.md; notebooks/ is there for download. Neither is a page.
exclude_patterns = ["README.md", "notebooks/*"]
myst_heading_anchors = 3

# Lessons are run once for each state of code and data, and kept. One that fails stops the build.
nb_execution_mode = "cache"
nb_execution_cache_path = str(ROOT / "build/site/runs" / fingerprint())
nb_execution_in_temp = True
nb_execution_timeout = 180
nb_execution_raise_on_error = True
nb_execution_show_tb = True
nb_merge_streams = True
# Buttons need a kernel, and scripts from elsewhere: the page shows the form without them.
nb_ipywidgets_js = {}
nb_mime_priority_overrides = [("html", "application/vnd.jupyter.widget-view+json", None)]

autodoc_typehints = "none"  # the types stand below, in words
add_module_names = False
default_role = "py:obj"  # `find_mentions` in a docstring becomes a link
napoleon_google_docstring = False
napoleon_use_rtype = False

html_theme = "furo"  # brings its own styles and scripts and uses the fonts of the reader's machine
html_title = "framing: a course on how news is worded"
html_static_path = ["assets"]
templates_path = ["templates"]
html_css_files = ["site.css"]
html_js_files = ["site.js"]
html_copy_source = False
pygments_style = "greys.Light"
pygments_dark_style = "greys.Dark"

# Greys, as in the charts. What a link is, is told by the line under it.
LIGHT = {
    "foreground-primary": "#1a1a1a",
    "foreground-secondary": "#595959",
    "foreground-muted": "#595959",
    "foreground-border": "#8c8c8c",
    "background-secondary": "#f5f5f4",
    "background-hover": "#ebebea",
    "background-border": "#e3e3e1",
    "brand-primary": "#1a1a1a",
    "brand-content": "#1a1a1a",
    "brand-visited": "#1a1a1a",
    "link-underline": "#8c8c8c",
    "link-underline--visited": "#8c8c8c",
    "problematic": "#1a1a1a",
    "highlight-on-target": "#ebebea",
}
DARK = {
    "foreground-primary": "#d6d6d6",
    "foreground-secondary": "#a3a3a3",
    "foreground-muted": "#a3a3a3",
    "foreground-border": "#757575",
    "background-primary": "#161718",
    "background-secondary": "#1c1d1f",
    "background-hover": "#292a2c",
    "background-border": "#333436",
    "brand-primary": "#f0f0f0",
    "brand-content": "#e6e6e6",
    "brand-visited": "#e6e6e6",
    "link-underline": "#757575",
    "link-underline--visited": "#757575",
    "problematic": "#e6e6e6",
    "highlight-on-target": "#292a2c",
}
html_theme_options = {
    "light_css_variables": {f"color-{name}": value for name, value in LIGHT.items()},
    "dark_css_variables": {f"color-{name}": value for name, value in DARK.items()},
}
