"""The first two aims as an integer program: the largest deviation beyond the tolerance, then their sum.

    x(u, k): unit u is firm k's;  e(k): deviation of firm k beyond the tolerance t;  e: the largest
    min e, then min sum e(k)
    s.t.  sum over k of x(u, k) = 1
          1 - t - e(k) <= sum over u of share(u, a) x(u, k) <= 1 + t + e(k)    for every activity a,   e(k) <= e
          x(a, k) + x(b, k) <= 1 + sum over S of x(s, k)    for separators S of a and b, where firms must hang together

Firms without pilots are alike, so of all plans that differ in their numbers only one is kept: the largest unit that
the first such firm can have is in it, and so on.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from geo.clustering.firms.limits import EQUAL, Limits
from geo.clustering.firms.problem import FirmProblem, Stage
from geo.clustering.firms.territories import Territories, masks_of, units_of
from geo.clustering.problem import Ints
from geo.integer_program import Rows, Solved, solve_integer


@dataclass(frozen=True, slots=True, eq=False)
class Balanced:
    """A plan and what it reached; infinite where none was found that hangs together."""

    firm_of: Ints
    stage: Stage


def least_excess(problem: FirmProblem) -> float:
    """Bound the largest deviation by what pilots and single units leave no choice about."""
    shares = problem.shares[:, problem.balanced]
    if shares.size == 0:
        return 0.0
    by_firm = [shares[problem.pinned == firm].sum(axis=0).max() for firm in range(problem.firms)]
    over = max(float(shares.max()), *map(float, by_firm)) - 1.0
    empty = 1.0 if problem.units < problem.firms else 0.0
    return max(0.0, over - problem.tolerance, empty - problem.tolerance)


def balance(
    problem: FirmProblem, territories: Territories, start: Ints, limits: Limits, *, most: float | None = None
) -> Balanced:
    """Minimise the largest deviation, or with `most` (the largest one allowed) the sum of all."""
    found = _Balance(problem, territories, start, most)
    return found.run(limits)


class _Balance:
    def __init__(self, problem: FirmProblem, territories: Territories, start: Ints, most: float | None) -> None:
        self.problem, self.territories, self.most = problem, territories, most
        self.order = np.lexsort((np.arange(problem.units), -problem.shares.sum(axis=1)))
        self.pilots = set(problem.pinned[problem.pinned >= 0].tolist())
        self.best = self._relabelled(start)
        self.rows = self._rules()

    def run(self, limits: Limits) -> Balanced:
        """Solve, and again with cuts while firms fall apart."""
        value, bound = self._value(self.best), 0.0 if self.most is not None else least_excess(self.problem)
        stopped = "cuts"
        for _ in range(limits.rounds):
            if value - bound <= EQUAL or limits.seconds() <= 0:
                stopped = "time"
                break
            solved = self._solve(value, limits)
            if solved.values is None:  # nothing is better than the plan at hand, or the work did not suffice
                stopped = solved.stopped_by
                bound = max(bound, min(solved.bound, value)) if stopped else value
                break
            bound = max(bound, min(solved.bound, value))
            plan = self._plan(solved)
            if not self._cut_apart(plan):
                if self._value(plan) < value:
                    self.best, value = plan, self._value(plan)
                stopped = solved.stopped_by or "work"
                break
        is_closed = value - bound <= 2 * EQUAL or not math.isfinite(value - bound)
        return Balanced(self.best, Stage(value, value if is_closed else bound, "" if is_closed else stopped))

    def _value(self, firm_of: Ints) -> float:
        pieces, largest, total, _ = self.territories.key(masks_of(firm_of, self.problem.firms))
        return math.inf if pieces else largest if self.most is None else total

    def _column(self, unit: int, firm: int) -> int:
        return unit * self.problem.firms + firm

    def _rules(self) -> Rows:
        problem, rows = self.problem, Rows()
        n, firms = problem.units, problem.firms
        largest, shares, t = n * firms + firms, problem.shares, problem.tolerance
        for unit in range(n):
            rows.add([self._column(unit, firm) for firm in range(firms)], 1.0, low=1.0, high=1.0)
        for firm in range(firms):
            own = [self._column(unit, firm) for unit in range(n)]
            beyond = n * firms + firm
            for a in problem.balanced:
                rows.add([*own, beyond], [*shares[:, a], -1.0], high=1.0 + t)
                rows.add([*own, beyond], [*shares[:, a], 1.0], low=1.0 - t)
            rows.add([beyond, largest], [1.0, -1.0], high=0.0)
        self._order_the_like(rows)
        return rows

    def _order_the_like(self, rows: Rows) -> None:
        """Let a unit be a firm's without pilots only where a larger one is the firm's before."""
        like = [firm for firm in range(self.problem.firms) if firm not in self.pilots]
        free = [int(unit) for unit in self.order if self.problem.pinned[unit] < 0]
        for before, firm in pairwise(like):
            for place, unit in enumerate(free):
                larger = [self._column(other, before) for other in free[:place]]
                rows.add([self._column(unit, firm), *larger], [1.0, *([-1.0] * place)], high=0.0)

    def _relabelled(self, firm_of: Ints) -> Ints:
        """Give firms without pilots their numbers by the largest unit they have."""
        like = [firm for firm in range(self.problem.firms) if firm not in self.pilots]
        met = list(dict.fromkeys(int(firm_of[unit]) for unit in self.order if firm_of[unit] in like))
        number = dict(zip([*met, *(firm for firm in like if firm not in met)], like, strict=True))
        return np.array([number.get(int(firm), int(firm)) for firm in firm_of], np.int32)

    def _solve(self, value: float, limits: Limits) -> Solved:
        problem = self.problem
        whole = problem.units * problem.firms
        cost = np.zeros(whole + problem.firms + 1)
        cost[whole:-1], cost[-1] = (0.0, 1.0) if self.most is None else (1.0, 0.0)
        lower, upper = np.zeros(len(cost)), np.ones(len(cost))
        lower[-1], upper[whole:] = least_excess(problem), np.inf if self.most is None else self.most + EQUAL
        if math.isfinite(value) and self.most is None:
            upper[whole:] = value
        for unit, firm in enumerate(problem.pinned.tolist()):
            if firm >= 0:
                lower[self._column(unit, firm)] = 1.0
        program = self.rows.program(cost, lower=lower, upper=upper, fractional=problem.firms + 1)
        start = self._start(len(cost)) if math.isfinite(value) else None
        return solve_integer(program, start=start, seconds=limits.seconds(), nodes=limits.nodes, gap=EQUAL)

    def _start(self, size: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        values, whole = np.zeros(size), self.problem.units * self.problem.firms
        for unit, firm in enumerate(self.best.tolist()):
            values[self._column(unit, firm)] = 1.0
        excess = [self.territories.worth(mask).excess for mask in masks_of(self.best, self.problem.firms)]
        values[whole:-1], values[-1] = excess, max(excess)
        return values

    def _plan(self, solved: Solved) -> Ints:
        assert solved.values is not None
        table = solved.values[: self.problem.units * self.problem.firms].reshape(self.problem.units, -1)
        return np.asarray(table.argmax(axis=1), dtype=np.int32)

    def _cut_apart(self, plan: Ints) -> bool:
        """Add cuts where a firm's units do not hang together; say whether there were any."""
        if not self.problem.contiguous:
            return False
        found = False
        for mask in masks_of(plan, self.problem.firms):
            parts = self.territories.parts(mask)
            for part in parts[1:]:
                found = True
                self._cut(units_of(parts[0])[0], part)
        return found

    def _cut(self, root: int, part: int) -> None:
        separator = separating(self.territories, part, root)
        for unit in units_of(part):
            for firm in range(self.problem.firms):
                own = [self._column(unit, firm), self._column(root, firm)]
                between = [self._column(other, firm) for other in separator]
                self.rows.add([*own, *between], [1.0, 1.0, *([-1.0] * len(between))], high=1.0)


def separating(territories: Territories, part: int, root: int) -> list[int]:
    """List the units beside a part without which the root cannot be reached from it."""
    fence = territories.around(part)
    outside = wave = 1 << root
    while wave:
        wave = territories.around(wave) & ~outside & ~fence & ~part
        outside |= wave
    return units_of(fence & (territories.around(outside) | outside))
