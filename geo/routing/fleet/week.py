"""A week in the making: the days and keepers of its jobs, the orders of each day, and the plan that they become."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from geo.routing.fleet.alone import Bools, works
from geo.routing.fleet.crew_numbers import Crew, numbered
from geo.routing.fleet.patterns import Pattern
from geo.routing.fleet.problem import Tour, WeekPlan, WeekProblem
from geo.routing.fleet.pyvrp_day import Crews, DayTask
from geo.routing.fleet.timetable import Order, order_cost, timetable


@dataclass(slots=True)
class Week:
    """The days chosen for each job, who keeps it where one must, and the orders of each day.

    Attributes
    ----------
    can : whether a kind can do a job, shape ``(jobs, kinds)``.
    patterns : the patterns open to each job.
    chosen : the pattern of each job served.
    crew : the crew of jobs whose visits are by one crew.
    home : the depot of jobs whose visits are from one depot.
    """

    problem: WeekProblem
    can: Bools
    patterns: list[tuple[Pattern, ...]]
    chosen: dict[int, Pattern]
    crew: dict[int, Crew] = field(default_factory=dict)
    home: dict[int, int] = field(default_factory=dict)
    orders: list[tuple[Order, ...]] = field(default_factory=list)

    def jobs_on(self, day: int) -> tuple[int, ...]:
        """List the jobs to visit on a day."""
        return tuple(job for job in sorted(self.chosen) if day in self.chosen[job])

    def task(self, day: int) -> DayTask:
        """Say one day's problem: crews of a kind alike, but one by one those that keep jobs."""
        jobs = self.jobs_on(day)
        rows = [row for kind in range(len(self.problem.kinds)) for row in self._rows(kind, day, len(jobs))]
        may = np.zeros((len(jobs), len(rows)), dtype=bool)
        for column, row in enumerate(rows):
            depot = self.problem.kinds[row.kind].depot
            for position, job in enumerate(jobs):
                is_keeper = self.crew.get(job) in {None, (row.kind, row.number)}
                may[position, column] = self.can[job, row.kind] and is_keeper and self.home.get(job, depot) == depot
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

    def take(self, orders: Sequence[Sequence[Order]]) -> None:
        """Take over whole days; the days and keepers of the jobs follow, and jobs in none of them are given up."""
        days: dict[int, set[int]] = {}
        self.orders, self.crew, self.home = [tuple(day) for day in orders], {}, {}
        for order in (order for day in orders for order in day):
            for job in order.jobs():
                days.setdefault(job, set()).add(order.day)
                if self.problem.jobs[job].one_depot:
                    self.home[job] = self.problem.kinds[order.kind].depot
                if self.problem.jobs[job].one_crew:
                    self.crew[job] = (order.kind, order.number)
        self.chosen = {job: tuple(sorted(found)) for job, found in sorted(days.items())}
        self.crew = {job: crew for job, crew in self.crew.items() if len(self.chosen[job]) > 1}

    def give_up(self, job: int) -> None:
        """Leave a job out of the whole week."""
        self.chosen.pop(job, None)
        self.crew.pop(job, None)
        self.home.pop(job, None)
        self.orders = [
            tuple(kept for order in orders if (kept := order.without({job})) is not None) for orders in self.orders
        ]

    def let_go(self) -> None:
        """Give up the last jobs of orders that do not hold when timed, until all hold."""
        for day in range(len(self.orders)):
            for order in self.orders[day]:
                current: Order | None = order
                while current is not None and timetable(self.problem, current) is None:
                    job = current.jobs()[-1]
                    self.give_up(job)
                    current = current.without({job})

    @property
    def left_out(self) -> tuple[int, ...]:
        """The jobs that are in no tour."""
        return tuple(job for job in range(len(self.problem.jobs)) if job not in self.chosen)

    def plan(self) -> WeekPlan:
        """Make the plan: crews numbered, orders timed, which must hold."""
        tours: list[Tour] = []
        for orders in numbered(self.problem, self.orders, self.crew):
            for order in orders:
                tour = timetable(self.problem, order, number=order.number)
                assert tour is not None, "an order that does not hold was kept"
                tours.append(tour)
        return WeekPlan(tuple(tours), self.left_out)


def day_cost(problem: WeekProblem, orders: Sequence[Order]) -> int | None:
    """Add up what the tours of a day cost when timed; None where one does not hold."""
    costs = [order_cost(problem, order) for order in orders]
    return None if None in costs else sum(cost for cost in costs if cost is not None)
