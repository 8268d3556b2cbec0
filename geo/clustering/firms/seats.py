"""The third aim: the least way from sub-districts to the seat of their firm, as balanced as can be.

    x(u, s): unit u belongs to the firm that sits in unit s;  e(s): its deviation beyond the tolerance t
    min   sum of weight(u) metres(u, s) x(u, s)
    s.t.  sum over s of x(u, s) = 1,  x(u, s) <= x(s, s),  sum over s of x(s, s) <= K
          (1 - t) x(s, s) - e(s) <= sum over u of share(u, a) x(u, s) <= (1 + t) x(s, s) + e(s),   e(s) <= E1 x(s, s)
          sum of e(s), with firms that have nothing, <= E2;   units of one firm's pilots together, of two apart
          x(u, s) <= sum over S of x(v, s)    for separators S of u and s, where firms must hang together

E1 and E2 are what the first two aims reached. The model of Hess et al. (1965), doi 10.1287/opre.13.6.998, with the
cuts of Validi, Buchanan and Lykhovyd (2022), doi 10.1287/opre.2021.2141. It does not matter here which firm is which.
"""

from __future__ import annotations

import numpy as np

from geo.clustering.firms.balance import separating
from geo.clustering.firms.limits import EQUAL, Limits
from geo.clustering.firms.problem import FirmProblem, Stage
from geo.clustering.firms.territories import Territories, masks_of, units_of
from geo.clustering.problem import Floats, Ints
from geo.integer_program import Rows, Solved, solve_integer


def least_travel(
    problem: FirmProblem, territories: Territories, start: Ints, limits: Limits, *, excess: float, spread: float
) -> tuple[Ints, Stage]:
    """Shorten the ways of a plan as far as balance allows, and prove how far that can go."""
    return _Seats(problem, territories, start, excess, spread).run(limits)


