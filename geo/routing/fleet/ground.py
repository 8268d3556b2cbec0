"""The arrays of the search over a whole week: what stays (`Ground`) and what moves (`Tours`).

A slot is one crew on one day; a tour is the row of jobs in a slot. Loads and working times over a limit are priced,
not forbidden, so that the search can pass through weeks that do not quite fit; windows, releases, rests and the
crews' hours where those matter are kept at every step.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.routing.fleet.alone import Bools, works
from geo.routing.fleet.clock import Ints
from geo.routing.fleet.problem import UNREACHABLE, CrewKind, WeekProblem
from geo.routing.fleet.timetable import demand_of

Floats = NDArray[np.float64]

BY_DEPOT, BY_CREW = 1, 2  # what is the same for all visits of a job
_NEAR = 100  # nearest jobs kept for each; removals seldom reach past them
_ROOM = 1 << 26  # numbers that the rows of all slots may hold together
_WEEK_BITS = 62


class Ground(NamedTuple):
    """What does not change during a search: jobs ``(n,)``, kinds ``(K,)``, slots ``(S,)`` ordered by day and kind."""

    location: Ints
    service: Ints
    release: Ints
    demand: Floats  # (n, D)
    window_of: Ints  # (n + 1,) where a job's windows start
    low: Ints
    high: Ints
    pattern_of: Ints  # (n + 1,) where a job's patterns start
    pattern: Ints  # bits are days
    kept: Ints  # (n,) `BY_CREW`, `BY_DEPOT`, or 0 for any
    can: Bools  # (n, K)
    near: Ints  # (n, near)
    cost: Floats  # (Q, places, places) of a leg; inf where there is no way
    seconds: Ints  # (M, places, places)
    metres: Ints
    cost_of: Ints  # (K,) layer of `cost`
    matrix_of: Ints  # (K,) layer of `seconds` and `metres`
    depot: Ints
    capacity: Floats  # (K, D)
    most_s: Floats  # (K,) working time; inf for any
    most_metres: Floats
    fixed: Floats
    second_cost: Floats
    shift: Ints  # (K, 2)
    rest: Ints  # (K, 3) earliest, latest, length
    load_s: Ints  # (K,) before the first trip
    is_timed: Bools  # (K,) the clock must be walked
    slot_day: Ints
    slot_kind: Ints
    slot_number: Ints
    day_of: Ints  # (days + 1,) where a day's slots start


class Tours(NamedTuple):
    """A week in the search, by slot ``(S,)`` and by job ``(n,)``; the second set of rows is for taking steps back."""

    row: NDArray[np.int32]  # (S, L) jobs
    size: Ints
    load: Floats  # (S, D)
    worked: Floats  # seconds of legs and service
    metres: Floats
    cost: Floats  # legs, seconds and the fixed part
    priced: Floats  # what its excess is charged
    over: Floats  # excess over the limits, each as a share of its limit
    mask: Ints  # (n,) days visited, as bits; 0: left out
    at: Ints  # (n, days) slot of each visit, -1 for none
    old_row: NDArray[np.int32]
    old_size: Ints
    old_load: Floats
    old_sums: Floats  # (S, 5) worked, metres, cost, priced, over
    stamp: Ints  # (S,) step in which the slot was last put by
    touched: Ints  # (S,) slots put by in this step
    changed: Ints  # (n,) jobs whose mask was put by in this step
    old_mask: Ints
    job_stamp: Ints


def ground_of(problem: WeekProblem, can: Bools, patterns: list[tuple[tuple[int, ...], ...]]) -> Ground:
    """Write a week as arrays."""
    jobs, kinds = problem.jobs, problem.kinds
    dimensions = max([1, *(len(kind.capacity) for kind in kinds)])
    windows = [sorted(window for window in job.windows if window[0] <= window[1]) for job in jobs]
    masks = [[sum(1 << day for day in pattern) for pattern in patterns[name]] for name in range(len(jobs))]
    layers = sorted({(kind.matrix, kind.metre_cost, kind.second_cost) for kind in kinds})
    slots = _slots(problem, can, patterns)
    return Ground(
        location=_ints(job.location for job in jobs),
        service=_ints(job.service_s for job in jobs),
        release=_ints(job.release_s for job in jobs),
        demand=np.array([[demand_of(problem, j, d) for d in range(dimensions)] for j in range(len(jobs))], dtype=float),
        window_of=_starts(windows),
        low=_ints(window[0] for rows in windows for window in rows),
        high=_ints(window[1] for rows in windows for window in rows),
        pattern_of=_starts(masks),
        pattern=_ints(mask for rows in masks for mask in rows),
        kept=_ints(BY_CREW if job.one_crew else BY_DEPOT if job.one_depot else 0 for job in jobs),
        can=can,
        near=_near(problem),
        cost=np.stack([_leg_cost(problem, *layer) for layer in layers]),
        seconds=np.stack([matrix.seconds.astype(np.int64) for matrix in problem.matrices]),
        metres=np.stack([matrix.metres.astype(np.int64) for matrix in problem.matrices]),
        cost_of=_ints(layers.index((kind.matrix, kind.metre_cost, kind.second_cost)) for kind in kinds),
        matrix_of=_ints(kind.matrix for kind in kinds),
        depot=_ints(kind.depot for kind in kinds),
        capacity=np.array([[*kind.capacity, *[np.inf] * (dimensions - len(kind.capacity))] for kind in kinds]),
        most_s=np.array([_most_s(kind) for kind in kinds]),
        most_metres=np.array([np.inf if kind.most_metres is None else float(kind.most_metres) for kind in kinds]),
        fixed=np.array([float(kind.fixed_cost) for kind in kinds]),
        second_cost=np.array([float(kind.second_cost) for kind in kinds]),
        shift=np.array([kind.shift for kind in kinds], dtype=np.int64).reshape(-1, 2),
        rest=np.array([_rest(kind) for kind in kinds], dtype=np.int64).reshape(-1, 3),
        load_s=_ints(kind.reload_s if kind.loads_first else 0 for kind in kinds),
        is_timed=np.array([kind.rest is not None or _has_clock(problem) for kind in kinds], dtype=bool),
        slot_day=_ints(slot[0] for slot in slots),
        slot_kind=_ints(slot[1] for slot in slots),
        slot_number=_ints(slot[2] for slot in slots),
        day_of=np.searchsorted(_ints(slot[0] for slot in slots), np.arange(problem.days + 1)).astype(np.int64),
    )


def fits_arrays(problem: WeekProblem) -> bool:
    """Whether the search over the week knows all that a problem asks: it does not reload."""
    return problem.days <= _WEEK_BITS and not any(
        kind.reload_at and kind.most_trips != 1 and kind.capacity for kind in problem.kinds
    )


def empty_tours(ground: Ground) -> Tours:
    """Make a week without visits."""
    slots, jobs, days = len(ground.slot_day), len(ground.location), len(ground.day_of) - 1
    length = max(1, min(jobs, _ROOM // max(1, slots)))
    return Tours(
        row=np.zeros((slots, length), dtype=np.int32),
        size=np.zeros(slots, dtype=np.int64),
        load=np.zeros((slots, ground.demand.shape[1])),
        worked=np.zeros(slots),
        metres=np.zeros(slots),
        cost=np.zeros(slots),
        priced=np.zeros(slots),
        over=np.zeros(slots),
        mask=np.zeros(jobs, dtype=np.int64),
        at=np.full((jobs, days), -1, dtype=np.int64),
        old_row=np.zeros((slots, length), dtype=np.int32),
        old_size=np.zeros(slots, dtype=np.int64),
        old_load=np.zeros((slots, ground.demand.shape[1])),
        old_sums=np.zeros((slots, 5)),
        stamp=np.full(slots, -1, dtype=np.int64),
        touched=np.zeros(slots, dtype=np.int64),
        changed=np.zeros(jobs, dtype=np.int64),
        old_mask=np.zeros(jobs, dtype=np.int64),
        job_stamp=np.full(jobs, -1, dtype=np.int64),
    )


def _ints(numbers: object) -> Ints:
    return np.array(list(numbers), dtype=np.int64)  # type: ignore[call-overload]  # any iterable of numbers


def _starts(rows: list[list[int]] | list[list[tuple[int, int]]]) -> Ints:
    return np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)


def _slots(problem: WeekProblem, can: Bools, patterns: list[tuple[tuple[int, ...], ...]]) -> list[tuple[int, int, int]]:
    """List the crews of each day; of a kind without a number, one for each job that may come."""
    slots = []
    for day in range(problem.days):
        for kind, asked in enumerate(problem.kinds):
            coming = sum(any(day in p for p in patterns[j]) and bool(can[j, kind]) for j in range(len(problem.jobs)))
            count = coming if asked.count is None else min(asked.count, len(problem.jobs))
            slots += [(day, kind, number) for number in range(count)] if works(problem, kind, day) and coming else []
    return slots


def _near(problem: WeekProblem) -> Ints:
    """List for each job the nearest others, both ways together, by the matrix of the first kind."""
    locations = _ints(job.location for job in problem.jobs)
    metres = problem.matrices[problem.kinds[0].matrix].metres
    between = metres[np.ix_(locations, locations)].astype(float)
    between[between == UNREACHABLE] = np.inf
    both = between + between.T
    np.fill_diagonal(both, np.inf)
    return np.argsort(both, axis=1, kind="stable")[:, : max(1, min(_NEAR, len(locations) - 1))].astype(np.int64)


def _leg_cost(problem: WeekProblem, matrix: int, metre_cost: int, second_cost: int) -> Floats:
    asked = problem.matrices[matrix]
    cost = (metre_cost * asked.metres + second_cost * asked.seconds).astype(float)
    cost[(asked.metres == UNREACHABLE) | (asked.seconds == UNREACHABLE)] = np.inf
    np.fill_diagonal(cost, 0.0)
    return cost


def _most_s(kind: CrewKind) -> float:
    shift_s = kind.shift[1] - kind.shift[0]
    return float(shift_s if kind.most_s is None else min(shift_s, kind.most_s))


def _rest(kind: CrewKind) -> tuple[int, int, int]:
    return (0, 0, 0) if kind.rest is None else (kind.rest.earliest_s, kind.rest.latest_s, kind.rest.length_s)


def _has_clock(problem: WeekProblem) -> bool:
    return any(job.windows or job.release_s for job in problem.jobs)
