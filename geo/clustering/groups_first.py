"""Groups before regions: they are formed over a whole sub-district, and no region may split one.

The price of doing so is the score above that of the plan whose groups are formed inside its regions. Groups that locks,
fixed rooms or other hard rules would tear apart are taken back, and told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np

from geo.clustering.contiguity import spanning_pairs
from geo.clustering.group_forming import Group, form_groups, usable_links
from geo.clustering.layout import own_links
from geo.clustering.problem import Problem
from geo.clustering.reduction import reduce_problem
from geo.findings import Report
from geo.policy.levels import GroupPolicy
from geo.wording import text


@dataclass(frozen=True, slots=True, eq=False)
class GroupsFirst:
    """A problem whose regions keep the groups whole, and the groups."""

    problem: Problem
    groups: tuple[Group, ...]


def form_groups_first(
    problem: Problem, links: gpd.GeoDataFrame, policy: GroupPolicy, report: Report
) -> GroupsFirst:  # fmt: skip
    """Form the groups of a sub-district before its regions.

    Parameters
    ----------
    links : table LINKS of the sub-district.
    """
    own = usable_links(own_links(links, problem), policy)
    alone = problem.is_alone[own["a"].to_numpy(np.int64)] | problem.is_alone[own["b"].to_numpy(np.int64)]
    formed = form_groups(problem, gpd.GeoDataFrame(own[~alone]), policy)
    kept = _without_torn(problem, formed)
    if len(kept) < len(formed):
        found = text("groups-taken-back.found", subdistrict=problem.name, count=len(formed) - len(kept))
        report.find("groups-taken-back", severity="note", found=found)
    return GroupsFirst(_linked(problem, kept), tuple(kept))


def _without_torn(problem: Problem, groups: Sequence[Group]) -> list[Group]:
    """Take back groups whose estates no plan could put into one region."""
    kept = list(groups)
    while kept:
        reduced = reduce_problem(_linked(problem, kept))
        unit = [int(reduced.unit_of[group.members[0]]) for group in kept]
        split = reduced.unit_of[problem.cannot_link]
        torn = set(split[split[:, 0] == split[:, 1], 0].tolist()) | set(
            np.flatnonzero(~reduced.allowed.any(axis=1)).tolist()
        )
        whole = [group for group, own in zip(kept, unit, strict=True) if own not in torn]
        if len(whole) == len(kept):
            return kept
        kept = whole
    return kept


def _linked(problem: Problem, groups: Sequence[Group]) -> Problem:
    pairs = [spanning_pairs(group.members) for group in groups]
    return replace(problem, group_link=np.concatenate([np.zeros((0, 2), np.int32), *pairs]))
