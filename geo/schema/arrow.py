"""Declared tables as Arrow tables and back, so that files keep types that pandas would guess at.

An empty table keeps its columns, a missing value stays missing, and shapes travel as WKB in the column `geometry`.
GDAL reads and writes Arrow directly; `geo.io.geopackage` does so for plans, `geo.reports.repaired` for ledgers.
"""

from __future__ import annotations

import re
from datetime import date, datetime

import numpy as np
import pandas as pd
import pyarrow as pa
import shapely

from geo.errors import OutputError
from geo.schema.column import GeometryKind, Kind, Table

_ARROW: dict[Kind, pa.DataType] = {
    "text": pa.string(),
    "int": pa.int64(),
    "float": pa.float64(),
    "bool": pa.bool_(),
    "date": pa.date32(),
}
_EMPTY_LAYER: dict[GeometryKind, str | None] = {
    "none": None,
    "point": "Point",
    "line": "LineString",
    "polygon": "MultiPolygon",
    "any": "Unknown",
}
# A NUL ends a text in GDAL and a lone surrogate has no UTF-8 form.
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


def to_arrow(declared: Table, frame: pd.DataFrame) -> pa.Table:
    """Turn a table into Arrow with exactly its declared columns, shapes as WKB in `geometry`.

    Text that no file can hold (NUL, lone surrogates) gets U+FFFD in its place.

    Raises
    ------
    OutputError
        Where a date column holds something that is not a date.
    """
    shaped = declared.conform(frame)
    columns = {column.name: _values(declared, column.name, shaped) for column in declared.columns}
    if declared.geometry != "none":
        columns["geometry"] = pa.array(shapely.to_wkb(shaped.geometry.to_numpy(), flavor="iso"), pa.binary())
    return pa.table(columns)


def from_arrow(declared: Table, arrow: pa.Table, *, geometry: str = "geometry") -> pd.DataFrame:
    """Turn Arrow back into the declared table; `geometry` names the column of WKB."""
    nullable = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}.get
    columns: dict[str, object] = {}
    for column in declared.columns:
        if column.name in arrow.column_names:
            values = arrow.column(column.name)
            as_objects = column.kind in {"text", "date"}
            columns[column.name] = (
                pd.Series(values.to_pylist(), dtype=object) if as_objects else values.to_pandas(types_mapper=nullable)
            )
    if declared.geometry != "none":
        # A plan of an earlier version may have the table without shapes.
        shapes = arrow.column(geometry).to_pylist() if geometry in arrow.column_names else [None] * arrow.num_rows
        wkb = np.array(shapes, dtype=object)
        columns["geometry"] = pd.Series(shapely.from_wkb(wkb), dtype=object)
    return declared.conform(pd.DataFrame(columns, index=pd.RangeIndex(arrow.num_rows)))


def layer_geometry(declared: Table, frame: pd.DataFrame) -> str | None:
    """Name the narrowest geometry type, in GDAL's words, that holds all shapes; None where the table has none.

    Mixed types make an ``Unknown`` layer, which QGIS shows as one layer for each type.
    """
    if declared.geometry == "none" or len(frame) == 0:
        return _EMPTY_LAYER[declared.geometry]
    shapes = frame["geometry"].dropna().to_numpy()
    kinds = {shape.geom_type for shape in shapes}
    if not kinds:
        return _EMPTY_LAYER[declared.geometry]
    return "Unknown" if len(kinds) > 1 or bool(shapely.has_z(shapes).any()) else kinds.pop()


def _values(declared: Table, name: str, frame: pd.DataFrame) -> pa.Array:
    kind = declared[name].kind
    values = frame[name]
    if kind == "text":
        return pa.array([None if v is None else _UNWRITABLE.sub("\ufffd", str(v)) for v in values], pa.string())
    if kind == "date":
        return pa.array([_date(declared, name, v) for v in values], pa.date32())
    return pa.array(values, _ARROW[kind], from_pandas=True)


def _date(declared: Table, name: str, value: object) -> date | None:
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    raise OutputError(f"table {declared.name}, column {name}: {value!r} is not a date; give datetime.date values")
