"""A place meets a street on its own side of a barrier, where there is one."""

import numpy as np
import pytest

from geo.findings import Report
from geo.network.road_travel import road_travel
from geo.network.travel import StraightLine
from geo.policy import Policy
from tests.network.ground import line, local, walls
from tests.network.streets import graph_of

# Two streets from west to east, 300 m apart, joined in the west; a river in between, near the southern one.
TOWN = graph_of(local([(0, 0), (400, 0), (400, 300), (0, 300)]), [(0, 1), (2, 3), (0, 3)])
RIVER = line((50, 60), (900, 60))


def snapped(place, *barriers, limit_m=300, kind="river"):
    straight = StraightLine(1.3, walls(*barriers, kind=kind) if barriers else None)
    policy = Policy().with_settings({"roads.max_snap_m": limit_m})
    travel = road_travel(TOWN, otherwise=straight, policy=policy, report=Report())
    return travel.snaps(local([place]), "walk")


def test_nobody_steps_over_a_river_where_a_street_lies_on_the_own_side():
    assert snapped((300, 100)).distance_m == pytest.approx([100])
    held = snapped((300, 100), RIVER)
    assert (held.segment.tolist(), held.distance_m.tolist()) == ([1], pytest.approx([200]))
    assert held.along_m == pytest.approx([100])


def test_a_place_without_a_street_on_its_side_keeps_the_nearest():
    assert snapped((300, 100), RIVER, limit_m=150).distance_m == pytest.approx([100])


def test_a_main_road_is_reached_though_it_is_a_barrier_itself():
    assert snapped((300, 100), line((0, 0), (400, 0)), kind="arterial").distance_m == pytest.approx([100])
    assert snapped((300, 30), RIVER).distance_m == pytest.approx([30])


def test_points_far_from_everything_stay_without_a_street():
    travel = road_travel(TOWN, otherwise=StraightLine(1.3, walls(RIVER)), policy=Policy(), report=Report())
    assert travel.snaps(local([(5000, 5000), (np.nan, 0)]), "walk").segment.tolist() == [-1, -1]
