"""The closed form of a pair's price, against hand sums."""

from __future__ import annotations

import numpy as np
import pytest

from geo.clustering.pair_prices import (
    PairInputs,
    crew_cny_metre,
    forbidden_pairs,
    pair_terms,
    walking_cny_household_metre,
)
from geo.policy import Policy


def one(walk_m, *, elderly=0.3, households=300.0, is_move=False):
    metres = np.array([[float(walk_m)]])
    return PairInputs(
        np.array([20_000.0]), np.array([households]), np.array([elderly]), metres, metres, np.array([[is_move]])
    )


def test_a_metre_of_walking_is_there_and_back_at_the_value_of_time():
    assert walking_cny_household_metre(Policy()) == pytest.approx(2 / (50 * 60) * 20)


def test_a_metre_of_crew_is_its_visits_there_and_back_at_the_wage():
    wage_min = 6_000 / (174 * 60)
    assert crew_cny_metre(np.array([20_000.0]), Policy())[0] == pytest.approx(7 * 4.345 * 2 / 150 * wage_min)


def test_walking_is_by_household_and_metre():
    assert pair_terms(one(150), Policy())["walking"][0, 0] == pytest.approx(300 * 150 / 75)


def test_beyond_the_target_the_elderly_are_counted_from_their_own():
    term = pair_terms(one(600), Policy())["beyond_target"][0, 0]
    assert term == pytest.approx(300 / 75 * 2 * (0.7 * 100 + 0.3 * 200))
    assert pair_terms(one(400), Policy())["beyond_target"][0, 0] == 0.0


def test_beyond_the_limit_an_exception_is_charged():
    assert pair_terms(one(1_000), Policy())["beyond_limit"][0, 0] == 0.0
    assert pair_terms(one(1_001), Policy())["beyond_limit"][0, 0] == pytest.approx(1_000 + 5 * 300)


def test_a_move_has_its_price():
    policy = Policy().with_settings({"prices.move_cny": 80.0})
    assert pair_terms(one(10, is_move=True), policy)["moves"][0, 0] == 80.0
    assert pair_terms(one(10), policy)["moves"][0, 0] == 0.0


@pytest.mark.parametrize(
    ("rule", "walk_m", "elderly", "is_forbidden"),
    [
        ("max_station_walk_m", 1_001, 0.3, True),
        ("max_station_walk_m", 1_000, 0.3, False),
        ("target_station_walk_m", 501, 0.3, True),
        ("elderly_target_walk_m", 401, 0.3, True),
        ("elderly_target_walk_m", 401, 0.0, False),
    ],
)
def test_a_hard_walking_rule_forbids(rule, walk_m, elderly, is_forbidden):
    policy = Policy()
    value = getattr(policy.regions, rule).value
    hard = policy.with_settings({f"regions.{rule}": {"value": value, "hard": True}})
    assert not forbidden_pairs(one(walk_m, elderly=elderly), policy)[0, 0]
    assert forbidden_pairs(one(walk_m, elderly=elderly), hard)[0, 0] == is_forbidden


@pytest.mark.parametrize("elderly", [0.0, 0.3, 1.0])
def test_a_place_out_of_reach_is_forbidden_and_infinite(elderly):
    terms = pair_terms(one(np.inf, elderly=elderly), Policy())
    assert terms["walking"][0, 0] == np.inf
    assert terms["beyond_target"][0, 0] == np.inf
    assert forbidden_pairs(one(np.inf), Policy())[0, 0]
