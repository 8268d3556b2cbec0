"""The next moves from a plan in force, held against trying every one."""

import itertools
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from geo.clustering.checker import check
from geo.clustering.improvements import after_moves, best_moves, burden
from geo.clustering.move_list import in_one_order
from geo.clustering.region_cost import score
from geo.clustering.solver import solve_regions
from geo.policy import Policy
from geo.scenarios.next_moves import shared_out
from geo.schema import MOVES
from tests.clustering.instances import pairs, thorny_town, town


def best_single_move(problem, plan):
    """The lawful single move to an open station with the lowest score, by trying all of them."""
    found = []
    for estate, room in itertools.product(range(problem.estate_count), sorted(set(plan.tolist()))):
        trial = plan.copy()
        trial[estate] = room
        if room != plan[estate] and not check(problem, trial.tolist()):
            found.append(score(problem, trial).total)
    return min(found, default=np.inf)


def lawful_start(problem, seed):
    """A lawful plan with several stations that is not the best one: the best one at other prices."""
    draw = np.random.default_rng(seed)
    pair = problem.pair_cny * draw.uniform(0.2, 5.0, problem.pair_cny.shape)
    bent = replace(problem, pair_cny=pair, terms={"walking": pair})
    plan = solve_regions(bent, solver=Policy().solver, seed=seed).room_of
    return plan if not check(problem, plan.tolist()) else None


@pytest.mark.parametrize("seed", range(12))
def test_each_move_is_the_best_single_move_there_is(seed):
    problem = town(9, seed=seed, spacing_m=300.0)
    plan = lawful_start(problem, seed)
    steps = best_moves(problem, plan, 20)
    for step in steps:
        value = score(problem, plan).total
        assert step.score_after_cny == pytest.approx(best_single_move(problem, plan))
        assert step.gain_cny == pytest.approx(value - step.score_after_cny)
        assert step.gain_cny > 0
        plan = after_moves(plan, [step])
    assert best_single_move(problem, plan) > score(problem, plan).total - 0.01


@pytest.mark.parametrize("seed", range(25))
def test_moves_never_break_a_rule_and_mend_broken_ones_first(seed):
    problem = thorny_town(9, seed=seed)
    draw = np.random.default_rng(seed)
    plan = draw.choice(draw.choice(problem.room_count, min(3, problem.room_count), replace=False), 9).astype(np.int32)
    broken = burden(problem, plan)
    for step in best_moves(problem, plan, 6):
        plan = after_moves(plan, [step])
        left = burden(problem, plan)
        assert left == broken - step.mended <= broken
        assert step.mended > 0 or step.gain_cny > 0
        broken = left


def test_strays_are_brought_home_one_by_one():
    problem = town(7, seed=1)
    links = pairs(*((i, i + 1) for i in range(6)))
    problem = replace(problem, links=links, link_cny=np.zeros(6))
    plan = np.array([0, 6, 0, 6, 0, 0, 6], np.int32)
    steps = best_moves(problem, plan, 9)
    assert steps[0].mended > 0
    assert check(problem, after_moves(plan, steps).tolist()) == []


def test_the_best_plan_has_no_next_move_and_no_move_was_asked_for():
    problem = town(12, seed=3)
    best = solve_regions(problem, solver=Policy().solver, seed=0).room_of
    assert best_moves(problem, best, 5) == []
    assert best_moves(problem, np.zeros(12, np.int32), 0) == []


def test_a_city_takes_the_best_moves_of_all_parts_in_the_order_of_each():
    class Head:
        def __init__(self, gain_cny, mended=0):
            self.gain_cny, self.mended = gain_cny, mended

    parts = [[Head(5), Head(9)], [Head(7), Head(1)], [], [Head(-3, mended=1)]]
    assert shared_out(parts, 4) == [3, 1, 0, 0]
    assert shared_out(parts, 99) == [3, 1, 0, 0, 1]
    assert shared_out(parts, 0) == []


def test_moves_of_several_subdistricts_become_one_list():
    rows = [
        ("improvement", 5.0, "甲", 1),
        ("refused", None, "甲", 2),
        ("follow", 9.0, "乙", 1),
        ("edit", -3.0, "乙", 2),
    ]
    moves = MOVES.conform(
        pd.DataFrame(rows, columns=["kind", "gain_cny", "subdistrict", "number"]).assign(estate_id=list("abcd"))
    )
    ordered = in_one_order(moves)
    assert ordered["estate_id"].tolist() == ["d", "c", "a", "b"]
    assert ordered["number"].tolist() == [1, 2, 3, 4]
    assert in_one_order(MOVES.empty()).empty
