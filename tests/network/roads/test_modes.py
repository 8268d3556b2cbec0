import numpy as np
import pytest

from geo.findings import Report
from geo.network.roads.modes import usage_of
from geo.network.roads.ways import say
from geo.policy import Policy
from geo.policy.roads import ROAD_CLASSES
from geo.wording import using_language

_WALK, _EBIKE, _TRUCK = slice(0, 2), slice(2, 4), slice(4, 6)


def speeds(policy=None, notes=None, **tags):
    """Kilometres an hour along and against a line, mode after mode."""
    tags = {key.replace("__", ":"): value for key, value in tags.items()}
    one = ({"highway": "residential"} | tags,)
    usage = usage_of(one, policy or Policy(), [] if notes is None else notes)
    return (usage.speeds[usage.combination[0]] * 60 / 1000).round(3)


def test_the_table_of_classes_holds_for_plain_roads():
    policy = Policy()
    for name in ROAD_CLASSES:
        row, found = policy.roads.road_class(name), speeds(highway=name, oneway="no")
        assert (found[_WALK] > 0).all() == row.walk
        assert found[_EBIKE].tolist() == [row.ebike_kmh] * 2
        assert found[_TRUCK].tolist() == [row.truck_kmh] * 2


def test_people_walk_both_ways_where_vehicles_may_not():
    found = speeds(oneway="yes")
    assert (found[_WALK] == 3).all()
    assert found[_EBIKE].tolist() == [9, 0]
    assert found[_TRUCK].tolist() == [18, 0]
    assert speeds(oneway="-1")[_TRUCK].tolist() == [0, 18]
    assert speeds(oneway="yes", oneway__bicycle="no")[_EBIKE].tolist() == [9, 9]


@pytest.mark.parametrize(
    ("tags", "walk", "ebike", "truck"),
    [
        ({"access": "no"}, False, False, False),
        ({"access": "private"}, False, False, False),
        ({"access": "destination"}, True, True, True),
        ({"motor_vehicle": "no"}, True, True, False),
        ({"vehicle": "no"}, True, False, False),
        ({"vehicle": "no", "bicycle": "yes"}, True, True, False),
        ({"foot": "no"}, False, True, True),
        ({"access": "no", "foot": "yes"}, True, False, False),
        ({"hgv": "no"}, True, True, False),
        ({"hgv": "no", "goods": "yes"}, True, True, True),
        ({"highway": "motorway", "foot": "yes"}, True, False, True),
        ({"highway": "primary", "motorroad": "yes"}, False, False, True),
        ({"highway": "trunk", "bridge": "yes"}, False, False, True),
        ({"highway": "trunk", "bridge": "yes", "sidewalk": "both"}, True, True, True),
        ({"highway": "trunk", "bridge": "yes", "foot": "yes"}, True, False, True),
        ({"highway": "footway", "motor_vehicle": "yes"}, True, True, False),
        ({"foot": "use_sidepath", "bicycle": "use_sidepath"}, True, True, True),
        ({"highway": "steps"}, True, False, False),
        ({"highway": "construction"}, False, False, False),
    ],
)
def test_access_by_mode(tags, walk, ebike, truck):
    found = speeds(**tags)
    assert [bool(found[part].max() > 0) for part in (_WALK, _EBIKE, _TRUCK)] == [walk, ebike, truck]


def test_a_limit_slows_down_and_never_speeds_up():
    assert speeds(maxspeed="10")[_TRUCK].tolist() == [10, 10]
    assert speeds(maxspeed="120")[_TRUCK].tolist() == [18, 18]
    assert speeds(maxspeed="5")[_EBIKE].tolist() == [5, 5]
    assert speeds(maxspeed="5")[_WALK].tolist() == [3, 3]


def test_bicycles_ride_where_they_are_invited_and_are_pushed_where_told():
    assert speeds(highway="footway")[_EBIKE].max() == 3
    assert speeds(highway="footway", bicycle="designated")[_EBIKE].max() == 9
    assert speeds(bicycle="dismount")[_EBIKE].max() == 3


def test_settings_change_what_is_open():
    policy = Policy().with_settings({"roads.enter_private": True, "roads.truck_obeys_hgv": False})
    assert speeds(policy, access="private")[_TRUCK].max() == 18
    assert speeds(policy, hgv="no")[_TRUCK].max() == 18
    policy = Policy().with_settings({"roads.ebike_obeys_oneway": False, "roads.walk_on_trunk_structures": True})
    assert speeds(policy, oneway="yes")[_EBIKE].tolist() == [9, 9]
    assert speeds(policy, highway="trunk", tunnel="yes")[_WALK].max() == 3


def test_a_class_of_the_users_replaces_the_default_and_leaves_the_others():
    rows = [{"name": "primary", "walk": False, "ebike_kmh": 0, "truck_kmh": 50}]
    policy = Policy.from_mapping({"roads": {"classes": rows}})
    assert speeds(policy, highway="primary").tolist() == [0, 0, 0, 0, 50, 50]
    assert speeds(policy, highway="secondary")[_TRUCK].max() == 28


@pytest.mark.parametrize("value", ["-30", "garbage"])
def test_limits_that_cannot_be_read_are_said_and_left_out(value):
    notes = []
    assert speeds(notes=notes, maxspeed=value)[_TRUCK].max() == 18
    report = Report()
    with using_language("en"):
        say(notes, report, file="roads.osm")
    assert value in report.findings[0].found


def test_an_uncertain_direction_is_said():
    notes = []
    assert speeds(notes=notes, oneway="maybe")[_TRUCK].tolist() == [18, 18]
    assert speeds(notes=notes, oneway="reversible")[_TRUCK].tolist() == [18, 0]
    assert [note.rule for note in notes] == ["roads-oneway", "roads-oneway"]


def test_the_steps_are_slower_and_no_way_is_no_trouble():
    assert speeds(highway="steps")[_WALK].tolist() == [1.5, 1.5]
    assert len(usage_of((), Policy(), []).road_class) == 0
    assert np.isfinite(speeds()).all()
