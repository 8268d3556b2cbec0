"""The lines of ``geo budget`` on the terminal: every number with its unit, three cases side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from geo.cli.columns import aligned
from geo.plan import Plan
from geo.schema.money import CASES
from geo.wording import text

_TEN_THOUSAND = 10_000.0
_COHORTS, _TORNADO = 8, 5


def budget_lines(plan: Plan, case: str) -> Iterator[str]:
    """Say the account of a plan in lines."""
    facts = plan.facts["budget"]
    if plan.policy.invented:
        yield text("invented")
    yield text("budget.head", start=facts["start"], months=facts["months"])
    yield ""
    yield from _cases(facts)
    yield ""
    yield from _sharing(facts)
    yield ""
    yield from _cohorts(plan, case)
    yield from _tornado(plan)
    yield from _said(plan)


def _cases(facts: dict[str, Any]) -> Iterator[str]:
    head = [text(f"budget.column.{name}") for name in ("item", *CASES)]
    even = {case: facts["cases"][case]["break_even"] for case in CASES}
    rows = [head]
    for name, unit in (
        ("fee_with_subsidy", "cny_m2"), ("household_with_subsidy", "cny_household"), ("gap_with_subsidy", "10k_year"),
        ("fee_after", "cny_m2"), ("household_after", "cny_household"), ("gap_after", "10k_year"),
        ("c_cny_m2", "cny_m2"), ("fee_today", "cny_m2"),
    ):  # fmt: skip
        digits = 0 if unit == "10k_year" else 2
        label = f"{text(f'budget.row.{name}')}({text(f'budget.unit.{unit}')})"
        rows.append([label, *(_number(even[case][name], digits) for case in CASES)])
    for name in ("balance_cny", "balance_without_subsidy_cny", "npv_cny"):
        label = f"{text(f'budget.row.{name}')}({text('budget.unit.10k')})"
        rows.append([label, *(_number(facts["cases"][case][name] / _TEN_THOUSAND, 0) for case in CASES)])
    for name in ("first_month_short", "first_month_in_debt"):
        shown = [facts["cases"][case][name] or text("budget.never") for case in CASES]
        rows.append([text(f"budget.row.{name}"), *shown])
    yield from aligned(rows)
    yield text("budget.no_profit")


def _sharing(facts: dict[str, Any]) -> Iterator[str]:
    own = facts["cases"]["mid"]
    yield text(
        "budget.sharing", posts=f"{facts['posts_saved']:,}", travel=f"{facts['travel_posts']:,.1f}",
        regions=len(facts["regions_not_paying"]),
    )  # fmt: skip
    yield text(
        "budget.core", broken=own["core_broken"], estates=sum(own["ladder"].values()),
        cross=f"{own['cross_subsidy_cny'] / _TEN_THOUSAND:,.0f}", key=text(f"budget.key.{facts['allocation']}"),
    )  # fmt: skip
    street = facts["street"]
    if street["hours_month"] > 0:
        money = {
            name: _number(street[f"{name}_cny_month"], 0) for name in ("earns_low", "earns", "earns_high", "wages")
        }
        yield text("budget.street", hours=_number(street["hours_month"], 0), **money)
    yield text("budget.ladder", **own["ladder"])
    grades = facts.get("grades", [])
    for grade in grades:
        mark = text("budget.in_force") if grade["in_force"] else ""
        per_m2 = _number(grade["wages_cny_m2_month"], 2)
        yield text("budget.grade", name=grade["name"], posts=f"{grade['posts']:,}", cny=per_m2, mark=mark)


def _cohorts(plan: Plan, case: str) -> Iterator[str]:
    told = plan.tables["cohorts"]
    told = told[told["case"] == case].sort_values(["in_horizon", "cliff_month"], ascending=[False, True])
    if told.empty:
        return
    yield text("budget.cohorts")
    names = ("entry", "cliff", "estates", "area", "balance", "household", "year", "fee", "collection")
    rows = [
        [text(f"budget.column.{name}") for name in names],
        *(_cohort_cells(row) for row in told.head(_COHORTS).itertuples()),
    ]
    yield from aligned(rows)
    if len(told) > _COHORTS:
        yield text("budget.more", count=len(told) - _COHORTS)
    yield ""


def _cohort_cells(row: Any) -> list[str]:  # noqa: ANN401  a row of itertuples
    return [
        row.entry_date, row.cliff_date, f"{row.estates:,}", f"{row.floor_area_m2 / _TEN_THOUSAND:,.1f}",
        _number(row.balance_cny_m2, 2), _number(row.balance_cny_household, 1), _number(row.balance_10k_year, 0),
        _number(row.fee_needed, 2), _share(row.collection_needed),
    ]  # fmt: skip


def _tornado(plan: Plan) -> Iterator[str]:
    told = plan.tables["tornado"]
    if told.empty:
        return
    yield text("budget.tornado")
    rows = [[text(f"budget.column.{name}") for name in ("setting", "at_low", "at_high")]]
    for row in told.head(_TORNADO).itertuples(index=False):
        low, high = row.npv_at_low_cny / _TEN_THOUSAND, row.npv_at_high_cny / _TEN_THOUSAND
        label = f"{row.meaning} {row.value_low:g} … {row.value_high:g} {row.unit}".rstrip()
        rows.append([label, _number(low, 0), _number(high, 0)])
    yield from aligned(rows)
    yield ""


def _said(plan: Plan) -> Iterator[str]:
    findings = plan.tables["findings"]
    own = findings[findings["rule"].astype("object").fillna("").str.startswith("budget-").to_numpy(bool)]
    joint = text("finding.and")
    for row in own.itertuples(index=False):
        yield f"[{text(f'severity.{row.severity}')}] {row.found}{joint}{row.remedy}"


def _number(value: Any, digits: int) -> str:  # noqa: ANN401  a number of a table, or none
    return text("budget.none") if value is None or pd.isna(value) else f"{value:,.{digits}f}"


def _share(value: Any) -> str:  # noqa: ANN401  a number of a table, or none
    return text("budget.none") if value is None or pd.isna(value) else f"{value:.0%}"
