"""Declared tables as the layers of one GeoPackage: ids as columns, canonical names, EPSG:4326, QGIS styles inside.

Everything goes through GDAL, the styles too: stdlib `sqlite3` and GDAL on one file in one process corrupt it. Where
plan folders come from is `geo.io.store`; how a layer looks in QGIS is `geo.io.qgis`.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pyogrio
from pyogrio.raw import read_arrow, write_arrow

from geo.errors import OutputError, UnreadableFileError
from geo.files import explain_write_failure, replacing_file
from geo.io.qgis import Layer, styles_table
from geo.schema import STORAGE_CRS, Table
from geo.schema.arrow import from_arrow, layer_geometry, to_arrow
from geo.wording import text

# GDAL stamps the time of writing into the file; a fixed time makes equal plans equal files, byte for byte.
STAMP = "2000-01-01T00:00:00.000Z"
_OPTIONS = {"OGR_CURRENT_DATE": STAMP, "OGR_SQLITE_SYNCHRONOUS": "OFF"}  # the whole file is synced once, at the end
_VERSION = "1.2"  # read without a warning by every GDAL since 2.2
_SMALL_DISK_BYTES = 1 << 20


def write_layers(path: Path, layers: Sequence[Layer], *, styled: bool = True) -> None:
    """Write tables as the layers of one new GeoPackage, empty ones too; the old file is replaced at once.

    Equal tables give equal bytes: GDAL's clock is held at `STAMP` while it writes.

    Parameters
    ----------
    layers : declarations with their tables, in the order in which QGIS lists them.
    styled : also write QGIS's default styles and Chinese field names (table ``layer_styles``).

    Raises
    ------
    OutputError
        Where the file cannot be written; the old one is untouched.
    """
    with replacing_file(path) as temporary, _gdal_options(_OPTIONS):
        try:
            for position, (declared, frame) in enumerate(layers):
                _write_layer(temporary, declared, frame, append=position > 0)
            if styled:
                arrow = styles_table(layers)
                write_arrow(arrow, temporary, layer="layer_styles", driver="GPKG", append=True)
        except RuntimeError as error:  # all of pyogrio's errors
            raise _explain(path, error) from error


def layers_of(path: Path) -> set[str]:
    """Name the layers of a GeoPackage.

    Raises
    ------
    UnreadableFileError
        Where the file cannot be read.
    """
    try:
        return {str(name) for name, _ in pyogrio.list_layers(path)}
    except RuntimeError as error:
        raise UnreadableFileError(text("store.layer_unreadable", path=path, layer="*", said=error)) from error


def read_layer(path: Path, declared: Table) -> pd.DataFrame:
    """Read one table back, types and missing values as they were written.

    Raises
    ------
    UnreadableFileError
        Where the file or the layer cannot be read.
    """
    try:
        meta, arrow = read_arrow(path, layer=declared.name)
    except RuntimeError as error:
        said = text("store.layer_unreadable", path=path, layer=declared.name, said=error)
        raise UnreadableFileError(said) from error
    return from_arrow(declared, arrow, geometry=meta["geometry_name"] or "geom")


def _write_layer(path: Path, declared: Table, frame: pd.DataFrame, *, append: bool) -> None:
    has_shapes = declared.geometry != "none"
    write_arrow(
        to_arrow(declared, frame),
        path,
        layer=declared.name,
        driver="GPKG",
        geometry_type=layer_geometry(declared, frame),
        geometry_name="geometry" if has_shapes else None,
        crs=STORAGE_CRS if has_shapes else None,
        append=append,
        dataset_options=None if append else {"VERSION": _VERSION},
        layer_options={"DESCRIPTION": f"{declared.zh} {declared.en}"},
    )


def _explain(path: Path, error: RuntimeError) -> OutputError:
    """Say why GDAL could not write; it tells a full disk only in passing."""
    if shutil.disk_usage(path.parent).free < _SMALL_DISK_BYTES or "full" in str(error):
        return explain_write_failure(path, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
    return OutputError(text("store.gdal_failed", path=path, said=error))


@contextmanager
def _gdal_options(options: Mapping[str, str]) -> Iterator[None]:
    """Hold GDAL settings for a block and put the old ones back."""
    before = {name: pyogrio.get_gdal_config_option(name) for name in options}
    pyogrio.set_gdal_config_options(dict(options))
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options(before)
