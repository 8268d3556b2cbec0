"""runsheets.xlsx: every stop of every crew with its box, a page a day, and no cell that can do harm."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from geo.files import sha256_of
from geo.plan import Plan
from geo.reports.runsheets import write_runsheets
from geo.wording import using_language
from tests.plans import HOSTILE_NAMES
from tests.routed_plan import routed_plan


def opened(plan: Plan, path: Path) -> dict[str, openpyxl.worksheet.worksheet.Worksheet]:
    write_runsheets(plan, path)
    return {sheet.title: sheet for sheet in openpyxl.load_workbook(path).worksheets}


@pytest.fixture(scope="module")
def plan() -> Plan:
    return routed_plan()


@pytest.fixture(scope="module")
def sheets(plan, tmp_path_factory):
    return opened(plan, tmp_path_factory.mktemp("runsheets") / "runsheets.xlsx")


def test_sheets_are_the_list_the_crews_the_rosters_and_the_tables(plan, sheets):
    assert list(sheets) == [
        "班组一览", *plan.crews["name"], "排班表 样例东街道", "响应时间", "班组需求", "未排上门",
    ]  # fmt: skip


def test_the_list_adds_up_and_leads_to_the_sheets(plan, sheets):
    sheet = sheets["班组一览"]
    heads = [cell.value for cell in sheet[3]]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=4 + len(plan.crews))]
    week = heads.index("一周 处")
    assert rows[-1][0] == "合计"
    assert rows[-1][week] == plan.rounds["stops"].sum() == sum(row[week] for row in rows[:-1])
    assert rows[-1][week + 1] == pytest.approx(plan.rounds["distance_m"].sum() / 1000)
    targets = [link.location for link in (cell.hyperlink for cell in sheet["A"]) if link]
    assert targets == [f"'{name}'!A1" for name in plan.crews["name"]]


def test_every_stop_has_a_row_with_its_times_and_a_box(plan, sheets):
    for crew in plan.crews.itertuples():
        rows = [row for row in sheets[crew.name].iter_rows(min_row=4, values_only=True) if isinstance(row[0], int)]
        own = plan.visits[(plan.visits["crew_id"] == crew.crew_id) & (plan.visits["kind"] == "visit")]
        assert [(row[1], row[2], row[3], row[4], row[5]) for row in rows] == list(
            own[["place", "arrive", "start", "leave", "task"]].itertuples(index=False, name=None)
        )
        assert {row[9] for row in rows} == {"□"}


def test_rest_waiting_reload_and_return_are_on_the_sheet(plan, sheets):
    said = [str(cell.value) for row in sheets[plan.crews["name"].iloc[0]].iter_rows() for cell in row if cell.value]
    assert "休息 60 分钟" in said
    assert "返回" in said
    assert "等候 74 分" in said
    waste = [str(cell.value) for row in sheets[plan.crews["name"].iloc[2]].iter_rows() for cell in row if cell.value]
    assert "卸载后继续第 2 趟" in waste
    assert "6 桶" in waste


def test_each_day_starts_a_page_and_headings_repeat_on_upright_a4(plan, sheets):
    sheet = sheets[plan.crews["name"].iloc[0]]
    assert sheet.page_setup.orientation == "portrait"
    assert int(sheet.page_setup.paperSize) == 9
    assert sheet.print_title_rows == "$1:$3"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)  # one page wide, any number high
    bands = [row[0].row for row in sheet.iter_rows(min_row=4) if str(row[0].value).startswith("周")]
    assert len(bands) == 2
    assert [brk.id for brk in sheet.row_breaks.brk] == [bands[1] - 1]


def test_a_roster_shows_every_shift_and_its_hours(plan, sheets):
    cells = [str(cell.value) for row in sheets["排班表 样例东街道"].iter_rows(min_row=4) for cell in row if cell.value]
    words = {"early": "早", "middle": "中", "night": "夜", "day": "日"}
    for duty in plan.shifts.itertuples():
        star = "★" if duty.is_holiday_cover else ""
        assert f"{words[duty.shift]}{star} {duty.post}" in cells
    assert "早 07:00–15:00" in cells
    assert sum(cell == "休" for cell in cells) == sum(
        7 - len(own) for _, own in plan.shifts.groupby(["roster_id", "person"])
    )


def test_hostile_names_are_texts(tmp_path):
    plan = routed_plan(hostile=True)
    nasty = ["=1+1", "@SUM(A1)", "[a]:*?/\\", "'quoted'"]
    plan = Plan({**plan.tables, "crews": plan.crews.assign(name=nasty)}, plan.policy)
    sheets = opened(plan, tmp_path / "r.xlsx")
    cells = [cell for sheet in sheets.values() for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert set(nasty) <= {cell.value for cell in cells}
    assert HOSTILE_NAMES[3] in {cell.value for cell in cells}
    assert list(sheets)[1:5] == ["=1+1", "@SUM(A1)", "a", "quoted"]


def test_invented_data_say_so_on_every_sheet(sheets):
    assert all("示例数据·虚构" in str(sheet["A2"].value) for sheet in sheets.values())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_empty_plan_gives_a_list_that_says_so(lang, tmp_path):
    with using_language(lang):
        (sheet,) = opened(Plan({}), tmp_path / "r.xlsx").values()
    assert sheet["A2"].value in {"方案中没有巡回。", "The plan has no rounds."}


def test_english_sheets_have_no_chinese_words_of_ours(plan, tmp_path):
    with using_language("en"):
        sheets = opened(plan, tmp_path / "r.xlsx")
    assert next(iter(sheets)) == "crews"
    crew = sheets[plan.crews["name"].iloc[0]]
    assert [cell.value for cell in crew[3]][:3] == ["no.", "estate", "arrive"]
    assert "Monday" in str(crew["A4"].value)


def test_equal_plans_give_equal_bytes(tmp_path):
    write_runsheets(routed_plan(), tmp_path / "a.xlsx")
    write_runsheets(routed_plan(), tmp_path / "b.xlsx")
    assert sha256_of(tmp_path / "a.xlsx") == sha256_of(tmp_path / "b.xlsx")
