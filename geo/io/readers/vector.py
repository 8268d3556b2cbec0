"""Layers that GDAL reads: GeoJSON, GeoPackage, KML, file geodatabase, DXF, FlatGeobuf, GPX, GML, MapInfo.

Shapefiles have their own module (`shapefile`), for their text has to be decoded by guess. GDAL's remarks become
findings; no address outside the file is followed.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pandas as pd
import pyogrio
import shapely
from pyogrio.errors import CRSError, DataLayerError, DataSourceError, FeatureError, FieldError, GeometryError

from geo.errors import UnreadableFileError
from geo.findings import Report, Where
from geo.io.readers.layers import table_from_frame
from geo.io.readers.raw import RawTable
from geo.io.readers.text_layers import readable_copy
from geo.wording import text

GDAL_ERRORS = (
    CRSError, DataLayerError, DataSourceError, FeatureError, FieldError, GeometryError, shapely.errors.GEOSException,
)  # fmt: skip
# What the KML driver adds to every placemark; none of it is the author's.
_KML_MACHINERY = frozenset({
    "id", "timestamp", "begin", "end", "altitudeMode", "tessellate", "extrude", "visibility", "drawOrder", "icon",
    "snippet", "Snippet", "gx_media_links",
})  # fmt: skip
_OPTIONS = {
    "GML_DOWNLOAD_SCHEMA": "NO",
    "OGR_GEOJSON_MAX_OBJ_SIZE": "4000",  # MB: the default of 200 refuses an outline of five million vertices
}
_SQLITE_PAGES = slice(28, 32)
_QUERY = re.compile(r"sqlite3_\w+\(.*\)\s+failed: ", re.DOTALL)  # of what SQLite refuses, the reason is told
_QGIS_STYLES = "layer_styles"  # where QGIS keeps the styles of a GeoPackage


def read_vector(path: Path, file: str, report: Report, *, kind: str) -> list[RawTable]:
    """Read every layer of a file; layers without shapes too.

    Raises
    ------
    UnreadableFileError
        Where the file is damaged, truncated or not what its name says.
    """
    if kind == "geopackage":
        _refuse_truncated(path, file)
    with readable_copy(path, kind) as (readable, fields), gdal_options():
        try:
            with remarks_as_findings(file, "", report):
                names = [str(name) for name, _ in pyogrio.list_layers(readable) if name != _QGIS_STYLES]
            tables = [_read_layer(readable, file, name, report, kind=kind, fields=fields) for name in names]
        except GDAL_ERRORS as error:
            raise UnreadableFileError(_damaged(file, kind, error)) from error
    if kind == "dxf":
        report.find("dxf-layer", severity="note", where=Where(file), found=text("dxf-layer.found"))
    return [table for table in tables if table.headings or len(table.rows)]


def _damaged(file: str, kind: str, error: Exception) -> str:
    key = f"reader.damaged-{kind}" if kind in {"geojson", "kml", "dxf", "geopackage"} else "reader.damaged-layer"
    return text(key, file=file, reason=gdal_reason(error))


def gdal_reason(error: Exception) -> str:
    """Shorten GDAL's message to the reason itself: no folders, no advice for programmers."""
    reason = _QUERY.sub("", _without_folders(str(error))).partition("; It might help")[0]
    return reason.strip()[:300]


def _without_folders(words: str) -> str:
    return re.sub(r"'?/\S*/([^/'\s]+)'?", r"\1", words)


def _refuse_truncated(path: Path, file: str) -> None:
    """Compare the size that a SQLite file's header states with the size it has."""
    with path.open("rb") as stream:
        head = stream.read(100)
    page_bytes = int.from_bytes(head[16:18], "big") or 1
    page_bytes = 65536 if page_bytes == 1 else page_bytes
    stated, actual = int.from_bytes(head[_SQLITE_PAGES], "big") * page_bytes, path.stat().st_size
    if len(head) < 100 or actual < stated:
        raise UnreadableFileError(text("reader.truncated", file=file, actual=actual, stated=stated))


@contextmanager
def gdal_options(**options: str) -> Iterator[None]:
    """Set GDAL options for a block."""
    wanted = {**_OPTIONS, **options}
    before = {name: pyogrio.get_gdal_config_option(name) for name in wanted}
    pyogrio.set_gdal_config_options(wanted)
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options(before)


def read_frame(path: Path, file: str, layer: str, report: Report) -> pd.DataFrame:
    """Read one layer with GDAL, its remarks turned into findings; the index is the feature id."""
    with remarks_as_findings(file, layer, report):
        return pyogrio.read_dataframe(path, layer=layer, fid_as_index=True)


@contextmanager
def remarks_as_findings(file: str, layer: str, report: Report) -> Iterator[None]:
    """Turn what GDAL remarks in a block into findings."""
    with warnings.catch_warnings(record=True) as remarks:
        warnings.simplefilter("always")
        yield
    for remark in dict.fromkeys(_without_folders(str(remark.message)) for remark in remarks):
        found = text("gdal-remark.found", remark=remark)
        report.find("gdal-remark", severity="note", where=Where(file, layer), found=found)


def _read_layer(path: Path, file: str, layer: str, report: Report, *, kind: str, fields: dict[str, str]) -> RawTable:
    frame = read_frame(path, file, layer, report)
    if kind == "kml":
        frame = frame.drop(columns=[name for name in frame.columns if name in _KML_MACHINERY]).rename(columns=fields)
    rows = np.asarray(frame.index, dtype=np.int64).tolist() if kind == "geopackage" else None
    return table_from_frame(frame, file, layer, report, rows=rows)
