"""Improve a plan with capacities a few neighbouring clusters at a time, each part solved as an integer program.

Pairs and sites that the Lagrangian bound finds dear are left out of a part, which keeps it small; the plan itself is
always in. Without a bound nearby pairs would do, at the price of larger parts.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from geo.clustering.siting.anneal import Arrangement, Ground
from geo.clustering.siting.capacity_bound import CapacityAscent
from geo.clustering.siting.capacity_model import Pairs, solve_pairs
from geo.clustering.siting.lists import Bools, Floats, Ints
from geo.clustering.siting.median_tree import Limits

_PAIRS = 900  # of one part: HiGHS then takes a few tenths of a second
_SITES_A_CLUSTER = 7
_SITES_A_POINT = 9
_NODES = 60
_SECONDS = 3.0


@dataclass(frozen=True, slots=True, eq=False)
class Prices:
    """What the bound says: worth of each site, and by how much each pair raises the bound if it is used."""

    site: Floats
    spare: Floats  # (m, n)


def prices_of(ground: Ground, run: CapacityAscent) -> Prices:
    """Take reduced costs from an ascent: of sites by fractions, of pairs against the site's price of load."""
    spare = ground.cost - run.multipliers[None, :] + run.load_price[:, None] * ground.load[None, :]
    return Prices(np.where(np.isfinite(run.loose_worth), run.loose_worth, np.inf), np.maximum(spare, 0.0))


def improve_parts(
    ground: Ground, plan: Arrangement, prices: Prices, *, rounds: int, limits: Limits, seed: int
) -> Arrangement:
    """Go through the clusters, each with its neighbours, until none gains or `rounds` parts were solved."""
    random = np.random.default_rng(seed)
    stations = len(plan.site)
    queue = random.permutation(stations).tolist()
    quiet = 0
    for _ in range(rounds):
        if limits.is_over or quiet >= stations or not queue:
            break
        centre = queue.pop(0)
        queue.append(centre)
        some = _neighbours(ground, plan, centre)
        better = _solve_part(
            ground, plan, prices, some, seconds=_SECONDS if math.isfinite(limits.deadline) else math.inf
        )
        quiet = quiet + 1 if better is None else 0
        plan = better or plan
    return plan


def _neighbours(ground: Ground, plan: Arrangement, centre: int) -> Ints:
    """Take the clusters nearest to the members of one, as many as a part can hold."""
    members = np.flatnonzero(plan.cluster == centre)
    if len(members) == 0:
        members = np.array([int(np.argmin(ground.cost[plan.site[centre]]))])
    way = ground.cost[plan.site][:, members].mean(axis=1)
    way[centre] = -1.0
    order = np.argsort(way, kind="stable")
    sizes = np.bincount(plan.cluster, minlength=len(plan.site))[order]
    count = int(np.searchsorted(np.cumsum(sizes) * _SITES_A_POINT, _PAIRS))
    return order[: min(len(order), max(2, count))].astype(np.int32)


def _solve_part(ground: Ground, plan: Arrangement, prices: Prices, some: Ints, *, seconds: float) -> Arrangement | None:
    """Solve a part; None where the plan is as good."""
    points = np.flatnonzero(np.isin(plan.cluster, some))
    own = plan.assignment[points]
    sites = _candidates(ground, plan, prices, some, points)
    spare = prices.spare[np.ix_(sites, points)]
    keep = _cheap_pairs(spare)
    keep |= sites[:, None] == own[None, :]
    keep &= np.isfinite(ground.cost[np.ix_(sites, points)])
    at_site, at_point = np.nonzero(keep)
    site, point = sites[at_site].astype(np.int32), points[at_point].astype(np.int32)
    must_open = np.zeros(len(ground.capacity), dtype=bool)
    must_open[plan.site[some]] = ~ground.may_move[plan.site[some]]
    before = float(ground.cost[own, points].sum() + ground.fixed_cost[plan.site[some]].sum())
    pairs = Pairs(point, site, ground.cost[site, point], must_open, len(some), len(some))
    hair = 1e-7 * max(1.0, before)
    solved = solve_pairs(
        pairs,
        ground.load,
        ground.capacity,
        ground.fixed_cost,
        start=site == plan.assignment[point],
        seconds=seconds,
        nodes=_NODES,
        gap=hair,
    )
    if solved.chosen is None or solved.value >= before - hair:
        return None
    return _merged(plan, some, point[solved.chosen], site[solved.chosen], before - solved.value)


def _candidates(ground: Ground, plan: Arrangement, prices: Prices, some: Ints, points: Ints) -> Ints:
    """Choose sites for a part: its own stations and the cheapest others nearby."""
    taken = np.zeros(len(ground.capacity), dtype=bool)
    taken[plan.site] = True
    rows = ground.rows
    near = np.unique(np.concatenate([rows.site[rows.start[i] : rows.start[i] + _SITES_A_POINT] for i in points]))
    near = near[~taken[near]]
    cheap = near[np.argsort(prices.site[near], kind="stable")][: _SITES_A_CLUSTER * len(some)]
    return np.sort(np.concatenate([plan.site[some], cheap]))


def _cheap_pairs(spare: Floats) -> Bools:
    """Keep the cheapest sites of each point."""
    if len(spare) <= _SITES_A_POINT:
        return np.ones(spare.shape, dtype=bool)
    limit = np.partition(spare, _SITES_A_POINT - 1, axis=0)[_SITES_A_POINT - 1]
    cheap: Bools = spare <= limit[None, :]
    return cheap


def _merged(plan: Arrangement, some: Ints, point: Ints, site: Ints, gain: float) -> Arrangement:
    """Put a better part into the plan; stations of the part that got no point stay where they were if they can."""
    cluster, sites = plan.cluster.copy(), plan.site.copy()
    used = np.unique(site)
    idle = [int(old) for old in plan.site[some] if old not in set(used.tolist())][: len(some) - len(used)]
    sites[some] = np.concatenate([used, np.array(idle, dtype=np.int32)])
    cluster[point] = some[np.searchsorted(used, site)]
    return Arrangement(sites.astype(np.int32), cluster, plan.value - gain)
