"""Mending shapes: heights, crossings of themselves, zero areas, lines and collections; each change is logged.

A shape that cannot be a place (empty, not a number, out of range, at 0, 0) is taken away and reported. Large shapes
are kept as they are.
"""

from __future__ import annotations

from collections.abc import Callable

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.findings import Report
from geo.io.table_rows import Origins, words
from geo.schema import STORAGE_CRS
from geo.wording import text

Shapes = NDArray[np.object_]

_POLYGON = "Polygon"
_MULTI = [int(shapely.GeometryType[f"MULTI{kind}"]) for kind in ("POINT", "LINESTRING", "POLYGON")]
_NULL_ISLAND_DEG = 0.001
# A square metre in square degrees at the equator: smaller than any shed.
_ZERO_AREA_DEG2 = 1e-10 / 1.24
# Above this a shape slows drawing; it is said, not changed.
_MANY_VERTICES = 100_000


def mend_shapes(estates: gpd.GeoDataFrame, report: Report) -> gpd.GeoDataFrame:
    """Return the estates with shapes that can be planned with: valid, flat, points or polygons.

    Mended, each with a repair: heights are dropped, self-intersections resolved, closed lines filled, other lines
    and shapes without an area turned into a point, polygons taken out of collections. Taken away, each with a
    finding: empty shapes, numbers that are not finite, out of range or at 0, 0.
    """
    bench = _Bench(estates, report)
    bench.unwrap()
    bench.drop_unusable()
    bench.change("geometry-flattened", bench.has(shapely.has_z), shapely.force_2d, confidence=1.0)
    bench.change("geometry-closed", bench.has(_is_closed_line), _filled, confidence=0.8)
    bench.change("geometry-no-area", bench.has(_is_collapsed), _middle_of, confidence=0.6)
    bench.change("geometry-made-valid", bench.has(_is_invalid), _made_valid, confidence=0.9)
    bench.change("geometry-uncollected", bench.has(_is_collection), _polygons_of, confidence=0.9)
    bench.change("geometry-no-area", bench.has(_has_no_area), shapely.centroid, confidence=0.6)
    bench.say_many_vertices()
    return bench.done()


class _Bench:
    """The shapes under repair; each step replaces some of them and logs it."""

    def __init__(self, estates: gpd.GeoDataFrame, report: Report) -> None:
        self.estates, self.report = estates, report
        self.origins, self.names = Origins.of(estates), words(estates, "name")
        self.shapes: Shapes = np.array(estates.geometry.to_numpy(), dtype=object)

    def has(self, test: Callable[[Shapes], NDArray[np.bool_]]) -> NDArray[np.intp]:
        """Return the rows with a shape for which a test holds."""
        present = np.flatnonzero(~shapely.is_missing(self.shapes))
        return present[np.asarray(test(self.shapes[present]), dtype=np.bool_)]

    def unwrap(self) -> None:
        """Take single shapes out of multi-part ones, as which GIS programs store them; nothing is changed by that."""
        rows = self.has(lambda shapes: _is_multi(shapes) & (shapely.get_num_geometries(shapes) == 1))
        self.shapes[rows] = shapely.get_geometry(self.shapes[rows], 0)

    def drop_unusable(self) -> None:
        """Take away the shapes that are no place."""
        for reason, test in (("empty", shapely.is_empty), ("not_finite", _is_not_finite), ("range", _is_out_of_range)):
            for row in self.has(test):
                where, estate_id = self.origins.where(int(row), "geometry"), self.origins.estate_ids[row]
                found = text(f"geometry-unusable.{reason}")
                self.report.find("geometry-unusable", found=found, where=where, estate_id=estate_id)
                self.shapes[row] = None

    def change(self, rule: str, rows: NDArray[np.intp], mend: Callable[[Shapes], Shapes], *, confidence: float) -> None:
        """Mend some shapes and log each."""
        if len(rows) == 0:
            return
        mended = np.asarray(mend(self.shapes[rows]), dtype=object)
        for row, after in zip(rows, mended, strict=True):
            before = self.shapes[row]
            self.report.repair(
                rule, before=_described(before), after=_described(after), confidence=confidence, field="geometry",
                where=self.origins.where(int(row), "geometry"), estate_id=self.origins.estate_ids[row],
            )  # fmt: skip
        self.shapes[rows] = mended
        found = text(f"{rule}.found", count=len(rows), name=self.names[rows[0]])
        where = self.origins.where(int(rows[0]), "geometry")
        self.report.find(rule, found=found, where=where, severity="note" if confidence >= 0.9 else "warning")

    def say_many_vertices(self) -> None:
        """Report shapes so large that maps become slow."""
        for row in self.has(lambda shapes: shapely.get_num_coordinates(shapes) > _MANY_VERTICES):
            count = int(shapely.get_num_coordinates(self.shapes[row]))
            where = self.origins.where(int(row), "geometry")
            found = text("geometry-many-vertices.found", count=count)
            self.report.find("geometry-many-vertices", found=found, severity="note", where=where)

    def done(self) -> gpd.GeoDataFrame:
        """Return the estates with their mended shapes; those without one have the quality none."""
        mended = self.estates.set_geometry(
            gpd.GeoSeries(self.shapes, index=self.estates.index, crs=self.estates.crs or STORAGE_CRS)
        )
        if "place_quality" in mended.columns:
            quality = mended["place_quality"].to_numpy(dtype=object).copy()
            quality[shapely.is_missing(self.shapes)] = "none"
            mended["place_quality"] = pd.Series(quality, index=mended.index, dtype=object)
        return mended


