"""Which plan of a part is handed back: the best one found, the one in force as it is, or that one some moves better.

The best plan is searched for in every case: its bound says how far the plan in force is from what can be had.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from geo.clustering.checker import Violation, check
from geo.clustering.improvements import Step, after_moves, best_moves
from geo.clustering.in_force import InForce
from geo.clustering.problem import Ints, Problem, Solution
from geo.clustering.region_cost import score
from geo.clustering.solver import verify
from geo.clustering.violations import as_clashes, broken_rules
from geo.plan import Proof, Status
from geo.scenarios.task import Task

AS_IS, MOVED = "as_is", "moves"


@dataclass(frozen=True, slots=True)
class Standing:
    """How the plan in force of one part stands, in yuan-equivalents a month; `moves` is its distance in estates."""

    name: str
    stated: int
    new: int
    stations: int
    objective: float
    violations: int
    broken: str
    optimum: float
    bound: float
    moves: int


@dataclass(frozen=True, slots=True, eq=False)
class Decision:
    """The plan handed back, the moves made for it, and how the plan in force stands."""

    solution: Solution
    steps: tuple[Step, ...] = ()
    standing: Standing | None = None


def decide(
    problem: Problem,
    best: Solution,
    in_force: InForce | None,
    task: Task,
    *,
    names: Sequence[str],
    tolerance: float,
    locks_are_new: bool = False,
) -> Decision:
    """Choose the plan of one part; without a plan in force it is always the best one.

    Parameters
    ----------
    names : of the estates, for what is said about broken rules.
    tolerance : the relative gap at which a plan counts as proved optimal.
    locks_are_new : the locks came after the plan in force, which cannot break them.
    """
    if in_force is None:
        return Decision(best)
    free = np.full_like(problem.locked_room, -1)
    standing = _standing(replace(problem, locked_room=free) if locks_are_new else problem, best, in_force)
    if not task.keeps_plan_in_force:
        return Decision(best, standing=standing)
    steps = tuple(best_moves(problem, in_force.room_of, task.moves or 0))
    room_of = after_moves(in_force.room_of, steps)
    model = AS_IS if task.as_is else MOVED
    return Decision(_judged(problem, best, room_of, names=names, tolerance=tolerance, model=model), steps, standing)


def _judged(
    problem: Problem, best: Solution, room_of: Ints, *, names: Sequence[str], tolerance: float, model: str
) -> Solution:
    """Give a plan drawn by hand its proof: the bound of the search, or the rules that it breaks."""
    broken = check(problem, room_of.tolist())
    value, proof = score(problem, room_of).total, best.proof
    if broken:
        judged = Proof(Status.INFEASIBLE, value, -math.inf, stopped_by=proof.stopped_by)
        return Solution(room_of, judged, model, best.seconds, as_clashes(broken, names), best.work)
    bound = min(proof.bound, value)
    is_closed = value - bound <= tolerance * max(1.0, abs(value))
    open_status = Status.GAP if math.isfinite(bound) else Status.FEASIBLE
    status = Status.OPTIMAL if is_closed else open_status
    judged = Proof(status, value, bound, floor=min(proof.floor, value), stopped_by="" if is_closed else model)
    verify(problem, room_of, judged)
    return Solution(room_of, judged, model, best.seconds, (), best.work)


def _standing(problem: Problem, best: Solution, in_force: InForce) -> Standing:
    broken: list[Violation] = check(problem, in_force.room_of.tolist())
    stated = in_force.is_stated
    return Standing(
        name=problem.name,
        stated=int(stated.sum()),
        new=int((~stated).sum()),
        stations=len(np.unique(in_force.room_of)),
        objective=score(problem, in_force.room_of).total,
        violations=len(broken),
        broken=broken_rules(broken),
        optimum=best.proof.value,
        bound=best.proof.bound,
        moves=int((in_force.room_of != best.room_of)[stated].sum()),
    )


def standing_facts(standings: Sequence[Standing], source: str) -> dict[str, object]:
    """Sum up how the plan in force stands, for summary.json.

    The bound is null where a part has none; the gap also where the plan is below it, by breaking rules or new locks.
    """
    value, bound = (sum(getattr(part, name) for part in standings) for name in ("objective", "bound"))
    violations = sum(part.violations for part in standings)
    gap = value - bound if math.isfinite(bound) and value >= bound else None
    return {
        "source": source,
        "subdistricts": len(standings),
        "estates": sum(part.stated for part in standings),
        "new": sum(part.new for part in standings),
        "stations": sum(part.stations for part in standings),
        "objective": value,
        "bound": bound if math.isfinite(bound) else None,
        "gap_cny_month": gap,
        "status": "infeasible" if violations else "feasible",
        "violations": violations,
        "broken": [{"subdistrict": part.name, "rules": part.broken} for part in standings if part.broken],
        "optimum": sum(part.optimum for part in standings),
        "optimum_moves": sum(part.moves for part in standings),
    }
