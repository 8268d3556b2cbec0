"""The compiled cost of one region of units, with hard rules at a penalty: the inner loop of the search.

A region's value is that of its best room. Regions that break a hard rule pay `penalty_cny` for each break, so that the
search may pass through them and, where no plan keeps every rule, ends at the plan that breaks the least.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from geo.clustering.contiguity import grouped, reach
from geo.clustering.problem import Bools, Floats, Ints
from geo.clustering.reduction import Reduced
from geo.compiled import compiled_inner
from geo.economics.staffing import ROUNDING


class Arrays(NamedTuple):
    """What the kernel reads, plus room to scribble; see `Reduced` for what each is."""

    cost: Floats  # with the penalty where a pair is struck out
    room_cny: Floats
    capacity: Floats
    room_start: Ints
    room_list: Ints
    area: Floats
    load: Floats
    is_mini: Bools
    is_charged: Bools
    unit_start: Ints
    unit_estates: Ints
    unit_of: Ints
    start: Ints
    neighbour: Ints
    code_start: Ints  # communities of each unit
    codes: Ints
    pair_start: Ints  # priced links and conflicts: the other units, with what it costs to be in one region
    pair_unit: Ints
    pair_cny: Floats
    post_load: Floats  # (U, k), posts; k is nought where the score counts none
    post_minimum: Floats
    post_cny: Floats
    load_sum: Floats  # scratch by role
    band_load: Floats  # (U, b), further activities; b is nought where there are none
    band_numbers: Floats  # low, high and price of each, infinite where hard, (b, 3)
    numbers: Floats  # penalty, area low, area high, area price, mini price, split price
    mark: Ints  # scratch by estate
    stack: Ints  # scratch by estate
    code_mark: Ints  # scratch by community
    unit_mark: Ints  # scratch by unit
    buffer: Ints  # scratch by estate
    stamp: Ints  # the last stamp given, shape (1,)


def search_arrays(reduced: Reduced, penalty_cny: float) -> Arrays:
    """Lay the reduced problem out for the kernel, with its own scratch space (not to be shared by threads)."""
    problem, count = reduced.problem, reduced.unit_count
    rules = problem.rules
    code_start, codes = _unit_codes(reduced)
    pair_start, pair_unit, pair_cny = _unit_pairs(reduced, penalty_cny)
    band_load, band_numbers = unit_bands(reduced)
    band = penalty_cny if rules.mini_hard else rules.mini_isolated_cny
    hard_area = np.inf if rules.area_hard else rules.area_cny_m2
    split = reduced.split_cny
    return Arrays(
        cost=np.where(reduced.allowed, reduced.cost, reduced.cost + penalty_cny),
        room_cny=problem.room_cny + penalty_cny * problem.is_forbidden,
        capacity=problem.capacity_households,
        room_start=reduced.room_start,
        room_list=reduced.room_list,
        area=reduced.area_m2,
        load=reduced.households,
        is_mini=reduced.is_mini,
        is_charged=reduced.is_charged,
        unit_start=reduced.unit_start,
        unit_estates=reduced.unit_estates,
        unit_of=reduced.unit_of,
        start=reduced.start,
        neighbour=reduced.neighbour,
        code_start=code_start,
        codes=codes,
        pair_start=pair_start,
        pair_unit=pair_unit,
        pair_cny=pair_cny,
        **_posts(reduced),
        band_load=band_load,
        band_numbers=band_numbers,
        numbers=np.array([penalty_cny, rules.area_low_m2, rules.area_high_m2, hard_area, band, split]),
        mark=np.zeros(problem.estate_count, np.int32),
        stack=np.zeros(problem.estate_count + 1, np.int32),
        code_mark=np.zeros(reduced.community_count + 1, np.int32),
        unit_mark=np.zeros(count, np.int32),
        buffer=np.zeros(problem.estate_count + 1, np.int32),
        stamp=np.zeros(1, np.int32),
    )


def _posts(reduced: Reduced) -> dict[str, Floats]:
    """Sum up the loads of posts over the units; no roles where the score counts no posts."""
    load, minimum, cny = unit_posts(reduced)
    return {"post_load": load, "post_minimum": minimum, "post_cny": cny, "load_sum": np.zeros(len(cny))}


def unit_bands(reduced: Reduced) -> tuple[Floats, Floats]:
    """Return further activities of the units ``(U, b)``; low, high and price (infinite: hard) of each ``(b, 3)``."""
    bands = reduced.problem.bands
    load = np.zeros((reduced.unit_count, len(bands)))
    for column, band in enumerate(bands):
        np.add.at(load[:, column], reduced.unit_of, band.load)
    numbers = [(band.low, band.high, np.inf if band.is_hard else band.cny) for band in bands]
    return load, np.array(numbers, np.float64).reshape(-1, 3)


def unit_posts(reduced: Reduced) -> tuple[Floats, Floats, Floats]:
    """Return loads of the units in posts ``(U, k)``, the fewest posts and the wage of each role ``(k,)``."""
    posts = reduced.problem.posts
    if posts is None:
        return np.zeros((reduced.unit_count, 0)), np.zeros(0), np.zeros(0)
    load = np.zeros((reduced.unit_count, len(posts.roles)))
    np.add.at(load, reduced.unit_of, posts.load)
    return load, posts.minimum.astype(np.float64), posts.wage_cny.astype(np.float64)


def _unit_codes(reduced: Reduced) -> tuple[Ints, Ints]:
    known = reduced.communities >= 0
    both = np.unique(np.column_stack([reduced.unit_of[known], reduced.communities[known]]), axis=0)
    start, order = grouped(both[:, 0], reduced.unit_count)
    return start, np.ascontiguousarray(both[order, 1], dtype=np.int32)


def _unit_pairs(reduced: Reduced, penalty_cny: float) -> tuple[Ints, Ints, Floats]:
    pairs = np.concatenate([reduced.priced_units, reduced.conflicts]).astype(np.int32)
    price = np.concatenate([reduced.priced_cny, np.full(len(reduced.conflicts), penalty_cny)])
    both = np.concatenate([pairs, pairs[:, ::-1]])
    start, order = grouped(both[:, 0], reduced.unit_count)
    return start, np.ascontiguousarray(both[order, 1]), np.concatenate([price, price])[order]


@compiled_inner
def _next_stamp(a: Arrays) -> int:
    a.stamp[0] += 1
    if a.stamp[0] > 2_000_000_000:
        a.stamp[0] = 1
        a.mark[:] = 0
        a.code_mark[:] = 0
        a.unit_mark[:] = 0
    return int(a.stamp[0])


@compiled_inner
def hangs_together(units: Ints, size: int, a: Arrays) -> bool:
    """Tell whether the estates of these units are connected in the link graph."""
    count = 0
    for k in range(size):
        for e in range(a.unit_start[units[k]], a.unit_start[units[k] + 1]):
            a.buffer[count] = a.unit_estates[e]
            count += 1
    if count <= 1:
        return True
    return reach(a.buffer, count, a.start, a.neighbour, a.mark, _next_stamp(a), a.stack) == count


@compiled_inner
def _band(area: float, a: Arrays) -> float:
    """Price of an area outside the band; with a hard band one penalty and what is missing in proportion."""
    penalty, low, high, price = a.numbers[0], a.numbers[1], a.numbers[2], a.numbers[3]
    outside = max(low - area, area - high)
    if outside <= 1e-9:
        return 0.0
    return float(price * outside) if np.isfinite(price) else penalty * (1.0 + outside / (1.0 + area))


@compiled_inner
def _activities(units: Ints, size: int, a: Arrays) -> float:
    """Price of further activities outside their bands; a hard one costs a penalty and what is missing in proportion."""
    total = 0.0
    for band in range(len(a.band_numbers)):
        amount = 0.0
        for k in range(size):
            amount += a.band_load[units[k], band]
        outside = max(a.band_numbers[band, 0] - amount, amount - a.band_numbers[band, 1])
        if outside > 1e-9:
            price = a.band_numbers[band, 2]
            total += price * outside if np.isfinite(price) else a.numbers[0] * (1.0 + outside / (1.0 + amount))
    return total


@compiled_inner
def wages_of_load(load: Floats, minimum: Floats, cny: Floats) -> float:
    """Wages of whole posts for summed loads, by role."""
    total = 0.0
    for role in range(len(cny)):
        total += cny[role] * max(minimum[role], np.ceil(load[role] - ROUNDING))
    return total


@compiled_inner
def _wages(units: Ints, size: int, a: Arrays) -> float:
    if len(a.post_cny) == 0:
        return 0.0
    for role in range(len(a.post_cny)):
        a.load_sum[role] = 0.0
        for k in range(size):
            a.load_sum[role] += a.post_load[units[k], role]
    return wages_of_load(a.load_sum, a.post_minimum, a.post_cny)


@compiled_inner
def _pairs_inside(units: Ints, size: int, a: Arrays) -> float:
    """Priced links and conflicts with both ends in the region, each counted once."""
    if len(a.pair_unit) == 0:
        return 0.0
    stamp, total = _next_stamp(a), 0.0
    for k in range(size):
        a.unit_mark[units[k]] = stamp
    for k in range(size):
        for e in range(a.pair_start[units[k]], a.pair_start[units[k] + 1]):
            if a.pair_unit[e] > units[k] and a.unit_mark[a.pair_unit[e]] == stamp:
                total += a.pair_cny[e]
    return total


@compiled_inner
def region_value(units: Ints, size: int, a: Arrays) -> tuple[float, int]:
    """Return the value of a region in yuan-equivalents a month, penalties included, and its best room (-1: none)."""
    if size == 0:
        return 0.0, -1
    penalty, stamp = a.numbers[0], _next_stamp(a)
    area, load, shared = 0.0, 0.0, 0.0
    for k in range(size):
        unit = units[k]
        area += a.area[unit]
        load += a.load[unit]
        for e in range(a.code_start[unit], a.code_start[unit + 1]):
            if a.code_mark[a.codes[e]] != stamp:
                a.code_mark[a.codes[e]] = stamp
                shared += a.numbers[5]
    if size == 1 and a.is_mini[units[0]]:
        shared += a.numbers[4]
    shared += _pairs_inside(units, size, a) + _wages(units, size, a)
    band = _band(area, a) + _activities(units, size, a)
    best, best_room = np.inf, -1
    for k in range(size):
        for e in range(a.room_start[units[k]], a.room_start[units[k] + 1]):
            room = int(a.room_list[e])
            total = a.room_cny[room] + (band if a.is_charged[room] else 0.0)
            if load > a.capacity[room] + 1e-9:
                total += penalty * (1.0 + (load - a.capacity[room]) / (1.0 + load))
            for i in range(size):
                total += a.cost[units[i], room]
            if total < best:
                best, best_room = total, room
    if best_room < 0:
        return shared + penalty * (3.0 + size), -1
    return best + shared, best_room
