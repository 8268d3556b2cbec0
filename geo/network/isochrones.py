"""What lies within a walk of a station: the streets that lead there in time, widened to an area.

Where a station has no street near it, the area is a circle as far as the straight line times the detour factor goes,
barriers left out; its rung says so.
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely

from geo.network.barriers import Floats
from geo.network.door_ways import taken
from geo.network.road_travel import RoadTravel
from geo.network.shortest.traces import piece_of
from geo.network.travel import ROADS as ON_ROADS
from geo.network.travel import RUNGS, STRAIGHT, Places
from geo.policy import Policy
from geo.schema import ISOCHRONES, STORAGE_CRS

_SIMPLE_SHARE = 0.03  # of the walk, that corners of its area may lose: nobody walks to the metre
_HOLE_SHARE = 0.1  # of the square of the walk: smaller yards inside are filled
_GRID_DEG = 1e-5  # about a metre
_CORNERS_A_QUARTER = 4  # of the rounded ends of streets


def isochrones(
    stations: Places, *, roads: RoadTravel | None, detour_factor: float, policy: Policy, metric_crs: str
) -> gpd.GeoDataFrame:
    """Draw the areas within the policy's walks of each station, the schema's `isochrones`, EPSG:4326.

    Parameters
    ----------
    roads : None where there are no roads.
    detour_factor : shortens the radius of circles.
    """
    walks = sorted(policy.isochrones.metres)
    areas = _areas(stations, roads, walks, policy.isochrones.street_side_m) if roads else [None] * len(stations)
    rows = []
    for station, own in enumerate(areas):
        point = shapely.Point(stations.xy[station])
        for number, walk_m in enumerate(walks):
            circle = point.buffer(walk_m / detour_factor, quad_segs=2 * _CORNERS_A_QUARTER)
            rows.append({
                "station_id": stations.ids[station],
                "mode": "walk",
                "metres": walk_m,
                "minutes": walk_m / policy.travel.walk_m_min,
                "rung": RUNGS[STRAIGHT if own is None else ON_ROADS],
                "geometry": circle if own is None else own[number],
            })  # fmt: skip
    if not rows:
        return gpd.GeoDataFrame(ISOCHRONES.empty())
    table = gpd.GeoDataFrame(rows, geometry="geometry", crs=metric_crs).to_crs(STORAGE_CRS)
    table["geometry"] = shapely.set_precision(table.geometry.to_numpy(), _GRID_DEG)
    return gpd.GeoDataFrame(ISOCHRONES.conform(table))


def _areas(
    stations: Places, roads: RoadTravel, walks: list[float], side_m: float
) -> list[list[shapely.Geometry] | None]:
    """Draw the areas of each station that has a street, None for the others; from all its doors where it has some."""
    reached, streets = roads.reached(stations, "walk"), roads.streets("walk")
    found: list[list[shapely.Geometry] | None] = [None] * len(stations)
    on_roads = np.flatnonzero(reached.snaps.segment >= 0)
    points, spread = taken(reached.snaps, on_roads), reached.spread
    ends = streets.reaching(points)
    every_node = np.arange(len(streets.graph.node_xy))
    lines: dict[int, list[list[Floats]]] = {}
    for row, point in enumerate(on_roads.tolist()):
        one = slice(row, row + 1)
        node_m = streets.hierarchy.reversed().costs(ends.node[one], ends.cost[one], every_node)[1][0]
        reach = _Reach(roads, spread.xy[point], node_m, (int(points.segment[row]), float(points.along_m[row])))
        left_m = float(points.distance_m[row] + spread.inside_m[point])
        own = lines.setdefault(int(spread.place[point]), [[] for _ in walks])
        for number, walk_m in enumerate(walks):
            own[number] += reach.lines(walk_m - left_m) if left_m <= walk_m or not own[number] else []
    for station, own in lines.items():
        found[station] = [_widened(walk, side_m, walk_m) for walk, walk_m in zip(own, walks, strict=True)]
    return found


class _Reach:
    """The streets around one station, with the metres to it from each corner."""

    __slots__ = ("along_m", "door", "graph", "node_m", "segment")

    def __init__(self, roads: RoadTravel, door: Floats, node_m: Floats, own: tuple[int, float]) -> None:
        self.graph, self.door, self.node_m = roads.streets("walk").graph, door, node_m
        self.segment, self.along_m = own

    def lines(self, left_m: float) -> list[Floats]:
        """List the pieces of street from which the station is at most `left_m` away, and the leg to its door."""
        graph = self.graph
        allowed = np.isfinite(graph.modes["walk"].forward_min) | np.isfinite(graph.modes["walk"].backward_min)
        from_tail, from_head = (left_m - self.node_m[ends] for ends in (graph.tail, graph.head))
        near = np.flatnonzero(allowed & (np.maximum(from_tail, from_head) > 0))
        whole = from_tail[near] + from_head[near] >= graph.length_m[near]
        whole &= np.minimum(from_tail[near], from_head[near]) >= 0
        pieces = [graph.shape_of(street) for street in near[whole].tolist()]
        for street in near[~whole].tolist():
            length = float(graph.length_m[street])
            if from_tail[street] > 0:
                pieces.append(piece_of(graph, street, 0.0, min(float(from_tail[street]), length)))
            if from_head[street] > 0:
                pieces.append(piece_of(graph, street, max(length - float(from_head[street]), 0.0), length))
        if left_m > 0:
            low, high = self.along_m - left_m, self.along_m + left_m
            pieces.append(piece_of(graph, self.segment, max(low, 0.0), min(high, float(graph.length_m[self.segment]))))
        start = piece_of(graph, self.segment, self.along_m, self.along_m)[0]
        return [*pieces, np.stack([self.door, start])]


def _widened(lines: list[Floats], side_m: float, walk_m: float) -> shapely.Geometry:
    """Widen streets to an area without small holes and needless corners."""
    streets = shapely.linestrings(
        np.concatenate(lines), indices=np.repeat(np.arange(len(lines)), list(map(len, lines)))
    )
    wide = shapely.buffer(shapely.union_all(streets), side_m, quad_segs=_CORNERS_A_QUARTER)
    parts = [
        shapely.Polygon(
            part.exterior, [hole for hole in part.interiors if shapely.Polygon(hole).area > _HOLE_SHARE * walk_m**2]
        )
        for part in shapely.get_parts([wide])
    ]
    return shapely.simplify(shapely.union_all(parts), _SIMPLE_SHARE * walk_m)
