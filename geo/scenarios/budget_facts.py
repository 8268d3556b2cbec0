"""The account in numbers for summary.json, and what it must say as findings: costs above standing alone, dear roads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from geo.clustering.totals import plain
from geo.economics.budget.basis import Basis
from geo.economics.budget.cash import first_short, present_value
from geo.economics.budget.fen import fen
from geo.economics.calendar import Calendar
from geo.economics.pooling import Sharing
from geo.economics.staffing import fractional_posts, role_wages, whole_posts
from geo.errors import shortlist
from geo.findings import Report
from geo.plan import Plan
from geo.policy import Policy
from geo.schema.money import CASES, LADDER
from geo.wording import text

Tables = Mapping[str, pd.DataFrame]
_TEN_THOUSAND = 10_000.0


def budget_facts(
    made: Tables, basis: Basis, policy: Policy, calendar: Calendar, sharing: Sharing, *, case: str
) -> dict[str, Any]:
    """Add up what people ask first; money in yuan, present values at the stated rate, None where there is none."""
    facts: dict[str, Any] = {
        "start": calendar.label(0),
        "months": calendar.months,
        "case": case,
        "allocation": policy.budget.allocation,
        "discount_year": policy.budget.discount_year,
        "cases": {name: _case_facts(made, policy, name) for name in CASES},
        "posts_saved": int(sharing.posts_saved.sum()),
        "travel_posts": float(sharing.travel_posts.sum()),
        "regions_not_paying": [basis.regions[r].id for r in np.flatnonzero(~sharing.pays)],
        "street": _street(basis, policy),
        "tornado": made["tornado"]["input"].tolist() if len(made["tornado"]) else [],
        "works_cny": _by_payer(made["works"]),
    }
    return {key: plain(value) for key, value in facts.items()}


def _street(basis: Basis, policy: Policy) -> dict[str, float]:
    """Set what the hours lent to street work earn a month against the wages of a guard for these hours."""
    hours = float(basis.street_hours.sum())
    wage_hour = policy.staffing.wages_cny_month.security / policy.staffing.hours_month
    earned = policy.budget.street_cny_hour
    return {
        "hours_month": hours,
        "earns_low_cny_month": hours * earned.low,
        "earns_cny_month": hours * earned.mid,
        "earns_high_cny_month": hours * earned.high,
        "wages_cny_month": hours * wage_hour,
    }


def _case_facts(made: Tables, policy: Policy, case: str) -> dict[str, Any]:
    budget, even, books = made["budget"], made["break_even"], made["books"]
    city = budget[(budget["case"] == case) & (budget["level"] == "city")].sort_values("month")
    mature = even[(even["case"] == case) & (even["level"] == "city") & (even["at"] == "mature")].iloc[0]
    own = books[books["case"] == case]
    first = first_short(fen(city["balance_cny"].to_numpy()))
    debt = first_short(fen(city["cumulated_cny"].to_numpy()))
    return {
        "income_cny": float(city["income_cny"].sum()),
        "cost_cny": float(city["cost_cny"].sum()),
        "balance_cny": float(city["balance_cny"].sum()),
        "balance_without_subsidy_cny": float(city["balance_without_subsidy_cny"].sum()),
        "subsidy_cny": float((city["subsidy_city_cny"] + city["subsidy_district_cny"]).sum()),
        "npv_cny": present_value(city["balance_cny"].to_numpy(np.float64), policy),
        "npv_without_subsidy_cny": present_value(city["balance_without_subsidy_cny"].to_numpy(np.float64), policy),
        "first_month_short": None if first is None else str(city["date"].iloc[first]),
        "first_month_in_debt": None if debt is None else str(city["date"].iloc[debt]),
        "break_even": {
            name: mature[name]
            for name in (
                "c_cny_m2", "s_cny_m2", "p_cny_m2", "x_cny_m2", "collection", "fee_today", "fee_with_subsidy",
                "fee_after",
                "household_with_subsidy", "household_after", "gap_with_subsidy", "gap_after",
            )
        },
        "core_broken": int((~own["core_ok"].astype(bool)).sum()),
        "cross_subsidy_cny": float(own["cross_cny"].clip(lower=0).sum()),
        "reward_due_cny": float(own["reward_due_cny"].sum()),
        "ladder": {step: int((own["ladder"] == step).sum()) for step in LADDER},
    }  # fmt: skip


def _by_payer(works: pd.DataFrame) -> dict[str, float]:
    return {} if works.empty else {str(k): float(v) for k, v in works.groupby("payer")["cost_cny"].sum().items()}


def tell_results(made: Tables, basis: Basis, sharing: Sharing, report: Report) -> None:
    """Report what an honest account must not hide: who pays more than alone, where sharing stops paying."""
    books = made["books"]
    middle = books[books["case"] == "mid"]
    broken = middle[~middle["core_ok"].astype(bool)]
    if len(broken):
        more = float((broken["with_others_cny"] - broken["standalone_cny"]).sum()) / _TEN_THOUSAND
        names = shortlist(broken["name"].tolist(), 5)
        said = text("budget-core.found", broken=len(broken), estates=len(middle), more=f"{more:,.1f}", names=names)
        report.find("budget-core", found=said)
    for r in np.flatnonzero(~sharing.pays):
        saved, travel = sharing.wages_saved_cny[r], sharing.travel_cny[r]
        said = text(
            "budget-sharing.found",
            region=basis.regions[r].name or basis.regions[r].id,
            posts=int(sharing.posts_saved[r]),
            saved=f"{saved:,.0f}",
            travel=f"{travel:,.0f}",
        )
        report.find("budget-sharing", found=said)


def grade_costs(plan: Plan, policy: Policy) -> list[dict[str, Any]]:
    """Say what every grade would cost with the plan's regions, the best service first: shared posts and wages."""
    estates = plan.estates.drop(columns="geometry").merge(plan.assignments[["estate_id", "region_id"]], on="estate_id")
    unit, regions = pd.factorize(estates["region_id"], sort=True)
    area = float(pd.to_numeric(estates["floor_area_m2"]).sum())
    rows = []
    for grade in policy.staffing.grades_from_best():
        at = policy.with_settings({"staffing.grade": grade.level})
        load = fractional_posts(estates, at)
        sums = np.zeros((len(regions), load.shape[1]))
        np.add.at(sums, unit, load)
        posts = whole_posts(sums, at)
        wages = float((posts @ role_wages(at)).sum())
        in_force = grade.level == policy.staffing.grade
        rows.append(
            {"level": grade.level, "name": grade.name, "in_force": in_force, "posts": int(posts.sum()),
             "wages_cny_month": wages, "wages_cny_m2_month": wages / area if area > 0 else None}
        )  # fmt: skip
    return rows
