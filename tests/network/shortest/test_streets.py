"""Ways along streets: hand-computed cases, and networkx on a graph with the points put in as nodes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.network.shortest.streets import streets_of
from tests.network.streets import graph_of, plain_minutes, points

SQUARE = [(0, 0), (100, 0), (100, 100), (0, 100)]
ROUND = [(0, 1), (1, 2), (2, 3), (0, 3)]


def minutes(graph, mode, origins, targets):
    return streets_of(graph, mode).matrix(points(*origins), points(*targets))[0]


def metres(graph, mode, origins, targets):
    return streets_of(graph, mode).matrix(points(*origins), points(*targets))[1]


def test_a_way_from_mid_street_to_mid_street_goes_the_short_way_round():
    graph = graph_of(SQUARE, ROUND)
    assert metres(graph, "walk", [(0, 30)], [(1, 60), (2, 50), (3, 10)]) == pytest.approx(np.array([[130, 180, 40]]))
    assert minutes(graph, "walk", [(0, 30)], [(1, 60)]) == pytest.approx(130 / 50)


def test_two_places_on_one_street_go_along_it_both_ways():
    graph = graph_of(SQUARE, ROUND)
    assert metres(graph, "walk", [(0, 30), (0, 80)], [(0, 80), (0, 30)]) == pytest.approx(np.array([[50, 0], [0, 50]]))


def test_against_a_one_way_street_the_way_goes_round_the_block():
    graph = graph_of(SQUARE, [(0, 1, 1), (1, 2), (2, 3), (0, 3)])
    there_and_back = metres(graph, "truck", [(0, 30), (0, 80)], [(0, 80), (0, 30)])
    assert there_and_back == pytest.approx(np.array([[50, 0], [0, 350]]))
    assert metres(graph, "walk", [(0, 80)], [(0, 30)]) == pytest.approx(50)


def test_one_way_streets_hold_on_the_first_and_the_last_street():
    graph = graph_of(SQUARE, [(0, 1, -1), (1, 2), (2, 3), (0, 3)])
    assert metres(graph, "ebike", [(0, 30)], [(1, 0)]) == pytest.approx(330)
    assert metres(graph, "ebike", [(1, 0)], [(0, 30)]) == pytest.approx(70)


def test_what_no_street_joins_is_out_of_reach_and_never_a_big_number():
    graph = graph_of([*SQUARE, (500, 0), (600, 0)], [*ROUND, (4, 5)])
    assert np.isinf(minutes(graph, "walk", [(0, 10)], [(4, 10)])).all()
    assert np.isinf(metres(graph, "walk", [(4, 10)], [(0, 10)])).all()
    assert metres(graph, "walk", [(4, 10)], [(4, 90)]) == pytest.approx(80)


def test_vehicles_take_the_quickest_way_and_report_its_metres():
    graph = graph_of([(0, 0), (100, 0), (50, 200)], [(0, 1), (0, 2), (1, 2)])
    fast = graph.modes["truck"].forward_min
    fast[1:] = 0.1
    graph.modes["truck"].backward_min[1:] = 0.1
    assert fast[0] == pytest.approx(0.4)
    assert metres(graph, "truck", [(0, 0)], [(0, 100)]) == pytest.approx(2 * np.hypot(50, 200))


def test_of_equally_quick_ways_the_shorter_one_counts():
    graph = graph_of([(0, 0), (100, 0), (50, 80)], [(0, 1), (0, 2), (1, 2)])
    for edges in graph.modes.values():
        edges.forward_min[:], edges.backward_min[:] = [2, 1, 1], [2, 1, 1]
    assert metres(graph, "walk", [(1, 0)], [(2, 0)])[0, 0] == pytest.approx(100)


def test_no_origins_or_no_targets_give_an_empty_matrix():
    streets = streets_of(graph_of(SQUARE, ROUND), "walk")
    some, none = points((0, 1)), points((0, 1))
    none = type(none)(*(values[:0] for values in (none.segment, none.along_m, none.distance_m)))
    assert streets.matrix(some, none)[0].shape == (1, 0)
    assert streets.matrix(none, some)[0].shape == (0, 1)


@st.composite
def towns(draw):
    """Draw streets between random corners, some one-way, some closed, parallel ones and loose pieces too."""
    count = draw(st.integers(2, 9))
    spots = draw(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=count, max_size=count, unique=True))
    ends = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(lambda pair: pair[0] != pair[1])
    streets = draw(st.lists(st.tuples(ends, st.sampled_from([0, 0, 0, 1, -1])), min_size=1, max_size=16))
    graph = graph_of([(100 * x, 100 * y) for x, y in spots], [(min(e), max(e), way) for e, way in streets])
    place = st.tuples(st.integers(0, len(streets) - 1), st.sampled_from([0.0, 0.2, 0.5, 0.9, 1.0]))
    places = draw(st.lists(place, min_size=1, max_size=5))
    return graph, [(street, share * graph.length_m[street]) for street, share in places]


@settings(deadline=None, max_examples=150)
@given(towns(), st.sampled_from(["walk", "ebike"]))
def test_the_matrix_equals_networkx_on_a_graph_with_the_points_as_nodes(town, mode):
    graph, places = town
    plain = [[plain_minutes(graph, mode, one, other) for other in places] for one in places]
    assert minutes(graph, mode, places, places) == pytest.approx(np.array(plain), rel=1e-9, abs=1e-9)


@settings(deadline=None, max_examples=50)
@given(towns())
def test_blocks_and_the_side_that_is_swept_change_nothing(town):
    graph, places = town
    streets = streets_of(graph, "ebike")
    whole = streets.matrix(points(*places), points(*places))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("geo.network.shortest.streets._CELLS_AT_ONCE", 3)
        for one, other in zip(streets.matrix(points(*places), points(*places)), whole, strict=True):
            assert np.array_equal(one, other)
    for column, place in enumerate(places):  # fewer targets than origins: swept from the targets
        alone = streets.matrix(points(*places), points(place))
        assert alone[0][:, 0] == pytest.approx(whole[0][:, column], rel=1e-12, abs=1e-12)


@settings(deadline=None, max_examples=50)
@given(towns())
def test_on_foot_there_and_back_are_alike(town):
    graph, places = town
    walk = metres(graph, "walk", places, places)
    assert walk == pytest.approx(walk.T, rel=1e-9, abs=1e-9)


def test_routingkit_gives_the_same_minutes_where_it_is_installed():
    routingkit = pytest.importorskip("routingkit_cch")
    side, generator = 12, np.random.default_rng(3)
    corner = np.arange(side * side).reshape(side, side)
    ends = np.concatenate(
        [np.stack([a.ravel(), b.ravel()], 1) for a, b in ((corner[:, :-1], corner[:, 1:]), (corner[:-1], corner[1:]))]
    )
    ways = generator.choice([0, 0, 1, -1], len(ends))
    spots = np.stack(np.divmod(np.arange(side * side), side), 1) * 100.0 + generator.uniform(-30, 30, (side * side, 2))
    graph = graph_of(spots, [(*pair, way) for pair, way in zip(ends.tolist(), ways.tolist(), strict=True)])
    edges = graph.modes["ebike"]
    tail, head = np.concatenate([graph.tail, graph.head]), np.concatenate([graph.head, graph.tail])
    ticks = np.concatenate([edges.forward_min, edges.backward_min]) * 1e6
    kept = np.isfinite(ticks)
    tail, head, ticks = (values[kept] for values in (tail.astype(np.uint32), head.astype(np.uint32), ticks))
    order = routingkit.compute_order_degree(len(spots), tail, head)
    metric = routingkit.CCHMetric(routingkit.CCH(order, tail, head, False), np.rint(ticks).astype(np.int32))
    nodes = np.arange(len(spots))
    no_cost = np.zeros((len(nodes), 1, 2))
    ours, _ = streets_of(graph, "ebike").hierarchy.costs(nodes[:, None], no_cost, nodes)
    query = routingkit.CCHQuery(metric)
    for one, other in [(0, 143), (5, 77), (143, 0), (60, 61), (12, 130)]:
        told = query.run(one, other).distance
        assert ours[one, other] == pytest.approx(told / 1e6, abs=1e-4) or (told is None and np.isinf(ours[one, other]))
