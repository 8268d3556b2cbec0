"""What is known of every number of stations of every sub-district, and which of it the city's totals still need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from geo.clustering.count_split import CountSplit, split_count
from geo.clustering.problem import Floats, Solution
from geo.scenarios.sweep_cells import Opened, cell_bound, cell_value

Cell = tuple[int, int]  # position of the part, number of stations


@dataclass(slots=True)
class SweepTable:
    """The parts of a city with the cells solved so far."""

    parts: Sequence[Opened]
    cells: dict[Cell, Solution] = field(default_factory=dict)

    @property
    def fewest(self) -> int:
        """The least total that no part excludes outright."""
        return sum(part.reach.fewest for part in self.parts)

    @property
    def most(self) -> int:
        """The greatest total that no part excludes outright."""
        return sum(max(0, part.reach.most) for part in self.parts)

    def values(self) -> CountSplit:
        """Share out every total over the plans of the solved cells."""
        return self._split([self._values(at) for at in range(len(self.parts))])

    def bounds(self) -> CountSplit:
        """Share out every total over bounds that hold for all plans: its sums bound every plan of the city."""
        return self._split([self._bounds(at) for at in range(len(self.parts))])

    def promising(self, totals: Iterable[int]) -> list[Cell]:
        """List the cells of the best totals by quick plans, those not solved yet."""
        split = self._split([self._hopes(at) for at in range(len(self.parts))])
        return self._open_cells(split, totals)

    def undecided(self, totals: Iterable[int], *, settled_gap: float) -> list[Cell]:
        """List the unsolved cells that stand in the way of the bound of a total; none when every bound is settled."""
        values, bounds = self.values(), self.bounds()
        wanted = [total for total in totals if not _is_settled(values, bounds, total, settled_gap)]
        return self._open_cells(bounds, wanted)

    def _open_cells(self, split: CountSplit, totals: Iterable[int]) -> list[Cell]:
        found: set[Cell] = set()
        for total in totals:
            if 0 <= total < len(split.least) and split.least[total] < np.inf:
                found.update(enumerate(split.shares(total)))
        return sorted(found - self.cells.keys())

    def _split(self, tables: list[Floats]) -> CountSplit:
        return split_count(tables, self.most)

    def _blank(self, at: int, fill: float) -> Floats:
        """Make a table of a part: `fill` within its reach, infinite elsewhere."""
        reach = self.parts[at].reach
        table = np.full(max(0, reach.most) + 1, np.inf)
        table[reach.fewest :] = fill
        return table

    def _values(self, at: int) -> Floats:
        table = self._blank(at, np.inf)
        for (part, count), solution in self.cells.items():
            if part == at:
                table[count] = cell_value(solution)
        return table

    def _bounds(self, at: int) -> Floats:
        """Bound a part by number: as solved, else by what solving its other numbers says."""
        table, part = self._blank(at, -np.inf), self.parts[at]
        inside = slice(part.reach.fewest, None)
        table[inside] = part.floors[inside]
        own = [(count, solution) for (where, count), solution in sorted(self.cells.items()) if where == at]
        for _, solution in own:
            line = solution.count_bounds[part.reach.fewest : len(table)]
            reached = table[part.reach.fewest : part.reach.fewest + len(line)]
            np.maximum(reached, line, out=reached)
        for count, solution in own:
            table[count] = max(table[count], cell_bound(solution))
            table[count] = min(table[count], cell_value(solution))
        return table

    def _hopes(self, at: int) -> Floats:
        table = self._blank(at, np.inf)
        for count, value in self.parts[at].quick.items():
            table[count] = value
        for (part, count), solution in self.cells.items():
            if part == at:
                table[count] = cell_value(solution)
        return table


def _is_settled(values: CountSplit, bounds: CountSplit, total: int, settled_gap: float) -> bool:
    if not 0 <= total < len(values.least) or bounds.least[total] == np.inf:
        return True
    value, bound = float(values.least[total]), float(bounds.least[total])
    return bool(np.isfinite(value)) and value - bound <= settled_gap * abs(value)
