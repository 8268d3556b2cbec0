"""Pieces strung into streets that run from junction to junction, with all their vertices.

A vertex where two pieces of one kind meet, and nothing else, is no junction: the street runs on. A ring without
any junction begins at its lowest vertex; a street that comes back to its own begin is cut in two half-way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from geo.network.roads.graph import Bools, Floats, Ints
from geo.network.roads.pieces import Pieces


@dataclass(frozen=True, slots=True, eq=False)
class Strung:
    """Streets as packed vertices, lower end first, in the order of their ends and lengths.

    Attributes
    ----------
    vertex, start : street i runs over ``vertex[start[i]:start[i + 1]]``.
    kind : the kind of each street along its vertices, shape ``(m,)``.
    loops : how many were cut in two.
    """

    vertex: Ints
    start: Ints
    kind: Ints
    loops: int


@dataclass(frozen=True, slots=True, eq=False)
class _Walk:
    """Pieces one after the other as they are walked: from, to, kind that way, and the street; shapes ``(p,)``."""

    here: Ints
    there: Ints
    kind: Ints
    street: Ints


def strung(pieces: Pieces, xy: Floats, rank: Ints) -> Strung:
    """Join pieces to streets.

    Parameters
    ----------
    pieces : no two of them join the same vertices.
    xy : places of the vertices in metres, for the lengths.
    rank : order of the vertices that does not depend on the file, shape ``(v,)``.
    """
    if len(pieces) == 0:
        return Strung(np.empty(0, dtype=np.int64), np.zeros(1, dtype=np.int64), np.empty(0, dtype=np.int64), 0)
    goes_on = _opened_rings(pieces, _goes_on(pieces, len(rank)), rank)
    order, flip, street = _joined(_runs(pieces, goes_on), pieces, goes_on)
    reverse = pieces.kinds.reverse
    here = np.where(flip, pieces.target, pieces.origin)[order]
    there = np.where(flip, pieces.origin, pieces.target)[order]
    kind = np.where(flip, reverse[pieces.kind], pieces.kind)[order]
    street, loops = _loops_cut(_Walk(here, there, kind, street), xy, rank)
    return _packed(_Walk(here, there, kind, street), reverse, xy, rank, loops)


def _goes_on(pieces: Pieces, vertices: int) -> Bools:
    """Say at which vertices exactly two pieces meet whose kinds run on, shape ``(v,)``."""
    reverse = pieces.kinds.reverse
    ends = np.concatenate([pieces.origin, pieces.target])
    leaving = np.concatenate([pieces.kind, reverse[pieces.kind]])
    order = np.flatnonzero(np.bincount(ends, minlength=vertices)[ends] == 2)
    order = order[np.argsort(ends[order], kind="stable")]
    one, other = order[0::2], order[1::2]
    goes_on = np.zeros(vertices, dtype=np.bool_)
    goes_on[ends[one]] = reverse[leaving[one]] == leaving[other]
    return goes_on


def _opened_rings(pieces: Pieces, goes_on: Bools, rank: Ints) -> Bools:
    """Make the lowest vertex of every ring a junction, so that no street is without an end."""
    inside = goes_on[pieces.origin] & goes_on[pieces.target]
    origin, target = pieces.origin[inside], pieces.target[inside]
    links = coo_array((np.ones(len(origin), dtype=np.int8), (origin, target)), shape=(len(rank), len(rank)))
    count, part = connected_components(links, directed=False)
    # A chain of k such vertices has k - 1 pieces between them, a ring has k.
    is_ring = np.bincount(part[origin], minlength=count) == np.bincount(part[goes_on], minlength=count)
    rows = np.flatnonzero(goes_on & is_ring[part])
    rows = rows[np.lexsort((rank[rows], part[rows]))]
    opened = goes_on.copy()
    opened[rows[np.append(True, np.diff(part[rows]) != 0)[: len(rows)]]] = False
    return opened


@dataclass(frozen=True, slots=True, eq=False)
class _Runs:
    """Stretches of pieces that follow each other as given: `first` and `last` piece of each, shape ``(r,)``."""

    first: Ints
    last: Ints


def _runs(pieces: Pieces, goes_on: Bools) -> _Runs:
    """Find the stretches: piece i + 1 begins where piece i ends, and that vertex is no junction."""
    follows = (pieces.origin[1:] == pieces.target[:-1]) & goes_on[pieces.origin[1:]]
    first = np.flatnonzero(np.append(True, ~follows))
    return _Runs(first, np.append(first[1:], len(pieces)) - 1)


def _joined(runs: _Runs, pieces: Pieces, goes_on: Bools) -> tuple[Ints, Bools, Ints]:
    """Chain the runs over the vertices where the street runs on.

    Returns
    -------
    The pieces in the order of the streets, whether each is walked backwards (by piece), and its street (by place).
    """
    ends = (pieces.origin[runs.first].tolist(), pieces.target[runs.last].tolist())
    meet = _meetings(ends, goes_on)
    begins = [(run, False) for run, vertex in enumerate(ends[0]) if vertex not in meet]
    begins += [(run, True) for run, vertex in enumerate(ends[1]) if vertex not in meet]
    return _unrolled(list(_chains(begins, ends, meet)), runs, len(pieces))


def _chains(
    begins: list[tuple[int, bool]], ends: tuple[list[int], list[int]], meet: dict[int, list[int]]
) -> Iterator[list[tuple[int, bool]]]:
    """Walk the streets from where they may begin, each run once."""
    taken = bytearray(len(ends[0]))
    for begin in begins:
        if not taken[begin[0]]:
            yield _chain(begin, ends, meet, taken)


def _meetings(ends: tuple[list[int], list[int]], goes_on: Bools) -> dict[int, list[int]]:
    """List, for each vertex where a street runs on over the end of a run, the runs that end there."""
    on = goes_on.tolist()
    meet: dict[int, list[int]] = {}
    for side in ends:
        for run, vertex in enumerate(side):
            if on[vertex]:
                meet.setdefault(vertex, []).append(run)
    return meet


def _chain(
    begin: tuple[int, bool], ends: tuple[list[int], list[int]], meet: dict[int, list[int]], taken: bytearray
) -> list[tuple[int, bool]]:
    """Walk on from a run, backwards or not, as far as the street goes."""
    run, backwards = begin
    chain = []
    while True:
        taken[run] = 1
        chain.append((run, backwards))
        vertex = ends[0 if backwards else 1][run]
        onward = [other for other in meet.get(vertex, ()) if not taken[other]]
        if not onward:
            return chain
        run = onward[0]
        backwards = ends[0][run] != vertex


def _unrolled(chains: list[list[tuple[int, bool]]], runs: _Runs, pieces: int) -> tuple[Ints, Bools, Ints]:
    """Turn chains of runs into the order of pieces."""
    run = np.array([one for chain in chains for one, _ in chain], dtype=np.int64)
    back = np.array([backwards for chain in chains for _, backwards in chain], dtype=np.bool_)
    street = np.repeat(np.arange(len(chains)), [len(chain) for chain in chains])
    size = (runs.last - runs.first + 1)[run]
    step = np.arange(pieces) - np.repeat(np.cumsum(size) - size, size)
    begin = np.repeat(np.where(back, runs.last[run], runs.first[run]), size)
    walked_back = np.repeat(back, size)
    order = begin + np.where(walked_back, -step, step)
    flip = np.zeros(pieces, dtype=np.bool_)
    flip[order] = walked_back
    return order, flip, np.repeat(street, size)


def _loops_cut(walk: _Walk, xy: Floats, rank: Ints) -> tuple[Ints, int]:
    """Give the streets new numbers so that one which ends where it began becomes two, cut nearest its middle."""
    first = np.flatnonzero(np.append(True, np.diff(walk.street) != 0))
    last = np.append(first[1:], len(walk.street)) - 1
    begins = np.zeros(len(walk.street), dtype=np.int64)
    begins[first] = 1
    loops = np.flatnonzero(walk.here[first] == walk.there[last])
    for loop in loops.tolist():
        rows = slice(first[loop], last[loop] + 1)
        done = np.cumsum(np.hypot(*(xy[walk.there[rows]] - xy[walk.here[rows]]).T))
        off = np.round(np.abs(done[:-1] - done[-1] / 2), 6)
        middle = np.lexsort((rank[walk.there[rows]][:-1], off))[0]  # whichever way the loop was walked
        begins[first[loop] + 1 + middle] = 1
    return np.cumsum(begins) - 1, len(loops)


def _packed(walk: _Walk, reverse: Ints, xy: Floats, rank: Ints, loops: int) -> Strung:
    """Turn every street so that its lower end comes first, sort the streets, and pack their vertices."""
    first = np.flatnonzero(np.append(True, np.diff(walk.street) != 0))
    last = np.append(first[1:], len(walk.street)) - 1
    begin, end = rank[walk.here[first]], rank[walk.there[last]]
    turned = begin > end
    metres = np.round(np.add.reduceat(np.hypot(*(xy[walk.there] - xy[walk.here]).T), first), 6)
    second = np.where(turned, rank[walk.here[last]], rank[walk.there[first]])
    order = np.lexsort((second, metres, np.maximum(begin, end), np.minimum(begin, end)))
    kind = np.where(turned, reverse[walk.kind[first]], walk.kind[first])[order]
    vertex, start = _vertices(walk, first[order], last[order], turned[order])
    return Strung(vertex, start, kind, loops)


def _vertices(walk: _Walk, first: Ints, last: Ints, turned: Bools) -> tuple[Ints, Ints]:
    """Pack the vertices of streets given by their first and last piece, those turned from the end backwards."""
    size = last - first + 2
    start = np.concatenate([[0], np.cumsum(size)]).astype(np.int64)
    step = np.arange(start[-1]) - np.repeat(start[:-1], size)
    begin, end, back = np.repeat(first, size), np.repeat(last, size), np.repeat(turned, size)
    # Vertex k of a street is where its piece k begins; its last vertex is where its last piece ends.
    piece = np.clip(np.where(back, end - step, begin + step), begin, end)
    is_last = step == end - begin + 1
    return np.where(back != is_last, walk.there[piece], walk.here[piece]), start
