"""Firms over sub-districts on paper, against trying everything."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from geo.clustering.firms import FirmProblem, solve
from geo.clustering.firms.checker import faults_of
from geo.clustering.firms.problem import Stage
from geo.errors import InputError
from geo.plan import Status
from tests.clustering.firms.cities import best_by_hand, cities, judged, line

EQUAL = 1e-6


def reached(plan):
    return plan.excess.value, plan.spread.value, plan.travel.value


@settings(max_examples=120, deadline=None)
@given(cities())
def test_the_answer_is_the_best_of_all_plans(problem):
    plan, best = solve(problem), best_by_hand(problem)
    if best is None:
        assert plan.status is Status.INFEASIBLE
        best = best_by_hand(replace(problem, contiguous=False))
    else:
        assert plan.status is Status.OPTIMAL
    assert reached(plan) == pytest.approx(best, rel=1e-5, abs=1e-3)
    assert faults_of(problem, plan) == []


def test_a_plan_that_presolve_calls_infeasible_is_proved_all_the_same():
    ways = np.full((4, 4), 0.0)
    ways[2], ways[:, 2] = 100.0, 100.0
    np.fill_diagonal(ways, 0.0)
    problem = FirmProblem(
        load=np.array([[0.0, 1.0], [0.0, 1.0], [1.0, 0.0], [1.0, 3.0]]), firms=2, pinned=np.full(4, -1, np.int32),
        metres=ways, weight=np.ones(4), edges=np.array([[0, 1], [0, 2], [0, 3]], np.int32), tolerance=0.0,
        contiguous=False,
    )  # fmt: skip
    plan = solve(problem)
    assert plan.status is Status.OPTIMAL
    assert plan.travel.bound == pytest.approx(plan.travel.value)
    assert reached(plan) == pytest.approx(best_by_hand(problem))


@settings(max_examples=40, deadline=None)
@given(cities())
def test_bounds_are_never_above_values(problem):
    plan = solve(problem, nodes=1)
    for stage in (plan.excess, plan.spread, plan.travel):
        assert stage.bound <= stage.value + EQUAL * max(1.0, stage.value)
    if plan.status is not Status.INFEASIBLE:
        best = best_by_hand(problem)
        assert plan.excess.bound <= best[0] + EQUAL


@settings(max_examples=40, deadline=None)
@given(cities(contiguous=False))
def test_locking_the_answer_in_changes_nothing(problem):
    plan = solve(problem)
    again = solve(replace(problem, pinned=plan.firm_of))
    assert reached(again) == pytest.approx(reached(plan), rel=1e-6, abs=1e-6)


@settings(max_examples=40, deadline=None)
@given(cities(contiguous=False))
def test_asking_for_whole_territories_never_makes_it_better(problem):
    whole = solve(replace(problem, contiguous=True))
    if whole.status is Status.OPTIMAL:
        free = solve(problem)
        assert [round(v, 5) for v in reached(free)[:2]] <= [round(v + 1e-5, 5) for v in reached(whole)[:2]]


@settings(max_examples=30, deadline=None)
@given(cities())
def test_loads_in_other_units_make_no_difference(problem):
    assert reached(solve(replace(problem, load=problem.load * 1e6))) == pytest.approx(reached(solve(problem)), abs=1e-3)


def test_pilots_lock_their_subdistricts_and_the_rest_follows():
    plan = solve(line([1, 1, 1, 1], firms=2, pinned=[1, -1, -1, 0]))
    assert plan.firm_of.tolist() == [1, 1, 0, 0]
    assert plan.status is Status.OPTIMAL


def test_a_territory_in_pieces_is_taken_only_where_it_need_not_hang_together():
    loads, pinned = [4, 1, 4, 1], [-1, -1, -1, -1]
    free = solve(line(loads, firms=2, pinned=pinned, contiguous=False))
    whole = solve(line(loads, firms=2, pinned=pinned))
    assert free.excess.value == whole.excess.value == 0.0  # 4+1 and 4+1, side by side
    crossed = line([4, 4, 1, 1], firms=2, contiguous=False)
    assert solve(crossed).excess.value == 0.0
    assert solve(replace(crossed, contiguous=True)).excess.value == pytest.approx(0.15)  # 4 | 4+1+1


def test_pilots_that_tear_a_territory_apart_leave_no_plan():
    plan = solve(line([1, 1, 1], firms=2, pinned=[0, 1, 0]))
    assert plan.status is Status.INFEASIBLE
    assert plan.firm_of.tolist() == [0, 1, 0]


def test_within_the_tolerance_the_way_decides():
    loose = line([5, 1, 4], firms=2, tolerance=0.3, contiguous=False, weight=[1, 5, 9])
    assert solve(loose).firm_of.tolist() in ([0, 0, 1], [1, 1, 0])
    strict = replace(loose, tolerance=0.0)
    assert solve(strict).firm_of.tolist() in ([0, 1, 1], [1, 0, 0])


def test_one_giant_does_not_leave_the_others_unbalanced():
    plan = solve(line([60, 10, 10, 10, 10], firms=3, contiguous=False))
    loads = sorted(np.bincount(plan.firm_of, [60, 10, 10, 10, 10]).tolist())
    assert loads == [20, 20, 60]


@pytest.mark.parametrize("units", [0, 1, 2])
def test_more_firms_than_subdistricts_leave_some_without(units):
    plan = solve(line([3.0] * units, firms=3))
    assert (plan.seat < 0).sum() == 3 - units
    assert plan.status is Status.OPTIMAL


def test_loads_of_nothing_and_one_place_for_all_are_no_trouble():
    problem = line([0, 0, 0, 0], firms=2)
    plan = solve(replace(problem, metres=np.zeros((4, 4))))
    assert plan.status is Status.OPTIMAL
    assert judged(problem, plan.firm_of.tolist()) is not None


def test_neighbours_in_two_parts_without_a_link_can_still_be_shared_by_two_firms():
    problem = replace(line([1, 1, 1, 1], firms=2), edges=np.array([[0, 1], [2, 3]], np.int32))
    assert solve(problem).firm_of.tolist() in ([0, 0, 1, 1], [1, 1, 0, 0])
    assert solve(replace(problem, firms=1, pinned=np.full(4, -1, np.int32))).status is Status.INFEASIBLE


@pytest.mark.parametrize(
    "change",
    [
        {"firms": 0},
        {"load": np.array([[1.0], [np.nan], [1.0]])},
        {"load": np.array([[1.0], [-1.0], [1.0]])},
        {"pinned": np.array([0, 1], np.int32)},
        {"pinned": np.array([0, 5, -1], np.int32)},
        {"metres": np.zeros((2, 3))},
        {"tolerance": -0.1},
        {"weight": np.array([1.0, np.inf, 1.0])},
    ],
)
def test_arrays_that_make_no_sense_are_refused(change):
    good = line([1, 1, 1], firms=2)
    fields = {name: getattr(good, name) for name in FirmProblem.__slots__} | change
    with pytest.raises(InputError, match="firms"):
        FirmProblem(**fields)


def test_the_checker_catches_planted_faults():
    problem = line([1, 1, 1, 1], firms=2, pinned=[0, -1, -1, -1])
    plan = solve(problem)
    planted = [
        replace(plan, firm_of=np.array([1, 1, 0, 0], np.int32)),
        replace(plan, firm_of=np.array([0, 1, 0, 1], np.int32)),
        replace(plan, firm_of=np.array([0, 0, 1, 7], np.int32)),
        replace(plan, firm_of=plan.firm_of[:3]),
        replace(plan, seat=plan.seat[::-1]),
        replace(plan, travel=Stage(plan.travel.value - 500, plan.travel.bound - 500)),
        replace(plan, travel=Stage(plan.travel.value, plan.travel.value + 1)),
        replace(plan, excess=Stage(0.5, 0.5)),
    ]
    assert faults_of(problem, plan) == []
    assert all(faults_of(problem, wrong) for wrong in planted)


def test_a_city_of_sixty_is_proved():
    random = np.random.default_rng(3)
    xy = random.random((60, 2)) * 20_000
    metres = np.hypot(*(xy[:, None] - xy[None]).transpose(2, 0, 1)).round(3)
    near = np.argsort(metres, axis=1)[:, 1:5]
    edges = sorted({(min(a, b), max(a, b)) for a, row in enumerate(near.tolist()) for b in row})
    problem = FirmProblem(
        load=random.lognormal(0.0, 0.6, (60, 1)),
        firms=4,
        pinned=np.full(60, -1, np.int32),
        metres=metres,
        weight=random.lognormal(0.0, 0.6, 60),
        edges=np.array(edges, np.int32),
        tolerance=0.1,
        contiguous=False,
    )
    plan = solve(problem)
    assert plan.status is Status.OPTIMAL
    assert plan.excess.value == 0.0
