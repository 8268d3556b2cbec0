"""What is drawn as a region: its own estates, joined along the links between them, and nothing else.

Old estates cover a quarter of the district's land: filling the space between them (as the Voronoi tiles would) claims
streets, parks and other people's estates. So a region is its estates' outlines, joined by corridors along the shortest
tree of its links. Where only a point is known the estate is a disc as large as the land under its floor area, kept out
of its neighbours' ground.
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import minimum_spanning_tree

from geo.clustering.layout import Layout
from geo.clustering.problem import Ints
from geo.schema import STORAGE_CRS

Shapes = NDArray[np.object_]

_CORRIDOR_HALF_WIDTH_M = 14.0  # drawn as wide as a street between two estates
_SMOOTHING_M = 18.0  # closes the notches between an outline and its corridors
_SIMPLIFY_M = 1.0  # below what a screen shows at street scale
_ARC_SEGMENTS = 4  # of a quarter circle


def estate_bodies(layout: Layout) -> Shapes:
    """Return each estate's outline in the metric CRS: its polygon, or a disc of its land where there is none."""
    shapes = layout.estates.geometry.to_crs(layout.metric_crs).to_numpy()
    is_area = shapely.get_dimensions(shapes) == 2
    bodies = np.empty(len(shapes), dtype=object)
    bodies[is_area] = shapely.make_valid(shapes[is_area])
    bodies[~is_area] = _discs(layout, shapes)[~is_area]
    return bodies


def _discs(layout: Layout, shapes: Shapes) -> Shapes:
    """Draw the land under each estate's floor area around its point, inside its own tile."""
    drawn = layout.policy.links
    land_m2 = np.nan_to_num(layout.problem.floor_area_m2) / drawn.plot_ratio
    radius_m = np.maximum(np.sqrt(land_m2 / np.pi), drawn.point_outline_radius_m)
    points = shapely.point_on_surface(shapes)
    discs = shapely.buffer(points, radius_m, quad_segs=2 * _ARC_SEGMENTS)
    if layout.tiles is None:
        return np.asarray(discs, dtype=object)
    tiles = layout.tiles.geometry.to_crs(layout.metric_crs).to_numpy()
    own = np.where(shapely.is_missing(tiles), discs, shapely.intersection(discs, shapely.make_valid(tiles)))
    least = shapely.buffer(points, min(5.0, drawn.point_outline_radius_m), quad_segs=_ARC_SEGMENTS)
    return np.asarray(np.where(shapely.area(own) > shapely.area(least), own, least), dtype=object)


def spanning_links(layout: Layout, unit: Ints, *, links: gpd.GeoDataFrame | None = None) -> pd.DataFrame:
    """Return the links of the shortest tree inside each unit (region or group); estates with unit -1 have none.

    `links` are the links that may be used, those of the layout by default.
    """
    links = layout.links if links is None else links
    inside = (unit[links["a"]] == unit[links["b"]]) & (unit[links["a"]] >= 0)
    inner = links[inside]
    count = layout.problem.estate_count
    # csgraph takes a zero for no link at all, and keeps one of several equal entries only if they are summed before
    walk = inner["walk_m"].fillna(0.0).to_numpy(dtype=np.float64) + 1.0
    first = ~inner.duplicated(["a", "b"]).to_numpy()
    ends = (inner["a"].to_numpy()[first], inner["b"].to_numpy()[first])
    tree = minimum_spanning_tree(coo_matrix((walk[first], ends), shape=(count, count)).tocsr()).tocoo()
    chosen = pd.MultiIndex.from_arrays([tree.row, tree.col])
    is_chosen = pd.MultiIndex.from_frame(inner[["a", "b"]]).isin(chosen) & first
    return inner[is_chosen]


def outlines(layout: Layout, unit: Ints, units: int, *, links: gpd.GeoDataFrame | None = None) -> gpd.GeoSeries:
    """Join the estates of each unit along its links, shape ``(units,)``, in the metric CRS."""
    bodies, tree = estate_bodies(layout), spanning_links(layout, unit, links=links)
    corridors = shapely.buffer(_link_lines(layout, bodies, tree), _CORRIDOR_HALF_WIDTH_M, quad_segs=_ARC_SEGMENTS)
    parts = np.concatenate([bodies, corridors])
    owner = np.concatenate([unit, unit[tree["a"].to_numpy(dtype=np.int64)]])
    order = np.argsort(owner, kind="stable")
    bounds = np.searchsorted(owner[order], np.arange(units + 1))
    joined = [shapely.union_all(parts[order[bounds[u] : bounds[u + 1]]]) for u in range(units)]
    return gpd.GeoSeries(_smooth(np.array(joined, dtype=object)), crs=layout.metric_crs)


def region_outlines(layout: Layout) -> gpd.GeoSeries:
    """Return the outline of each region, shape ``(r,)``, in EPSG:4326."""
    return outlines(layout, layout.region, layout.region_count).to_crs(STORAGE_CRS)


def _link_lines(layout: Layout, bodies: Shapes, tree: pd.DataFrame) -> Shapes:
    """Return the lines of links; straight between the estates where a link came without a line."""
    points = shapely.point_on_surface(bodies)
    ends = np.column_stack([points[tree["a"].to_numpy(dtype=np.int64)], points[tree["b"].to_numpy(dtype=np.int64)]])
    straight = shapely.linestrings(np.stack([shapely.get_x(ends), shapely.get_y(ends)], axis=-1).reshape(-1, 2, 2))
    if "geometry" not in tree.columns or not isinstance(tree, gpd.GeoDataFrame):
        return np.asarray(straight, dtype=object)
    given = tree.geometry.to_crs(layout.metric_crs).to_numpy()
    usable = ~(shapely.is_missing(given) | shapely.is_empty(given))
    return np.asarray(np.where(usable, given, straight), dtype=object)


def _smooth(shapes: Shapes) -> Shapes:
    grown = shapely.buffer(shapes, _SMOOTHING_M, quad_segs=_ARC_SEGMENTS)
    closed = shapely.buffer(grown, -_SMOOTHING_M, quad_segs=_ARC_SEGMENTS)
    return np.asarray(shapely.make_valid(shapely.simplify(closed, _SIMPLIFY_M)), dtype=object)
