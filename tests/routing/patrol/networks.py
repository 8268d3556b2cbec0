"""Small networks of streets, and the shortest walks found by trying every way."""

from __future__ import annotations

import itertools

import networkx as nx
import numpy as np

from geo.network.roads import ROAD_CLASSES, ModeEdges, RoadGraph
from geo.routing.patrol.problem import UNLIMITED, ArcProblem

CRS = "EPSG:4549"


def arcs(streets, *, depot=0, capacity=UNLIMITED, most_cost=UNLIMITED) -> ArcProblem:
    """Streets as (tail, head, cost, demand), demand None where no work is needed."""
    tail, head, cost, demand = zip(*streets, strict=True)
    return ArcProblem(
        nodes=max(*tail, *head, depot) + 1,
        tail=np.array(tail, dtype=np.int64),
        head=np.array(head, dtype=np.int64),
        cost=np.array(cost, dtype=np.int64),
        demand=np.array([each or 0 for each in demand], dtype=np.int64),
        required=np.array([each is not None for each in demand]),
        depot=depot,
        capacity=capacity,
        most_cost=most_cost,
    )


def shortest_by_trying(problem: ArcProblem) -> float:
    """Try every order, direction and cut of the required streets; infinite where nothing can be done."""
    graph = nx.MultiGraph()
    graph.add_nodes_from(range(problem.nodes))
    for tail, head, cost in zip(problem.tail.tolist(), problem.head.tolist(), problem.cost.tolist(), strict=True):
        graph.add_edge(tail, head, weight=cost)
    way = dict(nx.all_pairs_dijkstra_path_length(graph))
    streets = np.flatnonzero(problem.required).tolist()
    alone = {}
    for count in range(1, len(streets) + 1):
        for some in itertools.combinations(streets, count):
            alone[frozenset(some)] = _one_walk(problem, some, way)
    best = {frozenset(): 0.0}
    for count in range(1, len(streets) + 1):
        for some in map(frozenset, itertools.combinations(streets, count)):
            first = min(some)
            rest = sorted(some - {first})
            parts = (
                frozenset({first, *more})
                for size in range(len(rest) + 1)
                for more in itertools.combinations(rest, size)
            )
            best[some] = min(alone[part] + best[some - part] for part in parts)
    return best[frozenset(streets)]


def _one_walk(problem: ArcProblem, streets, way) -> float:
    if sum(int(problem.demand[street]) for street in streets) > problem.capacity:
        return float("inf")
    least = float("inf")
    for order in itertools.permutations(streets):
        ends = {problem.depot: 0.0}
        for street in order:
            tail, head = int(problem.tail[street]), int(problem.head[street])
            cost = int(problem.cost[street])
            there = [
                (finish, min(so_far + way[here].get(start, float("inf")) for here, so_far in ends.items()) + cost)
                for start, finish in ((tail, head), (head, tail))
            ]
            ends = {}
            for finish, so_far in there:
                ends[finish] = min(so_far, ends.get(finish, float("inf")))
        least = min(least, *(so_far + way[here].get(problem.depot, float("inf")) for here, so_far in ends.items()))
    return least if least <= problem.most_cost else float("inf")


def road_graph(lines, *, classes=None, walkable=None) -> RoadGraph:
    """Make a road graph of straight streets ``((x, y), (x, y))`` in metres of the CRS."""
    nodes = sorted({end for line in lines for end in line})
    place = {node: number for number, node in enumerate(nodes)}
    lines = [tuple(sorted(line)) for line in lines]
    shapes = np.array([end for line in lines for end in line], dtype=float).reshape(-1, 2)
    length = np.array([float(np.hypot(b[0] - a[0], b[1] - a[1])) for a, b in lines])
    minutes = np.where(walkable if walkable is not None else np.ones(len(lines), bool), length / 80, np.inf)
    edges = ModeEdges(minutes, minutes, np.isfinite(minutes))
    names = classes or ["residential"] * len(lines)
    return RoadGraph(
        metric_crs=CRS,
        node_xy=np.array(nodes, dtype=float).reshape(-1, 2),
        tail=np.array([place[a] for a, _ in lines], dtype=np.int64),
        head=np.array([place[b] for _, b in lines], dtype=np.int64),
        length_m=length,
        road_class=np.array([ROAD_CLASSES.index(name) for name in names], dtype=np.int16),
        shape_xy=shapes,
        shape_start=np.arange(0, 2 * len(lines) + 1, 2, dtype=np.int64),
        name=("",) * len(lines),
        modes=dict.fromkeys(("walk", "ebike", "truck"), edges),
    )


def grid(corner, columns, rows, step) -> list:
    """Lines of a grid of streets."""

    def at(i: int, j: int) -> tuple[float, float]:
        return corner[0] + i * step, corner[1] + j * step

    across = [(at(i, j), at(i + 1, j)) for i in range(columns - 1) for j in range(rows)]
    along = [(at(i, j), at(i, j + 1)) for i in range(columns) for j in range(rows - 1)]
    return across + along
