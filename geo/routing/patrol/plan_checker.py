"""Checks a plan's street patrols in plain loops over the table and the graph; nothing of the solver."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from geo.network.roads import RoadGraph
from geo.plan import Plan
from geo.policy import Policy
from geo.routing.fleet.checker import Broken
from geo.routing.patrol.streets import UNITS_A_METRE, Beat, beat_of, ground_of
from geo.routing.patrol.tables import stations_on

_NEAR_M = 0.05  # storage in degrees and back
_METRES = 0.5


def check_patrols(patrols: pd.DataFrame, plan: Plan, graph: RoadGraph, policy: Policy) -> list[Broken]:
    """List every rule that the patrols break.

    Lengths are those of the graph, every round starts and ends at its station, no round is too long, and every
    street of a region that can be walked to and back within a round is walked.
    """
    ground = ground_of(plan, graph, policy.patrol)
    stations = stations_on(plan, graph, policy)
    regions = plan.regions.sort_values("region_id")["region_id"].tolist()
    lines = gpd.GeoSeries(patrols.geometry.to_numpy(), crs=patrols.crs).to_crs(graph.metric_crs).tolist()
    broken = [
        Broken("region", str(row["patrol_id"]), str(row["region_id"]), "a region of the plan")
        for row in patrols.to_dict("records")
        if row["region_id"] not in regions
    ]
    for number, region in enumerate(regions):
        own = [
            (row, line)
            for row, line in zip(patrols.to_dict("records"), lines, strict=True)
            if row["region_id"] == region
        ]
        at = int(stations.segment[number])
        if at < 0 or not (ground.region == number).any():
            broken += [Broken("station", str(row["patrol_id"]), "a round", "no street or no station") for row, _ in own]
            continue
        beat = beat_of(ground, number, (at, float(stations.along_m[number])), policy.patrol)
        station = shapely.linestrings(graph.shape_of(at)).interpolate(float(stations.along_m[number]))
        for row, line in own:
            broken += _round(row, line, station, policy)
        broken += _covered(str(region), own, beat, graph, policy)
    return broken


def _round(row: dict[Any, Any], line: shapely.LineString, station: shapely.Point, policy: Policy) -> Iterator[Broken]:
    where = str(row["patrol_id"])
    if abs(line.length - row["distance_m"]) > _METRES:
        yield Broken("length", where, f"{row['distance_m']:.1f}", f"{line.length:.1f} along its line")
    if abs(row["street_m"] + row["empty_m"] - row["distance_m"]) > _METRES:
        yield Broken("sum", where, f"{row['street_m']:.1f} + {row['empty_m']:.1f}", f"{row['distance_m']:.1f}")
    if row["distance_m"] > policy.patrol.most_m + _METRES:
        yield Broken("longest", where, f"{row['distance_m']:.1f}", f"{policy.patrol.most_m:g}")
    minutes = row["distance_m"] / policy.patrol.speed_kmh * 60 / 1_000
    if abs(row["minutes"] - minutes) > 0.1:
        yield Broken("minutes", where, f"{row['minutes']:.1f}", f"{minutes:.1f}")
    for end, place in (("start", line.coords[0]), ("finish", line.coords[-1])):
        if station.distance(shapely.Point(place)) > _NEAR_M:
            yield Broken(end, where, str(place), f"the station's street at {station.x:.1f}, {station.y:.1f}")


def _covered(
    region: str, own: list[tuple[dict[Any, Any], shapely.LineString]], beat: Beat, graph: RoadGraph, policy: Policy
) -> Iterator[Broken]:
    walked = shapely.union_all([line.buffer(_NEAR_M) for _, line in own])
    shapely.prepare(walked)
    away = _ways(beat)
    wanted = 0.0
    for piece in range(len(beat.street)):
        if not beat.problem.required[piece]:
            continue
        length = float(beat.finish_m[piece] - beat.start_m[piece])
        there = away[int(beat.problem.tail[piece])] + away[int(beat.problem.head[piece])]
        if there + int(beat.problem.cost[piece]) > policy.patrol.most_m * UNITS_A_METRE:
            continue
        wanted += length
        street = shapely.linestrings(graph.shape_of(int(beat.street[piece])))
        middle = street.interpolate((beat.start_m[piece] + beat.finish_m[piece]) / 2)
        if not walked.covers(middle):
            yield Broken("covered", f"{region} street {beat.street[piece]}", "not walked", "walked")
    given = sum(float(row["street_m"]) for row, _ in own)
    if abs(given - wanted) > _METRES:
        yield Broken("street_m", region, f"{given:.1f}", f"{wanted:.1f}")


def _ways(beat: Beat) -> list[float]:
    """Find how far every node is from the station, street by street (Dijkstra)."""
    problem = beat.problem
    at: list[list[tuple[int, int]]] = [[] for _ in range(problem.nodes)]
    for tail, head, cost in zip(problem.tail.tolist(), problem.head.tolist(), problem.cost.tolist(), strict=True):
        at[tail].append((head, cost))
        at[head].append((tail, cost))
    away = [math.inf] * problem.nodes
    away[problem.depot] = 0.0
    waiting = [(0.0, problem.depot)]
    while waiting:
        so_far, node = heapq.heappop(waiting)
        if so_far > away[node]:
            continue
        for other, cost in at[node]:
            if so_far + cost < away[other]:
                away[other] = so_far + cost
                heapq.heappush(waiting, (away[other], other))
    return away
