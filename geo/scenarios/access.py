"""Access of every planned estate: walks, shared room, repair, public rooms, green and parking. The plan stays as it is.

Walks come from the plan's ladder of distances: roads where they are given, else straight lines round barriers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.errors import InputError
from geo.findings import Report
from geo.measures.floating import by_zones, two_step, within
from geo.measures.walks import people_of
from geo.network.roads import Roads
from geo.network.travel import Places, Travel, places_of
from geo.plan import Plan
from geo.policy import Policy
from geo.routing.depots import served_estates
from geo.scenarios.access_areas import access_areas
from geo.scenarios.access_sharing import nearest, sharing
from geo.scenarios.routes import metric_crs_of, travel_of
from geo.schema import ACCESS
from geo.wording import text

Floats = NDArray[np.float64]
_HUNDRED = 100.0


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What is measured on: estates in the order of the table, stations, and ways between them."""

    plan: Plan
    estates: gpd.GeoDataFrame
    places: Places
    stations: gpd.GeoDataFrame
    travel: Travel
    metric_crs: str

    @property
    def policy(self) -> Policy:
        """The settings of the plan."""
        return self.plan.policy


def make_access(plan: Plan, *, roads: Roads | None = None) -> Plan:
    """Measure access and return the plan with the tables `access` and `access_areas` and `facts["access"]`.

    Raises
    ------
    InputError
        Where the plan has no stations.
    """
    if not len(plan.stations) or not len(plan.assignments):
        raise InputError(text("access.no_stations"))
    metric_crs, report = metric_crs_of(plan), Report()
    estates = served_estates(plan.tables)
    travel, _ = travel_of(plan, estates, roads, metric_crs, report)
    places = places_of(estates, key="estate_id", metric_crs=metric_crs)
    ground = Ground(plan, estates, places, gpd.GeoDataFrame(plan.stations), travel, metric_crs)
    table = _table(ground)
    areas = access_areas(table, plan)
    whole = areas[areas["level"] == "plan"].iloc[0].dropna().to_dict()
    facts = {key: value for key, value in whole.items() if key not in {"level", "name"}} | {"roads": roads is not None}
    return replace(
        plan, tables=plan.tables | {"access": table, "access_areas": areas}, facts=plan.facts | {"access": facts}
    )


def _table(ground: Ground) -> gpd.GeoDataFrame:
    plan, estates = ground.plan, ground.estates
    own = plan.assignments.drop_duplicates("estate_id").set_index("estate_id").loc[estates["estate_id"]]
    households = people_of(own, plan.estates.drop_duplicates("estate_id"))
    stations = places_of(ground.stations, key="station_id", metric_crs=ground.metric_crs, host="estate_id")
    walk = ground.travel.walk(ground.places, stations).metres
    columns: dict[str, object] = {
        "estate_id": estates["estate_id"].to_numpy(),
        "name": estates["name"].to_numpy(),
        "subdistrict": estates["subdistrict"].to_numpy(),
        "region_id": own["region_id"].to_numpy(),
        "households": pd.array(households, dtype="Int64"),
        "elderly60": estates["elderly60"].to_numpy(),
        "walk_m": own["walk_m"].to_numpy(dtype=np.float64),
        "walk_claim": own["walk_claim"].to_numpy(),
        "repair_min": _minutes(ground, own["station_id"].to_numpy(), stations, mode="ebike")
        + ground.policy.rounds.response_ready_min,
        "patrol_min": _minutes(ground, own["station_id"].to_numpy(), stations, mode="walk"),
    }
    columns["nearest_station_id"], columns["nearest_m"] = nearest(walk, stations.ids)
    columns |= _shared_room(ground, walk, np.nan_to_num(households))
    columns |= sharing(ground, households)
    frame = gpd.GeoDataFrame(columns, geometry=estates.geometry.to_numpy(), crs=estates.crs)
    return gpd.GeoDataFrame(ACCESS.conform(frame))


def _shared_room(ground: Ground, walk: Floats, households: Floats) -> dict[str, object]:
    """Share the stations' room among the households in reach; room that is not known counts as what is needed."""
    settings, norm = ground.policy.access, ground.policy.stations.m2_per_100_households
    room = ground.stations["room_floor_area_m2"].astype("Float64").to_numpy(dtype=np.float64, na_value=np.nan)
    needed = ground.stations["needed_floor_area_m2"].astype("Float64").to_numpy(dtype=np.float64, na_value=np.nan)
    supply = np.where(np.isnan(room), np.nan_to_num(needed), room)
    plain = two_step(supply, households, walk, within(settings.catchment_m)) * _HUNDRED
    zoned = two_step(supply, households, walk, by_zones(settings.zone_edges_m, settings.zone_weights)) * _HUNDRED
    return {"fca_m2_100": plain, "efca_m2_100": zoned, "is_short": plain < norm * (1 - 1e-9)}


def _minutes(ground: Ground, own: NDArray[np.object_], stations: Places, *, mode: str) -> Floats:
    """Return the minutes of a crew from each estate's own station to its door; NaN where there is no way."""
    position = {ident: at for at, ident in enumerate(stations.ids)}
    minutes = np.full(len(own), np.nan)
    for station, at in position.items():
        rows = np.flatnonzero(own == station)
        if len(rows):
            told = ground.travel.crew(stations.take(np.array([at])), ground.places.take(rows), mode=mode).minutes[0]
            minutes[rows] = np.where(np.isfinite(told), told, np.nan)
    return minutes
