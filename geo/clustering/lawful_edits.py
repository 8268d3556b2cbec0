"""Which changes made by hand the hard rules allow: judged on the rooms, links and walks of one sub-district.

A change is refused where its station is unknown or must not be used, beyond a hard walking limit, on the other side of
a barrier without a crossing, or where two changes contradict each other. All others become locks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from geo.clustering.contiguity import components
from geo.clustering.lock_rules import Directory
from geo.clustering.problem import Ints, Problem
from geo.findings import Report
from geo.io.companions.edits import Edit
from geo.schema import LOCKS


def lawful_edits(
    problem: Problem,
    edits: Sequence[Edit],
    *,
    links: pd.DataFrame,
    room_names: Sequence[str | None],
    barriers_are_hard: bool,
    report: Report,
) -> list[Edit]:
    """Return the edits, each granted (its station a room's id) or with its refusal.

    Parameters
    ----------
    problem : the sub-district without any lock.
    links : table LINKS of it.
    room_names : in the problem's order.
    """
    rooms = Directory.of(list(problem.room_ids), list(room_names))
    estates = {estate_id: position for position, estate_id in enumerate(problem.estate_ids)}
    side = _sides(problem, links) if barriers_are_hard else np.zeros(problem.estate_count, np.int32)
    judged = []
    for edit in edits:
        room = rooms.find(edit.station)
        if edit.refusal:
            judged.append(edit)
        elif room is None:
            judged.append(edit.refused("edit-station-unknown", report, station=edit.station))
        else:
            judged.append(_judged(problem, edit, estates[edit.estate_id], room, side=side, report=report))
    return list(_without_contradictions(problem, judged, estates, report))


def locks_of(edits: Sequence[Edit]) -> pd.DataFrame:
    """Turn granted edits into table LOCKS."""
    rows = [{"estate": edit.estate_id, "room": edit.station} for edit in edits if not edit.refusal]
    return LOCKS.conform(pd.DataFrame(rows, columns=["estate", "room"], dtype=object))


def _judged(problem: Problem, edit: Edit, estate: int, room: int, *, side: Ints, report: Report) -> Edit:
    host, station = int(problem.host[room]), problem.room_ids[room]
    usable = problem.host[~problem.is_forbidden]
    if problem.is_forbidden[room]:
        return edit.refused("edit-room-forbidden", report, station=station)
    if not np.isfinite(problem.pair_cny[estate, room]):
        return edit.refused("edit-too-far", report, station=station)
    if side[estate] != side[host] and (side[usable] == side[estate]).any():
        return edit.refused("edit-across-barrier", report, station=station)
    return Edit(edit.estate_id, station, edit.before_station, edit.cell, edit.where, edit.moves)


def _sides(problem: Problem, links: pd.DataFrame) -> Ints:
    """Give a number to each part of the sub-district that barriers without a crossing leave joined, ``(n,)``."""
    crosses = links["crosses_barrier"].astype("boolean").fillna(value=False).to_numpy(bool)
    index = pd.Index(problem.estate_ids)
    ends = np.column_stack([index.get_indexer(links[name]) for name in ("from_estate_id", "to_estate_id")])
    kept = ends[~crosses & (ends >= 0).all(axis=1)].astype(np.int32)
    return components(problem.estate_count, kept)


def _without_contradictions(
    problem: Problem, edits: Sequence[Edit], estates: Mapping[str, int], report: Report
) -> Iterator[Edit]:
    """Refuse both where one takes the estate of a station away and another sends an estate to that station."""
    wanted = {estates[edit.estate_id]: edit.station for edit in edits if not edit.refusal}
    host_of = dict(zip(problem.room_ids, problem.host.tolist(), strict=True))
    lost = {station for station in wanted.values() if wanted.get(host_of[station], station) != station}
    for edit in edits:
        own = {room for room, host in host_of.items() if host == estates[edit.estate_id]}
        clashing = ({edit.station} | own) & lost
        if clashing and not edit.refusal:
            yield edit.refused("edit-conflict", report, station="、".join(sorted(clashing)))
        else:
            yield edit
