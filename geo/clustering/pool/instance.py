"""A pool of units to be cut into regions, as plain arrays, read and judged once.

Units are put in an order of their own, by place and load, so that neither the order of rows nor names change a plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geo.clustering.pool.rules import Rules, read_rules
from geo.errors import InputError, shortlist, unknown_name
from geo.wording import text

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]

OBJECTIVES = ("inertia", "hess")
_EQUAL = 1e-9  # shares of the extent of all units: places nearer than this count as one when units are sorted


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """What is to be cut into regions; units are positions 0..n-1 in an order of their own.

    Attributes
    ----------
    place : coordinates from the middle of all units, shape ``(n, 2)``, in metres (or any unit of length).
    weight : what a unit counts for in the inertia, shape ``(n,)``, not negative.
    load : activities to be balanced, shape ``(n, A)``, not negative.
    low, high : least and greatest load of a region, shape ``(A,)``.
    edges : pairs of units that border each other, shape ``(E, 2)``, each once, rising.
    border_m : length of the border they share, shape ``(E,)``.
    regions : number K of regions to make.
    objective : ``inertia`` (squared distances to the region's centroid) or ``hess`` (to a unit of the region).
    border_price : objective units for a metre of border between two regions.
    order : position in the caller's arrays of each unit here, shape ``(n,)``.
    rules : what must hold besides, of the units here.
    """

    place: Floats
    weight: Floats
    load: Floats
    low: Floats
    high: Floats
    edges: Ints
    border_m: Floats
    regions: int
    objective: str
    border_price: float
    order: Ints
    rules: Rules

    @property
    def units(self) -> int:
        """Number n of units."""
        return len(self.weight)


def read_pool(
    places: ArrayLike,
    edges: ArrayLike,
    *,
    regions: int,
    activities: ArrayLike,
    tolerance: float | Sequence[float] = 0.05,
    weights: ArrayLike | None = None,
    border_m: ArrayLike | None = None,
    border_price: float = 0.0,
    objective: str = "inertia",
    locks: ArrayLike = (),
    together: ArrayLike = (),
    apart: ArrayLike = (),
    forced: Sequence[int] | Bools = (),
    forbidden: Sequence[int] | Bools = (),
) -> Pool:
    """Read and check the arguments of `solve`; see there.

    Raises
    ------
    InputError
        Where a figure is missing, not a number, negative, or of another length.
    UnknownNameError
        Where the objective is not known.
    """
    if objective not in OBJECTIVES:
        raise unknown_name("objective", str(objective), OBJECTIVES)
    load = _table("activities", activities)
    units = len(load)
    place = _table("places", places, signed=True)
    if place.shape != (units, 2) and units:
        raise InputError(text("pool.length", name="places", found=str(place.shape), expected=f"({units}, 2)"))
    weight = load[:, 0].copy() if weights is None else _table("weights", weights)[:, 0]
    if len(weight) != units:
        raise InputError(text("pool.length", name="weights", found=str(len(weight)), expected=str(units)))
    pairs, border = _edges(edges, border_m, units)
    if regions != int(regions) or regions < 1:
        raise InputError(text("pool.regions", found=str(regions)))
    if not (np.isfinite(border_price) and border_price >= 0):
        raise InputError(text("pool.border-price", found=str(border_price)))
    share = _tolerances(tolerance, load.shape[1])
    rules = read_rules(
        units, int(regions), locks=locks, together=together, apart=apart, forced=forced, forbidden=forbidden
    )
    if objective != "hess" and (len(rules.forced) or rules.forbidden.any()):
        raise InputError(text("pool.centres-unused", objective=objective))
    mean = load.sum(axis=0) / int(regions)
    place = place.reshape(units, 2)
    order = _standing(place, load)
    rank = np.empty(units, np.int32)
    rank[order] = np.arange(units, dtype=np.int32)
    pairs, border = _sorted_pairs(rank[pairs] if len(pairs) else pairs, border)
    middle = place.mean(axis=0) if units else np.zeros(2)
    slack = 1e-12 * mean  # rounding of the product must not turn an exact fit away
    return Pool(
        np.ascontiguousarray(place[order] - middle), weight[order], np.ascontiguousarray(load[order]),
        (1 - share) * mean - slack, (1 + share) * mean + slack, pairs, border,
        int(regions), objective, float(border_price), order, rules.moved(order),
    )  # fmt: skip


def _table(name: str, given: ArrayLike, *, signed: bool = False) -> Floats:
    values = np.asarray(given, dtype=float)
    values = values.reshape(len(values), -1) if values.size else np.zeros((0, 1))
    wrong = ~np.isfinite(values) | ((values < 0) if not signed else False)
    if wrong.any():
        shown = shortlist(f"{row}: {values[row, column]}" for row, column in np.argwhere(wrong))
        raise InputError(text("pool.values", name=name, found=shown))
    return values


def _tolerances(tolerance: float | Sequence[float], activities: int) -> Floats:
    share = np.atleast_1d(np.asarray(tolerance, dtype=float))
    share = np.full(activities, share[0]) if len(share) == 1 else share
    if share.shape != (activities,) or not ((share >= 0) & np.isfinite(share)).all():
        raise InputError(text("pool.tolerance", found=str(tolerance), expected=activities))
    return share


def _edges(edges: ArrayLike, border_m: ArrayLike | None, units: int) -> tuple[Ints, Floats]:
    pairs = np.asarray(edges)
    pairs = pairs.reshape(-1, 2) if pairs.size else np.zeros((0, 2), np.int32)
    wrong = (pairs < 0) | (pairs >= units) | (pairs != np.floor(pairs))
    if wrong.any() or (pairs[:, 0] == pairs[:, 1]).any():
        bad = np.flatnonzero(wrong.any(axis=1) | (pairs[:, 0] == pairs[:, 1]))
        raise InputError(text("pool.edges", found=shortlist(tuple(pairs[at].tolist()) for at in bad), last=units - 1))
    border = np.zeros(len(pairs)) if border_m is None else _table("border_m", border_m)[:, 0]
    if len(border) != len(pairs):
        raise InputError(text("pool.length", name="border_m", found=str(len(border)), expected=str(len(pairs))))
    return pairs.astype(np.int32), border


def _sorted_pairs(pairs: Ints, border: Floats) -> tuple[Ints, Floats]:
    """Put every pair once, rising; borders of a pair told twice add up."""
    if len(pairs) == 0:
        return pairs, border
    rising = np.sort(pairs, axis=1)
    unique, which = np.unique(rising, axis=0, return_inverse=True)
    return unique.astype(np.int32), np.bincount(which.ravel(), border, len(unique)).astype(np.float64)


def _standing(place: Floats, load: Floats) -> Ints:
    """Order the units by place, then load, blind to the last digits."""
    if len(place) == 0:
        return np.zeros(0, np.int32)
    corner = place.min(axis=0)
    grain = max(float((place - corner).max()), 1e-300) * _EQUAL
    steps = np.round((place - corner) / grain)
    keys = [*load.T[::-1], steps[:, 1], steps[:, 0]]
    return np.lexsort(keys).astype(np.int32)
