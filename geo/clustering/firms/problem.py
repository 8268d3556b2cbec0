"""Who runs which sub-districts, as plain arrays: loads, pilots that are locked, neighbours, ways.

A *unit* is a sub-district, or several that share a region or an office, since those are never split between firms.
Firms are numbers 0..K-1 until `tables` gives them their names.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geo.clustering.problem import Floats, Ints
from geo.errors import InputError
from geo.plan import Status


@dataclass(frozen=True, slots=True, eq=False)
class FirmProblem:
    """n units, K firms, A activities to be balanced.

    Attributes
    ----------
    load : of each unit, 0 or more, shape ``(n, A)``.
    firms : number K of firms.
    pinned : the firm a unit's pilots lock it to, -1 where free, shape ``(n,)``.
    metres : way between the middles of units, shape ``(n, n)``, symmetric, zero on the diagonal.
    weight : what a unit's way counts for (its households), shape ``(n,)``.
    edges : pairs of neighbouring units, shape ``(E, 2)``.
    tolerance : deviation from the equal share, as a fraction of it, up to which a load counts as balanced.
    contiguous : every firm's units hang together over `edges`.
    """

    load: Floats
    firms: int
    pinned: Ints
    metres: Floats
    weight: Floats
    edges: Ints
    tolerance: float
    contiguous: bool

    def __post_init__(self) -> None:
        """Refuse arrays that do not fit together, and figures that are not numbers."""
        n = len(self.load)
        if self.firms < 1:
            raise InputError(f"firms: found {self.firms} firms; expected one or more")
        if (len(self.pinned), len(self.weight), self.metres.shape) != (n, n, (n, n)):
            raise InputError(f"firms: {n} units, but {len(self.pinned)} pins, {len(self.weight)} weights, "
                             f"{self.metres.shape} metres; expected one of each a unit")  # fmt: skip
        for name, values in (("load", self.load), ("weight", self.weight), ("metres", self.metres)):
            if not (np.isfinite(values).all() and (values >= 0).all()):
                raise InputError(f"firms: {name} has a value that is negative or not a number")
        if len(self.pinned) and not -1 <= int(self.pinned.min()) <= int(self.pinned.max()) < self.firms:
            raise InputError(f"firms: a unit is locked to none of the firms 0 to {self.firms - 1}")
        if not (np.isfinite(self.tolerance) and self.tolerance >= 0):
            raise InputError(f"firms: found the tolerance {self.tolerance}; expected a fraction of 0 or more")

    @property
    def units(self) -> int:
        """Number n of units."""
        return len(self.load)

    @property
    def shares(self) -> Floats:
        """Loads as parts of a firm's equal share, shape ``(n, A)``; an activity that nobody has counts nothing."""
        equal = self.load.sum(axis=0) / self.firms
        return np.asarray(self.load / np.where(equal > 0, equal, 1.0))

    @property
    def balanced(self) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        """The activities that are there to be balanced."""
        return np.flatnonzero(self.load.sum(axis=0) > 0)


@dataclass(frozen=True, slots=True)
class Stage:
    """One of the aims, in their order: what was reached, the bound that nothing can beat, and what stopped the proof.

    The bound holds given what the earlier aims reached.
    """

    value: float
    bound: float
    stopped_by: str = ""

    def is_closed(self, tolerance: float) -> bool:
        """Whether value and bound meet."""
        return self.value - self.bound <= tolerance * max(1.0, abs(self.value))


@dataclass(frozen=True, slots=True, eq=False)
class FirmPlan:
    """The answer.

    Attributes
    ----------
    firm_of : firm of each unit, shape ``(n,)``.
    seat : the unit in the middle of each firm's, -1 for a firm without units, shape ``(K,)``.
    excess : largest deviation of a firm's load beyond the tolerance, as a fraction of the equal share.
    spread : the sum of all firms' deviations beyond the tolerance.
    travel : metres from units to their firm's seat, times weight, summed.
    status : optimal where all three are proved; infeasible where units cannot hang together as the pilots lie
        (`firm_of` is then the best plan that need not).
    """

    firm_of: Ints
    seat: Ints
    excess: Stage
    spread: Stage
    travel: Stage
    status: Status
    seconds: float = 0.0

    @property
    def stopped_by(self) -> str:
        """The first limit that was met; empty where the proof was closed."""
        return next((stage.stopped_by for stage in (self.excess, self.spread, self.travel) if stage.stopped_by), "")
