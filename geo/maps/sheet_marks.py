"""The symbols of a printed map, painted alike on the map and in its legend; sizes are millimetres."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from geo.maps.sheet_labels import MM_PER_POINT
from geo.maps.style import INK, OFFICE, QUIET_INK, STATION
from geo.reports.fonts import font_path
from geo.wording import text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.font_manager import FontProperties

# A house with a wide base, so that a number stands in it: half its width is 1.
_HOUSE = np.array([(0, 1.28), (1.18, 0.34), (1.0, 0.34), (1.0, -1.0), (-1.0, -1.0), (-1.0, 0.34), (-1.18, 0.34)])
HOUSE_HIGH = 1.28


def points(mm: float) -> float:
    """Turn millimetres into the points in which lines are wide."""
    return mm / MM_PER_POINT


def font(size_pt: float) -> FontProperties:
    """Return the bundled font, whatever the machine has."""
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=str(font_path()), size=size_pt)


def write(
    axes: Axes, x: float, y: float, words: str, *, size_pt: float, color: str = INK, plate: bool = False, **how: Any
) -> None:
    """Write plain words: nothing in them is markup or mathematics; on a thin white plate where asked."""
    how = {"ha": "center", "va": "center_baseline", "zorder": 20, **how}
    if plate:
        how["bbox"] = {"boxstyle": "round,pad=0.12,rounding_size=0.2", "facecolor": "white", "alpha": 0.72, "lw": 0}
    axes.text(x, y, words, color=color, parse_math=False, fontproperties=font(size_pt), **how)


def house(axes: Axes, x: float, y: float, size: float, *, words: str = "", to_be_found: bool = False) -> None:
    """Paint a station: a dark house with its region's number; pale with a dashed rim where its room is to be found."""
    from matplotlib.patches import Polygon

    corners = _HOUSE * size + (x, y)
    line = points(0.14 * size)
    common: dict[str, Any] = {"closed": True, "joinstyle": "round", "zorder": 12}
    axes.add_patch(Polygon(corners, facecolor="white", edgecolor="white", lw=3 * line, **common))
    dashes = (0, (2.2, 1.4)) if to_be_found else "-"
    fill = "white" if to_be_found else STATION
    axes.add_patch(Polygon(corners, facecolor=fill, edgecolor=STATION, lw=line, ls=dashes, **common))
    if words:
        ink = STATION if to_be_found else "white"
        size_pt = points(size * (1.45 if len(words) < 3 else 1.0))
        write(axes, x, y - 0.28 * size, words, size_pt=size_pt, color=ink, zorder=13)


def diamond(axes: Axes, x: float, y: float, size: float) -> None:
    """Paint an office: a red diamond with its letter."""
    from matplotlib.patches import Polygon

    corners = np.array([(0, 1.3), (1.3, 0), (0, -1.3), (-1.3, 0)]) * size + (x, y)
    axes.add_patch(
        Polygon(corners, facecolor=OFFICE, edgecolor="white", lw=points(0.2 * size), joinstyle="round", zorder=14)
    )
    write(axes, x, y, text("sheet.office.letter"), size_pt=points(1.25 * size), color="white", zorder=15)


def bridge(axes: Axes, x: float, y: float, size: float) -> None:
    """Paint a crossing: two short bars, as bridges are drawn on city maps."""
    from matplotlib.patches import FancyBboxPatch

    rounded = f"round,pad=0,rounding_size={0.35 * size}"
    axes.add_patch(
        FancyBboxPatch(
            (x - 0.7 * size, y - 0.7 * size), 1.4 * size, 1.4 * size, boxstyle=rounded,
            facecolor="white", edgecolor=QUIET_INK, lw=points(0.18 * size), zorder=9,
        )
    )  # fmt: skip
    for side in (-0.3, 0.3):
        axes.plot(
            [x + side * size] * 2,
            [y - 0.45 * size, y + 0.45 * size],
            color=QUIET_INK,
            lw=points(0.18 * size),
            zorder=10,
        )


def cross(axes: Axes, x: float, y: float, size: float) -> None:
    """Paint an estate that is not planned."""
    for color, wide in (("white", 0.7), ("#6d6a64", 0.32)):
        for sign in (1, -1):
            axes.plot(
                [x - size, x + size], [y - sign * size, y + sign * size], color=color, lw=points(wide * size),
                solid_capstyle="round", zorder=8,
            )  # fmt: skip


def circles(axes: Axes, places: Any, radii: Any, inks: list[str], *, zorder: float = 7) -> None:  # noqa: ANN401
    """Paint estates: discs in millimetres, the largest first, with a white rim."""
    from matplotlib.collections import PatchCollection
    from matplotlib.patches import Circle

    order = np.argsort(-np.asarray(radii), kind="stable")
    discs = [Circle(places[at], radii[at]) for at in order]
    axes.add_collection(
        PatchCollection(
            discs, facecolors=[inks[at] for at in order], edgecolors="white", linewidths=points(0.14), zorder=zorder
        )
    )
