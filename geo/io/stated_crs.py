"""Shapes as a file states them, brought to EPSG:4326: missing, wrong and mixed CRS.

A file says in which CRS its numbers are, and is sometimes wrong: degrees under a CRS in metres, metres under
degrees, or nothing said at all. The numbers decide then, and it is reported.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from geo.findings import Report, Where
from geo.io.datum import SWAPPED, to_wgs84
from geo.io.datum_vote import UNDECIDED, decide_datum
from geo.policy.sections import PlacePolicy
from geo.schema import STORAGE_CRS
from geo.wording import text

# Where most of the shapes say one thing, the file is taken at it.
_MOST = 0.5


@dataclass(frozen=True, slots=True)
class _Source:
    """Where the shapes come from, and who is told."""

    where: Where
    stated: str
    policy: PlacePolicy
    boundaries: gpd.GeoDataFrame | None
    report: Report


def stated_degrees(
    shapes: gpd.GeoSeries,
    *,
    policy: PlacePolicy,
    report: Report,
    boundaries: gpd.GeoDataFrame | None = None,
    file: str = "",
    sheet: str = "",
) -> gpd.GeoSeries:
    """Bring shapes to EPSG:4326 as their file states them, unless the numbers refute the statement.

    Degrees under a CRS in metres are taken as degrees; metres under a CRS in degrees, or with no CRS, are tried in
    the projections in use near the boundaries (else near the policy's box). What cannot be placed becomes None.
    Whether degrees are WGS-84, GCJ-02 or BD-09 is not settled here; `geo.io.places` votes on it.

    Parameters
    ----------
    shapes : as stored, with the CRS the file states, or none.
    """
    stated = shapes.crs.to_string() if shapes.crs else ""
    source = _Source(Where(file, sheet, None, "geometry"), stated, policy, boundaries, report)
    is_degrees = _mostly_degrees(shapes)
    if is_degrees is None:
        return gpd.GeoSeries(shapes.to_numpy(), index=shapes.index, crs=STORAGE_CRS)
    if shapes.crs is None:
        if not is_degrees:
            return _voted(shapes, "crs-missing", source)
        _say("crs-missing", source, taken=STORAGE_CRS)
        return shapes.set_crs(STORAGE_CRS)
    if shapes.crs.is_projected and is_degrees:
        _say("crs-degrees-as-metres", source, taken=STORAGE_CRS)
        return shapes.set_crs(STORAGE_CRS, allow_override=True)
    if shapes.crs.is_geographic and not is_degrees:
        return _voted(shapes, "crs-metres-as-degrees", source)
    return shapes.to_crs(STORAGE_CRS)


def _mostly_degrees(shapes: gpd.GeoSeries) -> bool | None:
    """Say whether the numbers can be degrees; None where there are no numbers."""
    edges = shapely.bounds(shapes.to_numpy())
    edges = edges[np.isfinite(edges).all(axis=1)]
    if len(edges) == 0:
        return None
    largest = np.abs(edges).max(axis=1)
    return bool((largest <= 180).mean() > _MOST)


def _voted(shapes: gpd.GeoSeries, rule: str, source: _Source) -> gpd.GeoSeries:
    """Find the projection of shapes in metres by vote, or give them up."""
    middle = shapely.centroid(shapes.to_numpy())
    x, y = shapely.get_x(middle), shapely.get_y(middle)
    decision = decide_datum(x, y, claimed=[""] * len(shapes), boundaries=source.boundaries, policy=source.policy)
    if decision.source == UNDECIDED:
        _say(f"{rule}-unplaced", source, taken=decision.votes_text())
        return gpd.GeoSeries([None] * len(shapes), index=shapes.index, crs=STORAGE_CRS)
    _say(rule, source, taken=decision.source)
    plain = decision.source.removeprefix(SWAPPED)

    def degrees(points: NDArray[np.float64]) -> NDArray[np.float64]:
        is_swapped = decision.source.startswith(SWAPPED)
        east, north = (points[:, 1], points[:, 0]) if is_swapped else (points[:, 0], points[:, 1])
        return np.column_stack(to_wgs84(east, north, source=plain))

    return gpd.GeoSeries(shapely.transform(shapes.to_numpy(), degrees), index=shapes.index, crs=STORAGE_CRS)


def _say(rule: str, source: _Source, *, taken: str) -> None:
    found = text(f"{rule}.found", stated=source.stated, taken=taken)
    source.report.find(rule, found=found, where=source.where)
