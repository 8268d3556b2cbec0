"""Parts of a split visit carry their numbers in the order of the week."""

from __future__ import annotations

from geo.routing.part_order import in_order_of_the_week
from tests.routing.town_rounds import solved_case

# Visits of at most half an hour, so that the work of an estate falls into several parts.
SPLIT = {"rounds.repair.longest_visit_min": 40.0, "rounds.repair.base_min": 90.0}


def test_parts_are_numbered_by_day_and_clock_and_nothing_else_changes() -> None:
    (one, *_) = solved_case(["repair"], SPLIT, estates=6).solved
    made = in_order_of_the_week(one)
    assert max(work.parts for work in one.week.works) > 1
    assert sorted((work.estate, work.part) for work in made.week.works) == sorted(
        (work.estate, work.part) for work in one.week.works
    )
    assert made.answer is one.answer
    times: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for tour in made.answer.plan.tours:
        for stop in tour.stops():
            work = made.week.works[stop.job]
            times.setdefault((work.estate, work.part), []).append((tour.day, stop.start_s))
    for (estate, part), at in times.items():
        if (estate, part + 1) in times:
            assert sorted(at) <= sorted(times[estate, part + 1])
