"""How Sphinx makes the site. `make site` gathers the pages and starts it (docs/build.py)."""

import hashlib
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


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

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
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
nb_ipywidgets_js = {}  # by default two scripts from elsewhere; our lessons use no widgets

autodoc_typehints = "none"  # the types stand below, in words
maximum_signature_line_length = 60
add_module_names = False
default_role = "py:obj"  # `find_mentions` in a docstring becomes a link
napoleon_google_docstring = False
napoleon_use_rtype = False

html_theme = "furo"  # brings its own styles and scripts and uses the fonts of the reader's machine
html_title = "framing: a course on how news is worded"
html_static_path = ["assets"]
html_css_files = ["site.css"]
html_js_files = ["site.js"]
html_copy_source = False
pygments_style = "bw"
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#1a1a1a", "color-brand-content": "#0b4f8a"},
    "dark_css_variables": {"color-brand-primary": "#f0f0f0", "color-brand-content": "#8ec5ff"},
}


def describe_pictures(app, doctree) -> None:
    """Charts carry their description inside the file (docs/build.py put it there); the page needs it as alt text."""
    from docutils import nodes
    from PIL import Image

    for node in doctree.findall(nodes.image):
        if "jupyter_execute" in node["uri"]:
            path = Path(app.env.relfn2path(node["uri"], app.env.docname)[1])
            node["alt"] = Image.open(path).text.get("Description", "")


def setup(app) -> None:
    app.connect("doctree-read", describe_pictures, priority=100)
