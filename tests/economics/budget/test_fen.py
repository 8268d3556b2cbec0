"""Sharing out without losing a fen."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.economics.budget.fen import fen, shared_out, yuan


def test_thirds_of_a_hundred_fen_give_the_odd_one_to_the_first():
    assert shared_out(np.array([100]), np.ones((1, 3))).tolist() == [[34, 33, 33]]
    assert shared_out(np.array([-100]), np.ones((1, 3))).tolist() == [[-34, -33, -33]]


def test_the_largest_remainder_gets_the_odd_fen_and_who_weighs_nothing_gets_none():
    assert shared_out(np.array([10]), np.array([[0.25, 0.0, 0.15]])).tolist() == [[6, 0, 4]]
    assert shared_out(np.array([1]), np.array([[0.0, 1.0, 0.0]])).tolist() == [[0, 1, 0]]


def test_yuan_and_fen_are_a_hundred_to_one():
    assert fen(0.285).item() in {28, 29}
    assert yuan(fen(np.array([12.34]))).tolist() == [12.34]


@settings(deadline=None)
@given(
    st.lists(st.integers(-(10**11), 10**11), min_size=1, max_size=4),
    st.lists(st.floats(0, 1e6), min_size=1, max_size=9),
)
def test_parts_add_up_to_the_fen_and_miss_their_exact_share_by_less_than_one(amounts, weights):
    amount, weight = np.array(amounts), np.tile(np.array(weights), (len(amounts), 1))
    parts = shared_out(amount, weight)
    assert (parts.sum(axis=1) == amount).all()
    if weight.sum() > 1e-3:
        exact = amount[:, None] * weight / weight.sum(axis=1, keepdims=True)
        assert (np.abs(parts - exact) < 1 + 1e-3).all()
