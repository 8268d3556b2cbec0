"""Random numbers for kernels: splitmix64 (Steele, Lea and Flood 2014), one number of state, alike on every machine."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from geo.compiled import compiled_inner

Dice = NDArray[np.uint64]


def dice_of(seed: int, *streams: int) -> Dice:
    """Start a stream of random numbers of its own for a seed and some further numbers."""
    return np.asarray(np.random.SeedSequence([seed, *streams]).generate_state(1, np.uint64), dtype=np.uint64)


@compiled_inner
def uniform(dice: Dice) -> float:
    """Draw a number from 0 to below 1."""
    dice[0] += np.uint64(0x9E3779B97F4A7C15)
    z = dice[0]
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z ^= z >> np.uint64(31)
    return float(z >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@compiled_inner
def below(dice: Dice, count: int) -> int:
    """Draw a whole number from 0 to below `count`."""
    return int(uniform(dice) * count)
