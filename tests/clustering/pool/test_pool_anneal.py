"""Annealing keeps regions whole, keeps its sums, and keeps the best plan it saw."""

import numpy as np
import pytest

from geo.chance import dice_of
from geo.clustering.pool import read_pool
from geo.clustering.pool.anneal import Best, anneal, blame
from geo.clustering.pool.construct import first_plan
from geo.clustering.pool.ground import excess_of, ground_of, tally_of, value_of
from geo.compiled import compiled

from .grounds import is_connected, scattered


@pytest.mark.parametrize("rules", [{}, {"together": [(0, 3)], "apart": [(10, 11)], "locks": [(20, 1)]}])
def test_flips_and_swaps_keep_regions_whole_and_sums_right(rules) -> None:
    place, edges, load = scattered(40, 8)
    border = np.arange(1.0, len(edges) + 1)
    pool = read_pool(
        place, edges, regions=4, activities=load, tolerance=0.2, border_m=border, border_price=3.0, **rules
    )
    ground = ground_of(pool)
    start = first_plan(pool, ground, dice_of(0))
    tally = tally_of(ground, start, 4)
    unit = value_of(ground, tally) / 4
    best = Best(start.copy(), np.array([np.inf, np.inf]))
    assert anneal(ground, tally, best, 0.1 * unit, 0.001 * unit, 10 * unit, 40_000, dice_of(1)) > 0
    fresh = tally_of(ground, tally.region, 4)
    assert np.allclose(fresh.load, tally.load)
    assert np.allclose(fresh.sum_squares, tally.sum_squares)
    for own in range(4):
        assert is_connected(np.flatnonzero(tally.region == own).tolist(), pool.edges.tolist())
    kept = tally_of(ground, best.region, 4)
    assert best.standing[1] == pytest.approx(value_of(ground, kept))
    assert best.standing[0] == pytest.approx(excess_of(ground, kept), abs=1e-9)
    assert best.standing[0] <= excess_of(ground, tally_of(ground, start, 4))


@compiled
def blamed(amiss):
    return blame(amiss)


def test_an_excess_costs_the_more_the_larger_and_something_however_small() -> None:
    assert blamed(0.0) == 0.0
    assert blamed(1e-6) > 0.004
    assert blamed(0.2) > 2 * blamed(0.1)
