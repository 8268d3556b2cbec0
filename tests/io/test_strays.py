"""Places that cannot be are taken away and reported."""

import geopandas as gpd
import shapely

from geo.findings import Report
from geo.io.strays import take_strays_away
from tests.io.ledgers import estates


def located(*places, subdistrict="示例街道"):
    rows = estates([{"subdistrict": subdistrict, "place_quality": "surveyed"} for _ in places])
    points = [None if place is None else shapely.Point(place) for place in places]
    return gpd.GeoDataFrame(rows, geometry=gpd.GeoSeries(points, crs="EPSG:4326"))


NEAR = [(120.30, 31.57), (120.31, 31.57), (120.30, 31.58), (120.32, 31.56)]


def test_a_mistyped_degree_and_a_lost_sign_are_taken_away_and_told():
    report = Report()
    found = take_strays_away(located(*NEAR, (121.30, 31.57), (-120.30, 31.57)), report)
    assert found.geometry.isna().tolist() == [False] * 4 + [True] * 2
    assert found["place_quality"].tolist() == ["surveyed"] * 4 + ["none"] * 2
    assert [(f.rule, f.severity) for f in report.findings] == [("place-stray", "error")] * 2
    assert "94 公里" in report.findings[0].found


def test_estates_of_a_wide_area_without_sub_districts_are_left_alone():
    report = Report()
    wide = [(100.0 + i, 25.0 + i / 2) for i in range(20)]
    assert not take_strays_away(located(*wide, subdistrict=None), report).geometry.isna().any()
    assert not report.findings


def test_a_blank_sub_district_is_held_against_the_whole_ledger():
    estates_of = located(*NEAR, (130.0, 31.57))
    estates_of.loc[4, "subdistrict"] = None
    assert take_strays_away(estates_of, Report()).geometry.isna().tolist() == [False] * 4 + [True]


def test_of_few_places_none_is_the_odd_one():
    report = Report()
    assert not take_strays_away(located(*NEAR[:2], (121.3, 31.57), None), report).geometry.isna()[:3].any()
    assert not report.findings
