"""Imports go one way: a room sees only the tiers below it, and no two rooms of one tier see each other."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "geo"
TIERS = (
    {"errors", "progress", "interrupts", "compiled", "integer_program"},
    {"chance"},
    {"wording"},
    {"files", "findings"},
    {"schema"},
    {"policy"},
    {"geometry"},
    {"plan"},
    {"measures"},
    {"io"},
    {"network"},
    {"economics"},
    {"samples", "clustering", "routing"},
    {"scenarios"},
    {"cli", "web"},
)
LEVEL = {room: level for level, rooms in enumerate(TIERS) for room in rooms}
DRAWING = {"maps", "reports"}  # see plan, measures and below; scenarios, cli and web may call them
TOP = {"__init__", "__main__"}


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    """Names of the rooms of `geo` that a module imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names = [node.module] if node.module != "geo" else [f"geo.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        found |= {name.split(".")[1] for name in names if name.startswith("geo.")}
    return found


MODULES = sorted(path for path in PACKAGE.rglob("*.py") if room_of(path) not in TOP)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_from_tiers_below(path: Path) -> None:
    room = room_of(path)
    assert room in LEVEL or room in DRAWING, f"{room} is not a room of the design; give it a tier here"
    for target in imports_of(path) - {room, "__version__"}:
        assert may_import(room, target), f"{path.relative_to(PACKAGE)} may not import geo.{target}"


def may_import(room: str, target: str) -> bool:
    if room in DRAWING:
        return target in DRAWING or LEVEL.get(target, 99) <= LEVEL["measures"]
    if target in DRAWING:
        return LEVEL[room] >= LEVEL["scenarios"]
    return LEVEL[target] < LEVEL[room]


def test_relative_imports_are_not_used() -> None:
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not (isinstance(node, ast.ImportFrom) and node.level), f"{path}: relative import"


def test_no_module_has_grown_past_one_idea() -> None:
    long = {p.name: n for p in MODULES if (n := len(p.read_text(encoding="utf-8").splitlines())) > 350}
    assert not long, f"split by problem: {long}"


def test_no_module_is_called_by_what_it_does_not_say() -> None:
    assert not [path for path in MODULES if path.stem in {"utils", "helpers", "common", "misc", "tools"}]
