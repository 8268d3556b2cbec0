"""Checks on shapes, on where estates lie, and on the CRS that files state."""

from __future__ import annotations

import time

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely.geometry import GeometryCollection, LineString, MultiPoint, Point, Polygon

from geo.findings import Report
from geo.io.stated_crs import stated_degrees
from geo.io.validation import check_geometry
from geo.policy import Policy
from tests.io.towns import METRIC, NAMES, PLACE, districts, outlines, town

LON, LAT = 120.32, 31.59
SQUARE = [(LON, LAT), (LON + 0.001, LAT), (LON + 0.001, LAT + 0.001), (LON, LAT + 0.001)]

with np.errstate(invalid="ignore"):  # shapely warns of the very fault that is tested
    _BROKEN_LINE = LineString([(120.3, np.nan), (120.4, 31.5)])


def _estates(*shapes, subdistrict=NAMES[0]):
    frame = pd.DataFrame(
        {
            "estate_id": [f"E{row}" for row in range(len(shapes))],
            "name": [f"示例{row}号苑" for row in range(len(shapes))],
            "subdistrict": subdistrict,
            "district": "样例区",
            "place_quality": "surveyed",
            "source_file": "样例.gpkg",
            "source_sheet": "",
            "source_row": range(1, len(shapes) + 1),
        }
    )
    return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(list(shapes), crs="EPSG:4326"))


def _checked(estates, boundaries=None):
    report = Report()
    return check_geometry(estates, boundaries, Policy(), report), report


def _rules(report):
    return [finding.rule for finding in report.findings]


def test_good_shapes_pass_without_a_word():
    estates = _estates(Point(LON, LAT), Polygon(SQUARE), None)
    checked, report = _checked(estates)
    assert checked.geometry.geom_equals(estates.geometry)[:2].all()
    assert not report.findings
    assert not report.repairs
    assert checked["place_quality"].tolist() == ["surveyed", "surveyed", "none"]


@pytest.mark.parametrize(
    "shape",
    [Polygon(), Point(0, 0), Point(1200, 31), Point(np.nan, 31.0), Point(np.inf, 31.0),
     Polygon([(0, 0), (0.0001, 0), (0, 0.0001)]), Polygon([(120, 31), (120, 95), (121, 31)]),
     _BROKEN_LINE],
)  # fmt: skip
def test_shapes_that_are_no_place_are_taken_away_and_reported(shape):
    checked, report = _checked(_estates(Point(LON, LAT), shape))
    assert checked.geometry.iloc[1] is None
    assert checked["place_quality"].iloc[1] == "none"
    assert [(f.rule, f.row, f.estate_id) for f in report.findings] == [("geometry-unusable", 2, "E1")]


def test_heights_are_dropped():
    checked, report = _checked(_estates(Point(LON, LAT, 5), Polygon([(*at, 3.0) for at in SQUARE])))
    assert not checked.geometry.has_z.any()
    assert [repair.rule for repair in report.repairs] == ["geometry-flattened"] * 2


def test_a_bow_tie_is_mended_and_logged():
    bow_tie = Polygon([SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3]])
    checked, report = _checked(_estates(bow_tie))
    assert checked.geometry.is_valid.all()
    assert checked.geometry.iloc[0].area > 0
    assert report.repairs[0].rule == "geometry-made-valid"
    assert _rules(report) == ["geometry-made-valid"]


@pytest.mark.parametrize(
    "shape",
    [Polygon([(LON, LAT)] * 4), Polygon([(LON, LAT), (LON + 0.001, LAT), (LON, LAT)]),
     LineString([(LON, LAT), (LON + 0.001, LAT)]), MultiPoint([(LON, LAT), (LON + 0.001, LAT)])],
)  # fmt: skip
def test_shapes_without_an_area_become_a_point(shape):
    checked, report = _checked(_estates(shape))
    assert checked.geom_type.tolist() == ["Point"]
    assert "geometry-no-area" in _rules(report)


def test_a_closed_line_is_filled():
    checked, report = _checked(_estates(LineString([*SQUARE, SQUARE[0]])))
    assert checked.geom_type.tolist() == ["Polygon"]
    assert "geometry-closed" in _rules(report)


def test_of_a_mixed_shape_the_polygons_are_kept():
    mixed = GeometryCollection([Polygon(SQUARE), Point(LON, LAT), LineString(SQUARE[:2])])
    checked, report = _checked(_estates(mixed, Point(LON, LAT)))
    assert checked.geom_type.tolist() == ["Polygon", "Point"]
    assert "geometry-uncollected" in _rules(report)


def test_a_million_vertices_are_kept_and_take_seconds():
    angles = np.linspace(0, 2 * np.pi, 1_000_000, endpoint=False)
    huge = Polygon(np.column_stack([LON + 0.005 * np.cos(angles), LAT + 0.005 * np.sin(angles)]))
    start = time.perf_counter()
    checked, report = _checked(_estates(huge), outlines())
    assert time.perf_counter() - start < 20
    assert shapely.get_num_coordinates(checked.geometry.iloc[0]) == 1_000_001
    assert "geometry-many-vertices" in _rules(report)


