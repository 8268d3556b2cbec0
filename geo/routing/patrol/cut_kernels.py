"""The hot loop of cuts: grow sets of nodes by what breaks their cut most."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from geo.compiled import compiled, compiled_part
from geo.routing.patrol.network import Floats
from geo.routing.patrol.problem import Bools, Ints

_FAR = 1e18
_LEAST = 1e-4


class Edges(NamedTuple):
    """Streets that may be walked without work and streets that need it, one after the other, by their two ends.

    start, at : the edges at each node, ``at[start[v]:start[v + 1]]``.
    again : how often an edge is walked without work, 0 for those that need work; changes from round to round.
    demand : 0 for the others, as `needs` says.
    """

    one: Ints
    two: Ints
    start: Ints
    at: Ints
    demand: Floats
    needs: Bools


@compiled
def grown_cuts(edges: Edges, again: Floats, capacity: float, most_steps: int) -> Ints:
    """Grow a set from each node but the depot (0), up to so many nodes; returns the sets that break their cut most."""
    nodes = len(edges.start) - 1
    found = np.zeros((nodes, nodes), np.int64)
    count = 0
    inside = np.zeros(nodes, np.int64)
    for first in range(1, nodes):
        inside[:] = 0
        now = np.zeros(3)  # what crosses the border, demand touched, required streets in the border
        chosen, best = first, -_LEAST
        for _ in range(min(most_steps, nodes - 1)):
            now = _with(edges, again, inside, chosen, now)
            inside[chosen] = 1
            slack = _slack(now, capacity)
            if slack < best:
                best = slack
                found[count] = inside
            chosen = _next(edges, again, inside, now, capacity)
            if chosen < 0:
                break
        if best < -_LEAST:
            count += 1
    return found[:count]


@compiled_part
def _next(edges: Edges, again: Floats, inside: Ints, now: Floats, capacity: float) -> int:
    """Find the neighbour of the set that leaves its cut least kept."""
    chosen, least = -1, _FAR
    for edge in range(len(edges.one)):
        one, two = edges.one[edge], edges.two[edge]
        if inside[one] == inside[two]:
            continue
        outer = two if inside[one] == 1 else one
        if outer != 0:
            slack = _slack(_with(edges, again, inside, outer, now), capacity)
            if slack < least:
                chosen, least = outer, slack
    return chosen


@compiled_part
def _with(edges: Edges, again: Floats, inside: Ints, node: int, now: Floats) -> Floats:
    """Work out the three sums with one node more."""
    sums = now.copy()
    for place in range(edges.start[node], edges.start[node + 1]):
        edge = edges.at[place]
        one, two = edges.one[edge], edges.two[edge]
        other = two if one == node else one
        if other == node:
            sums[1] += edges.demand[edge]
        elif inside[other] == 1:
            sums[0] -= again[edge]
            sums[2] -= 1.0 if edges.needs[edge] else 0.0
        else:
            sums[0] += again[edge]
            sums[1] += edges.demand[edge]
            sums[2] += 1.0 if edges.needs[edge] else 0.0
    return sums


@compiled_part
def _slack(sums: Floats, capacity: float) -> float:
    """Say by how much a cut is kept; below 0 it is broken."""
    if sums[1] <= 0.0 and sums[2] <= 0.0:
        return float(sums[0])
    walks = max(1.0, np.ceil(sums[1] / capacity - 1e-9))
    return float(sums[0] - max(2 * walks - sums[2], sums[2] % 2))
