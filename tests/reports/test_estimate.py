"""The sheet that computes: saved values equal the account's, and LibreOffice comes to the same numbers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from geo.plan import Plan
from geo.reports.estimate import INPUTS, Estimate
from geo.reports.workbook import write_workbook
from geo.scenarios.budget import make_budget
from tests.office import converted
from tests.plans import small_plan

_ALWAYS_COMPUTE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>"""


@pytest.fixture(scope="module")
def plan():
    return make_budget(small_plan(), months=48)


@pytest.fixture(scope="module")
def path(plan, tmp_path_factory):
    at = tmp_path_factory.mktemp("estimate") / "plan.xlsx"
    write_workbook(plan, at)
    return at


def sheet_of(path: Path):
    return openpyxl.load_workbook(path, data_only=True)["测算"]


def cells(sheet) -> dict[str, object]:
    """The values of a sheet by address."""
    return {cell.coordinate: cell.value for row in sheet.iter_rows(min_row=4) for cell in row if cell.value is not None}


def test_the_estimate_is_the_accounts_own_months_to_the_fen(plan):
    columns = Estimate.of(plan).month_columns()
    city = plan.budget[(plan.budget["case"] == "mid") & (plan.budget["level"] == "city")].sort_values("month")
    assert np.round(columns["balance"], 2).tolist() == city["balance_cny"].round(2).tolist()
    assert np.round(columns["cumulated"], 2).tolist() == city["cumulated_cny"].round(2).tolist()
    assert columns["fees"] == pytest.approx(city["fees_cny"].to_numpy(), abs=0.5)
    assert columns["cost"] == pytest.approx(city["cost_cny"].to_numpy(), abs=0.5)


def test_the_outcomes_are_the_accounts_break_even_and_cash(plan):
    found, facts = Estimate.of(plan).outcomes(), plan.facts["budget"]["cases"]["mid"]
    even = facts["break_even"]
    for name in (
        "fee_with_subsidy",
        "fee_after",
        "household_with_subsidy",
        "household_after",
        "gap_after",
        "collection",
    ):
        assert found[name] == pytest.approx(even[name], rel=1e-6), name
    assert found["npv"] * 1e4 == pytest.approx(facts["npv_cny"])
    assert found["first_short"] == facts["first_month_short"]
    assert found["first_debt"] == facts["first_month_in_debt"]


def test_a_changed_number_gives_what_the_account_gives(plan):
    changes = {
        "subsidy_cny_m2_month": 0.9,
        "collection_mature": 0.82,
        "parking_cny_bay_month": 130.0,
        "wage_factor": 0.97,
    }
    estimate = Estimate.of(plan)
    asked = replace(estimate, inputs=estimate.inputs | changes).outcomes()
    again = make_budget(
        small_plan(), policy=plan.policy.with_settings({f"budget.{k}": v for k, v in changes.items()}), months=48
    )
    facts = again.facts["budget"]["cases"]["mid"]
    assert asked["fee_after"] == pytest.approx(facts["break_even"]["fee_after"], rel=1e-5)
    assert asked["npv"] * 1e4 == pytest.approx(facts["npv_cny"], rel=1e-5)


def test_cells_to_change_are_unlocked_coloured_and_held_to_numbers(path):
    sheet = openpyxl.load_workbook(path)["测算"]
    assert sheet.protection.sheet
    unlocked = [cell for row in sheet.iter_rows() for cell in row if not cell.protection.locked]
    assert [cell.coordinate for cell in unlocked] == [f"B{4 + k}" for k in range(len(INPUTS))]
    assert all(cell.fill.fgColor.rgb == "FFFFF2CC" for cell in unlocked)
    assert len(sheet.data_validations.dataValidation) >= 2
    assert "=" in str(sheet["G9"].value)


def test_zero_collection_says_none_in_the_workbook_too(tmp_path):
    policy = small_plan().policy.with_settings({"budget.collection_mature": 0, "budget.collection_start": 0})
    made = make_budget(small_plan(), policy=policy, months=48)
    if made.estimate["collection_base"].iloc[-1] == 0:
        assert Estimate.of(made).outcomes()["fee_after"] is None
    write_workbook(made, tmp_path / "p.xlsx")


def test_a_plan_without_an_account_has_no_such_sheet(tmp_path):
    write_workbook(Plan({}), tmp_path / "p.xlsx")
    assert "测算" not in openpyxl.load_workbook(tmp_path / "p.xlsx").sheetnames


def computed(path: Path, tmp_path: Path) -> dict[str, object]:
    """Let LibreOffice compute a workbook anew and read what it saved."""
    return cells(sheet_of(converted(path, "xlsx", tmp_path, profile=_ALWAYS_COMPUTE)))


@pytest.mark.office
@pytest.mark.slow
def test_libreoffice_computes_the_same_numbers_and_follows_a_change(plan, path, tmp_path):
    saved = cells(sheet_of(path))
    found = computed(path, tmp_path / "as-saved")
    assert set(saved) == set(found)
    for address, value in saved.items():
        if isinstance(value, int | float):
            assert found[address] == pytest.approx(value, rel=1e-9, abs=1e-6), address
        else:
            assert found[address] == value, address
    book = openpyxl.load_workbook(path)
    changes = {"subsidy_cny_m2_month": 0.9, "collection_mature": 0.82, "wage_factor": 0.97, "fee": 0.8}
    for name, value in changes.items():
        book["测算"].cell(4 + list(INPUTS).index(name), 2).value = value
    changed = tmp_path / "changed.xlsx"
    book.save(changed)
    found = computed(changed, tmp_path / "changed")
    estimate = Estimate.of(plan)
    outcomes = replace(estimate, inputs=estimate.inputs | changes).outcomes()
    for row, name in ((8, "fee_with_subsidy"), (11, "fee_after"), (14, "total"), (15, "npv"), (18, "cliff")):
        assert found[f"G{row}"] == pytest.approx(outcomes[name], rel=1e-9), name
    assert found["G17"] == (outcomes["first_debt"] or "无")
