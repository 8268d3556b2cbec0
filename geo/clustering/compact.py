"""The exact solver: the compact model in HiGHS, with separator cuts found and added until the answer is connected.

First the relaxed model with cuts, which strikes out more pairs by their reduced costs; then the whole-number model,
solved again with new cuts as long as its best answer falls apart. HiGHS runs on one thread with a fixed seed, and stops
by work (nodes, rounds) rather than by the clock, so that one input has one answer.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import highspy
import numpy as np

from geo.clustering.bound import STRIKE_SHARE
from geo.clustering.compact_model import CompactModel, Rows, compact_model
from geo.clustering.contiguity import is_connected
from geo.clustering.problem import Bools, Floats, Ints
from geo.clustering.reduction import Reduced
from geo.clustering.region_cost import score
from geo.clustering.separators import Cut, neighbour_cuts, violated_cuts, widened_cuts, without_unreachable

_SEED = 1
# A good plan is known: a third of the time went into looking for others, and proof is what is wanted.
_NO_HEURISTICS = (
    ("mip_heuristic_effort", 0.0),
    ("mip_heuristic_run_rins", False),
    ("mip_heuristic_run_rens", False),
    ("mip_heuristic_run_root_reduced_cost", False),
)
_WHOLE_WITHIN = 1e-6  # as HiGHS counts a number as whole
# Rounds on the relaxed model end when three of them together close less than this share of the gap.
_LEAST_RISE, _PATIENCE = 0.02, 3


@dataclass(frozen=True, slots=True)
class Limits:
    """What the exact search may spend: nodes, rounds of cuts, and the clock as the last resort.

    With `first_only` it ends at the first plan: enough to know that there is one.
    """

    nodes: int
    rounds: int
    deadline: float
    tolerance: float
    first_only: bool = False

    def seconds_left(self) -> float:
        """Seconds until the deadline, not below nought."""
        return max(0.0, self.deadline - time.perf_counter())


@dataclass(slots=True)
class Outcome:
    """What is known so far: the best plan by units (None: no plan yet), its score, a bound, and what stopped it.

    `count_bounds` are bounds of plans with 0, 1, 2, ... stations, where column generation has found any.
    """

    room_of_unit: Ints | None
    value: float
    bound: float = -np.inf
    stopped_by: str = ""
    is_infeasible: bool = False
    work: dict[str, int] = field(default_factory=dict)
    count_bounds: Floats = field(default_factory=lambda: np.zeros(0))

    def plan(self) -> Ints:
        """Return the best plan by units.

        Raises
        ------
        ValueError
            Where there is none yet.
        """
        if self.room_of_unit is None:
            msg = "there is no plan yet"
            raise ValueError(msg)
        return self.room_of_unit

    def is_closed(self, tolerance: float) -> bool:
        """Tell whether the gap is within the tolerance."""
        return bool(np.isfinite(self.value)) and self.value - self.bound <= tolerance * max(1.0, abs(self.value))

    def count(self, what: str, amount: int = 1) -> None:
        """Count work done."""
        self.work[what] = self.work.get(what, 0) + amount


def solve_compact(
    reduced: Reduced, allowed: Bools, outcome: Outcome, limits: Limits, *, relaxed_only: bool = False
) -> None:
    """Close the gap of `outcome` as far as the limits allow, working on it.

    Parameters
    ----------
    allowed : pairs that a plan better than the known one may use, shape ``(U, m)``.
    relaxed_only : raise the bound by the relaxed model, without the whole-number search.
    """
    search = _Search(reduced, outcome, limits)
    remaining = search.relax(allowed)
    if remaining is not None and not relaxed_only:
        search.branch(remaining)


class _Search:
    """The two phases with what they share: cuts found, and the value below which pairs have been struck out."""

    def __init__(self, reduced: Reduced, outcome: Outcome, limits: Limits) -> None:
        self.reduced = reduced
        self.outcome = outcome
        self.limits = limits
        self.cuts: list[Cut] = []
        self.floor = self.threshold() if np.isfinite(outcome.value) else np.inf

    def threshold(self) -> float:
        """Return the score that a plan must beat to be called better."""
        return self.outcome.value - STRIKE_SHARE * abs(self.outcome.value)

    def raise_bound(self, bound: float) -> None:
        """Take over a bound of the plans still in the model; those struck out are not below the floor."""
        self.outcome.bound = max(self.outcome.bound, min(bound, self.floor))

    def no_plan_left(self) -> None:
        """Conclude that the model holds no plan: none is better than the known one, or there is none."""
        self.raise_bound(np.inf)
        self.outcome.is_infeasible = self.outcome.room_of_unit is None

    def relax(self, allowed: Bools) -> Bools | None:
        """Solve the relaxed model with cuts; return the pairs left, or None where there is nothing more to do."""
        allowed = without_unreachable(self.reduced, allowed)
        if not allowed.any(axis=1).all():
            self.no_plan_left()
            return None
        model = compact_model(self.reduced, allowed)
        solver = _load(model)
        self.cuts = neighbour_cuts(self.reduced, allowed)
        _add_rows(solver, model.cut_rows(self.cuts))
        history = [self.outcome.bound]
        for _ in range(self.limits.rounds):
            value = self._relax_once(solver)
            if value is None:
                return None
            history.append(value)
            solution = solver.getSolution()
            point = model.pairs(np.array(solution.col_value))
            cuts = violated_cuts(self.reduced, point, allowed)
            if not cuts and np.abs(point - np.round(point)).max() < _WHOLE_WITHIN:
                self._take(model, point)
            allowed = self._strike(model, solver, np.array(solution.col_dual), value, allowed)
            if self._is_over():
                return None
            if not cuts or self._is_tailing_off(history):
                break
            self.cuts += cuts
            _add_rows(solver, model.cut_rows(cuts))
        self.outcome.count("cuts", len(self.cuts))
        return allowed

    def _relax_once(self, solver: highspy.Highs) -> float | None:
        """Solve the relaxed model as it stands and raise the bound; None where it has no answer."""
        solver.setOptionValue("time_limit", solver.getRunTime() + self.limits.seconds_left())
        solver.run()
        self.outcome.count("relaxed_rounds")
        status = solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            self.no_plan_left()
            return None
        if status != highspy.HighsModelStatus.kOptimal:
            self.outcome.stopped_by = "clock"
            return None
        value = float(solver.getInfo().objective_function_value) + self.reduced.fixed_cny
        self.raise_bound(value - 1e-9 * abs(value))
        return value

    def _is_over(self) -> bool:
        found = self.limits.first_only and self.outcome.room_of_unit is not None
        return found or self.outcome.is_closed(self.limits.tolerance)

    def _is_tailing_off(self, history: list[float]) -> bool:
        if len(history) <= _PATIENCE + 1:
            return False
        return history[-1] - history[-1 - _PATIENCE] < _LEAST_RISE * (self.outcome.value - history[-1])

    def _strike(self, model: CompactModel, solver: highspy.Highs, dual: Floats, value: float, allowed: Bools) -> Bools:
        """Strike out pairs whose reduced cost lifts the bound over the known plan, in the solver too."""
        if not np.isfinite(self.outcome.value):
            return allowed
        free = np.array(model.columns.low) <= 0.0  # a room that must open has its price at its lower bound, one
        lifted = np.zeros(allowed.shape)
        lifted[model.x >= 0] = value + np.where(free, dual, 0.0)[model.x[model.x >= 0]]
        kept = allowed & (lifted <= self.threshold())
        kept &= kept[self.reduced.host_unit, np.arange(kept.shape[1])][None, :]
        gone = model.x[allowed & ~kept]
        if len(gone):
            self.floor = min(self.floor, self.threshold())
            nought = np.zeros(len(gone))
            solver.changeColsBounds(len(gone), np.sort(gone).astype(np.int32), nought, nought)
        return kept

    def branch(self, allowed: Bools) -> None:
        """Solve the whole-number model, with new cuts as long as its best answer falls apart."""
        allowed = without_unreachable(self.reduced, allowed)
        if not allowed.any(axis=1).all():
            self.no_plan_left()
            return
        if self.outcome.room_of_unit is not None:  # the known plan stays in the model, to cut the search off
            allowed = allowed | (np.arange(allowed.shape[1])[None, :] == self.outcome.room_of_unit[:, None])
        model = compact_model(self.reduced, allowed)
        self.cuts = [cut for cut in self.cuts if model.x[cut.unit, cut.room] >= 0]
        for _ in range(self.limits.rounds):
            self.outcome.count("whole_rounds")
            cuts = self._branch_once(model)
            if cuts is None or self._is_over():
                return
            self.outcome.count("cuts", len(cuts))
            self.cuts += cuts
        self.outcome.stopped_by = "cut_rounds"

    def _branch_once(self, model: CompactModel) -> list[Cut] | None:
        """Run the branch and bound once; return the cuts that its answer violates, None to stop."""
        solver = self._prepared(model)
        solver.run()
        info, status = solver.getInfo(), solver.getModelStatus()
        self.outcome.count("nodes", max(0, int(info.mip_node_count)))
        if status == highspy.HighsModelStatus.kInfeasible:
            self.no_plan_left()
            return None
        shift = self.reduced.fixed_cny
        self.raise_bound(info.mip_dual_bound + shift - 1e-9 * abs(info.mip_dual_bound))
        cuts: list[Cut] = []
        if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
            cuts = self._take(model, model.pairs(np.array(solver.getSolution().col_value)))
        if self.limits.first_only and status == highspy.HighsModelStatus.kSolutionLimit:
            return cuts or None
        if status != highspy.HighsModelStatus.kOptimal:
            is_clock = status == highspy.HighsModelStatus.kTimeLimit
            self.outcome.stopped_by = "clock" if is_clock else "nodes"
            return None
        return cuts or None

    def _prepared(self, model: CompactModel) -> highspy.Highs:
        """Load the whole-number model with its cuts; anew each time, since the clock of HiGHS runs on between runs."""
        solver = _load(model)
        _add_rows(solver, model.cut_rows(self.cuts))
        kinds = np.full(len(model.whole), highspy.HighsVarType.kInteger)
        solver.changeColsIntegrality(len(model.whole), model.whole, kinds)
        solver.setOptionValue("mip_max_nodes", max(1, self.limits.nodes - self.outcome.work.get("nodes", 0)))
        solver.setOptionValue("time_limit", self.limits.seconds_left())
        if self.limits.first_only:
            solver.setOptionValue("mip_max_improving_sols", 1)
        if self.outcome.room_of_unit is not None:
            for name, value in _NO_HEURISTICS:
                solver.setOptionValue(name, value)
            solver.setOptionValue("mip_abs_gap", 0.2 * self.limits.tolerance * abs(self.outcome.value))
            chosen = model.x[np.arange(self.reduced.unit_count), self.outcome.room_of_unit]
            columns = np.sort(model.whole)
            solver.setSolution(len(columns), columns, np.isin(columns, chosen).astype(np.float64))
        return solver

    def _take(self, model: CompactModel, point: Floats) -> list[Cut]:
        """Take over a whole answer if it is a better plan; return the cuts that it violates."""
        rooms = np.argmax(point, axis=1).astype(np.int32)
        room_of = self.reduced.rooms_of_estates(rooms)
        parts = [np.flatnonzero(room_of == room).astype(np.int32) for room in np.unique(room_of)]
        if all(is_connected(part, self.reduced.start, self.reduced.neighbour) for part in parts):
            value = score(self.reduced.problem, room_of).total
            if value < self.outcome.value:
                self.outcome.room_of_unit, self.outcome.value = rooms, value
            return []
        whole = np.zeros(model.x.shape)
        whole[np.arange(len(rooms)), rooms] = 1.0
        return widened_cuts(self.reduced, violated_cuts(self.reduced, whole, model.allowed), model.allowed)


def _load(model: CompactModel) -> highspy.Highs:
    """Hand a model to HiGHS as a relaxed one."""
    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # its constructor has no hints
    solver.silent()
    for name, value in (
        ("threads", 1),
        ("random_seed", _SEED),
        ("mip_rel_gap", 0.0),
        ("mip_feasibility_tolerance", 1e-7),
    ):
        solver.setOptionValue(name, value)
    columns, none = model.columns, np.zeros(0)
    count = len(columns.cost)
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = count, 0
    program.col_cost_ = np.array(columns.cost)
    program.col_lower_, program.col_upper_ = np.array(columns.low), np.array(columns.high)
    program.row_lower_, program.row_upper_ = none, none
    program.a_matrix_.start_ = np.zeros(count + 1, np.int32)
    program.a_matrix_.index_, program.a_matrix_.value_ = np.zeros(0, np.int32), none
    solver.passModel(program)
    _add_rows(solver, model.rows)
    return solver


def _add_rows(solver: highspy.Highs, rows: Rows) -> None:
    if rows.low:
        solver.addRows(
            len(rows.low),
            np.array(rows.low),
            np.array(rows.high),
            len(rows.column),
            np.array(rows.start, np.int32),
            np.array(rows.column, np.int32),
            np.array(rows.value),
        )
