"""The independent checker of weeks: plain loops over the problem as it was asked, nothing of the solver.

Every tour is walked through stop by stop with the numbers of the matrices. A rule that is broken is named with the
place, what was found and what was expected; an empty list means that the plan can be driven as it stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from geo.routing.fleet.problem import UNREACHABLE, CrewKind, Matrix, Rest, Stop, Tour, WeekPlan, WeekProblem


@dataclass(frozen=True, slots=True)
class Broken:
    """One rule that a plan breaks.

    Attributes
    ----------
    rule : ``days``, ``unserved``, ``one-crew``,
        ``one-depot``, ``kind``, ``crew-number``, ``crew-twice``, ``crew-day``, ``empty``,
        ``unknown``, ``unreachable``, ``leg-time``, ``service-time``, ``window``, ``release``, ``shift``,
        ``tour-time``, ``tour-length``, ``capacity``, ``reload``, ``trips``, ``rest``.
    where : the job or the tour, in words: ``job 3`` or ``day 0, crew 1.0, stop 4``.
    found, expected : what the plan says and what the rule allows.
    """

    rule: str
    where: str
    found: str
    expected: str


def check_week(problem: WeekProblem, plan: WeekPlan) -> list[Broken]:
    """List every rule that a plan breaks; empty where it can be driven as it stands."""
    unknown = list(_unknown_names(problem, plan))
    if unknown:
        return unknown
    broken = [*_job_faults(problem, plan), *_crew_faults(problem, plan)]
    for tour in plan.tours:
        broken += _tour_faults(problem, tour)
    return broken


def cost_of(problem: WeekProblem, plan: WeekPlan) -> int:
    """Add up what the tours cost: fixed, metres, and seconds from leaving to being back; unserved jobs cost nothing.

    Raises
    ------
    ValueError
        Where a tour uses a leg that has no way.
    """
    total = 0
    for tour in plan.tours:
        kind = problem.kinds[tour.kind]
        total += kind.fixed_cost + kind.metre_cost * tour_metres(problem, tour)
        total += kind.second_cost * (tour.finish_s - tour.start_s)
    return total


def tour_metres(problem: WeekProblem, tour: Tour) -> int:
    """Add up the metres of a tour.

    Raises
    ------
    ValueError
        Where a leg has no way.
    """
    matrix, total = problem.matrices[problem.kinds[tour.kind].matrix], 0
    places = _places(problem, tour)
    for origin, target in pairwise(places):
        metres = int(matrix.metres[origin, target])
        if metres == UNREACHABLE:
            raise ValueError(f"no way from location {origin} to {target}")
        total += metres
    return total


def _places(problem: WeekProblem, tour: Tour) -> list[int]:
    """List the locations that a tour passes, depots and reloads among them."""
    depot = problem.kinds[tour.kind].depot
    places = [depot]
    for number, trip in enumerate(tour.trips):
        places += [problem.jobs[stop.job].location for stop in trip]
        places += [tour.reloads[number]] if number < len(tour.reloads) else []
    return [*places, depot]


def _unknown_names(problem: WeekProblem, plan: WeekPlan) -> Iterator[Broken]:
    jobs, kinds = len(problem.jobs), len(problem.kinds)
    for job in plan.unserved:
        if not 0 <= job < jobs:
            yield Broken("unknown", "unserved", f"job {job}", f"0 to {jobs - 1}")
    for tour in plan.tours:
        where = _named(tour)
        if not 0 <= tour.kind < kinds:
            yield Broken("unknown", where, f"kind {tour.kind}", f"0 to {kinds - 1}")
        if not 0 <= tour.day < problem.days:
            yield Broken("unknown", where, f"day {tour.day}", f"0 to {problem.days - 1}")
        for stop in tour.stops():
            if not 0 <= stop.job < jobs:
                yield Broken("unknown", where, f"job {stop.job}", f"0 to {jobs - 1}")
        if len(tour.reloads) != len(tour.trips) - 1:
            yield Broken("reload", where, f"{len(tour.reloads)} reloads", f"{max(0, len(tour.trips) - 1)}")


def _job_faults(problem: WeekProblem, plan: WeekPlan) -> Iterator[Broken]:
    days: list[list[int]] = [[] for _ in problem.jobs]
    crews: list[set[tuple[int, int]]] = [set() for _ in problem.jobs]
    for tour in plan.tours:
        for stop in tour.stops():
            days[stop.job].append(tour.day)
            crews[stop.job].add((tour.kind, tour.number))
    left_out = Counter(plan.unserved)
    for number, job in enumerate(problem.jobs):
        found, where = tuple(sorted(days[number])), f"job {number}"
        if left_out[number] > 1:
            yield Broken("unserved", where, f"named {left_out[number]} times", "once")
        if left_out[number] and found:
            yield Broken("unserved", where, f"visited on days {found}", "not visited")
        if not left_out[number] and found not in {tuple(sorted(pattern)) for pattern in job.patterns}:
            yield Broken("days", where, f"{found}", f"one of {job.patterns}, or named unserved")
        if job.one_crew and len(crews[number]) > 1:
            yield Broken("one-crew", where, f"{len(crews[number])} crews", "one crew")
        depots = {problem.kinds[kind].depot for kind, _ in crews[number]}
        if job.one_depot and len(depots) > 1:
            yield Broken("one-depot", where, f"depots {sorted(depots)}", "one depot")


def _crew_faults(problem: WeekProblem, plan: WeekPlan) -> Iterator[Broken]:
    seen: set[tuple[int, int, int]] = set()
    for tour in plan.tours:
        kind, where = problem.kinds[tour.kind], _named(tour)
        if tour.number < 0 or (kind.count is not None and tour.number >= kind.count):
            yield Broken("crew-number", where, f"{tour.number}", f"0 to {(kind.count or 0) - 1}")
        if (tour.day, tour.kind, tour.number) in seen:
            yield Broken("crew-twice", where, "a second tour that day", "one tour a day")
        if kind.days and tour.day not in kind.days:
            yield Broken("crew-day", where, f"day {tour.day}", f"days {kind.days}")
        seen.add((tour.day, tour.kind, tour.number))


def _tour_faults(problem: WeekProblem, tour: Tour) -> Iterator[Broken]:
    kind, where = problem.kinds[tour.kind], _named(tour)
    if not tour.trips or not all(tour.trips):
        yield Broken("empty", where, "a trip without stops", "at least one stop each trip")
        return
    places, matrix = _places(problem, tour), problem.matrices[kind.matrix]
    lost = [pair for pair in pairwise(places) if not _has_way(matrix, *pair)]
    for origin, target in lost:
        yield Broken("unreachable", where, f"location {origin} to {target}", "legs that have a way")
    yield from _stop_faults(problem, tour)
    yield from _trip_faults(problem, tour)
    if not lost:
        yield from _limit_faults(problem, tour)
        yield from _time_faults(problem, tour)
        yield from _rest_faults(tour, kind.rest)


def _has_way(matrix: Matrix, origin: int, target: int) -> bool:
    return int(matrix.metres[origin, target]) != UNREACHABLE and int(matrix.seconds[origin, target]) != UNREACHABLE


def _stop_faults(problem: WeekProblem, tour: Tour) -> Iterator[Broken]:
    for place, stop in enumerate(tour.stops()):
        job, where = problem.jobs[stop.job], f"{_named(tour)}, stop {place}"
        if job.kinds and tour.kind not in job.kinds:
            yield Broken("kind", where, f"kind {tour.kind}", f"one of {job.kinds}")
        if stop.start_s < stop.arrive_s:
            yield Broken("service-time", where, f"starts at {stop.start_s}", f"not before arrival at {stop.arrive_s}")
        if stop.leave_s - stop.start_s != job.service_s:
            yield Broken("service-time", where, f"{stop.leave_s - stop.start_s} s", f"{job.service_s} s")
        if job.windows and not any(low <= stop.start_s <= high for low, high in job.windows):
            yield Broken("window", where, f"starts at {stop.start_s}", f"within {job.windows}")


def _trip_faults(problem: WeekProblem, tour: Tour) -> Iterator[Broken]:
    kind, where = problem.kinds[tour.kind], _named(tour)
    most = _most_trips(kind)
    if most is not None and len(tour.trips) > most:
        yield Broken("trips", where, f"{len(tour.trips)}", f"at most {most}")
    for place in tour.reloads:
        if place not in kind.reload_at:
            yield Broken("reload", where, f"at location {place}", f"one of {kind.reload_at}")
    for number, trip in enumerate(tour.trips):
        for dimension, most_load in enumerate(kind.capacity):
            load = sum(_demand(problem, stop, dimension) for stop in trip)
            if load > most_load:
                yield Broken("capacity", f"{where}, trip {number}", f"{load}", f"at most {most_load}")


def _most_trips(kind: CrewKind) -> int | None:
    return kind.most_trips if kind.reload_at else 1


def _demand(problem: WeekProblem, stop: Stop, dimension: int) -> int:
    demand = problem.jobs[stop.job].demand
    return demand[dimension] if dimension < len(demand) else 0


def _limit_faults(problem: WeekProblem, tour: Tour) -> Iterator[Broken]:
    kind, where = problem.kinds[tour.kind], _named(tour)
    if tour.start_s < kind.shift[0] or tour.finish_s > kind.shift[1]:
        yield Broken("shift", where, f"{tour.start_s} to {tour.finish_s}", f"within {kind.shift}")
    rested = kind.rest.length_s if kind.rest is not None and tour.rest_s is not None else 0
    worked = tour.finish_s - tour.start_s - rested
    if kind.most_s is not None and worked > kind.most_s:
        yield Broken("tour-time", where, f"{worked} s", f"at most {kind.most_s} s")
    metres = tour_metres(problem, tour)
    if kind.most_metres is not None and metres > kind.most_metres:
        yield Broken("tour-length", where, f"{metres}", f"at most {kind.most_metres}")


def _time_faults(problem: WeekProblem, tour: Tour) -> Iterator[Broken]:
    """Walk through a tour and look for legs, reloads and rests that the clock does not leave room for."""
    kind = problem.kinds[tour.kind]
    seconds = problem.matrices[kind.matrix].seconds
    ready, at, done = tour.start_s + (kind.reload_s if kind.loads_first else 0), kind.depot, 0
    for number, trip in enumerate(tour.trips):
        release = max(problem.jobs[stop.job].release_s for stop in trip)
        if number:
            at_reload = ready + int(seconds[at, tour.reloads[number - 1]])
            ready, at = at_reload + kind.reload_s, tour.reloads[number - 1]
        for place, stop in enumerate(trip):
            where, leg = f"{_named(tour)}, stop {done}", int(seconds[at, problem.jobs[stop.job].location])
            earliest = ready + leg + _rest_before(kind.rest, tour, done, stop.arrive_s)
            if stop.arrive_s < earliest:
                yield Broken("leg-time", where, f"arrives at {stop.arrive_s}", f"not before {earliest}")
            if place == 0 and stop.arrive_s < release + leg:
                yield Broken("release", where, f"arrives at {stop.arrive_s}", f"not before {release + leg}")
            ready, at, done = stop.leave_s, problem.jobs[stop.job].location, done + 1
    earliest = ready + int(seconds[at, kind.depot]) + _rest_before(kind.rest, tour, done, tour.finish_s)
    if tour.finish_s < earliest:
        yield Broken("leg-time", _named(tour), f"back at {tour.finish_s}", f"not before {earliest}")


def _rest_before(rest: Rest | None, tour: Tour, done: int, arrive_s: int) -> int:
    """Return the rest that must fit in before an arrival; one taken after it, before the service, takes nothing."""
    if rest is None or tour.rest_s is None or tour.rest_after != done or tour.rest_s >= arrive_s:
        return 0
    return rest.length_s


def _rest_faults(tour: Tour, rest: Rest | None) -> Iterator[Broken]:
    where, stops = _named(tour), tour.stops()
    if rest is None or tour.rest_s is None:
        if rest is None and tour.rest_s is not None:
            yield Broken("rest", where, f"at {tour.rest_s}", "no rest")
        if rest is not None and tour.finish_s > rest.latest_s and tour.start_s <= rest.earliest_s:
            yield Broken("rest", where, "none", f"one between {rest.earliest_s} and {rest.latest_s}")
        return
    if not rest.earliest_s <= tour.rest_s <= rest.latest_s:
        yield Broken("rest", where, f"at {tour.rest_s}", f"between {rest.earliest_s} and {rest.latest_s}")
    if not 0 <= tour.rest_after <= len(stops):
        yield Broken("rest", where, f"after {tour.rest_after} stops", f"0 to {len(stops)}")
        return
    free_from = stops[tour.rest_after - 1].leave_s if tour.rest_after else tour.start_s
    free_until = stops[tour.rest_after].start_s if tour.rest_after < len(stops) else tour.finish_s
    if tour.rest_s < free_from or tour.rest_s + rest.length_s > free_until:
        found = f"{tour.rest_s} to {tour.rest_s + rest.length_s}"
        yield Broken("rest", where, found, f"within {free_from} to {free_until}")


def _named(tour: Tour) -> str:
    return f"day {tour.day}, crew {tour.kind}.{tour.number}"
