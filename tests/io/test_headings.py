"""Headings by alias: which column is which, units, datum hints, and what is said about the rest."""

from __future__ import annotations

import pandas as pd
import pytest

from geo.findings import Report
from geo.io.headings import MappedTable, match_headings
from geo.io.readers import RawTable
from geo.schema import COORDINATE_COLUMNS, ESTATES, ROOMS, Column

COLUMNS = (*ESTATES.columns, *COORDINATE_COLUMNS)


def match(
    *headings: str, row: tuple[object, ...] = (), columns: tuple[Column, ...] = COLUMNS, titles: tuple[str, ...] = ()
) -> tuple[MappedTable, Report]:
    cells = [list(row) or [None] * len(headings)]
    frame = pd.DataFrame(cells, columns=pd.Index(headings, dtype="object"), dtype="object")
    report = Report()
    return match_headings(RawTable("a.csv", "", headings, frame, (2,), None, titles), columns, report), report


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("小区名称", "name"), ("＊小区名称（必填）", "name"), (" 小 区 名 称 ", "name"), ("项目名称", "name"),
        ("小区编号No.", "estate_id"), ("ESTATE_ID", "estate_id"), ("Estate name", "name"), ("所在街道", "subdistrict"),
        ("街道名称", "subdistrict"), ("县(市、区)", "district"), ("所属社区", "community"),
        ("总建筑面积", "floor_area_m2"),
        ("建筑面积（万平方米）", "floor_area_m2"), ("房屋总建筑面积", "floor_area_m2"), ("建筑面积㎡", "floor_area_m2"),
        ("小区总户数", "households"), ("户数（户）", "households"), ("门岗数量", "gates"), ("建成年代", "build_year"),
        ("片区", "current_region"), ("区", "district"), ("物业费(元/㎡·月)", "fee_cny_m2_month"),
        ("物业公司名称", "firm"), ("lon_bd09", "lon"), ("百度经度", "lon"), ("坐标（百度）", "lonlat"),
        ("四至", "remark"),
        ("current_re", "current_region"), ("所属社", "community"), ("liveable_r", "liveable_renovation"),
        ("梁溪区老旧小区名称", "name"),
    ],
)  # fmt: skip
def test_a_heading_finds_its_column(heading: str, name: str) -> None:
    mapped, _ = match(heading)
    assert mapped.columns == {name: heading}


@pytest.mark.parametrize(
    "heading",
    [
        "序号",
        "No.",
        "占地面积",
        "停车收费标准",
        "地下建筑面积",
        "业主名称",
        "小区数",
        "空置户数",
        "人均面积",
        "联系人",
        "改造面积",
        "是否有物业公司",
    ],
)
def test_a_heading_that_means_something_else_finds_none(heading: str) -> None:
    mapped, _ = match(heading)
    assert mapped.columns == {}


def test_the_row_number_is_never_an_identifier_and_is_not_complained_about() -> None:
    mapped, report = match("序号", "小区名称")
    assert mapped.columns == {"name": "小区名称"}
    assert mapped.unused == ("序号",)
    assert not report.findings


def test_of_two_headings_for_one_column_the_better_is_kept_and_said() -> None:
    mapped, report = match("小区总户数", "户数", "小区名称")
    assert mapped.columns["households"] == "户数"
    [finding] = [f for f in report.findings if f.rule == "heading-twice"]
    assert finding.column == "小区总户数"
    assert "户数" in finding.remedy


def test_the_order_of_the_columns_changes_nothing() -> None:
    headings = ["街道", "小区名称", "总户数", "建筑面积(㎡)", "片区", "区", "lon", "lat"]
    straight, _ = match(*headings)
    turned, _ = match(*reversed(headings))
    assert straight.columns == turned.columns


def test_the_estate_of_a_room_is_no_name() -> None:
    mapped, _ = match("用房编号", "所在小区", "面积", columns=ROOMS.columns)
    assert mapped.columns == {"room_id": "用房编号", "estate_id": "所在小区", "floor_area_m2": "面积"}


