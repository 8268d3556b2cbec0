"""Walking areas of stations: along the streets where there are any, else circles that say so."""

import numpy as np
import pytest
import shapely

from geo.findings import Report
from geo.network.isochrones import isochrones
from geo.network.road_travel import road_travel
from geo.network.travel import Places, StraightLine
from geo.policy import Policy
from tests.network.ground import local
from tests.network.streets import CRS, graph_of

# One long street of 4 km with a turning at its middle.
GRAPH = graph_of(local([(-2000, 0), (0, 0), (2000, 0), (0, 500)]), [(0, 1), (1, 2), (1, 3)])


def areas(*places, roads=True, **changes):
    policy = Policy().with_settings(changes)
    travel = road_travel(GRAPH, otherwise=StraightLine(1.3), policy=policy, report=Report()) if roads else None
    stations = Places(tuple(f"S{n}" for n in range(len(places))), local(places))
    found = isochrones(stations, roads=travel, detour_factor=1.25, policy=policy, metric_crs=CRS)
    return found, found.to_crs(CRS).geometry.to_numpy()


def covers(shape, x, y):
    return shape.contains(shapely.Point(*local([(x, y)])[0]))


def test_an_area_reaches_as_far_along_the_street_as_the_walk_and_no_farther():
    table, shapes = areas((100, 30))
    assert table["metres"].tolist() == [300, 500, 1000]
    assert table["minutes"].tolist() == [6, 10, 20]
    assert table["rung"].tolist() == ["roads"] * 3
    for walk_m, shape in zip((300, 500, 1000), shapes, strict=True):
        left = walk_m - 30  # what is left after the way to the street
        assert covers(shape, 100 + left - 20, 0)
        assert not covers(shape, 100 + left + 80, 0)
        assert covers(shape, 0, min(left - 100, 500) - 20)
        assert not covers(shape, 100 - left, 200)


def test_a_wider_walk_holds_the_shorter_one():
    _, (small, middle, large) = areas((100, 30))
    assert middle.buffer(30).contains(small)
    assert large.buffer(40).contains(middle)


def test_a_walk_shorter_than_the_way_to_the_street_is_that_way():
    _, shapes = areas((500, 280), **{"isochrones.metres": [200]})
    assert covers(shapes[0], 500, 270)
    assert not covers(shapes[0], 600, 0)


def test_without_streets_near_the_area_is_a_circle_that_says_so():
    for table, shapes in (areas((100, 5000)), areas((100, 30), roads=False)):
        assert table["rung"].tolist() == ["straight"] * 3
        assert [np.sqrt(shape.area / np.pi) for shape in shapes] == pytest.approx([240, 400, 800], rel=0.02)


def test_areas_are_small_enough_for_a_map():
    _, shapes = areas((100, 30), (-700, 10), (100, 9000))
    assert max(shapely.get_num_coordinates(shapes)) < 60
    assert shapely.is_valid(shapes).all()


def test_no_stations_give_an_empty_table():
    assert areas()[0].empty
