"""Annealing for maximal covering: move one open station to a place near it, and keep what covers more weight.

Each point keeps the number of its open coverers and the exclusive-or of their numbers. Where the number is one, that is
the coverer itself, so a move costs one walk over the places that two stations reach.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from geo.clustering.siting.lists import Bools, Bytes, Columns, Floats, Ints, Rows
from geo.clustering.siting.swap_search import FREE
from geo.compiled import compiled

_NEARBY = 0.9  # share of the moves to a site that reaches a point of the closing one; the rest go anywhere
_SAMPLE = 500


class Covering(NamedTuple):
    """Open sites with the number of coverers of each point, the exclusive-or of them, and what only one site covers."""

    is_open: Bools
    coverers: Ints
    mixed: Ints
    alone: Floats


@compiled
def _enter(columns: Columns, weights: Floats, now: Covering, site: int) -> None:
    now.is_open[site] = True
    alone = 0.0
    for at in range(columns.start[site], columns.start[site + 1]):
        point = columns.point[at]
        if now.coverers[point] == 0:
            alone += weights[point]
        elif now.coverers[point] == 1:
            now.alone[now.mixed[point]] -= weights[point]
        now.coverers[point] += 1
        now.mixed[point] ^= site
    now.alone[site] = alone


@compiled
def _leave(columns: Columns, weights: Floats, now: Covering, site: int) -> None:
    now.is_open[site] = False
    for at in range(columns.start[site], columns.start[site + 1]):
        point = columns.point[at]
        now.coverers[point] -= 1
        now.mixed[point] ^= site
        if now.coverers[point] == 1:
            now.alone[now.mixed[point]] += weights[point]
    now.alone[site] = 0.0


@compiled
def _gain(columns: Columns, weights: Floats, now: Covering, site: int, leaving: int) -> float:
    """Weight that a site would add if another one left."""
    gain = 0.0
    for at in range(columns.start[site], columns.start[site + 1]):
        point = columns.point[at]
        if now.coverers[point] == 0 or (now.coverers[point] == 1 and now.mixed[point] == leaving):
            gain += weights[point]
    return gain


@compiled
def _entrant(rows: Rows, columns: Columns, free: Ints, leaving: int) -> int:
    """Choose a site to open, mostly one that shares a point with the leaving one."""
    span = columns.start[leaving + 1] - columns.start[leaving]
    if span == 0 or np.random.random() > _NEARBY:
        return int(free[np.random.randint(len(free))])
    point = columns.point[columns.start[leaving] + np.random.randint(span)]
    return int(rows.site[rows.start[point] + np.random.randint(rows.start[point + 1] - rows.start[point])])


@compiled
def _covering(columns: Columns, weights: Floats, is_open: Bools) -> Covering:
    points, sites = len(weights), len(is_open)
    now = Covering(
        np.zeros(sites, np.bool_), np.zeros(points, np.int32), np.zeros(points, np.int32), np.zeros(sites, np.float64)
    )
    for site in range(sites):
        if is_open[site]:
            _enter(columns, weights, now, site)
    return now


@compiled
def covered_weight(columns: Columns, weights: Floats, is_open: Bools) -> float:
    """Sum the weights of the points that a set of sites covers."""
    now = _covering(columns, weights, is_open)
    total = 0.0
    for point in range(len(weights)):
        if now.coverers[point]:
            total += weights[point]
    return total


@compiled
def usual_change(rows: Rows, columns: Columns, weights: Floats, fixed: Bytes, is_open: Bools, seed: int) -> float:
    """Measure how much one random move changes the covered weight on average: the unit of the temperatures."""
    np.random.seed(seed)
    now = _covering(columns, weights, is_open)
    free = np.flatnonzero(fixed == FREE).astype(np.int32)
    stations = np.flatnonzero(is_open & (fixed == FREE)).astype(np.int32)
    total, count = 0.0, 0
    for _ in range(_SAMPLE):
        leaving = stations[np.random.randint(len(stations))]
        entering = _entrant(rows, columns, free, leaving)
        if not now.is_open[entering]:
            total += abs(now.alone[leaving] - _gain(columns, weights, now, entering, leaving))
            count += 1
    return total / max(1, count)


@compiled
def anneal_cover(
    rows: Rows,
    columns: Columns,
    weights: Floats,
    fixed: Bytes,
    start: Bools,
    moves: int,
    warm: float,
    cold: float,
    seed: int,
) -> tuple[Bools, float]:
    """Anneal from a set of open sites, between two temperatures; return the best set met and its gain on the start."""
    np.random.seed(seed)
    now = _covering(columns, weights, start)
    free = np.flatnonzero(fixed == FREE).astype(np.int32)
    movable = np.flatnonzero(start & (fixed == FREE)).astype(np.int32)
    gained, best, best_open = 0.0, 0.0, start.copy()
    heat, cooling = warm, (cold / warm) ** (1.0 / moves)
    for _ in range(moves):
        heat *= cooling
        nth = np.random.randint(len(movable))
        leaving = movable[nth]
        entering = _entrant(rows, columns, free, leaving)
        if now.is_open[entering] or fixed[entering] != FREE:
            continue
        change = _gain(columns, weights, now, entering, leaving) - now.alone[leaving]
        if change >= 0.0 or np.random.random() < np.exp(change / heat):
            _leave(columns, weights, now, leaving)
            _enter(columns, weights, now, entering)
            movable[nth] = entering
            gained += change
            if gained > best:
                best, best_open[:] = gained, now.is_open
    return best_open, best


@compiled
def _surroundings(rows: Rows, columns: Columns, middle: int, size: int) -> Bools:
    """Mark the sites around one of them: those that share points with it, with those, and so on up to `size`."""
    sites = len(columns.start) - 1
    marked, seen = np.zeros(sites, np.bool_), np.zeros(len(rows.start) - 1, np.bool_)
    queue = np.empty(sites, np.int32)
    queue[0], marked[middle] = middle, True
    first, last = 0, 1
    while first < last < size:
        site = queue[first]
        first += 1
        for at in range(columns.start[site], columns.start[site + 1]):
            point = columns.point[at]
            if seen[point]:
                continue
            seen[point] = True
            for place in range(rows.start[point], rows.start[point + 1]):
                other = rows.site[place]
                if not marked[other] and last < size:
                    marked[other] = True
                    queue[last] = other
                    last += 1
    return marked


@compiled
def cross(rows: Rows, columns: Columns, weights: Floats, fixed: Bytes, inner: Bools, outer: Bools, seed: int) -> Bools:
    """Take the stations of one plan around a random site and those of another plan elsewhere, as many as before."""
    np.random.seed(seed)
    sites = len(fixed)
    stations = np.flatnonzero(inner)
    middle = stations[np.random.randint(len(stations))]
    part = _surroundings(rows, columns, middle, int(sites * (0.1 + 0.5 * np.random.random())))
    child = (inner & part) | (outer & ~part)
    now = _covering(columns, weights, child)
    missing = len(stations) - child.sum()
    while missing != 0:
        best, chosen = -np.inf, -1
        for site in range(sites):
            if fixed[site] != FREE or now.is_open[site] != (missing < 0):
                continue
            worth = -now.alone[site] if missing < 0 else _gain(columns, weights, now, site, -1)
            if worth > best:
                best, chosen = worth, site
        if missing < 0:
            _leave(columns, weights, now, chosen)
            missing += 1
        else:
            _enter(columns, weights, now, chosen)
            missing -= 1
    return now.is_open
