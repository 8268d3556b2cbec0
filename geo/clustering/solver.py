"""The one door to the optimiser: a problem in, a checked plan with its proof out.

Quick search, Lagrangian bound, search again from the rooms that the bound opens, then an exact model as far as the
policy's limits go: the compact one, or set partitioning over regions where the score counts whole posts. Which of these
settled the case is in `Solution.model` and `Solution.work`.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from geo.clustering.bound import lagrangian_bound
from geo.clustering.checker import check, recompute_score
from geo.clustering.clashes import find_clashes, unsettled
from geo.clustering.compact import Limits, Outcome, solve_compact
from geo.clustering.contiguity import components
from geo.clustering.cost_solver import solve_by_regions, with_fractional_wages
from geo.clustering.problem import Bools, Clash, Ints, Problem, Solution
from geo.clustering.reduction import Reduced, reduce_problem
from geo.clustering.region_cost import score
from geo.clustering.search import SearchPlan, known_plan, search_plan
from geo.errors import SolverError
from geo.plan import Proof, Status
from geo.policy.sections import SolverPolicy
from geo.progress import Progress, Silent

COMPACT, SEARCH, REGIONS = "compact", "search", "regions"
# Above the size of the exact model the relaxed one still sharpens the bound, where it has at most so many pairs left.
_RELAXED_PAIRS = 20_000
# Small cases need fewer moves than the policy allows: measured, more change no plan below 50 estates.
_MOVES_A_UNIT = 2_000
_FURTHER_SEARCHES = 4


def solve_regions(
    problem: Problem,
    *,
    solver: SolverPolicy,
    seed: int,
    time_limit_s: float | None = None,
    progress: Progress | None = None,
    known: Sequence[Ints] = (),
) -> Solution:
    """Choose stations and regions of one sub-district at the least score, with proof.

    Parameters
    ----------
    solver : work limits; the clock (`time_limit_s`, else `solver.seconds_per_subdistrict`) is the last resort.
    seed : of the search; the value of a proved plan does not depend on it.
    known : plans at hand, room of each estate; the search goes on from the best where it has found none better.

    Returns
    -------
    Solution, optimal where the gap is within `solver.gap_tolerance`. An infeasible one carries the plan that breaks
    the least, the score that it would have, and the rules that clash.

    Raises
    ------
    SolverError
        Where the independent checker refuses the answer; nothing wrong is ever returned.
    """
    started = time.perf_counter()
    seconds = solver.seconds_per_subdistrict if time_limit_s is None else time_limit_s
    limits = Limits(solver.nodes, solver.cut_rounds, started + seconds, solver.gap_tolerance)
    with (progress or Silent()).task(problem.name, 3) as task:
        run = _Run(problem, reduce_problem(problem), solver, limits, seed, known)
        run.search_and_bound()
        task.advance()
        run.close()
        task.advance()
        solution = run.solution(started)
        verify(problem, solution.room_of, solution.proof)
        task.advance()
    return solution


@dataclass(slots=True)
class _Run:
    """One run with what it has found so far."""

    problem: Problem
    reduced: Reduced
    solver: SolverPolicy
    limits: Limits
    seed: int
    known: Sequence[Ints]
    best: SearchPlan = field(init=False)
    outcome: Outcome = field(init=False)
    allowed: Bools = field(init=False)
    open_rooms: Ints = field(init=False)
    model: str = COMPACT

    def search_and_bound(self) -> None:
        """Search twice, the second time from the rooms that the bound opens, and strike out pairs."""
        half = self._moves() // 2
        self.best = search_plan(self.reduced, moves=half, seed=self.seed)
        self.allowed = self.reduced.allowed
        self.outcome = Outcome(None, math.inf, work={"moves": self.best.moves})
        if self.reduced.is_impossible or not self.best.room_of_unit.size or self.problem.room_count == 0:
            return
        for plan in (known_plan(self.reduced, room_of) for room_of in self.known):
            self.best = plan if plan.is_better_than(self.best) else self.best
        self._bound()
        if not self.outcome.is_closed(self.limits.tolerance):
            again = search_plan(self.reduced, moves=half, seed=self.seed + 1, rooms=self.open_rooms)
            self.outcome.count("moves", again.moves)
            if again.is_better_than(self.best):
                self.best = again
                self._bound()

    def _bound(self) -> None:
        if self.best.keeps_rules:
            self.outcome.room_of_unit, self.outcome.value = self.best.room_of_unit, self.best.value
        bound = lagrangian_bound(with_fractional_wages(self.reduced), self.outcome.value)
        self.outcome.bound = max(self.outcome.bound, min(bound.value, self.outcome.value))
        self.outcome.count("ascents", bound.iterations)
        self.allowed, self.open_rooms = bound.allowed, bound.open_rooms

    def close(self) -> None:
        """Close the gap with the compact model, or sharpen the bound where the case is too large for it."""
        if self.reduced.is_impossible or (self.problem.estate_count and self.problem.room_count == 0):
            self.outcome.is_infeasible = True
        elif self.problem.estate_count == 0:
            self.outcome = Outcome(self.best.room_of_unit, 0.0, 0.0)
        elif self.outcome.is_closed(self.limits.tolerance):
            return
        elif self.problem.posts is not None:
            self._close_with_posts()
        elif self.problem.estate_count <= self.solver.exact_max_estates:
            solve_compact(self.reduced, self.allowed, self.outcome, self.limits)
        else:
            self._sharpen()

    def _close_with_posts(self) -> None:
        """Partition into regions; the compact model, which knows no posts, only says whether there is a plan at all."""
        self.model = REGIONS
        if self.outcome.room_of_unit is None:
            limits = replace(self.limits, first_only=True)
            solve_compact(self.reduced, self.reduced.allowed, self.outcome, limits)
            self.outcome.bound = -math.inf
        if self.outcome.room_of_unit is None:
            return
        self.outcome.value = score(self.problem, self.reduced.rooms_of_estates(self.outcome.room_of_unit)).total
        self._search_further()
        if self.problem.estate_count > self.solver.exact_max_estates:
            self.model, self.outcome.stopped_by = SEARCH, "size"
            return
        solve_by_regions(self.reduced, self.outcome, self.limits, visits=self.solver.regions_visited)

    def _search_further(self) -> None:
        """Search from other seeds: posts leave many good plans far apart, and a better one shortens the proof most."""
        moves = self._moves() // 2
        for turn in range(_FURTHER_SEARCHES):
            again = search_plan(self.reduced, moves=moves, seed=self.seed + 2 + turn)
            self.outcome.count("moves", again.moves)
            if again.keeps_rules and again.value < self.outcome.value:
                self.outcome.room_of_unit, self.outcome.value = again.room_of_unit, again.value

    def _moves(self) -> int:
        return min(self.solver.search_moves, _MOVES_A_UNIT * self.reduced.unit_count)

    def _sharpen(self) -> None:
        self.model = SEARCH
        if int(self.allowed.sum()) <= _RELAXED_PAIRS:
            solve_compact(self.reduced, self.allowed, self.outcome, self.limits, relaxed_only=True)
        self.outcome.stopped_by = self.outcome.stopped_by or "size"

    def solution(self, started: float) -> Solution:
        """Put the answer together; the nearest plan and the clashes where there is none."""
        if self.outcome.room_of_unit is None:
            proof = Proof(Status.INFEASIBLE, self.best.value, -math.inf, stopped_by=self.outcome.stopped_by)
            return self._answer(self.best.room_of, proof, started, self._clashes())
        value, bound = self.outcome.value, min(self.outcome.bound, self.outcome.value)
        is_closed = self.outcome.is_closed(self.limits.tolerance)
        open_status = Status.GAP if math.isfinite(bound) else Status.FEASIBLE
        proof = Proof(
            Status.OPTIMAL if is_closed else open_status,
            value,
            bound,
            floor=min(unavoidable_cny(self.reduced), value),
            stopped_by="" if is_closed else self.outcome.stopped_by,
        )
        return self._answer(self.reduced.rooms_of_estates(self.outcome.room_of_unit), proof, started, ())

    def _answer(self, room_of: Ints, proof: Proof, started: float, clashes: tuple[Clash, ...]) -> Solution:
        seconds = time.perf_counter() - started
        work = dict(sorted(self.outcome.work.items()))
        return Solution(room_of, proof, self.model, seconds, clashes, work, self.outcome.count_bounds)

    def _clashes(self) -> tuple[Clash, ...]:
        if self.outcome.is_infeasible:
            return find_clashes(self.problem, limits=self.limits, seed=self.seed)
        broken = [(fault.rule, fault.estates) for fault in check(self.problem, [int(r) for r in self.best.room_of])]
        return unsettled(broken)


def unavoidable_cny(reduced: Reduced) -> float:
    """Return what every plan pays: fractional posts, each unit at its cheapest room, as few of the cheapest rooms."""
    problem, reduced = reduced.problem, with_fractional_wages(reduced)
    if problem.estate_count == 0 or problem.room_count == 0:
        return 0.0
    parts = len(np.unique(components(problem.estate_count, reduced.links)))
    fewest = max(parts, problem.rules.station_min, int(reduced.must_open.sum()))
    served = np.where(reduced.allowed, reduced.cost, np.inf).min(axis=1)
    return float(served[np.isfinite(served)].sum() + np.sort(problem.room_cny)[:fewest].sum())


def verify(problem: Problem, room_of: Ints, proof: Proof) -> None:
    """Let the independent checker judge an answer before anyone sees it.

    Raises
    ------
    SolverError
        Where a hard rule is broken, or value and bound do not hold; an infeasible answer need only be complete.
    """
    plan = [int(room) for room in room_of]
    if proof.status is Status.INFEASIBLE:
        return
    broken = check(problem, plan)
    again = math.nan if broken else recompute_score(problem, plan)
    tolerance = 1e-6 * max(1.0, abs(proof.value))
    if broken or abs(again - proof.value) > tolerance or proof.bound > proof.value + tolerance:
        rules = sorted({fault.rule for fault in broken})
        raise SolverError(
            f"{problem.name}: the checker refused the solver's answer: rules broken {rules}, value "
            f"{proof.value:.6f} against {again:.6f} recomputed, bound {proof.bound:.6f}. This is a fault of Linli; "
            "please report it with the input."
        )
