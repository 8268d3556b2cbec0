"""The search and its moves keep regions whole and the sums right."""

import math

import numpy as np
import pytest

from geo.chance import dice_of
from geo.clustering.pool import read_pool
from geo.clustering.pool.ground import excess_of, ground_of, tally_of, value_of
from geo.clustering.pool.search import search

from .grounds import grid, is_connected, scattered


@pytest.mark.parametrize("objective", ["inertia", "hess"])
def test_the_best_plan_of_a_search_is_whole_and_its_numbers_are_true(objective: str) -> None:
    place, edges, load = scattered(60, 5)
    pool = read_pool(place, edges, regions=5, activities=load, tolerance=0.1, objective=objective)
    ground = ground_of(pool)
    found = search(pool, ground, rounds=1, seed=1)
    tally = tally_of(ground, found.region, 5)
    for own in range(5):
        assert is_connected(np.flatnonzero(found.region == own).tolist(), pool.edges.tolist())
    assert excess_of(ground, tally) == pytest.approx(found.excess, abs=1e-9)
    assert found.value == pytest.approx(value_of(ground, tally), rel=1e-6)
    assert math.isfinite(found.value)


def test_a_search_out_of_time_still_returns_a_plan() -> None:
    place, edges, load = scattered(60, 5)
    pool = read_pool(place, edges, regions=5, activities=load, tolerance=0.3)
    found = search(pool, ground_of(pool), rounds=5, seed=0, deadline=0.0)
    assert found.stopped_by == "time"
    assert sorted(set(found.region.tolist())) == [0, 1, 2, 3, 4]


def test_a_search_ends_when_rounds_bring_nothing() -> None:
    place, edges, _ = grid(4, 4)
    pool = read_pool(place, edges, regions=4, activities=np.ones(16), tolerance=0.0)
    few = search(pool, ground_of(pool), rounds=12, seed=0)
    many = search(pool, ground_of(pool), rounds=5_000, seed=0)
    assert many.work < 5 * few.work
    assert many.value == few.value == pytest.approx(32.0 / 4)


def test_dice_of_other_streams_differ() -> None:
    assert dice_of(1, 0)[0] != dice_of(1, 1)[0]
