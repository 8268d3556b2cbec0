"""The best load of one site: a knapsack of points, exact where that is quick, else its bound by fractions.

Loads may be any non-negative numbers. Every figure returned as a bound is one, however the search ended.
"""

from __future__ import annotations

import numpy as np

from geo.clustering.siting.lists import Bools, Floats
from geo.compiled import compiled

_NODES = 3000  # of one exact search; hard cases fall back on the bound by fractions


@compiled
def fractional(profit: Floats, load: Floats, capacity: float, ratio: Floats, weight: Floats) -> tuple[float, float]:
    """Bound a knapsack by taking points by profit for load, the last one in part (Dantzig 1957).

    All profits are positive; `ratio` and `weight` are room to scribble. Returns the bound and the price of one unit of
    load there, found by selection in linear time.
    """
    total, low, high = 0.0, 0, 0
    for at in range(len(profit)):
        if load[at] <= 0.0:
            total += profit[at]
        else:
            ratio[high], weight[high] = profit[at] / load[at], load[at]
            high += 1
    left = capacity
    while high > low:
        middle = (low + high) >> 1
        first, second, third = ratio[low], ratio[middle], ratio[high - 1]
        pivot = max(min(first, second), min(max(first, second), third))
        above, at, below = low, low, high
        taken = value = ties = 0.0
        while at < below:  # three parts: dearer than the pivot, equal, cheaper
            if ratio[at] > pivot:
                taken += weight[at]
                value += weight[at] * ratio[at]
                ratio[at], ratio[above] = ratio[above], ratio[at]
                weight[at], weight[above] = weight[above], weight[at]
                above += 1
                at += 1
            elif ratio[at] < pivot:
                below -= 1
                ratio[at], ratio[below] = ratio[below], ratio[at]
                weight[at], weight[below] = weight[below], weight[at]
            else:
                ties += weight[at]
                at += 1
        if taken > left:
            high = above
        elif taken + ties > left:
            return total + value + (left - taken) * pivot, pivot
        else:
            total += value + ties * pivot
            left -= taken + ties
            low = below
    return total, 0.0


@compiled
def exact(profit: Floats, load: Floats, capacity: float, taken: Bools) -> float:
    """Solve a knapsack by depth-first search in order of profit for load; mark what is taken.

    All profits are positive. Returns the value, or a bound above it where the search was cut off; what is marked then
    is the best filling found.
    """
    count = len(profit)
    taken[:count] = False
    total_load = 0.0
    for at in range(count):
        total_load += load[at]
    if total_load <= capacity:
        taken[:count] = True
        return float(profit[:count].sum())
    ratio = np.empty(count, np.float64)
    for at in range(count):
        ratio[at] = -profit[at] / max(load[at], 1e-12)
    order = np.argsort(ratio)
    values, weights = profit[order], load[order]
    lightest = np.empty(count + 1, np.float64)
    lightest[count] = np.inf
    for at in range(count - 1, -1, -1):
        lightest[at] = min(lightest[at + 1], weights[at])
    now, best = np.zeros(count, np.bool_), np.zeros(count, np.bool_)
    value, room, best_value, at, nodes = 0.0, capacity, -1.0, 0, 0
    outer, is_cut = -1.0, False
    hair = 1e-12 * (1.0 + abs(values[0]))
    while True:
        # Forward: bound by fractions, and take greedily while it can still win.
        reach, space, item = value, room, at
        while item < count and weights[item] <= space:
            reach += values[item]
            space -= weights[item]
            item += 1
        limit = reach + (values[item] / weights[item] * space if item < count else 0.0)
        if outer < 0.0:
            outer = limit
        if limit > best_value + hair:
            for step in range(at, item):
                now[step] = True
            value, room, at = reach, space, item
            while at < count and lightest[at] <= room and weights[at] > room:
                now[at] = False
                at += 1
            if at < count and lightest[at] <= room:
                continue
            for step in range(at, count):
                now[step] = False
            if value > best_value:
                best_value = value
                best[:] = now
            at = count
        nodes += 1
        if nodes > _NODES:
            is_cut = True
            break
        # Back: drop the last one taken.
        back = at - 1
        while back >= 0 and not now[back]:
            back -= 1
        if back < 0:
            break
        now[back] = False
        value -= values[back]
        room += weights[back]
        at = back + 1
    for place in range(count):
        taken[order[place]] = best[place]
    return outer if is_cut else best_value
