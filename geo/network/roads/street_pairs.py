"""Directed edges made streets: an edge and its reverse are one street open both ways, an edge alone is one-way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from geo.network.roads.graph import Floats
from geo.network.roads.tags import direction_of
from geo.network.roads.ways import Fact, Note, Tags, Ways

_DEGREE_DIGITS = 7  # as fine as OpenStreetMap writes: about a centimetre
_EARTH_M = 6_371_009.0
_AHEAD, _BACK = 1, 2
_OFF = 0.05  # a stated length this far off its line is said


@dataclass(frozen=True, slots=True, eq=False)
class Edge:
    """One edge as given: the numbers and places of its ends, the vertices between, its tags, its stated length."""

    ends: tuple[int, int]
    places: tuple[tuple[float, float], tuple[float, float]]
    inner: Floats
    tags: Tags
    length: str | None

    def line(self) -> Floats:
        """Return all its vertices in degrees, shape ``(k, 2)``."""
        return np.concatenate([[self.places[0]], self.inner, [self.places[1]]])


@dataclass(slots=True)
class _Street:
    """A street: the edge that stands for it along its canonical direction, and in which directions it was given."""

    edge: Edge
    is_turned: bool
    given: int = 0


def streets_of(edges: Sequence[Edge], *, is_directed: bool, notes: list[Note]) -> Ways:
    """Join edges and their reverses; twins and doubtful lengths are added to `notes`."""
    streets: dict[tuple[object, ...], _Street] = {}
    twins = 0
    for edge in edges:
        key, is_turned = _key(edge)
        street = streets.setdefault(key, _Street(edge, is_turned))
        along = _directions(edge.tags) if not is_directed else _AHEAD
        given = _mirrored(along) if is_turned else along
        twins += int(street.given & given != 0)
        street.given |= given
    if twins:
        notes.append(Note("roads-drawn-twice", "note", {"count": twins, "km": 0.0}))
    _say_lengths(edges, notes)
    return _ways([streets[key] for key in sorted(streets)])


def _key(edge: Edge) -> tuple[tuple[object, ...], bool]:
    """Return what a street and its reverse have in common, and whether this edge is the reverse."""
    inner = tuple(map(tuple, np.round(edge.inner, _DEGREE_DIGITS).tolist()))
    ahead, back = (*edge.ends, inner), (*edge.ends[::-1], inner[::-1])
    return (ahead, False) if ahead <= back else (back, True)


def _directions(tags: Tags) -> int:
    """Return the directions that the tags of an undirected edge open."""
    direction = direction_of(tags) or 0
    return _AHEAD if direction > 0 else _BACK if direction < 0 else _AHEAD | _BACK


def _mirrored(given: int) -> int:
    return (_AHEAD if given & _BACK else 0) | (_BACK if given & _AHEAD else 0)


def _ways(streets: Sequence[_Street]) -> Ways:
    """Pack the streets; nodes are shared by their numbers, vertices between are each street's own."""
    nodes: dict[int, tuple[float, float]] = {}
    for street in streets:
        nodes.update(zip(street.edge.ends, street.edge.places, strict=True))
    position = {node: place for place, node in enumerate(sorted(nodes))}
    places = [np.array([nodes[node] for node in sorted(nodes)], dtype=np.float64).reshape(-1, 2)]
    vertices, start, tags, count = [], [0], [], len(nodes)
    for street in streets:
        edge = street.edge
        inner = edge.inner[::-1] if street.is_turned else edge.inner
        first, last = edge.ends[::-1] if street.is_turned else edge.ends
        vertices.append([position[first], *range(count, count + len(inner)), position[last]])
        places.append(inner)
        count += len(inner)
        start.append(start[-1] + len(inner) + 2)
        tags.append(_one_way_tags(edge.tags, street.given))
    xy = np.concatenate(places)
    packed = np.array([vertex for line in vertices for vertex in line], dtype=np.int64)
    return Ways(xy[:, 0], xy[:, 1], np.arange(count), packed, np.array(start, dtype=np.int64), tuple(tags))


def _one_way_tags(tags: Tags, given: int) -> Tags:
    """Say the direction of a street in its tags; what implied one before counts no more."""
    word = {_AHEAD: "yes", _BACK: "-1"}.get(given, "no")
    return {key: value for key, value in tags.items() if key not in {"junction", "oneway:bicycle"}} | {"oneway": word}


def _say_lengths(edges: Sequence[Edge], notes: list[Note]) -> None:
    """Compare the stated lengths with the lines; they are worked out anew in any case."""
    counts = {"missing": 0, "zero": 0, "negative": 0, "different": 0}
    for edge in edges:
        try:
            stated = float(edge.length or "nan")
        except ValueError:
            stated = float("nan")
        if not np.isfinite(stated):
            counts["missing"] += 1
        elif stated <= 0:
            counts["negative" if stated < 0 else "zero"] += 1
        elif abs(stated - (drawn := _metres(edge.line()))) > max(_OFF * drawn, 1.0):
            counts["different"] += 1
    if any(counts.values()):
        facts: dict[str, Fact] = dict(counts)
        notes.append(Note("roads-length", "note", facts))


def _metres(line: Floats) -> float:
    """Return the length of a line in degrees, near enough for a comparison."""
    lon, lat = np.radians(line).T
    east = np.diff(lon) * np.cos((lat[1:] + lat[:-1]) / 2)
    return float(np.hypot(east, np.diff(lat)).sum() * _EARTH_M)
