"""Drawing sheets into a workbook with XlsxWriter: titles, headings, formats, filters, print set-up.

Every sheet looks alike: its title in the first row, in the second what must not be overlooked (invented data) or a
note, the headings in the third, frozen and repeated on every printed page. Equal sheets give equal bytes.
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import xlsxwriter
from xlsxwriter.chart import Chart
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from geo.errors import OutputError
from geo.files import explain_write_failure, replacing_file
from geo.reports.cells import CellValue, cell_value, is_risky, width_of
from geo.reports.sheets import Sheet
from geo.schema.palette import region_colour
from geo.wording import text

HEADING_ROW = 2
_FONT = "Microsoft YaHei"
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)  # a fixed time: equal plans give equal files
_MOST_ROWS = 1_048_576 - HEADING_ROW - 1  # Excel's rows on a sheet
_LARGE_ROWS = 20_000  # above, rows go to the disk as they are written
_NARROWEST = 6.5
_HEADING_LINES = 2  # headings of numbers wrap to this many lines, so that wide tables stay printable
_LINE_POINTS = 15.0
_MOST_LINES = 12
_SAMPLED_ROWS = 400  # rows looked at for the width of a column
_A3, _A4 = 8, 9  # XlsxWriter's codes; a table too wide to be read on A4 is set up for A3
_WIDE = 190.0  # column units that are still legible on A4 landscape


class Book:
    """An open workbook with its formats; made by `open_book`."""

    __slots__ = ("_book", "_formats", "banner")

    def __init__(self, book: xlsxwriter.Workbook, banner: str) -> None:
        self._book = book
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}
        self.banner = banner

    def style(self, **properties: object) -> Format:
        """Return the format with these XlsxWriter properties, made once."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format({"font_name": _FONT, "font_size": 10, **properties})
        return self._formats[key]

    def add_page(self, name: str, title: str, note: str) -> Worksheet:
        """Add a sheet with its title, its banner or note, and its print set-up."""
        page = self._book.add_worksheet(name[:31])
        page.set_landscape()
        page.set_paper(_A4)
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        page.repeat_rows(0, HEADING_ROW)
        page.set_footer(f"&L{title.replace('&', '&&')}  {self.banner}&R{text('reports.page')}")
        page.set_row(0, 24)
        page.write_string(0, 0, title, self.style(bold=True, font_size=14))
        if self.banner:
            page.write_string(1, 0, f"{self.banner}  {note}".rstrip(), self.style(bold=True, font_color="#C00000"))
        else:
            page.write_string(1, 0, note, self.style(font_color="#666666"))
        return page

    def add_plain_page(self, name: str) -> Worksheet:
        """Add a sheet whose first row is free for headings."""
        page = self._book.add_worksheet(name[:31])
        page.set_landscape()
        page.set_paper(_A4)
        page.repeat_rows(0)
        return page

    def add_chart(self, kind: str) -> Chart:
        """Return a new chart of the workbook, to be filled from its cells and put on a page."""
        return self._book.add_chart({"type": kind})

    def write_headings(self, page: Worksheet, headings: Sequence[str], *, numbers: Sequence[bool] = ()) -> None:
        """Write the row of headings; those of numbers stand over them, to the right."""
        page.set_row(HEADING_ROW, _HEADING_LINES * _LINE_POINTS + 2)
        for column, heading in enumerate(headings):
            place = {"align": "right"} if column < len(numbers) and numbers[column] else {"align": "left", "indent": 1}
            style = self.style(bold=True, text_wrap=True, valign="vcenter", bg_color="#E7ECF3", bottom=2, **place)
            page.write_string(HEADING_ROW, column, heading, style)

    def write(self, page: Worksheet, row: int, column: int, value: CellValue, **look: object) -> None:
        """Write one value by its type; a text is never taken for a formula, number or address."""
        if value is None:
            page.write_blank(row, column, None, self.style(valign="vcenter", bottom=4, bottom_color="#C8C8C8", **look))
        elif isinstance(value, str):
            words = {key: part for key, part in look.items() if key != "num_format"}
            quoted = {"quote_prefix": True} if is_risky(value) else {}
            page.write_string(
                row, column, value, self.style(valign="vcenter", bottom=4, bottom_color="#C8C8C8", **words, **quoted)
            )
        elif isinstance(value, date):
            page.write_datetime(
                row, column, value, self.style(valign="vcenter", bottom=4, bottom_color="#C8C8C8", **look)
            )
        else:
            page.write_number(
                row, column, value, self.style(valign="vcenter", bottom=4, bottom_color="#C8C8C8", **look)
            )


