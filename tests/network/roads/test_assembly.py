from itertools import pairwise

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.findings import Report
from geo.network.roads import MODES
from geo.network.roads.modes import usage_of
from geo.policy import Policy
from tests.network.roads.files import metres, minutes, osm, read, rules, street

_KINDS = [
    {}, {"oneway": "yes"}, {"oneway": "-1"}, {"highway": "primary"}, {"highway": "footway"}, {"name": "甲路"},
    {"motor_vehicle": "no"}, {"maxspeed": "6"},
]  # fmt: skip


@st.composite
def towns(draw):
    """A few places on a grid, and ways that wander among them."""
    cells = draw(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=3, max_size=12, unique=True))
    places = {number: (x * 100 + 7 * y, y * 100) for number, (x, y) in enumerate(cells, start=1)}
    refs = st.lists(st.sampled_from(sorted(places)), min_size=2, max_size=6)
    ways = draw(st.lists(st.tuples(refs, st.sampled_from(_KINDS)), min_size=1, max_size=8))
    return places, [street(*refs, **kind) for refs, kind in ways]


def raw_network(places, ways, mode):
    """Every consecutive pair of every way as it stands, by networkx."""
    usage = usage_of(tuple(tags for _, tags in ways), Policy(), [])
    first = 2 * MODES.index(mode)
    arcs = nx.MultiDiGraph()
    for row, (refs, _) in enumerate(ways):
        ahead, back = usage.speeds[usage.combination[row]][first : first + 2]
        for one, other in pairwise(refs):
            length = np.hypot(*np.subtract(places[one], places[other]))
            for begin, end, speed in ((one, other, ahead), (other, one, back)):
                if speed > 0:
                    arcs.add_edge(begin, end, weight=length / speed)
    return arcs


def network(graph, mode):
    arcs, edges = nx.MultiDiGraph(), graph.modes[mode]
    for row in range(len(graph)):
        tail, head = int(graph.tail[row]), int(graph.head[row])
        for begin, end, cost in ((tail, head, edges.forward_min[row]), (head, tail, edges.backward_min[row])):
            if np.isfinite(cost):
                arcs.add_edge(begin, end, weight=float(cost))
    return arcs


@settings(deadline=None, max_examples=30)
@given(towns())
def test_stringing_pieces_to_streets_changes_no_distance(tmp_path_factory, town):
    places, ways = town
    if not any(one != other for refs, _ in ways for one, other in pairwise(refs)):
        return
    graph = read(osm(places, ways), tmp_path_factory.mktemp("town")).graph
    at = {number: metres(place)[0] for number, place in places.items()}
    node_of = {}
    for number, xy in at.items():
        distance = np.hypot(*(graph.node_xy - xy).T)
        if distance.min() < 0.01:
            node_of[number] = int(np.argmin(distance))
    for mode in MODES:
        strung, raw = network(graph, mode), raw_network(places, ways, mode)
        for one, begin in node_of.items():
            quick = nx.single_source_dijkstra_path_length(strung, begin) if begin in strung else {begin: 0.0}
            truth = nx.single_source_dijkstra_path_length(raw, one) if one in raw else {one: 0.0}
            for other, end in node_of.items():
                assert quick.get(end, np.inf) == pytest.approx(truth.get(other, np.inf), rel=1e-4, abs=1e-6)


@settings(deadline=None, max_examples=25)
@given(towns(), st.integers(0, 1000))
def test_the_order_of_the_file_changes_nothing(tmp_path_factory, town, seed):
    places, ways = town
    if not any(one != other for refs, _ in ways for one, other in pairwise(refs)):
        return
    folder = tmp_path_factory.mktemp("town")
    plain = read(osm(places, ways), folder)
    shuffled = read(osm(places, ways, order=np.random.default_rng(seed)), folder)
    one, other = plain.graph, shuffled.graph
    for part in ("node_xy", "tail", "head", "road_class", "shape_start"):
        assert np.array_equal(getattr(one, part), getattr(other, part)), part
    assert np.allclose(one.length_m, other.length_m)
    assert one.name == other.name
    for mode in MODES:
        assert np.allclose(one.modes[mode].forward_min, other.modes[mode].forward_min)
        assert np.array_equal(one.modes[mode].usable, other.modes[mode].usable)
    assert plain.lines["kind"].tolist() == shuffled.lines["kind"].tolist()


