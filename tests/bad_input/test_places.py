"""Places that cannot be, outlines that do not fit, shapes that have to be mended: each with its message."""

import time

import geopandas as gpd
import numpy as np
import pytest
from shapely.geometry import GeometryCollection, LineString, MultiPoint, Point, Polygon, box

from tests.bad_input.ledgers import SIZE, outlines, rows, shapes, write_csv

ALL = (12, 12, 0, 0)
HOME = box(120.29, 31.56, 120.32, 31.59)


def at(first: tuple[str, str]) -> list[list[str]]:
    """The usual rows with the first one's coordinates replaced."""
    lines = rows()
    lines[0][6:] = first
    return lines


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (("", ""), "no usable place, on the list to locate: 1 rows (rows 2)"),
        (("0", "0"), "a.csv row 2 经度,纬度: the coordinates are (0, 0)"),
        (("nan", "31.57"), "only one coordinate: ,31.570000"),
        (("inf", "31.57"), "“inf” is not a coordinate that can be read"),
        (("1e308", "31.57"), "coordinates out of range"),
        (("200", "31.57"), "coordinates out of range: 200.000000,31.570000"),
        (("120.30", ""), "only one coordinate: 120.300000,"),
        (("abc", "31.57"), "“abc” is not a coordinate that can be read"),
        (("121.30", "31.57"), "km from the others of its sub-district; it cannot be right and is not used"),
        (("-120.30", "31.57"), "km from the others of its sub-district; it cannot be right and is not used"),
    ],
)
def test_a_place_that_cannot_be_is_said_and_the_estate_is_to_be_located(check, tmp_path, place, said):
    done = check(write_csv(tmp_path / "a.csv", at(place)), "--datum", "wgs84")
    assert done.rows == (12, 11, 0, 1)
    assert done.says(said), done.en
    assert done.says("没有可用位置，列入待定位：1 行（第 2 行）：示例1号苑", "用 --places 给出名称与点位表")


@pytest.mark.parametrize("place", [("31.57", "120.30"), ("120°18′00″", "31°34′12″"), ("东经120.30", "北纬31.57")])
def test_swapped_and_worded_coordinates_are_put_right_and_logged(check, tmp_path, place):
    done = check(write_csv(tmp_path / "a.csv", at(place)), "--datum", "wgs84")
    assert done.rows == ALL
    assert done.says("1 rows have their coordinates exchanged") == (place[0] == "31.57")


def test_a_datum_that_cannot_be_told_is_said_with_what_would_tell_it(check, tmp_path):
    done = check(write_csv(tmp_path / "a.csv", rows()))
    assert done.says("无法判定坐标系：12 行", "应为：WGS-84、GCJ-02 或 BD-09 之一", "--boundaries")


def test_degrees_tagged_as_metres_and_metres_as_degrees_are_read_by_their_numbers(check, tmp_path):
    shapes().set_crs(4549, allow_override=True).to_file(tmp_path / "a.gpkg")
    shapes().to_crs(4549).set_crs(4326, allow_override=True).to_file(tmp_path / "b.gpkg")
    one, other = check(tmp_path / "a.gpkg"), check(tmp_path / "b.gpkg")
    assert one.rows == other.rows == ALL
    assert one.says("文件写明坐标系 EPSG:4549（米），但数值是经纬度，按 EPSG:4326 读取")
    assert other.says("the file says EPSG:4326 (degrees), but the numbers are metres; read as EPSG:4549")


def test_files_in_different_systems_make_one_ledger(check, tmp_path):
    shapes(6).to_crs(4549).to_file(tmp_path / "a.gpkg")
    shapes(6, start=7).to_crs(4528).to_file(tmp_path / "b.gpkg")
    shapes(6, start=13).to_file(tmp_path / "c.gpkg")
    outlines(("示例街道", HOME)).to_file(tmp_path / "outlines.gpkg")
    done = check(*(tmp_path / f"{name}.gpkg" for name in "abc"), "--boundaries", tmp_path / "outlines.gpkg")
    assert done.rows == (18, 18, 0, 0)
    assert "estate-outside" not in done.en
    assert not done.says("km from the others")


