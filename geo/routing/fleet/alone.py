"""Which crews could do which jobs at all: a tour with one stop, timed; what fails here cannot be served."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from geo.routing.fleet.problem import WeekProblem
from geo.routing.fleet.timetable import Order, order_metres, timetable

Bools = NDArray[np.bool_]


def doable(problem: WeekProblem) -> tuple[Bools, NDArray[np.int64]]:
    """Try every job alone with every kind.

    Returns
    -------
    Whether the kind can do the job, and what a tour for it alone costs; shape ``(jobs, kinds)``.
    """
    can = np.zeros((len(problem.jobs), len(problem.kinds)), dtype=bool)
    cost = np.zeros(can.shape, dtype=np.int64)
    for number, kind in enumerate(problem.kinds):
        for name, job in enumerate(problem.jobs):
            if (job.kinds and number not in job.kinds) or kind.count == 0:
                continue
            order = Order(0, number, ((name,),))
            tour = timetable(problem, order)
            if tour is None:
                continue
            can[name, number] = True
            cost[name, number] = kind.fixed_cost + kind.metre_cost * order_metres(problem, order)
            cost[name, number] += kind.second_cost * (tour.finish_s - tour.start_s)
    return can, cost


def works(problem: WeekProblem, kind: int, day: int) -> bool:
    """Whether a kind of crew works that day."""
    days = problem.kinds[kind].days
    return not days or day in days


def patterns_of(problem: WeekProblem, can: Bools) -> list[tuple[tuple[int, ...], ...]]:
    """List for each job the patterns on whose days some crew can do it; none where it cannot be served."""
    kept = []
    for name, job in enumerate(problem.jobs):
        able = [kind for kind in range(len(problem.kinds)) if can[name, kind]]
        patterns = sorted({tuple(sorted(pattern)) for pattern in job.patterns})
        kept.append(tuple(pattern for pattern in patterns if _has_crews(problem, able, pattern, one=job.one_crew)))
    return kept


def _has_crews(problem: WeekProblem, able: list[int], pattern: tuple[int, ...], *, one: bool) -> bool:
    if one:
        return any(all(works(problem, kind, day) for day in pattern) for kind in able)
    return all(any(works(problem, kind, day) for kind in able) for day in pattern)
