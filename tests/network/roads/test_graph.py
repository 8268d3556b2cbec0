import pickle

import numpy as np
import pytest
import shapely

from geo.findings import Report
from geo.network.roads import MODES
from geo.schema.routing import TRAVEL_MODES
from tests.network.roads.files import metres, minutes, osm, read, rules, street

CROSS = {1: (0, 0), 2: (100, 0), 3: (200, 0), 4: (100, 100), 5: (100, -100), 6: (150, 30)}


def test_modes_are_those_of_the_tables():
    assert tuple(TRAVEL_MODES) == MODES


def test_a_street_runs_from_junction_to_junction_with_its_real_shape(tmp_path):
    graph = read(osm(CROSS, [street(1, 2), street(2, 6, 3), street(4, 2, 5)]), tmp_path).graph
    assert len(graph) == 4
    assert len(graph.node_xy) == 5
    bent = int(np.argmax(np.diff(graph.shape_start)))
    assert graph.length_m[bent] == pytest.approx(2 * np.hypot(50, 30), rel=1e-4)
    assert np.allclose(graph.shape_of(bent), metres((100, 0), (150, 30), (200, 0)), atol=0.01)


def test_ends_are_in_order_and_the_shape_begins_at_the_tail(tmp_path):
    graph = read(osm(CROSS, [street(3, 6, 2, 1), street(5, 2, 4)]), tmp_path).graph
    assert (graph.tail < graph.head).all()
    for row in range(len(graph)):
        assert np.allclose(graph.shape_of(row)[0], graph.node_xy[graph.tail[row]])
        assert np.allclose(graph.shape_of(row)[-1], graph.node_xy[graph.head[row]])


def test_streets_split_by_the_file_alone_become_one(tmp_path):
    graph = read(osm(CROSS, [street(1, 2), street(3, 6), street(2, 6)]), tmp_path).graph
    assert len(graph) == 1
    assert graph.length_m[0] == pytest.approx(100 + 2 * np.hypot(50, 30), rel=1e-4)


@pytest.mark.parametrize("other", [{"name": "另一路"}, {"highway": "primary"}, {"oneway": "yes"}, {"maxspeed": "5"}])
def test_a_street_ends_where_what_it_is_changes(tmp_path, other):
    assert len(read(osm(CROSS, [street(1, 2), street(2, 6, 3, **other)]), tmp_path).graph) == 2


def test_one_way_streets_drawn_head_to_head_stay_apart(tmp_path):
    graph = read(osm(CROSS, [street(1, 2, oneway="yes"), street(3, 2, oneway="yes")]), tmp_path).graph
    assert len(graph) == 2
    graph = read(osm(CROSS, [street(1, 2, oneway="yes"), street(3, 2, oneway="-1")]), tmp_path).graph
    assert len(graph) == 1


def test_a_loop_is_cut_in_two_and_said(tmp_path):
    report = Report()
    ring = {1: (0, 0), 2: (100, 0), 3: (200, 0), 4: (200, 100), 5: (100, 100)}
    graph = read(osm(ring, [street(1, 2), street(2, 3, 4, 5, 2)]), tmp_path, report=report).graph
    assert len(graph) == 3
    assert (graph.tail != graph.head).all()
    assert graph.length_m.sum() == pytest.approx(500, rel=1e-4)
    assert {"roads-loops", "roads-parallel"} <= rules(report)


def test_a_ring_without_junctions_is_a_street_too(tmp_path):
    ring = {1: (0, 0), 2: (100, 0), 3: (100, 100), 4: (0, 100)}
    graph = read(osm(ring, [street(2, 3, 4, 1, 2)]), tmp_path).graph
    assert len(graph) == 2
    assert graph.length_m.sum() == pytest.approx(400, rel=1e-4)


def test_clipping_keeps_whole_streets_and_renumbers(tmp_path):
    places = {row * 10 + column: (column * 100, row * 100) for row in range(6) for column in range(6)}
    ways = [street(*(row * 10 + column for column in range(6))) for row in range(6)]
    ways += [street(*(row * 10 + column for row in range(6))) for column in range(6)]
    graph = read(osm(places, ways), tmp_path).graph
    corner = metres((0, 0), (120, 120))
    part = graph.clipped((*corner[0], *corner[1]), 30)
    assert 0 < len(part) < len(graph)
    assert part.tail.max() < len(part.node_xy)
    kept = {tuple(np.round(part.shape_of(row).ravel(), 3)) for row in range(len(part))}
    assert kept < {tuple(np.round(graph.shape_of(row).ravel(), 3)) for row in range(len(graph))}
    assert minutes(part, "walk", (0, 0), (100, 100)) == pytest.approx(minutes(graph, "walk", (0, 0), (100, 100)))
    box = shapely.box(*corner[0] - 30, *corner[1] + 30)
    assert all(shapely.LineString(part.shape_of(row)).envelope.intersects(box) for row in range(len(part)))


def test_clipping_to_nothing_leaves_an_empty_graph(tmp_path):
    graph = read(osm(CROSS, [street(1, 2, 3)]), tmp_path).graph
    empty = graph.clipped((0, 0, 1, 1), 0)
    assert len(empty) == 0
    assert len(empty.clipped((0, 0, 1, 1), 0)) == 0


def test_a_graph_can_be_sent_to_another_process(tmp_path):
    graph = read(osm(CROSS, [street(1, 2, 3)]), tmp_path).graph
    again = pickle.loads(pickle.dumps(graph))
    assert np.array_equal(again.shape_xy, graph.shape_xy)
    assert again.name == graph.name
