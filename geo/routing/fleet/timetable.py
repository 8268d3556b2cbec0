"""The times of a tour whose order is fixed: as short as it can be, leaving the depot as late as it can.

For each start that could matter (the shift's, and those at which some window opens just on arrival) the tour is
walked forward for its earliest return and back again for the latest start with that return; the shortest of them is
the tour's time. Among single windows that is the least time there is; among several windows and a rest it is the
least over those starts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from geo.routing.fleet.clock import NEVER, NO_REST, Ints, backward, forward
from geo.routing.fleet.problem import UNREACHABLE, CrewKind, Stop, Tour, WeekProblem


@dataclass(frozen=True, slots=True)
class Order:
    """A crew's day without times: the jobs of each trip, and where it reloads between them.

    `number` is the crew of the kind where that is already said; -1 where any will do.
    """

    day: int
    kind: int
    trips: tuple[tuple[int, ...], ...]
    reloads: tuple[int, ...] = ()
    number: int = -1

    def jobs(self) -> list[int]:
        """List all jobs in order."""
        return [job for trip in self.trips for job in trip]

    def without(self, gone: set[int]) -> Order | None:
        """Leave jobs out, and trips that they empty; None where nothing is left."""
        kept = [tuple(job for job in trip if job not in gone) for trip in self.trips]
        filled = [position for position, trip in enumerate(kept) if trip]
        reloads = tuple(self.reloads[position - 1] for position in filled[1:])
        return Order(self.day, self.kind, tuple(kept[p] for p in filled), reloads, self.number) if filled else None


@dataclass(frozen=True, slots=True, eq=False)
class _Steps:
    gap: Ints
    floor: Ints
    service: Ints
    window_of: Ints
    low: Ints
    high: Ints

    def forward(self, start_s: int, rest: Ints) -> tuple[int, int, int, bool]:
        return forward(start_s, self.gap, self.floor, self.service, self.window_of, self.low, self.high, rest)

    def backward(self, finish_s: int, rest: Ints, where: int, on_arrival: bool) -> int:
        return backward(
            finish_s, self.gap, self.floor, self.service, self.window_of, self.low, self.high, rest, where, on_arrival
        )


@dataclass(frozen=True, slots=True)
class _Times:
    start_s: int
    finish_s: int
    where: int
    on_arrival: bool
    rest_s: int

    @property
    def worked_s(self) -> int:
        return self.finish_s - self.start_s - (self.rest_s if self.where != NO_REST else 0)


def timetable(problem: WeekProblem, order: Order, *, number: int = 0) -> Tour | None:
    """Give a tour its times; None where its order cannot be kept in the crew's hours, loads, lengths and windows."""
    kind = problem.kinds[order.kind]
    if not _fits_untimed(problem, order):
        return None
    steps = _steps(problem, order)
    found = [times for times in _candidates(steps, kind) if kind.most_s is None or times.worked_s <= kind.most_s]
    if not found:
        return None
    best = min(found, key=lambda times: (times.finish_s - times.start_s, times.worked_s, times.start_s))
    return _told(order, steps, best, kind, number)


def order_of(tour: Tour) -> Order:
    """Drop the times of a tour."""
    trips = tuple(tuple(stop.job for stop in trip) for trip in tour.trips)
    return Order(tour.day, tour.kind, trips, tour.reloads, tour.number)


def legs(problem: WeekProblem, order: Order) -> list[tuple[int, int]]:
    """List the legs of a tour, from location to location."""
    depot = problem.kinds[order.kind].depot
    places = [depot]
    for position, trip in enumerate(order.trips):
        places += [problem.jobs[job].location for job in trip]
        places += [order.reloads[position]] if position < len(order.reloads) else []
    return list(zip(places, [*places[1:], depot], strict=True))


def order_metres(problem: WeekProblem, order: Order) -> int:
    """Add up the metres of a tour; -1 where a leg has no way."""
    matrix = problem.matrices[problem.kinds[order.kind].matrix]
    metres = [int(matrix.metres[leg]) for leg in legs(problem, order)]
    return UNREACHABLE if UNREACHABLE in metres else sum(metres)


def _fits_untimed(problem: WeekProblem, order: Order) -> bool:
    """Whether ways, length, loads and the number of trips allow a tour, whatever its times."""
    kind, matrix = problem.kinds[order.kind], problem.matrices[problem.kinds[order.kind].matrix]
    metres = order_metres(problem, order)
    if metres == UNREACHABLE or any(matrix.seconds[leg] == UNREACHABLE for leg in legs(problem, order)):
        return False
    most_trips = kind.most_trips if kind.reload_at else 1
    if (kind.most_metres is not None and metres > kind.most_metres) or (
        most_trips is not None and len(order.trips) > most_trips
    ):
        return False
    return all(
        sum(demand_of(problem, job, dimension) for job in trip) <= most
        for trip in order.trips
        for dimension, most in enumerate(kind.capacity)
    )


def demand_of(problem: WeekProblem, job: int, dimension: int) -> int:
    """Return a job's demand in one dimension; 0 where it names none."""
    demand = problem.jobs[job].demand
    return demand[dimension] if dimension < len(demand) else 0


