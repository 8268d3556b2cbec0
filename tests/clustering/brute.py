"""The truth on tiny problems, by two ways that share nothing with the solver."""

from __future__ import annotations

import itertools
import math

import numpy as np

from geo.clustering.checker import check, recompute_score
from geo.clustering.problem import Problem


def best_by_trying_all(problem: Problem) -> float:
    """Try every room for every estate; ``inf`` where no plan keeps the hard rules."""
    rooms, best = range(problem.room_count), math.inf
    for plan in itertools.product(rooms, repeat=problem.estate_count):
        if all(plan[problem.host[room]] == room for room in set(plan)) and not check(problem, plan):
            best = min(best, recompute_score(problem, plan))
    return best


def best_by_subsets(problem: Problem) -> float:
    """Cost every connected set of estates once, then combine disjoint sets, by number of stations."""
    n = problem.estate_count
    price = [_set_price(problem, mask) for mask in range(1 << n)]
    rules = problem.rules
    most = rules.station_max or n
    best = np.full((1 << n, most + 1), math.inf)
    best[0, 0] = 0.0
    for mask in range(1, 1 << n):
        lowest, rest = mask & -mask, mask & (mask - 1)
        part = rest
        while True:
            chosen = part | lowest
            if math.isfinite(price[chosen]):
                best[mask, 1:] = np.minimum(best[mask, 1:], best[mask ^ chosen, :-1] + price[chosen])
            if part == 0:
                break
            part = (part - 1) & rest
    known = problem.community[problem.community >= 0]
    constant = 0.0 if rules.communities == "free" else rules.split_cny * len(set(known.tolist()))
    return float(best[-1, rules.station_min :].min(initial=math.inf)) - constant


def _set_price(problem: Problem, mask: int) -> float:
    estates = [i for i in range(problem.estate_count) if mask >> i & 1]
    if not estates or not _is_whole(problem, mask, estates):
        return math.inf
    rules = problem.rules
    area = sum(problem.floor_area_m2[i] for i in estates)
    load = sum(problem.households[i] for i in estates)
    is_alone = [bool(problem.is_alone[i]) for i in estates]
    if any(is_alone) and len(estates) > 1:
        return math.inf
    shared = 0.0
    if not any(is_alone):
        outside = max(0.0, rules.area_low_m2 - area, area - rules.area_high_m2)
        if outside > 1e-6 and rules.area_hard:
            return math.inf
        shared += outside * rules.area_cny_m2
        for band in problem.bands:
            amount = sum(band.load[i] for i in estates)
            beyond = max(0.0, band.low - amount, amount - band.high)
            if beyond > 1e-6 and band.is_hard:
                return math.inf
            shared += beyond * band.cny
        if len(estates) == 1 and problem.is_mini[estates[0]]:
            if rules.mini_hard:
                return math.inf
            shared += rules.mini_isolated_cny
    if rules.communities != "free":
        shared += rules.split_cny * len({problem.community[i] for i in estates if problem.community[i] >= 0})
    shared += sum(
        price for (a, b), price in zip(problem.links, problem.link_cny, strict=True) if mask >> a & 1 and mask >> b & 1
    )
    if problem.posts is not None:
        for role, wage in enumerate(problem.posts.wage_cny):
            needed = math.ceil(sum(problem.posts.load[i, role] for i in estates) - 1e-9)
            shared += wage * max(problem.posts.minimum[role], needed)
    return shared + min(
        (_room_price(problem, estates, load, room) for room in range(problem.room_count)), default=math.inf
    )


def _room_price(problem: Problem, estates: list[int], load: float, room: int) -> float:
    if problem.host[room] not in estates or problem.is_forbidden[room]:
        return math.inf
    if load > problem.capacity_households[room] + 1e-6:
        return math.inf
    if any(problem.locked_room[i] not in {-1, room} for i in estates):
        return math.inf
    if any(problem.is_fixed[k] and problem.host[k] in estates and k != room for k in range(problem.room_count)):
        return math.inf
    locked_to = {int(r) for r in problem.locked_room if r >= 0}
    if any(problem.host[k] in estates and k != room for k in locked_to):
        return math.inf
    return float(problem.room_cny[room] + sum(problem.pair_cny[i, room] for i in estates))


def _is_whole(problem: Problem, mask: int, estates: list[int]) -> bool:
    for pairs in (problem.must_link, problem.community_link, problem.group_link):
        if any((mask >> a & 1) != (mask >> b & 1) for a, b in pairs):
            return False
    if any(mask >> a & 1 and mask >> b & 1 for a, b in problem.cannot_link):
        return False
    reached, grown = 1 << estates[0], True
    while grown:
        grown = False
        for a, b in problem.links:
            ends = (1 << a) | (1 << b)
            if ends & mask == ends and reached & ends and reached & ends != ends:
                reached |= ends
                grown = True
    return reached == mask
