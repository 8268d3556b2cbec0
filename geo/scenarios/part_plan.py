"""Planning one part from its tables: neighbours, distances, rooms, regions, their description and comparison."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import geopandas as gpd
import pandas as pd

from geo.clustering.baseline_bills import bill_of
from geo.clustering.baselines import baselines_table
from geo.clustering.community_modes import community_modes_table
from geo.clustering.in_force import InForce, plan_in_force
from geo.clustering.layout import keyed
from geo.clustering.move_list import Labels, differences_table, steps_table
from geo.clustering.problem import Problem, Solution
from geo.clustering.regions import describe_subdistrict
from geo.clustering.solver import solve_regions
from geo.findings import Report
from geo.scenarios.by_hand import ByHand, by_hand, regions_before
from geo.scenarios.decisions import Decision, decide
from geo.scenarios.ground import Ground, survey
from geo.scenarios.group_order import solve_in_order
from geo.scenarios.parts import Part
from geo.scenarios.reasons import reasons
from geo.scenarios.shortages import report_shortages
from geo.schema import MOVES
from geo.wording import text, using_language


@dataclass(frozen=True, slots=True, eq=False)
class PartResult:
    """What one part gives: its tables, the rooms it considered, what was found on the way, and what was decided.

    `best` is the best plan found, whichever plan the tables describe.
    """

    name: str
    tables: dict[str, pd.DataFrame]
    rooms: gpd.GeoDataFrame
    report: Report
    decision: Decision
    best: Solution


def plan_part(part: Part) -> PartResult:
    """Plan one part; runs in the caller's process or in a worker."""
    with using_language(part.lang):
        return _plan(part, Report())


def _plan(part: Part, report: Report) -> PartResult:
    ground = survey(part, report)
    hand = by_hand(ground, report)
    locks = part.companions.locks if hand is None else hand.locks
    problem = ground.problem(report, locks=locks)
    names = [str(name) for name in keyed(part.estates, "estate_id").loc[list(problem.estate_ids)]["name"]]
    report_shortages(problem, names, report)
    free = problem
    solve = partial(solve_regions, solver=part.policy.solver, seed=part.seed, time_limit_s=part.time_limit_s)
    solved = solve_in_order(ground, free, solve, report)
    problem, best = solved.problem, solved.best
    in_force = plan_in_force(problem, part.estates, ground.rooms, report)
    if in_force is None and part.task.keeps_plan_in_force:
        report.find("no-plan-in-force", severity="warning", found=text("no-plan-in-force.found", part=part.name))
    decision = decide(
        problem,
        best,
        in_force,
        part.task,
        names=names,
        tolerance=part.policy.solver.gap_tolerance,
        locks_are_new=hand is not None,
    )
    tables = describe_subdistrict(
        problem,
        decision.solution,
        estates=part.estates,
        rooms=ground.rooms,
        neighbourhood=ground.neighbourhood,
        walk=ground.walk,
        policy=part.policy,
        formed=solved.formed,
    )
    tables["solutions"]["groups_first_cny"] = solved.price_cny
    tables |= {"links": ground.neighbourhood.links, "tiles": ground.neighbourhood.tiles}
    tables |= _compared(ground, free, decision, in_force, locks=locks)
    tables |= reasons(ground, problem, decision, best, seed=part.seed, regions=tables["regions"])
    tables["moves"] = _moves(part, problem, decision, in_force, hand=hand, regions=tables["regions"])
    return PartResult(part.name, tables, ground.rooms, report, decision, best)


def _compared(
    ground: Ground, problem: Problem, decision: Decision, in_force: InForce | None, *, locks: pd.DataFrame | None
) -> dict[str, pd.DataFrame]:
    """Hold the plan against baselines and the plan in force and, where asked, other ways with communities."""
    part, room_of = ground.part, decision.solution.room_of
    other = None if in_force is None or part.task.as_is else in_force.room_of
    bill = partial(bill_of, problem, estates=part.estates, policy=part.policy)
    tables = {"baselines": baselines_table(problem, room_of, seed=part.seed, in_force=other, bill=bill)}
    if part.task.community_modes:
        silent = Report()  # the same input was reported on already
        free, whole = (
            ground.problem(silent, locks=locks, policy=part.policy.with_settings({"regions.communities": mode}))
            for mode in ("free", "whole")
        )
        tables["community_modes"] = community_modes_table(
            free, whole, solver=part.policy.solver, seed=part.seed, time_limit_s=part.time_limit_s
        )
    return tables


def _moves(
    part: Part,
    problem: Problem,
    decision: Decision,
    in_force: InForce | None,
    *,
    hand: ByHand | None,
    regions: pd.DataFrame,
) -> pd.DataFrame:
    """List the moves made one by one, or what differs from the plan before: edited by hand, else in force."""
    own = keyed(part.estates, "estate_id").loc[list(problem.estate_ids)]
    after = dict(zip(regions["station_id"], regions["name"], strict=True))
    labels = Labels([str(name) for name in own["name"]], regions_before(own, hand), after)
    room_of = decision.solution.room_of
    if part.task.moves is not None and in_force is not None:
        return steps_table(problem, decision.steps, labels)
    if hand is not None:
        before, kinds = hand.rooms_before(problem), hand.kinds(problem)
        made = differences_table(problem, room_of, before, labels, kinds=kinds, otherwise="follow")
        return hand.told(made, problem, labels)
    if in_force is None or part.task.as_is:
        return MOVES.empty()
    return differences_table(problem, room_of, in_force.room_of, labels, kinds={}, otherwise="optimum")
