"""compare.xlsx: the plans compared as a workbook: every measure side by side, then what changed and what is proved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from geo.measures.comparing import Comparison
from geo.reports.cells import cell_value, width_of
from geo.reports.drawing import HEADING_ROW, Book, draw_sheet, open_book
from geo.reports.sheets import Sheet, fields_of
from geo.schema import Table
from geo.schema.plans_compared import (
    CLAIMS,
    CURVES,
    DIFFERENCES,
    EQUITY,
    GAPS,
    LORENZ,
    MOVED,
    SETTINGS_COMPARED,
    STATIONS_COMPARED,
    TIES,
)
from geo.wording import language, text

_SHEETS: tuple[Table, ...] = (
    DIFFERENCES, STATIONS_COMPARED, MOVED, EQUITY, GAPS, TIES, SETTINGS_COMPARED, CLAIMS, CURVES, LORENZ,
)  # fmt: skip
_FORMATS = {"share": "0.0%", "index": "0.000", "yuan_m2": "#,##0.00", "yuan_household": "#,##0.0"}
_INKS = {"better": "#1B7F4B", "worse": "#B3261E", "tie": "#7A4F00", "no_bound": "#7A4F00"}
_BEST = "#E3F1E8"


def write_comparison_workbook(comparison: Comparison, path: Path, *, invented: bool) -> None:
    """Write a comparison as an Excel workbook, in the language in force; equal comparisons give equal bytes.

    Raises
    ------
    OutputError
        Where the file cannot be written; the old one is untouched.
    """
    tables = [(declared, getattr(comparison, declared.name)) for declared in _SHEETS]
    rows = sum(len(table) for _, table in tables)
    with open_book(Path(path), banner=text("invented") if invented else "", rows=rows) as book:
        _draw_measures(book, comparison)
        for declared, table in tables:
            if len(table):
                draw_sheet(book, _sheet(declared, table))


def _sheet(declared: Table, table: pd.DataFrame) -> Sheet:
    unsaid = {"en" if language() == "zh" else "zh"} if declared is DIFFERENCES else set()
    note = text("compare.proofs.note") if declared in (GAPS, TIES) else ""
    return Sheet(declared.label(), tuple(fields_of(declared, leave_out=unsaid)), table, note=note, frozen=2)


def headings(comparison: Comparison) -> list[str]:
    """Name the columns of the measures: a value a plan, then difference and verdict of each but the first."""
    first, *others = comparison.names
    said = [text("compare.table.measure"), text("compare.table.unit"), text("compare.direction"), *comparison.names]
    for name in others:
        said += [text("compare.table.difference", name=name, first=first), text("compare.table.verdict")]
    return said


def measure_rows(comparison: Comparison) -> Iterator[tuple[str, pd.DataFrame]]:
    """Walk the measures in order, each with its rows by plan."""
    table = comparison.measures
    for measure in dict.fromkeys(table["measure"]):
        yield measure, table[table["measure"] == measure].set_index("plan")


def _draw_measures(book: Book, comparison: Comparison) -> None:
    title = text("compare.title", names=" / ".join(comparison.names))
    page = book.add_page(text("compare.measures"), title, text("compare.measures.note"))
    said = headings(comparison)
    values = range(3, 3 + len(comparison.names))
    is_number = [position in values or (position > values[-1] and (position - values[-1]) % 2 == 1)
                 for position in range(len(said))]  # fmt: skip
    book.write_headings(page, said, numbers=is_number)
    page.freeze_panes(HEADING_ROW + 1, 1)
    row, group = HEADING_ROW + 1, ""
    for measure, own in measure_rows(comparison):
        if own["group"].iloc[0] != group:
            group = str(own["group"].iloc[0])
            book.write(page, row, 0, text(f"compare.group.{group}"), bold=True, bg_color="#F4F3EF")
            row += 1
        _draw_measure(book, page, row, measure, own)
        row += 1
    for position, heading in enumerate(said):
        page.set_column(position, position, 34 if position == 0 else max(11.0, min(24.0, width_of(heading) + 2)))


def _draw_measure(book: Book, page: Worksheet, row: int, measure: str, own: pd.DataFrame) -> None:
    unit, better = str(own["unit"].iloc[0]), str(own["better"].iloc[0])
    number: dict[str, object] = {"num_format": _FORMATS.get(unit, "#,##0")}
    words = [text(f"compare.measure.{measure}"), text(f"compare.in.{unit}"), text(f"compare.better.{better}")]
    cells: list[tuple[object, dict[str, object]]] = [(word, {"indent": 1}) for word in words]
    for value, is_best in zip(own["value"], own["is_best"], strict=True):
        cells.append((value, number | ({"bg_color": _BEST, "bold": True} if is_best else {})))
    for difference, verdict in list(zip(own["difference"], own["verdict"], strict=True))[1:]:
        ink: dict[str, object]
        ink = {"font_color": _INKS[verdict], "bold": True} if verdict in _INKS else {"font_color": "#5B6770"}
        cells.append((difference, number | {"num_format": f"+{number['num_format']};-{number['num_format']};0"}))
        cells.append((text(f"compare.verdict.{verdict}") if verdict else None, {"indent": 1, **ink}))
    for column, (value, look) in enumerate(cells):
        book.write(page, row, column, cell_value(value), **look)
