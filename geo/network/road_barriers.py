"""Barriers from a road extract: rivers, railways, arterials and expressways, and the ways over and under them.

A road that people may walk and that is drawn across a river or a railway leads over it: a bridge, an underpass or a
level crossing, by its level. An arterial or expressway on the ground is crossed at marked crossings, over bridges and
through underpasses, and at junctions with streets on both sides where the policy says so.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from scipy.spatial import cKDTree

from geo.network.barriers import Bools, Floats, Ints, Shapes, without_doors
from geo.network.roads import Roads
from geo.network.roads.graph import RoadGraph
from geo.network.roads.snapping import snap
from geo.policy import Policy
from geo.policy.roads import ROAD_CLASSES
from geo.schema import BARRIERS, CROSSINGS

_ON_FOOT = ("footway", "path", "steps", "pedestrian")
_ON_THE_LEVEL = ("pedestrian", "gate")
_SAME_PLACE_M = 1.0  # a crossing this near to a street on foot lies on it
_TOGETHER = 2 / 3  # of the reach of a crossing: others this near are the same one (two carriageways, four corners)
_DRAWN_M = 1.0  # lines lose the bends that nobody sees


@dataclass(frozen=True, slots=True, eq=False)
class RoadBarriers:
    """What the roads add to the user's own: tables of the schema, EPSG:4326."""

    barriers: gpd.GeoDataFrame
    crossings: gpd.GeoDataFrame


def barriers_of(roads: Roads, policy: Policy) -> RoadBarriers:
    """Take barriers and crossings from an extract; empty tables where the policy does not want them."""
    metric_crs = roads.graph.metric_crs
    lines = roads.lines.to_crs(metric_crs)
    cutting = _cutting(lines, policy)
    if cutting.empty:
        return RoadBarriers(gpd.GeoDataFrame(BARRIERS.empty()), gpd.GeoDataFrame(CROSSINGS.empty()))
    snap_m = policy.links.crossing_snap_m
    found = [
        _roads_across(cutting, lines, roads.graph),
        _marked(cutting, lines, reach_m=snap_m),
        _junctions(cutting, roads.graph, policy),
    ]
    together = pd.concat([table.assign(**{"from": at}) for at, table in enumerate(found)], ignore_index=True)
    crossings = _told_once(together, _TOGETHER * snap_m).drop(columns="from")
    tables = (_joined(cutting), crossings)
    stored = [gpd.GeoDataFrame(table, geometry="geometry", crs=metric_crs) for table in tables]
    return RoadBarriers(*(gpd.GeoDataFrame(t.conform(s)) for t, s in zip((BARRIERS, CROSSINGS), stored, strict=True)))


def _cutting(lines: gpd.GeoDataFrame, policy: Policy) -> gpd.GeoDataFrame:
    """Choose the lines and areas that cut, each with the schema's kind."""
    rules = policy.road_barriers
    kind = lines["kind"].replace({"water": "river"})
    wanted = kind.isin(rules.kinds if rules.enabled else ())
    wanted &= (kind != "arterial") | lines["road_class"].isin(rules.arterial_classes)
    wanted &= (lines["kind"] != "water") | (lines.geometry.area >= rules.least_water_m2)
    under, above = lines["layer"] < 0, lines["layer"] > 0
    wanted &= ~under  # a tunnel, a culvert or an underground line parts nobody
    wanted &= ~above | (kind == "river") | rules.elevated_cuts
    return lines.assign(kind=kind)[wanted & ~lines.geometry.is_empty].reset_index(drop=True)


