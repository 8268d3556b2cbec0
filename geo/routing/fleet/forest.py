"""A lower bound by trees: the legs of a week hang together, and every place is left as often as it is come to.

Put all tours of all days on one drawing, all depots and reloads being one point 0. It hangs together, a job with f
visits has 2f legs at it, and with K tours there are Σf + K legs; so it holds a spanning tree, and Σf + K - n more legs.
A price on each leg too many or too few at a job (and on each that point 0 lacks) makes the cheapest such drawing a
bound (Held and Karp 1970; with several tours Fisher, Oper. Res. 42 (1994) 626-642). Prices and costs are whole
numbers, so the bound is exact.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from geo.compiled import compiled
from geo.routing.fleet.clock import Ints

_STEPS = 150
_WORK = 60_000_000  # legs looked at in all


@compiled
def spanning_tree(cost: Ints, price: Ints, parent: Ints) -> int:
    """Write the cheapest spanning tree from point 0 under priced costs to `parent`; return what it costs."""
    size = len(price)
    far = np.full(size, np.int64(1) << np.int64(61))
    done = np.zeros(size, dtype=np.bool_)
    at, total = 0, np.int64(0)
    done[0] = True
    for _ in range(size - 1):
        best, chosen = np.int64(1) << np.int64(62), 0
        for other in range(size):
            if done[other]:
                continue
            leg = cost[at, other] + price[at] + price[other]
            if leg < far[other]:
                far[other], parent[other] = leg, at
            if far[other] < best:
                best, chosen = far[other], other
        done[chosen] = True
        total += best
        at = chosen
    return int(total)


def tree_bound(cost: Ints, visits: Ints, tours: int, *, target: int) -> int:
    """Return a bound on the legs of a week.

    Parameters
    ----------
    cost : least cost of a leg between two points either way, point 0 the depots; shape ``(n + 1, n + 1)``, symmetric.
    visits : of each job, shape ``(n,)``.
    tours : the least number of tours.
    target : a cost that a plan has, for the length of the steps.
    """
    size = len(cost)
    degree = np.concatenate([[2 * tours], 2 * visits]).astype(np.int64)
    rows, columns = np.triu_indices(size, 1)
    many = np.minimum(degree[rows], degree[columns]) // 2
    many[rows == 0] = degree[columns[rows == 0]]
    more = int(visits.sum()) + tours - (size - 1)
    price, best, pace = np.zeros(size, dtype=np.int64), 0, 1.0
    steps = max(10, min(_STEPS, _WORK // max(1, size * size)))
    since = 0
    for _ in range(steps):
        value, found = _drawing(cost, price, (rows, columns, many), more)
        value -= int((degree * price).sum())
        since = 0 if value > best else since + 1
        best = max(best, value)
        off = found - degree
        off[0] = min(off[0], 0) if price[0] == 0 else off[0]
        if best >= target or not off.any():
            break
        if since >= 8:
            pace, since = pace / 2, 0
        length = pace * max(1.0, target - value) / float((off * off).sum())
        price = price + np.rint(length * off).astype(np.int64)
        price[0] = min(price[0], 0)  # more legs at the depots than asked for are allowed
    return best


def _drawing(
    cost: Ints, price: Ints, pairs: tuple[NDArray[np.int64], NDArray[np.int64], Ints], more: int
) -> tuple[int, Ints]:
    """Find the cheapest tree with `more` legs added (and all others that cost less than nothing), and its degrees."""
    rows, columns, many = pairs
    size = len(price)
    parent = np.zeros(size, dtype=np.int64)
    total = int(spanning_tree(cost, price, parent))
    found = np.zeros(size, dtype=np.int64)
    np.add.at(found, parent[1:], 1)
    found[1:] += 1
    values = cost[rows, columns] + price[rows] + price[columns]
    low, high = np.minimum(parent[1:], np.arange(1, size)), np.maximum(parent[1:], np.arange(1, size))
    left = many.copy()
    left[low * size - low * (low + 1) // 2 + high - low - 1] -= 1
    enough = min(len(values), max(0, more) + size)  # the tree may have used up to n of the cheapest
    near = np.argpartition(values, enough - 1)[:enough] if enough < len(values) else np.arange(len(values))
    near = np.union1d(near, np.flatnonzero(values < 0))
    near = near[np.argsort(values[near], kind="stable")]
    before = np.cumsum(left[near]) - left[near]
    taken = np.where(values[near] < 0, left[near], np.clip(max(0, more) - before, 0, left[near]))
    total += int((taken * values[near]).sum())
    np.add.at(found, rows[near], taken)
    np.add.at(found, columns[near], taken)
    return total, found
