"""Reading the cells of a companion table: by the column's declaration, each fault and each repair said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from geo.errors import MissingColumnsError
from geo.findings import Report, Where
from geo.io.headings import MappedTable, match_headings
from geo.io.readers import read_tables
from geo.io.values import COUNT_UNITS, Reading, area_factor, parse_choice, parse_date, parse_number, parse_yes_no
from geo.io.values import tidy as tidied
from geo.schema import Column
from geo.wording import text

_LENGTH_UNITS = {"m": 1.0, "km": 1000.0}
_MONEY_FACTORS = {"万元": 10_000.0}


def read_mapped(path: Path, columns: Sequence[Column], report: Report) -> list[MappedTable]:
    """Read a companion's tables and match their headings."""
    return [match_headings(raw, columns, report) for raw in read_tables(Path(path), report)]


def require_columns(mapped: MappedTable, columns: Sequence[Column]) -> None:
    """Refuse a table without the columns it cannot do without.

    Raises
    ------
    MissingColumnsError
        Naming the missing columns and the headings that were found.
    """
    missing = [column for column in columns if column.name not in mapped.columns]
    if missing:
        place = " ".join(part for part in (mapped.raw.file, mapped.raw.sheet) if part)
        wanted = "、".join(f"{column.zh} ({column.name})" for column in missing)
        found = ", ".join(mapped.raw.headings) or "-"
        raise MissingColumnsError(text("companion.missing-columns", place=place, wanted=wanted, found=found))


def read_cells(mapped: MappedTable, columns: Sequence[Column], report: Report) -> pd.DataFrame:
    """Read every cell of the columns; absent columns are empty, unreadable and impossible cells too (said)."""
    values: dict[str, list[object]] = {}
    for column in columns:
        factor = _factor(column, mapped.units)
        cells = mapped.cells(column.name)
        values[column.name] = [
            _value(
                _reading(cell, column), mapped.where(row, column.name), column, factor=factor, cell=cell, report=report
            )
            for row, cell in enumerate(cells)
        ]
    return pd.DataFrame(values, columns=[column.name for column in columns], dtype=object)


def _factor(column: Column, units: Mapping[str, str]) -> float:
    """Turn the unit of a heading into a factor to the column's own unit."""
    unit = units.get(column.name, "")
    if column.unit == "㎡":
        return area_factor(unit) or 1.0
    return _LENGTH_UNITS.get(unit, 1.0) if column.unit == "m" else _MONEY_FACTORS.get(unit, 1.0)


def _value(reading: Reading, where: Where, column: Column, *, factor: float, cell: object, report: Report) -> object:
    """Return the value of one cell, and say what is wrong with it."""
    value = reading.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = value * (_own_factor(column, reading.unit) or factor)
        low, high = column.low, column.high
        if (low is not None and value < low) or (high is not None and value > high):
            found = text("companion-range.found", value=cell, label=column.label())
            report.find("companion-range", severity="error", where=where, found=found, low=low, high=high)
            return None
    if reading.fault:
        found = text("companion-cell.found", value=cell, label=column.label())
        wanted = "、".join(column.choices.values()) or text(f"companion-kind.{column.kind}")
        report.find("companion-cell", severity="error", where=where, found=found, wanted=wanted)
    elif reading.is_changed:
        report.repair(reading.rule, before=cell, after=value, confidence=reading.confidence,
                      where=where, field=column.name)  # fmt: skip
    return value


def _own_factor(column: Column, unit: str) -> float | None:
    """Turn the unit written in the cell itself into a factor; it wins over the heading's."""
    return area_factor(unit) if column.unit == "㎡" and unit else None


def _reading(cell: object, column: Column) -> Reading:
    if column.choices:
        return parse_choice(cell, column)
    if column.kind == "bool":
        return parse_yes_no(cell)
    if column.kind == "date":
        return parse_date(cell)
    if column.kind in {"int", "float"}:
        units = () if column.unit == "㎡" else (*COUNT_UNITS.get(column.name, ()), column.unit, "米", "元")
        return parse_number(cell, units=units)
    word = as_word(cell)
    return Reading(word or None)


def as_word(cell: object) -> str:
    """Write a cell as text without outer spaces; empty for a blank one."""
    if cell is None or (isinstance(cell, float) and cell != cell):  # noqa: PLR0124  NaN
        return ""
    return str(cell).strip()


def folded(word: object) -> str:
    """Fold an identifier or a name for comparison: width, case and spaces do not count."""
    return "".join(tidied(as_word(word)).casefold().split())
