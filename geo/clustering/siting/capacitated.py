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
from geo.clustering.siting.capacity_proof import bound_of, prove_by_clusters, prove_by_pairs
from geo.clustering.siting.capacity_search import anneal_starts, first_sites, improve, search_again
from geo.clustering.siting.median_tree import Limits, first_multipliers
from geo.clustering.siting.problem import Model, SitingProblem

_FIRST, _FIRST_PROOF, _SEARCH = 0.85, 0.5, 0.6  # of the time left: first search and proof, then other starts


def solve_capacitated(problem: SitingProblem, *, limits: Limits, seed: int) -> Found:
    """Solve siting with capacities; see the module."""
    case = case_of(problem)
    first = first_sites(case, seed)
    guess = case.guess(first)
    loose = bound_of(case, first_multipliers(case.lists, first), guess, tight=False, scale=1.0, limits=limits)
    plan, is_cut = anneal_starts(case, first, loose, limits=limits, seed=seed)
    upper = plan.value if math.isfinite(plan.value) else guess
    run = bound_of(case, loose.multipliers, upper, tight=True, scale=0.3, limits=limits)
    proved = run.bound
    if plan.value < case.unserved and not case.is_closed(plan.value, proved):
        plan = improve(case, plan, run, limits=_part_of(limits, _FIRST), seed=seed)
        plan, proved = prove_by_clusters(case, plan, run, _part_of(limits, _FIRST_PROOF))
        if not case.is_closed(plan.value, proved):
            before = plan.value
            plan = search_again(case, plan, first, run, limits=_part_of(limits, _SEARCH), seed=seed)
            if plan.value < before:
                plan, again = prove_by_clusters(case, plan, run, limits)
                proved = max(proved, again)
    if case.is_closed(plan.value, proved):
        bound, reason = plan.value if case.slack else proved, ""
    else:
        plan, bound, reason = prove_by_pairs(case, plan, run, limits)
        bound = max(bound, min(proved, plan.value))
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
