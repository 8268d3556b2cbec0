"""Shapes as short texts, so that the page stays small.

A line or ring is written as steps from vertex to vertex in metres of a hundred thousandth of a degree, the first from
the origin of the map (`geo.maps.strings`); the lines of one shape are parted by blanks. ``static/map/tables.js`` reads
them back when they are first drawn. What is missing, empty or not finite gives nothing to draw, never an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.maps.strings import encoded_lines

HALF_TURN = 180.0  # degrees
UNITS_PER_DEGREE = 1_000_000  # of points
# Less than a line is wide on the zooms at which shapes are read: a metre, and 2.5 m for what is drawn around estates.
FINE_DEGREES = 1e-5
COARSE_DEGREES = 2.5e-5
_LINES = (shapely.GeometryType.LINESTRING, shapely.GeometryType.LINEARRING)

Origin = tuple[float, float]
_Shapes = NDArray[np.object_]
_Positions = NDArray[np.int64]


def box_around(layers: Iterable[gpd.GeoSeries]) -> tuple[float, float, float, float] | None:
    """Return west, south, east, north of all usable shapes; None where there are none."""
    boxes = np.vstack([np.empty((0, 4)), *(shapely.bounds(layer.to_numpy()) for layer in layers)])
    usable = boxes[np.isfinite(boxes).all(axis=1)]
    if not len(usable):
        return None
    (west, south), (east, north) = usable[:, :2].min(axis=0), usable[:, 2:].max(axis=0)
    return float(west), float(south), float(east), float(north)


def across_180(tables: Mapping[str, pd.DataFrame], shown: Iterable[str]) -> dict[str, pd.DataFrame] | None:
    """Move what lies west of 180° to the east of it, where a plan lies on both sides; None where it does not.

    Without that the map would open on the whole earth, and a shape over 180° be a band around it.

    Parameters
    ----------
    shown : the tables that say where the plan lies.
    """
    box = box_around(tables[name].geometry for name in shown)
    if box is None or box[2] - box[0] <= HALF_TURN:
        return None
    return {name: _eastward(table) if "geometry" in table else table for name, table in tables.items()}


def _eastward(table: pd.DataFrame) -> pd.DataFrame:
    def moved(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.where([True, False] & (xy < 0), xy + 2 * HALF_TURN, xy)

    return table.assign(geometry=gpd.GeoSeries(shapely.transform(table["geometry"].to_numpy(), moved), table.index))


def points_of(shapes: gpd.GeoSeries, origin: Origin) -> list[list[int] | None]:
    """Write one point inside each shape, from the origin; None where there is none."""
    inside = shapely.point_on_surface(_usable(shapes))
    places = np.column_stack([shapely.get_x(inside), shapely.get_y(inside)])
    known = np.isfinite(places).all(axis=1)
    units = _units(np.where(known[:, None], places, 0.0), origin).tolist()
    return [unit if is_known else None for unit, is_known in zip(units, known, strict=True)]


def rings_of(shapes: gpd.GeoSeries, origin: Origin, *, tolerance: float = FINE_DEGREES) -> list[str]:
    """Write the rings of all polygons in each shape, outer and inner; the page fills them by the even-odd rule."""
    parts, owner = _parts(shapes, tolerance)
    is_polygon = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    rings, of_part = shapely.get_rings(parts[is_polygon], return_index=True)
    return _texts(rings, owner[is_polygon][of_part], origin, len(shapes))


def lines_of(shapes: gpd.GeoSeries, origin: Origin) -> list[str]:
    """Write the lines in each shape; points and polygons are left out."""
    parts, owner = _parts(shapes, FINE_DEGREES)
    is_line = np.isin(shapely.get_type_id(parts), _LINES)
    return _texts(parts[is_line], owner[is_line], origin, len(shapes))


def _usable(shapes: gpd.GeoSeries) -> _Shapes:
    """Put None where a shape is missing, empty or not finite."""
    given: _Shapes = shapes.to_numpy().copy()
    given[~np.isfinite(shapely.bounds(given)).all(axis=1)] = None
    return given


def _parts(shapes: gpd.GeoSeries, tolerance: float) -> tuple[_Shapes, _Positions]:
    """Simplify and flatten collections of any depth into simple shapes, each with the position it comes from."""
    parts: _Shapes = shapely.simplify(_usable(shapes), tolerance)
    owner = np.arange(len(parts))
    while (shapely.get_type_id(parts) > shapely.GeometryType.POLYGON).any():
        parts, of_part = shapely.get_parts(parts, return_index=True)
        owner = owner[of_part]
    return parts, owner


def _units(degrees: NDArray[np.float64], origin: Origin) -> NDArray[np.int64]:
    units: NDArray[np.int64] = np.round((degrees - np.array(origin)) * UNITS_PER_DEGREE).astype(np.int64)
    return units


def _texts(lines: _Shapes, owner: _Positions, origin: Origin, count: int) -> list[str]:
    """Write each line and hand it to the shape it belongs to."""
    degrees, of_line = shapely.get_coordinates(lines, return_index=True)
    texts: list[list[str]] = [[] for _ in range(count)]
    if len(degrees):
        for shape, text in zip(
            owner[np.unique(of_line)].tolist(), encoded_lines(degrees, of_line, origin), strict=True
        ):
            texts[shape].append(text)
    return [" ".join(of_shape) for of_shape in texts]
