"""How a plan looks: colours, line styles and symbol sizes, one set for the map and for whatever is printed beside it.

The regions' fills come from `geo.schema.palette`. Everything else stays quiet, so that the regions carry the page:
colour is never the only sign (regions have numbers, layers have shapes, states have words).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from geo.schema.palette import NO_COLOUR, REGION_COLOURS

PAPER = "#f4f3ef"  # around the sub-districts
LAND = "#fcfbf8"  # inside them
INK = "#1f2a30"
QUIET_INK = "#5b6770"
STATION = "#17434b"
OFFICE = "#7d2230"
OUTLINE = "#b4aea2"

# Lines of crews: the hues of the regions' colours, dark and full enough for a thin line and for white numbers on it.
CREW_INKS = ("#2f6db5", "#8f6a00", "#c2410c", "#5f6b00", "#b8326b", "#0a7794")

# Classes of a measure, from little to much: told apart by lightness, not by hue alone.
RAMP = ("#d9b14a", "#8fb25a", "#3f9a7c", "#24708a", "#2b3a67")

_INK_SHARE = 0.5  # of a fill left in its ink; keeps white text on every ink readable (contrast 4.5 and more)


@dataclass(frozen=True, slots=True)
class Line:
    """A line on the map: colour, width and casing in pixels, dashes in pixels (empty: solid)."""

    color: str
    width_px: float
    dash_px: tuple[float, ...] = ()
    casing: str = ""
    casing_px: float = 0.0


# River blue, railway dashed black and white, arterials grey: as on Chinese city maps.
BARRIER_LINES: dict[str, Line] = {
    "river": Line("#5b9bd0", 4.0, casing="#3f7fb5", casing_px=5.2),
    "railway": Line("#ffffff", 1.8, dash_px=(7, 7), casing="#4c5358", casing_px=3.4),
    "arterial": Line("#ffffff", 3.0, casing="#a3a8ab", casing_px=4.6),
    "expressway": Line("#d9d3c4", 4.0, casing="#8c8673", casing_px=5.6),
    "wall": Line("#6b5f52", 1.6, dash_px=(2, 3)),
}
OTHER_BARRIER = Line("#8a8f93", 2.0)

# Circle of an estate: its area is proportional to its households.
HOUSEHOLDS_OF_UNIT_CIRCLE = 500
LEGEND_HOUSEHOLDS = (100, 500, 1_500)


@dataclass(frozen=True, slots=True)
class Layer:
    """One switch of the map; `shown` is its state when the map opens."""

    name: str
    shown: bool


LAYERS: tuple[Layer, ...] = (
    Layer("regions", shown=True),
    Layer("estates", shown=True),
    Layer("stations", shown=True),
    Layer("offices", shown=True),
    Layer("barriers", shown=True),
    Layer("crossings", shown=True),
    Layer("subdistricts", shown=True),
    Layer("labels", shown=True),
    Layer("communities", shown=False),
    Layer("firms", shown=False),
    Layer("groups", shown=False),
    Layer("assignments", shown=False),
    Layer("links", shown=False),
    Layer("tiles", shown=False),
    Layer("rejects", shown=False),
)


def ink_of(fill: str) -> str:
    """Darken a fill (``#rrggbb``) to the colour of its border, its circles and its label."""
    return "#" + "".join(f"{round(int(fill[i : i + 2], 16) * _INK_SHARE):02x}" for i in (1, 3, 5))


def style_sheet(more: tuple[Layer, ...] = ()) -> dict[str, object]:
    """Return the style as plain JSON for the page's script; `more` layers come behind the common ones."""
    return {
        "fills": list(REGION_COLOURS),
        "inks": [ink_of(fill) for fill in REGION_COLOURS],
        "crews": list(CREW_INKS),
        "ramp": list(RAMP),
        "none": [NO_COLOUR, ink_of(NO_COLOUR)],
        "paper": PAPER,
        "land": LAND,
        "ink": INK,
        "quiet": QUIET_INK,
        "station": STATION,
        "office": OFFICE,
        "outline": OUTLINE,
        "barriers": {kind: asdict(line) for kind, line in BARRIER_LINES.items()},
        "otherBarrier": asdict(OTHER_BARRIER),
        "unitHouseholds": HOUSEHOLDS_OF_UNIT_CIRCLE,
        "legendHouseholds": list(LEGEND_HOUSEHOLDS),
        "layers": [asdict(layer) for layer in (*LAYERS, *more)],
    }
