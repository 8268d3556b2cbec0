"""From ways to the graph: pieces between neighbouring vertices, mended, then strung into streets between junctions."""

from __future__ import annotations

import numpy as np

from geo.geometry import project
from geo.network.roads.components import Links, large_parts
from geo.network.roads.graph import MODES, Floats, Ints, ModeEdges, RoadGraph
from geo.network.roads.mending import merged_vertices, report_parts, report_streets, without_twins
from geo.network.roads.modes import usage_of
from geo.network.roads.pieces import PieceKinds, Pieces, piece_kinds
from geo.network.roads.streets import Strung, strung
from geo.network.roads.ways import Note, Ways
from geo.policy import Policy


def assemble(ways: Ways, *, metric_crs: str, policy: Policy, notes: list[Note]) -> RoadGraph:
    """Build the graph of all modes; what was mended is added to `notes`.

    The result does not depend on the order of the ways: nodes are sorted by place, streets by their ends and length.
    """
    usage = usage_of(ways.tags, policy, notes)
    xy = np.column_stack(project(ways.lon, ways.lat, metric_crs))
    vertex = merged_vertices(ways, notes)
    way = np.repeat(np.arange(len(ways)), np.diff(ways.start))
    origin, target = vertex[:-1], vertex[1:]
    of_way = way[:-1]
    is_road = (usage.road_class >= 0) & (usage.speeds[usage.combination].max(axis=1, initial=0.0) > 0)
    inside = (way[:-1] == way[1:]) & is_road[of_way]
    reached = np.asarray(np.isfinite(xy).all(axis=1))
    if lost := int((inside & ~(reached[origin] & reached[target])).sum()):
        notes.append(Note("roads-far-away", "warning", {"count": lost}))
    inside &= reached[origin] & reached[target]
    xy[~reached] = 0.0
    length = np.hypot(*(xy[target] - xy[origin]).T)
    real = inside & (origin != target) & (length > 0)
    nothing = int((inside & ~real).sum())
    if nothing:
        notes.append(Note("roads-zero-length", "note", {"count": nothing}))
    kinds = piece_kinds(usage, tuple(tags.get("name", "") for tags in ways.tags))
    pieces = without_twins(Pieces(origin[real], target[real], kinds.forward[of_way[real]], kinds), xy, notes)
    rank = np.empty(len(xy), dtype=np.int64)
    rank[np.lexsort((ways.ids, xy[:, 1], xy[:, 0]))] = np.arange(len(xy))
    streets = strung(pieces, xy, rank)
    graph = _graph(streets, pieces.kinds, xy, rank, metric_crs=metric_crs, policy=policy)
    report_streets(graph, streets.loops, notes)
    report_parts(graph, notes, least_share=policy.roads.least_part_share)
    return graph


def _graph(
    streets: Strung, kinds: PieceKinds, xy: Floats, rank: Ints, *, metric_crs: str, policy: Policy
) -> RoadGraph:  # fmt: skip
    """Give the nodes numbers by place and work out lengths, minutes and where places may snap."""
    first, last = streets.start[:-1], streets.start[1:] - 1
    ends = np.stack([streets.vertex[first], streets.vertex[last]])
    used = np.unique(rank[ends])
    node_of_rank = np.full(len(rank), -1, dtype=np.int64)
    node_of_rank[used] = np.arange(len(used))
    by_rank = np.argsort(rank)
    tail, head = node_of_rank[rank[ends]].astype(np.int64)
    shape = xy[streets.vertex]
    length = _lengths(shape, streets.start)
    speeds = kinds.speeds[streets.kind]
    modes = {}
    for place, mode in enumerate(MODES):
        forward, backward = (_minutes(length, speeds[:, 2 * place + way]) for way in (0, 1))
        links = Links(tail, head, forward, backward, length, len(used))
        parts = large_parts(links, least_share=policy.roads.least_part_share)
        modes[mode] = ModeEdges(forward, backward, parts.usable)
    return RoadGraph(
        metric_crs,
        xy[by_rank[used]],
        tail,
        head,
        length,
        kinds.road_class[streets.kind].astype(np.int16),
        shape,
        streets.start,
        tuple(kinds.name[kind] for kind in streets.kind.tolist()),
        modes,
    )


def _minutes(length_m: Floats, m_min: Floats) -> Floats:
    """Return minutes, ``inf`` where closed."""
    minutes = np.full(len(length_m), np.inf)
    np.divide(length_m, m_min, out=minutes, where=m_min > 0)
    return minutes


def _lengths(shape: Floats, start: Ints) -> Floats:
    """Return the metres along each packed line."""
    steps = np.hypot(*np.diff(shape, axis=0).T) if len(shape) else np.empty(0)
    steps = np.append(steps, 0.0)
    steps[start[1:] - 1] = 0.0  # from the end of one line to the begin of the next
    return np.asarray(np.add.reduceat(steps, start[:-1]) if len(start) > 1 else np.empty(0), dtype=np.float64)
