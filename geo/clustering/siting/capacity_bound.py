"""Lagrangian bound of siting with capacities: each point's rule "at one site" priced, each site then a knapsack.

The bound equals that of column generation over clusters. Bounds by fractions say which sites need their knapsack
solved exactly: in a step that is rarely more than twice the number of stations.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from geo.clustering.siting.knapsack import exact, fractional
from geo.clustering.siting.lists import Bools, Bytes, Columns, Floats, Ints
from geo.clustering.siting.swap_search import CLOSED, FREE, OPEN
from geo.compiled import compiled

_DEFLECTION = 0.6
_EXACT_UP_TO = 150  # points; above that the last one, taken in part, hardly counts


class Sites(NamedTuple):
    """What the kernels know of sites and loads."""

    columns: Columns
    load: Floats
    capacity: Floats
    fixed_cost: Floats


class CapacityAscent(NamedTuple):
    """Where a run ended: the best bound, its multipliers, and each site's worth by fractions and price of load."""

    bound: float
    multipliers: Floats
    loose_worth: Floats
    worth: Floats
    load_price: Floats
    chosen: Bytes
    frequency: Floats
    picks: Floats


@compiled
def _gather(sites: Sites, site: int, multipliers: Floats, point: Ints, profit: Floats, load: Floats) -> int:
    count = 0
    for at in range(sites.columns.start[site], sites.columns.start[site + 1]):
        gain = multipliers[sites.columns.point[at]] - sites.columns.cost[at]
        if gain > 0.0 and sites.load[sites.columns.point[at]] <= sites.capacity[site]:
            point[count], profit[count], load[count] = (
                sites.columns.point[at],
                gain,
                sites.load[sites.columns.point[at]],
            )
            count += 1
    return count


@compiled
def _loosen(
    sites: Sites, fixed: Bytes, multipliers: Floats, worth: Floats, price: Floats, point: Ints, room: Floats
) -> None:
    for site in range(len(fixed)):
        worth[site], price[site] = np.inf, 0.0
        if fixed[site] == CLOSED:
            continue
        count = _gather(sites, site, multipliers, point, room[0], room[1])
        value, price[site] = fractional(room[0][:count], room[1][:count], sites.capacity[site], room[2], room[3])
        worth[site] = sites.fixed_cost[site] - value


@compiled
def _tighten(
    sites: Sites,
    fixed: Bytes,
    low: int,
    high: int,
    multipliers: Floats,
    loose: Floats,
    worth: Floats,
    chosen: Bytes,
    slope: Floats,
    point: Ints,
    room: Floats,
    taken: Bools,
    tight: bool,
) -> float:
    """Solve the knapsacks that matter, choose the sites, and set the slope; return the worth of the chosen."""
    worth[:] = loose
    order = np.argsort(loose)
    best = np.empty(len(order), np.float64)  # worths solved so far, rising
    solved, forced = 0, 0
    for site in range(len(fixed)):
        forced += fixed[site] == OPEN
    need = high - forced
    for site in order:
        if fixed[site] == CLOSED:
            continue
        is_free = fixed[site] == FREE
        if is_free and solved >= need and (need == 0 or loose[site] >= best[need - 1]):
            continue
        if is_free and solved >= max(0, low - forced) and loose[site] >= 0.0:
            continue
        if tight:
            count = _gather(sites, site, multipliers, point, room[0], room[1])
            if count <= _EXACT_UP_TO:
                worth[site] = sites.fixed_cost[site] - exact(
                    room[0][:count], room[1][:count], sites.capacity[site], taken
                )
        if is_free:
            at = solved
            while at > 0 and best[at - 1] > worth[site]:
                best[at] = best[at - 1]
                at -= 1
            best[at] = worth[site]
            solved += 1
    total, opened = 0.0, forced
    chosen[:] = 0
    slope[:] = 1.0
    ranked = np.argsort(worth)
    for turn in range(2):
        for site in ranked:
            is_free = fixed[site] == FREE
            if fixed[site] == CLOSED or (turn == 0) == is_free:
                continue
            if is_free and (opened >= high or (opened >= low and worth[site] >= 0.0)):
                continue
            opened += is_free
            chosen[site] = 1
            total += worth[site]
            count = _gather(sites, site, multipliers, point, room[0], room[1])
            _serve(room[0][:count], room[1][:count], point, sites.capacity[site], taken, slope, tight)
    return total


@compiled
def _serve(
    profit: Floats, load: Floats, point: Ints, capacity: float, taken: Bools, slope: Floats, tight: bool
) -> None:
    """Take away from the slope what a chosen site serves."""
    if tight and len(profit) <= _EXACT_UP_TO:
        exact(profit, load, capacity, taken)
        for at in range(len(profit)):
            if taken[at]:
                slope[point[at]] -= 1.0
        return
    order = np.argsort(-profit / np.maximum(load, 1e-12))
    left = capacity
    for at in order:
        share = 1.0 if load[at] <= left else left / load[at]
        slope[point[at]] -= share
        left -= share * load[at]
        if left <= 0.0:
            break


@compiled
def ascend_with_capacities(
    sites: Sites,
    fixed: Bytes,
    low: int,
    high: int,
    multipliers: Floats,
    beyond: Floats,
    upper: float,
    slack: float,
    steps: int,
    patience: int,
    scale: float,
    tight: bool,
) -> CapacityAscent:
    """Raise the bound from given multipliers; arguments as in `subgradient.ascend`.

    `tight` solves knapsacks exactly; without it the bound is that of the linear relaxation, several times faster.
    """
    count, number = len(multipliers), len(fixed)
    at = np.minimum(np.maximum(multipliers, 0.0), beyond)
    best, best_at = -np.inf, at.copy()
    loose, worth, price = np.zeros(number), np.zeros(number), np.zeros(number)
    best_loose, best_worth, best_price = np.zeros(number), np.zeros(number), np.zeros(number)
    chosen, best_chosen = np.zeros(number, np.int8), np.zeros(number, np.int8)
    slope, way, frequency = np.zeros(count), np.zeros(count), np.zeros(number)
    point, room, taken = np.empty(count, np.int32), np.empty((4, count), np.float64), np.zeros(count, np.bool_)
    since = 0
    for _ in range(steps):
        _loosen(sites, fixed, at, loose, price, point, room)
        bound = at.sum() + _tighten(sites, fixed, low, high, at, loose, worth, chosen, slope, point, room, taken, tight)
        if bound > best:
            since = 0 if bound > best + 1e-5 * abs(upper - best) else since + 1
            best, best_at[:], best_loose[:], best_worth[:] = bound, at, loose, worth
            best_price[:], best_chosen[:] = price, chosen
        else:
            since += 1
        if best >= upper - slack:
            break
        if since >= patience:
            scale, since = scale * 0.5, 0
            at[:] = best_at
            if scale < 2e-3:
                break
        frequency = 0.95 * frequency + 0.05 * chosen
        way = _DEFLECTION * way + (1.0 - _DEFLECTION) * slope
        length = (way * way).sum()
        if length <= 1e-12:
            break
        stride = scale * max(upper - bound, 1e-7 * abs(upper)) / length
        for row in range(count):
            at[row] = min(max(at[row] + stride * way[row], 0.0), beyond[row])
    return CapacityAscent(best, best_at, best_loose, best_worth, best_price, best_chosen, frequency, slope)
