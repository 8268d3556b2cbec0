"""The quick search and its compiled arithmetic: plans hold, values are the score's, the best one is kept."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from geo.clustering.checker import check
from geo.clustering.construct import grown_start, merged_start, unit_links
from geo.clustering.contiguity import is_connected
from geo.clustering.improve import anneal_plan
from geo.clustering.reduction import reduce_problem
from geo.clustering.region_cost import score
from geo.clustering.region_kernel import search_arrays
from geo.clustering.search import penalty_cny, search_plan
from tests.clustering.instances import pairs, thorny_town, town


def prepared(problem):
    reduced = reduce_problem(problem)
    return reduced, search_arrays(reduced, penalty_cny(reduced))


def are_connected(reduced, region):
    by_estate = np.asarray(region)[reduced.unit_of]
    parts = [np.flatnonzero(by_estate == label) for label in np.unique(by_estate)]
    return all(is_connected(part, reduced.start, reduced.neighbour) for part in parts)


@pytest.mark.parametrize("seed", range(5))
def test_the_compiled_value_is_the_score(seed):
    problem = town(30, seed=seed)
    reduced, arrays = prepared(problem)
    found = anneal_plan(reduced, arrays, merged_start(reduced, arrays), moves=2_000, seed=seed)
    room_of = reduced.rooms_of_estates(found.room_of_unit)
    assert check(problem, room_of) == []
    assert found.value + reduced.fixed_cny == pytest.approx(score(problem, room_of).total, rel=1e-9)


@pytest.mark.parametrize("seed", range(40))
def test_where_no_rule_is_broken_the_penalised_value_is_the_score(seed):
    problem = thorny_town(7, seed=seed)
    reduced = reduce_problem(problem)
    plan = search_plan(reduced, moves=1_000, seed=seed)
    if plan.keeps_rules:
        assert plan.penalised + reduced.fixed_cny == pytest.approx(plan.value, rel=1e-9, abs=1e-6)


@pytest.mark.parametrize("seed", range(5))
def test_starts_and_plans_are_connected_also_where_estates_apart_must_stay_together(seed):
    draw = np.random.default_rng(seed)
    some = [tuple(sorted(draw.choice(30, 2, replace=False).tolist())) for _ in range(4)]
    problem = replace(town(30, seed=seed), must_link=pairs(*some), is_alone=np.zeros(30, bool))
    reduced, arrays = prepared(problem)
    for start in (merged_start(reduced, arrays), grown_start(reduced, np.array([0, 7, 20]))):
        assert are_connected(reduced, start)
        found = anneal_plan(reduced, arrays, start, moves=3_000, seed=seed)
        assert are_connected(reduced, found.region)
        assert check(problem, reduced.rooms_of_estates(found.room_of_unit)) == []


def test_more_moves_never_end_worse_than_the_start():
    reduced, arrays = prepared(town(40, seed=2))
    start = merged_start(reduced, arrays)
    before = anneal_plan(reduced, arrays, start, moves=0, seed=0).value
    assert anneal_plan(reduced, arrays, start, moves=5_000, seed=0).value <= before


def test_one_seed_is_one_plan():
    reduced, arrays = prepared(town(40, seed=2))
    start = merged_start(reduced, arrays)
    plans = [anneal_plan(reduced, arrays, start, moves=3_000, seed=9).room_of_unit.tolist() for _ in range(2)]
    assert plans[0] == plans[1]


@pytest.mark.parametrize("count", [1, 2, 5, 30])
def test_the_number_of_stations_asked_for_is_met(count):
    problem = replace(town(30, seed=4), is_alone=np.zeros(30, bool))
    problem = replace(problem, rules=replace(problem.rules, station_min=count, station_max=count))
    plan = search_plan(reduce_problem(problem), moves=5_000, seed=0)
    assert len(set(plan.room_of.tolist())) == count
    assert plan.keeps_rules


def test_where_rules_clash_the_plan_is_complete_all_the_same():
    problem = town(10, seed=1, rooms=2)
    problem = replace(problem, capacity_households=np.full(2, 1.0))
    plan = search_plan(reduce_problem(problem), moves=1_000, seed=0)
    assert not plan.keeps_rules
    assert (plan.room_of >= 0).all()


def test_a_part_of_the_town_without_a_room_is_sent_to_the_cheapest_open_one():
    problem = town(6, seed=1, rooms=1)
    cut = replace(problem, links=pairs(), link_cny=np.zeros(0))
    plan = search_plan(reduce_problem(cut), moves=100, seed=0)
    assert plan.room_of.tolist() == [0] * 6
    assert not plan.keeps_rules


def test_units_are_linked_where_their_estates_are():
    problem = replace(
        town(4, seed=1), links=pairs((0, 1), (1, 2), (2, 3)), link_cny=np.zeros(3), must_link=pairs((0, 1))
    )
    problem = replace(problem, is_alone=np.zeros(4, bool))
    assert unit_links(reduce_problem(problem)).tolist() == [[0, 1], [1, 2]]
