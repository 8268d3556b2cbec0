"""A solved sub-district as tables: regions, stations, groups, assignments, exceptions, terms, proof, communities.

The solver's answer is one room for each estate. Everything that people read about it starts here: names, posts, walks,
the bill, and why each estate is where it is. Offices and colours look across sub-districts and follow in `assembly`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from geo import measures
from geo.clustering import accounts, groups, territory
from geo.clustering.explain import Walks, assignments_table, station_points
from geo.clustering.group_forming import Group
from geo.clustering.layout import Layout, keyed, lay_out
from geo.clustering.problem import Floats, Problem, Solution
from geo.clustering.region_cost import score
from geo.clustering.shaping import shape_columns
from geo.clustering.titles import Titles, title_regions
from geo.economics.pooling import sharing_by_unit
from geo.economics.staffing import baselines_by_unit, crew_wage_cny_hour, overhead_posts, wages_cny_month
from geo.geometry import choose_metric_crs
from geo.network.travel import RUNGS, Distances
from geo.policy import Policy
from geo.schema import COMMUNITIES, REGIONS, STATIONS, STORAGE_CRS

if TYPE_CHECKING:
    from geo.network.adjacency import Neighbourhood


def describe_subdistrict(
    problem: Problem,
    solution: Solution,
    *,
    estates: gpd.GeoDataFrame,
    rooms: gpd.GeoDataFrame,
    neighbourhood: Neighbourhood,
    walk: Distances,
    policy: Policy,
    formed: Sequence[Group] | None = None,
) -> dict[str, pd.DataFrame]:
    """Turn the answer for one sub-district into the plan's tables.

    Parameters
    ----------
    estates, rooms : tables ESTATES and ROOMS as given to `build_problem`, EPSG:4326; further rows are passed over.
    walk : metres from estates (rows) to rooms (columns), in the order of these two tables.
    neighbourhood : its links join outlines and groups; links elsewhere are passed over.
    formed : the groups, where they were formed before the regions.

    Returns
    -------
    Tables of `geo.schema` by name: regions, groups, stations, assignments, exceptions, terms, solutions (one row),
    communities. Ids are columns, shapes in EPSG:4326; offices and colours are still empty.
    """
    layout = lay_out(
        problem,
        solution,
        estates=keyed(estates, "estate_id"),
        rooms=keyed(rooms, "room_id"),
        links=neighbourhood.links,
        metric_crs=choose_metric_crs(policy.place.metric_crs, estates.geometry),
        policy=policy,
        tiles=neighbourhood.tiles,
    )
    titles, walks = title_regions(layout), measured_walks(layout, estates, rooms, walk)
    grouping = groups.group_regions(layout, titles, formed=formed)
    total = score(problem, solution.room_of)
    return {
        "regions": _regions(layout, titles, walks, accounts.region_scores(layout, total)),
        "groups": grouping.table,
        "stations": _stations(layout, titles),
        "assignments": assignments_table(layout, titles, walks, grouping.group_ids),
        "exceptions": accounts.exceptions_table(layout, titles, total),
        "terms": accounts.terms_table(layout, total),
        "solutions": accounts.solutions_table(layout),
        "communities": _communities(layout, titles),
    }


def measured_walks(layout: Layout, estates: gpd.GeoDataFrame, rooms: gpd.GeoDataFrame, walk: Distances) -> Walks:
    """Line the measured walks up with the problem; the solver's own may hold stand-ins for unreachable estates."""
    rows = keyed(estates, "estate_id").index.get_indexer(list(layout.problem.estate_ids))
    columns = keyed(rooms, "room_id").index.get_indexer(list(layout.problem.room_ids))
    metres = np.asarray(walk.metres, dtype=np.float64)[np.ix_(rows, columns)]
    rung = tuple(RUNGS[code] for code in walk.rung[rows, columns[layout.solution.room_of]])
    quality = layout.estates.get("place_quality", pd.Series(None, index=layout.estates.index, dtype="object"))
    return Walks(metres, rung, measures.claims_walk(quality))


def _regions(layout: Layout, titles: Titles, walks: Walks, scores: Floats) -> gpd.GeoDataFrame:
    baselines, posts = baselines_by_unit(layout.estates, layout.region, layout.region_count, layout.policy)
    problem, rooms = layout.problem, layout.station_room
    table = {
        "region_id": titles.region_ids,
        "name": titles.names,
        "subdistrict": [name or problem.name for name in titles.subdistricts],
        "number": titles.numbers,
        "lead_community": titles.lead_communities,
        "communities": ["、".join(names) for names in titles.communities],
        "station_id": [problem.room_ids[room] for room in rooms],
        **_sizes(layout),
        **_walk_columns(layout, walks),
        "posts": [row.pooled for row in baselines],
        **{f"posts_{role}": [row[role] for row in posts] for role in (posts[0] if posts else ())},
        "posts_alone": [row.alone for row in baselines],
        "posts_fractional": [row.fractional for row in baselines],
        "posts_today": [row.posts_today for row in baselines],
        **_sharing(layout),
        "monthly_cost_cny": bills(layout, posts),
        "score_cny": scores,
        "proof": layout.solution.proof.in_words(),
        **shape_columns(layout, titles),
    }
    shapes = territory.region_outlines(layout)
    frame = gpd.GeoDataFrame(pd.DataFrame(table, index=range(layout.region_count)), geometry=shapes, crs=STORAGE_CRS)
    return gpd.GeoDataFrame(REGIONS.conform(frame))


