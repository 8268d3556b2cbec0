"""plan.xlsx: what stands on each sheet, and that no cell can do harm."""

from __future__ import annotations

import os
import re
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from geo.errors import OutputError
from geo.files import sha256_of
from geo.plan import Plan
from geo.policy import Policy, described
from geo.reports import drawing
from geo.reports.workbook import write_workbook
from geo.schema import PLAN_TABLES, TABLES
from geo.schema.palette import REGION_COLOURS
from geo.wording import using_language
from tests.office import converted
from tests.plans import HOSTILE_NAMES, small_plan

SHEETS = [
    "汇总", "服务片区", "服务站", "管理处", "物业企业", "归属", "组团", "社区对照", "街道求解", "得分构成", "例外",
    "未纳入", "待定位", "修复记录", "问题", "参数与假设",
]  # fmt: skip
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")', "http://x.example", "＝1+1"]


def open_sheets(path: Path) -> dict[str, openpyxl.worksheet.worksheet.Worksheet]:
    return {sheet.title: sheet for sheet in openpyxl.load_workbook(path).worksheets}


def rows_of(sheet) -> list[dict[str, object]]:
    headings, *rows = sheet.iter_rows(min_row=3, values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def facts_on(sheet) -> dict[str, tuple[object, object]]:
    return {row[0]: (row[1], row[2]) for row in sheet.iter_rows(min_row=4, values_only=True) if row[0]}


@pytest.fixture(scope="module")
def plan() -> Plan:
    return small_plan(hostile=True)


@pytest.fixture(scope="module")
def path(plan, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("workbook") / "plan.xlsx"
    write_workbook(plan, path)
    return path


@pytest.fixture(scope="module")
def sheets(path):
    return open_sheets(path)


def with_names(names: list[str]) -> Plan:
    rows = pd.DataFrame({"estate_id": [f"E{i}" for i in range(len(names))], "name": names, "rule": names})
    return Plan({"rejects": rows.assign(geometry=None)})


# --- what stands where ---


def test_all_sheets_are_there_in_the_order_of_use(sheets):
    assert list(sheets) == SHEETS


def test_every_row_of_the_plan_is_on_its_sheet(plan, sheets):
    by_label = {declared.label("zh"): declared.name for declared in PLAN_TABLES}
    for title in SHEETS[1:-1]:
        assert len(rows_of(sheets[title])) == len(plan.tables[by_label[title]]), title


def test_assignments_carry_names_beside_ids(plan, sheets):
    rows = {row["小区编号"]: row for row in rows_of(sheets["归属"])}
    names = plan.estates.set_index("estate_id")["name"]
    regions = plan.regions.set_index("region_id")["name"]
    stations = plan.stations.set_index("station_id")["name"]
    for given in plan.assignments.itertuples():
        row = rows[given.estate_id]
        assert row["小区名称"] == names[given.estate_id]
        assert row["片区名称"] == regions[given.region_id]
        assert row["服务站名称"] == stations[given.station_id]
        assert row["步行距离(m)"] == pytest.approx(given.walk_m)


def test_hidden_columns_keep_what_was_planned(sheets):
    sheet = sheets["归属"]
    for row in rows_of(sheet):
        assert row["原片区编号"] == row["片区编号"]
        assert row["原服务站"] == row["服务站"]
        assert row["原锁定"] == row["锁定"]
    hidden = [letter for letter, column in sheet.column_dimensions.items() if column.hidden]
    assert len(hidden) in {1, 3}  # openpyxl groups neighbours


def test_filled_in_fields_are_named_by_their_headings(sheets):
    assert {row["补填字段"] for row in rows_of(sheets["归属"])} == {None, "户数(户)"}


def test_choices_are_shown_in_words(sheets):
    assert {row["资格"] for row in rows_of(sheets["归属"])} <= {"符合", "推定符合", "待定"}
    assert {row["计入步行指标"] for row in rows_of(sheets["归属"])} <= {"是", "否"}


def test_the_summary_has_the_facts_with_their_units(plan, sheets):
    facts = facts_on(sheets["汇总"])
    assert facts["台账小区数"] == (17, "个")
    assert facts["纳入规划"][0] + facts["未纳入"][0] + facts["待定位"][0] == facts["台账小区数"][0]
    assert facts["建筑面积"] == (pytest.approx(plan.regions["floor_area_m2"].sum() / 1e4), "万㎡")
    assert facts["月成本"] == (pytest.approx(plan.facts["monthly_cost_cny"] / 1e4), "万元/月")
    assert facts["现有岗位"][0] == "—"
    assert facts["证明"][0].startswith("距最优不超过")


def test_a_fact_without_a_name_is_shown_by_its_key(tmp_path):
    write_workbook(Plan({}, facts={"estates": 0, "new_fact": 7, "nested": {"deep": "x"}}), tmp_path / "p.xlsx")
    facts = facts_on(open_sheets(tmp_path / "p.xlsx")["汇总"])
    assert facts["new_fact"][0] == 7
    assert facts["nested.deep"][0] == "x"


def test_every_setting_is_listed_with_its_source(sheets):
    rows = rows_of(sheets["参数与假设"])
    assert [row["参数"] for row in rows] == [entry.key for entry in described(Policy())]
    assert all(row["来源"] for row in rows)
    assert "假设" in {row["来源"] for row in rows}
    values = {row["参数"]: row["数值"] for row in rows}
    assert values["eligibility.year_limit"] == 2000
    assert values["regions.region_floor_area_m2"] == "30,000 – 400,000"


def test_hard_rules_say_so(tmp_path):
    policy = Policy.from_mapping({"regions": {"max_station_walk_m": {"value": 900, "hard": True}}})
    write_workbook(Plan({}, policy=policy), tmp_path / "p.xlsx")
    values = {row["参数"]: row["数值"] for row in rows_of(open_sheets(tmp_path / "p.xlsx")["参数与假设"])}
    assert values["regions.max_station_walk_m"] == "900（刚性）"
    assert values["regions.target_station_walk_m"] == 500


def test_invented_data_say_so_on_every_sheet_and_page_and_real_data_on_none(sheets, tmp_path):
    assert all("示例数据·虚构" in sheet["A2"].value for sheet in sheets.values())
    assert all("示例数据·虚构" in sheet.oddFooter.left.text for sheet in sheets.values())
    write_workbook(Plan({}), tmp_path / "p.xlsx")
    for sheet in open_sheets(tmp_path / "p.xlsx").values():
        assert not any("虚构" in str(cell) for row in sheet.iter_rows(values_only=True, max_row=3) for cell in row)


def test_an_empty_plan_has_all_sheets_with_their_headings(tmp_path):
    write_workbook(Plan({}), tmp_path / "p.xlsx")
    sheets = open_sheets(tmp_path / "p.xlsx")
    assert list(sheets) == [name for name in SHEETS if name != "物业企业"]
    assert sheets["服务片区"]["A3"].value == "片区编号"
    assert sheets["服务片区"]["A1"].value == "服务片区（0 行）"


def test_english_is_english(plan, tmp_path):
    with using_language("en"):
        write_workbook(plan, tmp_path / "p.xlsx")
    sheets = open_sheets(tmp_path / "p.xlsx")
    assert list(sheets)[:3] == ["summary", "regions", "stations"]
    han = re.compile("[\u4e00-\u9fff]")
    units = {"㎡", "元/月", "元/㎡·月", "个", "户", "人", "幢", "秒", "元", "小时/月"}
    for sheet in sheets.values():
        for cell in next(sheet.iter_rows(min_row=3, max_row=3, values_only=True)):
            words = cell.partition("(")
            assert not han.search(words[0]), cell
            assert words[2].rstrip(")") in units | {"m", ""}, cell


# --- form ---


def test_headings_are_frozen_filtered_and_repeated_on_paper(sheets):
    for title, sheet in sheets.items():
        assert sheet.freeze_panes is not None, title
        assert sheet.freeze_panes.endswith("4"), title
        assert sheet.print_title_rows == "$1:$3", title
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in {None, 1}  # 1 is the default
        if title != "汇总":
            assert sheet.auto_filter.ref.startswith("A3:")


def test_numbers_are_numbers_with_real_formats(sheets):
    sheet = sheets["服务片区"]
    headings = [cell.value for cell in sheet[3]]
    area = sheet.cell(4, headings.index("建筑面积(㎡)") + 1)
    assert isinstance(area.value, int | float)
    assert area.number_format == "#,##0"


def test_regions_wear_the_colours_of_the_map(plan, sheets):
    colours = plan.regions.set_index("region_id")["color"]
    for title in ("服务片区", "归属"):
        sheet = sheets[title]
        column = [cell.value for cell in sheet[3]].index("片区编号") + 1
        for row in range(4, sheet.max_row + 1):
            cell = sheet.cell(row, column)
            wanted = REGION_COLOURS[colours[cell.value] % len(REGION_COLOURS)]
            assert cell.fill.fgColor.rgb == "FF" + wanted[1:]


def test_columns_are_wide_enough_for_chinese_and_not_endless(sheets):
    widths = [column.width for sheet in sheets.values() for column in sheet.column_dimensions.values()]
    assert min(widths) >= 6
    assert max(widths) <= 61
    assert sheets["社区对照"].column_dimensions["B"].width >= 2 * len("样例第1社区")


def test_equal_plans_are_equal_files(plan, path, tmp_path):
    time.sleep(1.1)
    write_workbook(small_plan(hostile=True), tmp_path / "again.xlsx")
    assert sha256_of(tmp_path / "again.xlsx") == sha256_of(path)


# --- no harm ---


def test_hostile_names_are_plain_text(sheets):
    assert set(HOSTILE_NAMES) <= {row["小区名称"] for row in rows_of(sheets["归属"])}


def test_text_is_never_a_formula_a_link_or_a_number(tmp_path):
    names = [*FORMULAS, "007", "1e5"]
    write_workbook(with_names(names), tmp_path / "p.xlsx")
    sheet = open_sheets(tmp_path / "p.xlsx")["未纳入"]
    cells = [sheet.cell(row, 2) for row in range(4, 4 + len(names))]
    assert [cell.data_type for cell in cells] == ["s"] * len(names)
    assert [cell.value for cell in cells] == [name.replace("\r", "\n") for name in names]
    assert [bool(cell.quotePrefix) for cell in cells] == [name[0] in "=+-@\t\r＝" for name in names]
    with zipfile.ZipFile(tmp_path / "p.xlsx") as packed:
        content = "".join(packed.read(name).decode() for name in packed.namelist() if "sheet" in name)
    assert "<f>" not in content
    assert "hyperlink" not in content.lower()


def test_what_xml_cannot_carry_is_replaced_and_what_is_too_long_is_cut(tmp_path):
    write_workbook(with_names(["a\x00b\x1bc\ufffe", "长" * 40_000]), tmp_path / "p.xlsx")
    sheet = open_sheets(tmp_path / "p.xlsx")["未纳入"]
    assert sheet.cell(4, 2).value == "a\ufffdb\ufffdc\ufffd"
    assert len(sheet.cell(5, 2).value) == 32_767


def test_more_rows_than_a_sheet_holds_are_cut_and_counted(tmp_path, monkeypatch):
    monkeypatch.setattr(drawing, "_MOST_ROWS", 5)
    write_workbook(with_names([f"示例{i}苑" for i in range(9)]), tmp_path / "p.xlsx")
    sheet = open_sheets(tmp_path / "p.xlsx")["未纳入"]
    assert sheet["A1"].value.startswith("未纳入（9 行")
    assert "plan.gpkg" in sheet["A1"].value
    assert sheet.max_row == 8


def test_many_rows_are_written_through_the_disk_and_read_the_same(plan, tmp_path, monkeypatch):
    write_workbook(plan, tmp_path / "memory.xlsx")
    monkeypatch.setattr(drawing, "_LARGE_ROWS", 0)
    write_workbook(plan, tmp_path / "disk.xlsx")
    one, other = open_sheets(tmp_path / "memory.xlsx"), open_sheets(tmp_path / "disk.xlsx")
    for title, sheet in one.items():
        assert list(sheet.iter_rows(values_only=True)) == list(other[title].iter_rows(values_only=True))


def test_a_failure_leaves_the_old_file(plan, tmp_path, monkeypatch):
    goal = tmp_path / "plan.xlsx"
    goal.write_text("old", encoding="utf-8")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(OutputError, match="磁盘已满"):
        write_workbook(plan, goal)
    with pytest.raises(OutputError, match="file"):
        write_workbook(plan, tmp_path / "file" / "plan.xlsx")
    assert goal.read_text(encoding="utf-8") == "old"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["file", "plan.xlsx"]


@pytest.mark.office
@pytest.mark.slow
def test_libreoffice_opens_and_prints_it(path, tmp_path):
    pdf = converted(path, "pdf", tmp_path).read_bytes()
    assert pdf.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) >= len(SHEETS)


def test_prices_of_rules_and_clashes_have_sheets_where_there_are_any(plan, tmp_path):
    price = {"subdistrict": "样例街道", "rule": "floor_area_high", "step": "lifted", "known": "at_least",
             "saving_cny": 1_234.0, "price_low_cny": 1_000.0, "explanation": "=1+1"}  # fmt: skip
    clash = {"subdistrict": "样例街道", "rule": "锁定", "gives_up": "named", "relaxed_cny": 9_000.0}
    tables = {**plan.tables, "rule_prices": pd.DataFrame([price]), "clashes": pd.DataFrame([clash])}
    write_workbook(Plan(tables, plan.policy, plan.facts, plan.record), tmp_path / "why.xlsx")
    sheets = open_sheets(tmp_path / "why.xlsx")
    (row,) = rows_of(sheets["规则代价"])
    assert (row["规则"], row["放宽"], row["把握"]) == ("片区面积上限", "取消", "至少")
    assert row["可省(元/月)"] == 1_234
    assert row["代价上限(元/月)"] is None
    assert sheets["规则代价"].max_column == len(TABLES["rule_prices"].columns)
    (row,) = rows_of(sheets["规则冲突"])
    assert (row["放宽"], row["放宽后得分(元/月)"]) == ("所列各项", 9_000)


def test_the_summary_has_the_headline_of_closed_management_and_no_more(plan, tmp_path):
    told = {"outcomes": {"pays": 3, "slow": 1}, "pays": {"works_cny": 250_000.0}, "within_months": 60}
    write_workbook(replace(plan, facts=plan.facts | {"enclosure": told}), tmp_path / "p.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "p.xlsx")["汇总"]
    facts = facts_on(sheet)
    assert facts["可回本的围合单元"][0] == 3
    assert facts["可回本：工程费"] == (25, "万元")
    assert not any("enclosure" in str(name) for name in facts)
