"""Which of the crews of a kind makes which tour: the same people for the same places through the week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy.optimize import linear_sum_assignment

from geo.routing.fleet.problem import WeekProblem
from geo.routing.fleet.timetable import Order

Crew = tuple[int, int]  # kind, number


def numbered(
    problem: WeekProblem, days: Sequence[Sequence[Order]], keepers: dict[int, Crew]
) -> list[tuple[Order, ...]]:
    """Give every tour a crew: tours with kept jobs their keeper, the others the crew that knows most of its jobs.

    The numbers are as few as the fullest day needs.
    """
    named = set(keepers.values())
    knows: dict[Crew, dict[int, int]] = {}
    done = []
    for orders in days:
        fixed = [order for order in orders if (order.kind, order.number) in named]
        loose = [order for order in orders if (order.kind, order.number) not in named]
        for kind in sorted({order.kind for order in loose}):
            same = sorted((order for order in loose if order.kind == kind), key=lambda order: order.trips)
            fixed += _matched(problem, same, kind, named, knows)
        for order in fixed:
            seen = knows.setdefault((order.kind, order.number), {})
            for job in order.jobs():
                seen[problem.jobs[job].location] = seen.get(problem.jobs[job].location, 0) + 1
        done.append(tuple(sorted(fixed, key=lambda order: (order.kind, order.number))))
    return done


def _matched(
    problem: WeekProblem, orders: list[Order], kind: int, named: set[Crew], knows: dict[Crew, dict[int, int]]
) -> list[Order]:
    """Match tours of a day to the free numbers of a kind, by the places that both have in common."""
    free = [number for number in range(len(orders) + len(named)) if (kind, number) not in named][: len(orders)]
    shared = np.array([
        [sum(knows.get((kind, number), {}).get(problem.jobs[j].location, 0) for j in order.jobs()) for number in free]
        for order in orders
    ], dtype=float)  # fmt: skip
    rows, columns = linear_sum_assignment(-shared)
    return [replace(orders[row], number=free[column]) for row, column in zip(rows, columns, strict=True)]
