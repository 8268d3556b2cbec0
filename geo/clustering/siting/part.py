"""A part of a siting problem with capacities: some points, some sites, and how many of these may open.

The whole problem is one too. A part has a Lagrangian bound of its own, which says what can still be in a better plan.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from geo.clustering.siting.anneal import Arrangement, Ground
from geo.clustering.siting.capacity_bound import CapacityAscent, Sites, ascend_with_capacities
from geo.clustering.siting.lists import Bools, Bytes, Columns, Floats, Ints
from geo.clustering.siting.swap_search import FREE, OPEN

_NEAR = 10  # sites a point that a part considers, besides the stations it has
_STEPS, _PATIENCE, _SCALE = 500, 15, 0.3


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A problem by numbers of its own.

    Attributes
    ----------
    point, site : numbers in the whole problem, shapes ``(n,)`` and ``(m,)``, rising.
    sites : costs, loads and capacities.
    fixed : state of each site; forced ones are open whatever they serve.
    high : most sites that may be open, forced ones included.
    """

    point: Ints
    site: Ints
    sites: Sites
    fixed: Bytes
    high: int


def part_of(ground: Ground, plan: Arrangement, some: Ints, *, counted: bool) -> Part:
    """Cut out some clusters of a plan with the free sites near their points; `counted` keeps the number of stations."""
    point = np.flatnonzero(np.isin(plan.cluster, some)).astype(np.int32)
    taken = np.zeros(len(ground.capacity), dtype=bool)
    taken[plan.site] = True
    taken[plan.site[some]] = False
    rows = ground.rows
    reach = np.minimum(rows.start[point] + _NEAR, rows.start[point + 1])
    near = [rows.site[first:last] for first, last in zip(rows.start[point], reach, strict=True)]
    site = np.unique(np.concatenate([plan.site[some], *near]))
    site = site[~taken[site]].astype(np.int32)
    return part_with(ground, point, site, len(some) if counted else len(site))


def part_with(ground: Ground, point: Ints, site: Ints, high: int) -> Part:
    """Take certain points and sites, all pairs of them."""
    columns = Columns(
        np.arange(len(site) + 1, dtype=np.int64) * len(point),
        np.tile(np.arange(len(point), dtype=np.int32), len(site)),
        ground.cost[np.ix_(site, point)].ravel(),
    )
    is_forced = ~ground.may_move[site]
    fixed = np.where(is_forced, OPEN, FREE).astype(np.int8)
    paid = np.where(is_forced, 0.0, ground.fixed_cost[site])  # a forced site is paid for in any case
    return Part(point, site, Sites(columns, ground.load[point], ground.capacity[site], paid), fixed, high)


def value_in(ground: Ground, plan: Arrangement, some: Ints, part: Part) -> float:
    """Sum what a plan pays within a part; forced sites free of charge."""
    own = plan.site[some]
    paid = ground.fixed_cost[own[ground.may_move[own]]].sum()
    return float(ground.cost[plan.assignment[part.point], part.point].sum() + paid)


def ascend_part(
    part: Part, multipliers: Floats, upper: float, slack: float, *, steps: int = _STEPS, scale: float = _SCALE
) -> CapacityAscent:
    """Bound a part, from the multipliers of its points in the whole problem."""
    return ascend_with_capacities(
        part.sites,
        part.fixed,
        0,
        part.high,
        multipliers[part.point],
        np.full(len(part.point), np.inf),
        upper,
        slack,
        steps,
        _PATIENCE,
        scale,
        tight=True,
    )


def stay_worth(run: CapacityAscent, fixed: Bytes, high: int) -> Floats:
    """Worth of what a site takes the place of when it is open: its own where it is chosen, else the last chosen one's.

    The bound, less this, plus the worth of a site with a certain cluster, bounds every plan that has this cluster.
    """
    free_in = (run.chosen == 1) & (fixed != OPEN)
    inside = float(run.worth[free_in].max(initial=-math.inf))
    if run.chosen.sum() < high:
        inside = max(inside, 0.0)
    return np.where(run.chosen == 1, run.worth, inside)


def pairs_left(part: Part, run: CapacityAscent, limit: float, cost: Floats) -> Bools:
    """Mark the pairs that a plan below a limit may use, shape ``(m, n)`` as `cost`."""
    spare = np.maximum(cost - run.multipliers[None, :] + run.load_price[:, None] * part.sites.load[None, :], 0.0)
    base = run.bound - stay_worth(run, part.fixed, part.high) + run.loose_worth
    keep: Bools = (base[:, None] + spare <= limit) & np.isfinite(base)[:, None]
    return keep


def merged(
    ground: Ground, plan: Arrangement, some: Ints, part: Part, chosen: Ints, gain: float, *, counted: bool
) -> Arrangement:
    """Put a better part into a plan; `chosen` is the site of each point of the part, by its number in the part.

    Stations that got no point stay open where they are forced, or where the number of stations counts.
    """
    used = np.unique(chosen)
    site, old = part.site[used], plan.site[some]
    unused = np.setdiff1d(old, site)
    unused = unused[np.argsort(ground.may_move[unused], kind="stable")]
    forced = int((~ground.may_move[unused]).sum())
    room = len(some) - len(used) if counted else 0
    kept = np.delete(np.arange(len(plan.site)), some)
    place = np.zeros(len(plan.site), np.int32)
    place[kept] = np.arange(len(kept))
    cluster = place[plan.cluster]
    cluster[part.point] = len(kept) + np.searchsorted(used, chosen)
    sites = np.concatenate([plan.site[kept], site, unused[: max(room, forced)]])
    return Arrangement(sites.astype(np.int32), cluster.astype(np.int32), plan.value - gain)
