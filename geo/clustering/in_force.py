"""The plan in force as rooms of a problem: from the words of the ledger, an older plan or an edited workbook.

A station counts by the id or name of its room, by the name this program gave it, or by its estate. A region without a
known station takes the room inside it that is cheapest for its estates. What is taken for granted is reported.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np

from geo.clustering.joining import cheapest, join_nearest, stations_of_groups
from geo.clustering.layout import keyed
from geo.clustering.lock_rules import Directory
from geo.clustering.problem import Bools, Ints, Problem
from geo.clustering.region_cost import plain_pair_cny
from geo.errors import shortlist
from geo.findings import Report
from geo.wording import LANGUAGES, text

_MARK = "\0"


@dataclass(frozen=True, slots=True, eq=False)
class InForce:
    """A plan drawn by hand: `room_of` is complete, `is_stated` marks the estates that it names, shape ``(n,)``."""

    room_of: Ints
    is_stated: Bools


def plan_in_force(
    problem: Problem, estates: gpd.GeoDataFrame, rooms: gpd.GeoDataFrame, report: Report
) -> InForce | None:
    """Read `current_region` and `current_station` of the estates; None where no estate states either.

    Estates that state neither go to the nearest station next to them, and are reported.
    """
    own = keyed(estates, "estate_id").loc[list(problem.estate_ids)]
    words = {name: _words(own, name) for name in ("current_region", "current_station")}
    names = [str(name or "") for name in own["name"]]
    room_names = keyed(rooms, "room_id").loc[list(problem.room_ids)]["name"]
    found = _Stations(problem, names, [str(name or "") for name in room_names])
    room_of = np.array([found.room(word) for word in words["current_station"]], np.int32)
    labels = [
        region or ("" if room >= 0 else station)
        for region, station, room in zip(words["current_region"], words["current_station"], room_of, strict=True)
    ]
    is_stated = (room_of >= 0) | (np.array(labels, dtype=object) != "")
    if not is_stated.any() or problem.room_count == 0:
        return None
    _tell_unknown(words["current_station"], room_of, report)
    room_of = _with_their_region(problem, room_of, labels)
    room_of = _with_cheapest_room(problem, room_of, labels)
    _tell_new([names[i] for i in np.flatnonzero(~is_stated)], problem.name, report)
    return InForce(join_nearest(problem, room_of, np.full(problem.estate_count, -1, np.int32)), is_stated)


class _Stations:
    """Finds the room that a word for a station means."""

    def __init__(self, problem: Problem, estates: list[str], rooms: list[str]) -> None:
        self._problem = problem
        self._rooms = Directory.of(list(problem.room_ids), list(rooms))
        self._estates = Directory.of(list(problem.estate_ids), list(estates))
        self._endings = tuple(text("station.name", lang, place=_MARK).partition(_MARK)[2] for lang in LANGUAGES)

    def room(self, word: str) -> int:
        """Return the room's position, -1 where the word means none here."""
        room = self._rooms.find(word) if word else None
        if room is not None:
            return room
        host = next((i for ending in ("", *self._endings) if (i := self._host(word, ending)) is not None), None)
        if host is None:
            return -1
        own = np.flatnonzero((self._problem.host == host) & ~self._problem.is_forbidden).tolist()
        return min(own, key=lambda j: (self._problem.room_cny[j], j), default=-1)

    def _host(self, word: str, ending: str) -> int | None:
        return self._estates.find(word.removesuffix(ending)) if word and word.endswith(ending) else None


def _words(estates: gpd.GeoDataFrame, column: str) -> list[str]:
    if column not in estates.columns:
        return [""] * len(estates)
    return [word.strip() if isinstance(word, str) else "" for word in estates[column]]


def _with_their_region(problem: Problem, room_of: Ints, labels: list[str]) -> Ints:
    """Give estates of a region the station that most of its households state."""
    households: dict[str, dict[int, float]] = {}
    for label, room, homes in zip(labels, room_of.tolist(), problem.households.tolist(), strict=True):
        if label and room >= 0:
            by_room = households.setdefault(label, {})
            by_room[room] = by_room.get(room, 0.0) + homes
    most = {label: min(rooms, key=lambda j: (-rooms[j], j)) for label, rooms in households.items()}
    return np.array(
        [room if room >= 0 else most.get(label, -1) for label, room in zip(labels, room_of.tolist(), strict=True)],
        np.int32,
    )


def _with_cheapest_room(problem: Problem, room_of: Ints, labels: list[str]) -> Ints:
    """Give regions without any known station a room of their own, inside them where there is one."""
    open_labels = sorted({label for label, room in zip(labels, room_of.tolist(), strict=True) if label and room < 0})
    code = {label: position for position, label in enumerate(open_labels)}
    group = np.array([code.get(label, -1) for label in labels], np.int32)
    taken = problem.is_forbidden.copy()
    taken[room_of[room_of >= 0]] = True
    done = np.where(room_of >= 0, room_of, stations_of_groups(replace(problem, is_forbidden=taken), group))
    pair = plain_pair_cny(problem)
    for number in range(len(open_labels)):
        estates = np.flatnonzero((group == number) & (done < 0)).astype(np.int32)
        free = np.setdiff1d(np.flatnonzero(~problem.is_forbidden), done).astype(np.int32)
        if len(estates) and len(free):
            done[estates] = free[cheapest(problem, pair, estates, free)]
    if (done < 0).all():  # every room is forbidden: the plan in force breaks that rule anyway
        done[:] = cheapest(
            problem, pair, np.arange(len(done), dtype=np.int32), np.arange(problem.room_count, dtype=np.int32)
        )
    return done.astype(np.int32)


def _tell_unknown(stations: list[str], room_of: Ints, report: Report) -> None:
    unknown = sorted({word for word, room in zip(stations, room_of.tolist(), strict=True) if word and room < 0})
    if unknown:
        found = text("in-force-station.found", stations=shortlist(unknown))
        report.find("in-force-station", severity="warning", found=found)


def _tell_new(names: list[str], where: str, report: Report) -> None:
    if names:
        found = text("in-force-new.found", part=where, count=len(names), estates=shortlist(names))
        report.find("in-force-new", severity="note", found=found)
