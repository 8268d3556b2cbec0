"""Recuts keep regions whole and the sums right, taken or not."""

import numpy as np
import pytest

from geo.chance import dice_of
from geo.clustering.pool import read_pool
from geo.clustering.pool.anneal import Best
from geo.clustering.pool.construct import first_plan
from geo.clustering.pool.cuts import desk_of
from geo.clustering.pool.ground import ground_of, tally_of, value_of
from geo.clustering.pool.recut import Cooling, recut

from .grounds import is_connected, scattered


@pytest.mark.parametrize("objective", ["inertia", "hess"])
def test_recuts_keep_regions_whole_and_sums_right(objective: str) -> None:
    place, edges, load = scattered(50, 9)
    pool = read_pool(place, edges, regions=5, activities=load, tolerance=0.3, objective=objective, apart=[(3, 4)])
    ground = ground_of(pool)
    tally = tally_of(ground, first_plan(pool, ground, dice_of(0)), 5)
    unit = value_of(ground, tally) / 5
    best = Best(tally.region.copy(), np.array([np.inf, np.inf]))
    cooling = Cooling(0.3 * unit, 0.01 * unit, 10 * unit, 30.0)
    assert recut(ground, tally, best, desk_of(50), cooling, 3_000, dice_of(1)) > 0
    fresh = tally_of(ground, tally.region, 5)
    assert np.allclose(fresh.load, tally.load)
    assert np.allclose(fresh.sum_x, tally.sum_x)
    if objective == "hess":
        assert (tally.region[tally.centre] == np.arange(5)).all()
        assert fresh.centre.tolist() == tally.centre.tolist()
    for own in range(5):
        assert is_connected(np.flatnonzero(tally.region == own).tolist(), pool.edges.tolist())
    assert best.standing[1] == pytest.approx(value_of(ground, tally_of(ground, best.region, 5)))


def test_one_region_alone_has_nothing_to_recut() -> None:
    place, edges, load = scattered(12, 1)
    ground = ground_of(read_pool(place, edges, regions=1, activities=load))
    tally = tally_of(ground, np.zeros(12, np.int32), 1)
    best = Best(tally.region.copy(), np.array([np.inf, np.inf]))
    assert recut(ground, tally, best, desk_of(12), Cooling(1.0, 0.1, 1.0, 2.0), 50, dice_of(0)) == 0
