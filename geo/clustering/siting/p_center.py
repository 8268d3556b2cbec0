"""p-center: open p sites so that the farthest point is as near as can be.

The best radius is one of the distances, so bisection over the distances asks each time whether p sites cover all
(Minieka 1970). The answer is exact: thresholds are the distances themselves, never sums or roundings of them.
"""

from __future__ import annotations

import time

import numpy as np
from scipy.sparse import csr_array

from geo.clustering.siting.answer import Found, no_plan
from geo.clustering.siting.cover import Cover, cover_all
from geo.clustering.siting.lists import Floats, Ints, Lists
from geo.clustering.siting.median_tree import Limits
from geo.clustering.siting.p_median import fixed_states, spread_start
from geo.clustering.siting.problem import SitingProblem
from geo.wording import text


def solve_p_center(problem: SitingProblem, *, limits: Limits, seed: int) -> Found:
    """Solve a p-center problem; see the module."""
    lists = problem.travel.lists(np.ones(problem.shape[0]), ~problem.forbidden)
    rows = lists.rows
    nearest = rows.cost[rows.start[:-1]]
    radii = np.unique(rows.cost)
    radii = radii[radii >= nearest.max(initial=0.0)]  # each point needs at least its nearest site
    point = np.repeat(np.arange(problem.shape[0]), np.diff(rows.start))
    start = np.flatnonzero(spread_start(lists, fixed_states(problem), problem.stations, seed)).astype(np.int32)
    low, high, sites, stopped = 0, len(radii), None, ""
    reached = _farthest(problem, start)
    if np.isfinite(reached):
        high, sites = int(np.searchsorted(radii, reached)), start
    unknown: set[int] = set()
    while low < high:
        middle = _next_radius(low, high, unknown)
        if middle is None or limits.is_over:
            stopped = stopped or "time"
            break
        cover = _cover_within(lists, point, float(radii[middle]), problem, limits, seed)
        if cover.sites is not None:
            sites = cover.sites
            high = min(middle, int(np.searchsorted(radii, _farthest(problem, sites))))
        elif cover.bound > problem.stations:
            low = middle + 1
        else:
            unknown.add(middle)
            stopped = cover.stopped_by or "work"
    if sites is None:
        reason = "siting.unserved" if low >= len(radii) else "siting.none-found"
        return no_plan(text(reason, stations=problem.stations), stopped_by=stopped)
    stopped = stopped if low < high else ""
    return Found(sites, float(radii[high]), float(radii[low]), stopped_by=stopped)


def _next_radius(low: int, high: int, unknown: set[int]) -> int | None:
    """Take the middle one, or the nearest above it that was not tried in vain."""
    middle = (low + high) // 2
    order = [*range(middle, high), *range(middle - 1, low - 1, -1)] if unknown else [middle]
    return next((radius for radius in order if radius not in unknown), None)


def _cover_within(lists: Lists, point: Ints, radius: float, problem: SitingProblem, limits: Limits, seed: int) -> Cover:
    keep = lists.rows.cost <= radius
    reach = csr_array((np.ones(int(keep.sum())), (point[keep], lists.rows.site[keep])), shape=problem.shape)
    until = Limits(limits.nodes, min(limits.deadline, time.monotonic() + 3600.0))
    return cover_all(reach, problem.forced, wanted=problem.stations, limits=until, seed=seed)


def _farthest(problem: SitingProblem, sites: Ints) -> float:
    """Measure the farthest point from its nearest site."""
    nearest = problem.travel.nearest(sites)
    if (nearest < 0).any():
        return float("inf")
    ways: Floats = np.array([problem.travel.between(point, int(site)) for point, site in enumerate(nearest)])
    return float(ways.max(initial=0.0))
