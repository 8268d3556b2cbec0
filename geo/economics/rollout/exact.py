"""The exact schedule: a time-indexed integer program, one binary for each estate and month of entry.

Maximise ``sum w_i (H - t) x_it + sum W_g c_gt`` with ``sum_t x_it <= 1``; uses of every resource and month within its
limit; a station's opening no later than the entries it serves; the members of a group within a window; a group's
months complete ``c_gt <= sum_{u<=t} x_iu`` for each of its members; the money of each limited year.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from geo.economics.rollout.problem import UNLIMITED, EntryProblem, Floats, Longs, Schedule
from geo.integer_program import IntegerProgram, solve_integer


@dataclass(frozen=True, slots=True, eq=False)
class Proved:
    """A schedule (None where the bound alone was asked for or none was found) and a proved bound of its value."""

    schedule: Schedule | None
    bound: float
    stopped_by: str
    is_infeasible: bool = False


@dataclass(slots=True)
class _Rules:
    """Rules as triples, gathered block by block."""

    rows: list[Longs] = field(default_factory=list)
    columns: list[Longs] = field(default_factory=list)
    values: list[Floats] = field(default_factory=list)
    low: list[Floats] = field(default_factory=list)
    high: list[Floats] = field(default_factory=list)
    count: int = 0

    def add(self, row: Longs, column: Longs, value: Floats, *, low: Floats, high: Floats) -> None:
        """Add a block of rules, its rows counted from 0."""
        self.rows.append(row + self.count)
        self.columns.append(column)
        self.values.append(value)
        self.low.append(low)
        self.high.append(high)
        self.count += len(high)


@dataclass(frozen=True, slots=True, eq=False)
class _Columns:
    """Where the variables stand: entries (who, when), openings, starts of windows, months complete."""

    who: Longs
    when: Longs
    openings: int
    starts: int
    complete: int
    groups: Longs


def prove_schedule(
    problem: EntryProblem,
    *,
    start: Schedule | None = None,
    nodes: int = 0,
    seconds: float = math.inf,
    relaxed: bool = False,
    must_enter: bool = False,
) -> Proved:
    """Solve to the end or a limit; `relaxed` gives the bound of the linear program alone.

    Parameters
    ----------
    start : a schedule to begin with; its value is never lost.
    must_enter : every estate has to enter by its latest month; infeasible where it cannot.
    """
    if len(problem) == 0:
        return Proved(Schedule(np.zeros(0, np.int64), np.zeros(len(problem.openings), np.int64)), 0.0, "")
    columns = _columns(problem)
    cost = _cost(problem, columns)
    rules = _rules(problem, columns, must_enter=must_enter)
    whole = columns.complete
    program = IntegerProgram(
        cost=cost,
        row=np.concatenate(rules.rows),
        column=np.concatenate(rules.columns),
        value=np.concatenate(rules.values),
        low=np.concatenate(rules.low),
        high=np.concatenate(rules.high),
        fractional=len(cost) if relaxed else len(cost) - whole,
    )
    given = None if start is None or relaxed else _as_values(problem, columns, start)
    solved = solve_integer(program, start=given, nodes=nodes, seconds=seconds)
    if solved.is_infeasible:
        return Proved(None, -math.inf, solved.stopped_by, is_infeasible=True)
    if relaxed:
        return Proved(None, -solved.value if not solved.stopped_by else math.inf, solved.stopped_by)
    schedule = None if solved.values is None else _as_schedule(problem, columns, solved.values)
    return Proved(schedule, -solved.bound, solved.stopped_by)


def _columns(problem: EntryProblem) -> _Columns:
    spans = np.maximum(0, np.minimum(problem.latest, problem.months - 1) - problem.earliest + 1)
    who = np.repeat(np.arange(len(problem), dtype=np.int64), spans)
    first = np.repeat(np.cumsum(spans) - spans, spans)
    when = np.arange(len(who), dtype=np.int64) - first + problem.earliest[who]
    groups = np.unique(problem.group[problem.group >= 0])
    starts = len(who) + len(problem.openings) * problem.months
    complete = starts + (len(groups) * problem.months if problem.window else 0)
    return _Columns(who, when, len(who), starts, complete, groups)


def _cost(problem: EntryProblem, columns: _Columns) -> Floats:
    """Price each variable: entries, then openings and starts for nothing, then the months complete."""
    entries = -problem.weight[columns.who] * (problem.months - columns.when)
    rewarded = _rewarded(problem, columns)
    of_groups = np.repeat(-problem.group_weight[rewarded], problem.months)
    return np.concatenate([entries, np.zeros(columns.complete - columns.openings), of_groups])


def _rewarded(problem: EntryProblem, columns: _Columns) -> Longs:
    return columns.groups[problem.group_weight[columns.groups] > 0]


def _rules(problem: EntryProblem, columns: _Columns, *, must_enter: bool) -> _Rules:
    rules = _Rules()
    count = len(problem)
    entries = np.arange(len(columns.who), dtype=np.int64)
    ones = np.ones(len(entries))
    rules.add(columns.who, entries, ones, low=np.full(count, 1.0 if must_enter else -np.inf), high=np.ones(count))
    _add_uses(rules, problem, columns)
    _add_stations(rules, problem, columns)
    if problem.window:
        _add_windows(rules, problem, columns)
    _add_complete(rules, problem, columns)
    _add_money(rules, problem, columns)
    return rules


def _add_uses(rules: _Rules, problem: EntryProblem, columns: _Columns) -> None:
    row, column, value = [], [], []
    for use in range(problem.resource.shape[1]):
        resource = problem.resource[columns.who, use]
        taken = np.flatnonzero(resource >= 0)
        month = columns.when[taken] + problem.offset[columns.who[taken], use]
        row.append(resource[taken] * problem.months + month)
        column.append(taken)
        value.append(problem.amount[columns.who[taken], use])
    for station, resource in enumerate(problem.openings):
        months = np.arange(problem.months, dtype=np.int64)
        row.append(resource * problem.months + months)
        column.append(columns.openings + station * problem.months + months)
        value.append(np.ones(problem.months))
    rows, at = np.unique(np.concatenate(row), return_inverse=True)
    high = problem.limit.reshape(-1)[rows]
    rules.add(at, np.concatenate(column), np.concatenate(value), low=np.full(len(rows), -np.inf), high=high)


def _add_stations(rules: _Rules, problem: EntryProblem, columns: _Columns) -> None:
    """Hold the entries by a month to the opening of their station by then; each station opens once."""
    months = np.arange(problem.months, dtype=np.int64)
    for who in np.flatnonzero(problem.station >= 0):
        own = np.flatnonzero(columns.who == who)
        base = columns.openings + problem.station[who] * problem.months
        row, column, value = _cumulated(columns.when[own], own, months, 1.0)
        back = np.repeat(months, months + 1), np.concatenate([base + months[: m + 1] for m in months])
        rules.add(
            np.concatenate([row, back[0]]),
            np.concatenate([column, back[1]]),
            np.concatenate([value, np.full(len(back[0]), -1.0)]),
            low=np.full(problem.months, -np.inf),
            high=np.zeros(problem.months),
        )
    for station in range(len(problem.openings)):
        column = columns.openings + station * problem.months + months
        rules.add(np.zeros_like(months), column, np.ones(len(months)), low=np.array([-np.inf]), high=np.array([1.0]))


def _cumulated(when: Longs, own: Longs, months: Longs, sign: float) -> tuple[Longs, Longs, Floats]:
    """Write ``sum of entries up to each month`` as triples."""
    row, position = np.nonzero(when[None, :] <= months[:, None])
    return row.astype(np.int64), own[position], np.full(len(row), sign)


def _add_windows(rules: _Rules, problem: EntryProblem, columns: _Columns) -> None:
    """Let an estate enter within the window that its group's start month opens; a group starts once."""
    for position, group in enumerate(columns.groups):
        base = columns.starts + position * problem.months
        months = np.arange(problem.months, dtype=np.int64)
        rules.add(
            np.zeros_like(months), base + months, np.ones(len(months)), low=np.array([-np.inf]), high=np.array([1.0])
        )
        for who in np.flatnonzero(problem.group == group):
            own = np.flatnonzero(columns.who == who)
            _add_window_of(rules, columns.when[own], own, base, problem.window)
            # all enter or none: entries of the estate are as many as starts of its group
            rules.add(
                np.zeros(len(own) + len(months), np.int64),
                np.concatenate([own, base + months]),
                np.concatenate([np.ones(len(own)), -np.ones(len(months))]),
                low=np.zeros(1),
                high=np.zeros(1),
            )


