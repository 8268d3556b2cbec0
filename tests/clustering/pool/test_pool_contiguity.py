"""The ring check agrees with a plain search on every unit of random plans."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.chance import dice_of
from geo.clustering.pool import read_pool
from geo.clustering.pool.construct import first_plan
from geo.clustering.pool.contiguity import may_leave
from geo.clustering.pool.ground import ground_of, tally_of
from geo.compiled import compiled

from .grounds import grid, is_connected


@compiled
def leaves(g, t, unit):
    return may_leave(g, t, unit)


@settings(deadline=None, max_examples=30)
@given(rows=st.integers(2, 5), columns=st.integers(2, 6), regions=st.integers(1, 4), seed=st.integers(0, 999))
def test_a_unit_may_leave_just_when_the_rest_hangs_together(rows, columns, regions, seed) -> None:
    place, edges, _ = grid(rows, columns)
    diagonal = np.array([(a, a + columns + 1) for a in range((rows - 1) * columns) if (a + 1) % columns])
    edges = np.vstack([edges, diagonal[seed % 2 :: 2]])
    pool = read_pool(place, edges, regions=regions, activities=np.ones(len(place)), tolerance=9.0)
    ground = ground_of(pool)
    region = first_plan(pool, ground, dice_of(seed))
    tally = tally_of(ground, region, regions)
    for unit in range(pool.units):
        rest = [u for u in range(pool.units) if region[u] == region[unit] and u != unit]
        expected = bool(rest) and is_connected(rest, pool.edges.tolist())
        assert leaves(ground, tally, unit) == expected


def test_a_unit_with_more_neighbours_than_bits_is_searched_for() -> None:
    place = np.column_stack([np.cos(np.arange(80)), np.sin(np.arange(80))])
    place = np.vstack([[0.0, 0.0], place])
    edges = [(0, a) for a in range(1, 81)]
    ring = [*edges, *((a, a + 1) for a in range(1, 80))]
    for links, expected in ((edges, False), (ring, True)):
        pool = read_pool(place, links, regions=1, activities=np.ones(81))
        ground = ground_of(pool)
        tally = tally_of(ground, np.zeros(81, np.int32), 1)
        hub = int(np.flatnonzero(pool.order == 0)[0])
        assert leaves(ground, tally, hub) == expected
