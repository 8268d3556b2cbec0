"""The optimiser against the truth, and against itself under changes that must not matter."""

from __future__ import annotations

import math
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.clustering.checker import check, recompute_score
from geo.clustering.problem import Problem, Solution
from geo.clustering.region_cost import score
from geo.clustering.solver import solve_regions, verify
from geo.errors import SolverError
from geo.plan import Proof, Status
from geo.policy.sections import SolverPolicy
from tests.clustering.brute import best_by_subsets, best_by_trying_all
from tests.clustering.instances import pairs, shuffled, thorny_town, town

QUICK = SolverPolicy(search_moves=4_000)


def solve(problem: Problem, seed: int = 0, **limits: object) -> Solution:
    return solve_regions(problem, solver=QUICK.model_copy(update=limits), seed=seed)


def agrees(problem: Problem, truth: float, seed: int) -> bool:
    """Compare with the truth; a plan that is called optimal must also pass the checker and bear out its value."""
    solution = solve(problem, seed)
    if math.isinf(truth):
        return solution.proof.status is Status.INFEASIBLE and len(solution.clashes) > 0
    value = solution.proof.value
    return (
        solution.proof.status is Status.OPTIMAL
        and value == pytest.approx(truth, rel=1e-6)
        and solution.proof.bound <= truth + 1e-6 * max(1.0, abs(truth))
        and check(problem, solution.room_of) == []
        and recompute_score(problem, solution.room_of) == pytest.approx(value, rel=1e-9)
    )


@settings(deadline=None, max_examples=50)
@given(seed=st.integers(0, 10**6), estates=st.integers(1, 7))
def test_any_mixture_of_rules_gives_the_optimum_of_brute_force(seed, estates):
    problem = thorny_town(estates, seed=seed)
    assert agrees(problem, best_by_subsets(problem), seed)


@settings(deadline=None, max_examples=25)
@given(seed=st.integers(0, 10**6), estates=st.integers(1, 4))
def test_both_brute_forces_agree(seed, estates):
    problem = thorny_town(estates, seed=seed)
    assert best_by_subsets(problem) == pytest.approx(best_by_trying_all(problem))


@pytest.mark.parametrize("seed", range(6))
def test_nine_estates_with_default_rules_are_solved_to_the_truth(seed):
    problem = town(9, seed=seed)
    assert agrees(problem, best_by_subsets(problem), seed)


@pytest.mark.parametrize(("seed", "estates"), [(20, 5), (66, 7), (263, 7)])
def test_a_room_that_must_open_is_not_struck_out_by_its_price(seed, estates):
    # its reduced cost stands at its lower bound, one, and says nothing about leaving the model
    problem = thorny_town(estates, seed=seed)
    assert solve(problem, search_moves=0).proof.value == pytest.approx(best_by_subsets(problem), rel=1e-6)


@pytest.mark.parametrize(("estates", "seed"), [(20, 1), (35, 2), (50, 3), (90, 4)])
def test_towns_of_real_size_are_proved_optimal(estates, seed):
    problem = town(estates, seed=seed)
    solution = solve(problem, seed)
    assert solution.proof.status is Status.OPTIMAL
    assert solution.proof.gap <= 1e-6
    assert solution.proof.stopped_by == ""
    assert score(problem, solution.room_of).total == pytest.approx(solution.proof.value)


def test_order_names_and_place_leave_the_value():
    problem = town(25, seed=5)
    value = solve(problem).proof.value
    for seed in range(3):
        assert solve(shuffled(problem, seed=seed, shift_m=12_345.0)).proof.value == pytest.approx(value, rel=1e-6)


def test_the_same_seed_gives_the_same_plan():
    problem = town(40, seed=6)
    first, second = solve(problem, 7), solve(problem, 7)
    assert first.room_of.tolist() == second.room_of.tolist()
    assert (first.proof.value, first.proof.bound, first.work) == (second.proof.value, second.proof.bound, second.work)


@settings(deadline=None, max_examples=15)
@given(seed=st.integers(0, 10**6))
def test_a_further_rule_never_improves_the_plan(seed):
    problem = town(10, seed=seed)
    draw = np.random.default_rng(seed)
    value = solve(problem).proof.value
    first, second = sorted(draw.choice(10, 2, replace=False).tolist())
    for stricter in (
        replace(problem, cannot_link=pairs((first, second))),
        replace(problem, must_link=pairs((first, second))),
        replace(problem, rules=replace(problem.rules, station_max=2)),
        replace(problem, is_fixed=np.arange(10) == first),
    ):
        solution = solve(stricter)
        assert solution.proof.status is Status.INFEASIBLE or solution.proof.value >= value * (1 - 1e-6)


