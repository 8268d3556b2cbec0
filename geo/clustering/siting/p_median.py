"""p-median: open p sites so that the weighted distance to the nearest of them is least.

Small problems are proved by branch and bound on full lists. Large ones get a plan and a bound from lists of near sites
only: with multipliers clipped at the last listed site the bound holds for all sites.
"""

from __future__ import annotations

import math

import numpy as np

from geo.clustering.siting.answer import Found, no_plan
from geo.clustering.siting.lists import Bools, Bytes, Lists
from geo.clustering.siting.median_tree import Choice, Chosen, Limits, first_multipliers, prove
from geo.clustering.siting.problem import SitingProblem
from geo.clustering.siting.subgradient import ascend
from geo.clustering.siting.swap_search import CLOSED, OPEN, search_swaps, sum_of_nearest
from geo.wording import text

_WHOLE_PAIRS = 12_000_000  # full lists up to here: about 400 MB with their turned copy
_SEARCH_WORK = 40  # passes over the lists before the bound is asked
_LISTED_PAIRS = 40_000_000  # of near lists: about a gigabyte with their turned copy
_NO_LIMITS = Limits(1)


def solve_p_median(problem: SitingProblem, *, limits: Limits, seed: int) -> Found:
    """Solve a p-median problem; see the module."""
    points, sites = problem.shape
    allowed = ~problem.forbidden
    fixed = fixed_states(problem)
    near = int(min(sites, max(40, 8 * sites / problem.stations)))
    if points * sites > _WHOLE_PAIRS:
        return solve_large(problem, limits=limits, seed=seed)
    lists = problem.travel.lists(problem.weights, allowed)
    start = spread_start(lists, fixed, problem.stations, seed)
    work = _SEARCH_WORK * len(lists.rows.site)
    start, _, _ = search_swaps(lists.shortened(near), start, fixed, work=work, seed=seed)
    choice = Choice(lists, np.zeros(sites), fixed, problem.stations, problem.stations)
    chosen = prove(choice, start, sum_of_nearest(lists.rows, start), limits=limits, seed=seed)
    return found_of(problem, chosen, lists)


def found_of(problem: SitingProblem, chosen: Chosen, lists: Lists) -> Found:
    """Hand over what the tree found, or say that no plan serves every point."""
    unserved = float(lists.rows.beyond.min(initial=math.inf))
    if problem.shape[0] and chosen.bound >= unserved * (1 - 1e-6):
        return no_plan(text("siting.unserved", stations=problem.stations), work=chosen.nodes)
    if problem.shape[0] and chosen.value >= unserved:
        return no_plan(text("siting.none-found", stations=problem.stations), work=chosen.nodes, stopped_by="work")
    return Found(
        np.flatnonzero(chosen.is_open).astype(np.int32),
        chosen.value,
        chosen.bound,
        work=chosen.nodes,
        stopped_by=chosen.stopped_by,
    )


def fixed_states(problem: SitingProblem) -> Bytes:
    """Turn forced and forbidden sites into states for the kernels."""
    return (OPEN * problem.forced + CLOSED * problem.forbidden).astype(np.int8)


def spread_start(lists: Lists, fixed: Bytes, stations: int, seed: int) -> Bools:
    """Open the forced sites and random others, the first choice of a random point each, to spread as demand does."""
    is_open: Bools = fixed == OPEN
    random = np.random.default_rng(seed)
    rows = lists.rows
    some = random.permutation(np.flatnonzero(np.diff(rows.start) > 0))
    wished = rows.site[rows.start[some]] if len(some) else np.zeros(0, np.int32)
    rest = random.permutation(np.flatnonzero(fixed != CLOSED))
    order = np.concatenate([wished, rest])
    _, first = np.unique(order, return_index=True)
    order = order[np.sort(first)]
    order = order[~is_open[order]]
    is_open[order[: stations - int(is_open.sum())]] = True
    return is_open


def solve_large(problem: SitingProblem, *, seed: int, limits: Limits = _NO_LIMITS) -> Found:
    """Search and bound on lists of near sites; the value is that of all sites."""
    points, _ = problem.shape
    fixed = fixed_states(problem)
    near = int(min(max(30, 4 * points / problem.stations), max(30, _LISTED_PAIRS // max(points, 1))))
    lists = problem.travel.lists(problem.weights, ~problem.forbidden, length=near)
    count, sites = problem.stations, problem.shape[1]
    start = spread_start(lists, fixed, count, seed)
    size = len(lists.rows.site)
    start, value, _ = search_swaps(lists, start, fixed, work=_SEARCH_WORK * size, seed=seed)
    at, best = first_multipliers(lists, start), -math.inf
    stopped = "work"
    for round_number in range(12):
        run = ascend(
            lists.rows, np.zeros(sites), fixed, count, count, at, value, 1e-9 * abs(value), 100, 20, 0.7**round_number
        )
        at, gained, best = run.multipliers, run.bound - best, max(best, run.bound)
        if limits.is_over or gained < 1e-6 * abs(value):
            stopped = "time" if limits.is_over else "work"
            break
    for _ in range(8):
        if limits.is_over:
            stopped = "time"
            break
        start, value, _ = search_swaps(lists, start, fixed, work=_SEARCH_WORK * size, seed=seed + 1, target=best)
    return Found(np.flatnonzero(start).astype(np.int32), math.nan, best, stopped_by=stopped)
