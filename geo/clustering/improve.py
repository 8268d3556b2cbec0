"""Local search over plans: single units moved, swapped, two regions cut anew, by annealing from a seed.

Regions stay connected throughout; every other hard rule is at a penalty (see `region_kernel`). No proof: that is the
work of `bound` and `compact`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.clustering.construct import unit_links
from geo.clustering.contiguity import neighbour_lists
from geo.clustering.problem import Floats, Ints
from geo.clustering.reduction import Reduced
from geo.clustering.region_kernel import Arrays, hangs_together, region_value
from geo.compiled import compiled, compiled_inner

# Start and end temperature as shares of a region's mean value, the best of six pairs on 16 random towns of 50 and 90
# estates: with 100,000 moves from each of two starts nine plans in ten are optimal, the worst 0.2 % above.
_HOT, _COLD = 0.15, 0.001


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A plan of the search: region number and room of each unit, its value with penalties, moves tried."""

    region: Ints
    room_of_unit: Ints
    value: float
    moves: int


def anneal_plan(reduced: Reduced, arrays: Arrays, start: Ints, *, moves: int, seed: int) -> Found:
    """Improve a plan by annealing; the best plan met is returned.

    Parameters
    ----------
    start : region number of each unit, each region connected, shape ``(U,)``.
    moves : evaluations of one region pair to spend.
    seed : the same seed gives the same plan.
    """
    region = np.unique(start, return_inverse=True)[1].astype(np.int32).ravel()
    list_start, list_unit = neighbour_lists(reduced.unit_count, unit_links(reduced))
    rules = reduced.problem.rules
    bounds = np.array([rules.station_min, rules.station_max or reduced.unit_count], np.int32)
    walk = _new_walk(region, list_start, list_unit, bounds, seed)
    room = np.full(reduced.unit_count, -1, np.int32)
    return Found(region, room, _anneal(walk, moves, _HOT, _COLD, room, arrays), moves)


class _Walk(NamedTuple):
    """The plan at hand, as lists of members by region, and room to scribble."""

    region: Ints
    list_start: Ints
    list_unit: Ints
    bounds: Ints
    head: Ints
    follow: Ints
    sizes: Ints
    value: Floats
    left: Ints
    right: Ints
    keys: Floats
    state: NDArray[np.uint64]


def _new_walk(region: Ints, list_start: Ints, list_unit: Ints, bounds: Ints, seed: int) -> _Walk:
    count = len(region)
    whole = [np.zeros(count + 1, np.int32) for _ in range(5)]
    state = np.array([2 * seed + 0x9E3779B9], np.uint64)
    return _Walk(
        region,
        list_start,
        list_unit,
        bounds,
        head=whole[0],
        follow=whole[1],
        sizes=whole[2],
        value=np.zeros(count + 1),
        left=whole[3],
        right=whole[4],
        keys=np.zeros(count + 1),
        state=state,
    )


