"""The ledger given back: what was read, with every repair made, and the lists of repairs and findings.

For ``geo check --repaired F``; the ending of F chooses the form. Headings are those of the blank ledger, so that a
repaired table reads back. A GeoPackage keeps outlines; a workbook and CSV keep one point an estate.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import geopandas as gpd
import pandas as pd
from pyogrio.raw import write_arrow

from geo.errors import OutputError
from geo.files import replacing_file, write_text
from geo.findings import Report, findings_table, repairs_table
from geo.geometry import coordinates
from geo.reports.cells import cell_value, csv_text
from geo.reports.drawing import draw_sheet, open_book
from geo.reports.sheets import Field, Sheet, after, fields_of
from geo.schema import ESTATES, FINDINGS, REPAIRS, STORAGE_CRS, Table
from geo.schema.arrow import layer_geometry, to_arrow
from geo.wording import text


class RepairedLedger(Protocol):
    """What a ledger that was read must have: `geo.io.ledger.Ledger` is one."""

    @property
    def estates(self) -> gpd.GeoDataFrame:
        """Every row read."""

    @property
    def report(self) -> Report:
        """Findings and repairs."""


_Part = tuple[Table, pd.DataFrame]


def require_repaired_ending(path: Path) -> None:
    """Refuse an ending that `write_repaired` does not know, before any work is done.

    Raises
    ------
    OutputError
        Where the ending is none of .gpkg, .xlsx, .csv.
    """
    if Path(path).suffix.lower() not in _WRITERS:
        found = Path(path).suffix or "—"
        raise OutputError(text("repaired.ending", path=path, found=found, known=", ".join(_WRITERS)))


def write_repaired(ledger: RepairedLedger, path: Path) -> None:
    """Write a ledger back: estates with their repairs made, and the tables of repairs and findings.

    All rows read are there, planned or not, once each. ``.gpkg`` gets layers, ``.xlsx`` sheets; ``.csv`` the estates
    (UTF-8 with BOM, texts that look like formulas behind an apostrophe), the repairs in ``<stem>-repairs.csv`` and
    the findings in ``<stem>-findings.csv`` beside it.

    Raises
    ------
    OutputError
        Where the ending is not known or a file cannot be written.
    """
    require_repaired_ending(path)
    parts: list[_Part] = [
        (ESTATES, ESTATES.conform(ledger.estates)),
        (REPAIRS, REPAIRS.conform(repairs_table(ledger.report.repairs))),
        (FINDINGS, FINDINGS.conform(findings_table(ledger.report.findings))),
    ]
    _WRITERS[Path(path).suffix.lower()](parts, Path(path))


def _write_layers(parts: list[_Part], path: Path) -> None:
    with replacing_file(path) as temporary:
        for position, (declared, frame) in enumerate(parts):
            try:
                write_arrow(
                    to_arrow(declared, frame),
                    temporary,
                    layer=declared.name,
                    driver="GPKG",
                    geometry_type=layer_geometry(declared, frame),
                    geometry_name="geometry" if declared.geometry != "none" else None,
                    crs=STORAGE_CRS if declared.geometry != "none" else None,
                    append=position > 0,
                )
            except RuntimeError as error:  # all of pyogrio's errors
                raise OutputError(text("store.gdal_failed", path=path, said=error)) from error


def _write_sheets(parts: list[_Part], path: Path) -> None:
    with open_book(path, rows=sum(len(frame) for _, frame in parts)) as book:
        for declared, frame in parts:
            fields, shown = _with_place(declared, frame)
            frozen = 2 if declared.key == "estate_id" else 1
            draw_sheet(book, Sheet(declared.label(), tuple(fields), shown, frozen=frozen))


def _write_csv(parts: list[_Part], path: Path) -> None:
    beside = {"repairs": "-repairs", "findings": "-findings"}
    for declared, frame in parts:
        goal = path.with_stem(path.stem + beside.get(declared.name, ""))
        fields, shown = _with_place(declared, frame)
        write_text(goal, "".join(_csv_lines(fields, shown)), encoding="utf-8-sig")


def _csv_lines(fields: list[Field], frame: pd.DataFrame) -> Iterator[str]:
    headings = [one.heading for one in fields]
    for row in [headings, *zip(*(frame[one.name] for one in fields), strict=True)]:
        line = io.StringIO()
        cells = [cell_value(one.show(value)) for one, value in zip(fields, row, strict=True)]
        csv.writer(line).writerow(csv_text(cell) if isinstance(cell, str) else cell for cell in cells)
        yield line.getvalue()


def _with_place(declared: Table, frame: pd.DataFrame) -> tuple[list[Field], pd.DataFrame]:
    """Add longitude and latitude of a point inside each shape, in degrees WGS-84."""
    fields = fields_of(declared)
    if declared.geometry == "none":
        return fields, frame
    lon_lat = coordinates(frame.geometry).round(7)
    shown = pd.DataFrame(frame.drop(columns="geometry")).assign(lon=lon_lat[:, 0], lat=lon_lat[:, 1])
    place = [Field(name, text(f"repaired.{name}"), "0.000000") for name in ("lon", "lat")]
    return after(fields, "address", *place), shown


_WRITERS: dict[str, Callable[[list[_Part], Path], None]] = {
    ".gpkg": _write_layers,
    ".xlsx": _write_sheets,
    ".csv": _write_csv,
}
