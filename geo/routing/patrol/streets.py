"""The streets of each region beyond the walls, and the network on which a patrol walks them.

A street belongs to the region that holds its middle, unless that lies inside the outline of an estate: what is inside
the walls is the cleaners' and guards'. Ways to and from work may lead through all streets nearby.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from geo.network.roads import ROAD_CLASSES, RoadGraph
from geo.plan import Plan
from geo.policy.patrol import PatrolPolicy
from geo.routing.patrol.network import Floats
from geo.routing.patrol.problem import ArcProblem, Bools, Ints

UNITS_A_METRE = 100  # lengths are whole centimetres for the solver
_END_M = 0.01  # a station this near to a junction stands at it


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """The streets of all regions.

    Attributes
    ----------
    region : of each street of the graph, position in `shapes`, -1 where none or not patrolled; shape ``(m,)``.
    shapes : of the regions, in the graph's CRS, in the order of the regions given.
    walkable : streets open on foot, shape ``(m,)``.
    bounds : west, south, east, north of each street, shape ``(m, 4)``.
    """

    graph: RoadGraph
    region: Ints
    shapes: list[shapely.Geometry]
    walkable: Bools
    bounds: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Beat:
    """One region's network: pieces of streets (the station's street is cut where the station is).

    Attributes
    ----------
    street : in the graph, of each piece; a street walked on both sides has two pieces.
    start_m, finish_m : where the piece begins and ends along its street.
    problem : its pieces as arcs, those of the region required; the depot is at the station.
    cut_off : required pieces that no way from the station leads to; they are not in the problem's required ones.
    """

    street: Ints
    start_m: Floats
    finish_m: Floats
    problem: ArcProblem
    cut_off: Ints

    def length_m(self) -> Floats:
        """Return the length of each piece."""
        return self.finish_m - self.start_m


def ground_of(plan: Plan, graph: RoadGraph, policy: PatrolPolicy) -> Ground:
    """Find the streets of each region, regions in the order of their ids."""
    regions = plan.regions.sort_values("region_id")
    shapes = gpd.GeoSeries(regions.geometry.to_numpy(), crs=plan.regions.crs).to_crs(graph.metric_crs)
    middle = shapely.points(_middles(graph)) if len(graph) else np.empty(0, dtype=object)
    region = _holder(middle, list(shapes))
    estates = plan.estates.geometry.dropna().to_crs(graph.metric_crs)
    walled = estates[estates.geom_type.isin(["Polygon", "MultiPolygon"])]
    is_patrolled = np.isin(graph.road_class, [ROAD_CLASSES.index(name) for name in policy.classes])
    edges = graph.modes["walk"]
    walkable = np.isfinite(edges.forward_min) | np.isfinite(edges.backward_min)
    outside = _holder(middle, list(walled)) < 0
    region = np.where(is_patrolled & walkable & outside, region, -1)
    return Ground(graph, region, list(shapes), walkable, _bounds(graph))


def beat_of(ground: Ground, region: int, station: tuple[int, float], policy: PatrolPolicy) -> Beat:
    """Make the network of one region.

    Parameters
    ----------
    station : the street on which the station stands, and how many metres along it.
    """
    rows = _rows(ground, region, station[0], policy.margin_m)
    street, start, finish, tail, head, depot = _cut_at(ground.graph, rows, station)
    own = ground.region[street] == region
    twice = own & np.isin(ground.graph.road_class[street], [ROAD_CLASSES.index(name) for name in policy.both_sides])
    order = np.concatenate([np.arange(len(street)), np.flatnonzero(twice)])
    street, start, finish, own = street[order], start[order], finish[order], own[order]
    nodes, ends = np.unique(np.concatenate([tail[order], head[order], [depot]]), return_inverse=True)
    tail, head, place = ends[: len(order)], ends[len(order) : -1], int(ends[-1])
    matrix = coo_array((np.ones(len(tail)), (tail, head)), shape=(len(nodes), len(nodes)))
    piece = connected_components(matrix, directed=False)[1]
    is_near = piece[tail] == piece[place]
    cost = np.maximum(np.rint((finish - start) * UNITS_A_METRE), 1).astype(np.int64)
    limit = int(policy.most_m * UNITS_A_METRE)
    problem = ArcProblem(
        nodes=len(nodes),
        tail=tail.astype(np.int64),
        head=head.astype(np.int64),
        cost=cost,
        demand=np.where(own, cost, 0).astype(np.int64),
        required=own & is_near,
        depot=place,
        most_cost=limit,
    )
    return Beat(street, start, finish, problem, np.flatnonzero(own & ~is_near))


def _middles(graph: RoadGraph) -> Floats:
    lines = [shapely.linestrings(graph.shape_of(street)) for street in range(len(graph))]
    return np.asarray(shapely.get_coordinates(shapely.line_interpolate_point(lines, 0.5, normalized=True)))


def _holder(points: np.ndarray, shapes: list[shapely.Geometry]) -> Ints:
    """Find the first shape that holds each point, -1 where none does."""
    holder = np.full(len(points), -1, dtype=np.int64)
    usable = [shape if shape is not None else shapely.Polygon() for shape in shapes]
    if usable and len(points):
        point, shape = shapely.STRtree(usable).query(points, predicate="intersects")
        for at in np.lexsort((-shape, point)):
            holder[point[at]] = shape[at]
    return holder


def _bounds(graph: RoadGraph) -> Floats:
    if not len(graph):
        return np.zeros((0, 4))
    starts = graph.shape_start[:-1]
    return np.column_stack([np.minimum.reduceat(graph.shape_xy, starts), np.maximum.reduceat(graph.shape_xy, starts)])


def _rows(ground: Ground, region: int, station: int, margin_m: float) -> Ints:
    """Take the walkable streets that reach into the region's box and its margin, and the station's street."""
    shape = ground.shapes[region]
    box = np.array(shape.bounds if shape is not None and not shape.is_empty else ground.bounds[station])
    low, high = box[:2] - margin_m, box[2:] + margin_m
    inside = (ground.bounds[:, :2] <= high).all(axis=1) & (ground.bounds[:, 2:] >= low).all(axis=1)
    chosen = ground.walkable & (inside | (ground.region == region))
    chosen[station] = True
    return np.flatnonzero(chosen)


def _cut_at(graph: RoadGraph, rows: Ints, station: tuple[int, float]) -> tuple[Ints, Floats, Floats, Ints, Ints, int]:
    """List pieces (street, from, to, tail, head), the station's street in two, and the station's node."""
    street, tail, head = rows, graph.tail[rows], graph.head[rows]
    start, finish = np.zeros(len(rows)), graph.length_m[rows].copy()
    at = int(np.flatnonzero(rows == station[0])[0])
    along = station[1]
    if along < _END_M:
        return street, start, finish, tail, head, int(tail[at])
    if along > finish[at] - _END_M:
        return street, start, finish, tail, head, int(head[at])
    node = len(graph.node_xy)
    street, start, finish = np.append(street, station[0]), np.append(start, along), np.append(finish, finish[at])
    tail, head = np.append(tail, node), np.append(head, head[at])
    finish[at], head[at] = along, node
    return street, start, finish, tail, head, node
