"""Small road graphs for tests: streets from a list, in metres, and a plain, slow answer beside the fast one."""

import itertools

import networkx as nx
import numpy as np

from geo.network.roads.graph import MODES, ModeEdges, RoadGraph
from geo.network.roads.snapping import Snaps

CRS = "EPSG:4549"
WALK_M_MIN = 50.0


def graph_of(nodes, streets, *, speed=(50.0, 150.0, 250.0), bends=None):
    """Make a graph; a street is ``(tail, head[, way])``: 1 ahead, -1 back, 0 both ways, None closed."""
    xy = np.asarray(nodes, dtype=float)
    ways = [street[2] if len(street) > 2 else 0 for street in streets]
    shapes = [np.array([xy[s[0]], *(bends or {}).get(row, []), xy[s[1]]], dtype=float) for row, s in enumerate(streets)]
    length = np.array([np.hypot(*np.diff(shape, axis=0).T).sum() for shape in shapes])
    modes = {}
    for mode, pace in zip(MODES, speed, strict=True):
        minutes = length / pace
        on_foot = mode == "walk"
        ahead = np.array([way is not None and (way >= 0 or on_foot) for way in ways], dtype=bool)
        back = np.array([way is not None and (way <= 0 or on_foot) for way in ways], dtype=bool)
        modes[mode] = ModeEdges(np.where(ahead, minutes, np.inf), np.where(back, minutes, np.inf), ahead | back)
    return RoadGraph(
        CRS,
        xy,
        np.array([s[0] for s in streets], dtype=np.int64),
        np.array([s[1] for s in streets], dtype=np.int64),
        length,
        np.full(len(streets), 11, dtype=np.int16),
        np.concatenate(shapes),
        np.cumsum([0, *map(len, shapes)]),
        ("",) * len(streets),
        modes,
    )


def points(*at):
    """Put points on streets: ``(street, metres from its tail)``."""
    street, along = zip(*at, strict=True)
    return Snaps(np.array(street, dtype=np.int64), np.array(along, dtype=float), np.zeros(len(at)))


def plain_minutes(graph, mode, origin, target):
    """Answer with networkx on a graph that has the two points as nodes of its own."""
    edges, streets = graph.modes[mode], nx.DiGraph()

    def join(one, other, minutes):
        if np.isfinite(minutes) and (not streets.has_edge(one, other) or streets[one][other]["weight"] > minutes):
            streets.add_edge(one, other, weight=minutes)

    streets.add_nodes_from(["origin", "target", *range(len(graph.node_xy))])
    for row, (tail, head) in enumerate(zip(graph.tail.tolist(), graph.head.tolist(), strict=True)):
        stops = [(0.0, tail), (1.0, head)]
        for name, (street, along) in (("origin", origin), ("target", target)):
            if street == row:
                stops.append((along / graph.length_m[row], name))
        stops.sort(key=lambda stop: stop[0])
        for (low, one), (high, other) in itertools.pairwise(stops):
            join(one, other, (high - low) * edges.forward_min[row] if high > low else 0.0)
            join(other, one, (high - low) * edges.backward_min[row] if high > low else 0.0)
    try:
        return nx.dijkstra_path_length(streets, "origin", "target")
    except nx.NetworkXNoPath:
        return np.inf
