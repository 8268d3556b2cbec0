"""The restricted master problem: the cheapest mixture of the regions known that covers every unit once.

Its duals say what covering each unit is worth. They are kept in a box around a centre (a unit may be left uncovered, or
be covered once too often, at the ends of its box), since few regions leave them free to run off; a box that is still
in use when nothing is left to add is widened.
"""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np

from geo.clustering.problem import Bools, Floats
from geo.clustering.terrain import Duals
from geo.errors import SolverError

_USED = 1e-7


@dataclass(frozen=True, slots=True, eq=False)
class MasterPoint:
    """The optimum of the restricted master: value, duals, and the units whose box is in use."""

    value: float
    duals: Duals
    is_boxed: Bools


class Master:
    """A linear program that grows by columns; unit rows, and one row for the number of stations."""

    def __init__(self, centre: Floats, width: Floats, stations: tuple[int, int]) -> None:
        self.units = len(centre)
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]  # its constructor has no hints
        self._solver.silent()
        self._solver.setOptionValue("threads", 1)
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = 0, self.units + 1
        program.col_cost_ = program.col_lower_ = program.col_upper_ = np.zeros(0)
        program.row_lower_ = np.append(np.ones(self.units), float(stations[0]))
        program.row_upper_ = np.append(np.ones(self.units), float(stations[1]))
        program.a_matrix_.start_ = np.zeros(1, np.int32)
        self._solver.passModel(program)
        rows = np.arange(self.units, dtype=np.int32)
        self._add(centre + width, rows, np.ones(self.units), np.arange(self.units, dtype=np.int32))
        self._add(width - centre, rows, -np.ones(self.units), np.arange(self.units, dtype=np.int32))

    def add(self, member: Bools, cost: Floats) -> None:
        """Add regions, shape ``(c, U)``, with their costs."""
        with_station = np.column_stack([member, np.ones(len(member), np.bool_)])
        sizes = with_station.sum(axis=1)
        start = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int32) if len(member) else np.zeros(0, np.int32)
        self._add(cost, np.nonzero(with_station)[1].astype(np.int32), np.ones(int(sizes.sum())), start)

    def move_box(self, centre: Floats, width: Floats) -> None:
        """Put the box of the duals elsewhere."""
        box = np.arange(2 * self.units, dtype=np.int32)
        self._solver.changeColsCost(len(box), box, np.concatenate([centre + width, width - centre]))

    def solve(self) -> MasterPoint:
        """Solve it as it stands.

        Raises
        ------
        SolverError
            Where HiGHS does not end with an optimum; it always has one once the regions of some plan are in.
        """
        self._solver.run()
        status = self._solver.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            raise SolverError(f"regions: HiGHS ended with {status} on the master problem; expected an optimum")
        solution = self._solver.getSolution()
        slack = np.array(solution.col_value)[: 2 * self.units]
        dual = np.array(solution.row_dual)
        return MasterPoint(
            float(self._solver.getInfo().objective_function_value),
            Duals(dual[: self.units], float(dual[self.units])),
            (slack[: self.units] > _USED) | (slack[self.units :] > _USED),
        )

    def _add(self, cost: Floats, row: np.ndarray, value: Floats, start: np.ndarray) -> None:
        count, free = len(cost), np.full(len(cost), highspy.kHighsInf)
        if count:
            self._solver.addCols(count, cost, np.zeros(count), free, len(row), start, row, value)
