"""What boundaries and barriers share: layers with shapes, made valid and brought to EPSG:4326."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from shapely import Geometry

from geo.errors import InputError
from geo.findings import Report
from geo.io.companions.cells import read_mapped
from geo.io.headings import MappedTable
from geo.io.stated_crs import stated_degrees
from geo.policy.sections import PlacePolicy
from geo.schema import Column
from geo.wording import text


def read_layers(
    path: Path, columns: Sequence[Column], report: Report, *, policy: PlacePolicy
) -> list[tuple[MappedTable, gpd.GeoSeries]]:
    """Read every layer with shapes, in EPSG:4326; layers without shapes are passed over, and said.

    Raises
    ------
    InputError
        Where no layer has shapes.
    """
    layers = []
    for mapped in read_mapped(path, columns, report):
        raw = mapped.raw
        if raw.geometry is None:
            found = text("layer-without-shapes.found")
            report.find("layer-without-shapes", severity="note", where=raw.where(), found=found)
            continue
        shapes = stated_degrees(raw.geometry, policy=policy, report=report, file=raw.file, sheet=raw.sheet)
        layers.append((mapped, shapes))
    if not layers:
        raise InputError(text("companion.no-shapes", file=Path(path).name))
    return layers


def usable_shapes(mapped: MappedTable, shapes: gpd.GeoSeries, report: Report) -> Iterator[tuple[int, Geometry]]:
    """Walk the shapes that are there, flat and valid; blank ones are said, mended ones are repairs."""
    flat = shapely.force_2d(shapes.to_numpy())
    for row, shape in enumerate(flat):
        where = mapped.where(row, "geometry")
        if shape is None or shape.is_empty or not np.isfinite(shape.bounds).all():
            report.find("shape-missing", where=where, found=text("shape-missing.found"))
            continue
        if not shape.is_valid:
            reason = shapely.is_valid_reason(shape)
            mended = shapely.make_valid(shape)
            report.repair("make-valid", before=reason, after=mended.geom_type, confidence=0.9,
                          where=where, field="geometry")  # fmt: skip
            shape = mended  # noqa: PLW2901  the mended shape takes its place
        yield row, shape
