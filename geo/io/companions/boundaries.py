"""Outlines of districts, sub-districts and communities: polygons with a name and a level."""

from __future__ import annotations

import re
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely
from shapely import Geometry, MultiPolygon, Polygon

from geo.errors import InputError
from geo.findings import Report
from geo.io.companions.cells import as_word, require_columns
from geo.io.companions.shapes import read_layers, usable_shapes
from geo.io.headings import MappedTable
from geo.io.values import parse_choice
from geo.policy.sections import PlacePolicy
from geo.schema import STORAGE_CRS, SUBDISTRICTS
from geo.wording import text

_BY_WORD = (
    ("subdistrict", re.compile(r"sub-?_?district|street|街道|街镇|乡镇|镇街", re.IGNORECASE)),
    ("community", re.compile(r"community|communities|社区|居委", re.IGNORECASE)),
    ("district", re.compile(r"district|county|区县|行政区|城区|区划|市区", re.IGNORECASE)),
)
_BY_ENDING = (
    ("community", re.compile(r"(?:社区|居委会|居民委员会|村委会)$")),
    ("subdistrict", re.compile(r"(?:街道|街道办事处|街|镇|乡)$")),
    ("district", re.compile(r"(?:区|县|市)$")),
)
_MOST = 0.5


def read_boundaries(path: Path, report: Report, *, policy: PlacePolicy | None = None) -> gpd.GeoDataFrame:
    """Read outlines of any level into the table SUBDISTRICTS, one row a name and level, valid, in EPSG:4326.

    The level comes from its column, else from the layer's or file's name, else from the endings of the names (said).
    Closed lines, as CAD files have them, count as polygons.

    Raises
    ------
    InputError
        Where no layer holds a named polygon.
    MissingColumnsError
        Where no column can be the name.
    """
    layers = read_layers(Path(path), SUBDISTRICTS.columns, report, policy=policy or PlacePolicy())
    named = [(mapped, shapes) for mapped, shapes in layers if "name" in mapped.columns]
    if not named:
        require_columns(layers[0][0], [SUBDISTRICTS["name"]])
    rows = [row for mapped, shapes in named for row in _rows(mapped, shapes, report)]
    if not rows:
        raise InputError(text("boundaries.none", file=Path(path).name))
    frame = gpd.GeoDataFrame(pd.DataFrame(rows), geometry="geometry", crs=STORAGE_CRS)
    joined = frame.dissolve(by=["level", "district", "name"], as_index=False, sort=True, dropna=False)
    joined["district"] = joined["district"].replace("", None)
    return gpd.GeoDataFrame(SUBDISTRICTS.conform(joined))


def _rows(mapped: MappedTable, shapes: gpd.GeoSeries, report: Report) -> list[dict[str, object]]:
    """Take the named polygons of one layer."""
    names = [as_word(cell) for cell in mapped.cells("name")]
    layer_level = _layer_level(mapped, names, report)
    rows: list[dict[str, object]] = []
    for row, shape in usable_shapes(mapped, shapes, report):
        area, where = _polygons(shape), mapped.where(row, "name")
        if area is None:
            found = text("boundary-no-area.found", kind=shape.geom_type, name=names[row] or "-")
            report.find("boundary-no-area", where=where, found=found)
        elif not names[row]:
            report.find("boundary-nameless", where=where, found=text("boundary-nameless.found"))
        else:
            level = parse_choice(mapped.value(row, "level"), SUBDISTRICTS["level"]).value or layer_level
            district = as_word(mapped.value(row, "district"))
            rows.append({"name": names[row], "level": level, "district": district, "indicative": False,
                         "geometry": area})  # fmt: skip
    return rows


def _layer_level(mapped: MappedTable, names: list[str], report: Report) -> str:
    """Judge the level of a whole layer where its rows do not say it."""
    raw = mapped.raw
    for words in (raw.sheet, mapped.columns["name"], raw.file):
        for level, pattern in _BY_WORD:
            if pattern.search(words):
                return level
    filled = [name for name in names if name]
    for level, pattern in _BY_ENDING:
        if filled and sum(1 for name in filled if pattern.search(name)) > _MOST * len(filled):
            return level
    if "level" not in mapped.columns:
        report.find("boundary-level", where=raw.where(), found=text("boundary-level.found"))
    return "subdistrict"


def _polygons(shape: Geometry) -> Geometry | None:
    """Keep what of a shape has area; a closed line is its outline."""
    closed = [Polygon(line.coords) for line in _lines(shape) if line.is_closed and len(line.coords) >= 4]
    parts = [part for part in shapely.get_parts(_flattened(shape)) if isinstance(part, Polygon)] + closed
    area = shapely.union_all([shapely.make_valid(part) for part in parts if part.area > 0])
    kept = [part for part in shapely.get_parts(_flattened(area)) if isinstance(part, Polygon)]
    if not kept:
        return None
    return kept[0] if len(kept) == 1 else MultiPolygon(kept)


def _flattened(shape: Geometry) -> list[Geometry]:
    """Take collections apart."""
    return [inner for part in shapely.get_parts([shape]) for inner in shapely.get_parts([part])]


def _lines(shape: Geometry) -> list[shapely.LineString]:
    return [part for part in _flattened(shape) if isinstance(part, shapely.LineString)]
