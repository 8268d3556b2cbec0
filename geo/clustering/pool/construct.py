"""A first plan of connected regions: seeds spread over the units, grown by turns, the lightest region first.

Balance is not promised; `recut` and `anneal` bring it. No outside partitioner is needed.
"""

from __future__ import annotations

import heapq

import numpy as np
from numpy.typing import NDArray

from geo.chance import Dice, uniform
from geo.clustering.pool.ground import Ground
from geo.clustering.pool.instance import Bools, Floats, Ints, Pool
from geo.clustering.pool.obstacles import regions_of_parts
from geo.compiled import compiled


def first_plan(pool: Pool, ground: Ground, dice: Dice) -> Ints:
    """Grow regions from random seeds, far apart by weight; every part of the graph gets its share of regions.

    Regions that have units bound to them start from those, joined by shortest ways.
    """
    part, share = regions_of_parts(pool)
    region = np.full(pool.units, -1, np.int32)
    free = np.setdiff1d(np.arange(pool.regions, dtype=np.int32), ground.home)[::-1].tolist()
    for label, count in enumerate(share):
        members = part == label
        bound = np.unique(ground.home[members & (ground.home >= 0)])
        members &= ground.home < 0
        roots = [_root(ground, own, region) for own in bound]
        seeds = _curve_seeds if count > _MANY else _far_seeds
        wanted = int(count) - len(bound)
        if int((members & (region < 0)).sum()) < wanted:
            region[members] = -1  # ways must not take what other regions need
        chosen = seeds(ground, members & (region < 0), wanted, dice) if wanted else np.zeros(0, np.int32)
        region[chosen] = [free.pop() for _ in range(wanted)]
        _grow(ground, np.concatenate([np.array(roots, np.int32), chosen]), region)
    return region


def _root(g: Ground, own: int, region: Ints) -> int:
    """Give a region the units bound to it and shortest ways between them; return the one nearest to their middle."""
    units = np.flatnonzero(g.home == own)
    far = (g.x[units] - g.x[units].mean()) ** 2 + (g.y[units] - g.y[units].mean()) ** 2
    root = int(units[far.argmin()])
    region[root] = own
    for unit in units[np.argsort(far, kind="stable")].tolist():
        for step in _way(g, unit, own, region):
            region[step] = own
    return root


def _way(g: Ground, unit: int, own: int, region: Ints) -> list[int]:
    """List the fewest free units from one to its region; none where there is no way."""
    came, waiting = {unit: unit}, [unit]
    for here in waiting:
        if region[here] == own:
            way = [here]
            while way[-1] != unit:
                way.append(came[way[-1]])
            return way
        for other in g.neighbour[g.start[here] : g.start[here + 1]].tolist():
            if other not in came and (region[other] == own or (region[other] < 0 and g.home[other] in {-1, own})):
                came[other] = here
                waiting.append(other)
    return []


_MANY = 60  # regions from which seeds are spaced along a curve: far seeds cost units x regions


@compiled
def _far_seeds(g: Ground, members: Bools, count: int, dice: Dice) -> Ints:
    """Draw seeds by weight times squared distance to the nearest seed (k-means++)."""
    units = len(members)
    near = np.where(members, 1.0, 0.0)
    weight = g.weight + 1e-9 * (g.weight.max() + 1.0)
    seeds = np.empty(count, np.int32)
    for k in range(count):
        chance = np.cumsum(near * weight)
        aim, chosen = uniform(dice) * chance[-1], 0
        while chosen < units - 1 and (chance[chosen] <= aim or near[chosen] == 0.0):
            chosen += 1
        if near[chosen] == 0.0:  # only units at the same places are left
            for unit in range(units):
                if members[unit] and not (seeds[:k] == unit).any():
                    chosen = unit
                    break
        seeds[k] = chosen
        for unit in range(units):
            far = (g.x[unit] - g.x[chosen]) ** 2 + (g.y[unit] - g.y[chosen]) ** 2
            if members[unit]:
                near[unit] = far if k == 0 else min(near[unit], far)
    return seeds


