"""From a (Geo)DataFrame to a raw table: plain Python cells, row numbers, and the CRS as the file states it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.findings import Report, Where
from geo.io.readers.grid import tidy, unused_heading
from geo.io.readers.raw import Cell, RawTable
from geo.wording import text


def table_from_frame(
    frame: pd.DataFrame,
    file: str,
    sheet: str,
    report: Report,
    *,
    rows: Sequence[int] | None = None,
    crs_said: bool = False,
) -> RawTable:
    """Turn a frame as read into a raw table; a missing CRS is reported unless that was said already."""
    shapes = frame.geometry if isinstance(frame, gpd.GeoDataFrame) and frame.active_geometry_name else None
    words = frame.drop(columns=[shapes.name]) if shapes is not None else frame
    words = words.loc[:, [not isinstance(dtype, gpd.array.GeometryDtype) for dtype in words.dtypes]]
    headings: list[str] = []
    for heading in words.columns:
        headings.append(unused_heading(str(heading).strip(), headings))
    cells = {heading: [_cell(value) for value in words.iloc[:, at].tolist()] for at, heading in enumerate(headings)}
    body = pd.DataFrame(cells, columns=pd.Index(headings, dtype="object"), dtype="object", index=range(len(frame)))
    numbers = tuple(rows) if rows is not None else tuple(range(1, len(frame) + 1))
    if shapes is not None:
        shapes = gpd.GeoSeries(shapes.to_numpy(), crs=shapes.crs)
        if shapes.crs is None and not crs_said and shapes.notna().any():
            report.find("no-crs", where=Where(file, sheet), found=text("no-crs.found"))
    return RawTable(file, sheet, tuple(headings), body, numbers, shapes)


def _cell(value: object) -> Cell:
    """Make one value a plain Python cell."""
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and np.isnan(value)):
        return None
    if isinstance(value, pd.Timestamp):
        moment = value.to_pydatetime()
        return moment.date() if moment.time() == dt.time() else moment
    if isinstance(value, np.ndarray | list | tuple):
        return "、".join(str(part) for part in value)
    if isinstance(value, bytes | dict):
        return str(value)
    return tidy(value)
