"""Even tours: the wish met where it can be, the price said, nothing dropped for it."""

from __future__ import annotations

import numpy as np

from geo.routing.fleet.balance import balance_of, balance_week
from geo.routing.fleet.checker import check_week
from geo.routing.fleet.problem import Job, Rest, WeekProblem
from geo.routing.fleet.solver import solve_week
from tests.routing.fleet.weeks import line, plane, week


def uneven(seed: int = 0) -> WeekProblem:
    """Thirty jobs over five days, crews whose shift would let some days be short."""
    random = np.random.default_rng(seed)
    jobs = [
        Job(place, service_s=int(random.integers(600, 1200)), patterns=tuple((day,) for day in range(5)))
        for place in range(1, 31)
    ]
    rest = Rest(3000, 5000, 600)
    return week(plane(random, 31, 600), jobs, days=5, count=2, shift=(0, 10500), fixed_cost=100, rest=rest,
                second_cost=1)  # fmt: skip


def test_uneven_days_become_even_at_a_small_price_that_is_said():
    problem = uneven()
    answer = solve_week(problem, iterations=300)
    even = balance_week(problem, answer, most_price=0.1)
    before, after = balance_of(answer.plan), balance_of(even.plan)
    assert check_week(problem, even.plan) == []
    assert even.plan.unserved == answer.plan.unserved
    assert after.misses(1.05, 0.85) <= before.misses(1.05, 0.85)
    assert even.notes["longest_over_mean"] == after.longest_over_mean
    assert even.notes["shortest_over_mean"] == after.shortest_over_mean
    assert even.notes["price"] == after.paid_s / before.paid_s - 1.0 <= 0.1


def test_one_seed_gives_one_balance():
    problem = uneven(1)
    answer = solve_week(problem, iterations=200)
    assert balance_week(problem, answer, iterations=200) == balance_week(problem, answer, iterations=200)


def test_a_plan_of_even_tours_or_none_is_left_as_it_is():
    for problem in (week(line(0, 10), [Job(1)]), week(line(0), [])):
        answer = solve_week(problem, iterations=20)
        even = balance_week(problem, answer)
        assert even.plan == answer.plan
        assert even.notes["price"] == 0.0


def test_a_wish_that_cannot_be_met_returns_what_was_reached():
    jobs = [Job(1, service_s=1000), Job(2, service_s=10, patterns=((1,),))]
    problem = week(line(0, 5, 6), jobs, days=2, second_cost=1)
    even = balance_week(problem, solve_week(problem, iterations=20), iterations=50)
    assert even.notes["longest_over_mean"] > 1.9
    assert even.notes["price"] == 0.0
