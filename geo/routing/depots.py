"""Depots: the stations and offices of a plan from which crews start, with the estates and the posts behind each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.errors import InputError
from geo.geometry import coordinates
from geo.network.travel import Places
from geo.schema import ROLES
from geo.wording import text

Level = Literal["station", "office"]


@dataclass(frozen=True, slots=True, eq=False)
class Depot:
    """One place where crews start and end.

    Attributes
    ----------
    rows : rows of its estates in the table that `served_estates` gives.
    xy : metres of the plan's CRS, shape ``(2,)``.
    posts : pooled posts of its regions by role.
    host_id : the estate that its room stands in, None where it is in none.
    """

    depot_id: str
    level: Level
    name: str
    subdistrict: str
    office_id: str
    region_ids: tuple[str, ...]
    rows: tuple[int, ...]
    xy: NDArray[np.float64]
    posts: dict[str, int]
    host_id: str | None = None

    @property
    def place(self) -> Places:
        """Return the depot as a place of its own."""
        return Places((self.depot_id,), self.xy.reshape(1, 2), (self.host_id,))


def served_estates(tables: Mapping[str, pd.DataFrame]) -> gpd.GeoDataFrame:
    """Return the estates that have a station, with `region_id`, `station_id` and `office_id`, in order of their id.

    Raises
    ------
    InputError
        Where the plan has no regions, or no estate has a station.
    """
    if tables["regions"].empty or tables["assignments"].empty:
        raise InputError(text("rounds.no_regions"))
    offices = dict(zip(tables["regions"]["region_id"], tables["regions"]["office_id"], strict=True))
    homes = tables["assignments"][["estate_id", "region_id", "station_id"]]
    estates = tables["estates"].drop(columns=["region_id", "station_id"], errors="ignore")
    joined = estates.merge(pd.DataFrame(homes), on="estate_id", how="inner")
    joined["office_id"] = joined["region_id"].map(offices)
    return gpd.GeoDataFrame(joined.sort_values("estate_id").reset_index(drop=True), crs=tables["estates"].crs)


def depots_of(
    tables: Mapping[str, pd.DataFrame], estates: gpd.GeoDataFrame, level: Level, *, metric_crs: str
) -> list[Depot]:
    """List the stations or the offices of a plan that serve estates, in order of their id.

    Where a plan has no offices, the stations stand in for them.
    """
    regions = tables["regions"]
    by_office = level == "office" and not tables["offices"].empty and regions["office_id"].notna().all()
    key = "office_id" if by_office else "station_id"
    places = tables["offices" if by_office else "stations"].sort_values(key)
    xy, hosts = coordinates(places.geometry.to_crs(metric_crs)), _hosts(tables, places, key)
    found = []
    for (_, place), at, host in zip(places.iterrows(), xy, hosts, strict=True):
        own = regions[regions[key] == place[key]].sort_values("region_id")
        rows = np.flatnonzero((estates[key] == place[key]).to_numpy())
        if own.empty or len(rows) == 0:
            continue
        found.append(
            Depot(
                depot_id=str(place[key]),
                level="office" if by_office else "station",
                name=str(place["name"]),
                subdistrict="、".join(sorted(set(own["subdistrict"].astype(str)))),
                office_id=str(own["office_id"].iloc[0] or ""),
                region_ids=tuple(own["region_id"].astype(str)),
                rows=tuple(rows.tolist()),
                xy=at,
                posts={role: int(own[f"posts_{role}"].fillna(0).sum()) for role in ROLES},
                host_id=host,
            )
        )
    return found


def _hosts(tables: Mapping[str, pd.DataFrame], places: pd.DataFrame, key: str) -> list[str | None]:
    """Find the estate that each station or office stands in, by its room."""
    rooms = tables["rooms"]
    host_of = dict(zip(rooms["room_id"].astype(str), rooms["estate_id"], strict=True))
    hosts = places["room_id" if key == "office_id" else "station_id"].astype(str).map(host_of)
    return [None if pd.isna(host) else str(host) for host in hosts]
