"""Shortest ways between the ends of the streets that need work, in whole units and deterministic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from geo.routing.patrol.problem import ArcProblem, Ints

Floats = NDArray[np.float64]
_NO_LENGTH = 1e-6


class Tasks(NamedTuple):
    """The required streets for kernels; a task is twice its number, plus 1 where it is walked from head to tail.

    `start` and `finish` are positions among the terminals (the depot is 0), by task; `cost` and `demand` by number.
    """

    start: Ints
    finish: Ints
    cost: Floats
    demand: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Terminals (depot and ends of required streets), ways between them, and how to walk these."""

    problem: ArcProblem
    street: Ints  # of each task number
    terminals: Ints  # node of each terminal, the depot first
    way: Floats  # shape (t, t), inf where there is none
    before: Ints  # shape (t, nodes): the node before on the way from a terminal
    best_street: dict[tuple[int, int], int]  # the shortest street between two nodes
    tasks: Tasks


def network_of(problem: ArcProblem) -> Network:
    """Find the ways between all terminals."""
    street = np.flatnonzero(problem.required)
    ends = np.concatenate([problem.tail[street], problem.head[street]])
    others = np.setdiff1d(ends, [problem.depot])
    terminals = np.concatenate([[problem.depot], others]).astype(np.int64)
    place = np.full(problem.nodes, -1, dtype=np.int64)
    place[terminals] = np.arange(len(terminals))
    best = _best_streets(problem)
    way, before = dijkstra(_matrix(problem, best), directed=False, indices=terminals, return_predecessors=True)
    tail, head = place[problem.tail[street]], place[problem.head[street]]
    tasks = Tasks(
        np.column_stack([tail, head]).ravel(),
        np.column_stack([head, tail]).ravel(),
        problem.cost[street].astype(np.float64),
        problem.demand[street].astype(np.float64),
    )
    return Network(problem, street, terminals, np.rint(way[:, terminals]), before.astype(np.int64), best, tasks)


def walked(network: Network, origin: int, target: int) -> list[int]:
    """List the nodes of the way from one terminal to another, both ends included."""
    node, path = int(network.terminals[target]), []
    while node >= 0:
        path.append(node)
        node = int(network.before[origin, node])
    return path[::-1]


def _best_streets(problem: ArcProblem) -> dict[tuple[int, int], int]:
    """Keep the shortest of parallel streets, both ways round; the first of equals."""
    best: dict[tuple[int, int], int] = {}
    for street in np.lexsort((np.arange(len(problem.cost)), problem.cost)).tolist():
        tail, head = int(problem.tail[street]), int(problem.head[street])
        if tail != head:
            best.setdefault((tail, head), street)
            best.setdefault((head, tail), street)
    return best


def _matrix(problem: ArcProblem, best: dict[tuple[int, int], int]) -> csr_array:
    """Make the matrix of ways; a street of no length stays a street, as scipy takes 0 for none."""
    pairs = [(tail, head, street) for (tail, head), street in sorted(best.items()) if tail < head]
    rows, columns, streets = (
        (np.array(column, dtype=np.int64) for column in zip(*pairs, strict=True))
        if pairs
        else (np.zeros(0, dtype=np.int64),) * 3
    )
    length = np.maximum(problem.cost[streets].astype(np.float64), _NO_LENGTH)
    return csr_array((length, (rows, columns)), shape=(problem.nodes, problem.nodes))


def ways_used(network: Network) -> Ints:
    """List the streets on the ways between terminals; no optimal walk needs others to get from work to work."""
    used: set[int] = set()
    targets = network.terminals.tolist()
    for before in network.before:
        seen = set()
        for target in targets:
            node = target
            while node not in seen and before[node] >= 0:
                seen.add(node)
                used.add(network.best_street[int(before[node]), node])
                node = int(before[node])
    return np.array(sorted(used), dtype=np.int64)
