"""Solve any siting model: read the problem, say at once what cannot be, solve, check, return."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from geo.clustering.siting.answer import Found, Siting, status_of
from geo.clustering.siting.capacitated import solve_capacitated
from geo.clustering.siting.checker import faults_of, value_of
from geo.clustering.siting.covering import solve_max_cover, solve_set_cover
from geo.clustering.siting.lists import Bools, Ints
from geo.clustering.siting.median_tree import Limits
from geo.clustering.siting.obstacles import obstacle
from geo.clustering.siting.p_center import solve_p_center
from geo.clustering.siting.p_median import solve_p_median
from geo.clustering.siting.problem import Model, SitingProblem, read_problem
from geo.clustering.siting.travel import Travel
from geo.errors import SolverError, shortlist
from geo.plan import Status
from geo.wording import text

_NODES = 20_000  # of the tree, where the caller sets no other limit


def solve(
    travel: Travel | ArrayLike,
    *,
    model: str,
    stations: int | None = None,
    weights: ArrayLike | None = None,
    loads: ArrayLike | None = None,
    capacities: ArrayLike | None = None,
    fixed_costs: ArrayLike | None = None,
    radius_m: float | None = None,
    forced: Sequence[int] | Bools = (),
    forbidden: Sequence[int] | Bools = (),
    seed: int = 0,
    time_limit_s: float | None = None,
    node_limit: int = _NODES,
) -> Siting:
    """Choose sites for demand points, with a proof.

    Parameters
    ----------
    travel : distances, a matrix of shape ``(n, m)`` with inf where a site cannot be reached, or a `Travel` such as
        `PointTravel` for many points in the plane or `told_pairs` for some pairs only.
    model : ``p-median``, ``cpmp`` (p-median with capacities, every point at one site), ``sscflp`` (fixed costs and
        capacities, any number of sites), ``p-center``, ``lscp`` (fewest sites that cover all), ``mclp`` (most weight
        covered by p sites).
    stations : number p of sites to open.
    weights : per point, 1 where not given: cost of a metre, or worth of covering it (MCLP). p-center leaves them out.
    loads : per point, what it takes of a capacity; the weights where not given.
    capacities, fixed_costs : per site.
    radius_m : for the covering models; a point at exactly this distance is covered.
    forced, forbidden : site numbers, or a mask of shape ``(m,)``.
    time_limit_s, node_limit : when to stop with the best plan so far; `stopped_by` says so. Without a time limit the
        answer is the same on any machine.

    Returns
    -------
    Siting
        Checked by plain loops that know nothing of the solver. Where there is no plan: infeasible, with the reason.

    Raises
    ------
    InputError
        Where an argument cannot be used.
    SolverError
        Where the checker refuses the solver's answer.

    Examples
    --------
    >>> answer = solve([[0, 2, 9], [2, 0, 7], [9, 7, 0]], model="p-median", stations=2)
    >>> answer.open_sites.tolist(), answer.value, answer.status.value
    ([0, 2], 2.0, 'optimal')
    """
    began = time.monotonic()
    problem = read_problem(
        travel, model=model, stations=stations, weights=weights, loads=loads, capacities=capacities,
        fixed_costs=fixed_costs, radius_m=radius_m, forced=forced, forbidden=forbidden,
    )  # fmt: skip
    reason = obstacle(problem)
    if reason:
        return _refused(problem, reason, began)
    if problem.shape[0] == 0:
        return _checked(problem, Found(_fewest(problem), 0.0, 0.0), began)
    deadline = math.inf if time_limit_s is None else began + time_limit_s
    found = _SOLVERS[problem.model](problem, limits=Limits(node_limit, deadline), seed=seed)
    return _refused(problem, found.reason, began, found) if found.reason else _checked(problem, found, began)


_SOLVERS: dict[Model, Callable[..., Found]] = {
    Model.P_MEDIAN: solve_p_median,
    Model.CAPACITATED: solve_capacitated,
    Model.FACILITY: solve_capacitated,
    Model.P_CENTER: solve_p_center,
    Model.SET_COVER: solve_set_cover,
    Model.MAX_COVER: solve_max_cover,
}


def _fewest(problem: SitingProblem) -> Ints:
    """Open the forced sites, and the first others up to the count asked for."""
    return _filled(problem, np.flatnonzero(problem.forced))


def _filled(problem: SitingProblem, sites: Ints) -> Ints:
    """Open more sites, the first ones free, until the count asked for is reached; they cost nothing."""
    missing = problem.stations - len(sites) if problem.model.counts_stations else 0
    spare = np.setdiff1d(np.flatnonzero(~problem.forbidden), sites)
    return np.sort(np.concatenate([sites, spare[: max(0, missing)]])).astype(np.int32)


def _refused(problem: SitingProblem, reason: str, began: float, found: Found | None = None) -> Siting:
    nobody = np.full(problem.shape[0], -1, np.int32)
    work, stopped = (found.work, found.stopped_by) if found else (0, "")
    return Siting(
        problem.model,
        np.zeros(0, np.int32),
        nobody,
        math.nan,
        math.nan,
        Status.INFEASIBLE,
        work,
        time.monotonic() - began,
        stopped,
        reason,
    )


def _checked(problem: SitingProblem, found: Found, began: float) -> Siting:
    """Assign the points, recompute the value, and let the checker judge the whole."""
    sites = _filled(problem, found.open_sites)
    assignment = found.assignment
    if assignment is None:
        assignment = problem.travel.nearest(sites) if problem.shape[0] else np.zeros(0, np.int32)
        if problem.model is Model.MAX_COVER:
            far = [problem.travel.between(i, int(j)) > problem.radius_m for i, j in enumerate(assignment)]
            assignment = np.where(far, -1, assignment).astype(np.int32)
    draft = Siting(problem.model, sites, assignment, found.value, found.bound, Status.FEASIBLE, found.work)
    value = value_of(problem, draft)
    if math.isfinite(found.value) and abs(value - found.value) > 1e-6 * max(1.0, abs(value)):
        raise SolverError(text("siting.refused", faults=f"{found.value} ≠ {value}"))
    bound = max(value, found.bound) if problem.model is Model.MAX_COVER else min(value, found.bound)
    answer = replace(
        draft, value=value, bound=bound, status=status_of(value, bound),
        seconds=time.monotonic() - began, stopped_by=found.stopped_by,
    )  # fmt: skip
    faults = faults_of(problem, answer)
    if faults:
        raise SolverError(text("siting.refused", faults=shortlist(faults)))
    return answer