def bills(layout: Layout, posts: list[dict[str, int]]) -> Floats:
    """Add up each region's cash: rent, wages of its posts, crew travel; what nobody can reach costs no travel."""
    problem, nothing = layout.problem, np.zeros(layout.problem.room_count)
    wages = np.array([wages_cny_month(row, layout.policy) for row in posts])
    rent = problem.room_terms.get("rent", nothing)[layout.station_room]
    return wages + rent + _travel_cny(layout)


def _travel_cny(layout: Layout) -> Floats:
    """Return what the crews' travel costs each region; what nobody can reach costs none."""
    if "crew_travel" not in layout.problem.terms:
        return np.zeros(layout.region_count)
    travel = layout.own_pair(layout.problem.terms["crew_travel"])
    return layout.sum_by_region(np.where(np.isfinite(travel), travel, 0.0))


def _sharing(layout: Layout) -> dict[str, object]:
    """Say what each region saves by sharing posts and what the road takes of it."""
    wage_hour = crew_wage_cny_hour(layout.policy)
    travel = _travel_cny(layout)
    hours = travel / wage_hour if wage_hour > 0 else np.full(len(travel), np.nan)
    sharing = sharing_by_unit(layout.estates, layout.region, layout.region_count, layout.policy, travel_hours=hours)
    return {
        "posts_saved": sharing.posts_saved,
        "wages_saved_cny": sharing.wages_saved_cny,
        "travel_hours_month": hours,
        "travel_cny_month": travel,
        "sharing_pays": sharing.pays,
    }


def _sizes(layout: Layout) -> dict[str, object]:
    ones = np.ones(layout.problem.estate_count)
    return {
        "estates": layout.sum_by_region(ones),
        "floor_area_m2": layout.sum_by_region(layout.problem.floor_area_m2),
        "households": layout.sum_by_region(layout.problem.households),
    }


def _walk_columns(layout: Layout, walks: Walks) -> dict[str, list[float | None]]:
    own, households = layout.own_pair(walks.metres), np.nan_to_num(layout.problem.households)
    found = []
    for where in range(layout.region_count):
        members = layout.members(where)
        found.append(measures.access_of(own[members], households[members], walks.claimed[members]))
    return {
        "walk_m_mean": [access.mean_m for access in found],
        "walk_m_p90": [access.p90_m for access in found],
        "walk_m_max": [access.max_m for access in found],
    }


def _stations(layout: Layout, titles: Titles) -> gpd.GeoDataFrame:
    problem, stations, policy = layout.problem, layout.policy.stations, layout.policy
    rooms = layout.rooms.iloc[layout.station_room]
    load = layout.sum_by_region(problem.households)
    overhead = wages_cny_month(overhead_posts(policy, "station"), policy)
    nothing = np.zeros(problem.room_count)
    table = {
        "station_id": [problem.room_ids[room] for room in layout.station_room],
        "name": titles.station_names,
        "region_id": titles.region_ids,
        "subdistrict": [name or problem.name for name in titles.subdistricts],
        "estate_id": [problem.estate_ids[host] for host in problem.host[layout.station_room]],
        "kind": rooms["kind"].to_numpy(),
        "room_floor_area_m2": rooms["floor_area_m2"].to_numpy(),
        "needed_floor_area_m2": load / 100.0 * stations.m2_per_100_households,
        "load_households": load,
        "capacity_households": _capacity(layout),
        "rent_cny_month": problem.room_terms.get("rent", nothing)[layout.station_room],
        "fit_out_cny": rooms["fit_out_cny"].to_numpy(),
        "overhead_cny_month": overhead,
    }
    frame = pd.DataFrame(table, index=range(layout.region_count))
    shaped = gpd.GeoDataFrame(frame, geometry=station_points(layout), crs=STORAGE_CRS)
    return gpd.GeoDataFrame(STATIONS.conform(shaped))


def _capacity(layout: Layout) -> Floats:
    """Return the households each station can serve: as stated, else by its room's floor area; NaN where unknown."""
    stated = layout.problem.capacity_households[layout.station_room]
    area = pd.to_numeric(layout.rooms["floor_area_m2"].iloc[layout.station_room]).to_numpy(np.float64, na_value=np.nan)
    per_hundred = layout.policy.stations.m2_per_100_households
    by_area = np.floor(area / per_hundred * 100.0) if per_hundred > 0 else np.full(len(area), np.nan)
    return np.where(np.isfinite(stated), stated, by_area)


def _communities(layout: Layout, titles: Titles) -> pd.DataFrame:
    """Say for each community which regions it lies in, the one with most of its households first."""
    problem = layout.problem
    frame = pd.DataFrame(
        {
            "subdistrict": [name or problem.name for name in layout.column("subdistrict")],
            "community": layout.column("community"),
            "region": layout.region,
            "households": np.nan_to_num(problem.households),
            "floor_area_m2": np.nan_to_num(problem.floor_area_m2),
            "estates": 1,
        }
    )
    named = frame[frame["community"] != ""]
    rows = [
        _community_row(subdistrict, community, part, titles)
        for (subdistrict, community), part in named.groupby(["subdistrict", "community"], sort=True)
    ]
    return COMMUNITIES.conform(pd.DataFrame(rows, columns=COMMUNITIES.names()))


def _community_row(subdistrict: str, community: str, part: pd.DataFrame, titles: Titles) -> dict[str, object]:
    by_region = part.groupby("region")["households"].sum()
    regions = sorted(by_region.index, key=lambda where: (-by_region[where], where))
    ids = [titles.region_ids[where] for where in regions]
    sizes = {name: part[name].sum() for name in ("estates", "floor_area_m2", "households")}
    row = {"subdistrict": subdistrict, "community": community, "lead_region_id": ids[0], "regions": "、".join(ids)}
    return {**row, **sizes, "split": len(ids) > 1}
