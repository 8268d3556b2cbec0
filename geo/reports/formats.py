"""The formats in which a plan is reported: one door for the command line, the web page and whoever adds a format."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from geo.errors import unknown_name
from geo.findings import Report
from geo.plan import Plan
from geo.progress import Progress


class Writer(Protocol):
    """Writes one format: into the file `path`, or into the folder `path` where it makes many files.

    Returns the files written. Signs that the font lacks and the like go into `report`.

    Raises
    ------
    MissingExtraError
        Where a library of the extra ``report`` is not installed; the message says what to install.
    OutputError
        Where a file cannot be written.
    """

    def __call__(self, plan: Plan, path: Path, *, report: Report, progress: Progress) -> list[Path]:
        """Write the plan."""


def _write_workbook(plan: Plan, path: Path, *, report: Report, progress: Progress) -> list[Path]:
    from geo.reports.workbook import write_workbook
    from geo.wording import text

    del report
    with progress.task(text("report.stage.xlsx"), None):
        write_workbook(plan, path)
    return [path]


def _write_pictures(plan: Plan, path: Path, *, report: Report, progress: Progress) -> list[Path]:
    from geo.reports.sheet_pictures import write_pictures

    return write_pictures(plan, path, report=report, progress=progress)


def _write_atlas(plan: Plan, path: Path, *, report: Report, progress: Progress) -> list[Path]:
    from geo.reports.atlas.writing import write_atlas

    return write_atlas(plan, path, report=report, progress=progress)


def _write_one_page(plan: Plan, path: Path, *, report: Report, progress: Progress) -> list[Path]:
    from geo.reports.atlas.writing import write_one_page

    return write_one_page(plan, path, report=report, progress=progress)


def _write_word(plan: Plan, path: Path, *, report: Report, progress: Progress) -> list[Path]:
    from geo.reports.document.report import write_word

    return write_word(plan, path, report=report, progress=progress)


def _write_slides(plan: Plan, path: Path, *, report: Report, progress: Progress) -> list[Path]:
    from geo.reports.slides.deck import write_slides

    return write_slides(plan, path, report=report, progress=progress)


FORMATS: dict[str, Writer] = {
    "pdf": _write_atlas,
    "a4": _write_one_page,
    "png": _write_pictures,
    "xlsx": _write_workbook,
    "docx": _write_word,
    "pptx": _write_slides,
}
_USUAL = {"a4": "one-page.pdf", "png": "sheets"}


def writer_of(name: str) -> Writer:
    """Return the writer of a format.

    Raises
    ------
    UnknownNameError
        Where there is none; it lists those there are.
    """
    if name not in FORMATS:
        raise unknown_name("--format", name, FORMATS)
    return FORMATS[name]


def usual_name(name: str) -> str:
    """Return what a format is called in a plan folder: ``report.pdf``, or a folder for many files."""
    return _USUAL.get(name, f"report.{name}")
