"""Rules that stand by the policy and the sizes of estates: the region's rules, estates alone, communities whole."""

from __future__ import annotations

import numpy as np
import pandas as pd

from geo.clustering.contiguity import components, spanning_pairs
from geo.clustering.lock_rules import LockRules
from geo.clustering.problem import ActivityBand, Bools, Floats, Ints, RegionRules
from geo.economics.staffing import fractional_posts
from geo.economics.workload import estate_loads
from geo.findings import Report
from geo.policy import Policy
from geo.wording import text


def region_rules(policy: Policy, name: str) -> RegionRules:
    """Take the rules on regions from the policy; a count for the sub-district of this name overrides the bounds."""
    regions, stations = policy.regions, policy.stations
    exact = stations.counts.get(name)
    return RegionRules(
        area_low_m2=regions.region_floor_area_m2.low,
        area_high_m2=regions.region_floor_area_m2.high,
        area_cny_m2=policy.prices.floor_area_band_cny_m2,
        area_hard=regions.region_floor_area_m2.hard,
        mini_isolated_cny=policy.prices.mini_isolated_cny,
        mini_hard=regions.mini_estate_m2.hard,
        split_cny=0.0 if regions.communities == "free" else policy.prices.community_split_cny,
        communities=regions.communities,
        station_min=stations.minimum if exact is None else exact,
        station_max=stations.maximum if exact is None else exact,
    )


def activity_bands(estates: pd.DataFrame, households: Floats, policy: Policy) -> tuple[ActivityBand, ...]:
    """Take the bands of further activities, with the load of each estate; posts are fractional ones."""
    asked = policy.regions.activity_bands
    if not asked:
        return ()
    loads = {
        "households": households,
        "posts": fractional_posts(estates, policy).sum(axis=1),
        "gates": estate_loads(estates, policy)["gates"].to_numpy(np.float64),
    }
    return tuple(ActivityBand(b.activity, loads[b.activity], b.low, b.high, b.cny, b.hard) for b in asked)


def alone_estates(
    area: Floats, *, host: Ints, usable: Bools, links: Ints, decided: LockRules, rules: RegionRules
) -> Bools:
    """Mark estates above the ceiling that can be regions of their own, shape ``(n,)``.

    One that hosts no usable room, or that people have joined to others, cannot; nor can those whose leaving would cut
    the rest into parts without a room, or into more parts than stations are allowed.
    """
    estates = np.arange(len(area))
    locked = np.flatnonzero(decided.locked_room >= 0)
    elsewhere = locked[host[decided.locked_room[locked]] != locked]
    alone = (area > rules.area_high_m2) & np.isin(estates, host[usable])
    alone[decided.must_link.ravel()] = False
    alone[elsewhere] = False
    alone[host[decided.locked_room[elsewhere]]] = False
    while alone.any():
        part = components(len(area), links[~alone[links].any(axis=1)])
        roomless = ~np.isin(part, part[host[usable]])
        beside = links[roomless[links].any(axis=1)].ravel()
        freed = np.intersect1d(beside, np.flatnonzero(alone))
        if 0 < rules.station_max < len(np.unique(part)):
            freed = np.flatnonzero(alone)
        if len(freed) == 0:
            break
        alone[freed] = False
    return alone


def tell_not_alone(area: Floats, alone: Bools, estate_ids: list[str], rules: RegionRules, report: Report) -> None:
    """Report the estates above the ceiling that stay in regions with others."""
    for row in np.flatnonzero((area > rules.area_high_m2) & ~alone):
        found = text("estate-above-ceiling.found", estate=estate_ids[row], area=f"{area[row]:,.0f}")
        report.find(
            "estate-above-ceiling",
            found=found,
            severity="note",
            estate_id=estate_ids[row],
            high=f"{rules.area_high_m2:,.0f}",
        )


def whole_communities(area: Floats, community: Ints, alone: Bools, links: Ints, policy: Policy) -> Ints:
    """Pair up the estates of each community that can and must stay whole."""
    if policy.regions.communities != "whole":
        return np.zeros((0, 2), np.int32)
    inside = links[(community[links[:, 0]] == community[links[:, 1]])]
    part = components(len(area), inside)
    kept = []
    for code in np.unique(community[community >= 0]):
        estates = np.flatnonzero(community == code)
        small_enough = area[estates].sum() <= policy.regions.whole_community_max_m2
        if small_enough and not alone[estates].any() and len(np.unique(part[estates])) == 1:
            kept.append(spanning_pairs(estates.astype(np.int32)))
    return np.concatenate(kept).astype(np.int32) if kept else np.zeros((0, 2), np.int32)
