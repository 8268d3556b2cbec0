import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.routing.patterns import day_patterns

WORKING = (1, 2, 3, 4, 5)


def test_two_visits_are_three_or_four_days_apart() -> None:
    days = [tuple(WORKING[day] for day in chosen) for chosen in day_patterns(2, WORKING, slack_days=0)]
    assert days == [(1, 4), (1, 5), (2, 5)]


def test_more_slack_gives_more_choice_and_keeps_what_was_allowed() -> None:
    strict, loose = (set(day_patterns(3, WORKING, slack_days=slack)) for slack in (0, 1))
    assert strict == {(0, 2, 4), (0, 2, 3), (1, 2, 4), (0, 1, 3), (1, 3, 4), (0, 1, 4), (0, 3, 4)} & strict
    assert strict < loose or strict == loose
    assert (0, 1, 2) not in loose


@pytest.mark.parametrize("visits", [5, 6, 9])
def test_as_many_visits_as_days_or_more_take_every_day(visits: int) -> None:
    assert day_patterns(visits, WORKING, slack_days=0) == ((0, 1, 2, 3, 4),)


def test_no_visits_need_no_day() -> None:
    assert day_patterns(0, WORKING, slack_days=1) == ()


@given(st.integers(1, 7), st.sets(st.integers(1, 7), min_size=1), st.integers(0, 6))
def test_every_pattern_has_its_visits_on_different_working_days(visits: int, days: set[int], slack: int) -> None:
    patterns = day_patterns(visits, sorted(days), slack_days=slack)
    assert patterns
    for chosen in patterns:
        assert len(set(chosen)) == len(chosen) == min(visits, len(days))
        assert list(chosen) == sorted(chosen)
        assert max(chosen) < len(days)
