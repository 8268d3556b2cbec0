"""The independent checker of firms: plain loops over the problem, no solver code."""

from __future__ import annotations

import math
from collections.abc import Iterator

from geo.clustering.firms.problem import FirmPlan, FirmProblem
from geo.plan import Status

_EQUAL = 1e-6


def faults_of(problem: FirmProblem, plan: FirmPlan) -> list[str]:
    """List every rule that a plan breaks and every number in it that is wrong; empty where all is right."""
    firm_of = [int(firm) for firm in plan.firm_of]
    if len(firm_of) != problem.units or any(not 0 <= firm < problem.firms for firm in firm_of):
        return ["some unit has no firm"]
    return [*_rule_faults(problem, plan, firm_of), *_number_faults(problem, plan, firm_of)]


def _rule_faults(problem: FirmProblem, plan: FirmPlan, firm_of: list[int]) -> Iterator[str]:
    for unit, firm in enumerate(firm_of):
        pin = int(problem.pinned[unit])
        if pin not in {-1, firm}:
            yield f"unit {unit} has pilots of firm {pin} and went to firm {firm}"
    if problem.contiguous and plan.status is not Status.INFEASIBLE:
        for firm in range(problem.firms):
            if not _hangs_together([unit for unit, own in enumerate(firm_of) if own == firm], problem):
                yield f"firm {firm} lies in pieces"


def _number_faults(problem: FirmProblem, plan: FirmPlan, firm_of: list[int]) -> Iterator[str]:
    excess, travel = [0.0], 0.0
    for firm in range(problem.firms):
        own = [unit for unit, other in enumerate(firm_of) if other == firm]
        excess.append(max(0.0, _deviation(problem, own) - problem.tolerance))
        ways = [
            math.fsum(float(problem.weight[unit] * problem.metres[unit, seat]) for unit in own)
            for seat in own
        ]  # fmt: skip
        travel += min(ways, default=0.0)
        if own and (seat := int(plan.seat[firm])) not in own:
            yield f"firm {firm} sits in unit {seat}, which is not its own"
    found = {"excess": max(excess), "spread": math.fsum(excess), "travel": travel}
    for name, value in found.items():
        stage = {"excess": plan.excess, "spread": plan.spread, "travel": plan.travel}[name]
        if abs(stage.value - value) > _EQUAL * max(1.0, abs(value)):
            yield f"{name} is {value}, not {stage.value}"
        if stage.bound > stage.value + _EQUAL * max(1.0, abs(value)):
            yield f"the bound {stage.bound} of {name} is above its value {stage.value}"


def _deviation(problem: FirmProblem, own: list[int]) -> float:
    worst = 0.0
    for activity in range(problem.load.shape[1]):
        equal = math.fsum(float(load) for load in problem.load[:, activity]) / problem.firms
        if equal > 0:
            load = math.fsum(float(problem.load[unit, activity]) for unit in own)
            worst = max(worst, abs(load / equal - 1.0))
    return worst


def _hangs_together(own: list[int], problem: FirmProblem) -> bool:
    left, waiting = set(own[1:]), own[:1]
    while waiting:
        here = waiting.pop()
        for a, b in problem.edges.tolist():
            other = b if a == here else a if b == here else -1
            if other in left:
                left.remove(other)
                waiting.append(other)
    return not left