def _add_window_of(rules: _Rules, when: Longs, own: Longs, base: int, window: int) -> None:
    row, column, value = [np.arange(len(own), dtype=np.int64)], [own], [np.ones(len(own))]
    for back in range(window):
        reached = np.flatnonzero(when - back >= 0)
        row.append(reached)
        column.append(base + when[reached] - back)
        value.append(np.full(len(reached), -1.0))
    rules.add(np.concatenate(row), np.concatenate(column), np.concatenate(value),
              low=np.full(len(own), -np.inf), high=np.zeros(len(own)))  # fmt: skip


def _add_complete(rules: _Rules, problem: EntryProblem, columns: _Columns) -> None:
    months = np.arange(problem.months, dtype=np.int64)
    for position, group in enumerate(_rewarded(problem, columns)):
        base = columns.complete + position * problem.months
        for who in np.flatnonzero(problem.group == group):
            own = np.flatnonzero(columns.who == who)
            row, column, value = _cumulated(columns.when[own], own, months, -1.0)
            rules.add(
                np.concatenate([months, row]),
                np.concatenate([base + months, column]),
                np.concatenate([np.ones(len(months)), value]),
                low=np.full(len(months), -np.inf),
                high=np.zeros(len(months)),
            )


def _add_money(rules: _Rules, problem: EntryProblem, columns: _Columns) -> None:
    money = problem.money
    for year in np.flatnonzero(money.limit < UNLIMITED):
        paid = np.maximum(0, columns.when - money.once_lead[columns.who])
        spent = money.once[columns.who] * (money.year_of[paid] == year)
        spent = spent + money.monthly[columns.who] * money.months_in[columns.when, year]
        entries = np.flatnonzero(spent > 0)
        inside = np.flatnonzero(money.year_of == year)
        opened = [columns.openings + station * problem.months + inside for station in range(len(problem.openings))]
        price = [np.full(len(inside), money.station[station]) for station in range(len(problem.openings))]
        column = np.concatenate([entries, *opened])
        value = np.concatenate([spent[entries], *price])
        rules.add(np.zeros(len(column), np.int64), column, value, low=np.array([-np.inf]), high=money.limit[[year]])


