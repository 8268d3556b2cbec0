"""The Hess model as an integer program: optimal, connected, rules kept."""

import math

import numpy as np
import pytest

from geo.clustering.pool import read_pool
from geo.clustering.pool.exact import close, possible_pairs
from geo.clustering.pool.ground import ground_of

from .grounds import best_value, grid, is_connected, scattered


@pytest.mark.parametrize("seed", [10, 12, 14])
def test_the_model_over_all_pairs_finds_the_truth(seed: int) -> None:
    place, edges, load = scattered(9, seed)
    truth = best_value(place, edges, np.zeros(len(edges)), regions=2, loads=load, tolerance=0.4, objective="hess")
    pool = read_pool(place, edges, regions=2, activities=load, tolerance=0.4, objective="hess")
    everything = np.ones((9, 9), np.bool_)
    found = close(pool, ground_of(pool), everything, target=max(1.0, min(truth, 1e6)), deadline=math.inf, nodes=10_000)
    assert found.is_infeasible == math.isinf(truth)
    if not found.is_infeasible:
        assert found.value == pytest.approx(truth)
        assert found.bound == pytest.approx(truth, rel=1e-5)
        parts = [np.flatnonzero(found.region == own).tolist() for own in range(2)]
        assert all(is_connected(own, pool.edges.tolist()) for own in parts)


def test_pairs_of_the_optimum_are_never_ruled_out() -> None:
    place, edges, _ = grid(3, 3)
    pool = read_pool(place, edges, regions=3, activities=np.ones(9), tolerance=0.0, objective="hess", forbidden=[0])
    ground = ground_of(pool)
    allowed = possible_pairs(pool, ground, np.full(9, 2 / 3), target=6.0)
    forbidden = int(np.flatnonzero(pool.order == 0)[0])
    assert not allowed[:, forbidden].any()
    assert close(pool, ground, allowed, target=6.0, deadline=math.inf, nodes=1_000).value == pytest.approx(6.0)


def test_a_forced_centre_that_cannot_be_is_proved_impossible() -> None:
    place, edges, _ = grid(1, 4)
    pool = read_pool(place, edges, regions=2, activities=np.ones(4), tolerance=0.0, objective="hess", forced=[0, 1])
    found = close(pool, ground_of(pool), np.ones((4, 4), np.bool_), target=9.0, deadline=math.inf, nodes=1_000)
    assert found.is_infeasible
