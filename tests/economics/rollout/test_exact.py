"""The integer program against all schedules counted through, and its bound against the best of them."""

import numpy as np
import pytest

from geo.economics.rollout.bound import finish_bound, value_bound
from geo.economics.rollout.checker import check_schedule
from geo.economics.rollout.exact import prove_schedule
from geo.economics.rollout.listing import better_order, place_in_order
from geo.economics.rollout.problem import value_of
from tests.economics.rollout.problems import best_of_all, drawn_problem, with_capacity


@pytest.mark.parametrize("seed", range(10))
def test_the_exact_schedule_is_the_best_of_all(seed: int) -> None:
    problem = drawn_problem(seed, 4, 7, window=seed % 3, money=seed % 4 == 0)
    best = best_of_all(problem)
    proved = prove_schedule(problem, start=place_in_order(problem, np.arange(4)))
    assert proved.schedule is not None
    assert check_schedule(problem, proved.schedule) == []
    assert value_of(problem, proved.schedule.entry) == pytest.approx(best)
    assert proved.bound == pytest.approx(best)


@pytest.mark.parametrize("seed", range(3))
def test_six_estates_are_scheduled_as_well_as_counting_through_would(seed: int) -> None:
    problem = drawn_problem(40 + seed, 6, 6)
    proved = prove_schedule(problem)
    assert proved.schedule is not None
    assert value_of(problem, proved.schedule.entry) == pytest.approx(best_of_all(problem))


@pytest.mark.parametrize("seed", range(8))
def test_no_bound_is_below_the_best_schedule(seed: int) -> None:
    problem = drawn_problem(seed, 8, 12, window=2 * (seed % 2))
    proved = prove_schedule(problem)
    assert proved.schedule is not None
    value = value_of(problem, proved.schedule.entry)
    assert prove_schedule(problem, relaxed=True).bound >= value - 1e-6
    assert value_bound(problem) >= value - 1e-6


@pytest.mark.parametrize("seed", range(8))
def test_lists_never_beat_the_proved_bound_and_hold_every_rule(seed: int) -> None:
    problem = drawn_problem(seed, 10, 14, window=2 * (seed % 2), money=seed % 3 == 0)
    bound = prove_schedule(problem).bound
    for _, schedule in (better_order(problem, np.arange(10), moves=moves, seed=seed) for moves in (0, 200)):
        assert check_schedule(problem, schedule) == []
        assert value_of(problem, schedule.entry) <= bound + 1e-6


@pytest.mark.parametrize("seed", range(6))
def test_the_earliest_end_is_never_before_its_bound(seed: int) -> None:
    problem = drawn_problem(seed, 6, 14)
    least = finish_bound(problem)
    for end in range(problem.months):
        proved = prove_schedule(problem.by_month(end), must_enter=True)
        if not proved.is_infeasible:
            assert end >= least
            return
    assert least <= problem.months


@pytest.mark.parametrize("seed", range(5))
def test_more_capacity_never_lowers_the_value(seed: int) -> None:
    problem = drawn_problem(seed, 8, 12)
    values = []
    for factor in (1.0, 1.5, 2.0):
        proved = prove_schedule(with_capacity(problem, factor))
        assert proved.schedule is not None
        values.append(value_of(problem, proved.schedule.entry))
    assert values == sorted(values)


def test_a_problem_without_estates_is_solved() -> None:
    proved = prove_schedule(drawn_problem(0, 0, 5))
    assert proved.schedule is not None
    assert len(proved.schedule.entry) == 0
