"""One solved sub-district laid out: tables in the problem's order, and the region of each estate.

What describes a solution (names, outlines, tables, groups) starts from a `Layout`, so that tables and arrays are
lined up once. Regions are positions 0..r-1 from here on, in the order of their stations, west to east.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.clustering.problem import Floats, Ints, Problem, Solution
from geo.policy import Policy


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """A problem, its solution and its tables, lined up.

    Attributes
    ----------
    estates, rooms : in the problem's order, ids as index, EPSG:4326.
    links : the neighbourhood's links between these estates with `a` and `b`, positions of their ends.
    station_room : the room of each region, shape ``(r,)``; regions stand from west to east, then north to south.
    region : region of each estate, shape ``(n,)``.
    tiles : the ground nearest to each estate, in the problem's order; keeps drawn bodies out of each other.
    """

    problem: Problem
    solution: Solution
    policy: Policy
    estates: gpd.GeoDataFrame
    rooms: gpd.GeoDataFrame
    links: gpd.GeoDataFrame
    metric_crs: str
    station_room: Ints
    region: Ints
    tiles: gpd.GeoDataFrame | None = None

    @property
    def region_count(self) -> int:
        """Number of regions, r."""
        return len(self.station_room)

    def members(self, region: int) -> Ints:
        """Return the positions of a region's estates."""
        return np.flatnonzero(self.region == region).astype(np.int32)

    def sum_by_region(self, values: Floats) -> Floats:
        """Sum up a value of each estate by region, unknown ones as nothing, shape ``(r,)``."""
        sums = np.bincount(self.region, weights=np.nan_to_num(values), minlength=self.region_count)
        return np.asarray(sums, dtype=np.float64)

    def own_pair(self, values: Floats) -> Floats:
        """Take each estate's entry for its own room from an ``(n, m)`` array."""
        return np.asarray(values[np.arange(self.problem.estate_count), self.solution.room_of])

    def column(self, name: str) -> list[str]:
        """Return a text column of the estates, empty where unknown or not there."""
        if name not in self.estates.columns:
            return [""] * len(self.estates)
        return [str(value) if isinstance(value, str) else "" for value in self.estates[name]]


def lay_out(
    problem: Problem,
    solution: Solution,
    *,
    estates: gpd.GeoDataFrame,
    rooms: gpd.GeoDataFrame,
    links: gpd.GeoDataFrame,
    metric_crs: str,
    policy: Policy,
    tiles: gpd.GeoDataFrame | None = None,
) -> Layout:
    """Line up the tables with the problem and number the regions by the place of their stations."""
    own_estates = keyed(estates, "estate_id").loc[list(problem.estate_ids)]
    own_rooms = keyed(rooms, "room_id").loc[list(problem.room_ids)]
    used, region = np.unique(solution.room_of, return_inverse=True)
    place = problem.xy[problem.host[used]] if len(used) else np.zeros((0, 2))
    order = np.lexsort((used, -place[:, 1], place[:, 0]))
    rank = np.empty(len(used), dtype=np.int32)
    rank[order] = np.arange(len(used))
    return Layout(
        problem, solution, policy, own_estates, own_rooms, own_links(links, problem), metric_crs,
        used[order].astype(np.int32), rank[region].astype(np.int32),
        None if tiles is None else keyed(tiles, "estate_id").reindex(list(problem.estate_ids)),
    )  # fmt: skip


def keyed(frame: gpd.GeoDataFrame, key: str) -> gpd.GeoDataFrame:
    """Return the table with its key as the index."""
    return frame if frame.index.name == key else frame.set_index(key)


def own_links(links: gpd.GeoDataFrame, problem: Problem) -> gpd.GeoDataFrame:
    """Keep the links with both ends in the problem and add the positions of the ends."""
    position = pd.Series(np.arange(problem.estate_count), index=list(problem.estate_ids))
    ends = [links[name].map(position) for name in ("from_estate_id", "to_estate_id")]
    known = ends[0].notna() & ends[1].notna()
    a, b = (end[known].astype(np.int64).to_numpy() for end in ends)
    own = links[known].assign(a=np.minimum(a, b), b=np.maximum(a, b))
    return own.sort_values(["a", "b"], kind="stable").reset_index(drop=True)
