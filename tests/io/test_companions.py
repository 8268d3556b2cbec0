"""The tables beside the ledger: read in full, all findings at once."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo.errors import InputError, MissingColumnsError
from geo.findings import Finding, Report
from geo.io.companions import (
    read_barriers,
    read_boundaries,
    read_links,
    read_locks,
    read_matrix,
    read_renames,
    read_rooms,
)
from geo.io.datum import convert
from geo.schema import BARRIERS, CROSSINGS, LINKS, LOCKS, RENAMES, ROOMS, SUBDISTRICTS


@pytest.fixture
def estates() -> gpd.GeoDataFrame:
    places = [(120.300, 31.570), (120.305, 31.572), (120.310, 31.575), (120.315, 31.577)]
    table = {
        "estate_id": ["E1", "E2", "E3", "E4"],
        "name": ["示例甲苑", "样例一村", "样例二村", "示例甲苑"],
        "alias": [None, "示例老宅", None, None],
    }
    shapes = [shapely.Point(place).buffer(0.0005) for place in places]
    return gpd.GeoDataFrame(table, geometry=shapes, crs=4326)


def file(folder: Path, content: str, name: str = "table.csv") -> Path:
    (folder / name).write_text(content, encoding="utf-8")
    return folder / name


def said(report: Report, rule: str) -> list[Finding]:
    return [finding for finding in report.findings if finding.rule == rule]


# Boundaries


def outlines(folder: Path, fields: dict[str, list[object]], shapes: list[object], **options: object) -> Path:
    path = folder / "boundaries.gpkg"
    gpd.GeoDataFrame(fields, geometry=shapes, crs=4326).to_file(path, **options)
    return path


def test_boundaries_of_several_levels_are_read(tmp_path: Path) -> None:
    box = shapely.box(120.2, 31.5, 120.3, 31.6)
    outlines(tmp_path, {"名称": ["北样例街道"], "所属区": ["样例区"]}, [box], layer="subdistricts")
    path = outlines(tmp_path, {"名称": ["样例区"]}, [box], layer="districts", mode="a")
    table = read_boundaries(path, Report())
    assert list(table.columns) == [*SUBDISTRICTS.names(), "geometry"]
    assert dict(zip(table["name"], table["level"], strict=True)) == {"北样例街道": "subdistrict", "样例区": "district"}
    assert table.crs == "EPSG:4326"


@pytest.mark.parametrize(
    ("names", "level"),
    [(["甲样例街道", "乙样例镇"], "subdistrict"), (["甲样例区", "乙样例市"], "district"), (["样例社区"], "community")],
)
def test_the_level_follows_from_the_names_where_nothing_else_tells(
    names: list[str], level: str, tmp_path: Path
) -> None:
    boxes = [shapely.box(120 + n, 31, 120.5 + n, 31.5) for n in range(len(names))]
    table = read_boundaries(outlines(tmp_path, {"名称": names}, boxes, layer="a"), Report())
    assert set(table["level"]) == {level}


def test_broken_blank_and_nameless_outlines_are_said(tmp_path: Path) -> None:
    bow_tie = shapely.Polygon([(120, 31), (120.1, 31.1), (120.1, 31), (120, 31.1)])
    shapes = [bow_tie, None, shapely.box(0, 0, 1, 1), shapely.LineString([(120, 31), (120.1, 31.1)])]
    names = ["甲样例街道", "乙样例街道", None, "丙样例街道"]
    path = tmp_path / "b.parquet"
    gpd.GeoDataFrame({"name": names}, geometry=shapes, crs=4326).to_parquet(path)
    report = Report()
    table = read_boundaries(path, report)
    assert table["name"].tolist() == ["甲样例街道"]
    assert table.geometry.is_valid.all()
    assert [repair.rule for repair in report.repairs] == ["make-valid"]
    rules = {finding.rule for finding in report.findings}
    assert {"shape-missing", "boundary-nameless", "boundary-no-area"} <= rules


def test_a_closed_line_is_an_outline_and_parts_of_one_name_are_joined(tmp_path: Path) -> None:
    ring = shapely.LinearRing(shapely.box(120, 31, 120.1, 31.1).exterior.coords)
    shapes = [shapely.LineString(ring), shapely.box(120.2, 31, 120.3, 31.1)]
    path = tmp_path / "b.parquet"
    gpd.GeoDataFrame({"街道": ["样例街道", "样例街道"]}, geometry=shapes, crs=4326).to_parquet(path)
    table = read_boundaries(path, Report())
    assert len(table) == 1
    assert table.geometry.iloc[0].geom_type == "MultiPolygon"


def test_boundaries_in_metres_come_out_in_degrees(tmp_path: Path) -> None:
    box = gpd.GeoSeries([shapely.box(120.2, 31.5, 120.3, 31.6)], crs=4326).to_crs(4549)
    path = tmp_path / "b.gpkg"
    gpd.GeoDataFrame({"街道": ["样例街道"]}, geometry=box).to_file(path)
    table = read_boundaries(path, Report())
    assert table.total_bounds == pytest.approx([120.2, 31.5, 120.3, 31.6], abs=1e-6)


def test_a_table_without_shapes_is_no_boundary(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="没有图形"):
        read_boundaries(file(tmp_path, "名称\n样例街道\n"), Report())


def test_boundaries_without_a_name_column_say_what_is_missing(tmp_path: Path) -> None:
    path = outlines(tmp_path, {"code": [1]}, [shapely.box(120, 31, 121, 32)])
    with pytest.raises(MissingColumnsError, match=r"名称.*code"):
        read_boundaries(path, Report())


# Barriers


def test_barriers_and_crossings_are_told_apart(tmp_path: Path) -> None:
    line = shapely.LineString([(120, 31), (120.1, 31)])
    path = tmp_path / "barriers.gpkg"
    kinds = ["river", "铁路", "primary", "residential", "怪物"]
    gpd.GeoDataFrame({"kind": kinds}, geometry=[line] * 5, crs=4326).to_file(path, layer="barriers")
    shapes = [shapely.Point(120.05, 31), shapely.Point(120.06, 31)]
    gpd.GeoDataFrame({"kind": ["桥", "underpass"]}, geometry=shapes, crs=4326).to_file(path, layer="crossings")
    report = Report()
    barriers, crossings = read_barriers(path, report)
    assert barriers["kind"].tolist() == ["river", "railway", "arterial", "arterial"]
    assert crossings["kind"].tolist() == ["bridge", "underpass"]
    assert list(barriers.columns) == [*BARRIERS.names(), "geometry"]
    assert list(crossings.columns) == [*CROSSINGS.names(), "geometry"]
    assert [finding.row for finding in said(report, "barrier-kind")] == [5]
    assert "1 条" in said(report, "barrier-small-roads")[0].found


# Rooms


def test_rooms_find_their_estate_by_id_or_by_a_name_of_one_estate(tmp_path: Path, estates: gpd.GeoDataFrame) -> None:
    content = (
        "用房编号,所在小区,用房类型,面积,是否同意,可作\nR1,e1 ,门卫室,60,是,服务站\nR2,样例一村,腾退房,80㎡,,均可\n"
    )
    report = Report()
    rooms = read_rooms(file(tmp_path, content), report, estates=estates)
    assert list(rooms.columns) == [*ROOMS.names(), "geometry"]
    assert rooms["estate_id"].tolist() == ["E1", "E2"]
    assert rooms["kind"].tolist() == ["gatehouse", "vacated_flat"]
    assert rooms["floor_area_m2"].tolist() == [60, 80]
    assert rooms["can_be"].tolist() == ["station", "both"]
    assert rooms["consent"].tolist() == [True, pd.NA]
    assert rooms.geometry.iloc[0].distance(shapely.Point(120.3, 31.57)) < 1e-3


def test_all_faults_of_a_room_table_are_said_at_once(tmp_path: Path, estates: gpd.GeoDataFrame) -> None:
    content = (
        "用房编号,所在小区,面积,经度,纬度\nR1,E1,60,,\nｒ1,E2,60,,\nR3,示例甲苑,60,,\nR4,样例三村,60,,\n"
        "R5,E2,-5,,\nR6,E2,很大,0,0\nR7,,50,120.301,31.571\n"
    )
    report = Report()
    rooms = read_rooms(file(tmp_path, content), report, estates=estates, datum="wgs84")
    assert rooms["room_id"].tolist() == ["R1", "R5", "R6", "R7"]
    assert [f.row for f in said(report, "room-twice")] == [3]
    assert "E1, E4" in said(report, "estate-ambiguous")[0].found
    assert "样例" in said(report, "estate-unknown")[0].found
    assert [f.row for f in said(report, "room-without-place")] == [4, 5]
    assert [f.row for f in said(report, "companion-range")] == [6]
    assert [f.row for f in said(report, "companion-cell")] == [7]
    assert [f.row for f in said(report, "room-coordinates")] == [7]


def test_rooms_without_ids_are_numbered_within_their_estates(tmp_path: Path, estates: gpd.GeoDataFrame) -> None:
    rooms = read_rooms(file(tmp_path, "所在小区,面积\nE2,60\nE1,50\nE2,70\n"), Report(), estates=estates)
    assert rooms["room_id"].tolist() == ["E2-R1", "E1-R1", "E2-R2"]


@pytest.mark.parametrize("source", ["wgs84", "gcj02", "bd09"])
def test_the_datum_of_rooms_follows_from_their_estates(source: str, tmp_path: Path, estates: gpd.GeoDataFrame) -> None:
    middles = gpd.GeoSeries(shapely.centroid(estates.geometry.to_numpy()), crs=4326)
    lon, lat = convert(middles.x, middles.y, source="wgs84", target=source)
    rows = [f"R{n},{e},{x:.6f},{y:.6f}" for n, (e, x, y) in enumerate(zip(estates["estate_id"], lon, lat, strict=True))]
    report = Report()
    rooms = read_rooms(file(tmp_path, "\n".join(["用房编号,所在小区,经度,纬度", *rows])), report, estates=estates)
    far = rooms.to_crs(4549).distance(middles.to_crs(4549), align=False)
    assert far.max() < 1
    assert source in said(report, "room-datum")[0].found


def test_a_datum_that_nothing_tells_is_said(tmp_path: Path, estates: gpd.GeoDataFrame) -> None:
    report = Report()
    rooms = read_rooms(file(tmp_path, "用房编号,lon,lat\nR1,120.3,31.57\n"), report, estates=estates)
    assert rooms.geometry.iloc[0].equals(shapely.Point(120.3, 31.57))
    assert "wgs84" in said(report, "room-datum-undecided")[0].found


# Links


def test_links_are_resolved_and_every_bad_row_is_said(tmp_path: Path, estates: gpd.GeoDataFrame) -> None:
    content = (
        "小区甲,小区乙,增删,步行距离\nE1,样例一村,,120\nE2,E3,删除,\nE3,E3,增加,\nE9,E1,增加,\nE2,E1,增加,90\n"
        "E3,E4,增加,\nE4,E3,删除,\nE1,E3,也许,\n"
    )
    report = Report()
    links = read_links(file(tmp_path, content), report, estates=estates)
    assert links.columns.tolist() == LINKS.names()
    pairs = links[["from_estate_id", "to_estate_id", "action"]].to_numpy().tolist()
    assert pairs == [["E1", "E2", "add"], ["E2", "E3", "remove"], ["E1", "E3", "add"]]
    assert links["walk_m"].tolist()[0] == 120
    assert set(links["kind"]) == {"user"}
    assert [f.row for f in said(report, "link-to-itself")] == [4]
    assert "E" in said(report, "estate-unknown")[0].found
    assert [f.row for f in said(report, "link-twice")] == [6]
    assert [f.row for f in said(report, "link-clash")] == [7, 8]
    assert [f.row for f in said(report, "companion-cell")] == [9]


def test_links_need_both_ends(tmp_path: Path, estates: gpd.GeoDataFrame) -> None:
    with pytest.raises(MissingColumnsError, match="小区乙"):
        read_links(file(tmp_path, "小区甲,步行距离\nE1,5\n"), Report(), estates=estates)


# Matrix


def test_a_list_of_distances_is_read_and_its_faults_are_said(tmp_path: Path) -> None:
    content = (
        "from,to,walk_m,crew_m\nE1,E2,120,200\nE1,E3,-5,\nE2,E3,abc,\nE2,E1,,\nE3,E1,inf,\nE1,E1,0,0\n"
        "E4,E1,1e308,\nE1,E2,100,\n,E2,5,\n"
    )
    report = Report()
    matrix = read_matrix(file(tmp_path, content), report).set_index(["from", "to"])
    assert matrix.loc[("E1", "E2")].tolist() == [100, 200]
    assert np.isnan(matrix.loc[("E2", "E1"), "walk_m"])
    assert np.isinf(matrix.loc[("E3", "E1"), "walk_m"])
    assert len(matrix) == 3
    assert [said(report, rule)[0].row for rule in ("matrix-below-zero", "matrix-unreadable")] == [3, 4]
    assert said(report, "matrix-too-long")[0].severity == "error"
    assert "E" not in said(report, "matrix-twice")[0].row_and_column()
    assert said(report, "matrix-nameless")[0].row == 10


@pytest.mark.parametrize(
    ("heading", "metres"), [("步行时间", 500), ("距离(分钟)", 500), ("距离(公里)", 10_000), ("米", 10)]
)
def test_minutes_and_kilometres_become_metres(heading: str, metres: float, tmp_path: Path) -> None:
    matrix = read_matrix(file(tmp_path, f"起点,终点,{heading}\nE1,E2,10\n"), Report())
    assert matrix["walk_m"].tolist() == [metres]


def test_minutes_beside_metres_are_kept(tmp_path: Path) -> None:
    path = file(tmp_path, "起点,终点,步行距离,步行时间,班组距离,班组时间\nE1,E2,500,12,800,4\n")
    matrix = read_matrix(path, Report())
    assert matrix[["walk_m", "walk_min", "crew_m", "crew_min"]].to_numpy().tolist() == [[500, 12, 800, 4]]


def test_a_square_table_is_read_and_its_blanks_say_nothing(tmp_path: Path) -> None:
    matrix = read_matrix(file(tmp_path, "编号,E1,E2,E3\nE1,0,120,\nE2,,0,90\nE3,80,,0\n"), Report())
    assert matrix[["from", "to", "walk_m"]].to_numpy().tolist() == [
        ["E1", "E2", 120],
        ["E2", "E3", 90],
        ["E3", "E1", 80],
    ]


def test_a_matrix_without_figures_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(MissingColumnsError, match="步行距离"):
        read_matrix(file(tmp_path, "from,to,x\nE1,E2,5\n"), Report())


# Renames and locks


def test_renames_are_read_with_their_dates(tmp_path: Path) -> None:
    content = (
        "原街道,现街道,社区,日期\n甲样例街道,乙样例街道,,2021-06-01\n丙样例街道,,,\n甲样例街道,丁样例街道,,2021-06-01\n"
        "甲样例街道,乙样例街道,,2021年6月1日\n"
    )
    report = Report()
    renames = read_renames(file(tmp_path, content), report)
    assert renames.columns.tolist() == RENAMES.names()
    assert renames["new"].tolist() == ["乙样例街道", "丁样例街道"]
    assert [f.row for f in said(report, "rename-incomplete")] == [3]
    assert [f.row for f in said(report, "rename-clash")] == [4]
    assert [f.row for f in said(report, "rename-twice")] == [5]


def test_locks_are_resolved_and_clashes_are_said(tmp_path: Path, estates: gpd.GeoDataFrame) -> None:
    content = (
        "小区,片区,用房,同片区,不同片区\nE1,一片区,,,\nE2,,R1,E1、E3,\nE3,一片区,,,\nE3,二片区,,,\n"
        "样例二村,,,,E4\nE4,,,E3,\nE9,一片区,,,\nE1,,,,\nE1,,,E1,\n"
    )
    report = Report()
    locks = read_locks(file(tmp_path, content), report, estates=estates)
    assert locks.columns.tolist() == LOCKS.names()
    rows = {tuple(value for value in row if value is not None) for row in locks.itertuples(index=False)}
    assert rows == {("E1", "一片区"), ("E2", "R1"), ("E2", "E1"), ("E2", "E3")}
    assert "E3" in said(report, "lock-clash")[0].found
    assert "E4" in said(report, "lock-pair-clash")[0].found
    assert [f.row for f in said(report, "lock-empty")] == [9]
    assert [f.row for f in said(report, "lock-with-itself")] == [10]
    assert said(report, "estate-unknown")[0].row == 8


def test_the_order_of_lock_rows_does_not_matter(tmp_path: Path, estates: gpd.GeoDataFrame) -> None:
    rows = ["E1,一片区", "E2,二片区", "E1,二片区", "E3,一片区"]
    tables = [
        read_locks(file(tmp_path, "\n".join(["小区,片区", *order])), Report(), estates=estates)
        for order in (rows, rows[::-1])
    ]
    first, second = ({tuple(row) for row in table[["estate", "region"]].to_numpy()} for table in tables)
    assert first == second == {("E2", "二片区"), ("E3", "一片区")}
