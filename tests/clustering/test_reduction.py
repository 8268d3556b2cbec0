"""Consequences drawn before the search keep every plan's score and strike out only what no plan can use."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from geo.clustering.checker import check
from geo.clustering.reduction import reduce_problem
from tests.clustering.instances import pairs, thorny_town, town


def plans(problem):
    """Walk all plans that keep the hard rules."""
    for plan in itertools.product(range(problem.room_count), repeat=problem.estate_count):
        if all(plan[problem.host[room]] == room for room in set(plan)) and not check(problem, plan):
            yield np.array(plan)


@pytest.mark.parametrize("seed", range(60))
def test_nothing_that_a_plan_uses_is_struck_out(seed):
    problem = thorny_town(4, seed=seed)
    reduced = reduce_problem(problem)
    for plan in plans(problem):
        assert not reduced.is_impossible
        assert reduced.allowed[reduced.unit_of, plan].all()


def test_estates_that_must_stay_together_are_one_unit():
    problem = replace(town(6, seed=1), must_link=pairs((0, 3)), community_link=pairs((3, 4)))
    reduced = reduce_problem(problem)
    assert reduced.unit_count == 4
    assert reduced.unit_of[0] == reduced.unit_of[3] == reduced.unit_of[4]
    assert reduced.area_m2[reduced.unit_of[0]] == pytest.approx(problem.floor_area_m2[[0, 3, 4]].sum())


def test_estates_together_that_no_path_joins_are_impossible():
    problem = replace(town(4, seed=1), links=pairs((0, 1), (2, 3)), link_cny=np.zeros(2), must_link=pairs((1, 2)))
    assert reduce_problem(problem).is_impossible


def test_a_lock_leaves_one_room_and_opens_it():
    problem = replace(town(5, seed=1), locked_room=np.array([-1, 3, -1, -1, -1], np.int32))
    reduced = reduce_problem(problem)
    assert np.flatnonzero(reduced.allowed[1]).tolist() == [3]
    assert np.flatnonzero(reduced.allowed[3]).tolist() == [3]
    assert reduced.must_open.tolist() == [False, False, False, True, False]


def test_an_estate_alone_serves_and_is_served_alone():
    problem = replace(town(5, seed=1), is_alone=np.arange(5) == 2)
    reduced = reduce_problem(problem)
    assert np.flatnonzero(reduced.allowed[2]).tolist() == [2]
    assert np.flatnonzero(reduced.allowed[:, 2]).tolist() == [2]
    assert not reduced.is_charged[2]


def test_a_priced_link_that_all_hangs_on_is_folded_into_the_pairs_that_cross_it():
    problem = town(4, seed=1)
    problem = replace(problem, links=pairs((0, 1), (1, 2), (2, 3)), link_cny=np.array([0.0, 2_000.0, 0.0]))
    added = np.round(reduce_problem(problem).cost - problem.pair_cny, 6)
    assert added.tolist() == [[0, 0, 0, 0], [0, 0, 2_000, 2_000], [2_000, 2_000, 0, 0], [0, 0, 0, 0]]


def test_a_priced_link_with_a_way_round_stays_a_pair():
    problem = replace(
        town(3, seed=1),
        links=pairs((0, 1), (0, 2), (1, 2)),
        link_cny=np.array([500.0, 0.0, 0.0]),
        is_alone=np.zeros(3, bool),
    )
    reduced = reduce_problem(problem)
    assert reduced.priced_units.tolist() == [[0, 1]]
    assert reduced.priced_cny.tolist() == [500.0]


def test_communities_of_one_unit_cannot_be_split():
    problem = replace(town(4, seed=1), community=np.array([0, 0, 1, 2], np.int32))
    reduced = reduce_problem(problem)
    assert reduced.communities.tolist() == [0, 0, -1, -1]
    assert reduced.fixed_cny == -1_000.0
    assert reduce_problem(replace(problem, must_link=pairs((0, 1)))).community_count == 0
