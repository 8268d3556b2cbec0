"""From the tables of a plan to the plain problem: units, loads, middles, neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from scipy.spatial.distance import cdist

from geo.clustering.contiguity import components
from geo.clustering.firms.pilots import Pilots
from geo.clustering.firms.problem import FirmProblem
from geo.clustering.problem import Floats, Ints
from geo.geometry import coordinates
from geo.policy import Policy

LOADS = {"floor_area": "floor_area_m2", "households": "households", "posts": "posts"}
_GAP_M = 30.0  # outlines drawn apart by hand still border each other; indicative outlines do not always touch
_BORDER_M = 100.0  # two sub-districts that meet in a corner are no neighbours


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """Sub-districts that one firm has together: their names, loads by column of `LOADS`, middles in metres."""

    names: tuple[tuple[str, ...], ...]
    sizes: pd.DataFrame  # estates, floor_area_m2, households, posts, regions, offices; one row a unit
    xy: Floats
    shapes: NDArray[np.object_]  # outlines in the metric projection, None where there is none

    def unit_of(self) -> dict[str, int]:
        """Return the unit of each sub-district."""
        return {name: unit for unit, names in enumerate(self.names) for name in names}


def find_units(tables: Mapping[str, pd.DataFrame], planned: pd.DataFrame, metric_crs: str) -> Units:
    """Join the sub-districts that share a region or an office, and add up what each unit has.

    Parameters
    ----------
    tables : regions (with `office_id`), stations, assignments and subdistricts of the plan.

    Units are in the order of their places, from west to east.
    """
    home = dict(zip(planned["estate_id"], planned["subdistrict"], strict=True))
    assigned = tables["assignments"]
    pairs = pd.DataFrame({"region_id": assigned["region_id"], "name": assigned["estate_id"].map(home)})
    names = sorted(set(pairs["name"]))
    unit = _joined(pairs, tables["regions"], names)
    of_region = dict(zip(pairs["region_id"], pairs["name"].map(unit), strict=True))
    regions = tables["regions"].assign(unit=tables["regions"]["region_id"].map(of_region))
    regions = regions.assign(regions=1, posts=pd.to_numeric(regions["posts"]).fillna(0))
    columns = ["estates", "floor_area_m2", "households", "posts", "regions"]
    sizes = regions.groupby("unit")[columns].sum().astype(float)
    sizes["offices"] = regions.groupby("unit")["office_id"].nunique()
    xy = _middles(gpd.GeoDataFrame(tables["stations"]), of_region, metric_crs)
    order = np.lexsort((sizes["floor_area_m2"].to_numpy(), -xy[:, 1].round(3), xy[:, 0].round(3)))
    members = [tuple(name for name in names if unit[name] == which) for which in order]
    shapes = _shapes(gpd.GeoDataFrame(tables["subdistricts"]), members, metric_crs)
    return Units(tuple(members), sizes.iloc[order].reset_index(drop=True), xy[order], shapes)


def firm_problem(units: Units, pilots: Pilots, policy: Policy) -> FirmProblem:
    """Build the plain problem."""
    settings, number = policy.firms, {name: firm for firm, name in enumerate(pilots.firms)}
    pinned = [number[pilots.firm_of_unit[u]] if u in pilots.firm_of_unit else -1 for u in range(len(units.names))]
    load = units.sizes[[LOADS[name] for name in dict.fromkeys(settings.balance)]].to_numpy(np.float64)
    return FirmProblem(
        load=load,
        firms=len(pilots.firms),
        pinned=np.array(pinned, np.int32),
        metres=np.round(cdist(units.xy, units.xy) * policy.links.detour_factor, 3),
        weight=np.maximum(units.sizes["households"].to_numpy(np.float64), 1.0),
        edges=neighbours(units),
        tolerance=settings.tolerance,
        contiguous=settings.contiguous,
    )


def neighbours(units: Units) -> Ints:
    """Pair the units whose outlines share a border; what is still apart is joined where the middles are nearest."""
    pairs = [
        (a, b)
        for a in range(len(units.names))
        for b in range(a + 1, len(units.names))
        if _border(units.shapes[a], units.shapes[b])
    ]
    between = cdist(units.xy, units.xy)
    while True:
        edges = np.array(pairs, np.int32).reshape(-1, 2)
        part = components(len(units.names), edges)
        if part.max(initial=0) == 0:
            return edges
        apart = np.where(part[:, None] != part[None, :], between.round(3), np.inf)
        a, b = np.unravel_index(int(apart.argmin()), apart.shape)
        pairs = sorted({*pairs, (int(min(a, b)), int(max(a, b)))})


def _border(one: shapely.Geometry | None, other: shapely.Geometry | None) -> bool:
    if one is None or other is None or not shapely.dwithin(one, other, _GAP_M):
        return False
    return bool(shapely.intersection(shapely.buffer(one, _GAP_M), other).area >= _GAP_M * _BORDER_M)


def _joined(pairs: pd.DataFrame, regions: pd.DataFrame, names: list[str]) -> dict[str, int]:
    """Give sub-districts that share a region or an office one number."""
    position = {name: at for at, name in enumerate(names)}
    office = dict(zip(regions["region_id"], regions["office_id"], strict=True))
    links = []
    for keys in (pairs["region_id"], pairs["region_id"].map(office)):
        for _, own in pairs["name"].groupby(keys):
            shared = [position[name] for name in sorted(set(own))]
            links += list(pairwise(shared))
    part = components(len(names), np.array(links, np.int32).reshape(-1, 2))
    return {name: int(part[at]) for name, at in position.items()}


def _middles(stations: gpd.GeoDataFrame, unit_of_region: Mapping[str, int], metric_crs: str) -> Floats:
    """Return the middle of each unit's stations, weighted by households, shape ``(n, 2)``."""
    xy = coordinates(stations.geometry.to_crs(metric_crs))
    weight = np.maximum(pd.to_numeric(stations["load_households"]).fillna(0).to_numpy(np.float64), 1.0)
    unit = stations["region_id"].map(unit_of_region).to_numpy(np.int64)
    total = np.bincount(unit, weight)
    return np.column_stack([np.bincount(unit, weight * xy[:, axis]) / total for axis in (0, 1)])


def _shapes(outlines: gpd.GeoDataFrame, members: list[tuple[str, ...]], metric_crs: str) -> NDArray[np.object_]:
    drawn = outlines[~(outlines.geometry.isna() | outlines.geometry.is_empty)]
    metric = drawn.geometry.to_crs(metric_crs)
    shapes = np.full(len(members), None, dtype=object)
    for unit, names in enumerate(members):
        own = metric[drawn["name"].isin(names).to_numpy(bool)]
        if len(own):
            shapes[unit] = shapely.union_all(shapely.make_valid(own.to_numpy()))
    return shapes
