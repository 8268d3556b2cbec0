"""Where the outline of a compound needs a fence: not along water, railways and walls, not along a closed estate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.economics.enclosure.compounds import Compound, Estates
from geo.network.bodies import ARC_SEGMENTS, Shapes
from geo.policy import Policy

_LEAST_M = 0.05  # shorter pieces are left by cutting alone


@dataclass(frozen=True, slots=True, eq=False)
class Edge:
    """The outline of one compound in three parts, lines in metres; their lengths add up to the perimeter.

    Attributes
    ----------
    ring : the whole outline.
    new : no wall stands there. part : along a partly closed estate, whose wall has gaps nobody has measured.
    existing : along a closed estate or a barrier that serves as a fence.
    """

    ring: shapely.Geometry
    new: shapely.Geometry
    part: shapely.Geometry
    existing: shapely.Geometry


@dataclass(frozen=True, slots=True, eq=False)
class Walls:
    """Ground within which an edge needs no fence, ready for questions; metres."""

    shapes: Shapes
    tree: shapely.STRtree


def walls_of(estates: Estates, barriers: pd.DataFrame, policy: Policy, metric_crs: str) -> Walls:
    """Gather what serves as a fence: closed estates, and the barriers that the policy names."""
    rules = policy.enclosure
    kinds = barriers["kind"].isin(rules.edges).to_numpy(bool)
    lines = gpd.GeoDataFrame(barriers)[kinds].geometry.dropna().to_crs(metric_crs).to_numpy()
    near = [_near_line(piece, rules.edge_m) for piece in _pieces(lines)]
    closed = shapely.buffer(estates.walled, policy.links.shared_wall_m, quad_segs=ARC_SEGMENTS)
    shapes = np.array([*near, *closed], dtype=object)
    return Walls(shapes, shapely.STRtree(shapes))


def _pieces(shapes: Shapes) -> list[shapely.Geometry]:
    """Cut barriers at their vertices, so that long ones stay quick to ask; areas stay whole."""
    parts = shapely.get_parts(shapely.get_parts(shapely.make_valid(shapely.force_2d(shapes))))
    made: list[shapely.Geometry] = []
    for part in parts:
        if part.geom_type == "Polygon":
            made.append(part)
        elif part.geom_type in {"LineString", "LinearRing"}:
            xy = shapely.get_coordinates(part)
            made += list(shapely.linestrings(np.stack([xy[:-1], xy[1:]], axis=1)))
    return made


def _near_line(piece: shapely.Geometry, reach_m: float) -> shapely.Geometry:
    return shapely.buffer(piece, max(reach_m, _LEAST_M), quad_segs=ARC_SEGMENTS)


def edges_of(compounds: Sequence[Compound], estates: Estates, walls: Walls, policy: Policy) -> list[Edge]:
    """Cut the outline of every compound into what is new, partly walled and existing."""
    rings = np.array([_outer(one.outline) for one in compounds], dtype=object)
    found = _by_first(walls.tree.query(rings, predicate="intersects"))
    around = shapely.buffer(estates.bodies, policy.links.shared_wall_m, quad_segs=ARC_SEGMENTS)
    edges = []
    for position, one in enumerate(compounds):
        ring = rings[position]
        near = walls.shapes[found[position]] if position in found else walls.shapes[:0]
        existing, rest = _split(ring, near)
        part, new = _split(rest, around[one.members[estates.is_partly[one.members]]])
        edges.append(Edge(ring, new, part, existing))
    return edges


def _outer(shape: shapely.Geometry) -> shapely.Geometry:
    """Take the outer rings of a shape as one line; yards inside are left out."""
    parts = shapely.get_parts(shape)
    rings = shapely.get_exterior_ring(parts[shapely.get_dimensions(parts) == 2])
    return shapely.MultiLineString([shapely.get_coordinates(ring) for ring in rings])


def _split(line: shapely.Geometry, near: Shapes) -> tuple[shapely.Geometry, shapely.Geometry]:
    """Cut a line into what lies in some shapes and the rest."""
    if len(near) == 0 or line.is_empty:
        return shapely.MultiLineString(), line
    cover = shapely.union_all(near)
    return _lines(shapely.intersection(line, cover)), _lines(shapely.difference(line, cover))


def _lines(shape: shapely.Geometry) -> shapely.Geometry:
    """Keep the lines of what is left of one, merged, without slivers."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    kept = [part for part in parts if part.geom_type in {"LineString", "LinearRing"} and part.length > _LEAST_M]
    merged = shapely.line_merge(shapely.MultiLineString(kept)) if kept else shapely.MultiLineString()
    return shapely.MultiLineString([merged]) if merged.geom_type == "LineString" else merged


def _by_first(pairs: np.ndarray) -> Mapping[int, np.ndarray]:
    """Group the second of each pair by the first."""
    order = np.lexsort((pairs[1], pairs[0]))
    first, second = pairs[0][order], pairs[1][order]
    keys, starts = np.unique(first, return_index=True)
    ends = np.append(starts, len(first))[1:]
    return {key: second[start:end] for key, start, end in zip(keys.tolist(), starts, ends, strict=True)}


def fence_m(new_m: float, part_m: float, policy: Policy) -> float:
    """Return the metres of fence to build: all of a new edge, and the gaps of a partly walled one."""
    return new_m + (1.0 - policy.enclosure.partly_walled) * part_m
