"""The sheet of a sub-district's rosters: people down, weekdays across, a colour and a word for every shift."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from geo.reports.cells import safe_text, width_of
from geo.reports.crew_days import word
from geo.reports.drawing import HEADING_ROW, Book
from geo.reports.roster_grids import SHIFT_COLOURS, WEEKDAYS, PersonRow, RosterGrid
from geo.wording import text

_PERSON, _NAME, _DAY, _HOURS = 8.0, 12.0, 15.0, 7.0
_COLUMNS = 2 + len(WEEKDAYS) + 1
_LINE_POINTS, _ROW_POINTS = 14.0, 22.0
_OFF = "#F2F2F2"


def draw_rosters(book: Book, name: str, grids: Sequence[RosterGrid]) -> None:
    """Draw the rosters as blocks; each station starts on a new printed page."""
    page = book.add_page(name, name, text("runsheets.roster.note"))
    headings = [text("runsheets.person"), text("runsheets.name"), *(word("weekday", day) for day in WEEKDAYS),
                text("runsheets.hours")]  # fmt: skip
    book.write_headings(page, headings, numbers=[False] * (_COLUMNS - 1) + [True])
    for column, width in enumerate((_PERSON, _NAME, *([_DAY] * len(WEEKDAYS)), _HOURS)):
        page.set_column(column, column, width)
    page.freeze_panes(HEADING_ROW + 1, 2)
    row, breaks, before = HEADING_ROW + 1, [], ""
    for grid in grids:
        if before and grid.station != before:
            breaks.append(row)
        before = grid.station
        row = _draw_grid(book, page, row, grid) + 1
    page.set_h_pagebreaks(breaks)


def _draw_grid(book: Book, page: Worksheet, row: int, grid: RosterGrid) -> int:
    for words, look in ((grid.title, {"bold": True, "font_size": 12, "bg_color": "#E7ECF3"}), (grid.about, {})):
        style = book.style(**{"valign": "vcenter", "text_wrap": True, "indent": 1, **look})
        page.merge_range(row, 0, row, _COLUMNS - 1, "", style)
        page.write_string(row, 0, safe_text(words), style)
        page.set_row(row, _ROW_POINTS)
        row += 1
    for person in grid.people:
        _draw_person(book, page, row, person)
        row += 1
    book.write(page, row, 0, text("runsheets.legend"), indent=1)
    for column, (kind, words) in enumerate(grid.legend[: _COLUMNS - 1], start=1):
        book.write(page, row, column, words, text_wrap=True, bg_color=SHIFT_COLOURS.get(kind, _OFF), indent=1)
    page.set_row(row, 2 * _LINE_POINTS + 4)
    return row + 1


def _draw_person(book: Book, page: Worksheet, row: int, person: PersonRow) -> None:
    edge = {"border": 1, "border_color": "#B0B0B0"}
    book.write(page, row, 0, safe_text(person.person), text_wrap=True, indent=1, **edge)
    book.write(page, row, 1, None, **edge)
    lines = 1
    for column, cell in enumerate(person.cells, start=2):
        fill = SHIFT_COLOURS.get(cell.kind, _OFF)
        words = safe_text(cell.words)
        book.write(page, row, column, words, text_wrap=True, align="center", bg_color=fill, **edge)
        lines = max(lines, sum(-(-int(width_of(part)) // int(_DAY - 1)) or 1 for part in words.splitlines()))
    book.write(page, row, _COLUMNS - 1, person.hours, num_format="0.#", **edge)
    page.set_row(row, max(_ROW_POINTS, _LINE_POINTS * min(lines, 8) + 6))
