"""The search of siting with capacities: annealing, growing parts, other starts, and the best of all their clusters."""

from __future__ import annotations

import math
import time
from dataclasses import replace

import numpy as np

from geo.clustering.siting.anneal import Arrangement, anneal, nearest_clusters
from geo.clustering.siting.capacity_bound import CapacityAscent
from geo.clustering.siting.capacity_case import Case
from geo.clustering.siting.cluster_pool import Pool
from geo.clustering.siting.cluster_program import Start, choose_clusters, secrets
from geo.clustering.siting.lists import Bools, Ints
from geo.clustering.siting.median_tree import Limits
from geo.clustering.siting.neighbourhoods import Search, improve_parts
from geo.clustering.siting.p_median import spread_start
from geo.clustering.siting.part import merged, part_with
from geo.clustering.siting.swap_search import OPEN, search_swaps

_RUNS = (2_000, 2_000, 6_000)  # moves a point of the first runs of annealing
_SLOWEST_MOVES_S = 1.5e6  # of annealing, a cautious guess of speed before any run was timed
_HOT, _COLD = 3.0, 0.03  # of the mean cost a point; the best of six pairs on the SJC and Stefanello sets
_LARGEST_POINTS = 300  # of a part where no time limit is given
_RESTARTS, _RESTART_POINTS = 3, 90  # where no time limit is given; the largest part of a restart
_TABLE = 4_000_000  # pairs of the program that chooses among all starts' clusters


def first_sites(case: Case, seed: int) -> Bools:
    """Site without capacities first; with fixed costs, as many sites as the loads need and a half more."""
    count = case.low
    if not case.counted:
        typical = float(np.median(case.problem.capacities[~case.problem.forbidden]))
        count = math.ceil(1.5 * float(case.problem.loads.sum()) / typical) if 0 < typical < math.inf else 1
        count = int(min(case.high, max(count, (case.fixed == OPEN).sum(), 1)))
    start = spread_start(case.lists, case.fixed, count, seed)
    return search_swaps(case.lists, start, case.fixed, work=100 * len(case.lists.rows.site), seed=seed)[0]


def anneal_starts(
    case: Case, first: Bools, loose: CapacityAscent, *, limits: Limits, seed: int
) -> tuple[Arrangement, bool]:
    """Anneal from the plan without capacities and from the bound's favourite sites; tell whether time cut it."""
    liked = _liked(case, first, loose)
    starts = [np.flatnonzero(first) if case.counted else liked, liked, np.flatnonzero(first) if case.counted else liked]
    points = case.problem.shape[0]
    best, is_cut, speed = None, False, _SLOWEST_MOVES_S
    for at, moves in enumerate(_RUNS):
        left = (limits.deadline - time.monotonic()) * 0.15
        allowed = int(min(moves * points, left * speed))
        is_cut = is_cut or allowed < moves * points
        if best is not None and allowed < 200 * points:
            break
        clock = time.monotonic()
        found = _annealed(case, first, starts[at], max(allowed, 50 * points), seed + at)
        speed = max(1e5, max(allowed, 50 * points) / max(time.monotonic() - clock, 1e-3)) if at else speed
        best = found if best is None or found.value < best.value else best
    assert best is not None
    return best, is_cut and math.isfinite(limits.deadline)


def improve(case: Case, plan: Arrangement, run: CapacityAscent, *, limits: Limits, seed: int) -> Arrangement:
    """Improve a plan by parts that grow."""
    largest = math.inf if math.isfinite(limits.deadline) else _LARGEST_POINTS
    search = Search(case.ground, plan, run.multipliers, case.counted, limits)
    return improve_parts(search, largest=largest, seed=seed)


def search_again(
    case: Case, plan: Arrangement, first: Bools, run: CapacityAscent, *, limits: Limits, seed: int
) -> Arrangement:
    """Search from other starts, and take the best plan that all their clusters make."""
    liked, plans, restart = _liked(case, first, run), [plan], 0
    while not limits.is_over and (restart < _RESTARTS or math.isfinite(limits.deadline)):
        restart += 1
        other = _annealed(case, first, liked, _RUNS[restart % 3] * len(plan.cluster), seed + len(_RUNS) + restart)
        if not other.value < case.unserved:
            continue
        again = Search(case.ground, other, run.multipliers, case.counted, limits)
        plans.append(improve_parts(again, largest=_RESTART_POINTS, seed=seed + restart))
        best = _recombined(case, plans, limits)
        if best.value < plan.value * (1.0 - 1e-9):
            plan = improve(case, best, run, limits=limits, seed=seed + restart)
            plans.append(plan)
    return plan


