"""Rooms that can be a station or an office: whose they are, where they are, what is known of them."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.findings import Report, Where
from geo.io.companions.cells import as_word, folded, read_cells, read_mapped
from geo.io.companions.estate_names import EstateNames
from geo.io.coordinates import in_order, is_usable, kinds_of
from geo.io.datum import DATUMS, SWAPPED, datum_name, to_wgs84
from geo.io.datum_vote import UNDECIDED, decide_datum
from geo.io.headings import MappedTable
from geo.io.stated_crs import stated_degrees
from geo.io.values import parse_angle, parse_pair
from geo.policy.sections import PlacePolicy
from geo.schema import COORDINATE_COLUMNS, ROOMS, STORAGE_CRS
from geo.wording import text

Floats = NDArray[np.float64]
_ROOM_VOTES = 3  # few rooms are listed; each stands in a known estate, so three points tell the shifts apart

_METRES_PER_DEGREE = 111_195.0  # a degree of a great circle on a sphere of 6,371 km


def read_rooms(
    path: Path, report: Report, *, estates: gpd.GeoDataFrame, datum: str = "auto", policy: PlacePolicy | None = None
) -> gpd.GeoDataFrame:
    """Read candidate rooms into the table ROOMS, in EPSG:4326.

    A room's estate is named by id or by a name that only one estate bears. Its place is its own coordinates, else
    its estate's; a room with neither is left out, as is the second of two rooms with one id. Without ids the rooms
    are numbered within their estates.

    Parameters
    ----------
    estates : table ESTATES with places in EPSG:4326.
    datum : ``auto``, ``wgs84``, ``gcj02``, ``bd09`` or ``EPSG:n``: what the rooms' coordinates are in. With ``auto``
        the known places of their estates decide, then the heading; where neither does, WGS-84 is taken and said.

    Raises
    ------
    UnknownNameError
        Where `datum` is unknown.
    """
    chosen = policy or PlacePolicy()
    given = datum if datum == "auto" else datum_name(datum).removeprefix(SWAPPED)
    names, places = EstateNames.of(estates), _estate_places(estates)
    tables = [
        _read_table(mapped, names, places, report, datum=given, policy=chosen)
        for mapped in read_mapped(Path(path), (*ROOMS.columns, *COORDINATE_COLUMNS), report)
    ]
    rooms = pd.concat(tables, ignore_index=True)
    return gpd.GeoDataFrame(
        ROOMS.conform(gpd.GeoDataFrame(_unique(rooms, report), geometry="geometry", crs=STORAGE_CRS))
    )


def _estate_places(estates: gpd.GeoDataFrame) -> dict[str, shapely.Point]:
    """Take one point inside each placed estate, by id."""
    table = estates.reset_index() if "estate_id" not in estates.columns else estates
    shapes = table.geometry.to_crs(STORAGE_CRS)
    placed = shapes.notna() & ~shapes.is_empty
    points = shapely.point_on_surface(shapes[placed].to_numpy())
    return dict(zip(map(str, table.loc[placed, "estate_id"]), points, strict=True))


def _read_table(
    mapped: MappedTable,
    names: EstateNames,
    places: dict[str, shapely.Point],
    report: Report,
    *,
    datum: str,
    policy: PlacePolicy,
) -> pd.DataFrame:
    rooms = read_cells(mapped, ROOMS.columns, report)
    rooms["room_id"] = [as_word(cell) or None for cell in mapped.cells("room_id")]
    rooms["estate_id"] = [
        names.resolve(cell, mapped.where(row, "estate_id"), report) or None if as_word(cell) else None
        for row, cell in enumerate(mapped.cells("estate_id"))
    ]
    known = [places.get(estate) if estate is not None else None for estate in rooms["estate_id"]]
    own = _own_places(mapped, known, report, datum=datum, policy=policy)
    rooms["geometry"] = [point if point is not None else known[row] for row, point in enumerate(own)]
    rooms["where"] = [mapped.where(row) for row in range(len(rooms))]
    for row in np.flatnonzero([point is None for point in rooms["geometry"]]):
        report.find("room-without-place", severity="error", where=rooms["where"].iloc[row],
                    found=text("room-without-place.found", room=rooms["room_id"].iloc[row] or "-"))  # fmt: skip
    return rooms[[point is not None for point in rooms["geometry"]]]


def _own_places(
    mapped: MappedTable, known: list[shapely.Point | None], report: Report, *, datum: str, policy: PlacePolicy
) -> list[shapely.Point | None]:
    """Place the rooms by their own shapes or coordinates; None where they have none that can be used."""
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
        found = text("room-coordinates.found", x=f"{x[row]:g}", y=f"{y[row]:g}")
        report.find("room-coordinates", where=mapped.where(int(row), "lon"), found=found)
    if not usable.any():
        return [None] * len(pairs)
    first, second = in_order(x, y, kinds)
    source = datum if datum != "auto" else _decided(mapped, (first, second), known, policy, report)
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
    policy: PlacePolicy,
    report: Report,
) -> str:
    """Decide the datum by the known places of the rooms' estates, and say how."""
    near = np.array([(p.x, p.y) if p is not None else (np.nan, np.nan) for p in known], dtype=np.float64)
    fewer = policy.model_copy(update={"min_votes": min(policy.min_votes, _ROOM_VOTES)})
    x, y = points
    decision = decide_datum(
        x, y, claimed=[""] * len(x), boundaries=None, policy=fewer, known=near, hint=mapped.datum_hint
    )
    where = Where(mapped.raw.file, mapped.raw.sheet, None, mapped.columns.get("lon", mapped.columns.get("lonlat", "")))
    nearest = _nearest_datum(x, y, near, policy.known_place_m) if decision.source == UNDECIDED else ""
    if decision.source == UNDECIDED and not nearest:
        taken = datum_name(mapped.datum_hint) if mapped.datum_hint else "wgs84"
        report.find("room-datum-undecided", where=where, found=text("room-datum-undecided.found", taken=taken))
        return taken
    taken = nearest or decision.source.removeprefix(SWAPPED)
    found = text("room-datum.found", datum=taken, points=int(np.isfinite(near[:, 0]).sum()))
    report.find("room-datum", severity="note", where=where, found=found)
    return taken


def _nearest_datum(x: Floats, y: Floats, known: Floats, near_m: float) -> str:
    """Name the datum that puts the rooms beside their estates; empty where none does.

    A list of a few rooms is too short for the vote's test of chance, but each room stands in its own estate, and
    the datums lie further apart (485 m and more at Wuxi) than a room from its estate's middle.
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


def _unique(rooms: pd.DataFrame, report: Report) -> pd.DataFrame:
    """Give ids to rooms without one, and leave out the second of two with one id (case, width and spaces aside)."""
    made: dict[str, int] = {}
    ids: list[str] = []
    kept: list[bool] = []
    seen: dict[str, str] = {}
    for room_id, estate_id, where in zip(rooms["room_id"], rooms["estate_id"], rooms["where"], strict=True):
        name = room_id
        if name is None:
            made[estate_id or "?"] = made.get(estate_id or "?", 0) + 1
            name = f"{estate_id or '?'}-R{made[estate_id or '?']}"
            report.find("room-id-made", severity="note", where=where, found=text("room-id-made.found", room=name))
        kept.append(folded(name) not in seen)
        if not kept[-1]:
            found = text("room-twice.found", room=name, first=seen[folded(name)])
            report.find("room-twice", severity="error", where=where, found=found)
        seen.setdefault(folded(name), name)
        ids.append(name)
    return rooms.assign(room_id=ids)[kept].drop(columns="where")
