from itertools import permutations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.network.passages import bridgeheads, legs_are_free, ways_over
from tests.network.ground import line, local, walls

RIVER = line((0, -1000), (0, 1000))
ROAD = line((-1000, 200), (1000, 200))


def ways(cut, start, end):
    only = np.zeros(1, dtype=np.int64)
    return ways_over(cut, local([start]), local([end]), (only, only))


def test_the_way_goes_through_the_bridge():
    found = ways(walls(RIVER, at=[(0, 200)]), (-100, 0), (100, 0))
    assert found.metres[0] == pytest.approx(2 * np.hypot(100, 200), abs=0.01)
    assert (found.first[0], found.last[0]) == (0, 0)


def test_of_two_bridges_the_shorter_way_is_taken():
    cut = walls(RIVER, at=[(0, 200), (0, -50)])
    assert ways(cut, (-100, 0), (100, 0)).metres[0] == pytest.approx(2 * np.hypot(100, 50), abs=0.01)


def test_without_a_crossing_there_is_no_way():
    found = ways(walls(RIVER), (-100, 0), (100, 0))
    assert np.isinf(found.metres[0])
    assert (found.first[0], found.last[0]) == (-1, -1)


def test_a_crossing_of_another_barrier_is_no_way_over_this_one():
    assert np.isinf(ways(walls(RIVER, ROAD, at=[(-300, 200)]), (-100, 0), (100, 0)).metres[0])


def test_two_barriers_in_a_row_take_two_crossings():
    cut = walls(RIVER, line((100, -1000), (100, 1000)), at=[(0, 0), (100, 0)])
    found = ways(cut, (-50, 0), (150, 0))
    assert found.metres[0] == pytest.approx(200, abs=0.01)
    assert {found.first[0], found.last[0]} == {0, 1}


def test_a_bridge_opens_a_wide_river_drawn_as_an_area():
    cut = walls(shapely.box(-40, -1000, 40, 1000), at=[(0, 30)])
    assert ways(cut, (-100, 0), (100, 0)).metres[0] == pytest.approx(2 * np.hypot(100, 30), abs=0.01)


def test_a_leg_over_a_far_bend_of_the_same_river_is_not_free():
    bend = line((-300, -1000), (-300, 100), (0, 100), (0, -1000))
    cut = walls(bend, at=[(0, 0)])
    assert np.isinf(ways(cut, (-500, 0), (200, 0)).metres[0])


def test_a_leg_is_free_near_its_own_crossing_only():
    cut = walls(RIVER, at=[(0, 0)])
    free = legs_are_free(
        cut,
        local([(-100, 0), (-100, 0), (-100, 400)]),
        local([(0, 0), (10, 0), (100, 400)]),
        start_at=np.array([-1, -1, -1]),
        end_at=np.array([0, -1, 0]),
    )
    assert free.tolist() == [True, False, False]


def test_bridgeheads_are_the_nearest_places_on_each_side():
    cut = walls(RIVER, at=[(0, 0)])
    places = local([(-400, 0), (-50, 10), (60, 0), (300, 0)])
    assert bridgeheads(cut, places, np.array([0, 0, 1, 1])).tolist() == [[1, 2]]


spot = st.tuples(st.integers(-300, 300).map(float), st.integers(-300, 300).map(float))


@given(bridges=st.lists(st.integers(-280, 280), min_size=1, max_size=4, unique=True), start=spot, end=spot)
@settings(deadline=None, max_examples=30)
def test_the_way_equals_the_best_of_all_orders_of_crossings(bridges, start, end):
    cut = walls(RIVER, line((-1000, 50), (1000, 50)), at=[(0, y) if y % 2 else (y, 50) for y in bridges])
    best = np.inf
    for count in range(1, len(cut.crossings) + 1):
        for order in permutations(range(len(cut.crossings)), count):
            best = min(best, walked(cut, local([start])[0], local([end])[0], order))
    assert ways(cut, start, end).metres[0] == pytest.approx(best, abs=0.01)


def walked(cut, start, end, order):
    """Add up the legs of a way through crossings in order; infinite where a leg is not free."""
    stops = np.array([start, *cut.crossings[list(order)], end])
    at = np.array([-1, *order, -1])
    free = legs_are_free(cut, stops[:-1], stops[1:], start_at=at[:-1], end_at=at[1:])
    return np.hypot(*(stops[1:] - stops[:-1]).T).sum() if free.all() else np.inf
