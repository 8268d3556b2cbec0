"""Shapes as short lists of whole numbers, so that the page stays small.

A path is written as differences from vertex to vertex in millionths of a degree (0.1 m), the first from the origin of
the map: ``[x0, y0, dx, dy, …]``. `static/map.js` reads it back.
"""

from __future__ import annotations

from collections.abc import Iterable

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

UNITS_PER_DEGREE = 1_000_000
_SIMPLIFY_DEGREES = 1e-5  # about a metre: less than a line is wide on any zoom

Path = list[int]
Origin = tuple[float, float]


def usable(shape: BaseGeometry | None) -> bool:
    """Say whether there is anything to draw: not missing, not empty, all coordinates finite."""
    return shape is not None and not shape.is_empty and bool(np.isfinite(shape.bounds).all())


def box_around(layers: Iterable[gpd.GeoSeries]) -> tuple[float, float, float, float] | None:
    """Return west, south, east, north of all usable shapes; None where there are none."""
    bounds = [shape.bounds for layer in layers for shape in layer if usable(shape)]
    if not bounds:
        return None
    table = np.array(bounds)
    west, south = table[:, :2].min(axis=0)
    east, north = table[:, 2:].max(axis=0)
    return float(west), float(south), float(east), float(north)


def point_of(shape: BaseGeometry | None, origin: Origin) -> list[int] | None:
    """Write one point inside the shape, from the origin."""
    if shape is None or not usable(shape):
        return None
    inside = shape if shape.geom_type == "Point" else shapely.point_on_surface(_largest(shape))
    if not usable(inside):
        return None
    return _units(np.array([[inside.x, inside.y]]), origin)[0].tolist()


def rings_of(shape: BaseGeometry | None, origin: Origin) -> list[Path]:
    """Write the rings of all polygons in the shape, outer and inner; the page fills them by the even-odd rule."""
    if shape is None or not usable(shape):
        return []
    plain = shapely.simplify(shape, _SIMPLIFY_DEGREES)
    polygons = [part for part in _parts(plain) if part.geom_type == "Polygon" and not part.is_empty]
    return [_path(ring, origin) for part in polygons for ring in (part.exterior, *part.interiors)]


def lines_of(shape: BaseGeometry | None, origin: Origin) -> list[Path]:
    """Write the lines in the shape; points and polygons are left out."""
    if shape is None or not usable(shape):
        return []
    plain = shapely.simplify(shape, _SIMPLIFY_DEGREES)
    return [_path(part, origin) for part in _parts(plain) if part.geom_type in {"LineString", "LinearRing"}]


def _parts(shape: BaseGeometry) -> list[BaseGeometry]:
    """Flatten collections of any depth into simple shapes."""
    inner = getattr(shape, "geoms", None)
    return [shape] if inner is None else [leaf for part in inner for leaf in _parts(part)]


def _largest(shape: BaseGeometry) -> BaseGeometry:
    return max(_parts(shape), key=lambda part: (part.area, part.length), default=shape)


def _units(degrees: NDArray[np.float64], origin: Origin) -> NDArray[np.int64]:
    return np.round((degrees[:, :2] - np.array(origin)) * UNITS_PER_DEGREE).astype(np.int64)


def _path(line: BaseGeometry, origin: Origin) -> Path:
    steps: Path = np.diff(_units(shapely.get_coordinates(line), origin), axis=0, prepend=0).ravel().tolist()
    return steps
