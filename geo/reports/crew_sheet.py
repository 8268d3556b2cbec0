"""The sheet of one crew: a block a day on a page of its own, with boxes to tick and room to write.

A4 upright. The headings stand in the frozen row and on every printed page; a day starts with a line for the date and
its sums, rest, reload and return are rows among the stops.
"""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from geo.reports.cells import CellValue, safe_text, width_of
from geo.reports.crew_days import CrewDay, Stop, word
from geo.reports.drawing import HEADING_ROW, Book
from geo.schema.palette import region_colour
from geo.wording import text

_COLUMNS = ("number", "place", "arrive", "start", "leave", "task", "work", "leg_m", "leg_min", "done", "remark")
_WIDTHS = (4.5, 23.0, 7.0, 7.0, 7.0, 18.0, 6.0, 7.0, 6.0, 6.0, 13.0)
_NUMBERS = frozenset({"number", "work", "leg_m", "leg_min"})
_CENTRED = frozenset({"arrive", "start", "leave", "done"})
_LINE_POINTS, _ROW_POINTS = 14.0, 24.0  # a row is high enough to write into by hand
_QUIET = "#F2F2F2"


def draw_crew(book: Book, name: str, days: Sequence[CrewDay]) -> None:
    """Draw a crew's sheet, its days one after the other."""
    crew = days[0].crew
    about = text(
        "runsheets.about", role=crew.role, mode=crew.mode, people=crew.people or "", depot=safe_text(crew.depot)
    )
    page = book.add_page(name, text("runsheets.title", crew=safe_text(crew.name)), about)
    page.set_portrait()
    page.fit_to_pages(1, 0)
    page.set_tab_color(region_colour(crew.color))
    for column, width in enumerate(_WIDTHS):
        page.set_column(column, column, width)
    book.write_headings(
        page, [text(f"runsheets.{one}") for one in _COLUMNS], numbers=[one in _NUMBERS for one in _COLUMNS]
    )
    page.freeze_panes(HEADING_ROW + 1, 2)
    row, breaks = HEADING_ROW + 1, []
    for day in days:
        if row > HEADING_ROW + 1:
            breaks.append(row)
        row = _draw_day(book, page, row, day)
    page.set_h_pagebreaks(breaks)


def _draw_day(book: Book, page: Worksheet, row: int, day: CrewDay) -> int:
    """Draw a day's lines above its stops, and the stops; return the row behind them."""
    band = {"bold": True, "bg_color": region_colour(day.crew.color), "valign": "vcenter"}
    times = text("runsheets.times", start=day.start, finish=day.finish)
    heads: tuple[tuple[str, dict[str, object]], ...] = (
        (f"{word('weekday', day.weekday)}  {safe_text(day.crew.name)}", band | {"font_size": 12}),
        (f"{text('runsheets.date')}    {times}    {text('runsheets.depot')} {safe_text(day.crew.depot)}", {}),
        (f"{day.totals}    {text('runsheets.signature')}", {"bottom": 1}),
    )
    for words, look in heads:
        style = book.style(**{"valign": "vcenter", "text_wrap": True, "indent": 1, **look})
        page.merge_range(row, 0, row, len(_COLUMNS) - 1, "", style)
        page.write_string(row, 0, words, style)
        lines = max(1, round(width_of(words) / (sum(_WIDTHS) - 4) + 0.49))
        page.set_row(row, max(_ROW_POINTS, _LINE_POINTS * lines + 4))
        row += 1
    for stop in day.stops:
        _draw_stop(book, page, row, stop)
        row += 1
    return row


def _draw_stop(book: Book, page: Worksheet, row: int, stop: Stop) -> None:
    cells = stop_cells(stop)
    lines = 1
    for column, one in enumerate(_COLUMNS):
        cell = cells[one]
        look: dict[str, object] = {"text_wrap": True, "border": 1, "border_color": "#B0B0B0", "font_size": 11}
        if one in _NUMBERS:
            look |= {"num_format": "#,##0", "align": "right"}
        else:
            look |= {"align": "center"} if one in _CENTRED else {"align": "left", "indent": 1}
        if one == "done":
            look["font_size"] = 16
        if stop.number is None:
            look |= {"bg_color": _QUIET, "italic": one == "task"}
        book.write(page, row, column, cell, **look)
        if isinstance(cell, str):
            lines = max(lines, -(-int(1.1 * width_of(cell)) // int(_WIDTHS[column] - 2)))
    page.set_row(row, max(_ROW_POINTS, _LINE_POINTS * min(lines, 12) + 4))


def stop_cells(stop: Stop) -> dict[str, CellValue]:
    """Say what stands in each cell of a stop: nothing where there is nothing to say."""
    known: dict[str, CellValue] = dict.fromkeys(_COLUMNS)
    known |= {"place": safe_text(stop.place), "arrive": stop.arrive}
    if stop.leg_m:
        known |= {"leg_m": round(stop.leg_m), "leg_min": max(1, round(stop.leg_min))}
    if stop.kind == "visit":
        known |= {"number": stop.number, "start": stop.start, "leave": stop.leave, "task": safe_text(stop.task),
                  "work": round(stop.work_min), "done": text("runsheets.box"), "remark": remark(stop)}  # fmt: skip
    else:
        known["task"] = kind_words(stop)
        if stop.kind != "return":
            known |= {"start": stop.start, "leave": stop.leave}
    return known


def kind_words(stop: Stop) -> str:
    """Say what a row without work is."""
    return text(f"runsheets.kind.{stop.kind}", n=stay_min(stop), trip=stop.trip + 1)


def stay_min(stop: Stop) -> int:
    """Minutes between start and leave as they are printed."""
    try:
        (start_h, start_m), (leave_h, leave_m) = (map(int, said.split(":")) for said in (stop.start, stop.leave))
    except ValueError:  # a time that is not hh:mm says nothing
        return 0
    return ((leave_h - start_h) * 60 + leave_m - start_m) % 1440


def remark(stop: Stop) -> str | None:
    """Say waiting, and the load where the task does not; the rest of the cell is left for the crew's own words."""
    load = text("runsheets.load", n=f"{stop.load:g}") if stop.load else ""
    said = [
        text("runsheets.wait", n=round(stop.wait_min)) if stop.wait_min >= 0.5 else "",
        "" if f" {stop.load:g} " in f" {stop.task} " else load,
    ]
    return " · ".join(part for part in said if part) or None
