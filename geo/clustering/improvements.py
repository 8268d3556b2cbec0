"""Better, one estate at a time: the next moves from a plan in force, each with its price.

The best move is the cheapest that mends a broken hard rule, else the one that lowers the score most; the checker has
the last word on each, and prices are taken anew after every move.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from geo.clustering.checker import check
from geo.clustering.moves import MoveBook
from geo.clustering.problem import Ints, Problem
from geo.clustering.region_cost import score

_WORTH_CNY = 0.005  # less than a cent a month is rounding


@dataclass(frozen=True, slots=True)
class Step:
    """One move: the estate, its rooms before and after, what the score falls by, and the score afterwards.

    `mended` is by how much the burden of broken hard rules falls with it; such a move may raise the score.
    """

    estate: int
    source: int
    target: int
    gain_cny: float
    score_after_cny: float
    mended: int = 0


def best_moves(problem: Problem, room_of: Ints, count: int) -> list[Step]:
    """List up to `count` moves, each the best one after those before it; fewer where none improves any more."""
    plan, steps = np.array(room_of, np.int32), list[Step]()
    before, broken = score(problem, plan).total, burden(problem, plan)
    while len(steps) < count:
        found = _mending(problem, plan, broken) if broken else None
        found = found or _cheaper(problem, plan, broken)
        if found is None:
            break
        estate, target, left = found
        source = int(plan[estate])
        plan[estate] = target
        after = score(problem, plan).total
        steps.append(Step(estate, source, target, before - after, after, broken - left))
        before, broken = after, left
    return steps


def burden(problem: Problem, plan: Ints) -> int:
    """Count the hard rules that a plan breaks; a region in parts counts each estate that is cut off."""
    return sum(len(item.estates) if item.rule == "connected" else 1 for item in check(problem, plan.tolist()))


def after_moves(room_of: Ints, steps: list[Step] | tuple[Step, ...]) -> Ints:
    """Return the plan after some moves."""
    plan = np.array(room_of, np.int32)
    for step in steps:
        plan[step.estate] = step.target
    return plan


def _mending(problem: Problem, plan: Ints, broken: int) -> tuple[int, int, int] | None:
    """Find the cheapest move that leaves less burden: estate, room, burden left."""
    best: tuple[float, int, int, int] | None = None
    for estate, room in sorted(set(_suspects(problem, plan))):
        trial = plan.copy()
        trial[estate] = room
        left = burden(problem, trial)
        if left < broken:
            key = (score(problem, trial).total, left, estate, room)
            best = key if best is None or key < best else best
    return None if best is None else (best[2], best[3], best[1])


def _suspects(problem: Problem, plan: Ints) -> Iterator[tuple[int, int]]:
    """Walk the moves of estates that a violation names: to neighbours' stations, to rooms of their own, home."""
    neighbours: dict[int, set[int]] = {}
    for start, end in problem.links.tolist():
        neighbours.setdefault(start, set()).add(int(plan[end]))
        neighbours.setdefault(end, set()).add(int(plan[start]))
    for item in check(problem, plan.tolist()):
        partners = {int(plan[estate]) for estate in item.estates}
        for estate in item.estates:
            own = set(np.flatnonzero((problem.host == estate) & ~problem.is_forbidden).tolist())
            locked = {int(problem.locked_room[estate])} - {-1}
            rooms = neighbours.get(estate, set()) | partners | own | locked
            yield from ((estate, room) for room in rooms - {int(plan[estate])})
        if item.room >= 0 and int(plan[problem.host[item.room]]) != item.room:
            yield int(problem.host[item.room]), item.room


def _cheaper(problem: Problem, plan: Ints, broken: int) -> tuple[int, int, int] | None:
    """Find the lawful move that lowers the score most; the checker refuses one that breaks a rule."""
    book = MoveBook(problem, plan)
    moves = ((estate, book.second_best(estate)) for estate in range(problem.estate_count))
    priced = [(m.price_cny, estate, m.room) for estate, m in moves if m.price_cny is not None and not m.rule]
    for price, estate, room in sorted([*priced, *_closing(problem, plan)]):
        if price > -_WORTH_CNY:
            return None
        trial = plan.copy()
        trial[estate] = room
        left = burden(problem, trial)
        if left <= broken:
            return estate, room, left
    return None


def _closing(problem: Problem, plan: Ints) -> Iterator[tuple[float, int, int]]:
    """Price the moves that close a station with one estate, which a move alone may do."""
    rooms, counts = np.unique(plan, return_counts=True)
    lonely = np.isin(plan, rooms[counts == 1])
    value = score(problem, plan).total if lonely.any() else 0.0
    ends = np.concatenate([problem.links, problem.links[:, ::-1]])
    for estate, other in np.unique(ends[lonely[ends[:, 0]]], axis=0).tolist():
        trial = plan.copy()
        trial[estate] = plan[other]
        yield score(problem, trial).total - value, estate, int(plan[other])
