"""Siting with capacities, every point at one site: p-median (CPMP) and facility location with fixed costs (SSCFLP).

Annealing finds a plan, a Lagrangian with knapsacks the bound; growing parts of the plan are solved among all clusters
that the bound allows, and at last what it leaves of the whole is, to prove the plan. The answer depends on the clock
only where a time limit cuts the work, which `stopped_by` tells.
"""

from __future__ import annotations

import math
import time
from dataclasses import replace

import numpy as np

from geo.clustering.siting.answer import Found, no_plan
from geo.clustering.siting.capacity_case import case_of
from geo.clustering.siting.capacity_proof import bound_of, prove
from geo.clustering.siting.capacity_search import anneal_starts, first_sites, improve
from geo.clustering.siting.median_tree import Limits, first_multipliers
from geo.clustering.siting.problem import Model, SitingProblem

_SEARCH = 0.85  # of the time limit; the rest is for the proof


def solve_capacitated(problem: SitingProblem, *, limits: Limits, seed: int) -> Found:
    """Solve siting with capacities; see the module."""
    case = case_of(problem)
    first = first_sites(case, seed)
    guess = case.guess(first)
    loose = bound_of(case, first_multipliers(case.lists, first), guess, tight=False, scale=1.0, limits=limits)
    plan, is_cut = anneal_starts(case, first, loose, limits=limits, seed=seed)
    upper = plan.value if math.isfinite(plan.value) else guess
    run = bound_of(case, loose.multipliers, upper, tight=True, scale=0.3, limits=limits)
    if plan.value < case.unserved and not case.is_closed(plan.value, run.bound):
        plan = improve(case, plan, first, run, limits=_part_of(limits, _SEARCH), seed=seed)
    plan, bound, reason = prove(case, plan, run, limits)
    if reason:
        return no_plan(reason)
    stopped = "time" if limits.is_over or is_cut else "" if case.is_closed(plan.value, bound) else "work"
    sites = np.sort(plan.site)
    if problem.model is Model.FACILITY:
        sites = np.union1d(plan.assignment, np.flatnonzero(problem.forced))
    return Found(sites.astype(np.int32), math.nan, bound, plan.assignment, stopped_by=stopped)


def _part_of(limits: Limits, share: float) -> Limits:
    left = limits.deadline - time.monotonic()
    return replace(limits, deadline=time.monotonic() + share * left) if math.isfinite(left) else limits
