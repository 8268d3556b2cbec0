"""Rosters as an integer program: is there one with so many heads? Used where counting and search do not meet.

Stints that begin and end alike are one kind, so a person's day is a choice of kind. Rules are rows over the repeating
cycle. HiGHS says yes with a roster, no with a proof, or nothing within its nodes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from geo.integer_program import Rows, solve_integer
from geo.routing.shifts.stints import Longs, Rules, Times

MOST_CELLS = 4_000  # binaries beyond which HiGHS has found nothing in any trial


@dataclass(frozen=True, slots=True)
class _Cell:
    """The stints of one day that begin and end alike."""

    day: int
    start: int
    finish: int
    minutes: int
    night: int
    stints: tuple[int, ...]


def roster_by_program(times: Times, rules: Rules, heads: int, nodes: int) -> tuple[Longs | None, bool]:
    """Look for a roster with `heads` people.

    Returns
    -------
    The rows of the roster, shape ``(heads, days)``, or None; and whether it is proved that there is none.
    """
    cells = _cells(times)
    if heads * len(cells) > MOST_CELLS or nodes == 0:
        return None, False
    rows = Rows()
    for person in range(heads):
        _rules_of_person(rows, cells, rules, person * len(cells))
    for number, cell in enumerate(cells):
        count = float(len(cell.stints))
        rows.add([person * len(cells) + number for person in range(heads)], low=count, high=count)
    _in_order(rows, cells, heads)
    solved = solve_integer(rows.program(np.zeros(heads * len(cells))), nodes=nodes)
    if solved.values is None:
        return None, solved.is_infeasible
    return _work(solved.values.reshape(heads, len(cells)) > 0.5, cells, rules), False


def _cells(times: Times) -> list[_Cell]:
    found: dict[tuple[int, ...], list[int]] = {}
    for stint, key in enumerate(zip(*(column.tolist() for column in times), strict=True)):
        found.setdefault(key, []).append(stint)
    return [
        _Cell(day, start, finish, minutes, night, tuple(stints))
        for (day, start, finish, minutes, night), stints in sorted(found.items())
    ]


def _rules_of_person(rows: Rows, cells: list[_Cell], rules: Rules, first: int) -> None:
    of_day: list[list[int]] = [[] for _ in range(rules.days)]
    for number, cell in enumerate(cells):
        of_day[cell.day].append(number)
    nights = [[number for number in numbers if cells[number].night] for numbers in of_day]

    def limit(numbers: list[int], high: float, values: list[float] | float = 1.0) -> None:
        rows.add([first + number for number in numbers], values, high=high)

    for day, numbers in enumerate(of_day):
        limit(numbers, 1)
        for late, early in _without_rest(numbers, of_day[(day + 1) % rules.days], cells, rules):
            limit([late, *early], 1)
        limit(_window(of_day, day, rules.days_in_row), rules.days_in_row)
        limit(_window(nights, day, rules.nights_in_row), rules.nights_in_row)
    for week in range(0, rules.days, 7):
        numbers = [number for day in of_day[week : week + 7] for number in day]
        limit(numbers, rules.days_week)
        limit(numbers, rules.week_min, [float(cells[number].minutes) for number in numbers])
        limit([number for number in numbers if cells[number].night], rules.nights_week)
    limit(list(range(len(cells))), rules.cycle_min, [float(cell.minutes) for cell in cells])


def _without_rest(
    late: list[int], early: list[int], cells: list[_Cell], rules: Rules
) -> Iterator[tuple[int, list[int]]]:
    for number in late:
        until = cells[number].finish + rules.rest_min - 1_440
        short = [other for other in early if cells[other].start < until]
        if short:
            yield number, short


def _window(of_day: list[list[int]], day: int, in_row: int) -> list[int]:
    """List what falls on the day and the `in_row` days after it, the cycle repeating, no day twice."""
    days = len(of_day)
    return [number for step in range(min(in_row + 1, days)) for number in of_day[(day + step) % days]]


def _in_order(rows: Rows, cells: list[_Cell], heads: int) -> None:
    """People are alike: let the first work no less than the second, and so on."""
    minutes = [float(cell.minutes) for cell in cells]
    for person in range(heads - 1):
        here = list(range(person * len(cells), (person + 2) * len(cells)))
        rows.add(here, minutes + [-length for length in minutes], low=0.0)


def _work(taken: np.ndarray, cells: list[_Cell], rules: Rules) -> Longs:
    work = np.full((len(taken), rules.days), -1, dtype=np.int64)
    for number, cell in enumerate(cells):
        for person, stint in zip(np.flatnonzero(taken[:, number]), cell.stints, strict=True):
            work[person, cell.day] = stint
    return work
