"""Local search for uncapacitated siting: open one site and close another, the best pair found in one pass each.

The fast swap of Whitaker (1983) and Resende and Werneck (2007, doi:10.1016/j.ejor.2005.05.064) with two nearest open
sites kept for each point, repeated from small random kicks. No proof: that is the work of `subgradient`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from geo.clustering.siting.lists import Bools, Bytes, Columns, Floats, Ints, Lists, Rows
from geo.compiled import compiled

FREE, OPEN, CLOSED = 0, 1, 2
_HAIR = 1e-9  # a move must gain more than this share of the value, or rounding could make it go round in circles


class Nearest(NamedTuple):
    """A set of open sites with each point's two nearest (-1: none listed) and each open site's loss if closed."""

    is_open: Bools
    first: Ints
    second: Ints
    first_cost: Floats
    second_cost: Floats
    loss: Floats


@compiled
def place(rows: Rows, is_open: Bools) -> Nearest:
    """Work out the two nearest open sites of every point."""
    count, sites = len(rows.beyond), len(is_open)
    near = Nearest(
        is_open,
        np.full(count, -1, np.int32),
        np.full(count, -1, np.int32),
        rows.beyond.copy(),
        rows.beyond.copy(),
        np.zeros(sites, np.float64),
    )
    for row in range(count):
        _look(rows, near, row)
    return near


@compiled
def _look(rows: Rows, near: Nearest, row: int) -> None:
    """Find the two nearest open sites of one point anew, and add its loss."""
    first, second = np.int32(-1), np.int32(-1)
    first_cost = second_cost = rows.beyond[row]
    for at in range(rows.start[row], rows.start[row + 1]):
        if rows.cost[at] >= rows.beyond[row]:
            break
        if near.is_open[rows.site[at]]:
            if first < 0:
                first, first_cost = rows.site[at], rows.cost[at]
            else:
                second, second_cost = rows.site[at], rows.cost[at]
                break
    near.first[row], near.second[row] = first, second
    near.first_cost[row], near.second_cost[row] = first_cost, second_cost
    if first >= 0:
        near.loss[first] += second_cost - first_cost


@compiled
def value_of(near: Nearest) -> float:
    """Sum what the points pay."""
    total = 0.0
    for row in range(len(near.first)):
        total += near.first_cost[row]
    return total


@compiled
def exchange(rows: Rows, columns: Columns, near: Nearest, entering: int, leaving: int) -> None:
    """Open one site and close another."""
    near.is_open[entering], near.is_open[leaving] = True, False
    for at in range(columns.start[leaving], columns.start[leaving + 1]):
        row = columns.point[at]
        if near.first[row] == leaving or near.second[row] == leaving:
            if near.first[row] >= 0:
                near.loss[near.first[row]] -= near.second_cost[row] - near.first_cost[row]
            _look(rows, near, row)
    near.loss[leaving] = 0.0
    for at in range(columns.start[entering], columns.start[entering + 1]):
        row, cost = columns.point[at], columns.cost[at]
        first = near.first[row]
        if cost >= near.second_cost[row] or first == entering or near.second[row] == entering:
            continue
        if first >= 0:
            near.loss[first] -= near.second_cost[row] - near.first_cost[row]
        if cost < near.first_cost[row]:
            near.second[row], near.second_cost[row] = first, near.first_cost[row]
            near.first[row], near.first_cost[row] = entering, cost
        else:
            near.second[row], near.second_cost[row] = entering, cost
        near.loss[near.first[row]] += near.second_cost[row] - near.first_cost[row]


@compiled
def _cheapest(near: Nearest, may_close: Ints) -> int:
    """Find the open site that is missed least, among those that may close."""
    best = -1
    for site in may_close:
        if near.is_open[site] and (best < 0 or near.loss[site] < near.loss[best]):
            best = site
    return best


@compiled
def _try(
    columns: Columns, near: Nearest, site: int, cheapest: int, spared: Floats, touched: Ints, fixed: Bytes
) -> tuple[float, int]:
    """Work out the change of value by opening `site` and closing the best other one."""
    gain, count = 0.0, 0
    for at in range(columns.start[site], columns.start[site + 1]):
        row, cost = columns.point[at], columns.cost[at]
        if cost >= near.second_cost[row]:
            continue
        first = near.first[row]
        if cost < near.first_cost[row]:
            gain += near.first_cost[row] - cost
            saved = near.second_cost[row] - near.first_cost[row]
        else:
            saved = near.second_cost[row] - cost
        if first >= 0:
            if spared[first] == 0.0 and saved > 0.0:
                touched[count] = first
                count += 1
            spared[first] += saved
    best, leaving = near.loss[cheapest], cheapest
    for at in range(count):
        other = touched[at]
        if fixed[other] == FREE and near.loss[other] - spared[other] < best:
            best, leaving = near.loss[other] - spared[other], other
        spared[other] = 0.0
    return best - gain, leaving


@compiled
def descend(rows: Rows, columns: Columns, near: Nearest, fixed: Bytes, order: Ints, work: int) -> int:
    """Swap until no candidate of `order` gains, or `work` list entries were looked at; the work left is returned."""
    spared = np.zeros(len(near.loss), np.float64)
    touched = np.empty(len(near.loss), np.int32)
    cheapest = _cheapest(near, order)
    hair = _HAIR * max(1.0, abs(value_of(near)))
    since, at = 0, 0
    while cheapest >= 0 and since < len(order) and work > 0:
        site = order[at]
        at = (at + 1) % len(order)
        since += 1
        if near.is_open[site]:
            continue
        work -= columns.start[site + 1] - columns.start[site] + 1
        change, leaving = _try(columns, near, site, cheapest, spared, touched, fixed)
        if change < -hair:
            exchange(rows, columns, near, site, leaving)
            cheapest = _cheapest(near, order)
            since = 0
    return work


@compiled
def _kick(rows: Rows, columns: Columns, near: Nearest, free: Ints, strength: int) -> None:
    """Close some open sites and open others in their stead, mostly nearby."""
    for _ in range(strength):
        leaving = free[np.random.randint(len(free))]
        for _ in range(len(free)):
            if near.is_open[leaving]:
                break
            leaving = free[np.random.randint(len(free))]
        entering = free[np.random.randint(len(free))]
        span = columns.start[leaving + 1] - columns.start[leaving]
        if span and np.random.random() < 0.5:
            row = columns.point[columns.start[leaving] + np.random.randint(span)]
            width = rows.start[row + 1] - rows.start[row]
            if width:
                entering = rows.site[rows.start[row] + np.random.randint(width)]
        if near.is_open[leaving] and not near.is_open[entering]:
            exchange(rows, columns, near, entering, leaving)


@compiled
def _iterate(
    rows: Rows, columns: Columns, start: Bools, fixed: Bytes, work: int, seed: int, target: float
) -> tuple[Bools, float, int]:
    np.random.seed(seed)
    free = np.flatnonzero(fixed == FREE).astype(np.int32)
    near = place(rows, start.copy())
    work = descend(rows, columns, near, fixed, np.random.permutation(free), work)
    value, best = value_of(near), near.is_open.copy()
    opened = 0
    for site in free:
        opened += best[site]
    if opened == 0 or opened == len(free):
        return best, value, work
    while work > 0 and value > target:
        _kick(rows, columns, near, free, 1 + np.random.randint(max(2, min(8, opened // 2))))
        work = descend(rows, columns, near, fixed, np.random.permutation(free), work) - len(rows.beyond)
        found = value_of(near)
        if found <= value:
            value, best[:] = found, near.is_open
        elif found > value * 1.003 or np.random.random() < 0.3:
            near = place(rows, best.copy())
    return best, value, work


def search_swaps(
    lists: Lists, start: Bools, fixed: Bytes, *, work: int, seed: int, target: float = -np.inf
) -> tuple[Bools, float, int]:
    """Improve a set of open sites by iterated swaps.

    Parameters
    ----------
    start : the sites open at first, shape ``(m,)``; those `OPEN` in `fixed` among them, those `CLOSED` not.
    work : list entries that may be looked at, about 3 × 10⁸ a second.
    target : stop as soon as the value is not above this (a proved bound).

    Returns
    -------
    tuple
        The open sites, their value on these lists, and the work left (negative where it ran out).
    """
    return _iterate(lists.rows, lists.columns(), start, fixed, work, seed, target)


@compiled
def sum_of_nearest(rows: Rows, is_open: Bools) -> float:
    """Sum over the points the cost of the nearest open site, or `beyond`."""
    total = 0.0
    for row in range(len(rows.beyond)):
        paid = rows.beyond[row]
        for at in range(rows.start[row], rows.start[row + 1]):
            if rows.cost[at] >= paid:
                break
            if is_open[rows.site[at]]:
                paid = rows.cost[at]
                break
        total += paid
    return total
