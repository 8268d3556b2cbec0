"""Obstacles are proofs: told only where no plan exists."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.clustering.pool import read_pool
from geo.clustering.pool.obstacles import obstacle, regions_of_parts
from geo.wording import using_language

from .grounds import best_value, chain, scattered


@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**6), eps=st.sampled_from([0.02, 0.1, 0.3]))
def test_where_a_plan_exists_nothing_stands_against_it(seed, eps) -> None:
    place, edges, load = scattered(7, seed)
    pool = read_pool(place, edges, regions=3, activities=load, tolerance=eps)
    truth = best_value(place, edges, np.zeros(len(edges)), regions=3, loads=load, tolerance=eps)
    assert np.isinf(truth) or not obstacle(pool)


def test_regions_are_shared_out_by_load_and_by_what_is_bound() -> None:
    place, _ = chain(9)
    edges = [(0, 1), (1, 2), (3, 4), (4, 5), (5, 6), (6, 7), (7, 8)]
    pool = read_pool(place, edges, regions=3, activities=np.ones(9), tolerance=0.0)
    assert regions_of_parts(pool)[1].tolist() == [1, 2]
    bound = read_pool(place, edges, regions=3, activities=np.ones(9), tolerance=9.0, locks=[(0, 0), (2, 1)])
    assert regions_of_parts(bound)[1].tolist() == [2, 1]


def test_more_regions_bound_in_the_parts_than_asked_for_is_an_obstacle() -> None:
    place, _ = chain(4)
    pool = read_pool(place, [(0, 1), (2, 3)], regions=2, activities=np.ones(4), tolerance=9.0, locks=[(0, 0), (1, 1)])
    with using_language("en"):
        assert "2 parts" in obstacle(pool)


@pytest.mark.parametrize("activity", [0, 1])
def test_a_unit_too_large_in_any_activity_is_named(activity: int) -> None:
    place, edges = chain(4)
    loads = np.ones((4, 2))
    loads[3, activity] = 50.0
    with using_language("en"):
        found = obstacle(read_pool(place, edges, regions=2, activities=loads))
    assert "units 3 exceed" in found
    assert f"activity {activity}" in found
