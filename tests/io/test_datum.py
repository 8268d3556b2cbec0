"""The formulas between datums."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from geo.errors import GeoError, UnknownNameError
from geo.geometry import project
from geo.io.datum import CHINA_BOX, DATUMS, convert, datum_name, is_inside_china, to_wgs84

WGS84 = Geod(ellps="WGS84")


def _apart_m(one, other):
    return WGS84.inv(one[0], one[1], other[0], other[1])[2]


@pytest.mark.parametrize(("datum", "metres"), [("gcj02", 485), ("bd09", 1_142)])
def test_at_wuxi_the_shift_from_wgs84_is_the_known_one(datum, metres):
    moved = convert(120.30, 31.57, source="wgs84", target=datum)
    assert _apart_m((120.30, 31.57), [float(v) for v in moved]) == pytest.approx(metres, abs=0.6)


def test_bd09_is_886_m_off_gcj02_at_wuxi():
    gcj, bd = (convert(120.30, 31.57, source="wgs84", target=d) for d in ("gcj02", "bd09"))
    assert _apart_m([float(v) for v in gcj], [float(v) for v in bd]) == pytest.approx(886, abs=1)


@settings(deadline=None, max_examples=200)
@given(st.floats(73.5, 135.0), st.floats(18.0, 53.6), st.sampled_from(DATUMS), st.sampled_from(DATUMS))
def test_a_round_trip_inside_china_is_off_by_less_than_half_a_metre(lon, lat, source, target):
    there = convert(lon, lat, source=source, target=target)
    back = convert(*there, source=target, target=source)
    assert _apart_m((lon, lat), [float(v) for v in back]) < 0.5


@pytest.mark.parametrize(("lon", "lat"), [(2.35, 48.86), (-74.0, 40.7), (151.2, -33.9), (71.9, 30.0), (120.0, 56.0)])
@pytest.mark.parametrize("datum", DATUMS)
def test_outside_the_box_nothing_is_moved(lon, lat, datum):
    assert not is_inside_china(lon, lat)
    for source, target in (("wgs84", datum), (datum, "wgs84")):
        assert [float(v) for v in convert(lon, lat, source=source, target=target)] == [lon, lat]


def test_the_box_is_the_published_one():
    west, south, east, north = CHINA_BOX
    assert (west, south, east, north) == (72.004, 0.8293, 137.8347, 55.8271)
    assert is_inside_china(west, south)
    assert not is_inside_china(east + 1e-6, north)


def test_nan_stays_nan_and_infinity_is_left_alone():
    lon, lat = convert([np.nan, np.inf, 120.3], [31.0, 31.0, np.nan], source="bd09")
    assert np.isnan(lon[0])
    assert np.isinf(lon[1])
    assert np.isnan(lat[2])


def test_shapes_and_the_given_arrays_are_kept():
    lon = np.full((2, 3), 120.3)
    moved, _ = convert(lon, np.full((2, 3), 31.5), source="gcj02")
    assert moved.shape == (2, 3)
    assert (lon == 120.3).all()


def test_a_place_in_epsg_4549_is_where_the_brief_says():
    east, north = project(np.array([120.30]), np.array([31.57]), "EPSG:4549")
    assert (round(float(east[0]), 1), round(float(north[0]), 1)) == (528_479.5, 3_494_211.8)


@pytest.mark.parametrize(
    "code", ["EPSG:4549", "EPSG:4528", "EPSG:4548", "EPSG:4550", "EPSG:4527", "EPSG:32651", "EPSG:3857"]
)
def test_metres_of_any_projection_come_back_to_degrees_in_either_order(code):
    east, north = project(np.array([120.30]), np.array([31.57]), code)
    for source, pair in ((code, (east, north)), (f"swapped+{code}", (north, east))):
        lon, lat = to_wgs84(*pair, source=source)
        assert lon[0] == pytest.approx(120.30, abs=1e-8)
        assert lat[0] == pytest.approx(31.57, abs=1e-8)


def test_metres_that_are_no_place_become_nan():
    lon, lat = to_wgs84([1e30, np.nan, np.inf], [1e30, 3.4e6, 3.4e6], source="EPSG:4549")
    assert np.isnan(lon).all()
    assert np.isnan(lat).all()


@pytest.mark.parametrize(
    ("given_name", "name"),
    [("WGS-84", "wgs84"), ("cgcs2000", "wgs84"), ("EPSG:4490", "wgs84"), ("GCJ_02", "gcj02"), ("BD-09", "bd09"),
     ("百度", "bd09"), ("epsg:4549", "EPSG:4549"), ("4528", "EPSG:4528"), ("Swapped+gcj02", "swapped+gcj02")],
)  # fmt: skip
def test_names_of_datums_are_understood_as_people_write_them(given_name, name):
    assert datum_name(given_name) == name


def test_an_unknown_datum_lists_the_known_ones():
    with pytest.raises(UnknownNameError, match="gcj02"):
        datum_name("mars")
    with pytest.raises(GeoError, match="999999"):
        datum_name("EPSG:999999")
    with pytest.raises(UnknownNameError):
        convert(1, 2, source="EPSG:4549")
