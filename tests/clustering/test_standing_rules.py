"""Estates alone and communities whole: where they can be, and where they cannot."""

from __future__ import annotations

import numpy as np
import pytest

from geo.clustering.lock_rules import LockRules
from geo.clustering.standing_rules import alone_estates, region_rules, whole_communities
from geo.policy import Policy
from tests.clustering.instances import pairs

ROW = pairs((0, 1), (1, 2), (2, 3))
AREA = np.array([2e4, 5e5, 2e4, 2e4])


def alone(*, hosts=(0, 1, 2, 3), usable=None, locked=(-1, -1, -1, -1), together=(), **settings):
    return alone_estates(
        AREA,
        host=np.array(hosts, np.int32),
        usable=np.ones(len(hosts), bool) if usable is None else np.array(usable),
        links=ROW,
        decided=LockRules(np.array(locked, np.int32), pairs(*together), pairs()),
        rules=region_rules(Policy().with_settings(settings), "示例街道"),
    ).tolist()


def test_an_estate_above_the_ceiling_is_alone():
    assert alone() == [False, True, False, False]


@pytest.mark.parametrize(
    "reason",
    [
        {"hosts": (0, 2, 3)},
        {"usable": (True, False, True, True)},
        {"locked": (-1, 0, -1, -1)},
        {"locked": (1, -1, -1, -1)},
        {"together": ((1, 2),)},
        {"hosts": (1, 2, 3)},  # the first estate would be cut off without a room
        {"stations.maximum": 2},  # three parts need three stations
    ],
)
def test_it_is_not_where_that_would_leave_no_plan_or_break_a_lock(reason):
    assert alone(**reason) == [False] * 4


def test_a_lock_to_its_own_room_leaves_it_alone():
    assert alone(locked=(-1, 1, -1, -1)) == [False, True, False, False]


def test_communities_stay_whole_only_where_small_connected_and_without_estates_alone():
    policy = Policy().with_settings({"regions.communities": "whole"})
    none = np.zeros(4, bool)
    connected = np.array([0, 0, 1, 1], np.int32)
    assert whole_communities(AREA, connected, none, ROW, policy).tolist() == [[2, 3]]
    small = np.full(4, 2e4)
    assert whole_communities(small, connected, none, ROW, policy).tolist() == [[0, 1], [2, 3]]
    assert whole_communities(small, connected, np.arange(4) == 3, ROW, policy).tolist() == [[0, 1]]
    in_pieces = np.array([0, 1, 0, -1], np.int32)
    assert whole_communities(small, in_pieces, none, ROW, policy).tolist() == []
    assert whole_communities(small, connected, none, ROW, Policy()).tolist() == []