def test_an_estate_outside_its_subdistrict_is_reported_with_distance_and_home():
    estates = town(40)
    placed = gpd.GeoDataFrame(
        estates.assign(place_quality="surveyed"), geometry=gpd.points_from_xy(estates["lon"], estates["lat"]), crs=4326
    )
    row = int(np.flatnonzero(placed["subdistrict"] == NAMES[0])[0])
    placed.loc[row, "subdistrict"] = NAMES[3]
    _, report = _checked(placed, outlines())
    outside = [f for f in report.findings if f.rule == "estate-outside"]
    assert [f.estate_id for f in outside] == [placed["estate_id"][row]]
    assert NAMES[3] in outside[0].found
    assert NAMES[0] in outside[0].found


def test_districts_are_checked_where_there_are_no_subdistricts():
    far = _estates(Point(LON, LAT), Point(LON + 0.1, LAT))
    _, report = _checked(far, districts())
    assert [(f.rule, f.estate_id) for f in report.findings] == [("estate-outside", "E1")]
    assert "邻区" in report.findings[0].found


def test_a_point_just_over_the_line_is_not_reported():
    edge = outlines().to_crs(METRIC).geometry.iloc[0].bounds
    point = gpd.GeoSeries([Point(edge[0] - 10, edge[1] + 500)], crs=METRIC).to_crs(4326).iloc[0]
    _, report = _checked(_estates(point), outlines())
    assert "estate-outside" not in _rules(report)


def test_overlapping_and_twice_named_outlines_are_reported():
    shapes = outlines().to_crs(METRIC)
    shapes.loc[0, "geometry"] = shapes.geometry.iloc[0].buffer(200, join_style="mitre")
    shapes = pd.concat([shapes, shapes.iloc[[3]]], ignore_index=True).to_crs(4326)
    _, report = _checked(_estates(Point(LON, LAT)), shapes)
    assert _rules(report).count("subdistricts-overlap") == 3
    assert "subdistrict-twice" in _rules(report)


def test_slivers_between_neighbours_are_no_overlap():
    shapes = outlines().to_crs(METRIC)
    shapes.loc[0, "geometry"] = shapes.geometry.iloc[0].buffer(0.5, join_style="mitre")
    _, report = _checked(_estates(Point(LON, LAT)), shapes.to_crs(4326))
    assert "subdistricts-overlap" not in _rules(report)


def test_outlines_without_estates_are_named():
    _, report = _checked(_estates(Point(LON, LAT)), outlines())
    finding = next(f for f in report.findings if f.rule == "subdistrict-empty")
    assert "3" in finding.found
    assert NAMES[1] in finding.found


def _stated(shapes, crs):
    report = Report()
    series = gpd.GeoSeries(shapes, crs=crs)
    found = stated_degrees(series, policy=PLACE, report=report, boundaries=outlines(), file="样例.shp")
    return found, _rules(report)


METRES = [Point(528_479.5 + step, 3_494_211.8) for step in range(3)]


def test_a_stated_projection_is_followed():
    found, rules = _stated(METRES, METRIC)
    assert found.crs == "EPSG:4326"
    assert found.x.iloc[0] == pytest.approx(120.30, abs=1e-6)
    assert rules == []


def test_degrees_tagged_as_metres_are_read_as_degrees():
    found, rules = _stated([Point(120.3, 31.57)], METRIC)
    assert (found.x.iloc[0], found.y.iloc[0]) == (120.3, 31.57)
    assert rules == ["crs-degrees-as-metres"]


def test_metres_tagged_as_degrees_are_voted_on():
    found, rules = _stated(METRES, "EPSG:4326")
    assert found.x.iloc[0] == pytest.approx(120.30, abs=1e-6)
    assert rules == ["crs-metres-as-degrees"]


@pytest.mark.parametrize("swap", [False, True])
def test_metres_without_a_crs_are_voted_on_in_either_order(swap):
    shapes = [Point(p.y, p.x) if swap else p for p in METRES]
    found, rules = _stated(shapes, None)
    assert found.x.iloc[0] == pytest.approx(120.30, abs=1e-6)
    assert rules == ["crs-missing"]


def test_degrees_without_a_crs_are_taken_and_said():
    found, rules = _stated([Point(120.3, 31.57), None], None)
    assert found.x.iloc[0] == 120.3
    assert rules == ["crs-missing"]


def test_metres_of_nowhere_are_given_up_and_said():
    found, rules = _stated([Point(300_000, 5_900_000)], None)
    assert found.isna().all()
    assert rules == ["crs-missing-unplaced"]


def test_a_file_without_any_shape_is_no_trouble():
    found, rules = _stated([None, None], None)
    assert found.isna().all()
    assert rules == []
