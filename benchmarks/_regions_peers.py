"""Partitioners of others for the benchmark of regions, called where they are installed."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Pairs = NDArray[np.int64]


def _pymetis(population: Floats, edges: Pairs, place: Floats, count: int, tolerance: float, seed: int) -> list[int]:  # noqa: ARG001, PLR0917  one signature for all peers
    """METIS, multilevel k-way, connected parts asked for."""
    import pymetis

    beside: list[list[int]] = [[] for _ in population]
    for first, second in edges.tolist():
        beside[first].append(second)
        beside[second].append(first)
    options = pymetis.Options(contig=1, seed=seed, ufactor=max(1, int(1000 * tolerance)))
    weights = np.maximum(np.round(population), 1).astype(int).tolist()
    _, parts = pymetis.part_graph(count, adjacency=beside, vweights=weights, options=options, recursive=False)
    return list(parts)


def _gerrychain(population: Floats, edges: Pairs, place: Floats, count: int, tolerance: float, seed: int) -> list[int]:  # noqa: ARG001, PLR0917  one signature for all peers
    """GerryChain: a plan from random spanning trees."""
    from gerrychain import Graph
    from gerrychain.tree import recursive_tree_part

    random.seed(seed)
    graph: Any = Graph()
    for unit, people in enumerate(population.tolist()):
        graph.add_node(unit, pop=people)
    graph.add_edges_from(edges.tolist())
    parts = recursive_tree_part(graph, range(count), population.sum() / count, "pop", tolerance)
    return [parts[unit] for unit in range(len(population))]


PEERS: dict[str, Callable[[Floats, Pairs, Floats, int, float, int], list[int]]] = {
    "pymetis": _pymetis,
    "gerrychain": _gerrychain,
}
