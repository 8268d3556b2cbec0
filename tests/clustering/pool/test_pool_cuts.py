"""Cuts put every unit of two regions on a side, with a load between what both can bear."""

import numpy as np
import pytest

from geo.chance import dice_of
from geo.clustering.pool import read_pool
from geo.clustering.pool.cuts import cut_across, cut_tree, desk_of, gather
from geo.clustering.pool.ground import ground_of, tally_of
from geo.compiled import compiled

from .grounds import grid, is_connected


@compiled
def cut(g, t, desk, root, total, is_tree, dice):
    known = gather(g, t, desk, root, 0, 1)
    if is_tree:
        cut_tree(g, t, desk, known, total, dice)
    else:
        cut_across(g, t, desk, known, (0, 1), total, dice)
    return known


@pytest.mark.parametrize("is_tree", [True, False])
def test_both_sides_of_a_cut_are_near_tolerance(is_tree: bool) -> None:
    place, edges, _ = grid(6, 6)
    pool = read_pool(place, edges, regions=3, activities=np.ones(36), tolerance=0.2)
    ground = ground_of(pool)
    region = (np.arange(36) // 12).astype(np.int32)
    for seed in range(20):
        tally, desk = tally_of(ground, region, 3), desk_of(36)
        known = cut(ground, tally, desk, 0, 24.0, is_tree, dice_of(seed))
        members = desk.member[:known]
        assert sorted(members.tolist()) == list(range(24))
        sides = [members[desk.side[members] == side].tolist() for side in (False, True)]
        assert all(sides)
        if is_tree:
            assert all(is_connected(own, pool.edges.tolist()) for own in sides)
        else:
            assert all(9 <= len(own) <= 15 for own in sides)
        assert not tally.mark.any()
