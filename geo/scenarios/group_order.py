"""Groups inside the regions or before them: the plan of one part either way, and what coming first costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from geo.clustering.group_forming import Group
from geo.clustering.groups_first import form_groups_first
from geo.clustering.problem import Problem, Solution
from geo.findings import Report
from geo.plan import Status
from geo.scenarios.ground import Ground
from geo.wording import text


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """The problem that was solved, its answer, and, with groups first, the groups and what they cost a month."""

    problem: Problem
    best: Solution
    formed: tuple[Group, ...] | None = None
    price_cny: float | None = None


def solve_in_order(
    ground: Ground, problem: Problem, solve: Callable[[Problem], Solution], report: Report
) -> Solved:  # fmt: skip
    """Plan with groups inside or first, as the policy says; a plan in force is kept as it is, with groups inside.

    The price of groups first is the difference of two plans' scores: as exact as their proofs. Where groups first leave
    no plan, the one with groups inside is given.
    """
    groups, best = ground.part.policy.groups, ground.part.solved or solve(problem)
    if groups.formed == "inside" or ground.part.task.keeps_plan_in_force:
        return Solved(problem, best)
    first = form_groups_first(problem, ground.neighbourhood.links, groups, report)
    again = solve(first.problem)
    if again.proof.status is Status.INFEASIBLE:
        report.find("groups-first-none", found=text("groups-first-none.found", subdistrict=problem.name))
        return Solved(problem, best)
    inside = min(best.proof.value, again.proof.value) if best.proof.status is not Status.INFEASIBLE else None
    return Solved(first.problem, again, first.groups, None if inside is None else again.proof.value - inside)
