"""The assets stand in the package, whole and with their licence, and ask for nothing when inlined."""

from __future__ import annotations

import hashlib
import json
import re
from importlib.resources import files

from geo.maps.offline import leaflet_script, leaflet_style, page_script, page_style

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
