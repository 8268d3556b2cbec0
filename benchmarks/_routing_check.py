"""Tours measured again from the coordinates of the instance: value, loads, lengths and windows in double precision."""

from __future__ import annotations

import math

from _routing_formats import FINE, Instance

from geo.routing.fleet.checker import check_week
from geo.routing.fleet.problem import Tour, WeekPlan

_SAFE = 1e-6  # sums of doubles in another order


def value_of(instance: Instance, plan: WeekPlan) -> float:
    """Return the length of all tours in the units of the published value."""
    total = sum(_length(instance, origin, target) for tour in plan.tours for origin, target in _legs(instance, tour))
    return total / (instance.unit if instance.scaled is not None else 1.0)


def is_right(instance: Instance, plan: WeekPlan) -> bool:
    """Whether a plan serves everything, keeps all rules of the week, and holds in the original numbers too."""
    if check_week(instance.problem, plan) or plan.unserved:
        return False
    if instance.scaled is not None:
        return True
    return all(_holds(instance, tour) for tour in plan.tours)


def _legs(instance: Instance, tour: Tour) -> list[tuple[int, int]]:
    depot = instance.problem.kinds[tour.kind].depot
    places = [depot]
    for number, trip in enumerate(tour.trips):
        places += [instance.problem.jobs[stop.job].location for stop in trip]
        places += [tour.reloads[number]] if number < len(tour.reloads) else []
    return list(zip(places, [*places[1:], depot], strict=True))


def _length(instance: Instance, origin: int, target: int) -> float:
    (x, y), (to_x, to_y) = instance.xy[origin].tolist(), instance.xy[target].tolist()
    length = math.hypot(to_x - x, to_y - y)
    if instance.scaled is None:
        return length
    import numpy as np

    return float(instance.scaled(np.array([length]))[0])


def _holds(instance: Instance, tour: Tour) -> bool:
    """Walk a tour in double precision, as early as it can go, and for its length without any waiting."""
    kind, jobs = instance.problem.kinds[tour.kind], instance.problem.jobs
    if sum(jobs[stop.job].demand[0] for stop in tour.stops()) > kind.capacity[0]:
        return False
    clock, worked = kind.shift[0] / FINE, 0.0
    for (origin, target), stop in zip(_legs(instance, tour), [*tour.stops(), None], strict=True):
        leg = _length(instance, origin, target)
        clock, worked = clock + leg, worked + leg
        if stop is None:
            break
        job = jobs[stop.job]
        if job.windows:
            clock = max(clock, job.windows[0][0] / FINE)
            if clock > job.windows[0][1] / FINE + _SAFE:
                return False
        clock, worked = clock + job.service_s / FINE, worked + job.service_s / FINE
    limit = instance.limits[tour.kind] if instance.limits else None
    return clock <= kind.shift[1] / FINE + _SAFE and (limit is None or worked <= limit + _SAFE)
