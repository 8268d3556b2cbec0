import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.network.roads import Snapper, share_near, snap
from tests.network.roads.files import metres, osm, read, street

PLACES = {1: (0, 0), 2: (100, 0), 3: (200, 0), 4: (200, 100), 5: (100, 80), 6: (60, 40)}
WAYS = [street(1, 2, 3), street(3, 4), street(2, 5, 6, 1), street(4, 5, highway="footway"), street(1, 4, oneway="yes")]


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    return read(osm(PLACES, WAYS), tmp_path_factory.mktemp("roads")).graph


def test_a_place_meets_the_edge_and_not_the_node(graph):
    found = snap(graph, "walk", metres((50, -20)), max_snap_m=100)
    assert found.distance_m[0] == pytest.approx(20, abs=0.01)
    along = shapely.line_interpolate_point(shapely.LineString(graph.shape_of(found.segment[0])), found.along_m[0])
    assert np.allclose(shapely.get_coordinates(along), metres((50, 0)), atol=0.01)


def test_beyond_the_limit_there_is_no_street(graph):
    found = snap(graph, "walk", metres((50, -20), (50, -200), (np.nan, 0)), max_snap_m=50)
    assert found.segment.tolist()[1:] == [-1, -1]
    assert np.isinf(found.distance_m[1:]).all()
    assert (found.along_m[1:] == 0).all()


def test_a_truck_is_not_put_onto_a_footway(graph):
    near = metres((150, 92))
    assert graph.class_of(snap(graph, "walk", near, max_snap_m=200).segment[0]) == "footway"
    assert graph.class_of(snap(graph, "truck", near, max_snap_m=200).segment[0]) == "residential"


def test_no_places_and_no_streets(graph):
    assert len(snap(graph, "walk", np.empty((0, 2)), max_snap_m=50).segment) == 0
    empty = graph.clipped((0, 0, 1, 1), 0)
    assert snap(empty, "walk", metres((0, 0)), max_snap_m=50).segment.tolist() == [-1]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.floats(-150, 350), st.floats(-150, 250)), min_size=1, max_size=12), st.floats(1, 300))
def test_the_nearest_street_is_that_of_trying_all(graph, places, limit):
    xy = metres(*places)
    for mode, edges in graph.modes.items():
        found = snap(graph, mode, xy, max_snap_m=limit)
        rows = np.flatnonzero(edges.usable)
        lines = [shapely.LineString(graph.shape_of(row)) for row in rows]
        for place, point in enumerate(shapely.points(xy)):
            distance = np.array([line.distance(point) for line in lines])
            if distance.min() > limit:
                assert found.segment[place] == -1
                continue
            assert found.distance_m[place] == pytest.approx(distance.min())
            line = shapely.LineString(graph.shape_of(found.segment[place]))
            assert line.interpolate(found.along_m[place]).distance(point) == pytest.approx(distance.min(), abs=1e-6)
            assert 0 <= found.along_m[place] <= graph.length_m[found.segment[place]]


def test_the_index_may_be_kept(graph):
    kept = Snapper(graph, "ebike")
    xy = metres((30, 10), (150, -20))
    assert kept.snap(xy, max_snap_m=99).segment.tolist() == snap(graph, "ebike", xy, max_snap_m=99).segment.tolist()


def test_the_share_of_places_near_a_road(graph):
    assert share_near(graph, metres((50, 10), (50, -20), (900, 900), (901, 900)), 30) == 0.5
    assert share_near(graph, np.empty((0, 2)), 30) == 1.0
