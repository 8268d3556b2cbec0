"""The least worth over the plane, from below."""

import math

import numpy as np

from geo.clustering.pool import read_pool
from geo.clustering.pool.cells import least_worth, square_worth
from geo.clustering.pool.ground import ground_of
from geo.clustering.pool.pricing import price_all

from .grounds import scattered


def ground_and_prices():
    place, edges, load = scattered(12, 6)
    ground = ground_of(read_pool(place, edges, regions=3, activities=load, tolerance=0.3))
    return ground, np.random.default_rng(6).random(12) * 1e5 * ground.weight


def test_no_place_of_the_plane_is_worth_less_than_the_bound() -> None:
    ground, prices = ground_and_prices()
    least = least_worth(ground, prices, known=math.inf, room=1e-3 * prices.sum(), squares=2_000)
    places = np.random.default_rng(1).uniform(-600, 600, (2_000, 2))
    worth, _ = price_all(ground, prices, places, np.full(2_000, -1, np.int32))
    assert least.worth <= worth.min()
    assert least.squares <= 2_004
    assert len(least.places) > 0


def test_fewer_squares_give_a_lower_bound_still() -> None:
    ground, prices = ground_and_prices()
    few = least_worth(ground, prices, known=math.inf, room=0.0, squares=5)
    many = least_worth(ground, prices, known=math.inf, room=0.0, squares=500)
    assert few.worth <= many.worth


def test_a_square_is_worth_less_than_its_middle() -> None:
    ground, prices = ground_and_prices()
    below, at = square_worth(ground, prices, 10.0, 20.0, 50.0)
    assert below <= at
