"""The monthly cost with whole posts: the truth on small towns, and honest proofs on larger ones."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.clustering.checker import check, recompute_score
from geo.clustering.problem import Problem, Solution
from geo.clustering.region_cost import score
from geo.clustering.solver import solve_regions
from geo.plan import Status
from geo.policy.sections import SolverPolicy
from tests.clustering.brute import best_by_subsets, best_by_trying_all
from tests.clustering.instances import pairs, shuffled
from tests.clustering.staffed import staffed_town, thorny_staffed_town

QUICK = SolverPolicy(search_moves=4_000)


def solve(problem: Problem, seed: int = 0, **limits: object) -> Solution:
    return solve_regions(problem, solver=QUICK.model_copy(update=limits), seed=seed)


def agrees(problem: Problem, truth: float, solution: Solution) -> bool:
    if math.isinf(truth):
        return solution.proof.status is Status.INFEASIBLE
    return (
        solution.proof.status is Status.OPTIMAL
        and solution.proof.value == pytest.approx(truth, rel=1e-6)
        and solution.proof.bound <= truth + 1e-6 * max(1.0, abs(truth))
        and check(problem, solution.room_of) == []
    )


@settings(deadline=None, max_examples=80)
@given(seed=st.integers(0, 10**6), estates=st.integers(1, 8))
def test_any_mixture_of_rules_with_posts_gives_the_optimum_of_brute_force(seed, estates):
    problem = thorny_staffed_town(estates, seed=seed)
    assert agrees(problem, best_by_subsets(problem), solve(problem, seed))


@settings(deadline=None, max_examples=20)
@given(seed=st.integers(0, 10**6), estates=st.integers(1, 4))
def test_both_brute_forces_agree_with_posts(seed, estates):
    problem = thorny_staffed_town(estates, seed=seed)
    assert best_by_subsets(problem) == pytest.approx(best_by_trying_all(problem))


@pytest.mark.parametrize("seed", range(6))
def test_nine_estates_with_default_rules_are_solved_to_the_truth(seed):
    problem = staffed_town(9, seed=seed)
    assert agrees(problem, best_by_subsets(problem), solve(problem, seed))


# The clock must not decide on a busy machine: work ends these searches.
@pytest.mark.parametrize(("estates", "seed"), [(20, 1), (30, 2), (35, 2)])
def test_towns_of_real_size_are_proved_optimal(estates, seed):
    problem = staffed_town(estates, seed=seed)
    solution = solve(problem, seed, seconds_per_subdistrict=1_800.0)
    assert solution.proof.status is Status.OPTIMAL
    assert solution.model == "regions"
    assert solution.proof.gap <= 1e-6
    assert solution.proof.floor <= solution.proof.bound + 1e-6
    assert recompute_score(problem, solution.room_of) == pytest.approx(solution.proof.value)


def test_terms_add_up_and_wages_are_cash():
    problem = staffed_town(20, seed=4)
    total = score(problem, solve(problem).room_of)
    assert sum(total.terms.values()) == pytest.approx(total.total)
    assert total.terms["wages"] >= problem.posts.fractional_cny - 1e-6
    assert total.cash_cny_month >= total.terms["wages"] + total.terms["rent"]


def test_spent_work_leaves_a_checked_plan_with_a_bound_below_the_truth():
    problem = staffed_town(50, seed=5)
    best = solve(problem)
    for visits in (1, 20_000, 200_000):
        short = solve(problem, regions_visited=visits)
        assert short.proof.bound <= best.proof.value * (1 + 1e-9)
        assert short.proof.value >= best.proof.bound * (1 - 1e-9)
        assert math.isfinite(short.proof.bound)
        assert short.proof.status is Status.OPTIMAL or short.proof.stopped_by == "regions_visited"


def test_a_spent_clock_leaves_a_checked_plan_with_its_bound():
    problem = staffed_town(50, seed=6)
    solution = solve_regions(problem, solver=QUICK, seed=0, time_limit_s=0.0)
    assert check(problem, solution.room_of) == []
    assert solution.proof.status is Status.GAP
    assert solution.proof.stopped_by == "clock"


def test_above_the_exact_size_a_bound_is_still_given():
    problem = staffed_town(30, seed=7)
    large, exact = solve(problem, exact_max_estates=20), solve(problem)
    assert large.model == "search"
    assert math.isfinite(large.proof.bound)
    assert large.proof.bound <= exact.proof.value <= large.proof.value * (1 + 1e-6)


def test_order_names_and_place_leave_the_value():
    problem = staffed_town(25, seed=8)
    value = solve(problem).proof.value
    for seed in range(3):
        other = shuffled(replace(problem, posts=None), seed=seed, shift_m=999.0)
        order = np.random.default_rng(seed).permutation(problem.estate_count)
        other = replace(other, posts=replace(problem.posts, load=problem.posts.load[order]))
        assert solve(other).proof.value == pytest.approx(value, rel=1e-6)


def test_the_same_seed_gives_the_same_plan():
    problem = staffed_town(40, seed=9)
    first, second = solve(problem, 3), solve(problem, 3)
    assert first.room_of.tolist() == second.room_of.tolist()
    assert (first.proof, first.work) == (second.proof, second.work)


@settings(deadline=None, max_examples=10)
@given(seed=st.integers(0, 10**6))
def test_a_further_rule_never_improves_the_plan(seed):
    problem = staffed_town(10, seed=seed)
    first, second = sorted(np.random.default_rng(seed).choice(10, 2, replace=False).tolist())
    value = solve(problem).proof.value
    for stricter in (
        replace(problem, cannot_link=pairs((first, second))),
        replace(problem, must_link=pairs((first, second))),
        replace(problem, rules=replace(problem.rules, station_max=2)),
        replace(problem, rules=replace(problem.rules, station_min=6)),
        replace(problem, is_fixed=np.arange(10) == first),
    ):
        solution = solve(stricter)
        assert solution.proof.status is Status.INFEASIBLE or solution.proof.value >= value * (1 - 1e-6)
