"""A proved lower bound on the cost of a week, whatever the days, crews and orders: safe in whole numbers.

Every visit is come to once, so a job costs at least its cheapest way in, times its fewest visits, and its service
time where seconds cost. Every tour comes home, over the cheapest way in to a depot, and costs its fixed part; how
many tours there must be follows from the loads, the working time and the job with the most visits.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from geo.routing.fleet.alone import doable
from geo.routing.fleet.problem import UNREACHABLE, CrewKind, WeekProblem
from geo.routing.fleet.timetable import demand_of

_FAR = 1 << 60


def least_cost(problem: WeekProblem, unserved: tuple[int, ...] = ()) -> int:
    """Return a number that no plan can cost less than which serves all jobs but those."""
    can, _ = doable(problem)
    left_out = set(unserved)
    jobs = [job for job in range(len(problem.jobs)) if job not in left_out and can[job].any()]
    kinds = [kind for kind in range(len(problem.kinds)) if can[jobs, kind].any()]
    if not jobs or not kinds:
        return 0
    ways = {kind: _leg_costs(problem, kind) for kind in kinds}
    total = 0
    for job in jobs:
        location, visits = problem.jobs[job].location, _fewest(problem, job)
        total += visits * min(_way_in(problem, ways[kind], kind, location, jobs, job)
                              + problem.kinds[kind].second_cost * problem.jobs[job].service_s
                              for kind in kinds if can[job, kind])  # fmt: skip
    home = min(_way_home(problem, ways[kind], kind, jobs) + problem.kinds[kind].fixed_cost for kind in kinds)
    return total + home * _fewest_tours(problem, jobs, kinds)


def _fewest(problem: WeekProblem, job: int) -> int:
    """Return the fewest visits that a job can have."""
    return min(len(set(pattern)) for pattern in problem.jobs[job].patterns)


def _leg_costs(problem: WeekProblem, kind: int) -> NDArray[np.int64]:
    asked = problem.kinds[kind]
    matrix = problem.matrices[asked.matrix]
    cost = asked.metre_cost * matrix.metres + asked.second_cost * matrix.seconds
    cost[(matrix.metres == UNREACHABLE) | (matrix.seconds == UNREACHABLE)] = _FAR
    return cost


def _way_in(problem: WeekProblem, cost: NDArray[np.int64], kind: int, location: int, jobs: list[int], job: int) -> int:
    """Return the cheapest leg to a job from a depot, a reload or another job."""
    asked = problem.kinds[kind]
    origins = [asked.depot, *asked.reload_at, *(problem.jobs[other].location for other in jobs if other != job)]
    return int(cost[origins, location].min())


def _way_home(problem: WeekProblem, cost: NDArray[np.int64], kind: int, jobs: list[int]) -> int:
    return int(cost[[problem.jobs[job].location for job in jobs], problem.kinds[kind].depot].min())


def _fewest_tours(problem: WeekProblem, jobs: list[int], kinds: list[int]) -> int:
    """Return how many tours there must be in the week at least."""
    fewest = max(_fewest(problem, job) for job in jobs)
    asked = [problem.kinds[kind] for kind in kinds]
    for dimension in range(max(len(kind.capacity) for kind in asked)):
        most = [_carries(kind, dimension) for kind in asked]
        load = sum(demand_of(problem, job, dimension) * _fewest(problem, job) for job in jobs)
        if None not in most and max(carried for carried in most if carried is not None) > 0:
            fewest = max(fewest, -(-load // max(carried for carried in most if carried is not None)))
    work_s = sum(problem.jobs[job].service_s * _fewest(problem, job) for job in jobs)
    longest_s = max(min(kind.shift[1] - kind.shift[0], kind.most_s or kind.shift[1]) for kind in asked)
    return max(fewest, -(-work_s // longest_s)) if longest_s > 0 else fewest


def _carries(kind: CrewKind, dimension: int) -> int | None:
    """Return the most that one tour of a kind carries; None where nothing limits it."""
    if dimension >= len(kind.capacity) or (kind.reload_at and kind.most_trips is None):
        return None
    return kind.capacity[dimension] * (kind.most_trips or 1 if kind.reload_at else 1)
