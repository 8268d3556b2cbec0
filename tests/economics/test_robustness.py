"""Ranks under assumptions, by hand and by properties."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.economics.robustness import Pick, Value, jointly, one_at_a_time, ranks_of
from geo.policy import Guess

FEE = Guess(low=1.0, mid=2.0, high=4.0)
WAGE = Guess(low=10.0, mid=10.0, high=10.0)


def choice(slope: float, level: float) -> Value:
    def worth(pick: Pick) -> float:
        return level + slope * pick("fee", FEE) + 0.0 * pick("wage", WAGE)

    return worth


# in the middle (fee 2) A = 2 and B = 1.5; at 1 A = 1 and B = 1.25; at 4 A = 4 and B = 2
A, B = choice(1.0, 0.0), choice(0.25, 1.0)


def test_equal_values_rank_alike_and_the_next_one_is_behind_them() -> None:
    assert ranks_of([3.0, 5.0, 5.0, 1.0], more_is_better=True) == (3, 1, 1, 4)
    assert ranks_of([3.0, 5.0, 5.0, 1.0], more_is_better=False) == (2, 3, 3, 1)


def test_what_has_no_value_ranks_last() -> None:
    assert ranks_of([np.inf, 1.0, 2.0], more_is_better=False) == (3, 1, 2)


def test_an_input_flips_the_decision_only_where_another_choice_becomes_the_best() -> None:
    middle, low, high = one_at_a_time([A, B], ["fee"], more_is_better=True)
    assert (middle.values, middle.ranks, middle.flips) == ((2.0, 1.5), (1, 2), False)
    assert (low.values, low.ranks, low.flips) == ((1.0, 1.25), (2, 1), True)
    assert (high.values, high.ranks, high.flips) == ((4.0, 2.0), (1, 2), False)


def test_the_joint_draw_shares_the_first_place() -> None:
    drawn = jointly([A, A, B], ["fee"], draws=400, seed=1, more_is_better=True)
    assert drawn.best_share.sum() == pytest.approx(1.0)
    assert drawn.best_share[0] == drawn.best_share[1]
    # A is above B where the fee is above 4/3: all but ((4/3 - 1)^2 / (3 x 1)) = 1/27 of the triangle (1, 2, 4)
    assert drawn.best_share[2] == pytest.approx(1 / 27, abs=0.03)
    assert (drawn.regret >= 0).all()


def test_the_order_of_inputs_changes_nothing() -> None:
    first = jointly([A, B], ["fee", "wage"], draws=30, seed=5, more_is_better=True)
    second = jointly([A, B], ["wage", "fee"], draws=30, seed=5, more_is_better=True)
    np.testing.assert_array_equal(first.values, second.values)


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=6), st.integers(0, 1000))
def test_a_choice_that_is_better_everywhere_is_always_best(levels: list[float], seed: int) -> None:
    choices = [choice(1.0, level) for level in levels] + [choice(1.0, max(levels) + 10.0)]
    drawn = jointly(choices, ["fee"], draws=5, seed=seed, more_is_better=True)
    assert drawn.best_share[-1] == pytest.approx(1.0)
    assert not any(trial.flips for trial in one_at_a_time(choices, ["fee"], more_is_better=True))
