"""Invented squares of 100 m in metres, with what stands between them: small enough to count by hand."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely.geometry import LineString, Point, Polygon, box

from geo.policy import Policy
from geo.schema import TABLES

CRS = "EPSG:4549"
_EAST, _NORTH = 520_000.0, 3_490_000.0


def policy_of(**changes: object) -> Policy:
    """Make a policy; keys with two underscores name section and setting."""
    return Policy().with_settings({name.replace("__", "."): value for name, value in changes.items()})


def square(x: float, y: float = 0.0, side: float = 100.0) -> Polygon:
    """A square whose lower left corner is x, y."""
    return box(_EAST + x, _NORTH + y, _EAST + x + side, _NORTH + y + side)


def line(*xy: tuple[float, float]) -> LineString:
    """A line through points."""
    return LineString([(_EAST + x, _NORTH + y) for x, y in xy])


def tables_of(rows: list[dict], *, barriers=(), gates=(), groups=()) -> dict[str, pd.DataFrame]:
    """Make the tables of a plan.

    Parameters
    ----------
    rows : of estates with `shape`; region R1 and office O1 unless said otherwise.
    barriers : pairs of kind and line. gates : points. groups : rows with `shape` and the ids of `members`.
    """
    usual = {"name": "示例苑", "subdistrict": "示例街道", "floor_area_m2": 11_000.0, "households": 150,
             "enclosed": "open", "gates": 2, "region_id": "R1", "group_id": None}  # fmt: skip
    frame = pd.DataFrame([{"estate_id": f"E{k}"} | usual | row for k, row in enumerate(rows)])
    for group in groups:
        frame.loc[frame["estate_id"].isin(group["members"]), "group_id"] = group["group_id"]
    region_ids = sorted(set(frame["region_id"]))
    regions = pd.DataFrame(
        {"region_id": region_ids, "name": region_ids, "subdistrict": "示例街道", "posts_security": 3}
    )
    regions["station_id"] = "S" + regions["region_id"]
    regions["office_id"] = [f"O{1 + k % 2}" for k in range(len(regions))]
    offices = pd.DataFrame(
        {"office_id": sorted(set(regions["office_id"])), "name": "示例管理处", "subdistricts": "示例街道"}
    )
    frame["station_id"] = "S" + frame["region_id"]
    shaped = gpd.GeoDataFrame(frame.drop(columns="shape"), geometry=frame["shape"].to_numpy(), crs=CRS)
    stations = regions.assign(name="示例站")
    regions["geometry"], offices["geometry"] = None, None
    made = {
        "estates": shaped,
        "assignments": frame.assign(geometry=None).drop(columns="shape"),
        "regions": regions,
        "offices": offices,
        "stations": gpd.GeoDataFrame(stations, geometry=[Point(_EAST, _NORTH)] * len(stations), crs=CRS),
        "barriers": gpd.GeoDataFrame(
            pd.DataFrame({"kind": [kind for kind, _ in barriers]}), geometry=[shape for _, shape in barriers], crs=CRS
        ),
        "crossings": gpd.GeoDataFrame(
            pd.DataFrame({"kind": ["gate"] * len(gates)}),
            geometry=[Point(_EAST + x, _NORTH + y) for x, y in gates],
            crs=CRS,
        ),
        "groups": _groups(groups),
        "tiles": gpd.GeoDataFrame({"estate_id": []}, geometry=[], crs=CRS),
    }
    return {name: TABLES[name].conform(table) for name, table in made.items()}


def _groups(groups) -> gpd.GeoDataFrame:
    rows = [
        {"group_id": one["group_id"], "name": "示例组团", "region_id": one.get("region_id", "R1"),
         "enclosable": one.get("enclosable", True)}
        for one in groups
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["group_id", "name", "region_id", "enclosable"])
    return gpd.GeoDataFrame(frame, geometry=[one["shape"] for one in groups], crs=CRS)


def random_tables(seed: int) -> dict[str, pd.DataFrame]:
    """Make a random row of squares, some closed, in two regions, with a river on some days."""
    draw = np.random.default_rng(seed)
    count = int(draw.integers(1, 9))
    places, x = [], 0.0
    for _ in range(count):
        places.append(x)
        x += 100.0 + float(draw.choice([0.0, 2.0, 40.0]))
    rows = [
        {
            "shape": square(place),
            "floor_area_m2": float(draw.integers(500, 90_000)),
            "households": int(draw.integers(5, 4_000)),
            "enclosed": str(draw.choice(["open", "partly", "closed"])),
            "gates": None if draw.random() < 0.2 else int(draw.integers(0, 9)),
            "region_id": f"R{1 + int(k >= count // 2)}",
        }
        for k, place in enumerate(places)
    ]
    barriers = [("river", line((-50, -10), (x, -10)))] if draw.random() < 0.5 else []
    groups = []
    if count >= 4 and draw.random() < 0.7:
        two = [places[0], places[1]]
        shape = square(two[0]).union(square(two[1])).convex_hull
        groups = [{"group_id": "G1", "members": ["E0", "E1"], "shape": shape, "enclosable": bool(draw.random() < 0.7)}]
    return tables_of(rows, barriers=barriers, groups=groups)
