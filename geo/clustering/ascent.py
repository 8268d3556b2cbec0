"""The compiled ascent of the Lagrangian bound: rooms choose units, prices step along the slopes, pairs are priced.

`bound` lays the problem out for it and says what the result means.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from geo.clustering.problem import Bools, Floats, Ints
from geo.compiled import compiled, compiled_inner, compiled_part


class Relaxed(NamedTuple):
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


class Prices(NamedTuple):
    """The multipliers: of each unit, of each room's area and capacity."""

    unit: Floats
    area: Floats
    load: Floats


@compiled_inner
def _room_choice(r: Relaxed, p: Prices, room: int, picked: Bools) -> tuple[float, float]:
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
def _open_rooms(r: Relaxed, value: Floats, is_open: Bools) -> float:
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
def _evaluate(r: Relaxed, p: Prices, picked: Bools, value: Floats, bare: Floats, is_open: Bools) -> float:  # noqa: PLR0917  compiled functions take positions
    for room in range(len(value)):
        if np.isfinite(r.cost[room, r.host[room]]):
            value[room], bare[room] = _room_choice(r, p, room, picked[room])
        else:
            value[room] = bare[room] = np.inf
    return _sum(p.unit) + _open_rooms(r, value, is_open)


@compiled_inner
def _sum(numbers: Floats) -> float:
    total = 0.0
    for k in range(len(numbers)):
        total += float(numbers[k])
    return total


@compiled_inner
def _sum_of_squares(numbers: Floats) -> float:
    total = 0.0
    for k in range(len(numbers)):
        total += float(numbers[k] * numbers[k])
    return total


@compiled_inner
def _area_slope(r: Relaxed, price: float, area: float) -> float:
    """Slope of the priced band in its price; at price nought, of the side on which the area lies."""
    if price > 0.0 or (price == 0.0 and area > r.band[1]):
        return float(area - r.band[1])
    if price < 0.0 or area < r.band[0]:
        return float(area - r.band[0])
    return 0.0


@compiled_inner
def _slopes(r: Relaxed, p: Prices, picked: Bools, is_open: Bools, slope: Prices) -> float:
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


@compiled_inner
def _step(r: Relaxed, p: Prices, slope: Prices, length: float) -> None:
    """Move the prices along the slopes; a price of area may not jump over nought or leave the band's price."""
    for unit in range(len(p.unit)):
        p.unit[unit] += length * slope.unit[unit]
    for room in range(len(p.area)):
        new = p.area[room] + length * slope.area[room]
        if new * p.area[room] < 0.0:
            new = 0.0
        p.area[room] = min(r.band[2], max(-r.band[2], new))
        p.load[room] = max(0.0, p.load[room] + length * slope.load[room])


@compiled_inner
def _copy(source: Prices, target: Prices) -> None:
    for unit in range(len(source.unit)):
        target.unit[unit] = source.unit[unit]
    for room in range(len(source.area)):
        target.area[room] = source.area[room]
        target.load[room] = source.load[room]


@compiled
def ascend(r: Relaxed, p: Prices, best: Prices, target: float, iterations: int) -> tuple[float, int]:
    """Raise the bound by steps of Polyak towards `target`; the best prices are left in `best`. Bound, steps made."""
    rooms, units = r.cost.shape
    picked, is_open = np.zeros((rooms, units), np.bool_), np.zeros(rooms, np.bool_)
    value, bare = np.zeros(rooms), np.zeros(rooms)
    slope = Prices(np.zeros(units), np.zeros(rooms), np.zeros(rooms))
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
def reprice(r: Relaxed, p: Prices, lift: Floats, is_open: Bools) -> float:
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


@compiled_inner
def _pair_lifts(r: Relaxed, p: Prices, room: int, picked: Bools, value: float, bare: float, lift: Floats) -> None:  # noqa: PLR0917  compiled functions take positions
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
