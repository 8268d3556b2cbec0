"""The quiet map behind a plan: streets by rank, water, green and railways of the extract, kept small.

What a city's extract holds is far more than a map needs: shapes are clipped to the plan, joined, simplified and put on
a grid of a metre, and the least streets are left out until the rest is small enough.
"""

from __future__ import annotations

from collections.abc import Iterator

import geopandas as gpd
import numpy as np
import shapely

from geo.network.roads import Roads
from geo.schema import BASEMAP, STORAGE_CRS

_RANKS = (("motorway", "trunk"), ("primary",), ("secondary", "tertiary"), ("unclassified", "residential"))
_LAST_RANK = len(_RANKS) + 1
_AROUND_M = 600.0
_GRID_DEG = 1e-5  # about a metre
# simplification in metres, the last rank of street drawn, the least area drawn in m²
_STEPS = ((4.0, 5, 1_000.0), (6.0, 4, 3_000.0), (10.0, 4, 8_000.0), (10.0, 3, 8_000.0), (15.0, 3, 20_000.0),
          (20.0, 2, 50_000.0), (40.0, 2, 200_000.0), (60.0, 2, 500_000.0))  # fmt: skip


def basemap_of(roads: Roads, bounds_m: tuple[float, float, float, float], *, most_points: int) -> gpd.GeoDataFrame:
    """Draw the base map around a plan, the schema's `basemap`, EPSG:4326, with at most about `most_points` corners.

    Parameters
    ----------
    bounds_m : west, south, east, north of the plan in the metric CRS of the graph.
    most_points : 0 draws nothing.
    """
    if most_points == 0 or roads.lines.empty:
        return gpd.GeoDataFrame(BASEMAP.empty())
    window = shapely.box(*bounds_m).buffer(_AROUND_M, cap_style="square", join_style="mitre")
    lines = roads.lines.to_crs(roads.graph.metric_crs)
    drawn = _drawn(lines.iloc[lines.sindex.query(window, predicate="intersects")])
    drawn["geometry"] = shapely.intersection(shapely.make_valid(drawn.geometry.to_numpy()), window)
    joined = _joined(drawn)
    table = joined.iloc[:0]
    for tolerance_m, last_rank, least_m2 in _STEPS:
        table = _simplified(joined, tolerance_m, last_rank, least_m2)
        if int(shapely.get_num_coordinates(table.geometry.to_numpy()).sum()) <= most_points:
            break
    else:
        table = _longest(table, most_points)
    stored = table.to_crs(STORAGE_CRS)
    stored["geometry"] = shapely.set_precision(stored.geometry.to_numpy(), _GRID_DEG)
    return gpd.GeoDataFrame(BASEMAP.conform(stored[~stored.geometry.is_empty].reset_index(drop=True)))


def _longest(table: gpd.GeoDataFrame, most_points: int) -> gpd.GeoDataFrame:
    """Keep the longest pieces of the highest ranks that the allowance holds."""
    pieces = table.explode(ignore_index=True)
    order = np.lexsort((-pieces.geometry.length.to_numpy(), pieces["rank"].to_numpy()))
    pieces = pieces.iloc[order]
    return pieces[np.cumsum(shapely.get_num_coordinates(pieces.geometry.to_numpy())) <= most_points]


def _drawn(lines: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Give what is drawn its kind and rank; bridges, tunnels and crossings are drawn as the roads they are."""
    kind = lines["kind"].map({
        "river": "water", "water": "water", "green": "green", "railway": "railway", "road": "road", "arterial": "road",
        "expressway": "road",
    })  # fmt: skip
    shown = kind.notna() & ~((lines["kind"] == "railway") & (lines["layer"] < 0)) & ~lines.geometry.is_empty
    rank = lines["road_class"].map(_rank).where(kind == "road", 1)
    return lines.assign(kind=kind, rank=rank)[shown].copy()


def _rank(road_class: str) -> int:
    for rank, classes in enumerate(_RANKS, start=1):
        if road_class.startswith(classes):
            return rank
    return _LAST_RANK


def _joined(drawn: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Join the lines of one name and the areas that touch."""
    is_area = drawn.geom_type.isin(("Polygon", "MultiPolygon", "GeometryCollection"))
    rows = list(_areas(drawn[is_area]))
    for (kind, rank, name), own in drawn[~is_area].groupby(["kind", "rank", "name"], sort=True):
        merged = shapely.line_merge(shapely.union_all(own.geometry.to_numpy()))
        rows.append((kind, rank, name or None, merged))
    table = gpd.GeoDataFrame(rows, columns=["kind", "rank", "name", "geometry"], geometry="geometry", crs=drawn.crs)
    return table.sort_values(["rank", "kind", "name"], kind="stable", na_position="last").reset_index(drop=True)


def _areas(drawn: gpd.GeoDataFrame) -> Iterator[tuple[str, int, str | None, shapely.Geometry]]:
    for kind, own in drawn.groupby("kind", sort=True):
        parts = shapely.get_parts([shapely.union_all(own.geometry.to_numpy())])
        for part in parts[shapely.get_type_id(parts) == 3]:
            yield str(kind), 1, None, part


def _simplified(table: gpd.GeoDataFrame, tolerance_m: float, last_rank: int, least_m2: float) -> gpd.GeoDataFrame:
    is_area = table.geom_type.isin(("Polygon", "MultiPolygon"))
    kept = (table["rank"] <= last_rank) & (~is_area | (table.geometry.area >= least_m2))
    some = table[kept].copy()
    some["geometry"] = shapely.simplify(some.geometry.to_numpy(), tolerance_m)
    length = some.geometry.length
    return some[length > tolerance_m]
