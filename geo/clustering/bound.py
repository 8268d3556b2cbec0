"""A proved lower bound, quickly, and what it strikes out: a Lagrangian over the rule that each unit is served once.

With a price on every unit, each room chooses the units it would gain by serving, alone and without regard to
connectedness; the sum over the rooms that gain is below every plan. Two more rules are priced in each room: the
floor-area band (its penalty is the largest of linear functions of the area) and the capacity. Communities and mini
estates are charged inside a room's choice. Pairs and rooms that would lift the bound over a known plan are struck out.

The method is that of Beasley (1993), "Lagrangean heuristics for location problems", European Journal of Operational
Research 65, https://doi.org/10.1016/0377-2217(93)90118-7, with the steps of Polyak.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from geo.clustering.compiled import compiled, compiled_part
from geo.clustering.contiguity import grouped
from geo.clustering.problem import Bools, Floats, Ints
from geo.clustering.reduction import Reduced

# Pairs are struck out when they cannot improve a known plan by more than this share of its value. The bound that is
# reported gives the same share away again, so that it holds for the whole problem.
STRIKE_SHARE = 1e-7


@dataclass(frozen=True, slots=True, eq=False)
class Bound:
    """A lower bound of the score, the pairs that a better plan may use, rooms open at the bound, iterations."""

    value: float
    allowed: Bools
    open_rooms: Ints
    iterations: int


class _Relaxed(NamedTuple):
    """What the compiled ascent reads; units are in the order of their main communities."""

    cost: Floats  # (m, U), inf where struck out
    room_cny: Floats
    host: Ints
    group_start: Ints
    group_units: Ints
    group_of: Ints
    group_cny: Floats
    area: Floats  # in mean areas of a unit, so that its price is of the size of a unit's
    band: Floats  # low, high, price; in mean areas
    is_charged: Bools
    load: Floats  # in mean loads
    capacity: Floats
    mini_cny: Floats  # by room: what its host pays alone, 0 where it is not a mini estate
    must_open: Bools
    bounds: Ints


class _Prices(NamedTuple):
    """The multipliers: of each unit, of each room's area and capacity."""

    unit: Floats
    area: Floats
    load: Floats


def lagrangian_bound(reduced: Reduced, upper: float, *, iterations: int = 600) -> Bound:
    """Raise the bound by subgradient steps and strike out what cannot be in a better plan.

    Parameters
    ----------
    upper : score of a known plan, ``inf`` where none is known (then nothing is struck out).
    """
    relaxed = _relax(reduced)
    shift = reduced.fixed_cny
    target = upper - shift if np.isfinite(upper) else 1.2 * float(np.sum(relaxed.cost.min(axis=0, initial=0.0)) + 1e4)
    prices = _first_prices(relaxed)
    best = _Prices(prices.unit.copy(), prices.area.copy(), prices.load.copy())
    value, done = _ascend(relaxed, prices, best, target, iterations)
    lift, is_open = np.zeros_like(relaxed.cost), np.zeros(len(relaxed.room_cny), np.bool_)
    value = _reprice(relaxed, best, lift, is_open)
    allowed = reduced.allowed
    if np.isfinite(upper):
        allowed = allowed & (value + lift.T <= (upper - shift) - STRIKE_SHARE * abs(upper))
        allowed &= allowed[reduced.host_unit, np.arange(allowed.shape[1])][None, :]
    return Bound(value + shift, allowed, np.flatnonzero(is_open).astype(np.int32), done)