def crossed(x: float, y: float) -> Polygon:
    return Polygon([(x, y), (x + 0.001, y + 0.001), (x + 0.001, y), (x, y + 0.001)])


@pytest.mark.parametrize(
    ("shape", "is_placed", "said"),
    [
        (crossed(120.3, 31.57), True, "1 shapes cross themselves or are not valid, mended (e.g. 示例1号苑)"),
        (Polygon([(120.3, 31.57)] * 4), True, "1 shapes have no area; their middle is used"),
        (LineString([(120.3, 31.57), (120.301, 31.57)]), True, "1 shapes have no area; their middle is used"),
        (MultiPoint([(120.3, 31.57), (120.3001, 31.57)]), True, "1 shapes have no area; their middle is used"),
        (
            GeometryCollection([Point(120.3, 31.57), box(120.3, 31.57, 120.3005, 31.5705)]),
            True,
            "the polygons are kept",
        ),
        (
            Polygon([(120.3, 31.57, 5), (120.301, 31.57, 5), (120.301, 31.571, 5)]),
            True,
            "1 shapes have heights, dropped",
        ),
        (None, False, "no usable place, on the list to locate: 1 rows"),
        (Polygon(), False, "no usable place, on the list to locate: 1 rows"),
        (Point(0, 0), False, "the coordinates are (0, 0)"),
        (Point(np.inf, 31.57), False, "an infinite coordinate"),
    ],
)
def test_shapes_are_mended_with_a_word_or_the_estate_is_to_be_located(check, tmp_path, shape, is_placed, said):
    frame = shapes()
    mixed = [shape, *frame.geometry[1:]]
    frame.set_geometry(gpd.GeoSeries(mixed, crs=4326)).to_file(tmp_path / "a.gpkg", layer="台账")
    done = check(tmp_path / "a.gpkg")
    assert done.rows == (ALL if is_placed else (12, 11, 0, 1))
    assert done.says(said), done.en


def test_a_million_vertices_are_read_in_seconds_and_said(check, tmp_path):
    turn = np.linspace(0, 2 * np.pi, 1_000_000)
    ring = np.column_stack([120.3 + 0.0005 * np.cos(turn), 31.57 + 0.0005 * np.sin(turn)])
    frame = shapes()
    frame.set_geometry(gpd.GeoSeries([Polygon(ring), *frame.geometry[1:]], crs=4326)).to_file(tmp_path / "a.gpkg")
    started = time.perf_counter()
    done = check(tmp_path / "a.gpkg")
    assert time.perf_counter() - started < 20
    assert done.rows == ALL
    assert done.says("the shape has 1000000 vertices")


def test_estates_on_one_point_are_flagged_together(check, tmp_path):
    lines = rows()
    for line in lines[:5]:
        line[6:] = ["120.30000", "31.57000"]
    done = check(write_csv(tmp_path / "a.csv", lines), "--datum", "wgs84")
    assert done.rows == ALL
    assert done.says("5 个小区共用一个点位 120.3,31.57", "示例1号苑", "不计入步行指标")


@pytest.fixture
def home(tmp_path):
    outlines(("示例街道", HOME), ("样例街道", box(120.32, 31.56, 120.35, 31.59))).to_file(tmp_path / "outlines.gpkg")
    return tmp_path / "outlines.gpkg"


def test_blank_sub_districts_are_told_by_their_place_and_said_once(check, home, tmp_path):
    done = check(write_csv(tmp_path / "a.csv", with_street([""] * 3)), "--boundaries", home)
    assert done.rows == ALL
    assert done.says("3 rows have no sub-district (rows 2, 3, 4); taken as “示例街道”")


def with_street(names: list[str]) -> list[list[str]]:
    lines = rows(30)[: max(SIZE, len(names))]
    for line, name in zip(lines, names, strict=False):
        line[2] = name
    return lines


