"""Small sets of duties, and the fewest people found by trying every way to share them out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from geo.policy.shifts import ShiftPolicy
from geo.routing.shifts.duties import Duty


def duty(day: int, kind: str, shifts: ShiftPolicy, *, post: str = "甲门") -> Duty:
    """One duty on a day of the cycle, from 0."""
    return Duty(day // 7 + 1, day % 7 + 1, *shifts.span(kind), kind, post, ("E1",))


def fewest_by_trying(duties: list[Duty], shifts: ShiftPolicy) -> int:
    """Share the duties out in every way and take the fewest people that break no rule."""
    return min(len(people) for people in _shares(list(duties)) if all(_can_work(own, shifts) for own in people))


def _shares(duties: list[Duty]) -> Iterator[list[list[Duty]]]:
    if not duties:
        yield []
        return
    first, rest = duties[0], duties[1:]
    for people in _shares(rest):
        yield [[first], *people]
        for number, own in enumerate(people):
            yield [*people[:number], [first, *own], *people[number + 1 :]]


def _can_work(own: list[Duty], shifts: ShiftPolicy) -> bool:
    """Write the cycle out three times hour by hour and look at the middle one."""
    cycle = 7 * shifts.weeks
    spans = sorted(
        (1440 * (one.day + turn * cycle) + one.start_min, 1440 * (one.day + turn * cycle) + one.finish_min, one.day)
        for one in own
        for turn in range(3)
    )
    for (_, finish, day), (start, _, next_day) in pairwise(spans):
        if start < finish or (day != next_day and start - finish < 60 * shifts.least_rest_hours):
            return False
    return (
        _in_hours(own, shifts)
        and _runs({one.day for one in own}, cycle) <= shifts.most_days_in_row
        and _runs({one.day for one in own if one.kind == "night"}, cycle) <= shifts.most_nights_in_row
    )


def _in_hours(own: list[Duty], shifts: ShiftPolicy) -> bool:
    for day in {one.day for one in own}:
        if sum(one.hours for one in own if one.day == day) > shifts.most_hours_day:
            return False
    for week in {one.week for one in own}:
        of_week = [one for one in own if one.week == week]
        if sum(one.hours for one in of_week) > shifts.most_hours_week:
            return False
        if len({one.day for one in of_week}) > 7 - shifts.rest_days_week:
            return False
        if sum(one.kind == "night" for one in of_week) > shifts.most_nights_week:
            return False
    return sum(one.hours for one in own) <= shifts.hours_week * shifts.weeks


def _runs(days: set[int], cycle: int) -> int:
    written = "".join("x" if day % cycle in days else "." for day in range(3 * cycle))
    return max((len(run) for run in written.split(".")), default=0)
