"""The sheets of the account's tables in plan.xlsx; months of regions and estates stay in plan.gpkg."""

from __future__ import annotations

import pandas as pd

from geo.plan import Plan
from geo.reports.sheets import Sheet, fields_of
from geo.schema import TABLES
from geo.wording import text

_LARGE_UNITS = ("city", "firm", "office")


def budget_sheets(plan: Plan) -> list[Sheet]:
    """Make the sheets of the account, none where a plan has no account."""
    return [
        _sheet(name, shown, frozen=frozen)
        for name, shown, frozen in (
            ("break_even", _break_even(plan), 4),
            ("cohorts", plan.cohorts, 3),
            ("budget", plan.budget[plan.budget["level"].isin(_LARGE_UNITS)], 6),
            ("books", plan.books[plan.books["case"] == "mid"], 3),
            ("works", plan.works, 2),
            ("tornado", plan.tornado, 2),
        )
        if len(shown)
    ]


def _break_even(plan: Plan) -> pd.DataFrame:
    """Show estates at their mature collection only."""
    even = plan.break_even
    return even[(even["level"] != "estate") | ((even["at"] == "mature") & (even["case"] == "mid"))]


def _sheet(name: str, frame: pd.DataFrame, *, frozen: int) -> Sheet:
    declared = TABLES[name]
    note = text(f"reports.{name}.note")
    return Sheet(declared.label(), tuple(fields_of(declared)), frame, note=note, frozen=frozen)