GRID = {row * 10 + column: (column * 100, row * 100) for row in range(5) for column in range(5)}
GRID_WAYS = [street(*(row * 10 + column for column in range(5))) for row in range(5)]
GRID_WAYS += [street(*(row * 10 + column for row in range(5))) for column in range(5)]


def test_islands_are_said_and_no_place_is_put_onto_them(tmp_path):
    report = Report()
    places = GRID | {90: (900, 0), 91: (950, 0)}
    graph = read(osm(places, [*GRID_WAYS, street(90, 91)]), tmp_path, report=report).graph
    assert "roads-islands" in rules(report)
    island = int(np.argmax(graph.node_xy[graph.head][:, 0]))
    assert not graph.modes["walk"].usable[island]
    assert graph.modes["walk"].usable.sum() == len(graph) - 1


def test_two_halves_of_a_town_are_both_used_and_said_to_be_apart(tmp_path):
    report = Report()
    places = GRID | {100 + number: (x + 1000, y) for number, (x, y) in GRID.items()}
    ways = GRID_WAYS + [([100 + ref for ref in refs], tags) for refs, tags in GRID_WAYS]
    ways += [([4, 100], {"highway": "trunk", "bridge": "yes"})]
    graph = read(osm(places, ways), tmp_path, report=report).graph
    parts = [finding for finding in report.findings if finding.rule == "roads-parts"]
    assert len(parts) == 2
    assert graph.modes["walk"].usable.sum() == len(graph) - 1
    assert np.isinf(minutes(graph, "walk", (0, 0), (1400, 0)))
    assert np.isfinite(minutes(graph, "truck", (0, 0), (1400, 0)))


def test_a_one_way_street_into_nowhere_is_a_trap(tmp_path):
    report = Report()
    places = GRID | {90: (900, 0), 91: (900, 100)}
    ways = [*GRID_WAYS, street(4, 90, oneway="yes"), street(90, 91)]
    graph = read(osm(places, ways), tmp_path, report=report).graph
    assert "roads-traps" in rules(report)
    trapped = graph.node_xy[graph.head][:, 0] > metres((850, 0))[0, 0]
    assert not graph.modes["truck"].usable[trapped].any()
    assert graph.modes["walk"].usable[trapped].all()


def test_a_street_drawn_twice_counts_once_with_the_better_of_both(tmp_path):
    report = Report()
    ways = [*GRID_WAYS, street(0, 1, highway="primary", name="大道", oneway="yes"), street(1, 0, highway="footway")]
    graph = read(osm(GRID, ways), tmp_path, report=report).graph
    assert "roads-drawn-twice" in rules(report)
    doubled = [row for row in range(len(graph)) if graph.name[row] == "大道"]
    assert len(doubled) == 1
    assert graph.class_of(doubled[0]) == "primary"
    assert minutes(graph, "truck", (0, 0), (100, 0)) == pytest.approx(100 / (32_000 / 60), rel=1e-3)
    assert minutes(graph, "truck", (100, 0), (0, 0)) == pytest.approx(100 / (18_000 / 60), rel=1e-3)


def test_nodes_of_one_place_are_one_but_not_on_two_levels(tmp_path):
    report = Report()
    places = {1: (0, 0), 2: (100, 0), 3: (100, 0), 4: (200, 0), 5: (100, -50), 6: (100, 0), 7: (100, 50)}
    ways = [street(1, 2), street(3, 4), street(5, 6, 7, bridge="yes")]
    graph = read(osm(places, ways), tmp_path, report=report).graph
    assert "roads-duplicate-nodes" in rules(report)
    assert len(graph) == 2
    assert np.isfinite(minutes(graph, "walk", (0, 0), (200, 0)))
    assert np.isinf(minutes(graph, "walk", (0, 0), (100, 50)))


def test_a_mode_without_any_road_is_said(tmp_path):
    report = Report()
    graph = read(osm(GRID, [street(0, 1, 2, highway="footway")]), tmp_path, report=report).graph
    assert "roads-mode-empty" in rules(report)
    assert not graph.modes["truck"].usable.any()
