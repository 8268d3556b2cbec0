"""Offices 管理处 over the stations: one a sub-district, shared by small neighbours, two where there are many estates.

An office stands in a room that can be one, where its rent and the trips to the stations it serves cost least together,
trips by the households of each: a p-median with p = 1 or 2, found by trying every room or pair of rooms, so optimal
given the stations. A station's own room has its rent paid already. Distances are the straight line times the detour
factor; the crews' own routes come with the rounds, so trips are a price and in no bill.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.spatial import cKDTree
from scipy.spatial.distance import cdist

from geo.clustering.naming import place_code
from geo.clustering.office_areas import OfficeArea, Positions, office_areas
from geo.clustering.problem import Floats
from geo.economics.staffing import overhead_posts, wages_cny_month
from geo.findings import Report
from geo.geometry import coordinates
from geo.plan import Status
from geo.policy import Policy
from geo.schema import OFFICES, STORAGE_CRS
from geo.wording import text

# Pairs of rooms are all tried up to this many rooms (about a second); above, only rooms of stations are.
_PAIRED_ROOMS = 1_500
_DIGITS = 6  # of a yuan, less than a millimetre of way: rooms side by side are equals


@dataclass(frozen=True, slots=True, eq=False)
class _Ground:
    """Stations and rooms in metres; `rooms_in` gives the rooms of each sub-district.

    A room belongs to the sub-district of its estate, else to that of the nearest station.
    """

    stations: gpd.GeoDataFrame
    rooms: gpd.GeoDataFrame
    station_xy: Floats
    room_xy: Floats
    rooms_in: Mapping[str, Positions]
    weight: Floats
    policy: Policy

    def metres(self, stations: Positions, rooms: Positions) -> Floats:
        """Return crew metres from stations to rooms, shape ``(s, c)``."""
        straight = cdist(self.station_xy[stations], self.room_xy[rooms])
        return np.asarray(straight * self.policy.links.detour_factor, dtype=np.float64)

    def trip_cny_m(self) -> float:
        """Price a metre of way to a station, for each of its households, in yuan a month."""
        travel, offices, staffing = self.policy.travel, self.policy.offices, self.policy.staffing
        trips_month = offices.trips_week_1000_households / 1_000.0 * travel.weeks_a_month
        wage_min = staffing.wages_cny_month.dispatch / (staffing.hours_month * 60.0)
        return trips_month * 2.0 / travel.crew_m_min * wage_min


def site_offices(
    regions: pd.DataFrame,
    stations: gpd.GeoDataFrame,
    rooms: gpd.GeoDataFrame,
    *,
    subdistrict_of: Mapping[str, str],
    district_of: Mapping[str, str],
    policy: Policy,
    metric_crs: str,
    report: Report,
) -> tuple[gpd.GeoDataFrame, dict[str, str]]:
    """Choose the offices of a city.

    Parameters
    ----------
    regions, stations, rooms : tables of the plan, EPSG:4326.
    subdistrict_of : sub-district of each estate; `district_of` : district of each sub-district, empty where unknown.

    Returns
    -------
    The table of offices, and the office of each station.
    """
    ground = _ground(stations, rooms, subdistrict_of, policy, metric_crs)
    areas = office_areas(
        stations["subdistrict"].to_numpy(dtype=object),
        ground.station_xy,
        estates=regions.groupby("subdistrict")["estates"].sum().astype(int).to_dict(),
        district_of=district_of,
        policy=policy.offices,
    )
    sizes = regions.set_index("region_id")[["estates", "floor_area_m2", "households"]]
    rows: dict[str, dict[str, object]] = {}
    office_of: dict[str, str] = {}
    for area in areas:
        for number, office in enumerate(offices := _site(ground, area, report), start=1):
            row = _row(ground, area, office, number if len(offices) > 1 else 0)
            row |= sizes.loc[stations["region_id"].iloc[office.stations]].sum().to_dict()
            row["office_id"] = office_id = _unused(str(row["office_id"]), rows)
            rows[office_id] = row
            office_of |= dict.fromkeys(stations["station_id"].iloc[office.stations], office_id)
    places = gpd.GeoSeries([row.pop("geometry") for row in rows.values()], crs=STORAGE_CRS)
    frame = pd.DataFrame(list(rows.values()), columns=OFFICES.names())
    return gpd.GeoDataFrame(OFFICES.conform(gpd.GeoDataFrame(frame, geometry=places))), office_of


def _ground(
    stations: gpd.GeoDataFrame,
    rooms: gpd.GeoDataFrame,
    subdistrict_of: Mapping[str, str],
    policy: Policy,
    metric_crs: str,
) -> _Ground:
    """Put the rooms that can be offices in order: stations' own first, then by rent, place and id."""
    open_rooms = rooms[_can_be_office(rooms)]
    open_rooms = open_rooms.assign(is_station=open_rooms["room_id"].isin(stations["station_id"]).to_numpy(bool))
    station_xy = coordinates(stations.geometry.to_crs(metric_crs))
    room_xy = coordinates(open_rooms.geometry.to_crs(metric_crs))
    keys = pd.DataFrame(
        {
            "apart": ~open_rooms["is_station"].to_numpy(bool),
            "rent": pd.to_numeric(open_rooms["rent_cny_month"]).fillna(0.0).to_numpy(np.float64),
            "x": room_xy[:, 0].round(3),
            "y": -room_xy[:, 1].round(3),
            "id": open_rooms["room_id"].to_numpy(),
        }
    )
    order = keys.sort_values(list(keys.columns), kind="stable").index.to_numpy()
    open_rooms, room_xy = open_rooms.iloc[order].reset_index(drop=True), room_xy[order]
    homes = [subdistrict_of.get(estate) if isinstance(estate, str) else None for estate in open_rooms["estate_id"]]
    if len(room_xy) and len(station_xy):
        nearest = stations["subdistrict"].to_numpy()[cKDTree(station_xy).query(room_xy)[1]]
        homes = [home or near for home, near in zip(homes, nearest, strict=True)]
    weight = pd.to_numeric(stations["load_households"]).fillna(0).to_numpy(np.float64)
    by_home = pd.Series(np.arange(len(homes))).groupby(np.array(homes, dtype=object))
    rooms_in = {str(name): rows.to_numpy(np.int64) for name, rows in by_home}
    return _Ground(
        stations, gpd.GeoDataFrame(open_rooms), station_xy, room_xy, rooms_in, np.maximum(weight, 1.0), policy
    )


