"""First plans are whole: every unit has a region, every region hangs together, those bound are where they belong."""

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.chance import dice_of
from geo.clustering.pool import read_pool
from geo.clustering.pool.construct import first_plan
from geo.clustering.pool.ground import ground_of

from .grounds import grid, is_connected, scattered

CALM = settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))


def is_whole(pool, region) -> bool:
    edges = pool.edges.tolist()
    members = [np.flatnonzero(region == own).tolist() for own in range(pool.regions)]
    return sum(map(len, members)) == pool.units and all(own and is_connected(own, edges) for own in members)


@CALM
@given(units=st.integers(2, 40), regions=st.integers(1, 8), seed=st.integers(0, 10**6))
def test_every_region_of_a_first_plan_is_connected_and_not_empty(units, regions, seed) -> None:
    place, edges, load = scattered(units, seed)
    pool = read_pool(place, edges, regions=min(units, regions), activities=load, tolerance=99.0)
    assert is_whole(pool, first_plan(pool, ground_of(pool), dice_of(seed)))


def test_many_regions_are_seeded_along_a_curve() -> None:
    place, edges, _ = grid(10, 10)
    pool = read_pool(place, edges, regions=70, activities=np.ones(100), tolerance=9.0)
    assert is_whole(pool, first_plan(pool, ground_of(pool), dice_of(0)))


def test_units_at_one_place_all_get_a_seed() -> None:
    place, edges, _ = grid(3, 3)
    pool = read_pool(place * 0, edges, regions=9, activities=np.ones(9))
    assert is_whole(pool, first_plan(pool, ground_of(pool), dice_of(0)))


def test_bound_units_start_in_their_region_joined_by_ways() -> None:
    place, edges, _ = grid(5, 5)
    pool = read_pool(place, edges, regions=3, activities=np.ones(25), tolerance=9.0, locks=[(0, 2), (14, 2), (24, 0)])
    ground = ground_of(pool)
    region = first_plan(pool, ground, dice_of(0))
    assert is_whole(pool, region)
    assert (region[ground.home >= 0] == ground.home[ground.home >= 0]).all()


def test_ways_between_bound_units_leave_the_others_a_seed() -> None:
    place, edges, _ = grid(1, 5)
    pool = read_pool(place, edges, regions=4, activities=np.ones(5), tolerance=9.0, locks=[(0, 0), (4, 0)])
    region = first_plan(pool, ground_of(pool), dice_of(0))
    assert sorted(set(region.tolist())) == [0, 1, 2, 3]
