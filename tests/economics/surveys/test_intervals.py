"""Intervals against numbers worked out by hand and published examples."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.economics.surveys.intervals import Interval, poisson_limits, weighted_sum, wilson


def test_nine_of_ten_by_hand() -> None:
    # z = 1.959964, z² = 3.841459: middle (0.9 + 3.841459/20) / (1 + 0.3841459) = 0.788988;
    # half √(3.841459·0.09/10 + 3.841459²/400) / 1.3841459 = 0.193238
    share = wilson(9, 10)
    assert share.value == 0.9
    assert share.low == pytest.approx(0.595850, abs=2e-6)
    assert share.high == pytest.approx(0.982124, abs=2e-6)


def test_all_of_ten_is_not_certain_and_all_of_none_is_nothing() -> None:
    # l = n / (n + z²) = 10 / 13.841459
    assert wilson(10, 10).low == pytest.approx(10 / 13.841459, abs=1e-6)
    assert wilson(10, 10).high == 1.0
    assert wilson(0, 10).low == 0.0
    assert wilson(0, 0)[1:] == (0.0, 1.0)


def test_a_difference_is_newcombes_published_one() -> None:
    # Newcombe 1998, table II, 56/70 against 48/80, method 10: 0.0524 to 0.3339
    difference = weighted_sum([wilson(56, 70), wilson(48, 80)], (1.0, -1.0))
    assert difference.value == pytest.approx(0.2)
    assert difference.low == pytest.approx(0.0524, abs=5e-5)
    assert difference.high == pytest.approx(0.3339, abs=5e-5)


def test_one_stratum_keeps_its_own_interval_and_two_equal_ones_are_narrower() -> None:
    one = wilson(30, 40)
    assert weighted_sum([one], [1.0]) == pytest.approx(one)
    both = weighted_sum([one, one], [0.5, 0.5])
    assert both.value == pytest.approx(0.75)
    assert both.high - both.low == pytest.approx((one.high - one.low) / 2**0.5)


def test_limits_of_a_count_are_garwoods() -> None:
    low, high = poisson_limits([0, 10])  # tables of the exact Poisson interval
    assert low.tolist() == pytest.approx([0.0, 4.7954], abs=1e-4)
    assert high.tolist() == pytest.approx([3.6889, 18.3904], abs=1e-4)


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_share_and_stays_within_0_and_1(pair: tuple[int, int]) -> None:
    share: Interval = wilson(*pair)
    assert 0 <= share.low <= share.value <= share.high <= 1
    assert wilson(pair[1] - pair[0], pair[1]).low == pytest.approx(1 - share.high)
