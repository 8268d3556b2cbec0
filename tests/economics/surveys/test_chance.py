"""Chance: exact probabilities by hand, and corrections for many tests."""

from __future__ import annotations

import numpy as np
import pytest

from geo.economics.surveys.chance import chance_of_as_many, dispersion, false_discovery


def test_two_orders_of_a_small_estate_are_not_the_worst_of_the_city() -> None:
    chance = chance_of_as_many(np.array([2.0, 2.0]), np.array([100.0, 300.0]))
    assert chance[0] == pytest.approx(1 - 0.75**4 - 4 * 0.25 * 0.75**3)  # X ≥ 2 of Bin(4, 1/4) = 0.2617
    assert chance[0] > 0.2


def test_an_estate_without_households_is_not_tested() -> None:
    chance = chance_of_as_many(np.array([3.0, 1.0]), np.array([0.0, 10.0]))
    assert np.isnan(chance[0])
    assert np.isnan(false_discovery(chance)[0])


def test_false_discovery_by_hand() -> None:
    # ranks 1..4 of m = 4: 0.01·4, 0.02·2, 0.04·4/3, 0.5
    assert false_discovery(np.array([0.04, 0.01, 0.5, 0.02])).tolist() == pytest.approx([0.16 / 3, 0.04, 0.5, 0.04])


def test_dispersion_is_one_where_counts_follow_chance() -> None:
    generator = np.random.default_rng(3)
    households = np.full(3_000, 100.0)
    assert dispersion(generator.poisson(5.0, 3_000).astype(float), households) == pytest.approx(1.0, abs=0.08)
    assert dispersion(np.array([1.0]), np.array([10.0])) is None
