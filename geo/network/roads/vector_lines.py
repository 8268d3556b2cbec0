"""Roads as lines of a map layer: GeoPackage, shapefile, GeoJSON and whatever else holds lines.

Such layers seldom share nodes where streets meet, so the lines are noded first (`noding`). Their columns are known
by many names; the words of a class may be Chinese.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyogrio
import shapely

from geo.errors import InputError
from geo.findings import Report
from geo.io.datum import DATUMS, convert, datum_name
from geo.io.readers import read_tables
from geo.io.readers.raw import RawTable
from geo.io.readers.vector import GDAL_ERRORS
from geo.io.stated_crs import stated_degrees
from geo.network.roads.drawn_lines import Shapes
from geo.network.roads.features import road_features
from geo.network.roads.graph import Floats
from geo.network.roads.noding import noded_ways
from geo.network.roads.tags import class_of
from geo.network.roads.ways import Extract, Fact, Note, Tags
from geo.policy import Policy
from geo.schema import STORAGE_CRS
from geo.wording import text

# Tag of OpenStreetMap -> headings that carry it, the surest first.
_HEADINGS: dict[str, tuple[str, ...]] = {
    "highway": ("highway", "fclass", "road_class", "roadclass", "class", "type", "kind", "道路等级", "等级", "道路类型",
                "道路类别", "类型", "类别", "级别"),
    "oneway": ("oneway", "one_way", "单行", "单行道", "单向", "单行线", "通行方向"),
    "maxspeed": ("maxspeed", "max_speed", "speed_limit", "限速", "最高限速", "限速值"),
    "name": ("name", "road_name", "roadname", "名称", "道路名称", "路名", "道路名"),
    "bridge": ("bridge", "桥", "桥梁", "是否桥梁"),
    "tunnel": ("tunnel", "隧道", "地道", "是否隧道"),
    "layer": ("layer", "z_order", "层", "层级", "层次"),
    "access": ("access", "通行", "准入"),
    "foot": ("foot", "步行", "行人"), "bicycle": ("bicycle", "非机动车", "自行车"),
    "motor_vehicle": ("motor_vehicle", "机动车"), "hgv": ("hgv", "货车"), "vehicle": ("vehicle",),
    "junction": ("junction",), "oneway:bicycle": ("oneway:bicycle", "oneway_bicycle"),
}  # fmt: skip
_FLAGS = frozenset({"bridge", "tunnel"})
# Geofabrik's layers of OpenStreetMap: F along the line, T against it, B both.
_GEOFABRIK = {"F": "yes", "T": "-1", "B": "no"}


def read_lines(path: Path, *, datum: str, policy: Policy, metric_crs: str, report: Report) -> Extract:
    """Read every line of every layer of a file.

    Raises
    ------
    InputError
        Where no layer holds lines.
    """
    if _has_no_line_layer(path):
        raise InputError(text("roads.no-lines", file=path.name))
    lines: list[Shapes] = []
    tags: list[Tags] = []
    notes: list[Note] = []
    for raw in read_tables(path, report):
        if raw.geometry is not None and _holds_lines(raw.geometry):
            parts, of_parts = _layer(raw, datum=datum, policy=policy, report=report, notes=notes)
            lines.append(parts)
            tags += of_parts
    shapes = np.concatenate(lines) if lines else np.empty(0, dtype=object)
    if len(shapes) == 0:
        raise InputError(text("roads.no-lines", file=path.name))
    ways = noded_ways(shapes, tuple(tags), metric_crs=metric_crs, join_m=policy.roads.join_m, notes=notes)
    return Extract(ways, road_features(ways), notes)


def _has_no_line_layer(path: Path) -> bool:
    """Say whether the file declares that none of its layers has lines, so that a large one is not read in vain."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # GDAL's remarks are reported when the layers are read
            kinds = [str(kind) for _, kind in pyogrio.list_layers(path)]
    except (*GDAL_ERRORS, RuntimeError):
        return False  # the reader of layers says what is wrong with it
    return bool(kinds) and not any(
        word in kind for kind in kinds for word in ("Line", "Unknown", "Collection", "Curve")
    )


def _holds_lines(shapes: gpd.GeoSeries) -> bool:
    return bool(shapely.get_dimensions(shapes.to_numpy()).max(initial=-1) == 1)


