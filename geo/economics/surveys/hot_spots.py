"""Hot spots of orders: the scan statistic of Kulldorff over sets of neighbours, judged by simulated chance.

Every set of neighbours is compared with the rest: are there more orders than its households would lead to expect?
The highest likelihood ratio is held against the highest of simulated distributions of the same number of orders, so
looking at thousands of sets does not find a hot spot by itself, and a small estate is not the worst by accident.

References
----------
Kulldorff, M. (1997), A spatial scan statistic, Commun. Stat. Theory Methods 26, 1481-1496,
doi:10.1080/03610929708831995.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Floats = NDArray[np.float64]
_BATCH = 64  # simulated distributions held at once


@dataclass(frozen=True, slots=True)
class HotSpot:
    """A set of estates (their positions) with more orders than chance explains, `ratio` times the expected."""

    members: tuple[int, ...]
    count: int
    expected: float
    ratio: float
    p_value: float


def scan(
    counts: Floats, households: Floats, sets: Sequence[tuple[int, ...]], *, simulations: int, level: float, seed: int
) -> list[HotSpot]:
    """Find the sets that chance does not explain, the strongest first, none overlapping another.

    Further ones are held against the strongest of each simulated distribution as well, which is cautious.

    Parameters
    ----------
    counts : orders of each estate, shape `(n,)`.
    households : shape `(n,)`; estates without any are left out by the sets.
    level : chance up to which a set is called a hot spot.
    """
    inhabited = households > 0
    counts = np.where(inhabited, counts, 0.0)
    total = counts.sum()
    if not sets or total < 2 or inhabited.sum() < 2:
        return []
    matrix = _membership(sets, len(counts))
    expected = total * (matrix @ np.where(inhabited, households, 0.0)) / households[inhabited].sum()
    observed = matrix @ counts
    strength = _log_ratio(observed, expected, total)
    highest = _simulated(matrix, expected, households, int(total), simulations=simulations, seed=seed)
    return _chosen(sets, observed, expected, strength, highest, level=level)


def _membership(sets: Sequence[tuple[int, ...]], size: int) -> csr_array:
    lengths = [len(members) for members in sets]
    ends = np.concatenate([[0], np.cumsum(lengths)])
    inside = np.fromiter((at for members in sets for at in members), dtype=np.int64, count=int(ends[-1]))
    return csr_array((np.ones(len(inside)), inside, ends), shape=(len(sets), size))


def _log_ratio(observed: Floats, expected: Floats, total: float) -> Floats:
    """Return the log likelihood ratio of each set; 0 where it has no more orders than expected."""
    out, left = total - observed, total - expected
    with np.errstate(divide="ignore", invalid="ignore"):
        inside = np.where(observed > 0, observed * np.log(observed / expected), 0.0)
        outside = np.where((out > 0) & (left > 0), out * np.log(out / left), 0.0)
    return np.asarray(np.where(observed > expected, inside + outside, 0.0), dtype=np.float64)


def _simulated(
    matrix: csr_array, expected: Floats, households: Floats, total: int, *, simulations: int, seed: int
) -> Floats:
    """Return the highest ratio of each simulated distribution of the same orders over the households."""
    generator = np.random.default_rng(seed)
    chance = np.maximum(households, 0.0) / np.maximum(households, 0.0).sum()
    highest = []
    for first in range(0, simulations, _BATCH):
        drawn = generator.multinomial(total, chance, size=min(_BATCH, simulations - first)).T.astype(np.float64)
        ratios = _log_ratio(matrix @ drawn, expected[:, None], float(total))
        highest.append(ratios.max(axis=0))
    return np.concatenate(highest)


def _chosen(
    sets: Sequence[tuple[int, ...]],
    observed: Floats,
    expected: Floats,
    strength: Floats,
    highest: Floats,
    *,
    level: float,
) -> list[HotSpot]:
    spots: list[HotSpot] = []
    taken: set[int] = set()
    for at in np.argsort(-strength, kind="stable"):
        p_value = (1 + int((highest >= strength[at] - 1e-9).sum())) / (1 + len(highest))
        if strength[at] <= 0 or p_value > level:
            break
        if observed[at] < 2 or taken & set(sets[at]):
            continue
        taken |= set(sets[at])
        ratio = float(observed[at] / expected[at])
        spots.append(HotSpot(tuple(sets[at]), int(observed[at]), float(expected[at]), ratio, p_value))
    return spots
