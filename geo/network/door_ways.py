"""Several doors to a place: where each meets the streets, and the quickest of the ways between two places."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from geo.network.barriers import Floats, Ints
from geo.network.doors import Doors, Spread, at_themselves
from geo.network.roads.snapping import Snaps
from geo.network.travel import Places


@dataclass(frozen=True, slots=True, eq=False)
class Reached:
    """Places as the streets know them: the points where they are left and reached, one or several a place.

    Attributes
    ----------
    spread : the points, place by place.
    snaps : where each point meets its street.
    """

    spread: Spread
    snaps: Snaps

    @property
    def first(self) -> Ints:
        """Return the first point of each place, and the count of points last, shape ``(n + 1,)``."""
        return np.searchsorted(self.spread.place, np.arange(len(self.spread.estates) + 1))

    @property
    def is_plain(self) -> bool:
        """Whether every place is met at one point without a way inside."""
        return len(self.spread.place) == len(self.spread.estates) and not self.spread.inside_m.any()

    def block(self, places: slice) -> Reached:
        """Return some places that follow each other, numbered from 0."""
        start, stop, _ = places.indices(len(self.spread.estates))
        first = self.first
        rows = slice(int(first[start]), int(first[stop]))
        spread = Spread(
            self.spread.estates[start:stop],
            self.spread.place[rows] - start,
            self.spread.xy[rows],
            self.spread.inside_m[rows],
        )
        return Reached(spread, taken(self.snaps, np.arange(rows.start, rows.stop)))


def taken(snaps: Snaps, rows: Ints) -> Snaps:
    """Return some of the points, in the order of `rows`."""
    return Snaps(snaps.segment[rows], snaps.along_m[rows], snaps.distance_m[rows])


def with_ways_inside(
    minutes: Floats, metres: Floats, starts: Reached, ends: Reached, *, walk_m_min: float
) -> tuple[Floats, Floats]:
    """Add the walks between doors and rooms inside to the ways from door to door, shapes ``(points, points)``."""
    inside_m = starts.spread.inside_m[:, None] + ends.spread.inside_m[None, :]
    return minutes + inside_m / walk_m_min, metres + inside_m


def quickest(minutes: Floats, metres: Floats, starts: Reached, ends: Reached) -> tuple[Floats, Floats]:
    """Reduce ways from point to point to the quickest from place to place; of equally quick ones the shorter."""
    for axis, reached in ((0, starts), (1, ends)):
        if not reached.is_plain and len(reached.spread.place):
            first = reached.first[:-1]
            least = np.minimum.reduceat(minutes, first, axis=axis)
            is_least = minutes == np.take(least, reached.spread.place, axis=axis)
            metres = np.minimum.reduceat(np.where(is_least, metres, np.inf), first, axis=axis)
            minutes = least
    return minutes, metres


def quickest_doors(
    minutes: Floats, metres: Floats, starts: Reached, ends: Reached, pairs: tuple[Ints, Ints]
) -> tuple[Ints, Ints]:
    """Choose by which points each pair of places is left and reached, as `quickest` does.

    Parameters
    ----------
    minutes, metres : from point to point.
    pairs : places of `starts` and of `ends`, each shape ``(k,)``.
    """
    first, last = (reached.first[places] for reached, places in ((starts, pairs[0]), (ends, pairs[1])))
    choices = starts.first[pairs[0] + 1] - first, ends.first[pairs[1] + 1] - last
    count = choices[0] * choices[1]
    pair = np.repeat(np.arange(len(count)), count)
    number = np.arange(len(pair)) - np.repeat(np.cumsum(count) - count, count)
    rows, columns = first[pair] + number // choices[1][pair], last[pair] + number % choices[1][pair]
    order = np.lexsort((metres[rows, columns], minutes[rows, columns], pair))
    best = order[np.unique(pair[order], return_index=True)[1]]
    return rows[best], columns[best]


def reach(places: Places, doors: Doors | None, snap: Callable[[Floats], Snaps]) -> Reached:
    """Find where places meet their streets: at their doors, or at themselves where no door of theirs has a street.

    Parameters
    ----------
    snap : the look-up of streets for points, shape ``(k, 2)``.
    """
    if doors is None:
        return Reached(at_themselves(places), snap(places.xy))
    spread = doors.spread(places, doors.estates_of(places))
    snaps = snap(spread.xy)
    useful = np.unique(spread.place[(snaps.segment >= 0) | (spread.estates[spread.place] < 0)])
    if len(useful) < len(places):
        useless = np.setdiff1d(np.arange(len(places)), useful)
        spread = doors.spread(places, np.where(np.isin(np.arange(len(places)), useless), -1, spread.estates))
        snaps = snap(spread.xy)
    return Reached(spread, snaps)


def nearest(reached: Reached) -> Snaps:
    """Return the shortest leg to a street of each place, shape ``(n,)``."""
    order = np.lexsort((reached.snaps.distance_m, reached.spread.place))
    first = order[np.unique(reached.spread.place[order], return_index=True)[1]]
    return taken(reached.snaps, first)
