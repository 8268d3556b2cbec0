"""What the page knows of closed management: fences and gates of the candidates that save posts.

The page reads it in ``static/map/fences.js``; a plan without candidates has no such layer.
"""

from __future__ import annotations

import geopandas as gpd
import shapely

from geo.maps.columns import JsonTable, pack, pick
from geo.maps.shapes import Origin, lines_of, points_of
from geo.maps.style import Layer
from geo.plan import Plan

_GATES = ("gate_kept", "fire_exit", "gate_closed")
_EDGES = ("new_fence", "part_edge")


def fence_layers(plan: Plan) -> tuple[Layer, ...]:
    """Return the switch of the fences where the plan has candidates."""
    return (Layer("fences", shown=False),) if len(_ranked(plan)) else ()


def fence_tables(plan: Plan, origin: Origin) -> dict[str, JsonTable]:
    """Pack fences as lines and gates as points, those of ranked candidates only."""
    ranked = _ranked(plan)
    edges = ranked[ranked["kind"].isin(_EDGES)]
    gates = ranked[ranked["kind"].isin(_GATES)]
    middles = gpd.GeoSeries(shapely.centroid(gates.geometry.to_numpy()), crs=gates.crs)
    return {
        "fences": pack(pick(edges, ("kind", "region_id")) | {"lines": lines_of(edges.geometry, origin)}, len(edges)),
        "gates": pack(pick(gates, ("kind", "region_id")) | {"at": points_of(middles, origin)}, len(gates)),
    }


def _ranked(plan: Plan) -> gpd.GeoDataFrame:
    fences = gpd.GeoDataFrame(plan.fences)
    return gpd.GeoDataFrame(fences[fences["rank"].notna().to_numpy(bool)])
