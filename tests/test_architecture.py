"""The house: data flows one way, a room imports only from rooms above it, and nothing grows too large."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "framing"
ROOMS = ["tables", "text", "read", "clean", "find", "voice", "compare", "show", "teach", "cli"]
ALLOWED = {"telling_apart": {"wording"}}  # both set names of outlets aside
MODULES = sorted(p for p in PACKAGE.rglob("*.py") if p.parent != PACKAGE or p.stem in ROOMS)


def rooms_imported(path):
    depth = len(path.relative_to(PACKAGE).parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
        if isinstance(node, ast.ImportFrom) and node.level == depth:  # as far up as framing itself
            yield node.module.split(".")[0]
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
            assert not any(n == "framing" or n.startswith("framing.") for n in names), "use relative imports"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_room_imports_only_from_rooms_above_it(path):
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    above = ROOMS[: ROOMS.index(own)]
    assert [room for room in rooms_imported(path) if room not in above] == []


def test_what_verbs_share_knows_no_verb():
    """Inside the compare room: foundation, then the folders that serve one verb, then the verbs themselves."""
    room = PACKAGE / "compare"
    folders = {p.name for p in room.iterdir() if p.is_dir() and p.name != "__pycache__"}
    for path in room.rglob("*.py"):
        folder = path.parent.name
        if folder in folders:
            above = set(re.findall(r"^from \.\.(\w+)", path.read_text(encoding="utf8"), re.M))
            assert above <= ({"foundation"} if folder != "foundation" else set()) | ALLOWED.get(folder, set()), path


def test_the_rooms_are_those_of_the_house():
    here = {p.stem for p in PACKAGE.iterdir() if p.suffix == ".py" or (p / "__init__.py").exists()}
    assert here - {"__init__", "__main__", "__pycache__"} == set(ROOMS)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_modules_and_functions_stay_small(path):
    source = path.read_text(encoding="utf8")
    assert source.count("\n") <= 300
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            length = body[-1].end_lineno - body[0].lineno + 1 if body else 0
            assert length <= 45, f"{node.name} has {length} lines"


def test_importing_framing_is_quick_and_light():
    """Under a second on any machine, because what is slow to import is imported where it is used."""
    heavy = ["pandas", "scipy", "matplotlib", "sklearn", "pyarrow"]
    code = f"import sys, framing; print([m for m in {heavy} if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )


def test_public_functions_have_a_full_docstring():
    import framing as fr

    for name in fr.__all__:
        doc = getattr(fr, name).__doc__
        if name != "FramingError":
            for part in ("Parameters", "Returns", "Raises", "Examples", ">>>"):
                assert part in doc, f"{name} has no {part}"