def _relax(reduced: Reduced) -> _Relaxed:
    rules, rooms = reduced.problem.rules, reduced.problem.room_count
    groups, prices = _main_communities(reduced)
    start, units = grouped(groups, len(prices))
    mean_area, mean_load = max(1e-9, float(reduced.area_m2.mean())), max(1e-9, float(reduced.households.mean()))
    mini = np.inf if rules.mini_hard else rules.mini_isolated_cny
    price = (
        1e3 * max(1.0, float(np.max(reduced.problem.room_cny, initial=0.0)))
        if rules.area_hard
        else rules.area_cny_m2 * mean_area
    )
    return _Relaxed(
        cost=np.ascontiguousarray(np.where(reduced.allowed, reduced.cost, np.inf).T),
        room_cny=reduced.problem.room_cny,
        host=reduced.host_unit,
        group_start=start,
        group_units=units,
        group_of=groups,
        group_cny=prices,
        area=reduced.area_m2 / mean_area,
        band=np.array([rules.area_low_m2 / mean_area, rules.area_high_m2 / mean_area, price]),
        is_charged=reduced.is_charged,
        load=reduced.households / mean_load,
        capacity=reduced.problem.capacity_households / mean_load,
        mini_cny=np.where(reduced.is_mini[reduced.host_unit], mini, 0.0),
        must_open=reduced.must_open,
        bounds=np.array([rules.station_min, rules.station_max or rooms], np.int32),
    )


def _main_communities(reduced: Reduced) -> tuple[Ints, Floats]:
    """Give each unit one community to be charged for, or a group of its own; too little where it lies in several."""
    main = np.full(reduced.unit_count, -1, np.int64)
    known = reduced.communities >= 0
    main[reduced.unit_of[known]] = reduced.communities[known]
    free = np.flatnonzero(main < 0)
    main[free] = reduced.community_count + np.arange(len(free))
    prices = np.zeros(reduced.community_count + len(free))
    prices[: reduced.community_count] = reduced.split_cny
    return main.astype(np.int32), prices


def _first_prices(relaxed: _Relaxed) -> _Prices:
    """Start a unit's price at its second cheapest room."""
    rooms, units = relaxed.cost.shape
    cheapest = np.sort(np.where(np.isfinite(relaxed.cost), relaxed.cost, 1e6), axis=0)[: min(3, rooms)]
    return _Prices(cheapest[-1].copy() if rooms else np.zeros(units), np.zeros(rooms), np.zeros(rooms))


@compiled_part
def _room_choice(r: _Relaxed, p: _Prices, room: int, picked: Bools) -> tuple[float, float]:
    """Let a room choose its units: value, and value without the charge for a mini estate alone; marks the picked."""
    host, cost = r.host[room], r.cost[room]
    picked[:] = False
    picked[host] = True
    home = r.group_of[host]
    value = r.room_cny[room] + cost[host] - p.unit[host] + r.group_cny[home]
    value += p.area[room] * r.area[host] + p.load[room] * r.load[host]
    value -= p.area[room] * (r.band[1] if p.area[room] >= 0 else r.band[0])
    if p.load[room] > 0:
        value -= p.load[room] * r.capacity[room]
    has_company, cheapest, companion = False, np.inf, -1
    for group in range(len(r.group_cny)):
        gain, least, least_unit = 0.0, np.inf, -1
        for k in range(r.group_start[group], r.group_start[group + 1]):
            unit = r.group_units[k]
            if unit == host:
                continue
            reduced_cost = cost[unit] - p.unit[unit] + p.area[room] * r.area[unit] + p.load[room] * r.load[unit]
            gain += min(0.0, reduced_cost)
            if reduced_cost < least:
                least, least_unit = reduced_cost, unit
        charge = 0.0 if group == home else r.group_cny[group]
        if gain + charge < 0.0:
            value += gain + charge
            has_company = True
            for k in range(r.group_start[group], r.group_start[group + 1]):
                unit = r.group_units[k]
                if cost[unit] - p.unit[unit] + p.area[room] * r.area[unit] + p.load[room] * r.load[unit] < 0.0:
                    picked[unit] = True
        elif charge + (gain if gain < 0.0 else least) < cheapest:
            cheapest, companion = charge + (gain if gain < 0.0 else least), least_unit
    if has_company or r.mini_cny[room] == 0.0:
        return value, value
    if cheapest < r.mini_cny[room]:
        picked[companion] = True
    return value + min(cheapest, r.mini_cny[room]), value


