"""Counting a schedule again, with plain loops and nothing of the solver's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from geo.economics.rollout.problem import UNLIMITED, EntryProblem, Schedule

_SLACK = 1e-4


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that a schedule breaks: which, where, what was found and what is allowed."""

    rule: str
    where: str
    found: float
    allowed: float


def check_schedule(problem: EntryProblem, schedule: Schedule) -> list[Broken]:
    """List every rule that is broken; nothing where the schedule holds."""
    return [
        *_months(problem, schedule),
        *_uses(problem, schedule),
        *_stations(problem, schedule),
        *_groups(problem, schedule),
        *_money(problem, schedule),
    ]


def _entered(problem: EntryProblem, schedule: Schedule) -> Iterator[tuple[int, int]]:
    for who in range(len(problem.weight)):
        if int(schedule.entry[who]) < problem.months:
            yield who, int(schedule.entry[who])


def _months(problem: EntryProblem, schedule: Schedule) -> Iterator[Broken]:
    for who, month in _entered(problem, schedule):
        if month < int(problem.earliest[who]):
            yield Broken("earliest", str(who), month, int(problem.earliest[who]))
        if month > int(problem.latest[who]):
            yield Broken("latest", str(who), month, int(problem.latest[who]))


def _uses(problem: EntryProblem, schedule: Schedule) -> Iterator[Broken]:
    used: dict[tuple[int, int], float] = defaultdict(float)
    for who, month in _entered(problem, schedule):
        for row, offset, amount in zip(problem.resource[who], problem.offset[who], problem.amount[who], strict=True):
            if row >= 0:
                used[int(row), month + int(offset)] += float(amount)
    for which, month in enumerate(schedule.opening):
        if int(month) < problem.months:
            used[int(problem.openings[which]), int(month)] += 1.0
    for (row, month), amount in sorted(used.items()):
        allowed = float(problem.limit[row, month]) if month >= 0 else 0.0
        if amount > allowed + _SLACK:
            yield Broken("capacity", f"{row}/{month}", amount, allowed)


def _stations(problem: EntryProblem, schedule: Schedule) -> Iterator[Broken]:
    for who, month in _entered(problem, schedule):
        which = int(problem.station[who])
        if which >= 0 and int(schedule.opening[which]) > month:
            yield Broken("station", str(who), month, int(schedule.opening[which]))


def _groups(problem: EntryProblem, schedule: Schedule) -> Iterator[Broken]:
    if problem.window == 0:
        return
    months: dict[int, list[int]] = defaultdict(list)
    for who in range(len(problem.weight)):
        if int(problem.group[who]) >= 0:
            months[int(problem.group[who])].append(int(schedule.entry[who]))
    for which, entries in sorted(months.items()):
        if max(entries) >= problem.months > min(entries) or max(entries) - min(entries) >= problem.window:
            yield Broken("window", str(which), max(entries) - min(entries) + 1, problem.window)


def _money(problem: EntryProblem, schedule: Schedule) -> Iterator[Broken]:
    money = problem.money
    for year, limit in enumerate(money.limit):
        if limit >= UNLIMITED:
            continue
        spent = 0.0
        for who, month in _entered(problem, schedule):
            paid = max(0, month - int(money.once_lead[who]))
            spent += float(money.once[who]) if int(money.year_of[paid]) == year else 0.0
            spent += float(money.monthly[who]) * float(money.months_in[month, year])
        for which, month in enumerate(schedule.opening):
            if int(month) < problem.months and int(money.year_of[int(month)]) == year:
                spent += float(money.station[which])
        if spent > float(limit) + _SLACK * max(1.0, abs(float(limit))) * 1e-3 and spent > 0:
            yield Broken("money", str(year), spent, float(limit))
