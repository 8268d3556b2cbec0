"""The shared arrays and sums agree with plain loops."""

import numpy as np
import pytest

from geo.clustering.pool import read_pool
from geo.clustering.pool.checker import border_of, inertia_of
from geo.clustering.pool.ground import broken_of, excess_of, ground_of, recentre, tally_of, value_of

from .grounds import grid, scattered


@pytest.mark.parametrize("objective", ["inertia", "hess"])
def test_the_value_of_a_plan_is_that_of_plain_loops(objective: str) -> None:
    place, edges, load = scattered(30, 2)
    border = np.arange(1.0, len(edges) + 1)
    pool = read_pool(place, edges, regions=3, activities=load, objective=objective, border_m=border, border_price=7.0)
    ground = ground_of(pool)
    region = np.arange(30, dtype=np.int32) // 10
    tally = tally_of(ground, region, 3)
    members = [np.flatnonzero(region == own).tolist() for own in range(3)]
    centres = tally.centre.tolist() if objective == "hess" else []
    true = inertia_of(pool, members, centres) + 7.0 * border_of(pool, members)
    assert value_of(ground, tally) == pytest.approx(true)


def test_neighbours_lie_in_rings_that_know_each_other() -> None:
    place, edges, _ = grid(2, 2)
    ground = ground_of(read_pool(place, [*edges.tolist(), (0, 3)], regions=1, activities=np.ones(4)))
    first, last = ground.start[0], ground.start[1]
    beside = {int(ground.neighbour[e]): int(ground.beside[e]) for e in range(first, last)}
    assert sorted(beside) == [1, 2, 3]
    assert beside[3] == 0b011
    assert beside[1] == 0b100


def test_excess_is_what_lies_outside_the_band_as_a_share_of_the_mean() -> None:
    place, edges, _ = grid(1, 4)
    ground = ground_of(read_pool(place, edges, regions=2, activities=np.ones(4), tolerance=0.1))
    tally = tally_of(ground, np.array([0, 1, 1, 1], np.int32), 2)
    assert excess_of(ground, tally) == pytest.approx(0.8)


def test_broken_rules_are_counted_and_weigh_as_excess() -> None:
    place, edges, _ = grid(1, 4)
    pool = read_pool(
        place, edges, regions=2, activities=np.ones(4), objective="hess", locks=[(0, 1)], together=[(0, 3)],
        forbidden=[2, 3],
    )  # fmt: skip
    ground = ground_of(pool)
    tally = tally_of(ground, np.array([0, 0, 1, 1], np.int32), 2)
    assert broken_of(ground, tally) == 4  # the lock, the pair from both sides, a centre
    assert excess_of(ground, tally) == 4.0


def test_a_forced_centre_is_taken_and_a_forbidden_one_left() -> None:
    place, edges, _ = grid(1, 6)
    pool = read_pool(place, edges, regions=2, activities=np.ones(6), objective="hess", forced=[0], forbidden=[4])
    ground = ground_of(pool)
    tally = tally_of(ground, np.array([0, 0, 0, 1, 1, 1], np.int32), 2)
    recentre(ground, tally)
    assert tally.centre[0] == 0
    assert tally.centre[1] in {3, 5}
