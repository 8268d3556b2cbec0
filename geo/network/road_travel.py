"""The middle rung: ways along the roads, from door to door, and the straight line where there are none.

A place walks straight to its street at the policy's walking speed, whatever the mode; then the mode's minutes count,
one-way streets respected, and the metres reported are those of the quickest way. A pair whose one end has no street
near, or which the streets do not join, is asked of the next rung, with the detour factor found on the roads.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import shapely
from scipy.spatial import cKDTree

from geo.findings import Report
from geo.network.barriers import Bools, Floats, Ints, Shapes
from geo.network.detour import Detour, fit_detour
from geo.network.door_ways import Reached, quickest, quickest_doors, reach, taken, with_ways_inside
from geo.network.doors import Doors
from geo.network.own_side import on_own_side
from geo.network.pavements import Pavements, pavements_of
from geo.network.road_barriers import cutting_segments
from geo.network.roads.graph import RoadGraph
from geo.network.roads.snapping import Snapper, Snaps
from geo.network.shortest.streets import ModeStreets, streets_of
from geo.network.shortest.traces import traces
from geo.network.travel import ROADS, Distances, Places, StraightLine, Travel, blocks
from geo.policy import Policy, TravelPolicy

_UNKNOWN, _STREETS, _ACROSS, _INSIDE = range(4)  # how a pair goes
_NO_STREET = np.empty((0, 2))


@dataclass(frozen=True, slots=True, eq=False)
class RoadTravel:
    """Distances along the roads; build it with `road_travel`.

    Two places nearer to each other than to their streets go straight across, unless a barrier is in between; that
    counts as this rung too, since the streets are known to be no help.
    """

    graph: RoadGraph
    otherwise: Travel
    pace: TravelPolicy
    max_snap_m: float
    pavements: Pavements | None = None
    doors: Doors | None = None
    _modes: dict[str, tuple[ModeStreets, Snapper]] = field(default_factory=dict)

    def walk(self, origins: Places, targets: Places) -> Distances:
        """Walk from each origin to each target."""
        return self._matrix(origins, targets, "walk")

    def crew(self, origins: Places, targets: Places, *, mode: str = "ebike") -> Distances:
        """Go with a crew from each origin to each target; vehicles keep to one-way streets."""
        return self._matrix(origins, targets, mode)

    def walk_pairs(self, origins: Places, targets: Places) -> Distances:
        """Walk pair by pair."""
        found = self._pairs(origins, targets, "walk")
        rung = np.full(len(origins), ROADS, dtype=np.int8)
        told = Distances(found.metres, rung, np.zeros(len(origins), dtype=bool), found.minutes)
        missing = np.flatnonzero(~np.isfinite(told.metres))
        if len(missing):
            _put(told, (missing,), self.otherwise.walk_pairs(origins.take(missing), targets.take(missing)))
        return told

    def paths(self, origins: Places, targets: Places, *, mode: str) -> Shapes:
        """Draw the way of each pair along the streets, by the doors that the matrix goes by.

        The legs between doors and streets are drawn, and those between a door and a room inside.
        """
        found = self._pairs(origins, targets, mode)
        lines = self.otherwise.paths(origins, targets, mode=mode)
        on_roads = np.flatnonzero(found.how == _STREETS)
        snaps = taken(found.starts.snaps, found.start[on_roads]), taken(found.ends.snaps, found.end[on_roads])
        drawn = dict(zip(on_roads.tolist(), traces(self._mode(mode)[0], *snaps), strict=True))
        for row in np.flatnonzero((found.how == _STREETS) | (found.how == _ACROSS)).tolist():
            along = drawn.get(row, _NO_STREET)
            if along is not None:
                lines[row] = _line(found, row, origins.xy[row], along, targets.xy[row])
        return lines

    def snaps(self, xy: Floats, mode: str) -> Snaps:
        """Return where points meet the streets of a mode; see `geo.network.roads.snapping`."""
        snapper = self._mode(mode)[1]
        snaps = snapper.snap(xy, max_snap_m=self.max_snap_m)
        barriers = self.otherwise.barriers if isinstance(self.otherwise, StraightLine) else None
        if barriers is not None:
            snaps = on_own_side(snaps, xy, snapper, barriers, max_snap_m=self.max_snap_m)
        return self.pavements.onto_own_side(snaps, xy) if self.pavements and mode == "walk" else snaps

    def reached(self, places: Places, mode: str) -> Reached:
        """Return where places meet the streets of a mode: at doors that have a street, else at themselves."""
        return reach(places, self.doors, lambda xy: self.snaps(xy, mode))

    def streets(self, mode: str) -> ModeStreets:
        """Return the streets of a mode, prepared once."""
        return self._mode(mode)[0]

    def _mode(self, mode: str) -> tuple[ModeStreets, Snapper]:
        if mode not in self._modes:
            graph = self.pavements.graph if self.pavements and mode == "walk" else self.graph
            self._modes[mode] = streets_of(graph, mode), Snapper(graph, mode)
        return self._modes[mode]

    def _matrix(self, origins: Places, targets: Places, mode: str) -> Distances:
        starts, ends = self.reached(origins, mode), self.reached(targets, mode)
        minutes, metres, _ = self._on_roads(mode, starts, ends)
        minutes, metres = quickest(minutes, metres, starts, ends)
        self._go_inside(minutes, metres, (origins, starts), (targets, ends))
        told = Distances(metres, np.full(metres.shape, ROADS, np.int8), np.zeros(metres.shape, bool), minutes)
        for rows, columns in _missing(metres):
            some = origins.take(rows), targets.take(columns)
            other = self.otherwise.walk(*some) if mode == "walk" else self.otherwise.crew(*some, mode=mode)
            _put(told, np.ix_(rows, columns), other)
        return told

    def _pairs(self, origins: Places, targets: Places, mode: str) -> _Pairs:
        """Find the ways of single pairs, each place met once."""
        rows, row_of = _told_apart(origins)
        columns, column_of = _told_apart(targets)
        starts, ends = self.reached(origins.take(rows), mode), self.reached(targets.take(columns), mode)
        found = _Pairs(starts, ends, len(origins))
        for block in blocks(len(rows), len(ends.spread.place)):
            wanted = np.flatnonzero((row_of >= block.start) & (row_of < block.stop))
            own = starts.block(block)
            minutes, metres, across = self._on_roads(mode, own, ends)
            at = quickest_doors(minutes, metres, own, ends, (row_of[wanted] - block.start, column_of[wanted]))
            found.start[wanted], found.end[wanted] = at[0] + starts.first[block.start], at[1]
            found.minutes[wanted], found.metres[wanted] = minutes[at], metres[at]
            found.how[wanted] = np.where(np.isfinite(minutes[at]), np.where(across[at], _ACROSS, _STREETS), _UNKNOWN)
        self._go_inside_pairs(found, origins, targets, (row_of, column_of))
        return found

    def _on_roads(self, mode: str, starts: Reached, ends: Reached) -> tuple[Floats, Floats, Bools]:
        """Return minutes and metres from point to point, ``inf`` where the roads do not lead; and who goes across."""
        minutes, metres = (np.full((len(starts.spread.place), len(ends.spread.place)), np.inf) for _ in range(2))
        rows, columns = np.flatnonzero(starts.snaps.segment >= 0), np.flatnonzero(ends.snaps.segment >= 0)
        if len(rows) and len(columns):
            leg_m = starts.snaps.distance_m[rows, None] + ends.snaps.distance_m[None, columns]
            between = self._mode(mode)[0].matrix(taken(starts.snaps, rows), taken(ends.snaps, columns))
            cells = np.ix_(rows, columns)
            minutes[cells], metres[cells] = between[0] + leg_m / self.pace.walk_m_min, between[1] + leg_m
        across = self._go_across(minutes, metres, starts, ends)
        if starts.is_plain and ends.is_plain:
            return minutes, metres, across
        return *with_ways_inside(minutes, metres, starts, ends, walk_m_min=self.pace.walk_m_min), across

    def _go_across(self, minutes: Floats, metres: Floats, starts: Reached, ends: Reached) -> Bools:
        """Let neighbours go straight where both streets are farther away than they are from each other."""
        rows, columns = _neighbours(starts, ends)
        one, other = (
            Places(("",) * len(rows), reached.spread.xy[at]) for reached, at in ((starts, rows), (ends, columns))
        )
        straight = self.otherwise.walk_pairs(one, other)
        better = (straight.minutes < minutes[rows, columns]) & ~straight.over_barrier
        cells = rows[better], columns[better]
        minutes[cells], metres[cells] = straight.minutes[better], straight.metres[better]
        across = np.zeros(minutes.shape, dtype=bool)
        across[cells] = True
        return across

    def _go_inside(
        self, minutes: Floats, metres: Floats, origins: tuple[Places, Reached], targets: tuple[Places, Reached]
    ) -> None:
        """Let those of one estate go straight to each other, and not out by a door and in again."""
        (start, starts), (end, ends) = origins, targets
        rows, columns = np.nonzero(
            (starts.spread.estates[:, None] == ends.spread.estates[None, :]) & (starts.spread.estates[:, None] >= 0)
        )
        straight = self.otherwise.walk_pairs(start.take(rows), end.take(columns))
        minutes[rows, columns], metres[rows, columns] = straight.minutes, straight.metres

    def _go_inside_pairs(self, found: _Pairs, origins: Places, targets: Places, places: tuple[Ints, Ints]) -> None:
        """Let pairs of one estate go straight to each other; see `_go_inside`."""
        estates = found.starts.spread.estates[places[0]], found.ends.spread.estates[places[1]]
        same = np.flatnonzero((estates[0] == estates[1]) & (estates[0] >= 0))
        straight = self.otherwise.walk_pairs(origins.take(same), targets.take(same))
        found.minutes[same], found.metres[same], found.how[same] = straight.minutes, straight.metres, _INSIDE


class _Pairs:
    """The ways of single pairs: from which point to which, how, how far."""

    __slots__ = ("end", "ends", "how", "metres", "minutes", "start", "starts")

    def __init__(self, starts: Reached, ends: Reached, count: int) -> None:
        self.starts, self.ends = starts, ends
        self.start, self.end, self.how = (np.zeros(count, dtype=np.int64) for _ in range(3))
        self.minutes, self.metres = (np.full(count, np.inf) for _ in range(2))


def road_travel(
    graph: RoadGraph,
    *,
    otherwise: Travel,
    policy: Policy,
    report: Report,
    detour: Detour | None = None,
    crossings: Floats | None = None,
    doors: Doors | None = None,
) -> RoadTravel:
    """Prepare distances along the roads.

    Parameters
    ----------
    otherwise : answers where the roads do not lead; a `StraightLine` takes over the detour factor found on the roads.
    detour : the factor where it is known already; otherwise it is found here, and told.
    crossings : x, y in metres of the crossings by which alone people cross the roads that cut, shape ``(c, 2)``;
        None lets them cross at every corner.
    doors : where the ways of estates start and end; None: at the estates' own places.
    """
    pavements = None
    if crossings is not None:
        pavements = pavements_of(graph, cutting_segments(graph, policy), crossings, policy)
    travel = RoadTravel(graph, otherwise, policy.travel, policy.roads.max_snap_m, pavements, doors)
    if not isinstance(otherwise, StraightLine):
        return travel
    fitted = detour or fit_detour(travel.streets("walk"), fallback=otherwise.detour_factor, report=report)
    return replace(travel, otherwise=replace(otherwise, detour_factor=fitted.factor))


def _told_apart(places: Places) -> tuple[Ints, Ints]:
    """Return one row of each place, and which of them every place is; two on one spot with other names differ."""
    hosts = places.host_ids or (None,) * len(places)
    keys: dict[tuple[object, ...], int] = {}
    of = [
        keys.setdefault((x, y, name, host), len(keys))
        for (x, y), name, host in zip(places.xy.tolist(), places.ids, hosts, strict=True)
    ]
    place_of = np.array(of, dtype=np.int64)
    return np.unique(place_of, return_index=True)[1], place_of


def _missing(metres: Floats) -> list[tuple[Ints, Ints]]:
    """Cut the cells that the roads do not tell into few rectangles: whole rows, whole columns, the rest."""
    unknown: Bools = np.asarray(~np.isfinite(metres))
    whole_rows, whole_columns = (np.asarray(unknown.all(axis=axis)) for axis in (1, 0))
    rest = unknown & ~whole_rows[:, None] & ~whole_columns[None, :]
    everything = [
        (np.flatnonzero(whole_rows), np.arange(metres.shape[1])),
        (np.flatnonzero(~whole_rows), np.flatnonzero(whole_columns)),
        (np.flatnonzero(rest.any(axis=1)), np.flatnonzero(rest.any(axis=0))),
    ]
    return [(rows, columns) for rows, columns in everything if len(rows) and len(columns)]


def _put(told: Distances, cells: tuple[Ints, ...], other: Distances) -> None:
    """Write the next rung's answers into the cells that are still unknown."""
    unknown: Bools = ~np.isfinite(told.metres[cells])
    for name in ("minutes", "rung", "over_barrier", "metres"):
        mine = getattr(told, name)
        mine[cells] = np.where(unknown, getattr(other, name), mine[cells])


