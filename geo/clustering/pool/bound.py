"""A lower bound on every plan of a pool: regions may split units and need not hang together, borders count nothing.

Where regions are measured about their centroids the bound holds for centres anywhere in the plane (`cells`); where they
are measured about a unit (Hess) the units are the centres. The first activity only is held in tolerance.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

import numpy as np

from geo.clustering.pool.cells import least_worth
from geo.clustering.pool.dual import Centres, Master, climb, dual_value, first_prices, refine
from geo.clustering.pool.ground import Ground, recentre, tally_of
from geo.clustering.pool.instance import Floats, Ints
from geo.clustering.pool.pricing import price_all

_MOST_PAIRS = 3_000_000  # units x places of one pricing; with more units a sample of them are places
_COLUMN_ROUNDS = 7  # of the linear program between two searches of the plane, which cost less than one of them
_SQUARE_UNITS = 20_000_000  # squares x units of one search of the plane
_ROUNDING = 1e-9  # relative; taken off every bound


@dataclass(frozen=True, slots=True, eq=False)
class Bound:
    """A proved bound, the prices that give it, and the squares looked at for it."""

    value: float
    prices: Floats
    work: int
    stopped_by: str = ""


def lower_bound(
    ground: Ground, region: Ints, *, regions: int, target: float, rounds: int = 40, deadline: float = math.inf
) -> Bound:
    """Prove a lower bound, starting from a plan.

    Parameters
    ----------
    region : a plan's regions, shape ``(n,)``; the better, the faster.
    target : that plan's value.
    rounds : of columns and squares in turns, where centres are anywhere.
    deadline : of `time.monotonic`; the bound holds whenever it is stopped.
    """
    tally = tally_of(ground, region, regions)
    recentre(ground, tally)
    if ground.has_centres:
        at = np.column_stack([ground.x[tally.centre], ground.y[tally.centre]])
    else:
        weight = np.where(tally.weight > 0, tally.weight, 1.0)
        at = np.column_stack([tally.sum_x / weight, tally.sum_y / weight])
    prices, scale = first_prices(ground, region, at)
    centres = _centres(ground, at)
    target = max(target, 1e-12)
    prices = climb(ground, centres, prices, scale, regions=regions, target=target, steps=300, deadline=deadline)
    master = Master(prices, scale, regions=regions, unit=target / regions)
    if ground.has_centres:
        return _about_units(ground, centres, master, regions, deadline)
    return _about_places(ground, centres, master, regions=regions, rounds=rounds, deadline=deadline)


def _centres(ground: Ground, at: Floats) -> Centres:
    units = len(ground.x)
    own = np.column_stack([ground.x, ground.y])
    if ground.has_centres:
        return Centres(own, np.arange(units, dtype=np.int32), are_units=True)
    own = own[:: max(1, units * units // _MOST_PAIRS)]
    places = np.vstack([own, at, *_around(ground, at)])
    return Centres(places, np.full(len(places), -1, np.int32), are_units=False)


def _around(ground: Ground, at: Floats) -> list[Floats]:
    """Lay a small grid about each centre of the plan, as wide as its region: centroids lie between units, too."""
    far = (ground.x[:, None] - at[:, 0]) ** 2 + (ground.y[:, None] - at[:, 1]) ** 2
    own = far.argmin(axis=1)
    spread = np.bincount(own, ground.weight * far.min(axis=1), len(at)) / np.maximum(
        np.bincount(own, ground.weight, len(at)), 1e-300
    )
    steps = np.linspace(-1.0, 1.0, 7)
    grid = np.array([(dx, dy) for dx in steps for dy in steps])
    return [centre + grid * math.sqrt(max(size, 0.0)) for centre, size in zip(at, spread, strict=True)]


def _about_units(ground: Ground, centres: Centres, master: Master, regions: int, deadline: float) -> Bound:
    refine(ground, centres, master, master.best_prices, regions=regions, rounds=300, deadline=deadline)
    prices = master.best_prices
    worth, _ = price_all(ground, prices, centres.places, centres.homes)
    value = dual_value(worth, prices, regions, are_units=True)
    return Bound(value - _ROUNDING * abs(value), prices, len(worth), _stopped(deadline))


def _about_places(
    ground: Ground, centres: Centres, master: Master, *, regions: int, rounds: int, deadline: float
) -> Bound:
    best, work, prices, former = Bound(-math.inf, master.best_prices, 0), 0, master.best_prices, -math.inf
    for turn in range(rounds):
        master.best = -math.inf  # of fewer places: to be found anew
        refine(ground, centres, master, prices, regions=regions, rounds=_COLUMN_ROUNDS, deadline=deadline)
        prices = master.best_prices
        room = max(3e-4, 5e-3 * 0.5**turn) * abs(master.best) / regions
        known = (master.best - float(prices.sum())) / regions
        least = least_worth(
            ground, prices, known=known, room=room, squares=min(8_000, 1_000 + _SQUARE_UNITS // len(ground.x))
        )
        work += least.squares
        value = float(prices.sum()) + regions * least.worth
        if value > best.value:
            best = Bound(value - _ROUNDING * abs(value), prices, work)
        is_settled = math.isfinite(former) and master.best <= former + 1e-3 * abs(former)
        if (is_settled and value >= master.best - 1.5e-3 * abs(master.best)) or time.monotonic() >= deadline:
            break
        former = master.best
        centres = centres.with_places(least.places)
        master.width = max(master.width, 0.02)
    return Bound(max(best.value, 0.0), best.prices, work, _stopped(deadline))  # no plan costs less than nothing


def _stopped(deadline: float) -> str:
    return "time" if time.monotonic() >= deadline else ""
