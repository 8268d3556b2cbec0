"""A city before and after its sub-districts are solved: judged and cut into parts, then put together as one plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.clustering.assembly import assemble_plan
from geo.errors import InputError
from geo.findings import Report
from geo.geometry import choose_metric_crs
from geo.io.ledger import Ledger, ledger_from_frame
from geo.network.barriers import barrier_set, report_far_crossings
from geo.network.doors import claim_gates
from geo.network.matrix import user_matrix
from geo.network.outlines import indicative_outlines
from geo.network.travel import StraightLine
from geo.plan import Plan
from geo.policy import Policy
from geo.scenarios.by_hand import edit_facts, refuse_absent
from geo.scenarios.decisions import standing_facts
from geo.scenarios.enclosure import add_enclosures
from geo.scenarios.in_force import with_plan_in_force
from geo.scenarios.inputs import Companions
from geo.scenarios.part_plan import PartResult
from geo.scenarios.parts import Part, cut_into_parts
from geo.scenarios.road_ground import RoadGround, add_road_layers, lay_roads, with_road_barriers
from geo.scenarios.task import Task
from geo.schema import BARRIERS, CROSSINGS, SUBDISTRICTS
from geo.wording import text


@dataclass(frozen=True, slots=True, eq=False)
class City:
    """A city read, judged and cut into parts, ready to be solved; `given` holds its companions as judged."""

    ledger: Ledger
    given: Companions
    roads: RoadGround | None
    outlines: gpd.GeoDataFrame
    metric_crs: str
    parts: list[Part]


def prepare(
    estates: Ledger | gpd.GeoDataFrame | pd.DataFrame,
    companions: Companions | None,
    *,
    policy: Policy,
    boundaries: gpd.GeoDataFrame | None,
    seed: int,
    time_limit_s: float | None,
    task: Task,
) -> City:
    """Do all that comes before solving; see `make_plan` for the arguments and errors."""
    given = companions or Companions()
    ledger = estates if isinstance(estates, Ledger) else _ledger(estates, boundaries, policy)
    planned = ledger.planned()
    if planned.empty:
        counts = {"rows": len(ledger.estates), "rejected": len(ledger.rejects), "to_locate": len(ledger.to_locate)}
        raise InputError(text("nothing-to-plan", **counts))
    planned = with_plan_in_force(planned, given.against, is_needed=task.keeps_plan_in_force)
    metric_crs = choose_metric_crs(policy.place.metric_crs, planned.geometry)
    outlines = complete_outlines(ledger, planned, metric_crs)
    refuse_absent(given.edits, planned, ledger.report)
    given = _with_doors(given, planned, policy, metric_crs, ledger.report)
    ground, given = _with_roads(given, planned, policy, metric_crs, ledger.report)
    _check_companions(given, planned, policy, metric_crs, ledger.report)
    parts = cut_into_parts(
        planned,
        outlines=outlines,
        companions=given,
        policy=policy,
        metric_crs=metric_crs,
        seed=seed,
        time_limit_s=time_limit_s,
        report=ledger.report,
    )
    return City(ledger, given, ground, outlines, metric_crs, [replace(part, task=task) for part in parts])


def assemble(city: City, results: Sequence[PartResult], *, policy: Policy, record: dict[str, Any]) -> Plan:
    """Put the solved parts of a city together as one plan."""
    ledger, given = city.ledger, city.given
    for result in results:
        ledger.report.extend(result.report)
    plan = assemble_plan(
        [result.tables for result in results],
        ledger=ledger,
        rooms=all_rooms(given.rooms, [result.rooms for result in results]),
        barriers=given.barriers if given.barriers is not None else gpd.GeoDataFrame(BARRIERS.empty()),
        crossings=given.crossings if given.crossings is not None else gpd.GeoDataFrame(CROSSINGS.empty()),
        policy=policy,
        record=record,
        subdistricts=city.outlines,
    )
    standings = [result.decision.standing for result in results if result.decision.standing]
    if standings:
        plan.facts["in_force"] = standing_facts(standings, given.against_source)
    if given.edits is not None:
        plan.facts["edits"] = edit_facts(given.edits, plan.moves)
    add_road_layers(plan, city.roads, metric_crs=city.metric_crs)
    return add_enclosures(plan)


def _with_doors(
    given: Companions, planned: gpd.GeoDataFrame, policy: Policy, metric_crs: str, report: Report
) -> Companions:
    """Tell once for the whole plan which gates are the doors of which estates."""
    if given.crossings is None:
        return given
    return replace(
        given, crossings=claim_gates(given.crossings, planned, metric_crs=metric_crs, policy=policy, report=report)
    )


def _with_roads(
    given: Companions, planned: gpd.GeoDataFrame, policy: Policy, metric_crs: str, report: Report
) -> tuple[RoadGround | None, Companions]:
    """Judge the roads once for the whole plan; their barriers and crossings join the user's own."""
    if given.roads is None:
        return None, given
    ground = given.roads
    roads = ground.roads if isinstance(ground, RoadGround) else ground
    barriers, crossings = with_road_barriers(roads, given.barriers, given.crossings, policy=policy, planned=planned)
    if not isinstance(ground, RoadGround):
        ground = lay_roads(
            roads,
            planned,
            metric_crs=metric_crs,
            policy=policy,
            report=report,
            crossings=given.crossings,
            barriers=barrier_set(barriers, crossings, metric_crs=metric_crs, links=policy.links),
        )
    return ground, replace(given, roads=ground, barriers=barriers, crossings=crossings)


def all_rooms(given: gpd.GeoDataFrame | None, considered: list[gpd.GeoDataFrame]) -> gpd.GeoDataFrame:
    """Join the rooms that were candidates with the user's other rooms, which may still serve as offices."""
    candidates = pd.concat(considered, ignore_index=True)
    if given is None:
        return gpd.GeoDataFrame(candidates)
    others = given[~given["room_id"].isin(candidates["room_id"])]
    return gpd.GeoDataFrame(pd.concat([candidates, others], ignore_index=True)) if len(others) else candidates


def _check_companions(
    given: Companions, planned: gpd.GeoDataFrame, policy: Policy, metric_crs: str, report: Report
) -> None:
    """Report once, for the whole plan, what no part can use: far crossings and unknown ids of a matrix."""
    prepared = barrier_set(given.barriers, given.crossings, metric_crs=metric_crs, links=policy.links)
    report_far_crossings(given.crossings, prepared, metric_crs=metric_crs, links=policy.links, report=report)
    if given.matrix is not None:
        rooms = [] if given.rooms is None else list(given.rooms["room_id"])
        known = [*planned["estate_id"], *rooms]
        user_matrix(given.matrix, otherwise=StraightLine(), known_ids=known, report=report)


def _ledger(estates: pd.DataFrame, boundaries: gpd.GeoDataFrame | None, policy: Policy) -> Ledger:
    return ledger_from_frame(estates, boundaries=boundaries, policy=policy, report=Report())


def complete_outlines(ledger: Ledger, planned: gpd.GeoDataFrame, metric_crs: str) -> gpd.GeoDataFrame:
    """Return an outline for every planned sub-district: the given ones, and indicative ones for the rest."""
    given = gpd.GeoDataFrame(SUBDISTRICTS.conform(ledger.subdistricts))
    missing = planned[~planned["subdistrict"].isin(given["name"])]
    if missing.empty:
        return given
    drawn = indicative_outlines(missing, ledger.districts, metric_crs)
    return gpd.GeoDataFrame(SUBDISTRICTS.conform(pd.concat([given, drawn], ignore_index=True)))
