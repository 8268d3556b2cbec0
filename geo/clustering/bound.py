"""A proved lower bound, quickly, and what it strikes out: a Lagrangian over the rule that each unit is served once.

With a price on every unit, each room chooses the units it would gain by serving, alone and without regard to
connectedness; the sum over the rooms that gain is below every plan. Two more rules are priced in each room: the
floor-area band (its penalty is the largest of linear functions of the area) and the capacity. Communities and mini
estates are charged inside a room's choice. Pairs and rooms that would lift the bound over a known plan are struck out.

The method is that of Beasley (1993), "Lagrangean heuristics for location problems", European Journal of Operational
Research 65, https://doi.org/10.1016/0377-2217(93)90118-7, with the steps of Polyak.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geo.clustering.ascent import Prices, Relaxed, ascend, reprice
from geo.clustering.contiguity import grouped
from geo.clustering.problem import Bools, Floats, Ints
from geo.clustering.reduction import Reduced

# Pairs are struck out when they cannot improve a known plan by more than this share of its value. The bound that is
# reported gives the same share away again, so that it holds for the whole problem.
STRIKE_SHARE = 1e-7


@dataclass(frozen=True, slots=True, eq=False)
class Bound:
    """A lower bound of the score, the pairs that a better plan may use, rooms open at the bound, iterations."""

    value: float
    allowed: Bools
    open_rooms: Ints
    iterations: int


def lagrangian_bound(reduced: Reduced, upper: float, *, iterations: int = 1500) -> Bound:
    """Raise the bound by subgradient steps and strike out what cannot be in a better plan.

    Parameters
    ----------
    upper : score of a known plan, ``inf`` where none is known (then nothing is struck out).
    """
    relaxed = _relax(reduced)
    shift = reduced.fixed_cny
    target = upper - shift if np.isfinite(upper) else 1.2 * float(np.sum(relaxed.cost.min(axis=0, initial=0.0)) + 1e4)
    prices = _first_prices(relaxed)
    best = Prices(prices.unit.copy(), prices.area.copy(), prices.load.copy())
    value, done = ascend(relaxed, prices, best, target, iterations)
    lift, is_open = np.zeros_like(relaxed.cost), np.zeros(len(relaxed.room_cny), np.bool_)
    value = reprice(relaxed, best, lift, is_open)
    allowed = reduced.allowed
    if np.isfinite(upper):
        allowed = allowed & (value + lift.T <= (upper - shift) - STRIKE_SHARE * abs(upper))
        allowed &= allowed[reduced.host_unit, np.arange(allowed.shape[1])][None, :]
    return Bound(value + shift, allowed, np.flatnonzero(is_open).astype(np.int32), done)


def _relax(reduced: Reduced) -> Relaxed:
    rules, rooms = reduced.problem.rules, reduced.problem.room_count
    groups, prices = _main_communities(reduced)
    start, units = grouped(groups, len(prices))
    mean_area, mean_load = max(1e-9, float(reduced.area_m2.mean())), max(1e-9, float(reduced.households.mean()))
    mini = np.inf if rules.mini_hard else rules.mini_isolated_cny
    price = (
        1e3 * max(1.0, float(np.max(reduced.problem.room_cny, initial=0.0)))
        if rules.area_hard
        else rules.area_cny_m2 * mean_area
    )
    return Relaxed(
        cost=np.ascontiguousarray(np.where(reduced.allowed, reduced.cost, np.inf).T),
        room_cny=reduced.problem.room_cny,
        host=reduced.host_unit,
        group_start=start,
        group_units=units,
        group_of=groups,
        group_cny=prices,
        area=reduced.area_m2 / mean_area,
        band=np.array([rules.area_low_m2 / mean_area, rules.area_high_m2 / mean_area, price]),
        is_charged=reduced.is_charged,
        load=reduced.households / mean_load,
        capacity=reduced.problem.capacity_households / mean_load,
        mini_cny=np.where(reduced.is_mini[reduced.host_unit], mini, 0.0),
        must_open=reduced.must_open,
        bounds=np.array([rules.station_min, rules.station_max or rooms], np.int32),
    )


def _main_communities(reduced: Reduced) -> tuple[Ints, Floats]:
    """Give each unit one community to be charged for, or a group of its own; too little where it lies in several."""
    main = np.full(reduced.unit_count, -1, np.int64)
    known = reduced.communities >= 0
    main[reduced.unit_of[known]] = reduced.communities[known]
    free = np.flatnonzero(main < 0)
    main[free] = reduced.community_count + np.arange(len(free))
    prices = np.zeros(reduced.community_count + len(free))
    prices[: reduced.community_count] = reduced.split_cny
    return main.astype(np.int32), prices


def _first_prices(relaxed: Relaxed) -> Prices:
    """Start a unit's price at its second cheapest room."""
    rooms, units = relaxed.cost.shape
    cheapest = np.sort(np.where(np.isfinite(relaxed.cost), relaxed.cost, 1e6), axis=0)[: min(3, rooms)]
    return Prices(cheapest[-1].copy() if rooms else np.zeros(units), np.zeros(rooms), np.zeros(rooms))
