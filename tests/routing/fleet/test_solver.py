"""Whole weeks: every plan passes the checker, tiny ones are compared with all plans there are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from geo.errors import InputError
from geo.plan import Status
from geo.routing.fleet.checker import check_week, cost_of
from geo.routing.fleet.problem import CrewKind, Job, Matrix, Rest, WeekProblem
from geo.routing.fleet.solver import solve_week
from tests.routing.fleet.weeks import line, plane, week

_WEEK = 5
_PATTERNS = {1: tuple((day,) for day in range(5)), 2: ((0, 2), (0, 3), (1, 3), (1, 4), (2, 4)), 3: ((0, 2, 4),)}


def rich(seed: int, jobs: int = 14) -> WeekProblem:
    """Several depots, kinds, rests, windows, reloads and jobs that keep their crew."""
    random = np.random.default_rng(seed)
    asked = [
        Job(
            place + 2, service_s=int(random.integers(300, 2400)), demand=(int(random.integers(1, 4)),),
            patterns=_PATTERNS[int(random.integers(1, 4))], one_crew=place % 4 == 0,
            windows=((25_200, 34_000), (50_400, 57_600)) if place % 5 == 0 else (),
        )
        for place in range(jobs)
    ]  # fmt: skip
    rest = Rest(39_600, 46_800, 3_600)
    kinds = (
        CrewKind(0, count=4, shift=(25_200, 61_200), rest=rest, second_cost=1, capacity=(6,), reload_at=(0,),
                 reload_s=300, most_trips=3),
        CrewKind(1, count=3, shift=(28_800, 64_800), rest=rest, fixed_cost=100, most_s=25_200, metre_cost=2),
    )  # fmt: skip
    return WeekProblem((plane(random, jobs + 2, 3000),), tuple(asked), kinds, days=_WEEK)


@pytest.mark.parametrize("seed", range(3))
def test_a_week_with_everything_in_it_is_served_and_passes(seed: int):
    problem = rich(seed)
    answer = solve_week(problem, iterations=600, seed=seed)
    assert check_week(problem, answer.plan) == []
    assert answer.plan.unserved == ()
    assert answer.proof.value == cost_of(problem, answer.plan) >= answer.proof.bound > 0


def test_one_seed_gives_one_plan_and_the_clock_is_named_where_it_stops():
    problem = rich(7)
    assert solve_week(problem, iterations=300).plan == solve_week(problem, iterations=300).plan
    assert solve_week(problem, iterations=300).proof.stopped_by == ""
    assert solve_week(problem, iterations=10**9, time_limit_s=0.2).proof.stopped_by == "clock"


def test_nothing_to_do_costs_nothing():
    for problem in (week(line(0), []), WeekProblem((), (), ()), WeekProblem((line(0),), (), (), days=3)):
        answer = solve_week(problem)
        assert answer.plan.tours == ()
        assert (answer.proof.status, answer.proof.value) == (Status.OPTIMAL, 0.0)


def test_one_job_is_one_tour_proved():
    answer = solve_week(week(line(0, 100), [Job(1, service_s=60)], fixed_cost=5, second_cost=2))
    assert answer.proof.value == 5 + 200 + 2 * 260
    assert answer.proof.status is Status.OPTIMAL


def test_without_crews_everything_is_named_unserved():
    jobs = [Job(1), Job(2)]
    assert solve_week(week(line(0, 5, 9), jobs, count=0)).plan.unserved == (0, 1)
    assert solve_week(WeekProblem((line(0, 5, 9),), tuple(jobs), ())).plan.unserved == (0, 1)


def test_jobs_that_no_crew_can_do_are_named_and_the_others_served():
    far = line(0, 10, 20, 30, 40, 2000)
    gone = Matrix(far.metres.copy(), far.seconds.copy())
    gone.metres[0, 4] = gone.seconds[0, 4] = -1
    gone.metres[1:4, 4] = gone.seconds[1:4, 4] = -1
    jobs = [
        Job(1, windows=((50, 40),)), Job(2, demand=(9,)), Job(3), Job(4), Job(5), Job(1, service_s=900),
        Job(1, patterns=()),
    ]  # fmt: skip
    problem = week(gone, jobs, shift=(0, 800), capacity=(5,))
    answer = solve_week(problem, iterations=100)
    assert answer.plan.unserved == (0, 1, 3, 4, 5, 6)
    assert check_week(problem, answer.plan) == []


def test_a_week_too_full_leaves_out_as_few_jobs_as_it_can():
    jobs = [Job(1, service_s=100) for _ in range(6)]
    problem = week(line(0, 50), jobs, count=1, shift=(0, 450))
    answer = solve_week(problem, iterations=200)
    assert len(answer.plan.unserved) == 3
    assert check_week(problem, answer.plan) == []


def test_crews_reload_where_they_may():
    jobs = [Job(place, demand=(2,)) for place in (1, 2, 3)]
    problem = week(line(0, 10, 20, 30), jobs, count=1, capacity=(2,), reload_at=(0,), reload_s=7, most_trips=3)
    answer = solve_week(problem, iterations=200)
    assert [len(tour.trips) for tour in answer.plan.tours] == [3]
    assert answer.proof.value == 120
    fewer = replace(problem, kinds=(replace(problem.kinds[0], most_trips=2),))
    assert len(solve_week(fewer, iterations=200).plan.unserved) == 1


def test_a_rest_falls_between_stops_within_its_window():
    jobs = [Job(1, service_s=100) for _ in range(4)]
    problem = week(line(0, 10), jobs, count=1, shift=(0, 500), rest=Rest(150, 260, 60))
    answer = solve_week(problem, iterations=200)
    assert answer.plan.unserved == ()
    assert answer.plan.tours[0].rest_s is not None


def test_a_job_with_two_windows_is_served_in_one_of_them():
    jobs = [Job(1, windows=((0, 10), (500, 510))), Job(2, windows=((90, 100),))]
    problem = week(line(0, 200, 100), jobs, count=1, shift=(0, 1000))
    answer = solve_week(problem, iterations=200)
    assert answer.plan.unserved == ()
    assert check_week(problem, answer.plan) == []


def test_visits_of_a_job_that_keeps_its_crew_have_one():
    jobs = [Job(place, service_s=300, patterns=((0, 2, 4),), one_crew=True) for place in range(1, 7)]
    problem = week(line(0, 10, 20, 30, 40, 50, 60), jobs, days=5, count=3, shift=(0, 1000))
    answer = solve_week(problem, iterations=300)
    assert answer.plan.unserved == ()
    assert check_week(problem, answer.plan) == []


def test_visits_of_a_job_that_keeps_its_depot_have_one():
    jobs = [Job(place, service_s=300, patterns=((0, 2), (1, 3)), one_depot=True) for place in range(2, 8)]
    kinds = (CrewKind(0, count=1, shift=(0, 1300)), CrewKind(1, count=1, shift=(0, 1300), days=(0, 1, 2)))
    problem = WeekProblem((line(0, 70, 10, 20, 30, 40, 50, 60),), tuple(jobs), kinds, days=4)
    answer = solve_week(problem, iterations=100)
    assert answer.plan.unserved == ()
    assert check_week(problem, answer.plan) == []


def test_days_are_chosen_where_that_saves_a_tour():
    jobs = [Job(1, patterns=((0,), (1,))), Job(2, patterns=((1,),)), Job(3, patterns=((0,), (1,), (2,)))]
    answer = solve_week(week(line(0, 10, 20, 30), jobs, days=3), iterations=50)
    assert answer.proof.value == 60
    assert [tour.day for tour in answer.plan.tours] == [1]


def test_nonsense_is_refused_with_its_place():
    with pytest.raises(InputError, match=r"jobs\[0\].location 4"):
        solve_week(week(line(0, 1), [Job(4)]))
    with pytest.raises(InputError, match=r"patterns \(3,\)"):
        solve_week(week(line(0, 1), [Job(1, patterns=((3,),))]))
    with pytest.raises(InputError, match="matrices"):
        solve_week(WeekProblem((Matrix(np.zeros((2, 3), int), np.zeros((2, 2), int)),), (), ()))


def test_a_plan_can_be_gone_on_from():
    problem = rich(3)
    first = solve_week(problem, iterations=200)
    second = solve_week(problem, iterations=200, start=first.plan)
    assert check_week(problem, second.plan) == []
