"""Writes the report: draws the maps aside, puts the pages together, and has typst set them."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from geo.errors import MissingExtraError, OutputError
from geo.files import replacing_file
from geo.findings import Report
from geo.maps.sheet_map import draw_sheet, sheet_pdf
from geo.plan import Plan
from geo.progress import Progress, Silent, Task
from geo.reports.atlas.annexes import annexes
from geo.reports.atlas.blocks import Json
from geo.reports.atlas.means import charts, means, write_charts
from geo.reports.atlas.methods import methods
from geo.reports.atlas.overview import CITY_MAP_MM, COVER_MAP_MM, city, cover, subdistrict_list
from geo.reports.atlas.sheets import map_height, sheet
from geo.reports.atlas.three_columns import three_columns
from geo.reports.atlas.voices import voices
from geo.reports.fonts import FAMILY, codes_of, font_path
from geo.reports.glyphs import find_missing_glyphs
from geo.reports.key_numbers import subdistricts_of, title_of
from geo.reports.runsheet_pages import set_words
from geo.wording import language, text

_THREE_MAP_MM = (186.0, 142.0)
_WIDE_MM = 186.0
_LONG = 30  # entries of the contents from which they stand in two columns


def write_atlas(
    plan: Plan, path: Path, *, report: Report | None = None, progress: Progress | None = None
) -> list[Path]:
    """Write the whole report as a PDF, in the language in force; equal plans give equal bytes.

    Parameters
    ----------
    report : takes a finding for each sign that the font lacks.

    Raises
    ------
    MissingExtraError
        Where typst is not installed; nothing is written.
    OutputError
        Where the file cannot be written or set; the old one is untouched.
    """
    names = subdistricts_of(plan)
    codes = codes_of(find_missing_glyphs(plan, Report() if report is None else report))
    with _desk() as desk, (progress or Silent()).task(text("report.stage.pdf"), 4 + len(names)) as task:
        pages = list(_pages(plan, names, desk, task, codes))
        return _set(plan, pages, desk, Path(path))


def write_one_page(
    plan: Plan, path: Path, *, report: Report | None = None, progress: Progress | None = None
) -> list[Path]:
    """Write today, the rule in use and the plan on one A4; see `write_atlas` for the errors."""
    find_missing_glyphs(plan, Report() if report is None else report)
    with _desk() as desk, (progress or Silent()).task(text("report.stage.a4"), None):
        _draw(plan, desk / "three.pdf", size_mm=_THREE_MAP_MM)
        return _set(plan, [three_columns(plan, "three.pdf")], desk, Path(path))


def _desk() -> Any:  # noqa: ANN401  a folder for maps and layout, which typst may read and nothing else
    require_typst()
    return _Desk(prefix="linli-atlas-")


class _Desk(tempfile.TemporaryDirectory[str]):
    """A folder of its own that is gone afterwards."""

    def __enter__(self) -> Path:  # type: ignore[override]  # a path is what everybody wants of it
        return Path(super().__enter__())


def require_typst() -> None:
    """Make sure that typst is installed.

    Raises
    ------
    MissingExtraError
        Where it is not; the message says what to install.
    """
    try:
        import typst  # noqa: F401  only whether it is there
    except ImportError as error:
        raise MissingExtraError(text("report.no_typst")) from error


def _pages(plan: Plan, names: list[str], desk: Path, task: Task, codes: str) -> Iterator[Json]:
    """Make the pages in order, and each map when its page is made."""
    _draw(plan, desk / "cover.pdf", size_mm=COVER_MAP_MM, legend=False)
    yield cover(plan, "cover.pdf")
    yield {"kind": "contents", "title": text("report.contents"), "long": len(names) > _LONG}
    task.advance()
    _draw(plan, desk / "city.pdf", size_mm=CITY_MAP_MM)
    yield city(plan, "city.pdf")
    task.advance()
    _draw(plan, desk / "three.pdf", size_mm=_THREE_MAP_MM)
    yield three_columns(plan, "three.pdf")
    task.advance()
    if names:
        yield subdistrict_list(plan)
    for number, name in enumerate(names):
        task.note(name)
        _draw(plan, desk / f"{number}.pdf", subdistrict=name, size_mm=(_WIDE_MM, map_height(plan, name)))
        yield sheet(plan, name, f"{number}.pdf")
        task.advance()
    yield means(plan)
    yield from charts(write_charts(plan, desk))
    yield from voices(plan)
    yield methods(plan)
    yield from annexes(plan, codes)
    task.advance()


def _draw(plan: Plan, path: Path, **how: Any) -> None:
    path.write_bytes(sheet_pdf(draw_sheet(plan, **how)))


def _set(plan: Plan, pages: list[Json], desk: Path, path: Path) -> list[Path]:
    import typst

    whole = {
        "title": set_words(title_of(plan)),
        "foot": set_words(title_of(plan), most=40),
        "lang": language(),
        "family": FAMILY,
        "banner": text("invented") if plan.policy.invented else "",
        "pages": pages,
    }
    (desk / "atlas.json").write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    shutil.copyfile(str(files("geo.reports") / "layout" / "atlas.typ"), desk / "atlas.typ")
    with replacing_file(path) as temporary:
        try:
            made: bytes = typst.compile(
                desk / "atlas.typ", root=desk, format="pdf", font_paths=[font_path().parent],
                ignore_system_fonts=True, timestamp=0, pdf_tags=False,
            )  # fmt: skip
        except typst.TypstError as error:
            raise OutputError(text("runsheets.pages.failed", path=path, said=error)) from error
        temporary.write_bytes(made)
    return [path]