def test_a_blank_sub_district_that_nothing_tells_is_rejected_with_the_row(check, tmp_path):
    done = check(write_csv(tmp_path / "a.csv", with_street([""])))
    assert done.rows == (12, 11, 1, 0)
    assert done.says("没有街道：1 行（第 2 行）：示例1号苑", "在台账中填所属街道，或给出街道边界")


def test_unknown_names_give_way_to_their_place_and_that_is_said_once_a_name(check, home, tmp_path):
    lines = with_street(["示列街道"] * 4 + ["示例街道"] * 8)
    done = check(write_csv(tmp_path / "a.csv", lines), "--boundaries", home)
    assert done.rows == ALL
    said = "街道“示列街道”不在边界之中，4 行按位置改为“示例街道”（第 2, 3, 4, 5 行）"
    assert done.says(said)
    assert done.zh.count("示列街道") == 1


def test_outlines_of_another_place_are_said_once_and_the_names_stay(check, tmp_path):
    outlines(("甲街道", HOME), ("乙街道", box(120.32, 31.56, 120.35, 31.59))).to_file(tmp_path / "outlines.gpkg")
    lines = with_street(["示例街道"] * 30)
    given = ("--boundaries", tmp_path / "outlines.gpkg", "--datum", "wgs84")
    done = check(write_csv(tmp_path / "a.csv", lines), *given)
    assert done.exit_code == 1
    assert done.rows == (30, 30, 0, 0)
    assert done.says("[错误]", "街道边界与台账对不上", "示例街道", "边界里是 乙街道, 甲街道", "--renames")
    assert done.zh.count("[错误]") == 1
    assert done.zh.count("[警告]") == 0


def test_an_estate_outside_its_sub_district_is_said_with_the_distance_and_where_it_is(check, home, tmp_path):
    lines = rows()
    lines[0][6] = "120.33000"
    done = check(write_csv(tmp_path / "a.csv", lines), "--boundaries", home, "--datum", "wgs84")
    assert done.rows == ALL
    assert done.says("a.csv row 2", "示例1号苑 is not in 示例街道 as it says, but 949 m away, in 样例街道"), done.en


def test_most_estates_outside_are_one_fault_of_the_datum_or_the_outlines(check, tmp_path):
    outlines(("示例街道", box(121.29, 31.56, 121.32, 31.59))).to_file(tmp_path / "outlines.gpkg")
    done = check(write_csv(tmp_path / "a.csv", rows()), "--boundaries", tmp_path / "outlines.gpkg", "--datum", "wgs84")
    assert done.exit_code == 1
    assert done.says("12 of 12 estates with a place are outside the outline they claim", "--datum")
    assert done.en.count("[error]") == 1


def test_outlines_that_overlap_or_stand_twice_are_said(check, tmp_path):
    overlapping = outlines(("示例街道", HOME), ("样例街道", box(120.315, 31.56, 120.35, 31.59)))
    overlapping.to_file(tmp_path / "outlines.gpkg")
    done = check(write_csv(tmp_path / "a.csv", rows()), "--boundaries", tmp_path / "outlines.gpkg")
    assert done.rows == ALL
    assert done.says("范围重叠", "公顷", "小区按台账所写街道规划")


def test_outlines_without_names_or_areas_are_refused_or_said(check, tmp_path):
    ledger = write_csv(tmp_path / "a.csv", rows())
    gpd.GeoDataFrame({"name": [""]}, geometry=[HOME], crs=4326).to_file(tmp_path / "nameless.gpkg")
    outlines(("示例街道", Point(120.3, 31.57))).to_file(tmp_path / "points.gpkg")
    for name in ("nameless", "points"):
        done = check(ledger, "--boundaries", tmp_path / f"{name}.gpkg")
        assert done.exit_code == 1
        assert done.says(f"{name}.gpkg", "there is no named polygon")


def test_a_datum_that_is_not_known_lists_those_that_are(check, tmp_path):
    done = check(write_csv(tmp_path / "a.csv", rows()), "--datum", "wgs48")
    assert done.exit_code == 1
    assert done.says("wgs48", "wgs84", "gcj02", "bd09")
