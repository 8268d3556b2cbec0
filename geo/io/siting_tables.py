"""Tables for siting alone: any file of places with an identifier, a position or none, and columns named on request.

Unlike the ledger, nothing is known about such a table beforehand: which column is the identifier is found by a
matrix of distances where there is one, else by its heading.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.errors import InputError, shortlist
from geo.findings import Report
from geo.geometry import coordinates
from geo.io.companions.cells import as_word
from geo.io.readers import RawTable, read_tables
from geo.io.values import parse_number, parse_yes_no
from geo.schema import STORAGE_CRS
from geo.wording import text

Floats = NDArray[np.float64]
_LON = ("lon", "long", "lng", "longitude", "经度", "x")
_LAT = ("lat", "latitude", "纬度", "y")
_IDS = ("estate_id", "room_id", "id", "编号", "name", "名称", "小区名称", "用房名称", "code", "objectid")
_METRES = ("walk_m", "metres", "meters", "distance", "distance_m", "cost", "步行距离", "距离", "m")


@dataclass(frozen=True, slots=True, eq=False)
class SitingTable:
    """Places to be served or to serve.

    Attributes
    ----------
    raw : the table as read.
    ids : unique words, one a row.
    lonlat : degrees (EPSG:4326), NaN where there is no position, shape ``(n, 2)``.
    """

    raw: RawTable
    ids: tuple[str, ...]
    lonlat: Floats

    @property
    def has_positions(self) -> bool:
        """Whether every row has a position."""
        return bool(np.isfinite(self.lonlat).all())

    def numbers(self, heading: str) -> Floats:
        """Read a column of numbers.

        Raises
        ------
        InputError
            Where there is no such column, or cells that are no numbers; all of them are named.
        """
        values = [parse_number(cell).value for cell in self._column(heading)]
        wrong = [self.raw.rows[at] for at, value in enumerate(values) if not isinstance(value, int | float)]
        if wrong:
            raise InputError(text("siting.cells", file=self.raw.file, column=heading, rows=shortlist(wrong)))
        return np.array(values, dtype=float)

    def marks(self, heading: str) -> NDArray[np.bool_]:
        """Read a column of yes and no; blank means no."""
        values = [parse_yes_no(cell).value if as_word(cell) else False for cell in self._column(heading)]
        wrong = [self.raw.rows[at] for at, value in enumerate(values) if not isinstance(value, bool)]
        if wrong:
            raise InputError(text("siting.cells", file=self.raw.file, column=heading, rows=shortlist(wrong)))
        return np.array(values, dtype=bool)

    def _column(self, heading: str) -> list[object]:
        if heading not in self.raw.headings:
            raise InputError(
                text("siting.no-column", file=self.raw.file, column=heading, known=shortlist(self.raw.headings, 12))
            )
        return list(self.raw.frame[heading])


def read_siting_table(path: Path, *, named: frozenset[str] = frozenset()) -> SitingTable:
    """Read a table of places; `named` are words of a matrix that its identifiers should be among."""
    report = Report()
    raw = max(read_tables(path, report), key=lambda table: len(table.frame))
    return SitingTable(raw, _identifiers(raw, named), _positions(raw))


def _identifiers(raw: RawTable, named: frozenset[str]) -> tuple[str, ...]:
    """Choose the column of identifiers: the one most often named by the matrix, else by heading, else row numbers."""
    columns = {heading: [as_word(cell) for cell in raw.frame[heading]] for heading in raw.headings}
    unique = {heading: words for heading, words in columns.items() if len(set(words)) == len(words) and all(words)}
    if named:
        ranked = sorted(unique.items(), key=lambda item: -sum(word in named for word in item[1]))
        if ranked and any(word in named for word in ranked[0][1]):
            return tuple(ranked[0][1])
    folded = {heading.casefold(): words for heading, words in unique.items()}
    for heading in _IDS:
        if heading in folded:
            return tuple(folded[heading])
    return tuple(str(row) for row in raw.rows)


def _positions(raw: RawTable) -> Floats:
    if raw.geometry is not None:
        shapes = raw.geometry if raw.geometry.crs else raw.geometry.set_crs(STORAGE_CRS)
        return coordinates(gpd.GeoSeries(shapes).to_crs(STORAGE_CRS))
    folded = {heading.casefold().strip(): heading for heading in raw.headings}
    lon, lat = (next((folded[word] for word in words if word in folded), None) for words in (_LON, _LAT))
    if lon is None or lat is None:
        return np.full((len(raw.frame), 2), np.nan)
    pair = np.column_stack([[_degrees(cell) for cell in raw.frame[heading]] for heading in (lon, lat)])
    pair[(np.abs(pair[:, 0]) > 180) | (np.abs(pair[:, 1]) > 90)] = np.nan
    return pair.reshape(-1, 2)


def _degrees(cell: object) -> float:
    value = parse_number(cell).value
    return float(value) if isinstance(value, int | float) else math.nan


def read_siting_pairs(path: Path) -> pd.DataFrame:
    """Read a list of distances: two columns of names and one of metres; columns `one`, `other`, `metres`.

    Raises
    ------
    InputError
        Where the columns cannot be told, or a distance is not a number.
    """
    raw = max(read_tables(path, Report()), key=lambda table: len(table.frame))
    folded = {heading.casefold().strip(): heading for heading in raw.headings}
    metres = next((folded[word] for word in _METRES if word in folded), None)
    names = [heading for heading in raw.headings if heading != metres][:2]
    if metres is None or len(names) < 2:
        raise InputError(text("siting.no-pairs", file=raw.file, known=shortlist(raw.headings, 12)))
    values = [_metres(cell) for cell in raw.frame[metres]]
    wrong = [raw.rows[at] for at, value in enumerate(values) if math.isnan(value) or value < 0]
    if wrong:
        raise InputError(text("siting.cells", file=raw.file, column=metres, rows=shortlist(wrong)))
    one, other = ([as_word(cell) for cell in raw.frame[name]] for name in names)
    return pd.DataFrame({"one": one, "other": other, "metres": values})


def _metres(cell: object) -> float:
    if as_word(cell).casefold() in {"inf", "不可达", "unreachable"}:
        return math.inf
    value = parse_number(cell).value
    return float(value) if isinstance(value, int | float) else math.nan
