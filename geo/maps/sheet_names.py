"""The names on a printed map: which are shown, how large, and how they are written where they found room."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd
import shapely

from geo.maps.sheet_frame import Box, Floats, lines
from geo.maps.sheet_labels import Label, PlacedLabel, place_labels, words_size
from geo.maps.sheet_layers import Sheet, office_places, office_size, outlines
from geo.maps.sheet_marks import HOUSE_HIGH, points, write
from geo.maps.style import INK, OFFICE, QUIET_INK
from geo.reports.fonts import drawable
from geo.wording import text

_MOST_EM = 10.5  # of a name on a map, in signs as wide as they are high; the table has it whole
_MOST_SIGNS = 60
_LINE_INKS = {"river": "#2f6fa5", "railway": "#4c5358"}
_STYLE: dict[str, Any] = {
    "subdistrict": {"color": "#3c464d", "plate": True, "zorder": 22},
    "neighbour": {"color": "#8d867a", "plate": True, "zorder": 16},
    "estate": {"color": INK, "plate": True, "zorder": 20},
    "office": {"color": OFFICE, "plate": True, "zorder": 21},
    "reject": {"color": QUIET_INK, "plate": True, "zorder": 18},
}


def draw_names(sheet: Sheet, kept_free: Sequence[Box]) -> None:
    """Write the names on the map, and say how many estates found no room."""
    of_lines = list(_line_names(sheet)) if sheet.focus is not None else []
    taken = np.array([*kept_free, *_marks(sheet), *(box for name in of_lines for box in name[-1])]).reshape(-1, 4)
    labels = list(_of_city(sheet) if sheet.focus is None else _of_subdistrict(sheet))
    placed, left_out = place_labels(labels, edges=sheet.frame.edges, taken=taken, symbols=_discs(sheet))
    for words, x, y, turn, ink, _ in of_lines:
        write(
            sheet.axes, x, y, words, size_pt=6, color=ink, plate=True, rotation=turn, rotation_mode="anchor", zorder=16
        )
    for one in placed:
        _write(sheet, one)
    unnamed = sum(label.kind == "estate" for label in left_out)
    if unnamed:
        _, bottom, right, _ = sheet.frame.edges
        write(
            sheet.axes, right - 1.5, bottom + 2.2, text("sheet.unnamed", n=unnamed), size_pt=6, ha="right", plate=True
        )


def short(name: object) -> str:
    """Cut a name to what a map holds."""
    plain = drawable(str(name))[:_MOST_SIGNS]
    most = words_size("邻", 1)[0] * _MOST_EM
    if words_size(plain, 1)[0] <= most:
        return plain
    while words_size(plain + "…", 1)[0] > most:
        plain = plain[:-1]
    return plain + "…"


def _write(sheet: Sheet, one: PlacedLabel) -> None:
    label = one.label
    if one.led:
        sheet.axes.plot([label.x, one.x], [label.y, one.y], color=QUIET_INK, lw=points(0.16), zorder=15)
    write(sheet.axes, one.x, one.y, label.words, size_pt=label.size_pt, **_STYLE[label.kind])


def _of_city(sheet: Sheet) -> Iterator[Label]:
    """Name the sub-districts, the larger ones first."""
    table = outlines(sheet.plan)
    placed = sheet.frame.shapes(table.geometry)
    size_pt = 9.0 if len(table) <= 30 else 6.5
    middles = shapely.point_on_surface(placed)
    for name, middle, area in zip(table["name"], middles, shapely.area(placed), strict=True):
        if middle is not None and name:
            yield Label(short(name), middle.x, middle.y, size_pt, 1e6 + float(area), "subdistrict", 0.0, far=False)


def _of_subdistrict(sheet: Sheet) -> Iterator[Label]:
    """Name the sheet's estates and offices, what is not planned, and the neighbours where there is room."""
    own = sheet.estates[sheet.estates["is_own"]]
    size_pt = 6.8 if len(own) <= 40 else 6.0 if len(own) <= 80 else 5.2
    houses = sheet.stations[["x", "y"]].to_numpy(np.float64)
    for row in own.itertuples():
        under = len(houses) and np.hypot(*(houses - (row.x, row.y)).T).min() < sheet.mark
        clear = max(row.radius, HOUSE_HIGH * sheet.mark if under else 0.0)
        yield Label(short(row.name), row.x, row.y, size_pt, 1e3 + row.households, "estate", clear)
    for (x, y), name in zip(office_places(sheet), sheet.offices["name"], strict=True):
        yield Label(short(name), x, y, 7.2, 1e6, "office", 1.3 * office_size(sheet))
    for row in sheet.rejects.itertuples():
        if row.name:
            yield Label(short(row.name), row.x, row.y, 5.4, 10.0, "reject", 1.0)
    yield from _neighbours(sheet)


