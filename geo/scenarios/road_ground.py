"""Roads under a plan: are they those of this place, what do they add, and what is drawn from them.

`lay_roads` looks at the whole plan once; each part then travels on its own clip of the graph.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.errors import InputError
from geo.findings import Report
from geo.geometry import choose_metric_crs
from geo.io.ledger import Ledger
from geo.network.barriers import BarrierSet
from geo.network.basemap import basemap_of
from geo.network.detour import Detour, fit_detour
from geo.network.doors import Doors, doors_of
from geo.network.isochrones import isochrones
from geo.network.road_barriers import barriers_of, places_to_cross
from geo.network.road_fit import RoadFit, judge_fit
from geo.network.road_travel import RoadTravel, road_travel
from geo.network.roads import Roads, read_roads
from geo.network.shortest.streets import streets_of
from geo.network.travel import StraightLine, places_of
from geo.plan import Plan
from geo.policy import Policy
from geo.progress import Progress
from geo.schema import STORAGE_CRS
from geo.wording import text

_MARGIN_M = 2_000.0  # streets this far outside a part may still be on the way between its places


@dataclass(frozen=True, slots=True, eq=False)
class RoadGround:
    """The roads of a plan, or of one part of it.

    Attributes
    ----------
    detour : how much longer than the straight line ways are here.
    fit : how the planned estates lie to the roads.
    doors : the gates where their ways start and end; None where no gate is known.
    """

    roads: Roads
    detour: Detour
    fit: RoadFit
    doors: Doors | None = None

    def clipped(self, bounds: tuple[float, float, float, float]) -> RoadGround:
        """Return the roads around one part, without what is only drawn."""
        graph = self.roads.graph.clipped(bounds, _MARGIN_M)
        return replace(self, roads=Roads(graph, self.roads.lines.iloc[:0]))

    def travel(self, otherwise: StraightLine, policy: Policy, crossings: gpd.GeoDataFrame) -> RoadTravel:
        """Travel along these roads, over main roads at `crossings` alone, and `otherwise` where they do not lead."""
        graph = self.roads.graph
        at = places_to_cross(crossings, graph.metric_crs)
        told_once_a_plan = Report()  # the whole plan's roads have been reported on
        return road_travel(
            graph,
            otherwise=otherwise,
            policy=policy,
            report=told_once_a_plan,
            detour=self.detour,
            crossings=at,
            doors=self.doors,
        )


def read_plan_roads(path: Any, ledger: Ledger, *, policy: Policy, progress: Progress) -> Roads | None:  # noqa: ANN401
    """Read the roads in the metric CRS of the planned estates; None where nothing is planned."""
    planned = ledger.planned()
    if planned.empty:
        return None
    metric_crs = choose_metric_crs(policy.place.metric_crs, planned.geometry)
    return read_roads(path, metric_crs=metric_crs, policy=policy, report=ledger.report, progress=progress)


def lay_roads(
    roads: Roads,
    planned: gpd.GeoDataFrame,
    *,
    metric_crs: str,
    policy: Policy,
    report: Report,
    crossings: gpd.GeoDataFrame | None = None,
    barriers: BarrierSet | None = None,
) -> RoadGround:
    """Judge the roads against the planned estates and fit the detour factor, all reported.

    Parameters
    ----------
    crossings : with the doors of estates among them, as `geo.network.doors.claim_gates` gives them.
    barriers : over which nobody steps on the way to a street; None lets them.

    Raises
    ------
    InputError
        Where the roads are in another metric CRS than the run.
    """
    if roads.graph.metric_crs != metric_crs:
        raise InputError(text("roads.other-crs", found=roads.graph.metric_crs, expected=metric_crs))
    doors = doors_of(crossings, planned, metric_crs=metric_crs)
    fit = judge_fit(roads.graph, planned, policy=policy, report=report, doors=doors, barriers=barriers)
    detour = fit_detour(streets_of(roads.graph, "walk"), fallback=policy.links.detour_factor, report=report)
    return RoadGround(roads, detour, fit, doors)


def with_road_barriers(
    roads: Roads, barriers: gpd.GeoDataFrame | None, crossings: gpd.GeoDataFrame | None, *, policy: Policy,
    planned: gpd.GeoDataFrame,
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:  # fmt: skip
    """Put the barriers and crossings that the roads tell behind the user's own, around the planned estates."""
    taken = barriers_of(roads, policy)
    area = gpd.GeoSeries(planned.geometry.to_crs(roads.graph.metric_crs).buffer(_MARGIN_M)).to_crs(STORAGE_CRS)
    west, south, east, north = area.total_bounds
    own = (barriers, taken.barriers), (crossings, taken.crossings)
    joined = []
    for given, told in own:
        near = told.cx[west:east, south:north]
        tables = [table for table in (given, near) if table is not None and len(table)]
        joined.append(gpd.GeoDataFrame(pd.concat(tables, ignore_index=True)) if tables else told.iloc[:0])
    return joined[0], joined[1]


def add_road_layers(plan: Plan, ground: RoadGround | None, *, metric_crs: str) -> None:
    """Fill the tables `isochrones` and `basemap` and the facts about roads; circles where there are no roads."""
    policy = plan.policy
    straight = StraightLine(policy.links.detour_factor, pace=policy.travel)
    travel = ground.travel(straight, policy, plan.tables["crossings"]) if ground else None
    factor = ground.detour.factor if ground else policy.links.detour_factor
    stations = plan.tables["stations"]
    located = stations[~(stations.geometry.isna() | stations.geometry.is_empty)]
    if len(located):
        places = places_of(located, key="station_id", metric_crs=metric_crs, host="estate_id")
        plan.tables["isochrones"] = isochrones(
            places, roads=travel, detour_factor=factor, policy=policy, metric_crs=metric_crs
        )
    if ground:
        bounds = tuple(plan.tables["tiles"].geometry.to_crs(metric_crs).total_bounds)
        plan.tables["basemap"] = basemap_of(ground.roads, bounds, most_points=policy.isochrones.basemap_points)
        plan.facts["roads"] = _facts(plan, ground)


def door_facts(doors: Doors | None) -> dict[str, int]:
    """Count the gates that are doors, and the estates that they are doors of."""
    return {
        "doors": 0 if doors is None else len(doors.xy),
        "estates_with_doors": 0 if doors is None else len(doors.shapes),
    }


def _facts(plan: Plan, ground: RoadGround) -> dict[str, Any]:
    """Say in numbers what the roads are worth to the plan."""
    rungs = (
        plan.tables["assignments"]["rung"].value_counts(normalize=True) if "rung" in plan.tables["assignments"] else {}
    )
    return {
        "street_km": round(float(ground.roads.graph.length_m.sum()) / 1000, 1),
        "detour_factor": round(ground.detour.factor, 3),
        "detour_pairs": ground.detour.pairs,
        "snap_mean_m": ground.fit.mean_m,
        "snap_max_m": ground.fit.max_m,
        "estates_without_street": ground.fit.refused,
        **door_facts(ground.doors),
        "walks_by_rung": {str(name): round(float(share), 4) for name, share in dict(rungs).items()},
    }
