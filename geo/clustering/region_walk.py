"""The state of a walk over the regions of one room: what is in, out and open, with the sums of each level.

Putting a unit in or out is undone when the walk comes back; the sums of a level are computed anew from the level above,
so that no rounding errors gather.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.clustering.contiguity import reach
from geo.clustering.problem import Bools, Floats, Ints
from geo.clustering.terrain import Demand, Duals, Terrain
from geo.compiled import compiled_inner, compiled_part

Words = NDArray[np.uint64]

BITS = 64


class Ground(NamedTuple):
    """What the walk of one room reads, for the units within its reach only; unit 0 is the room's host."""

    unit: Ints  # the units themselves, those of one community side by side
    start: Ints
    neighbour: Ints
    load: Floats
    amount: Floats
    area: Floats
    households: Floats
    worth: Floats  # gain of a unit before wages
    main: Ints
    codes_start: Ints
    codes: Ints
    pair_start: Ints
    pair_unit: Ints
    pair_cny: Floats


class Walk(NamedTuple):
    """The state of one walk: what is decided, by unit and by level of the branch."""

    status: Ints  # 1 in, 0 open, -1 out
    beside: Ints  # how many of a unit's neighbours are in
    touched: Ints  # how many units of a community are in
    trail: Ints  # units put out, to be undone
    mark: Ints  # by level: where its part of the trail begins
    unit: Ints  # by level: the unit decided, and the choices still to be tried (2 in and out, 1 out, 0 none)
    left: Ints
    is_by_out: Bools  # by level: whether it was reached by putting a unit out
    load: Floats  # by level and role
    paid: Floats  # by level: cost less worth, without wages and band
    area: Floats
    households: Floats
    size: Ints
    amount: Floats  # by level and amount of the steps
    slope: Floats  # by level and amount: of the line under the steps
    stride: Floats  # by level and amount: how far the slope is moved next, with the sign of the last move
    first: Ints  # by level and amount: the first step that is not behind
    high: Floats  # by level and amount: how far the branch can come
    net: Floats  # what a unit gains at the slopes last tried
    seen: Ints
    queue: Ints
    error: Floats  # by amount: how much more the units at hand come to than the place where the line touches
    bound: Floats  # by level: of the reduced costs in its branch
    estates: Ints  # scratch by estate
    estate_mark: Ints
    estate_stack: Ints


@compiled_part
def ground_of(t: Terrain, d: Demand, duals: Duals) -> Ground:
    """Cut the terrain down to what the room can reach through units that it may serve."""
    units = len(t.area)
    local, queue = np.full(units, -1, np.int32), np.zeros(units + 1, np.int32)
    local[d.host], queue[0], waiting = 0, d.host, 1
    while waiting > 0:
        waiting -= 1
        here = queue[waiting]
        for e in range(t.start[here], t.start[here + 1]):
            other = t.neighbour[e]
            if local[other] < 0 and d.allowed[other]:
                local[other] = 0
                queue[waiting] = other
                waiting += 1
    unit, count = np.zeros(units, np.int32), 1
    unit[0] = d.host
    for k in range(units):
        if local[t.by_main[k]] == 0 and t.by_main[k] != d.host:
            unit[count] = t.by_main[k]
            local[t.by_main[k]] = count
            count += 1
    unit = unit[:count]
    start, neighbour = _local_lists(t.start, t.neighbour, unit, local)
    codes_start = np.zeros(count + 1, np.int32)
    codes = np.zeros(len(t.codes) + 1, np.int32)
    for k in range(count):
        end = codes_start[k]
        for e in range(t.codes_start[unit[k]], t.codes_start[unit[k] + 1]):
            codes[end] = t.codes[e]
            end += 1
        codes_start[k + 1] = end
    pair_start, pair_unit = _local_lists(t.pair_start, t.pair_unit, unit, local)
    pair_cny, end = np.zeros(len(pair_unit)), 0
    for k in range(count):
        for e in range(t.pair_start[unit[k]], t.pair_start[unit[k] + 1]):
            if local[t.pair_unit[e]] >= 0:
                pair_cny[end] = t.pair_cny[e]
                end += 1
    worth = np.zeros(count)
    for k in range(count):
        worth[k] = duals.unit[unit[k]] - d.cost[unit[k]]
    return Ground(
        unit,
        start,
        neighbour,
        t.load[unit],
        t.steps.amount[unit],
        t.area[unit],
        t.households[unit],
        worth,
        t.main[unit],
        codes_start,
        codes,
        pair_start,
        pair_unit,
        pair_cny,
    )


@compiled_part
def _local_lists(start: Ints, other: Ints, unit: Ints, local: Ints) -> tuple[Ints, Ints]:
    """Keep the entries of lists that are within reach, by their local numbers."""
    own_start, own, end = np.zeros(len(unit) + 1, np.int32), np.zeros(len(other) + 1, np.int32), 0
    for k in range(len(unit)):
        for e in range(start[unit[k]], start[unit[k] + 1]):
            if local[other[e]] >= 0:
                own[end] = local[other[e]]
                end += 1
        own_start[k + 1] = end
    return own_start, own[:end].copy()


