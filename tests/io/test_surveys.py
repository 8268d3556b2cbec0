"""Readers of satisfaction, needs, orders and partners: every way people write them, and nothing lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo.errors import GeoError, MissingColumnsError
from geo.findings import Report
from geo.io.companions import read_needs, read_orders, read_partners, read_satisfaction
from geo.io.companions.complaint_words import sorted_answers, split_answers
from geo.io.values import parse_date

HOSTILE = "</script><script>alert(1)</script>"
ESTATES = gpd.GeoDataFrame(
    {
        "estate_id": ["A1", "A2", "A3"],
        "name": ["样例一村", "样例二村", "样例路100弄"],
        "alias": ["老样例", None, None],
        "subdistrict": ["样例街道"] * 3,
        "stage": ["daily", "pilot", None],
    },
    geometry=[shapely.Point(120.3, 31.5), shapely.Point(120.31, 31.5), None],
    crs=4326,
)


def write(folder: Path, *lines: str) -> Path:
    path = folder / "f.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def rules(report: Report) -> list[str]:
    return [finding.rule for finding in report.findings if finding.severity != "note"]


def satisfaction(folder: Path, *lines: str) -> tuple[pd.DataFrame, pd.DataFrame, Report]:
    report = Report()
    path = write(folder, "小区名称,调查年度,发放问卷数,有效问卷,满意人数,满意率,备注", *lines)
    table, left = read_satisfaction(path, report, estates=ESTATES, scopes={"样例街道"}, this_year=2026)
    return table, left, report


def test_satisfaction_in_the_forms_of_real_sheets(tmp_path: Path) -> None:
    table, left, _ = satisfaction(
        tmp_path,
        "样例一村,2021年,100,80,72,,",
        "老样例,2022年度,100份,50,,90%,",
        "A2,2021,,,,99.17%,",
        "样例街道,2021,,,,98.5,公布数",
    )
    assert left.empty
    assert table["estate_id"].tolist() == ["A1", "A1", "A2", ""]
    assert table["scope"].fillna("").tolist() == ["", "", "", "样例街道"]
    assert table["year"].tolist() == [2021, 2022, 2021, 2021]
    assert table["satisfied"].tolist()[:2] == [72, 45]  # 90% of 50
    assert table["rate_stated"].tolist()[1:] == pytest.approx([0.9, 0.9917, 0.985])
    assert table["basis"].tolist() == ["survey", "survey", "pilot", "self_reported"]


def test_what_contradicts_itself_is_kept_aside_with_its_place(tmp_path: Path) -> None:
    table, left, report = satisfaction(
        tmp_path,
        "样例一村,2021,100,120,72,,",
        "样例二村,2021,100,80,90,,",
        "无此小区,2021,100,80,70,,",
        "样例一村,,100,80,70,,",
        "样例一村,2031,100,80,70,,",
        "样例一村,2020,100,,,,",
        ",2020,100,80,70,,",
        "样例一村,2019,10,8,7,,",
        "样例一村,2019,10,8,6,,",
    )
    assert len(table) == 1
    assert len(table) + len(left) == 9
    assert left["rule"].tolist() == [
        "satisfaction-answered", "satisfaction-satisfied", "estate-unknown", "satisfaction-no-year",
        "satisfaction-future", "satisfaction-empty", "survey-no-estate", "satisfaction-twice",
    ]  # fmt: skip
    assert left["row"].tolist() == [2, 3, 4, 5, 6, 7, 8, 10]
    assert left["file"].tolist() == ["f.csv"] * 8
    assert "有效问卷: 120" in left["cells"].iloc[0]
    for finding in report.findings:
        assert finding.file == "f.csv"
        assert finding.expected or finding.remedy


def test_a_stated_rate_is_held_against_its_counts_and_a_missing_n_is_said(tmp_path: Path) -> None:
    lines = ("样例一村,2021,100,80,40,95%,", "样例二村,2021,,,,120%,", "样例二村,2020,,,,88%,")
    table, left, report = satisfaction(tmp_path, *lines)
    assert rules(report) == ["companion-range", "satisfaction-disagrees", "satisfaction-empty", "satisfaction-no-n"]
    assert (len(table), len(left)) == (2, 1)


def test_an_empty_file_is_told_and_never_a_traceback(tmp_path: Path) -> None:
    for name, read in (("s.csv", read_satisfaction), ("n.csv", read_needs), ("o.csv", read_orders)):
        (tmp_path / name).write_bytes(b"")
        with pytest.raises(GeoError, match=name.replace(".", r"\.")):
            read(tmp_path / name, Report(), estates=ESTATES)


@pytest.mark.parametrize(
    ("cell", "kinds"),
    [
        ("停车难、漏水；保洁", ["leaks", "parking", "cleaning"]),
        ("A.停车 B.屋面漏水", ["leaks", "parking"]),
        ("①停车难②楼道灯不亮", ["parking", "lights"]),
        ("停车难┋停车位不足", ["parking"]),
        ("停车难 漏水", ["leaks", "parking"]),
        ("无", []),
        ("没有", []),
        ("parking", ["parking"]),
        ("希望多办活动", ["other"]),
        (None, []),
        (12.0, ["other"]),
    ],
)
def test_cells_with_several_answers(cell: object, kinds: list[str]) -> None:
    assert sorted_answers(cell)[0] == kinds


def test_words_that_fit_no_kind_are_kept() -> None:
    assert sorted_answers(f"停车难、{HOSTILE}")[1]
    assert split_answers("停车难，，漏水") == ["停车难", "漏水"]


def test_needs_are_read_and_unknown_estates_kept_aside(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "小区名称,提交时间,最需解决的问题,意见建议,份数",
        '样例一村,2025/5/1 18:30,"停车难,漏水",早点办,',
        "样例二村,上周,保洁,,3",
        "无名,2025,保洁,,",
    )
    report = Report()
    table, left = read_needs(path, report, estates=ESTATES)
    assert table["complaints"].tolist() == ["leaks,parking", "cleaning"]
    assert table["asked_on"].fillna("").tolist() == ["2025-05-01", ""]
    assert table["count"].tolist() == [1, 3]
    assert table["note"].iloc[0] == "早点办"
    assert left["rule"].tolist() == ["estate-unknown"]
    assert "companion-cell" in rules(report)
    with pytest.raises(MissingColumnsError):
        read_needs(write(tmp_path, "小区名称,份数", "样例一村,3"), Report(), estates=ESTATES)


def orders(folder: Path, *lines: str) -> tuple[pd.DataFrame, pd.DataFrame, Report]:
    report = Report()
    path = write(folder, "工单号,事发地点,问题类型,受理时间,办结时间,办理状态,班组,诉求内容", *lines)
    table, left = read_orders(path, report, estates=ESTATES, today=date(2025, 12, 31))
    return table, left, report


def test_orders_with_dates_in_many_forms_and_estates_in_addresses(tmp_path: Path) -> None:
    table, left, report = orders(
        tmp_path,
        "1,A1,停车难,2025-05-01,2025/5/3 8:30,已办结,甲班,",
        "2,样例一村3号楼201,漏水,2025年5月1日8时30分,20250502,办结,甲班,",
        "3,老样例,,45778,,办理中,,楼上漏水",
        "4,样例路100弄5号,其他事,25.5.1,,已办结,,",
    )
    assert left.empty
    assert table["estate_id"].tolist() == ["A1", "A1", "A1", "A3"]
    assert table["opened_on"].tolist() == ["2025-05-01"] * 4
    assert table["closed_on"].fillna("").tolist() == ["2025-05-03", "2025-05-02", "", ""]
    assert table["kind"].tolist() == ["parking", "leaks", "leaks", "other"]
    assert table["state"].tolist() == ["closed", "closed", "open", "undated"]
    assert "estate-of-address" in [repair.rule for repair in report.repairs]


def test_estates_of_like_names_are_never_taken_for_one_another(tmp_path: Path) -> None:
    table, left, _ = orders(tmp_path, "1,样例一村二期,漏水,2025-05-01,,,,", "2,样例三村,漏水,2025-05-01,,,,")
    assert table.empty
    assert left["rule"].tolist() == ["estate-unknown"] * 2


def test_doubtful_dates_are_counted_and_said_and_twins_kept_aside(tmp_path: Path) -> None:
    table, left, report = orders(
        tmp_path,
        "1,A1,停车,2025-05-10,2025-05-01,已办结,,",
        "2,A1,停车,2026-05-10,,,,",
        "3,A1,停车,,,未办结,,",
        "3,A1,停车,2025-05-10,,,,",
        "4,A1,停车,2025-05-10,2025-05-11,办理中,,",
        f",A1,停车,2025-05-10,2025-05-11,已办结,,{HOSTILE}",
    )
    assert table["state"].tolist() == ["unclear", "unclear", "unclear", "closed", "closed"]
    assert table["order_id"].iloc[-1] == "f.csv:7"
    assert table["note"].iloc[-1] == HOSTILE
    assert rules(report) == ["order-backwards", "order-future", "order-no-opening", "order-status", "order-twice"]
    assert left["row"].tolist() == [5]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2021/5/1 18:30", "2021-05-01"),  # not the 11th
        ("2021-05-03 08:30:00", "2021-05-03"),
        ("2021年5月3日8时30分", "2021-05-03"),
        ("2021/5/3 下午3:20", "2021-05-03"),
        ("21.5.3", "2021-05-03"),
        ("2021年5月3号", "2021-05-03"),
        ("2021-05-03T08:30:00Z", "2021-05-03"),
    ],
)
def test_days_with_a_time_of_day(cell: str, day: str) -> None:
    assert parse_date(cell).value == day


def test_partners_are_placed_by_themselves_or_their_estate_and_nobody_is_lost(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "编号,单位名称,类型,所在小区,人数,经度,纬度",
        "P1,样例银行,共建单位,A1,,120.3005,31.5005",
        ",样例志愿服务队,,样例二村,30人,,",
        "P2,样例活动室,公共用房,A3,,,",
        "P3,样例协会,奇怪,,,,",
        "P1,样例重复,,A1,,,",
        "P4,样例无此,,无此小区,,,",
        "P5,,联盟单位,A1,,,",
    )
    report = Report()
    table, left = read_partners(path, report, estates=ESTATES)
    assert table["partner_id"].tolist() == ["P1", "P001", "P2", "P3"]
    assert table["kind"].tolist() == ["partner", "volunteers", "public_room", "partner"]
    assert table["placed_by"].tolist() == ["own", "estate", "none", "none"]
    assert table["people"].tolist()[1] == 30
    assert sorted(left["rule"]) == ["estate-unknown", "partner-nameless", "partner-twice"]
    assert "partner-kind" in rules(report)
