"""The checker against plans made wrong by hand, one for each rule."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from geo.routing.fleet.checker import check_week, cost_of
from geo.routing.fleet.problem import CrewKind, Job, Matrix, Rest, Stop, Tour, WeekPlan, WeekProblem
from tests.routing.fleet.weeks import line

KIND = CrewKind(
    0, count=2, capacity=(3,), shift=(0, 1000), most_s=900, most_metres=400, rest=Rest(100, 300, 50),
    reload_at=(0,), reload_s=10, most_trips=2, days=(0, 1), fixed_cost=7, metre_cost=2, second_cost=3,
)  # fmt: skip
OTHER = CrewKind(0, count=1)
JOBS = (
    Job(1, service_s=20, demand=(2,), patterns=((0,), (0, 1)), windows=((50, 90),)),
    Job(2, service_s=30, demand=(2,), patterns=((0,),), release_s=150, kinds=(0,)),
)
PROBLEM = WeekProblem((line(0, 40, 60),), JOBS, (KIND, OTHER), days=2)
# out to place 1 (40), back (40) and reload (10), the break at the depot's gate, out to place 2 and home
FIRST, SECOND = Stop(0, 40, 50, 70), Stop(1, 230, 230, 260)
TOUR = Tour(0, 0, 1, 0, 320, ((FIRST,), (SECOND,)), (0,), rest_s=110, rest_after=1)
PLAN = WeekPlan((TOUR,))


def rules(plan: WeekPlan, problem: WeekProblem = PROBLEM) -> set[str]:
    return {broken.rule for broken in check_week(problem, plan)}


def changed(**fields: object) -> set[str]:
    return rules(WeekPlan((replace(TOUR, **fields),)))


def stops(first: Stop = FIRST, second: Stop = SECOND) -> tuple[tuple[Stop, ...], ...]:
    return ((first,), (second,))


def with_kind(**fields: object) -> WeekProblem:
    return replace(PROBLEM, kinds=(replace(KIND, **fields), OTHER))


def test_the_plan_as_it_should_be_breaks_nothing_and_costs_what_it_says():
    assert check_week(PROBLEM, PLAN) == []
    assert cost_of(PROBLEM, PLAN) == 7 + 2 * 200 + 3 * 320


def test_a_job_neither_served_nor_named_is_found():
    assert rules(WeekPlan((), (0,))) == {"days"}


def test_a_job_served_on_other_days_than_a_pattern_is_found():
    problem = replace(PROBLEM, jobs=(replace(JOBS[0], patterns=((1,), (0, 1))), JOBS[1]))
    assert rules(PLAN, problem) == {"days"}


def test_a_job_served_twice_on_one_day_is_found():
    twice = Stop(0, 90, 90, 110)
    assert "days" in changed(trips=((FIRST, twice), (SECOND,)))


def test_a_job_both_served_and_named_unserved_is_found():
    assert rules(replace(PLAN, unserved=(0,))) == {"unserved"}
    assert rules(WeekPlan((), (0, 0, 1))) == {"unserved"}


def test_names_that_do_not_exist_are_found():
    assert rules(WeekPlan((), (5,))) == {"unknown"}
    assert changed(kind=2) == {"unknown"}
    assert changed(day=2) == {"unknown"}
    assert changed(trips=stops(replace(FIRST, job=9))) == {"unknown"}


def test_two_crews_for_a_job_that_wants_one_are_found():
    job = replace(JOBS[0], patterns=((0, 1),), one_crew=True)
    problem = replace(PROBLEM, jobs=(job, JOBS[1]))
    second = Tour(1, 0, 0, 0, 110, ((FIRST,),))
    assert rules(WeekPlan((TOUR, second)), problem) == {"one-crew"}
    assert rules(WeekPlan((TOUR, replace(second, number=1))), problem) == set()


def test_two_depots_for_a_job_that_wants_one_are_found():
    job = replace(JOBS[0], patterns=((0, 1),), one_depot=True)
    problem = replace(PROBLEM, jobs=(job, JOBS[1]), kinds=(KIND, replace(OTHER, depot=2)))
    other = Tour(1, 1, 0, 0, 110, ((Stop(0, 50, 50, 70),),))
    assert rules(WeekPlan((TOUR, other)), problem) == {"one-depot"}
    assert rules(WeekPlan((TOUR, replace(other, kind=0, rest_s=None))), problem) == set()


def test_a_kind_that_may_not_do_a_job_is_found():
    problem = replace(PROBLEM, jobs=(replace(JOBS[0], kinds=(1,)), JOBS[1]))
    assert rules(PLAN, problem) == {"kind"}


def test_crews_beyond_their_number_twice_a_day_or_on_a_day_off_are_found():
    assert changed(number=2) == {"crew-number"}
    assert changed(number=-1) == {"crew-number"}
    one = replace(JOBS[0], patterns=((0,),))
    twice = WeekPlan((Tour(0, 0, 0, 0, 110, ((FIRST,),)), Tour(0, 0, 0, 300, 500, ((Stop(1, 360, 360, 390),),))))
    assert "crew-twice" in rules(twice, replace(PROBLEM, jobs=(one, JOBS[1])))
    assert rules(PLAN, with_kind(days=(1,))) == {"crew-day"}


def test_a_trip_without_stops_is_found():
    assert "empty" in changed(trips=((FIRST, replace(SECOND, arrive_s=230)), ()))


def test_a_leg_without_a_way_is_found():
    for gone in ("metres", "seconds"):
        values = getattr(PROBLEM.matrices[0], gone).copy()
        values[0, 2] = -1
        matrix = replace(PROBLEM.matrices[0], **{gone: values})
        assert rules(PLAN, replace(PROBLEM, matrices=(matrix,))) == {"unreachable"}
    with pytest.raises(ValueError, match="no way"):
        cost_of(replace(PROBLEM, matrices=(Matrix(np.full((3, 3), -1), np.zeros((3, 3), int)),)), PLAN)


def test_a_leg_quicker_than_the_matrix_is_found():
    assert changed(start_s=1) == {"leg-time"}
    assert changed(trips=stops(second=replace(SECOND, arrive_s=229))) == {"leg-time"}
    assert changed(finish_s=319) == {"leg-time"}


def test_a_reload_takes_its_time_and_the_first_load_too():
    assert rules(PLAN, with_kind(reload_s=11)) == {"leg-time"}
    assert rules(PLAN, with_kind(loads_first=True)) == {"leg-time"}


def test_service_that_is_short_or_before_arrival_is_found():
    assert changed(trips=stops(replace(FIRST, leave_s=69))) == {"service-time"}
    assert changed(trips=stops(replace(FIRST, arrive_s=51))) == {"service-time"}


def test_a_start_outside_all_windows_is_found():
    assert changed(trips=stops(Stop(0, 40, 49, 69))) == {"window"}


def test_a_trip_that_leaves_before_its_release_is_found():
    late = replace(PROBLEM, jobs=(JOBS[0], replace(JOBS[1], release_s=171)))
    assert rules(PLAN, late) == {"release"}


def test_hours_and_lengths_beyond_the_crews_limits_are_found():
    assert rules(PLAN, with_kind(shift=(1, 1000))) == {"shift"}
    assert rules(PLAN, with_kind(shift=(0, 319))) == {"shift"}
    assert rules(PLAN, with_kind(most_s=269)) == {"tour-time"}
    assert rules(PLAN, with_kind(most_s=270)) == set()
    assert rules(PLAN, with_kind(most_metres=199)) == {"tour-length"}


def test_a_trip_with_too_much_on_it_is_found():
    assert rules(PLAN, with_kind(capacity=(1,))) == {"capacity"}


def test_reloads_where_they_may_not_be_or_miscounted_and_trips_too_many_are_found():
    assert rules(PLAN, with_kind(reload_at=(2,))) == {"reload"}
    assert changed(reloads=()) == {"reload"}
    assert rules(PLAN, with_kind(most_trips=1)) == {"trips"}
    assert "trips" in rules(PLAN, with_kind(reload_at=()))


def test_a_rest_missed_misplaced_or_overlapping_is_found():
    assert changed(rest_s=None) == {"rest"}
    assert changed(rest_s=99) == {"rest"}
    assert rules(PLAN, with_kind(rest=None)) == {"rest"}
    assert changed(rest_s=200) == {"rest"}
    assert "rest" in changed(rest_after=0)
    assert "rest" in changed(rest_after=3)


def test_a_tour_over_before_the_rest_or_begun_after_it_needs_none():
    alone = replace(PROBLEM, jobs=(JOBS[0],))
    assert rules(WeekPlan((Tour(0, 0, 0, 0, 110, ((FIRST,),)),)), alone) == set()
    late = replace(PROBLEM, jobs=(replace(JOBS[0], windows=()),))
    assert rules(WeekPlan((Tour(0, 0, 0, 101, 400, ((Stop(0, 141, 141, 161),),)),)), late) == set()


def test_a_rest_on_arrival_before_the_service_counts():
    tour = Tour(0, 0, 1, 0, 370, ((FIRST,), (Stop(1, 180, 280, 310),)), (0,), rest_s=200, rest_after=1)
    problem = replace(PROBLEM, jobs=(JOBS[0], replace(JOBS[1], release_s=0)))
    assert rules(WeekPlan((tour,)), problem) == set()
    assert rules(WeekPlan((replace(tour, rest_s=240),)), problem) == {"rest"}
