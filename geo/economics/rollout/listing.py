"""Placing estates one after the other, each in the first month in which everything it needs is left.

The list decides who comes first. With a window the open members of a group are placed together, where the first of
them stands in the list.
"""

from __future__ import annotations

import numpy as np

from geo.economics.rollout.placing import Fixed, bettered, placed
from geo.economics.rollout.problem import EntryProblem, Floats, Longs, Schedule


def place_in_order(problem: EntryProblem, order: Longs) -> Schedule:
    """Place the estates in a list's order; what fits nowhere, or is not on it, gets the month `problem.months`."""
    course = placed(np.ascontiguousarray(order, dtype=np.int64), _fixed(problem))
    return Schedule(course.entry, course.opening)


def better_order(problem: EntryProblem, order: Longs, *, moves: int, seed: int) -> tuple[Longs, Schedule]:
    """Try to move single estates within the list, keeping what raises the value; same seed, same list."""
    if len(order) < 2 or moves <= 0:
        return order, place_in_order(problem, order)
    start = np.uint64(2 * seed + 1)
    best = bettered(np.ascontiguousarray(order, dtype=np.int64), start, moves, _fixed(problem))
    return best, place_in_order(problem, best)


def _fixed(problem: EntryProblem) -> Fixed:
    money = problem.money
    return Fixed(
        months=problem.months,
        window=problem.window,
        earliest=_longs(problem.earliest),
        latest=_longs(problem.latest),
        resource=_longs(problem.resource),
        offset=_longs(problem.offset),
        amount=_floats(problem.amount),
        limit=_floats(problem.limit),
        station=_longs(problem.station),
        openings=_longs(problem.openings),
        group=_longs(problem.group),
        weight=_floats(problem.weight),
        group_weight=_floats(problem.group_weight),
        fund=_floats(money.limit),
        once=_floats(money.once),
        once_lead=_longs(money.once_lead),
        monthly=_floats(money.monthly),
        year_of=_longs(money.year_of),
        months_in=_floats(money.months_in),
        station_cost=_floats(money.station),
    )


def _longs(values: Longs) -> Longs:
    """Hand compiled code one kind of array, so that it is compiled once."""
    return np.ascontiguousarray(values, dtype=np.int64)


def _floats(values: Floats) -> Floats:
    return np.ascontiguousarray(values, dtype=np.float64)
