"""Charts and tables, marked up so that everyone can read them; and a menu that is the same on all pages."""

import re
import zlib
from pathlib import Path

from bs4 import BeautifulSoup
from docutils import nodes
from PIL import Image

# What a column of numbers holds, gaps among it; 007 is a name.
NUMBER = re.compile(r"[-−]?((?!0\d)\d[\d,]*\.?\d*(e[-+]?\d+)?|inf)%?|NaN|None|<NA>|–|")


def describe_charts(app, doctree: nodes.document) -> None:
    """Charts carry their description inside the file (docs/build.py put it there); the page needs it as alt text."""
    for node in doctree.findall(nodes.image):
        if "jupyter_execute" in node["uri"]:
            path = Path(app.env.relfn2path(node["uri"], app.env.docname)[1])
            node["alt"] = Image.open(path).text.get("Description", "")


def mend_tables(app, doctree: nodes.document) -> None:
    """Tables of pandas, whose HTML is made for a notebook."""
    for node in list(doctree.findall(nodes.raw)):
        if 'class="dataframe"' in node.astext():
            node.replace_self(nodes.raw("", mended(node.astext()), format=node["format"]))


def mended(html: str) -> str:
    """No border and no style of its own, no header without words; columns of numbers and of long texts are told."""
    page = BeautifulSoup(html, "html.parser")
    for style in page("style"):
        style.decompose()
    for table in page("table", class_="dataframe"):
        del table["border"]
        for header in table.select("thead th"):
            if not header.get_text(strip=True):
                header.name = "td"  # the corner above the row names
        rows = [row.find_all(["td", "th"]) for row in table.select("tr")]
        body = [row.find_all("td") for row in table.select("tbody tr")]
        for place in range(1, 1 + min(map(len, body), default=0)):  # from the right: row names may span several rows
            texts = [row[-place].get_text(strip=True) for row in body]
            kind = "number" if are_numbers(texts) else "long" if max(map(len, texts)) > 30 else None
            for row in rows:
                if kind and len(row) >= place and not any(cell.has_attr("colspan") for cell in row):
                    row[-place]["class"] = kind
    for row in page("tr"):
        del row["style"]
    return str(page)


def align_numbers(app, doctree: nodes.document) -> None:
    """Tables of the guides: columns of numbers, like those of pandas."""
    for table in doctree.findall(nodes.tgroup):
        rows = [list(row.findall(nodes.entry)) for row in table.findall(nodes.row)]
        for column in list(zip(*rows, strict=True))[1:]:  # the first says what a row is about
            if are_numbers([entry.astext() for entry in column[1:]]):  # without the header
                for entry in column:
                    entry["classes"].append("number")


def are_numbers(texts: list[str]) -> bool:
    return any(texts) and all(map(NUMBER.fullmatch, texts))


def renew_menus(app, env) -> list[str]:
    """The pages to write anew: all, once the menu that stands on all of them has changed."""
    menu = [(name, title.astext(), env.toctree_includes.get(name)) for name, title in sorted(env.titles.items())]
    changed = getattr(env, "site_menu", menu) != menu
    env.site_menu = menu
    return sorted(env.found_docs) if changed else []


def setup(app) -> dict[str, bool | int]:
    app.connect("doctree-read", describe_charts, priority=100)
    app.connect("doctree-read", mend_tables)
    app.connect("doctree-read", align_numbers)
    app.connect("env-updated", renew_menus)
    version = zlib.crc32(Path(__file__).read_bytes())  # pages are read anew when this file changes
    return {"parallel_read_safe": True, "parallel_write_safe": True, "env_version": version}
