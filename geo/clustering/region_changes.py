"""The small changes that a region could make, each with its price by rules: an estate in, an estate out, a merger.

A change is priced as a whole and what of its price rules ask for is told apart, hard rules that it breaks beside it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from geo.clustering.checker import check
from geo.clustering.moves import WALK_TERMS, MoveBook
from geo.clustering.problem import Bools, Floats, Ints, Problem
from geo.clustering.region_cost import Score, score

_MERGERS_UP_TO = 400  # estates; each merger is scored and checked as a whole plan
# Hard rules by the names of `moves` and `checker`, as rules of `geo.schema.RULES`.
_RULE_OF = {
    "lock": "locks",
    "alone": "floor_area_high",
    "pair_forbidden": "walk_limit",
    "not_next": "connected",
    "cuts": "connected",
    "fixed_room": "fixed_rooms",
    "forbidden_room": "forbidden_rooms",
}
_EXCEPTION_RULES = {
    "floor_area_low": "floor_area_low",
    "floor_area_high": "floor_area_high",
    "mini_isolated": "mini",
    "community_split": "communities",
    "forced_link": "barriers",
    **{f"{name}_{end}": name for name in ("households", "posts", "gates") for end in ("low", "high")},
}


@dataclass(frozen=True, slots=True)
class Change:
    """A small change of a plan.

    Attributes
    ----------
    estates : that would be served elsewhere, all of them by `room` afterwards.
    source, room : the rooms before and after.
    price : what the score would rise by, priced rules included, hard ones not looked at.
    parts : what of it each priced rule asks for (negative: gives back).
    broken : hard rules that it breaks.
    is_merger : the whole region goes.
    """

    estates: tuple[int, ...]
    source: int
    room: int
    price: float
    parts: dict[str, float]
    broken: frozenset[str]
    is_merger: bool = False

    @property
    def against(self) -> frozenset[str]:
        """All rules that speak against it."""
        return self.broken | {rule for rule, cny in self.parts.items() if cny > 0}

    def saving_without(self, rules: frozenset[str]) -> float:
        """Return what it would save were these rules given up; -inf where another hard rule is in the way."""
        if not self.broken <= rules:
            return -np.inf
        return sum(max(0.0, self.parts.get(rule, 0.0)) for rule in rules) - self.price


def changes(problem: Problem, room_of: Ints) -> Iterator[Change]:
    """List the changes worth a thought: estates to stations next to them or cheaper for them, neighbours joined."""
    reachable = _reachable(problem)
    yield from _moves(problem, room_of, reachable)
    if problem.estate_count <= _MERGERS_UP_TO:
        yield from _mergers(problem, room_of, reachable)


def _reachable(problem: Problem) -> Bools:
    """Mark the pairs with a way between them, whatever rules say, shape ``(n, m)``."""
    parts = problem.terms or {"pairs": problem.pair_cny}
    return np.asarray(np.isfinite(sum(parts.values(), np.zeros_like(problem.pair_cny))))


def _moves(problem: Problem, room_of: Ints, reachable: Bools) -> Iterator[Change]:
    book, open_rooms = MoveBook(problem, room_of), np.unique(room_of)
    near: dict[int, set[int]] = defaultdict(set)
    for a, b in problem.links.tolist():
        near[a].add(int(room_of[b]))
        near[b].add(int(room_of[a]))
    for estate in range(problem.estate_count):
        own = int(room_of[estate])
        if estate == problem.host[own]:
            continue
        cheaper = open_rooms[problem.pair_cny[estate, open_rooms] < problem.pair_cny[estate, own]]
        for room in sorted((near[estate] | set(cheaper.tolist())) - {own}):
            if not reachable[estate, room]:
                continue
            price, parts = book.price(estate, room), book.price_parts(estate, room)
            broken = frozenset(_RULE_OF.get(rule, rule) for rule in book.rules_against(estate, room))
            yield Change((estate,), own, room, price, parts, _told_apart(problem, broken, room_of, (estate,), room))


def _mergers(problem: Problem, room_of: Ints, reachable: Bools) -> Iterator[Change]:
    before, faults = score(problem, room_of), check(problem, room_of.tolist())
    known = {(fault.rule, fault.estates) for fault in faults}
    ends = room_of[problem.links]
    pairs = np.unique(ends[ends[:, 0] != ends[:, 1]], axis=0)
    for source, room in np.unique(np.concatenate([pairs, pairs[:, ::-1]]), axis=0).tolist():
        after = np.where(room_of == source, room, room_of).astype(np.int32)
        estates = tuple(np.flatnonzero(room_of == source).tolist())
        if not reachable[list(estates), room].all():
            continue
        now = score(problem, after)
        new = [fault.rule for fault in check(problem, after.tolist()) if (fault.rule, fault.estates) not in known]
        broken = frozenset(_RULE_OF.get(rule, rule) for rule in new)
        broken = _told_apart(problem, broken, room_of, estates, room)
        parts = {rule: cny - _parts(before).get(rule, 0.0) for rule, cny in _parts(now).items()}
        for rule, cny in _parts(before).items():
            parts.setdefault(rule, -cny)
        yield Change(estates, source, room, now.total - before.total, parts, broken, is_merger=True)


def _parts(scored: Score) -> dict[str, float]:
    """Sum up what rules ask for in a score."""
    parts: dict[str, float] = defaultdict(float)
    for item in scored.exceptions:
        if item.rule in _EXCEPTION_RULES:
            parts[_EXCEPTION_RULES[item.rule]] += item.price_cny
    for rule, term in WALK_TERMS.items():
        parts[rule] += scored.terms.get(term, 0.0)
    return dict(parts)


def _told_apart(
    problem: Problem, broken: frozenset[str], room_of: Ints, estates: tuple[int, ...], room: int
) -> frozenset[str]:
    """Say which end of the hard band of floor area is broken, and which bands of further activities."""
    if "floor_area" in broken:
        grown = amounts_after(problem.floor_area_m2, room_of, estates, room)[-1]
        end = "floor_area_high" if grown > problem.rules.area_high_m2 else "floor_area_low"
        broken = (broken - {"floor_area"}) | {end}
    if "activity_band" in broken:
        hard = [band for band in problem.bands if band.is_hard]
        left = [b.name for b in hard if any(map(b.outside, amounts_after(b.load, room_of, estates, room)))]
        broken = (broken - {"activity_band"}) | set(left)
    return broken


def amounts_after(values: Floats, room_of: Ints, estates: tuple[int, ...], room: int) -> list[float]:
    """Sum values of the two regions that a change touches, after it; of the one that grows where the other is gone."""
    moved = list(estates)
    stay = np.setdiff1d(np.flatnonzero(room_of == room_of[moved[0]]), moved)
    return [
        float(values[part].sum()) for part in (stay, np.append(np.flatnonzero(room_of == room), moved)) if len(part)
    ]
