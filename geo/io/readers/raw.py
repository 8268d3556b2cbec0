"""What every reader returns: one table as it stands in the file, before any meaning is given to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from geo.findings import Where

Cell = object
_ROWS_SHOWN = 8


@dataclass(frozen=True, slots=True, eq=False)
class RawTable:
    """One sheet or layer as read.

    `headings` are unique and in file order; two-level ones are joined by ``" / "``. The cells of `frame` (columns =
    headings, dtype object) are str, int, float, bool, date, datetime, time or None. `rows` are the row numbers as
    the file's own program shows them: the sheet's row for workbooks and delimited text (a quoted line break stays
    within its row, as in Excel), the feature id for GeoPackage, the feature's position from 1 elsewhere.
    `geometry` is as stored, with the CRS that the file states (None where it states none); `titles` are the texts
    above the table.
    """

    file: str
    sheet: str
    headings: tuple[str, ...]
    frame: pd.DataFrame
    rows: tuple[int, ...]
    geometry: gpd.GeoSeries | None = None
    titles: tuple[str, ...] = ()

    def where(self, row_position: int | None = None, heading: str = "") -> Where:
        """Name the place of one row (counted from 0 in `frame`) and one heading."""
        return Where(self.file, self.sheet, None if row_position is None else self.rows[row_position], heading)


def shown_rows(rows: Iterable[int]) -> str:
    """Join row numbers for a message, the long list cut with its count."""
    listed = list(rows)
    head = ", ".join(str(row) for row in listed[:_ROWS_SHOWN])
    return head if len(listed) <= _ROWS_SHOWN else f"{head} … ({len(listed)})"