@contextlib.contextmanager
def open_book(path: Path, *, banner: str = "", rows: int = 0) -> Iterator[Book]:
    """Open a new workbook that replaces `path` when the block ends without an error.

    Parameters
    ----------
    banner : words that must stand on every sheet.
    rows : how many rows are to come; many are written through the disk.

    Raises
    ------
    OutputError
        Where the file cannot be written; the old one is untouched.
    """
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "constant_memory": rows > _LARGE_ROWS,
    }
    with replacing_file(path) as temporary:
        book = xlsxwriter.Workbook(str(temporary), options)
        book.formats[0].set_font_name(_FONT)
        book.set_properties({"created": _CREATED.replace(tzinfo=None), "author": "Linli 邻里", "comments": banner})
        yield Book(book, banner)
        try:
            book.close()
        except XlsxWriterException as error:
            cause = error.args[0] if error.args else None
            if isinstance(cause, OSError):
                raise explain_write_failure(path, cause) from error
            raise OutputError(f"{path}: {error}") from error


def draw_sheet(book: Book, sheet: Sheet) -> None:
    """Draw a table: headings with filters, every row, column widths that suit Chinese."""
    rows, shown = len(sheet.frame), min(len(sheet.frame), _MOST_ROWS)
    title = text("reports.title" if rows == shown else "reports.title_cut", name=sheet.name, rows=rows, shown=shown)
    page = book.add_page(sheet.name, title, sheet.note)
    widths = _set_widths(page, sheet)
    book.write_headings(
        page, [one.heading for one in sheet.fields], numbers=[bool(f.number_format) for f in sheet.fields]
    )
    page.freeze_panes(HEADING_ROW + 1, sheet.frozen)
    page.autofilter(HEADING_ROW, 0, HEADING_ROW + max(shown, 1), len(sheet.fields) - 1)
    _protect(page, sheet, shown)
    frame = sheet.frame.iloc[:shown]
    colours = frame["colour"] if "colour" in frame.columns else [None] * shown
    values = zip(*(frame[one.name] for one in sheet.fields), strict=True)
    for position, (colour, row_values) in enumerate(zip(colours, values, strict=True)):
        fill = {} if pd.isna(colour) else {"bg_color": region_colour(int(colour))}
        _draw_row(book, page, position + HEADING_ROW + 1, sheet=sheet, values=row_values, widths=widths, fill=fill)


def _protect(page: Worksheet, sheet: Sheet, rows: int) -> None:
    """Let people change only the cells meant for it, to what their list holds; without a password."""
    changeable = [(column, one) for column, one in enumerate(sheet.fields) if one.allowed is not None]
    if not changeable or rows == 0:
        return
    freedoms = ("autofilter", "format_columns", "format_rows", "select_locked_cells", "select_unlocked_cells")
    page.protect("", dict.fromkeys(freedoms, True))
    for column, one in changeable:
        source = one.allowed if isinstance(one.allowed, str) else list(one.allowed or ())
        rule = {
            "validate": "list",
            "source": source,
            "error_title": one.heading,
            "error_message": text("reports.not_allowed"),
        }
        page.data_validation(HEADING_ROW + 1, column, HEADING_ROW + rows, column, rule)


def _draw_row(
    book: Book,
    page: Worksheet,
    row: int,
    *,
    sheet: Sheet,
    values: Sequence[object],
    widths: Sequence[float],
    fill: Mapping[str, object],
) -> None:
    cells = [cell_value(one.show(value)) for one, value in zip(sheet.fields, values, strict=True)]
    lines = max(_lines(cell, width) for cell, width in zip(cells, widths, strict=True))
    if lines > 1:  # not every program works the height out by itself
        page.set_row(row, _LINE_POINTS * lines)
    for column, (one, cell) in enumerate(zip(sheet.fields, cells, strict=True)):
        look = {"num_format": one.number_format} if one.number_format else {"text_wrap": True, "indent": 1}
        more = {"locked": False} if one.allowed is not None else {}
        book.write(page, row, column, cell, **look, **more, **(fill if one.name in sheet.coloured else {}))


def _lines(cell: CellValue, width: float) -> int:
    """Count the lines that a wrapped text takes."""
    if not isinstance(cell, str) or len(cell) * 2 <= width:
        return 1
    return min(_MOST_LINES, sum(max(1, math.ceil(width_of(part) / (width - 2))) for part in cell.splitlines()))


def _set_widths(page: Worksheet, sheet: Sheet) -> list[float]:
    """Fit the columns to a sample of their cells; return their widths, infinite for hidden ones."""
    step = max(1, len(sheet.frame) // _SAMPLED_ROWS)
    sample = sheet.frame.iloc[::step]
    widths = []
    for position, one in enumerate(sheet.fields):
        cells = [width_of(cell_value(one.show(value)), one.number_format) for value in sample[one.name]]
        heading = width_of(one.heading) / (_HEADING_LINES if one.number_format else 1.5)
        width = min(one.widest, max([_NARROWEST, heading + 2.5, *(cell + 2.5 for cell in cells)]))
        page.set_column(position, position, width, None, {"hidden": one.hidden})
        widths.append(math.inf if one.hidden else width)
    if sum(width for width in widths if math.isfinite(width)) > _WIDE:
        page.set_paper(_A3)
    return widths