def _liked(case: Case, first: Bools, run: CapacityAscent) -> Ints:
    """Give the sites the bound chose most often, forced ones among them."""
    wish = run.frequency + 2.0 * (case.fixed == OPEN) - 2.0 * case.problem.forbidden
    order = np.argsort(-wish, kind="stable")
    count = int(first.sum())
    if not case.counted:  # enough sites for the loads, and a little room to pack them
        held = np.cumsum(case.ground.capacity[order])
        room = 1 + int(np.searchsorted(held, 1.02 * case.ground.load.sum()))
        count = min(case.high, max(1, int(run.chosen.sum()), int((case.fixed == OPEN).sum()), room))
    return np.sort(order[:count])


def _annealed(case: Case, first: Bools, sites: Ints, moves: int, seed: int) -> Arrangement:
    ground = case.ground
    mean = max(case.guess(first) / case.problem.shape[0], 1e-9)
    price = 2.0 * mean / max(float(ground.load.mean()), 1e-12)
    site = sites.astype(np.int32)
    start = Arrangement(site, nearest_clusters(ground, site), math.inf)
    start = replace(start, value=case.value_of(start))
    return anneal(ground, start, moves=moves, hot=_HOT * mean, cold=_COLD * mean, price=price, seed=seed)


def _recombined(case: Case, plans: list[Arrangement], limits: Limits) -> Arrangement:
    """Choose the best plan that the clusters of several plans make."""
    ground, best = case.ground, min(plans, key=lambda plan: plan.value)
    site = np.unique(np.concatenate([plan.site for plan in plans])).astype(np.int32)
    points = len(best.cluster)
    if len(site) * points > _TABLE:
        return best
    part = part_with(ground, np.arange(points, dtype=np.int32), site, case.high)
    own = np.searchsorted(site, best.assignment).astype(np.int32)
    forced = ground.fixed_cost[~ground.may_move].sum()  # paid in any case, and not in the part's value
    start = Start(own, best.value - float(forced))
    left = limits.deadline - time.monotonic()
    chosen = choose_clusters(
        part, _pool(case, plans, site), start, distinct=True, seconds=left, nodes=1_000, gap=1e-7 * max(1.0, best.value)
    )
    if chosen.site is None:
        return best
    every = np.arange(len(best.site), dtype=np.int32)
    return merged(ground, best, every, part, chosen.site, start.value - chosen.value, counted=case.counted)


def _pool(case: Case, plans: list[Arrangement], site: Ints) -> Pool:
    """Put the clusters of several plans into one pool."""
    ground, points = case.ground, len(plans[0].cluster)
    secret = secrets(points)
    key, cost, member, where, size = [], [], [], [], []
    for plan in plans:
        stations = len(plan.site)
        order = np.argsort(plan.cluster, kind="stable")
        count = np.bincount(plan.cluster, minlength=stations)
        used = np.flatnonzero(count)
        spent = ground.cost[plan.assignment, np.arange(points)]
        paid = np.where(ground.may_move[plan.site], ground.fixed_cost[plan.site], 0.0)
        np.add.at(paid, plan.cluster, spent)
        mark = np.zeros(stations, np.int64)
        np.add.at(mark, plan.cluster, secret)
        key.append(mark[used])
        cost.append(paid[used])
        member.append(order.astype(np.int32))
        where.append(np.searchsorted(site, plan.site[used]).astype(np.int32))
        size.append(count[used])
    start = np.concatenate([[0], np.cumsum(np.concatenate(size))]).astype(np.int64)
    joined = (np.concatenate(member), np.concatenate(where), np.concatenate(cost), np.concatenate(key))
    return Pool(start, *joined, is_cut=False)
