"""Duties as arrays for the search: stints, what one person does on one day, and the rules of working time in minutes.

A stint is one duty, or a cleaner's morning and afternoon. Days are numbered over the cycle, and the cycle repeats:
the day after the last is the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.policy.shifts import ShiftPolicy
from geo.routing.shifts.duties import Duty

Longs = NDArray[np.int64]


class Rules(NamedTuple):
    """Working time, for kernels: minutes and counts."""

    days: int
    cycle_min: int
    week_min: int
    day_min: int
    rest_min: int
    days_in_row: int
    days_week: int
    nights_in_row: int
    nights_week: int


class Times(NamedTuple):
    """Stints as arrays of one length: day of the cycle, minutes after its midnight, minutes of work, 1 for a night."""

    day: Longs
    start: Longs
    finish: Longs
    minutes: Longs
    night: Longs


@dataclass(frozen=True, slots=True, eq=False)
class Stints:
    """The stints in order of day and time; `duties` has the positions of each stint's duties."""

    times: Times
    duties: tuple[tuple[int, ...], ...]


def rules_of(shifts: ShiftPolicy) -> Rules:
    """Take the rules of the policy in minutes."""
    return Rules(
        days=7 * shifts.weeks,
        cycle_min=round(shifts.hours_week * shifts.weeks * 60),
        week_min=round(shifts.most_hours_week * 60),
        day_min=round(shifts.most_hours_day * 60),
        rest_min=round(shifts.least_rest_hours * 60),
        days_in_row=shifts.most_days_in_row,
        days_week=7 - shifts.rest_days_week,
        nights_in_row=shifts.most_nights_in_row,
        nights_week=shifts.most_nights_week,
    )


def stints_of(duties: Sequence[Duty], rules: Rules) -> Stints:
    """Put mornings and afternoons of one day together, those of one beat first; other duties stand alone."""
    halves: dict[int, dict[str, list[int]]] = {}
    groups: list[tuple[int, ...]] = []
    for position, duty in enumerate(duties):
        if duty.kind in ("morning", "afternoon"):
            halves.setdefault(duty.day, {"morning": [], "afternoon": []})[duty.kind].append(position)
        else:
            groups.append((position,))
    for of_day in halves.values():
        groups += _pairs(of_day["morning"], of_day["afternoon"], duties, rules)
    groups.sort(key=lambda group: [duties[position] for position in group])
    return Stints(_times(groups, duties), tuple(groups))


def _pairs(mornings: list[int], afternoons: list[int], duties: Sequence[Duty], rules: Rules) -> list[tuple[int, ...]]:
    if (
        not mornings
        or not afternoons
        or _minutes(duties[mornings[0]]) + _minutes(duties[afternoons[0]]) > rules.day_min
    ):
        return [(position,) for position in mornings + afternoons]
    here = {duties[position].post for position in mornings} & {duties[position].post for position in afternoons}
    in_order = [
        sorted(half, key=lambda position: (duties[position].post not in here, duties[position].post, position))
        for half in (mornings, afternoons)
    ]
    return [tuple(position for position in pair if position is not None) for pair in zip_longest(*in_order)]


def _minutes(duty: Duty) -> int:
    return duty.finish_min - duty.start_min


def _times(groups: list[tuple[int, ...]], duties: Sequence[Duty]) -> Times:
    rows = [
        (
            duties[group[0]].day,
            duties[group[0]].start_min,
            duties[group[-1]].finish_min,
            sum(_minutes(duties[position]) for position in group),
            int(duties[group[0]].kind == "night"),
        )
        for group in groups
    ]
    table = np.array(rows, dtype=np.int64).reshape(-1, 5)
    return Times(*(np.ascontiguousarray(column) for column in table.T))
