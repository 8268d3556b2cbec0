"""Covering within a radius: the fewest sites that cover all (LSCP), the most weight covered by p sites (MCLP).

MCLP is a p-median in disguise: a point pays nothing where it is covered and its weight where it is not. So the swap
search, the Lagrangian and the tree of the p-median solve it, with lists of covering sites only.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from geo.clustering.siting.answer import Found, no_plan
from geo.clustering.siting.cover import cover_all
from geo.clustering.siting.lists import Lists, lists_of_pairs
from geo.clustering.siting.median_tree import Choice, Limits, prove
from geo.clustering.siting.p_median import fixed_states, spread_start
from geo.clustering.siting.problem import SitingProblem
from geo.clustering.siting.swap_search import OPEN, search_swaps, sum_of_nearest
from geo.wording import text

_SEARCH_WORK = 600  # passes over the lists


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
    start = spread_start(lists, fixed, problem.stations, seed)
    if len(lists.rows.site) == 0:
        return Found(np.flatnonzero(fixed == OPEN).astype(np.int32), 0.0, 0.0)
    work = _SEARCH_WORK * len(lists.rows.site)
    start, _, _ = search_swaps(lists, start, fixed, work=work, seed=seed)
    choice = Choice(lists, np.zeros(problem.shape[1]), fixed, problem.stations, problem.stations)
    chosen = prove(choice, start, sum_of_nearest(lists.rows, start), limits=limits, seed=seed)
    sites = np.flatnonzero(chosen.is_open).astype(np.int32)
    return Found(sites, total - chosen.value, total - chosen.bound, work=chosen.nodes, stopped_by=chosen.stopped_by)
