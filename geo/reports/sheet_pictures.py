"""Pictures of a plan for chat apps: the whole plan and each sub-district, a PNG of 1,600 pixels across each."""

from __future__ import annotations

import re
from pathlib import Path

from geo.files import replacing_file
from geo.findings import Report
from geo.maps.sheet_map import draw_sheet, sheet_png
from geo.plan import Plan
from geo.progress import Progress, Silent
from geo.reports.glyphs import find_missing_glyphs
from geo.reports.key_numbers import key_numbers, short_line, subdistricts_of, title_of
from geo.wording import text

WIDTH_PX = 1_600
_SIZE_MM = (168.0, 196.0)  # small, so that words stay readable on a phone
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f<>:\"/\\|?*.\s#%]+")
_MOST_BYTES = 60


def write_pictures(
    plan: Plan, folder: Path, *, report: Report | None = None, progress: Progress | None = None
) -> list[Path]:
    """Write ``00.png`` (the whole plan) and ``01-….png`` and so on into `folder`; equal plans give equal bytes.

    Parameters
    ----------
    report : takes a finding for each sign that the font lacks.

    Raises
    ------
    OutputError
        Where a picture cannot be written.
    """
    names = subdistricts_of(plan)
    made = []
    with (progress or Silent()).task(text("report.stage.png"), 1 + len(names)) as task:
        for number, name in enumerate([None, *names]):
            path = Path(folder) / f"{picture_name(number, name)}.png"
            with replacing_file(path) as temporary:
                temporary.write_bytes(_picture(plan, name))
            made.append(path)
            task.advance()
    find_missing_glyphs(plan, Report() if report is None else report)
    return made


def picture_name(number: int, subdistrict: str | None) -> str:
    """Return a file name without ending that every system takes."""
    plain = _FORBIDDEN.sub("-", subdistrict or "").strip("-")
    while len(plain.encode()) > _MOST_BYTES:
        plain = plain[:-1]
    return f"{number:02d}-{plain}" if plain else f"{number:02d}"


def _picture(plan: Plan, subdistrict: str | None) -> bytes:
    title = title_of(plan) if subdistrict is None else subdistrict
    note = short_line(key_numbers(plan, subdistrict))
    return sheet_png(
        draw_sheet(plan, subdistrict=subdistrict, size_mm=_SIZE_MM, title=title, note=note), width_px=WIDTH_PX
    )
