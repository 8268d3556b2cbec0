"""Rooms that can be a station or an office: whose they are, where they are, what is known of them."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.findings import Report
from geo.io.companions.cells import as_word, folded, read_cells, read_mapped
from geo.io.companions.estate_names import EstateNames
from geo.io.companions.own_places import estate_places, own_places
from geo.io.datum import SWAPPED, datum_name
from geo.io.headings import MappedTable
from geo.policy.sections import PlacePolicy
from geo.schema import COORDINATE_COLUMNS, ROOMS, STORAGE_CRS
from geo.wording import text


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
    names, places = EstateNames.of(estates), estate_places(estates)
    tables = [
        _read_table(mapped, names, places, report, datum=given, policy=chosen)
        for mapped in read_mapped(Path(path), (*ROOMS.columns, *COORDINATE_COLUMNS), report)
    ]
    rooms = pd.concat(tables, ignore_index=True)
    return gpd.GeoDataFrame(
        ROOMS.conform(gpd.GeoDataFrame(_unique(rooms, report), geometry="geometry", crs=STORAGE_CRS))
    )


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
    own = own_places(mapped, known, report, subject="room", datum=datum, policy=policy)
    rooms["geometry"] = [point if point is not None else known[row] for row, point in enumerate(own)]
    rooms["where"] = [mapped.where(row) for row in range(len(rooms))]
    for row in np.flatnonzero([point is None for point in rooms["geometry"]]):
        report.find("room-without-place", severity="error", where=rooms["where"].iloc[row],
                    found=text("room-without-place.found", room=rooms["room_id"].iloc[row] or "-"))  # fmt: skip
    return rooms[[point is not None for point in rooms["geometry"]]]


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
