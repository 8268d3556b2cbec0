"""p-median: open p sites so that the weighted distance to the nearest of them is least.

Small problems are proved by branch and bound on full lists. Large ones get a plan and a bound from lists of near sites
only: with multipliers clipped at the last listed site the bound holds for all sites.
"""

from __future__ import annotations

import math

import numpy as np

from geo.clustering.siting.answer import Found, no_plan
from geo.clustering.siting.lists import Bools, Bytes, Lists
from geo.clustering.siting.median_tree import Choice, Chosen, Limits, first_multipliers, likeliest, prove
from geo.clustering.siting.problem import SitingProblem
from geo.clustering.siting.subgradient import Ascent, ascend
from geo.clustering.siting.swap_search import CLOSED, OPEN, search_swaps, sum_of_nearest
from geo.wording import text

_WHOLE_PAIRS = 12_000_000  # full lists up to here: about 400 MB with their turned copy
_SEARCH_WORK = 40  # passes over the lists before the bound is asked
_LISTED_PAIRS = 40_000_000  # of near lists: about a gigabyte with their turned copy
_NO_LIMITS = Limits(1)
_ROUNDS, _LONG_TURNS = 12, 8
_NARROW = 1e-4  # a gap that more search hardly narrows on large maps


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
    """Search and bound on lists of near sites; the value is that of all sites.

    The sites that the bound opens most often are a far better start than any spread of sites.
    """
    points, _ = problem.shape
    fixed = fixed_states(problem)
    near = int(min(max(30, 4 * points / problem.stations), max(30, _LISTED_PAIRS // max(points, 1))))
    lists = problem.travel.lists(problem.weights, ~problem.forbidden, length=near)
    pass_work = len(lists.rows.site)
    start = spread_start(lists, fixed, problem.stations, seed)
    start, value, _ = search_swaps(lists, start, fixed, work=10 * pass_work, seed=seed)
    run, is_cut = _raised(lists, fixed, problem.stations, start, value, limits)
    plans = [(value, 0, start)]
    for nth, suggested in enumerate((likeliest(run, fixed, problem.stations), run.chosen.astype(bool)), start=1):
        if suggested.sum() == problem.stations and not limits.is_over:
            found, cost, _ = search_swaps(lists, suggested, fixed, work=_SEARCH_WORK * pass_work, seed=seed)
            plans.append((cost, nth, found))
    value, _, start = min(plans, key=lambda plan: plan[:2])
    for turn in range(_LONG_TURNS):
        if limits.is_over or value - run.bound < _NARROW * value:
            break
        start, value, _ = search_swaps(lists, start, fixed, work=_SEARCH_WORK * pass_work, seed=seed + turn)
    stopped = "time" if is_cut or limits.is_over else "work"
    return Found(np.flatnonzero(start).astype(np.int32), math.nan, run.bound, stopped_by=stopped)


def _raised(
    lists: Lists, fixed: Bytes, stations: int, start: Bools, value: float, limits: Limits
) -> tuple[Ascent, bool]:
    """Raise the bound in rounds, so that the clock is heard; tell whether it cut the work."""
    free = np.zeros(lists.site_count)
    best: Ascent | None = None
    at = first_multipliers(lists, start)
    for turn in range(_ROUNDS):
        run = ascend(lists.rows, free, fixed, stations, stations, at, value, 1e-9 * abs(value), 60, 8, 0.75**turn)
        gained = math.inf if best is None else run.bound - best.bound
        best = run if gained > 0 else best
        assert best is not None
        if gained < 1e-6 * abs(value):
            break
        if limits.is_over:
            return best, True
        at = best.multipliers
    assert best is not None
    return best, False
