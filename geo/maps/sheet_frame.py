"""From degrees to millimetres on paper: the ground that a printed map shows, and shapes as paths on it.

Distances keep their proportion at the middle of the map (equirectangular); over a city the error is far below a line's
width. The origin is the lower left corner, y goes up.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

if TYPE_CHECKING:
    from matplotlib.path import Path

Floats = NDArray[np.float64]
Shapes = NDArray[np.object_]
Box = tuple[float, float, float, float]

LEAST_M = 800.0  # a map shows at least so much ground across, or one estate would fill it
_M_PER_DEGREE = 111_195.0  # of latitude, on a sphere of 6,371 km
_BEYOND_MM = 6.0  # lines run so far past the edge, so that no cut end is seen


@dataclass(frozen=True, slots=True)
class Frame:
    """The middle of the ground (degrees), its scale, and the map's box on the page in millimetres."""

    lon: float
    lat: float
    mm_per_m: float
    left: float
    bottom: float
    width: float
    height: float

    def place(self, lon_lat: Floats) -> Floats:
        """Turn longitude and latitude, shape ``(n, 2)``, into millimetres on the page."""
        metres = (np.asarray(lon_lat, dtype=np.float64) - (self.lon, self.lat)) * (self._lon_m, _M_PER_DEGREE)
        placed: Floats = metres * self.mm_per_m + (self.left + self.width / 2, self.bottom + self.height / 2)
        return placed

    def shapes(self, given: gpd.GeoSeries) -> Shapes:
        """Return shapes in millimetres, cut a little beyond the map; None where there is nothing to draw."""
        known: Shapes = given.to_numpy().copy()
        known[~np.isfinite(shapely.bounds(known)).all(axis=1)] = None
        placed: Shapes = shapely.transform(known, self.place)
        invalid = ~shapely.is_valid(placed) & ~shapely.is_missing(placed)
        placed[invalid] = shapely.make_valid(placed[invalid])
        cut: Shapes = shapely.clip_by_rect(placed, *self._beyond())
        cut[shapely.is_empty(cut)] = None
        return cut

    def points(self, given: gpd.GeoSeries) -> Floats:
        """Return a point inside each shape in millimetres, shape ``(n, 2)``; NaN where there is none."""
        known: Shapes = given.to_numpy().copy()
        known[~np.isfinite(shapely.bounds(known)).all(axis=1)] = None
        inside = shapely.point_on_surface(known)
        return self.place(np.column_stack([shapely.get_x(inside), shapely.get_y(inside)]))

    def holds(self, points: Floats, *, margin: float = 0.0) -> NDArray[np.bool_]:
        """Say which points lie on the map, at least `margin` millimetres inside its edge."""
        x, y = points[:, 0] - self.left, points[:, 1] - self.bottom
        inside: NDArray[np.bool_] = (
            (x >= margin) & (x <= self.width - margin) & (y >= margin) & (y <= self.height - margin)
        )
        return inside

    @property
    def edges(self) -> Box:
        """Left, bottom, right and top of the map, in millimetres."""
        return self.left, self.bottom, self.left + self.width, self.bottom + self.height

    @property
    def _lon_m(self) -> float:
        return _M_PER_DEGREE * max(0.01, math.cos(math.radians(self.lat)))

    def _beyond(self) -> Box:
        left, bottom, right, top = self.edges
        return left - _BEYOND_MM, bottom - _BEYOND_MM, right + _BEYOND_MM, top + _BEYOND_MM

    def ground(self) -> Box:
        """Return the ground that the map shows, in degrees: west, south, east, north."""
        half_lon = self.width / 2 / self.mm_per_m / self._lon_m
        half_lat = self.height / 2 / self.mm_per_m / _M_PER_DEGREE
        return self.lon - half_lon, self.lat - half_lat, self.lon + half_lon, self.lat + half_lat


def frame_around(bounds: Box, page: Box, *, edge_mm: float = 6.0) -> Frame:
    """Fit the ground of `bounds` (degrees) into a box of the page (left, bottom, width, height in millimetres)."""
    west, south, east, north = bounds
    left, bottom, width, height = page
    lon, lat = (west + east) / 2, (south + north) / 2
    wide = max(LEAST_M, (east - west) * _M_PER_DEGREE * max(0.01, math.cos(math.radians(lat))))
    high = max(LEAST_M * height / width, (north - south) * _M_PER_DEGREE)
    scale = min((width - 2 * edge_mm) / wide, (height - 2 * edge_mm) / high)
    return Frame(lon, lat, scale, left, bottom, width, height)


def areas(shapes: Shapes) -> list[Path]:
    """Return the polygons of each shape as one path with its holes; shapes without any give none."""
    return [path for path in (_area(shape) for shape in shapes) if path is not None]


def lines(shapes: Shapes) -> list[Floats]:
    """Return every line in the shapes and every ring of their polygons, each as its points."""
    parts = _parts(shapes)
    rings = shapely.get_rings(parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON])
    of_lines = parts[np.isin(shapely.get_type_id(parts), (1, 2))]
    return [shapely.get_coordinates(line) for line in (*of_lines, *rings)]


def _area(shape: shapely.Geometry | None) -> Path | None:
    from matplotlib.path import Path

    parts = _parts(np.array([shape], dtype=object))
    rings = shapely.get_rings(parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON])
    if not len(rings):
        return None
    drawn = [shapely.get_coordinates(ring) for ring in rings]
    codes = [np.r_[Path.MOVETO, np.full(len(ring) - 2, Path.LINETO), Path.CLOSEPOLY] for ring in drawn]
    return Path(np.vstack(drawn), np.concatenate(codes))


def _parts(shapes: Shapes) -> Shapes:
    """Take collections of any depth apart; what is missing or empty goes."""
    parts: Shapes = shapes[~shapely.is_missing(shapes)]
    while (shapely.get_type_id(parts) > shapely.GeometryType.POLYGON).any():
        parts = shapely.get_parts(parts)
    known: Shapes = parts[~shapely.is_empty(parts)]
    return known
