"""Time to close with orders still open: Kaplan and Meier by hand."""

from __future__ import annotations

import numpy as np

from geo.economics.surveys.durations import days_until


def test_open_orders_lengthen_the_median() -> None:
    days = np.array([1.0, 2.0, 3.0, 10.0, 10.0, 10.0])
    closed = np.array([True, True, True, True, False, False])
    # S: 5/6, 4/6, 3/6 at day 3; then 3/6 · 2/3 = 1/3 at day 10
    assert days_until(0.5, days, closed) == 3.0
    assert np.median(days[closed]) == 2.5
    assert days_until(0.9, days, closed) is None  # a third is still open when the data end


def test_an_order_left_early_counts_until_then() -> None:
    days = np.array([2.0, 1.0, 4.0, 5.0])
    closed = np.array([True, False, True, True])
    # day 2: at risk 3, S = 2/3; day 4: at risk 2, S = 1/3
    assert days_until(0.5, days, closed) == 4.0


def test_without_a_closed_order_there_is_no_median() -> None:
    assert days_until(0.5, np.array([5.0, 9.0]), np.array([False, False])) is None
    assert days_until(0.5, np.array([]), np.array([], dtype=bool)) is None
