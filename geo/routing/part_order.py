"""Parts of a split visit, numbered in the order in which the week comes to them: 1/3 before 2/3."""

from __future__ import annotations

import math
from dataclasses import replace

from geo.routing.crews import Solved
from geo.routing.visits import Work


def in_order_of_the_week(solved: Solved) -> Solved:
    """Renumber the parts of each estate's work by weekday and clock; parts that nobody does come last.

    Only the numbers change: every part keeps its bins, its minutes and its crew.
    """
    week = solved.week
    times: dict[int, list[tuple[float, float]]] = {}
    for tour in solved.answer.plan.tours:
        for stop in tour.stops():
            times.setdefault(stop.job, []).append((tour.day, stop.start_s))
    by_estate: dict[int, list[int]] = {}
    for position, work in enumerate(week.works):
        by_estate.setdefault(work.estate, []).append(position)
    works: list[Work] = list(week.works)
    for positions in by_estate.values():
        numbers = sorted(week.works[position].part for position in positions)
        never = [(math.inf, math.inf)]
        ordered = sorted(positions, key=lambda at: (sorted(times.get(at, never)), week.works[at].part))
        for number, position in zip(numbers, ordered, strict=True):
            works[position] = replace(week.works[position], part=number)
    return replace(solved, week=replace(week, works=tuple(works)))
