import geopandas as gpd
import shapely

from geo.findings import Report
from geo.io.subdistricts import complete_blank, name_by_outline, outlines_that_fit, with_official_names
from geo.policy import Policy
from tests.io.ledgers import estates, repairs, rules

OUTLINES = gpd.GeoDataFrame(
    {"name": ["示例街道", "样例街道"], "level": ["subdistrict"] * 2, "district": [None] * 2, "indicative": [False] * 2},
    geometry=[shapely.box(120.0, 31.0, 120.1, 31.1), shapely.box(120.1, 31.0, 120.2, 31.1)],
    crs="EPSG:4326",
)


def located(rows):
    points = [None if "lon" not in row else shapely.Point(row["lon"], 31.05) for row in rows]
    plain = [{"place_quality": "surveyed", **{k: v for k, v in row.items() if k != "lon"}} for row in rows]
    return gpd.GeoDataFrame(estates(plain), geometry=gpd.GeoSeries(points, crs="EPSG:4326"))


def test_outlines_get_official_names():
    assert with_official_names(OUTLINES.assign(name=["示例街道办事处", "样例街道"]))["name"].tolist() == [
        "示例街道",
        "样例街道",
    ]


def test_an_unknown_name_gives_way_to_the_outline_the_estate_lies_in():
    report = Report()
    found = name_by_outline(located([{"subdistrict": "别处街道", "lon": 120.15}]), OUTLINES, Policy().place, report)
    assert found["subdistrict"].tolist() == ["样例街道"]
    assert repairs(report, "subdistrict") == [("别处街道", "样例街道", "subdistrict-by-outline")]
    assert rules(report) == ["subdistrict-changed"]


def test_a_blank_name_is_that_of_the_outline_the_estate_lies_in():
    report = Report()
    found = name_by_outline(located([{"lon": 120.05}, {}]), OUTLINES, Policy().place, report)
    assert found["subdistrict"].tolist() == ["示例街道", None]
    assert repairs(report, "subdistrict") == [("", "示例街道", "subdistrict-by-outline")]


def test_a_known_name_is_kept_wherever_the_estate_lies():
    report = Report()
    found = name_by_outline(located([{"subdistrict": "示例街道", "lon": 120.15}]), OUTLINES, Policy().place, report)
    assert found["subdistrict"].tolist() == ["示例街道"]
    assert not report.repairs


def test_an_unknown_name_without_a_place_or_at_a_community_centre_is_kept():
    rows = located(
        [{"subdistrict": "别处街道"}, {"subdistrict": "别处街道", "lon": 120.15, "place_quality": "community"}]
    )
    report = Report()
    assert name_by_outline(rows, OUTLINES, Policy().place, report)["subdistrict"].tolist() == ["别处街道"] * 2
    assert rules(report) == ["subdistrict-unknown"]
    assert "2" in report.findings[0].found


def test_a_short_name_is_spelt_as_its_outline():
    found = name_by_outline(located([{"subdistrict": "示例"}]), OUTLINES, Policy().place, Report())
    assert found["subdistrict"].tolist() == ["示例街道"]


def test_a_blank_name_is_told_by_its_community_where_all_rows_agree():
    rows = [{"subdistrict": "示例街道", "community": "甲社区"}, {"community": "甲社区"}, {"community": "乙社区"}, {}]
    report = Report()
    assert complete_blank(located(rows), report)["subdistrict"].tolist() == ["示例街道", "示例街道", None, None]
    assert repairs(report, "subdistrict") == [("", "示例街道", "subdistrict-by-community")]


def test_a_community_that_two_sub_districts_claim_tells_nothing():
    rows = [
        {"subdistrict": "示例街道", "community": "甲社区"},
        {"subdistrict": "样例街道", "community": "甲社区"},
        {"community": "甲社区"},
    ]
    assert complete_blank(located(rows), Report())["subdistrict"].tolist()[2] is None


def test_a_ledger_without_any_sub_district_is_planned_by_district():
    report = Report()
    found = complete_blank(located([{"district": "示例区"}, {}]), report)
    assert found["subdistrict"].tolist() == ["示例区", "未分街道"]
    assert rules(report) == ["subdistricts-absent"]


def test_names_that_differ_only_in_signs_get_the_usual_spelling():
    report = Report()
    rows = [
        {"subdistrict": "示例-甲"},
        {"subdistrict": "示例-甲"},
        {"subdistrict": "示例甲"},
        {"subdistrict": "示例乙"},
    ]
    assert complete_blank(located(rows), report)["subdistrict"].tolist() == ["示例-甲", "示例-甲", "示例-甲", "示例乙"]
    assert rules(report) == ["subdistrict-spelling"]


def test_outlines_that_know_few_of_the_names_are_not_used_and_that_is_said_once():
    rows = located([{"subdistrict": name, "lon": 120.05} for name in ("甲街道", "乙街道", "示例街道", "甲街道")])
    report = Report()
    assert len(outlines_that_fit(rows, OUTLINES, Policy().place, report)) == 0
    assert [(f.rule, f.severity) for f in report.findings] == [("outlines-do-not-fit", "error")]
    assert all(word in report.findings[0].found for word in ("甲街道", "示例街道", "样例街道", "2", "3"))


def test_outlines_that_know_most_names_or_most_rows_are_used():
    mistyped = [{"subdistrict": name} for name in ["示例街道"] * 8 + ["示列街道", "示倒街道"]]
    for rows in (located(mistyped), located([{}, {}])):
        report = Report()
        assert len(outlines_that_fit(rows, OUTLINES, Policy().place, report)) == 2
        assert not report.findings


def test_a_change_of_many_rows_is_told_once_and_logged_row_by_row():
    rows = located([{"subdistrict": "别处街道", "lon": 120.15}] * 30 + [{"subdistrict": "示例街道"}] * 40)
    report = Report()
    name_by_outline(rows, OUTLINES, Policy().place, report)
    assert rules(report) == ["subdistrict-changed"]
    assert "30" in report.findings[0].found
    assert len(repairs(report, "subdistrict")) == 30
