"""plan.xlsx: the whole plan as a workbook for people who live in spreadsheets.

A summary first, then the plan's tables with names beside ids, what was left out and why, every repair and finding,
and every setting with its source. Which columns a sheet has is `geo.reports.plan_sheets`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from geo.plan import Plan
from geo.policy import ASSUMPTION, Band, Guess, Limit, Section, described
from geo.reports.drawing import draw_sheet, open_book
from geo.reports.estimate_sheet import draw_estimate
from geo.reports.plan_sheets import plan_sheets
from geo.reports.sheets import Field, Sheet
from geo.reports.summary import draw_summary
from geo.wording import language, text


def write_workbook(plan: Plan, path: Path) -> None:
    """Write a plan as an Excel workbook, in the language in force; equal plans give equal bytes.

    Texts are never formulas, links or numbers; the sheet of estimates alone computes.
    Where the policy says the data are invented, every sheet says so.

    Raises
    ------
    OutputError
        Where the file cannot be written; the old one is untouched.
    """
    sheets = [*plan_sheets(plan), _policy(plan)]
    banner = text("invented") if plan.policy.invented else ""
    with open_book(Path(path), banner=banner, rows=sum(len(sheet.frame) for sheet in sheets)) as book:
        draw_summary(book, plan)
        if len(plan.estimate):
            draw_estimate(book, plan)
        for sheet in sheets:
            draw_sheet(book, sheet)


def _policy(plan: Plan) -> Sheet:
    rows = [
        {
            "setting": entry.key,
            "meaning": entry.zh if language() == "zh" else entry.en,
            "value": _words(entry.value),
            "unit": entry.unit,
            "source": text("reports.assumption") if entry.source == ASSUMPTION else entry.source,
        }
        for entry in described(plan.policy)
    ]
    names = ("setting", "meaning", "value", "unit", "source")
    fields = tuple(Field(name, text(f"reports.{name}"), widest=46.0) for name in names)
    return Sheet(text("reports.policy"), fields, pd.DataFrame(rows, columns=list(names), dtype=object))


def _words(value: Any) -> object:  # noqa: ANN401  any setting
    """Show a setting: a number as a number, a band as ``3 – 4``, tables as lines."""
    if isinstance(value, Limit | Band | Guess):
        return _numbers(value)
    if isinstance(value, Section):
        return _words(value.model_dump())
    if isinstance(value, dict):
        return "；".join(f"{key}: {_words(part)}" for key, part in value.items()) or None
    if isinstance(value, list | tuple):
        joint = ", " if all(isinstance(part, int | float | str) for part in value) else "\n"
        return joint.join(str(_words(part)) for part in value) or None
    return value


def _numbers(value: Limit | Band | Guess) -> object:
    if isinstance(value, Limit):
        return f"{value.value:,g}{hard}" if (hard := _hardness(value)) else value.value
    if isinstance(value, Band):
        return f"{value.low:,g} – {value.high:,g}{_hardness(value)}"
    return value.mid if value.low == value.high else f"{value.low:,g} / {value.mid:,g} / {value.high:,g}"


def _hardness(rule: Limit | Band) -> str:
    return text("reports.hard") if rule.hard else ""
