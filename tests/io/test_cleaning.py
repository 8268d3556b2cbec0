import datetime as dt
import math

import pytest

from geo.findings import Report
from geo.io.cleaning import clean_estates
from geo.policy import Policy
from geo.wording import using_language
from tests.io.ledgers import cleaned, mapped, repairs, rules


def test_every_changed_value_is_one_repair_with_its_place():
    frame, report = cleaned({"户数": ["约300户", 420]})
    assert frame["households"].tolist() == [300, 420]
    made = next(r for r in report.repairs if r.field == "households")
    assert (made.file, made.sheet, made.row, made.before, made.after) == ("台账.xlsx", "Sheet1", 3, "约300户", "300")
    assert (made.rule, made.confidence) == ("approximate", 0.8)
    assert len(report.repairs) == 1


def test_every_unreadable_value_is_one_finding_and_all_come_at_once():
    _, report = cleaned({"户数": ["abc", "几十户"], "建成年代": ["很早", "1985"], "停车位": ["x", 3]})
    unreadable = [f for f in report.findings if f.rule == "unreadable-value"]
    assert [(f.row, f.column) for f in unreadable] == [(4, "户数"), (3, "停车位"), (3, "建成年代")] or len(
        unreadable
    ) == 4
    assert {(f.row, f.column) for f in unreadable} == {(3, "户数"), (4, "户数"), (3, "停车位"), (3, "建成年代")}
    first = next(f for f in unreadable if f.column == "户数")
    assert str(first) == (
        "台账.xlsx Sheet1 第3行 户数: “abc”读不出数字；应为：1 至 50,000 户；按缺失处理；请在台账中改正这一格"
    )


def test_findings_are_in_the_language_in_force():
    with using_language("en"):
        _, report = cleaned({"户数": ["abc"]})
    assert "is not a number that can be read" in str(report.findings[0])


@pytest.mark.parametrize("households", [-5, "-5", 1e308, "1e308", 60_000])
def test_a_number_out_of_range_is_an_error_and_missing_never_clipped(households):
    frame, report = cleaned({"户数": [households]})
    assert frame["households"].isna().all()
    assert [(f.severity, f.rule) for f in report.findings] == [("error", "out-of-range")]


@pytest.mark.parametrize("households", ["inf", math.inf, "1e400", "#REF!", dt.date(2020, 3, 5), True])
def test_what_is_no_finite_number_is_missing_and_said(households):
    frame, report = cleaned({"户数": [households]})
    assert frame["households"].isna().all()
    assert rules(report) == ["unreadable-value"]


def test_zero_where_zero_cannot_be_is_missing_and_logged():
    frame, report = cleaned({"户数": [0, "0"], "停车位": [0, 5]})
    assert frame["households"].isna().all()
    assert frame["parking_bays"].tolist() == [0, 5]
    assert repairs(report, "households") == [("0", "", "zero-as-missing")] * 2


def test_a_fraction_of_a_household_is_rounded_and_said():
    frame, report = cleaned({"户数": [300.5]})
    assert frame["households"].tolist() == [301]
    assert rules(report) == ["fraction"]
    assert repairs(report, "households") == [("300.5", "301", "rounded")]


def test_the_middle_of_a_range_is_rounded_without_a_complaint():
    frame, report = cleaned({"户数": ["300-351"]})
    assert frame["households"].tolist() == [326]
    assert rules(report) == []


def test_marks_for_nothing_known_are_counted_in_one_note():
    frame, report = cleaned({"户数": ["—", "无", "—", 300]})
    assert frame["households"].isna().sum() == 3
    assert [(f.severity, f.rule) for f in report.findings] == [("note", "missing-marks")]
    assert "“—”×2" in report.findings[0].found


@pytest.mark.parametrize("heading", ["建筑面积(万㎡)", "建筑面积（万平方米）"])
def test_the_heading_s_unit_counts(heading):
    frame, report = cleaned({heading: [3.2, "2.1万㎡", "18000㎡"]})
    assert frame["floor_area_m2"].tolist() == [32_000, 21_000, 18_000]
    assert repairs(report, "floor_area_m2")[0] == ("3.2", "32000", "unit-of-heading")


def test_a_column_without_a_unit_is_judged_by_households_and_said():
    frame, report = cleaned({"建筑面积": [2.1, 3.4, 1.2], "户数": [300, 500, None]})
    assert frame["floor_area_m2"].tolist() == [21_000, 34_000, 12_000]
    assert "area-unit" in rules(report)
    assert {rule for _, _, rule in repairs(report, "floor_area_m2")} == {"unit-from-households"}


