"""Workbooks: .xlsx, .xlsm, .xlsb, .xls and .ods, by their content and not by their ending.

Values come from python-calamine (a formula gives its stored value); what it cannot see comes from `sheet_marks`.
Hidden rows cannot be seen in .xls, .xlsb and .ods; hidden sheets can.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

import python_calamine
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from geo.errors import InputError, UnreadableFileError, shortlist
from geo.findings import Report, Where
from geo.io.readers.grid import Grid, Merge, squared, table_from_grid
from geo.io.readers.headers import find_header
from geo.io.readers.raw import RawTable, shown_rows
from geo.io.readers.sheet_marks import SheetMarks, column_letters, read_marks
from geo.wording import text

# Assumption: ten times the cells of a ledger of 30,000 rows and 60 columns; calamine holds 32 bytes for each.
MAX_SHEET_CELLS = 20_000_000


def read_workbook(path: Path, file: str, report: Report, *, zipped: bool) -> list[RawTable]:
    """Read every sheet that holds a table; `zipped` says that the file is a zip (.xlsx and its kin).

    Raises
    ------
    UnreadableFileError
        Where the workbook is damaged or asks for a password.
    InputError
        Where a sheet spans more cells than fit in memory.
    """
    marks = read_marks(path) if zipped else {}
    for sheet, found in marks.items():
        _refuse_huge(file, sheet, found)
    grids, hidden = _read_grids(path, file)
    known = {sheet: _known(grid) for sheet, grid in grids.items()}
    wanted = [sheet for sheet in grids if known[sheet] >= 2] or [s for s in grids if any(grids[s].cells)]
    for sheet in [sheet for sheet in grids if sheet not in wanted and grids[sheet].cells]:
        report.find(
            "sheet-without-table", severity="note", where=Where(file, sheet), found=text("sheet-without-table.found")
        )
    tables = []
    for sheet in wanted:
        if sheet in hidden:
            report.find("hidden-sheet", where=Where(file, sheet), found=text("hidden-sheet.found"))
        table = table_from_grid(grids[sheet], report)
        if table is not None:
            _say_marks(table, marks.get(sheet, SheetMarks()), report)
            tables.append(table)
    return tables


def _refuse_huge(file: str, sheet: str, marks: SheetMarks) -> None:
    if marks.cells > MAX_SHEET_CELLS:
        corner = f"{column_letters(marks.last_column)}{marks.last_row}"
        raise InputError(text("reader.huge-sheet", file=file, sheet=sheet, corner=corner, limit=MAX_SHEET_CELLS))


def _known(grid: Grid) -> int:
    header = find_header(grid.cells, [(m.top, m.left, m.bottom, m.right) for m in grid.merges])
    return header.known if header else 0


def _read_grids(path: Path, file: str) -> tuple[dict[str, Grid], set[str]]:
    """Read the cells of every worksheet, and say which are hidden."""
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes())) as workbook:  # by path it trusts the ending
            grids, hidden = {}, set()
            for about in workbook.sheets_metadata:
                if about.typ not in (SheetTypeEnum.WorkSheet, SheetTypeEnum.MacroSheet):
                    continue
                grids[about.name] = _grid(workbook.get_sheet_by_name(about.name), file)
                if about.visible is not SheetVisibleEnum.Visible:
                    hidden.add(about.name)
            return grids, hidden
    except python_calamine.PasswordError as error:
        raise UnreadableFileError(text("reader.password", file=file)) from error
    except (CalamineError, OSError) as error:
        raise UnreadableFileError(text("reader.damaged-workbook", file=file, reason=error)) from error


def _grid(sheet: CalamineSheet, file: str) -> Grid:
    ranges = sheet.merged_cell_ranges or []
    merges = tuple(Merge(top, left, bottom, right) for (top, left), (bottom, right) in ranges)
    return Grid(file, sheet.name, squared(sheet.to_python(skip_empty_area=False)), merges)


def _say_marks(table: RawTable, marks: SheetMarks, report: Report) -> None:
    """Report hidden rows and columns (kept), error cells and formulas that were never calculated."""
    where = Where(table.file, table.sheet)
    hidden = sorted(set(marks.hidden_rows) & set(table.rows))
    if hidden:
        at = Where(table.file, table.sheet, hidden[0])
        report.find(
            "hidden-rows", where=at, found=text("hidden-rows.found", count=len(hidden), rows=shown_rows(hidden))
        )
    columns = [letters for letters in marks.hidden_columns if _column_position(letters) <= marks.last_column]
    if columns:
        found = text("hidden-columns.found", columns=shortlist(columns))
        report.find("hidden-columns", severity="note", where=where, found=found)
    data = set(table.rows)
    for cell, value in marks.error_cells:
        if _row_of(cell) in data:
            at = Where(table.file, table.sheet, _row_of(cell), cell)
            report.find("error-cell", where=at, found=text("error-cell.found", cell=cell, value=value))
    empty = [cell for cell in marks.empty_formulas if _row_of(cell) in data]
    if empty:
        at = Where(table.file, table.sheet, _row_of(empty[0]), empty[0])
        report.find(
            "formula-without-value", where=at, found=text("formula-without-value.found", cells=shortlist(empty))
        )


def _row_of(cell: str) -> int:
    return int(re.sub(r"\D", "", cell))


def _column_position(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
