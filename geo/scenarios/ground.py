"""The ground of one part: its candidate rooms, who is next to whom, and how far everything is."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from geo.clustering.build import build_problem
from geo.clustering.candidates import candidate_rooms
from geo.clustering.problem import Problem
from geo.findings import Report
from geo.network.adjacency import Neighbourhood, build_neighbourhood
from geo.network.barriers import barrier_set
from geo.network.matrix import user_matrix
from geo.network.travel import Distances, StraightLine, Travel, places_of
from geo.policy import Policy
from geo.scenarios.parts import Part
from geo.scenarios.road_ground import RoadGround


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """A part with everything that does not depend on locks or prices; `walk` and `crew` are estates × rooms."""

    part: Part
    rooms: gpd.GeoDataFrame
    neighbourhood: Neighbourhood
    walk: Distances
    crew: Distances

    def problem(self, report: Report, *, locks: pd.DataFrame | None, policy: Policy | None = None) -> Problem:
        """Build the arrays of the part, with other locks or another policy where given."""
        return build_problem(
            self.part.estates,
            self.rooms,
            links=self.neighbourhood.links,
            walk=self.walk,
            crew=self.crew,
            locks=locks,
            policy=policy or self.part.policy,
            name=self.part.name,
            metric_crs=self.part.metric_crs,
            report=report,
        )


def survey(part: Part, report: Report) -> Ground:
    """Find rooms, neighbours and distances of a part."""
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
    return Ground(part, rooms, neighbourhood, travel.walk(origins, targets), travel.crew(origins, targets))


def links_without_barriers(ground: Ground) -> gpd.GeoDataFrame:
    """Return the links there would be if no barrier cut the ground; empty where none does."""
    part, given = ground.part, ground.part.companions
    if given.barriers is None or given.barriers.empty:
        return ground.neighbourhood.links.iloc[:0]
    silent = Report()  # the same ground was reported on already
    found = build_neighbourhood(
        part.estates,
        outline=part.outline,
        barriers=None,
        crossings=None,
        user_links=given.links,
        travel=StraightLine(part.policy.links.detour_factor, pace=part.policy.travel),
        metric_crs=part.metric_crs,
        policy=part.policy,
        report=silent,
    )
    return found.links


def _travel(part: Part, rooms: gpd.GeoDataFrame) -> Travel:
    """Climb the ladder of distances: the user's matrix where it has the pair, the roads, else the straight line."""
    given, links = part.companions, part.policy.links
    prepared = barrier_set(given.barriers, given.crossings, metric_crs=part.metric_crs, links=links)
    straight = StraightLine(links.detour_factor, prepared, part.policy.travel)
    roads: Travel = straight
    if isinstance(given.roads, RoadGround):
        roads = given.roads.travel(straight, part.policy, given.crossings)
    if given.matrix is None:
        return roads
    known = [*part.estates["estate_id"], *rooms["room_id"]]
    told_once_a_plan = Report()  # ids unknown to the whole plan; the pipeline has reported them
    return user_matrix(given.matrix, otherwise=roads, known_ids=known, report=told_once_a_plan, pace=part.policy.travel)
