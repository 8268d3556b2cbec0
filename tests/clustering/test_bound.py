"""The Lagrangian bound is below the optimum, and what it strikes out no better plan uses."""

from __future__ import annotations

import math

import numpy as np
import pytest

from geo.clustering.bound import lagrangian_bound
from geo.clustering.reduction import reduce_problem
from geo.clustering.solver import solve_regions
from geo.policy.sections import SolverPolicy
from tests.clustering.brute import best_by_subsets
from tests.clustering.instances import thorny_town, town


@pytest.mark.parametrize("seed", range(80))
def test_the_bound_is_below_the_truth_whatever_the_rules(seed):
    problem = thorny_town(6, seed=seed)
    truth, reduced = best_by_subsets(problem), reduce_problem(problem)
    if math.isfinite(truth):
        assert lagrangian_bound(reduced, math.inf).value <= truth + 1e-6 * max(1.0, abs(truth))
        assert lagrangian_bound(reduced, truth * 1.05).value <= truth + 1e-6 * max(1.0, abs(truth))


@pytest.mark.parametrize("seed", range(6))
def test_the_optimum_survives_the_striking_out_by_a_worse_plan(seed):
    problem = town(18, seed=seed)
    best = solve_regions(problem, solver=SolverPolicy(search_moves=4_000), seed=0)
    bound = lagrangian_bound(reduce_problem(problem), best.proof.value * 1.02)
    assert bound.allowed[np.arange(18), best.room_of].all()
    assert bound.allowed.sum() < 18 * 18


def test_the_bound_of_an_ordinary_town_is_near_and_strikes_out_most_pairs():
    problem = town(50, seed=50)
    value = solve_regions(problem, solver=SolverPolicy(search_moves=20_000), seed=0).proof.value
    bound = lagrangian_bound(reduce_problem(problem), value)
    assert 0.98 * value < bound.value <= value * (1 + 1e-9)
    assert bound.allowed.sum() < 0.2 * bound.allowed.size
    assert 0 < len(bound.open_rooms) <= 50
