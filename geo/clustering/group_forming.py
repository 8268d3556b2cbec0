"""Which estates form groups 组团, given the links they may use: part by part, each with its proof.

The choice in one connected part is `group_choice`. `groups` forms them inside the regions, `groups_first` before there
are any.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from geo.clustering.group_choice import Neighbours, choose_groups
from geo.clustering.problem import Floats, Ints, Problem
from geo.plan import Status
from geo.policy.levels import GroupPolicy

Positions = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Estates of one group, as positions, and whether its part's partition is proved."""

    members: Ints
    status: Status

    def anchor(self, problem: Problem) -> int:
        """Return the largest estate, the first one among equals."""
        area = np.nan_to_num(problem.floor_area_m2[self.members])
        return int(self.members[int(area.argmax())])


def usable_links(links: gpd.GeoDataFrame, policy: GroupPolicy) -> gpd.GeoDataFrame:
    """Keep the links (with positions `a`, `b`) that are short enough and cross nothing."""
    crosses = links["crosses_barrier"].fillna(value=False).to_numpy(bool) | (links["kind"] == "crossing").to_numpy(bool)
    short = links["walk_m"].to_numpy(np.float64) <= policy.max_link_walk_m
    kept = links[short & ~crosses].sort_values(["a", "b", "walk_m"], kind="stable")
    return gpd.GeoDataFrame(kept.drop_duplicates(["a", "b"]))


def form_groups(problem: Problem, links: gpd.GeoDataFrame, policy: GroupPolicy) -> list[Group]:
    """Choose the groups of each part that hangs together over the links, in the order of their anchors' places."""
    size = problem.estate_count
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
            groups += _groups_of_part(problem, policy, members, ends[own], walk[own])
    place = {id(group): tuple(problem.xy[group.anchor(problem)] * (1, -1)) for group in groups}
    return sorted(groups, key=lambda group: (place[id(group)], int(group.members[0])))


def _groups_of_part(
    problem: Problem, policy: GroupPolicy, members: Ints, ends: Positions, walk: Floats
) -> list[Group]:  # fmt: skip
    neighbours = Neighbours(
        np.nan_to_num(problem.floor_area_m2[members]),
        problem.is_mini[members],
        problem.community[members],
        np.searchsorted(members, ends).astype(np.int32),
        walk,
    )
    parts, proved = choose_groups(neighbours, policy)
    status = Status.OPTIMAL if proved else Status.FEASIBLE
    return [Group(members[part], status) for part in parts if len(part) > 1]
