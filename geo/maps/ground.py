"""What the page knows of the ground: streets by rank with their names, water, green and railways of the user's extract.

Lines are text (`geo.maps.strings`), each street name is written once. The page draws it in ``static/map/basemap.js``.
"""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.maps.shapes import Origin
from geo.maps.strings import encoded, encoded_lines
from geo.maps.style import Layer
from geo.plan import Plan

_ORDER = {"water": 0, "green": 1, "railway": 2, "road": 3}
_SMOOTH = 2.5e-5  # degrees, 2.5 m
_BYTES = 400_000  # for the ground; lesser streets are left out beyond
_LINES = (shapely.GeometryType.LINESTRING, shapely.GeometryType.LINEARRING)


def ground_layers(plan: Plan) -> tuple[Layer, ...]:
    """Return the switch of the base map where the plan has one."""
    return (Layer("basemap", shown=True),) if len(plan.basemap) else ()


def ground_data(plan: Plan, origin: Origin) -> list[dict[str, Any]] | None:
    """Write areas, railways, then the roads by rank as far as there is room; None where the plan has no base map.

    Returns
    -------
    One part for each kind and rank: ``{kind, rank, lines, names, at}``, where `at` says of every line (or ring) which
    name it has, 0 for none.
    """
    if not len(plan.basemap):
        return None
    ranks = plan.basemap["rank"].fillna(9).astype(int)
    keys = sorted(
        {(str(kind), rank) for kind, rank in zip(plan.basemap["kind"], ranks, strict=True)},
        key=lambda key: (_ORDER.get(key[0], 9), key[1]),
    )
    parts, room = [], _BYTES
    for kind, rank in keys:
        part = _part(plan.basemap[(plan.basemap["kind"] == kind) & (ranks == rank)], origin)
        room -= len(part["lines"])
        if room < 0:
            break
        parts.append({"kind": kind, "rank": rank} | part)
    return parts


def _part(rows: gpd.GeoDataFrame, origin: Origin) -> dict[str, Any]:
    lines, owner = _lines_of(rows.geometry)
    names = rows["name"].to_numpy(dtype=object)[owner] if len(owner) else np.empty(0, dtype=object)
    named = [str(name).strip() if not pd.isna(name) else "" for name in names]
    known = {name: position for position, name in enumerate(dict.fromkeys(name for name in named if name), start=1)}
    degrees, of_line = shapely.get_coordinates(lines, return_index=True)
    texts = encoded_lines(degrees, of_line, origin) if len(degrees) else []
    return {"lines": " ".join(texts), "names": list(known), "at": encoded(known.get(name, 0) for name in named)}


def _lines_of(shapes: gpd.GeoSeries) -> tuple[Any, Any]:
    """Take shapes apart into finite lines and rings, each with the position of its shape; points are left out."""
    given = shapes.to_numpy().copy()
    given[~np.isfinite(shapely.bounds(given)).all(axis=1)] = None
    parts = shapely.simplify(given, _SMOOTH)
    owner = np.arange(len(parts))
    while (shapely.get_type_id(parts) > shapely.GeometryType.POLYGON).any():
        parts, of_part = shapely.get_parts(parts, return_index=True)
        owner = owner[of_part]
    is_polygon = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    rings, of_ring = shapely.get_rings(parts[is_polygon], return_index=True)
    is_line = np.isin(shapely.get_type_id(parts), _LINES) & ~shapely.is_empty(parts)
    return np.r_[parts[is_line], rings], np.r_[owner[is_line], owner[is_polygon][of_ring]]
