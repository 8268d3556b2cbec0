"""Parquet files, with shapes (GeoParquet) or without."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet

from geo.errors import UnreadableFileError
from geo.findings import Report
from geo.io.readers.layers import table_from_frame
from geo.io.readers.raw import RawTable
from geo.wording import text


def read_parquet_table(path: Path, file: str, report: Report) -> RawTable:
    """Read a Parquet file; a named index becomes columns.

    Raises
    ------
    UnreadableFileError
        Where the file is damaged or truncated.
    """
    try:
        metadata = pa.parquet.read_schema(path).metadata or {}
        frame = gpd.read_parquet(path) if b"geo" in metadata else pd.read_parquet(path)
    except (pa.ArrowException, OSError, ValueError, KeyError) as error:
        raise UnreadableFileError(text("reader.damaged-layer", file=file, reason=error)) from error
    if any(name is not None for name in frame.index.names):
        frame = frame.reset_index()
    return table_from_frame(frame, file, "", report)