@compiled_inner
def _random(w: _Walk, below: int) -> int:
    """Draw a whole number from 0 to below - 1 (xorshift64*)."""
    x = w.state[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    w.state[0] = x
    return int((x * np.uint64(2685821657736338717)) >> np.uint64(33)) % below


@compiled_inner
def _gather(w: _Walk, label: int, without: int, extra: int, out: Ints, size: int) -> int:  # noqa: PLR0917  compiled functions take positions
    """Append the units of a region to `out`, leaving one out and adding another (-1: none); return the new size."""
    unit = int(w.head[label])
    while unit >= 0:
        if unit != without:
            out[size] = unit
            size += 1
        unit = int(w.follow[unit])
    if extra >= 0:
        out[size] = extra
        size += 1
    return size


@compiled_inner
def _list_regions(w: _Walk) -> int:
    """Build the member lists anew; return the number of regions in use."""
    w.head[:] = -1
    w.sizes[:] = 0
    for unit in range(len(w.region) - 1, -1, -1):
        label = int(w.region[unit])
        w.follow[unit] = w.head[label]
        w.head[label] = unit
        w.sizes[label] += 1
    regions = 0
    for label in range(len(w.region)):
        regions += w.sizes[label] > 0
    return regions


@compiled_inner
def _settle(w: _Walk, units: Ints, size: int, label: int, a: Arrays) -> None:
    """Make a region of the units."""
    for k in range(size):
        w.region[units[k]] = label
    w.value[label] = region_value(units, size, a)[0]


@compiled_inner
def _count_penalty(w: _Walk, regions: int, a: Arrays) -> float:
    outside = max(0, w.bounds[0] - regions) + max(0, regions - w.bounds[1])
    return float(a.numbers[0] * outside)


@compiled_inner
def _draw_neighbour(w: _Walk, unit: int) -> int:
    """Draw a unit linked to this one; the unit itself where there is none."""
    degree = int(w.list_start[unit + 1] - w.list_start[unit])
    return int(w.list_unit[w.list_start[unit] + _random(w, degree)]) if degree > 0 else unit


@compiled_inner
def _propose_move(w: _Walk, unit: int, partner: int, other: int, a: Arrays) -> tuple[float, int, int]:
    """Move a unit to the region `other`, its partner (-1: none) the other way; value ``inf`` where one falls apart."""
    left_size = _gather(w, int(w.region[unit]), unit, partner, w.left, 0)
    right_size = _gather(w, other, partner, unit, w.right, 0)
    if not hangs_together(w.left, left_size, a) or not hangs_together(w.right, right_size, a):
        return np.inf, left_size, right_size
    return region_value(w.left, left_size, a)[0] + region_value(w.right, right_size, a)[0], left_size, right_size


@compiled_inner
def _draw_rooms(w: _Walk, size: int, a: Arrays) -> tuple[int, int]:
    """Draw two rooms in the pool `left`; -1 where eight tries do not find two."""
    first = -1
    for _ in range(8):
        unit = w.left[_random(w, size)]
        rooms = int(a.room_start[unit + 1] - a.room_start[unit])
        if rooms > 0:
            room = int(a.room_list[a.room_start[unit] + _random(w, rooms)])
            if first < 0:
                first = room
            elif room != first:
                return first, room
    return -1, -1


@compiled_inner
def _sort_by_key(w: _Walk, size: int) -> None:
    """Order the pool `left` by its keys (Shell's method; equal keys by unit, so that the order is one)."""
    gap = size // 2
    while gap > 0:
        for k in range(gap, size):
            key, unit, at = w.keys[k], w.left[k], k
            while at >= gap and (w.keys[at - gap], w.left[at - gap]) > (key, unit):
                w.keys[at], w.left[at] = w.keys[at - gap], w.left[at - gap]
                at -= gap
            w.keys[at], w.left[at] = key, unit
        gap //= 2


@compiled_inner
def _propose_cut(w: _Walk, size: int, a: Arrays) -> tuple[float, int, int]:
    """Cut the pool `left` where it is best, along the line between two of its rooms; whole where that is best."""
    first, second = _draw_rooms(w, size, a)
    for k in range(size):
        unit = w.left[k]
        w.keys[k] = a.cost[unit, first] - a.cost[unit, second] if second >= 0 else float(_random(w, 1 << 20))
    _sort_by_key(w, size)
    best, place = region_value(w.left, size, a)[0], size
    for cut in range(1, size):
        for k in range(cut, size):
            w.right[k - cut] = w.left[k]
        if not hangs_together(w.left, cut, a) or not hangs_together(w.right, size - cut, a):
            continue
        total = region_value(w.left, cut, a)[0] + region_value(w.right, size - cut, a)[0]
        if total < best:
            best, place = total, cut
    for k in range(place, size):
        w.right[k - place] = w.left[k]
    return best, place, size - place


@compiled_inner
def _free_label(w: _Walk) -> int:
    for label in range(len(w.region)):
        if w.sizes[label] == 0:
            return label
    return -1


@compiled_inner
def _propose(w: _Walk, a: Arrays) -> tuple[float, float, int, int, int, int]:
    """Draw a change of one or two regions: value before, value after, their labels, their new sizes."""
    draw, unit = _random(w, 100), _random(w, len(w.region))
    here, there = int(w.region[unit]), int(w.region[_draw_neighbour(w, unit)])
    if draw < 93:
        if here == there:
            return 0.0, np.inf, here, there, 0, 0
        partner = _draw_neighbour(w, unit) if draw >= 80 else -1
        if partner >= 0 and w.region[partner] != there:
            partner = -1
        after, left_size, right_size = _propose_move(w, unit, partner, there, a)
        return w.value[here] + w.value[there], after, here, there, left_size, right_size
    before, size = w.value[here], _gather(w, here, -1, -1, w.left, 0)
    if draw < 98 and here != there:
        before, size = before + w.value[there], _gather(w, there, -1, -1, w.left, size)
    else:
        there = _free_label(w)
    if size < 2 or there < 0:
        return before, np.inf, here, there, 0, 0
    after, left_size, right_size = _propose_cut(w, size, a)
    return before, after, here, there, left_size, right_size


@compiled_inner
def _copy_labels(source: Ints, target: Ints) -> None:
    for k in range(len(source)):
        target[k] = source[k]


@compiled_inner
def _start_values(w: _Walk, a: Arrays) -> float:
    total = 0.0
    for label in range(len(w.region)):
        w.value[label] = region_value(w.left, _gather(w, label, -1, -1, w.left, 0), a)[0]
        total += w.value[label]
    return total


@compiled_inner
def _finish(w: _Walk, room: Ints, a: Arrays) -> float:
    """Write the best room of each region; return the plan's value with penalties."""
    total = _count_penalty(w, _list_regions(w), a)
    for label in range(len(w.region)):
        size = _gather(w, label, -1, -1, w.left, 0)
        part, chosen = region_value(w.left, size, a)
        total += part
        for k in range(size):
            room[w.left[k]] = chosen
    return total


@compiled
def _anneal(w: _Walk, moves: int, hot: float, cold: float, room: Ints, a: Arrays) -> float:  # noqa: PLR0917  compiled functions take positions
    regions = _list_regions(w)
    total = _start_values(w, a)
    best, kept = total + _count_penalty(w, regions, a), np.empty(len(w.region), np.int32)
    _copy_labels(w.region, kept)
    mean_value = max(1.0, abs(min(total, 10.0 * a.numbers[0])) / max(1, regions))
    used = 0
    while used < moves and len(w.region) > 1:
        heat = mean_value * hot * (cold / hot) ** (used / moves)
        before, after, here, there, left_size, right_size = _propose(w, a)
        used += 1 + (left_size + right_size) // 8
        if after == np.inf:
            continue
        was = (w.sizes[here] > 0) + (w.sizes[there] > 0)
        now_regions = regions + (left_size > 0) + (right_size > 0) - was
        delta = after - before + _count_penalty(w, now_regions, a) - _count_penalty(w, regions, a)
        if delta > 0 and np.exp(-delta / heat) * 1048576.0 <= _random(w, 1 << 20):
            continue
        _settle(w, w.left, left_size, here, a)
        _settle(w, w.right, right_size, there, a)
        regions, total = _list_regions(w), total + after - before
        now = total + _count_penalty(w, regions, a)
        if now < best - 1e-7:
            best = now
            _copy_labels(w.region, kept)
    _copy_labels(kept, w.region)
    return _finish(w, room, a)
