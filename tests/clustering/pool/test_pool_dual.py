"""Prices climb, and the bound they give never passes the truth."""

import math

import numpy as np

from geo.clustering.pool import read_pool
from geo.clustering.pool.dual import Centres, Master, climb, dual_value, first_prices, refine
from geo.clustering.pool.ground import ground_of
from geo.clustering.pool.pricing import price_all

from .grounds import best_value, scattered


def test_prices_of_the_hess_model_rise_to_a_bound_below_the_truth() -> None:
    place, edges, load = scattered(9, 14)
    pool = read_pool(place, edges, regions=2, activities=load, tolerance=0.5, objective="hess")
    truth = best_value(place, edges, np.zeros(len(edges)), regions=2, loads=load, tolerance=0.5, objective="hess")
    assert math.isfinite(truth)
    ground = ground_of(pool)
    centres = Centres(np.column_stack([ground.x, ground.y]), np.arange(9, dtype=np.int32), are_units=True)
    region = (ground.x > np.median(ground.x)).astype(np.int32)
    prices, scale = first_prices(ground, region, centres.places[[2, 6]])

    def value(at) -> float:
        worth, _ = price_all(ground, at, centres.places, centres.homes)
        return dual_value(worth, at, 2, are_units=True)

    climbed = climb(ground, centres, prices, scale, regions=2, target=truth, steps=100, deadline=math.inf)
    master = Master(climbed, scale, regions=2, unit=truth / 2)
    refine(ground, centres, master, climbed, regions=2, rounds=30, deadline=math.inf)
    assert value(prices) <= value(climbed) <= value(master.best_prices) <= truth * (1 + 1e-9)
    assert value(master.best_prices) > 0.5 * truth


def test_free_places_count_k_times_and_units_once_each() -> None:
    worth, prices = np.array([-3.0, -1.0, 2.0]), np.array([5.0, 5.0])
    assert dual_value(worth, prices, 2, are_units=True) == 6.0
    assert dual_value(worth, prices, 2, are_units=False) == 4.0
