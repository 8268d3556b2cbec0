"""Small tables, as reading and network hand them over, for the tests of building problems."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely.geometry import Point

from geo.network.travel import Distances
from geo.schema import ESTATES, LINKS, ROOMS

NAMES = "甲乙丙丁戊己"
CRS = "EPSG:4549"


def estate_table(count: int = 4, **columns: object) -> gpd.GeoDataFrame:
    """Make estates in a row, 100 m apart, with invented names."""
    places = gpd.GeoSeries([Point(500_000 + 100 * k, 3_490_000) for k in range(count)], crs=CRS).to_crs(4326)
    given = {
        "estate_id": [f"E{k}" for k in range(count)],
        "name": [f"示例{NAMES[k]}苑" for k in range(count)],
        "subdistrict": "示例街道",
        "community": [f"示例{NAMES[k // 2]}社区" for k in range(count)],
        "floor_area_m2": [20_000.0 + 1_000 * k for k in range(count)],
        "households": [300 + k for k in range(count)],
    }
    return ESTATES.conform(gpd.GeoDataFrame(given | columns, geometry=places.to_numpy(), crs=4326))


def room_table(estates: gpd.GeoDataFrame, hosts: list[str], **columns: object) -> gpd.GeoDataFrame:
    """Make one room in each of the estates named."""
    at = estates.set_index("estate_id").geometry
    given = {
        "room_id": [f"R{k}" for k in range(len(hosts))],
        "name": [f"示例{k}号房" for k in range(len(hosts))],
        "estate_id": hosts,
        "rent_cny_month": 100.0,
    }
    return ROOMS.conform(gpd.GeoDataFrame(given | columns, geometry=[at[host] for host in hosts], crs=4326))


def link_table(*links: tuple[int, int], kind: str = "walk", crosses_barrier: bool = False) -> gpd.GeoDataFrame:
    """Link estates by their numbers."""
    given = {
        "from_estate_id": [f"E{a}" for a, _ in links],
        "to_estate_id": [f"E{b}" for _, b in links],
        "kind": kind,
        "crosses_barrier": crosses_barrier,
    }
    return LINKS.conform(gpd.GeoDataFrame(given, geometry=[None] * len(links), crs=4326))


def distances(estates: gpd.GeoDataFrame, rooms: gpd.GeoDataFrame) -> Distances:
    """Measure straight lines."""
    a, b = (np.array([[p.x, p.y] for p in table.geometry.to_crs(CRS)]).reshape(-1, 2) for table in (estates, rooms))
    metres = np.hypot(*(a[:, None, :] - b[None, :, :]).transpose(2, 0, 1))
    return Distances(metres, np.full(metres.shape, 2, np.int8))


def lock_table(*rows: dict[str, object]) -> pd.DataFrame:
    """Make a table of locks."""
    return pd.DataFrame(list(rows), columns=["estate", "region", "room", "with", "apart"])
