"""Two regions side by side thrown together and cut anew: across at a random angle, or at an edge of a random tree.

The recombination (ReCom) of the districting literature: DeFord, Duchin and Solomon (2021), "Recombination: a family of
Markov chains for redistricting", Harvard Data Science Review 3(1), https://doi.org/10.1162/99608f92.eb30390f. The cut
across by a line is ours: for compact regions it is taken far more often.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from geo.clustering.compiled import compiled, compiled_part
from geo.clustering.pool.anneal import Best, blame, keep
from geo.clustering.pool.chance import Dice, below, uniform
from geo.clustering.pool.ground import Ground, Tally, add, excess, excess_of, move, recentre, scatter, value_of
from geo.clustering.pool.instance import Bools, Floats, Ints


_TURNS = 0.5  # share of cuts across that lie near the line between the two as they are
_TREES = 0.02  # share of cuts at an edge of a random tree


class Cooling(NamedTuple):
    """How a search cools: temperatures at its ends, price of imbalance at the start, and by what that rises."""

    hot: float
    cold: float
    price: float
    rise: float


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


@compiled_part
def _gather(g: Ground, t: Tally, desk: Desk, root: int, first: int, second: int) -> int:
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


@compiled_part
def _aim(g: Ground, total: float, dice: Dice) -> float:
    """Draw the load of the first side: within tolerance for both where that can be, else one half."""
    least = max(g.low[0], total - g.high[0])
    most = min(g.high[0], total - g.low[0])
    return least + (most - least) * uniform(dice) if least <= most else total / 2.0


@compiled_part
def _cut_across(g: Ground, t: Tally, desk: Desk, known: int, pair: tuple[int, int], total: float, dice: Dice) -> None:  # noqa: PLR0917  compiled functions take positions
    """Put the units before a line at a random angle on the first side, up to a load within tolerance."""
    angle = 2.0 * math.pi * uniform(dice)
    if uniform(dice) < _TURNS and min(t.weight[pair[0]], t.weight[pair[1]]) > 0.0:
        right = t.sum_x[pair[1]] / t.weight[pair[1]] - t.sum_x[pair[0]] / t.weight[pair[0]]
        above = t.sum_y[pair[1]] / t.weight[pair[1]] - t.sum_y[pair[0]] / t.weight[pair[0]]
        angle = math.atan2(above, right) + 0.3 * (uniform(dice) + uniform(dice) + uniform(dice) - 1.5)
    along, up = math.cos(angle), math.sin(angle)
    for k in range(known):
        desk.key[k] = along * g.x[desk.member[k]] + up * g.y[desk.member[k]]
    aim, load = _aim(g, total, dice), 0.0
    is_full = False
    for k in np.argsort(desk.key[:known]):
        unit = desk.member[k]
        is_full = is_full or load + 0.5 * g.load[unit, 0] > aim
        load += g.load[unit, 0]
        desk.side[unit] = is_full


@compiled_part
def _cut_tree(g: Ground, t: Tally, desk: Desk, known: int, total: float, dice: Dice) -> None:
    """Grow a tree over the members in random order; cut it where the load below is nearest to a draw."""
    for k in range(known):
        t.mark[desk.member[k]] = 1
    upper = np.full(known, -1, np.int32)  # by place in the queue, that of the unit it hangs on
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
    under = np.zeros(known)
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


@compiled_part
def _label(g: Ground, t: Tally, desk: Desk, known: int) -> int:
    """Number the connected parts of both sides in `part`, the members of each in a row of `queue`."""
    parts, filled = 0, 0
    for k in range(known):
        root = desk.member[k]
        if desk.part[root] >= 0:
            continue
        desk.part[root] = parts
        t.queue[filled] = root
        done = filled
        filled += 1
        while done < filled:
            here = t.queue[done]
            done += 1
            for e in range(g.start[here], g.start[here + 1]):
                other = g.neighbour[e]
                if t.mark[other] == 1 and desk.part[other] < 0 and desk.side[other] == desk.side[here]:
                    desk.part[other] = parts
                    t.queue[filled] = other
                    filled += 1
        parts += 1
    return parts


@compiled_part
def _mend(g: Ground, t: Tally, desk: Desk, known: int) -> bool:
    """Give the strays of each side to the other until both are whole; false where three rounds do not do it."""
    for k in range(known):
        t.mark[desk.member[k]] = 1
    is_whole = False
    for _ in range(4):
        parts = _label(g, t, desk, known)
        if parts == 2:
            is_whole = desk.side[t.queue[0]] != desk.side[t.queue[known - 1]]
        if parts <= 2:
            break
        _give_strays(g, t, desk, known, parts)
    for k in range(known):
        t.mark[desk.member[k]] = 0
        desk.part[desk.member[k]] = -1
    return is_whole


@compiled_part
def _give_strays(g: Ground, t: Tally, desk: Desk, known: int, parts: int) -> None:
    load = np.zeros(parts)
    for k in range(known):
        load[desk.part[t.queue[k]]] += g.load[t.queue[k], 0] / g.mean[0] + 1e-6
    largest = np.array([-1, -1])
    for k in range(known):
        part, side = desk.part[t.queue[k]], 1 if desk.side[t.queue[k]] else 0
        if largest[side] < 0 or load[part] > load[largest[side]]:
            largest[side] = part
    for k in range(known):
        unit = t.queue[k]
        if desk.part[unit] != largest[0] and desk.part[unit] != largest[1]:
            desk.side[unit] = not desk.side[unit]
    for k in range(known):
        desk.part[t.queue[k]] = -1


@compiled_part
def _place(g: Ground, t: Tally, desk: Desk, known: int, first: int, second: int) -> None:
    """Move the members to their new sides and find the centres of both."""
    for k in range(known):
        unit = desk.member[k]
        target = second if desk.side[unit] else first
        if t.region[unit] != target:
            move(g, t, unit, target)
    if not g.has_centres:
        return
    near_first, near_second = np.inf, np.inf
    for k in range(known):
        unit = desk.member[k]
        own = t.region[unit]
        weight = max(t.weight[own], 1e-300)
        far = (g.x[unit] - t.sum_x[own] / weight) ** 2 + (g.y[unit] - t.sum_y[own] / weight) ** 2
        if own == first and far < near_first:
            near_first, t.centre[first] = far, unit
        elif own == second and far < near_second:
            near_second, t.centre[second] = far, unit


@compiled_part
def _inner_border(g: Ground, t: Tally, desk: Desk, known: int, first: int, second: int) -> float:
    """Return the priced border between two regions; that with others stays the same."""
    total = 0.0
    for k in range(known):
        unit = desk.member[k]
        if t.region[unit] == first:
            for e in range(g.start[unit], g.start[unit + 1]):
                if t.region[g.neighbour[e]] == second:
                    total += g.border[e]
    return total


@compiled_part
def _pair(g: Ground, t: Tally, dice: Dice) -> tuple[int, int, int]:
    """Draw two regions by a random border between them: one of its units, its region, the other region."""
    units = len(t.region)
    for _ in range(100):
        root = below(dice, units)
        degree = g.start[root + 1] - g.start[root]
        if degree > 0:
            other = t.region[g.neighbour[g.start[root] + below(dice, degree)]]
            if other != t.region[root]:
                return root, t.region[root], other
    return -1, -1, -1


@compiled_part
def _standing(g: Ground, t: Tally, desk: Desk, known: int, pair: tuple[int, int], price: float) -> tuple[float, float]:
    """Return what two regions cost with imbalance priced, and without."""
    value = scatter(g, t, pair[0], 0, 0.0) + scatter(g, t, pair[1], 0, 0.0)
    value += _inner_border(g, t, desk, known, pair[0], pair[1])
    amiss = 0.0
    for a in range(g.load.shape[1]):
        amiss += blame(excess(g, t.load[pair[0], a], a)) + blame(excess(g, t.load[pair[1], a], a))
    return value + price * amiss, value


@compiled_part
def _recut_one(g: Ground, t: Tally, desk: Desk, heat: float, price: float, dice: Dice) -> tuple[bool, float]:
    """Cut one pair anew and keep that or go back; tell which, and the change of the value."""
    root, first, second = _pair(g, t, dice)
    if root < 0:
        return False, 0.0
    known = _gather(g, t, desk, root, first, second)
    for k in range(known):
        desk.was[k] = t.region[desk.member[k]] == second
    before, value = _standing(g, t, desk, known, (first, second), price)
    centres = (t.centre[first], t.centre[second])
    if uniform(dice) < _TREES:
        _cut_tree(g, t, desk, known, t.load[first, 0] + t.load[second, 0], dice)
    else:
        _cut_across(g, t, desk, known, (first, second), t.load[first, 0] + t.load[second, 0], dice)
    if not _mend(g, t, desk, known):
        return False, 0.0
    _place(g, t, desk, known, first, second)
    after, fresh = _standing(g, t, desk, known, (first, second), price)
    if after <= before or uniform(dice) < math.exp((before - after) / heat):
        return True, fresh - value
    for k in range(known):
        desk.side[desk.member[k]] = desk.was[k]
    _place(g, t, desk, known, first, second)
    t.centre[first], t.centre[second] = centres
    return False, 0.0


@compiled
def recut(g: Ground, t: Tally, best: Best, desk: Desk, cooling: Cooling, tries: int, dice: Dice) -> int:  # noqa: PLR0917  compiled functions take positions
    """Cut pairs of regions anew while the plan cools; the best plan seen is kept in `best`.

    Returns
    -------
    int
        Cuts taken.
    """
    taken, since, rest = 0, 0, max(1, len(t.region) // 1000)
    heat, price = cooling.hot, cooling.price
    fall = (cooling.cold / cooling.hot) ** (1.0 / max(1, tries))
    rise = cooling.rise ** (1.0 / max(1, tries))
    value = value_of(g, t)
    for step in range(tries):
        heat, price = heat * fall, price * rise
        is_taken, change = _recut_one(g, t, desk, heat, price, dice)
        if is_taken:
            value += change
            taken += 1
            since += 1
        if since >= rest or (since > 0 and step == tries - 1):
            since = 0
            keep(t, best, excess_of(g, t), value)
    return taken
