"""Connectedness in the link graph: components, neighbour lists, links that everything hangs on.

The graph's nodes are estates. Cuts that force connectedness in the exact model are in `separators`.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from geo.clustering.problem import Bools, Ints
from geo.compiled import compiled_inner


def components(count: int, links: Ints) -> Ints:
    """Label the connected parts of a graph of `count` nodes, numbered by their first node, shape ``(count,)``."""
    if count == 0:
        return np.zeros(0, np.int32)
    ones = np.ones(len(links), np.int8)
    graph = coo_matrix((ones, (links[:, 0], links[:, 1])), shape=(count, count))
    _, labels = connected_components(graph, directed=False)
    _, first = np.unique(labels, return_index=True)
    order = np.argsort(np.argsort(first))
    return np.asarray(order[labels], dtype=np.int32)


def spanning_pairs(estates: Ints) -> Ints:
    """Pair up a set of estates in a chain, shape ``(len - 1, 2)``."""
    return np.column_stack([estates[:-1], estates[1:]]).astype(np.int32)


def neighbour_lists(count: int, links: Ints) -> tuple[Ints, Ints]:
    """Return ``start, neighbour``: the neighbours of node i are ``neighbour[start[i]:start[i + 1]]``, ascending."""
    both = np.concatenate([links, links[:, ::-1]])
    both = both[np.lexsort((both[:, 1], both[:, 0]))]
    start = np.zeros(count + 1, np.int32)
    np.cumsum(np.bincount(both[:, 0], minlength=count), out=start[1:])
    return start, np.ascontiguousarray(both[:, 1], dtype=np.int32)


def grouped(labels: Ints, count: int) -> tuple[Ints, Ints]:
    """Return ``start, member``: the positions that bear label g are ``member[start[g]:start[g + 1]]``, ascending."""
    start = np.zeros(count + 1, np.int32)
    np.cumsum(np.bincount(labels, minlength=count), out=start[1:])
    return start, np.argsort(labels, kind="stable").astype(np.int32)


def far_side(count: int, links: Ints, position: int) -> Bools | None:
    """Mark the nodes on the side of the second end of a link that everything hangs on; None where there is a way round.

    Nodes of other components are not marked.
    """
    without = np.delete(links, position, axis=0)
    part = components(count, without)
    start, end = links[position]
    if part[start] == part[end]:
        return None
    return np.asarray(part == part[end])


@compiled_inner
def reach(estates: Ints, size: int, start: Ints, neighbour: Ints, mark: Ints, stamp: int, stack: Ints) -> int:  # noqa: PLR0917  compiled functions take positions
    """Count the estates reached from the first; all are marked `stamp` before, `-stamp` when reached."""
    for k in range(size):
        mark[estates[k]] = stamp
    stack[0] = estates[0]
    mark[estates[0]] = -stamp
    waiting, reached = 1, 1
    while waiting > 0:
        waiting -= 1
        here = stack[waiting]
        for e in range(start[here], start[here + 1]):
            other = neighbour[e]
            if mark[other] == stamp:
                mark[other] = -stamp
                stack[waiting] = other
                waiting += 1
                reached += 1
    return reached


def is_connected(estates: Ints, start: Ints, neighbour: Ints) -> bool:
    """Tell whether estates (distinct positions) hang together; none and one do."""
    left = {int(estate) for estate in estates}
    waiting = [left.pop()] if left else []
    while waiting:
        here = waiting.pop()
        beside = left.intersection(neighbour[start[here] : start[here + 1]].tolist())
        left -= beside
        waiting.extend(sorted(beside))
    return not left
