"""From a place to its street: the nearest point of the nearest street that a mode may use, not the nearest junction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely

from geo.network.roads.graph import Bools, Floats, Ints, RoadGraph

_NEAR_BLOCK = 100_000  # places looked up at once; bounds the memory of ties


@dataclass(frozen=True, slots=True, eq=False)
class Snaps:
    """Where places meet their streets.

    Attributes
    ----------
    segment : the street, shape ``(k,)``; -1 where none lies within the limit.
    along_m : metres along it from its tail, shape ``(k,)``; 0 where none.
    distance_m : straight metres from the place to that point, shape ``(k,)``; ``inf`` where none.
    """

    segment: Ints
    along_m: Floats
    distance_m: Floats


class Snapper:
    """The streets of one mode, indexed once for many look-ups."""

    __slots__ = ("_length_m", "_lines", "_rows", "_tree")

    def __init__(self, graph: RoadGraph, mode: str) -> None:
        rows = np.flatnonzero(graph.modes[mode].usable)
        size = np.diff(graph.shape_start)[rows]
        line = np.repeat(np.arange(len(rows)), size)
        first = np.cumsum(size) - size
        points = np.repeat(graph.shape_start[rows] - first, size) + np.arange(size.sum())
        self._rows = rows.astype(np.int64)
        self._lines = shapely.linestrings(graph.shape_xy[points], indices=line) if len(rows) else np.empty(0, object)
        self._length_m = graph.length_m[rows]
        self._tree = shapely.STRtree(self._lines)

    def snap(self, xy: Floats, *, max_snap_m: float) -> Snaps:
        """Find the nearest usable street of each place; of several at one distance, the first in the graph.

        Parameters
        ----------
        xy : x, y in metres of the graph's CRS, shape ``(k, 2)``; NaN is near nothing.
        max_snap_m : a street farther away is refused.
        """
        segment = np.full(len(xy), -1, dtype=np.int64)
        along, distance = np.zeros(len(xy)), np.full(len(xy), np.inf)
        known = np.flatnonzero(np.isfinite(xy).all(axis=1))
        for start in range(0, len(known) if len(self._rows) else 0, _NEAR_BLOCK):
            rows = known[start : start + _NEAR_BLOCK]
            points = shapely.points(xy[rows])
            found, metres = self._tree.query_nearest(points, max_distance=max_snap_m, return_distance=True)
            place, first = _first_of_each(found)
            line, place = found[1][first], rows[place]
            segment[place], distance[place] = self._rows[line], metres[first]
            located = shapely.line_locate_point(self._lines[line], points[found[0][first]])
            along[place] = np.clip(located, 0.0, self._length_m[line])
        return Snaps(segment, along, distance)

    def points(self, segment: Ints, along_m: Floats) -> Floats:
        """Return x, y of points on streets, shape ``(k, 2)``."""
        lines = self._lines[np.searchsorted(self._rows, segment)]
        return np.asarray(shapely.get_coordinates(shapely.line_interpolate_point(lines, along_m)))

    def snap_unless(self, xy: Floats, blocked: Callable[[Floats, Floats], Bools], *, max_snap_m: float) -> Snaps:
        """Find the nearest usable street of each place whose leg is not blocked, by the nearest point of each street.

        Parameters
        ----------
        xy : x, y in metres, finite, shape ``(k, 2)``.
        blocked : tells which of the legs from places to points on streets are, both of shape ``(m, 2)``.
        """
        points = shapely.points(xy)
        place, line = self._tree.query(points, predicate="dwithin", distance=max_snap_m)
        along = np.clip(shapely.line_locate_point(self._lines[line], points[place]), 0.0, self._length_m[line])
        ends = shapely.get_coordinates(shapely.line_interpolate_point(self._lines[line], along))
        free = np.flatnonzero(~blocked(xy[place], ends))
        place, line, along = place[free], line[free], along[free]
        metres = np.hypot(*(ends[free] - xy[place]).T)
        order = np.lexsort((line, metres, place))
        best = order[np.unique(place[order], return_index=True)[1]]
        found = Snaps(np.full(len(xy), -1, dtype=np.int64), np.zeros(len(xy)), np.full(len(xy), np.inf))
        found.segment[place[best]] = self._rows[line[best]]
        found.along_m[place[best]], found.distance_m[place[best]] = along[best], metres[best]
        return found


def _first_of_each(found: Ints) -> tuple[Ints, Ints]:
    """Return the places found and, for each, the position in `found` of its lowest line."""
    order = np.lexsort((found[1], found[0]))
    places, first = np.unique(found[0][order], return_index=True)
    return places, order[first]


def snap(graph: RoadGraph, mode: str, xy: Floats, *, max_snap_m: float) -> Snaps:
    """Snap places to the streets of one mode; `Snapper` keeps the index where this is done more than once.

    Parameters
    ----------
    mode : one of `MODES`.
    xy : x, y in metres of the graph's CRS, shape ``(k, 2)``.
    max_snap_m : the longest way to a street, ``policy.roads.max_snap_m``.
    """
    return Snapper(graph, mode).snap(np.asarray(xy, dtype=np.float64).reshape(-1, 2), max_snap_m=max_snap_m)


def share_near(graph: RoadGraph, xy: Floats, metres: float) -> float:
    """Return the share of places with any street on foot within `metres`, 0-1; 1 where there are no places.

    Roads in another datum or of another town show here: few places are near them.
    """
    if len(xy) == 0:
        return 1.0
    return float((snap(graph, "walk", xy, max_snap_m=metres).segment >= 0).mean())
