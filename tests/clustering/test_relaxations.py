"""A rule given up allows every plan that was allowed, at no higher score."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from geo.clustering.checker import check, recompute_score
from geo.clustering.problem import ActivityBand
from geo.clustering.region_cost import score
from geo.clustering.relaxations import LIFTED, Leeway, leeway_of, relaxations, with_links
from geo.policy import Policy
from tests.clustering.banded import banded
from tests.clustering.instances import pairs, thorny_town, town

LEEWAY = Leeway(walk_limit_m=1_000.0)


def rules_of(problem, leeway=LEEWAY):
    return {(one.rule, one.step): one.problem for one in relaxations(problem, leeway)}


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 100_000))
def test_every_plan_stays_lawful_and_no_dearer(seed):
    thorny = thorny_town(6, seed=seed)
    # being alone is about the ceiling: what stands below it is never alone
    above = thorny.is_alone & (thorny.floor_area_m2 > thorny.rules.area_high_m2)
    problem = banded(replace(thorny, is_alone=above & ~thorny.is_mini), seed)
    draw = np.random.default_rng(seed)
    host = problem.host
    rooms = np.unique(draw.integers(0, problem.room_count, 3))
    plan = rooms[draw.integers(0, len(rooms), 6)]
    plan[host[rooms]] = rooms
    broken, value = {fault.rule for fault in check(problem, plan)}, score(problem, plan.astype(np.int32)).total
    assume("assigned" not in broken)
    for relaxed in relaxations(problem, Leeway(1_000.0, barrier_links=pairs((0, 5)))):
        assert {fault.rule for fault in check(relaxed.problem, plan)} <= broken, relaxed.rule
        assert score(relaxed.problem, plan.astype(np.int32)).total <= value + 1e-6, (relaxed.rule, relaxed.step)
        if not check(relaxed.problem, plan):
            again = recompute_score(relaxed.problem, plan)
            assert again == pytest.approx(score(relaxed.problem, plan.astype(np.int32)).total)


def test_rules_that_nothing_can_break_have_no_relaxation():
    problem = town(5, seed=3, communities="free", area_low_m2=0.0, area_high_m2=1e9, mini_isolated_cny=0.0)
    problem = replace(problem, link_cny=np.zeros(len(problem.links)), pair_cny=problem.terms["walking"],
                      terms={"walking": problem.terms["walking"]})  # fmt: skip
    assert {rule for rule, _ in rules_of(problem)} <= {"connected"}


def test_the_ceiling_frees_the_estates_that_had_to_be_alone():
    problem = replace(town(5, seed=1), floor_area_m2=np.array([430e3, 900e3, 2e4, 3e4, 2e4]))
    problem = replace(problem, is_alone=problem.floor_area_m2 > 400e3)
    found = rules_of(problem)
    assert found["floor_area_high", LIFTED].is_alone.sum() == 0
    assert found["floor_area_high", "+10%"].is_alone.tolist() == [False, True, False, False, False]


def test_an_estate_alone_that_is_outside_a_band_by_itself_stays_alone_without_the_ceiling():
    problem = replace(town(5, seed=1), floor_area_m2=np.array([430e3, 900e3, 2e4, 3e4, 2e4]))
    homes = ActivityBand("households", np.array([2_000.0, 900.0, 90.0, 90.0, 90.0]), 0.0, 1_000.0, 0.0, is_hard=True)
    problem = replace(problem, is_alone=problem.floor_area_m2 > 400e3, bands=(homes,))
    assert rules_of(problem)["floor_area_high", LIFTED].is_alone.tolist() == [True, False, False, False, False]


def test_each_band_of_a_further_activity_is_a_rule_of_its_own_and_widened_at_both_ends():
    problem = town(4, seed=1)
    homes = ActivityBand("households", problem.households, 100.0, 500.0, 3.0, is_hard=False)
    loose = ActivityBand("gates", np.ones(4), 1.0, 4.0, 3.0, is_hard=True)
    found = rules_of(replace(problem, bands=(homes, loose)))
    assert found["households", LIFTED].bands == (loose,)
    wider, other = found["households", "±10%"].bands
    assert (wider.low, wider.high) == pytest.approx((90.0, 550.0))
    assert other is loose
    assert not any(rule == "gates" for rule, _ in found)


def test_a_hard_walk_limit_is_eased_by_a_step_and_unreachable_stays_unreachable():
    problem = town(4, seed=2)
    walk = np.array([[0, 900, 1_050, np.inf]] * 4, float)
    terms = {"walking": walk * 1.0, "beyond_limit": np.where(walk > 1_000, 500.0, 0.0)}
    pair = np.where(walk > 1_000, np.inf, sum(terms.values()))
    hard = replace(problem, walk_m=walk, terms=terms, pair_cny=pair)
    found = rules_of(hard, Leeway(1_000.0, hard_walk_m=1_000.0))
    assert found["walk_limit", "+100 m"].pair_cny[0].tolist() == [0, 900, 1_050, np.inf]
    assert found["walk_limit", LIFTED].pair_cny[0].tolist() == [0, 900, 1_050, np.inf]
    assert found["walk_limit", LIFTED].terms["beyond_limit"].max() == 0


def test_fixed_counts_give_two_rules_with_their_steps():
    problem = town(6, seed=1, station_min=3, station_max=3)
    found = rules_of(problem)
    assert found["station_max", "+1"].rules.station_max == 4
    assert found["station_min", "-1"].rules.station_min == 2
    assert found["station_max", LIFTED].rules.station_max == 0


def test_people_s_decisions_are_given_up_a_kind_at_a_time():
    locked = np.array([-1, 3, -1, -1], np.int32)
    problem = replace(
        town(4, seed=1), locked_room=locked, must_link=pairs((0, 1)), cannot_link=pairs((1, 2)),
        is_forbidden=np.array([True, False, False, False]), is_fixed=np.array([False, False, True, False]),
    )  # fmt: skip
    found = rules_of(problem)
    assert (found["locks", LIFTED].locked_room == -1).all()
    assert len(found["locks", LIFTED].must_link) == 1
    assert {"must_link", "cannot_link", "forbidden_rooms", "fixed_rooms"} <= {rule for rule, _ in found}


def test_barriers_given_up_add_their_links_and_forget_their_prices():
    problem = replace(town(4, seed=1), links=pairs((0, 1), (2, 3)), link_cny=np.array([0.0, 2_000.0]))
    found = rules_of(problem, Leeway(1_000.0, barrier_links=pairs((1, 2))))
    assert found["barriers", LIFTED].links.tolist() == [[0, 1], [2, 3], [1, 2]]
    assert found["barriers", LIFTED].link_cny.tolist() == [0, 0, 0]
    assert with_links(problem, pairs((0, 1))).link_cny.tolist() == [0.0, 2_000.0]


def test_the_leeway_comes_from_the_policy():
    policy = Policy().with_settings(
        {"explain.step_m": 50, "regions.target_station_walk_m": {"value": 600, "hard": True}}
    )
    leeway = leeway_of(policy)
    assert (leeway.step_m, leeway.hard_walk_m, leeway.walk_limit_m) == (50, 600, 1_000)
