"""Which rooms may become a station: the rooms of the table, and rooms still to be found 待落实.

Where no room table is given every estate is a candidate. A sub-district without any usable room, and an estate above
the ceiling of a region (a region of its own) without one, get rooms to be found, so that no real city lacks a plan.
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from geo.findings import Report
from geo.geometry import choose_metric_crs, coordinates
from geo.policy import Policy
from geo.schema import ROOMS, STORAGE_CRS
from geo.wording import text

TO_BE_FOUND_PREFIX = "TBF-"


def candidate_rooms(
    estates: gpd.GeoDataFrame, rooms: gpd.GeoDataFrame | None, policy: Policy, *, report: Report | None = None
) -> gpd.GeoDataFrame:
    """List the rooms that may serve these estates, each with the estate that hosts it.

    Parameters
    ----------
    estates : planned estates, one sub-district or many, EPSG:4326.
    rooms : table ROOMS, or None where there is none.

    Returns
    -------
    Table ROOMS in EPSG:4326, `estate_id` always one of `estates`. Forbidden rooms stay in, marked; rooms that can
    only be offices, rooms without consent (unless fixed) and rooms far from every estate are left out and reported.
    """
    estates = with_id_column(estates, "estate_id")
    if rooms is None or rooms.empty:
        return _to_be_found(estates, policy)
    kept = _near_an_estate(_usable(ROOMS.conform(rooms), report), estates, policy, report)
    added = _to_be_found(estates[_needs_a_room(estates, kept, policy)], policy)
    return gpd.GeoDataFrame(ROOMS.conform(pd.concat([kept, added], ignore_index=True)))


def with_id_column(table: gpd.GeoDataFrame, key: str) -> gpd.GeoDataFrame:
    """Return the table with its key as a column, whether it came as the index or as a column."""
    return table.reset_index(drop=True) if key in table.columns else table.rename_axis(key).reset_index()


def _usable(rooms: gpd.GeoDataFrame, report: Report | None) -> gpd.GeoDataFrame:
    fixed = rooms["fixed"].fillna(value=False).to_numpy(bool)
    office_only = (rooms["can_be"] == "office").to_numpy(bool) & ~fixed
    refused = ~rooms["consent"].fillna(value=True).to_numpy(bool) & ~fixed
    _tell_left_out(rooms[office_only], "room-office-only", report)
    _tell_left_out(rooms[refused & ~office_only], "room-refused", report)
    return rooms[~(office_only | refused)].reset_index(drop=True)


def _near_an_estate(
    rooms: gpd.GeoDataFrame, estates: gpd.GeoDataFrame, policy: Policy, report: Report | None
) -> gpd.GeoDataFrame:
    """Give rooms without a planned estate the nearest one within a link's length; leave out the others."""
    rooms = rooms.copy()
    homeless = ~rooms["estate_id"].isin(estates["estate_id"]).to_numpy(bool)
    placed = homeless & ~(rooms.geometry.isna() | rooms.geometry.is_empty).to_numpy(bool)
    if placed.any():
        at_m, nearest = _nearest(rooms.geometry[placed], estates, policy)
        within = at_m <= policy.links.max_link_walk_m
        rows = np.flatnonzero(placed)[within]
        rooms.loc[rows, "estate_id"] = estates["estate_id"].to_numpy()[nearest[within]]
        homeless[rows] = False
    _tell_left_out(rooms[homeless], "room-far", report)
    return rooms[~homeless].reset_index(drop=True)


def _nearest(
    places: gpd.GeoSeries, estates: gpd.GeoDataFrame, policy: Policy
) -> tuple[np.ndarray[tuple[int], np.dtype[np.float64]], np.ndarray[tuple[int], np.dtype[np.int64]]]:
    crs = choose_metric_crs(policy.place.metric_crs, estates.geometry)
    tree = cKDTree(coordinates(estates.geometry.to_crs(crs)))
    distance_m, position = tree.query(coordinates(places.to_crs(crs)))
    return distance_m, position


def _needs_a_room(
    estates: gpd.GeoDataFrame, rooms: gpd.GeoDataFrame, policy: Policy
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    has_own = estates["estate_id"].isin(rooms["estate_id"]).to_numpy(bool)
    subdistrict = estates["subdistrict"].fillna("")
    equipped = set(subdistrict[has_own])
    needs = ~subdistrict.isin(equipped).to_numpy(bool)
    area = estates["floor_area_m2"].astype("float64").fillna(0.0).to_numpy()
    needs |= (area > policy.regions.region_floor_area_m2.high) & ~has_own
    if policy.stations.other_rooms_m > 0 and has_own.any():
        at_m, _ = _nearest(estates.geometry, estates[has_own], policy)
        needs |= at_m > policy.stations.other_rooms_m
    return np.asarray(needs)


def _to_be_found(estates: gpd.GeoDataFrame, policy: Policy) -> gpd.GeoDataFrame:
    made = {
        "room_id": [f"{TO_BE_FOUND_PREFIX}{estate}" for estate in estates["estate_id"]],
        "name": [text("room.to_be_found", "zh", estate=name) for name in estates["name"]],
        "estate_id": list(estates["estate_id"]),
        "kind": "to_be_found",
        "rent_cny_month": policy.stations.rent_to_be_found_cny_month,
        "can_be": "both",
    }
    places = gpd.GeoSeries(estates.geometry.to_numpy(), crs=estates.crs or STORAGE_CRS).representative_point()
    return gpd.GeoDataFrame(ROOMS.conform(gpd.GeoDataFrame(made, geometry=places, index=range(len(estates)))))


def _tell_left_out(rooms: gpd.GeoDataFrame, rule: str, report: Report | None) -> None:
    if report is None:
        return
    for room in rooms["room_id"]:
        report.find(rule, severity="note", found=text(f"{rule}.found", room=room))
