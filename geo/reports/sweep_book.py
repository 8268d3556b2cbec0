"""sweep.xlsx: the curve, what each further station buys, the Pareto set, and the stations of each sub-district."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from geo.measures.tradeoffs import TradeOff, TradePoint
from geo.reports.drawing import draw_sheet, open_book
from geo.reports.sheets import Field, Sheet
from geo.wording import text

# Columns of points: name, number format, unit's word; a share has no unit.
_POINT_COLUMNS = {
    "stations": ("0", ""), "status": ("", ""), "coverage_300": ("0.0%", ""), "coverage_500": ("0.0%", ""),
    "coverage_1000": ("0.0%", ""), "elderly_500": ("0.0%", ""), "walk_mean": ("#,##0", "m"),
    "walk_p90": ("#,##0", "m"), "walk_worst": ("#,##0", "m"), "walk_max": ("#,##0", "m"), "gini": ("0.000", ""),
    "cost": ("#,##0.00", "10k"), "posts": ("#,##0", ""), "objective": ("#,##0.00", "10k"),
    "bound": ("#,##0.00", "10k"), "gap": ("0.000%", ""), "remark": ("", ""),
}  # fmt: skip
_STEP_COLUMNS = {
    "before": ("0", ""), "after": ("0", ""), "households": ("+#,##0;-#,##0;0", ""),
    "cost_change": ("+#,##0.00;-#,##0.00;0.00", "10k"), "walk_change": ("+#,##0.0;-#,##0.0;0.0", "m"),
    "posts_change": ("+#,##0;-#,##0;0", ""), "words": ("", ""),
}  # fmt: skip
_TEN_THOUSAND = 1e4
_LONG = 60.0


def write_sweep_book(curve: TradeOff, path: Path) -> None:
    """Write a sweep as an Excel workbook, in the language in force; equal sweeps give equal bytes.

    Raises
    ------
    OutputError
        Where the file cannot be written; the old one is untouched.
    """
    sheets = sweep_sheets(curve)
    banner = text("invented") if curve.invented else ""
    with open_book(Path(path), banner=banner, rows=sum(len(sheet.frame) for sheet in sheets)) as book:
        for sheet in sheets:
            draw_sheet(book, sheet)


def sweep_sheets(curve: TradeOff) -> list[Sheet]:
    """Make the sheets of a sweep."""
    reason = curve.knee.reason if curve.knee is not None else text("sweep.knee.none")
    return [
        _sheet("points", _POINT_COLUMNS, [_row(point, curve) for point in curve.points], reason),
        _sheet("steps", _STEP_COLUMNS, _steps(curve), text("sweep.note.coverage")),
        _sheet("pareto", _POINT_COLUMNS, [_row(point, curve) for point in curve.pareto], text("sweep.note.money")),
        _shares(curve.points),
    ]


def _sheet(name: str, columns: dict[str, tuple[str, str]], rows: list[dict[str, object]], note: str) -> Sheet:
    fields = tuple(
        Field(column, _heading(column, unit), number, widest=_LONG if column in {"remark", "words"} else 26.0)
        for column, (number, unit) in columns.items()
    )
    frame = pd.DataFrame(rows, columns=list(columns), dtype=object)
    return Sheet(text(f"sweep.sheet.{name}"), fields, frame, note=note)


def _heading(column: str, unit: str) -> str:
    words = text(f"sweep.column.{column}")
    return f"{words}（{text(f'sweep.unit.{unit}')}）" if unit else words


def _row(point: TradePoint, curve: TradeOff) -> dict[str, object]:
    near, old, walk = point.coverage or {}, point.coverage_elderly or {}, point.walk_m or {}
    return {
        "stations": point.stations,
        "status": text(f"sweep.status.{point.status}"),
        **{f"coverage_{metres}": near.get(metres) for metres in ("300", "500", "1000")},
        "elderly_500": old.get("500"),
        "walk_mean": walk.get("mean"),
        "walk_p90": walk.get("p90"),
        "walk_worst": walk.get("worst_decile"),
        "walk_max": walk.get("max"),
        "gini": point.gini,
        "cost": _ten_thousand(point.monthly_cost_cny),
        "posts": point.posts,
        "objective": _ten_thousand(point.objective),
        "bound": _ten_thousand(point.bound),
        "gap": point.gap,
        "remark": remark(point, curve),
    }


def remark(point: TradePoint, curve: TradeOff) -> str:
    """Say what is special about a point: the knee, the least score, what dominates it, why it has no plan."""
    words = [point.rule] if point.rule else []
    if point.knee:
        words.append(text("sweep.knee_word"))
    if point.stations == curve.cheapest and point in curve.points:
        words.append(text("sweep.cheapest_word"))
    if point.dominated_by is not None:
        words.append(text("sweep.dominated_by", stations=point.dominated_by))
    return "；".join(words)


def _steps(curve: TradeOff) -> list[dict[str, object]]:
    return [
        {
            "before": step.before,
            "after": step.after,
            "households": step.covered_households,
            "cost_change": _ten_thousand(step.monthly_cost_cny),
            "walk_change": step.walk_m,
            "posts_change": step.posts,
            "words": step.words,
        }
        for step in curve.steps
    ]


def _shares(points: Sequence[TradePoint]) -> Sheet:
    """Show how each total is shared out; a column a sub-district."""
    names = sorted({name for point in points for name in point.shares or {}})
    stations = Field("stations", text("sweep.column.stations"), "0")
    fields = (stations, *(Field(f"part{at}", name, "0") for at, name in enumerate(names)))
    rows: list[dict[str, int | None]] = [
        {"stations": point.stations, **{f"part{at}": point.shares.get(name) for at, name in enumerate(names)}}
        for point in points
        if point.shares is not None
    ]
    frame = pd.DataFrame(rows, columns=[one.name for one in fields], dtype=object)
    return Sheet(text("sweep.sheet.shares"), fields, frame, note=text("sweep.note.coverage"))


def _ten_thousand(value: float | None) -> float | None:
    return None if value is None else value / _TEN_THOUSAND
