"""The road graph: plain arrays in metres, one row a street from junction to junction, and what each mode makes of it.

Minutes stand beside the arrays of the streets, one set a mode; a street that a mode may not use in a direction has
``inf`` there. Everything is picklable, so that workers of another process take it as it is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.network.roads.components import Links, large_parts
from geo.policy.roads import LEAST_PART_SHARE, ROAD_CLASSES

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

MODES: tuple[str, ...] = ("walk", "ebike", "truck")


@dataclass(frozen=True, slots=True, eq=False)
class ModeEdges:
    """One mode's use of the streets.

    Attributes
    ----------
    forward_min : minutes from tail to head, shape ``(m,)``, ``inf`` where not allowed.
    backward_min : minutes from head to tail, shape ``(m,)``, ``inf`` where not allowed.
    usable : places may snap here, shape ``(m,)``: allowed in some direction, and both ends in one large strongly
        connected part (`roads.least_part_share`), so that every way from here leads on and back. Where a river
        without a bridge cuts a town in two, both halves are usable and the ways between them ``inf``.
    """

    forward_min: Floats
    backward_min: Floats
    usable: Bools

    def take(self, rows: Ints) -> ModeEdges:
        """Return some of the streets, in the order of `rows`."""
        return ModeEdges(self.forward_min[rows], self.backward_min[rows], self.usable[rows])


@dataclass(frozen=True, slots=True, eq=False)
class RoadGraph:
    """Streets between junctions, both directions in one row; build it with `read_roads`.

    No street begins and ends at one node (loops are cut in two); two nodes may be joined by several streets.

    Attributes
    ----------
    metric_crs : the CRS of all coordinates, in metres.
    node_xy : x, y of the junctions and ends, shape ``(n, 2)``, sorted by place.
    tail, head : positions of the two ends, shape ``(m,)``; ``tail < head``.
    length_m : metres along the street, above 0, shape ``(m,)``.
    road_class : position in `ROAD_CLASSES`, shape ``(m,)``.
    shape_xy, shape_start : the streets' vertices packed: street i is ``shape_xy[shape_start[i]:shape_start[i + 1]]``,
        tail first; shapes ``(v, 2)`` and ``(m + 1,)``.
    name : street names, "" where none, length m.
    modes : what each of `MODES` makes of the streets.
    """

    metric_crs: str
    node_xy: Floats
    tail: Ints
    head: Ints
    length_m: Floats
    road_class: NDArray[np.int16]
    shape_xy: Floats
    shape_start: Ints
    name: tuple[str, ...]
    modes: dict[str, ModeEdges]

    def __len__(self) -> int:
        """Count the streets."""
        return len(self.tail)

    def shape_of(self, segment: int) -> Floats:
        """Return the vertices of one street, tail first, shape ``(k, 2)``, metres."""
        return self.shape_xy[self.shape_start[segment] : self.shape_start[segment + 1]]

    def class_of(self, segment: int) -> str:
        """Return the class of one street, such as ``residential``."""
        return ROAD_CLASSES[int(self.road_class[segment])]

    def links_of(self, mode: str) -> Links:
        """Return one mode's streets as the links of a network."""
        edges = self.modes[mode]
        return Links(self.tail, self.head, edges.forward_min, edges.backward_min, self.length_m, len(self.node_xy))

    def clipped(self, bounds: tuple[float, float, float, float], margin_m: float) -> RoadGraph:
        """Return the streets that reach into a box widened by `margin_m`, whole, nodes renumbered.

        Where places may snap is judged anew, since a street may hang together with the rest only outside the box.

        Parameters
        ----------
        bounds : west, south, east, north in metres of the graph's CRS.
        """
        low, high = np.asarray(bounds[:2]) - margin_m, np.asarray(bounds[2:]) + margin_m
        starts = self.shape_start[:-1]
        least = np.minimum.reduceat(self.shape_xy, starts) if len(self) else np.empty((0, 2))
        most = np.maximum.reduceat(self.shape_xy, starts) if len(self) else np.empty((0, 2))
        rows = np.flatnonzero((least <= high).all(axis=1) & (most >= low).all(axis=1))
        return self._taken(rows.astype(np.int64))

    def _taken(self, rows: Ints) -> RoadGraph:
        """Return some of the streets, in order, nodes renumbered in their order."""
        nodes, ends = np.unique(np.stack([self.tail[rows], self.head[rows]]), return_inverse=True)
        tail, head = ends.reshape(2, -1).astype(np.int64)
        size = np.diff(self.shape_start)[rows]
        start = np.concatenate([[0], np.cumsum(size)]).astype(np.int64)
        points = np.repeat(self.shape_start[rows] - start[:-1], size) + np.arange(start[-1])
        modes = {}
        for mode, edges in self.modes.items():
            part = edges.take(rows)
            links = Links(tail, head, part.forward_min, part.backward_min, self.length_m[rows], len(nodes))
            joined = large_parts(links, least_share=LEAST_PART_SHARE).usable
            modes[mode] = ModeEdges(part.forward_min, part.backward_min, part.usable & joined)
        return RoadGraph(
            self.metric_crs,
            self.node_xy[nodes],
            tail,
            head,
            self.length_m[rows],
            self.road_class[rows],
            self.shape_xy[points],
            start,
            tuple(self.name[row] for row in rows),
            modes,
        )
