"""Covering within a radius: the fewest sites that cover all (LSCP), the most weight covered by p sites (MCLP).

MCLP is a p-median in disguise: a point pays nothing where it is covered and its weight where it is not. So the
Lagrangian and the tree of the p-median prove it, with lists of covering sites only. Its plans are bred, and on large
maps the prices of its linear relaxation are the start of the bound.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from geo.clustering.siting.answer import Found, no_plan
from geo.clustering.siting.cover import cover_all
from geo.clustering.siting.cover_breeding import Population
from geo.clustering.siting.cover_relaxation import covering_prices
from geo.clustering.siting.lists import Lists, lists_of_pairs
from geo.clustering.siting.median_tree import Choice, Limits, priced_bound, prove
from geo.clustering.siting.p_median import fixed_states
from geo.clustering.siting.problem import SitingProblem
from geo.clustering.siting.swap_search import OPEN, sum_of_nearest
from geo.wording import text

_TREE_PAIRS = 10_000  # below, subgradients and the tree prove a plan before an interior point method has begun
_FIRST_PLANS, _BREEDING = 0.3, 0.85  # of the time left


def reach_of(problem: SitingProblem, radius_m: float) -> csr_array:
    """Tell which usable site covers which point, shape ``(n, m)``."""
    rows = _within(problem, radius_m).rows
    point = np.repeat(np.arange(len(rows.beyond)), np.diff(rows.start))
    return csr_array((np.ones(len(point)), (point, rows.site)), shape=problem.shape)


def _within(problem: SitingProblem, radius_m: float) -> Lists:
    """List the covering sites of each point, each at cost 0; without one a point costs its weight."""
    metres = problem.travel.lists(np.ones(problem.shape[0]), ~problem.forbidden)
    keep = metres.rows.cost <= radius_m
    point = np.repeat(np.arange(problem.shape[0]), np.diff(metres.rows.start))[keep].astype(np.int32)
    site = metres.rows.site[keep]
    cost = np.zeros(len(site))
    return lists_of_pairs(point, site, cost, site_count=problem.shape[1], beyond=problem.weights.copy())


def solve_set_cover(problem: SitingProblem, *, limits: Limits, seed: int) -> Found:
    """Find the fewest sites that cover every point."""
    cover = cover_all(reach_of(problem, problem.radius_m), problem.forced, limits=limits, seed=seed)
    if cover.sites is None:
        return no_plan(text("siting.no-sites"))
    return Found(
        cover.sites, float(len(cover.sites)), float(min(cover.bound, len(cover.sites))), stopped_by=cover.stopped_by
    )


def solve_max_cover(problem: SitingProblem, *, limits: Limits, seed: int) -> Found:
    """Cover the most weight with p sites."""
    lists = _within(problem, problem.radius_m)
    fixed = fixed_states(problem)
    total = float(problem.weights.sum())
    if len(lists.rows.site) == 0:
        return Found(np.flatnonzero(fixed == OPEN).astype(np.int32), 0.0, 0.0)
    choice = Choice(lists, np.zeros(problem.shape[1]), fixed, problem.stations, problem.stations)
    plans = Population(lists, problem.weights, fixed, problem.stations, seed=seed)
    plans.settle(limits.for_share(_FIRST_PLANS), seed)
    prices = covering_prices(lists, fixed, problem.stations, limits=limits) if _is_large(lists) else None
    upper = sum_of_nearest(lists.rows, plans.best)
    if prices is not None:
        target = total - priced_bound(choice, prices, upper)
        plans.breed(target - choice.slack(upper), limits.for_share(_BREEDING))
        upper = sum_of_nearest(lists.rows, plans.best)
    chosen = prove(choice, plans.best, upper, limits=limits, seed=seed, prices=prices)
    sites = np.flatnonzero(chosen.is_open).astype(np.int32)
    bound = total - max(0.0, chosen.bound)
    return Found(sites, total - chosen.value, bound, work=chosen.nodes, stopped_by=chosen.stopped_by)


def _is_large(lists: Lists) -> bool:
    """Whether the tree will hardly close the problem by itself."""
    return len(lists.rows.site) > _TREE_PAIRS
