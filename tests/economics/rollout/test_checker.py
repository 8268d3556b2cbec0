"""The checker finds each rule that is broken on purpose."""

from dataclasses import replace

import numpy as np
import pytest

from geo.economics.rollout.checker import check_schedule
from geo.economics.rollout.problem import Schedule
from tests.economics.rollout.problems import drawn_problem


@pytest.fixture
def problem():  # type: ignore[no-untyped-def]
    return drawn_problem(2, 5, 12)


def never(problem) -> Schedule:  # type: ignore[no-untyped-def]
    return Schedule(np.full(5, problem.months), np.full(len(problem.openings), problem.months))


def rules(problem, schedule) -> set[str]:  # type: ignore[no-untyped-def]
    return {broken.rule for broken in check_schedule(problem, schedule)}


def test_entering_nothing_breaks_nothing(problem) -> None:  # type: ignore[no-untyped-def]
    assert rules(problem, never(problem)) == set()


def test_an_entry_before_its_stages_are_done_is_found(problem) -> None:  # type: ignore[no-untyped-def]
    schedule = never(problem)
    schedule.entry[0] = problem.earliest[0] - 1
    assert "earliest" in rules(problem, schedule)


def test_an_entry_after_the_deadline_is_found(problem) -> None:  # type: ignore[no-untyped-def]
    schedule = never(problem)
    schedule.entry[0] = 9
    schedule.opening[:] = 0
    assert "latest" in rules(problem.by_month(8), schedule)


def test_too_many_entries_in_a_month_are_found(problem) -> None:  # type: ignore[no-untyped-def]
    schedule = never(problem)
    schedule.entry[:] = 8
    assert "capacity" in rules(problem, schedule)


def test_an_entry_before_its_station_opens_is_found(problem) -> None:  # type: ignore[no-untyped-def]
    schedule = never(problem)
    schedule.entry[np.flatnonzero(problem.station >= 0)[0]] = 8
    assert "station" in rules(problem, schedule)


def test_a_group_torn_apart_is_found() -> None:
    problem = replace(drawn_problem(2, 5, 12, window=2), group=np.zeros(5, np.int64), station=np.full(5, -1))
    schedule = never(problem)
    schedule.entry[:2] = (5, 9)
    assert "window" in rules(problem, schedule)


def test_money_beyond_a_year_is_found() -> None:
    problem = drawn_problem(2, 5, 12, money=True)
    poor = replace(problem, money=replace(problem.money, limit=np.full(len(problem.money.limit), 0.5)))
    schedule = never(poor)
    schedule.entry[0] = 8
    schedule.opening[:] = 0
    assert "money" in rules(poor, schedule)