def _can_be_office(rooms: gpd.GeoDataFrame) -> NDArray[np.bool_]:
    use = rooms["can_be"].astype("object")
    forbidden = rooms["forbidden"].astype("boolean").fillna(value=False).to_numpy(bool)
    refused = ~rooms["consent"].astype("boolean").fillna(value=True).to_numpy(bool)
    placed = ~(rooms.geometry.isna() | rooms.geometry.is_empty).to_numpy(bool)
    return np.asarray((use.isna() | use.isin(["office", "both", ""])).to_numpy(bool) & ~forbidden & ~refused & placed)


@dataclass(frozen=True, slots=True, eq=False)
class _Office:
    """One office: its room (a position in the ground's rooms, or -1 for a station's room standing in)."""

    room: int
    stand_in: int
    stations: Positions
    status: Status


def _site(ground: _Ground, area: OfficeArea, report: Report) -> list[_Office]:
    """Site the offices of one area, from west to east."""
    none = np.zeros(0, dtype=np.int64)
    rooms = np.sort(np.concatenate([ground.rooms_in.get(name, none) for name in area.names]))
    count = 2 if area.estates > ground.policy.offices.two_above_estates and len(area.stations) > 1 else 1
    if len(rooms) == 0:
        return [_stand_in(ground, area, report)]
    status = Status.OPTIMAL
    if count == 2 and len(rooms) > _PAIRED_ROOMS:
        own = np.isin(
            ground.rooms["room_id"].to_numpy()[rooms], ground.stations["station_id"].to_numpy()[area.stations]
        )
        rooms, status = rooms[own] if own.any() else rooms[:_PAIRED_ROOMS], Status.FEASIBLE
    metres = ground.metres(area.stations, rooms)
    rent = np.array([_own_rent(ground, room) for room in rooms])
    chosen = cheapest_rooms(metres, ground.weight[area.stations] * ground.trip_cny_m(), count, rent_cny=rent)
    nearest = metres[:, chosen].argmin(axis=1)
    offices = [
        _Office(int(rooms[room]), -1, area.stations[nearest == k], status)
        for k, room in enumerate(chosen)
        if (nearest == k).any()
    ]
    return sorted(offices, key=lambda office: (ground.room_xy[office.room, 0], -ground.room_xy[office.room, 1]))


