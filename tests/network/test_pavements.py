"""Crossing a main road on foot: at crossings, and nowhere else; along it as one likes."""

import numpy as np
import pytest

from geo.findings import Report
from geo.network.detour import Detour
from geo.network.road_barriers import barriers_of, places_to_cross
from geo.network.road_travel import road_travel
from geo.network.travel import Places, StraightLine
from geo.policy import Policy
from tests.network.river_town import river_town
from tests.network.roads.files import CRS, metres, read


@pytest.fixture(scope="module")
def roads(tmp_path_factory):
    return read(river_town(), tmp_path_factory.mktemp("town"), name="town.osm")


@pytest.fixture(scope="module")
def travel(roads):
    return travel_on(roads)


def travel_on(roads, **changes):
    policy = Policy().with_settings(changes)
    at = places_to_cross(barriers_of(roads, policy).crossings, CRS)
    return road_travel(
        roads.graph, otherwise=StraightLine(1.3), policy=policy, report=Report(), detour=Detour(1.3), crossings=at
    )


def walk(travel, one, other, mode="walk"):
    places = [Places(("P",), metres(place)) for place in (one, other)]
    return travel.crew(*places, mode=mode).metres[0, 0]


def test_from_a_corner_on_one_side_the_way_over_goes_by_the_next_crossing(travel):
    # from the street that comes from the north to the one that comes from the south, by the mark at x = -450
    assert walk(travel, (-300, -100), (-100, -300)) == pytest.approx(100 + 150 + 350 + 100, abs=2)


def test_at_a_junction_with_streets_on_both_sides_people_cross(travel, roads):
    assert walk(travel, (300, -100), (300, -300)) == pytest.approx(200, abs=2)
    marked = travel_on(roads, **{"road_barriers.junctions_cross": False})
    assert walk(marked, (300, -100), (300, -300)) > 500


def test_the_walk_along_a_main_road_is_not_cut(travel):
    assert walk(travel, (-600, -190), (-250, -190)) == pytest.approx(10 + 350 + 10, abs=2)
    assert walk(travel, (-600, -210), (-150, -210)) == pytest.approx(10 + 450 + 10, abs=2)


def test_a_place_beside_a_main_road_stands_on_its_own_side(travel):
    assert walk(travel, (-300, -120), (-200, -190)) == pytest.approx(80 + 100 + 10, abs=2)
    assert walk(travel, (-300, -120), (-200, -280)) == pytest.approx(80 + 150 + 250 + 80, abs=2)


def test_vehicles_turn_at_every_corner(travel):
    assert walk(travel, (-300, -100), (-100, -300), mode="ebike") == pytest.approx(100 + 200 + 100, abs=2)


def test_without_main_roads_nothing_is_split(roads):
    policy = {"road_barriers.enabled": False}
    assert travel_on(roads, **policy).pavements is None
    assert walk(travel_on(roads, **policy), (-300, -100), (-100, -300)) == pytest.approx(400, abs=2)


def test_paths_over_a_main_road_run_through_its_crossing(travel):
    one, other = (Places(("P",), metres(place)) for place in ((-300, -100), (-100, -300)))
    path = travel.paths(one, other, mode="walk")[0]
    assert path.length == pytest.approx(700, abs=2)
    assert np.hypot(*(np.array(path.coords) - metres((-450, -200))).T).min() < 1


def test_no_walk_is_shorter_than_on_the_undivided_streets_and_there_and_back_are_alike(travel, roads):
    plain = road_travel(roads.graph, otherwise=StraightLine(1.3), policy=Policy(), report=Report(), detour=Detour(1.3))
    spots = np.random.default_rng(5).uniform((-650, -450), (650, 600), (40, 2))
    places = Places(("P",) * 40, metres(*spots))
    divided, whole = travel.walk(places, places), plain.walk(places, places)
    on_roads = (divided.rung == 1) & (whole.rung == 1)
    assert (divided.metres >= whole.metres - 1e-6)[on_roads].all()
    assert divided.metres == pytest.approx(divided.metres.T)