def _as_values(problem: EntryProblem, columns: _Columns, schedule: Schedule) -> Floats:
    rewarded = _rewarded(problem, columns)
    values = np.zeros(columns.complete + len(rewarded) * problem.months)
    values[: columns.openings] = schedule.entry[columns.who] == columns.when
    for station, month in enumerate(schedule.opening):
        if month < problem.months:
            values[columns.openings + station * problem.months + month] = 1.0
    for position, group in enumerate(columns.groups if problem.window else []):
        first = schedule.entry[problem.group == group].min()
        if first < problem.months:
            values[columns.starts + position * problem.months + first] = 1.0
    for position, group in enumerate(rewarded):
        last = schedule.entry[problem.group == group].max()
        base = columns.complete + position * problem.months
        values[base + last : base + problem.months] = 1.0
    return values


def _as_schedule(problem: EntryProblem, columns: _Columns, values: Floats) -> Schedule:
    entry = np.full(len(problem), problem.months, dtype=np.int64)
    chosen = np.flatnonzero(values[: columns.openings] > 0.5)
    entry[columns.who[chosen]] = columns.when[chosen]
    opening = np.full(len(problem.openings), problem.months, dtype=np.int64)
    for station in range(len(problem.openings)):
        base = columns.openings + station * problem.months
        opened = np.flatnonzero(values[base : base + problem.months] > 0.5)
        opening[station] = opened[0] if len(opened) else problem.months
    return Schedule(entry, opening)
