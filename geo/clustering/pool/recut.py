"""Two regions side by side thrown together and cut anew: across at a random angle, or at an edge of a random tree.

The recombination (ReCom) of the districting literature: DeFord, Duchin and Solomon (2021), "Recombination: a family of
Markov chains for redistricting", Harvard Data Science Review 3(1), https://doi.org/10.1162/99608f92.eb30390f. The cut
across by a line is ours: for compact regions it is taken far more often.
"""

# ruff: noqa: PLR0917  compiled functions take positions
from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from geo.chance import Dice, below, uniform
from geo.clustering.pool.anneal import BROKEN, Best, blame, keep
from geo.clustering.pool.cuts import Desk, cut_across, cut_tree, gather
from geo.clustering.pool.ground import Ground, Tally, breaches, excess, excess_of, move, off_centre, scatter, value_of
from geo.compiled import compiled, compiled_inner, compiled_part

_TREES = 0.02  # share of cuts at an edge of a random tree


class Cooling(NamedTuple):
    """How a search cools: temperatures at its ends, price of imbalance at the start, and by what that rises."""

    hot: float
    cold: float
    price: float
    rise: float


@compiled_inner
def _label(g: Ground, t: Tally, desk: Desk, known: int) -> int:
    """Give numbers to the connected parts of both sides in `part`, the members of each in a row of `queue`."""
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


@compiled_inner
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


@compiled_inner
def _give_strays(g: Ground, t: Tally, desk: Desk, known: int, parts: int) -> None:
    load, first, second = desk.key, -1, -1
    for part in range(parts):
        load[part] = 0.0
    for k in range(known):
        load[desk.part[t.queue[k]]] += g.load[t.queue[k], 0] / g.mean[0] + 1e-6
    for k in range(known):
        part = desk.part[t.queue[k]]
        if desk.side[t.queue[k]]:
            second = part if second < 0 or load[part] > load[second] else second
        else:
            first = part if first < 0 or load[part] > load[first] else first
    for k in range(known):
        unit = t.queue[k]
        if desk.part[unit] != first and desk.part[unit] != second:
            desk.side[unit] = not desk.side[unit]
    for k in range(known):
        desk.part[t.queue[k]] = -1


@compiled_inner
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
        far = off_centre(g, t, unit, own)
        if own == first and far < near_first:
            near_first, t.centre[first] = far, unit
        elif own == second and far < near_second:
            near_second, t.centre[second] = far, unit


@compiled_inner
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


@compiled_inner
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


@compiled_inner
def _standing(g: Ground, t: Tally, desk: Desk, known: int, pair: tuple[int, int], price: float) -> tuple[float, float]:
    """Return what two regions cost with imbalance priced, and without."""
    value = scatter(g, t, pair[0], 0, 0.0) + scatter(g, t, pair[1], 0, 0.0)
    value += _inner_border(g, t, desk, known, pair[0], pair[1])
    amiss = 0.0
    for a in range(g.load.shape[1]):
        amiss += blame(excess(g, t.load[pair[0], a], a)) + blame(excess(g, t.load[pair[1], a], a))
    if g.has_rules:
        amiss += BROKEN * _broken(g, t, desk, known, pair)
    return value + price * amiss, value


@compiled_inner
def _broken(g: Ground, t: Tally, desk: Desk, known: int, pair: tuple[int, int]) -> int:
    """Count the rules broken by units of two regions; one between two of these units counts from both."""
    count = 0
    for k in range(known):
        count += breaches(g, t, desk.member[k], t.region[desk.member[k]])
    if g.has_centres:
        for own in pair:
            count += 1 if g.forbidden[t.centre[own]] else 0
    return count


@compiled_inner
def _least_cost(g: Ground, desk: Desk, known: int, price: float) -> float:
    """Return what the two new sides cost about their centroids, before strays change sides and without a border."""
    total = 0.0
    for side in range(2):
        weight = x = y = squares = 0.0
        for k in range(known):
            unit = desk.member[k]
            if desk.side[unit] == (side == 1):
                weight += g.weight[unit]
                x += g.weight[unit] * g.x[unit]
                y += g.weight[unit] * g.y[unit]
                squares += g.weight[unit] * (g.x[unit] ** 2 + g.y[unit] ** 2)
        total += squares - (x * x + y * y) / weight if weight > 0.0 else 0.0
        for a in range(g.load.shape[1]):
            load = 0.0
            for k in range(known):
                load += g.load[desk.member[k], a] if desk.side[desk.member[k]] == (side == 1) else 0.0
            total += price * blame(excess(g, load, a))
    return total


@compiled_part
def _recut_one(g: Ground, t: Tally, desk: Desk, heat: float, price: float, dice: Dice) -> tuple[bool, float]:
    """Cut one pair anew and keep that or go back; tell which, and the change of the value."""
    root, first, second = _pair(g, t, dice)
    if root < 0:
        return False, 0.0
    known = gather(g, t, desk, root, first, second)
    before, value = _standing(g, t, desk, known, (first, second), price)
    most = before - heat * math.log(1.0 - uniform(dice))  # as Metropolis takes it
    if uniform(dice) < _TREES:
        cut_tree(g, t, desk, known, t.load[first, 0] + t.load[second, 0], dice)
    else:
        cut_across(g, t, desk, known, (first, second), t.load[first, 0] + t.load[second, 0], dice)
    after = _place_cut(g, t, desk, known, (first, second), price, most)
    return after < np.inf, after - value


@compiled_inner
def _place_cut(g: Ground, t: Tally, desk: Desk, known: int, pair: tuple[int, int], price: float, most: float) -> float:
    """Mend and place a cut, or go back where it costs too much; return the new value of the two, inf if not taken."""
    first, second = pair
    if _least_cost(g, desk, known, price) > most or not _mend(g, t, desk, known):
        return np.inf
    for k in range(known):
        desk.was[k] = t.region[desk.member[k]] == second
    centres = (t.centre[first], t.centre[second])
    _place(g, t, desk, known, first, second)
    after, fresh = _standing(g, t, desk, known, pair, price)
    if after <= most:
        return fresh
    for k in range(known):
        desk.side[desk.member[k]] = desk.was[k]
    _place(g, t, desk, known, first, second)
    t.centre[first], t.centre[second] = centres
    return np.inf


@compiled
def recut(g: Ground, t: Tally, best: Best, desk: Desk, cooling: Cooling, tries: int, dice: Dice) -> int:
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
