"""The arrays that all kernels of this room share: units, their neighbours in rings, and a plan with its sums.

Nothing here decides anything. Coordinates are taken from the middle of all units, so that sums of squares keep their
digits.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.clustering.pool.instance import Bools, Floats, Ints, Pool
from geo.compiled import compiled, compiled_inner

Marks = NDArray[np.uint64]
_RING = 64  # neighbours that fit the bits of one number; units with more are searched breadth first


class Ground(NamedTuple):
    """What does not change during a search.

    Neighbours of unit u are ``neighbour[start[u]:start[u + 1]]``; bit k of ``beside[e]`` says that the k-th neighbour
    of u borders the one at e.
    """

    x: Floats
    y: Floats
    weight: Floats
    load: Floats  # (n, A)
    low: Floats  # (A,)
    high: Floats
    mean: Floats  # (A,) of a region; 1 where the activity sums to nothing
    start: Ints
    neighbour: Ints
    border: Floats  # by entry of `neighbour`, price included
    beside: Marks
    has_centres: bool  # a region's cost is about a unit of its own, not about its centroid
    home: Ints  # (n,) region that a unit is bound to, -1 for none
    tie_start: Ints
    tie: Ints  # by entry, the other unit of a rule
    is_together: Bools  # by entry: in one region; else apart
    forced: Ints  # (K,) centre that a region must have, -1 for any
    forbidden: Bools  # (n,)
    has_rules: bool


class Tally(NamedTuple):
    """A plan and its sums by region: units, load, weight, weighted x, y and squares; centre unit."""

    region: Ints
    size: Ints
    load: Floats  # (K, A)
    weight: Floats
    sum_x: Floats
    sum_y: Floats
    sum_squares: Floats
    centre: Ints
    mark: Ints  # scratch by unit
    queue: Ints


def ground_of(pool: Pool) -> Ground:
    """Lay out an instance for the kernels."""
    start, neighbour, border = _lists(pool)
    home = pool.rules.homes(pool.regions)
    forced = np.full(pool.regions, -1, np.int32)
    forced[home[pool.rules.forced]] = pool.rules.forced
    mean = pool.load.sum(axis=0) / max(1, pool.regions)
    return Ground(
        np.ascontiguousarray(pool.place[:, 0]),
        np.ascontiguousarray(pool.place[:, 1]),
        pool.weight,
        pool.load,
        pool.low,
        pool.high,
        np.where(mean > 0, mean, 1.0),
        start,
        neighbour,
        border * pool.border_price,
        _rings(start, neighbour),
        pool.objective == "hess",
        home,
        *_ties(pool),
        forced,
        pool.rules.forbidden,
        not pool.rules.are_none,
    )


def _lists(pool: Pool) -> tuple[Ints, Ints, Floats]:
    both = np.concatenate([pool.edges, pool.edges[:, ::-1]])
    border = np.concatenate([pool.border_m, pool.border_m])
    order = np.lexsort((both[:, 1], both[:, 0]))
    start = np.zeros(pool.units + 1, np.int32)
    np.cumsum(np.bincount(both[:, 0], minlength=pool.units), out=start[1:])
    return start, np.ascontiguousarray(both[order, 1], np.int32), np.ascontiguousarray(border[order])


def _ties(pool: Pool) -> tuple[Ints, Ints, Bools]:
    """List for every unit those it must be with or apart from."""
    pairs = np.concatenate([pool.rules.together, pool.rules.apart])
    both = np.concatenate([pairs, pairs[:, ::-1]])
    is_together = np.tile(np.arange(len(pairs)) < len(pool.rules.together), 2)
    order = np.argsort(both[:, 0], kind="stable")
    start = np.zeros(pool.units + 1, np.int32)
    np.cumsum(np.bincount(both[:, 0], minlength=pool.units), out=start[1:])
    return start, np.ascontiguousarray(both[order, 1], np.int32), is_together[order]


@compiled
def _rings(start: Ints, neighbour: Ints) -> Marks:
    beside = np.zeros(len(neighbour), np.uint64)
    slot = np.full(len(start) - 1, -1, np.int32)
    for unit in range(len(start) - 1):
        first, last = start[unit], min(start[unit + 1], start[unit] + _RING)
        for e in range(first, last):
            slot[neighbour[e]] = e - first
        for e in range(first, last):
            other = neighbour[e]
            for f in range(start[other], start[other + 1]):
                if slot[neighbour[f]] >= 0:
                    beside[e] |= np.uint64(1) << np.uint64(slot[neighbour[f]])
        for e in range(first, last):
            slot[neighbour[e]] = -1
    return beside


@compiled
def tally_of(g: Ground, region: Ints, regions: int) -> Tally:
    """Sum up a plan; centres are the members nearest to the centroid."""
    units = len(region)
    made = Tally(
        region.copy(),
        np.zeros(regions, np.int32),
        np.zeros((regions, g.load.shape[1])),
        np.zeros(regions),
        np.zeros(regions),
        np.zeros(regions),
        np.zeros(regions),
        np.full(regions, -1, np.int32),
        np.zeros(units, np.int32),
        np.empty(units, np.int32),
    )
    for unit in range(units):
        add(g, made, unit, region[unit], 1.0)
    recentre(g, made)
    return made


@compiled_inner
def add(g: Ground, t: Tally, unit: int, own: int, sign: float) -> None:
    """Put a unit into the sums of a region, or take it out with a sign of -1."""
    weight = sign * g.weight[unit]
    t.size[own] += 1 if sign > 0 else -1
    t.weight[own] += weight
    t.sum_x[own] += weight * g.x[unit]
    t.sum_y[own] += weight * g.y[unit]
    t.sum_squares[own] += weight * (g.x[unit] ** 2 + g.y[unit] ** 2)
    for a in range(g.load.shape[1]):
        t.load[own, a] += sign * g.load[unit, a]


@compiled_inner
def move(g: Ground, t: Tally, unit: int, target: int) -> None:
    """Move a unit to another region."""
    add(g, t, unit, t.region[unit], -1.0)
    add(g, t, unit, target, 1.0)
    t.region[unit] = target


@compiled
def recentre(g: Ground, t: Tally) -> None:
    """Make the member nearest to the centroid that may be one the centre of each region: no other costs less."""
    _recentre(g, t, np.full(len(t.size), np.inf))


@compiled_inner
def _recentre(g: Ground, t: Tally, nearest: Floats) -> None:
    t.centre[:] = -1
    for unit in range(len(t.region)):
        own = t.region[unit]
        far = off_centre(g, t, unit, own)
        if far < nearest[own]:
            nearest[own] = far
            t.centre[own] = unit


@compiled_inner
def off_centre(g: Ground, t: Tally, unit: int, own: int) -> float:
    """Rank a unit as a region's centre: squared distance to the centroid; one forced is first, those forbidden last."""
    if g.forced[own] == unit:
        return -1.0
    if g.forbidden[unit]:
        return 1e300
    if t.weight[own] <= 0.0:
        return 0.0
    return float((g.x[unit] - t.sum_x[own] / t.weight[own]) ** 2 + (g.y[unit] - t.sum_y[own] / t.weight[own]) ** 2)


