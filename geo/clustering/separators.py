"""Cuts that force a region to be connected: an estate may use a room only if every separator between them has a part.

For estate a, room j with host h and a set S of estates without which a cannot reach h: x(a, j) <= sum of x(v, j)
over S. Given a point of the relaxed model, the separator of least weight is found as a minimum node cut. The
inequalities are those of Carvajal, Constantino, Goycoolea, Vielma and Weintraub (2013), "Imposing connectivity
constraints in forest planning models", Operations Research 61, https://doi.org/10.1287/opre.2013.1183.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from geo.clustering.problem import Bools, Floats, Ints
from geo.clustering.reduction import Reduced
from geo.compiled import compiled, compiled_part

_LEAST_VIOLATION = 1e-4  # cuts violated by less only slow the relaxed model down


@dataclass(frozen=True, slots=True)
class Cut:
    """x(unit, room) <= sum of x(v, room) over the separator, all of them units."""

    unit: int
    room: int
    separator: tuple[int, ...]


class _Network(NamedTuple):
    """The link graph with the scratch of one flow: for every arc the position of its opposite."""

    start: Ints
    neighbour: Ints
    opposite: Ints
    node_flow: Floats
    arc_flow: Floats
    before: Ints  # scratch by node half: 2 i enters estate i, 2 i + 1 leaves it
    via: Ints
    queue: Ints
    separator: Bools


def violated_cuts(reduced: Reduced, point: Floats, allowed: Bools, *, limit: int = 400) -> list[Cut]:
    """Find separators that a point of the relaxed model violates, at most one for an estate and room.

    Parameters
    ----------
    point : x, 0 to 1, shape ``(U, m)``.
    allowed : pairs still in the model, shape ``(U, m)``; the others count as missing from the graph.
    limit : the most violated are kept.
    """
    network = _network(reduced)
    found: dict[Cut, float] = {}
    for room in np.flatnonzero(point[reduced.host_unit, np.arange(point.shape[1])] > _LEAST_VIOLATION):
        weight = np.ascontiguousarray(np.where(allowed[:, room], point[:, room], 0.0)[reduced.unit_of])
        usable = np.ascontiguousarray(allowed[reduced.unit_of, room])
        for estate in np.flatnonzero(weight > _LEAST_VIOLATION):
            host = int(reduced.problem.host[room])
            if estate == host or _is_beside(network, int(estate), host):
                continue
            flow = _least_separator(network, usable, weight, host, int(estate))
            violation = weight[estate] - flow
            if violation > _LEAST_VIOLATION:
                units = np.unique(reduced.unit_of[network.separator & usable])
                if reduced.unit_of[estate] not in units:
                    cut = Cut(int(reduced.unit_of[estate]), int(room), tuple(int(u) for u in units))
                    found[cut] = max(found.get(cut, 0.0), float(violation))
    ranked = sorted(found.items(), key=lambda item: (-round(item[1], 9), item[0].room, item[0].unit, item[0].separator))
    return [cut for cut, _ in ranked[:limit]]


def widened_cuts(reduced: Reduced, cuts: list[Cut], allowed: Bools) -> list[Cut]:
    """Say the same of every unit and every room that a separator keeps apart, not only of the pair it was found for.

    A plan that fell apart would otherwise come back with a neighbouring unit or room in the same place.
    """
    network, widened = _network(reduced), set(cuts)
    for separator in sorted({cut.separator for cut in cuts}):
        open_estates = ~np.isin(reduced.unit_of, separator)
        for unit in sorted({cut.unit for cut in cuts if cut.separator == separator}):
            root = int(reduced.unit_estates[reduced.unit_start[unit]])
            side = _reached(network, open_estates, root)
            rooms = np.flatnonzero(~side[reduced.problem.host] & open_estates[reduced.problem.host])
            for inner in np.unique(reduced.unit_of[side]):
                for room in rooms[allowed[inner, rooms]]:
                    kept = tuple(other for other in separator if allowed[other, room])
                    widened.add(Cut(int(inner), int(room), kept))
    return sorted(widened, key=lambda cut: (cut.room, cut.unit, cut.separator))


def neighbour_cuts(reduced: Reduced, allowed: Bools) -> list[Cut]:
    """List the cuts of each estate's own neighbours, for every pair whose host is not among them."""
    cuts = set()
    for estate, unit in enumerate(reduced.unit_of):
        near = reduced.neighbour[reduced.start[estate] : reduced.start[estate + 1]]
        for room in np.flatnonzero(allowed[unit]):
            host = reduced.problem.host[room]
            units = np.unique(reduced.unit_of[near])
            if host == estate or host in near or unit in units:
                continue
            cuts.add(Cut(int(unit), int(room), tuple(int(u) for u in units[allowed[units, room]])))
    return sorted(cuts, key=lambda cut: (cut.room, cut.unit, cut.separator))


