"""Invented rivers, railways, arterials and streets, and the bridges that join them.

A street grid with jittered corners is laid over the area. Rivers and railways run through it as slow waves; of the
streets that would cross one, every few keep their way as a bridge or underpass and the others end there. Arterials
are crossed on foot at some corners only.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.samples.layout import SAMPLE_CRS

STREET_SPACING_M = 220.0
# kind, spacing of lines (m), runs west-east, share of crossing streets let through, kind of crossing
_LINES = (
    ("river", 5_200.0, False, 1 / 3, "bridge"),
    ("railway", 9_500.0, True, 1 / 5, "underpass"),
    ("arterial", 3_100.0, True, 1 / 2, "pedestrian"),
    ("arterial", 3_700.0, False, 1 / 2, "pedestrian"),
)


@dataclass(frozen=True, slots=True)
class StreetPlan:
    """The invented lines of a place, as tables in the sample's CRS."""

    barriers: gpd.GeoDataFrame
    crossings: gpd.GeoDataFrame
    roads: gpd.GeoDataFrame


def lay_streets(area: shapely.Polygon, generator: np.random.Generator, *, spacing_m: float) -> StreetPlan:
    """Invent barriers, crossings and streets over an area given in metres."""
    barriers = _barrier_lines(area, generator)
    streets = _street_grid(area, generator, spacing_m)
    kept, crossings = _let_through(streets, barriers)
    roads = gpd.GeoDataFrame(
        {
            "highway": "residential",
            "oneway": False,
            "maxspeed": 30,
            "name": [f"示例路{i + 1}" for i in range(len(kept))],
            "source": "synthetic",
        },
        geometry=kept,
        crs=SAMPLE_CRS,
    )
    return StreetPlan(barriers, crossings, roads)


def _barrier_lines(area: shapely.Polygon, generator: np.random.Generator) -> gpd.GeoDataFrame:
    west, south, east, north = area.bounds
    rows = []
    for kind, spacing, eastward, _, _ in _LINES:
        low, high = (south, north) if eastward else (west, east)
        count = max(1, round((high - low) / spacing))
        for i in range(count):
            offset = low + (high - low) * (i + 0.5 + generator.uniform(-0.12, 0.12)) / count
            along = np.arange(*((west, east) if eastward else (south, north)), 60.0)
            wave = offset + 260.0 * np.sin(along / generator.uniform(900, 1_700) + generator.uniform(0, 6.28))
            line = np.column_stack([along, wave] if eastward else [wave, along])
            rows.append((kind, f"示例{_WORD[kind]}{i + 1}", shapely.intersection(shapely.linestrings(line), area)))
    table = pd.DataFrame(rows, columns=["kind", "name", "geometry"])
    return gpd.GeoDataFrame(table, geometry="geometry", crs=SAMPLE_CRS)


_WORD = {"river": "河", "railway": "铁路", "arterial": "大道"}


def _street_grid(area: shapely.Polygon, generator: np.random.Generator, spacing_m: float) -> NDArray[np.object_]:
    west, south, east, north = area.bounds
    columns, rows = int((east - west) / spacing_m) + 2, int((north - south) / spacing_m) + 2
    x = west + np.arange(columns)[:, None] * spacing_m + generator.normal(0, spacing_m / 9, (columns, rows))
    y = south + np.arange(rows)[None, :] * spacing_m + generator.normal(0, spacing_m / 9, (columns, rows))
    corners = np.stack([x, y], axis=-1)
    across = np.stack([corners[:-1], corners[1:]], axis=2).reshape(-1, 2, 2)
    along = np.stack([corners[:, :-1], corners[:, 1:]], axis=2).reshape(-1, 2, 2)
    segments = shapely.linestrings(np.concatenate([across, along]))
    shapely.prepare(area)
    inside: NDArray[np.object_] = segments[shapely.contains(area, segments)]
    kept: NDArray[np.object_] = inside[generator.random(len(inside)) > 0.06]  # some blocks are larger than others
    return kept


def _let_through(
    streets: NDArray[np.object_], barriers: gpd.GeoDataFrame
) -> tuple[NDArray[np.object_], gpd.GeoDataFrame]:
    tree = shapely.STRtree(streets)
    ended = np.zeros(len(streets), dtype=bool)
    rows = []
    settings = {kind: (share, crossing) for kind, _, _, share, crossing in _LINES}
    for kind, name, line in zip(barriers["kind"], barriers["name"], barriers.geometry, strict=True):
        share, crossing = settings[kind]
        hits = np.sort(tree.query(line, predicate="crosses"))
        where = shapely.intersection(streets[hits], line)
        single = shapely.get_type_id(where) == 0
        ended[hits[~single]] |= kind != "arterial"
        hits, where = hits[single], where[single]
        order = np.argsort(shapely.line_locate_point(line, where), kind="stable")
        let = order[:: round(1 / share)]
        rows += [(crossing, f"{name}{_PASSAGE[crossing]}{i + 1}", where[p]) for i, p in enumerate(let)]
        if kind != "arterial":
            ended[np.setdiff1d(hits, hits[let])] = True
    table = pd.DataFrame(rows, columns=["kind", "name", "geometry"])
    return streets[~ended], gpd.GeoDataFrame(table, geometry="geometry", crs=SAMPLE_CRS)


_PASSAGE = {"bridge": "桥", "underpass": "地道", "pedestrian": "人行过街"}
