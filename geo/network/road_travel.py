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
from geo.network.pavements import Pavements, pavements_of
from geo.network.road_barriers import cutting_segments
from geo.network.roads.graph import RoadGraph
from geo.network.roads.snapping import Snapper, Snaps
from geo.network.shortest.streets import ModeStreets, streets_of
from geo.network.shortest.traces import traces
from geo.network.travel import ROADS, Distances, Places, StraightLine, Travel, blocks
from geo.policy import Policy, TravelPolicy


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
    _modes: dict[str, tuple[ModeStreets, Snapper]] = field(default_factory=dict)

    def walk(self, origins: Places, targets: Places) -> Distances:
        """Walk from each origin to each target."""
        return self._matrix(origins, targets, "walk")

    def crew(self, origins: Places, targets: Places, *, mode: str = "ebike") -> Distances:
        """Go with a crew from each origin to each target; vehicles keep to one-way streets."""
        return self._matrix(origins, targets, mode)

    def walk_pairs(self, origins: Places, targets: Places) -> Distances:
        """Walk pair by pair."""
        rows, row_of = np.unique(origins.xy, axis=0, return_inverse=True)
        columns, column_of = np.unique(targets.xy, axis=0, return_inverse=True)
        minutes, metres = (np.empty(len(origins)) for _ in range(2))
        starts, ends = (self.snaps(xy, "walk") for xy in (rows, columns))
        for block in blocks(len(rows), len(columns)):
            wanted = np.flatnonzero((row_of.ravel() >= block.start) & (row_of.ravel() < block.stop))
            at = row_of.ravel()[wanted] - block.start, column_of.ravel()[wanted]
            both = self._on_roads("walk", (rows[block], _taken(starts, np.arange(len(rows))[block])), (columns, ends))
            minutes[wanted], metres[wanted] = both[0][at], both[1][at]
        rung = np.full(len(origins), ROADS, dtype=np.int8)
        told = Distances(metres, rung, np.zeros(len(origins), dtype=bool), minutes)
        missing = np.flatnonzero(~np.isfinite(metres))
        if len(missing):
            _put(told, (missing,), self.otherwise.walk_pairs(origins.take(missing), targets.take(missing)))
        return told

    def paths(self, origins: Places, targets: Places, *, mode: str) -> Shapes:
        """Draw the way of each pair along the streets, the legs from door to street included."""
        starts, ends = self.snaps(origins.xy, mode), self.snaps(targets.xy, mode)
        near = np.hypot(*(origins.xy - targets.xy).T) <= starts.distance_m + ends.distance_m
        on_roads = np.flatnonzero((starts.segment >= 0) & (ends.segment >= 0) & ~near)
        drawn = traces(self._mode(mode)[0], _taken(starts, on_roads), _taken(ends, on_roads))
        lines = self.otherwise.paths(origins, targets, mode=mode)
        for row, along in zip(on_roads.tolist(), drawn, strict=True):
            if along is not None:
                lines[row] = _line(origins.xy[row], along, targets.xy[row])
        return lines

    def snaps(self, xy: Floats, mode: str) -> Snaps:
        """Return where places meet the streets of a mode; see `geo.network.roads.snapping`."""
        snaps = self._mode(mode)[1].snap(xy, max_snap_m=self.max_snap_m)
        return self.pavements.onto_own_side(snaps, xy) if self.pavements and mode == "walk" else snaps

    def streets(self, mode: str) -> ModeStreets:
        """Return the streets of a mode, prepared once."""
        return self._mode(mode)[0]

    def _mode(self, mode: str) -> tuple[ModeStreets, Snapper]:
        if mode not in self._modes:
            graph = self.pavements.graph if self.pavements and mode == "walk" else self.graph
            self._modes[mode] = streets_of(graph, mode), Snapper(graph, mode)
        return self._modes[mode]

    def _matrix(self, origins: Places, targets: Places, mode: str) -> Distances:
        starts, ends = self.snaps(origins.xy, mode), self.snaps(targets.xy, mode)
        minutes, metres = self._on_roads(mode, (origins.xy, starts), (targets.xy, ends))
        told = Distances(metres, np.full(metres.shape, ROADS, np.int8), np.zeros(metres.shape, bool), minutes)
        for rows, columns in _missing(metres):
            some = origins.take(rows), targets.take(columns)
            other = self.otherwise.walk(*some) if mode == "walk" else self.otherwise.crew(*some, mode=mode)
            _put(told, np.ix_(rows, columns), other)
        return told

    def _on_roads(
        self, mode: str, origins: tuple[Floats, Snaps], targets: tuple[Floats, Snaps]
    ) -> tuple[Floats, Floats]:
        """Return minutes and metres from door to door, ``inf`` where the roads do not lead."""
        (start_xy, starts), (end_xy, ends) = origins, targets
        minutes, metres = (np.full((len(start_xy), len(end_xy)), np.inf) for _ in range(2))
        rows, columns = np.flatnonzero(starts.segment >= 0), np.flatnonzero(ends.segment >= 0)
        if len(rows) and len(columns):
            leg_m = starts.distance_m[rows, None] + ends.distance_m[None, columns]
            between = self._mode(mode)[0].matrix(_taken(starts, rows), _taken(ends, columns))
            cells = np.ix_(rows, columns)
            minutes[cells], metres[cells] = between[0] + leg_m / self.pace.walk_m_min, between[1] + leg_m
        self._go_across(minutes, metres, origins, targets)
        return minutes, metres

    def _go_across(
        self, minutes: Floats, metres: Floats, origins: tuple[Floats, Snaps], targets: tuple[Floats, Snaps]
    ) -> None:
        """Let neighbours go straight where both streets are farther away than they are from each other."""
        rows, columns = _neighbours(origins, targets)
        starts, ends = (Places(("",) * len(rows), xy[at]) for (xy, _), at in ((origins, rows), (targets, columns)))
        across = self.otherwise.walk_pairs(starts, ends)
        better = (across.minutes < minutes[rows, columns]) & ~across.over_barrier
        cells = rows[better], columns[better]
        minutes[cells], metres[cells] = across.minutes[better], across.metres[better]


