"""Rivers, railways and arterials that a region does not cross, and the crossings that let it through."""

from __future__ import annotations

import re
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely
from shapely import Geometry

from geo.findings import Report
from geo.io.companions.cells import as_word
from geo.io.companions.shapes import read_layers, usable_shapes
from geo.io.headings import MappedTable
from geo.policy.sections import PlacePolicy
from geo.schema import BARRIERS, CROSSINGS, STORAGE_CRS, Table
from geo.wording import text

# Words of road and water layers (OpenStreetMap's among them) and the kind that each of them is.
_BARRIER_WORDS = (
    ("expressway", r"motorway|expressway|快速路|高速|高架"),
    ("arterial", r"trunk|primary|secondary|arterial|主干|次干|干路|干道|主路|城市道路"),
    ("railway", r"rail|subway|tram|铁路|轨道|高铁"),
    ("river", r"river|canal|stream|water|lake|drain|reservoir|河|江|湖|浜|水系|水域|运河"),
    ("wall", r"wall|fence|围墙|围栏|墙"),
)
_CROSSING_WORDS = (
    ("underpass", r"underpass|tunnel|地道|隧道|涵洞"),
    ("pedestrian", r"pedestrian|crossing|footway|zebra|人行|斑马线|过街|天桥"),
    ("bridge", r"bridge|桥"),
    ("gate", r"gate|door|entrance|门|出入口"),
)
_SMALL_ROADS = re.compile(
    r"residential|service|footway|path|living|tertiary|unclassified|cycleway|track|steps|支路|小路|街巷"
)
_COLUMNS = (*BARRIERS.columns, CROSSINGS["estate_id"])
_CROSSING_LAYER = re.compile(r"crossing|bridge|gate|通道|桥|过街|出入口", re.IGNORECASE)


def read_barriers(
    path: Path, report: Report, *, policy: PlacePolicy | None = None
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Read barriers (lines and polygons) and crossings (points) into BARRIERS and CROSSINGS, in EPSG:4326.

    The kind comes from its column, else from the layer's name. Points are crossings, whatever layer they stand in;
    lines in a layer of crossings count at their middle. Small roads are no barriers and are left out, with their
    count. An unknown kind is taken as arterial or pedestrian, and said.

    Raises
    ------
    InputError
        Where no layer has shapes.
    """
    barriers: list[dict[str, object]] = []
    crossings: list[dict[str, object]] = []
    for mapped, shapes in read_layers(Path(path), _COLUMNS, report, policy=policy or PlacePolicy()):
        is_crossings = bool(_CROSSING_LAYER.search(mapped.raw.sheet))
        small = 0
        for row, shape in usable_shapes(mapped, shapes, report):
            if is_crossings or shape.geom_type in {"Point", "MultiPoint"}:
                crossings += _crossings(mapped, row, shape, report)
            elif _SMALL_ROADS.search(as_word(mapped.value(row, "kind")).casefold()):
                small += 1
            else:
                barriers.append(_line(mapped, row, shape, report))
        if small:
            found = text("barrier-small-roads.found", count=small)
            report.find("barrier-small-roads", severity="note", where=mapped.raw.where(), found=found)
    return _table(BARRIERS, barriers), _table(CROSSINGS, crossings)


def _line(mapped: MappedTable, row: int, shape: Geometry, report: Report) -> dict[str, object]:
    kind = _kind(mapped, row, _BARRIER_WORDS, BARRIERS, report) or "arterial"
    return {"kind": kind, "name": as_word(mapped.value(row, "name")) or None, "geometry": shape}


def _crossings(mapped: MappedTable, row: int, shape: Geometry, report: Report) -> list[dict[str, object]]:
    kind = _kind(mapped, row, _CROSSING_WORDS, CROSSINGS, report) or "pedestrian"
    name, estate = (as_word(mapped.value(row, column)) or None for column in ("name", "estate_id"))
    if shape.geom_type == "LineString":
        points = [shape.interpolate(0.5, normalized=True)]
    else:
        points = [part if part.geom_type == "Point" else part.point_on_surface() for part in shapely.get_parts([shape])]
    return [{"kind": kind, "name": name, "estate_id": estate, "geometry": point} for point in points]


def _kind(mapped: MappedTable, row: int, words: tuple[tuple[str, str], ...], table: Table, report: Report) -> str:
    """Judge the kind by the cell, else by the layer's name and the thing's own; empty, and said, where none tells."""
    choices = table["kind"].choices
    given = as_word(mapped.value(row, "kind"))
    for word in (given, as_word(mapped.value(row, "name")), mapped.raw.sheet):
        exact = next((key for key, zh in choices.items() if word.casefold() in {key, zh}), "")
        kind = exact or next((kind for kind, form in words if re.search(form, word.casefold())), "")
        if kind:
            return kind
    found = text("barrier-kind.found", kind=given or "-")
    report.find("barrier-kind", where=mapped.where(row, "kind"), found=found, known="、".join(choices.values()))
    return ""


def _table(declared: Table, rows: list[dict[str, object]]) -> gpd.GeoDataFrame:
    if not rows:
        return gpd.GeoDataFrame(declared.empty())
    return gpd.GeoDataFrame(
        declared.conform(gpd.GeoDataFrame(pd.DataFrame(rows), geometry="geometry", crs=STORAGE_CRS))
    )
