import geopandas as gpd
import pytest
import shapely

from geo.findings import Report
from geo.io.duplicates import find_duplicates, report_namesakes
from geo.policy import Policy
from tests.io.ledgers import estates, rules

PLACE = Policy().place
CRS = "EPSG:4549"
METRE = 1 / 111_000  # degrees of latitude


def located(rows):
    """Estates with ids E0, E1 … on points given as metres north of one place; None for no place."""
    plain = [{k: v for k, v in row.items() if k != "north_m"} for row in rows]
    given = [
        {"estate_id": f"E{i}", "subdistrict": "示例街道", "place_quality": "surveyed", **row}
        for i, row in enumerate(plain)
    ]
    frame = estates(given)
    frame["written_id"] = frame["estate_id"]
    points = [
        None if row.get("north_m") is None else shapely.Point(120.3, 31.57 + row["north_m"] * METRE) for row in rows
    ]
    return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(points, crs="EPSG:4326"))


def pairs(rows):
    report = Report()
    found = find_duplicates(located(rows), PLACE, CRS, report)
    return [(duplicate.estate_id, duplicate.kept_id) for duplicate in found], report


def test_one_name_at_one_place_is_one_estate_and_the_fuller_row_is_kept():
    found, _ = pairs(
        [{"name": "示例苑", "north_m": 0}, {"name": "示例 苑", "north_m": 100, "households": 300, "build_year": 1985}]
    )
    assert found == [("E0", "E1")]


def test_the_evidence_says_what_agrees():
    rows = [{"name": "示例苑", "north_m": 0, "households": 300}, {"name": "示例苑", "north_m": 100, "households": 300}]
    evidence = find_duplicates(located(rows), PLACE, CRS, Report())[0].evidence
    assert "100 m" in evidence
    assert "300" in evidence


def test_one_name_far_apart_is_two_estates():
    assert pairs([{"name": "示例苑", "north_m": 0}, {"name": "示例苑", "north_m": 400}])[0] == []


def test_without_places_the_size_has_to_agree():
    assert pairs([{"name": "示例苑", "floor_area_m2": 21_000.0}, {"name": "示例苑", "floor_area_m2": 21_040.0}])[0] == [
        ("E1", "E0")
    ]
    assert pairs([{"name": "示例苑", "households": 300}, {"name": "示例苑", "households": 420}])[0] == []
    assert pairs([{"name": "示例苑"}, {"name": "示例苑"}])[0] == []


def test_the_same_size_very_far_apart_is_two_estates():
    rows = [
        {"name": "示例苑", "households": 300, "north_m": 0},
        {"name": "示例苑", "households": 300, "north_m": 3_000},
    ]
    assert pairs(rows)[0] == []


def test_one_name_in_two_sub_districts_is_two_estates():
    rows = [{"name": "示例苑", "north_m": 0}, {"name": "示例苑", "north_m": 0, "subdistrict": "样例街道"}]
    assert pairs(rows)[0] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("样例一村", "样例二村"),
        ("样例苑一期", "样例苑二期"),
        ("样例苑东区", "样例苑西区"),
        ("样例路12弄", "样例路14弄"),
        ("样例苑1区", "样例苑2区"),
    ],
)
def test_numerals_phases_and_lanes_are_never_merged(one, other):
    rows = [
        {"name": one, "north_m": 0, "households": 300, "floor_area_m2": 21_000.0},
        {"name": other, "north_m": 0, "households": 300, "floor_area_m2": 21_000.0},
    ]
    assert pairs(rows)[0] == []


def test_other_house_numbers_or_another_year_speak_against_it():
    numbers = [
        {"name": "示例宿舍", "north_m": 0, "address": "示例路12号"},
        {"name": "示例宿舍", "north_m": 0, "address": "示例路30号"},
    ]
    years = [{"name": "示例苑", "north_m": 0, "build_year": 1985}, {"name": "示例苑", "north_m": 0, "build_year": 1998}]
    assert pairs(numbers)[0] == []
    assert pairs(years)[0] == []


def test_points_that_several_estates_share_are_no_evidence():
    rows = [
        {"name": "示例苑", "north_m": 0, "place_quality": "shared"},
        {"name": "示例苑", "north_m": 0, "place_quality": "shared"},
    ]
    assert pairs(rows)[0] == []


def test_three_rows_of_one_estate_leave_one():
    assert len(pairs([{"name": "示例苑", "north_m": north} for north in (0, 10, 20)])[0]) == 2


def test_near_names_are_only_told_in_a_note():
    found, report = pairs(
        [
            {"name": "样例一村", "north_m": 0},
            {"name": "样例1村", "north_m": 0},
            {"name": "示例苑小区"},
            {"name": "示例苑"},
        ]
    )
    assert found == []
    assert rules(report) == ["near-name", "near-name"]


def test_rows_without_a_name_are_not_compared():
    rows = located([{"name": "示例苑", "north_m": 0}, {"name": "示例苑", "north_m": 0}])
    rows["name"] = None
    assert find_duplicates(rows, PLACE, CRS, Report()) == []


def test_one_id_on_namesakes_that_are_two_estates_is_an_error():
    rows = located([{"name": "示例苑", "north_m": 0}, {"name": "示例苑", "north_m": 900}])
    rows["written_id"] = "A1"
    report = Report()
    report_namesakes(rows, find_duplicates(rows, PLACE, CRS, report), report)
    assert [(f.severity, f.rule) for f in report.findings] == [("error", "id-shared")]
