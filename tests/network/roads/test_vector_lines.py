import zipfile

import geopandas as gpd
import networkx as nx
import numpy as np
import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st
from shapely import LineString, MultiLineString, Point

from geo.errors import InputError
from geo.findings import Report
from geo.network.roads import read_roads, share_near, snap
from geo.network.roads.assembly import assemble
from geo.network.roads.noding import noded_ways
from geo.policy import Policy
from geo.samples import write_sample
from tests.network.roads.files import CRS, degrees, layer, metres, minutes, rules


def roads_of(path, **options):
    report = options.pop("report", Report())
    options = {"cache": False} | options
    return read_roads(path, metric_crs=CRS, policy=options.pop("policy", Policy()), report=report, **options)


EAST, NORTH = LineString([(0, 0), (200, 0)]), LineString([(100, -100), (100, 100)])


def test_lines_that_cross_are_joined(tmp_path):
    report = Report()
    graph = roads_of(layer([EAST, NORTH], tmp_path / "r.gpkg", highway="residential"), report=report).graph
    assert len(graph) == 4
    assert "roads-joined" in rules(report)
    assert minutes(graph, "walk", (0, 0), (100, 100)) == pytest.approx(200 / 50, rel=1e-3)


@pytest.mark.parametrize("column", [{"bridge": ["yes", "no"]}, {"layer": [1, 0]}, {"隧道": ["否", "是"]}])
def test_lines_of_two_levels_pass_over_each_other(tmp_path, column):
    graph = roads_of(layer([EAST, NORTH], tmp_path / "r.gpkg", highway="residential", **column)).graph
    assert len(graph) == 2
    assert np.isinf(minutes(graph, "walk", (0, 0), (100, 100)))


@pytest.mark.parametrize(("gap", "joined"), [(0.0, True), (0.4, True), (2.0, False)])
def test_an_end_that_touches_a_line_joins_it_within_the_tolerance(tmp_path, gap, joined):
    lines = [EAST, LineString([(100, gap), (100, 100)])]
    graph = roads_of(layer(lines, tmp_path / "r.gpkg", highway="residential")).graph
    assert np.isfinite(minutes(graph, "walk", (0, 0), (100, 100))) == joined


def test_a_bridge_joins_the_streets_at_its_ends(tmp_path):
    lines = [LineString([(0, 0), (100, 0)]), LineString([(100, 0), (200, 0)]), LineString([(200, 0), (300, 0)])]
    lines.append(LineString([(150, -50), (150, 50)]))
    graph = roads_of(layer(lines, tmp_path / "r.gpkg", bridge=["no", "yes", "no", "no"])).graph
    assert np.isfinite(minutes(graph, "truck", (0, 0), (300, 0)))
    assert np.isinf(minutes(graph, "truck", (0, 0), (150, 50)))


def test_a_line_that_crosses_itself_is_joined_there(tmp_path):
    eight = LineString([(0, 0), (100, 100), (100, 0), (0, 100)])
    graph = roads_of(layer([eight], tmp_path / "r.gpkg")).graph
    assert minutes(graph, "walk", (0, 0), (0, 100)) == pytest.approx(np.hypot(100, 100) / 50, rel=1e-3)


def test_chinese_headings_and_words_are_understood(tmp_path):
    columns = {"道路等级": ["主干路", "步行街"], "路名": ["人民路", ""], "限速": [40, None], "单行": ["是", None]}
    graph = roads_of(layer([EAST, NORTH], tmp_path / "r.gpkg", **columns)).graph
    assert {graph.class_of(row) for row in range(len(graph))} == {"primary", "pedestrian"}
    assert set(graph.name) == {"人民路", ""}
    assert np.isfinite(minutes(graph, "truck", (0, 0), (200, 0)))
    assert np.isinf(minutes(graph, "truck", (200, 0), (0, 0)))


def test_geofabriks_letters_are_understood(tmp_path):
    columns = {"fclass": ["primary", "primary"], "oneway": ["T", "B"], "bridge": ["F", "T"], "maxspeed": [0, 60]}
    report = Report()
    graph = roads_of(layer([EAST, NORTH], tmp_path / "r.gpkg", **columns), report=report).graph
    assert np.isinf(minutes(graph, "truck", (0, 0), (200, 0)))
    assert np.isfinite(minutes(graph, "truck", (200, 0), (0, 0)))
    assert len(graph) == 2
    assert "roads-maxspeed" not in rules(report)


def test_lines_without_a_class_take_the_policys_and_it_is_said(tmp_path):
    report = Report()
    graph = roads_of(layer([EAST], tmp_path / "r.gpkg", remark=["?"]), report=report).graph
    assert graph.class_of(0) == "residential"
    assert "roads-default-class" in rules(report)