def test_one_row_in_the_other_unit_is_found_by_its_households():
    frame, report = cleaned({"建筑面积(㎡)": [21_000, 3.4, 30_000], "户数": [300, 500, 400]})
    assert frame["floor_area_m2"].tolist() == [21_000, 34_000, 30_000]
    assert "area-unit-row" in rules(report)
    assert repairs(report, "floor_area_m2") == [("3.4", "34000", "unit-by-row")]


def test_an_area_that_nothing_explains_is_an_error_and_missing():
    frame, report = cleaned({"建筑面积(㎡)": [21_000, 3.4]})
    assert frame["floor_area_m2"].tolist()[0] == 21_000
    assert math.isnan(frame["floor_area_m2"].tolist()[1])
    assert "out-of-range" in rules(report)


def test_areas_are_missing_where_nothing_tells_the_unit():
    frame, report = cleaned({"建筑面积": [120, 200, 250]})
    assert frame["floor_area_m2"].isna().all()
    assert next(f for f in report.findings if f.rule == "area-unit").severity == "error"


def test_shares_are_decided_for_the_column_and_said():
    frame, report = cleaned({"绿化率": [30, 25, "28%"], "收缴率": [0.4, "0.6", None]})
    assert frame["green_rate"].tolist() == pytest.approx([0.30, 0.25, 0.28])
    assert frame["collection_rate"].tolist()[:2] == [0.4, 0.6]
    assert rules(report) == ["percent-column"]


def test_fees_per_household_are_divided_by_the_estate_s_own_area():
    frame, report = cleaned(
        {"物业费(元/户·月)": [35, "0.5元/㎡·月"], "建筑面积(㎡)": [21_000, 20_000], "户数": [300, 250]}
    )
    assert frame["fee_cny_m2_month"].tolist() == pytest.approx([0.5, 0.5])
    assert repairs(report, "fee_cny_m2_month")[0][2] == "fee-per-household"


def test_a_bare_fee_too_large_for_a_square_metre_is_said():
    frame, report = cleaned({"物业费": [0.5, 30]})
    assert frame["fee_cny_m2_month"].tolist()[0] == 0.5
    assert rules(report) == ["unreadable-value"]


def test_names_are_kept_as_written_but_for_outer_spaces():
    frame, report = cleaned({"小区名称": ["　示例甲苑（一期） ", "<img src=x onerror=alert(1)>", "=1+1", "C:\\2019"]})
    assert frame["name"].tolist() == ["示例甲苑（一期）", "<img src=x onerror=alert(1)>", "=1+1", "C:\\2019"]
    assert repairs(report, "name") == [("　示例甲苑（一期） ", "示例甲苑（一期）", "outer-spaces")]


def test_numbers_in_a_column_of_names_are_written_as_people_would():
    frame, _ = cleaned({"小区名称": [101.0, 118]})
    assert frame["name"].tolist() == ["101", "118"]


def test_both_coordinates_may_stand_in_one_cell_or_in_degrees_and_minutes():
    frame, report = cleaned({"坐标": ["120.30，31.57", "东经120°18′北纬31°34′12″", "无", "abc"]})
    assert frame["lon"].tolist()[:2] == pytest.approx([120.3, 120.3])
    assert frame["lat"].tolist()[:2] == pytest.approx([31.57, 31.57])
    assert frame["lon"].isna().tolist() == [False, False, True, True]
    assert rules(report).count("unreadable-value") == 1


def test_own_columns_of_coordinates_go_before_the_shared_cell():
    frame, _ = cleaned({"经度": [120.3, None], "纬度": [31.57, None], "坐标": ["121,32", "121,32"]})
    assert frame["lon"].tolist() == [120.3, 121]


def test_the_words_on_ownership_and_year_are_kept_for_eligibility():
    frame, _ = cleaned({"产权性质": ["以房改房为主"], "建成年代": ["80年代"]})
    assert frame["ownership_class"].tolist() == ["housing_reform"]
    assert frame["ownership_text"].tolist() == ["以房改房为主"]
    assert (frame["build_year"].tolist(), frame["build_year_rule"].tolist()) == ([1985], ["middle-of-decade"])


def test_a_table_without_rows_gives_an_empty_frame_of_the_same_columns():
    full, _ = cleaned({"户数": [1]})
    empty = clean_estates(mapped({"小区名称": [], "户数": []}), Policy(), Report())
    assert list(empty.columns) == list(full.columns)
    assert len(empty) == 0
