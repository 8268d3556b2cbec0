"""All plans of a very small pool at once: every connected subset in tolerance is priced, then subsets are put together.

Exact for any objective; the number of subsets doubles with each unit.
"""

from __future__ import annotations

import numpy as np

from geo.clustering.pool.ground import Ground, Tally, add, excess, scatter, tally_of
from geo.clustering.pool.instance import Bools, Floats, Ints, Pool
from geo.compiled import compiled, compiled_inner

MOST_UNITS = 12  # 3^12 pairs of subsets a region: under a second


def best_plan(pool: Pool, ground: Ground) -> tuple[Ints | None, float]:
    """Return a plan of least value and that value; None where no plan exists."""
    units, regions = pool.units, pool.regions
    together, apart = pool.rules.pairs(regions)
    forced = np.zeros(units, np.bool_)
    forced[pool.rules.forced] = True
    costs = _subset_costs(ground, tally_of(ground, np.zeros(units, np.int32), 1), together, apart, forced)
    best, chosen = _combined(costs, regions)
    everything = (1 << units) - 1
    if not np.isfinite(best[regions, everything]):
        return None, np.inf
    region, left = np.zeros(units, np.int32), everything
    for number in range(regions, 0, -1):
        subset = int(chosen[number, left])
        region[[unit for unit in range(units) if subset >> unit & 1]] = number - 1
        left ^= subset
    return region, float(best[regions, everything])


@compiled_inner
def _is_whole(g: Ground, subset: int) -> bool:
    reached = fresh = subset & -subset
    while fresh:
        wider = 0
        for unit in range(len(g.x)):
            if (fresh >> unit) & 1:
                for e in range(g.start[unit], g.start[unit + 1]):
                    wider |= 1 << int(g.neighbour[e])
        fresh = wider & subset & ~reached
        reached |= fresh
    return reached == subset


@compiled_inner
def _keeps(subset: int, together: Ints, apart: Ints) -> bool:
    broken = 0
    for k in range(len(together)):
        broken += (subset >> int(together[k, 0]) ^ subset >> int(together[k, 1])) & 1
    for k in range(len(apart)):
        broken += (subset >> int(apart[k, 0])) & (subset >> int(apart[k, 1])) & 1
    return broken == 0


@compiled_inner
def _subset_cost(g: Ground, t: Tally, subset: int, forced: Bools) -> float:
    """Return the inertia of the units of a subset, and half of its priced border with the others."""
    total = 0.0
    t.size[0], t.weight[0], t.sum_x[0], t.sum_y[0], t.sum_squares[0] = 0, 0.0, 0.0, 0.0, 0.0
    t.load[0, :] = 0.0
    for unit in range(len(g.x)):
        if (subset >> unit) & 1:
            add(g, t, unit, 0, 1.0)
            for e in range(g.start[unit], g.start[unit + 1]):
                if not (subset >> int(g.neighbour[e])) & 1:
                    total += 0.5 * g.border[e]
    for a in range(g.load.shape[1]):
        if excess(g, t.load[0, a], a) > 1e-9:
            return np.inf
    if not g.has_centres:
        return total + scatter(g, t, 0, 0, 0.0)
    least, bound = np.inf, 0
    for unit in range(len(g.x)):
        if (subset >> unit) & 1:
            bound += 1 if forced[unit] else 0
    for unit in range(len(g.x)):
        if (subset >> unit) & 1 and not g.forbidden[unit] and (forced[unit] or bound == 0):
            t.centre[0] = unit
            least = min(least, scatter(g, t, 0, 0, 0.0))
    return total + least


@compiled
def _subset_costs(g: Ground, t: Tally, together: Ints, apart: Ints, forced: Bools) -> Floats:
    costs = np.full(1 << len(g.x), np.inf)
    for subset in range(1, len(costs)):
        if _keeps(subset, together, apart) and _is_whole(g, subset):
            costs[subset] = _subset_cost(g, t, subset, forced)
    return costs


@compiled
def _combined(costs: Floats, regions: int) -> tuple[Floats, Ints]:
    """Find the least cost of covering each set by k subsets; each takes the lowest unit left, so none comes twice."""
    best = np.full((regions + 1, len(costs)), np.inf)
    chosen = np.zeros((regions + 1, len(costs)), np.int32)
    best[0, 0] = 0.0
    for k in range(1, regions + 1):
        for whole in range(1, len(costs)):
            lowest = whole & -whole
            rest = whole ^ lowest
            part = rest
            while True:
                subset = part | lowest
                cost = costs[subset] + best[k - 1, whole ^ subset]
                if cost < best[k, whole]:
                    best[k, whole] = cost
                    chosen[k, whole] = subset
                if part == 0:
                    break
                part = (part - 1) & rest
    return best, chosen
