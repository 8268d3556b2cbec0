"""From a grid of cells to a table: the same road for workbooks, delimited text and HTML tables.

Next door: `headers` finds the header rows, `leftovers` tells totals and notes from data rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

import pandas as pd

from geo.errors import shortlist
from geo.findings import Report, Severity, Where
from geo.io.readers.headers import Header, find_header
from geo.io.readers.leftovers import LeftOver, judge_row
from geo.io.readers.raw import Cell, RawTable, shown_rows
from geo.io.readers.vocabulary import sums_up, texts
from geo.wording import text

_TITLE_CHARACTERS = 80


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, counted from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """A rectangle of cells from the file's first row and column on; row number = position + 1."""

    file: str
    sheet: str
    cells: list[list[Cell]]
    merges: tuple[Merge, ...] = ()

    def where(self, row: int | None = None, column: str = "") -> Where:
        """Name a place; `row` is a position from 0."""
        return Where(self.file, self.sheet, None if row is None else row + 1, column)


def tidy(cell: Cell) -> Cell:
    """Make blank text missing and whole floats integers; leave the rest as read."""
    if isinstance(cell, str):
        return cell if cell.strip() else None
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return int(cell)
    return cell


def squared(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """Tidy all cells and pad the rows to one width."""
    width = max((len(row) for row in rows), default=0)
    return [[tidy(cell) for cell in row] + [None] * (width - len(row)) for row in rows]


def column_letter(position: int) -> str:
    """Name a column as a workbook does: 0 is A, 26 is AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def table_from_grid(grid: Grid, report: Report) -> RawTable | None:
    """Find the header, leave out what is not data (each said), fill merged cells down; None for a blank grid."""
    header = find_header(grid.cells, [(m.top, m.left, m.bottom, m.right) for m in grid.merges])
    if header is None:
        return None
    titles = _say_titles(grid, header, report)
    kept = [row for row in range(header.bottom + 1, len(grid.cells)) if _is_data(grid, header, row, report)]
    columns = _columns(grid, header, kept)
    headings = _unique_headings(grid, header, columns, report)
    _fill_merged(grid, header, dict(zip(columns, headings, strict=True)), set(kept), report)
    body = [[grid.cells[row][column] for column in columns] for row in kept]
    frame = pd.DataFrame(body, columns=pd.Index(headings, dtype="object"), dtype="object")
    return RawTable(grid.file, grid.sheet, tuple(headings), frame, tuple(row + 1 for row in kept), None, titles)


def _say_titles(grid: Grid, header: Header, report: Report) -> tuple[str, ...]:
    titles = tuple(cell.strip() for row in grid.cells[: header.top] for cell in texts(row))
    if titles:
        shown = shortlist(title[:_TITLE_CHARACTERS] for title in titles)
        found = text("title-rows.found", rows=header.top, titles=shown)
        report.find("title-rows", severity="note", where=grid.where(0), found=found, header=header.bottom + 1)
    return titles


def _is_data(grid: Grid, header: Header, row: int, report: Report) -> bool:
    """Judge one row under the header, and say so where it is left out."""
    cells = grid.cells[row]
    if not any(cell is not None for cell in cells):
        return False
    spans = any(merge.top <= row <= merge.bottom and merge.right - merge.left >= 2 for merge in grid.merges)
    kind = judge_row(cells, header.headings, spans=spans)
    if kind is LeftOver.NOTHING:
        return True
    words = " | ".join(str(cell) for cell in cells if cell is not None)[:_TITLE_CHARACTERS]
    found = text(f"row-left-out.{kind.value}", words=words)
    severity: Severity = "note" if kind is LeftOver.HEADER else "warning"
    report.find("row-left-out", severity=severity, where=grid.where(row), found=found)
    return False


def _columns(grid: Grid, header: Header, kept: Sequence[int]) -> list[int]:
    """Take the columns that have a heading or data."""
    filled = {column for column, heading in enumerate(header.headings) if heading}
    blank = [column for column in range(len(header.headings)) if column not in filled]
    filled |= {column for column in blank if any(grid.cells[row][column] is not None for row in kept)}
    return sorted(filled)


def _unique_headings(grid: Grid, header: Header, columns: Sequence[int], report: Report) -> list[str]:
    """Name nameless columns by their letter and number repeated headings; both are said."""
    named: list[str] = []
    for column in columns:
        heading = header.headings[column]
        if not heading:
            heading = f"列{column_letter(column)}"
            found = text("nameless-column.found", column=column_letter(column))
            report.find("nameless-column", where=grid.where(header.bottom, heading), found=found, heading=heading)
        if heading in named:
            unique = unused_heading(heading, named)
            found = text("duplicate-heading.found", heading=heading, column=column_letter(column))
            report.find("duplicate-heading", where=grid.where(header.bottom, heading), found=found, unique=unique)
            heading = unique
        named.append(heading)
    return named


def unused_heading(heading: str, used: Sequence[str]) -> str:
    """Return the heading, numbered where it is used already: ``户数 (2)``."""
    if heading not in used:
        return heading
    return next(name for number in count(2) if (name := f"{heading} ({number})") not in used)


def _fill_merged(grid: Grid, header: Header, headings: dict[int, str], kept: set[int], report: Report) -> None:
    """Repeat the text of vertically merged cells on each of their rows; an amount is never repeated, but said."""
    for merge in grid.merges:
        heading = headings.get(merge.left)
        if merge.top <= header.bottom or merge.bottom == merge.top or heading is None:
            continue
        rows = [row for row in range(merge.top + 1, merge.bottom + 1) if row in kept]
        value = grid.cells[merge.top][merge.left]
        if value is None or not rows:
            continue
        if sums_up(heading):
            shown = shown_rows(row + 1 for row in range(merge.top, merge.bottom + 1))
            found = text("merged-amount.found", value=value, rows=shown)
            report.find("merged-amount", where=grid.where(merge.top, heading), found=found)
            continue
        for row in rows:
            grid.cells[row][merge.left] = value
            report.repair("merged-fill", before=None, after=value, confidence=1.0,
                          where=grid.where(row, heading), field=heading)  # fmt: skip
