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
from geo.network import bodies
from geo.network.bodies import ARC_SEGMENTS
from geo.schema import STORAGE_CRS

Shapes = NDArray[np.object_]

_CORRIDOR_HALF_WIDTH_M = 14.0  # drawn as wide as a street between two estates
_SMOOTHING_M = 18.0  # closes the notches between an outline and its corridors
_SIMPLIFY_M = 1.0  # below what a screen shows at street scale


def estate_bodies(layout: Layout) -> Shapes:
    """Return each estate's outline in the metric CRS: its polygon, or a disc of its land where there is none."""
    shapes = layout.estates.geometry.to_crs(layout.metric_crs).to_numpy()
    tiles = None if layout.tiles is None else layout.tiles.geometry.to_crs(layout.metric_crs).to_numpy()
    return bodies.estate_bodies(shapes, layout.problem.floor_area_m2, layout.policy.links, tiles=tiles)


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
    ground, tree = estate_bodies(layout), spanning_links(layout, unit, links=links)
    corridors = shapely.buffer(_link_lines(layout, ground, tree), _CORRIDOR_HALF_WIDTH_M, quad_segs=ARC_SEGMENTS)
    parts = np.concatenate([ground, corridors])
    owner = np.concatenate([unit, unit[tree["a"].to_numpy(dtype=np.int64)]])
    order = np.argsort(owner, kind="stable")
    bounds = np.searchsorted(owner[order], np.arange(units + 1))
    joined = [shapely.union_all(parts[order[bounds[u] : bounds[u + 1]]]) for u in range(units)]
    return gpd.GeoSeries(_smooth(np.array(joined, dtype=object)), crs=layout.metric_crs)


def region_outlines(layout: Layout) -> gpd.GeoSeries:
    """Return the outline of each region, shape ``(r,)``, in EPSG:4326."""
    return outlines(layout, layout.region, layout.region_count).to_crs(STORAGE_CRS)


def _link_lines(layout: Layout, ground: Shapes, tree: pd.DataFrame) -> Shapes:
    """Return the lines of links; straight between the estates where a link came without a line."""
    points = shapely.point_on_surface(ground)
    ends = np.column_stack([points[tree["a"].to_numpy(dtype=np.int64)], points[tree["b"].to_numpy(dtype=np.int64)]])
    straight = shapely.linestrings(np.stack([shapely.get_x(ends), shapely.get_y(ends)], axis=-1).reshape(-1, 2, 2))
    if "geometry" not in tree.columns or not isinstance(tree, gpd.GeoDataFrame):
        return np.asarray(straight, dtype=object)
    given = tree.geometry.to_crs(layout.metric_crs).to_numpy()
    usable = ~(shapely.is_missing(given) | shapely.is_empty(given))
    return np.asarray(np.where(usable, given, straight), dtype=object)


def _smooth(shapes: Shapes) -> Shapes:
    grown = shapely.buffer(shapes, _SMOOTHING_M, quad_segs=ARC_SEGMENTS)
    closed = shapely.buffer(grown, -_SMOOTHING_M, quad_segs=ARC_SEGMENTS)
    return np.asarray(shapely.make_valid(shapely.simplify(closed, _SIMPLIFY_M)), dtype=object)
