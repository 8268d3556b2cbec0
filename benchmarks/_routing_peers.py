"""Solvers of others for the benchmark of rounds, called where they are installed.

They get the same whole numbers as our own solver: metres as costs, seconds as times, vehicles with their depots. Only
the order of their stops is taken; clock times and lengths are worked out here and checked as ours are.
"""

from __future__ import annotations

import importlib
import importlib.util
import math
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import numpy as np

from geo.routing.fleet.problem import CrewKind, Stop, Tour, WeekPlan, WeekProblem

Crew = tuple[int, int]  # kind and number
Orders = dict[Crew, list[int]]  # the jobs of each crew, in their order
_MODULES = {"vroom": ("vroom",), "ortools": ("ortools.constraint_solver.pywrapcp",)}
_MODELLED = {"cvrp", "vrptw", "mdvrp"}  # several trips, and days to choose: these programs know neither
_SPARE, _FEWEST_SPARE = 1.3, 3  # of vehicles, where a file gives none: a fleet as long as the clients would slow them
_DEEPEST = 5  # of VROOM: its most thorough search


def peers_of(job: dict[str, Any]) -> list[str]:
    """Name the installed solvers; arc routing is none of theirs."""
    return [name for name in _MODULES if job["problem"] != "carp" and importlib.util.find_spec(name)]


def is_modelled(job: dict[str, Any]) -> bool:
    """Whether these programs can say all that the problem of a job asks."""
    return job["problem"] in _MODELLED


def import_peer(peer: str) -> None:
    """Import a program, so that its import is not timed."""
    for module in _MODULES[peer]:
        importlib.import_module(module)


def solve_with(peer: str, problem: WeekProblem, time_limit_s: float) -> WeekPlan | None:
    """Let another program order the jobs of one day; ``None`` where it finds no answer in its time.

    Parameters
    ----------
    problem : of one day, one matrix and one dimension of load, each kind with one trip.
    """
    orders = _SOLVERS[peer](problem, _crews(problem), time_limit_s)
    if orders is None:
        return None
    tours = tuple(_timed(problem, crew, jobs) for crew, jobs in sorted(orders.items()) if jobs)
    served = {job for jobs in orders.values() for job in jobs}
    return WeekPlan(tours, tuple(job for job in range(len(problem.jobs)) if job not in served))


def _crews(problem: WeekProblem) -> list[Crew]:
    """List the vehicles; as many as the loads may need where the file gives none."""
    load = sum(job.demand[0] for job in problem.jobs)
    crews = []
    for kind, asked in enumerate(problem.kinds):
        count = len(problem.jobs) if asked.count is None else asked.count
        if count >= len(problem.jobs) and not any(job.windows for job in problem.jobs) and asked.most_s is None:
            count = min(count, math.ceil(_SPARE * load / asked.capacity[0]) + _FEWEST_SPARE)
        crews += [(kind, number) for number in range(count)]
    return crews


def _closes(problem: WeekProblem, kind: CrewKind) -> int:
    """Return when a vehicle must be back; nobody waits without windows, so that the longest tour is a clock time."""
    if kind.most_s is not None:
        return min(kind.shift[1], kind.shift[0] + kind.most_s)
    legs, longest = len(problem.jobs) + 1, int(problem.matrices[0].seconds.max())
    works = sum(job.service_s for job in problem.jobs) + legs * longest
    latest = max((window[1] for job in problem.jobs for window in job.windows), default=kind.shift[0])
    return min(kind.shift[1], latest + works)


def _timed(problem: WeekProblem, crew: Crew, jobs: Sequence[int]) -> Tour:
    """Drive a tour as early as it can go."""
    kind, seconds = problem.kinds[crew[0]], problem.matrices[0].seconds
    at, clock, stops = kind.depot, kind.shift[0], []
    for number in jobs:
        job = problem.jobs[number]
        arrive = clock + int(seconds[at, job.location])
        start = max(arrive, job.windows[0][0]) if job.windows else arrive
        at, clock = job.location, start + job.service_s
        stops.append(Stop(number, arrive, start, clock))
    return Tour(0, *crew, kind.shift[0], clock + int(seconds[at, kind.depot]), (tuple(stops),))


