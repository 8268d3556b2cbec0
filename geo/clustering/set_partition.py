"""The cheapest plan made of given regions: set partitioning, with a bound.

The duals of the linear program leave few regions and few choices among them; a walk over those mostly ends in no time.
Where it does not, HiGHS branches and cuts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import highspy
import numpy as np

from geo.clustering.partition_walk import Positions, walk_partitions
from geo.clustering.problem import Bools, Floats
from geo.errors import SolverError

_MOST_STEPS = 400_000_000  # of the walk, a few seconds; what takes longer is better branched and cut
_MOST_CELLS = 40_000_000  # regions times units of the walk's lists, 0.3 GB
_SLACK = 1e-9  # relative; of values that were summed in another order


@dataclass(frozen=True, slots=True, eq=False)
class Partition:
    """The regions chosen (None: no better plan met), a bound of all plans of these regions, nodes, what stopped it."""

    chosen: Positions | None
    bound: float
    nodes: int
    stopped_by: str


def best_partition(
    member: Bools,
    cost: Floats,
    *,
    stations: tuple[int, int],
    known: float,
    start: Positions,
    nodes: int,
    seconds: float,
) -> Partition:
    """Choose regions so that every unit is in exactly one.

    Parameters
    ----------
    member, cost : units of each region ``(c, U)`` and its cost ``(c,)``.
    stations : least and greatest number of regions.
    known : cost of a plan at hand; dearer ones are of no use.
    start : positions of that plan's regions.
    """
    floor = _relax(member, cost, stations)
    budget = known - floor.value + _SLACK * max(1.0, abs(known))
    kept = np.union1d(np.flatnonzero(floor.excess <= budget), start)
    if floor.is_free and len(kept) * member.shape[1] <= _MOST_CELLS:
        chosen, is_whole = walk_partitions(member[kept], floor.excess[kept], budget, _MOST_STEPS, stations=stations)
        if is_whole:
            return _walked(None if chosen is None else kept[chosen], cost, known)
        if chosen is not None:
            start = kept[np.sort(chosen)]
    found = _branch(member[kept], cost[kept], stations, known, np.searchsorted(kept, start), nodes, seconds)
    return found if found.chosen is None else replace(found, chosen=kept[found.chosen])


@dataclass(frozen=True, slots=True, eq=False)
class _Floor:
    """The linear program's value, the reduced costs, and whether the number of stations has no price."""

    value: float
    excess: Floats
    is_free: bool


def _relax(member: Bools, cost: Floats, stations: tuple[int, int]) -> _Floor:
    program = _program(member, cost, stations)
    program.col_upper_ = np.full(len(cost), highspy.kHighsInf)  # covering a unit once is limit enough
    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # its constructor has no hints
    solver.silent()
    solver.setOptionValue("threads", 1)
    solver.passModel(program)
    solver.run()
    status = solver.getModelStatus()
    if status != highspy.HighsModelStatus.kOptimal:
        raise SolverError(f"regions: HiGHS ended with {status} on listed regions; expected an optimum")
    dual = np.array(solver.getSolution().row_dual)
    excess = cost - member @ dual[:-1] - dual[-1]
    value = float(solver.getInfo().objective_function_value)
    return _Floor(value + len(dual) * float(min(0.0, excess.min())), np.maximum(0.0, excess), dual[-1] == 0.0)


def _walked(chosen: Positions | None, cost: Floats, known: float) -> Partition:
    """Return what a walk that looked through everything has proved."""
    value = known if chosen is None else min(known, float(cost[chosen].sum()))
    return Partition(chosen, value - _SLACK * abs(value), 0, "")


def _branch(  # noqa: PLR0917  one call
    member: Bools,
    cost: Floats,
    stations: tuple[int, int],
    known: float,
    start: Positions,
    nodes: int,
    seconds: float,
) -> Partition:
    solver = _load(member, cost, stations)
    for name, value in (
        ("mip_max_nodes", nodes),
        ("time_limit", max(0.01, seconds)),
        ("mip_abs_gap", 1e-7 * max(1.0, abs(known))),
    ):
        solver.setOptionValue(name, value)
    chosen = np.zeros(len(cost))
    chosen[start] = 1.0
    solver.setSolution(len(cost), np.arange(len(cost), dtype=np.int32), chosen)
    solver.run()
    return _read(solver)


def _load(member: Bools, cost: Floats, stations: tuple[int, int]) -> highspy.Highs:
    count = len(cost)
    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # its constructor has no hints
    solver.silent()
    for name, value in (
        ("threads", 1),
        ("random_seed", 1),
        ("mip_rel_gap", 0.0),
        ("mip_heuristic_effort", 0.02),  # a good plan is known; proof is what is wanted
        ("presolve", "off"),  # its search for dominated columns takes four times as long as all the rest
    ):
        solver.setOptionValue(name, value)
    program = _program(member, cost, stations)
    program.integrality_ = [highspy.HighsVarType.kInteger] * count
    solver.passModel(program)
    return solver


def _program(member: Bools, cost: Floats, stations: tuple[int, int]) -> highspy.HighsLp:
    count, units = member.shape
    rows = np.column_stack([member, np.ones(count, np.bool_)])
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = count, units + 1
    program.col_cost_, program.col_lower_, program.col_upper_ = cost, np.zeros(count), np.ones(count)
    program.row_lower_ = np.append(np.ones(units), float(stations[0]))
    program.row_upper_ = np.append(np.ones(units), float(stations[1]))
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.start_ = np.concatenate([[0], np.cumsum(rows.sum(axis=1))]).astype(np.int32)
    program.a_matrix_.index_ = np.nonzero(rows)[1].astype(np.int32)
    program.a_matrix_.value_ = np.ones(int(rows.sum()))
    return program


def _read(solver: highspy.Highs) -> Partition:
    info, status = solver.getInfo(), solver.getModelStatus()
    nodes = max(0, int(info.mip_node_count))
    if status == highspy.HighsModelStatus.kInfeasible:
        return Partition(None, np.inf, nodes, "")
    chosen = None
    if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
        chosen = np.flatnonzero(np.array(solver.getSolution().col_value) > 0.5).astype(np.int64)
    is_done = status in {highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kObjectiveBound}
    stopped = "" if is_done else "clock" if status == highspy.HighsModelStatus.kTimeLimit else "nodes"
    bound = float(info.mip_dual_bound)
    return Partition(chosen, bound - _SLACK * abs(bound), nodes, stopped)
