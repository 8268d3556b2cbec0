"""Barriers that cut a neighbourhood, and the crossings that let people through.

A `BarrierSet` holds both in metres and answers one question fast: does a straight segment cross a barrier?
Next door, `passages` finds the way over the crossings, `cells` cuts the ground and `adjacency` draws the links.

Rivers, railways, arterials and expressways cut; so does a barrier whose kind nobody stated. A wall does not cut
regions (people walk round it or through its gate): it counts for groups and their fences only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from geo.findings import Report
from geo.policy.sections import LinkPolicy
from geo.wording import text

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Shapes = NDArray[Any]

KINDS_THAT_DO_NOT_CUT = frozenset({"wall"})
_LINE, _RING, _POLYGON = 1, 2, 3
_CHUNK = 100_000  # segments tested at once; bounds the memory of large matrices
# A leg slanting over a line barrier beside its bridge: the part of the line that a crossing opens, in snapping
# distances (assumption; two carriageways of one road are one barrier to the eye and two lines in the data).
_OPEN_SNAPS = 2.0


@dataclass(frozen=True, slots=True, eq=False)
class BarrierSet:
    """Barriers and crossings in metres; build it with `barrier_set`.

    Attributes
    ----------
    shapes : the lines and polygons that cut, one part each, shape ``(b,)``.
    cutter : all lines and outlines as one prepared shape (ten times as fast as the tree for yes or no).
    pieces : the two-point pieces of all lines and outlines, shape ``(s,)``, and `shape_of` each, positions in shapes.
    crossings : x, y of the crossings that open a barrier, moved onto it, metres, shape ``(c, 2)``.
    opened : codes ``crossing * b + shape`` of the barriers that each crossing opens, sorted.
    reach_m : how far from its crossing each barrier is open, shape ``(b,)``.
    """

    shapes: Shapes
    cutter: shapely.Geometry
    pieces: Shapes
    shape_of: Ints
    tree: shapely.STRtree
    areas: shapely.STRtree
    crossings: Floats
    opened: Ints
    reach_m: Floats

    @property
    def is_empty(self) -> bool:
        """Whether nothing cuts."""
        return len(self.shapes) == 0

    def crosses(self, starts: Floats, ends: Floats) -> Bools:
        """Tell which segments cross or touch a barrier; a segment inside a barrier's area crosses it too.

        Parameters
        ----------
        starts, ends : x, y in metres, shape ``(k, 2)``.
        """
        crossing = np.zeros(len(starts), dtype=bool)
        if self.is_empty:
            return crossing
        for part in _chunks(len(starts)):
            crossing[part] = self._crosses(starts[part], ends[part])
        return crossing

    def _crosses(self, starts: Floats, ends: Floats) -> Bools:
        segments = shapely.linestrings(np.stack([starts, ends], axis=1))
        crossing = np.asarray(shapely.intersects(self.cutter, segments))
        rest = np.flatnonzero(~crossing)
        crossing[rest] = self.covers(starts[rest])
        return crossing

    def covers(self, points: Floats) -> Bools:
        """Tell which points lie in a barrier drawn as an area; `points` has shape ``(k, 2)``."""
        inside = np.zeros(len(points), dtype=bool)
        if len(self.areas) and len(points):
            inside[self.areas.query(shapely.points(points), predicate="intersects")[0]] = True
        return inside

    def opens(self, crossings: Ints, shapes: Ints) -> Bools:
        """Tell which crossings open which barriers, pair by pair; crossing -1 opens none."""
        code = crossings * len(self.shapes) + shapes
        at = np.minimum(np.searchsorted(self.opened, code), max(len(self.opened) - 1, 0))
        known = self.opened[at] == code if len(self.opened) else np.zeros(len(code), dtype=bool)
        return np.asarray(known & (crossings >= 0))


def barrier_set(
    barriers: gpd.GeoDataFrame | None,
    crossings: gpd.GeoDataFrame | None,
    *,
    metric_crs: str,
    links: LinkPolicy | None = None,
) -> BarrierSet:
    """Prepare the tables `barriers` and `crossings` for questions.

    A crossing opens every barrier within ``crossing_snap_m`` of it, and is moved onto the nearest. One that lies
    farther from any barrier opens nothing (`report_far_crossings`).
    """
    rules = links or LinkPolicy()
    crossings = None if crossings is None else without_doors(crossings)
    shapes = cutting_shapes(barriers, metric_crs)
    curves, owner = _curves(shapes)
    cutter = shapely.MultiLineString([shapely.get_coordinates(curve) for curve in curves])
    shapely.prepare(cutter)
    pieces, curve_of = _straight_pieces(curves)
    points, codes = _snapped_crossings(crossings, shapes, metric_crs, rules.crossing_snap_m)
    is_area = shapely.get_type_id(shapes) == _POLYGON
    return BarrierSet(
        shapes=shapes,
        cutter=cutter,
        pieces=pieces,
        shape_of=owner[curve_of],
        tree=shapely.STRtree(pieces),
        areas=shapely.STRtree(shapes[is_area]),
        crossings=points,
        opened=codes,
        reach_m=np.where(is_area, rules.bridge_reach_m, _OPEN_SNAPS * rules.crossing_snap_m).astype(float),
    )


def cutting_shapes(barriers: gpd.GeoDataFrame | None, metric_crs: str) -> Shapes:
    """Take the lines and polygons that cut, one part each, in metres; points and empty shapes are left out."""
    if barriers is None or len(barriers) == 0:
        return np.empty(0, dtype=object)
    kinds = barriers["kind"] if "kind" in barriers.columns else None
    cuts = np.ones(len(barriers), dtype=bool) if kinds is None else ~kinds.isin(KINDS_THAT_DO_NOT_CUT).to_numpy()
    shapes = shapely.force_2d(barriers.geometry[cuts].to_crs(metric_crs).to_numpy())
    parts = shapely.get_parts(shapely.get_parts(shapely.make_valid(shapes[~shapely.is_missing(shapes)])))
    kept = np.isin(shapely.get_type_id(parts), (_LINE, _RING, _POLYGON)) & ~shapely.is_empty(parts)
    return np.asarray(parts[kept], dtype=object)


def _curves(shapes: Shapes) -> tuple[Shapes, Ints]:
    """Take lines as they are and polygons as their rings, with the shape each belongs to."""
    is_area = shapely.get_type_id(shapes) == _POLYGON
    areas, lines = np.flatnonzero(is_area), np.flatnonzero(~is_area)
    rings, ring_of = shapely.get_rings(shapes[areas], return_index=True)
    return np.concatenate([shapes[lines], rings]), np.concatenate([lines, areas[ring_of]])


def _straight_pieces(curves: Shapes) -> tuple[Shapes, Ints]:
    """Cut curves at their vertices, so that a tree over the pieces finds crossings fast."""
    xy, curve_of = shapely.get_coordinates(curves, return_index=True)
    goes_on = curve_of[1:] == curve_of[:-1]
    return shapely.linestrings(np.stack([xy[:-1][goes_on], xy[1:][goes_on]], axis=1)), curve_of[:-1][goes_on]


def _snapped_crossings(
    crossings: gpd.GeoDataFrame | None, shapes: Shapes, metric_crs: str, snap_m: float
) -> tuple[Floats, Ints]:
    """Move crossings onto their barrier; return those that open one, and the codes of what they open."""
    points = _points_of(crossings, metric_crs)
    near = shapely.STRtree(shapes).query(points, predicate="dwithin", distance=snap_m)
    useful, position = np.unique(near[0], return_inverse=True)
    xy = np.empty((len(useful), 2))
    for row, point in enumerate(points[useful]):
        nearest = shapes[near[1][position == row]]
        nearest = nearest[np.argmin(shapely.distance(nearest, point))]
        xy[row] = shapely.get_coordinates(shapely.shortest_line(nearest, point))[0]
    order = np.lexsort((xy[:, 1], xy[:, 0]))  # by place, so that the order of rows changes nothing
    rank = np.argsort(order)
    return xy[order], np.sort(rank[position] * max(len(shapes), 1) + near[1]).astype(np.int64)


def _points_of(crossings: gpd.GeoDataFrame | None, metric_crs: str) -> Shapes:
    """Take crossings as points in metres; empty ones stay in their row and are near nothing."""
    if crossings is None or len(crossings) == 0:
        return np.empty(0, dtype=object)
    return np.asarray(shapely.centroid(crossings.geometry.to_crs(metric_crs).to_numpy()), dtype=object)


def without_doors(crossings: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Leave out the gates that are doors of estates: they lead through no barrier."""
    if "estate_id" not in crossings.columns:
        return crossings
    return gpd.GeoDataFrame(crossings[crossings["estate_id"].isna()])


