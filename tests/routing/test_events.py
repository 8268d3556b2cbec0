"""A tour as lines of a day, and its clock from the morning, on times that can be counted by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from geo.network.travel import Places
from geo.policy import RoundRole
from geo.routing.daytimes import from_the_morning
from geo.routing.depots import Depot
from geo.routing.events import events_of
from geo.routing.fleet.checker import check_week
from geo.routing.fleet.problem import CrewKind, Job, Matrix, Rest, Stop, Tour, WeekPlan, WeekProblem
from geo.routing.visits import Work
from geo.routing.weeks import Week

HOUR, TEN_MIN = 3_600, 600


def hand_made(services_h: list[float], kind: CrewKind | None = None, **job: object) -> Week:
    """Places ten minutes and 1 km apart from each other; the depot is location 0."""
    count = len(services_h) + 1
    seconds = np.full((count, count), TEN_MIN, dtype=np.int64)
    metres = np.full((count, count), 1_000, dtype=np.int64)
    np.fill_diagonal(seconds, 0)
    np.fill_diagonal(metres, 0)
    jobs = tuple(
        Job(number, round(hours * HOUR), **{"demand": (10,)} | job) for number, hours in enumerate(services_h, start=1)
    )
    crew = kind or CrewKind(
        0, shift=(8 * HOUR, 17 * HOUR + 1800), most_s=8 * HOUR, rest=Rest(11 * HOUR, 13 * HOUR, 5_400), second_cost=1
    )
    problem = WeekProblem((Matrix(metres, seconds),), jobs, (crew,))
    depot = Depot("S1", "station", "一站", "东街道", "O1", ("R1",), (), np.zeros(2), {})
    works = tuple(Work(number, 1, 1, 1, job.service_s) for number, job in enumerate(jobs))
    points = Places(("S1", *(f"E{n}" for n in range(1, count))), np.zeros((count, 2)))
    return Week(
        depot, "repair", RoundRole(), works, problem, np.arange(-1, count - 1), (1,), points, seconds, metres,
        np.zeros((count, count), dtype=np.int8), np.full(count, -1),
    )  # fmt: skip


def tour(week: Week, *trips: tuple[int, ...], reloads: tuple[int, ...] = ()) -> Tour:
    """An order of jobs whose times are still to be made."""
    stops = tuple(tuple(Stop(job, 0, 0, 0) for job in trip) for trip in trips)
    return from_the_morning(week, Tour(0, 0, 0, 0, 0, stops, reloads))


def test_the_day_starts_with_the_shift_and_rests_between_stops() -> None:
    week = hand_made([2.0, 1.0, 2.0])
    made = tour(week, (0, 1, 2))
    assert made.start_s == 8 * HOUR
    assert [event.kind for event in events_of(week, made)] == ["visit", "visit", "break", "visit", "return"]
    rest = events_of(week, made)[2]
    assert rest.start_s == 11 * HOUR + 2 * TEN_MIN
    assert rest.leave_s - rest.start_s == 5_400
    assert check_week(week.problem, WeekPlan((made,))) == []


def test_a_long_visit_before_noon_puts_the_rest_where_it_costs_least() -> None:
    week = hand_made([2.5, 3.0])
    made = tour(week, (0, 1))
    kinds = [(event.kind, event.start_s) for event in events_of(week, made)]
    assert kinds[1][0] == "break"
    assert 11 * HOUR <= kinds[1][1] <= 13 * HOUR
    assert check_week(week.problem, WeekPlan((made,))) == []


def test_who_is_back_before_the_rest_must_begin_takes_none() -> None:
    week = hand_made([2.0])
    made = tour(week, (0,))
    assert made.rest_s is None
    assert [event.kind for event in events_of(week, made)] == ["visit", "return"]


def test_nobody_leaves_early_only_to_wait_for_the_first_place() -> None:
    week = hand_made([1.0], windows=((9 * HOUR, 12 * HOUR),))
    made = tour(week, (0,))
    assert made.start_s == 9 * HOUR - TEN_MIN
    assert made.trips[0][0].arrive_s == made.trips[0][0].start_s == 9 * HOUR


def test_reloads_stand_between_trips_with_their_own_way_and_time() -> None:
    crew = CrewKind(0, capacity=(10,), shift=(6 * HOUR, 14 * HOUR), reload_at=(0,), reload_s=900, second_cost=1)
    week = hand_made([1.0, 1.0], crew)
    made = tour(week, (0,), (1,), reloads=(0,))
    events = events_of(week, made)
    assert [event.kind for event in events] == ["visit", "reload", "visit", "return"]
    assert [event.trip for event in events] == [1, 1, 2, 2]
    assert events[1].leave_s - events[1].arrive_s == 900
    assert check_week(week.problem, WeekPlan((made,))) == []


def test_a_tip_on_the_way_home_is_a_stop_of_its_own() -> None:
    week = hand_made([1.0, 0.0])
    over_tip = replace(week, home_tip=np.array([-1, 2, 2]))
    events = events_of(over_tip, tour(week, (0,)))
    assert [(event.kind, event.place) for event in events] == [("visit", 1), ("reload", 2), ("return", 0)]


def test_a_tour_that_cannot_be_moved_to_the_morning_stays_as_it_is() -> None:
    week = hand_made([1.0], windows=((19 * HOUR, 20 * HOUR),))
    given = Tour(0, 0, 0, 5, 9, ((Stop(0, 6, 7, 8),),))
    assert from_the_morning(week, given) is given


@pytest.mark.parametrize("hours", [[0.5, 0.5, 0.5, 0.5], [3.0, 0.5, 2.0], [1.9, 1.9, 1.9], [0.1] * 12])
def test_every_leg_is_driven_and_no_time_is_lost(hours: list[float]) -> None:
    week = hand_made(hours)
    made = tour(week, tuple(range(len(hours))))
    ready, at = made.start_s, 0
    for event in events_of(week, made):
        assert event.before == at
        assert event.arrive_s == ready + week.seconds[at, event.place]
        assert event.arrive_s <= event.start_s <= event.leave_s
        ready, at = event.leave_s, event.place
    assert ready == made.finish_s
