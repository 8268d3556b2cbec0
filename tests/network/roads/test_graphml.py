import networkx as nx
import numpy as np
import pytest

from geo.errors import InputError, UnreadableFileError
from geo.findings import Report
from geo.wording import using_language
from tests.network.roads.files import degrees, minutes, read, rules

PLACES = {11: (0, 0), 12: (100, 0), 13: (200, 0), 14: (100, 100)}


def graphml(edges, *, kind=nx.MultiDiGraph, crs="epsg:4326", places=PLACES, node_tags=None):
    """Write a graph as OSMnx does: every attribute as text."""
    graph = kind(crs=crs, simplified="True")
    for node, place in places.items():
        lon, lat = degrees(*place)
        graph.add_node(str(node), x=str(lon), y=str(lat), **(node_tags or {}).get(node, {}))
    for one, other, attributes in edges:
        bend = attributes.pop("bend", None)
        if bend:
            points = ", ".join("{:.8f} {:.8f}".format(*degrees(*at)) for at in (places[one], *bend, places[other]))
            attributes["geometry"] = f"LINESTRING ({points})"
        graph.add_edge(str(one), str(other), **({"highway": "residential"} | attributes))
    return "\n".join(nx.generate_graphml(graph))


def both(one, other, **attributes):
    bend = attributes.pop("bend", None)
    ahead = {"oneway": "False", "reversed": "False", **attributes}
    back = {"oneway": "False", "reversed": "True", **attributes}
    if bend:
        ahead, back = ahead | {"bend": bend}, back | {"bend": bend[::-1]}
    return [(one, other, ahead), (other, one, back)]


@pytest.mark.parametrize("name", ["drive.graphml", "drive.graphml.gz", "roads.osm"])
def test_an_edge_and_its_reverse_are_one_street(tmp_path, name):
    edges = both(11, 12, length="100.0") + both(12, 13, bend=[(150, 30)]) + [(12, 14, {"oneway": "True"})]
    graph = read(graphml(edges), tmp_path, name=name).graph
    assert len(graph) == 3
    assert graph.length_m.max() == pytest.approx(2 * np.hypot(50, 30), rel=1e-3)
    assert np.isfinite(minutes(graph, "truck", (0, 0), (200, 0)))
    assert np.isfinite(minutes(graph, "truck", (200, 0), (0, 0)))
    assert np.isfinite(minutes(graph, "truck", (0, 0), (100, 100)))
    assert np.isinf(minutes(graph, "truck", (100, 100), (0, 0)))
    assert np.isfinite(minutes(graph, "walk", (100, 100), (0, 0)))


def test_two_streets_between_two_junctions_stay_two(tmp_path):
    edges = both(11, 13) + both(11, 13, bend=[(100, 80)]) + both(13, 14)
    report = Report()
    assert len(read(graphml(edges), tmp_path, report=report).graph) == 3
    assert "roads-parallel" in rules(report)


def test_lengths_are_those_of_the_lines_whatever_is_stated(tmp_path):
    edges = [*both(11, 12, length="-5"), (12, 13, {"length": "0"}), (12, 14, {}), (11, 14, {"length": "999"})]
    report = Report()
    with using_language("en"):
        graph = read(graphml(edges), tmp_path, report=report).graph
    assert (graph.length_m > 0).all()
    said = next(finding.found for finding in report.findings if finding.rule == "roads-length")
    assert "1 missing, 1 zero, 2 negative, 1 more than 5 %" in said


def test_lists_as_text_are_read(tmp_path):
    attributes = {
        "highway": "['residential', 'primary']", "name": "['甲路', '乙路']", "maxspeed": "['40', '20']",
        "bridge": "['yes', 'viaduct']", "osmid": "[1, 2]", "lanes": "['2'", "tunnel": "[",
    }  # fmt: skip
    graph = read(graphml(both(11, 12, **attributes) + both(12, 13)), tmp_path).graph
    row = graph.name.index("甲路 / 乙路")
    assert graph.class_of(row) == "primary"
    assert graph.length_m[row] / graph.modes["truck"].forward_min[row] * 60 / 1000 == pytest.approx(20)


def test_an_undirected_graph_takes_its_directions_from_the_tags(tmp_path):
    edges = [(11, 12, {"oneway": "True"}), (12, 13, {"oneway": "False"}), (12, 14, {})]
    graph = read(graphml(edges, kind=nx.MultiGraph), tmp_path).graph
    assert np.isfinite(minutes(graph, "truck", (0, 0), (200, 0)))
    assert np.isinf(minutes(graph, "truck", (200, 0), (0, 0)))


def test_edges_of_nodes_that_are_not_there_are_said(tmp_path):
    report = Report()
    content = graphml(both(11, 12) + both(12, 13)).replace('target="13"', 'target="77"')
    read(content, tmp_path, report=report)
    assert "roads-clipped" in rules(report)


def test_a_geometry_that_is_none_leaves_a_straight_street(tmp_path):
    graph = read(graphml(both(11, 12, geometry="LINESTRING (1 2, oops") + both(12, 13)), tmp_path).graph
    assert graph.length_m.sum() == pytest.approx(200, rel=1e-3)


def test_loops_twins_and_crossings(tmp_path):
    edges = [(12, 12, {"bend": [(120, 50), (80, 50)]}), *both(11, 12), (11, 12, {"oneway": "False"})]
    report = Report()
    roads = read(graphml(edges, node_tags={14: {"highway": "crossing"}}), tmp_path, report=report)
    assert {"roads-loops", "roads-drawn-twice"} <= rules(report)
    assert len(roads.graph) == 3
    assert (roads.lines["kind"] == "crossing").sum() == 1


def test_a_projected_graph_is_brought_back(tmp_path):
    places = {node: (x + 520_000.0, y + 3_495_000.0) for node, (x, y) in PLACES.items()}
    graph = nx.MultiDiGraph(crs="epsg:4549")
    for node, (x, y) in places.items():
        graph.add_node(str(node), x=str(x), y=str(y))
    graph.add_edge(
        "11", "12", highway="residential", geometry="LINESTRING (520000 3495000, 520050 3495050, 520100 3495000)"
    )
    read_graph = read("\n".join(nx.generate_graphml(graph)), tmp_path).graph
    assert read_graph.length_m[0] == pytest.approx(2 * np.hypot(50, 50), rel=1e-4)
    assert read_graph.node_xy[0] == pytest.approx((520_000, 3_495_000), abs=0.01)


def test_graphs_that_cannot_be_used_are_refused_in_words(tmp_path):
    whole = graphml(both(11, 12))
    with using_language("en"):
        with pytest.raises(InputError, match="no places"):
            read(whole.replace('attr.name="x"', 'attr.name="easting"'), tmp_path)
        with pytest.raises(InputError, match="CRS"):
            read(graphml(both(11, 12), crs="epsg:99999999"), tmp_path)
        with pytest.raises(UnreadableFileError, match="cut off"):
            read(whole[:-60], tmp_path)
        with pytest.raises(InputError, match="no roads"):
            read(graphml([]), tmp_path)
