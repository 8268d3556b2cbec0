"""The independent checker of siting answers: plain loops over the problem as it was asked, no solver code."""

from __future__ import annotations

import math
from collections.abc import Iterator

from geo.clustering.siting.answer import Siting
from geo.clustering.siting.problem import Model, SitingProblem
from geo.plan import Status

_EQUAL = 1e-7  # relative; sums of floats in another order


def faults_of(problem: SitingProblem, siting: Siting) -> list[str]:
    """List every rule that an answer breaks and every number in it that is wrong; empty where all is right.

    An infeasible answer has no plan to check, only that it says why.
    """
    if siting.status is Status.INFEASIBLE:
        return [] if siting.reason else ["infeasible without a reason"]
    return [*_site_faults(problem, siting), *_point_faults(problem, siting), *_number_faults(problem, siting)]


def _site_faults(problem: SitingProblem, siting: Siting) -> Iterator[str]:
    sites = [int(site) for site in siting.open_sites]
    if len(set(sites)) != len(sites):
        yield "a site is open twice"
    for site in sites:
        if not 0 <= site < problem.shape[1]:
            yield f"site {site} does not exist"
        elif problem.forbidden[site]:
            yield f"site {site} is forbidden"
    for site in range(problem.shape[1]):
        if problem.forced[site] and site not in sites:
            yield f"site {site} is forced but not open"
    if problem.model.counts_stations and len(sites) != problem.stations:
        yield f"{len(sites)} sites are open instead of {problem.stations}"


def _point_faults(problem: SitingProblem, siting: Siting) -> Iterator[str]:
    if len(siting.assignment) != problem.shape[0]:
        yield f"{len(siting.assignment)} points are assigned instead of {problem.shape[0]}"
        return
    sites = {int(site) for site in siting.open_sites}
    load = dict.fromkeys(sites, 0.0)
    for point, site in enumerate(int(site) for site in siting.assignment):
        if site == -1 and problem.model is Model.MAX_COVER:
            if any(problem.travel.between(point, other) <= problem.radius_m for other in sites):
                yield f"point {point} is covered but not counted"
        elif site not in sites:
            yield f"point {point} goes to site {site}, which is not open"
        else:
            load[site] += float(problem.loads[point])
            yield from _way_faults(problem, point, site)
    if problem.model.has_capacities:
        for site, carried in load.items():
            if carried > float(problem.capacities[site]) * (1 + 1e-9):
                yield f"site {site} carries {carried} of {problem.capacities[site]}"


def _way_faults(problem: SitingProblem, point: int, site: int) -> Iterator[str]:
    metres = problem.travel.between(point, site)
    if not math.isfinite(metres):
        yield f"point {point} cannot reach site {site}"
    elif metres > problem.radius_m:
        yield f"point {point} is {metres} from site {site}, beyond {problem.radius_m}"


def value_of(problem: SitingProblem, siting: Siting) -> float:
    """Recompute the value of an answer from the problem alone."""
    pairs = [(point, int(site)) for point, site in enumerate(siting.assignment)]
    if problem.model is Model.SET_COVER:
        return float(len(siting.open_sites))
    if problem.model is Model.P_CENTER:
        return max((problem.travel.between(point, site) for point, site in pairs), default=0.0)
    if problem.model is Model.MAX_COVER:
        return math.fsum(float(problem.weights[point]) for point, site in pairs if site >= 0)
    total = math.fsum(float(problem.weights[point]) * problem.travel.between(point, site) for point, site in pairs)
    if problem.model is Model.FACILITY:
        total += math.fsum(float(problem.fixed_costs[int(site)]) for site in siting.open_sites)
    return total


def _number_faults(problem: SitingProblem, siting: Siting) -> Iterator[str]:
    sites, last = {int(site) for site in siting.open_sites}, problem.shape[1] - 1
    if any(not 0 <= int(site) <= last for site in siting.assignment if int(site) != -1) or not sites:
        if problem.shape[0] or siting.value:
            yield "the value cannot be recomputed"
        return
    if -1 in {int(site) for site in siting.assignment} and problem.model is not Model.MAX_COVER:
        return
    value, room = value_of(problem, siting), _EQUAL * max(1.0, abs(siting.value))
    if not abs(value - siting.value) <= room:
        yield f"the value is {value}, not {siting.value}"
    beyond = siting.bound - siting.value if problem.model is not Model.MAX_COVER else siting.value - siting.bound
    if beyond > room:
        yield f"the value {siting.value} passes its own bound {siting.bound}"
    if (siting.status is Status.OPTIMAL) != (
        abs(siting.value - siting.bound) <= room
    ) and siting.status is Status.OPTIMAL:
        yield f"the plan is called optimal at {siting.value} with a bound of {siting.bound}"
