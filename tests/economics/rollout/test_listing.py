"""Lists: the first month in which all is left, the same list from the same seed."""

from dataclasses import replace

import numpy as np

from geo.economics.rollout.listing import better_order, place_in_order
from geo.economics.rollout.problem import value_of
from tests.economics.rollout.problems import drawn_problem


def test_two_that_need_the_same_month_enter_one_after_the_other() -> None:
    problem = drawn_problem(0, 2, 10)
    alone = replace(
        problem,
        resource=np.array([[2, -1], [2, -1]]), offset=np.zeros((2, 2), np.int64), amount=np.array([[1.0, 0], [1, 0]]),
        limit=np.ones((8, 10)), station=np.array([-1, -1]), earliest=np.array([3, 3]),
    )  # fmt: skip
    assert place_in_order(alone, np.array([1, 0])).entry.tolist() == [4, 3]


def test_a_station_opens_no_later_than_its_first_estate_enters() -> None:
    problem = drawn_problem(3, 6, 14)
    schedule = place_in_order(problem, np.arange(6))
    for station, opening in enumerate(schedule.opening):
        entered = schedule.entry[problem.station == station]
        assert opening <= entered.min(initial=problem.months)


def test_searching_for_a_better_list_never_loses_worth() -> None:
    problem = drawn_problem(5, 12, 16)
    before = place_in_order(problem, np.arange(12))
    after = better_order(problem, np.arange(12), moves=500, seed=1)[1]
    enters = [int((one.entry < problem.months).sum()) for one in (before, after)]
    assert enters[1] > enters[0] or value_of(problem, after.entry) >= value_of(problem, before.entry)


def test_the_same_seed_gives_the_same_list() -> None:
    problem = drawn_problem(6, 12, 16)
    lists = [better_order(problem, np.arange(12), moves=300, seed=4)[0].tolist() for _ in range(2)]
    assert lists[0] == lists[1]


def test_a_group_with_a_window_enters_within_it_or_not_at_all() -> None:
    problem = drawn_problem(8, 9, 16, window=2)
    entry = place_in_order(problem, np.arange(9)).entry
    for group in np.unique(problem.group[problem.group >= 0]):
        months = entry[problem.group == group]
        assert (months >= problem.months).all() or months.max() - months.min() < 2