def _neighbours(sheet: Sheet) -> Iterator[Label]:
    table = outlines(sheet.plan)
    others = table[table["name"] != sheet.focus]
    placed = shapely.clip_by_rect(sheet.frame.shapes(others.geometry), *sheet.frame.edges)
    for name, shape in zip(others["name"], placed, strict=True):
        if shape is not None and not shapely.is_empty(shape) and name:
            middle = shapely.point_on_surface(shape)
            yield Label(short(name), middle.x, middle.y, 8.0, float(shape.area) * 1e-6, "neighbour", 0.0, far=False)


def _marks(sheet: Sheet) -> Iterator[Box]:
    """Return the boxes of houses and diamonds, which no name may touch."""
    for row in sheet.stations[sheet.stations["is_own"]].itertuples():
        yield row.x - sheet.mark, row.y - sheet.mark, row.x + sheet.mark, row.y + HOUSE_HIGH * sheet.mark
    half = 1.15 * office_size(sheet)
    for x, y in office_places(sheet):
        yield x - half, y - half, x + half, y + half


def _discs(sheet: Sheet) -> Floats:
    own = sheet.estates[sheet.estates["is_own"]]
    x, y, r = (own[name].to_numpy(np.float64) for name in ("x", "y", "radius"))
    return np.column_stack([x - r, y - r, x + r, y + r])


def _line_names(sheet: Sheet) -> Iterator[tuple[str, float, float, float, str, list[Box]]]:
    """Name each barrier once, along the middle of its longest stretch on the map, where the name fits."""
    table = sheet.plan.barriers
    placed = shapely.clip_by_rect(sheet.frame.shapes(table.geometry), *sheet.frame.edges)
    longest: dict[str, tuple[Floats, str]] = {}
    for name, kind, shape in zip(table["name"], table["kind"], placed, strict=True):
        if pd.isna(name) or not name or shape is None:
            continue
        for line in lines(np.array([shape], dtype=object)):
            if short(name) not in longest or _long(line) > _long(longest[short(name)][0]):
                longest[short(name)] = (line, str(kind))
    for words, (line, kind) in sorted(longest.items()):
        wide, high = words_size(words, 6)
        if _long(line) > 1.6 * wide:
            (x, y), turn = _along(line)
            boxes = _boxes_along(x, y, turn, wide, high)
            yield words, x, y, turn, _LINE_INKS.get(kind, QUIET_INK), boxes


def _long(line: Floats) -> float:
    return float(np.hypot(*np.diff(line, axis=0).T).sum())


def _along(line: Floats) -> tuple[tuple[float, float], float]:
    """Return the middle of a line and the direction there in degrees, never upside down."""
    way = shapely.LineString(line)
    middle = way.interpolate(0.5, normalized=True)
    one, other = way.interpolate(max(0.0, way.length / 2 - 4)), way.interpolate(way.length / 2 + 4)
    turn = math.degrees(math.atan2(other.y - one.y, other.x - one.x))
    return (middle.x, middle.y), (turn + 90) % 180 - 90


def _boxes_along(x: float, y: float, turn: float, wide: float, high: float) -> list[Box]:
    """Cover turned words by small upright boxes."""
    ahead = np.array([math.cos(math.radians(turn)), math.sin(math.radians(turn))])
    middles = [np.array([x, y]) + ahead * at for at in np.arange(-wide / 2, wide / 2 + 0.1, high / 2)]
    half = high / 2
    return [(m[0] - half, m[1] - half, m[0] + half, m[1] + half) for m in middles]
