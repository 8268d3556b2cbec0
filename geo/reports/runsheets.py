"""runsheets.xlsx: what a crew takes along and a head of station hangs on the wall.

A list of the crews with their week, one sheet a crew with a block a day, the rosters of a sub-district on one sheet,
then response times, the crews needed against the posts of the plan, and the visits that nobody makes.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from xlsxwriter.worksheet import Worksheet

from geo.plan import Plan
from geo.reports.cells import safe_text
from geo.reports.crew_days import CrewDay, crew_days, word
from geo.reports.crew_sheet import draw_crew
from geo.reports.drawing import HEADING_ROW, Book, draw_sheet, open_book
from geo.reports.roster_grids import RosterGrid, roster_grids
from geo.reports.roster_sheet import draw_rosters
from geo.reports.routing_sheets import team_sheets
from geo.reports.sheet_names import sheet_names
from geo.schema.palette import region_colour
from geo.wording import text

_FIXED = ("crew", "role", "people", "depot")
_PARTS = ("stops", "km", "hours")


def write_runsheets(plan: Plan, path: Path) -> None:
    """Write the run sheets as an Excel workbook, in the language in force; equal plans give equal bytes.

    Texts are never formulas, links or numbers. Where the policy says the data are invented, every sheet says so.

    Raises
    ------
    OutputError
        Where the file cannot be written; the old one is untouched.
    """
    of_crews = [list(days) for _, days in groupby(crew_days(plan), key=lambda day: day.crew.crew_id)]
    of_places = _by_place(roster_grids(plan))
    tables = team_sheets(plan, ("responses", "crew_needs", "unserved"))
    overview, *names = sheet_names(
        [text("runsheets.overview"), *(days[0].crew.name for days in of_crews),
         *(_roster_name(place) for place in of_places)],
        taken=[sheet.name for sheet in tables],
    )  # fmt: skip
    banner = text("invented") if plan.policy.invented else ""
    with open_book(Path(path), banner=banner) as book:
        _draw_overview(book, overview, of_crews, names)
        for name, days in zip(names, of_crews, strict=False):
            draw_crew(book, name, days)
        for name, grids in zip(names[len(of_crews) :], of_places.values(), strict=True):
            draw_rosters(book, name, grids)
        for sheet in tables:
            draw_sheet(book, sheet)


def _by_place(grids: Sequence[RosterGrid]) -> dict[str, list[RosterGrid]]:
    found: dict[str, list[RosterGrid]] = {}
    for grid in grids:
        found.setdefault(grid.subdistrict, []).append(grid)
    return found


def _roster_name(place: str) -> str:
    return text("runsheets.rosters", place=place) if place else text("runsheets.rosters.bare")


def _draw_overview(book: Book, name: str, of_crews: Sequence[Sequence[CrewDay]], names: Sequence[str]) -> None:
    """List the crews with stops, kilometres and hours of each weekday; their names lead to their sheets."""
    note = text("runsheets.overview.note" if of_crews else "runsheets.overview.none")
    page = book.add_page(name, name, note)
    weekdays = sorted({day.weekday for days in of_crews for day in days})
    headings = [text(f"runsheets.{part}") for part in _FIXED]
    headings += [
        text(f"runsheets.column.{part}", day=said)
        for said in (*(word("weekday", day) for day in weekdays), text("runsheets.week"))
        for part in _PARTS
    ]
    numbers = [part not in {"crew", "role", "depot"} for part in _FIXED] + [True] * (len(headings) - len(_FIXED))
    book.write_headings(page, headings, numbers=numbers)
    page.freeze_panes(HEADING_ROW + 1, 1)
    for column, width in enumerate((24.0, 9.0, 6.5, 22.0, *([7.0, 6.5, 7.5] * (len(weekdays) + 1)))):
        page.set_column(column, column, width)
    for row, (days, sheet) in enumerate(zip(of_crews, names, strict=False), start=HEADING_ROW + 1):
        _draw_line(book, page, row, days, sheet=sheet, weekdays=weekdays)
    if of_crews:
        _draw_sums(book, page, HEADING_ROW + 1 + len(of_crews), of_crews, weekdays)


def _draw_line(
    book: Book, page: Worksheet, row: int, days: Sequence[CrewDay], *, sheet: str, weekdays: Sequence[int]
) -> None:
    crew = days[0].crew
    look = {"valign": "vcenter", "bottom": 4, "bottom_color": "#C8C8C8", "text_wrap": True, "indent": 1}
    style = book.style(**look, bg_color=region_colour(crew.color), underline=1, quote_prefix=True)
    quoted = sheet.replace("'", "''")
    page.write_url(row, 0, f"internal:'{quoted}'!A1", style, safe_text(crew.name))
    page.set_row(row, 22.0)
    for column, value in enumerate((crew.role, crew.people, safe_text(crew.depot)), start=1):
        words = {"text_wrap": True, "indent": 1} if isinstance(value, str) else {"num_format": "0"}
        book.write(page, row, column, value, **words)
    _draw_figures(book, page, row, [[day for day in days if day.weekday == weekday] for weekday in weekdays])


def _draw_sums(
    book: Book, page: Worksheet, row: int, of_crews: Sequence[Sequence[CrewDay]], weekdays: Sequence[int]
) -> None:
    book.write(page, row, 0, text("runsheets.total"), bold=True, indent=1)
    for column in range(1, len(_FIXED)):
        book.write(page, row, column, None)
    every = [day for days in of_crews for day in days]
    _draw_figures(
        book, page, row, [[day for day in every if day.weekday == weekday] for weekday in weekdays], bold=True
    )


def _draw_figures(book: Book, page: Worksheet, row: int, by_day: list[list[CrewDay]], **look: object) -> None:
    """Write stops, kilometres and hours of each weekday and of the week; nothing on a day off."""
    column = len(_FIXED)
    week = [day for days in by_day for day in days]
    for days in [*by_day, week]:
        values = (
            sum(day.visits for day in days),
            sum(day.distance_m for day in days) / 1000,
            sum(day.hours for day in days),
        )
        for value, form in zip(values, ("0", "0.0", "0.0"), strict=True):
            book.write(page, row, column, value if days else None, num_format=form, **look)
            column += 1