@compiled_part
def new_walk(g: Ground, estates: int) -> Walk:
    """Begin with nothing in."""
    units, roles = g.load.shape
    amounts = g.amount.shape[1]
    codes = 0
    for k in range(len(g.codes)):
        codes = max(codes, g.codes[k] + 1)
    levels = units + 2
    return Walk(
        np.zeros(units, np.int32),
        np.zeros(units, np.int32),
        np.zeros(codes + 1, np.int32),
        np.zeros(units + 1, np.int32),
        np.zeros(levels, np.int32),
        np.zeros(levels, np.int32),
        np.zeros(levels, np.int32),
        np.zeros(levels, np.bool_),
        np.zeros((levels, roles)),
        np.zeros(levels),
        np.zeros(levels),
        np.zeros(levels),
        np.zeros(levels, np.int32),
        np.zeros((levels, amounts)),
        np.zeros((levels, amounts)),
        np.zeros((levels, amounts)),
        np.zeros((levels, amounts), np.int32),
        np.zeros((levels, amounts)),
        np.zeros(units),
        np.zeros(units, np.int32),
        np.zeros(units + 1, np.int32),
        np.zeros(amounts),
        np.zeros(levels),
        np.zeros(estates + 1, np.int32),
        np.zeros(estates + 1, np.int32),
        np.zeros(estates + 1, np.int32),
    )


@compiled_inner
def include(w: Walk, g: Ground, unit: int, level: int, split_cny: float) -> None:
    """Put a unit in and write the sums of the next level."""
    w.status[unit] = 1
    paid = w.paid[level] - g.worth[unit]
    for e in range(g.start[unit], g.start[unit + 1]):
        w.beside[g.neighbour[e]] += 1
    for e in range(g.codes_start[unit], g.codes_start[unit + 1]):
        if w.touched[g.codes[e]] == 0:
            paid += split_cny
        w.touched[g.codes[e]] += 1
    for e in range(g.pair_start[unit], g.pair_start[unit + 1]):
        if w.status[g.pair_unit[e]] == 1:
            paid += g.pair_cny[e]
    w.paid[level + 1] = paid
    for role in range(g.load.shape[1]):
        w.load[level + 1, role] = w.load[level, role] + g.load[unit, role]
    for a in range(g.amount.shape[1]):
        w.amount[level + 1, a] = w.amount[level, a] + g.amount[unit, a]
    w.area[level + 1] = w.area[level] + g.area[unit]
    w.households[level + 1] = w.households[level] + g.households[unit]
    w.size[level + 1] = w.size[level] + 1


@compiled_inner
def undo_include(w: Walk, g: Ground, unit: int) -> None:
    """Open a unit again; the sums of its level are written anew when they are needed."""
    w.status[unit] = 0
    for e in range(g.start[unit], g.start[unit + 1]):
        w.beside[g.neighbour[e]] -= 1
    for e in range(g.codes_start[unit], g.codes_start[unit + 1]):
        w.touched[g.codes[e]] -= 1


@compiled_inner
def keep_sums(w: Walk, level: int) -> None:
    """Hand the sums down to the next level as they are."""
    for role in range(w.load.shape[1]):
        w.load[level + 1, role] = w.load[level, role]
    for a in range(w.amount.shape[1]):
        w.amount[level + 1, a] = w.amount[level, a]
    w.paid[level + 1] = w.paid[level]
    w.area[level + 1] = w.area[level]
    w.households[level + 1] = w.households[level]
    w.size[level + 1] = w.size[level]


@compiled_inner
def put_out(w: Walk, g: Ground, unit: int, level: int, end: int) -> int:
    """Put a unit out and note it in the trail; return its new end."""
    w.status[unit] = -1
    for a in range(g.amount.shape[1]):
        w.high[level, a] -= g.amount[unit, a]
    w.trail[end] = unit
    return end + 1


@compiled_inner
def drop_unreachable(w: Walk, g: Ground, level: int, end: int) -> int:
    """Put out the units that the host cannot reach any more; return the new end of the trail."""
    for unit in range(len(w.seen)):
        w.seen[unit] = 0
    w.seen[0] = 1
    w.queue[0] = 0
    waiting = 1
    while waiting > 0:
        waiting -= 1
        here = w.queue[waiting]
        for e in range(g.start[here], g.start[here + 1]):
            other = g.neighbour[e]
            if w.seen[other] == 0 and w.status[other] >= 0:
                w.seen[other] = 1
                w.queue[waiting] = other
                waiting += 1
    for unit in range(len(w.status)):
        if w.status[unit] == 0 and w.seen[unit] == 0:
            end = put_out(w, g, unit, level, end)
    return end


@compiled_inner
def hangs_together(w: Walk, g: Ground, t: Terrain) -> bool:
    """Tell whether the estates of the units in hang together; their units do."""
    if not t.is_in_pieces:
        return True
    size = 0
    for k in range(len(w.status)):
        if w.status[k] == 1:
            for e in range(t.unit_start[g.unit[k]], t.unit_start[g.unit[k] + 1]):
                w.estates[size] = t.unit_estates[e]
                size += 1
    w.estate_mark[:] = 0
    return reach(w.estates, size, t.estate_start, t.estate_neighbour, w.estate_mark, 1, w.estate_stack) == size


@compiled_inner
def write_region(w: Walk, g: Ground, words: Words) -> None:
    """Write the units that are in as bits."""
    words[:] = np.uint64(0)
    for k in range(len(w.status)):
        if w.status[k] == 1:
            unit = g.unit[k]
            words[unit // BITS] |= np.uint64(1) << np.uint64(unit % BITS)
