"""Where the things of a list stand that belong to estates: by their own shapes or coordinates, else by their estate.

Rooms and partners share it; `subject` names whose words the findings take.
"""

from __future__ import annotations

from typing import Literal

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from geo.findings import Report, Where
from geo.io.coordinates import in_order, is_usable, kinds_of
from geo.io.datum import DATUMS, SWAPPED, datum_name, to_wgs84
from geo.io.datum_vote import UNDECIDED, decide_datum
from geo.io.headings import MappedTable
from geo.io.stated_crs import stated_degrees
from geo.io.values import parse_angle, parse_pair
from geo.policy.sections import PlacePolicy
from geo.schema import STORAGE_CRS
from geo.wording import text

Floats = NDArray[np.float64]
Subject = Literal["room", "partner"]
_FEW_VOTES = 3  # few are listed; each stands in a known estate, so three points tell the shifts apart

_METRES_PER_DEGREE = 111_195.0  # a degree of a great circle on a sphere of 6,371 km


def estate_places(estates: gpd.GeoDataFrame) -> dict[str, shapely.Point]:
    """Take one point inside each placed estate, by id."""
    table = estates.reset_index() if "estate_id" not in estates.columns else estates
    shapes = table.geometry.to_crs(STORAGE_CRS)
    placed = shapes.notna() & ~shapes.is_empty
    points = shapely.point_on_surface(shapes[placed].to_numpy())
    return dict(zip(map(str, table.loc[placed, "estate_id"]), points, strict=True))


def own_places(
    mapped: MappedTable,
    known: list[shapely.Point | None],
    report: Report,
    *,
    subject: Subject,
    datum: str,
    policy: PlacePolicy,
) -> list[shapely.Point | None]:
    """Place the rows of a list by their own shapes or coordinates; None where they have none that can be used.

    Parameters
    ----------
    known : the place of each row's estate, in EPSG:4326; with `datum` ``auto`` they decide what coordinates are in.
    """
    raw = mapped.raw
    if raw.geometry is not None:
        shapes = stated_degrees(raw.geometry, policy=policy, report=report, file=raw.file, sheet=raw.sheet)
        points = shapely.point_on_surface(shapes.to_numpy())
        return [None if point is None or point.is_empty else point for point in points]
    pairs = [_pair(mapped, row) for row in range(len(raw.rows))]
    x, y = (np.array([pair[axis] for pair in pairs], dtype=np.float64) for axis in (0, 1))
    kinds = kinds_of(x, y)
    usable = is_usable(kinds)
    for row in np.flatnonzero(~usable & ~(np.isnan(x) & np.isnan(y))):
        found = text(f"{subject}-coordinates.found", x=f"{x[row]:g}", y=f"{y[row]:g}")
        report.find(f"{subject}-coordinates", where=mapped.where(int(row), "lon"), found=found)
    if not usable.any():
        return [None] * len(pairs)
    first, second = in_order(x, y, kinds)
    source = (
        datum if datum != "auto" else _decided(mapped, (first, second), known, report, subject=subject, policy=policy)
    )
    lon, lat = to_wgs84(np.where(usable, first, np.nan), np.where(usable, second, np.nan), source=source)
    placed = usable & np.isfinite(lon) & np.isfinite(lat)
    return [shapely.Point(lon[row], lat[row]) if placed[row] else None for row in range(len(pairs))]


def _pair(mapped: MappedTable, row: int) -> tuple[float, float]:
    """Read a row's coordinates from two cells, else from one; NaN where there are none."""
    lon, lat = (parse_angle(mapped.value(row, name)).value for name in ("lon", "lat"))
    if isinstance(lon, int | float) or isinstance(lat, int | float):
        return (
            float(lon) if isinstance(lon, int | float) else np.nan,
            float(lat) if isinstance(lat, int | float) else np.nan,
        )
    both = parse_pair(mapped.value(row, "lonlat"))
    return both.lon, both.lat


def _decided(
    mapped: MappedTable,
    points: tuple[Floats, Floats],
    known: list[shapely.Point | None],
    report: Report,
    *,
    subject: Subject,
    policy: PlacePolicy,
) -> str:
    """Decide the datum by the known places of the rows' estates, and say how."""
    near = np.array([(p.x, p.y) if p is not None else (np.nan, np.nan) for p in known], dtype=np.float64)
    fewer = policy.model_copy(update={"min_votes": min(policy.min_votes, _FEW_VOTES)})
    x, y = points
    decision = decide_datum(
        x, y, claimed=[""] * len(x), boundaries=None, policy=fewer, known=near, hint=mapped.datum_hint
    )
    where = Where(mapped.raw.file, mapped.raw.sheet, None, mapped.columns.get("lon", mapped.columns.get("lonlat", "")))
    nearest = _nearest_datum(x, y, near, policy.known_place_m) if decision.source == UNDECIDED else ""
    if decision.source == UNDECIDED and not nearest:
        taken = datum_name(mapped.datum_hint) if mapped.datum_hint else "wgs84"
        found = text(f"{subject}-datum-undecided.found", taken=taken)
        report.find(f"{subject}-datum-undecided", where=where, found=found)
        return taken
    taken = nearest or decision.source.removeprefix(SWAPPED)
    found = text(f"{subject}-datum.found", datum=taken, points=int(np.isfinite(near[:, 0]).sum()))
    report.find(f"{subject}-datum", severity="note", where=where, found=found)
    return taken


def _nearest_datum(x: Floats, y: Floats, known: Floats, near_m: float) -> str:
    """Name the datum that puts the rows beside their estates; empty where none does.

    A list of a few rooms is too short for the vote's test of chance, but each stands in its own estate, and
    the datums lie further apart (485 m and more at Wuxi) than a row from its estate's middle.
    """
    if not np.isfinite(known[:, 0] + x).any():
        return ""
    apart = {datum: _median_apart_m(*to_wgs84(x, y, source=datum), known) for datum in DATUMS}
    best = min(apart, key=lambda datum: apart[datum])
    return best if apart[best] <= near_m else ""


def _median_apart_m(lon: Floats, lat: Floats, known: Floats) -> float:
    """Median distance on the ground between two lists of places, in metres."""
    east = (lon - known[:, 0]) * np.cos(np.radians(known[:, 1]))
    return float(np.nanmedian(np.hypot(east, lat - known[:, 1]) * _METRES_PER_DEGREE))
