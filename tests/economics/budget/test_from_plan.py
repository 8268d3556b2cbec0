"""What the account reads from a plan: entries from the roll-out or the ledger, doubts about units, older plans."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from geo.economics.budget.doubts import tell_doubts
from geo.economics.budget.from_plan import basis_of
from geo.economics.calendar import Calendar
from geo.findings import Report
from geo.plan import Plan
from geo.scenarios.budget import make_budget
from tests.plans import small_plan

CALENDAR = Calendar(date(2026, 12, 1), 60)


def read(plan: Plan, policy=None):
    report = Report()
    basis = basis_of(plan, policy or plan.policy, CALENDAR, report)
    tell_doubts(basis, policy or plan.policy, months=CALENDAR.months, report=report)
    return basis, report


def with_estates(**columns) -> Plan:
    plan = small_plan()
    plan.tables["estates"] = plan.estates.assign(**columns)
    return plan


def said(report: Report) -> set[str]:
    return {finding.rule for finding in report.findings}


def test_without_any_date_all_enter_in_the_first_month_and_it_is_said():
    basis, report = read(with_estates(entered_on=None))
    assert set(basis.entry) == {0}
    assert "budget-entries" in said(report)


def test_dates_of_the_ledger_in_past_and_future_become_months():
    plan = with_estates(entered_on=date(2026, 2, 28), signed_on=date(2026, 1, 5))
    plan.estates.loc[0, "entered_on"] = date(2040, 1, 1)
    basis, report = read(plan)
    where = list(basis.estate_ids).index(plan.estates["estate_id"].iloc[0])
    assert basis.entry[where] == 157
    others = np.delete(basis.entry, where)
    assert set(others) == {-10}
    assert set(np.delete(basis.contract, where)) == {-11}
    assert {"budget-entered", "budget-beyond", "budget-entry-source"} <= said(report)


def test_the_roll_outs_months_win_over_the_ledgers_and_who_never_enters_stays_out():
    plan = with_estates(entered_on=date(2026, 2, 28))
    ids = plan.assignments["estate_id"].tolist()
    months = [None, *range(3, 2 + len(ids))]
    plan.tables["rollout"] = pd.DataFrame(
        {"estate_id": ids, "entry_month": pd.array(months, "Int64"), "contract_month": 1}
    )
    basis, report = read(plan)
    entry = dict(zip(basis.estate_ids, basis.entry, strict=True))
    assert [entry[i] for i in ids[1:]] == months[1:]
    assert entry[ids[0]] > 10_000
    assert "budget-beyond" in said(report)


def test_fees_and_wages_in_other_units_are_used_and_doubted():
    plan = with_estates(fee_cny_m2_month=45.0)
    policy = plan.policy.with_settings({"staffing.wages_cny_month.repair": 0.6})
    basis, report = read(plan, policy)
    assert set(basis.fee) == {45.0}
    assert {"budget-fee-unit", "budget-wage-unit"} <= said(report)
    assert "budget-fee" not in said(report)


def test_missing_fees_are_said_with_the_guess_that_stands_in():
    _, report = read(with_estates(fee_cny_m2_month=np.nan))
    assert any("0.3/0.45/0.6" in finding.found for finding in report.findings if finding.rule == "budget-fee")


def test_a_plan_of_before_gives_its_hours_on_the_road_by_its_bill():
    plan = small_plan()
    extra = plan.regions["monthly_cost_cny"] + 3_000.0
    plan.tables["regions"] = plan.regions.assign(monthly_cost_cny=extra, travel_hours_month=np.nan)
    basis, _ = read(plan)
    assert basis.travel_hours == pytest.approx(3_000 * 174 / 6_000)


def test_patrols_lend_hours_to_street_work():
    plan = small_plan()
    first = plan.regions["region_id"].iloc[0]
    plan.tables["patrols"] = pd.DataFrame(
        {"patrol_id": ["P1"], "region_id": [first], "minutes": [90.0], "geometry": [None]}
    )
    basis, _ = read(plan)
    where = [unit.id for unit in basis.regions].index(first)
    assert basis.street_hours[where] == pytest.approx(1.5 * 7 * 4.345)
    assert basis.street_hours.sum() == basis.street_hours[where]
    street = make_budget(plan, months=40).facts["budget"]["street"]
    assert street["earns_cny_month"] == pytest.approx(1.5 * 7 * 4.345 * 25)
    assert street["wages_cny_month"] == pytest.approx(1.5 * 7 * 4.345 * 4_500 / 174)


def test_the_order_of_rows_changes_nothing():
    one, other = small_plan(), small_plan()
    for name in ("estates", "assignments", "regions", "stations"):
        other.tables[name] = other.tables[name].sample(frac=1, random_state=4)
    first, second = (make_budget(plan, months=40) for plan in (one, other))
    for name in ("books", "break_even", "cohorts", "works", "tornado"):
        pd.testing.assert_frame_equal(first.tables[name], second.tables[name])
