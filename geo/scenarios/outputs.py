"""The files of a plan folder: what is made from a plan beside its tables, and writing all of it as a whole."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from geo.io import store
from geo.maps import write_map
from geo.maps.charts_budget import budget_charts
from geo.maps.charts_rollout import rollout_charts
from geo.plan import Plan
from geo.reports.runsheet_pages import write_runsheet_pages
from geo.reports.runsheets import write_runsheets
from geo.reports.tracks import tracks
from geo.reports.workbook import write_workbook

Writer = Callable[[Path], None]


def files_of(plan: Plan) -> dict[str, Writer]:
    """Return the writers of a plan's files by name; those of crews, entries and money where the plan has any."""
    made: dict[str, Writer] = {
        "plan.xlsx": partial(write_workbook, plan),
        "map.html": partial(write_map, plan),
    }
    if len(plan.rounds) or len(plan.shifts):
        made |= {"runsheets.xlsx": partial(write_runsheets, plan), **tracks(plan)}
        if find_spec("typst") is not None:
            made["runsheets.pdf"] = partial(_write_pages, plan)
    return made | rollout_charts(plan) | budget_charts(plan)


def _write_pages(plan: Plan, path: Path) -> None:
    write_runsheet_pages(plan, path)


def save(plan: Plan, folder: str | Path) -> None:
    """Write a plan folder as a whole: plan.gpkg, plan.xlsx, map.html, summary.json, record.json, sheets of crews."""
    store.save(plan, Path(folder), extras=files_of(plan))
