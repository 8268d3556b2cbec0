"""First plans for the search to start from: regions grown together from single units, and regions around given rooms.

Quick and without proof; `improve` takes it from here.
"""

from __future__ import annotations

from collections import deque

import numpy as np

from geo.clustering.contiguity import components, is_connected
from geo.clustering.problem import Floats, Ints
from geo.clustering.reduction import Reduced
from geo.clustering.region_kernel import Arrays, region_value
from geo.compiled import compiled, compiled_inner


def merged_start(reduced: Reduced, arrays: Arrays) -> Ints:
    """Start from every unit alone and join the two neighbours that gain most, until none gains.

    Returns
    -------
    Region number of each unit, shape ``(U,)``; the station count is brought within its bounds where joining can.
    """
    region = _connected_seeds(reduced)
    rules = reduced.problem.rules
    most = rules.station_max or reduced.unit_count
    _join_greedily(region, unit_links(reduced), rules.station_min, most, arrays)
    return region


def grown_start(reduced: Reduced, rooms: Ints) -> Ints:
    """Grow regions around the given rooms, always adding the unit whose room costs it least over its best.

    Units that no region reaches (their part of the graph holds none of the rooms) become regions of their own.
    """
    seeds = _connected_seeds(reduced)
    region = np.full(reduced.unit_count, -1, np.int32)
    served = np.full(int(seeds.max(initial=-1)) + 1, -1, np.int32)
    for room in rooms:
        if served[seeds[reduced.host_unit[room]]] < 0:
            served[seeds[reduced.host_unit[room]]] = room
    lists = _neighbours_of_groups(seeds, unit_links(reduced))
    cost = np.zeros((len(served), reduced.problem.room_count))
    np.add.at(cost, seeds, np.where(reduced.allowed, reduced.cost, reduced.cost + 1e7))
    _grow(served, cost, lists)
    numbers = {int(room): k for k, room in enumerate(np.unique(served[served >= 0]))}
    for group, room in enumerate(served):
        region[seeds == group] = numbers[int(room)] if room >= 0 else len(numbers) + group
    _, dense = np.unique(region, return_inverse=True)
    return dense.astype(np.int32).ravel()


def unit_links(reduced: Reduced) -> Ints:
    """Return the pairs of units with a link between them, each once, shape ``(., 2)``."""
    ends = np.sort(reduced.unit_of[reduced.links].reshape(-1, 2), axis=1)
    return np.unique(ends[ends[:, 0] != ends[:, 1]], axis=0).astype(np.int32)


def _neighbours_of_groups(seeds: Ints, links: Ints) -> list[list[int]]:
    lists: list[set[int]] = [set() for _ in range(int(seeds.max(initial=-1)) + 1)]
    for start, end in seeds[links]:
        if start != end:
            lists[start].add(int(end))
            lists[end].add(int(start))
    return [sorted(others) for others in lists]


def _grow(served: Ints, cost: Floats, lists: list[list[int]]) -> None:
    open_rooms = np.unique(served[served >= 0])
    if len(open_rooms) == 0:
        return
    least = cost[:, open_rooms].min(axis=1)
    while True:
        best, choice = np.inf, (-1, -1)
        for group in np.flatnonzero(served < 0):
            for other in lists[group]:
                regret = cost[group, served[other]] - least[group] if served[other] >= 0 else np.inf
                if regret < best:
                    best, choice = regret, (int(group), int(served[other]))
        if choice[0] < 0:
            return
        served[choice[0]] = choice[1]


def _connected_seeds(reduced: Reduced) -> Ints:
    """Give the units numbers; those in pieces share one with what lies on the shortest way between the pieces."""
    joined = []
    for unit in np.flatnonzero(np.diff(reduced.unit_start) > 1):
        estates = reduced.unit_estates[reduced.unit_start[unit] : reduced.unit_start[unit + 1]]
        if not is_connected(estates, reduced.start, reduced.neighbour):
            joined += [(int(unit), other) for other in _units_between(reduced, estates)]
    pairs = np.array(joined, np.int32).reshape(-1, 2)
    return components(reduced.unit_count, pairs)


def _units_between(reduced: Reduced, estates: Ints) -> list[int]:
    """List the units on shortest ways from the first estate to each of the others."""
    before = {int(estates[0]): -1}
    waiting = deque([int(estates[0])])
    while waiting:
        here = waiting.popleft()
        for other in reduced.neighbour[reduced.start[here] : reduced.start[here + 1]]:
            if int(other) not in before:
                before[int(other)] = here
                waiting.append(int(other))
    met = set()
    for estate in estates:
        step = int(estate)
        while step >= 0:
            met.add(int(reduced.unit_of[step]))
            step = before.get(step, -1)
    return sorted(met - {int(reduced.unit_of[estates[0]])})


@compiled
def _join_greedily(region: Ints, links: Ints, fewest: int, most: int, a: Arrays) -> None:
    count = len(region)
    buffer = np.empty(count, np.int32)
    value = np.zeros(count)
    gain = np.full(len(links), np.inf)
    stale = np.ones(count, np.bool_)
    regions = 0
    for r in range(count):
        size = _members(region, r, -1, buffer)
        value[r], _ = region_value(buffer, size, a)
        regions += size > 0
    while regions > fewest:
        best, choice = np.inf, -1
        for e in range(len(links)):
            r, s = region[links[e, 0]], region[links[e, 1]]
            if r == s:
                continue
            if stale[r] or stale[s]:
                size = _members(region, r, s, buffer)
                joined, _ = region_value(buffer, size, a)
                gain[e] = joined - value[r] - value[s]
            if gain[e] < best:
                best, choice = gain[e], e
        stale[:] = False
        if choice < 0 or (best >= 0.0 and regions <= most):
            return
        kept, gone = region[links[choice, 0]], region[links[choice, 1]]
        for unit in range(count):
            if region[unit] == gone:
                region[unit] = kept
        value[kept] += best + value[gone]
        stale[kept] = True
        regions -= 1


@compiled_inner
def _members(region: Ints, first: int, second: int, buffer: Ints) -> int:
    size = 0
    for unit in range(len(region)):
        if region[unit] == first or region[unit] == second:
            buffer[size] = unit
            size += 1
    return size
