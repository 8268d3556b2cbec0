"""Checks on shapes and on where they lie: every fault is reported, what can be mended is mended and logged.

Used after `geo.io.places` has found the places. Estates are held against the outlines of their sub-districts, and
the outlines against one another; numbers in cells are checked by `geo.io.cleaning`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.errors import shortlist
from geo.findings import Report
from geo.io.claims import ClaimedOutlines
from geo.io.mending import mend_shapes
from geo.io.place_join import subdistrict_key
from geo.io.table_rows import Origins, words
from geo.policy import Policy
from geo.wording import text

# Outlines are drawn to a few tens of metres; a point just over the line says nothing. Assumption.
_OUTLINE_TOLERANCE_M = 30.0
# Neighbours drawn apart overlap in slivers; what counts is an area that could hold an estate. Assumption.
_OVERLAP_M2 = 5_000.0
# More than this share of the estates, and more than these few, outside their outlines is one fault, not many.
_MOST, _FEW = 0.5, 10


def check_geometry(
    estates: gpd.GeoDataFrame, subdistricts: gpd.GeoDataFrame | None, policy: Policy, report: Report
) -> gpd.GeoDataFrame:
    """Check the shapes of estates and where they lie, mend what can be mended, and report the rest.

    Shapes are mended by `geo.io.mending`. An estate outside the outline it claims is reported with the distance and
    the outline it lies in. Outlines that overlap, that bear one name or that hold no estates are reported. Blank and
    unknown names of sub-districts are for `geo.io.subdistricts`.

    Parameters
    ----------
    estates : located (EPSG:4326), with place_quality.
    subdistricts : SUBDISTRICTS of any level, or None.

    Returns
    -------
    The same rows; where a shape could not be used, the geometry is None and place_quality is ``none``.
    """
    checked = mend_shapes(estates, report)
    if subdistricts is None or len(subdistricts) == 0:
        return checked
    of_level = _of_level(subdistricts, "subdistrict")
    if len(of_level):
        _check_overlaps(of_level, policy, report)
        _check_empty(checked, of_level, report)
    _check_inside(checked, subdistricts, policy, report)
    return checked


def _of_level(subdistricts: gpd.GeoDataFrame, level: str) -> gpd.GeoDataFrame:
    """Take the outlines of one level; where no level is stated, all are sub-districts."""
    levels = pd.Series(words(subdistricts, "level"), index=subdistricts.index)
    has_shape = subdistricts.geometry.notna() & ~subdistricts.geometry.is_empty
    return subdistricts[((levels == level) | ((levels == "") & (level == "subdistrict"))) & has_shape]


@dataclass(frozen=True, slots=True, eq=False)
class _Standing:
    """The places of estates in metres, NaN where there is none, against a set of outlines."""

    outlines: ClaimedOutlines
    x_m: NDArray[np.float64]
    y_m: NDArray[np.float64]

    @classmethod
    def of(cls, estates: gpd.GeoDataFrame, outlines: ClaimedOutlines) -> _Standing:
        middle = shapely.centroid(estates.geometry.to_numpy())
        return cls(outlines, *outlines.metres(shapely.get_x(middle), shapely.get_y(middle)))

    def homes(self, row: int) -> list[str]:
        """List the plain names of the outlines that hold a row's place."""
        at = shapely.Point(self.x_m[row], self.y_m[row])
        return [
            name
            for name, position in self.outlines.position_by_name.items()
            if np.isfinite(self.x_m[row]) and shapely.covers(self.outlines.shapes[position], at)
        ]


def _check_overlaps(outlines: gpd.GeoDataFrame, policy: Policy, report: Report) -> None:
    """Report outlines that overlap by more than slivers, and names that several outlines bear."""
    for name, count in Counter(words(outlines, "name")).items():
        if count > 1:
            report.find("subdistrict-twice", found=text("subdistrict-twice.found", name=name, count=count))
    by_name = ClaimedOutlines.of(outlines, policy.place)
    named = {by_name.known_name(name): name for name in words(outlines, "name")}
    names = [named[name] for name in by_name.position_by_name]
    shapes = np.array(by_name.shapes[: len(names)], dtype=object)
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    for one, other in sorted(zip(first.tolist(), second.tolist(), strict=True)):
        shared_m2 = float(shapely.area(shapely.intersection(shapes[one], shapes[other]))) if one < other else 0.0
        if shared_m2 > _OVERLAP_M2:
            found = text("subdistricts-overlap.found", one=names[one], other=names[other], hectares=shared_m2 / 10_000)
            report.find("subdistricts-overlap", found=found)


def _check_empty(estates: gpd.GeoDataFrame, outlines: gpd.GeoDataFrame, report: Report) -> None:
    """Report outlines that no estate names."""
    named = {subdistrict_key(name) for name in words(estates, "subdistrict")}
    empty = [name for name in dict.fromkeys(words(outlines, "name")) if subdistrict_key(name) not in named]
    if empty:
        found = text("subdistrict-empty.found", count=len(empty), names=shortlist(empty))
        report.find("subdistrict-empty", found=found, severity="note")


def _check_inside(estates: gpd.GeoDataFrame, subdistricts: gpd.GeoDataFrame, policy: Policy, report: Report) -> None:
    """Report each estate that lies outside the outline it claims, and which one it lies in; most of them as one."""
    outlines = ClaimedOutlines.of(subdistricts, policy.place)
    standing = _Standing.of(estates, outlines)
    claimed = outlines.claims(words(estates, "subdistrict"), words(estates, "district"))
    away_m = outlines.outside_m(standing.x_m, standing.y_m, outlines.positions(claimed))
    official = {outlines.known_name(name): name for name in words(subdistricts, "name")}
    placed = np.isfinite(standing.x_m)
    far = np.flatnonzero(placed & (away_m > _OUTLINE_TOLERANCE_M))
    if len(far) > _MOST * int(placed.sum()) and len(far) > _FEW:
        _say_most_outside(estates, far, away_m, placed, report)
        return
    area = text("estate-outside.area")
    names, origins = words(estates, "name"), Origins.of(estates)
    for row in far.tolist():
        homes = shortlist(official.get(name, name) for name in standing.homes(row))
        found = text(
            "estate-outside.found",
            name=names[row],
            claimed=official.get(claimed[row], area),
            metres=float(away_m[row]),
            home=homes or text("estate-outside.nowhere"),
        )
        where = origins.where(row, "geometry")
        report.find("estate-outside", found=found, where=where, estate_id=origins.estate_ids[row])


def _say_most_outside(
    estates: gpd.GeoDataFrame,
    far: NDArray[np.intp],
    away_m: NDArray[np.float64],
    placed: NDArray[np.bool_],
    report: Report,
) -> None:
    """Report once that most estates lie outside: coordinates or outlines are wrong as a whole."""
    facts = {"count": len(far), "placed": int(placed.sum()), "metres": float(np.median(away_m[far]))}
    listed = shortlist(np.array(words(estates, "name"), dtype=object)[far])
    where = Origins.of(estates).where(int(far[0]), "geometry")
    found = text("estates-outside.found", **facts, names=listed)
    report.find("estates-outside", severity="error", found=found, where=where)
