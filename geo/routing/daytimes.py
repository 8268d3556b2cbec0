"""The clock of a crew's day as people work it: from the start of the shift, the rest where it costs least waiting.

A solver may move a tour anywhere in its hours. People come to work in the morning: a tour is timed anew from the
earliest leaving, its order untouched, and leaves later only where the crew would wait for the first place to open.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from geo.routing.fleet.problem import CrewKind, Rest, Stop, Tour
from geo.routing.weeks import Week


@dataclass(frozen=True, slots=True)
class _Step:
    """One stop of a tour: the time to get there (with any unloading on the way) and its windows."""

    job: int
    way_s: int
    service_s: int
    windows: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Timed:
    finish_s: int
    stops: tuple[Stop, ...]
    rest_s: int | None
    rest_after: int


def from_the_morning(week: Week, tour: Tour) -> Tour:
    """Time a tour anew from the start of the shift; the tour as it was where that cannot be kept."""
    kind = week.problem.kinds[tour.kind]
    steps, home_s = _steps(week, tour)
    found = _earliest(steps, home_s, kind, kind.shift[0])
    if found is None:
        return tour
    idle_s = found.stops[0].start_s - found.stops[0].arrive_s if found.rest_after or found.rest_s is None else 0
    start_s = kind.shift[0] + idle_s
    later = _earliest(steps, home_s, kind, start_s) if idle_s else found
    if later is None or later.finish_s > found.finish_s:
        later, start_s = found, kind.shift[0]
    return _as_tour(tour, later, start_s)


def _steps(week: Week, tour: Tour) -> tuple[list[_Step], int]:
    """Write a tour as steps, and the way home after the last."""
    kind, seconds = week.problem.kinds[tour.kind], week.problem.matrices[0].seconds
    steps, at = [], kind.depot
    for trip, stops in enumerate(tour.trips):
        extra = 0
        if trip:
            extra = int(seconds[at, tour.reloads[trip - 1]]) + kind.reload_s
            at = tour.reloads[trip - 1]
        for stop in stops:
            job = week.problem.jobs[stop.job]
            steps.append(_Step(stop.job, extra + int(seconds[at, job.location]), job.service_s, job.windows))
            at, extra = job.location, 0
    return steps, int(seconds[at, kind.depot])


def _earliest(steps: list[_Step], home_s: int, kind: CrewKind, start_s: int) -> _Timed | None:
    """Return the earliest finish over all places that the rest can take."""
    found = [timed for timed in _ways_to_rest(steps, home_s, kind, start_s) if _is_lawful(timed, kind, start_s)]
    return min(found, key=lambda timed: (timed.finish_s, timed.rest_after), default=None)


def _ways_to_rest(steps: list[_Step], home_s: int, kind: CrewKind, start_s: int) -> Iterator[_Timed]:
    plain = _walk(steps, home_s, start_s, None, -1, on_arrival=False)
    if plain is not None and (kind.rest is None or plain.finish_s <= kind.rest.latest_s):
        yield plain
        return
    for after in range(len(steps) + 1):
        for on_arrival in (False, True):
            if after == len(steps) and on_arrival:
                continue
            timed = _walk(steps, home_s, start_s, kind.rest, after, on_arrival=on_arrival)
            if timed is not None:
                yield timed


def _is_lawful(timed: _Timed, kind: CrewKind, start_s: int) -> bool:
    rest_s = kind.rest.length_s if kind.rest is not None and timed.rest_s is not None else 0
    within = timed.finish_s <= kind.shift[1]
    return within and (kind.most_s is None or timed.finish_s - start_s - rest_s <= kind.most_s)


def _walk(
    steps: list[_Step], home_s: int, start_s: int, rest: Rest | None, after: int, *, on_arrival: bool
) -> _Timed | None:
    """Walk through the day; None where a window closes or the rest cannot start in its time."""
    now, rest_s, stops = start_s, None, []
    for number, step in enumerate(steps):
        if rest is not None and number == after and not on_arrival:
            rest_s = max(now, rest.earliest_s)
            now = rest_s + rest.length_s
        arrive = now = now + step.way_s
        if rest is not None and number == after and on_arrival:
            rest_s = max(now, rest.earliest_s)
            now = rest_s + rest.length_s
        begin = _opens(step, now)
        if begin is None:
            return None
        now = begin + step.service_s
        stops.append(Stop(step.job, arrive, begin, now))
    if rest is not None and after == len(steps):
        rest_s = max(now, rest.earliest_s)
        now = rest_s + rest.length_s
    if rest is not None and (rest_s is None or rest_s > rest.latest_s):
        return None
    return _Timed(now + home_s, tuple(stops), rest_s, after if rest_s is not None else 0)


def _opens(step: _Step, now: int) -> int | None:
    if not step.windows:
        return now
    return min((max(now, low) for low, high in step.windows if now <= high), default=None)


def _as_tour(tour: Tour, timed: _Timed, start_s: int) -> Tour:
    trips, cut = [], 0
    for trip in tour.trips:
        trips.append(timed.stops[cut : cut + len(trip)])
        cut += len(trip)
    return replace(
        tour, start_s=start_s, finish_s=timed.finish_s, trips=tuple(trips), rest_s=timed.rest_s,
        rest_after=timed.rest_after,
    )  # fmt: skip