@compiled_inner
def breaches(g: Ground, t: Tally, unit: int, own: int) -> int:
    """Count the rules that a unit breaks where it is put into a region."""
    count = 1 if g.home[unit] >= 0 and g.home[unit] != own else 0
    for e in range(g.tie_start[unit], g.tie_start[unit + 1]):
        if (t.region[g.tie[e]] == own) != g.is_together[e]:
            count += 1
    return count


@compiled_inner
def excess(g: Ground, load: float, a: int) -> float:
    """Tell how far a region's load is out of its band, as a share of the mean."""
    return float(max(0.0, g.low[a] - load, load - g.high[a]) / g.mean[a])


@compiled
def broken_of(g: Ground, t: Tally) -> int:
    """Count the rules that a plan breaks, those of two units from both."""
    return _broken(g, t)


@compiled_inner
def _broken(g: Ground, t: Tally) -> int:
    count = 0
    for unit in range(len(t.region)):
        count += breaches(g, t, unit, t.region[unit])
    for own in range(len(t.size)):
        if g.has_centres and t.centre[own] >= 0 and g.forbidden[t.centre[own]]:
            count += 1
    return count


@compiled
def excess_of(g: Ground, t: Tally) -> float:
    """Sum what all regions are out of tolerance, as shares of the mean, and a mean for every rule broken."""
    return _excess(g, t)


@compiled_inner
def _excess(g: Ground, t: Tally) -> float:
    total = float(_broken(g, t)) if g.has_rules else 0.0
    for own in range(len(t.size)):
        for a in range(g.load.shape[1]):
            total += excess(g, t.load[own, a], a)
    return total


@compiled_inner
def scatter(g: Ground, t: Tally, own: int, unit: int, sign: float) -> float:
    """Return a region's inertia with a unit put in (sign 1), taken out (-1) or as it is (0)."""
    weight = sign * g.weight[unit]
    total = t.weight[own] + weight
    squares = t.sum_squares[own] + weight * (g.x[unit] ** 2 + g.y[unit] ** 2)
    sum_x, sum_y = t.sum_x[own] + weight * g.x[unit], t.sum_y[own] + weight * g.y[unit]
    if g.has_centres:
        cx, cy = g.x[t.centre[own]], g.y[t.centre[own]]
        return float(squares - 2.0 * (sum_x * cx + sum_y * cy) + total * (cx * cx + cy * cy))
    return squares - (sum_x * sum_x + sum_y * sum_y) / total if total > 0.0 else 0.0


@compiled
def value_of(g: Ground, t: Tally) -> float:
    """Return the objective of a plan: inertia and priced border."""
    return _value(g, t)


@compiled_inner
def _value(g: Ground, t: Tally) -> float:
    total = 0.0
    for own in range(len(t.size)):
        total += scatter(g, t, own, 0, 0.0)
    for unit in range(len(t.region)):
        for e in range(g.start[unit], g.start[unit + 1]):
            if t.region[g.neighbour[e]] > t.region[unit]:
                total += g.border[e]
    return total