def road_travel(
    graph: RoadGraph,
    *,
    otherwise: Travel,
    policy: Policy,
    report: Report,
    detour: Detour | None = None,
    crossings: Floats | None = None,
) -> RoadTravel:
    """Prepare distances along the roads.

    Parameters
    ----------
    otherwise : answers where the roads do not lead; a `StraightLine` takes over the detour factor found on the roads.
    detour : the factor where it is known already; otherwise it is found here, and told.
    crossings : x, y in metres of the crossings by which alone people cross the roads that cut, shape ``(c, 2)``;
        None lets them cross at every corner.
    """
    pavements = None
    if crossings is not None:
        pavements = pavements_of(graph, cutting_segments(graph, policy), crossings, policy)
    travel = RoadTravel(graph, otherwise, policy.travel, policy.roads.max_snap_m, pavements)
    if not isinstance(otherwise, StraightLine):
        return travel
    fitted = detour or fit_detour(travel.streets("walk"), fallback=otherwise.detour_factor, report=report)
    return replace(travel, otherwise=replace(otherwise, detour_factor=fitted.factor))


def _taken(snaps: Snaps, rows: Ints) -> Snaps:
    return Snaps(snaps.segment[rows], snaps.along_m[rows], snaps.distance_m[rows])


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


def _neighbours(origins: tuple[Floats, Snaps], targets: tuple[Floats, Snaps]) -> tuple[Ints, Ints]:
    """Pair places that stand nearer to each other than to their streets, both legs together."""
    (start_xy, starts), (end_xy, ends) = origins, targets
    legs = [np.where(np.isfinite(snaps.distance_m), snaps.distance_m, -1.0) for snaps in (starts, ends)]
    if not len(start_xy) or not len(end_xy):
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    found = cKDTree(end_xy).query_ball_point(start_xy, np.maximum(legs[0], 0.0) + max(legs[1].max(), 0.0))
    rows = np.repeat(np.arange(len(start_xy)), [len(near) for near in found]).astype(np.int64)
    columns = np.array([column for near in found for column in sorted(near)], dtype=np.int64)
    straight_m = np.hypot(*(start_xy[rows] - end_xy[columns]).T)
    kept = (legs[0][rows] >= 0) & (legs[1][columns] >= 0) & (straight_m <= legs[0][rows] + legs[1][columns])
    return rows[kept], columns[kept]


def _line(start: Floats, along: Floats, end: Floats) -> shapely.LineString:
    """Join door, street and door; points on one spot are drawn once."""
    whole = np.concatenate([start[None, :], along, end[None, :]])
    moves = np.append(True, (np.abs(np.diff(whole, axis=0)) > 1e-6).any(axis=1))
    return shapely.LineString(whole[moves] if moves.sum() > 1 else whole[[0, -1]])
