"""The one structure that all siting solvers share: for each demand point its sites, nearest first.

Lists may be cut short. A site that is not on a point's list costs it at least `beyond`, so a Lagrangian bound with
multipliers no larger than `beyond` holds for the whole problem and not only for the listed pairs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.compiled import compiled

Floats = NDArray[np.float64]
Ints = NDArray[np.signedinteger[Any]]  # int32 in kernels
Longs = NDArray[np.int64]
Bools = NDArray[np.bool_]
Bytes = NDArray[np.int8]


class Rows(NamedTuple):
    """Lists by demand point as plain arrays for kernels: row i is ``start[i]:start[i + 1]``, by rising cost."""

    start: Longs
    site: Ints
    cost: Floats
    beyond: Floats


class Columns(NamedTuple):
    """The same pairs by site: column j is ``start[j]:start[j + 1]``, by demand point."""

    start: Longs
    point: Ints
    cost: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Lists:
    """Sorted candidate lists.

    Attributes
    ----------
    rows : by demand point; costs are weight times distance.
    site_count : number of sites m.
    is_exact : whether every unlisted site costs exactly `beyond` (covering, penalties) rather than at least that.
    """

    rows: Rows
    site_count: int
    is_exact: bool

    @property
    def point_count(self) -> int:
        """Number of demand points n."""
        return len(self.rows.beyond)

    @property
    def is_integral(self) -> bool:
        """Whether every cost is a whole number that floats hold exactly, so that bounds may be rounded up."""
        return _whole(self.rows.cost) and _whole(self.rows.beyond[np.isfinite(self.rows.beyond)])

    def columns(self) -> Columns:
        """Turn the lists round: by site."""
        return _turned(self.rows, self.site_count)

    def shortened(self, length: int) -> Lists:
        """Cut every list after `length` sites; what follows costs at least the last one kept."""
        counts = np.diff(self.rows.start)
        if length >= counts.max(initial=0):
            return self
        return Lists(_cut(self.rows, length), self.site_count, is_exact=False)

    def without(self, closed: Bools) -> Lists:
        """Strike closed sites from the lists; `closed` has shape ``(m,)``."""
        keep = ~closed[self.rows.site]
        start = np.concatenate([[0], np.cumsum(keep)])[self.rows.start]
        rows = Rows(start, self.rows.site[keep], self.rows.cost[keep], self.rows.beyond)
        return Lists(rows, self.site_count, self.is_exact)


def lists_of_matrix(costs: Floats, allowed: Bools, *, beyond: Floats) -> Lists:
    """Sort a full matrix of costs, shape ``(n, m)``; pairs that are infinite or not allowed are left out."""
    points, sites = costs.shape
    usable = np.flatnonzero(allowed).astype(np.int32)
    order = np.argsort(costs[:, usable], axis=1, kind="stable")
    cost = np.take_along_axis(costs[:, usable], order, axis=1)
    keep = np.isfinite(cost)
    start = np.concatenate([[0], np.cumsum(keep.sum(axis=1))]).astype(np.int64)
    rows = Rows(start, usable[order][keep], np.ascontiguousarray(cost[keep]), beyond)
    assert len(start) == points + 1
    return Lists(rows, sites, is_exact=True)


def lists_of_pairs(point: Ints, site: Ints, cost: Floats, *, site_count: int, beyond: Floats) -> Lists:
    """Sort pairs told one by one; no pair may be told twice."""
    order = np.lexsort((site, cost, point))
    start = np.searchsorted(point[order], np.arange(len(beyond) + 1)).astype(np.int64)
    rows = Rows(start, site[order].astype(np.int32), np.ascontiguousarray(cost[order]), beyond)
    return Lists(rows, site_count, is_exact=True)


def _whole(values: Floats) -> bool:
    return bool(np.all(values == np.rint(values)) and np.abs(values).max(initial=0.0) * max(len(values), 1) < 2.0**53)


@compiled
def _turned(rows: Rows, site_count: int) -> Columns:
    start = np.zeros(site_count + 1, np.int64)
    for at in range(len(rows.site)):
        start[rows.site[at] + 1] += 1
    for site in range(site_count):
        start[site + 1] += start[site]
    fill = start[:-1].copy()
    point, cost = np.empty(len(rows.site), np.int32), np.empty(len(rows.site), np.float64)
    for row in range(len(rows.beyond)):
        for at in range(rows.start[row], rows.start[row + 1]):
            place = fill[rows.site[at]]
            point[place], cost[place] = row, rows.cost[at]
            fill[rows.site[at]] += 1
    return Columns(start, point, cost)


@compiled
def _cut(rows: Rows, length: int) -> Rows:
    count = len(rows.beyond)
    start = np.zeros(count + 1, np.int64)
    beyond = rows.beyond.copy()
    for row in range(count):
        first, last = rows.start[row], rows.start[row + 1]
        kept = min(length, last - first)
        start[row + 1] = start[row] + kept
        if kept < last - first:
            beyond[row] = min(beyond[row], rows.cost[first + kept])
    site, cost = np.empty(start[-1], np.int32), np.empty(start[-1], np.float64)
    for row in range(count):
        for at in range(start[row + 1] - start[row]):
            site[start[row] + at] = rows.site[rows.start[row] + at]
            cost[start[row] + at] = rows.cost[rows.start[row] + at]
    return Rows(start, site, cost, beyond)
