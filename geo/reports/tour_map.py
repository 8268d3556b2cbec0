"""A small map of one crew's day for a printed page: quiet streets, the track with its direction, the stops' numbers.

Lines become an SVG of numbers only; no text of the plan is in it. The numbers of the stops are places in millimetres,
moved aside where they would lie on one another, with a thread to the stop.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from geo.reports.crew_days import CrewDay, Line, Place

MARK_MM = 2.2  # radius of a number's disc
_EDGE_MM = 5.0
_LEAST_M = 350.0  # a map shows at least so much ground, or one stop would fill it
_UNITS = 10  # of the SVG in a millimetre: whole numbers keep the page small
_MOST_POINTS = 2_500  # of streets on a map; lesser streets go first
_ARROW_MM = 16.0  # a leg so long carries an arrow
_M_PER_DEGREE = 111_195.0  # of latitude, on a sphere of 6,371 km
_ROADS = ((1, 11), (2, 8), (3, 5), (4, 4))  # rank and width in units
_FILLS = {"water": "#d3e5f2", "green": "#e0edd6"}
_STREET, _RAIL, _GROUND = "#dcd9d2", "#9a9a9a", "#fbfaf7"

Placed = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """A number on the map: where its disc stands and where its stop is, in millimetres from the top left."""

    label: str
    x: float
    y: float
    stop_x: float
    stop_y: float


@dataclass(frozen=True, slots=True)
class TourMap:
    """A map as an SVG, its marks, and its scale bar (metres, and how long that is in millimetres)."""

    svg: str
    marks: tuple[Mark, ...]
    depot: Placed | None
    bar_m: int
    bar_mm: float


@dataclass(frozen=True)
class Ground:
    """The quiet streets, water and green under every map."""

    table: gpd.GeoDataFrame = field(repr=False)

    @cached_property
    def tree(self) -> shapely.STRtree:
        """Find shapes by their place."""
        return shapely.STRtree(self.table.geometry.to_numpy())

    def within(self, box: tuple[float, float, float, float]) -> gpd.GeoDataFrame:
        """Return the shapes that a box in degrees cuts, cut to it."""
        if not len(self.table):
            return self.table
        near = np.sort(self.tree.query(shapely.box(*box)))
        found = self.table.iloc[near]
        return found.set_geometry(shapely.clip_by_rect(found.geometry.to_numpy(), *box), crs=found.crs)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Degrees to millimetres: the middle of the ground goes to the middle of the map."""

    lon: float
    lat: float
    mm_per_m: float
    width: float
    height: float

    def place(self, lon_lat: NDArray[np.float64]) -> NDArray[np.float64]:
        metres = (np.asarray(lon_lat) - (self.lon, self.lat)) * (self._lon_m, _M_PER_DEGREE)
        moved: NDArray[np.float64] = metres * (self.mm_per_m, -self.mm_per_m) + (self.width / 2, self.height / 2)
        return moved

    @property
    def _lon_m(self) -> float:
        return _M_PER_DEGREE * max(0.01, math.cos(math.radians(self.lat)))

    def box(self) -> tuple[float, float, float, float]:
        """Return the ground that the map shows, in degrees."""
        half_lon = self.width / 2 / self.mm_per_m / self._lon_m
        half_lat = self.height / 2 / self.mm_per_m / _M_PER_DEGREE
        return self.lon - half_lon, self.lat - half_lat, self.lon + half_lon, self.lat + half_lat


def tour_map(day: CrewDay, ground: Ground, *, width: float, height: float) -> TourMap | None:
    """Draw a crew's day on a map of `width` by `height` millimetres; None where no place is known."""
    places = [stop.at for stop in day.stops if stop.at] + ([day.crew.at] if day.crew.at else [])
    points = np.vstack([*day.track, np.array(places)]) if places else np.empty((0, 2))
    if not len(points):
        return None
    frame = _frame(points, width, height)
    parts = [*_ground(ground, frame), *_track(day.track, frame)]
    size = f"{width * _UNITS:.0f} {height * _UNITS:.0f}"
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}">{"".join(parts)}</svg>'
    depot = _spot(day.crew.at, frame) if day.crew.at else None
    bar_m = round_metres(28 / frame.mm_per_m)
    return TourMap(svg, tuple(_marks(day, frame, depot)), depot, bar_m, bar_m * frame.mm_per_m)


def _frame(points: Line, width: float, height: float) -> _Frame:
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    lon, lat = float(west + east) / 2, float(south + north) / 2
    wide = max(_LEAST_M, float(east - west) * _M_PER_DEGREE * math.cos(math.radians(lat)))
    high = max(_LEAST_M * height / width, float(north - south) * _M_PER_DEGREE)
    return _Frame(lon, lat, min((width - 2 * _EDGE_MM) / wide, (height - 2 * _EDGE_MM) / high), width, height)


def _spot(place: Place, frame: _Frame) -> Placed:
    x, y = frame.place(np.array([place]))[0].tolist()
    return x, y


