"""Mending of raw pieces: places drawn twice, pieces drawn twice; and what is said of loops, parallels, loose parts."""

from __future__ import annotations

import numpy as np

from geo.errors import shortlist
from geo.network.roads.components import large_parts, leftovers
from geo.network.roads.graph import MODES, Floats, Ints, RoadGraph
from geo.network.roads.pieces import Pieces, both_directions, numbered
from geo.network.roads.tags import layer_of
from geo.network.roads.ways import Fact, Note, Ways

_DEGREE_DIGITS = 1e7  # as fine as OpenStreetMap writes: about a centimetre


def merged_vertices(ways: Ways, notes: list[Note]) -> Ints:
    """Return the packed vertices of the ways, two of one place and one level made one.

    A bridge's vertex that stands exactly above a street's stays apart: its level differs.
    """
    level = np.full(len(ways.lon), 99, dtype=np.int64)
    of_way = np.array([layer_of(tags) for tags in ways.tags], dtype=np.int64)
    of_row = np.repeat(of_way, np.diff(ways.start))
    order = np.lexsort((of_row, np.abs(of_row)))[::-1]
    level[ways.vertex[order]] = of_row[order]  # the level nearest the ground is written last
    used = np.unique(ways.vertex)
    keys = np.column_stack([np.round(ways.lon * _DEGREE_DIGITS), np.round(ways.lat * _DEGREE_DIGITS), level])[used]
    order = np.lexsort((ways.ids[used], *keys.T[::-1]))
    ordered = keys[order]
    is_first = np.append(True, (ordered[1:] != ordered[:-1]).any(axis=1))[: len(ordered)]
    stands_for = np.arange(len(ways.lon), dtype=np.int64)
    firsts = used[order][is_first]
    stands_for[used[order]] = firsts[np.cumsum(is_first) - 1] if len(order) else firsts
    if merged := int(len(used) - is_first.sum()):
        notes.append(Note("roads-duplicate-nodes", "note", {"count": merged}))
    return np.asarray(stands_for[ways.vertex], dtype=np.int64)


def without_twins(pieces: Pieces, xy: Floats, notes: list[Note]) -> Pieces:
    """Make one of pieces that join the same two vertices: open and fast as the best of them, of the higher class."""
    low, high = np.minimum(pieces.origin, pieces.target), np.maximum(pieces.origin, pieces.target)
    order = np.lexsort((high, low))
    is_first = np.append(True, (np.diff(low[order]) != 0) | (np.diff(high[order]) != 0))[: len(order)]
    if is_first.all():
        return pieces
    group = np.empty(len(order), dtype=np.int64)
    group[order] = np.cumsum(is_first) - 1
    first = np.unique(group, return_index=True)[1]
    again = np.setdiff1d(np.arange(len(group)), first)
    metres = np.hypot(*(xy[pieces.target[again]] - xy[pieces.origin[again]]).T)
    facts: dict[str, Fact] = {"count": len(again), "km": round(float(metres.sum()) / 1000, 2)}
    notes.append(Note("roads-drawn-twice", "note", facts))
    return _united(pieces, group, np.asarray(first, dtype=np.int64))


def _united(pieces: Pieces, group: Ints, first: Ints) -> Pieces:
    """Keep the first piece of each group and give it the best of the group's kinds."""
    kinds = pieces.kinds
    from_low = pieces.origin < pieces.target
    seen = np.where(from_low, pieces.kind, kinds.reverse[pieces.kind])
    rows = np.flatnonzero((np.bincount(group) > 1)[group])
    rows = rows[np.lexsort((seen[rows], group[rows]))]
    starts = np.flatnonzero(np.append(True, np.diff(group[rows]) != 0))
    speeds = np.maximum.reduceat(kinds.speeds[seen[rows]], starts)
    road_class = np.minimum.reduceat(kinds.road_class[seen[rows]], starts)
    words = (*sorted(set(kinds.name) - {""}), "")  # a name is better than none
    position = {word: place for place, word in enumerate(words)}
    old_name = np.array([position[word] for word in kinds.name], dtype=np.int64)
    name = np.minimum.reduceat(old_name[seen[rows]], starts)
    table_rows, along, against = both_directions(np.concatenate([kinds.speeds, speeds]))
    classes, names = np.append(kinds.road_class, road_class), np.append(old_name, name)
    table = numbered(np.column_stack([classes, names, along, against]), table_rows, words)
    old, new = table.forward[: len(kinds.name)], table.forward[len(kinds.name) :]
    kind = old[pieces.kind]
    kept = first[group[rows[starts]]]
    kind[kept] = np.where(from_low[kept], new, table.reverse[new])
    kept_all = np.sort(first)
    return Pieces(pieces.origin[kept_all], pieces.target[kept_all], kind[kept_all], table)


def report_streets(graph: RoadGraph, loops: int, notes: list[Note]) -> None:
    """Say how many loops were cut, and how many junctions several streets join."""
    if loops:
        notes.append(Note("roads-loops", "note", {"count": loops}))
    pairs = np.unique(np.stack([graph.tail, graph.head]), axis=1, return_counts=True)[1]
    if several := int((pairs > 1).sum()):
        notes.append(Note("roads-parallel", "note", {"count": several}))


def report_parts(graph: RoadGraph, notes: list[Note], *, least_share: float) -> None:
    """Say, mode by mode, which parts do not hang together with the rest."""
    for mode in MODES:
        links = graph.links_of(mode)
        parts = large_parts(links, least_share=least_share)
        if not parts.km:
            notes.append(Note("roads-mode-empty", "warning", {"mode": mode}))
            continue
        if len(parts.km) > 1:
            facts: dict[str, Fact] = {"mode": mode, "count": len(parts.km)}
            facts["km"] = shortlist(f"{km:.1f}" for km in parts.km)
            notes.append(Note("roads-parts", "warning", facts))
        rest = leftovers(links, parts.usable)
        if rest.islands:
            facts = {"mode": mode, "count": rest.islands, "km": round(rest.islands_km, 2)}
            facts |= {"largest": round(rest.largest_island_km, 2), "kept": round(sum(parts.km), 1)}
            notes.append(Note("roads-islands", "warning", facts))
        if rest.traps:
            facts = {"mode": mode, "count": rest.traps, "km": round(rest.traps_km, 2)}
            notes.append(Note("roads-traps", "warning", facts))
