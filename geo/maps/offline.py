"""The page's own scripts and styles, read from the package and made fit to stand inside a page.

Nothing is fetched: Leaflet is vendored whole, with its licence, in ``static/vendor/leaflet``.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

_ROOT = files("geo.maps") / "static"
_LEAFLET = "vendor/leaflet"
# The modules of static/map, each after those whose values it needs when it is read.
MODULES = (
    "block", "given", "words", "tables", "view", "clusters", "outlines", "symbols", "drawing", "labels", "elements",
    "choosing", "filters", "spelling", "search", "prices", "summary", "columns", "lists", "problems", "coloring",
    "tree", "legend", "communities", "loads", "cards", "panel", "basemap", "gcj", "tiles", "crews", "tours", "player",
    "weeks", "rounds", "months", "fences", "voices", "rooms", "ruler", "permalink", "printing", "start",
)  # fmt: skip
# Those that a page needs only where the plan has rounds, rosters or streets; they hook themselves in (`extras`).
TEAM_MODULES = frozenset({"crews", "tours", "player", "weeks", "rounds"})
# The one of the roll-out, likewise.
ROLLOUT_MODULES = frozenset({"months"})
# The one of streets, water and green.
BASEMAP_MODULES = frozenset({"basemap"})
# Those that ask tile servers, only where the page was made to.
ONLINE_MODULES = frozenset({"gcj", "tiles"})
# The one of surveys, orders and partners.
SURVEY_MODULES = frozenset({"voices"})
# Those of static/compare; what they share with the map they import from there.
COMPARE_MODULES = ("plans", "changes", "charts", "figures", "proofs", "maps", "frame", "start")
_SHARED_MODULES = ("block", "given", "words", "elements")
# What one plan's map hands out to the page of a comparison.
PLAN_MAP = (
    "data", "map", "state", "extras", "style", "canvas", "draw", "requestDraw", "look", "onScreen", "isSeen",
    "symbolSize", "radiusOf", "thingAt", "latLng", "estateOf", "stations", "stationOf", "drawCircle",
)  # fmt: skip
_IMPORT = re.compile(r'^import \{[^}]*\} from "\.{1,2}/(?:map/)?\w+\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=function|class|const|let)", re.MULTILINE)


@cache
def leaflet_script() -> str:
    """Return Leaflet, its licence in front."""
    return f"/*! {_licence()} */\n{_scriptable(_read(f'{_LEAFLET}/leaflet.js'))}"


@cache
def leaflet_style() -> str:
    """Return Leaflet's style sheet with its few pictures inside."""
    return _with_pictures(_read(f"{_LEAFLET}/leaflet.css"))


def page_script(
    *, teams: bool = True, rollout: bool = True, surveys: bool = True, basemap: bool = True, online: bool = True
) -> str:
    """Return the page's own script: the ES modules of ``static/map`` joined into one, those a plan needs.

    A page that may not ask for anything cannot import either, so the import lines go and the modules share one scope.
    """
    wanted = (
        (teams, TEAM_MODULES), (rollout, ROLLOUT_MODULES), (surveys, SURVEY_MODULES), (basemap, BASEMAP_MODULES),
        (online, ONLINE_MODULES),
    )  # fmt: skip
    left_out = frozenset[str]().union(*(modules for has, modules in wanted if not has))
    return _scriptable(_joined("map", [name for name in MODULES if name not in left_out]))


def compare_script() -> str:
    """Return the script of a comparison: the modules of ``static/compare``, and those of the map for each plan.

    The map's modules hold one plan. Here they stand inside a function, so that each plan has its own; `PLAN_MAP` lists
    what it hands out.
    """
    needless = (
        TEAM_MODULES | ROLLOUT_MODULES | SURVEY_MODULES | BASEMAP_MODULES | ONLINE_MODULES | {"block", "given", "start"}
    )
    own = [name for name in MODULES if name not in needless]
    one = f"function planMap(given) {{\n{_joined('map', own)}\nreturn {{ {', '.join(PLAN_MAP)} }};\n}}"
    page = [_joined("map", _SHARED_MODULES), one, _joined("compare", COMPARE_MODULES)]
    return _scriptable("\n".join(page))


def compare_style() -> str:
    """Return the style sheet of a comparison."""
    return _read("compare.css")


def _joined(folder: str, names: Iterable[str]) -> str:
    """Join modules into one scope: without the lines by which they import and export."""
    return _EXPORT.sub("", "\n".join(_IMPORT.sub("", _read(f"{folder}/{name}.js")) for name in names))


def page_style(
    *, teams: bool = True, rollout: bool = True, surveys: bool = True, basemap: bool = True, online: bool = True
) -> str:
    """Return the page's own style sheet; surveys and base maps need no rules of their own."""
    del surveys, basemap, online
    return _read("map.css") + (_read("rounds.css") if teams else "") + (_read("months.css") if rollout else "")


def sweep_script() -> str:
    """Return the script of the page of a sweep."""
    return _scriptable(_read("sweep/sweep.js"))


def sweep_style() -> str:
    """Return the style sheet of the page of a sweep."""
    return _read("sweep.css")


def _read(name: str) -> str:
    return (_ROOT / name).read_text(encoding="utf-8")


def _licence() -> str:
    return _read(f"{_LEAFLET}/LICENSE").strip()


def _scriptable(script: str) -> str:
    """Take away the pointer to the source map, which a browser would ask for; refuse what would end the block."""
    without_map = re.sub(r"^//# sourceMappingURL=.*$", "", script, flags=re.MULTILINE)
    assert "</script" not in without_map.lower(), "a script that ends its own block cannot be inlined"
    return without_map


def _with_pictures(style: str) -> str:
    """Put each ``url(images/….png)`` into the sheet as data."""

    def inside(found: re.Match[str]) -> str:
        picture = (_ROOT / _LEAFLET / found.group(1)).read_bytes()
        return f"url(data:image/png;base64,{base64.b64encode(picture).decode('ascii')})"

    return re.sub(r"url\((images/[\w-]+\.png)\)", inside, style)
