"""Choosing among whole clusters: a covering program over a pool of them, solved by HiGHS.

    minimise  Σ c_k z_k
    with      Σ_{k ∋ i} z_k ≥ 1,   Σ_{k at j} z_k ≤ 1,   Σ_k z_k ≤ p,   z in {0, 1}

A point covered twice stays where it is cheaper, so covering loses nothing. Where the pool holds every cluster that the
bound allows below the plan in hand, the program's bound is one of the problem.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from geo.clustering.siting.capacity_bound import CapacityAscent
from geo.clustering.siting.cluster_pool import Pool, list_clusters
from geo.clustering.siting.lists import Bools, Floats, Ints, Longs
from geo.clustering.siting.part import Part, stay_worth
from geo.clustering.siting.swap_search import FREE
from geo.integer_program import IntegerProgram, Solved, solve_integer

_SHRINK = 0.7


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """A plan of a part: site of each point by its number in the part (None: none better), its value, the bound."""

    site: Ints | None
    value: float
    bound: float
    stopped_by: str


@dataclass(frozen=True, slots=True, eq=False)
class Start:
    """A plan to begin with: site of each point, by its number in the part, and its value."""

    site: Ints
    value: float


def secrets(points: int) -> Longs:
    """Draw the numbers whose sums tell sets of points apart."""
    return np.random.default_rng(7).integers(-(2**62), 2**62, points)


def pool_of(part: Part, run: CapacityAscent, gap: float, *, most: int, least_share: float) -> tuple[Pool, float]:
    """List the clusters that a bound allows within a share of the gap, the whole of it where the list stays short."""
    secret = secrets(len(part.point))
    stay = stay_worth(run, part.fixed, part.high)
    share, hair = 1.0, 1e-9 * (1.0 + abs(run.bound))
    while True:
        need = part.sites.fixed_cost - stay - share * gap - hair
        need = np.where(np.isfinite(run.worth), need, np.inf)
        pool = list_clusters(part.sites, run.multipliers, need, secret, most)
        if not pool.is_cut or share * _SHRINK < least_share:
            return pool, share
        share *= _SHRINK


def choose_clusters(
    part: Part, pool: Pool, start: Start, *, distinct: bool, seconds: float, nodes: int, gap: float
) -> Chosen:
    """Choose clusters of a pool and of a plan; `distinct` leaves out sets that another site serves cheaper.

    Without `distinct` nothing is lost; with it, plans in which the cheaper site is needed elsewhere.
    """
    own = np.unique(start.site)
    keep = _cheapest(pool) if distinct else np.arange(len(pool.site))
    lengths = np.diff(pool.start)[keep]
    inside = np.repeat(pool.start[:-1][keep] - np.cumsum(lengths) + lengths, lengths) + np.arange(lengths.sum())
    point = np.concatenate([pool.point[inside], np.arange(len(start.site))])
    column = np.concatenate([np.repeat(np.arange(len(keep)), lengths), len(keep) + np.searchsorted(own, start.site)])
    site = np.concatenate([pool.site[keep], own])
    paid = np.bincount(np.searchsorted(own, start.site), weights=_costs(part, start.site), minlength=len(own))
    cost = np.concatenate([pool.cost[keep], paid + part.sites.fixed_cost[own]])
    first = np.repeat([0.0, 1.0], [len(keep), len(own)])
    solved = _solve(part, point, column, site, cost, first, seconds=seconds, nodes=nodes, gap=gap)
    if solved.values is None or solved.value >= start.value - gap:
        return Chosen(None, start.value, solved.bound, solved.stopped_by)
    taken = _cheapest_cover(part, point, site[column], solved.values[column] > 0.5)
    value = float(_costs(part, taken).sum() + part.sites.fixed_cost[np.unique(taken)].sum())
    return Chosen(taken, value, solved.bound, solved.stopped_by)


def _solve(
    part: Part,
    point: Longs,
    column: Longs,
    site: Ints,
    cost: Floats,
    first: Floats,
    *,
    seconds: float,
    nodes: int,
    gap: float,
) -> Solved:
    points, count = len(part.point), len(site)
    used, place = np.unique(site, return_inverse=True)
    is_free = part.fixed[site] == FREE
    row = np.concatenate([point, points + place, np.full(int(is_free.sum()), points + len(used))])
    entry = np.concatenate([column, np.arange(count), np.flatnonzero(is_free)])
    low = np.concatenate([np.ones(points), np.full(len(used) + 1, -math.inf)])
    room = part.high - int((part.fixed != FREE).sum())
    high = np.concatenate([np.full(points, math.inf), np.ones(len(used)), [float(room)]])
    program = IntegerProgram(cost, row, entry, np.ones(len(row)), low, high)
    return solve_integer(program, start=first, seconds=seconds, nodes=nodes, gap=gap)


def _cheapest(pool: Pool) -> Longs:
    """Keep one cluster of each set of points."""
    order = np.lexsort((pool.site, pool.cost, pool.key))
    key = pool.key[order]
    is_first = np.ones(len(order), dtype=bool)
    is_first[1:] = key[1:] != key[:-1]
    return np.sort(order[is_first])


def _costs(part: Part, site: Ints) -> Floats:
    """Cost of each point at its site, both by number in the part."""
    return np.array([_cost(part, at, int(where)) for at, where in enumerate(site)])


def _cost(part: Part, point: int, site: int) -> float:
    columns = part.sites.columns
    first, last = columns.start[site], columns.start[site + 1]
    at = first + int(np.searchsorted(columns.point[first:last], point))
    return float(columns.cost[at]) if at < last and columns.point[at] == point else math.inf


def _cheapest_cover(part: Part, point: Longs, site: Ints, is_in: Bools) -> Ints:
    taken = np.full(len(part.point), -1, np.int32)
    best = np.full(len(part.point), math.inf)
    for who, where in zip(point[is_in].tolist(), site[is_in].tolist(), strict=True):
        cost = _cost(part, who, where)
        if cost < best[who]:
            taken[who], best[who] = where, cost
    return taken
