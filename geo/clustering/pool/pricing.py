"""The cheapest region for a centre when every unit pays a price: a knapsack with a least and a greatest load.

Units may be taken in part and need not hang together: both only lower the cost, so the result is a bound.
"""

# ruff: noqa: PLR0917  compiled functions take positions
from __future__ import annotations

import numpy as np

from geo.clustering.pool.ground import Ground
from geo.clustering.pool.instance import Floats, Ints
from geo.compiled import compiled, compiled_inner, compiled_part


@compiled_part
def region_price(
    g: Ground, prices: Floats, x: float, y: float, slack: float, home: int, share: Floats, cost: Floats
) -> tuple[float, float]:
    """Return the least of cost minus prices over regions about a place, and the worth of a unit of load at the margin.

    Parameters
    ----------
    prices : what each unit pays, shape ``(n,)``.
    slack : taken from every squared distance; the square of how far the true centre may be from the place.
    home : unit that must be in the region; -1 for none.
    share, cost : scratch, shape ``(n,)``; `share` holds the region afterwards.
    """
    load, total = _take_cheap(g, prices, (x, y, slack), home, share, cost)
    if load > g.high[0]:
        return _shed(g, _ranked(g, share, cost, home, -1.0), share, cost, load, total)
    if load < g.low[0]:
        return _fill(g, _ranked(g, share, cost, -1, 1.0), share, cost, load, total)
    return total, 0.0


@compiled_inner
def _take_cheap(
    g: Ground, prices: Floats, place: tuple[float, float, float], home: int, share: Floats, cost: Floats
) -> tuple[float, float]:
    """Take the units that pay more than they cost, and the one at home; return their load and cost."""
    x, y, slack = place
    load, total = 0.0, 0.0
    for unit in range(len(prices)):
        cost[unit] = g.weight[unit] * ((g.x[unit] - x) ** 2 + (g.y[unit] - y) ** 2 - slack) - prices[unit]
        share[unit] = 0.0
        if cost[unit] < 0.0 or unit == home:
            share[unit] = 1.0
            load += g.load[unit, 0]
            total += cost[unit]
    return load, total


@compiled_part
def _ranked(g: Ground, share: Floats, cost: Floats, home: int, sign: float) -> Ints:
    """List the units taken, dearest for their load first (sign -1), or those left out, cheapest first (sign 1)."""
    members, ratio = np.empty(len(share), np.int32), np.empty(len(share))
    count = _rate(g, share, cost, home, sign, members, ratio)
    return members[:count][np.argsort(ratio[:count])]


@compiled_inner
def _rate(g: Ground, share: Floats, cost: Floats, home: int, sign: float, members: Ints, ratio: Floats) -> int:
    """List those units and their cost for their load; return how many."""
    count = 0
    for unit in range(len(share)):
        if (share[unit] > 0.0) == (sign < 0.0) and g.load[unit, 0] > 0.0 and unit != home:
            members[count] = unit
            ratio[count] = sign * cost[unit] / g.load[unit, 0]
            count += 1
    return count


@compiled_inner
def _shed(g: Ground, order: Ints, share: Floats, cost: Floats, load: float, total: float) -> tuple[float, float]:
    margin = 0.0
    for unit in order:
        part = min(1.0, (load - g.high[0]) / g.load[unit, 0])
        margin = cost[unit] / g.load[unit, 0]
        share[unit] -= part
        load -= part * g.load[unit, 0]
        total -= part * cost[unit]
        if part < 1.0:
            break
    return total, margin


@compiled_inner
def _fill(g: Ground, order: Ints, share: Floats, cost: Floats, load: float, total: float) -> tuple[float, float]:
    margin = 0.0
    for unit in order:
        part = min(1.0, (g.low[0] - load) / g.load[unit, 0])
        margin = cost[unit] / g.load[unit, 0]
        share[unit] += part
        load += part * g.load[unit, 0]
        total += part * cost[unit]
        if part < 1.0:
            break
    return total, margin


@compiled
def price_all(g: Ground, prices: Floats, places: Floats, homes: Ints) -> tuple[Floats, Floats]:
    """Price the cheapest region of every place, shape ``(m,)`` each: its worth, and the worth of load at its margin."""
    worth, margin = np.empty(len(places)), np.empty(len(places))
    share, cost = np.empty(len(prices)), np.empty(len(prices))
    for m in range(len(places)):
        worth[m], margin[m] = region_price(g, prices, places[m, 0], places[m, 1], 0.0, homes[m], share, cost)
    return worth, margin


@compiled
def region_at(g: Ground, prices: Floats, place: Floats, home: int) -> tuple[Floats, float]:
    """Return the cheapest region of one place as shares of units, and its cost without the prices."""
    share, cost = np.empty(len(prices)), np.empty(len(prices))
    worth, _ = region_price(g, prices, place[0], place[1], 0.0, home, share, cost)
    paid = 0.0
    for unit in range(len(prices)):
        paid += share[unit] * prices[unit]
    return share, worth + paid


@compiled
def demand_left(g: Ground, prices: Floats, places: Floats, homes: Ints, chosen: Ints) -> Floats:
    """Return 1 minus how often the cheapest regions of the chosen places take each unit: the subgradient."""
    left = np.ones(len(prices))
    share, cost = np.empty(len(prices)), np.empty(len(prices))
    for m in chosen:
        region_price(g, prices, places[m, 0], places[m, 1], 0.0, homes[m], share, cost)
        left -= share
    return left


@compiled
def settle(g: Ground, prices: Floats, places: Floats, steps: int) -> Floats:
    """Move each place to the centroid of its cheapest region, some times over: the worth only falls."""
    settled = places.copy()
    share, cost = np.empty(len(prices)), np.empty(len(prices))
    for m in range(len(places)):
        for _ in range(steps):
            region_price(g, prices, settled[m, 0], settled[m, 1], 0.0, -1, share, cost)
            weight = x = y = 0.0
            for unit in range(len(prices)):
                part = share[unit] * g.weight[unit]
                weight += part
                x += part * g.x[unit]
                y += part * g.y[unit]
            if weight <= 0.0:
                break
            settled[m, 0], settled[m, 1] = x / weight, y / weight
    return settled
