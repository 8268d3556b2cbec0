"""The arrays that the solver of rounds speaks, and the plan that it gives.

One `WeekProblem` is the work of crews that share jobs: one office's repairers for a week, or a published instance.
A day is a week of one day. Times are whole seconds after midnight, distances whole units (metres for a plan); the
objective is a cost in whole units too, so that a solver in integers and a checker in plain loops agree exactly.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from geo.plan import Proof

Ints = NDArray[np.int64]

UNREACHABLE = -1  # in a matrix: there is no way; never a large number


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """How far and how long from every location to every other, for one way of travelling.

    Attributes
    ----------
    metres, seconds : shape ``(n, n)``, from row to column, `UNREACHABLE` where there is no way; need not be symmetric.
    """

    metres: Ints
    seconds: Ints


@dataclass(frozen=True, slots=True)
class Job:
    """Work at one location, once or on several days.

    Attributes
    ----------
    location : position in the matrices.
    service_s : time at the place, each visit.
    demand : taken on at each visit, one number a dimension of capacity; may be empty.
    patterns : the sets of days allowed, one of them is chosen: ``((0, 2, 4), (1, 3))``; days count from 0.
    windows : earliest and latest start of service, alternatives on any day; empty: any time.
    release_s : a trip to it may not leave its depot before this.
    kinds : crew kinds that can do it; empty: all.
    one_crew : all its visits by the same crew (kind and number).
    one_depot : all its visits by crews of the same depot.
    """

    location: int
    service_s: int = 0
    demand: tuple[int, ...] = ()
    patterns: tuple[tuple[int, ...], ...] = ((0,),)
    windows: tuple[tuple[int, int], ...] = ()
    release_s: int = 0
    kinds: tuple[int, ...] = ()
    one_crew: bool = False
    one_depot: bool = False


@dataclass(frozen=True, slots=True)
class Rest:
    """A break of `length_s` that starts between `earliest_s` and `latest_s`, between stops, where the crew is.

    A tour that is over by `latest_s` or starts after `earliest_s` needs none.
    """

    earliest_s: int
    latest_s: int
    length_s: int


@dataclass(frozen=True, slots=True)
class CrewKind:
    """Crews of one kind: where they start and end, when they work, what they carry and cost.

    Attributes
    ----------
    depot : location where every tour starts and ends.
    count : crews there are each day; ``None``: as many as are needed.
    matrix : position in `WeekProblem.matrices`.
    capacity : most demand on one trip, one number a dimension.
    shift : earliest leaving and latest return.
    most_s : longest tour from leaving to being back, rest left out; ``None``: the shift alone.
    most_metres : longest tour; ``None``: any.
    rest : the break, if any.
    reload_at : locations where a tour may empty and go on with another trip; empty: one trip.
    reload_s : time that takes (and before the first trip where `loads_first`).
    most_trips : trips of one tour; ``None``: any number where it may reload.
    days : days it works; empty: all.
    fixed_cost, metre_cost, second_cost : cost of a tour: fixed, each metre, each second from leaving to being back.
    """

    depot: int
    count: int | None = None
    matrix: int = 0
    capacity: tuple[int, ...] = ()
    shift: tuple[int, int] = (0, 86_400)
    most_s: int | None = None
    most_metres: int | None = None
    rest: Rest | None = None
    reload_at: tuple[int, ...] = ()
    reload_s: int = 0
    loads_first: bool = False
    most_trips: int | None = None
    days: tuple[int, ...] = ()
    fixed_cost: int = 0
    metre_cost: int = 1
    second_cost: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class WeekProblem:
    """All that the crews of one week share; locations are positions 0..n-1 of the matrices."""

    matrices: tuple[Matrix, ...]
    jobs: tuple[Job, ...]
    kinds: tuple[CrewKind, ...]
    days: int = 1
    name: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """One visit: the job, and when the crew arrives, starts and leaves."""

    job: int
    arrive_s: int
    start_s: int
    leave_s: int


@dataclass(frozen=True, slots=True)
class Tour:
    """One crew's day.

    Attributes
    ----------
    kind, number : which crew: its kind, and which of that kind (0, 1, ...); a number means the same people all week.
    trips : the stops of each trip; one more trip than `reloads`.
    reloads : the location of each reload, between the trips.
    rest_s : when the break starts; ``None``: no break.
    rest_after : stops made before the break (counted over all trips).
    """

    day: int
    kind: int
    number: int
    start_s: int
    finish_s: int
    trips: tuple[tuple[Stop, ...], ...]
    reloads: tuple[int, ...] = ()
    rest_s: int | None = None
    rest_after: int = 0

    def stops(self) -> list[Stop]:
        """List all stops in order."""
        return [stop for trip in self.trips for stop in trip]


@dataclass(frozen=True, slots=True)
class WeekPlan:
    """The tours of a week, and the jobs left out.

    `unserved` names whole jobs; a job is served on all days of one pattern or not at all.
    """

    tours: tuple[Tour, ...] = ()
    unserved: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class WeekAnswer:
    """A plan with its proof: `proof.value` is the cost as the checker recomputes it, `proof.bound` never above it."""

    plan: WeekPlan
    proof: Proof
    iterations: int = 0
    notes: dict[str, float] = field(default_factory=dict)