def _curve_seeds(g: Ground, members: Bools, count: int, dice: Dice) -> Ints:
    """Space seeds evenly by load along a space-filling curve that starts at a random offset."""
    units = np.flatnonzero(members)
    at = _curve(g.x[units], g.y[units])
    ordered = units[np.argsort(at, kind="stable")]
    load = np.cumsum(g.load[ordered, 0] / g.mean[0] + 1e-12)
    offset = float(np.random.default_rng(dice.copy()).random())
    aims = (np.arange(count) + offset) * load[-1] / count
    slots = np.minimum(np.searchsorted(load, aims), len(ordered) - 1)
    for k in range(1, count):  # each seed a unit of its own
        slots[k] = max(slots[k], slots[k - 1] + 1)
    over = slots[-1] - (len(ordered) - 1)
    for k in range(count - 1, -1, -1):
        if over <= 0 or slots[k] <= len(ordered) - count + k:
            break
        slots[k] = len(ordered) - count + k
    return np.asarray(ordered[slots], dtype=np.int32)


def _curve(x: Floats, y: Floats) -> NDArray[np.int64]:
    """Give places their numbers along a Hilbert curve of 2^15 by 2^15 cells."""
    extent = max(float(np.ptp(x)), float(np.ptp(y)), 1e-300)
    side = 1 << 15
    ix = np.minimum((x - x.min()) / extent * side, side - 1).astype(np.int64)
    iy = np.minimum((y - y.min()) / extent * side, side - 1).astype(np.int64)
    along = np.zeros(len(x), np.int64)
    step = side >> 1
    while step > 0:
        right, upper = (ix & step) > 0, (iy & step) > 0
        along += step * step * ((3 * right) ^ upper)
        turn = ~upper & right
        ix, iy = np.where(turn, side - 1 - ix, ix), np.where(turn, side - 1 - iy, iy)
        ix, iy = np.where(upper, ix, iy), np.where(upper, iy, ix)
        step >>= 1
    return along


def _grow(g: Ground, seeds: Ints, region: Ints) -> None:
    """Let each seed's region take the unit at its border nearest to the seed, the lightest region first.

    Units bound to a region are left to it; those it does not reach go to any at the end.
    """
    own = region[seeds].tolist()
    fronts: list[list[tuple[float, int]]] = [[(0.0, int(seed))] for seed in seeds]
    turns = [(0.0, k) for k in range(len(seeds))]
    start, neighbour = g.start.tolist(), g.neighbour.tolist()
    load = (g.load[:, 0] / g.mean[0]).tolist()
    x, y = g.x.tolist(), g.y.tolist()
    home, done, left = g.home.tolist(), np.zeros(len(region), np.bool_), []
    while turns:
        carried, k = heapq.heappop(turns)
        front, seed = fronts[k], int(seeds[k])
        while front:
            _, unit = heapq.heappop(front)
            if not done[unit] and region[unit] in {-1, own[k]}:
                break
        else:
            continue
        region[unit] = own[k]
        done[unit] = True
        for other in neighbour[start[unit] : start[unit + 1]]:
            if region[other] not in {-1, own[k]} or done[other]:
                continue
            if home[other] in {-1, own[k]}:
                heapq.heappush(front, ((x[other] - x[seed]) ** 2 + (y[other] - y[seed]) ** 2, other))
            else:
                left.append((other, own[k]))
        heapq.heappush(turns, (carried + load[unit] + 1e-9, k))
    for unit, beside in left:
        _take_stray(g, unit, beside, region)


def _take_stray(g: Ground, unit: int, beside: int, region: Ints) -> None:
    """Give a unit that its own region did not reach to one beside it, with all that hangs on it alone."""
    if region[unit] >= 0:
        return
    waiting = [unit]
    region[unit] = beside
    for here in waiting:
        for other in g.neighbour[g.start[here] : g.start[here + 1]].tolist():
            if region[other] < 0:
                region[other] = beside
                waiting.append(other)
