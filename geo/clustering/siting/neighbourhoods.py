"""Improve a plan with capacities a few neighbouring clusters at a time, in parts that grow.

Each part is bounded first, and left alone where the bound meets what it costs. Else all clusters of its points that the
bound allows compete in a covering program; where clusters are too large to be listed, pairs do.
"""

from __future__ import annotations

import hashlib
import math
import time
from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from geo.clustering.siting.anneal import Arrangement, Ground
from geo.clustering.siting.capacity_bound import CapacityAscent
from geo.clustering.siting.capacity_model import Pairs, solve_pairs
from geo.clustering.siting.cluster_program import Chosen, Start, choose_clusters, pool_of
from geo.clustering.siting.lists import Floats, Ints
from geo.clustering.siting.median_tree import Limits
from geo.clustering.siting.part import Part, ascend_part, merged, pairs_left, part_of, value_in

_FIRST_POINTS, _GROWTH = 40, 1.5
_FEWEST_CLUSTERS = 3
_TURNS = 3  # parts of one size that each cluster comes into
_CLUSTERS = 2_000  # in a program; HiGHS then takes some hundredths of a second to some tenths
_PAIRS = 2_500
_LEAST_SHARE = 0.04  # of the gap: below it a pool is too poor, and pairs are tried
_NODES = 60
_SECONDS = 3.0


@dataclass(slots=True, eq=False)
class Search:
    """A plan being improved.

    Attributes
    ----------
    multipliers : of the whole problem's bound, shape ``(n,)``.
    counted : whether the number of stations is given.
    done : digests of the parts that were solved without a gain.
    """

    ground: Ground
    plan: Arrangement
    multipliers: Floats
    counted: bool
    limits: Limits
    done: set[bytes] = field(default_factory=set)


def improve_parts(search: Search, *, largest: float, seed: int) -> Arrangement:
    """Let parts grow until one holds `largest` points, or most are too hard to be solved and none gains."""
    random = np.random.default_rng(seed)
    largest = min(largest, len(search.plan.cluster))
    size = float(_FIRST_POINTS)
    while not search.limits.is_over:
        tally = _go_round(search, size, random)
        is_too_hard = tally["cut"] > tally["solved"] and not tally["better"]
        if size >= largest or is_too_hard:
            break
        size = min(size * _GROWTH, largest)
    return search.plan


def _go_round(search: Search, size: float, random: np.random.Generator) -> Counter[str]:
    """Solve parts of one size round every cluster that was not in enough of them yet; count how they ended."""
    tally: Counter[str] = Counter()
    turns = np.zeros(len(search.ground.capacity), np.int32)
    for centre in random.permutation(np.sort(search.plan.site)).tolist():
        if search.limits.is_over:
            break
        at = np.flatnonzero(search.plan.site == centre)
        if len(at) and turns[centre] < _TURNS:
            some = _neighbours(search.ground, search.plan, int(at[0]), size)
            turns[search.plan.site[some]] += 1
            tally[_improve(search, some)] += 1
    return tally


def _neighbours(ground: Ground, plan: Arrangement, centre: int, size: float) -> Ints:
    """Take the clusters nearest to the members of one, until they have as many points as asked for."""
    members = np.flatnonzero(plan.cluster == centre)
    if len(members) == 0:
        members = np.array([int(np.argmin(ground.cost[plan.site[centre]]))])
    way = ground.cost[np.ix_(plan.site, members[:50])].mean(axis=1)
    way[centre] = -1.0
    order = np.argsort(way, kind="stable")
    sizes = np.cumsum(np.bincount(plan.cluster, minlength=len(plan.site))[order])
    count = max(_FEWEST_CLUSTERS, int(np.searchsorted(sizes, size, side="right")))
    return order[:count].astype(np.int32)


def _improve(search: Search, some: Ints) -> str:
    """Solve a part, and take what is better into the plan; say whether it is known, solved, cut or better."""
    ground, plan = search.ground, search.plan
    part = part_of(ground, plan, some, counted=search.counted)
    own = np.searchsorted(part.site, plan.assignment[part.point]).astype(np.int32)
    digest = hashlib.sha256(part.point.tobytes() + part.site.tobytes() + own.tobytes()).digest()
    if digest in search.done:
        return "known"
    before = value_in(ground, plan, some, part)
    hair = 1e-7 * max(1.0, before)
    run = ascend_part(part, search.multipliers, before, hair)
    solved = None
    if run.bound < before - hair:
        solved = _solve(search, part, run, Start(own, before), hair)
    if solved is None or solved.site is None:
        search.done.add(digest)
        return "cut" if solved is not None and solved.stopped_by else "solved"
    search.plan = merged(ground, plan, some, part, solved.site, before - solved.value, counted=search.counted)
    return "better"


def _solve(search: Search, part: Part, run: CapacityAscent, start: Start, hair: float) -> Chosen:
    left = search.limits.deadline - time.monotonic()
    seconds = min(_SECONDS, left) if math.isfinite(left) else math.inf
    pool, _ = pool_of(part, run, start.value - run.bound, most=_CLUSTERS, least_share=_LEAST_SHARE)
    if not pool.is_cut:
        return choose_clusters(part, pool, start, distinct=True, seconds=seconds, nodes=_NODES, gap=hair)
    return _choose_pairs(part, run, start, seconds=seconds, hair=hair)


def _choose_pairs(part: Part, run: CapacityAscent, start: Start, *, seconds: float, hair: float) -> Chosen:
    """Choose pairs within the part: those the bound allows, and only the cheapest where these are many."""
    points = np.arange(len(part.point))
    cost = part.sites.columns.cost.reshape(len(part.site), len(part.point))
    spare = cost - run.multipliers[None, :] + run.load_price[:, None] * part.sites.load[None, :]
    keep = pairs_left(part, run, start.value - hair, cost)
    keep[start.site, points] = True
    if keep.sum() > _PAIRS:
        last = np.sort(run.loose_worth)[part.high - 1]
        worth = np.where(keep, np.maximum(spare, 0.0) + np.maximum(run.loose_worth - last, 0.0)[:, None], np.inf)
        limit = np.partition(worth.ravel(), _PAIRS)[_PAIRS]
        keep &= worth <= limit
        keep[start.site, points] = True
    site, point = np.nonzero(keep)
    forced = part.fixed == 1
    pairs = Pairs(point.astype(np.int32), site.astype(np.int32), cost[site, point], forced, 0, part.high)
    solved = solve_pairs(
        pairs,
        part.sites.load,
        part.sites.capacity,
        part.sites.fixed_cost,
        start=start.site[point] == site,
        seconds=seconds,
        nodes=_NODES,
        gap=hair,
    )
    if solved.chosen is None or solved.value >= start.value - hair:
        return Chosen(None, start.value, solved.bound, solved.stopped_by)
    taken = np.empty(len(part.point), np.int32)
    taken[point[solved.chosen]] = site[solved.chosen]
    return Chosen(taken, solved.value, solved.bound, solved.stopped_by)