def _neighbours(starts: Reached, ends: Reached) -> tuple[Ints, Ints]:
    """Pair points that stand nearer to each other than to their streets, both legs together."""
    start_xy, end_xy = starts.spread.xy, ends.spread.xy
    legs = [np.where(np.isfinite(at.snaps.distance_m), at.snaps.distance_m, -1.0) for at in (starts, ends)]
    if not len(start_xy) or not len(end_xy):
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    found = cKDTree(end_xy).query_ball_point(start_xy, np.maximum(legs[0], 0.0) + max(legs[1].max(), 0.0))
    rows = np.repeat(np.arange(len(start_xy)), [len(near) for near in found]).astype(np.int64)
    columns = np.array([column for near in found for column in sorted(near)], dtype=np.int64)
    straight_m = np.hypot(*(start_xy[rows] - end_xy[columns]).T)
    kept = (legs[0][rows] >= 0) & (legs[1][columns] >= 0) & (straight_m <= legs[0][rows] + legs[1][columns])
    return rows[kept], columns[kept]


def _line(found: _Pairs, row: int, start: Floats, along: Floats, end: Floats) -> shapely.LineString:
    """Join a room inside, its door, the streets, and the other door and room; points on one spot are drawn once."""
    one, other = int(found.start[row]), int(found.end[row])
    doors = found.starts.spread.xy[one][None, :], found.ends.spread.xy[other][None, :]
    out = [start[None, :]] if found.starts.spread.inside_m[one] else []
    into = [end[None, :]] if found.ends.spread.inside_m[other] else []
    whole = np.concatenate([*out, doors[0], along, doors[1], *into])
    moves = np.append(True, (np.abs(np.diff(whole, axis=0)) > 1e-6).any(axis=1))
    return shapely.LineString(whole[moves] if moves.sum() > 1 else whole[[0, -1]])
