"""The shapes of single ways: which streets a quickest way follows, and their vertices in its order."""

from __future__ import annotations

import numpy as np

from geo.network.barriers import Floats, Ints
from geo.network.roads.graph import RoadGraph
from geo.network.roads.snapping import Snaps
from geo.network.shortest.streets import ModeStreets

_CELLS_AT_ONCE = 4_000_000  # minutes from origins to nodes; bounds the memory
_SAME = 1e-12  # sums of minutes in another order
Along = Floats | None


def traces(streets: ModeStreets, origins: Snaps, targets: Snaps) -> list[Along]:
    """Return the vertices of the quickest way of each pair, from street to street, shape ``(v, 2)``; None: no way.

    Parameters
    ----------
    origins, targets : points that all have a street, pair by pair.
    """
    tracer = _Tracer(streets, origins, targets)
    drawn: list[Along] = []
    step = max(1, _CELLS_AT_ONCE // max(len(streets.graph.node_xy), 1))
    every_node = np.arange(len(streets.graph.node_xy))
    for first in range(0, len(origins.segment), step):
        rows = np.arange(first, min(first + step, len(origins.segment)))
        spots = np.column_stack([origins.segment[rows], origins.along_m[rows]])
        _, one_of, start_of = np.unique(spots, axis=0, return_index=True, return_inverse=True)
        chosen = rows[one_of]
        minutes, _ = streets.hierarchy.costs(tracer.leaving.node[chosen], tracer.leaving.cost[chosen], every_node)
        for row, start in zip(rows.tolist(), start_of.ravel().tolist(), strict=True):
            drawn.append(tracer.trace(row, minutes[start]))
    return drawn


class _Arriving:
    """The arcs into each node, to follow a way back from its end."""

    __slots__ = ("minutes", "start", "street", "tail")

    def __init__(self, streets: ModeStreets) -> None:
        graph, edges = streets.graph, streets.edges
        count, number = len(graph.node_xy), np.arange(len(graph.tail))
        head = np.concatenate([graph.head, graph.tail])
        minutes = np.concatenate([edges.forward_min, edges.backward_min])
        order = np.argsort(head, kind="stable")
        order = order[np.isfinite(minutes[order])]
        self.tail: Ints = np.concatenate([graph.tail, graph.head])[order]
        self.minutes: Floats = minutes[order]
        self.street: Ints = np.concatenate([number, number])[order]
        self.start: Ints = np.searchsorted(head[order], np.arange(count + 1))

    def before(self, node: int, minutes: Floats) -> tuple[int, int]:
        """Return the node and the street that the quickest way to `node` comes by."""
        arcs = slice(self.start[node], self.start[node + 1])
        via = minutes[self.tail[arcs]] + self.minutes[arcs]
        best = int(np.argmin(via)) + int(arcs.start)
        return int(self.tail[best]), int(self.street[best])


class _Tracer:
    """Follows ways back from their targets, street by street."""

    __slots__ = ("arriving", "leaving", "origins", "reaching", "streets", "targets")

    def __init__(self, streets: ModeStreets, origins: Snaps, targets: Snaps) -> None:
        self.streets, self.origins, self.targets = streets, origins, targets
        self.leaving, self.reaching = streets.leaving(origins), streets.reaching(targets)
        self.arriving = _Arriving(streets)

    def trace(self, row: int, minutes: Floats) -> Along:
        """Return the vertices of one way.

        Parameters
        ----------
        minutes : from its origin to every node, shape ``(n,)``.
        """
        through = minutes[self.reaching.node[row]] + self.reaching.cost[row, :, 0]
        last = int(np.argmin(through))
        along = self._along_one_street(row, float(through[last]))
        if along is not None or not np.isfinite(through[last]):
            return along
        street, node = int(self.targets.segment[row]), int(self.reaching.node[row, last])
        parts = [piece_of(self.streets.graph, street, self._at(street, last), float(self.targets.along_m[row]))]
        while (seed := self._seed_at(row, node, float(minutes[node]))) < 0:
            before, street = self.arriving.before(node, minutes)
            shape = self.streets.graph.shape_of(street)
            parts.append(shape if before == self.streets.graph.tail[street] else shape[::-1])
            node = before
        street = int(self.origins.segment[row])
        parts.append(piece_of(self.streets.graph, street, float(self.origins.along_m[row]), self._at(street, seed)))
        return np.concatenate(parts[::-1])

    def _along_one_street(self, row: int, round_the_block_min: float) -> Along:
        """Return the way along one street where both ends stand on it and that is the quickest."""
        street, pair = int(self.origins.segment[row]), np.array([row])
        if street != self.targets.segment[row]:
            return None
        if self.streets.along(self.origins, self.targets, pair, pair)[0][0] > round_the_block_min:
            return None
        return piece_of(self.streets.graph, street, float(self.origins.along_m[row]), float(self.targets.along_m[row]))

    def _seed_at(self, row: int, node: int, minutes: float) -> int:
        """Return by which end of its first street the way comes straight to `node`; -1 where it does not."""
        cost = np.where(self.leaving.node[row] == node, self.leaving.cost[row, :, 0], np.inf)
        seed = int(np.argmin(cost))
        return seed if cost[seed] <= minutes * (1 + _SAME) + _SAME else -1

    def _at(self, street: int, end: int) -> float:
        return 0.0 if end == 0 else float(self.streets.graph.length_m[street])


def piece_of(graph: RoadGraph, street: int, start_m: float, end_m: float) -> Floats:
    """Cut a street between two points along it, in the direction asked for."""
    low, high = min(start_m, end_m), max(start_m, end_m)
    shape = graph.shape_of(street)
    gone = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(shape, axis=0).T))])
    gone *= graph.length_m[street] / gone[-1]
    inside = shape[(gone > low) & (gone < high)]
    cuts = np.column_stack([np.interp([low, high], gone, shape[:, axis]) for axis in (0, 1)])
    piece = np.concatenate([cuts[:1], inside, cuts[1:]])
    return piece if start_m <= end_m else piece[::-1]