def test_a_stated_datum_moves_the_lines(tmp_path):
    path = layer([EAST], tmp_path / "r.gpkg", highway=["residential"])
    there = metres((100, 0))
    assert share_near(roads_of(path).graph, there, 20) == 1
    assert share_near(roads_of(path, datum="gcj02").graph, there, 200) == 0


def test_rows_without_a_line_are_said_and_the_rest_is_used(tmp_path):
    report = Report()
    table = gpd.GeoDataFrame(geometry=[None, MultiLineString([[(120, 31), (120.01, 31)]]), Point(120, 31)], crs=4326)
    table.to_file(tmp_path / "r.geojson")
    graph = roads_of(tmp_path / "r.geojson", report=report).graph
    assert len(graph) == 1
    assert "roads-no-shape" in rules(report)


def test_a_layer_of_points_is_no_road_file(tmp_path):
    gpd.GeoDataFrame(geometry=[Point(120, 31)], crs=4326).to_file(tmp_path / "r.gpkg")
    with pytest.raises(InputError):
        roads_of(tmp_path / "r.gpkg")


def test_a_file_that_declares_no_lines_is_refused_before_its_rows_are_read(tmp_path, monkeypatch):
    gpd.GeoDataFrame(geometry=[Point(120, 31).buffer(0.01)], crs=4326).to_file(tmp_path / "r.gpkg")

    def unwanted(*_):
        raise AssertionError("rows read")

    monkeypatch.setattr("geo.network.roads.vector_lines.read_tables", unwanted)
    with pytest.raises(InputError):
        roads_of(tmp_path / "r.gpkg")


def test_an_archive_of_a_shapefile_is_opened(tmp_path):
    table = gpd.read_file(layer([EAST, NORTH], tmp_path / "r.gpkg", 道路等级="次干路"))
    (tmp_path / "shp").mkdir()
    table.rename(columns={"道路等级": "等级"}).to_file(tmp_path / "shp" / "roads.shp", encoding="UTF-8")
    with zipfile.ZipFile(tmp_path / "roads.zip", "w") as archive:
        for part in (tmp_path / "shp").iterdir():
            archive.write(part, part.name)
    for path in (tmp_path / "roads.zip", tmp_path / "shp" / "roads.shp"):
        graph = roads_of(path).graph
        assert len(graph) == 4
        assert graph.class_of(0) == "secondary"


def test_the_sample_town_has_roads(tmp_path):
    write_sample("town", tmp_path, estates=60, seed=3)
    graph = roads_of(tmp_path / "roads.gpkg").graph
    assert graph.modes["truck"].usable.sum() > 100
    middle = graph.node_xy[len(graph.node_xy) // 2]
    assert snap(graph, "truck", middle[None, :], max_snap_m=500).segment[0] >= 0


@st.composite
def scribbles(draw):
    """Lines over a coarse grid, so that they cross, touch, run together and meet end to end."""
    place = st.tuples(st.integers(0, 6), st.integers(0, 6)).map(lambda cell: (cell[0] * 100.0, cell[1] * 100.0))
    lines = draw(st.lists(st.lists(place, min_size=2, max_size=4), min_size=1, max_size=7))
    return [LineString(line) for line in lines if len(set(line)) > 1] or [EAST]


def streets(lines, order=None):
    rows = range(len(lines)) if order is None else order
    moved = shapely.transform([lines[row] for row in rows], lambda xy: np.column_stack(degrees(xy[:, 0], xy[:, 1])))
    tags = tuple({"highway": "residential"} for _ in rows)
    ways = noded_ways(np.array(moved, dtype=object), tags, metric_crs=CRS, join_m=0.5, notes=[])
    return assemble(ways, metric_crs=CRS, policy=Policy(), notes=[])


@settings(deadline=None, max_examples=30)
@example([LineString([(0, 0), (0, 500), (0, 100), (0, 200)])], 0)  # turns back on itself twice
@example([LineString([(0, 0), (200, 0), (0, 100), (100, 0), (0, 0)])], 0)  # a ring that closes along its own begin
@given(scribbles(), st.integers(0, 1000))
def test_joined_lines_cover_what_was_drawn_once_and_hang_together_where_it_does(lines, seed):
    graph = streets(lines)
    drawn = shapely.unary_union(lines)
    assert graph.length_m.sum() == pytest.approx(drawn.length, rel=1e-4, abs=0.1)
    touching, other = np.nonzero(shapely.intersects(np.array(lines)[:, None], np.array(lines)[None, :]))
    apart = nx.number_connected_components(nx.Graph(zip(touching.tolist(), other.tolist(), strict=True)))
    ours = nx.Graph(zip(graph.tail.tolist(), graph.head.tolist(), strict=True))
    assert nx.number_connected_components(ours) == apart
    again = streets(lines, np.random.default_rng(seed).permutation(len(lines)))
    assert np.array_equal(graph.node_xy, again.node_xy)
    assert np.array_equal(graph.tail, again.tail)
    assert np.array_equal(graph.shape_xy, again.shape_xy)