def cheapest_rooms(metres: Floats, weight: Floats, count: int, *, rent_cny: Floats | None = None) -> list[int]:
    """Choose one or two rooms with the least rent and weighted distance, by trying all; the first ones among equals.

    Parameters
    ----------
    metres : from stations (rows) to rooms (columns), shape ``(s, c)``.
    weight : of each station, in yuan a metre (or anything, where there are no rents), shape ``(s,)``.
    rent_cny : of each room a month, shape ``(c,)``; nothing where not given.
    """
    rent = np.zeros(metres.shape[1]) if rent_cny is None else rent_cny
    single = np.round(weight @ metres + rent, _DIGITS)
    if count == 1 or metres.shape[1] == 1:
        return [int(single.argmin())]
    best, pair = np.inf, [0, 1]
    for first in range(metres.shape[1] - 1):
        ways = weight @ np.minimum(metres[:, first : first + 1], metres[:, first + 1 :])
        costs = np.round(ways + rent[first] + rent[first + 1 :], _DIGITS)
        second = int(costs.argmin())
        if costs[second] < best:
            best, pair = float(costs[second]), [first, first + 1 + second]
    return pair


def _stand_in(ground: _Ground, area: OfficeArea, report: Report) -> _Office:
    """Put the office with a station for now, where no room can be one, and say so."""
    words = text("list.separator").join(area.names)
    report.find("office-room", found=text("office-room.found", subdistricts=words))
    between = cdist(ground.station_xy[area.stations], ground.station_xy[area.stations])
    best = cheapest_rooms(between, ground.weight[area.stations] * ground.trip_cny_m(), 1)[0]
    return _Office(-1, int(area.stations[best]), area.stations, Status.FEASIBLE)


def _row(ground: _Ground, area: OfficeArea, office: _Office, number: int) -> dict[str, object]:
    policy = ground.policy
    at = ground.station_xy[office.stand_in] if office.room < 0 else ground.room_xy[office.room]
    metres = np.hypot(*(ground.station_xy[office.stations] - at).T) * policy.links.detour_factor
    room_id, shared, rent, place = _room(ground, office)
    posts = overhead_posts(policy, "office")
    return {
        "office_id": f"O-{place_code(area.district, area.names[0])}" + (f"-{number}" if number else ""),
        "name": _name(area, number),
        "subdistricts": "、".join(area.names),
        "room_id": room_id,
        "station_id": shared,
        "stations": len(office.stations),
        "posts": sum(posts.values()),
        "rent_cny_month": rent,
        "monthly_cost_cny": wages_cny_month(posts, policy) + rent,
        "site_score_cny": float(metres @ ground.weight[office.stations]) * ground.trip_cny_m() + rent,
        "crew_travel_m_mean": float(np.average(metres, weights=ground.weight[office.stations])),
        "status": office.status.value,
        "geometry": place,
    }


def _unused(office_id: str, used: Collection[str]) -> str:
    """Tell the ids of two sub-districts apart that are written alike (城中 beside 城中街道)."""
    marks = (f"{office_id}-P{number}" for number in range(2, len(used) + 3))
    return office_id if office_id not in used else next(other for other in marks if other not in used)


def _room(ground: _Ground, office: _Office) -> tuple[str, str | None, float, object]:
    """Return the office's room, the station it shares it with, its own rent, its place."""
    if office.room < 0:
        station = ground.stations.iloc[office.stand_in]
        return station["station_id"], station["station_id"], 0.0, station.geometry
    room = ground.rooms.iloc[office.room]
    shared = room["room_id"] if room["is_station"] else None
    return room["room_id"], shared, _own_rent(ground, office.room), room.geometry


def _own_rent(ground: _Ground, position: int) -> float:
    """Return the rent that an office in a room adds to the bill."""
    room = ground.rooms.iloc[position]
    if room["is_station"]:
        return 0.0
    unknown = ground.policy.stations.rent_to_be_found_cny_month if room["kind"] == "to_be_found" else 0.0
    return unknown if pd.isna(room["rent_cny_month"]) else float(room["rent_cny_month"])


def _name(area: OfficeArea, number: int) -> str:
    """Write an office's name."""
    if len(area.names) > 1:
        stem = text("office.name_shared", "zh", subdistricts="、".join(area.names))
        return stem if not number else text("name.again", "zh", name=stem, number=number)
    if number:
        return text("office.name_numbered", "zh", subdistrict=area.names[0], number="一二"[number - 1])
    return text("office.name", "zh", subdistrict=area.names[0])
