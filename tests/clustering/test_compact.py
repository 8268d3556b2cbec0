"""The exact solver on its own: bounds, limits, plans that fall apart."""

from __future__ import annotations

import math
import time

import numpy as np
import pytest

from geo.clustering.compact import Limits, Outcome, solve_compact
from geo.clustering.reduction import reduce_problem
from geo.clustering.search import search_plan
from tests.clustering.brute import best_by_subsets
from tests.clustering.instances import thorny_town, town


def limits(**changes):
    given = {"nodes": 10_000, "rounds": 50, "deadline": time.perf_counter() + 60, "tolerance": 1e-6}
    return Limits(**given | changes)


@pytest.mark.parametrize("seed", range(12))
def test_without_a_known_plan_the_optimum_is_found_all_the_same(seed):
    problem = town(8, seed=seed)
    reduced, outcome = reduce_problem(problem), Outcome(None, math.inf)
    solve_compact(reduced, reduced.allowed, outcome, limits())
    assert outcome.value == pytest.approx(best_by_subsets(problem), rel=1e-6)
    assert outcome.is_closed(1e-6)


@pytest.mark.parametrize("seed", range(30))
def test_the_relaxed_bound_is_below_the_truth(seed):
    problem = thorny_town(6, seed=seed)
    truth, reduced = best_by_subsets(problem), reduce_problem(problem)
    if reduced.is_impossible:
        return
    outcome = Outcome(None, math.inf)
    solve_compact(reduced, reduced.allowed, outcome, limits(), relaxed_only=True)
    assert outcome.bound <= truth + 1e-6 * max(1.0, abs(truth)) or math.isinf(truth)
    assert not outcome.is_infeasible or math.isinf(truth)


def test_the_first_plan_is_enough_where_only_one_is_asked_for():
    reduced, outcome = reduce_problem(town(15, seed=3)), Outcome(None, math.inf)
    solve_compact(reduced, reduced.allowed, outcome, limits(first_only=True))
    assert outcome.room_of_unit is not None
    assert not outcome.is_infeasible


def test_a_spent_clock_is_told():
    reduced, outcome = reduce_problem(town(30, seed=3)), Outcome(None, math.inf)
    solve_compact(reduced, reduced.allowed, outcome, limits(deadline=time.perf_counter() - 1))
    assert outcome.stopped_by == "clock"


def test_spent_nodes_are_told_and_the_bound_stays_one():
    problem = town(90, seed=91)
    reduced = reduce_problem(problem)
    plan = search_plan(reduced, moves=0, seed=0)
    outcome = Outcome(plan.room_of_unit, plan.value)
    solve_compact(reduced, reduced.allowed, outcome, limits(nodes=1, rounds=1))
    assert outcome.bound <= outcome.value
    assert outcome.is_closed(1e-6) or outcome.stopped_by in {"nodes", "cut_rounds"}


def test_a_pair_of_infinite_values_is_not_closed():
    assert not Outcome(None, np.inf, -np.inf).is_closed(1e-6)
    assert not Outcome(None, np.inf, 5.0).is_closed(1e-6)
    assert Outcome(None, 5.0, 5.0).is_closed(1e-6)