def test_locking_what_the_optimum_does_changes_nothing():
    problem = town(20, seed=8)
    best = solve(problem)
    locked = replace(problem, locked_room=np.where(np.arange(20) % 3 == 0, best.room_of, -1).astype(np.int32))
    assert solve(locked).proof.value == pytest.approx(best.proof.value, rel=1e-6)


@pytest.mark.parametrize("estates", [0, 1, 2])
def test_tiny_subdistricts_are_planned(estates):
    problem = town(estates, seed=1)
    solution = solve(problem)
    assert solution.proof.status is Status.OPTIMAL
    assert solution.proof.value == pytest.approx(best_by_subsets(problem) if estates else 0.0)
    assert len(solution.room_of) == estates


def test_as_many_stations_as_estates_is_a_plan_and_one_more_is_none():
    problem = town(5, seed=2)
    every = solve(replace(problem, rules=replace(problem.rules, station_min=5, station_max=5)))
    assert sorted(set(every.room_of.tolist())) == [0, 1, 2, 3, 4]
    too_many = solve(replace(problem, rules=replace(problem.rules, station_min=6)))
    assert too_many.proof.status is Status.INFEASIBLE
    assert [clash.rule for clash in too_many.clashes] == ["station_min"]


@pytest.mark.parametrize("trouble", ["ties", "one_point"])
def test_ties_and_shared_points_are_no_trouble(trouble):
    problem = town(30, seed=3, ties=True) if trouble == "ties" else town(12, seed=3, spacing_m=1e-9)
    solution = solve(problem)
    assert solution.proof.status is Status.OPTIMAL


def test_a_link_graph_in_pieces_gets_regions_in_each_piece():
    problem = town(12, seed=4)
    cut = replace(problem, links=pairs((0, 1), (2, 3)), link_cny=np.zeros(2))
    solution = solve(cut)
    assert solution.proof.status is Status.OPTIMAL
    assert len(set(solution.room_of.tolist())) >= 10


def test_a_town_without_rooms_has_no_plan_and_says_so():
    solution = solve(town(4, seed=1, rooms=0))
    assert solution.proof.status is Status.INFEASIBLE
    assert solution.clashes[0].rule == "no_room"
    assert solution.room_of.tolist() == [-1, -1, -1, -1]


def test_above_the_exact_size_a_bound_is_still_given():
    problem = town(60, seed=9)
    large = solve(problem, exact_max_estates=20)
    exact = solve(problem)
    assert large.model == "search"
    assert large.proof.status in {Status.GAP, Status.OPTIMAL}
    assert large.proof.bound <= exact.proof.value * (1 + 1e-9)
    assert exact.proof.value <= large.proof.value * (1 + 1e-6)


def test_a_spent_clock_leaves_a_checked_plan_with_its_bound():
    problem = town(60, seed=91)
    solution = solve_regions(problem, solver=QUICK, seed=0, time_limit_s=0.0)
    assert check(problem, solution.room_of) == []
    assert solution.proof.status is Status.OPTIMAL or solution.proof.stopped_by == "clock"
    assert solution.proof.bound <= solution.proof.value


def test_the_floor_is_below_every_plan():
    for seed in range(5):
        proof = solve(town(15, seed=seed)).proof
        assert 0 < proof.floor <= proof.bound + 1e-6


def test_work_and_progress_are_told():
    told = []

    class Telling:
        def advance(self, steps=1):
            told.append(steps)

        def note(self, message):
            told.append(message)

        @contextmanager
        def task(self, title, total):
            told.append((title, total))
            yield self

    solution = solve_regions(town(10, seed=1), solver=QUICK, seed=0, progress=Telling())
    assert told == [("示例镇", 3), 1, 1, 1]
    assert solution.work["moves"] > 0


def test_a_wrong_answer_is_refused():
    problem = town(10, seed=1)
    solution = solve(problem)
    good = solution.proof
    with pytest.raises(SolverError, match="refused"):
        verify(problem, solution.room_of, replace(good, value=good.value * 0.9, bound=0.0))
    with pytest.raises(SolverError, match="refused"):
        verify(problem, solution.room_of, replace(good, bound=good.value * 1.01))
    with pytest.raises(SolverError, match="assigned"):
        verify(problem, np.full(10, -1, np.int32), Proof(Status.FEASIBLE, good.value, 0.0))
