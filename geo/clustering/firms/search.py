"""A good plan before the proof: firms grown from several starts, then moves and swaps until none helps.

Deterministic: starts are drawn from a seed, and among equals the first move is taken. No proof.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from geo.clustering.firms.problem import FirmProblem
from geo.clustering.firms.territories import Territories, firms_of, masks_of, units_of
from geo.clustering.problem import Ints

STARTS = 12
_STEPS = 300  # of improvement, from one start


def search(problem: FirmProblem, territories: Territories, *, seed: int = 0) -> Ints:
    """Find a plan by growing and improving, the best of several starts."""
    random = np.random.default_rng(seed)
    best: list[int] | None = None
    for number in range(STARTS if problem.firms > 1 else 1):
        grown = _improved(problem, territories, _grown(problem, territories, random, is_first=number == 0))
        if best is None or territories.key(grown) < territories.key(best):
            best = grown
    return firms_of(best or [], problem.units)


def improved(problem: FirmProblem, territories: Territories, firm_of: Ints) -> Ints:
    """Improve a plan by moves and swaps."""
    return firms_of(_improved(problem, territories, masks_of(firm_of, problem.firms)), problem.units)


def _grown(problem: FirmProblem, territories: Territories, random: np.random.Generator, *, is_first: bool) -> list[int]:
    """Grow all firms at once: the one with the least load takes the nearest free unit, a neighbour where it can."""
    masks = [0] * problem.firms
    for unit, firm in enumerate(problem.pinned.tolist()):
        if firm >= 0:
            masks[firm] |= 1 << unit
    free = set(np.flatnonzero(problem.pinned < 0).tolist())
    for firm in range(problem.firms):
        if not masks[firm] and free:
            masks[firm] = 1 << (seed := _far_unit(problem, masks, sorted(free), random, is_first=is_first))
            free.remove(seed)
    load = problem.shares[:, problem.balanced].sum(axis=1)
    while free:
        least = sorted(range(problem.firms), key=lambda k: (float(load[units_of(masks[k])].sum()), k))
        firm, beside = next(((k, b) for k in least if (b := free & set(units_of(territories.around(masks[k]))))),
                            (least[0], free))  # fmt: skip
        own = units_of(masks[firm]) or sorted(beside)
        taken = min(sorted(beside), key=lambda unit: float(problem.metres[unit, own].min()))
        masks[firm] |= 1 << taken
        free.remove(taken)
    return masks


def _far_unit(
    problem: FirmProblem, masks: list[int], free: list[int], random: np.random.Generator, *, is_first: bool
) -> int:
    """Choose where a firm without pilots begins: far from the others, by chance on all starts but the first."""
    taken = [unit for mask in masks for unit in units_of(mask)]
    away = problem.metres[free][:, taken].min(axis=1) if taken else problem.metres[free].sum(axis=1)
    if is_first:
        return free[int(away.argmax())]
    total = float((away**2).sum())
    return int(random.choice(free, p=away**2 / total if total > 0 else None))


def _improved(problem: FirmProblem, territories: Territories, masks: list[int]) -> list[int]:
    key = territories.key(masks)
    for _ in range(_STEPS):
        best = min(((territories.key(other), other) for other in _moved(problem, masks)), default=(key, masks))
        if best[0] >= key:
            best = min(((territories.key(other), other) for other in _swapped(problem, masks)), default=(key, masks))
        if best[0] >= key:
            return masks
        key, masks = best
    return masks


def _moved(problem: FirmProblem, masks: list[int]) -> Iterator[list[int]]:
    """Walk the plans with one unit elsewhere."""
    for source, mask in enumerate(masks):
        for unit in units_of(mask):
            if problem.pinned[unit] < 0:
                for target in range(problem.firms):
                    if target != source:
                        yield _with(masks, {source: mask & ~(1 << unit), target: masks[target] | 1 << unit})


def _swapped(problem: FirmProblem, masks: list[int]) -> Iterator[list[int]]:
    """Walk the plans with two units of different firms exchanged."""
    free = [[unit for unit in units_of(mask) if problem.pinned[unit] < 0] for mask in masks]
    for one in range(problem.firms):
        for other in range(one + 1, problem.firms):
            for a in free[one]:
                for b in free[other]:
                    both = 1 << a | 1 << b
                    yield _with(masks, {one: masks[one] ^ both, other: masks[other] ^ both})


def _with(masks: list[int], changed: dict[int, int]) -> list[int]:
    return [changed.get(firm, mask) for firm, mask in enumerate(masks)]
