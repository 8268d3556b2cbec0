"""The cheapest plan made of given regions: set partitioning in HiGHS, with a bound."""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from geo.clustering.problem import Bools, Floats

Positions = NDArray[np.int64]


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
    count, units = member.shape
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
    program.integrality_ = [highspy.HighsVarType.kInteger] * count
    solver.passModel(program)
    return solver


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
    return Partition(chosen, bound - 1e-9 * abs(bound), nodes, stopped)
