"""Planning one part from its tables: neighbours, distances, rooms, regions, and their description."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from geo.clustering.baselines import baselines_table
from geo.clustering.build import build_problem
from geo.clustering.candidates import candidate_rooms
from geo.clustering.regions import describe_subdistrict
from geo.clustering.solver import solve_regions
from geo.findings import Report
from geo.network.adjacency import build_neighbourhood
from geo.network.barriers import barrier_set
from geo.network.travel import StraightLine, Travel, places_of, user_matrix
from geo.scenarios.parts import Part
from geo.wording import using_language


@dataclass(frozen=True, slots=True, eq=False)
class PartResult:
    """What one part gives: its tables, the rooms it considered, and what was found on the way."""

    name: str
    tables: dict[str, pd.DataFrame]
    rooms: gpd.GeoDataFrame
    report: Report


def plan_part(part: Part) -> PartResult:
    """Plan one part; runs in the caller's process or in a worker."""
    with using_language(part.lang):
        return _plan(part, Report())


def _plan(part: Part, report: Report) -> PartResult:
    given = part.companions
    rooms = candidate_rooms(part.estates, given.rooms, part.policy, report=report)
    travel = _travel(part, rooms)
    neighbourhood = build_neighbourhood(
        part.estates,
        outline=part.outline,
        barriers=given.barriers,
        crossings=given.crossings,
        user_links=given.links,
        travel=travel,
        metric_crs=part.metric_crs,
        policy=part.policy,
        report=report,
    )
    origins = places_of(part.estates, key="estate_id", metric_crs=part.metric_crs)
    targets = places_of(rooms, key="room_id", metric_crs=part.metric_crs, host="estate_id")
    walk, crew = travel.walk(origins, targets), travel.crew(origins, targets)
    problem = build_problem(
        part.estates,
        rooms,
        links=neighbourhood.links,
        walk=walk,
        crew=crew,
        locks=given.locks,
        policy=part.policy,
        name=part.name,
        metric_crs=part.metric_crs,
        report=report,
    )
    solution = solve_regions(problem, solver=part.policy.solver, seed=part.seed, time_limit_s=part.time_limit_s)
    tables = describe_subdistrict(
        problem,
        solution,
        estates=part.estates,
        rooms=rooms,
        neighbourhood=neighbourhood,
        walk=walk,
        policy=part.policy,
    )
    tables |= {"links": neighbourhood.links, "tiles": neighbourhood.tiles}
    tables["baselines"] = baselines_table(problem, solution.room_of, seed=part.seed)
    return PartResult(part.name, tables, rooms, report)


def _travel(part: Part, rooms: gpd.GeoDataFrame) -> Travel:
    """Climb the ladder of distances: the user's matrix where it has the pair, else the straight line."""
    given, links = part.companions, part.policy.links
    prepared = barrier_set(given.barriers, given.crossings, metric_crs=part.metric_crs, links=links)
    straight = StraightLine(links.detour_factor, prepared)
    if given.matrix is None:
        return straight
    known = [*part.estates["estate_id"], *rooms["room_id"]]
    told_once_a_plan = Report()  # ids unknown to the whole plan; the pipeline has reported them
    return user_matrix(given.matrix, otherwise=straight, known_ids=known, report=told_once_a_plan)
