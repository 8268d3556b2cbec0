"""Bounds lie below every plan, whatever the prices and whenever the clock stops them."""

import math

import numpy as np
import pytest

from geo.clustering.pool import read_pool
from geo.clustering.pool.bound import lower_bound
from geo.clustering.pool.ground import ground_of
from geo.clustering.pool.search import search

from .grounds import best_value, scattered


@pytest.mark.parametrize("objective", ["inertia", "hess"])
def test_search_and_bound_enclose_the_truth_of_small_pools(objective: str) -> None:
    for seed in range(2):
        place, edges, load = scattered(9, seed + 10)
        pool = read_pool(place, edges, regions=2, activities=load, tolerance=0.25, objective=objective)
        ground = ground_of(pool)
        free = np.zeros(len(edges))
        truth = best_value(place, edges, free, regions=2, loads=load, tolerance=0.25, objective=objective)
        found = search(pool, ground, rounds=2, seed=0)
        assert (found.excess > 0) == math.isinf(truth)
        if found.excess == 0:
            assert found.value == pytest.approx(truth, rel=1e-6)
            bound = lower_bound(ground, found.region, regions=2, target=found.value).value
            assert bound <= truth * (1 + 1e-9)
            assert bound > 0


@pytest.mark.parametrize("objective", ["inertia", "hess"])
def test_a_bound_stopped_at_once_is_still_a_bound(objective: str) -> None:
    place, edges, load = scattered(9, 10)
    pool = read_pool(place, edges, regions=2, activities=load, tolerance=0.25, objective=objective)
    truth = best_value(place, edges, np.zeros(len(edges)), regions=2, loads=load, tolerance=0.25, objective=objective)
    ground = ground_of(pool)
    region = (ground.x > np.median(ground.x)).astype(np.int32)
    found = lower_bound(ground, region, regions=2, target=truth, deadline=0.0)
    assert found.stopped_by == "time"
    assert found.value <= truth * (1 + 1e-9)
