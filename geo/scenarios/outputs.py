"""The files of a plan folder: what is made from a plan beside its tables, and writing all of it as a whole."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from geo.findings import Report
from geo.io import store
from geo.maps import write_map
from geo.maps.charts_budget import budget_charts
from geo.maps.charts_rollout import rollout_charts
from geo.plan import Plan
from geo.reports.runsheet_pages import write_runsheet_pages
from geo.reports.runsheets import write_runsheets
from geo.reports.tracks import tracks
from geo.reports.workbook import write_workbook
from geo.wording import text

Writer = Callable[[Path], None]


def files_of(plan: Plan, report: Report) -> dict[str, Writer]:
    """Return the writers of a plan's files by name; those of crews, entries and money where the plan has any.

    `report` takes what could not be written as it should be: pages without typst, names with signs the font lacks.
    """
    made: dict[str, Writer] = {
        "plan.xlsx": partial(write_workbook, plan),
        "map.html": partial(write_map, plan),
    }
    if len(plan.rounds) or len(plan.shifts):
        made |= {"runsheets.xlsx": partial(write_runsheets, plan), **tracks(plan)}
        if find_spec("typst") is not None:
            made["runsheets.pdf"] = partial(_write_pages, plan, report)
        else:
            report.find("typst-missing", found=text("typst-missing.found"), severity="note")
    return made | rollout_charts(plan) | budget_charts(plan)


def _write_pages(plan: Plan, report: Report, path: Path) -> None:
    write_runsheet_pages(plan, path, report=report)


def save(plan: Plan, folder: str | Path) -> list[str]:
    """Write a plan folder as a whole: plan.gpkg, plan.xlsx, map.html, summary.json, record.json, sheets of crews.

    Returns
    -------
    What a person should be told about the files: pages that could not be made, signs that the font lacks.
    """
    report = Report()
    store.save(plan, Path(folder), extras=files_of(plan, report))
    return [finding.found for finding in report.findings]