class _Seats:
    def __init__(
        self, problem: FirmProblem, territories: Territories, start: Ints, excess: float, spread: float
    ) -> None:
        self.problem, self.territories, self.best = problem, territories, start
        self.excess, self.spread = excess, spread
        self.rows = self._rules()

    def run(self, limits: Limits) -> tuple[Ints, Stage]:
        """Solve, and again with cuts while firms fall apart."""
        value, bound = self._travel(self.best), 0.0
        scale = max(value, 1.0)
        for _ in range(limits.rounds):
            if value - bound <= EQUAL * scale:
                return self.best, Stage(value, value)
            if limits.seconds() <= 0:
                return self.best, Stage(value, bound, "time")
            solved = self._solve(scale, limits)
            if solved.is_infeasible:  # nothing else within rounding of what was reached before
                return self.best, Stage(value, value)
            bound = max(bound, min(solved.bound * scale, value))
            if solved.values is None:
                return self.best, Stage(value, bound, solved.stopped_by or "work")
            seat_of = self._seats(solved)
            if not self._cut_apart(seat_of):
                plan = self._plan(seat_of)
                if self._travel(plan) < value and self._is_as_balanced(plan):
                    self.best, value = plan, self._travel(plan)
                stopped = "" if value - bound <= EQUAL * scale * 2 else solved.stopped_by or "work"
                return self.best, Stage(value, value if not stopped else min(bound, value), stopped)
        return self.best, Stage(value, bound, "cuts")

    def _travel(self, firm_of: Ints) -> float:
        return sum(self.territories.worth(mask).travel for mask in masks_of(firm_of, self.problem.firms))

    def _is_as_balanced(self, firm_of: Ints) -> bool:
        _, excess, spread, _ = self.territories.key(masks_of(firm_of, self.problem.firms))
        return excess <= self.excess + 10 * EQUAL and spread <= self.spread + 10 * EQUAL

    def _column(self, unit: int, seat: int) -> int:
        return unit * self.problem.units + seat

    def _rules(self) -> Rows:
        problem, rows, n = self.problem, Rows(), self.problem.units
        seats = [self._column(seat, seat) for seat in range(n)]
        for unit in range(n):
            rows.add([self._column(unit, seat) for seat in range(n)], 1.0, low=1.0, high=1.0)
            for seat in range(n):
                if seat != unit:
                    rows.add([self._column(unit, seat), seats[seat]], [1.0, -1.0], high=0.0)
        self._add_balance(rows, seats)
        nothing = max(0.0, 1.0 - problem.tolerance)  # deviation of a firm without units
        least = problem.firms if nothing > self.excess + 10 * EQUAL else 0
        rows.add(seats, 1.0, low=float(least), high=float(problem.firms))
        beyond = [n * n + seat for seat in range(n)]
        rows.add([*beyond, *seats], [*([1.0] * n), *([-nothing] * n)],
                 high=self.spread + EQUAL - nothing * problem.firms)  # fmt: skip
        self._add_pilots(rows)
        return rows

    def _add_balance(self, rows: Rows, seats: list[int]) -> None:
        problem, n, t = self.problem, self.problem.units, self.problem.tolerance
        for seat in range(n):
            own = [self._column(unit, seat) for unit in range(n) if unit != seat] + [seats[seat]]
            others, beyond = [unit for unit in range(n) if unit != seat], n * n + seat
            for a in problem.balanced:
                share = problem.shares[others, a].tolist()
                mine = float(problem.shares[seat, a])
                rows.add([*own, beyond], [*share, mine - 1.0 - t, -1.0], high=0.0)
                rows.add([*own, beyond], [*share, mine - 1.0 + t, 1.0], low=0.0)
            rows.add([beyond, seats[seat]], [1.0, -self.excess - EQUAL], high=0.0)

    def _add_pilots(self, rows: Rows) -> None:
        """Keep one firm's pilots together, and those of different firms apart."""
        n = self.problem.units
        firms = sorted(set(self.problem.pinned[self.problem.pinned >= 0].tolist()))
        first = [int(np.flatnonzero(self.problem.pinned == firm)[0]) for firm in firms]
        for firm, lead in zip(firms, first, strict=True):
            for unit in np.flatnonzero(self.problem.pinned == firm)[1:].tolist():
                for seat in range(n):
                    rows.add([self._column(unit, seat), self._column(lead, seat)], [1.0, -1.0], low=0.0, high=0.0)
        for seat in range(n) if len(first) > 1 else ():
            rows.add([self._column(lead, seat) for lead in first], 1.0, high=1.0)

    def _solve(self, scale: float, limits: Limits) -> Solved:
        problem, n = self.problem, self.problem.units
        ways = (problem.weight[:, None] * problem.metres) / scale
        cost = np.concatenate([ways.ravel(), np.zeros(n)])
        upper = np.ones(len(cost))
        upper[n * n :] = self.excess + EQUAL
        program = self.rows.program(cost, lower=np.zeros(len(cost)), upper=upper, fractional=n)
        return solve_integer(program, start=self._start(), seconds=limits.seconds(), nodes=limits.nodes, gap=EQUAL)

    def _start(self) -> Floats:
        n = self.problem.units
        values = np.zeros(n * n + n)
        for mask in masks_of(self.best, self.problem.firms):
            worth = self.territories.worth(mask)
            for unit in units_of(mask):
                values[self._column(unit, worth.seat)] = 1.0
            if mask:
                values[n * n + worth.seat] = worth.excess
        return values

    def _seats(self, solved: Solved) -> Ints:
        assert solved.values is not None
        n = self.problem.units
        return np.asarray(solved.values[: n * n].reshape(n, n).argmax(axis=1), dtype=np.int32)

    def _plan(self, seat_of: Ints) -> Ints:
        """Give the firm that sits in each seat the number of its pilots, else one that is left."""
        pinned = self.problem.pinned
        number = {int(seat_of[unit]): int(pinned[unit]) for unit in np.flatnonzero(pinned >= 0)}
        left = [firm for firm in range(self.problem.firms) if firm not in number.values()]
        for seat in dict.fromkeys(seat_of.tolist()):
            if seat not in number:
                number[seat] = left.pop(0)
        return np.array([number[int(seat)] for seat in seat_of], np.int32)

    def _cut_apart(self, seat_of: Ints) -> bool:
        """Add cuts where a firm's units do not hang on its seat; say whether there were any."""
        found = False
        for seat in np.unique(seat_of).tolist() if self.problem.contiguous else ():
            mask = sum(1 << int(unit) for unit in np.flatnonzero(seat_of == seat))
            for part in self.territories.parts(mask):
                if not part >> seat & 1:
                    found = True
                    self._cut(seat, part)
        return found

    def _cut(self, seat: int, part: int) -> None:
        between = [self._column(other, seat) for other in separating(self.territories, part, seat)]
        for unit in units_of(part):
            self.rows.add([self._column(unit, seat), *between], [1.0, *([-1.0] * len(between))], high=0.0)