def _layer(
    raw: RawTable, *, datum: str, policy: Policy, report: Report, notes: list[Note]
) -> tuple[Shapes, list[Tags]]:
    """Return the simple lines of one layer in WGS-84, and the tags of each."""
    assert raw.geometry is not None
    shapes = _degrees(raw, raw.geometry, datum=datum, policy=policy, report=report)
    flat = shapely.force_2d(shapes.to_numpy())
    parts, row = shapely.get_parts(flat, return_index=True)
    is_line = np.isin(shapely.get_type_id(parts), (1, 2)) & ~shapely.is_empty(parts)
    finite = np.isfinite(shapely.bounds(parts)).all(axis=1)
    inside = finite & (np.abs(shapely.bounds(parts)) <= np.array([180, 90, 180, 90])).all(axis=1)
    lost = len(flat) - len(np.unique(row[is_line & inside]))
    if lost:
        notes.append(Note("roads-no-shape", "warning", {"count": lost}))
    kept = is_line & inside
    tags = _tags_of(raw, policy, notes)
    return parts[kept], [tags[at] for at in row[kept].tolist()]


def _degrees(raw: RawTable, shapes: gpd.GeoSeries, *, datum: str, policy: Policy, report: Report) -> gpd.GeoSeries:
    """Bring a layer to WGS-84: by its stated CRS, or by the datum the user names."""
    named = "auto" if datum == "auto" else datum_name(datum)
    if named.startswith("EPSG:"):
        return shapes.set_crs(named, allow_override=True).to_crs(STORAGE_CRS)
    placed = stated_degrees(shapes, policy=policy.place, report=report, file=raw.file, sheet=raw.sheet)
    return placed if named in {"auto", "wgs84"} else shifted(placed, named)


def shifted(shapes: gpd.GeoSeries, datum: str) -> gpd.GeoSeries:
    """Move shapes from a Chinese datum to WGS-84."""
    assert datum in DATUMS

    def moved(points: Floats) -> Floats:
        return np.column_stack(convert(points[:, 0], points[:, 1], source=datum))

    return gpd.GeoSeries(shapely.transform(shapes.to_numpy(), moved), index=shapes.index, crs=STORAGE_CRS)


def _tags_of(raw: RawTable, policy: Policy, notes: list[Note]) -> list[Tags]:
    """Read the columns that matter, row by row, in the words of OpenStreetMap."""
    headings = {heading.strip().casefold(): heading for heading in reversed(raw.headings)}
    columns = {}
    for tag, words in _HEADINGS.items():
        if heading := next((headings[word] for word in words if word in headings), ""):
            columns[tag] = [_word(cell) for cell in raw.frame[heading].tolist()]
    rows = range(len(raw.frame))
    tags = [{tag: cells[row] for tag, cells in columns.items() if cells[row]} for row in rows]
    if "fclass" in headings:
        for one in tags:
            one.update({"oneway": _GEOFABRIK[one["oneway"]]} if one.get("oneway") in _GEOFABRIK else {})
            one.update({flag: "no" for flag in _FLAGS if one.get(flag) == "F"})
            if one.get("maxspeed") in {"0", "-1"}:  # its way of saying that there is none
                del one["maxspeed"]
    _give_classes(tags, policy, notes, sheet=raw.sheet)
    return tags


def _give_classes(tags: Iterable[Tags], policy: Policy, notes: list[Note], *, sheet: str) -> None:
    """Give lines without a known class the policy's, and count them."""
    unstated, unknown = 0, set()
    for one in tags:
        if class_of(one.get("highway", "")):
            continue
        unstated += 1
        if one.get("highway"):
            unknown.add(one["highway"])
        one["highway"] = policy.roads.default_class
    if unstated:
        words = ", ".join(sorted(unknown)[:5]) or "-"
        facts: dict[str, Fact] = {"count": unstated, "values": words, "sheet": sheet or "-"}
        notes.append(Note("roads-default-class", "note", facts))


def _word(cell: object) -> str:
    """Turn a cell into a tag's word."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return f"{cell:g}" if cell == cell else ""  # noqa: PLR0124  NaN
    return str(cell).strip()
