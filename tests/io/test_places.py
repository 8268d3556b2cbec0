"""Placing estates: own coordinates, files of places, communities, shared points."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import Point, Polygon

from geo.errors import UnknownNameError
from geo.findings import Report
from geo.io.datum import convert
from geo.io.places import DATUM_COLUMNS, locate
from geo.policy import Policy
from tests.io.towns import NAMES, districts, off_m, outlines, town


def _locate(estates, *, places=(), boundaries="outlines", datum="auto"):
    report = Report()
    shapes = {"outlines": outlines(), "districts": districts(), "none": None}[boundaries]
    located, datums = locate(estates, boundaries=shapes, places=places, datum=datum, policy=Policy(), report=report)
    return located, datums, report


def _off_m(located):
    shown = located[located.geometry.notna()]
    return off_m(shown.geometry.x, shown.geometry.y, shown["true_lon"], shown["true_lat"])


def _without(estates, count=10):
    """Take the coordinates away from the first estates."""
    lost = estates.copy()
    lost.loc[lost.index[:count], ["lon", "lat"]] = np.nan
    return lost


def _places_file(tmp_path, rows, name="位置.csv"):
    path = tmp_path / name
    pd.DataFrame(rows).to_csv(path, index=False, encoding="utf-8-sig")
    return path


def _rules(report):
    return {finding.rule for finding in report.findings}


@pytest.mark.parametrize("datum", ["wgs84", "gcj02", "bd09"])
def test_estates_are_placed_whatever_their_datum(datum):
    located, datums, report = _locate(town(500, datum=datum))
    assert located.crs == "EPSG:4326"
    assert _off_m(located).max() < 0.5
    assert list(datums.columns) == list(DATUM_COLUMNS)
    assert datums.loc[0, "decided"] == datum
    assert "datum-decided" in _rules(report)
    quality = "surveyed" if datum == "wgs84" else "portal"
    assert set(located["place_quality"]) == {quality}
    assert len(report.repairs) == (0 if datum == "wgs84" else 500)


def test_a_decision_names_file_sheet_votes_and_what_to_do():
    _, datums, report = _locate(town(500, datum="bd09"))
    finding = next(f for f in report.findings if f.rule == "datum-decided")
    assert (finding.file, finding.sheet, finding.severity) == ("样例.xlsx", "台账", "note")
    assert "bd09 100.0 %" in finding.found
    assert "--datum" in finding.remedy
    assert datums.loc[0, "votes"].startswith("bd09 100.0 %")


def test_rows_and_order_and_columns_are_kept():
    estates = _without(town(30))
    located, _, _ = _locate(estates)
    assert located["estate_id"].tolist() == estates["estate_id"].tolist()
    assert set(estates.columns) <= set(located.columns)


def test_an_unknown_datum_is_refused():
    with pytest.raises(UnknownNameError):
        _locate(town(3), datum="mars")


def test_a_stated_datum_needs_no_boundaries():
    located, _, _ = _locate(town(5, datum="bd09"), boundaries="none", datum="bd09")
    assert _off_m(located).max() < 0.5


@pytest.mark.parametrize(("lon", "lat"), [(0.0, 0.0), (np.inf, 31.6), (1203.0, 31.6), (120.3, np.nan), (1e308, 1e308)])
def test_unusable_coordinates_are_reported_with_their_row(lon, lat):
    estates = town(30)
    estates.loc[3, ["lon", "lat"]] = lon, lat
    located, _, report = _locate(estates)
    assert located.geometry.iloc[3] is None
    assert located["place_quality"].iloc[3] == "none"
    finding = next(f for f in report.findings if f.rule == "coordinate-unusable")
    assert (finding.row, finding.estate_id) == (5, "样例0003")


def test_an_estate_without_coordinates_keeps_an_empty_geometry():
    located, _, report = _locate(_without(town(30)))
    assert located.geometry.isna().sum() == 10
    assert set(located["place_quality"][:10]) == {"none"}
    assert "coordinate-unusable" not in _rules(report)


def test_a_ledger_without_any_coordinates_is_no_error():
    located, datums, _ = _locate(_without(town(10)))
    assert located.geometry.isna().all()
    assert len(datums) == 0


def test_places_are_joined_by_name_in_the_same_subdistrict(tmp_path):
    estates = town(200)
    places = _places_file(
        tmp_path,
        {"小区名称": estates["name"], "街道": estates["subdistrict"], "经度": estates["lon"], "纬度": estates["lat"]},
    )
    located, _, report = _locate(_without(estates), places=[places])
    assert _off_m(located).max() < 0.5
    assert set(located["place_quality"][:10]) == {"portal"}
    joined = [repair for repair in report.repairs if repair.rule == "place-name"]
    assert len(joined) == 10
    assert {repair.confidence for repair in joined} == {0.95}
    assert joined[0].row == 2


def test_places_in_another_datum_are_converted_before_they_are_joined(tmp_path):
    estates = town(300)
    bd = convert(estates["lon"], estates["lat"], source="wgs84", target="bd09")
    places = _places_file(
        tmp_path, {"小区名称": estates["name"], "街道": estates["subdistrict"], "经度": bd[0], "纬度": bd[1]}
    )
    located, datums, _ = _locate(_without(estates, 300), places=[places])
    assert _off_m(located).max() < 0.5
    assert datums["decided"].tolist() == ["bd09"]


def test_known_places_settle_the_datum_of_the_ledger(tmp_path):
    estates = town(60, datum="bd09")
    places = _places_file(
        tmp_path,
        {
            "小区名称": estates["name"],
            "街道": estates["subdistrict"],
            "GPS经度": estates["true_lon"],
            "GPS纬度": estates["true_lat"],
        },
    )
    located, datums, _ = _locate(estates, places=[places], boundaries="none")
    assert datums.loc[0, "decided"] == "bd09"
    assert _off_m(located).max() < 0.5


def test_a_decided_ledger_settles_the_datum_of_places(tmp_path):
    estates = town(500)
    bd = convert(estates["lon"], estates["lat"], source="wgs84", target="bd09")
    rows = slice(0, 40)
    places = _places_file(tmp_path, {"小区名称": estates["name"][rows], "经度": bd[0][rows], "纬度": bd[1][rows]})
    extra = _without(estates, 5)
    _, datums, _ = _locate(extra, places=[places])
    assert datums.loc[datums["file"] == "位置.csv", "decided"].tolist() == ["bd09"]


def test_an_alias_on_either_side_joins(tmp_path):
    estates = _without(town(100), 2)
    estates.loc[0, "alias"] = "旧示例苑、老示例苑"
    rows = [
        {"小区名称": "老示例苑", "别名": "", "街道": estates["subdistrict"][0]},
        {"小区名称": "新名苑", "别名": "示例1号苑", "街道": estates["subdistrict"][1]},
    ]
    for row, at in zip(rows, (0, 1), strict=True):
        row |= {"GPS经度": estates["true_lon"][at], "GPS纬度": estates["true_lat"][at]}
    located, _, report = _locate(estates, places=[_places_file(tmp_path, rows)])
    assert _off_m(located).max() < 0.5
    assert [repair.confidence for repair in report.repairs if repair.rule == "place-alias"] == [0.9, 0.9]


@pytest.mark.parametrize("other", ["示例0村", "示例0号苑二期", "示例0号苑东区", "示例00号苑"])
def test_likeness_of_names_never_joins(tmp_path, other):
    estates = _without(town(50), 1)
    places = _places_file(
        tmp_path, [{"小区名称": other, "街道": estates["subdistrict"][0], "GPS经度": 120.32, "GPS纬度": 31.59}]
    )
    located, _, _ = _locate(estates, places=[places])
    assert located.geometry.iloc[0] is None


def test_a_name_that_stands_for_several_places_is_not_joined(tmp_path):
    estates = _without(town(50), 1)
    row = {"小区名称": "示例0号苑", "街道": estates["subdistrict"][0]}
    rows = [row | {"GPS经度": 120.31 + step / 100, "GPS纬度": 31.58} for step in range(2)]
    located, _, report = _locate(estates, places=[_places_file(tmp_path, rows)])
    assert located.geometry.iloc[0] is None
    assert "place-ambiguous" in _rules(report)


def test_a_place_listed_twice_within_reach_is_one_place(tmp_path):
    estates = _without(town(50), 1)
    lon, lat = estates["true_lon"][0], estates["true_lat"][0]
    row = {"小区名称": "示例0号苑", "街道": estates["subdistrict"][0]}
    rows = [row | {"GPS经度": lon + step / 10_000, "GPS纬度": lat} for step in range(2)]
    located, _, _ = _locate(estates, places=[_places_file(tmp_path, rows)])
    assert located.geometry.iloc[0] is not None


def test_a_name_in_another_subdistrict_is_another_estate(tmp_path):
    estates = _without(town(50), 1)
    other = next(name for name in NAMES if name != estates["subdistrict"][0])
    places = _places_file(tmp_path, [{"小区名称": "示例0号苑", "街道": other, "GPS经度": 120.32, "GPS纬度": 31.59}])
    located, _, report = _locate(estates, places=[places])
    assert located.geometry.iloc[0] is None
    assert "place-elsewhere" in _rules(report)


def test_a_name_that_is_alone_in_a_file_without_subdistricts_joins_with_less_confidence(tmp_path):
    estates = _without(town(50), 1)
    row = {"小区名称": "示例0号苑", "GPS经度": estates["true_lon"][0], "GPS纬度": estates["true_lat"][0]}
    _, _, report = _locate(estates, places=[_places_file(tmp_path, [row])], boundaries="none")
    assert [repair.confidence for repair in report.repairs if repair.rule == "place-name"] == [0.8]


def test_a_community_centre_is_marked_as_to_be_checked(tmp_path):
    estates = _without(town(50), 3)
    community = estates["community"][0]
    lon, lat = estates["true_lon"][0], estates["true_lat"][0]
    places = _places_file(tmp_path, [{"社区": f"{community}居委会", "GPS经度": lon, "GPS纬度": lat}])
    located, _, report = _locate(estates, places=[places])
    same = (estates["community"][:3] == community).to_numpy()
    assert set(located["place_quality"][:3][same]) == {"community"}
    assert located.geometry[:3][~same].isna().all()
    assert "place-community" in _rules(report)


def test_the_outline_of_a_community_gives_its_centre():
    estates = _without(town(50), 1)
    shapes = outlines()
    own = shapes.iloc[[0]].assign(name=estates["community"][0], level="community")
    boundaries = gpd.GeoDataFrame(pd.concat([shapes, own], ignore_index=True), crs=shapes.crs)
    located, _ = locate(estates, boundaries=boundaries, policy=Policy(), report=Report())
    assert located["place_quality"].iloc[0] == "community"


def test_points_that_three_estates_share_are_flagged():
    estates = town(100)
    estates.loc[:2, ["lon", "lat"]] = estates.loc[0, ["lon", "lat"]].to_numpy(float)
    estates.loc[10:11, ["lon", "lat"]] = estates.loc[10, ["lon", "lat"]].to_numpy(float)
    located, _, report = _locate(estates)
    assert (located["place_quality"] == "shared").sum() == 3
    finding = next(f for f in report.findings if f.rule == "place-shared")
    assert "示例1号苑" in finding.found


def test_one_estate_written_three_times_shares_its_point_with_nobody():
    estates = town(100)
    estates.loc[:2, ["lon", "lat"]] = estates.loc[0, ["lon", "lat"]].to_numpy(float)
    estates.loc[:2, ["name", "subdistrict"]] = ["示例苑", NAMES[0]]
    located, _, _ = _locate(estates)
    assert "shared" not in set(located["place_quality"])


def test_a_quality_stated_in_the_ledger_is_kept():
    estates = town(100).assign(place_quality=None)
    estates.loc[0, "place_quality"] = "shared"
    located, _, _ = _locate(estates)
    assert located["place_quality"].iloc[0] == "shared"


def test_shapes_are_voted_on_and_moved_too():
    estates = town(400, datum="gcj02")
    square = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * 0.0002
    shapes = [Polygon(np.add(square, (lon, lat))) for lon, lat in zip(estates["lon"], estates["lat"], strict=True)]
    given = estates.assign(geometry=pd.Series(shapes, dtype=object), lon=np.nan, lat=np.nan)
    located, datums, report = _locate(given)
    assert set(located.geom_type) == {"Polygon"}
    middle = located.geometry.to_crs("EPSG:4549").centroid.to_crs("EPSG:4326")
    assert off_m(middle.x, middle.y, estates["true_lon"], estates["true_lat"]).max() < 0.5
    assert datums.loc[0, "decided"] == "gcj02"
    assert {repair.field for repair in report.repairs} == {"geometry"}


def test_shapes_that_no_vote_moves_stay_as_their_file_states():
    estates = town(10)
    shapes = [Point(lon, lat) for lon, lat in zip(estates["lon"], estates["lat"], strict=True)]
    given = estates.assign(geometry=pd.Series(shapes, dtype=object), lon=np.nan, lat=np.nan)
    located, datums, _ = _locate(given, boundaries="none")
    assert (datums.loc[0, "decided"], datums.loc[0, "by"]) == ("wgs84", "hint")
    assert _off_m(located).max() < 0.5


def test_the_order_of_rows_changes_no_place():
    estates = _without(town(200, datum="bd09"))
    plain = _locate(estates)[0].set_index("estate_id").geometry
    shuffled = _locate(estates.sample(frac=1, random_state=4))[0].set_index("estate_id").geometry.loc[plain.index]
    assert (plain.isna() == shuffled.isna()).all()
    assert plain[plain.notna()].geom_equals(shuffled[plain.notna()]).all()