def test_two_level_headings_match_by_their_lower_level_and_totals_win() -> None:
    mapped, _ = match("户数 / 出租", "户数 / 合计", "位置 / 经度", "位置 / 纬度")
    assert mapped.columns == {"households": "户数 / 合计", "lon": "位置 / 经度", "lat": "位置 / 纬度"}


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("建筑面积(万平方米)", "万㎡"), ("建筑面积（万㎡）", "万㎡"), ("建筑面积/㎡", "㎡"), ("建筑面积万m2", "万㎡"),
        ("建筑面积（单位：平方米）", "㎡"), ("建筑面积(亩)", "亩"), ("物业费(元/户/月)", "元/户·月"),
        ("物业费（元/平方米·月）", "元/㎡·月"), ("物业费(元/月/㎡)", "元/㎡·月"), ("物业费(元/年)", "元/年"),
        ("物业费(元/户·年)", "元/户·年"), ("收缴率(%)", "%"), ("收缴率％", "%"), ("建筑面积", ""), ("户数（户）", "户"),
    ],
)  # fmt: skip
def test_the_unit_stands_in_the_heading(heading: str, unit: str) -> None:
    mapped, _ = match(heading)
    assert "".join(mapped.units.values()) == unit


def test_a_unit_above_the_table_holds_for_areas_without_one() -> None:
    mapped, report = match("建筑面积", "绿化面积(㎡)", titles=("单位：万平方米、户",))
    assert mapped.units == {"floor_area_m2": "万㎡", "green_area_m2": "㎡"}
    assert [f.rule for f in report.findings] == ["unit-above"]


@pytest.mark.parametrize(
    ("headings", "row", "hint"),
    [
        (("百度经度", "百度纬度"), (120.3, 31.6), "bd09"),
        (("高德坐标",), ("120.3,31.6",), "gcj02"),
        (("经度(WGS84)", "纬度(WGS84)"), (120.3, 31.6), "wgs84"),
        (("X坐标(EPSG:4549)", "Y坐标(EPSG:4549)"), (528479, 3494211), "EPSG:4549"),
        (("CGCS2000经度", "CGCS2000纬度"), (120.3, 31.6), "EPSG:4490"),
        (("CGCS2000 X", "CGCS2000 Y"), (3494211, 40528479), "EPSG:4528"),
        (("位置 / 百度经度", "位置 / 百度纬度"), (120.3, 31.6), "bd09"),
        (("经度", "纬度"), (120.3, 31.6), ""),
    ],
)
def test_a_heading_may_name_the_datum(headings: tuple[str, ...], row: tuple[object, ...], hint: str) -> None:
    mapped, report = match(*headings, row=row)
    assert mapped.datum_hint == hint
    assert ("datum-hint" in [f.rule for f in report.findings]) == bool(hint)


def test_x_is_the_northing_where_the_values_look_like_a_survey() -> None:
    mapped, report = match("X", "Y", row=(3494211.8, 528479.5))
    assert (mapped.columns["lon"], mapped.columns["lat"]) == ("Y", "X")
    assert "survey-axes" in [f.rule for f in report.findings]
    plain, _ = match("X", "Y", row=(528479.5, 3494211.8))
    assert (plain.columns["lon"], plain.columns["lat"]) == ("X", "Y")


def test_unknown_headings_are_listed_with_the_nearest_known_one() -> None:
    mapped, report = match("小区名称", "建筑面積", "完全无关")
    assert mapped.unused == ("建筑面積", "完全无关")
    assert [f.severity for f in report.findings] == ["note", "note"]
    assert "建筑面积" in report.findings[0].found


def test_a_cell_and_its_place_are_named_by_the_schema() -> None:
    mapped, _ = match("小区名称", "户数", row=("示例甲苑", 300))
    assert mapped.value(0, "households") == 300
    assert mapped.value(0, "gates") is None
    assert mapped.cells("name") == ["示例甲苑"]
    where = mapped.where(0, "households")
    assert (where.file, where.row, where.column) == ("a.csv", 2, "户数")
