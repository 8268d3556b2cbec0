"""What one firm's units are worth: deviation from the equal share, way to the seat, whether they hang together.

Sets of units are bit masks, and every set is judged once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from geo.clustering.firms.problem import FirmProblem
from geo.clustering.problem import Ints

_MOST_KEPT = 400_000  # sets remembered; then forgotten, to bound the memory


@dataclass(frozen=True, slots=True)
class Worth:
    """Of one firm: `excess` over the tolerance (a fraction), `travel` (weighted metres), its `seat`."""

    excess: float
    travel: float
    seat: int
    is_whole: bool


class Territories:
    """Judges sets of units."""

    def __init__(self, problem: FirmProblem) -> None:
        self._problem = problem
        self._shares = problem.shares[:, problem.balanced]
        self._ways = problem.weight[:, None] * problem.metres
        self._near = [0] * problem.units
        for a, b in problem.edges.tolist():
            self._near[a] |= 1 << b
            self._near[b] |= 1 << a
        self._known: dict[int, Worth] = {}

    def worth(self, mask: int) -> Worth:
        """Judge one set."""
        if mask not in self._known:
            if len(self._known) > _MOST_KEPT:
                self._known.clear()
            self._known[mask] = self._judge(mask)
        return self._known[mask]

    def key(self, masks: Sequence[int]) -> tuple[int, float, float, float]:
        """Order plans by what counts first: firms in pieces, largest excess, sum of excesses, travel."""
        found = [self.worth(mask) for mask in masks]
        pieces = sum(not one.is_whole for one in found) if self._problem.contiguous else 0
        excess = [one.excess for one in found]
        return pieces, round(max(excess), 9), round(sum(excess), 9), round(sum(one.travel for one in found), 3)

    def parts(self, mask: int) -> list[int]:
        """Cut a set into its connected parts, the one with the first unit first."""
        left, found = mask, []
        while left:
            part = wave = left & -left
            while wave:
                around = 0
                for unit in units_of(wave):
                    around |= self._near[unit]
                wave = around & left & ~part
                part |= wave
            found.append(part)
            left &= ~part
        return found

    def around(self, mask: int) -> int:
        """Return the units beside a set."""
        beside = 0
        for unit in units_of(mask):
            beside |= self._near[unit]
        return beside & ~mask

    def _judge(self, mask: int) -> Worth:
        own = np.array(units_of(mask), dtype=np.int64)
        deviation = np.abs(self._shares[own].sum(axis=0) - 1.0).max(initial=0.0)
        excess = max(0.0, float(deviation) - self._problem.tolerance)
        if len(own) == 0:
            return Worth(excess, 0.0, -1, is_whole=True)
        ways = self._ways[np.ix_(own, own)].sum(axis=0)
        seat = int(np.round(ways, 3).argmin())
        return Worth(excess, float(ways[seat]), int(own[seat]), is_whole=len(self.parts(mask)) == 1)


def units_of(mask: int) -> list[int]:
    """List the units of a bit mask, ascending."""
    found = []
    while mask:
        found.append((mask & -mask).bit_length() - 1)
        mask &= mask - 1
    return found


def masks_of(firm_of: Ints, firms: int) -> list[int]:
    """Turn a plan into one bit mask a firm."""
    masks = [0] * firms
    for unit, firm in enumerate(firm_of.tolist()):
        masks[firm] |= 1 << unit
    return masks


def firms_of(masks: Sequence[int], units: int) -> Ints:
    """Turn bit masks back into the firm of each unit."""
    firm_of = np.full(units, -1, np.int32)
    for firm, mask in enumerate(masks):
        firm_of[units_of(mask)] = firm
    return firm_of
