"""The cheapest region at prices: never above any region of whole units, and its shares add up."""

import itertools

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.clustering.pool import read_pool
from geo.clustering.pool.ground import ground_of
from geo.clustering.pool.pricing import price_all, region_at, settle

from .grounds import scattered

CALM = settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))


def ground_and_prices(seed: int):
    place, edges, load = scattered(8, seed)
    ground = ground_of(read_pool(place, edges, regions=3, activities=load, tolerance=0.3))
    return ground, np.random.default_rng(seed).random(8) * 1e5 * ground.weight


@CALM
@given(seed=st.integers(0, 10**6), home=st.integers(-1, 7))
def test_the_worth_is_below_that_of_every_whole_region_in_tolerance(seed, home) -> None:
    ground, prices = ground_and_prices(seed)
    at = np.array([[ground.x[2], ground.y[2]]])
    worth, _ = price_all(ground, prices, at, np.array([home], np.int32))
    cost = ground.weight * ((ground.x - at[0, 0]) ** 2 + (ground.y - at[0, 1]) ** 2) - prices
    for size in range(1, 9):
        for own in map(list, itertools.combinations(range(8), size)):
            if ground.low[0] <= ground.load[own, 0].sum() <= ground.high[0] and (home < 0 or home in own):
                assert worth[0] <= cost[own].sum() + 1e-6 * prices.sum()


def test_shares_are_within_tolerance_and_cost_what_is_said() -> None:
    ground, prices = ground_and_prices(3)
    place = np.array([ground.x[4], ground.y[4]])
    share, cost = region_at(ground, prices, place, -1)
    far = (ground.x - place[0]) ** 2 + (ground.y - place[1]) ** 2
    assert cost == pytest.approx(float((share * ground.weight * far).sum()))
    carried = float((share * ground.load[:, 0]).sum())
    assert ground.low[0] - 1e-9 <= carried <= ground.high[0] + 1e-9
    assert ((share >= 0) & (share <= 1)).all()


def test_places_settle_where_their_region_is_worth_less() -> None:
    ground, prices = ground_and_prices(5)
    places, homes = np.column_stack([ground.x, ground.y]), np.full(8, -1, np.int32)
    before, _ = price_all(ground, prices, places, homes)
    after, _ = price_all(ground, prices, settle(ground, prices, places, 5), homes)
    assert (after <= before + 1e-9 * np.abs(before)).all()
