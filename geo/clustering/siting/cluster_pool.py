"""Clusters as columns: all that a Lagrangian bound does not forbid, listed by depth-first search.

With few points a station the list is short, and choosing among whole clusters leaves a far smaller gap than choosing
pairs (Baldacci et al. 2002). Where the list would be long it is cut off, and said so.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from geo.clustering.siting.capacity_bound import Sites
from geo.clustering.siting.lists import Floats, Ints, Longs
from geo.compiled import compiled

_MEMBERS = 64  # room for the members of a cluster, on average; larger ones are many and end the list anyway
_HAIR = 1e-12  # relative room for rounding in sums of loads


class Pool(NamedTuple):
    """Clusters: column k has points ``point[start[k]:start[k + 1]]``, a site and a cost; `key` tells equal sets."""

    start: Longs
    point: Ints
    site: Ints
    cost: Floats
    key: Longs
    is_cut: bool


@compiled
def _items(
    sites: Sites, site: int, multipliers: Floats, point: Ints, gain: Floats, load: Floats, allowance: float
) -> int:
    """List the points a cluster of this site may hold: by gain for load, then those that cost more than they gain."""
    count = 0
    for at in range(sites.columns.start[site], sites.columns.start[site + 1]):
        who = sites.columns.point[at]
        worth = multipliers[who] - sites.columns.cost[at]
        if worth >= -allowance and sites.load[who] <= sites.capacity[site]:
            point[count], gain[count], load[count] = who, worth, sites.load[who]
            count += 1
    rank = np.empty(count, np.float64)
    for at in range(count):
        rank[at] = -gain[at] / max(load[at], 1e-12) if gain[at] > 0.0 else 1e-300 - gain[at]
    order = np.argsort(rank)
    point[:count], gain[:count], load[:count] = point[:count][order], gain[:count][order], load[:count][order]
    return count


@compiled
def _reach(gain: Floats, load: Floats, at: int, count: int, room: float) -> float:
    """Bound by fractions what the items from `at` on can add."""
    total = 0.0
    while at < count and gain[at] > 0.0:
        if load[at] > room:
            return float(total + gain[at] * room / load[at])
        total += gain[at]
        room -= load[at]
        at += 1
    return total


@compiled
def list_clusters(sites: Sites, multipliers: Floats, need: Floats, secret: Longs, most: int) -> Pool:
    """List every cluster whose gain reaches what its site needs.

    Parameters
    ----------
    need : per site, the least sum of multipliers minus costs; inf leaves a site out.
    secret : a random number a point; their sum tells sets apart.
    most : clusters after which it is given up; the search may take a hundred steps for each.
    """
    count = len(multipliers)
    pool = Pool(
        np.zeros(most + 1, np.int64), np.empty(_MEMBERS * most, np.int32), np.empty(most, np.int32),
        np.empty(most, np.float64), np.empty(most, np.int64), is_cut=False,
    )  # fmt: skip
    point, gain, load = np.empty(count, np.int32), np.empty(count, np.float64), np.empty(count, np.float64)
    stack = np.empty(count + 1, np.int64)
    found, steps = 0, 100 * most
    for site in range(len(need)):
        if not np.isfinite(need[site]):
            continue
        length = _items(sites, site, multipliers, point, gain, load, 0.0)
        spare = _reach(gain, load, 0, length, sites.capacity[site]) - need[site]
        if spare < 0.0:
            continue
        length = _items(sites, site, multipliers, point, gain, load, spare)
        depth, at, value, room = 0, 0, 0.0, sites.capacity[site] * (1.0 + _HAIR)
        while True:
            steps -= 1
            best = value + (_reach(gain, load, at, length, room) if at == length or gain[at] > 0.0 else gain[at])
            if at < length and best >= need[site]:
                if load[at] <= room:
                    stack[depth], depth = at, depth + 1
                    value, room = value + gain[at], room - load[at]
                    if value >= need[site]:
                        if found == most or steps < 0 or pool.start[found] + depth > len(pool.point):
                            return _first(pool, found, found > 0)
                        _keep(sites, site, pool, found, point, multipliers, gain, stack[:depth], secret)
                        found += 1
                at += 1
                continue
            if depth == 0 or steps < 0:
                break
            depth -= 1
            at = stack[depth]
            value, room = value - gain[at], room + load[at]
            at += 1
    return _first(pool, found, steps < 0)


@compiled
def _keep(
    sites: Sites,
    site: int,
    pool: Pool,
    found: int,
    point: Ints,
    multipliers: Floats,
    gain: Floats,
    stack: Longs,
    secret: Longs,
) -> None:
    first, paid, mark = pool.start[found], sites.fixed_cost[site], 0
    for step in range(len(stack)):
        who = point[stack[step]]
        pool.point[first + step] = who
        paid += multipliers[who] - gain[stack[step]]
        mark += secret[who]
    pool.site[found], pool.cost[found], pool.key[found] = site, paid, mark
    pool.start[found + 1] = first + len(stack)


@compiled
def _first(pool: Pool, found: int, is_cut: bool) -> Pool:
    start = pool.start[: found + 1].copy()
    return Pool(
        start, pool.point[: start[-1]].copy(), pool.site[:found].copy(), pool.cost[:found].copy(),
        pool.key[:found].copy(), is_cut,
    )  # fmt: skip