def _vroom(problem: WeekProblem, crews: Sequence[Crew], time_limit_s: float) -> Orders | None:
    import vroom

    def clock(opens: int, closes: int) -> Any:  # noqa: ANN401  their class
        return vroom.TimeWindow(opens, closes)

    asked = vroom.Input()
    asked.set_durations_matrix("car", problem.matrices[0].seconds.astype(np.uint32))
    asked.set_distances_matrix("car", problem.matrices[0].metres.astype(np.uint32))
    asked.set_costs_matrix("car", problem.matrices[0].metres.astype(np.uint32))
    for position, (kind_number, _) in enumerate(crews):
        kind = problem.kinds[kind_number]
        asked.add_vehicle(vroom.Vehicle(
            position, start=kind.depot, end=kind.depot, capacity=[kind.capacity[0]],
            time_window=clock(kind.shift[0], _closes(problem, kind)), costs=vroom.VehicleCosts(fixed=kind.fixed_cost),
        ))  # fmt: skip
    for number, job in enumerate(problem.jobs):
        asked.add_job(vroom.Job(
            number, job.location, default_service=job.service_s, delivery=[job.demand[0]],
            time_windows=[clock(*window) for window in job.windows],
        ))  # fmt: skip
    found = asked.solve(_DEEPEST, nb_threads=1, timeout=timedelta(seconds=time_limit_s))
    orders: Orders = {}
    for route in found.to_dict()["routes"]:
        jobs = [step["id"] for step in route["steps"] if step["type"] == "job"]
        orders[crews[route["vehicle"]]] = jobs
    return orders


def _ortools(problem: WeekProblem, crews: Sequence[Crew], time_limit_s: float) -> Orders | None:
    from ortools.constraint_solver import pywrapcp, routing_enums_pb2

    homes = sorted({problem.kinds[kind].depot for kind, _ in crews})
    places = [*homes, *(job.location for job in problem.jobs)]
    starts = [homes.index(problem.kinds[kind].depot) for kind, _ in crews]
    index = pywrapcp.RoutingIndexManager(len(places), len(crews), starts, starts)
    model = pywrapcp.RoutingModel(index)
    metres, seconds = (
        values[np.ix_(places, places)] for values in (problem.matrices[0].metres, problem.matrices[0].seconds)
    )
    services = np.array([0] * len(homes) + [job.service_s for job in problem.jobs])
    model.SetArcCostEvaluatorOfAllVehicles(model.RegisterTransitMatrix(metres.tolist()))
    load_starts_at_zero, clock_starts_at_zero = True, False
    loads = model.RegisterUnaryTransitVector([0] * len(homes) + [job.demand[0] for job in problem.jobs])
    kinds = [problem.kinds[kind] for kind, _ in crews]
    model.AddDimensionWithVehicleCapacity(loads, 0, [kind.capacity[0] for kind in kinds], load_starts_at_zero, "load")
    for vehicle, kind in enumerate(kinds):
        model.SetFixedCostOfVehicle(kind.fixed_cost, vehicle)
    closes = [_closes(problem, kind) for kind in kinds]
    transit = model.RegisterTransitMatrix((seconds + services[:, None]).tolist())
    model.AddDimensionWithVehicleCapacity(transit, max(closes), closes, clock_starts_at_zero, "clock")
    timer = model.GetDimensionOrDie("clock")
    for vehicle, kind in enumerate(kinds):
        timer.CumulVar(model.Start(vehicle)).SetMin(kind.shift[0])
    for number, job in enumerate(problem.jobs):
        if job.windows:
            timer.CumulVar(index.NodeToIndex(len(homes) + number)).SetRange(*job.windows[0])
    told = pywrapcp.DefaultRoutingSearchParameters()
    told.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    told.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    told.time_limit.FromMilliseconds(round(time_limit_s * 1000))
    found = model.SolveWithParameters(told)
    return None if found is None else {
        crew: _followed(model, index, found, vehicle, len(homes)) for vehicle, crew in enumerate(crews)
    }  # fmt: skip


def _followed(model: Any, index: Any, found: Any, vehicle: int, homes: int) -> list[int]:  # noqa: ANN401  their classes
    """Follow a vehicle of OR-Tools from its start to its end."""
    at, jobs = found.Value(model.NextVar(model.Start(vehicle))), []
    while not model.IsEnd(at):
        jobs.append(index.IndexToNode(at) - homes)
        at = found.Value(model.NextVar(at))
    return jobs


_SOLVERS: dict[str, Callable[[WeekProblem, Sequence[Crew], float], Orders | None]] = {
    "vroom": _vroom,
    "ortools": _ortools,
}
