"""Which parts of a mode's network hang together: every place of such a part can be reached from it and left for it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """The streets of one mode: ends, minutes each way (``inf`` where closed), metres; shapes ``(m,)``."""

    tail: Ints
    head: Ints
    forward_min: Floats
    backward_min: Floats
    length_m: Floats
    nodes: int

    @property
    def ahead(self) -> Bools:
        """Say which are open from tail to head."""
        return np.isfinite(self.forward_min)

    @property
    def back(self) -> Bools:
        """Say which are open from head to tail."""
        return np.isfinite(self.backward_min)


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """The strongly connected parts that are large enough for places: the largest, and others not much smaller.

    Attributes
    ----------
    usable : streets inside a large part, shape ``(m,)``.
    km : lengths of the large parts, the longest first.
    """

    usable: Bools
    km: tuple[float, ...]


def large_parts(links: Links, *, least_share: float) -> Parts:
    """Find the strongly connected parts of at least `least_share` of the length of the largest."""
    part = _numbered(links, strong=True)
    inside = (links.ahead | links.back) & (part[links.tail] == part[links.head])
    metres = np.bincount(part[links.tail][inside], weights=links.length_m[inside], minlength=links.nodes)
    large = (metres > 0) & (metres >= least_share * metres.max(initial=0.0))
    usable = inside & large[part[links.tail]]
    return Parts(np.asarray(usable, dtype=np.bool_), tuple(sorted((metres[large] / 1000).tolist(), reverse=True)))


def _numbered(links: Links, *, strong: bool) -> Ints:
    """Give each node the number of its part, which is its lowest node, shape ``(n,)``."""
    origins = np.concatenate([links.tail[links.ahead], links.head[links.back]])
    targets = np.concatenate([links.head[links.ahead], links.tail[links.back]])
    matrix = csr_array((np.ones(len(origins), dtype=np.int8), (origins, targets)), shape=(links.nodes, links.nodes))
    _, label = connected_components(matrix, directed=True, connection="strong" if strong else "weak")
    _, first, number = np.unique(label, return_index=True, return_inverse=True)
    return np.asarray(first[number], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Leftovers:
    """What of one mode's network lies outside the large parts; lengths in km."""

    islands: int
    islands_km: float
    largest_island_km: float
    traps: int
    traps_km: float


def leftovers(links: Links, usable: Bools) -> Leftovers:
    """Measure the islands (not joined to a large part) and the one-way traps (joined, but only in or only out)."""
    part = _numbered(links, strong=False)
    main = np.zeros(links.nodes, dtype=np.bool_)
    main[part[links.tail[usable]]] = True
    allowed = links.ahead | links.back
    away = allowed & ~main[part[links.tail]]
    trapped = allowed & ~usable & ~away
    _, island = np.unique(part[links.tail[away]], return_inverse=True)
    sizes = np.bincount(island, weights=links.length_m[away]) / 1000
    trapped_km = float(links.length_m[trapped].sum() / 1000)
    return Leftovers(len(sizes), float(sizes.sum()), float(sizes.max(initial=0.0)), int(trapped.sum()), trapped_km)
