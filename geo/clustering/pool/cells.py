"""The least worth over all centres of the plane, from below: squares halved where they may hold the least.

A region whose centroid lies within r of a place has an inertia of at least its squares about the place minus its weight
times r squared. So a square is priced at its middle with that slack, and split until the slack does not count.
"""

from __future__ import annotations

import heapq
import math
from typing import NamedTuple

import numpy as np

from geo.clustering.pool.ground import Ground
from geo.clustering.pool.instance import Floats
from geo.clustering.pool.pricing import region_price
from geo.compiled import compiled

_PLACES = 300  # returned at most


class Least(NamedTuple):
    """A lower bound of the worth of any region, and places where regions are worth nearly as little."""

    worth: float
    places: Floats
    squares: int


def least_worth(ground: Ground, prices: Floats, *, known: float, room: float, squares: int) -> Least:
    """Bound the worth of every region from below.

    Parameters
    ----------
    prices : what each unit pays, shape ``(n,)``.
    known : least worth over the places priced so far; places of lower worth are returned.
    room : stop once the bound is this near to a worth seen.
    squares : stop after so many.
    """
    low = np.array([ground.x.min(), ground.y.min()])
    side = max(float(np.ptp(ground.x)), float(np.ptp(ground.y)), 1e-12)
    middle = low + np.array([np.ptp(ground.x), np.ptp(ground.y)]) / 2
    waiting: list[tuple[float, int, float, float, float]] = []
    seen, found, count = math.inf, [], 0
    fresh = [(float(middle[0]), float(middle[1]), side / 2)]
    while True:
        for x, y, half in fresh:
            below, at = square_worth(ground, prices, x, y, 2 * half * half)
            count += 1
            found.append((at, count, x, y))
            seen = min(seen, at)
            heapq.heappush(waiting, (below, count, x, y, half))
        if waiting[0][0] >= seen - room or count >= squares:
            break
        _, _, x, y, half = heapq.heappop(waiting)
        fresh = [(x + dx * half / 2, y + dy * half / 2, half / 2) for dx in (-1, 1) for dy in (-1, 1)]
    near = [(x, y) for at, _, x, y in sorted(found) if at < known][:_PLACES]
    return Least(waiting[0][0], np.array(near).reshape(-1, 2), count)


@compiled
def square_worth(g: Ground, prices: Floats, x: float, y: float, slack: float) -> tuple[float, float]:
    """Return the least worth of a region with its centroid in a square, from below, and the worth at its middle."""
    share, cost = np.empty(len(prices)), np.empty(len(prices))
    below, _ = region_price(g, prices, x, y, slack, -1, share, cost)
    at, _ = region_price(g, prices, x, y, 0.0, -1, share, cost)
    return below, at
