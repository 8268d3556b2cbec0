"""A tour as the list of what happens on it: visits, reloads, the rest and the return, each with its place and times."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from geo.routing.fleet.problem import Stop, Tour
from geo.routing.weeks import Week

EventKind = Literal["visit", "break", "reload", "return"]


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a crew's day; `place` is a location of the week, `before` the one it comes from."""

    kind: EventKind
    before: int
    place: int
    trip: int
    arrive_s: int
    start_s: int
    leave_s: int
    job: int = -1


@dataclass(slots=True)
class _Walk:
    """Where the crew is, since when, and what it has done."""

    week: Week
    tour: Tour
    events: list[Event]
    at: int = 0
    ready_s: int = 0
    done: int = 0
    has_rested: bool = False

    def add(self, kind: EventKind, place: int, trip: int, times: tuple[int, int, int], job: int = -1) -> None:
        self.events.append(Event(kind, self.at, place, trip, *times, job))
        self.at, self.ready_s = place, times[2]

    def arrival(self, place: int) -> int:
        return self.ready_s + int(self.week.seconds[self.at, place])

    def rest(self, place: int, trip: int) -> None:
        """Take the rest at a place; at another than this one the way there comes first."""
        length = self.week.problem.kinds[self.tour.kind].rest
        assert length is not None, "a rest that the crew does not have"
        assert self.tour.rest_s is not None, "a rest that the tour does not have"
        self.add("break", place, trip, (self.arrival(place), self.tour.rest_s, self.tour.rest_s + length.length_s))
        self.has_rested = True

    def rest_is_due(self) -> bool:
        return self.tour.rest_s is not None and not self.has_rested and self.tour.rest_after == self.done


def events_of(week: Week, tour: Tour) -> list[Event]:
    """List what happens on a tour, from leaving the depot to being back."""
    walk = _Walk(week, tour, [], ready_s=tour.start_s)
    for trip, stops in enumerate(tour.trips):
        if trip:
            if walk.rest_is_due() and not _rests_on_arrival(tour, stops[0]):
                walk.rest(walk.at, trip)
            _unload(walk, tour.reloads[trip - 1], trip)
        for stop in stops:
            _visit(walk, stop, trip + 1)
    _go_home(walk, len(tour.trips))
    return walk.events


def _rests_on_arrival(tour: Tour, stop: Stop) -> bool:
    return tour.rest_s is not None and tour.rest_s >= stop.arrive_s


def _visit(walk: _Walk, stop: Stop, trip: int) -> None:
    place = walk.week.problem.jobs[stop.job].location
    if walk.rest_is_due():
        walk.rest(place if _rests_on_arrival(walk.tour, stop) else walk.at, trip)
    walk.add("visit", place, trip, (walk.arrival(place), stop.start_s, stop.leave_s), stop.job)
    walk.done += 1


def _unload(walk: _Walk, place: int, trip: int) -> None:
    arrive_s = walk.arrival(place)
    unload_s = walk.week.problem.kinds[walk.tour.kind].reload_s
    walk.add("reload", place, trip, (arrive_s, arrive_s, arrive_s + unload_s))


def _go_home(walk: _Walk, trip: int) -> None:
    """Return to the depot, over a tip where the week has some; a rest at the very end is taken at the depot."""
    depot = walk.week.problem.kinds[walk.tour.kind].depot
    length = walk.week.problem.kinds[walk.tour.kind].rest
    at_the_end = length is not None and (walk.tour.rest_s or 0) + length.length_s == walk.tour.finish_s
    if walk.rest_is_due() and not at_the_end:
        walk.rest(walk.at, trip)
    tip = int(walk.week.home_tip[walk.at])
    if tip >= 0:
        _unload(walk, tip, trip)
    if walk.rest_is_due():
        walk.rest(depot, trip)
    arrive_s = walk.arrival(depot)
    walk.add("return", depot, trip, (arrive_s, arrive_s, arrive_s))
