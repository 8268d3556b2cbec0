"""The independent judge of an answer: plain loops over the problem, no solver code, no scoring code.

`check` lists every hard rule that a plan breaks; `recompute_score` adds its score up once more from `Problem` alone.
`solver` returns nothing that has not passed both.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from geo.clustering.problem import Problem

# Linear solvers keep a row to about 1e-7 of its terms: a hundredth of a square metre, a thousandth of a household.
_AREA_TOLERANCE_M2 = 0.01
_LOAD_TOLERANCE = 1e-3
_POST_TOLERANCE = 1e-9  # a load so little above a whole number of posts needs no further one


@dataclass(frozen=True, slots=True)
class Violation:
    """A hard rule that a plan breaks: which, for which estates, at which room (-1: none)."""

    rule: str
    estates: tuple[int, ...]
    room: int = -1
    detail: str = ""


def check(problem: Problem, room_of: Sequence[int]) -> list[Violation]:
    """List the hard rules that a plan breaks; an empty list means that every one is kept.

    Rules are named assigned, connected, host, pair_forbidden, lock, must_link, cannot_link, communities, groups, alone,
    fixed_room, forbidden_room, station_min, station_max, capacity, floor_area, activity_band, mini.
    """
    plan = [int(room) for room in room_of]
    unassigned = [i for i, room in enumerate(plan) if not 0 <= room < len(problem.room_ids)]
    if len(plan) != len(problem.estate_ids) or unassigned:
        return [Violation("assigned", tuple(unassigned))]
    found: list[Violation] = []
    for rule in _RULES:
        found.extend(rule(problem, plan))
    return found


def recompute_score(problem: Problem, room_of: Sequence[int]) -> float:
    """Add up the score of a plan from the problem alone; ``inf`` where a pair is forbidden.

    Raises
    ------
    IndexError
        Where an estate has no room; `check` says so first.
    """
    plan = [int(room) for room in room_of]
    parts = [float(problem.pair_cny[i, room]) for i, room in enumerate(plan)]
    for room, estates in _regions(plan).items():
        parts.append(float(problem.room_cny[room]))
        parts.append(_region_price(problem, estates))
        parts.append(_wages(problem, estates))
    if problem.rules.communities != "free":
        parts.append(problem.rules.split_cny * _further_regions(problem, plan))
    for k, (start, end) in enumerate(problem.links):
        if plan[start] == plan[end]:
            parts.append(float(problem.link_cny[k]))
    return math.fsum(parts)


def _regions(plan: list[int]) -> dict[int, list[int]]:
    regions: dict[int, list[int]] = {}
    for estate, room in enumerate(plan):
        regions.setdefault(room, []).append(estate)
    return dict(sorted(regions.items()))


def _region_price(problem: Problem, estates: list[int]) -> float:
    rules = problem.rules
    if len(estates) == 1 and problem.is_alone[estates[0]]:
        return 0.0
    area = math.fsum(float(problem.floor_area_m2[i]) for i in estates)
    price = rules.area_cny_m2 * max(0.0, rules.area_low_m2 - area, area - rules.area_high_m2)
    for band in problem.bands:
        amount = math.fsum(float(band.load[i]) for i in estates)
        price += band.cny * max(0.0, band.low - amount, amount - band.high)
    if len(estates) == 1 and problem.is_mini[estates[0]]:
        price += rules.mini_isolated_cny
    return price


def _wages(problem: Problem, estates: list[int]) -> float:
    """Pay whole posts by role: the load of all estates together, rounded up, and no fewer than the role's minimum."""
    posts, total = problem.posts, 0.0
    if posts is None:
        return total
    for role in range(len(posts.roles)):
        load = math.fsum(float(posts.load[i, role]) for i in estates)
        needed = max(float(posts.minimum[role]), math.ceil(load - _POST_TOLERANCE))
        total += needed * float(posts.wage_cny[role])
    return total


