"""Breeding of covering plans keeps the rules, and the prices of the relaxation prove what they should."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import linprog

from geo.clustering.siting import solve
from geo.clustering.siting.cover_breeding import Population
from geo.clustering.siting.cover_relaxation import covering_prices
from geo.clustering.siting.cover_search import anneal_cover, covered_weight, cross, usual_change
from geo.clustering.siting.lists import lists_of_pairs
from geo.clustering.siting.median_tree import Choice, Limits, priced_bound
from geo.clustering.siting.p_median import spread_start
from geo.clustering.siting.swap_search import CLOSED, OPEN
from tests.clustering.siting.brute_force import best_value

LONG = Limits(1000)


def town(points, *, seed=0, radius=0.2, closed=()):
    """Distances, lists without the closed sites, and weights of points that are their own sites."""
    random = np.random.default_rng(seed)
    xy = random.random((points, 2))
    metres = np.hypot(*(xy[:, None] - xy[None, :]).transpose(2, 0, 1))
    weights = random.integers(1, 20, points).astype(float)
    point, site = (index.astype(np.int32) for index in np.nonzero(metres <= radius))
    keep = ~np.isin(site, closed)
    point, site = point[keep], site[keep]
    lists = lists_of_pairs(point, site, np.zeros(len(point)), site_count=points, beyond=weights.copy())
    return metres, lists, weights


def states(points):
    fixed = np.zeros(points, np.int8)
    fixed[[3, 8]], fixed[[1, 5]] = OPEN, CLOSED
    return fixed


def obeys(plan, fixed, stations):
    return plan.sum() == stations and plan[fixed == OPEN].all() and not plan[fixed == CLOSED].any()


@pytest.mark.parametrize("seed", range(3))
def test_annealing_tells_its_gain_and_keeps_count_and_fixed_sites(seed):
    _, lists, weights = town(60, seed=seed, closed=(1, 5))
    fixed, columns = states(60), lists.columns()
    start = spread_start(lists, fixed, 7, seed)
    unit = usual_change(lists.rows, columns, weights, fixed, start, seed)
    plan, gain = anneal_cover(lists.rows, columns, weights, fixed, start, 3000, 0.2 * unit, 0.01 * unit, seed)
    before, after = (covered_weight(columns, weights, one) for one in (start, plan))
    assert obeys(plan, fixed, 7)
    assert after == pytest.approx(before + gain)
    assert gain >= 0.0


@pytest.mark.parametrize("seed", range(8))
def test_a_child_of_two_plans_has_as_many_stations_and_the_fixed_ones(seed):
    _, lists, weights = town(60, seed=seed, closed=(1, 5))
    fixed = states(60)
    one, other = (spread_start(lists, fixed, 7, seed + n) for n in (0, 50))
    assert obeys(cross(lists.rows, lists.columns(), weights, fixed, one, other, seed), fixed, 7)


def test_a_child_of_the_same_plan_twice_is_that_plan():
    _, lists, weights = town(60, closed=(1, 5))
    plan = spread_start(lists, states(60), 7, 0)
    assert (cross(lists.rows, lists.columns(), weights, states(60), plan, plan, 4) == plan).all()


def test_covered_weight_is_what_a_plain_count_says():
    metres, lists, weights = town(60, closed=(1, 5))
    plan = spread_start(lists, states(60), 7, 0)
    assert covered_weight(lists.columns(), weights, plan) == weights[(metres[:, plan] <= 0.2).any(axis=1)].sum()


def test_bred_plans_find_the_best_of_all():
    metres, lists, weights = town(14, radius=0.25)
    plans = Population(lists, weights, np.zeros(14, np.int8), 4, seed=0)
    plans.settle(LONG, 0)
    plans.breed(weights.sum(), LONG)
    assert plans.value == best_value(metres, model="mclp", stations=4, weights=weights, radius_m=0.25)


def test_the_same_seed_breeds_the_same_plan():
    _, lists, weights = town(80, closed=(1, 5))
    plans = [Population(lists, weights, states(80), 9, seed=5) for _ in range(2)]
    for population in plans:
        population.settle(LONG, 5)
        population.breed(weights.sum(), LONG)
    assert (plans[0].best == plans[1].best).all()


def test_plans_without_a_choice_are_left_alone():
    _, lists, weights = town(12)
    fixed = np.full(12, CLOSED, np.int8)
    fixed[:4] = OPEN
    plans = Population(lists, weights, fixed, 4, seed=0)
    plans.settle(LONG, 0)
    plans.breed(weights.sum(), LONG)
    assert np.flatnonzero(plans.best).tolist() == [0, 1, 2, 3]


@pytest.mark.parametrize("seed", range(3))
def test_the_prices_prove_the_value_of_the_linear_relaxation(seed):
    _, lists, weights = town(50, seed=seed, closed=(1, 5))
    fixed = states(50)
    reach = np.zeros((50, 50))
    reach[np.repeat(np.arange(50), np.diff(lists.rows.start)), lists.rows.site] = 1.0
    limits = [(float(state == OPEN), float(state != CLOSED)) for state in fixed] + [(0.0, 1.0)] * 50
    counted = np.concatenate([np.ones(50), np.zeros(50)])[None, :]
    truth = linprog(np.concatenate([np.zeros(50), weights]), A_ub=-np.hstack([reach, np.eye(50)]), b_ub=-np.ones(50),
                    A_eq=counted, b_eq=[6.0], bounds=limits).fun  # fmt: skip
    prices = covering_prices(lists, fixed, 6, limits=LONG)
    assert ((prices >= 0) & (prices <= weights)).all()
    bound = priced_bound(Choice(lists, np.zeros(50), fixed, 6, 6), prices, weights.sum())
    assert bound <= np.ceil(truth - 1e-6) + 1e-9
    assert bound >= truth - 1e-3 * weights.sum()


@pytest.mark.slow
def test_a_map_of_many_pairs_is_bounded_by_the_prices_and_no_more_than_there_is():
    random = np.random.default_rng(3)
    xy = random.random((600, 2)) * 1000
    metres = np.hypot(*(xy[:, None] - xy[None, :]).transpose(2, 0, 1))
    weights = random.integers(1, 20, 600).astype(float)
    given = {"model": "mclp", "radius_m": 120.0, "weights": weights, "node_limit": 5}
    few, many = (solve(metres, **given, stations=stations) for stations in (15, 60))
    assert few.gap < 0.02
    assert many.bound <= weights.sum()
    assert few.value == solve(metres, **given, stations=15).value
