"""What stands beside a printed map: legend with units, scale bar, north arrow."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from geo.maps.sheet_frame import Box, Frame
from geo.maps.sheet_labels import words_size
from geo.maps.sheet_layers import Sheet, barrier_line, outlines
from geo.maps.sheet_marks import bridge, circles, cross, diamond, house, points, write
from geo.maps.style import BARRIER_LINES, HOUSEHOLDS_OF_UNIT_CIRCLE, INK, OUTLINE, QUIET_INK, ink_of
from geo.plan import Plan
from geo.reports.tour_map import round_metres
from geo.schema.palette import REGION_COLOURS
from geo.wording import text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROW_MM = 5.2
_WORDS_PT = 6.5
_SYMBOL_MM, _AFTER_MM = 6.0, 3.6
_BAR_MM = 30.0  # a scale bar is at most so long
Painter = Callable[["Axes", float, float], None]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the legend: how its symbol is painted around a point, and what it means."""

    paint: Painter
    words: str
    wide: float = _SYMBOL_MM

    @property
    def width(self) -> float:
        """Return how much room it takes, in millimetres."""
        return self.wide + 1.0 + words_size(self.words, _WORDS_PT)[0] + _AFTER_MM


def legend_rows(plan: Plan, ground: Box, *, width: float, unit: float, focus: str | None) -> list[list[Entry]]:
    """Fill rows of `width` millimetres with what the map of that ground (degrees) shows."""
    rows: list[list[Entry]] = [[]]
    for entry in _entries(plan, shapely.box(*ground), unit, focus):
        if rows[-1] and sum(one.width for one in rows[-1]) + entry.width > width:
            rows.append([])
        rows[-1].append(entry)
    return rows


def draw_legend(axes: Axes, rows: list[list[Entry]], *, left: float, top: float) -> None:
    """Draw the rows below `top` (millimetres)."""
    y = top - ROW_MM / 2
    for row in rows:
        x = left
        for entry in row:
            entry.paint(axes, x + entry.wide / 2, y)
            write(axes, x + entry.wide + 1.0, y, entry.words, size_pt=_WORDS_PT, ha="left", color=QUIET_INK)
            x += entry.width
        y -= ROW_MM


def _entries(plan: Plan, ground: shapely.Polygon, unit: float, focus: str | None) -> Iterator[Entry]:
    yield Entry(_region, text("sheet.region"))
    if plan.stations["kind"].ne("to_be_found").fillna(value=True).any() or not len(plan.stations):
        yield Entry(lambda axes, x, y: house(axes, x, y - 0.2, 1.5, words="1"), text("sheet.station"), 4.5)
    if plan.stations["kind"].eq("to_be_found").fillna(value=False).any():
        words = text("sheet.station.to_be_found")
        yield Entry(lambda axes, x, y: house(axes, x, y - 0.2, 1.5, words="1", to_be_found=True), words, 4.5)
    if len(plan.offices):
        yield Entry(lambda axes, x, y: diamond(axes, x, y, 1.4), text("sheet.office"), 4.5)
    yield _estate_entry(unit)
    for kind in _kinds(_on(plan.barriers, ground)):
        yield Entry(partial(_barrier, kind=kind), text(f"sheet.barrier.{kind}"))
    if focus is not None and len(_on(plan.crossings, ground)):
        yield Entry(lambda axes, x, y: bridge(axes, x, y, 1.3), text("sheet.crossing"), 3.5)
    if len(_on(plan.rejects, ground)):
        yield Entry(lambda axes, x, y: cross(axes, x, y, 1.0), text("sheet.reject"), 3.5)
    own = _on(outlines(plan), ground)
    indicative = own["indicative"].fillna(value=False).to_numpy(bool)
    for dashed in (False, True):
        if (indicative == dashed).any():
            key = "sheet.outline.indicative" if dashed else "sheet.outline"
            yield Entry(partial(_outline, dashed=dashed), text(key))


def _on(table: gpd.GeoDataFrame, ground: shapely.Polygon) -> gpd.GeoDataFrame:
    return table[shapely.intersects(table.geometry.to_numpy(), ground)]


def _kinds(barriers: gpd.GeoDataFrame) -> list[str]:
    met = {str(kind) if str(kind) in BARRIER_LINES else "other" for kind in barriers["kind"].dropna()}
    return [kind for kind in (*BARRIER_LINES, "other") if kind in met]


