"""Prices of units that make the bound high: subgradient steps first, then columns in a linear program.

The bound is that of Hess, Weaver, Siegfeldt, Whelan and Zitlau (1965), "Nonpartisan political redistricting by
computer", Operations Research 13(6), https://doi.org/10.1287/opre.13.6.998, with every unit's "once" priced (Lagrange):
all prices plus K times the least worth of a region, or the K least worths where centres are units. The columns'
prices are kept in a box about the best ones (Marsten, Hogan and Blankenship 1975, https://doi.org/10.1287/opre.23.3.389).
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import Any

import numpy as np

from geo.clustering.pool.ground import Ground
from geo.clustering.pool.instance import Floats, Ints
from geo.clustering.pool.pricing import demand_left, price_all, region_at, settle

_STRIDES = 10  # subgradient steps between two pricings of all places
_PATIENCE = 1  # pricings of all without a gain before the step shrinks
_FRESH = 60  # columns a round


@dataclass(frozen=True, slots=True, eq=False)
class Centres:
    """Places that regions are priced about; with `homes` each is a unit that its region must hold."""

    places: Floats
    homes: Ints
    are_units: bool

    def with_places(self, places: Floats) -> Centres:
        """Add free places."""
        homes = np.full(len(places), -1, np.int32)
        return Centres(np.vstack([self.places, places]), np.concatenate([self.homes, homes]), self.are_units)


def first_prices(ground: Ground, region: Ints, centres: Floats) -> tuple[Floats, Floats]:
    """Start from a plan: a unit pays its own cost and its region's mean; return prices and the scale of each."""
    far = (ground.x - centres[region, 0]) ** 2 + (ground.y - centres[region, 1]) ** 2
    weight = np.bincount(region, ground.weight, len(centres))
    mean = np.bincount(region, ground.weight * far, len(centres)) / np.where(weight > 0, weight, 1.0)
    prices = ground.weight * (far + mean[region])
    floor = max(float(prices.max()), 1e-12) * 1e-9
    return prices, np.maximum(prices, floor)


def dual_value(worth: Floats, prices: Floats, regions: int, *, are_units: bool) -> float:
    """Return the bound that prices give over the places priced."""
    if are_units:
        return float(prices.sum() + np.partition(worth, regions - 1)[:regions].sum())
    return float(prices.sum() + regions * worth.min())


def climb(
    ground: Ground, centres: Centres, prices: Floats, scale: Floats, *,
    regions: int, target: float, steps: int, deadline: float,
) -> Floats:  # fmt: skip
    """Take subgradient steps towards a known plan's value (Polyak), over the K best places; return the best prices.

    All places are priced now and then only; the steps between are over those of least worth.
    """
    best, best_prices, stride, idle = -math.inf, prices, 1.0, 0
    for _ in range(max(1, steps // _STRIDES)):
        worth, _ = price_all(ground, prices, centres.places, centres.homes)
        ranked = np.argsort(worth, kind="stable")
        value = float(prices.sum() + worth[ranked[:regions]].sum())
        idle = 0 if value > best + 1e-4 * abs(best) else idle + 1
        if value > best:
            best, best_prices = value, prices
        if idle > _PATIENCE:
            stride, idle, prices = 0.7 * stride, 0, best_prices
        if time.monotonic() >= deadline or stride < 0.02:
            break
        near = np.sort(ranked[: max(4 * regions, len(ranked) // 8)])
        few = Centres(centres.places[near], centres.homes[near], centres.are_units)
        prices = _steps(ground, few, prices, scale, stride, regions=regions, target=target)
    return best_prices


def _steps(
    ground: Ground, centres: Centres, prices: Floats, scale: Floats, stride: float, *, regions: int, target: float
) -> Floats:
    for _ in range(_STRIDES):
        worth, _ = price_all(ground, prices, centres.places, centres.homes)
        chosen = np.argsort(worth, kind="stable")[:regions].astype(np.int32)
        value = float(prices.sum() + worth[chosen].sum())
        left = demand_left(ground, prices, centres.places, centres.homes, chosen)
        size = float((scale * left * left).sum())
        if size <= 0.0:
            break
        prices = prices + stride * max(target - value, 1e-6 * abs(target)) / size * scale * left
    return prices


class Master:
    """The linear program over regions seen: every unit once, K regions, prices in a box about the best ones."""

    def __init__(self, prices: Floats, scale: Floats, *, regions: int, unit: float) -> None:
        import highspy

        self.count, self.scale, self.unit = len(prices), scale, unit
        self.best, self.best_prices, self.width = -math.inf, prices, 0.1
        self.solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]  # the library has no types
        for name, value in (("output_flag", False), ("threads", 1)):
            self.solver.setOptionValue(name, value)
        self.limit = highspy.kHighsInf
        for _ in range(self.count):
            self.solver.addRow(1.0, 1.0, 0, [], [])
        self.solver.addRow(float(regions), float(regions), 0, [], [])
        for sign in (1.0, -1.0):
            for row in range(self.count):
                self.solver.addCol(0.0, 0.0, self.limit, 1, [row], [sign])
        self._set_box()

    def _set_box(self) -> None:
        span = np.arange(2 * self.count, dtype=np.int32)
        reach = self.width * self.scale
        cost = np.concatenate([self.best_prices + reach, reach - self.best_prices]) / self.unit
        self.solver.changeColsCost(len(span), span, cost)

    def learn(self, value: float, prices: Floats) -> None:
        """Take in the bound that prices gave: widen the box after a gain, narrow it otherwise."""
        if value > self.best:
            if math.isfinite(self.best):
                self.width *= 1.2
            self.best, self.best_prices = value, prices
        else:
            self.width *= 0.7
        self._set_box()

    def add(self, share: Floats, cost: float) -> None:
        """Add a region as a column."""
        rows = np.flatnonzero(share)
        index = np.append(rows, self.count).astype(np.int32)
        self.solver.addCol(cost / self.unit, 0.0, self.limit, len(index), index, np.append(share[rows], 1.0))

    def prices(self) -> Floats:
        """Solve and return the prices of the units."""
        self.solver.run()
        return np.array(self.solver.getSolution().row_dual[: self.count]) * self.unit


def refine(
    ground: Ground, centres: Centres, master: Master, prices: Floats, *, regions: int, rounds: int, deadline: float
) -> None:
    """Let the linear program find better prices, a round a set of columns; the best stay in `master`."""
    idle = 0
    for _ in range(rounds):
        worth, places, homes = _cheapest(ground, centres, prices)
        value = dual_value(worth, prices, regions, are_units=centres.are_units)
        idle = 0 if value > master.best + 2e-5 * abs(value) else idle + 1
        master.learn(value, prices)
        for at in np.argsort(worth, kind="stable")[:_FRESH]:
            master.add(*region_at(ground, prices, places[at], int(homes[at])))
        if idle >= 15 or time.monotonic() >= deadline:
            break
        prices = master.prices()


def _cheapest(ground: Ground, centres: Centres, prices: Floats) -> tuple[Floats, Floats, Ints]:
    """Price all centres; where they are free, those of least worth move to where they are worth least."""
    worth, _ = price_all(ground, prices, centres.places, centres.homes)
    if centres.are_units:
        return worth, centres.places, centres.homes
    near = centres.places[np.argsort(worth, kind="stable")[: 3 * _FRESH]]
    places = settle(ground, prices, near, 4)
    places = np.unique(np.round(places, 3), axis=0)
    homes = np.full(len(places), -1, np.int32)
    return price_all(ground, prices, places, homes)[0], places, homes
