"""One column of a table read cell by cell, with every change and every fault reported.

`geo.io.values` understands single cells and says nothing; here readings become repairs and findings that name file,
sheet, row and column. Used for the ledger (`geo.io.cleaning`) and for the tables that stand beside it.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from geo.errors import shortlist
from geo.findings import Report, Where
from geo.io.headings import MappedTable
from geo.io.values import (
    COUNT_UNITS,
    Reading,
    is_missing_mark,
    is_nothing,
    parse_choice,
    parse_date,
    parse_number,
    parse_yes_no,
    tidy,
)
from geo.schema import COORDINATE_COLUMNS, Column
from geo.wording import language, text

Parser = Callable[[object], Reading]
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2060\ufeff]")
_LINE_BREAK = re.compile(r"\s*[\r\n\t\u2028\u2029]+\s*")
# The apostrophe that spreadsheets and our own CSV put before text that looks like a formula.
_TEXT_MARK = re.compile("'[=+\\-@＝＋－＠\\t\\r\\n]")
_SHOWN = 60


@dataclass(frozen=True, slots=True, eq=False)
class ReadColumn:
    """The cells of one column beside their readings, in row order."""

    table: MappedTable
    column: Column
    cells: list[object]
    readings: list[Reading]

    def floats(self) -> NDArray[np.float64]:
        """Return the numbers read, NaN where there is none, shape ``(n,)``."""
        values = (reading.value for reading in self.readings)
        return np.array([value if isinstance(value, float) else math.nan for value in values], dtype=np.float64)

    def where(self, position: int) -> Where:
        """Name the place of one cell."""
        return self.table.where(position, self.column.name)


def read_column(table: MappedTable, column: Column, report: Report) -> list[object]:
    """Read one column by its declared kind and report all of it; None where a cell is missing or cannot be read.

    Years, areas, rates, fees and coordinates need more than their kind; see `geo.io.cleaning`.
    """
    return settle(read_cells(table, column, parser_for(column)), report)


def parser_for(column: Column) -> Parser:
    """Choose the parser by the declared kind, choices and unit."""
    if column.choices:
        return partial(parse_choice, column=column)
    if column.kind == "bool":
        return parse_yes_no
    if column.kind == "date":
        return parse_date
    if column.kind == "text":
        return parse_text
    return partial(parse_number, units=COUNT_UNITS.get(column.unit, ()))


def read_cells(table: MappedTable, column: Column, parse: Parser) -> ReadColumn:
    """Parse each different cell of a column once; a column that the table lacks reads as empty."""
    cells = table.cells(column.name)
    known: dict[tuple[type, object], Reading] = {(type(None), None): Reading()}
    readings = []
    for cell in cells:
        key = (type(cell), cell)  # 1, 1.0 and True are one dict key otherwise
        reading = known.get(key)
        if reading is None:
            reading = known[key] = parse(cell)
        readings.append(reading)
    return ReadColumn(table, column, cells, readings)


def parse_text(cell: object) -> Reading:
    """Keep text as written, without outer spaces, line breaks and control signs; numbers as people would write them."""
    if is_nothing(cell):
        return Reading()
    if isinstance(cell, dt.date):
        return Reading(cell.isoformat()[:10], "date-as-text", 0.4)
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return Reading(str(int(cell)))
    written = str(cell)
    cleaned = _LINE_BREAK.sub(" ", _CONTROL.sub("", written)).strip()
    if is_missing_mark(tidy(cleaned)):
        return Reading(rule="missing-mark")
    return _kept(written, cleaned)


def _kept(written: str, cleaned: str) -> Reading:
    """Name why cleaned text differs from what was written."""
    if _TEXT_MARK.match(cleaned):
        return Reading(cleaned[1:], "text-mark")
    if cleaned == written:
        return Reading(cleaned)
    return Reading(cleaned, "outer-spaces" if cleaned == written.strip() else "control-signs")


def settle(read: ReadColumn, report: Report) -> list[object]:
    """Report repairs, marks for missing, faults and values out of range; return the values that stand."""
    marks: Counter[str] = Counter()
    values: list[object] = []
    for position, reading in enumerate(read.readings):
        if reading.value is None:
            _settle_nothing(read, position, marks, report)
            values.append(None)
        elif isinstance(reading.value, float) or read.column.low is not None:
            values.append(_settle_number(read, position, report))
        else:
            if reading.rule:
                _repair(read, position, reading, reading.value, report)
            values.append(reading.value)
    if marks:
        report_marks(read, marks, report)
    return values


def _settle_nothing(read: ReadColumn, position: int, marks: Counter[str], report: Report) -> None:
    reading = read.readings[position]
    if reading.fault:
        report_fault(read, position, reading.fault, report)
    elif reading.rule == "missing-mark":
        marks[show(read.cells[position])] += 1
    elif reading.rule:
        _repair(read, position, reading, None, report)


def _settle_number(read: ReadColumn, position: int, report: Report) -> object:
    """Hold a number against the declared range and make counts whole; nothing is clipped."""
    column, reading = read.column, read.readings[position]
    number = reading.value
    assert isinstance(number, int | float)
    if number == 0 and column.low is not None and column.low > 0:
        _repair(read, position, Reading(rule="zero-as-missing", confidence=0.9), None, report)
        return None
    if not _within(number, column):
        report_out_of_range(read, position, number, report)
        return None
    if column.kind == "int" and number != int(number):
        whole = math.floor(number + 0.5)
        if not reading.rule:
            report_fraction(read, position, whole, report)
        _repair(read, position, reading.weakened("rounded", 0.5), whole, report)
        return whole
    value = int(number) if column.kind == "int" else number
    if reading.rule:
        _repair(read, position, reading, value, report)
    return value


def _within(number: float, column: Column) -> bool:
    low = -math.inf if column.low is None else column.low
    high = math.inf if column.high is None else column.high
    return low <= number <= high


def _repair(read: ReadColumn, position: int, reading: Reading, after: object, report: Report) -> None:
    report.repair(
        reading.rule,
        before=show(read.cells[position]),
        after=after,
        confidence=reading.confidence,
        where=read.where(position),
        field=read.column.name,
    )


def report_fault(read: ReadColumn, position: int, fault: str, report: Report) -> None:
    """Report a cell that cannot be read."""
    column = read.column
    report.find(
        "unreadable-value",
        found=text(f"fault.{fault}", value=show(read.cells[position])),
        where=read.where(position),
        expected=describe(column),
    )


def report_out_of_range(read: ReadColumn, position: int, number: float, report: Report) -> None:
    """Report a number that cannot be; it is treated as missing."""
    column = read.column
    report.find(
        "out-of-range",
        severity="error",
        found=text(
            "out-of-range.found", column=word_for(column), value=show(read.cells[position]), number=f"{number:g}"
        ),
        where=read.where(position),
        low=_bound(column.low),
        high=_bound(column.high),
        unit=unit_words(column),
    )


def report_fraction(read: ReadColumn, position: int, whole: int, report: Report) -> None:
    """Report a fraction where only whole things are counted."""
    found = text("fraction.found", column=word_for(read.column), value=show(read.cells[position]), whole=whole)
    report.find("fraction", found=found, where=read.where(position))


def report_marks(read: ReadColumn, marks: Counter[str], report: Report) -> None:
    """Report in one note which marks of a column were read as "nothing known"."""
    listed = shortlist(f"“{mark}”×{count}" for mark, count in sorted(marks.items()))
    where = read.where(0)
    found = text("missing-marks.found", column=word_for(read.column), marks=listed, count=sum(marks.values()))
    report.find("missing-marks", severity="note", found=found, where=Where(where.file, where.sheet, None, where.column))


def show(cell: object) -> str:
    """Show a cell in a message: as written, the long one cut."""
    if is_nothing(cell):
        return ""
    written = f"{cell:.15g}" if isinstance(cell, float) else str(cell)
    return written if len(written) <= _SHOWN else f"{written[:_SHOWN]}…"


def describe(column: Column) -> str:
    """Say in words what a column holds: its choices, its kind, its range and unit."""
    if column.choices:
        words = column.choices.values() if language() == "zh" else column.choices
        return text("expected.choice", choices=shortlist(words, 12))
    if column.kind in {"int", "float"} and column.low is not None:
        return text("expected.range", low=_bound(column.low), high=_bound(column.high), unit=unit_words(column))
    if column in COORDINATE_COLUMNS:
        return text("expected.coordinate")
    return text(f"expected.{column.kind}", unit=unit_words(column))


def unit_words(column: Column) -> str:
    """Return the unit as it stands behind a number in a message, with its space; empty where there is none."""
    return text(f"behind.{column.unit}") if column.unit not in {"", "个"} else ""


def word_for(column: Column) -> str:
    """Return the column's word without its unit."""
    return column.zh if language() == "zh" else column.en


def _bound(limit: float | None) -> str:
    return "" if limit is None else f"{limit:,.0f}" if limit == int(limit) and abs(limit) >= 10_000 else f"{limit:g}"