def _region(axes: Axes, x: float, y: float) -> None:
    from matplotlib.patches import FancyBboxPatch

    for at, fill in enumerate(REGION_COLOURS[:3]):
        axes.add_patch(
            FancyBboxPatch(
                (x - 2.9 + 2.0 * at, y - 1.0), 1.7, 2.0, boxstyle="round,pad=0,rounding_size=0.6", facecolor=fill,
                edgecolor=ink_of(fill), lw=points(0.22), zorder=12,
            )
        )  # fmt: skip


def _estate_entry(unit: float) -> Entry:
    """Three sizes of circles with their households."""
    sizes = (100, 500, 1_000)
    radii = [unit * math.sqrt(size / HOUSEHOLDS_OF_UNIT_CIRCLE) for size in sizes]
    wide = 2 * sum(radii) + 0.8 * (len(radii) - 1)

    def paint(axes: Axes, x: float, y: float) -> None:
        at, places = x - wide / 2, []
        for radius in radii:
            places.append((at + radius, y))
            at += 2 * radius + 0.8
        circles(axes, places, radii, [ink_of(REGION_COLOURS[0])] * len(radii), zorder=12)

    return Entry(paint, text("sheet.estate", sizes="/".join(f"{size:,}" for size in sizes)), wide)


def _barrier(axes: Axes, x: float, y: float, *, kind: str) -> None:
    line = barrier_line(kind)
    for color, px, dash in ((line.casing, line.casing_px, ()), (line.color, line.width_px, line.dash_px)):
        if color:
            style = (0, tuple(part / px for part in dash)) if dash else "-"
            axes.plot([x - 2.8, x + 2.8], [y, y], color=color, lw=points(px * 0.15), ls=style, zorder=12,
                      solid_capstyle="butt", dash_capstyle="butt")  # fmt: skip


def _outline(axes: Axes, x: float, y: float, *, dashed: bool) -> None:
    style = (0, (4, 2.4)) if dashed else "-"
    axes.plot([x - 2.8, x + 2.8], [y, y], color=OUTLINE, lw=points(0.4), ls=style, zorder=12, dash_capstyle="butt")


def draw_scale(axes: Axes, frame: Frame) -> Box:
    """Draw the scale bar in the lower left corner of the map; return its box."""
    metres = round_metres(_BAR_MM / frame.mm_per_m)
    long = metres * frame.mm_per_m
    x, y = frame.left + 3.0, frame.bottom + 2.6
    words = f"{metres / 1000:g} km" if metres >= 1000 else f"{metres} m"
    box = (x - 1.5, y - 1.4, x + long + 1.5, y + 4.4)
    _plate(axes, box)
    axes.plot([x, x, x + long, x + long], [y + 1.0, y, y, y + 1.0], color=INK, lw=points(0.28), zorder=19)
    write(axes, x + long / 2, y + 2.4, words, size_pt=6.5)
    return box


def draw_north(axes: Axes, frame: Frame) -> Box:
    """Draw the north arrow in the upper right corner of the map; return its box."""
    from matplotlib.patches import Polygon

    _, _, right, top = frame.edges
    x, y = right - 4.5, top - 8.5
    box = (x - 2.6, y - 1.2, x + 2.6, top - 1.2)
    _plate(axes, box)
    for side, fill in ((-1, INK), (1, "white")):
        corners = np.array([(x, y + 4.2), (x + 1.5 * side, y), (x, y + 1.1)])
        axes.add_patch(Polygon(corners, facecolor=fill, edgecolor=INK, lw=points(0.16), zorder=19))
    write(axes, x, y + 5.7, "N", size_pt=6.5)
    return box


def draw_warning(sheet: Sheet) -> list[Box]:
    """Say in the upper left corner that the data are invented, where they are; return the box of it."""
    from matplotlib.patches import FancyBboxPatch

    if not sheet.plan.policy.invented:
        return []
    left, _, _, top = sheet.frame.edges
    wide, high = words_size(text("invented"), _WORDS_PT)
    box = (left + 2.0, top - high - 4.4, left + wide + 5.0, top - 2.0)
    sheet.axes.add_patch(
        FancyBboxPatch(
            box[:2], box[2] - box[0], box[3] - box[1], boxstyle="round,pad=0,rounding_size=0.6", facecolor="#fff3dc",
            edgecolor="#d58a1c", lw=points(0.25), zorder=18,
        )
    )  # fmt: skip
    middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    write(sheet.axes, *middle, text("invented"), size_pt=_WORDS_PT, color="#8a4b00")
    return [box]


def _plate(axes: Axes, box: Box) -> None:
    from matplotlib.patches import Rectangle

    left, bottom, right, top = box
    axes.add_patch(
        Rectangle(
            (left, bottom), right - left, top - bottom, facecolor="white", alpha=0.82, edgecolor="none", zorder=18
        )
    )
