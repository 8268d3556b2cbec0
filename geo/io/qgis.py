"""How the layers of plan.gpkg look when QGIS opens them: default styles, labels and Chinese field names.

QGIS reads the table ``layer_styles`` of a GeoPackage by itself. One style is one QML document (the XML of QGIS 3.18
and later). A layer of mixed types is styled for the type most of its shapes have. The HTML map is `geo.maps`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pandas as pd
import pyarrow as pa

from geo.io.symbols import Look, Shape, labelling, renderer
from geo.schema import Table
from geo.schema.inputs import BARRIER_KINDS
from geo.schema.palette import NO_COLOUR, REGION_COLOURS

Layer = tuple[Table, pd.DataFrame]

_QGIS_VERSION = "3.28.0"
_GEOMETRY_TYPES: dict[Shape, str] = {"marker": "0", "line": "1", "fill": "2"}
_STAMP = datetime(2000, 1, 1, tzinfo=UTC)

_BARRIER_COLOURS = {
    "river": "#4A90C2",
    "railway": "#444444",
    "arterial": "#B08030",
    "expressway": "#8A4B08",
    "wall": "#777777",
}
# Diameter in millimetres: the area of the disc goes with the households, 500 of them make 4 mm.
_BY_HOUSEHOLDS = 'max(1.2, 4 * sqrt(coalesce("households", 0) / 500))'

LOOKS: dict[str, Look] = {
    "stations": Look("#1F4E9A", size_mm=4.0, marker="square", label="name", outline="#FFFFFF"),
    "offices": Look("#7A1F5C", size_mm=5.5, marker="star", label="name", outline="#FFFFFF"),
    "firms": Look("", outline="#7A1F5C", width_mm=1.0, label="name"),
    "regions": Look(NO_COLOUR, column="color", classes=dict(enumerate(REGION_COLOURS)), opacity=0.55, label="name"),
    "groups": Look("", outline="#555555", dashed=True),
    "estates": Look("#333333", opacity=0.6, size_by=_BY_HOUSEHOLDS, outline="#FFFFFF", label="name", label_from=10_000),
    "rollout": Look("#2E7D32", opacity=0.35, outline="#1B5E20", label="entry_on", label_from=25_000),
    "assignments": Look("#666666", width_mm=0.2, opacity=0.6),
    "links": Look("#999999", column="kind", classes={"forced": "#C0392B", "user": "#1F4E9A"}, width_mm=0.25),
    "rooms": Look("#FFFFFF", size_mm=2.0, marker="square", outline="#1F4E9A"),
    "barriers": Look(
        "#777777",
        column="kind",
        classes={kind: _BARRIER_COLOURS[kind] for kind in BARRIER_KINDS},
        width_mm=0.8,
        opacity=0.8,
    ),
    "crossings": Look("#2E7D32", size_mm=2.2, marker="diamond"),
    "subdistricts": Look("", outline="#222222", width_mm=0.7, label="name"),
    "tiles": Look("", outline="#BBBBBB"),
    "rejects": Look("#888888", size_mm=2.4, marker="cross2", outline="#888888"),
}
_SHAPES: dict[str, Shape] = {
    "Point": "marker", "MultiPoint": "marker", "LineString": "line", "MultiLineString": "line", "LinearRing": "line",
    "Polygon": "fill", "MultiPolygon": "fill",
}  # fmt: skip
_DECLARED: dict[str, Shape] = {"point": "marker", "line": "line", "polygon": "fill", "any": "fill"}


def styles_table(layers: Sequence[Layer]) -> pa.Table:
    """Build QGIS's table ``layer_styles`` with one default style for each layer."""
    rows = [
        {
            "f_table_catalog": "",
            "f_table_schema": "",
            "f_table_name": declared.name,
            "f_geometry_column": "" if declared.geometry == "none" else "geom",
            "styleName": "linli",
            "styleQML": qml(declared, frame),
            "styleSLD": "",
            "useAsDefault": True,
            "description": f"{declared.zh} {declared.en}",
            "owner": "",
            "ui": None,
            "update_time": _STAMP,
        }
        for declared, frame in layers
    ]
    return pa.Table.from_pylist(rows, schema=_schema())


def qml(declared: Table, frame: pd.DataFrame) -> str:
    """Write one layer's style as a QML document."""
    root = ET.Element("qgis", version=_QGIS_VERSION, styleCategories="Symbology|Labeling|Fields")
    look = LOOKS.get(declared.name)
    if look is not None and declared.geometry != "none":
        shape = _main_shape(declared, frame)
        root.append(renderer(look, shape))
        if look.label:
            root.append(labelling(look))
        ET.SubElement(root, "layerGeometryType").text = _GEOMETRY_TYPES[shape]
    aliases = ET.SubElement(root, "aliases")
    for position, column in enumerate(declared.columns):
        ET.SubElement(aliases, "alias", field=column.name, index=str(position + 1), name=column.label("zh"))
    header = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
    return header + ET.tostring(root, encoding="unicode")


def _main_shape(declared: Table, frame: pd.DataFrame) -> Shape:
    """Return the kind of symbol that most shapes need; polygons win a tie."""
    shapes = frame["geometry"].dropna().to_numpy() if "geometry" in frame.columns else []
    kinds = [_SHAPES.get(name, "fill") for name in (shape.geom_type for shape in shapes)]
    order: tuple[Shape, ...] = ("fill", "line", "marker")
    return max(order, key=kinds.count) if kinds else _DECLARED[declared.geometry]


def _schema() -> pa.Schema:
    texts = (
        "f_table_catalog",
        "f_table_schema",
        "f_table_name",
        "f_geometry_column",
        "styleName",
        "styleQML",
        "styleSLD",
    )
    return pa.schema(
        [(name, pa.string()) for name in texts]
        + [("useAsDefault", pa.bool_())]
        + [(name, pa.string()) for name in ("description", "owner", "ui")]
        + [("update_time", pa.timestamp("ms", "UTC"))]
    )
