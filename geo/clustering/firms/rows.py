"""Rules of an integer program, gathered one at a time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from geo.clustering.problem import Floats
from geo.integer_program import IntegerProgram


class Rows:
    """Rules low <= sum of value times variable <= high."""

    def __init__(self) -> None:
        self._row: list[int] = []
        self._column: list[int] = []
        self._value: list[float] = []
        self._low: list[float] = []
        self._high: list[float] = []

    def add(
        self, columns: Sequence[int], values: Sequence[float] | float, *, low: float = -np.inf, high: float = np.inf
    ) -> None:
        """Add one rule; one value stands for all columns."""
        self._row.extend([len(self._low)] * len(columns))
        self._column.extend(int(column) for column in columns)
        self._value.extend(np.broadcast_to(np.asarray(values, dtype=np.float64), len(columns)).tolist())
        self._low.append(low)
        self._high.append(high)

    def program(self, cost: Floats, *, lower: Floats, upper: Floats, fractional: int) -> IntegerProgram:
        """Return the program with these rules."""
        return IntegerProgram(
            cost, np.array(self._row, np.int64), np.array(self._column, np.int64), np.array(self._value),
            np.array(self._low), np.array(self._high), lower=lower, upper=upper, fractional=fractional,
        )  # fmt: skip
