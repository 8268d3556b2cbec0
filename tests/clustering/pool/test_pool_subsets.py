"""All plans of a very small pool: the least value and a plan that has it."""

import numpy as np
import pytest

from geo.clustering.pool import read_pool
from geo.clustering.pool.ground import ground_of, tally_of, value_of
from geo.clustering.pool.subsets import best_plan

from .grounds import best_value, scattered


@pytest.mark.parametrize("seed", range(3))
def test_the_least_value_over_all_plans_is_found_with_its_plan(seed: int) -> None:
    place, edges, load = scattered(8, seed)
    pool = read_pool(place, edges, regions=2, activities=load, tolerance=0.5)
    ground = ground_of(pool)
    region, value = best_plan(pool, ground)
    assert value == pytest.approx(best_value(place, edges, np.zeros(len(edges)), regions=2, loads=load, tolerance=0.5))
    assert value_of(ground, tally_of(ground, region, 2)) == pytest.approx(value)


def test_no_plan_is_none() -> None:
    place, edges, _ = scattered(6, 0)
    pool = read_pool(place, edges, regions=4, activities=np.ones(6), tolerance=0.1)
    assert best_plan(pool, ground_of(pool))[0] is None
