"""Groups 组团 inside the regions: two or more neighbours strung into one big community, big leads small.

What is chosen, and at what price, is in `group_choice`; a group is optimal given its region, and says so. Links of a
group are short and cross no barrier; an `enclosable` group hangs together by links so short that it can be fenced as
one. The length of its fence is that of the outline drawn, so indicative.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from geo.clustering import territory
from geo.clustering.group_choice import Neighbours, choose_groups
from geo.clustering.layout import Layout
from geo.clustering.naming import group_code
from geo.clustering.problem import Floats, Ints
from geo.clustering.titles import Titles
from geo.economics.workload import estate_loads
from geo.plan import Status
from geo.schema import GROUPS, STORAGE_CRS
from geo.wording import text

Positions = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """The groups of one sub-district: their table, and each estate's group id (None where it is in none)."""

    table: gpd.GeoDataFrame
    group_ids: list[str | None]


@dataclass(frozen=True, slots=True, eq=False)
class _Group:
    region: int
    members: Ints
    status: Status


def group_regions(layout: Layout, titles: Titles) -> Grouping:
    """Choose the groups of every region."""
    links = _usable_links(layout)
    found = _all_groups(layout, links)
    unit = np.full(layout.problem.estate_count, -1, dtype=np.int32)
    for number, group in enumerate(found):
        unit[group.members] = number
    ids = _ids(found, titles)
    table = pd.DataFrame(_rows(layout, found), columns=GROUPS.names())
    table = table.assign(group_id=ids, region_id=[titles.region_ids[group.region] for group in found])
    shaped = gpd.GeoDataFrame(_with_shapes(layout, table, links, unit))
    return Grouping(gpd.GeoDataFrame(GROUPS.conform(shaped)), [ids[u] if u >= 0 else None for u in unit.tolist()])


def _usable_links(layout: Layout) -> gpd.GeoDataFrame:
    """Keep the links inside one region that are short enough and cross nothing."""
    links = layout.links
    crosses = links["crosses_barrier"].fillna(value=False).to_numpy(bool) | (links["kind"] == "crossing").to_numpy(bool)
    walk = links["walk_m"].to_numpy(np.float64)
    short = walk <= layout.policy.groups.max_link_walk_m
    inside = layout.region[links["a"]] == layout.region[links["b"]]
    kept = links[short & inside & ~crosses].sort_values(["a", "b", "walk_m"], kind="stable")
    return gpd.GeoDataFrame(kept.drop_duplicates(["a", "b"]))


def _all_groups(layout: Layout, links: gpd.GeoDataFrame) -> list[_Group]:
    """Choose the groups of each connected part of a region, in the order of regions and of their anchors' places."""
    size = layout.problem.estate_count
    ends, walk = links[["a", "b"]].to_numpy(np.int64), links["walk_m"].to_numpy(np.float64)
    graph = coo_matrix((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(size, size))
    _, part = connected_components(graph, directed=False)
    by_part, link_by_part = np.argsort(part, kind="stable"), np.argsort(part[ends[:, 0]], kind="stable")
    codes = np.arange(part.max(initial=-1) + 2)
    first, first_link = np.searchsorted(part[by_part], codes), np.searchsorted(part[ends[link_by_part, 0]], codes)
    groups = []
    for code in codes[:-1]:
        members = by_part[first[code] : first[code + 1]].astype(np.int32)
        own = link_by_part[first_link[code] : first_link[code + 1]]
        if len(members) > 1:
            groups += _groups_of_part(layout, members, ends[own], walk[own])
    xy = layout.problem.xy
    place = {id(group): tuple(xy[_anchor(layout, group)] * (1, -1)) for group in groups}
    return sorted(groups, key=lambda group: (group.region, place[id(group)], group.members[0]))


def _groups_of_part(layout: Layout, members: Ints, ends: Positions, walk: Floats) -> list[_Group]:
    problem = layout.problem
    neighbours = Neighbours(
        np.nan_to_num(problem.floor_area_m2[members]),
        problem.is_mini[members],
        problem.community[members],
        np.searchsorted(members, ends).astype(np.int32),
        walk,
    )
    parts, proved = choose_groups(neighbours, layout.policy.groups)
    status = Status.OPTIMAL if proved else Status.FEASIBLE
    return [_Group(int(layout.region[members[0]]), members[part], status) for part in parts if len(part) > 1]


def _anchor(layout: Layout, group: _Group) -> int:
    """Return the largest estate, the first one among equals."""
    area = np.nan_to_num(layout.problem.floor_area_m2[group.members])
    return int(group.members[int(area.argmax())])


def _ids(found: list[_Group], titles: Titles) -> list[str]:
    ids, number, region = [], 0, -1
    for group in found:
        number = number + 1 if group.region == region else 1
        region = group.region
        ids.append(group_code(titles.region_ids[region], number))
    return ids


def _rows(layout: Layout, found: list[_Group]) -> list[dict[str, object]]:
    names, problem, gates = layout.column("name"), layout.problem, _gates(layout)
    rows: list[dict[str, object]] = []
    for group in found:
        anchor, members = _anchor(layout, group), group.members
        rows.append(
            {
                "name": text("group.name", "zh", anchor=names[anchor] or problem.estate_ids[anchor]),
                "anchor_estate_id": problem.estate_ids[anchor],
                "estates": len(members),
                "floor_area_m2": float(np.nansum(problem.floor_area_m2[members])),
                "households": float(np.nansum(problem.households[members])),
                "gates": float(gates[members].sum()),
                "status": group.status.value,
            }
        )
    return rows


def _with_shapes(layout: Layout, table: pd.DataFrame, links: gpd.GeoDataFrame, unit: Ints) -> gpd.GeoDataFrame:
    """Add the outlines, their perimeters and whether the longest link of each group's tree can be fenced in."""
    shapes = territory.outlines(layout, unit, len(table), links=links)
    tree = territory.spanning_links(layout, unit, links=links)
    longest = tree["walk_m"].groupby(unit[tree["a"].to_numpy(np.int64)]).max().reindex(range(len(table)))
    fence = [round(float(shapely.length(_exteriors(shape)).sum()), 1) for shape in shapes]
    enclosable = (longest <= layout.policy.groups.enclosable_link_m).to_numpy(bool)
    marked = table.assign(fence_m=fence, enclosable=enclosable)
    return gpd.GeoDataFrame(marked, geometry=shapes.to_crs(STORAGE_CRS).to_numpy(), crs=STORAGE_CRS)


def _gates(layout: Layout) -> Floats:
    """Return the gates of each estate: as stated, by the policy's default where a gated estate states none."""
    loads: Floats = estate_loads(layout.estates, layout.policy)["gates"].to_numpy(np.float64)
    if "gates" not in layout.estates.columns:
        return loads
    stated = pd.to_numeric(layout.estates["gates"]).astype("Float64").to_numpy(np.float64, na_value=np.nan)
    return np.asarray(np.where(np.isnan(stated), loads, stated), dtype=np.float64)


def _exteriors(shape: shapely.Geometry) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    parts = shapely.get_parts(shape)
    return np.asarray(shapely.get_exterior_ring(parts[shapely.get_dimensions(parts) == 2]))
