import math

import pytest

from geo.network.roads.tags import bicycle_direction_of, class_of, direction_of, is_open, is_yes, layer_of, limit_kmh
from geo.policy import Policy
from geo.policy.roads import ROAD_CLASSES

IMPLIED = Policy().roads.implied_kmh


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("50", 50), ("50 km/h", 50), ("30 mph", 48.28), ("CN:urban", 50), ("CN:motorway", 120), ("urban", 50),
        ("40;60", 40), ("60, 40", 40), ("none", None), ("signals", None), ("", None), ("walk", 5), ("50.0", 50),
        ("40公里/小时", 40), ("10 knots", 18.52),
    ],
)  # fmt: skip
def test_speed_limits_are_read_in_all_their_spellings(value, wanted):
    assert limit_kmh(value, IMPLIED) == (wanted if wanted is None else pytest.approx(wanted, abs=0.01))


@pytest.mark.parametrize("value", ["-30", "fast", "0", "9999", "50;fast", "1e5", "五十", "CN:", "30 mph/h", "nan"])
def test_what_is_no_speed_limit_is_told_apart(value):
    assert math.isnan(limit_kmh(value, IMPLIED))


@pytest.mark.parametrize(
    ("tags", "wanted"),
    [
        ({}, 0), ({"oneway": "yes"}, 1), ({"oneway": "True"}, 1), ({"oneway": "1"}, 1), ({"oneway": "-1"}, -1),
        ({"oneway": "no"}, 0), ({"oneway": "reversible"}, 1), ({"oneway": "perhaps"}, None),
        ({"junction": "roundabout"}, 1), ({"junction": "roundabout", "oneway": "no"}, 0), ({"highway": "motorway"}, 1),
        ({"highway": "motorway_link"}, 0),
    ],
)  # fmt: skip
def test_the_direction_of_vehicles(tags, wanted):
    assert direction_of(tags) == wanted


@pytest.mark.parametrize(
    ("tags", "wanted"),
    [({}, 1), ({"oneway:bicycle": "no"}, 0), ({"oneway:bicycle": "-1"}, -1), ({"cycleway": "opposite_lane"}, 0)],
)
def test_bicycles_may_have_a_direction_of_their_own(tags, wanted):
    assert bicycle_direction_of(tags, 1) == wanted


def test_the_first_key_that_is_there_opens_or_closes():
    keys = ("foot", "access")
    assert is_open({}, keys, enter_private=False) is None
    assert is_open({"access": "no", "foot": "yes"}, keys, enter_private=False) is True
    assert is_open({"access": "private"}, keys, enter_private=False) is False
    assert is_open({"access": "private"}, keys, enter_private=True) is True
    assert is_open({"access": "no;destination"}, keys, enter_private=False) is True
    assert is_open({"access": ";"}, keys, enter_private=False) is None


def test_classes_of_other_makers_and_in_chinese():
    assert all(class_of(name) == name for name in ROAD_CLASSES)
    assert class_of("次干路") == "secondary"
    assert class_of(" Primary ") == "primary"
    assert class_of("track_grade3") == "track"
    assert class_of("proposed") == class_of("") == ""


def test_levels_are_as_stated_else_by_bridge_and_tunnel():
    assert [layer_of(tags) for tags in ({}, {"bridge": "viaduct"}, {"tunnel": "culvert"}, {"layer": "2"})] == [
        0,
        1,
        -1,
        2,
    ]
    assert layer_of({"layer": "up", "bridge": "yes"}) == 1
    assert layer_of({"layer": "1e400"}) == layer_of({"layer": "nan"}) == 0
    assert not is_yes("no")
