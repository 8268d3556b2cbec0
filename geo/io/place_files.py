"""Files of places: names with points, read so that estates without coordinates can be joined to them.

A place is an estate or a community; the table says which in its column of levels, else the name's ending does.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from geo.findings import Report
from geo.io.headings import MappedTable, match_headings
from geo.io.readers import read_tables
from geo.io.stated_crs import stated_degrees
from geo.io.values.angles import parse_angle, parse_pair
from geo.policy.sections import PlacePolicy
from geo.schema import COORDINATE_COLUMNS, PLACES
from geo.wording import text

# Endings that make a place a community: 社区, 居委会, 社区居民委员会, 村委会.
_COMMUNITY = re.compile(r"(?:社区|居委会|居民委员会|村委会|村民委员会)$")
_FIELDS = (
    "name", "alias", "level", "subdistrict", "district", "community", "lon", "lat", "datum_hint", "coordinate_source",
    "source_file", "source_sheet", "source_row", "geometry",
)  # fmt: skip


def read_place_files(paths: Sequence[Path], policy: PlacePolicy, report: Report) -> pd.DataFrame:
    """Read the places of all files, as written: one row a name with a point or a shape.

    Returns
    -------
    Columns name, alias, level (estate, community), subdistrict, district, community, lon, lat (as written, NaN where
    none), datum_hint, coordinate_source, source_file, source_sheet, source_row, geometry (EPSG:4326 as stated).
    """
    tables = [
        _places_of(match_headings(raw, (*PLACES.columns, *COORDINATE_COLUMNS), report), policy, report)
        for path in paths
        for raw in read_tables(Path(path), report)
    ]
    filled = [table for table in tables if len(table)]
    if not filled:
        return pd.DataFrame({name: pd.Series([], dtype=object) for name in _FIELDS})
    return pd.concat(filled, ignore_index=True)


def _places_of(mapped: MappedTable, policy: PlacePolicy, report: Report) -> pd.DataFrame:
    """Take the places of one table; rows without a name are passed over and counted."""
    count = len(mapped.raw.frame)
    table = pd.DataFrame({name: [_word(mapped.value(row, name)) for row in range(count)] for name in _FIELDS[:6]})
    pairs = [_pair(mapped, row) for row in range(count)]
    table["lon"], table["lat"] = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    table["datum_hint"] = mapped.datum_hint
    table["coordinate_source"] = [_word(mapped.value(row, "coordinate_source")) for row in range(count)]
    table["source_file"], table["source_sheet"] = mapped.raw.file, mapped.raw.sheet
    table["source_row"] = list(mapped.raw.rows)
    shapes = mapped.raw.geometry
    if shapes is None:
        table["geometry"] = np.full(count, None, dtype=object)
    else:
        table["geometry"] = stated_degrees(
            shapes, file=mapped.raw.file, sheet=mapped.raw.sheet, boundaries=None, policy=policy, report=report
        ).to_numpy()
    named = (table["name"] != "").to_numpy()
    if count and not named.all():
        found = text("place-nameless.found", count=int((~named).sum()))
        report.find("place-nameless", found=found, severity="note", where=mapped.where(int(np.argmin(named)), "name"))
    is_community = table["name"].str.contains(_COMMUNITY).astype(bool)
    community = (table["level"].str.casefold().isin({"community", "社区"})) | ((table["level"] == "") & is_community)
    table["level"] = np.where(community, "community", "estate")
    return table[named].astype({"source_row": object})


def _pair(mapped: MappedTable, row: int) -> tuple[float, float]:
    """Read the coordinates of a row, from two cells or from one."""
    lon, lat = (parse_angle(mapped.value(row, name)).value for name in ("lon", "lat"))
    if isinstance(lon, float) or isinstance(lat, float):
        return lon if isinstance(lon, float) else math.nan, lat if isinstance(lat, float) else math.nan
    both = parse_pair(mapped.value(row, "lonlat"))
    return both.lon, both.lat


def _word(cell: object) -> str:
    return "" if cell is None else str(cell).strip()
