"""Annealing of a plan of connected regions: units flip over borders and change places, imbalance is at a price.

No proof: that is the work of `bound`. Following the flip annealing of the districting literature; the price of
imbalance lets a chain of flips carry load through several regions.
"""

# ruff: noqa: PLR0917  compiled functions take positions
from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from geo.chance import Dice, below, uniform
from geo.clustering.pool.contiguity import may_leave
from geo.clustering.pool.ground import Ground, Tally, breaches, excess, excess_of, move, recentre, scatter, value_of
from geo.clustering.pool.instance import Ints
from geo.compiled import compiled, compiled_inner

_SWAPS = 0.35  # share of proposals that exchange two units
_ANY = 0.005  # price of being out of tolerance at all, as of a share of the mean
BROKEN = 0.3  # price of a broken rule, the same
IN_TOLERANCE = 1e-9  # shares of the mean that count as nothing


class Best(NamedTuple):
    """The best plan seen: its regions, and its excess and value as two numbers."""

    region: Ints
    standing: np.ndarray  # excess, value


@compiled_inner
def blame(amiss: float) -> float:
    """Price an excess: steeper the larger, so that load spreads out over several regions; the least counts, too."""
    return amiss + 20.0 * amiss * amiss + (_ANY if amiss > IN_TOLERANCE else 0.0)


@compiled_inner
def rule_change(g: Ground, t: Tally, unit: int, target: int) -> float:
    """Tell how the priced breaches of rules change when a unit moves."""
    if not g.has_rules:
        return 0.0
    return BROKEN * (breaches(g, t, unit, target) - breaches(g, t, unit, t.region[unit]))


@compiled_inner
def imbalance_change(g: Ground, t: Tally, unit: int, target: int, other: int) -> float:
    """Tell how the excess changes when a unit moves, and `other` (-1: none) comes back for it."""
    own, change = t.region[unit], 0.0
    for a in range(g.load.shape[1]):
        amount = g.load[unit, a] - (g.load[other, a] if other >= 0 else 0.0)
        before, after = t.load[own, a], t.load[target, a]
        change += blame(excess(g, before - amount, a)) - blame(excess(g, before, a))
        change += blame(excess(g, after + amount, a)) - blame(excess(g, after, a))
    return change


@compiled_inner
def flip_change(g: Ground, t: Tally, unit: int, target: int) -> float:
    """Tell how the objective changes when a unit moves to a region beside it."""
    own = t.region[unit]
    change = scatter(g, t, own, unit, -1.0) - scatter(g, t, own, unit, 0.0)
    change += scatter(g, t, target, unit, 1.0) - scatter(g, t, target, unit, 0.0)
    for e in range(g.start[unit], g.start[unit + 1]):
        beside = t.region[g.neighbour[e]]
        if beside == own:
            change += g.border[e]
        elif beside == target:
            change -= g.border[e]
    return change


@compiled_inner
def _touches(g: Ground, t: Tally, unit: int, target: int, without: int) -> bool:
    for e in range(g.start[unit], g.start[unit + 1]):
        if t.region[g.neighbour[e]] == target and g.neighbour[e] != without:
            return True
    return False


@compiled_inner
def _is_fixed(g: Ground, t: Tally, unit: int) -> bool:
    return g.has_centres and t.centre[t.region[unit]] == unit


@compiled_inner
def _flip(g: Ground, t: Tally, unit: int, target: int, heat: float, price: float, dice: Dice) -> bool:
    change = flip_change(g, t, unit, target)
    change += price * (imbalance_change(g, t, unit, target, -1) + rule_change(g, t, unit, target))
    if change > 0.0 and uniform(dice) >= math.exp(-change / heat):
        return False
    if not may_leave(g, t, unit):
        return False
    move(g, t, unit, target)
    return True


@compiled_inner
def _partner(g: Ground, t: Tally, unit: int, target: int, dice: Dice) -> int:
    """Walk three steps at most inside the target region, from the unit's border, to one that borders its region."""
    here, own = unit, t.region[unit]
    for _ in range(1 + below(dice, 3)):
        step = g.neighbour[g.start[here] + below(dice, g.start[here + 1] - g.start[here])]
        if t.region[step] == target:
            here = step
    if here == unit or not _touches(g, t, here, own, unit):
        return -1
    return here


@compiled_inner
def _swap(g: Ground, t: Tally, unit: int, target: int, heat: float, price: float, dice: Dice) -> bool:
    own = t.region[unit]
    other = _partner(g, t, unit, target, dice)
    if other < 0 or _is_fixed(g, t, other) or not _touches(g, t, unit, target, other):
        return False
    change = flip_change(g, t, unit, target)
    change += price * (imbalance_change(g, t, unit, target, other) + rule_change(g, t, unit, target))
    if not may_leave(g, t, unit):
        return False
    move(g, t, unit, target)
    change += flip_change(g, t, other, own) + price * rule_change(g, t, other, own)
    is_taken = change <= 0.0 or uniform(dice) < math.exp(-change / heat)
    if is_taken and _touches(g, t, other, own, -1) and may_leave(g, t, other):
        move(g, t, other, own)
        return True
    move(g, t, unit, own)
    return False


@compiled_inner
def _sweep(g: Ground, t: Tally, heat: float, price: float, dice: Dice) -> int:
    """Propose a change for as many units as there are, drawn at random; count those made."""
    units, made = len(t.region), 0
    for _ in range(units):
        unit = below(dice, units)
        degree = g.start[unit + 1] - g.start[unit]
        if degree == 0:
            continue
        target = t.region[g.neighbour[g.start[unit] + below(dice, degree)]]
        if target == t.region[unit] or _is_fixed(g, t, unit):
            continue
        if uniform(dice) < _SWAPS:
            made += 1 if _swap(g, t, unit, target, heat, price, dice) else 0
        else:
            made += 1 if _flip(g, t, unit, target, heat, price, dice) else 0
    return made


@compiled
def anneal(g: Ground, t: Tally, best: Best, hot: float, cold: float, price: float, proposals: int, dice: Dice) -> int:
    """Cool a plan from one temperature to another; the best plan in tolerance is kept in `best`.

    Parameters
    ----------
    hot, cold : temperatures, in units of the objective.
    price : of a mean region's load out of tolerance, in units of the objective.
    proposals : to be tried, those that come to nothing included.

    Returns
    -------
    int
        Changes made.
    """
    made, steps = 0, max(1, proposals // len(t.region))
    cooling = (cold / hot) ** (1.0 / steps)
    heat = hot
    for step in range(steps):
        made += _sweep(g, t, heat, price, dice)
        heat *= cooling
        if g.has_centres and step % 4 == 0:
            recentre(g, t)
        keep(t, best, excess_of(g, t), value_of(g, t))
    return made


@compiled_inner
def keep(t: Tally, best: Best, amiss: float, value: float) -> None:
    """Copy a plan that is better balanced, or as well and of less value."""
    if amiss <= IN_TOLERANCE:
        amiss = 0.0
    if amiss < best.standing[0] or (amiss == best.standing[0] and value < best.standing[1]):
        for unit in range(len(t.region)):
            best.region[unit] = t.region[unit]
        best.standing[0] = amiss
        best.standing[1] = value