def report_far_crossings(
    crossings: gpd.GeoDataFrame | None,
    barriers: BarrierSet,
    *,
    metric_crs: str,
    links: LinkPolicy,
    report: Report,
) -> None:
    """Report the crossings that lie too far from any barrier to open one; once for a whole town."""
    crossings = None if crossings is None else without_doors(crossings)
    points = _points_of(crossings, metric_crs)
    near = shapely.STRtree(barriers.shapes).query(points, predicate="dwithin", distance=links.crossing_snap_m)[0]
    far = np.setdiff1d(np.flatnonzero(~shapely.is_missing(points) & ~shapely.is_empty(points)), near)
    if crossings is None or len(far) == 0:
        return
    names = crossings["name"].tolist() if "name" in crossings.columns else [None] * len(crossings)
    for row in far:
        place = crossings.geometry.iloc[row].centroid
        label = names[row] or f"{place.x:.5f}, {place.y:.5f}"
        report.find("crossing-far", found=text("crossing-far.found", name=label, metres=links.crossing_snap_m))


def _chunks(count: int) -> Iterator[slice]:
    return (slice(start, start + _CHUNK) for start in range(0, count, _CHUNK))


def nearest_crossings(barriers: BarrierSet, points: Floats, count: int) -> tuple[Ints, Floats]:
    """Find the crossings nearest to each point and their distances, shapes ``(k, count)``; fewer where there are."""
    count = min(count, len(barriers.crossings))
    metres, index = cKDTree(barriers.crossings).query(points, k=range(1, count + 1))
    return np.asarray(index, dtype=np.int64), np.asarray(metres)
