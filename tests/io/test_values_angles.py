import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.io.values import parse_angle, parse_pair


@pytest.mark.parametrize(
    "cell",
    [
        120.3,
        "120.30",
        "１２０．３０",
        "120.30°",
        "E120.3",
        "东经120.3度",
        "120°18′00″",
        "120°18'00\"E",
        "东经120度18分",
        "120:18:00",
        "120 18 00",
    ],
)
def test_one_coordinate_is_read_in_every_notation(cell):
    assert parse_angle(cell).value == pytest.approx(120.3)


@pytest.mark.parametrize("cell", ["abc", "120°61′", "120°18′75″", True, float("inf"), "2020-03-05"])
def test_what_is_no_coordinate_is_a_fault(cell):
    assert parse_angle(cell).fault == "not-a-coordinate"


def test_west_and_south_are_negative():
    assert parse_angle("W120.3").value == pytest.approx(-120.3)
    assert parse_angle("南纬31°34′").value == pytest.approx(-31 - 34 / 60)


@pytest.mark.parametrize(
    "cell",
    [
        "120.30,31.57", "120.30，31.57", "120.30;31.57", "120.30；31.57", "120.30 31.57", "120.30、31.57",
        "120.30/31.57", "120.30|31.57", "120.30\t31.57", "(120.30, 31.57)", "[120.30,31.57]", "POINT (120.3 31.57)",
        "经度120.30 纬度31.57", "经度：120.30；纬度：31.57", "纬度31.57，经度120.30", "E120.30 N31.57",
        "N31.57,E120.30",
        "lng:120.3,lat:31.57", '{"lng":120.3,"lat":31.57}',
        "东经120°18′00″北纬31°34′12″", "120°18′00″ 31°34′12″",
        "120.30E31.57N",
    ],
)  # fmt: skip
def test_two_coordinates_in_one_cell_are_parted(cell):
    pair = parse_pair(cell)
    assert (pair.lon, pair.lat) == (pytest.approx(120.3), pytest.approx(31.57))
    assert not pair.fault


def test_a_pair_without_words_keeps_the_order_it_is_written_in():
    pair = parse_pair("31.57,120.30")
    assert (pair.lon, pair.lat) == (31.57, 120.30)


@pytest.mark.parametrize("cell", ["120.30", "abc", "120.30,31.57,3", "人民路"])
def test_what_is_no_pair_is_a_fault(cell):
    assert parse_pair(cell).fault == "not-a-coordinate"


@pytest.mark.parametrize("cell", [None, "", "—", "无"])
def test_an_empty_pair_is_missing_and_no_fault(cell):
    pair = parse_pair(cell)
    assert math.isnan(pair.lon)
    assert not pair.fault


@settings(deadline=None)
@given(st.floats(-180, 180, allow_nan=False), st.floats(-90, 90, allow_nan=False))
def test_any_two_decimals_come_back_from_one_cell(lon, lat):
    pair = parse_pair(f"{lon:.6f},{lat:.6f}")
    assert (pair.lon, pair.lat) == (float(f"{lon:.6f}"), float(f"{lat:.6f}"))
