"""A week in the making: which crews work when, the orders of each day, and the plan that they become."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from geo.routing.fleet.alone import Bools, works
from geo.routing.fleet.patterns import Pattern
from geo.routing.fleet.problem import Tour, WeekPlan, WeekProblem
from geo.routing.fleet.pyvrp_day import Crews, DayTask
from geo.routing.fleet.timetable import Order, timetable


@dataclass(slots=True)
class Week:
    """The days chosen for each job, and for jobs kept by one crew which; the orders of each day; the jobs given up.

    Attributes
    ----------
    can : whether a kind can do a job, shape ``(jobs, kinds)``.
    patterns : the patterns open to each job.
    chosen : the pattern of each job served.
    crew : kind and number of the crew that keeps a job, for those that want one crew.
    """

    problem: WeekProblem
    can: Bools
    patterns: list[tuple[Pattern, ...]]
    chosen: dict[int, Pattern]
    crew: dict[int, tuple[int, int]] = field(default_factory=dict)
    orders: list[tuple[Order, ...]] = field(default_factory=list)

    def jobs_on(self, day: int) -> tuple[int, ...]:
        """List the jobs to visit on a day."""
        return tuple(job for job in sorted(self.chosen) if day in self.chosen[job])

    def task(self, day: int) -> DayTask:
        """Say one day's problem: all crews of a kind alike, or one by one where jobs belong to crews."""
        jobs = self.jobs_on(day)
        rows = [row for kind in range(len(self.problem.kinds)) for row in self._rows(kind, day, len(jobs))]
        may = np.zeros((len(jobs), len(rows)), dtype=bool)
        for column, row in enumerate(rows):
            for position, job in enumerate(jobs):
                kept_by = self.crew.get(job)
                may[position, column] = self.can[job, row.kind] and kept_by in {None, (row.kind, row.number)}
        return DayTask(self.problem, day, jobs, tuple(rows), may)

    def _rows(self, kind: int, day: int, most: int) -> list[Crews]:
        """List the crews of a kind: one by one those that keep jobs, the others together."""
        if not works(self.problem, kind, day):
            return []
        count = self.problem.kinds[kind].count
        named = sorted({number for of_kind, number in self.crew.values() if of_kind == kind})
        others = most if count is None else min(most, count - len(named))
        rows = [Crews(kind, 1, number) for number in named]
        return [*rows, Crews(kind, others)] if others > 0 else rows

    def give_up(self, job: int) -> None:
        """Leave a job out of the whole week."""
        self.chosen.pop(job, None)
        self.crew.pop(job, None)
        self.orders = [
            tuple(kept for order in orders if (kept := order.without({job})) is not None) for orders in self.orders
        ]

    def plan(self) -> WeekPlan:
        """Time the orders and number the crews; the orders must hold."""
        tours: list[Tour] = []
        for orders in self.orders:
            taken = set(self.crew.values())
            for order in sorted(orders, key=lambda order: (order.kind, order.trips)):
                number = order.number
                if number < 0:
                    number = next(n for n in range(len(orders) + len(taken)) if (order.kind, n) not in taken)
                    taken.add((order.kind, number))
                tour = timetable(self.problem, order, number=number)
                assert tour is not None, "an order that does not hold was kept"
                tours.append(tour)
        return WeekPlan(tuple(tours), tuple(j for j in range(len(self.problem.jobs)) if j not in self.chosen))
