"""From a table as written to the schema's columns: every value read, every change logged, every fault found at once.

What needs a whole column is decided here and reported: shares or percent. Areas and fees, which need households
beside them, are settled next door in `geo.io.units`. Sub-district names get their official form later, with the
renames; other names stay as written.
"""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from geo.findings import Report, Where
from geo.io.columns import ReadColumn, read_cells, read_column, settle, show
from geo.io.headings import MappedTable
from geo.io.units import settle_areas, settle_fees
from geo.io.values import Reading, apply_rate, decide_rates, is_nothing, parse_angle, parse_pair, parse_rate, parse_year
from geo.policy import Policy
from geo.schema import COORDINATE_COLUMNS, ESTATES, Column
from geo.wording import text

AREAS = ("floor_area_m2", "green_area_m2")
RATES = ("green_rate", "collection_rate")
FEE = "fee_cny_m2_month"
# Columns that a ledger exported by this program carries beside the asked ones; they keep their meaning when re-read.
CARRIED = ("place_quality", "filled", "eligibility")
ASKED: tuple[Column, ...] = tuple(column for column in ESTATES.columns if column.asked or column.name in CARRIED)
WANTED: tuple[Column, ...] = ASKED + COORDINATE_COLUMNS
_LON, _LAT, _PAIR, _PROVIDER = COORDINATE_COLUMNS
# The words as written that eligibility looks at again, kept beside the values until then.
EVIDENCE = ("ownership_text", "build_year_text", "build_year_rule")
SOURCE = ("source_file", "source_sheet", "source_row")
_TYPED = {"int": "Int64", "float": "float64", "bool": "boolean"}


def clean_estates(table: MappedTable, policy: Policy, report: Report) -> pd.DataFrame:
    """Read all columns of one ledger table.

    Parameters
    ----------
    table : with its headings mapped to `WANTED`.
    policy : for the plausible floor area a household.
    report : takes a repair for each changed value and a finding for each fault.

    Returns
    -------
    One row per row of the table, in its order: the asked columns of `geo.schema.ESTATES`, ``lon`` and ``lat`` as
    written (float, NaN where none), `EVIDENCE` (text), `SOURCE` and ``datum_hint``.
    """
    values: dict[str, list[object]] = {}
    for column in ASKED:
        if column.name not in (*AREAS, *RATES, FEE, "build_year"):
            values[column.name] = read_column(table, column, report)
    years = read_cells(table, ESTATES["build_year"], parse_year)
    values["build_year"] = settle(years, report)
    for name in RATES:
        values[name] = _read_rate(table, ESTATES[name], report)
    values |= settle_areas(table, values["households"], policy.fill_in, report)
    values[FEE] = settle_fees(table, ESTATES[FEE], values, policy.fill_in, report)
    values["lon"], values["lat"] = _read_coordinates(table, report)
    values[_PROVIDER.name] = read_column(table, _PROVIDER, report)
    values |= _evidence(table, years)
    values |= _source(table)
    return _frame(values, len(table.raw.frame))


def _frame(values: dict[str, list[object]], size: int) -> pd.DataFrame:
    """Put the values into columns of their declared types."""
    kinds = {column.name: column.kind for column in ESTATES.columns} | {"lon": "float", "lat": "float"}
    columns = {}
    for name, listed in values.items():
        dtype = _TYPED.get(kinds.get(name, "text"), "object")
        columns[name] = pd.Series(_array(listed, dtype), dtype=dtype)
    return pd.DataFrame(columns, index=pd.RangeIndex(size))


def _array(listed: list[object], dtype: str) -> object:
    if dtype == "float64":
        return np.array([math.nan if value is None else value for value in listed], dtype=np.float64)
    if dtype == "object":
        array = np.empty(len(listed), dtype=object)
        array[:] = listed
        return array
    return pd.array(listed, dtype=dtype)


def _read_rate(table: MappedTable, column: Column, report: Report) -> list[object]:
    """Read shares after deciding once for the column whether its bare numbers are percent."""
    read = read_cells(table, column, parse_rate)
    bare = [r.value for r in read.readings if isinstance(r.value, float) and r.unit != "%"]
    heading_unit = table.units.get(column.name, "")
    decision = decide_rates(bare, heading_unit=heading_unit)
    stated = bool(heading_unit)
    readings = [apply_rate(reading, decision, stated=stated) for reading in read.readings]
    if decision.is_percent and not stated:
        found = text(
            "percent-column.found", column=column.label(), agreeing=decision.agreeing, against=decision.against
        )
        report.find("percent-column", severity="note", found=found, where=_of_column(read))
    return settle(ReadColumn(table, column, read.cells, readings), report)


def _of_column(read: ReadColumn) -> Where:
    where = read.where(0)
    return Where(where.file, where.sheet, None, where.column)


def _read_coordinates(table: MappedTable, report: Report) -> tuple[list[object], list[object]]:
    """Read longitude and latitude from their own columns, else from the cell that holds both."""
    lon = settle(read_cells(table, _LON, parse_angle), report)
    lat = settle(read_cells(table, _LAT, parse_angle), report)
    if _PAIR.name in table.columns:
        _take_pairs(table, _PAIR, lon, lat, report)
    return lon, lat


def _take_pairs(table: MappedTable, column: Column, lon: list[object], lat: list[object], report: Report) -> None:
    """Fill rows without coordinates from the cell that holds both; a pair is split, which changes no value."""
    pairs: dict[object, tuple[Reading, float, float]] = {}

    def parse(cell: object) -> Reading:
        pair = parse_pair(cell)
        reading = Reading(None, pair.rule, pair.confidence, pair.fault)
        pairs[cell] = (reading, pair.lon, pair.lat)
        return reading

    read = read_cells(table, column, parse)
    plain = [reading if reading.rule != "pair-in-cell" else Reading() for reading in read.readings]
    settle(ReadColumn(table, column, read.cells, plain), report)
    for position, cell in enumerate(read.cells):
        if lon[position] is None and lat[position] is None and not is_nothing(cell) and not math.isnan(pairs[cell][1]):
            reading, lon[position], lat[position] = pairs[cell]
            if reading.confidence < 1:
                after = f"{lon[position]:.15g},{lat[position]:.15g}"
                where = read.where(position)
                report.repair(
                    reading.rule,
                    before=show(cell),
                    after=after,
                    confidence=reading.confidence,
                    where=where,
                    field="lonlat",
                )


def _evidence(table: MappedTable, years: ReadColumn) -> dict[str, list[object]]:
    """Keep the words on ownership and year as written."""
    return {
        "ownership_text": [show(cell) or None for cell in table.cells("ownership_class")],
        "build_year_text": [show(cell) or None for cell in years.cells],
        "build_year_rule": [reading.rule or None for reading in years.readings],
    }


def _source(table: MappedTable) -> dict[str, list[object]]:
    size = len(table.raw.frame)
    return {
        "source_file": [table.raw.file] * size,
        "source_sheet": [table.raw.sheet] * size,
        "source_row": list(table.raw.rows),
        "datum_hint": [table.datum_hint] * size,
    }