@compiled_part
def _open_rooms(r: _Relaxed, value: Floats, is_open: Bools) -> float:
    """Open the rooms that gain, one a host, within the bounds on their number; return the sum of their values."""
    rooms = len(value)
    best_of_host = np.full(r.cost.shape[1], -1, np.int64)
    is_open[:] = False
    for room in range(rooms):
        other = best_of_host[r.host[room]]
        better = other < 0 or value[room] < value[other]
        if (better and not (other >= 0 and r.must_open[other])) or (
            r.must_open[room] and (other < 0 or not r.must_open[other])
        ):
            best_of_host[r.host[room]] = room
    count, total = 0, 0.0
    for room in range(rooms):
        if r.must_open[room]:
            is_open[room] = True
            count += 1
            total += value[room]
    while True:
        least = -1
        for room in range(rooms):
            if not is_open[room] and best_of_host[r.host[room]] == room and (least < 0 or value[room] < value[least]):
                least = room
        if least < 0 or not np.isfinite(value[least]):
            break
        if count >= r.bounds[0] and (value[least] >= 0.0 or count >= r.bounds[1]):
            break
        is_open[least] = True
        count += 1
        total += value[least]
    return total


@compiled_part
def _evaluate(r: _Relaxed, p: _Prices, picked: Bools, value: Floats, bare: Floats, is_open: Bools) -> float:  # noqa: PLR0917  compiled functions take positions
    for room in range(len(value)):
        if np.isfinite(r.cost[room, r.host[room]]):
            value[room], bare[room] = _room_choice(r, p, room, picked[room])
        else:
            value[room] = bare[room] = np.inf
    return _sum(p.unit) + _open_rooms(r, value, is_open)


@compiled_part
def _sum(numbers: Floats) -> float:
    total = 0.0
    for k in range(len(numbers)):
        total += float(numbers[k])
    return total


@compiled_part
def _sum_of_squares(numbers: Floats) -> float:
    total = 0.0
    for k in range(len(numbers)):
        total += float(numbers[k] * numbers[k])
    return total


@compiled_part
def _area_slope(r: _Relaxed, price: float, area: float) -> float:
    """Slope of the priced band in its price; at price nought, of the side on which the area lies."""
    if price > 0.0 or (price == 0.0 and area > r.band[1]):
        return float(area - r.band[1])
    if price < 0.0 or area < r.band[0]:
        return float(area - r.band[0])
    return 0.0


@compiled_part
def _slopes(r: _Relaxed, p: _Prices, picked: Bools, is_open: Bools, slope: _Prices) -> float:
    """Write the slopes of the bound in all prices; return the square of their length."""
    slope.unit[:] = 1.0
    slope.area[:] = 0.0
    slope.load[:] = 0.0
    for room in range(len(is_open)):
        if not is_open[room]:
            continue
        area, load = 0.0, 0.0
        for unit in range(len(slope.unit)):
            if picked[room, unit]:
                slope.unit[unit] -= 1.0
                area += r.area[unit]
                load += r.load[unit]
        if r.is_charged[room]:
            slope.area[room] = _area_slope(r, p.area[room], area)
        if np.isfinite(r.capacity[room]) and (load > r.capacity[room] or p.load[room] > 0.0):
            slope.load[room] = load - r.capacity[room]
    return _sum_of_squares(slope.unit) + _sum_of_squares(slope.area) + _sum_of_squares(slope.load)


@compiled_part
def _step(r: _Relaxed, p: _Prices, slope: _Prices, length: float) -> None:
    """Move the prices along the slopes; a price of area may not jump over nought or leave the band's price."""
    for unit in range(len(p.unit)):
        p.unit[unit] += length * slope.unit[unit]
    for room in range(len(p.area)):
        new = p.area[room] + length * slope.area[room]
        if new * p.area[room] < 0.0:
            new = 0.0
        p.area[room] = min(r.band[2], max(-r.band[2], new))
        p.load[room] = max(0.0, p.load[room] + length * slope.load[room])


