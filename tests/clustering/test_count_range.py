"""The numbers of stations that are not excluded outright, against the truth of brute force."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from geo.clustering.count_range import count_range
from geo.clustering.solver import solve_regions
from geo.plan import Status
from geo.policy.sections import SolverPolicy
from tests.clustering.brute import best_by_subsets
from tests.clustering.staffed import staffed_town, thorny_staffed_town


def with_count(problem, stations):
    return replace(problem, rules=replace(problem.rules, station_min=stations, station_max=stations))


@pytest.mark.parametrize("seed", range(8))
def test_no_number_outside_the_range_has_a_plan(seed):
    problem = with_count(thorny_staffed_town(6, seed=seed), 0)
    reach = count_range(problem)
    for stations in range(1, 7):
        if not reach.fewest <= stations <= reach.most:
            assert math.isinf(best_by_subsets(with_count(problem, stations))), stations


@pytest.mark.parametrize("seed", range(5))
def test_one_solve_bounds_every_other_number_of_stations(seed):
    problem = staffed_town(8, seed=seed)
    solver = SolverPolicy(search_moves=4_000)
    told = [solve_regions(with_count(problem, k), solver=solver, seed=seed).count_bounds for k in (2, 4)]
    for stations in range(1, 9):
        truth = best_by_subsets(with_count(problem, stations))
        for bounds in told:
            assert len(bounds) == 0 or bounds[stations] <= truth + 1e-6 * abs(truth), stations


def test_a_plan_that_is_known_is_never_made_worse():
    problem = with_count(staffed_town(9, seed=3), 3)
    solver = SolverPolicy(search_moves=4_000)
    best = solve_regions(problem, solver=solver, seed=0)
    blind = SolverPolicy(search_moves=0, exact_max_estates=0)
    again = solve_regions(problem, solver=blind, seed=1, known=(best.room_of,))
    assert best.proof.status is Status.OPTIMAL
    assert again.proof.value == pytest.approx(best.proof.value)


def test_rules_name_what_sets_the_ends():
    problem = staffed_town(8, seed=1)
    apart = replace(problem, links=problem.links[:0], link_cny=np.zeros(0))
    assert (count_range(apart).fewest, count_range(apart).fewest_rule) == (8, "parts")
    asked = replace(problem, rules=replace(problem.rules, station_min=3, station_max=4))
    assert (count_range(asked).fewest, count_range(asked).fewest_rule) == (3, "station_min")
    assert (count_range(asked).most, count_range(asked).most_rule) == (4, "station_max")
    one = replace(problem, is_forbidden=np.arange(problem.room_count) > 0)
    assert (count_range(one).most, count_range(one).most_rule) == (1, "rooms")
    assert count_range(replace(asked, is_forbidden=one.is_forbidden)).is_empty