def without_unreachable(reduced: Reduced, allowed: Bools) -> Bools:
    """Strike out pairs whose unit cannot reach the room's host through units that the room may serve."""
    kept = allowed.copy()
    network = _network(reduced)
    for room in np.flatnonzero(allowed.any(axis=0)):
        usable = np.ascontiguousarray(kept[reduced.unit_of, room])
        while True:
            reached = _reached(network, usable, int(reduced.problem.host[room]))
            lost = np.unique(reduced.unit_of[usable & ~reached])
            if len(lost) == 0:
                break
            kept[lost, room] = False
            usable = np.ascontiguousarray(kept[reduced.unit_of, room])
        if not kept[reduced.host_unit[room], room]:
            kept[:, room] = False
    return kept


def _network(reduced: Reduced) -> _Network:
    count, arcs = len(reduced.start) - 1, len(reduced.neighbour)
    return _Network(
        reduced.start,
        reduced.neighbour,
        _opposites(reduced.start, reduced.neighbour),
        np.zeros(count),
        np.zeros(arcs),
        before=np.zeros(2 * count, np.int32),
        via=np.zeros(2 * count, np.int32),
        queue=np.zeros(2 * count, np.int32),
        separator=np.zeros(count, np.bool_),
    )


def _opposites(start: Ints, neighbour: Ints) -> Ints:
    tail = np.repeat(np.arange(len(start) - 1), np.diff(start))
    order = np.lexsort((tail, neighbour))  # arcs by head, then tail: the k-th is the opposite of arc k
    return order.astype(np.int32)


def _is_beside(network: _Network, estate: int, other: int) -> bool:
    return bool((network.neighbour[network.start[estate] : network.start[estate + 1]] == other).any())


@compiled
def _reached(g: _Network, usable: Bools, root: int) -> Bools:
    seen = np.zeros(len(usable), np.bool_)
    if not usable[root]:
        return seen
    seen[root] = True
    g.queue[0] = root
    waiting = 1
    while waiting > 0:
        waiting -= 1
        here = g.queue[waiting]
        for e in range(g.start[here], g.start[here + 1]):
            other = g.neighbour[e]
            if usable[other] and not seen[other]:
                seen[other] = True
                g.queue[waiting] = other
                waiting += 1
    return seen


@compiled_part
def _search(g: _Network, usable: Bools, weight: Floats, source: int, target: int) -> bool:
    """Look breadth first for a way with room left from the source's exit to the target's entry."""
    g.before[:] = -1
    first = 2 * source + 1
    g.before[first] = first
    g.queue[0] = first
    done, known = 0, 1
    while done < known:
        half = g.queue[done]
        done += 1
        here, leaves = half // 2, half % 2 == 1
        across = half - 1 if leaves else half + 1
        spare = g.node_flow[here] if leaves else weight[here] - g.node_flow[here]
        if spare > 1e-12 and g.before[across] < 0 and here != source:
            g.before[across] = half
            g.via[across] = -1
            g.queue[known] = across
            known += 1
        for e in range(g.start[here], g.start[here + 1]):
            other = g.neighbour[e]
            step = 2 * other if leaves else 2 * other + 1
            is_open = leaves or g.arc_flow[g.opposite[e]] > 1e-12
            if usable[other] and is_open and g.before[step] < 0 and other != source:
                g.before[step] = half
                g.via[step] = e
                if other == target:
                    return True
                g.queue[known] = step
                known += 1
    return False


@compiled_part
def _push(g: _Network, weight: Floats, source: int, target: int) -> float:
    """Push as much flow as the way found allows; return the amount."""
    amount, step = np.inf, 2 * target
    while step != 2 * source + 1:
        half = g.before[step]
        if half // 2 == step // 2:
            here = half // 2
            amount = min(amount, weight[here] - g.node_flow[here] if half % 2 == 0 else g.node_flow[here])
        elif half % 2 == 0:
            amount = min(amount, g.arc_flow[g.opposite[g.via[step]]])
        step = half
    step = 2 * target
    while step != 2 * source + 1:
        half = g.before[step]
        if half // 2 == step // 2:
            g.node_flow[half // 2] += amount if half % 2 == 0 else -amount
        elif half % 2 == 1:
            g.arc_flow[g.via[step]] += amount
        else:
            g.arc_flow[g.opposite[g.via[step]]] -= amount
        step = half
    return amount


@compiled
def _least_separator(g: _Network, usable: Bools, weight: Floats, source: int, target: int) -> float:
    """Return the weight of the least separator, marked in `separator`; ends early once it is not violated."""
    g.node_flow[:] = 0.0
    g.arc_flow[:] = 0.0
    flow = 0.0
    while flow < weight[target] - 1e-9:
        if not _search(g, usable, weight, source, target):
            break
        flow += _push(g, weight, source, target)
    else:
        return flow
    cut = np.zeros(len(usable), np.bool_)
    for node in range(len(usable)):
        cut[node] = g.before[2 * node] >= 0 and g.before[2 * node + 1] < 0
    side = _reached(g, usable & ~cut, target)
    g.separator[:] = False
    for node in range(len(usable)):
        if cut[node]:
            for e in range(g.start[node], g.start[node + 1]):
                if side[g.neighbour[e]]:
                    g.separator[node] = True
    return flow
