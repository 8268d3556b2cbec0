"""Main roads as people on foot know them: a pavement on either side, and crossings where they are, nowhere else.

A road that cuts (see `road_barriers`) is drawn once in the graph, so that a walk could change its side at any corner.
Here each such street becomes two, one a side; streets that meet it join the pavement on their own side; and both
sides meet at crossings only.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely

from geo.network.barriers import Bools, Floats, Ints
from geo.network.road_barriers import arms_of
from geo.network.roads.components import Links, large_parts
from geo.network.roads.graph import ModeEdges, RoadGraph
from geo.network.roads.snapping import Snaps
from geo.network.shortest.traces import piece_of
from geo.policy import Policy

_AT_A_CORNER_M = 12.0  # a crossing this near to a corner is at the corner (assumption: the width of a side street)
_LEFT, _RIGHT = 0, 1


@dataclass(frozen=True, slots=True, eq=False)
class Pavements:
    """The streets on foot; build it with `pavements_of`.

    Attributes
    ----------
    graph : streets for the mode walk alone.
    twin : the other pavement of the same street, shape ``(m,)``; -1 where there is one way for both sides. The left
        one, seen from tail to head, comes first.
    """

    graph: RoadGraph
    twin: Ints

    def onto_own_side(self, snaps: Snaps, xy: Floats) -> Snaps:
        """Move places that met a pavement onto the one of their own side, where that leads anywhere."""
        segment = snaps.segment.copy()
        usable = self.graph.modes["walk"].usable
        for row in np.flatnonzero((segment >= 0) & (self.twin[segment] >= 0)).tolist():
            pair = sorted((int(segment[row]), int(self.twin[segment[row]])))
            own = pair[_LEFT if self._is_left(pair[0], float(snaps.along_m[row]), xy[row]) else _RIGHT]
            segment[row] = own if usable[own] else segment[row]
        return Snaps(segment, snaps.along_m, snaps.distance_m)

    def _is_left(self, street: int, along_m: float, place: Floats) -> bool:
        shape = self.graph.shape_of(street)
        gone = np.cumsum(np.hypot(*np.diff(shape, axis=0).T))
        piece = min(int(np.searchsorted(gone, along_m)), len(gone) - 1)
        (ahead_x, ahead_y), (off_x, off_y) = shape[piece + 1] - shape[piece], place - shape[piece]
        return bool(ahead_x * off_y - ahead_y * off_x >= 0)


def pavements_of(graph: RoadGraph, cuts: Bools, crossings: Floats, policy: Policy) -> Pavements | None:
    """Split the streets that cut into their two pavements, joined at crossings; None where nothing cuts.

    Parameters
    ----------
    cuts : streets of a class that cuts, shape ``(m,)``.
    crossings : x, y in metres, shape ``(c, 2)``; each opens the cutting streets within ``links.crossing_snap_m``.
    """
    walk = graph.modes["walk"]
    cuts = cuts & np.isfinite(walk.forward_min)
    if not cuts.any():
        return None
    cut_up, is_open, joints = _opened(graph, cuts, crossings, policy.links.crossing_snap_m)
    return _split(cut_up, is_open, joints, graph.metric_crs, policy)


@dataclass(slots=True, eq=False)
class _Streets:
    """Streets on foot while they are cut up, one entry a piece."""

    node_xy: list[Floats]
    tail: list[int]
    head: list[int]
    shape: list[Floats]
    length_m: list[float]
    minutes: list[float]
    cuts: list[bool]

    def add(self, ends: tuple[int, int], shape: Floats, *, length_m: float, minutes: float, cuts: bool) -> None:
        for column, value in zip(
            (self.tail, self.head, self.shape, self.length_m, self.minutes, self.cuts),
            (*ends, shape, length_m, minutes, cuts),
            strict=True,
        ):
            column.append(value)  # type: ignore[attr-defined]  # columns of different types, each with its own value


def _opened(
    graph: RoadGraph, cuts: Bools, crossings: Floats, reach_m: float
) -> tuple[_Streets, set[int], list[tuple[int, int]]]:
    """Cut streets up at their crossings; with the nodes that are crossings, and pairs of those that are one."""
    walk = graph.modes["walk"]
    streets = _Streets(list(graph.node_xy), [], [], [], [], [], [])
    stops, open_nodes, of_crossing = _stops(graph, cuts, crossings, reach_m)
    for street in range(len(graph.tail)):
        length, minutes = float(graph.length_m[street]), float(walk.forward_min[street])
        at, before_m = int(graph.tail[street]), 0.0
        for along_m, crossing in stops.get(street, []):
            node = len(streets.node_xy)
            shape = piece_of(graph, street, before_m, along_m)
            streets.node_xy.append(shape[-1])
            streets.add((at, node), shape, length_m=along_m - before_m, minutes=minutes * (along_m - before_m) / length,
                        cuts=True)  # fmt: skip
            open_nodes.add(node)
            of_crossing.setdefault(crossing, []).append(node)
            at, before_m = node, along_m
        rest = piece_of(graph, street, before_m, length) if before_m else graph.shape_of(street)
        streets.add((at, int(graph.head[street])), rest, length_m=length - before_m,
                    minutes=minutes * (length - before_m) / length, cuts=bool(cuts[street]))  # fmt: skip
    joints = [pair for nodes in of_crossing.values() for pair in itertools.pairwise(nodes)]
    return streets, open_nodes, joints


def _stops(
    graph: RoadGraph, cuts: Bools, crossings: Floats, reach_m: float
) -> tuple[dict[int, list[tuple[float, int]]], set[int], dict[int, list[int]]]:
    """Find where crossings lie along the streets that cut: metres and crossing by street, and corners that are open."""
    rows = np.flatnonzero(cuts)
    lines = np.array([shapely.LineString(graph.shape_of(row)) for row in rows.tolist()], dtype=object)
    points = shapely.points(crossings)
    crossing, line = shapely.STRtree(lines).query(points, predicate="dwithin", distance=reach_m)
    along = shapely.line_locate_point(lines[line], points[crossing])
    stops: dict[int, list[tuple[float, int]]] = {}
    open_nodes: set[int] = set()
    of_crossing: dict[int, list[int]] = {}
    for which, street, along_m in zip(crossing.tolist(), rows[line].tolist(), along.tolist(), strict=True):
        length = float(graph.length_m[street])
        if min(along_m, length - along_m) <= _AT_A_CORNER_M:
            node = int(graph.tail[street] if along_m < length / 2 else graph.head[street])
            open_nodes.add(node)
            if node not in of_crossing.setdefault(which, []):
                of_crossing[which].append(node)
        else:
            stops.setdefault(street, []).append((along_m, which))
    return {street: _apart(sorted(found)) for street, found in stops.items()}, open_nodes, of_crossing


def _apart(stops: list[tuple[float, int]]) -> list[tuple[float, int]]:
    """Drop stops within a metre of the one before."""
    kept: list[tuple[float, int]] = []
    for stop in stops:
        if not kept or stop[0] - kept[-1][0] > 1.0:
            kept.append(stop)
    return kept


def _split(
    streets: _Streets, is_open: set[int], joints: list[tuple[int, int]], metric_crs: str, policy: Policy
) -> Pavements:
    """Give every piece that cuts its two sides, and every corner on it that is no crossing a node a side."""
    whole = _graph_of(streets, metric_crs, policy)
    ends = _ends(whole, np.array(streets.cuts), is_open, streets.node_xy)
    sides = _Streets(streets.node_xy, [], [], [], [], [], [])
    twins: list[int] = []
    for row, cuts in enumerate(streets.cuts):
        for side in (_LEFT, _RIGHT) if cuts else (_LEFT,):
            twins.append(len(twins) + (1 if side == _LEFT else -1) if cuts else -1)
            nodes = int(ends[row, 0, side]), int(ends[row, 1, side])
            sides.add(
                nodes, streets.shape[row], length_m=streets.length_m[row], minutes=streets.minutes[row], cuts=cuts
            )
    for one, other in joints:
        shape = np.stack([streets.node_xy[one], streets.node_xy[other]])
        length = max(float(np.hypot(*(shape[1] - shape[0]))), 0.1)
        twins.append(-1)
        sides.add((one, other), shape, length_m=length, minutes=length / policy.travel.walk_m_min, cuts=False)
    return Pavements(_graph_of(sides, metric_crs, policy), np.array(twins, dtype=np.int64))


def _ends(graph: RoadGraph, cuts: Bools, is_open: set[int], node_xy: list[Floats]) -> Ints:
    """Find the node at each end of each piece, on its left and on its right, shape ``(m, 2, 2)``; adds nodes."""
    arms = arms_of(graph)
    ends = np.stack([np.stack([graph.tail, graph.tail], axis=1), np.stack([graph.head, graph.head], axis=1)], axis=1)
    on_cut = np.unique(arms.node[cuts[arms.segment]])
    first, last = (np.searchsorted(arms.node, on_cut, side=side) for side in ("left", "right"))
    for node, low, high in zip(on_cut.tolist(), first.tolist(), last.tolist(), strict=True):
        segments, angles = arms.segment[low:high], arms.angle[low:high]
        edges = np.sort(angles[cuts[segments]])
        if node in is_open or len(edges) < 2:
            continue
        sectors = [node, *range(len(node_xy), len(node_xy) + len(edges) - 1)]
        node_xy.extend([node_xy[node]] * (len(edges) - 1))
        for segment, angle in zip(segments.tolist(), angles.tolist(), strict=True):
            end = 0 if graph.tail[segment] == node else 1
            ends[segment, end] = list(_sides_at(angle, edges, sectors, cuts=bool(cuts[segment]), outward=end == 0))
    return ends


def _sides_at(angle: float, edges: Floats, sectors: list[int], *, cuts: bool, outward: bool) -> Iterator[int]:
    """Give the nodes on the left and the right of an arm; both the same where it does not cut."""
    if not cuts:
        here = int(np.searchsorted(edges, angle, side="right")) - 1
        return iter((sectors[here % len(sectors)],) * 2)
    at = int(np.searchsorted(edges, angle))
    anticlockwise, clockwise = sectors[at % len(sectors)], sectors[(at - 1) % len(sectors)]
    return iter((anticlockwise, clockwise) if outward else (clockwise, anticlockwise))


def _graph_of(streets: _Streets, metric_crs: str, policy: Policy) -> RoadGraph:
    tail, head = np.array(streets.tail, dtype=np.int64), np.array(streets.head, dtype=np.int64)
    minutes, length = np.array(streets.minutes), np.array(streets.length_m)
    links = Links(tail, head, minutes, minutes, length, len(streets.node_xy))
    usable = large_parts(links, least_share=policy.roads.least_part_share).usable
    return RoadGraph(
        metric_crs,
        np.array(streets.node_xy),
        tail,
        head,
        length,
        np.zeros(len(tail), dtype=np.int16),
        np.concatenate(streets.shape),
        np.cumsum([0, *map(len, streets.shape)]),
        ("",) * len(tail),
        {"walk": ModeEdges(minutes, minutes, usable)},
    )
