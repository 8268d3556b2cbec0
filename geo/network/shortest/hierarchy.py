"""A contraction hierarchy of a street graph: nodes in order of importance, and shortcuts between the important ones.

Every shortest way then goes up the hierarchy and down again, so that one sweep over the arcs, without any queue,
gives the ways from a place to all others. Ties of minutes go to the fewer metres.

References
----------
Dibbelt, Strasser and Wagner 2016, Customizable Contraction Hierarchies, doi:10.1145/2886843.
Delling, Goldberg, Nowatzyk and Werneck 2013, PHAST, doi:10.1016/j.jpdc.2012.02.007.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, identity
from scipy.sparse.linalg import splu

from geo.network.shortest import kernels

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
SOURCES_AT_ONCE = 16  # swept together; wide enough to use the processor's lanes, small enough for its cache


@dataclass(frozen=True, slots=True, eq=False)
class Arcs:
    """Directed arcs of one mode: `tail` to `head` in `minutes` and `metres`, all of shape ``(m,)``."""

    tail: Ints
    head: Ints
    minutes: Floats
    metres: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Hierarchy:
    """Build it with `build_hierarchy`.

    Attributes
    ----------
    rank : place of each node in the order, the least important first, shape ``(n,)``.
    start, head : arcs to more important nodes by rank, packed, shapes ``(n + 1,)`` and ``(e,)``.
    up, down : minutes and metres of each such arc, there and back, shape ``(e, 2)``; ``inf`` where there is none.
    """

    rank: Ints
    start: Ints
    head: Ints
    up: Floats
    down: Floats

    def reversed(self) -> Hierarchy:
        """Return the hierarchy of the same arcs turned round."""
        return Hierarchy(self.rank, self.start, self.head, self.down, self.up)

    def costs(self, seeds: Ints, seed_costs: Floats, targets: Ints) -> tuple[Floats, Floats]:
        """Find the quickest ways from each origin to each target node.

        Parameters
        ----------
        seeds : the nodes an origin starts at, -1 for none, shape ``(a, s)``.
        seed_costs : minutes and metres already spent there, shape ``(a, s, 2)``.
        targets : nodes, shape ``(b,)``.

        Returns
        -------
        Minutes and metres, each of shape ``(a, b)``, ``inf`` where no way leads.
        """
        needed = kernels.ancestors(self.start, self.head, self.rank[targets])
        minutes, metres = (np.empty((len(seeds), len(targets))) for _ in range(2))
        low = np.where(seeds >= 0, self.rank[seeds], -1)
        for first in range(0, len(seeds), SOURCES_AT_ONCE):
            rows = slice(first, first + SOURCES_AT_ONCE)
            kernels.sweep(
                self.start, self.head, self.up, self.down, needed, low[rows], seed_costs[rows], self.rank[targets],
                minutes[rows], metres[rows],
            )  # fmt: skip
        return minutes, metres


def build_hierarchy(node_count: int, arcs: Arcs) -> Hierarchy:
    """Order the nodes of a graph and add its shortcuts; arcs of infinite minutes are left out.

    The order is minimum degree (of SuperLU), which suits street graphs; it does not depend on the minutes.
    """
    usable = np.isfinite(arcs.minutes) & (arcs.tail != arcs.head)
    tail, head = arcs.tail[usable], arcs.head[usable]
    rank = _minimum_degree(node_count, tail, head)
    low, high = np.minimum(rank[tail], rank[head]), np.maximum(rank[tail], rank[head])
    start, above = _filled(node_count, low, high)
    up, down = (np.full((len(above), 2), np.inf) for _ in range(2))
    cost = np.column_stack([arcs.minutes[usable], arcs.metres[usable]])
    goes_up = rank[tail] < rank[head]
    for side, chosen in ((up, goes_up), (down, ~goes_up)):
        kernels.place_arcs(start, above, low[chosen], high[chosen], cost[chosen], side)
    kernels.customise(start, above, up, down)
    return Hierarchy(rank, start, above, up, down)


def _minimum_degree(count: int, tail: Ints, head: Ints) -> Ints:
    if len(tail) == 0:
        return np.arange(count, dtype=np.int64)
    pattern = coo_matrix((np.ones(len(tail)), (tail, head)), shape=(count, count))
    pattern.sum_duplicates()
    pattern.data[:] = -1.0
    both = (pattern + pattern.T).tocsc()
    dominant = both + identity(count, format="csc") * (1.0 - both.sum(axis=1).min())
    # Only the order is wanted; the factors of this small, dominant matrix come with it.
    factors = splu(dominant, permc_spec="MMD_AT_PLUS_A", diag_pivot_thresh=0.0, options={"SymmetricMode": True})
    return np.asarray(factors.perm_c, dtype=np.int64)


def _filled(count: int, low: Ints, high: Ints) -> tuple[Ints, Ints]:
    """Find every arc there is once all lower nodes are taken out, packed by its lower end."""
    above: list[set[int]] = [set() for _ in range(count)]
    for one, other in zip(low.tolist(), high.tolist(), strict=True):
        above[one].add(other)
    for node in range(count):
        if above[node]:
            parent = min(above[node])
            above[parent] |= above[node]
            above[parent].discard(parent)
    start = np.zeros(count + 1, dtype=np.int64)
    start[1:] = np.cumsum([len(nodes) for nodes in above])
    packed = [node for nodes in above for node in sorted(nodes)]
    return start, np.array(packed, dtype=np.int64)
