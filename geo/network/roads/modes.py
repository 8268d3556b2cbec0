"""What each mode makes of a road: open or closed, which way, how fast. One answer a combination of tags."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.errors import shortlist
from geo.network.roads.graph import MODES, Floats, Ints
from geo.network.roads.tags import bicycle_direction_of, class_of, direction_of, is_open, is_yes, limit_kmh
from geo.network.roads.ways import Note, Tags
from geo.policy import Policy
from geo.policy.roads import ROAD_CLASSES, RoadClass, RoadPolicy

_ACCESS = {
    "walk": ("foot", "access"),
    "ebike": ("bicycle", "vehicle", "access"),
    "truck": ("goods", "hgv", "motorcar", "motor_vehicle", "vehicle", "access"),
}
_M_MIN = 1000 / 60  # metres a minute of one km/h
Speeds = tuple[float, ...]
_CLOSED: Speeds = (0.0,) * (2 * len(MODES))


@dataclass(frozen=True, slots=True, eq=False)
class Usage:
    """What the modes make of each way.

    Attributes
    ----------
    road_class : position in `ROAD_CLASSES`, shape ``(w,)``, -1 where the way is no road.
    combination : which row of `speeds`, shape ``(w,)``.
    speeds : metres a minute along and against the line, the modes in turn, shape ``(c, 6)``; 0 where closed.
    """

    road_class: NDArray[np.int64]
    combination: Ints
    speeds: Floats


class _Reader:
    """Reads tags under one policy and keeps count of what it could not read."""

    def __init__(self, policy: Policy) -> None:
        self.roads: RoadPolicy = policy.roads
        self.walk_m_min = policy.travel.walk_m_min
        self.rows: dict[str, RoadClass] = {name: policy.roads.road_class(name) for name in ROAD_CLASSES}
        self.limits: Counter[str] = Counter()
        self.directions: Counter[str] = Counter()

    def speeds(self, name: str, tags: Tags, ways: int) -> Speeds:
        """Return the six speeds of a class under its tags, metres a minute; `ways` are so tagged."""
        row, vehicles = self.rows[name], direction_of(tags)
        if vehicles is None or tags.get("oneway") in {"reversible", "alternating"}:
            self.directions[tags["oneway"]] += ways
            vehicles = vehicles or 0
        limit = self._limit(tags, ways)
        bicycles = bicycle_direction_of(tags, vehicles) if self.roads.ebike_obeys_oneway else 0
        walking = self.walk_m_min * (self.roads.steps_speed_share if name == "steps" else 1.0)
        on_foot = walking if self._is_open("walk", tags, open_by_class=row.walk) else 0.0
        ebike = self._ebike(row, tags, limit)
        truck = row.truck_kmh if self._is_open("truck", tags, open_by_class=row.truck_kmh > 0) else 0.0
        truck = min(truck, limit or truck)
        return (on_foot, on_foot, *_both_ways(ebike * _M_MIN, bicycles), *_both_ways(truck * _M_MIN, vehicles))

    def _limit(self, tags: Tags, ways: int) -> float | None:
        limit = limit_kmh(tags.get("maxspeed", ""), self.roads.implied_kmh)
        if limit is not None and np.isnan(limit):
            self.limits[tags["maxspeed"]] += ways
            return None
        return limit

    def _ebike(self, row: RoadClass, tags: Tags, limit: float | None) -> float:
        if not self._is_open("ebike", tags, open_by_class=row.ebike_kmh > 0):
            return 0.0
        pushed, ridden = self.walk_m_min / _M_MIN, row.ebike_kmh
        if tags.get("bicycle") in {"yes", "designated"} and row.name != "steps":
            ridden = max(ridden, self.rows["cycleway"].ebike_kmh)
        speed = pushed if tags.get("bicycle") == "dismount" else ridden or pushed
        return min(speed, self.roads.ebike_limit_kmh, limit or speed)

    def _is_open(self, mode: str, tags: Tags, *, open_by_class: bool) -> bool:
        keys = _ACCESS[mode]
        if mode == "truck" and not self.roads.truck_obeys_hgv:
            keys = tuple(key for key in keys if key != "hgv")
        said = is_open(tags, keys, enter_private=self.roads.enter_private)
        own = is_open(tags, keys[:1], enter_private=self.roads.enter_private)
        if said is False or own is not None:
            return bool(said) and (open_by_class or mode != "truck")
        return open_by_class and (mode == "truck" or not self._is_for_motors(tags))

    def _is_for_motors(self, tags: Tags) -> bool:
        """Say whether a road keeps people and bicycles off without a word: motor roads, trunk bridges and tunnels."""
        if is_yes(tags.get("motorroad", "")):
            return True
        if self.roads.walk_on_trunk_structures or not tags.get("highway", "").startswith("trunk"):
            return False
        has_pavement = tags.get("sidewalk", "no") not in {"no", "none"}
        return not has_pavement and (is_yes(tags.get("bridge", "")) or is_yes(tags.get("tunnel", "")))


def _both_ways(speed: float, direction: int) -> tuple[float, float]:
    return (speed if direction >= 0 else 0.0, speed if direction <= 0 else 0.0)


def usage_of(tags: tuple[Tags, ...], policy: Policy, notes: list[Note]) -> Usage:
    """Judge every way; what could not be read is added to `notes`.

    A stated limit slows a mode down and never makes it faster than its class.
    """
    reader = _Reader(policy)
    combinations: dict[tuple[tuple[str, str], ...], int] = {}
    counts: Counter[int] = Counter()
    which = np.empty(len(tags), dtype=np.int64)
    for position, of_way in enumerate(tags):
        key = tuple(sorted((name, value) for name, value in of_way.items() if name != "name"))
        which[position] = number = combinations.setdefault(key, len(combinations))
        counts[number] += 1
    speeds = np.zeros((len(combinations), 2 * len(MODES)))
    classes = np.full(len(combinations), -1, dtype=np.int64)
    for key, number in combinations.items():
        of_way = dict(key)
        name = class_of(of_way.get("highway", ""))
        if name:
            classes[number] = ROAD_CLASSES.index(name)
            speeds[number] = reader.speeds(name, of_way, counts[number])
    notes.extend(_unread(reader))
    return Usage(classes[which] if len(tags) else np.empty(0, dtype=np.int64), which, speeds)


def _unread(reader: _Reader) -> list[Note]:
    notes = []
    for rule, counter in (("roads-maxspeed", reader.limits), ("roads-oneway", reader.directions)):
        if counter:
            words = shortlist(sorted(counter))
            notes.append(Note(rule, "warning", {"count": counter.total(), "values": words}))
    return notes
