"""Which gates stay: how many, and where on the outline they are drawn.

The ledger counts gates and rarely says where they are. Crossings of kind ``gate`` on an outline are known places; the
others are drawn evenly along each estate's edge from the side of its station: indicative 示意, and said so.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.economics.enclosure.compounds import Compound, Estates, Floats
from geo.economics.enclosure.edges import Edge
from geo.network.bodies import Shapes

_ON_EDGE_M = 1.0


@dataclass(frozen=True, slots=True)
class GateCount:
    """Gates of one compound: ``kept = now - closed + new``."""

    now: int
    kept: int

    @property
    def closed(self) -> int:
        """Gates that are closed or merged."""
        return max(0, self.now - self.kept)

    @property
    def new(self) -> int:
        """Gates that have to be made."""
        return max(0, self.kept - self.now)


def gates_kept(now: int, households: float, *, least: int, households_gate: float) -> GateCount:
    """Keep as many gates as the households need, never more than there are, never fewer than the least.

    ``kept = max(least, min(now, ceil(households / households_gate)))``
    """
    needed = math.ceil(max(households, 0.0) / households_gate - 1e-9)
    return GateCount(now, max(least, min(now, needed)))


@dataclass(frozen=True, slots=True, eq=False)
class GatePlaces:
    """Points of gates on the outline of one compound, metres, and which of them were known."""

    kept: list[shapely.Point]
    exits: list[shapely.Point]
    closed: list[shapely.Point]
    known: frozenset[tuple[float, float]]


@dataclass(frozen=True, slots=True, eq=False)
class KnownGates:
    """Crossings of kind gate, in metres."""

    points: Shapes
    tree: shapely.STRtree

    def on(self, edge: shapely.Geometry, reach_m: float) -> list[shapely.Point]:
        """Move the known gates beside a line onto it."""
        near = self.tree.query(edge, predicate="dwithin", distance=reach_m)
        return [edge.interpolate(edge.project(point)) for point in self.points[np.sort(near)]]


def known_gates(crossings: pd.DataFrame, metric_crs: str) -> KnownGates:
    """Read the gates among the crossings of a plan."""
    gates = gpd.GeoDataFrame(crossings)[(crossings["kind"] == "gate").to_numpy(bool)]
    points = shapely.centroid(gates.geometry.dropna().to_crs(metric_crs).to_numpy())
    order = np.lexsort((shapely.get_y(points), shapely.get_x(points)))
    return KnownGates(points[order], shapely.STRtree(points[order]))


def gate_places(
    compound: Compound,
    estates: Estates,
    edge: Edge,
    count: GateCount,
    *,
    exits: int,
    station: shapely.Point | None,
    known: KnownGates,
    reach_m: float,
) -> GatePlaces:
    """Draw the gates of a compound: those kept lie apart from one another, the first nearest to the station."""
    ring = edge.ring
    told = known.on(ring, reach_m)
    drawn = told + _evenly(compound, estates, ring, station, leave_out=len(told))
    wanted = count.kept + exits
    drawn += _spread(ring, max(0, wanted - len(drawn)))
    chosen = _apart(drawn, wanted, station)
    rest = [point for position, point in enumerate(drawn) if position not in chosen][: max(0, count.closed - exits)]
    kept = [drawn[position] for position in chosen]
    marks = frozenset((point.x, point.y) for point in told)
    return GatePlaces(kept[: count.kept], kept[count.kept :], rest, marks)


def _evenly(
    compound: Compound, estates: Estates, ring: shapely.Geometry, station: shapely.Point | None, *, leave_out: int
) -> list[shapely.Point]:
    """Set each member's gates along its own edge, those on the joint outline before those inside."""
    made: list[shapely.Point] = []
    for member in compound.members:
        body = estates.bodies[member]
        own = max(shapely.get_parts(body), key=lambda part: part.area).exterior
        start = own.project(station) if station is not None else 0.0
        gates = int(estates.gates[member])
        made += [own.interpolate((start + own.length * k / gates) % own.length) for k in range(gates)]
    far = shapely.distance(np.array(made, dtype=object), ring) if made else np.empty(0)
    order = np.argsort(far > _ON_EDGE_M, kind="stable")
    return [made[position] for position in order][: max(0, len(made) - leave_out)]


def _spread(ring: shapely.Geometry, count: int) -> list[shapely.Point]:
    longest = max(shapely.get_parts(shapely.line_merge(ring)), key=lambda part: part.length)
    return [longest.interpolate((k + 0.5) / count, normalized=True) for k in range(count)]


def _apart(points: Sequence[shapely.Point], count: int, station: shapely.Point | None) -> list[int]:
    """Choose points: the nearest to the station, then each time the one farthest from those chosen."""
    if count <= 0 or not points:
        return []
    xy: Floats = shapely.get_coordinates(np.array(points, dtype=object))
    start = xy.mean(axis=0) if station is None else np.array([station.x, station.y])
    chosen = [int(np.argmin(np.hypot(*(xy - start).T).round(3)))]
    while len(chosen) < min(count, len(points)):
        gap = np.min(np.hypot(*(xy[:, None] - xy[chosen][None]).transpose(2, 0, 1)), axis=1).round(3)
        gap[chosen] = -1.0
        chosen.append(int(np.argmax(gap)))
    return chosen