def _is_multi(shapes: Shapes) -> NDArray[np.bool_]:
    return np.isin(shapely.get_type_id(shapes), _MULTI)


def _is_not_finite(shapes: Shapes) -> NDArray[np.bool_]:
    numbers, owner = shapely.get_coordinates(shapes, return_index=True)
    broken = np.zeros(len(shapes), dtype=np.bool_)
    broken[owner[~np.isfinite(numbers).all(axis=1)]] = True
    return broken


def _is_out_of_range(shapes: Shapes) -> NDArray[np.bool_]:
    west, south, east, north = shapely.bounds(shapes).T
    largest_lon, largest_lat = np.maximum(np.abs(west), np.abs(east)), np.maximum(np.abs(south), np.abs(north))
    at_zero = (largest_lon < _NULL_ISLAND_DEG) & (largest_lat < _NULL_ISLAND_DEG)
    return np.asarray((largest_lon > 180) | (largest_lat > 90) | at_zero)


def _is_closed_line(shapes: Shapes) -> NDArray[np.bool_]:
    is_line = np.isin(shapely.get_type_id(shapes), [1, 2])
    return np.asarray(is_line & shapely.is_closed(shapes) & (shapely.get_num_coordinates(shapes) > 3))


def _filled(shapes: Shapes) -> Shapes:
    return np.array([shapely.Polygon(shape.coords) for shape in shapes], dtype=object)


def _is_collapsed(shapes: Shapes) -> NDArray[np.bool_]:
    """Find polygons whose corners stand on one line along an axis, or in one spot."""
    west, south, east, north = shapely.bounds(shapes).T
    is_polygon = np.isin(shapely.get_type_id(shapes), [3, 6])
    return np.asarray(is_polygon & ((east - west) * (north - south) < _ZERO_AREA_DEG2))


def _middle_of(shapes: Shapes) -> Shapes:
    west, south, east, north = shapely.bounds(shapes).T
    return np.asarray(shapely.points((west + east) / 2, (south + north) / 2), dtype=object)


def _is_invalid(shapes: Shapes) -> NDArray[np.bool_]:
    return np.asarray(~shapely.is_valid(shapes))


def _made_valid(shapes: Shapes) -> Shapes:
    return np.asarray(shapely.make_valid(shapes, method="structure", keep_collapsed=True), dtype=object)


def _is_collection(shapes: Shapes) -> NDArray[np.bool_]:
    return np.asarray(shapely.get_type_id(shapes) == int(shapely.GeometryType.GEOMETRYCOLLECTION))


def _polygons_of(shapes: Shapes) -> Shapes:
    """Keep the polygons of each collection; a collection without any becomes its middle."""
    kept = []
    for shape in shapes:
        parts = [part for part in shapely.get_parts(shape) if part.geom_type.endswith(_POLYGON)]
        kept.append(shapely.union_all(parts) if parts else shapely.centroid(shape))
    return np.array(kept, dtype=object)


def _has_no_area(shapes: Shapes) -> NDArray[np.bool_]:
    """Find lines, several points, and polygons smaller than a shed."""
    kinds = shapely.get_type_id(shapes)
    return np.asarray((kinds != int(shapely.GeometryType.POINT)) & (shapely.area(shapes) < _ZERO_AREA_DEG2))


def _described(shape: shapely.Geometry) -> str:
    """Describe a shape for the log: its kind and its vertices, not its numbers."""
    return f"{shape.geom_type}{' Z' if shape.has_z else ''} ({shapely.get_num_coordinates(shape)})"
