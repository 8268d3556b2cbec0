"""Groups inside the regions or first, for one part: which plan is given, and the price that is said."""

from __future__ import annotations

import math
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from geo.clustering.problem import Solution
from geo.clustering.solver import solve_regions
from geo.findings import Report
from geo.plan import Proof, Status
from geo.policy import Policy
from geo.scenarios.group_order import solve_in_order
from geo.scenarios.task import Task
from tests.clustering.instances import town
from tests.clustering.test_groups_first import links_of

FIRST = Policy().with_settings({"groups.formed": "first"})


def _ground(problem, *, policy=FIRST, task=None):
    part = SimpleNamespace(policy=policy, solved=None, task=task or Task())
    return SimpleNamespace(part=part, neighbourhood=SimpleNamespace(links=links_of(problem)))


def _solve(problem):
    return solve_regions(problem, solver=FIRST.solver, seed=0)


@pytest.mark.parametrize("seed", range(3))
def test_the_price_is_what_the_score_is_above_the_plan_with_groups_inside(seed):
    problem = town(9, seed=seed)
    made = solve_in_order(_ground(problem), problem, _solve, Report())
    assert made.formed is not None
    assert made.price_cny == pytest.approx(made.best.proof.value - _solve(problem).proof.value, abs=1e-6)
    assert made.price_cny >= -1e-6


@pytest.mark.parametrize(("policy", "task"), [(Policy(), Task()), (FIRST, Task(as_is=True))])
def test_inside_is_the_default_and_what_a_plan_in_force_keeps(policy, task):
    problem = town(6, seed=1)
    made = solve_in_order(_ground(problem, policy=policy, task=task), problem, _solve, Report())
    assert (made.problem, made.formed, made.price_cny) == (problem, None, None)


def test_where_groups_first_leave_no_plan_the_one_with_groups_inside_is_given_and_that_is_told():
    problem = town(6, seed=1)

    def solve(asked):
        best = _solve(asked)
        if not len(asked.group_link):
            return best
        return Solution(np.zeros(6, np.int32), Proof(Status.INFEASIBLE, 1.0, -math.inf), "none", 0.0)

    report = Report()
    made = solve_in_order(_ground(problem), problem, solve, report)
    assert made.best.proof.status is Status.OPTIMAL
    assert made.formed is None
    assert [finding.rule for finding in report.findings] == ["groups-first-none"]


def test_a_worse_plan_with_groups_inside_is_no_gain_of_groups_first():
    problem = town(9, seed=2)

    def solve(asked):
        best = _solve(asked)
        worse = replace(best.proof, value=best.proof.value * 2)
        return best if len(asked.group_link) else replace(best, proof=worse)

    assert solve_in_order(_ground(problem), problem, solve, Report()).price_cny == 0.0
