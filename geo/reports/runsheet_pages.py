"""runsheets.pdf: a page a crew and day with a small map of the tour, then the rosters, for people who print.

Set by typst (extra ``report``) with the bundled font. What the plan says reaches the page as JSON, each value a plain
string; what the font lacks is shown as 〓 and listed on the page and as a finding.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from importlib.resources import files
from io import BytesIO
from itertools import chain, groupby
from pathlib import Path
from typing import Any

from geo.errors import OutputError
from geo.files import replacing_file
from geo.findings import Report
from geo.plan import Plan
from geo.reports.crew_days import CrewDay, Stop, crew_days, word
from geo.reports.crew_sheet import kind_words, remark
from geo.reports.fonts import FAMILY, codes_of, drawable, font_path, missing_glyphs
from geo.reports.roster_grids import SHIFT_COLOURS, WEEKDAYS, RosterGrid, roster_grids
from geo.reports.tour_map import MARK_MM, Ground, tour_map
from geo.schema.palette import region_colour
from geo.wording import language, text

_COLUMNS = ("number", "place", "arrive", "start", "leave", "task", "work", "leg", "done", "remark")
_MAP_MM = 186.0  # wide: A4 less its margins
_TALL_MM, _LOW_MM = 88.0, 58.0  # high: less where the stops need the room
_MANY_STOPS = 15
_ROW_MM, _TIGHT_ROW_MM = 8.4, 7.2
_OFF = "#f2f2f2"
_MOST_SIGNS = 90  # of a name; longer ones are cut, the workbook has them whole
_MOST_SHEETS = 250  # set at a time, which bounds the memory
_UNBROKEN = 9  # letters of a word after which a line may break
_ZERO_WIDTH_SPACE = "\u200b"


def write_runsheet_pages(plan: Plan, path: Path, *, report: Report | None = None) -> list[str]:
    """Write the run sheets and rosters as a PDF, in the language in force; equal plans give equal bytes.

    Parameters
    ----------
    report : takes a finding where typst is not installed or the font lacks signs.

    Returns
    -------
    list of str
        What a person should be told, the same as the findings; where typst is not installed nothing is written.

    Raises
    ------
    OutputError
        Where the file cannot be written or set; the old one is untouched.
    """
    report = Report() if report is None else report
    try:
        import typst
    except ImportError:
        report.find("typst-missing", found=text("typst-missing.found"), severity="note")
        return [text("runsheets.pages.no_typst")]
    pages, lacking = _pages(plan)
    notes = []
    if lacking:
        notes = [text("font-lacks-glyph.found", codes=codes_of(lacking))]
        report.find("font-lacks-glyph", found=notes[0], severity="note")
    with replacing_file(Path(path)) as temporary:
        try:
            temporary.write_bytes(bound([_set(part) for part in parts_of(pages, _MOST_SHEETS)]))
        except typst.TypstError as error:
            raise OutputError(text("runsheets.pages.failed", path=path, said=error)) from error
    return notes


def _set(pages: dict[str, Any]) -> bytes:
    import typst

    made: bytes = typst.compile(
        _layout(), format="pdf", font_paths=[font_path().parent], ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(pages, ensure_ascii=True)}, timestamp=0, pdf_tags=False,
    )  # fmt: skip
    return made


def parts_of(pages: dict[str, Any], most: int) -> list[dict[str, Any]]:
    """Cut pages into parts of at most so many sheets; setting takes about 2 MB of memory a sheet."""
    sheets = [("days", day) for day in pages["days"]] + [("rosters", roster) for roster in pages["rosters"]]
    cut = [sheets[start : start + most] for start in range(0, len(sheets), most)] or [[]]
    return [
        pages | {kind: [sheet for its, sheet in part if its == kind] for kind in ("days", "rosters")} for part in cut
    ]


def bound(parts: Sequence[bytes]) -> bytes:
    """Bind PDF parts into one file; a single part stays as it is."""
    if len(parts) == 1:
        return parts[0]
    from pypdf import PdfWriter

    book, whole = PdfWriter(), BytesIO()
    for part in parts:
        book.append(BytesIO(part))
    book.write(whole)
    return whole.getvalue()


def _layout() -> Path:
    return Path(str(files("geo.reports") / "layout" / "runsheets.typ"))


def _pages(plan: Plan) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Put everything that is set on pages into plain JSON; return it with the signs that the font lacks."""
    ground = Ground(plan.basemap)
    days = [_day(day, ground) for day in crew_days(plan)]
    of_stations = [[_roster(grid) for grid in own] for _, own in groupby(roster_grids(plan), key=lambda g: g.station)]
    sheets = [[day] for day in days] + of_stations
    for number, pages in enumerate(sheets, start=1):
        pages[0]["sheet"] = text("runsheets.pages.sheet", n=number, all=len(sheets))
    lacking = tuple(
        dict.fromkeys(sign for page in [*days, *chain.from_iterable(of_stations)] for sign in page.pop("signs"))
    )
    return {
        "title": text("runsheets.pages.title"),
        "lang": language(),
        "family": FAMILY,
        "banner": text("invented") if plan.policy.invented else "",
        "words": {
            "map": text("runsheets.pages.map"),
            "none": text("runsheets.pages.none"),
            "note": text("runsheets.roster.note"),
            "columns": [text(f"runsheets.{'leg_both' if one == 'leg' else one}") for one in _COLUMNS],
            "roster": [text("runsheets.person"), text("runsheets.name"), *(word("weekday", day) for day in WEEKDAYS),
                       text("runsheets.hours")],
        },
        "days": days,
        "rosters": of_stations,
    }, lacking  # fmt: skip


