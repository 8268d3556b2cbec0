"""A proved lower bound on the cost of a week, whatever the days, crews and orders: in whole numbers, so exact.

Three parts: the fixed cost of the fewest tours, the service time where seconds cost, and the legs. The fewest tours
follow from the loads, the working time and the job with the most visits; the legs from the trees of `forest` or, where
a job may have more visits in one pattern than in another, from the cheapest way in to each visit and to each home.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geo.routing.fleet.alone import Bools, doable
from geo.routing.fleet.clock import Ints
from geo.routing.fleet.forest import tree_bound
from geo.routing.fleet.problem import UNREACHABLE, CrewKind, WeekProblem
from geo.routing.fleet.timetable import demand_of

_FAR = 1 << 40  # of a leg that no crew can use


@dataclass(frozen=True, slots=True, eq=False)
class _Served:
    problem: WeekProblem
    can: Bools
    jobs: list[int]
    kinds: list[int]

    @property
    def visits(self) -> Ints:
        """The fewest visits of each job."""
        patterns = (self.problem.jobs[job].patterns for job in self.jobs)
        return np.array([min(len(set(pattern)) for pattern in found) for found in patterns], dtype=np.int64)


def least_cost(problem: WeekProblem, unserved: tuple[int, ...] = (), *, target: int = 0) -> int:
    """Return a number that no plan can cost less than which serves all jobs but those.

    Parameters
    ----------
    target : the cost of a plan; the nearer to the least cost, the better the bound.
    """
    can, _ = doable(problem)
    left_out = set(unserved)
    jobs = [job for job in range(len(problem.jobs)) if job not in left_out and can[job].any()]
    kinds = [kind for kind in range(len(problem.kinds)) if can[jobs, kind].any()]
    if not jobs:
        return 0
    served = _Served(problem, can, jobs, kinds)
    tours = _fewest_tours(served)
    fixed = tours * min(problem.kinds[kind].fixed_cost for kind in kinds)
    work = sum(
        int(visits) * problem.jobs[job].service_s * min(problem.kinds[k].second_cost for k in kinds if can[job, k])
        for job, visits in zip(jobs, served.visits, strict=True)
    )
    both = _leg_costs(served)
    simple = int((served.visits * both[:, 1:].min(axis=0)).sum()) + tours * int(both[1:, 0].min())
    legs = 0
    if all(len({len(set(pattern)) for pattern in problem.jobs[job].patterns}) == 1 for job in jobs):
        either = np.minimum(both, both.T)
        legs = tree_bound(either, served.visits, tours, target=max(simple, target - fixed - work))
    return fixed + work + max(simple, legs)


def _leg_costs(served: _Served) -> Ints:
    """Return the least cost of a leg between the depots (point 0) and the jobs, over all kinds that can do them."""
    problem, size = served.problem, len(served.jobs) + 1
    least = np.full((size, size), _FAR, dtype=np.int64)
    places: Ints = np.array([problem.jobs[job].location for job in served.jobs], dtype=np.int64)
    for kind in served.kinds:
        asked, able = problem.kinds[kind], np.flatnonzero(served.can[served.jobs, kind])
        matrix = problem.matrices[asked.matrix]
        cost = asked.metre_cost * matrix.metres + asked.second_cost * matrix.seconds
        cost[(matrix.metres == UNREACHABLE) | (matrix.seconds == UNREACHABLE)] = _FAR
        homes = np.array(sorted({asked.depot, *asked.reload_at}))
        block = np.ix_(able + 1, able + 1)
        least[block] = np.minimum(least[block], cost[np.ix_(places[able], places[able])])
        least[0, able + 1] = np.minimum(least[0, able + 1], cost[np.ix_(homes, places[able])].min(axis=0))
        least[able + 1, 0] = np.minimum(least[able + 1, 0], cost[np.ix_(places[able], homes)].min(axis=1))
    np.fill_diagonal(least, _FAR)
    return least


def _fewest_tours(served: _Served) -> int:
    """Return how many tours there must be in the week at least."""
    problem, visits = served.problem, served.visits
    kinds = [problem.kinds[kind] for kind in served.kinds]
    fewest = int(visits.max())
    for dimension in range(max(len(kind.capacity) for kind in kinds)):
        carried = [_carries(kind, dimension) for kind in kinds]
        loads = np.array([demand_of(problem, job, dimension) for job in served.jobs])
        most = max((load for load in carried if load is not None), default=0)
        if None not in carried and most > 0:
            fewest = max(fewest, -(-int((loads * visits).sum()) // most))
    work_s = sum(int(f) * problem.jobs[job].service_s for job, f in zip(served.jobs, visits, strict=True))
    longest_s = max(
        kind.shift[1] - kind.shift[0] if kind.most_s is None else min(kind.shift[1] - kind.shift[0], kind.most_s)
        for kind in kinds
    )
    return max(fewest, -(-work_s // longest_s)) if longest_s > 0 else fewest


def _carries(kind: CrewKind, dimension: int) -> int | None:
    """Return the most that one tour of a kind carries; None where nothing limits it."""
    if dimension >= len(kind.capacity) or (kind.reload_at and kind.most_trips is None):
        return None
    return kind.capacity[dimension] * ((kind.most_trips or 1) if kind.reload_at else 1)