def _roads_across(cutting: gpd.GeoDataFrame, lines: gpd.GeoDataFrame, graph: RoadGraph) -> pd.DataFrame:
    """Find where roads open on foot lead over, under or, across water and rails, level through what cuts."""
    is_road = lines["road_class"].ne("") & lines["kind"].isin(("road", "arterial", "expressway"))
    paths = lines[is_road].reset_index(drop=True)
    tree = shapely.STRtree(paths.geometry.to_numpy())
    cut, path = tree.query(cutting.geometry.to_numpy(), predicate="intersects")
    step = paths["layer"].to_numpy()[path] - cutting["layer"].to_numpy()[cut]
    soft = cutting["kind"].isin(("river", "railway")).to_numpy()[cut]
    is_foot = paths["road_class"].isin(_ON_FOOT).to_numpy()[path]
    ends = paths.geometry.to_numpy()[path], cutting.geometry.to_numpy()[cut]
    through = np.asarray(shapely.crosses(*ends) | shapely.within(*ends))
    kept = np.flatnonzero(through & (soft | (step != 0) | is_foot))
    places = shapely.intersection(paths.geometry.to_numpy()[path[kept]], cutting.geometry.to_numpy()[cut[kept]])
    parts, part_of = shapely.get_parts(places, return_index=True)
    points = _middles(parts)
    level = step[kept][part_of]
    water = (cutting["kind"] == "river").to_numpy()[cut[kept]][part_of]
    kind = np.where(level < 0, "underpass", np.where((level > 0) | water, "bridge", "pedestrian"))
    name = paths["name"].to_numpy(dtype=object)[path[kept]][part_of]
    found = pd.DataFrame({"kind": kind, "name": name, "geometry": points})
    return found[_open_on_foot(graph, shapely.get_coordinates(points))]


def _middles(parts: Shapes) -> Shapes:
    """Take points as they are and lines (a road inside a water surface) at their middle."""
    is_line = shapely.get_type_id(parts) == 1
    points = parts.copy()
    points[is_line] = shapely.line_interpolate_point(parts[is_line], 0.5, normalized=True)
    return np.asarray(shapely.centroid(points), dtype=object)


def _open_on_foot(graph: RoadGraph, xy: Floats) -> Bools:
    return np.asarray(snap(graph, "walk", xy, max_snap_m=_SAME_PLACE_M).segment >= 0)


def _marked(cutting: gpd.GeoDataFrame, lines: gpd.GeoDataFrame, *, reach_m: float) -> pd.DataFrame:
    """Take the marked crossings that lie at something that cuts."""
    marked = lines[lines["kind"] == "crossing"]
    points = np.asarray(
        shapely.line_interpolate_point(marked.geometry.to_numpy(), 0.5, normalized=True)
        if (marked.geom_type == "LineString").all()
        else [_middle(shape) for shape in marked.geometry],
        dtype=object,
    )
    near = shapely.STRtree(cutting.geometry.to_numpy()).query(points, predicate="dwithin", distance=reach_m)[0]
    rows = np.unique(near)
    names = marked["name"].to_numpy(dtype=object)[rows]
    return pd.DataFrame({"kind": "pedestrian", "name": names, "geometry": points[rows]})


def _middle(shape: shapely.Geometry) -> shapely.Geometry:
    return shape.interpolate(0.5, normalized=True) if shape.geom_type == "LineString" else shape.centroid


def _junctions(cutting: gpd.GeoDataFrame, graph: RoadGraph, policy: Policy) -> pd.DataFrame:
    """Find the junctions where streets open on foot come from both sides of an arterial or expressway."""
    nothing = pd.DataFrame({"kind": [], "name": [], "geometry": []})
    if not policy.road_barriers.junctions_cross or not cutting["kind"].isin(("arterial", "expressway")).any():
        return nothing
    nodes = nodes_with_two_sides(graph, cutting_segments(graph, policy))
    on_line = cutting[cutting["kind"].isin(("arterial", "expressway"))].geometry.to_numpy()
    points = shapely.points(graph.node_xy[nodes])
    near = np.unique(shapely.STRtree(on_line).query(points, predicate="dwithin", distance=_SAME_PLACE_M)[0])
    return pd.DataFrame({"kind": "pedestrian", "name": "", "geometry": points[near]}) if len(near) else nothing


def cutting_segments(graph: RoadGraph, policy: Policy) -> Bools:
    """Tell which streets of the graph are of a class that cuts."""
    rules = policy.road_barriers
    classes: set[str] = set(rules.arterial_classes) if "arterial" in rules.kinds else set()
    if "expressway" in rules.kinds:
        classes |= {name for name in ROAD_CLASSES if name.startswith(("motorway", "trunk"))}
    if not rules.enabled:
        classes = set()
    return np.asarray(np.isin(graph.road_class, [row for row, name in enumerate(ROAD_CLASSES) if name in classes]))


