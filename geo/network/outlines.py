"""Indicative outlines 示意 of sub-districts, where no polygons exist: drawn from the estates' own labels.

The ground nearest to the estates of one label is that label's, inside the district. Good for a map and for cutting
cells; no official border, and every outline says so.
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.network.barriers import Ints, Shapes
from geo.network.cells import ground_of, mosaic_of, outline_samples, polygonal
from geo.network.links import placed, scene_order
from geo.schema import SUBDISTRICTS

_MARGIN_M = 300.0  # around the estates where no district is known (assumption: half the longest link)
_SPOT_M = 20.0  # drawn for a label all of whose estates stand on another's spots (assumption)


def indicative_outlines(
    estates: gpd.GeoDataFrame, districts: gpd.GeoDataFrame | None, metric_crs: str
) -> gpd.GeoDataFrame:
    """Draw one outline a sub-district name, dissolved from the Voronoi cells of its estates.

    Parameters
    ----------
    estates : schema `estates`, EPSG:4326, with places; rows without a sub-district say nothing and are left out.
    districts : schema `subdistricts` of level district. Each label lies in the district that holds most of its
        estates, the first by name of several; without districts the ground is the estates' hull, widened by 300 m.

    Returns
    -------
    Schema `subdistricts`, ``indicative = True``, sorted by name, EPSG:4326; an outline may have several parts.
    """
    labels = np.array([str(name).strip() if pd.notna(name) else "" for name in estates["subdistrict"]], dtype=object)
    told = estates[labels != ""]
    if len(told) == 0:
        return _table([], [], [], metric_crs)
    shapes, xy = placed(told, metric_crs)
    order = scene_order(told, xy)
    shapes, xy, labels = shapes[order], xy[order], labels[labels != ""][order]
    names, label = np.unique(labels, return_inverse=True)
    grounds, district_names = _grounds(districts, metric_crs)
    ground_at = _ground_of_labels(grounds, xy, label)
    outlines = np.full(len(names), None, dtype=object)
    for ground in np.unique(ground_at):
        rows = np.flatnonzero(ground_at[label] == ground)
        area = grounds[ground] if len(grounds) else ground_of(None, shapes, xy, margin_m=_MARGIN_M)[0]
        samples = outline_samples(shapes[rows], xy[rows], label[rows])
        tiles = mosaic_of(samples, len(names), area).tiles
        outlines[ground_at == ground] = tiles[ground_at == ground]
    for row in [row for row, outline in enumerate(outlines) if outline is None]:
        outlines[row] = shapely.union_all(shapely.buffer(shapely.points(xy[label == row]), _SPOT_M))
    return _table(names.tolist(), [district_names[ground] for ground in ground_at], outlines.tolist(), metric_crs)


def _grounds(districts: gpd.GeoDataFrame | None, metric_crs: str) -> tuple[Shapes, list[str | None]]:
    """Take the district polygons in metres with their names; a single nameless ground where there are none."""
    if districts is None or len(districts) == 0:
        return np.empty(0, dtype=object), [None]
    named = districts.reset_index() if districts.index.name == "name" else districts
    shapes = np.array([polygonal(shape) for shape in named.geometry.to_crs(metric_crs)], dtype=object)
    kept = np.flatnonzero(~shapely.is_empty(shapes))
    if len(kept) == 0:
        return np.empty(0, dtype=object), [None]
    names = [str(named["name"].iloc[row]) for row in kept]
    order = sorted(range(len(kept)), key=lambda rank: (names[rank], tuple(shapely.bounds(shapes[kept[rank]]))))
    return shapes[kept[order]], [names[rank] for rank in order]


def _ground_of_labels(grounds: Shapes, xy: np.ndarray, label: Ints) -> Ints:
    """Find the district that holds most estates of each label; the first nearest one where none holds any."""
    count = int(label.max()) + 1
    if len(grounds) == 0:
        return np.zeros(count, dtype=np.int64)
    points = shapely.points(xy)
    tree = shapely.STRtree(grounds)
    votes = np.zeros((count, len(grounds)), dtype=np.int64)
    estate, ground = tree.query(points, predicate="intersects")
    np.add.at(votes, (label[estate], ground), 1)
    for lost in np.flatnonzero(votes.sum(axis=1) == 0):
        estate, ground = tree.query_nearest(points[label == lost])
        np.add.at(votes[lost], ground, 1)
    return np.asarray(votes.argmax(axis=1), dtype=np.int64)


def _table(
    names: list[str], districts: list[str | None], outlines: list[BaseGeometry], metric_crs: str
) -> gpd.GeoDataFrame:
    """Put outlines into the schema's table."""
    columns = {"name": names, "level": "subdistrict", "district": districts, "indicative": True}
    table = gpd.GeoDataFrame(columns, geometry=gpd.GeoSeries(outlines, crs=metric_crs))
    shaped = SUBDISTRICTS.conform(table)
    assert isinstance(shaped, gpd.GeoDataFrame)
    return shaped
