"""Equity measures against sums done by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.measures.equity import equity_by_subdistrict, gini, lorenz_curve, theil, worst_share


def _two(values, weights):
    return np.array(values, float), np.array(weights, float)


def test_gini_of_weighted_households_by_hand():
    # Lorenz points (0, 0), (3/4, 3/8), (1, 1): area 0.3125 under it, so 1 - 2 * 0.3125.
    assert gini(*_two([1, 5], [3, 1])) == pytest.approx(0.375)


def test_lorenz_points_by_hand():
    people, had = lorenz_curve(*_two([5, 1, 5], [1, 6, 1]))
    assert people.tolist() == pytest.approx([0, 0.75, 1])
    assert had.tolist() == pytest.approx([0, 6 / 16, 1])


def test_lorenz_is_the_diagonal_where_nobody_walks_and_empty_where_nobody_is():
    assert [part.tolist() for part in lorenz_curve(*_two([0, 0], [4, 4]))] == [[0, 1], [0, 1]]
    assert lorenz_curve(*_two([300], [0]))[0].size == 0


def test_the_worst_tenth_takes_part_of_those_at_its_edge():
    # Of 100 households the worst ten are the five at 1,000 m and five of the thirty-five at 500 m.
    worst = worst_share(*_two([100, 500, 1_000], [60, 35, 5]))
    assert worst is not None
    assert worst.mean_m == pytest.approx((5 * 1_000 + 5 * 500) / 10)
    assert worst.share_of_walk == pytest.approx(7_500 / (6_000 + 17_500 + 5_000))
    assert worst.from_m == 500


def test_the_worst_tenth_of_one_estate_is_that_estate():
    worst = worst_share(*_two([250], [3]))
    assert worst is not None
    assert (worst.mean_m, worst.share_of_walk, worst.from_m) == (pytest.approx(250), pytest.approx(0.1), 250)
    assert worst_share(*_two([], [])) is None


def test_theil_lies_between_groups_where_each_group_walks_alike():
    walks, people = _two([1, 3], [1, 1])
    found = theil(walks, people, np.array(["a", "b"], dtype=object))
    assert found is not None
    assert found.total == pytest.approx(0.5 * (0.5 * math.log(0.5) + 1.5 * math.log(1.5)))
    assert found.between == pytest.approx(found.total)
    assert found.within == pytest.approx(0)


def test_theil_lies_within_groups_where_their_means_agree():
    walks, people = _two([0, 4, 0, 4], [1, 1, 2, 2])
    found = theil(walks, people, np.array(["a", "a", "b", "b"], dtype=object))
    assert found is not None
    assert (found.between, found.total) == (pytest.approx(0), pytest.approx(math.log(2)))


def test_sub_districts_come_after_the_whole_and_say_whom_no_way_leads():
    table = equity_by_subdistrict(
        np.array([100.0, 300.0, np.inf]), np.array([10.0, 30.0, 5.0]), np.array(["乙", "甲", "甲"], dtype=object)
    )
    assert table["subdistrict"].tolist() == ["", *sorted(["乙", "甲"])]
    assert table["households"].tolist()[0] == 45
    assert table["unreachable_households"].sum() == 10
    assert table["walk_m_mean"].tolist()[0] == pytest.approx((1_000 + 9_000) / 40)
    assert table.set_index("subdistrict").loc["乙", "gini"] == 0


weighted = st.lists(st.tuples(st.integers(0, 3_000), st.integers(1, 900)), min_size=1, max_size=30)


@settings(deadline=None, max_examples=80)
@given(weighted)
def test_the_curve_lies_under_the_diagonal_and_bounds_the_gini(rows):
    values, weights = _two(*zip(*rows, strict=True))
    people, had = lorenz_curve(values, weights)
    assert (had <= people + 1e-12).all()
    area = float(((people[1:] - people[:-1]) * (had[1:] + had[:-1])).sum())
    assert gini(values, weights) == pytest.approx(1 - area, abs=1e-9)


@settings(deadline=None, max_examples=80)
@given(weighted)
def test_the_worst_tenth_walks_no_less_than_all(rows):
    values, weights = _two(*zip(*rows, strict=True))
    worst = worst_share(values, weights)
    assert worst is not None
    mean = float(values @ weights) / float(weights.sum())
    assert worst.mean_m >= mean - 1e-6
    assert worst.share_of_walk == pytest.approx(0.1 * worst.mean_m / mean if mean else 0.1)
