"""The adapter to PyVRP: one day's jobs and crews in, orders of stops out. Nothing else in the package knows PyVRP.

PyVRP (Wouda, Lan and Kool, INFORMS J. Comput. 36 (2024) 943-955, doi:10.1287/ijoc.2023.0055) searches by iterated
local search. It knows one window a client, no rests and no places without a way, so here a job with several windows
becomes alternatives of which one is chosen; a rest is cut out of the clock (a window after it moves forward by its
length, to the safe side where it may fall either way); and a leg without a way takes longer than the shift.
The times of a tour are not taken from it: `timetable` makes them, and says where an order does not hold after all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyvrp
from numpy.typing import NDArray
from pyvrp.stop import MaxIterations, MaxRuntime, MultipleCriteria

from geo.routing.fleet.problem import UNREACHABLE, CrewKind, WeekProblem
from geo.routing.fleet.timetable import Order, demand_of

_LOOSE = 1 << 40  # a capacity or a length that never binds, within PyVRP's numbers


@dataclass(frozen=True, slots=True)
class Crews:
    """Crews of a day that are alike: their kind, how many, and the number where it is one crew in particular."""

    kind: int
    count: int
    number: int = -1


@dataclass(frozen=True, slots=True, eq=False)
class DayTask:
    """One day: the jobs to visit, the crews there are, and which may do which, shape ``(jobs, crews)``."""

    problem: WeekProblem
    day: int
    jobs: tuple[int, ...]
    crews: tuple[Crews, ...]
    may: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class DayAnswer:
    """The orders found, the jobs that they leave out, and how the search ended."""

    orders: tuple[Order, ...]
    left_out: tuple[int, ...]
    iterations: int
    is_feasible: bool


def solve_day(
    task: DayTask,
    *,
    seed: int,
    iterations: int | None,
    time_limit_s: float | None = None,
    start: Sequence[Order] = (),
    prize: int | None = None,
) -> DayAnswer:
    """Search one day.

    Parameters
    ----------
    iterations, time_limit_s : at least one; whichever comes first.
    start : orders to go on from.
    prize : cost of leaving a job out; ``None``: every job must be visited (and the answer may break other rules).
    """
    model = _Model(task, prize)
    stops: list[Any] = [] if iterations is None else [MaxIterations(iterations)]
    stops += [] if time_limit_s is None else [MaxRuntime(time_limit_s)]
    first = model.solution(start) if start else None
    found = pyvrp.solve(
        model.data, MultipleCriteria(stops), seed=seed, collect_stats=False, display=False, initial_solution=first
    )
    orders = tuple(model.order(route) for route in found.best.routes())
    done = {job for order in orders for job in order.jobs()}
    left_out = tuple(job for job in task.jobs if job not in done)
    return DayAnswer(orders, left_out, found.num_iterations, bool(found.best.is_feasible()))


class _Model:
    """PyVRP's data of one day, and the way back from its routes."""

    def __init__(self, task: DayTask, prize: int | None) -> None:
        self.task = task
        kinds = task.problem.kinds
        places = [kind.depot for kind in (kinds[crews.kind] for crews in task.crews)]
        places += [place for crews in task.crews for place in kinds[crews.kind].reload_at]
        self._places = sorted(set(places))
        self._dimensions = max((len(kinds[crews.kind].capacity) for crews in task.crews), default=0)
        self._depots: list[tuple[int, int]] = []  # (location, service)
        self.is_timed = _is_timed(task)
        profiles, durations, distances = self._profiles()
        types = [self._vehicles(crews, profile) for crews, profile in zip(task.crews, profiles, strict=True)]
        self.job_of: list[int] = []
        clients, groups = self._clients(prize)
        self.client_of = {job: client for client, job in reversed(list(enumerate(self.job_of)))}
        self.data = pyvrp.ProblemData(
            locations=[pyvrp.Location(0, 0) for _ in range(len(self._places) + len(task.jobs))],
            clients=clients,
            depots=[pyvrp.Depot(self._places.index(place), service_duration=s) for place, s in self._depots],
            vehicle_types=types,
            distance_matrices=distances,
            duration_matrices=durations,
            groups=groups,
        )

    def _profiles(self) -> tuple[list[int], list[Any], list[Any]]:
        """Cut the matrices down to the day's places, one for each way of travelling and each choice of jobs."""
        task, keys, rows = self.task, {}, []  # type: ignore[var-annotated]  # filled below
        locations = np.array([*self._places, *(task.problem.jobs[job].location for job in task.jobs)])
        durations, distances = [], []
        for column, crews in enumerate(task.crews):
            matrix = task.problem.kinds[crews.kind].matrix
            key = (matrix, task.may[:, column].tobytes())
            if key not in keys:
                keys[key] = len(keys)
                cut = np.ix_(locations, locations)
                metres = task.problem.matrices[matrix].metres[cut].astype(np.int64)
                seconds = task.problem.matrices[matrix].seconds[cut].astype(np.int64)
                barred = np.concatenate([np.zeros(len(self._places), bool), ~task.may[:, column]])
                lost = (metres == UNREACHABLE) | (seconds == UNREACHABLE) | barred[:, None] | barred[None, :]
                np.fill_diagonal(lost, val=False)
                np.fill_diagonal(metres, 0)
                np.fill_diagonal(seconds, 0)
                metres[lost] = 2 * metres.max() + 1
                seconds[lost] = max(kind.shift[1] for kind in task.problem.kinds) + 1
                distances.append(metres)
                durations.append(seconds if self.is_timed else np.zeros_like(seconds))
            rows.append(keys[key])
        return rows, durations, distances

    def _vehicles(self, crews: Crews, profile: int) -> Any:  # noqa: ANN401  PyVRP ships no types for its core
        kind = self.task.problem.kinds[crews.kind]
        capacity = [*kind.capacity, *[_LOOSE] * (self._dimensions - len(kind.capacity))]
        limits: dict[str, Any] = {} if kind.most_metres is None else {"max_distance": kind.most_metres}
        if self.is_timed:
            rest_s = kind.rest.length_s if kind.rest is not None else 0
            limits |= {"tw_early": kind.shift[0], "tw_late": max(kind.shift[0], kind.shift[1] - rest_s)}
            limits |= {} if kind.most_s is None else {"shift_duration": kind.most_s}
        if kind.reload_at and kind.most_trips != 1:
            limits["reload_depots"] = [self._depot(place, kind.reload_s) for place in kind.reload_at]
            limits |= {} if kind.most_trips is None else {"max_reloads": kind.most_trips - 1}
        return pyvrp.VehicleType(
            num_available=crews.count,
            capacity=capacity,
            start_depot=self._depot(kind.depot, kind.reload_s if kind.loads_first else 0),
            end_depot=self._depot(kind.depot, 0),
            fixed_cost=kind.fixed_cost,
            unit_distance_cost=kind.metre_cost,
            unit_duration_cost=kind.second_cost,
            profile=profile,
            **limits,
        )

    def _depot(self, place: int, service_s: int) -> int:
        """Find or make a depot; one that takes time to load at is another than the one next to it that does not."""
        key = (place, service_s if self.is_timed else 0)
        if key not in self._depots:
            self._depots.append(key)
        return self._depots.index(key)

    def _clients(self, prize: int | None) -> tuple[list[Any], list[Any]]:
        """Make a client of each job, and of each of its windows where it has several."""
        clients: list[Any] = []
        groups: list[Any] = []
        for position, name in enumerate(self.task.jobs):
            job = self.task.problem.jobs[name]
            delivery = [demand_of(self.task.problem, name, dimension) for dimension in range(self._dimensions)]
            spans = self._spans(name)
            group = len(groups) if len(spans) > 1 else None
            for low, high in spans:
                times: dict[str, Any] = {
                    "tw_early": low,
                    "release_time": job.release_s,
                    "service_duration": job.service_s,
                }
                times |= {} if high is None else {"tw_late": high}
                clients.append(
                    pyvrp.Client(
                        len(self._places) + position, delivery=delivery, prize=prize or 0, group=group,
                        required=prize is None and group is None, **times if self.is_timed else {},
                    )
                )  # fmt: skip
                self.job_of.append(name)
            if group is not None:
                members = list(range(len(clients) - len(spans), len(clients)))
                groups.append(pyvrp.ClientGroup(members, required=prize is None))
        return clients, groups

    def _spans(self, name: int) -> list[tuple[int, int | None]]:
        """List the windows of a job on the crew's clock, from which the rest is cut out."""
        job, kinds = self.task.problem.jobs[name], self.task.problem.kinds
        if not job.windows or not self.is_timed:
            return [(0, None)]
        workers = [kinds[crews.kind] for crews in self.task.crews]
        spans = [_rested(low, high, workers) for low, high in sorted(job.windows)]
        kept: list[tuple[int, int | None]] = [span for span in spans if span[0] <= span[1]]
        return kept or [next(window for window in sorted(job.windows) if window[0] <= window[1])]

    def order(self, route: Any) -> Order:  # noqa: ANN401  PyVRP ships no types for its core
        """Read a route of PyVRP as the order of a tour."""
        crews = self.task.crews[route.vehicle_type()]
        trips: list[list[int]] = [[]]
        reloads: list[int] = []
        for activity in list(route)[1:-1]:
            if activity.is_depot():
                reloads.append(self._depots[activity.idx][0])
                trips.append([])
            else:
                trips[-1].append(self.job_of[activity.idx])
        filled = [number for number, trip in enumerate(trips) if trip]
        kept = tuple(tuple(trips[number]) for number in filled)
        return Order(self.task.day, crews.kind, kept, tuple(reloads[n - 1] for n in filled[1:]), crews.number)

    def solution(self, orders: Sequence[Order]) -> Any:  # noqa: ANN401  PyVRP ships no types for its core
        """Write orders as a solution of PyVRP, to start from; each job by the first of its windows."""
        routes = []
        for order in orders:
            row = next(
                row for row, crews in enumerate(self.task.crews)
                if crews.kind == order.kind and crews.number in {-1, order.number}
            )  # fmt: skip
            kind, visits = self.task.problem.kinds[order.kind], []
            for position, trip in enumerate(order.trips):
                if position:
                    depot = self._depot(order.reloads[position - 1], kind.reload_s)
                    visits.append(pyvrp.Activity(pyvrp.ActivityType.DEPOT, depot))
                visits += [pyvrp.Activity(pyvrp.ActivityType.CLIENT, self.client_of[job]) for job in trip]
            routes.append(pyvrp.Route(self.data, visits, row))
        return pyvrp.Solution(self.data, routes)