def _ground(ground: Ground, frame: _Frame) -> Iterator[str]:
    yield f'<rect width="{frame.width * _UNITS:.0f}" height="{frame.height * _UNITS:.0f}" fill="{_GROUND}"/>'
    near = ground.within(frame.box())
    for kind, fill in _FILLS.items():
        areas = _path(near[near["kind"] == kind].geometry, frame)
        if areas:
            yield f'<path d="{areas}" fill="{fill}" fill-rule="evenodd" stroke="{fill}" stroke-width="4"/>'
    left = _MOST_POINTS
    for rank, width in _ROADS:
        own = near[(near["kind"] == "road") & (near["rank"].fillna(4).clip(1, 4) == rank)].geometry
        left -= int(shapely.get_num_coordinates(own.to_numpy()).sum())
        if left < 0:
            break
        yield _stroke(_path(own, frame), _STREET, width)
    yield _stroke(_path(near[near["kind"] == "railway"].geometry, frame), _RAIL, 4, dash="20 12")


def _path(shapes: gpd.GeoSeries, frame: _Frame) -> str:
    """Write the lines and rings of shapes as an SVG path."""
    drawn = []
    flat = shapely.get_parts(shapely.get_parts(shapes.to_numpy()))
    for shape in flat[~shapely.is_empty(flat)]:
        rings = shapely.get_rings(shape) if shape.geom_type == "Polygon" else [shape]
        drawn += [_steps(shapely.get_coordinates(ring), frame) for ring in rings]
    return "".join(drawn)


def _steps(points: Line, frame: _Frame) -> str:
    """Write one line in whole units; what does not move is left out."""
    units = np.round(frame.place(points) * _UNITS).astype(np.int64)
    kept = units[np.r_[True, (np.diff(units, axis=0) != 0).any(axis=1)]]
    return "M" + " ".join(f"{x} {y}" for x, y in kept.tolist()) if len(kept) > 1 else ""


def _stroke(path: str, color: str, width: int, *, dash: str = "") -> str:
    if not path:
        return ""
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path d="{path}" fill="none" stroke="{color}" stroke-width="{width}" '
        f'stroke-linejoin="round" stroke-linecap="{"butt" if dash else "round"}"{dashes}/>'
    )


def _track(lines: Sequence[Line], frame: _Frame) -> Iterator[str]:
    path = "".join(_steps(line, frame) for line in lines)
    yield _stroke(path, "#ffffff", 14)
    yield _stroke(path, "#1c5c8a", 8)
    for line in lines:
        yield _arrow(frame.place(line))


def _arrow(line: NDArray[np.float64]) -> str:
    """Draw a small arrow head half way along a leg, where it is long enough."""
    steps = np.linalg.norm(np.diff(line, axis=0), axis=1)
    whole = float(steps.sum())
    if whole < _ARROW_MM:
        return ""
    at = int(np.searchsorted(np.cumsum(steps), whole / 2))
    share = (whole / 2 - float(steps[:at].sum())) / float(steps[at])
    middle = line[at] + (line[at + 1] - line[at]) * share
    ahead = (line[at + 1] - line[at]) / steps[at]
    aside = np.array([-ahead[1], ahead[0]])
    corners = [middle + 1.6 * ahead, middle - 1.1 * ahead + 1.2 * aside, middle - 1.1 * ahead - 1.2 * aside]
    points = " ".join(f"{x * _UNITS:.0f},{y * _UNITS:.0f}" for x, y in corners)
    return f'<polygon points="{points}" fill="#1c5c8a" stroke="#ffffff" stroke-width="3"/>'


def _marks(day: CrewDay, frame: _Frame, depot: Placed | None) -> Iterator[Mark]:
    """Find a free place for each number, nearest to its stop first."""
    taken: list[Placed] = [depot] if depot else []
    for stop in day.stops:
        if stop.number is None or stop.at is None:
            continue
        spot = _spot(stop.at, frame)
        x, y = next((place for place in _around(spot) if _is_free(place, taken, frame)), spot)
        taken.append((x, y))
        yield Mark(str(stop.number), round(x, 2), round(y, 2), round(spot[0], 2), round(spot[1], 2))


def _around(spot: Placed) -> Iterator[Placed]:
    yield spot
    for ring in range(2, 12):
        for turn in range(16):
            angle = math.tau * (turn + 0.5 * (ring % 2)) / 16 - math.pi / 4
            away = ring * MARK_MM * 1.05
            yield spot[0] + away * math.cos(angle), spot[1] + away * math.sin(angle)


def _is_free(place: Placed, taken: Sequence[Placed], frame: _Frame) -> bool:
    inside = MARK_MM <= place[0] <= frame.width - MARK_MM and MARK_MM <= place[1] <= frame.height - MARK_MM
    return inside and all(math.dist(place, other) >= 2 * MARK_MM + 0.2 for other in taken)


def round_metres(most: float) -> int:
    """Return the largest 1, 2 or 5 times a power of ten that is not above `most`."""
    power = 10 ** math.floor(math.log10(max(most, 1.0)))
    return int(max(step * power for step in (1, 2, 5) if step * power <= max(most, 1.0)))
