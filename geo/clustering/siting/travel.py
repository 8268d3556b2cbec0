"""Where the distances of a siting problem come from: a matrix, points in the plane, or pairs told one by one.

The checker asks each source pair by pair, in plain Python, so it never sees what the solvers sorted and cut.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from scipy.spatial import KDTree

from geo.clustering.siting.lists import Bools, Floats, Ints, Lists, Rows, lists_of_matrix, lists_of_pairs

_NEIGHBOURS_AT_LEAST = 40  # with ten points to a site the optimal multipliers lie well inside the forty nearest


class Travel(Protocol):
    """A source of distances from demand points to sites."""

    @property
    def shape(self) -> tuple[int, int]:
        """Number of demand points and of sites."""

    def between(self, point: int, site: int) -> float:
        """Give one distance; inf where the site cannot be reached."""

    def lists(self, weights: Floats, allowed: Bools, *, length: int | None = None) -> Lists:
        """Sort the sites of each point by weight times distance, the nearest `length` at least if it says so."""

    def nearest(self, sites: Ints) -> Ints:
        """Give the nearest of some sites for each point, the lowest number among equals; -1 where none."""


@dataclass(frozen=True, slots=True, eq=False)
class MatrixTravel:
    """Distances as a full table, shape ``(n, m)``; inf where unreachable."""

    metres: Floats

    @property
    def shape(self) -> tuple[int, int]:
        """Number of demand points and of sites."""
        return self.metres.shape[0], self.metres.shape[1]

    def between(self, point: int, site: int) -> float:
        """Give one distance."""
        return float(self.metres[point, site])

    def lists(self, weights: Floats, allowed: Bools, *, length: int | None = None) -> Lists:
        """Sort the whole table, then cut it."""
        finite = np.where(np.isfinite(self.metres), weights[:, None] * np.nan_to_num(self.metres, posinf=0.0), np.inf)
        worst = np.where(np.isfinite(finite), finite, 0.0)[:, allowed].max(axis=1, initial=0.0)
        full = lists_of_matrix(finite, allowed, beyond=penalties(worst))
        return full if length is None else full.shortened(length)

    def nearest(self, sites: Ints) -> Ints:
        """Give the nearest of some sites for each point."""
        ordered = np.sort(sites)
        part = self.metres[:, ordered]
        best = part.argmin(axis=1)
        reached = np.isfinite(part[np.arange(len(part)), best])
        return np.where(reached, ordered[best], -1).astype(np.int32)


@dataclass(frozen=True, slots=True, eq=False)
class PointTravel:
    """Straight lines between points in a metric plane, shapes ``(n, 2)`` and ``(m, 2)``."""

    points: Floats
    sites: Floats

    @property
    def shape(self) -> tuple[int, int]:
        """Number of demand points and of sites."""
        return len(self.points), len(self.sites)

    def between(self, point: int, site: int) -> float:
        """Give one distance."""
        (a, b), (x, y) = self.points[point], self.sites[site]
        return math.sqrt((a - x) ** 2 + (b - y) ** 2)

    def lists(self, weights: Floats, allowed: Bools, *, length: int | None = None) -> Lists:
        """Find the nearest sites of each point with a k-d tree."""
        usable = np.flatnonzero(allowed).astype(np.int32)
        wanted = len(usable) if length is None else min(len(usable), max(length, _NEIGHBOURS_AT_LEAST))
        tree = KDTree(self.sites[usable])
        metres, position = (found.reshape(len(self.points), -1) for found in tree.query(self.points, k=wanted))
        cost = weights[:, None] * metres
        is_whole = wanted == len(usable)
        beyond = penalties(cost[:, -1]) if is_whole else cost[:, -1].copy()
        start = np.arange(len(self.points) + 1, dtype=np.int64) * wanted
        rows = Rows(start, usable[position].ravel(), cost.ravel(), beyond)
        return Lists(rows, len(self.sites), is_exact=is_whole)

    def nearest(self, sites: Ints) -> Ints:
        """Give the nearest of some sites for each point."""
        ordered = np.sort(sites)
        nearest: Ints = ordered[KDTree(self.sites[ordered]).query(self.points)[1]].astype(np.int32)
        return nearest


@dataclass(frozen=True, slots=True, eq=False)
class PairTravel:
    """Distances of some pairs; every other pair is out of reach. Built by `told_pairs`."""

    point: Ints
    site: Ints
    metres: Floats
    shape: tuple[int, int]
    told: dict[tuple[int, int], float] = field(repr=False)

    def between(self, point: int, site: int) -> float:
        """Give one distance; inf where it was not told."""
        return self.told.get((point, site), math.inf)

    def lists(self, weights: Floats, allowed: Bools, *, length: int | None = None) -> Lists:
        """Sort the pairs told."""
        keep = allowed[self.site] & np.isfinite(self.metres)
        point, site = self.point[keep], self.site[keep]
        cost = weights[point] * self.metres[keep]
        worst = np.zeros(self.shape[0])
        np.maximum.at(worst, point, cost)
        full = lists_of_pairs(point, site, cost, site_count=self.shape[1], beyond=penalties(worst))
        return full if length is None else full.shortened(length)

    def nearest(self, sites: Ints) -> Ints:
        """Give the nearest of some sites for each point."""
        is_open = np.zeros(self.shape[1], dtype=bool)
        is_open[sites] = True
        lists = self.lists(np.ones(self.shape[0]), is_open)
        start = lists.rows.start
        reached = start[1:] > start[:-1]
        nearest = np.full(self.shape[0], -1, np.int32)
        nearest[reached] = lists.rows.site[start[:-1][reached]]
        return nearest


def told_pairs(point: Ints, site: Ints, metres: Floats, shape: tuple[int, int]) -> PairTravel:
    """Take distances of some pairs; a pair told twice counts with the shorter one."""
    told: dict[tuple[int, int], float] = {}
    for i, j, d in zip(point.tolist(), site.tolist(), metres.tolist(), strict=True):
        told[i, j] = min(d, told.get((i, j), math.inf))
    ends = np.array(list(told), dtype=np.int32).reshape(-1, 2)
    return PairTravel(ends[:, 0].copy(), ends[:, 1].copy(), np.array(list(told.values()), dtype=float), shape, told)


def penalties(worst: Floats) -> Floats:
    """Price of an unserved point, above the cost of any plan that serves all: such a plan is never worth it."""
    return np.full(len(worst), 2.0 ** np.ceil(np.log2(max(1.0, float(worst.sum()) + 1.0))))