def _steps(problem: WeekProblem, order: Order) -> _Steps:
    """Write a tour as a line of steps, the return to the depot last, with the end of the shift as its window."""
    kind = problem.kinds[order.kind]
    seconds = problem.matrices[kind.matrix].seconds
    gap, floor, service, counts = [], [], [], [0]
    low, high = [], []
    at, extra = kind.depot, kind.reload_s if kind.loads_first else 0
    for position, trip in enumerate(order.trips):
        if position:
            extra = int(seconds[at, order.reloads[position - 1]]) + kind.reload_s
            at = order.reloads[position - 1]
        release = max(problem.jobs[job].release_s for job in trip)
        for place, name in enumerate(trip):
            job = problem.jobs[name]
            leg = int(seconds[at, job.location])
            gap.append(leg + extra)
            floor.append(release + leg if place == 0 and release > 0 else -NEVER)
            service.append(job.service_s)
            counts.append(len(job.windows))
            low += [window[0] for window in job.windows]
            high += [window[1] for window in job.windows]
            at, extra = job.location, 0
    gap.append(int(seconds[at, kind.depot]))
    counts.append(1)
    numbers = (gap, [*floor, -NEVER], [*service, 0], np.cumsum(counts), [*low, -NEVER], [*high, kind.shift[1]])
    return _Steps(*(np.asarray(number, dtype=np.int64) for number in numbers))


def _candidates(steps: _Steps, kind: CrewKind) -> Iterator[_Times]:
    """Try every start that could matter; a rest is taken where the tour needs one."""
    none = np.zeros(3, dtype=np.int64)
    rest = none
    if kind.rest is not None:
        rest = np.array([kind.rest.earliest_s, kind.rest.latest_s, kind.rest.length_s], dtype=np.int64)
    for start_s in _starts(steps, kind):
        plain, rested, where, on_arrival = steps.forward(start_s, rest)
        if plain < NEVER:
            late = max(start_s, steps.backward(plain, none, NO_REST, False))  # noqa: FBT003  kernel order
            if kind.rest is None or plain <= kind.rest.latest_s or late > kind.rest.earliest_s:
                yield _Times(late, plain, NO_REST, on_arrival=False, rest_s=0)
        if rested < NEVER:
            late = max(start_s, steps.backward(rested, rest, where, on_arrival))
            yield _Times(late, rested, where, on_arrival, int(rest[2]))


def _starts(steps: _Steps, kind: CrewKind) -> list[int]:
    """List the shift's start, the one just after a rest's, and those that meet the opening of a window or release."""
    run = np.cumsum(steps.gap) + np.concatenate([[0], np.cumsum(steps.service)[:-1]])
    starts = {kind.shift[0]}
    breaks = (0,) if kind.rest is None else (0, kind.rest.length_s)
    for step, reached in enumerate(run.tolist()):
        opens = steps.low[steps.window_of[step] : steps.window_of[step + 1]].tolist()
        for opened in (*opens, int(steps.floor[step])):
            starts |= {opened - reached - length for length in breaks if opened > -NEVER}
    if kind.rest is not None:
        starts |= {kind.rest.earliest_s + 1, *(kind.rest.earliest_s - reached for reached in run.tolist())}
    return sorted(start for start in starts if kind.shift[0] <= start <= kind.shift[1])


def _told(order: Order, steps: _Steps, times: _Times, kind: CrewKind, number: int) -> Tour:
    """Walk once more from the chosen start and write the times down."""
    at, rest_s, stops = times.start_s, None, []
    jobs = order.jobs()
    for step in range(len(steps.gap)):
        if step == times.where and not times.on_arrival:
            rest_s = max(at, kind.rest.earliest_s if kind.rest else 0)
            at = rest_s + times.rest_s
        at = arrive = max(at + int(steps.gap[step]), int(steps.floor[step]))
        if step == times.where and times.on_arrival:
            rest_s = max(at, kind.rest.earliest_s if kind.rest else 0)
            at = rest_s + times.rest_s
        first, last = int(steps.window_of[step]), int(steps.window_of[step + 1])
        if step == len(jobs):
            break
        windows = zip(steps.low[first:last].tolist(), steps.high[first:last].tolist(), strict=True)
        begin = at if first == last else min(max(at, low) for low, high in windows if at <= high)
        at = begin + int(steps.service[step])
        stops.append(Stop(jobs[step], arrive, begin, at))
    trips, cut = [], 0
    for trip in order.trips:
        trips.append(tuple(stops[cut : cut + len(trip)]))
        cut += len(trip)
    after = times.where if times.where != NO_REST else 0
    return Tour(order.day, order.kind, number, times.start_s, at, tuple(trips), order.reloads, rest_s, after)


def order_cost(problem: WeekProblem, order: Order) -> int | None:
    """Return what a tour costs when timed; None where its order does not hold."""
    tour, kind = timetable(problem, order), problem.kinds[order.kind]
    if tour is None:
        return None
    seconds = kind.second_cost * (tour.finish_s - tour.start_s)
    return kind.fixed_cost + kind.metre_cost * order_metres(problem, order) + seconds
