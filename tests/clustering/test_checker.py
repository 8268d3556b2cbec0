"""The checker catches every kind of planted fault."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from geo.clustering.checker import check, recompute_score
from tests.clustering.instances import pairs, town

SOUND = [1, 1, 3, 3]


@pytest.fixture
def row():
    problem = town(4, seed=1)
    return replace(
        problem,
        links=pairs((0, 1), (1, 2), (2, 3)),
        link_cny=np.zeros(3),
        floor_area_m2=np.array([20e3, 30e3, 50e3, 60e3]),
        households=np.array([100.0, 200.0, 300.0, 400.0]),
        is_mini=np.zeros(4, bool),
        is_alone=np.zeros(4, bool),
    )


def rules_broken(problem, plan):
    return {fault.rule for fault in check(problem, plan)}


def test_a_sound_plan_breaks_nothing(row):
    assert check(row, SOUND) == []


@pytest.mark.parametrize("plan", [[1, 1, 3], [1, 1, 3, -1], [1, 1, 3, 4]])
def test_every_estate_has_a_room_that_exists(row, plan):
    assert rules_broken(row, plan) == {"assigned"}


def test_a_region_in_two_pieces_is_found(row):
    assert rules_broken(row, [1, 1, 3, 1]) == {"connected", "host"}
    assert rules_broken(row, [0, 1, 2, 0]) == {"connected"}


def test_a_station_outside_its_region_is_found(row):
    assert rules_broken(row, [1, 2, 2, 3]) == {"host"}


@pytest.mark.parametrize(
    ("changes", "broken"),
    [
        ({"locked_room": np.array([0, -1, -1, -1], np.int32)}, "lock"),
        ({"must_link": pairs((1, 2))}, "must_link"),
        ({"community_link": pairs((1, 2))}, "communities"),
        ({"cannot_link": pairs((0, 1))}, "cannot_link"),
        ({"is_fixed": np.array([True, False, False, False])}, "fixed_room"),
        ({"is_forbidden": np.array([False, True, False, False])}, "forbidden_room"),
        ({"capacity_households": np.array([9e9, 299.0, 9e9, 9e9])}, "capacity"),
        ({"is_alone": np.array([False, False, True, False])}, "alone"),
    ],
)
def test_a_planted_fault_is_found(row, changes, broken):
    assert rules_broken(replace(row, **changes), SOUND) == {broken}


@pytest.mark.parametrize(
    ("changes", "broken"),
    [
        ({"station_min": 3}, "station_min"),
        ({"station_max": 1}, "station_max"),
        ({"area_hard": True, "area_low_m2": 60e3}, "floor_area"),
        ({"area_hard": True, "area_high_m2": 100e3}, "floor_area"),
    ],
)
def test_a_broken_bound_is_found(row, changes, broken):
    assert rules_broken(replace(row, rules=replace(row.rules, **changes)), SOUND) == {broken}


def test_a_hard_mini_estate_alone_is_found(row):
    hard = replace(row, is_mini=np.arange(4) == 0, rules=replace(row.rules, mini_hard=True))
    assert rules_broken(hard, [0, 1, 3, 3]) == {"mini"}
    assert rules_broken(hard, SOUND) == set()


def test_a_pair_that_is_forbidden_is_found_and_has_no_score(row):
    pair = row.pair_cny.copy()
    pair[0, 1] = np.inf
    assert rules_broken(replace(row, pair_cny=pair), SOUND) == {"pair_forbidden"}
    assert recompute_score(replace(row, pair_cny=pair), SOUND) == np.inf


def test_an_estate_alone_is_free_of_the_area_band(row):
    alone = replace(
        row,
        is_alone=np.array([False, False, False, True]),
        floor_area_m2=np.array([20e3, 30e3, 50e3, 900e3]),
        rules=replace(row.rules, area_hard=True),
    )
    assert check(alone, [1, 1, 1, 3]) == []
