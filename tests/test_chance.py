"""The kernels' random numbers: one seed one stream, spread evenly."""

import numpy as np

from geo.chance import below, dice_of, uniform
from geo.compiled import compiled


@compiled
def drawn(dice, count):
    return [uniform(dice) for _ in range(count)], [below(dice, 6) for _ in range(count)]


def test_one_seed_gives_one_stream_and_another_seed_another() -> None:
    assert drawn(dice_of(1, 2), 5) == drawn(dice_of(1, 2), 5)
    assert drawn(dice_of(1, 2), 5) != drawn(dice_of(1, 3), 5)


def test_draws_are_spread_evenly_within_their_range() -> None:
    shares, numbers = drawn(dice_of(0), 20_000)
    assert 0.0 <= min(shares) < max(shares) < 1.0
    assert abs(np.mean(shares) - 0.5) < 0.01
    assert sorted(set(numbers)) == [0, 1, 2, 3, 4, 5]
    assert np.bincount(numbers).min() > 3_000
