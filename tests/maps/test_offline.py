"""The assets stand in the package, whole and with their licence, and ask for nothing when inlined."""

from __future__ import annotations

import hashlib
import json
import re
from importlib.resources import files

import pytest

from geo.maps.offline import MODULES, leaflet_script, leaflet_style, page_script, page_style
from geo.wording import catalogue

VENDORED = files("geo.maps") / "static" / "vendor" / "leaflet"
# Of dist/leaflet.js in leaflet 1.9.4, as published.
LEAFLET_SHA256 = "db49d009c841f5ca34a888c96511ae936fd9f5533e90d8b2c4d57596f4e5641a"


def test_leaflet_is_the_published_file() -> None:
    assert hashlib.sha256((VENDORED / "leaflet.js").read_bytes()).hexdigest() == LEAFLET_SHA256
    assert json.loads((VENDORED / "package.json").read_text(encoding="utf-8"))["version"] == "1.9.4"


def test_the_licence_travels_with_the_script() -> None:
    assert "BSD 2-Clause License" in leaflet_script()
    assert "Volodymyr Agafonkin" in leaflet_script()


def test_styles_name_no_file_and_no_address() -> None:
    targets = re.findall(r"url\((?!#)([^)]*)\)", leaflet_style() + page_style())
    assert targets
    assert all(target.startswith("data:image/png;base64,") for target in targets)
    assert "@import" not in leaflet_style() + page_style()


def test_scripts_can_stand_inside_a_page() -> None:
    for script in (leaflet_script(), page_script()):
        assert "</script" not in script.lower()
        assert "<!--" not in script
        assert "sourceMappingURL" not in script


def test_our_script_never_sets_markup_and_never_asks_an_address() -> None:
    script = page_script()
    markup = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "setHTML", "bindPopup", "bindTooltip")
    running = ("eval(", "new Function", "import(")
    asking = ("fetch(", "XMLHttpRequest", "sendBeacon", "WebSocket", "http://", "https://")
    assert [word for word in markup + running + asking if word in script] == []


def declared(script: str) -> list[str]:
    """List the names that a module declares at its top."""
    single = re.findall(r"^(?:export )?(?:function|class|const|let) (\w+)", script, re.MULTILINE)
    several = re.findall(r"^(?:export )?const \[([\w, ]+)\]", script, re.MULTILINE)
    return single + [name for group in several for name in group.split(", ")]


def test_every_module_of_the_page_is_joined_and_no_name_is_declared_twice() -> None:
    folder = files("geo.maps") / "static" / "map"
    assert sorted(part.name.removesuffix(".js") for part in folder.iterdir()) == sorted(MODULES)
    names = declared(page_script())
    assert len(set(names)) == len(names)
    assert not re.search(r"^(?:import|export)\b", page_script(), re.MULTILINE)


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_what_is_declared_where_it_says(module: str) -> None:
    folder = files("geo.maps") / "static" / "map"
    script = (folder / f"{module}.js").read_text(encoding="utf-8")
    for names, origin in re.findall(r'^import \{([^}]*)\} from "\./(\w+)\.js";', script, re.MULTILINE):
        exported = declared((folder / f"{origin}.js").read_text(encoding="utf-8"))
        body = re.sub(r"^import .*$", "", script, flags=re.MULTILINE)
        for name in names.replace(" ", "").split(","):
            assert name in exported, f"{name} from {origin}"
            assert re.search(rf"\b{name}\b", body), f"{name} is imported and not used"


def test_every_word_the_page_says_is_in_the_catalogue_and_every_word_there_is_said() -> None:
    script = page_script()
    said = set(re.findall(r'\bt\(\s*"([\w.]+)"', script)) | set(
        re.findall(r'"((?:estate|legend|unit)\.[\w.]+)"', script)
    )
    families = set(re.findall(r"\bt\(`([\w.]+\.)\$\{", script)) | {"role.", "unit."}
    known = {key.removeprefix("maps.") for key in catalogue() if key.startswith("maps.")}
    assert said <= known
    unsaid = {key for key in known - said if not key.startswith(tuple(families))}
    assert unsaid == {"noscript", "waiting"}  # said by geo.maps.page
