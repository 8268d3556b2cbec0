"""The problem with its plain consequences drawn, before any search.

Estates that must stay together become one *unit*; what no plan can do is struck out; an estate above the ceiling is cut
loose from the graph; the price of a link that everything hangs on is folded into the pairs that must cross it. The
score of every plan that keeps the hard rules is unchanged: `fixed_cny` plus what the arrays say.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geo.clustering.contiguity import components, far_side, grouped, neighbour_lists
from geo.clustering.problem import Bools, Floats, Ints, Problem
from geo.clustering.region_cost import plain_pair_cny


@dataclass(frozen=True, slots=True, eq=False)
class Reduced:
    """U units, m rooms, n estates.

    Attributes
    ----------
    unit_of : unit of each estate, shape ``(n,)``; `unit_start`, `unit_estates` list the estates of each unit.
    cost : score of serving a unit from a room, finite everywhere, shape ``(U, m)``.
    allowed : pairs that some plan may use, shape ``(U, m)``.
    area_m2, households : loads of the units, shape ``(U,)``.
    is_mini : units of one mini estate alone, shape ``(U,)``.
    is_charged : rooms whose region the area band is charged for (not those of an estate alone), shape ``(m,)``.
    host_unit : unit that hosts each room, shape ``(m,)``; `room_start`, `room_list` list the rooms of each unit.
    must_open : rooms that are fixed or locked to, shape ``(m,)``.
    communities : code of each estate's community among those in two units or more, else -1, shape ``(n,)``.
    community_count : number of such communities.
    links : links of the graph without estates alone, shape ``(k, 2)``; `start`, `neighbour` the same as lists.
    priced_units, priced_cny : pairs of units joined by a priced link that has a way round, ``(p, 2)`` and ``(p,)``.
    conflicts : pairs of units that must be apart, shape ``(c, 2)``.
    is_impossible : estates that must stay together cannot be connected.
    fixed_cny : part of the score that is the same in every plan.
    """

    problem: Problem
    unit_of: Ints
    unit_start: Ints
    unit_estates: Ints
    cost: Floats
    allowed: Bools
    area_m2: Floats
    households: Floats
    is_mini: Bools
    is_charged: Bools
    host_unit: Ints
    room_start: Ints
    room_list: Ints
    must_open: Bools
    communities: Ints
    community_count: int
    links: Ints
    start: Ints
    neighbour: Ints
    priced_units: Ints
    priced_cny: Floats
    conflicts: Ints
    is_impossible: bool
    fixed_cny: float

    @property
    def unit_count(self) -> int:
        """Number of units, U."""
        return len(self.area_m2)

    @property
    def split_cny(self) -> float:
        """Price of each further region that a community lies in."""
        return 0.0 if self.problem.rules.communities == "free" else self.problem.rules.split_cny

    def rooms_of_estates(self, room_of_unit: Ints) -> Ints:
        """Spread a plan of units over their estates."""
        return np.asarray(room_of_unit, np.int32)[self.unit_of]


def reduce_problem(problem: Problem) -> Reduced:
    """Draw the consequences; nothing is decided that some best plan would not do."""
    n = problem.estate_count
    links = problem.links[~problem.is_alone[problem.links].any(axis=1)] if len(problem.links) else problem.links
    link_cny = problem.link_cny[~problem.is_alone[problem.links].any(axis=1)] if len(problem.links) else np.zeros(0)
    part = components(n, links)
    unit_of, is_impossible = _units(problem, part)
    count = int(unit_of.max(initial=-1)) + 1
    unit_start, unit_estates = grouped(unit_of, count)
    cost, priced, priced_cny, inside_cny = _fold_links(problem, links, link_cny, unit_of, count)
    communities = _live_communities(problem, unit_of)
    community_count = int(communities.max(initial=-1)) + 1
    split = 0.0 if problem.rules.communities == "free" else problem.rules.split_cny
    host_unit = unit_of[problem.host].astype(np.int32)
    room_start, room_list = grouped(host_unit, count)
    start, neighbour = neighbour_lists(n, links)
    sizes = np.bincount(unit_of, minlength=count)
    must_open = _must_open(problem)
    conflicts = _between_units(problem.cannot_link, unit_of)
    area, load = _summed(problem.floor_area_m2, unit_of, count), _summed(problem.households, unit_of, count)
    return Reduced(
        problem=problem,
        unit_of=unit_of,
        unit_start=unit_start,
        unit_estates=unit_estates,
        cost=cost,
        allowed=_allowed(problem, unit_of, count, part, must_open=must_open),
        area_m2=area,
        households=load,
        is_mini=(sizes == 1) & (problem.is_mini & ~problem.is_alone)[unit_estates[unit_start[:-1]]]
        if count
        else np.zeros(0, np.bool_),
        is_charged=~problem.is_alone[problem.host],
        host_unit=host_unit,
        room_start=room_start,
        room_list=room_list,
        must_open=must_open,
        communities=communities,
        community_count=community_count,
        links=links,
        start=start,
        neighbour=neighbour,
        priced_units=priced,
        priced_cny=priced_cny,
        conflicts=conflicts,
        is_impossible=is_impossible or _has_inner_conflict(problem, unit_of),
        fixed_cny=inside_cny - split * community_count,
    )


def _units(problem: Problem, part: Ints) -> tuple[Ints, bool]:
    """Give the sets of estates that must stay together numbers, by their first; split where no path joins them."""
    together = np.concatenate([problem.must_link, problem.community_link, problem.group_link])
    broken = part[together[:, 0]] != part[together[:, 1]]
    return components(problem.estate_count, together[~broken]), bool(broken.any())


def _has_inner_conflict(problem: Problem, unit_of: Ints) -> bool:
    return bool((unit_of[problem.cannot_link[:, 0]] == unit_of[problem.cannot_link[:, 1]]).any())


def _summed(values: Floats, unit_of: Ints, count: int) -> Floats:
    return np.bincount(unit_of, weights=values, minlength=count).astype(np.float64)


def _fold_links(
    problem: Problem, links: Ints, link_cny: Floats, unit_of: Ints, count: int
) -> tuple[Floats, Ints, Floats, float]:
    """Sum pair prices over units and fold in each priced link that everything hangs on.

    A region holds both ends of such a link just when one end is served from a room on the other end's side.
    """
    cost = np.zeros((count, problem.room_count))
    np.add.at(cost, unit_of, plain_pair_cny(problem))
    open_pairs, open_cny, inside = [], [], 0.0
    for position in np.flatnonzero(link_cny > 0):
        near, far = unit_of[links[position]]
        beyond = far_side(problem.estate_count, links, int(position))
        if near == far:
            inside += float(link_cny[position])
        elif beyond is None:
            open_pairs.append((near, far))
            open_cny.append(float(link_cny[position]))
        else:
            is_far = beyond[problem.host]
            cost[near, is_far] += link_cny[position]
            cost[far, ~is_far] += link_cny[position]
    return cost, np.array(open_pairs, np.int32).reshape(-1, 2), np.array(open_cny, np.float64), inside


def _live_communities(problem: Problem, unit_of: Ints) -> Ints:
    """Renumber the communities that lie in two units or more; the others cannot be split."""
    live = np.full(problem.estate_count, -1, np.int32)
    if problem.rules.communities == "free" or problem.rules.split_cny <= 0:
        return live
    code = 0
    for community in np.unique(problem.community[problem.community >= 0]):
        estates = problem.community == community
        if len(np.unique(unit_of[estates])) > 1:
            live[estates] = code
            code += 1
    return live


def _must_open(problem: Problem) -> Bools:
    must = problem.is_fixed.copy()
    must[problem.locked_room[problem.locked_room >= 0]] = True
    return must


def _between_units(pairs: Ints, unit_of: Ints) -> Ints:
    ends = np.sort(unit_of[pairs].reshape(-1, 2), axis=1)
    return np.unique(ends[ends[:, 0] != ends[:, 1]], axis=0).astype(np.int32)


def _allowed(problem: Problem, unit_of: Ints, count: int, part: Ints, *, must_open: Bools) -> Bools:
    """Strike out every pair that no plan can use, shape ``(U, m)``."""
    by_estate = np.isfinite(problem.pair_cny) & ~problem.is_forbidden[None, :]
    by_estate &= part[:, None] == part[problem.host][None, :]
    locked = np.flatnonzero(problem.locked_room >= 0)
    by_estate[locked] &= np.arange(problem.room_count)[None, :] == problem.locked_room[locked, None]
    for room in np.flatnonzero(must_open):
        host = problem.host[room]
        by_estate[host] &= must_open & (problem.host == host)
    for start, end in problem.cannot_link:
        by_estate[start, problem.host == end] = False
        by_estate[end, problem.host == start] = False
    allowed = np.ones((count, problem.room_count), np.bool_)
    np.logical_and.at(allowed, unit_of, by_estate)
    return _without_overload(problem, unit_of, count, allowed)


def _without_overload(problem: Problem, unit_of: Ints, count: int, allowed: Bools) -> Bools:
    """Strike out pairs whose unit and host alone are too much, then rooms that their own host cannot use."""
    host_unit = unit_of[problem.host]
    is_host = np.arange(count)[:, None] == host_unit[None, :]
    load = _summed(problem.households, unit_of, count)
    both = load[:, None] + np.where(is_host, 0.0, load[host_unit][None, :])
    allowed &= both <= problem.capacity_households[None, :] + 1e-9
    if problem.rules.area_hard:
        area = _summed(problem.floor_area_m2, unit_of, count)
        both = area[:, None] + np.where(is_host, 0.0, area[host_unit][None, :])
        allowed &= (both <= problem.rules.area_high_m2 + 1e-9) | problem.is_alone[problem.host][None, :]
    return allowed & allowed[host_unit, np.arange(problem.room_count)][None, :]
