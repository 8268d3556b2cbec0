"""The compiled loops of the hierarchy: shortcuts, and sweeps from several places at once.

Costs are pairs of minutes and metres; the less minutes win, and of equal minutes the less metres.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from geo.compiled import compiled, compiled_part

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@compiled_part
def _arc(start: Ints, head: Ints, low: int, high: int) -> int:
    """Find the arc between two ranks; it exists."""
    left, right = start[low], start[low + 1]
    while left < right:
        middle = (left + right) // 2
        if head[middle] < high:
            left = middle + 1
        else:
            right = middle
    return int(left)


@compiled
def place_arcs(start: Ints, head: Ints, low: Ints, high: Ints, cost: Floats, side: Floats) -> None:  # noqa: PLR0917  compiled functions take positions
    """Write the given arcs into their places; of parallel ones the best stays."""
    for row in range(len(low)):
        arc = _arc(start, head, low[row], high[row])
        minutes, metres = cost[row, 0], cost[row, 1]
        if minutes < side[arc, 0] or (minutes == side[arc, 0] and metres < side[arc, 1]):
            side[arc, 0], side[arc, 1] = minutes, metres


@compiled
def customise(start: Ints, head: Ints, up: Floats, down: Floats) -> None:
    """Give every shortcut its cost: the best way over the nodes below it."""
    for node in range(len(start) - 1):
        for first in range(start[node], start[node + 1]):
            for second in range(first + 1, start[node + 1]):
                arc = _arc(start, head, head[first], head[second])
                minutes, metres = down[first, 0] + up[second, 0], down[first, 1] + up[second, 1]
                if minutes < up[arc, 0] or (minutes == up[arc, 0] and metres < up[arc, 1]):
                    up[arc, 0], up[arc, 1] = minutes, metres
                minutes, metres = down[second, 0] + up[first, 0], down[second, 1] + up[first, 1]
                if minutes < down[arc, 0] or (minutes == down[arc, 0] and metres < down[arc, 1]):
                    down[arc, 0], down[arc, 1] = minutes, metres


@compiled
def ancestors(start: Ints, head: Ints, nodes: Ints) -> Ints:
    """List the ranks that ways down to some nodes can pass, highest first."""
    seen = np.zeros(len(start) - 1, dtype=np.bool_)
    for node in nodes:
        at = node
        while not seen[at]:
            seen[at] = True
            if start[at] == start[at + 1]:
                break
            at = head[start[at]]
    return np.flatnonzero(seen)[::-1].copy()


@compiled
def sweep(  # noqa: PLR0917  compiled functions take positions
    start: Ints,
    head: Ints,
    up: Floats,
    down: Floats,
    needed: Ints,
    seeds: Ints,
    seed_costs: Floats,
    targets: Ints,
    minutes: Floats,
    metres: Floats,
) -> None:
    """Sweep up from the seeds of each origin, then down to all needed ranks; fills `minutes` and `metres`."""
    width, count = len(seeds), len(start) - 1
    quick = np.full((count, width), np.inf)
    far = np.full((count, width), np.inf)
    for origin in range(width):
        for number in range(seeds.shape[1]):
            _climb(start, head, up, seeds[origin, number], seed_costs[origin, number], quick[:, origin], far[:, origin])
    for node in needed:
        for arc in range(start[node], start[node + 1]):
            above, step_min, step_m = head[arc], down[arc, 0], down[arc, 1]
            for origin in range(width):
                spent, gone = quick[above, origin] + step_min, far[above, origin] + step_m
                better = (spent < quick[node, origin]) | ((spent == quick[node, origin]) & (gone < far[node, origin]))
                quick[node, origin] = spent if better else quick[node, origin]
                far[node, origin] = gone if better else far[node, origin]
    for column in range(len(targets)):
        for origin in range(width):
            minutes[origin, column] = quick[targets[column], origin]
            metres[origin, column] = far[targets[column], origin]


@compiled_part
def _climb(  # noqa: PLR0917  compiled functions take positions
    start: Ints, head: Ints, up: Floats, seed: int, cost: Floats, quick: Floats, far: Floats
) -> None:
    """Carry the cost of one seed up through everything above it."""
    if seed < 0:
        return
    if cost[0] < quick[seed] or (cost[0] == quick[seed] and cost[1] < far[seed]):
        quick[seed], far[seed] = cost[0], cost[1]
    node = seed
    while start[node] < start[node + 1]:
        for arc in range(start[node], start[node + 1]):
            above, spent, gone = head[arc], quick[node] + up[arc, 0], far[node] + up[arc, 1]
            if spent < quick[above] or (spent == quick[above] and gone < far[above]):
                quick[above], far[above] = spent, gone
        node = head[start[node]]
