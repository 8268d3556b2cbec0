"""What it would cost to give one estate to another open station, everything else staying as it is.

The price is the change of the whole score, taken from the two regions concerned alone, so that a city's second-best
stations are known in the time of one pass over its links. A move that breaks a hard rule has no price but a reason.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import networkx as nx
import numpy as np

from geo.clustering.problem import Floats, Ints, Problem
from geo.clustering.region_cost import plain_pair_cny

_AREA_TOLERANCE_M2 = 1e-6  # the checker's, like the next
_LOAD_TOLERANCE = 1e-6
# The parts of a pair's price that stand for rules.
WALK_TERMS = {"walk_limit": "beyond_limit", "walk_target": "beyond_target", "in_force": "moves"}
_MEMBERS, _AREA, _MINIS, _ALONE, _HOUSEHOLDS, _POSTS = range(6)  # from the last on, loads of posts by role


@dataclass(frozen=True, slots=True)
class Move:
    """The second-best station of an estate.

    `room` is the cheapest other open room that the hard rules allow and `price_cny` what the move adds to the score
    (negative where the plan is not optimal). Where none is allowed, `room` is the one with the lowest price of its
    own, `price_cny` None and `rule` the hard rule in the way; where no other room is open, `room` is -1.
    """

    room: int
    price_cny: float | None
    rule: str = ""


class MoveBook:
    """The regions of one plan, ready to price moves; reading it changes nothing."""

    def __init__(self, problem: Problem, room_of: Ints) -> None:
        self._problem = problem
        self._room_of = [int(room) for room in room_of]
        self._pair: Floats = plain_pair_cny(problem)
        self._open = sorted(set(self._room_of))
        # columns: estates, floor area, minis, estates above the ceiling, households, posts by role, further activities
        marks = (np.ones(len(room_of)), problem.floor_area_m2, problem.is_mini, problem.is_alone, problem.households)
        posts = np.zeros((len(room_of), 0)) if problem.posts is None else problem.posts.load
        bands = [band.load for band in problem.bands]
        self._shares: Floats = np.column_stack((*marks, posts, *bands)).astype(np.float64)
        self._bands = range(_POSTS + posts.shape[1], self._shares.shape[1])
        self._totals: Floats = np.zeros((problem.room_count, self._shares.shape[1]))
        np.add.at(self._totals, np.asarray(room_of), self._shares)
        self._rooms_of_community = _tally(problem.community, self._room_of)
        self._neighbours = _neighbours(problem)
        self._must_link, self._cannot_link = _partners(problem.must_link), _partners(problem.cannot_link)
        self._community_link = _partners(problem.community_link)
        self._group_link = _partners(problem.group_link)
        self._cutting = self._cut_estates()

    def second_best(self, estate: int) -> Move:
        """Find the second-best station of an estate."""
        others = [room for room in self._open if room != self._room_of[estate]]
        if not others:
            return Move(-1, None)
        allowed = [room for room in self._next_to(estate) if not self.rule_against(estate, room)]
        if allowed:
            price, _, room = min((self.price(estate, room), self._pair[estate, room], room) for room in allowed)
            return Move(room, price)
        room = min(others, key=lambda other: (self._pair[estate, other], other))
        return Move(room, None, self.rule_against(estate, room))

    def price(self, estate: int, room: int) -> float:
        """Return the change of the score when the estate goes to an open room; hard rules are not looked at."""
        own, share = self._room_of[estate], self._shares[estate]
        change = float(self._pair[estate, room] - self._pair[estate, own])
        for where, after in ((own, self._totals[own] - share), (room, self._totals[room] + share)):
            change += self._region_price(after) - self._region_price(self._totals[where])
            change += self._wages(after) - self._wages(self._totals[where])
        for other, link_cny in self._neighbours[estate]:
            change += link_cny * ((self._room_of[other] == room) - (self._room_of[other] == own))
        return change + self._split_change(estate, room)

    def price_parts(self, estate: int, room: int) -> dict[str, float]:
        """Return what of a move's price is due to priced rules, by rule; the rest is cost."""
        own, share = self._room_of[estate], self._shares[estate]
        parts: dict[str, float] = defaultdict(float)
        for where, after in ((own, self._totals[own] - share), (room, self._totals[room] + share)):
            for sign, totals in ((1.0, after), (-1.0, self._totals[where])):
                for rule, cny in self._region_parts(totals).items():
                    parts[rule] += sign * cny
        for rule, term in WALK_TERMS.items():
            part = self._problem.terms.get(term)
            if part is not None and np.isfinite(part[estate, [own, room]]).all():
                parts[rule] += float(part[estate, room] - part[estate, own])
        for other, link_cny in self._neighbours[estate]:
            parts["barriers"] += link_cny * ((self._room_of[other] == room) - (self._room_of[other] == own))
        parts["communities"] += self._split_change(estate, room)
        return dict(parts)

    def rules_against(self, estate: int, room: int) -> tuple[str, ...]:
        """Name all hard rules that the move would break."""
        return tuple(rule for rule, breaks in self._rules() if breaks(estate, room))

    def rule_against(self, estate: int, room: int) -> str:
        """Name the first hard rule that the move would break; empty where it breaks none."""
        return next((rule for rule, breaks in self._rules() if breaks(estate, room)), "")

    def _rules(self) -> Iterator[tuple[str, Callable[[int, int], bool]]]:
        problem, room_of = self._problem, self._room_of
        yield "lock", lambda i, j: 0 <= problem.locked_room[i] != j
        yield "host", lambda i, _: i == problem.host[room_of[i]]
        yield "alone", lambda i, j: bool(problem.is_alone[i]) or self._totals[j, _ALONE] > 0
        yield "must_link", lambda i, _: i in self._must_link
        yield "communities", lambda i, _: i in self._community_link
        yield "groups", lambda i, _: i in self._group_link
        yield "cannot_link", lambda i, j: any(room_of[k] == j for k in self._cannot_link.get(i, ()))
        yield "pair_forbidden", lambda i, j: not np.isfinite(problem.pair_cny[i, j])
        yield "not_next", lambda i, j: j not in self._next_to(i)
        yield "cuts", lambda i, _: i in self._cutting
        yield "capacity", self._overfills
        yield "floor_area", self._leaves_band
        yield "activity_band", self._leaves_activity_band
        yield "mini", self._leaves_mini

    def _next_to(self, estate: int) -> list[int]:
        own = self._room_of[estate]
        return sorted({self._room_of[other] for other, _ in self._neighbours[estate]} - {own})

    def _cut_estates(self) -> set[int]:
        """Collect the estates whose leaving would cut their region."""
        graph: nx.Graph[int] = nx.Graph()
        graph.add_edges_from((a, b) for a, b in self._problem.links.tolist() if self._room_of[a] == self._room_of[b])
        return set(nx.articulation_points(graph))

    def _overfills(self, estate: int, room: int) -> bool:
        load = self._totals[room, _HOUSEHOLDS] + self._problem.households[estate]
        return bool(load > self._problem.capacity_households[room] + _LOAD_TOLERANCE)

    def _leaves_band(self, estate: int, room: int) -> bool:
        rules, area = self._problem.rules, float(self._problem.floor_area_m2[estate])
        left, grown = self._totals[self._room_of[estate], _AREA] - area, self._totals[room, _AREA] + area
        short, over = left < rules.area_low_m2 - _AREA_TOLERANCE_M2, grown > rules.area_high_m2 + _AREA_TOLERANCE_M2
        return bool(rules.area_hard and (short or over))

    def _leaves_activity_band(self, estate: int, room: int) -> bool:
        left = self._totals[self._room_of[estate]] - self._shares[estate]
        grown = self._totals[room] + self._shares[estate]
        return any(
            band.is_hard and band.outside(float(amounts[column])) > _LOAD_TOLERANCE
            for amounts in (left, grown)
            if amounts[_MEMBERS] > 0
            for band, column in zip(self._problem.bands, self._bands, strict=True)
        )

    def _leaves_mini(self, estate: int, _room: int) -> bool:
        left = self._totals[self._room_of[estate]] - self._shares[estate]
        return bool(self._problem.rules.mini_hard and left[_MEMBERS] == 1 and left[_MINIS] == 1)

    def _region_price(self, totals: Floats) -> float:
        """Price a region's floor area, further activities and its lone mini estate."""
        return sum(self._region_parts(totals).values())

    def _region_parts(self, totals: Floats) -> dict[str, float]:
        rules, alone = self._problem.rules, totals[_MEMBERS] == 1
        if totals[_MEMBERS] == 0 or (alone and totals[_ALONE] == 1):
            return {}
        short, over = rules.area_low_m2 - float(totals[_AREA]), float(totals[_AREA]) - rules.area_high_m2
        lone_mini = bool(alone and totals[_MINIS] == 1)
        return {
            "floor_area_low": rules.area_cny_m2 * short if short > max(0.0, over) else 0.0,
            "floor_area_high": rules.area_cny_m2 * over if over > max(0.0, short) else 0.0,
            "mini": rules.mini_isolated_cny * lone_mini,
            **self._activity_parts(totals),
        }

    def _activity_parts(self, totals: Floats) -> dict[str, float]:
        bands = zip(self._problem.bands, self._bands, strict=True)
        return {band.name: band.cny * band.outside(float(totals[column])) for band, column in bands}

    def _wages(self, totals: Floats) -> float:
        """Pay a region's whole posts."""
        posts = self._problem.posts
        if posts is None or totals[_MEMBERS] == 0:
            return 0.0
        return float(posts.whole_posts(totals[_POSTS : self._bands.start]) @ posts.wage_cny)

    def _split_change(self, estate: int, room: int) -> float:
        community = int(self._problem.community[estate])
        if community < 0 or self._problem.rules.communities == "free":
            return 0.0
        rooms = self._rooms_of_community[community]
        further = (rooms[room] == 0) - (rooms[self._room_of[estate]] == 1)
        return self._problem.rules.split_cny * further


def _tally(community: Ints, room_of: list[int]) -> dict[int, Counter[int]]:
    rooms: dict[int, Counter[int]] = defaultdict(Counter)
    for code, room in zip(community.tolist(), room_of, strict=True):
        rooms[code][room] += 1
    return rooms


def _neighbours(problem: Problem) -> list[list[tuple[int, float]]]:
    neighbours: list[list[tuple[int, float]]] = [[] for _ in range(problem.estate_count)]
    for (a, b), price in zip(problem.links.tolist(), problem.link_cny.tolist(), strict=True):
        neighbours[a].append((b, price))
        neighbours[b].append((a, price))
    return neighbours


def _partners(pairs: Ints) -> dict[int, list[int]]:
    partners: dict[int, list[int]] = defaultdict(list)
    for a, b in pairs.tolist():
        partners[a].append(b)
        partners[b].append(a)
    return dict(partners)
