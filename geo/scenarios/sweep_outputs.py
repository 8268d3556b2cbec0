"""The files of a sweep: curve.json, the picture, the workbook, the page, and full plans of chosen points."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from geo.errors import InputError
from geo.files import write_text
from geo.maps.charts_sweep import sweep_charts
from geo.maps.sweep_page import write_sweep_page
from geo.measures.tradeoffs import TradeOff
from geo.progress import Progress, Silent
from geo.reports.sweep_book import write_sweep_book
from geo.scenarios.outputs import save
from geo.scenarios.sweep import Sweep
from geo.scenarios.sweep_folder import CURVE
from geo.wording import text

PLANS = "plans"


def save_sweep(
    made: Sweep, folder: str | Path, *, keep: Sequence[int] = (), progress: Progress | None = None
) -> list[Path]:
    """Write a sweep: picture, workbook and page first, curve.json last, then a plan folder for each point to keep.

    Returns
    -------
    The plan folders written.

    Raises
    ------
    OutputError
        Where something cannot be written.
    InputError
        Where a point to keep has no plan.
    """
    at, curve = Path(folder), made.curve
    for name, write in sweep_charts(curve).items():
        write(at / name)
    write_sweep_book(curve, at / "sweep.xlsx")
    write_sweep_page(curve, at / "sweep.html")
    write_text(at / CURVE, json.dumps(curve.as_json(), ensure_ascii=False, indent=1, allow_nan=False) + "\n")
    folders = []
    with (progress or Silent()).task(text("sweep.stage.keep"), len(keep)) as task:
        for stations in keep:
            folders.append(at / PLANS / str(stations))
            save(made.plan(stations), folders[-1])
            task.advance()
    return folders


def points_to_keep(curve: TradeOff, asked: str) -> list[int]:
    """Return the points that were asked for by name or number: ``knee``, ``cheapest``, ``all``, ``41,45``.

    Points without a plan are passed over with ``all``.

    Raises
    ------
    InputError
        Where a word is not known, or a number is no point with a plan.
    """
    found: list[int] = []
    for word in [part.strip() for part in asked.split(",") if part.strip()]:
        if word == "all":
            found += [point.stations for point in curve.points if point.has_plan]
        elif word in {"knee", "cheapest"}:
            knee = None if curve.knee is None else curve.knee.stations
            chosen = knee if word == "knee" else curve.cheapest
            found += [] if chosen is None else [chosen]
        else:
            point = curve.point(int(word)) if word.isdecimal() else None
            if point is None or not point.has_plan:
                raise InputError(text("sweep.no_plan", stations=word))
            found.append(point.stations)
    return sorted(set(found))


def is_keep_list(asked: str, totals: Sequence[int]) -> bool:
    """Tell whether points to keep are named by known words and numbers that are swept."""
    words = [part.strip() for part in asked.split(",") if part.strip()]
    return all(word in {"knee", "cheapest", "all"} or (word.isdecimal() and int(word) in totals) for word in words)
