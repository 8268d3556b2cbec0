"""A cover built site by site, the cheapest for each point newly covered first, less those that turn out needless."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from geo.clustering.siting.lists import Bools, Floats, Ints, Longs
from geo.compiled import compiled


def greedy_cover(part: csr_array, turned: csr_array, worth: Floats) -> Longs:
    """Cover every point by the lowest worth for each point newly covered; then drop what is not needed.

    Parameters
    ----------
    part : 1 where a site (column) covers a point (row), every point by one at least; shape ``(n, m)``.
    turned : the same with sites down.
    worth : of the sites, 0 or more, shape ``(m,)``.
    """
    fresh = np.diff(turned.indptr).astype(np.float64)
    covered = np.zeros(part.shape[0], np.int32)
    chosen = _build(part.indptr, part.indices, turned.indptr, turned.indices, worth, fresh, covered)
    dearest_first = np.argsort(-worth[chosen], kind="stable")
    kept: Longs = chosen[_needed(turned.indptr, turned.indices, chosen, dearest_first, covered)]
    return kept


@compiled
def _build(start: Ints, site: Ints, first: Ints, point: Ints, worth: Floats, fresh: Floats, covered: Ints) -> Longs:
    """List the sites as they are taken; `covered` counts the coverers of each point afterwards."""
    chosen, count, left = np.empty(len(worth), np.int64), 0, len(covered)
    while left > 0:
        best, least = 0, np.inf
        for other in range(len(worth)):
            if fresh[other] > 0.0 and (worth[other] + 1e-9) / fresh[other] < least:
                best, least = other, (worth[other] + 1e-9) / fresh[other]
        chosen[count] = best
        count += 1
        for at in range(first[best], first[best + 1]):
            row = point[at]
            covered[row] += 1
            if covered[row] == 1:
                left -= 1
                for e in range(start[row], start[row + 1]):
                    fresh[site[e]] -= 1.0
    return chosen[:count]


@compiled
def _needed(first: Ints, point: Ints, chosen: Longs, order: Longs, covered: Ints) -> Bools:
    """Mark what stays when each site in turn goes whose points all have another coverer."""
    stays = np.ones(len(chosen), np.bool_)
    for k in order:
        needless = True
        for at in range(first[chosen[k]], first[chosen[k] + 1]):
            needless = needless and covered[point[at]] > 1
        if needless:
            stays[k] = False
            for at in range(first[chosen[k]], first[chosen[k] + 1]):
                covered[point[at]] -= 1
    return stays