def _rested(low: int, high: int, workers: Sequence[CrewKind]) -> tuple[int, int]:
    """Move a window onto clocks without the rest, to the side that is safe for all kinds."""
    rests = [kind.rest for kind in workers if kind.rest is not None]
    latest = [high if high <= rest.earliest_s else max(rest.earliest_s, high - rest.length_s) for rest in rests]
    earliest = [low]
    if len(rests) == len(workers) and all(low > rest.latest_s for rest in rests):
        earliest = [max(rest.latest_s, low - rest.length_s) for rest in rests]
    return max(earliest), min([high, *latest])


def _is_timed(task: DayTask) -> bool:
    """Whether time can bind at all; the search is quicker where it cannot."""
    problem = task.problem
    kinds = [problem.kinds[crews.kind] for crews in task.crews]
    jobs = [problem.jobs[job] for job in task.jobs]
    if any(job.windows or job.release_s for job in jobs) or not task.may.all():
        return True
    if any(kind.most_s is not None or kind.second_cost or kind.rest for kind in kinds):
        return True
    used = {kind.matrix for kind in kinds}
    if any((problem.matrices[m].seconds == UNREACHABLE).any() or (problem.matrices[m].metres == UNREACHABLE).any()
           for m in used):  # fmt: skip
        return True
    longest = max((int(problem.matrices[m].seconds.max()) for m in used), default=0)
    reload_s = max((kind.reload_s for kind in kinds), default=0)
    most_s = sum(job.service_s for job in jobs) + (len(jobs) + 1) * (2 * longest + reload_s)
    return any(kind.shift[1] - kind.shift[0] < most_s for kind in kinds)