def nodes_with_two_sides(graph: RoadGraph, cuts: Bools) -> Ints:
    """Find the junctions where people cross streets that cut: other streets on both sides, or two such streets meet."""
    arms = arms_of(graph)
    on_cut = np.unique(arms.node[cuts[arms.segment]])
    walk = graph.modes["walk"]
    is_open = np.isfinite(walk.forward_min) | np.isfinite(walk.backward_min)
    first, last = (np.searchsorted(arms.node, on_cut, side=side) for side in ("left", "right"))
    found = []
    for node, low, high in zip(on_cut.tolist(), first.tolist(), last.tolist(), strict=True):
        segments, angles = arms.segment[low:high], arms.angle[low:high]
        edges = np.sort(angles[cuts[segments]])
        others = angles[~cuts[segments] & is_open[segments]]
        if len(edges) > 2 or len(np.unique(np.searchsorted(edges, others) % len(edges))) > 1:
            found.append(node)
    return np.array(found, dtype=np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Arms:
    """The streets leaving each node, sorted by node: which street, and in which direction (radians)."""

    node: Ints
    segment: Ints
    angle: Floats


def arms_of(graph: RoadGraph) -> Arms:
    """List the streets leaving each node."""
    count, first, last = len(graph.tail), graph.shape_start[:-1], graph.shape_start[1:] - 1
    out = graph.shape_xy[first + 1] - graph.shape_xy[first]
    back = graph.shape_xy[last - 1] - graph.shape_xy[last]
    node = np.concatenate([graph.tail, graph.head])
    angle = np.arctan2(*np.concatenate([out, back]).T[::-1])
    order = np.argsort(node, kind="stable")
    return Arms(node[order], np.tile(np.arange(count), 2)[order], angle[order])


def places_to_cross(crossings: gpd.GeoDataFrame, metric_crs: str) -> Floats:
    """Return x, y in metres of the crossings on the level; bridges and underpasses lead where their road is drawn."""
    told = without_doors(crossings)
    level = told[told["kind"].isin(_ON_THE_LEVEL)]
    return np.asarray(shapely.get_coordinates(shapely.centroid(level.geometry.to_crs(metric_crs).to_numpy())))


def _told_once(crossings: pd.DataFrame, reach_m: float) -> pd.DataFrame:
    """Keep one of the crossings that lie close together, level ones and others apart.

    A crossing opens everything within ``crossing_snap_m``; what a dropped one opened lies within `reach_m` of the one
    that stays, so nothing is closed by it. Crossings over and under come first, marked ones before junctions.
    """
    crossings = crossings[~shapely.is_missing(crossings["geometry"].to_numpy(dtype=object))].reset_index(drop=True)
    xy = shapely.get_coordinates(crossings["geometry"].to_numpy(dtype=object))
    level = crossings["kind"].isin(_ON_THE_LEVEL).to_numpy()
    order = np.lexsort((xy[:, 1].round(1), xy[:, 0].round(1), crossings["from"].to_numpy(int)))
    crossings, xy, level = crossings.iloc[order].reset_index(drop=True), xy[order], level[order]
    near = cKDTree(xy).query_ball_point(xy, reach_m) if len(xy) else []
    kept = np.zeros(len(xy), dtype=bool)
    for row, others in enumerate(near):
        kept[row] = not any(kept[other] and level[other] == level[row] for other in others)
    return crossings[kept].reset_index(drop=True)


def _joined(cutting: gpd.GeoDataFrame) -> pd.DataFrame:
    """Join the pieces of one river or road into long lines, by kind and name; areas stay apart."""
    is_area = cutting.geom_type.isin(("Polygon", "MultiPolygon")).to_numpy()
    rows = [(k, n or None, g) for k, n, g in cutting.loc[is_area, ["kind", "name", "geometry"]].itertuples(index=False)]
    for (kind, name), own in cutting[~is_area].groupby(["kind", "name"], sort=True):
        merged = shapely.line_merge(shapely.union_all(shapely.simplify(own.geometry.to_numpy(), _DRAWN_M)))
        rows += [(kind, name or None, part) for part in shapely.get_parts([merged])]
    return pd.DataFrame(rows, columns=["kind", "name", "geometry"])
