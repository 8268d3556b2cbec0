"""How sure a ranking is: choices valued under low and high of each assumption, and under all of them drawn together.

A choice is valued by a function of the assumptions, each of which it may state in its own way (a scenario that changes
an assumption keeps its change). One at a time: each input at its low and high, all others in the
middle; an input flips the decision where another choice is best there than in the middle. Jointly: every input drawn
from the triangle (low, mid, high), the same draw for all choices, so that what they share cancels out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from geo.policy import Guess

Floats = NDArray[np.float64]
Pick = Callable[[str, Guess], float]  # the number that an input takes, given its key and how far it may be off
Value = Callable[[Pick], float]
_SAME = 1e-9  # relative: values nearer than this rank alike


@dataclass(frozen=True, slots=True)
class Trial:
    """One input at one side: what every choice is worth then, its rank, and whether another choice is best."""

    key: str
    side: str
    values: tuple[float, ...]
    ranks: tuple[int, ...]
    flips: bool


@dataclass(frozen=True, slots=True, eq=False)
class Joint:
    """All inputs drawn together: values and regrets, shape ``(draws, choices)``; ties share the first place."""

    values: Floats
    regret: Floats
    best_share: Floats
    rank_mean: Floats


def ranks_of(values: Sequence[float] | Floats, *, more_is_better: bool) -> tuple[int, ...]:
    """Rank values from 1, equal ones alike; infinite ones are the best or the worst."""
    worth = np.asarray(values, dtype=np.float64) * (1.0 if more_is_better else -1.0)
    finite = np.abs(worth[np.isfinite(worth)])
    near = _SAME * max(1.0, float(finite.max(initial=0.0)))
    return tuple(int((worth > one + near).sum()) + 1 for one in worth)


def one_at_a_time(choices: Sequence[Value], keys: Iterable[str], *, more_is_better: bool) -> list[Trial]:
    """Move each input to its low and its high; the middle comes first, as a trial without an input."""
    middle = _trial(choices, "", "mid", more_is_better=more_is_better)
    best = _first(middle.ranks)
    made = [middle]
    for key in sorted(keys):
        for side in ("low", "high"):
            trial = _trial(choices, key, side, more_is_better=more_is_better)
            made.append(replace(trial, flips=not best & _first(trial.ranks)))
    return made


def _trial(choices: Sequence[Value], key: str, side: str, *, more_is_better: bool) -> Trial:
    def pick(name: str, guess: Guess) -> float:
        return float(getattr(guess, side)) if name == key else guess.mid

    values = tuple(value(pick) for value in choices)
    return Trial(key, side, values, ranks_of(values, more_is_better=more_is_better), flips=False)


def jointly(
    choices: Sequence[Value], keys: Iterable[str], *, draws: int, seed: int, more_is_better: bool,
    advance: Callable[[], None] = lambda: None,
) -> Joint:  # fmt: skip
    """Draw all inputs `draws` times; the same seed gives the same draws whatever the order of the inputs."""
    names = sorted(keys)
    chances = np.random.default_rng(seed).random((draws, len(names)))
    values = np.empty((draws, len(choices)))
    for draw, row in enumerate(chances.tolist()):
        chance = dict(zip(names, row, strict=True))
        values[draw] = [value(partial(_drawn, chance)) for value in choices]
        advance()
    worth = values if more_is_better else -values
    ranks = np.array([ranks_of(row, more_is_better=True) for row in worth], dtype=np.float64).reshape(values.shape)
    first = ranks == 1
    shares = (first / first.sum(axis=1, keepdims=True)).mean(axis=0)
    best = worth.max(axis=1, keepdims=True)
    regret = np.subtract(best, worth, out=np.zeros_like(worth), where=worth < best)  # equal ones may be infinite
    return Joint(values, regret, shares, ranks.mean(axis=0))


def _drawn(chance: Mapping[str, float], key: str, guess: Guess) -> float:
    return _triangle(guess, chance[key]) if key in chance else guess.mid


def _triangle(guess: Guess, chance: float) -> float:
    """Return the quantile of the triangular distribution over (low, mid, high)."""
    low, mid, high = guess.low, guess.mid, guess.high
    if high <= low:
        return mid
    peak = (mid - low) / (high - low)
    if chance < peak:
        return low + float(np.sqrt(chance * (high - low) * (mid - low)))
    return high - float(np.sqrt((1.0 - chance) * (high - low) * (high - mid)))


def _first(ranks: Sequence[int]) -> set[int]:
    return {position for position, rank in enumerate(ranks) if rank == 1}
