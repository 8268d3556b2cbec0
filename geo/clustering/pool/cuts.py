"""Two regions side by side, thrown together and cut in two: across at a random angle, or at an edge of a random tree.

Neither side need be connected after a cut across; `recut` mends that.
"""

# ruff: noqa: PLR0917  compiled functions take positions
from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.chance import Dice, below, uniform
from geo.clustering.pool.ground import Ground, Tally
from geo.clustering.pool.instance import Bools, Floats, Ints
from geo.compiled import compiled_inner, compiled_part

_TURNS = 0.5  # share of cuts across that lie near the line between the two as they are


class Desk(NamedTuple):
    """Scratch of one recut: members of both regions, their side, projections, components."""

    member: Ints
    side: Bools  # by unit, the new side: False the first region, True the second
    part: Ints  # by unit, the component
    key: Floats
    was: Bools  # by member, the side before


def desk_of(units: int) -> Desk:
    """Make room for the recuts of a graph."""
    return Desk(
        np.empty(units, np.int32),
        np.zeros(units, np.bool_),
        np.full(units, -1, np.int32),
        np.empty(units),
        np.zeros(units, np.bool_),
    )


@compiled_inner
def gather(g: Ground, t: Tally, desk: Desk, root: int, first: int, second: int) -> int:
    """List the units of two regions that hang together, from a unit of one of them."""
    desk.member[0] = root
    t.mark[root] = 1
    done, known = 0, 1
    while done < known:
        here = desk.member[done]
        done += 1
        for e in range(g.start[here], g.start[here + 1]):
            other = g.neighbour[e]
            if t.mark[other] == 0 and (t.region[other] == first or t.region[other] == second):
                t.mark[other] = 1
                desk.member[known] = other
                known += 1
    for k in range(known):
        t.mark[desk.member[k]] = 0
    return known


@compiled_inner
def _aim(g: Ground, total: float, dice: Dice) -> float:
    """Draw the load of the first side: within tolerance for both where that can be, else one half."""
    least = max(g.low[0], total - g.high[0])
    most = min(g.high[0], total - g.low[0])
    return least + (most - least) * uniform(dice) if least <= most else total / 2.0


@compiled_part
def cut_across(g: Ground, t: Tally, desk: Desk, known: int, pair: tuple[int, int], total: float, dice: Dice) -> None:
    """Put the units before a line at a random angle on the first side, up to a load within tolerance."""
    _project(g, t, desk, known, pair, dice)
    _fill_first(g, desk, np.argsort(desk.key[:known]), _aim(g, total, dice))


@compiled_inner
def _project(g: Ground, t: Tally, desk: Desk, known: int, pair: tuple[int, int], dice: Dice) -> None:
    """Work out how far along a direction each member lies, any or about that from one region to the other."""
    angle = 2.0 * math.pi * uniform(dice)
    if uniform(dice) < _TURNS and min(t.weight[pair[0]], t.weight[pair[1]]) > 0.0:
        right = t.sum_x[pair[1]] / t.weight[pair[1]] - t.sum_x[pair[0]] / t.weight[pair[0]]
        above = t.sum_y[pair[1]] / t.weight[pair[1]] - t.sum_y[pair[0]] / t.weight[pair[0]]
        angle = math.atan2(above, right) + 0.3 * (uniform(dice) + uniform(dice) + uniform(dice) - 1.5)
    along, up = math.cos(angle), math.sin(angle)
    for k in range(known):
        desk.key[k] = along * g.x[desk.member[k]] + up * g.y[desk.member[k]]


@compiled_inner
def _fill_first(g: Ground, desk: Desk, order: NDArray[np.int64], aim: float) -> None:
    load, is_full = 0.0, False
    for k in order:
        unit = desk.member[k]
        is_full = is_full or load + 0.5 * g.load[unit, 0] > aim
        load += g.load[unit, 0]
        desk.side[unit] = is_full


@compiled_part
def cut_tree(g: Ground, t: Tally, desk: Desk, known: int, total: float, dice: Dice) -> None:
    """Grow a tree over the members in random order; cut it where the load below is nearest to a draw."""
    _cut_grown(g, t, desk, total, dice, np.full(known, -1, np.int32), np.zeros(known))


@compiled_inner
def _cut_grown(g: Ground, t: Tally, desk: Desk, total: float, dice: Dice, upper: Ints, under: Floats) -> None:
    """Do so; `upper` tells by place in the queue that of the unit it hangs on, `under` the load below."""
    known = len(upper)
    for k in range(known):
        t.mark[desk.member[k]] = 1
    root = below(dice, known)
    t.queue[0] = desk.member[root]
    t.mark[t.queue[0]] = 0
    seen, listed = 0, 1
    while seen < listed:
        pick = seen + below(dice, listed - seen)
        t.queue[seen], t.queue[pick] = t.queue[pick], t.queue[seen]
        upper[seen], upper[pick] = upper[pick], upper[seen]
        here = t.queue[seen]
        for e in range(g.start[here], g.start[here + 1]):
            if t.mark[g.neighbour[e]] == 1:
                t.mark[g.neighbour[e]] = 0
                t.queue[listed] = g.neighbour[e]
                upper[listed] = seen
                listed += 1
        seen += 1
    for k in range(known - 1, -1, -1):
        under[k] += g.load[t.queue[k], 0]
        if k > 0:
            under[upper[k]] += under[k]
    aim, cut = _aim(g, total, dice), known - 1
    for k in range(1, known):
        if abs(under[k] - aim) < abs(under[cut] - aim):
            cut = k
    for k in range(known):
        desk.side[t.queue[k]] = k == cut or (k > 0 and desk.side[t.queue[upper[k]]])
