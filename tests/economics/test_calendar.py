"""Months counted from the first one of the account."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.economics.calendar import Calendar, first_day


def test_months_are_counted_from_the_first_and_are_negative_before_it():
    calendar = Calendar(date(2026, 12, 1), 60)
    assert calendar.month_of(date(2026, 12, 31)) == 0
    assert calendar.month_of(date(2027, 1, 1)) == 1
    assert calendar.month_of(date(2026, 11, 30)) == -1
    assert calendar.month_of(date(2020, 9, 29)) == -75
    assert [calendar.label(month) for month in (-12, 0, 1, 36)] == ["2025-12", "2026-12", "2027-01", "2029-12"]
    assert len(calendar.labels()) == 60


def test_without_a_start_it_begins_in_the_month_after_the_plan_was_made():
    assert Calendar.of("", 12, made_on="2026-12-31").first == date(2027, 1, 1)
    assert Calendar.of("", 12, made_on="2026-11-22").first == date(2026, 12, 1)
    assert Calendar.of("2021-05", 12, made_on="2026-11-22").first == date(2021, 5, 1)


@pytest.mark.parametrize("written", ["2026", "2026-13", "2026-1", "five", "2026-00", "2026-01-01"])
def test_a_month_written_otherwise_is_refused(written):
    with pytest.raises(ValueError, match=written):
        first_day(written)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(-500, 500))
def test_labels_and_counts_agree(first, month):
    calendar = Calendar(first, 1)
    assert calendar.month_of(first_day(calendar.label(month))) == month
