"""Methods and assumptions: the rules and formulas in short, and the settings with where each number comes from."""

from __future__ import annotations

from geo.plan import Plan
from geo.reports.atlas.blocks import Column, Json, said, table
from geo.reports.setting_rows import setting_rows
from geo.wording import catalogue, text

_SECTIONS = ("regions", "stations", "groups", "offices", "links", "travel", "prices", "staffing", "eligibility")
_MOST_PARTS = 20  # paragraphs of `report.method.<n>`
_LEAST_MARKED = 10_000  # years and the like carry no thousands marks
_MOST_SIGNS = 60  # of a value; tables of a policy are in the workbook


def methods(plan: Plan) -> Json:
    """Make the pages."""
    blocks: list[Json] = []
    for part in range(1, _MOST_PARTS):
        if f"report.method.{part}" in catalogue():
            blocks.append({"kind": "heading", "words": text(f"report.method.{part}.title")})
            blocks.append({"kind": "words", "words": text(f"report.method.{part}")})
    shown = [row for row in setting_rows(plan.policy) if row.setting.split(".")[0] in _sections(plan)]
    rows = [(row.meaning, _value(row.value), row.unit or "", row.source, row.setting) for row in shown]
    columns = (
        Column(text("reports.meaning")),
        Column(text("reports.value"), 28),
        Column(text("reports.unit"), 17),
        Column(text("reports.source"), 44),
        Column(text("reports.setting"), 54),
    )
    left = len(setting_rows(plan.policy)) - len(shown)
    blocks += [
        {"kind": "heading", "words": text("report.methods.settings")},
        table(columns, rows),
        {"kind": "note", "words": text("report.methods.rest", n=left)},
    ]
    return {"kind": "flow", "title": text("report.methods"), "level": 1, "blocks": blocks}


def _sections(plan: Plan) -> tuple[str, ...]:
    return (*_SECTIONS, *(("budget",) if len(plan.budget) else ()))


def _value(value: object) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:,g}" if abs(value) >= _LEAST_MARKED else f"{value:g}"
    words = said(value)
    return words if len(words) <= _MOST_SIGNS else text("report.methods.long")
