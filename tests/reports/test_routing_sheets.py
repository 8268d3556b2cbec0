"""The sheets of the shared teams in plan.xlsx: every row, names beside ids, nothing where there is nothing."""

from __future__ import annotations

import openpyxl
import pytest

from geo.plan import Plan
from geo.reports.routing_sheets import routing_sheets
from geo.reports.workbook import write_workbook
from tests.plans import small_plan
from tests.routed_plan import routed_plan


def test_a_plan_without_rounds_has_none_of_them():
    assert routing_sheets(small_plan()) == []


def test_each_table_has_a_sheet_with_all_its_rows():
    plan = routed_plan()
    sheets = {sheet.name: sheet for sheet in routing_sheets(plan)}
    names = ("crews", "rounds", "crew_needs", "unserved", "responses", "rosters", "patrols")
    assert [len(sheet.frame) for sheet in sheets.values()] == [len(plan.tables[name]) for name in names]
    assert list(sheets) == ["班组", "巡回", "班组需求", "未排上门", "响应时间", "排班汇总", "街面巡查"]


def test_names_stand_beside_ids_in_the_workbook(tmp_path):
    plan = routed_plan()
    write_workbook(plan, tmp_path / "plan.xlsx")
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    headings, *rows = book["班组"].iter_rows(min_row=3, values_only=True)
    row = dict(zip(headings, rows[0], strict=True))
    stations = plan.stations.set_index("station_id")["name"]
    assert row["班组名称"] == plan.crews["name"].iloc[0]
    assert stations[plan.crews["depot_id"].iloc[0]] in row.values()
    assert row["工时利用率"] == pytest.approx(plan.crews["used"].iloc[0])
    shares = [cell for cell in book["响应时间"][4] if cell.number_format == "0.00%"]
    assert [cell.value for cell in shares] == [0.92, 1, 1]


def test_names_that_look_like_formulas_stay_texts(tmp_path):
    plan = routed_plan()
    tables = {
        **plan.tables,
        "crews": plan.crews.assign(name="=1+1"),
        "unserved": plan.unserved.assign(reason="@SUM(A1)"),
    }
    write_workbook(Plan(tables, plan.policy), tmp_path / "plan.xlsx")
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {"=1+1", "@SUM(A1)"} <= {cell.value for cell in cells}
    assert not [cell for cell in cells if cell.data_type == "f"]
