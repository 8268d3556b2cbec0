"""Lagrangian bound of uncapacitated siting: the rule "every point is served once" priced by a multiplier a point.

With multipliers λ the sites fall apart: site j is worth ρ_j = Σ_i min(0, c_ij - λ_i) plus its fixed cost, and the
bound is Σ λ_i plus the cheapest allowed number of sites. Deflected subgradients (Camerini, Fratta and Maffioli 1975)
raise it; the spare of each site then says which must be open or closed in any better plan.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from geo.clustering.siting.lists import Bytes, Floats, Rows
from geo.clustering.siting.swap_search import CLOSED, FREE, OPEN
from geo.compiled import compiled

_DEFLECTION = 0.6  # share of the former direction kept; between 0.5 and 0.7 on the OR-Library instances all do alike


class Ascent(NamedTuple):
    """Where a run of the subgradient method ended: its best bound with the multipliers and site worths there."""

    bound: float
    multipliers: Floats
    worth: Floats
    frequency: Floats  # smoothed share of the steps in which a site was open: a near-primal solution
    upper: float  # best plan met on the way
    chosen: Bytes  # its open sites


@compiled
def _worths(rows: Rows, fixed_cost: Floats, multipliers: Floats, worth: Floats) -> float:
    worth[:] = fixed_cost
    total = 0.0
    for row in range(len(multipliers)):
        price = multipliers[row]
        total += price
        for at in range(rows.start[row], rows.start[row + 1]):
            if rows.cost[at] >= price:
                break
            worth[rows.site[at]] += rows.cost[at] - price
    return total


@compiled
def _choose(worth: Floats, fixed: Bytes, low: int, high: int, chosen: Bytes) -> tuple[float, float, float]:
    """Take the cheapest allowed set of sites; return its worth, the dearest free one in it, the cheapest out of it."""
    total, forced, free = 0.0, 0, 0
    values = np.empty(len(worth), np.float64)
    for site in range(len(worth)):
        chosen[site] = 0
        if fixed[site] == OPEN:
            chosen[site] = 1
            total += worth[site]
            forced += 1
        elif fixed[site] == FREE:
            values[free] = worth[site]
            free += 1
    values = values[:free]
    least, most = max(0, min(free, low - forced)), max(0, min(free, high - forced))
    cut, inside, outside = -np.inf, -np.inf, np.inf
    if most > 0:
        cut = np.partition(values, most - 1)[most - 1]
        if least < most:
            floor = np.partition(values, least - 1)[least - 1] if least else -np.inf
            cut = max(floor, min(cut, 0.0))
    taken = 0
    for site in range(len(worth)):
        if fixed[site] == FREE and worth[site] < cut:
            chosen[site] = 1
            total += worth[site]
            taken += 1
            inside = max(inside, worth[site])
    for site in range(len(worth)):
        if fixed[site] != FREE or chosen[site]:
            continue
        if worth[site] == cut and taken < most and (taken < least or cut < 0.0):
            chosen[site] = 1
            total += worth[site]
            taken += 1
            inside = max(inside, worth[site])
        else:
            outside = min(outside, worth[site])
    if taken < most:  # one may be opened without closing another
        inside = max(inside, 0.0)
    if taken > least:  # or closed without opening another
        outside = min(outside, 0.0)
    return total, inside, outside


@compiled
def _slopes(rows: Rows, multipliers: Floats, chosen: Bytes, slope: Floats) -> float:
    norm = 0.0
    for row in range(len(multipliers)):
        price = multipliers[row]
        served = 0
        for at in range(rows.start[row], rows.start[row + 1]):
            if rows.cost[at] >= price:
                break
            served += chosen[rows.site[at]]
        slope[row] = 1.0 - served
        norm += slope[row] * slope[row]
    return norm


@compiled
def _cost_of(rows: Rows, fixed_cost: Floats, chosen: Bytes) -> float:
    total = 0.0
    for site in range(len(chosen)):
        if chosen[site]:
            total += fixed_cost[site]
    for row in range(len(rows.beyond)):
        paid = rows.beyond[row]
        for at in range(rows.start[row], rows.start[row + 1]):
            if rows.cost[at] >= paid:
                break
            if chosen[rows.site[at]]:
                paid = rows.cost[at]
                break
        total += paid
    return total


@compiled
def ascend(
    rows: Rows,
    fixed_cost: Floats,
    fixed: Bytes,
    low: int,
    high: int,
    multipliers: Floats,
    upper: float,
    slack: float,
    steps: int,
    patience: int,
    scale: float,
) -> Ascent:
    """Raise the bound from given multipliers until it passes ``upper - slack`` or the steps are used up.

    Parameters
    ----------
    fixed : `FREE`, `OPEN` or `CLOSED` for each site.
    low, high : how many sites may be open.
    multipliers : shape ``(n,)``; they are kept within 0 and `beyond`.
    patience : steps without a gain after which the step length is halved.
    scale : first step length, as a share of the way to `upper`.
    """
    count, sites = len(multipliers), len(fixed)
    at = np.minimum(np.maximum(multipliers, 0.0), rows.beyond)
    best, best_at, best_worth = -np.inf, at.copy(), np.zeros(sites, np.float64)
    worth, frequency = np.zeros(sites, np.float64), np.zeros(sites, np.float64)
    slope, way = np.zeros(count, np.float64), np.zeros(count, np.float64)
    chosen, best_chosen = np.zeros(sites, np.int8), np.zeros(sites, np.int8)
    found, since = np.inf, 0
    for step in range(steps):
        total = _worths(rows, fixed_cost, at, worth)
        picked, _, _ = _choose(worth, fixed, low, high, chosen)
        bound = total + picked
        if bound > best:
            since = 0 if bound > best + 1e-5 * abs(upper - best) else since + 1
            best, best_at[:], best_worth[:] = bound, at, worth
        else:
            since += 1
        if step % 8 == 0 or bound == best:
            plan = _cost_of(rows, fixed_cost, chosen)
            if plan < found:
                found, best_chosen[:] = plan, chosen
                upper = min(upper, plan)
        if best >= upper - slack:
            break
        if since >= patience:
            scale, since = scale * 0.5, 0
            at[:] = best_at
            if scale < 1e-3:
                break
        for site in range(sites):
            frequency[site] = 0.95 * frequency[site] + 0.05 * chosen[site]
        if _slopes(rows, at, chosen, slope) == 0.0 and bound == best:
            break
        way = _DEFLECTION * way + (1.0 - _DEFLECTION) * slope
        length = 0.0
        for row in range(count):
            length += way[row] * way[row]
        if length <= 1e-12:
            break
        stride = scale * max(upper * 1.0 - bound, 1e-7 * abs(upper)) / length
        for row in range(count):
            at[row] = min(max(at[row] + stride * way[row], 0.0), rows.beyond[row])
    return Ascent(best, best_at, best_worth, frequency, found, best_chosen)


@compiled
def strike(bound: float, worth: Floats, fixed: Bytes, low: int, high: int, upper: float, slack: float) -> int:
    """Fix in place every site whose other state cannot beat ``upper - slack``; count them."""
    chosen = np.zeros(len(fixed), np.int8)
    _, inside, outside = _choose(worth, fixed, low, high, chosen)
    struck = 0
    for site in range(len(fixed)):
        if fixed[site] != FREE:
            continue
        if chosen[site]:
            if bound - worth[site] + outside >= upper - slack:
                fixed[site] = OPEN
                struck += 1
        elif bound + worth[site] - inside >= upper - slack:
            fixed[site] = CLOSED
            struck += 1
    return struck
