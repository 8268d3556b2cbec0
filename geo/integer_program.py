"""Integer programs in HiGHS: one door for siting, firms and rosters, with plain arrays in and a checked bound out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]
_LIMITS = {"kTimeLimit": "time", "kSolutionLimit": "nodes", "kInterrupt": "time"}


@dataclass(frozen=True, slots=True, eq=False)
class IntegerProgram:
    """Minimise cost over whole variables, binary unless bounded otherwise.

    Attributes
    ----------
    cost : shape ``(v,)``.
    row, column, value : entries of the rules, as triples.
    low, high : bounds of each rule, shape ``(r,)``.
    lower, upper : bounds of each variable, 0 and 1 where None.
    fractional : the last so many variables need not be whole.
    """

    cost: Floats
    row: Longs
    column: Longs
    value: Floats
    low: Floats
    high: Floats
    lower: Floats | None = None
    upper: Floats | None = None
    fractional: int = 0


class Rows:
    """Rules low <= sum of value times variable <= high, gathered one at a time as triples."""

    def __init__(self) -> None:
        self.row: list[int] = []
        self.column: list[int] = []
        self.value: list[float] = []
        self.low: list[float] = []
        self.high: list[float] = []

    def add(
        self,
        columns: Sequence[int] | Longs,
        values: Sequence[float] | Floats | float = 1.0,
        *,
        low: float = -math.inf,
        high: float = math.inf,
    ) -> None:
        """Add one rule; one value stands for all columns."""
        self.row.extend([len(self.low)] * len(columns))
        self.column.extend(int(column) for column in columns)
        self.value.extend(np.broadcast_to(np.asarray(values, dtype=np.float64), len(columns)).tolist())
        self.low.append(low)
        self.high.append(high)

    def program(
        self, cost: Floats, *, lower: Floats | None = None, upper: Floats | None = None, fractional: int = 0
    ) -> IntegerProgram:
        """Return the program with these rules."""
        return IntegerProgram(
            cost, np.array(self.row, np.int64), np.array(self.column, np.int64), np.array(self.value, np.float64),
            np.array(self.low), np.array(self.high), lower=lower, upper=upper, fractional=fractional,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """What HiGHS found: values (None: no plan below the cutoff), the proved bound, and what stopped it."""

    values: Floats | None
    value: float
    bound: float
    stopped_by: str
    is_infeasible: bool


def solve_integer(
    program: IntegerProgram,
    *,
    start: Floats | None = None,
    cutoff: float = math.inf,
    seconds: float = math.inf,
    nodes: int = 0,
    gap: float = 0.0,
) -> Solved:
    """Solve to the end, or to a limit.

    Parameters
    ----------
    start : a plan to begin with.
    cutoff : plans that cost this or more are of no use.
    nodes : of the tree; 0 for no limit.
    gap : absolute gap at which a plan counts as optimal.
    """
    import highspy

    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # highspy ships without annotations
    options: dict[str, bool | int | float] = {
        "output_flag": False,
        "threads": 1,
        "mip_rel_gap": 0.0,
        "mip_abs_gap": max(gap, 1e-9),
    }
    if math.isfinite(seconds):
        options["time_limit"] = max(0.05, seconds)
    if nodes:
        options["mip_max_nodes"] = nodes
    if math.isfinite(cutoff):
        options["objective_bound"] = cutoff
    for name, value in options.items():
        solver.setOptionValue(name, value)
    solver.passModel(_model(program))
    if start is not None:
        solution = highspy.HighsSolution()
        solution.col_value = start.tolist()
        solver.setSolution(solution)
    solver.run()
    is_ended = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    if is_ended and solver.getInfo().mip_dual_bound == -highspy.kHighsInf:
        # within its tolerances presolve can call infeasible what the start shows feasible; nothing is bounded then
        solver.setOptionValue("presolve", "off")
        solver.run()
    status, info = solver.getModelStatus(), solver.getInfo()
    ended = {
        highspy.HighsModelStatus.kOptimal,
        highspy.HighsModelStatus.kInfeasible,
        highspy.HighsModelStatus.kObjectiveBound,
    }
    has_plan = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    values = _rounded(np.array(solver.getSolution().col_value), program) if has_plan else None
    value = float(info.objective_function_value) if has_plan else math.inf
    bound = float(info.mip_dual_bound) if status != highspy.HighsModelStatus.kInfeasible else math.inf
    stopped = "" if status in ended else _LIMITS.get(str(status).rsplit(".", 1)[-1], "work")
    return Solved(values, value, bound, stopped, status == highspy.HighsModelStatus.kInfeasible)


def _rounded(values: Floats, program: IntegerProgram) -> Floats:
    whole = len(values) - program.fractional
    return np.concatenate([np.rint(values[:whole]), values[whole:]])


def _model(program: IntegerProgram) -> Any:  # noqa: ANN401  highspy is imported late
    import highspy

    count, rules = len(program.cost), len(program.low)
    matrix = coo_array((program.value, (program.row, program.column)), shape=(rules, count)).tocsc()
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = count, rules
    model.col_cost_ = program.cost
    model.col_lower_ = np.zeros(count) if program.lower is None else program.lower
    model.col_upper_ = np.ones(count) if program.upper is None else program.upper
    model.row_lower_ = np.where(np.isinf(program.low), -highspy.kHighsInf, program.low)
    model.row_upper_ = np.where(np.isinf(program.high), highspy.kHighsInf, program.high)
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = matrix.indptr.astype(np.int32)
    model.a_matrix_.index_ = matrix.indices.astype(np.int32)
    model.a_matrix_.value_ = matrix.data
    kinds = [highspy.HighsVarType.kInteger] * (count - program.fractional)
    model.integrality_ = kinds + [highspy.HighsVarType.kContinuous] * program.fractional
    return model
