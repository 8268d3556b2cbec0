"""The bound against all plans there are of tiny weeks; the solver's value against the best of them."""

from __future__ import annotations

from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.routing.fleet.bound import least_cost
from geo.routing.fleet.problem import CrewKind, Job, WeekProblem
from geo.routing.fleet.solver import solve_week
from geo.routing.fleet.timetable import Order, order_cost
from tests.routing.fleet.weeks import line, plane, week


def partitions(items: tuple[int, ...]):
    """All ways to split items into sets."""
    if not items:
        yield []
        return
    for rest in partitions(items[1:]):
        yield [(items[0],), *rest]
        for number, part in enumerate(rest):
            yield [*rest[:number], (items[0], *part), *rest[number + 1 :]]


def least_by_trying_all(problem: WeekProblem) -> int | None:
    """The cost of the best plan of a week with one kind of crew, by trying all; None where none serves everything."""
    least_of_set: dict[tuple[int, ...], int | None] = {}

    def tour(jobs: tuple[int, ...]) -> int | None:
        key = tuple(sorted(jobs))
        if key not in least_of_set:
            costs = [order_cost(problem, Order(0, 0, (order,))) for order in permutations(key)]
            least_of_set[key] = min((cost for cost in costs if cost is not None), default=None)
        return least_of_set[key]

    def day(jobs: tuple[int, ...]) -> int | None:
        sums = []
        for split in partitions(jobs):
            costs = [tour(part) for part in split]
            count = problem.kinds[0].count
            if None not in costs and (count is None or len(split) <= count):
                sums.append(sum(cost for cost in costs if cost is not None))
        return min(sums, default=None)

    best: int | None = None
    for choice in product(*(job.patterns for job in problem.jobs)):
        days = [
            day(tuple(j for j, pattern in enumerate(choice) if number in pattern)) for number in range(problem.days)
        ]
        if None not in days:
            total = sum(cost for cost in days if cost is not None)
            best = total if best is None else min(best, total)
    return best


@st.composite
def tiny_weeks(draw: st.DrawFn) -> WeekProblem:
    """One to five jobs, one or two days, limits of all sorts."""
    random = np.random.default_rng(draw(st.integers(0, 10_000)))
    patterns = draw(st.sampled_from([((0,),), ((0,), (1,)), ((0, 1), (1,))]))
    jobs = [
        Job(
            place, service_s=int(random.integers(0, 60)), demand=(int(random.integers(1, 4)),),
            patterns=patterns if place % 2 else patterns[:1],
            windows=((0, 700), (900, 1500)) if draw(st.booleans()) and place == 1 else (),
        )
        for place in range(1, draw(st.integers(1, 5)) + 1)
    ]  # fmt: skip
    return week(
        plane(random, len(jobs) + 1, 300), jobs, days=2, capacity=(draw(st.sampled_from([4, 6, 99])),), shift=(0, 3000),
        fixed_cost=draw(st.sampled_from([0, 50])), second_cost=draw(st.sampled_from([0, 1])),
        most_s=draw(st.sampled_from([None, 1500])),
    )  # fmt: skip


@settings(deadline=None, max_examples=40)
@given(tiny_weeks())
def test_the_bound_is_below_and_the_value_at_the_best_of_all_plans(problem: WeekProblem):
    best = least_by_trying_all(problem)
    answer = solve_week(problem, iterations=100)
    if best is None:
        assert answer.plan.unserved
        return
    assert answer.plan.unserved == ()
    assert answer.proof.bound <= best
    assert answer.proof.value == pytest.approx(best, abs=0.5) or problem.jobs[0].windows


def test_the_tree_bound_is_near_on_a_plane_and_proves_a_line():
    random = np.random.default_rng(5)
    problem = week(plane(random, 31), [Job(place, demand=(1,)) for place in range(1, 31)], capacity=(10,))
    answer = solve_week(problem, iterations=2000)
    assert 0.8 * answer.proof.value <= answer.proof.bound <= answer.proof.value
    on_a_line = solve_week(week(line(0, 3, 5, 9), [Job(1), Job(2), Job(3)]), iterations=50)
    assert on_a_line.proof.status == "optimal"


def test_more_kinds_and_depots_never_raise_the_bound():
    random = np.random.default_rng(3)
    matrix = plane(random, 12)
    jobs = tuple(Job(place, patterns=((0, 1),)) for place in range(2, 12))
    one = WeekProblem((matrix,), jobs, (CrewKind(0),), days=2)
    two = WeekProblem((matrix,), jobs, (CrewKind(0), CrewKind(1)), days=2)
    value = int(solve_week(two, iterations=300).proof.value)
    assert least_cost(two, target=value) <= least_cost(one, target=value) + 1 or value <= least_cost(one, target=value)
    assert least_cost(two, target=value) <= value