def _day(day: CrewDay, ground: Ground) -> dict[str, Any]:
    crew, many = day.crew, len(day.stops) > _MANY_STOPS
    signs = missing_glyphs(" ".join([crew.name, crew.depot, *(f"{stop.place} {stop.task}" for stop in day.stops)]))
    about = text(
        "runsheets.about", role=crew.role, mode=crew.mode, people=crew.people or "", depot=set_words(crew.depot)
    )
    return {
        "signs": signs,
        "lacking": _lacking(signs),
        "crew": set_words(crew.name),
        "color": region_colour(crew.color),
        "weekday": word("weekday", day.weekday),
        "about": about,
        "date": text("runsheets.date"),
        "times": text("runsheets.times", start=day.start, finish=day.finish),
        "signature": text("runsheets.signature"),
        "totals": day.totals,
        "foot": text("runsheets.track.name", crew=set_words(crew.name), weekday=word("weekday", day.weekday)),
        "row_mm": _TIGHT_ROW_MM if many else _ROW_MM,
        "map": _map(day, ground, _LOW_MM if many else _TALL_MM),
        "rows": [_row(stop) for stop in day.stops],
    }


def _row(stop: Stop) -> dict[str, Any]:
    is_visit = stop.number is not None
    stays = stop.kind != "return"
    leg = text("runsheets.leg_said", m=round(stop.leg_m), min=max(1, round(stop.leg_min))) if stop.leg_m else ""
    return {
        "plain": not is_visit,
        "number": str(stop.number) if is_visit else "",
        "place": set_words(stop.place),
        "arrive": stop.arrive,
        "start": stop.start if stays else "",
        "leave": stop.leave if stays else "",
        "task": set_words(stop.task) if is_visit else kind_words(stop),
        "work": str(round(stop.work_min)) if is_visit else "",
        "leg": leg,
        "remark": (remark(stop) or "") if is_visit else "",
    }


def _map(day: CrewDay, ground: Ground, height: float) -> dict[str, Any] | None:
    drawn = tour_map(day, ground, width=_MAP_MM, height=height)
    if drawn is None:
        return None
    bar = f"{drawn.bar_m} m" if drawn.bar_m < 1000 else f"{drawn.bar_m / 1000:g} km"
    return asdict(drawn) | {"width": _MAP_MM, "height": height, "mark": MARK_MM, "bar": bar}


def _roster(grid: RosterGrid) -> dict[str, Any]:
    signs = missing_glyphs(
        " ".join([grid.title, *(f"{p.person} {' '.join(c.words for c in p.cells)}" for p in grid.people)])
    )
    return {
        "signs": signs,
        "lacking": _lacking(signs),
        "title": set_words(grid.title),
        "about": grid.about,
        "foot": set_words(grid.station),
        "legend": [{"fill": SHIFT_COLOURS.get(kind, _OFF), "words": words} for kind, words in grid.legend],
        "people": [
            {
                "person": set_words(person.person),
                "hours": f"{person.hours:g}",
                "cells": [
                    {"fill": SHIFT_COLOURS.get(cell.kind, _OFF), "words": set_lines(cell.words.splitlines())}
                    for cell in person.cells
                ],
            }
            for person in grid.people
        ],
    }


def _lacking(signs: Sequence[str]) -> str:
    return text("runsheets.pages.missing", codes=codes_of(tuple(signs))) if signs else ""


def set_words(words: str, *, most: int = _MOST_SIGNS) -> str:
    """Make a text fit to be set: only signs that the font has, cut, and able to break inside long words."""
    plain = drawable(words)
    cut = plain if len(plain) <= most else plain[: most - 1] + "…"
    return re.sub(rf"([!-~]{{{_UNBROKEN}}})(?=[!-~])", rf"\1{_ZERO_WIDTH_SPACE}", cut)


def set_lines(lines: Iterable[str]) -> str:
    """Set each line for itself."""
    return "\n".join(set_words(line) for line in lines)