@compiled_part
def _copy(source: _Prices, target: _Prices) -> None:
    for unit in range(len(source.unit)):
        target.unit[unit] = source.unit[unit]
    for room in range(len(source.area)):
        target.area[room] = source.area[room]
        target.load[room] = source.load[room]


@compiled
def _ascend(r: _Relaxed, p: _Prices, best: _Prices, target: float, iterations: int) -> tuple[float, int]:
    rooms, units = r.cost.shape
    picked, is_open = np.zeros((rooms, units), np.bool_), np.zeros(rooms, np.bool_)
    value, bare = np.zeros(rooms), np.zeros(rooms)
    slope = _Prices(np.zeros(units), np.zeros(rooms), np.zeros(rooms))
    top, scale, idle = -np.inf, 1.5, 0
    for k in range(iterations):
        bound = _evaluate(r, p, picked, value, bare, is_open)
        if bound > top + 1e-6 * abs(top):
            idle = 0
        else:
            idle += 1
        if bound > top:
            top = bound
            _copy(p, best)
        if idle >= 15:
            scale, idle = scale * 0.6, 0
            _copy(best, p)
            _evaluate(r, p, picked, value, bare, is_open)
        square = _slopes(r, p, picked, is_open, slope)
        if square == 0.0 or scale < 1e-4 or top >= target:
            return top, k + 1
        _step(r, p, slope, scale * max(target - bound, 1e-4 * abs(target)) / square)
    return top, iterations


@compiled
def _reprice(r: _Relaxed, p: _Prices, lift: Floats, is_open: Bools) -> float:
    """Evaluate once more at the best prices and write by how much each pair would lift the bound, shape ``(m, U)``."""
    rooms, units = r.cost.shape
    picked = np.zeros((rooms, units), np.bool_)
    value, bare = np.zeros(rooms), np.zeros(rooms)
    bound = _evaluate(r, p, picked, value, bare, is_open)
    worst, count = -np.inf, 0
    open_at = np.full(units, -1, np.int64)
    for room in range(rooms):
        if is_open[room]:
            open_at[r.host[room]] = room
            count += 1
            if not r.must_open[room]:
                worst = max(worst, value[room])
    for room in range(rooms):
        lift[room] = np.inf
        if not np.isfinite(value[room]):
            continue
        opening = 0.0
        if not is_open[room]:
            same = open_at[r.host[room]]
            replaced = value[same] if same >= 0 else (worst if count >= max(r.bounds[0], r.bounds[1]) else 0.0)
            if same < 0 and count == r.bounds[0] and worst > 0.0:
                replaced = worst
            opening = max(0.0, value[room] - replaced) if np.isfinite(replaced) else 0.0
        _pair_lifts(r, p, room, picked[room], value[room], bare[room], lift[room])
        for unit in range(units):
            lift[room, unit] += opening
    return bound


@compiled_part
def _pair_lifts(r: _Relaxed, p: _Prices, room: int, picked: Bools, value: float, bare: float, lift: Floats) -> None:  # noqa: PLR0917  compiled functions take positions
    """Write by how much a room's value rises when it must serve each unit."""
    host, cost = r.host[room], r.cost[room]
    for group in range(len(r.group_cny)):
        gain, is_taken = 0.0, group == r.group_of[host]
        for k in range(r.group_start[group], r.group_start[group + 1]):
            unit = r.group_units[k]
            is_taken = is_taken or picked[unit]
            if unit != host:
                price = cost[unit] - p.unit[unit] + p.area[room] * r.area[unit] + p.load[room] * r.load[unit]
                gain += min(0.0, price)
        for k in range(r.group_start[group], r.group_start[group + 1]):
            unit = r.group_units[k]
            price = cost[unit] - p.unit[unit] + p.area[room] * r.area[unit] + p.load[room] * r.load[unit]
            if unit == host:
                lift[unit] = 0.0
            elif is_taken:
                lift[unit] = max(0.0, bare + max(0.0, price) - value)
            else:
                lift[unit] = max(0.0, bare + r.group_cny[group] + gain + max(0.0, price) - value)