def _further_regions(problem: Problem, plan: list[int]) -> int:
    touched: dict[int, set[int]] = {}
    for estate, room in enumerate(plan):
        if problem.community[estate] >= 0:
            touched.setdefault(int(problem.community[estate]), set()).add(room)
    return sum(len(rooms) - 1 for rooms in touched.values())


def _broken_shape(problem: Problem, plan: list[int]) -> Iterator[Violation]:
    neighbours: list[set[int]] = [set() for _ in plan]
    for start, end in problem.links:
        neighbours[start].add(int(end))
        neighbours[end].add(int(start))
    for room, estates in _regions(plan).items():
        host = int(problem.host[room])
        if host not in estates:
            yield Violation("host", tuple(estates), room)
        reached, waiting = {estates[0]}, [estates[0]]
        while waiting:
            for other in neighbours[waiting.pop()]:
                if other not in reached and plan[other] == room:
                    reached.add(other)
                    waiting.append(other)
        if len(reached) < len(estates):
            yield Violation("connected", tuple(i for i in estates if i not in reached), room)


def _broken_pairs(problem: Problem, plan: list[int]) -> Iterator[Violation]:
    for estate, room in enumerate(plan):
        if not math.isfinite(problem.pair_cny[estate, room]):
            yield Violation("pair_forbidden", (estate,), room)
        if problem.locked_room[estate] >= 0 and problem.locked_room[estate] != room:
            yield Violation("lock", (estate,), room)
    for start, end in problem.must_link:
        if plan[start] != plan[end]:
            yield Violation("must_link", (int(start), int(end)))
    for start, end in problem.community_link:
        if plan[start] != plan[end]:
            yield Violation("communities", (int(start), int(end)))
    for start, end in problem.group_link:
        if plan[start] != plan[end]:
            yield Violation("groups", (int(start), int(end)))
    for start, end in problem.cannot_link:
        if plan[start] == plan[end]:
            yield Violation("cannot_link", (int(start), int(end)), plan[start])


def _broken_counts(problem: Problem, plan: list[int]) -> Iterator[Violation]:
    used = set(plan)
    for room in range(len(problem.room_ids)):
        if problem.is_fixed[room] and room not in used:
            yield Violation("fixed_room", (int(problem.host[room]),), room)
        if problem.is_forbidden[room] and room in used:
            yield Violation("forbidden_room", (int(problem.host[room]),), room)
    if len(used) < problem.rules.station_min:
        yield Violation("station_min", (), detail=str(len(used)))
    if 0 < problem.rules.station_max < len(used):
        yield Violation("station_max", (), detail=str(len(used)))


def _broken_regions(problem: Problem, plan: list[int]) -> Iterator[Violation]:
    rules = problem.rules
    for room, estates in _regions(plan).items():
        load = math.fsum(float(problem.households[i]) for i in estates)
        if load > problem.capacity_households[room] + _LOAD_TOLERANCE:
            yield Violation("capacity", tuple(estates), room, f"{load:g}")
        alone = [i for i in estates if problem.is_alone[i]]
        if alone and len(estates) > 1:
            yield Violation("alone", tuple(alone), room)
        if len(estates) == 1 and alone:
            continue
        area = math.fsum(float(problem.floor_area_m2[i]) for i in estates)
        outside = max(rules.area_low_m2 - area, area - rules.area_high_m2)
        if rules.area_hard and outside > _AREA_TOLERANCE_M2:
            yield Violation("floor_area", tuple(estates), room, f"{area:g}")
        for band in problem.bands:
            amount = math.fsum(float(band.load[i]) for i in estates)
            if band.is_hard and max(band.low - amount, amount - band.high) > _LOAD_TOLERANCE:
                yield Violation("activity_band", tuple(estates), room, f"{band.name} {amount:g}")
        if rules.mini_hard and len(estates) == 1 and problem.is_mini[estates[0]]:
            yield Violation("mini", tuple(estates), room)


_RULES: tuple[Callable[[Problem, list[int]], Iterator[Violation]], ...] = (
    _broken_shape,
    _broken_pairs,
    _broken_counts,
    _broken_regions,
)
