"""Compare plans: read their folders, hold them against one another, write page, workbook, sheet and numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from geo.errors import InputError, OutputError
from geo.files import write_text
from geo.findings import Report
from geo.io.record import RECORD, render
from geo.io.store import GEOPACKAGE
from geo.io.store import load as load_plan
from geo.maps.comparison import write_comparison
from geo.measures.comparing import Comparison, compare_plans
from geo.plan import Plan
from geo.progress import Progress, Silent
from geo.reports.comparison import write_comparison_workbook
from geo.reports.comparison_pages import write_comparison_sheet
from geo.wording import text

PAGE, WORKBOOK, SHEET, NUMBERS = "compare.html", "compare.xlsx", "compare.pdf", "summary.json"
# The tables whose every row stands in summary.json; the rest are counted there and stand in the workbook.
_WRITTEN = ("measures", "stations", "equity", "gaps", "ties", "claims", "settings", "differences")


def compare(
    plans: Sequence[str | Path | Plan],
    *,
    names: Sequence[str] = (),
    out: str | Path | None = None,
    progress: Progress | None = None,
    report: Report | None = None,
) -> Comparison:
    """Compare two to four plans; the first is the one the others are held against.

    Parameters
    ----------
    plans : plans, or the folders they were saved in.
    names : one for each plan; by default the folders' names, or A, B, C, D.
    out : a folder to write compare.html, compare.xlsx, compare.pdf and summary.json into; nothing is written without.
    report : takes what could not be written as it should be: the sheet without typst, names with signs the font lacks.

    Raises
    ------
    InputError
        Where there are fewer than two plans or more than four, names do not fit, or no estate is in all plans.
    PlanFolderError
        Where a folder holds no plan, or one with a file missing or changed; the message names it.
    OutputError
        Where `out` is a plan's own folder or cannot be written.
    """
    if out is not None:
        _require_own_folder(Path(out))
    progress = progress or Silent()
    loaded = named_plans(plans, names, progress=progress)
    comparison = compare_plans(loaded)
    if out is not None:
        with progress.task(text("compare.stage.write"), None):
            write_files(comparison, loaded, Path(out), report=report or Report())
    return comparison


def named_plans(
    plans: Sequence[str | Path | Plan], names: Sequence[str] = (), *, progress: Progress | None = None
) -> dict[str, Plan]:
    """Read plans from their folders, each under its name: as told, else its folder's.

    Raises
    ------
    InputError
        Where names do not fit the plans.
    PlanFolderError
        Where a folder holds no plan, or one with a file missing or changed.
    """
    named = _named(plans, names)
    loaded: dict[str, Plan] = {}
    with (progress or Silent()).task(text("compare.stage.read"), len(named)) as task:
        for name, given in named.items():
            loaded[name] = given if isinstance(given, Plan) else load_plan(Path(given))
            task.advance(1)
    return loaded


def write_files(comparison: Comparison, plans: Mapping[str, Plan], folder: Path, *, report: Report) -> list[Path]:
    """Write the comparison's files, the numbers last; each replaces an old one as a whole."""
    invented = any(plan.policy.invented for plan in plans.values())
    write_comparison(comparison, plans, folder / PAGE)
    write_comparison_workbook(comparison, folder / WORKBOOK, invented=invented)
    has_sheet = write_comparison_sheet(comparison, plans, folder / SHEET, report=report)
    write_text(folder / NUMBERS, render(comparison_facts(comparison)))
    return [folder / name for name in (PAGE, WORKBOOK, SHEET, NUMBERS) if name != SHEET or has_sheet]


def comparison_facts(comparison: Comparison) -> dict[str, Any]:
    """Return the numbers of summary.json: every measure with verdicts, what changed in counts, gaps and ties."""
    tables = {name: getattr(comparison, name).astype(object).to_dict("records") for name in _WRITTEN}
    rows = {name: [{key: _none(value) for key, value in row.items()} for row in own] for name, own in tables.items()}
    moved = comparison.moved.groupby(["plan", "change"], sort=True)
    counts = [
        {"plan": plan, "change": change, "estates": len(own), "households": int(own["households"].fillna(0).sum())}
        for (plan, change), own in moved
    ]
    return {"plans": list(comparison.names), "shared_estates": len(comparison.shared), "moved": counts, **rows}


def _none(value: object) -> object:
    return None if pd.isna(value) else value


def _named(plans: Sequence[str | Path | Plan], names: Sequence[str]) -> dict[str, str | Path | Plan]:
    """Give each plan its name: as told, else its folder's, with the one above it where two are called alike."""
    if names and (len(names) != len(plans) or len(set(names)) < len(names) or not all(map(str.strip, names))):
        raise InputError(text("compare.wrong_names", given=len(names), plans=len(plans)))
    if names:
        return dict(zip(names, plans, strict=True))
    usual = [_usual_name(given, position) for position, given in enumerate(plans)]
    if len(set(usual)) < len(usual):
        usual = [name if isinstance(given, Plan) else f"{Path(given).resolve().parent.name}/{name}"
                 for name, given in zip(usual, plans, strict=True)]  # fmt: skip
    if len(set(usual)) < len(usual):
        usual = [f"{'ABCD'[position % 4]} {name}" for position, name in enumerate(usual)]
    return dict(zip(usual, plans, strict=True))


def _usual_name(given: str | Path | Plan, position: int) -> str:
    return "ABCD"[position % 4] if isinstance(given, Plan) else Path(given).resolve().name


def _require_own_folder(folder: Path) -> None:
    """Refuse a plan's folder: its summary.json would be written over."""
    if (folder / RECORD).exists() or (folder / GEOPACKAGE).exists():
        raise OutputError(text("compare.out_is_plan", folder=folder))
    if folder.exists() and not folder.is_dir():
        raise OutputError(text("store.is_a_file", folder=folder))
