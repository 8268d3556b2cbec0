"""Small entry problems with everything in them, and all schedules of the smallest counted through."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np

from geo.economics.rollout.checker import check_schedule
from geo.economics.rollout.problem import UNLIMITED, EntryProblem, Floats, Longs, Money, Schedule, value_of

CLEANUP_MONTHS, SURVEY_LEAD = 2, 3


def drawn_problem(seed: int, estates: int, months: int, *, window: int = 0, money: bool = False) -> EntryProblem:
    """Draw a problem of two firms with surveys, clean-ups, entries, stations and groups."""
    draw = np.random.default_rng(seed)
    pool = draw.integers(0, 2, estates)
    area = draw.integers(1, 6, estates).astype(float)
    is_new = draw.random(estates) < 0.5
    limit = np.ones((8, months))
    for stage, (low, high) in enumerate(((1, 3), (4, 9), (1, 3))):
        limit[stage::4] = draw.integers(low, high)
    stations = max(1, estates // 2)
    resource, offset, amount = _uses(pool, area, is_new)
    return EntryProblem(
        months=months,
        weight=draw.integers(1, 9, estates).astype(float),
        earliest=np.where(is_new, SURVEY_LEAD, draw.integers(CLEANUP_MONTHS, CLEANUP_MONTHS + 3, estates)),
        latest=np.full(estates, months - 1, dtype=np.int64),
        resource=resource,
        offset=offset,
        amount=amount,
        limit=limit,
        station=np.where(draw.random(estates) < 0.7, draw.integers(0, stations, estates), -1),
        openings=4 * draw.integers(0, 2, stations) + 3,
        group=draw.integers(-1, stations, estates),
        group_weight=np.where(draw.random(stations) < 0.5, 3.0, 0.0),
        window=window,
        money=_money(area, months, stations, limit=40.0 if money else UNLIMITED),
    )


def _uses(pool: Longs, area: Floats, is_new: np.ndarray) -> tuple[Longs, Longs, Floats]:
    shape = (len(pool), 2 + CLEANUP_MONTHS)
    resource, offset, amount = np.full(shape, -1, dtype=np.int64), np.zeros(shape, dtype=np.int64), np.zeros(shape)
    resource[:, 0], amount[:, 0] = 4 * pool + 2, 1.0
    resource[is_new, 1], offset[is_new, 1], amount[is_new, 1] = 4 * pool[is_new], -SURVEY_LEAD, 1.0
    for month in range(CLEANUP_MONTHS):
        resource[:, 2 + month] = 4 * pool + 1
        offset[:, 2 + month] = -1 - month
        amount[:, 2 + month] = area / CLEANUP_MONTHS
    return resource, offset, amount


def _money(area: Floats, months: int, stations: int, *, limit: float) -> Money:
    year_of = np.arange(months, dtype=np.int64) // 6
    years = int(year_of[-1]) + 1
    months_in = np.zeros((months, years))
    for entry, month in itertools.product(range(months), range(months)):
        if entry <= month < entry + 5:
            months_in[entry, year_of[month]] += 1
    return Money(
        limit=np.full(years, limit),
        once=area,
        once_lead=np.full(len(area), CLEANUP_MONTHS, dtype=np.int64),
        monthly=area / 2,
        year_of=year_of,
        months_in=months_in,
        station=np.full(stations, 2.0),
    )


def with_capacity(problem: EntryProblem, factor: float) -> EntryProblem:
    """Multiply every limit."""
    return replace(problem, limit=problem.limit * factor)


def best_of_all(problem: EntryProblem) -> float:
    """Count through every schedule the checker accepts and return the highest value."""
    spans = [[*range(int(a), problem.months), problem.months] for a in problem.earliest]
    best = -1.0
    for entry in itertools.product(*spans):
        months = np.array(entry, dtype=np.int64)
        value = value_of(problem, months)
        if value > best and _can_open(problem, months):
            best = value
    return best


def _can_open(problem: EntryProblem, entry: Longs) -> bool:
    first = [entry[problem.station == which].min(initial=problem.months) for which in range(len(problem.openings))]
    choices = [range(month + 1) if month < problem.months else [problem.months] for month in first]
    return any(
        not check_schedule(problem, Schedule(entry, np.array(opening, dtype=np.int64)))
        for opening in itertools.product(*choices)
    )
