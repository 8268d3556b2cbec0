"""The judge of a city's plan: sub-districts built anew from the inputs, rules and score recomputed by plain loops."""

from __future__ import annotations

import math
from typing import Any

from geo.clustering.checker import check, recompute_score
from geo.findings import Report
from geo.geometry import choose_metric_crs
from geo.plan import Plan
from geo.policy import Policy
from geo.scenarios.city import complete_outlines
from geo.scenarios.ground import survey
from geo.scenarios.inputs import Inputs
from geo.scenarios.parts import Part, cut_into_parts

_TOLERANCE = 1e-6  # of the score; sums of many terms in another order


def faults_of(plan: Plan, inputs: Inputs, policy: Policy, seed: int) -> list[str]:
    """List what is wrong with a plan: estates missing, hard rules broken, scores or bounds that do not hold."""
    told = {row["name"]: row for row in plan.facts["subdistricts"]}
    station = dict(zip(plan.assignments["estate_id"], plan.assignments["station_id"], strict=True))
    parts = _parts(inputs, policy, seed)
    faults = [f"{part.name}: no row" for part in parts if part.name not in told]
    for part in parts:
        if part.name in told:
            faults += [f"{part.name}: {fault}" for fault in _faults_of_part(part, station, told[part.name])]
    total = sum(row["objective"] for row in told.values())
    if not math.isclose(total, plan.facts["objective"], rel_tol=_TOLERANCE):
        faults.append(f"the city's value is not the sum {total}")
    return faults


def _parts(inputs: Inputs, policy: Policy, seed: int) -> list[Part]:
    planned = inputs.ledger.planned()
    metric_crs = choose_metric_crs(policy.place.metric_crs, planned.geometry)
    return cut_into_parts(
        planned, outlines=complete_outlines(inputs.ledger, planned, metric_crs), companions=inputs.companions,
        policy=policy, metric_crs=metric_crs, seed=seed, time_limit_s=None, report=Report(),
    )  # fmt: skip


def _faults_of_part(part: Part, station: dict[str, str], told: dict[str, Any]) -> list[str]:
    problem = survey(part, Report()).problem(Report(), locks=part.companions.locks)
    missing = [key for key in problem.estate_ids if key not in station]
    if missing:
        return [f"not assigned: {len(missing)} estates"]
    number = {room: at for at, room in enumerate(problem.room_ids)}
    room_of = [number.get(station[key], -1) for key in problem.estate_ids]
    is_lawful = told["status"] != "infeasible"  # the nearest plan to an impossible task breaks rules and says so
    faults = [f"breaks {broken.rule}" for broken in check(problem, room_of) if is_lawful]
    if min(room_of) < 0:
        return faults
    score = recompute_score(problem, room_of)
    if not math.isclose(score, told["objective"], rel_tol=_TOLERANCE):
        faults.append(f"told {told['objective']}, recomputed {score}")
    if told["bound"] is not None and told["bound"] > score * (1 + _TOLERANCE):
        faults.append(f"bound {told['bound']} above the value {score}")
    return faults
