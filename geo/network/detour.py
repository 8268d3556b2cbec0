"""How much longer the way along the roads is than the straight line: fitted from the roads themselves.

Where roads cover only part of an area, the straight line of the rest is lengthened by what holds where they are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from geo.findings import Report
from geo.network.barriers import Floats, Ints
from geo.network.roads.snapping import Snaps
from geo.network.shortest.streets import ModeStreets
from geo.wording import text

_ORIGINS, _TARGETS = 60, 40  # corners drawn at random, and for each so many others around it
_NEAREST_M, _FARTHEST_M = 200.0, 2_000.0  # pairs as far apart as an estate and its station may be
_FEWEST_PAIRS = 30
_LEAST, _MOST = 1.0, 3.0  # beyond this the network is broken rather than winding


@dataclass(frozen=True, slots=True)
class Detour:
    """The factor with what it rests on.

    Attributes
    ----------
    factor : walking metres over straight metres, the median of the pairs.
    pairs : how many pairs it rests on; 0 where the policy's factor stands.
    low, high : the factor of the tenth and of the ninetieth of a hundred pairs.
    """

    factor: float
    pairs: int = 0
    low: float = float("nan")
    high: float = float("nan")


def fit_detour(streets: ModeStreets, *, fallback: float, report: Report, seed: int = 0) -> Detour:
    """Fit the factor from pairs of corners drawn at random, 200 to 2,000 m apart, and tell it.

    Parameters
    ----------
    fallback : the factor that stands where there are fewer than 30 such pairs.
    """
    ratios = _ratios(streets, np.random.default_rng(seed))
    if len(ratios) < _FEWEST_PAIRS:
        return Detour(fallback)
    low, middle, high = (float(value) for value in np.quantile(ratios, (0.1, 0.5, 0.9)))
    fitted = Detour(float(np.clip(middle, _LEAST, _MOST)), len(ratios), low, high)
    found = text(
        "roads-detour.found", factor=f"{fitted.factor:.2f}", pairs=f"{fitted.pairs:,}", low=f"{low:.2f}",
        high=f"{high:.2f}", stated=f"{fallback:g}",
    )  # fmt: skip
    report.find("roads-detour", severity="note", found=found)
    return fitted


def _ratios(streets: ModeStreets, generator: np.random.Generator) -> Floats:
    """Measure pairs drawn at random: walking metres over straight metres."""
    corners = np.unique(streets.graph.tail[streets.edges.usable])
    if len(corners) == 0:
        return np.empty(0)
    street_at = _a_street_at(streets)
    xy = streets.graph.node_xy[corners]
    chosen = generator.choice(len(corners), min(_ORIGINS, len(corners)), replace=False)
    ratios = [np.empty(0)]
    for origin, near in zip(chosen.tolist(), cKDTree(xy).query_ball_point(xy[chosen], _FARTHEST_M), strict=True):
        others = np.sort(np.array(near, dtype=np.int64))
        others = others[np.hypot(*(xy[others] - xy[origin]).T) >= _NEAREST_M]
        if len(others):
            targets = np.sort(generator.choice(others, min(_TARGETS, len(others)), replace=False))
            points = [_at(street_at[corners[rows]]) for rows in (np.array([origin]), targets)]
            metres = streets.matrix(points[0], points[1])[1][0]
            ratios.append(metres / np.hypot(*(xy[targets] - xy[origin]).T))
    every = np.concatenate(ratios)
    return every[np.isfinite(every)]


def _a_street_at(streets: ModeStreets) -> Ints:
    """Name for each node one usable street that begins there, -1 where none does."""
    usable = np.flatnonzero(streets.edges.usable)[::-1]
    street = np.full(len(streets.graph.node_xy), -1, dtype=np.int64)
    street[streets.graph.tail[usable]] = usable
    return street


def _at(street: Ints) -> Snaps:
    return Snaps(street, np.zeros(len(street)), np.zeros(len(street)))
