"""plan.xlsx: the whole plan as a workbook for people who live in spreadsheets.

A summary first, then the plan's tables with names beside ids, what was left out and why, every repair and finding,
and every setting with its source. Which columns a sheet has is `geo.reports.plan_sheets`.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pandas as pd

from geo.plan import Plan
from geo.reports.drawing import draw_sheet, open_book
from geo.reports.estimate_sheet import draw_estimate
from geo.reports.plan_sheets import plan_sheets
from geo.reports.setting_rows import setting_rows
from geo.reports.sheets import Field, Sheet
from geo.reports.summary import draw_summary
from geo.wording import text


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
    rows = [asdict(row) for row in setting_rows(plan.policy)]
    names = ("setting", "meaning", "value", "unit", "source")
    fields = tuple(Field(name, text(f"reports.{name}"), widest=46.0) for name in names)
    return Sheet(text("reports.policy"), fields, pd.DataFrame(rows, columns=list(names), dtype=object))
