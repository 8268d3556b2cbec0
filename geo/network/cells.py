"""Cells of estates: whose ground is it, and which grounds share a border.

The ground (the sub-district) is cut into faces by the barriers; within each face the Voronoi cells of the estates
that stand there are drawn from their densified outlines, so that a cell never reaches over a barrier. Next door,
`adjacency` turns shared borders into links.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.network.barriers import BarrierSet, Floats, Ints, Shapes

_POLYGONS = (3, 6)
# How finely an outline stands for its estate (assumptions: two outlines 10 m apart still get a straight border
# between them, and one estate has about a hundred points at most).
_STEP_M, _STEPS, _SIMPLER_BY_M = 10.0, 60, 1.0
_CORRIDOR_M = 50.0  # ground added around an estate outside its outline, and on the way to it (assumption)
_NUDGE_M = 1.0  # an estate nearer than this to a barrier stands on it
_SAME_PLACE_DIGITS = 3  # millimetres: nearer points are one
_NO_EDGE_M = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """Points that stand for estates: x, y in metres, shape ``(s, 2)``, and the site each belongs to, ``(s,)``."""

    xy: Floats
    site: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Mosaic:
    """Voronoi cells of sites on a ground.

    Attributes
    ----------
    tiles : the cell of each site on the ground, None where it has none, shape ``(n,)``.
    pairs : sites whose cells share a border, ``first < second``, shape ``(k, 2)``.
    border_m : length of each shared border on the ground, shape ``(k,)``.
    """

    tiles: Shapes
    pairs: Ints
    border_m: Floats


def polygonal(shape: BaseGeometry | None) -> BaseGeometry:
    """Keep the polygons of a shape, made valid; empty where there are none."""
    if shape is None:
        return shapely.Polygon()
    parts = shapely.get_parts(shapely.get_parts(shapely.force_2d(shapely.make_valid(shape))))
    return shapely.union_all(parts[np.isin(shapely.get_type_id(parts), _POLYGONS)])


def outline_samples(shapes: Shapes, xy: Floats, site: Ints) -> Samples:
    """Sample each estate by its densified outline and one point inside; a shared point goes to the first site.

    Parameters
    ----------
    shapes : outlines or points of the estates, metres, shape ``(n,)``.
    xy : a point inside each, shape ``(n, 2)``.
    site : the site of each estate, shape ``(n,)``; estates on one spot are one site.
    """
    parts, part_of = shapely.get_parts(shapes, return_index=True)
    areas = np.flatnonzero(shapely.get_type_id(parts) == _POLYGONS[0])
    rings = shapely.simplify(shapely.get_exterior_ring(parts[areas]), _SIMPLER_BY_M)
    rings = shapely.segmentize(rings, np.maximum(_STEP_M, shapely.length(rings) / _STEPS))
    ring_xy, ring = shapely.get_coordinates(rings, return_index=True)
    every = np.round(np.concatenate([xy, ring_xy]), _SAME_PLACE_DIGITS)
    owner = np.concatenate([site, site[part_of[areas[ring]]]]).astype(np.int64)
    # The points inside stand first, so that every site keeps its own.
    _, first = np.unique(every, axis=0, return_index=True)
    first.sort()
    return Samples(every[first], owner[first])


def ground_of(
    outline: BaseGeometry | None, shapes: Shapes, xy: Floats, *, margin_m: float
) -> tuple[BaseGeometry, Ints]:
    """Return the ground to share out, and the estates that stand outside the outline.

    Without an outline it is the convex hull of the estates, widened by `margin_m`. An outline is extended by a
    corridor to each estate outside it, so that none is lost.
    """
    area = polygonal(outline)
    if area.is_empty:
        return shapely.convex_hull(shapely.geometrycollections(shapes)).buffer(margin_m), np.empty(0, dtype=np.int64)
    points = shapely.points(xy)
    shapely.prepare(area)
    outside = np.flatnonzero(~shapely.covers(area, points))
    if len(outside) == 0:
        return area, outside
    ways = shapely.buffer(shapely.shortest_line(area, points[outside]), _CORRIDOR_M)
    return shapely.union_all([area, *ways, *shapely.buffer(points[outside], _CORRIDOR_M)]), outside


def faces_of(ground: BaseGeometry, barriers: BarrierSet) -> Shapes:
    """Cut the ground by the barriers into faces, in an order that depends on their places only."""
    whole = shapely.get_parts(ground)
    if barriers.is_empty:
        return _in_order(whole)
    near = barriers.shapes[shapely.intersects(barriers.shapes, ground)]
    is_area = np.isin(shapely.get_type_id(near), _POLYGONS)
    dry = polygonal(shapely.difference(ground, shapely.union_all(near[is_area]))) if is_area.any() else ground
    if dry.is_empty:
        return _in_order(whole)
    lines = shapely.union_all([shapely.boundary(dry), *near[~is_area]])
    pieces = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
    shapely.prepare(dry)
    return _in_order(pieces[shapely.covers(dry, shapely.point_on_surface(pieces))])


def _in_order(faces: Shapes) -> Shapes:
    spots = np.round(shapely.get_coordinates(shapely.point_on_surface(faces)), _SAME_PLACE_DIGITS)
    return faces[np.lexsort((spots[:, 1], spots[:, 0]))]


def standing_places(xy: Floats, faces: Shapes, barriers: BarrierSet) -> tuple[Floats, Ints]:
    """Move the places that stand on a barrier just beside it; return all places and the rows moved."""
    on_areas = barriers.covers(xy)
    near = shapely.STRtree(barriers.shapes).query(shapely.points(xy), predicate="dwithin", distance=_NUDGE_M)[0]
    moved = np.union1d(np.flatnonzero(on_areas), near)
    places = xy.copy()
    tree = shapely.STRtree(faces)
    for row in moved:
        point = shapely.Point(xy[row])
        beside = np.union1d(tree.query_nearest(point), tree.query(point, predicate="dwithin", distance=_NUDGE_M))
        inner = shapely.buffer(faces[beside], -_NUDGE_M)
        inner = inner[~shapely.is_empty(inner)]
        if len(inner):
            nearest = inner[np.argmin(shapely.distance(inner, point))]
            places[row] = shapely.get_coordinates(shapely.shortest_line(nearest, point))[0]
    return places, moved


def home_faces(xy: Floats, faces: Shapes) -> Ints:
    """Find the face that each place stands in; the nearest one where it stands in none."""
    home = np.full(len(xy), -1, dtype=np.int64)
    points = shapely.points(xy)
    tree = shapely.STRtree(faces)
    inside, face = tree.query(points, predicate="intersects")
    home[inside[::-1]] = face[::-1]  # on a common border the first face wins
    lost = np.flatnonzero(home < 0)
    for row in lost:
        home[row] = tree.query_nearest(points[row]).min()
    return home


def mosaic_of(samples: Samples, site_count: int, ground: BaseGeometry) -> Mosaic:
    """Draw the cells of the sampled sites on the ground, and measure the borders that they share."""
    tiles = np.full(site_count, None, dtype=object)
    sites = np.unique(samples.site)
    if len(sites) < 2:
        tiles[sites] = ground
        return Mosaic(tiles, np.empty((0, 2), dtype=np.int64), np.empty(0))
    shapely.prepare(ground)
    cells = _voronoi(samples.xy, ground)
    pairs, border_m = _borders(cells, samples.site, ground)
    tiles[sites] = _on_ground(_dissolved(cells[: len(samples.site)], samples.site), ground)
    return Mosaic(tiles, pairs, border_m)


def mosaic_by_face(samples: Samples, home: Ints, faces: Shapes) -> Mosaic:
    """Draw the cells face by face, each among the sites at home there; `home` has shape ``(n,)``."""
    face = home[samples.site]
    order = np.argsort(face, kind="stable")
    starts = np.flatnonzero(np.diff(face[order], prepend=-1))
    drawn = [
        mosaic_of(Samples(samples.xy[rows], samples.site[rows]), len(home), faces[face[rows[0]]])
        for rows in np.split(order, starts[1:])
    ]
    tiles = np.full(len(home), None, dtype=object)
    for part in drawn:
        own = np.flatnonzero(part.tiles != None)  # noqa: E711  elementwise
        tiles[own] = part.tiles[own]
    return Mosaic(tiles, np.concatenate([part.pairs for part in drawn]), np.concatenate([p.border_m for p in drawn]))


def with_empty_faces(tiles: Shapes, whole: Mosaic, home: Ints, faces: Shapes) -> Shapes:
    """Give faces without a site to the cells of the uncut ground, so that the tiles cover it; for drawing only."""
    empty = faces[np.setdiff1d(np.arange(len(faces)), home)]
    cell, face = shapely.STRtree(empty).query(whole.tiles, predicate="intersects")
    extra = shapely.intersection(whole.tiles[cell], empty[face])
    covered = tiles.copy()
    for site in np.unique(cell):
        covered[site] = polygonal(shapely.union_all([tiles[site], *extra[cell == site]]))
    return covered


def _voronoi(xy: Floats, ground: BaseGeometry) -> Shapes:
    """Draw the cells of the points; those of eight far ones, which close the outer cells, come last."""
    west, south, east, north = ground.bounds
    low, high = np.minimum(xy.min(axis=0), (west, south)), np.maximum(xy.max(axis=0), (east, north))
    radius = 10 * float(np.hypot(*(high - low))) + 10_000
    turns = np.arange(8) * np.pi / 4
    far = (low + high) / 2 + radius * np.column_stack([np.cos(turns), np.sin(turns)])
    points = shapely.multipoints(np.concatenate([xy, far]))
    return np.asarray(shapely.get_parts(shapely.voronoi_polygons(points, ordered=True)), dtype=object)


def _borders(cells: Shapes, site: Ints, ground: BaseGeometry) -> tuple[Ints, Floats]:
    """Find the edges that cells of two sites share, and add up their lengths on the ground by pair of sites."""
    xy, cell = shapely.get_coordinates(cells, return_index=True)
    _, vertex = np.unique(xy[:, 0] + 1j * xy[:, 1], return_inverse=True)
    edge = np.flatnonzero(cell[1:] == cell[:-1])
    ends = np.sort(np.column_stack([vertex[edge], vertex[edge + 1]]), axis=1)
    order = np.lexsort((ends[:, 1], ends[:, 0]))
    twice = np.flatnonzero((ends[order[1:]] == ends[order[:-1]]).all(axis=1))
    one, other = order[twice], order[twice + 1]
    site = np.concatenate([site, np.full(len(cells) - len(site), -1)])  # the far points belong to nobody
    owners = np.sort(np.column_stack([site[cell[edge[one]]], site[cell[edge[other]]]]), axis=1)
    between = (owners[:, 0] != owners[:, 1]) & (owners[:, 0] >= 0)
    start = edge[one[between]]
    metres = _metres_on(shapely.linestrings(np.stack([xy[start], xy[start + 1]], axis=1)), ground)
    pairs, pair = np.unique(owners[between], axis=0, return_inverse=True)
    total_m = np.bincount(pair.ravel(), metres, minlength=len(pairs)).astype(np.float64)
    real = total_m > _NO_EDGE_M
    return pairs[real].astype(np.int64), total_m[real]


def _metres_on(lines: Shapes, ground: BaseGeometry) -> Floats:
    """Measure lines as far as they lie on the ground."""
    metres = np.asarray(shapely.length(lines), dtype=np.float64)
    cut = np.flatnonzero(~shapely.covers(ground, lines))
    metres[cut] = shapely.length(shapely.intersection(lines[cut], ground))
    return metres


def _dissolved(cells: Shapes, site: Ints) -> Shapes:
    """Join the cells of each site, in the order of the sites."""
    order = np.argsort(site, kind="stable")
    groups = np.split(cells[order], np.flatnonzero(np.diff(site[order])) + 1)
    return np.array([group[0] if len(group) == 1 else shapely.coverage_union_all(group) for group in groups])


def _on_ground(tiles: Shapes, ground: BaseGeometry) -> Shapes:
    """Clip tiles to the ground; None where nothing is left."""
    clipped = np.array(tiles, dtype=object)
    cut = np.flatnonzero(~shapely.covers(ground, tiles))
    clipped[cut] = [polygonal(shape) for shape in shapely.intersection(tiles[cut], ground)]
    clipped[shapely.is_empty(clipped)] = None
    return clipped
